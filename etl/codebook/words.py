"""Plain word lists of English that stages share."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def function_words() -> frozenset[str]:
    """Words that no name begins or ends with: articles, pronouns, prepositions, auxiliaries, verbs of saying."""
    return _read("function_words")


@cache
def dotted_abbreviations() -> frozenset[str]:
    """Titles and the like whose point belongs to them."""
    return _read("dotted_abbreviations")


def _read(name: str) -> frozenset[str]:
    path = resources.files("etl.codebook") / "data" / f"{name}.csv"
    return frozenset(row["word"] for row in csv.DictReader(path.read_text("utf-8").splitlines()))
