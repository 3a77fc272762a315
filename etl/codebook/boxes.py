"""The box of coordinates that each GTD country fits in.

Measured over all settlements of 500 people and more in GeoNames (CC BY 4.0) with one degree of margin, so that a hamlet at a border or
a ship off the coast still fits. States that are no more have no box.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees, WGS84. `west` is east of `east` where the box crosses the 180th meridian."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether the point lies in the box.

        >>> Box(-22, 176, -11, -177).holds(-18.1, 178.4)
        True
        """
        if not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east
        return longitude >= self.west or longitude <= self.east


@cache
def country_boxes() -> Mapping[int, Box]:
    """Every box by the country's GTD code."""
    path = resources.files("etl.codebook") / "data" / "country_box.csv"
    return {
        int(row["code"]): Box(float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"]))
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    }
