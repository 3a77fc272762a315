"""Weights that decide whether GTD would count what an account tells, trained by `training/train_counted.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from etl.codebook.lexicon import read_rows


@cache
def counted_weights() -> Mapping[str, float]:
    """The weight of each feature of `etl.extract.counted`."""
    return {row["feature"]: float(row["weight"]) for row in read_rows("counted")}
