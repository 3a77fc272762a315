"""How far the rules' own confidence holds on articles that nobody tuned on, found by `training/calibrate.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from etl.codebook.lexicon import read_rows


@cache
def calibration() -> Mapping[str, float]:
    """For each field the factor, 0…1 or a little over, that brings the confidence of its rules to the share that is right."""
    return {row["field"]: float(row["factor"]) for row in read_rows("calibration")}
