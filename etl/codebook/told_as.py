"""Weights that decide which kinds of attack an account is told as, trained by `training/train_kinds.py`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from etl.codebook.lexicon import read_rows


@cache
def told_as_weights() -> Mapping[str, Mapping[str, float]]:
    """For `own` (is the account's own kind told?) and `further` (is one more?) the weight of each feature of `etl.extract.kinds`."""
    out: dict[str, dict[str, float]] = {}
    for row in read_rows("told_as"):
        out.setdefault(row["part"], {})[row["feature"]] = float(row["weight"])
    return out
