"""What decides whether GTD would count what an account tells: weights trained by `training/train_counted.py`, and the words that they weigh."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from etl.codebook.lexicon import Lexicon, read_rows


@cache
def counted_weights() -> Mapping[str, Mapping[str, float]]:
    """The weight of each feature of `etl.extract.counted`: at `first` sight, by words alone, and once an article is `read` closely."""
    weights: dict[str, dict[str, float]] = {"first": {}, "read": {}}
    for row in read_rows("counted"):
        weights[row["sight"]][row["feature"]] = float(row["weight"])
    return weights


@cache
def deed_words() -> Lexicon[str]:
    """Words for those who fight and for what states do, each with its kind: `force`, `fighter` or `operation`."""
    return Lexicon((row["words"], row["kind"]) for row in read_rows("deed_words"))
