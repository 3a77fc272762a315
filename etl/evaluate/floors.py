"""Figures that may never fall silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure below its floor; `figure` is None where it is no longer measured at all."""

    name: str
    floor: float
    figure: float | None

    def __str__(self) -> str:
        now = "is not measured any more" if self.figure is None else f"fell to {self.figure:.1f}"
        return f"{self.name} {now}, its floor is {self.floor:.1f}"


def fallen(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[Fall]:
    """Every floor that `figures` does not reach, worst first.

    >>> [str(f) for f in fallen({"mission": 80.0}, {"mission": 82.5, "relevance": 90.0})]
    ['relevance is not measured any more, its floor is 90.0', 'mission fell to 80.0, its floor is 82.5']
    """
    falls = [Fall(name, floor, figures.get(name)) for name, floor in floors.items() if figures.get(name, -1.0) < floor]
    return sorted(falls, key=lambda f: (f.figure or 0.0) - f.floor)


def raised(figures: Mapping[str, float], floors: Mapping[str, float], *, slack: float = 0.0) -> dict[str, float]:
    """New floors: each old one, lifted to `slack` points below its figure where that is higher; new figures get one too."""
    names = dict.fromkeys([*floors, *figures])
    return {
        name: max(floors.get(name, 0.0), round(figures[name] - slack, 1)) if name in figures else floors[name]
        for name in names
    }
