"""Weights that decide whether GTD would count what an account tells, trained by `training/train_counted.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from etl.codebook.lexicon import read_rows


@cache
def counted_weights() -> Mapping[str, Mapping[str, float]]:
    """The weight of each feature of `etl.extract.counted`: at `first` sight, by words alone, and once an article is `read` closely."""
    weights: dict[str, dict[str, float]] = {"first": {}, "read": {}}
    for row in read_rows("counted"):
        weights[row["sight"]][row["feature"]] = float(row["weight"])
    return weights
