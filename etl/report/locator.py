"""Where an incident happened, drawn from the gazetteer's towns: the dots of towns draw coasts and valleys without any map tiles."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from etl.codebook.gazetteer import gazetteer
from etl.report.tables import Row

_WIDTH, _HEIGHT = 520.0, 340.0
_HALF_HEIGHT = 2.2  # degrees, about 245 km: a few towns that a reader may know lie within
_MOST_TOWNS, _LABELS = 260, 6
# Width of a town's dot, and the people up to which a town has it.
_SIZES = ((1.8, 5_000), (2.6, 25_000), (3.8, 100_000), (5.5, 500_000), (8.0, math.inf))


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return math.floor(latitude), (math.floor(longitude) + 180) % 360 - 180


def _window(latitude: float) -> tuple[float, float]:
    """Half the height and half the width of a map, in degrees: a degree of longitude shrinks towards the poles."""
    stretch = max(0.2, math.cos(math.radians(latitude)))
    return _HALF_HEIGHT, _HALF_HEIGHT * _WIDTH / _HEIGHT / stretch


def _cells(latitude: float, longitude: float) -> Iterator[tuple[int, int]]:
    height, width = _window(latitude)
    for row in range(math.floor(latitude - height), math.floor(latitude + height) + 1):
        for column in range(math.floor(longitude - width), math.floor(longitude + width) + 1):
            yield row, (column + 180) % 360 - 180


def towns_around(points: Iterable[tuple[float, float]]) -> list[Row]:
    """The settlements of the gazetteer that a map around any of these points may show."""
    wanted = {cell for latitude, longitude in points for cell in _cells(latitude, longitude)}
    if not wanted:
        return []
    table = gazetteer()
    places = (table.place(number) for number in range(len(table)))
    return [
        {"name": place.name, "latitude": place.latitude, "longitude": place.longitude, "population": place.population}
        for place in places
        if place.kind == "settlement" and place.population and _cell(place.latitude, place.longitude) in wanted
    ]


class Towns:
    """Towns by one-degree cells, largest first."""

    def __init__(self, places: Sequence[Row]) -> None:
        self._cells: dict[tuple[int, int], list[Row]] = defaultdict(list)
        for place in sorted(places, key=lambda p: -(p["population"] or 0)):
            self._cells[_cell(place["latitude"], place["longitude"])].append(place)

    def around(self, latitude: float, longitude: float) -> list[Row]:
        """The largest towns of a map around a point, largest first."""
        found = [place for cell in _cells(latitude, longitude) for place in self._cells.get(cell, ())[:_MOST_TOWNS]]
        return sorted(found, key=lambda p: -(p["population"] or 0))[:_MOST_TOWNS]


def _size(population: int | None) -> float:
    return next(size for size, most in _SIZES if (population or 0) <= most)


def locator(towns: Towns, latitude: float, longitude: float, name: str, *, vague: bool) -> str:
    """A map of some hundred kilometres around a point as SVG markup; `vague` draws a wide ring in place of a pin."""
    half_height, half_width = _window(latitude)

    def x(degrees: float) -> float:
        offset = (degrees - longitude + 180) % 360 - 180
        return round((offset / half_width + 1) * _WIDTH / 2, 1)

    def y(degrees: float) -> float:
        return round((1 - (degrees - latitude) / half_height) * _HEIGHT / 2, 1)

    inside = [
        t
        for t in towns.around(latitude, longitude)
        if 0 <= x(t["longitude"]) <= _WIDTH and 0 <= y(t["latitude"]) <= _HEIGHT
    ]
    label = f"Map: {name} at {abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'}, {abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'}"
    parts = [
        f'<svg class="locator" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" aria-label="{escape(label, quote=True)}">'
    ]
    meridians = range(math.ceil(longitude - half_width), math.floor(longitude + half_width) + 1)
    parallels = range(math.ceil(latitude - half_height), math.floor(latitude + half_height) + 1)
    lines = [f"M{x(degree)} 0V{_HEIGHT:.0f}" for degree in meridians] + [
        f"M0 {y(degree)}H{_WIDTH:.0f}" for degree in parallels
    ]
    parts.append(f'<g class="grid"><path d="{"".join(lines)}"/></g><g class="town">')
    dots: dict[float, list[str]] = defaultdict(list)
    for town in inside:
        # A stroke of no length with round ends is a dot, at a tenth of a circle's markup.
        dots[_size(town["population"])].append(f"M{x(town['longitude'])} {y(town['latitude'])}h0")
    parts += [f'<path stroke-width="{size}" d="{"".join(path)}"/>' for size, path in sorted(dots.items())]
    parts.append("</g>")
    parts.append(_labels(inside, x(longitude), y(latitude), name, x, y))
    centre = f'cx="{x(longitude)}" cy="{y(latitude)}"'
    if vague:
        parts.append(f'<circle class="ring" {centre} r="60"/>')
    parts.append(f'<circle class="halo" {centre} r="13"/><circle class="pin" {centre} r="5.5"/>')
    kilometres = 100
    bar = kilometres / 111.32 / half_height * _HEIGHT / 2
    parts.append(
        f'<g class="scale"><path d="M16 {_HEIGHT - 16:.0f}h{bar:.1f}"/>'
        f'<text x="16" y="{_HEIGHT - 22:.0f}">{kilometres} km</text></g></svg>'
    )
    return "".join(parts)


def _labels(
    towns: list[Row], pin_x: float, pin_y: float, name: str, x: Callable[[float], float], y: Callable[[float], float]
) -> str:
    """The names of the largest towns that fit without covering one another or the pin."""
    taken = [(pin_x - 60, pin_y - 14, pin_x + 60, pin_y + 30)]
    parts = [
        f'<text class="here" x="{pin_x}" y="{pin_y + 26}" text-anchor="middle">{escape(name[:40])}</text><g class="name">'
    ]
    count = 0
    for town in towns:
        if count == _LABELS:
            break
        left, base = x(town["longitude"]) + 7, y(town["latitude"]) + 4
        box = (left, base - 11, left + 6.4 * len(town["name"]), base + 4)
        if box[2] > _WIDTH - 4 or box[1] < 4 or town["name"] == name:
            continue
        if any(box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken):
            continue
        taken.append(box)
        parts.append(f'<text x="{left:.1f}" y="{base:.1f}">{escape(town["name"])}</text>')
        count += 1
    return "".join(parts) + "</g>"
