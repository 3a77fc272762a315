"""Small charts as SVG, drawn by matplotlib in colours that the page's style sheet decides, light or dark."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

# Placeholders that the style sheet gives meaning to; a colour of their own so that they can be found in what matplotlib writes.
_INK, _MUTED, _LINE, _ACCENT, _SECOND, _WARM = "#010101", "#020202", "#030303", "#040404", "#050505", "#060606"
_VARIABLE = {
    _INK: "--ink",
    _MUTED: "--muted",
    _LINE: "--line",
    _ACCENT: "--accent",
    _SECOND: "--second",
    _WARM: "--warm",
}
_HEAD = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_NOISE = re.compile(r"\s*<metadata>.*?</metadata>|<style type=\"text/css\">.*?</style>|<defs>\s*</defs>", re.DOTALL)
_COLOUR = re.compile(r"#0[1-6]0[1-6]0[1-6]")
_SIZE = re.compile(r'width="[\d.]+pt" height="[\d.]+pt"')
_NUMBER = re.compile(r"(?<=\d\.\d)\d+")
_IDENTITY = re.compile(r' id="[\w.-]+"')
_SPACES = re.compile(r"\s*\n\s*")
_MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """One told figure: when, how many, who says so, and whether it is the settled one, replaced, or of the perpetrators."""

    at: datetime
    value: int
    by: str
    role: str


class _Canvas:
    """A drawing with a scale of its own. Axes of matplotlib cost five times the rest, and none of their ticks is wanted here."""

    def __init__(self, size: tuple[float, float], across: tuple[float, float], up: tuple[float, float]) -> None:
        import matplotlib

        matplotlib.use("svg")
        matplotlib.rcParams["svg.fonttype"] = "none"
        matplotlib.rcParams["svg.hashsalt"] = "incident-warehouse"
        from matplotlib.figure import Figure as Drawing

        self.figure: Any = Drawing(figsize=size)
        self._across, self._up = across, up
        self._width, self._height = size[0] * 72, size[1] * 72
        self.words: list[str] = []

    def _place(self, x: float, y: float) -> tuple[float, float]:
        (left, right), (bottom, top) = self._across, self._up
        return (x - left) / (right - left), (y - bottom) / (top - bottom)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
        from matplotlib.lines import Line2D

        xs, ys = zip(*(self._place(*point) for point in points), strict=True)
        self.figure.add_artist(Line2D(xs, ys, color=colour, linewidth=width, solid_joinstyle="round"))

    def marks(
        self, points: Sequence[tuple[float, float]], colour: str, *, shape: str = "o", filled: bool = True
    ) -> None:
        from matplotlib.lines import Line2D

        xs, ys = zip(*(self._place(*point) for point in points), strict=True)
        inside = colour if filled else "none"
        self.figure.add_artist(
            Line2D(xs, ys, linestyle="none", marker=shape, markersize=5.5, color=colour, markerfacecolor=inside)
        )

    def area(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        from matplotlib.patches import Polygon

        corners = [self._place(*point) for point in points]
        self.figure.add_artist(Polygon(corners, closed=True, facecolor=colour, alpha=0.08, edgecolor="none"))

    def text(
        self, x: float, y: float, words: str, colour: str, *, size: float = 8, ha: str = "middle", drop: float = 0.35
    ) -> None:
        """Words at a place; `drop` is how far below it their baseline lies, in their own height. Set by the browser, not measured here."""
        across, up = self._place(x, y)
        left, down = across * self._width, (1 - up) * self._height + drop * size
        self.words.append(
            f'<text x="{left:.1f}" y="{down:.1f}" font-size="{size:g}" text-anchor="{ha}" fill="var({_VARIABLE[colour]})">{escape(words)}</text>'
        )


def _svg(canvas: _Canvas, title: str) -> str:
    """The drawing as markup to stand in a page: scalable, with the page's colours and fonts, and a name for screen readers."""
    buffer = io.StringIO()
    canvas.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    markup = _NOISE.sub("", _HEAD.sub("", buffer.getvalue()))
    markup = _COLOUR.sub(lambda found: f"var({_VARIABLE[found.group(0)]})", markup)
    if "url(#" not in markup and "xlink:href" not in markup:
        markup = _IDENTITY.sub("", markup)
    markup = _SPACES.sub(" ", _NUMBER.sub("", markup))
    name = escape(title, quote=True)
    markup = markup.replace("</svg>", "".join(canvas.words) + "</svg>")
    return _SIZE.sub(f'class="chart" role="img" aria-label="{name}"', markup, count=1)


def toll_chart(figures: Sequence[Figure], settled: int | None, noun: str) -> str | None:
    """The told figures over time with the settled one as a line; None where fewer than two tell anything apart."""
    if len({(f.at, f.value) for f in figures}) < 2:
        return None
    ordered = sorted(figures, key=lambda f: (f.at, f.value))
    values = [f.value for f in ordered] + ([settled] if settled is not None else [])
    low, high = min(values), max(values)
    room = max(1.0, (high - low) * 0.25)
    first, last = ordered[0].at.timestamp(), ordered[-1].at.timestamp()
    stretch = max(last - first, 3600.0)
    canvas = _Canvas((5.0, 1.8), (first - stretch * 0.13, last + stretch * 0.16), (low - room * 1.9, high + room * 1.3))
    floor = low - room
    canvas.line([(first, floor), (first + stretch, floor)], _LINE, 0.8)
    if settled is not None:
        canvas.line([(first - stretch * 0.05, settled), (first + stretch * 1.05, settled)], _ACCENT, 1.2)
        canvas.text(first + stretch * 1.06, settled, f"{settled:,}", _ACCENT, size=10, ha="start")
    for role, colour in {"settled": _ACCENT, "told": _MUTED, "replaced": _MUTED, "perpetrator": _WARM}.items():
        points = [(f.at.timestamp(), float(f.value)) for f in ordered if f.role == role]
        if points:
            canvas.marks(
                points, colour, shape="D" if role == "perpetrator" else "o", filled=role in ("settled", "told")
            )
    labelled: list[tuple[float, float]] = []
    for figure in ordered:
        x, y = figure.at.timestamp(), float(figure.value)
        free = all(abs(x - a) > stretch * 0.08 or abs(y - b) > room * 0.5 for a, b in labelled)
        if free and figure.value != settled and len(labelled) < _MOST_LABELS:
            labelled.append((x, y))
            canvas.text(x, y + room * 0.28, f"{figure.value:,}", _MUTED, drop=0)
    for at in dict.fromkeys([ordered[0].at, ordered[-1].at]):
        canvas.text(at.timestamp(), floor - room * 0.25, f"{at.day} {at:%b %Y}", _MUTED, drop=0.9)
    told = ", ".join(f"{f.value:,} on {f.at.day} {f.at:%b}" for f in ordered[:12])
    after = f"; settled at {settled:,}" if settled is not None else ""
    return _svg(canvas, f"{noun} as told over time: {told}{after}")


def trend_chart(
    points: Sequence[tuple[datetime, float]], title: str, *, unit: str = "", high: float | None = None
) -> str | None:
    """A line over runs with its first and last value written out, at most up to `high`; None for fewer than two points."""
    if len(points) < 2:
        return None
    values = [value for _, value in points]
    floor = min(values)
    ceiling = max(values) if high is None else max(high, *values)
    room = (ceiling - floor) * 0.18 or 1.0
    count = len(points)
    canvas = _Canvas((5.0, 1.6), (-0.11 * count, count - 1 + 0.13 * count), (floor - room * 2.2, ceiling + room * 1.2))
    base = floor - room * 0.5
    line = [(float(place), value) for place, value in enumerate(values)]
    canvas.line([(0, base), (count - 1, base)], _LINE, 0.8)
    canvas.area([(0, base), *line, (count - 1, base)], _ACCENT)
    canvas.line(line, _ACCENT, 1.6)
    canvas.marks(line[-1:], _ACCENT)
    canvas.text(count - 1 + 0.025 * count, values[-1], f"{values[-1]:,.6g}{unit}", _ACCENT, size=10, ha="start")
    canvas.text(-0.015 * count, values[0], f"{values[0]:,.6g}{unit}", _MUTED, ha="end")
    for place in (0, count - 1):
        at = points[place][0]
        canvas.text(place, floor - room * 0.8, f"{at.day} {at:%b %Y}", _MUTED, drop=0.9)
    return _svg(canvas, f"{title}: from {values[0]:,.6g}{unit} to {values[-1]:,.6g}{unit} over {count} runs")
