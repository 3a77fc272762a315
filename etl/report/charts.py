"""Small charts as SVG, drawn by matplotlib in colours that the page's style sheet decides, light or dark."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
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
_FONT = re.compile(r"font: (?:[\w ]+ )?([\d.]+)px [^;\"]+")
_IDENTITY = re.compile(r' id="[\w.-]+"')
_SPACES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """One told figure: when, how many, who says so, and whether it is the settled one, replaced, or of the perpetrators."""

    at: datetime
    value: int
    by: str
    role: str


@cache
def _figure_class() -> Any:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.fonttype"] = "none"
    matplotlib.rcParams["svg.hashsalt"] = "incident-warehouse"
    from matplotlib.figure import Figure as Drawing

    return Drawing


def _svg(figure: Any, title: str) -> str:
    """The drawing as markup to stand in a page: scalable, with the page's colours and fonts, and a name for screen readers."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    markup = _NOISE.sub("", _HEAD.sub("", buffer.getvalue()))
    markup = _COLOUR.sub(lambda found: f"var({_VARIABLE[found.group(0)]})", markup)
    markup = _FONT.sub(r"font-size: \1px", markup)
    if "url(#" not in markup and "xlink:href" not in markup:
        markup = _IDENTITY.sub("", markup)
    markup = _SPACES.sub(" ", _NUMBER.sub("", markup))
    name = escape(title, quote=True)
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
    drawing = _figure_class()(figsize=(6.4, 1.9))
    axes = drawing.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(first - stretch * 0.09, last + stretch * 0.16)
    axes.set_ylim(low - room * 1.9, high + room * 1.3)
    floor = low - room
    axes.plot([first, first + stretch], [floor, floor], color=_LINE, linewidth=0.8)
    if settled is not None:
        axes.plot([first - stretch * 0.05, first + stretch * 1.05], [settled, settled], color=_ACCENT, linewidth=1.2)
        axes.text(
            first + stretch * 1.06, settled, f"{settled:,}", color=_ACCENT, va="center", fontsize=10, weight="bold"
        )
    colours = {"settled": _ACCENT, "told": _MUTED, "replaced": _MUTED, "perpetrator": _WARM}
    for role, colour in colours.items():
        points = [f for f in ordered if f.role == role]
        if points:
            filled = role in ("settled", "told")
            axes.plot(
                [f.at.timestamp() for f in points],
                [f.value for f in points],
                linestyle="none",
                marker="D" if role == "perpetrator" else "o",
                markersize=5.5,
                color=colour,
                markerfacecolor=colour if filled else "none",
            )
    labelled: set[tuple[float, int]] = set()
    for figure in ordered:
        place = (figure.at.timestamp(), figure.value)
        if place not in labelled and figure.value != settled and len(labelled) < 8:
            labelled.add(place)
            axes.text(
                place[0],
                place[1] + room * 0.28,
                f"{figure.value:,}",
                color=_MUTED,
                ha="center",
                va="bottom",
                fontsize=8,
            )
    for at in dict.fromkeys([ordered[0].at, ordered[-1].at]):
        axes.text(
            at.timestamp(), floor - room * 0.25, f"{at.day} {at:%b %Y}", color=_MUTED, ha="center", va="top", fontsize=8
        )
    told = ", ".join(f"{f.value:,} on {f.at.day} {f.at:%b}" for f in ordered[:12])
    return _svg(
        drawing, f"{noun} as told over time: {told}" + (f"; settled at {settled:,}" if settled is not None else "")
    )


def trend_chart(
    points: Sequence[tuple[datetime, float]],
    title: str,
    *,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
) -> str | None:
    """A line over runs, with its first, last and extreme values written out; None for fewer than two points."""
    if len(points) < 2:
        return None
    values = [value for _, value in points]
    floor = min(values) if low is None else min(low, *values)
    ceiling = max(values) if high is None else max(high, *values)
    room = (ceiling - floor) * 0.18 or 1.0
    places = list(range(len(points)))
    drawing = _figure_class()(figsize=(6.4, 1.7))
    axes = drawing.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(-0.11 * len(points), len(points) - 1 + 0.13 * len(points))
    axes.set_ylim(floor - room * 2.2, ceiling + room * 1.2)
    axes.plot([0, len(points) - 1], [floor - room * 0.5] * 2, color=_LINE, linewidth=0.8)
    axes.fill_between(places, values, floor - room * 0.5, color=_ACCENT, alpha=0.08, linewidth=0)
    axes.plot(places, values, color=_ACCENT, linewidth=1.6, solid_joinstyle="round")
    axes.plot(places[-1:], values[-1:], "o", color=_ACCENT, markersize=4.5)
    axes.text(
        places[-1] + 0.02 * len(points),
        values[-1],
        f"{values[-1]:,.6g}{unit}",
        color=_ACCENT,
        va="center",
        fontsize=10,
        weight="bold",
    )
    axes.text(
        -0.012 * len(points), values[0], f"{values[0]:,.6g}{unit}", color=_MUTED, ha="right", va="center", fontsize=8
    )
    for place in (0, len(points) - 1):
        at = points[place][0]
        axes.text(place, floor - room * 0.8, f"{at.day} {at:%b %Y}", color=_MUTED, ha="center", va="top", fontsize=8)
    return _svg(drawing, f"{title}: from {values[0]:,.6g}{unit} to {values[-1]:,.6g}{unit} over {len(points)} runs")
