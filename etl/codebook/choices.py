"""The weights by which articles, targets and kinds of attack are chosen: tables that `training/` finds and people can read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from etl.codebook.lexicon import read_rows


@cache
def gate_weights() -> Mapping[str, float]:
    """What each word, or group of words, of an article speaks for its telling of an attack."""
    return {row["feature"]: float(row["weight"]) for row in read_rows("gate")}


@cache
def target_weights() -> Mapping[str, float]:
    """What each feature of a word speaks for its being the target."""
    return {row["feature"]: float(row["weight"]) for row in read_rows("target_weights")}


@cache
def attack_weights() -> Mapping[str, Mapping[str, float]]:
    """For each kind of attack, what each feature of an incident speaks for it."""
    return _by("attacktype", "attack_weights")


@cache
def role_weights() -> Mapping[str, float]:
    """What each feature of an incident speaks for its being reported, and not recalled."""
    return {row["feature"]: float(row["weight"]) for row in read_rows("role_weights")}


@cache
def bearing_weights() -> Mapping[str, Mapping[str, float]]:
    """For who did it (`author`), whether it is `claimed` and whether that is told to be not so (`silent`), what each feature speaks for it."""
    return _by("question", "bearing")


@cache
def second_look_weights() -> Mapping[str, Mapping[str, float]]:
    """For each field that is looked at again, what each feature of an option speaks for it."""
    return _by("field", "second_look")


def _by(column: str, table: str) -> Mapping[str, Mapping[str, float]]:
    """The weights of a table, for each value of one of its columns."""
    weights: dict[str, dict[str, float]] = {}
    for row in read_rows(table):
        weights.setdefault(row[column], {})[row["feature"]] = float(row["weight"])
    return weights
