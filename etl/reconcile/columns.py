"""Traits as arrays, so that millions of pairs are compared at once.

Enters: Traits, sorted by account. Leaves: Columns. Touches nothing of the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etl.model import Traits

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Fewer than one incident in ten each: sharing one of these says more than sharing a bombing.
RARE_ATTACKS = frozenset(
    {
        "Hijacking",
        "Hostage Taking (Barricade Incident)",
        "Hostage Taking (Kidnapping)",
        "Unarmed Assault",
        "Assassination",
    }
)
NONE = -1  # stands for "not told" in every integer column


class Lexicon:
    """Numbers for words, in order of first sight. Only equality of the numbers is ever used, so their order does not matter."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        """The word's number; -1 for the empty word."""
        return self.numbers.setdefault(word, len(self.numbers)) if word else NONE

    @property
    def words(self) -> list[str]:
        """All words by number."""
        return list(self.numbers)


@dataclass(frozen=True)
class Columns:
    """One row an account. `city_name` is the city's name numbered as provinces are. Several values of one account are padded with -1 to a fixed width; `*_bits` are sets of labels."""

    account_ids: tuple[str, ...]
    doc: Ints
    main: NDArray[np.bool_]
    first: Ints
    last: Ints
    country: Ints
    province: Ints
    city: Ints
    cities: tuple[str, ...]
    city_name: Ints
    latitude: Floats
    longitude: Floats
    vicinity: NDArray[np.bool_]
    killed: Ints
    wounded: Ints
    held: Ints
    groups: Ints
    attack_bits: Ints
    rare_attacks: int
    target_bits: Ints
    names: Ints

    def __len__(self) -> int:
        return len(self.account_ids)


def _padded(rows: Iterable[Sequence[int]], width: int, length: int) -> Ints:
    out = np.full((length, width), NONE, dtype=np.int64)
    for i, row in enumerate(rows):
        if row:
            out[i, : len(row)] = row[:width]
    return out


def _bits(labels: Sequence[str], lexicon: Lexicon) -> int:
    bits = 0
    for label in labels:
        bits |= 1 << min(lexicon.number(label), 62)
    return bits


def columns_of(traits: Sequence[Traits]) -> Columns:
    """The traits as arrays, in the order given."""
    n = len(traits)
    docs, countries, provinces, cities, groups, attacks, targets, names = (Lexicon() for _ in range(8))

    def whole(values: Iterable[int | None]) -> Ints:
        return np.fromiter((NONE if value is None else value for value in values), np.int64, n)

    def real(values: Iterable[float | None]) -> Floats:
        return np.fromiter((np.nan if value is None else value for value in values), np.float64, n)

    def truth(values: Iterable[Any]) -> NDArray[np.bool_]:
        return np.fromiter(values, np.bool_, n)

    city = whole(cities.number(t.city) for t in traits)
    return Columns(
        tuple(t.account_id for t in traits),
        whole(docs.number(t.doc) for t in traits),
        truth(t.main for t in traits),
        whole(t.first for t in traits),
        whole(t.last for t in traits),
        whole(countries.number(t.country) for t in traits),
        whole(provinces.number(t.province) for t in traits),
        city,
        tuple(cities.words),
        whole(provinces.numbers.get(t.city, NONE) for t in traits),
        real(t.latitude for t in traits),
        real(t.longitude for t in traits),
        truth(t.vicinity for t in traits),
        _padded((t.killed for t in traits), 6, n),
        _padded((t.wounded for t in traits), 6, n),
        whole(t.held for t in traits),
        _padded(([groups.number(g) for g in t.groups] for t in traits), 6, n),
        whole(_bits(t.attacktypes, attacks) for t in traits),
        sum(1 << number for label, number in attacks.numbers.items() if label in RARE_ATTACKS),
        whole(_bits(t.targtypes, targets) for t in traits),
        _padded(([names.number(name) for name in t.names] for t in traits), 6, n),
    )
