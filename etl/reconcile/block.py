"""Which pairs are worth comparing: those that share a key of time and place, never all with all.

Enters: Columns. Leaves: pairs of row numbers. Touches nothing of the world. Whether a pair is a candidate depends on its two accounts
alone, so a day's accounts meet the same candidates whether they come by themselves or with everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from etl.reconcile.columns import NONE, Columns, Ints

# One degree is 111 km north to south: neighbours within a cell's width meet, as vicinities and rural districts need.
CELL_DEGREES = 0.5
# Reports of one night, or from two time zones, differ by a day; those of a siege by two.
WINDOW_DAYS = 2
# Below this a toll is too common to find an incident by it.
TELLING_TOLL = 5
# An account whose day is open for longer than this is looked up by year.
MONTHS_RANGE_DAYS = 62

_EPOCH_YEAR = 1900
_MIX = np.uint64(0x9E3779B97F4A7C15)

Keys = tuple[Ints, NDArray[np.uint64]]


def _hash(*parts: Ints | int) -> NDArray[np.uint64]:
    """One 64-bit key from several integers. Two keys may clash once in ages: the matcher compares all traits anyway."""
    with np.errstate(over="ignore"):
        key = np.uint64(0x2545F4914F6CDD1D)
        out: NDArray[np.uint64] = np.asarray(key)
        for part in parts:
            mixed = (np.asarray(part).astype(np.int64).astype(np.uint64) + _MIX) * np.uint64(0xBF58476D1CE4E5B9)
            out = (out ^ (mixed ^ (mixed >> np.uint64(29)))) * _MIX
            out = out ^ (out >> np.uint64(32))
    return np.atleast_1d(out)


def _months(day: Ints) -> Ints:
    """Months since 1970 of proleptic ordinals."""
    dates = (day - 719163).astype("datetime64[D]")
    months: Ints = dates.astype("datetime64[M]").astype(np.int64)
    return months


def _cells(degrees: NDArray[np.float64]) -> Ints:
    return np.floor(np.nan_to_num(degrees, nan=-999.0) / CELL_DEGREES).astype(np.int64)


def _join(probes: Sequence[Keys], targets: Sequence[Keys]) -> Iterator[tuple[Ints, Ints]]:
    """Rows of probes and targets with equal keys, found by sorting the targets once."""
    if not probes or not targets:
        return
    target_row = np.concatenate([rows for rows, _ in targets])
    target_key = np.concatenate([keys for _, keys in targets])
    order = np.argsort(target_key, kind="stable")
    target_row, target_key = target_row[order], target_key[order]
    for rows, keys in probes:
        low = np.searchsorted(target_key, keys, "left")
        count = np.searchsorted(target_key, keys, "right") - low
        total = int(count.sum())
        if total:
            left = np.repeat(rows, count)
            offset = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
            yield left, target_row[np.repeat(low, count) + offset]


def candidates(c: Columns) -> tuple[Ints, Ints]:
    """Row numbers (left < right) of all pairs worth comparing, sorted, each once.

    Exact days meet within a day's distance: in one city, in neighbouring cells of the map, or anywhere in the country where one of them
    names no city. Open dates (a month, a year) meet everything in that city and time, and without a city whatever shares a telling
    toll, a victim's name or a group. A telling toll in one city and month makes up for a misread day.
    """
    rows = np.arange(len(c), dtype=np.int64)
    dated = c.first != NONE
    exact = dated & (c.first == c.last)
    coarse = dated & ~exact
    located = ~np.isnan(c.latitude)
    city, no_city = c.city != NONE, c.city == NONE
    found: list[tuple[Ints, Ints]] = []

    def meet(probes: Sequence[Keys], targets: Sequence[Keys]) -> None:
        found.extend(_join(probes, targets))

    def keyed(kind: int, rows_: Ints, *parts: Ints | int) -> Keys:
        return rows_, _hash(kind, *parts)

    # Exact days.
    offsets = range(-WINDOW_DAYS, WINDOW_DAYS + 1)
    r = rows[exact & city]
    targets = [keyed(1, r, c.first[r], c.city[r])]
    meet([keyed(1, r, c.first[r] + o, c.city[r]) for o in offsets], targets)
    r = rows[exact & located]
    lat, lon = _cells(c.latitude[r]), _cells(c.longitude[r])
    targets = [keyed(2, r, c.first[r], lat, lon)]
    meet(
        [keyed(2, r, c.first[r] + o, lat + a, lon + b) for o in offsets for a in (-1, 0, 1) for b in (-1, 0, 1)],
        targets,
    )
    r, p = rows[exact], rows[exact & no_city]
    targets = [keyed(3, r, c.first[r], c.country[r])]
    meet([keyed(3, p, c.first[p] + o, c.country[p]) for o in offsets], targets)
    # Spellings of one city: the same country, day and first letter, where coordinates do not help.
    initial = np.array([_initial(name) for name in c.cities] or [NONE], dtype=np.int64)
    r = rows[exact & city]
    p = rows[exact & city & ~located]
    targets = [keyed(4, r, c.first[r], c.country[r], initial[c.city[r]])]
    meet([keyed(4, p, c.first[p] + o, c.country[p], initial[c.city[p]]) for o in offsets], targets)
    # One province: reports of an attack in the country name the nearest town that they know. Or its name taken for a city's.
    r, p = rows[exact & (c.province != NONE)], rows[exact & (c.city_name != NONE)]
    targets = [keyed(5, r, c.first[r], c.country[r], c.province[r])]
    meet([*targets, keyed(5, p, c.first[p], c.country[p], c.city_name[p])], targets)

    # Open dates, by month where the range is short, else by year.
    month = np.where(dated, _months(np.where(dated, c.first, 719163)), NONE)
    span = c.last - c.first
    for by_year in (False, True):
        unit = month // 12 if by_year else month
        probe = coarse & ((span > MONTHS_RANGE_DAYS) == by_year)
        last_unit = _months(np.where(dated, c.last, 719163))
        last_unit = last_unit // 12 if by_year else last_unit
        kind = 20 if by_year else 10
        ends = [(unit, "first"), (last_unit, "last")]
        for at, _ in ends:
            r, p = rows[dated & city], rows[probe & city]
            meet([keyed(kind, p, at[p], c.city[p])], [keyed(kind, r, unit[r], c.city[r])])
            for slot in range(c.killed.shape[1]):
                telling = c.killed[:, slot] >= TELLING_TOLL
                p = rows[probe & telling]
                targets = []
                for other in range(c.killed.shape[1]):
                    r = rows[dated & (c.killed[:, other] >= TELLING_TOLL)]
                    if len(r):
                        targets.append(keyed(kind + 1, r, unit[r], c.country[r], c.killed[r, other]))
                if len(p) and targets:
                    meet([keyed(kind + 1, p, at[p], c.country[p], c.killed[p, slot])], targets)
            # The group alone says enough within a month, and among open dates of one kind of target within a year.
            for slot in range(2):
                p = rows[probe & no_city & (c.groups[:, slot] != NONE)]
                among = (coarse & no_city) if by_year else dated
                parts = (lambda q: (c.target_bits[q],)) if by_year else (lambda _q: ())
                targets = []
                for other in range(2):
                    r = rows[among & (c.groups[:, other] != NONE)]
                    if len(r):
                        targets.append(keyed(kind + 2, r, unit[r], c.country[r], c.groups[r, other], *parts(r)))
                if len(p) and targets:
                    meet([keyed(kind + 2, p, at[p], c.country[p], c.groups[p, slot], *parts(p))], targets)

    # A telling toll in one city and month, or a victim's name in one month: whatever the days say.
    targets, probes = [], []
    for slot in range(c.killed.shape[1]):
        r = rows[dated & city & (c.killed[:, slot] >= TELLING_TOLL)]
        if len(r):
            targets.append(keyed(30, r, month[r], c.city[r], c.killed[r, slot]))
    for slot in range(c.names.shape[1]):
        r = rows[dated & (c.names[:, slot] != NONE)]
        if len(r):
            targets.append(keyed(31, r, month[r], c.names[r, slot]))
    probes = list(targets)
    meet(probes, targets)
    return _distinct(found, len(c))


def _initial(name: str) -> int:
    return ord(name[0]) if name else NONE


def _distinct(found: list[tuple[Ints, Ints]], n: int) -> tuple[Ints, Ints]:
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    parts = []
    for a, b in found:
        low, high = np.minimum(a, b), np.maximum(a, b)
        parts.append(np.unique((low * n + high)[low != high]))
    packed = np.unique(np.concatenate(parts))
    return packed // n, packed % n
