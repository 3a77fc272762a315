"""How strongly two accounts speak for one incident: a sum of weighed reasons.

Enters: Columns and pairs of rows. Leaves: a weight for each pair and reason. Touches nothing of the world. A weight is a log-odds: above
zero in sum, the two tell of one incident more likely than not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from etl.reconcile.columns import NONE, Columns, Floats, Ints

REASONS: tuple[str, ...] = ("prior", "date", "place", "killed", "wounded", "held", "group", "attack", "target", "name")

# Two attacks of one day in one country are rarely the same; an open date allows many more.
PRIOR = -3.5
PRIOR_OPEN = -4.5
# Cities closer than this are one place to reporters; up to the second, one of them may be a vicinity.
SAME_PLACE_KM = 15.0
NEAR_PLACE_KM = 60.0
# Spellings of one name rarely fall below this likeness, other names rarely reach it.
SAME_SPELLING = 85.0
# A single other letter is a spelling in names of this length, and may be another place in shorter ones.
SLIP_FROM = 6
# What wounded that do not agree at all take away.
WOUNDED_FLOOR = -0.8
# Hostages beyond this number are a rare thing: as many in two reports, give or take, are the same.
MANY_HELD = 50
# What a pair that is no candidate counts when clusters are weighed.
NO_CANDIDATE = -4.0

_CHUNK = 250_000


@dataclass(frozen=True)
class Scores:
    """`weights[i, k]` is what reason `REASONS[k]` adds for pair i; `total` their sum, rounded so that order cannot matter."""

    weights: NDArray[np.float32]
    total: Floats


def score(c: Columns, left: Ints, right: Ints) -> Scores:
    """Weights of all pairs, worked through in chunks that fit the cache."""
    if not len(left):
        return Scores(np.empty((0, len(REASONS)), np.float32), np.empty(0))
    likeness = _CityLikeness(c.cities)
    parts = [
        _score_chunk(c, left[start : start + _CHUNK], right[start : start + _CHUNK], likeness)
        for start in range(0, len(left), _CHUNK)
    ]
    weights = np.concatenate(parts)
    return Scores(weights, np.round(weights.astype(np.float64).sum(axis=1), 3))


class _CityLikeness:
    """Whether two city names are spellings of one, worked out once for each pair of names."""

    def __init__(self, cities: tuple[str, ...]) -> None:
        self._cities = cities
        self._known: dict[int, bool] = {}

    def __call__(self, a: Ints, b: Ints) -> NDArray[np.bool_]:
        out: NDArray[np.bool_] = a == b
        open_ = np.flatnonzero(~out & (a != NONE) & (b != NONE))
        if not len(open_):
            return out
        packed = np.minimum(a[open_], b[open_]) * (len(self._cities) + 1) + np.maximum(a[open_], b[open_])
        unique, inverse = np.unique(packed, return_inverse=True)
        alike = np.fromiter((self._alike(int(pair)) for pair in unique), np.bool_, len(unique))
        out[open_] = alike[inverse]
        return out

    def _alike(self, pair: int) -> bool:
        known = self._known.get(pair)
        if known is None:
            a, b = (self._cities[i] for i in divmod(pair, len(self._cities) + 1))
            shorter, longer = sorted((a.split(), b.split()), key=len)
            slip = min(len(a), len(b)) >= SLIP_FROM and Levenshtein.distance(a, b, score_cutoff=1) == 1
            known = slip or fuzz.ratio(a, b) >= SAME_SPELLING or longer[: len(shorter)] == shorter
            self._known[pair] = known
        return known


def _score_chunk(c: Columns, i: Ints, j: Ints, likeness: _CityLikeness) -> NDArray[np.float32]:
    w = np.zeros((len(i), len(REASONS)), np.float32)
    open_date = (c.first[i] != c.last[i]) | (c.first[j] != c.last[j])
    w[:, 0] = np.where(open_date, PRIOR_OPEN, PRIOR)
    w[:, 1] = _date(c, i, j, open_date)
    w[:, 2] = _place(c, i, j, likeness)
    w[:, 3] = _figures(c.killed[i], c.killed[j], (0.3, 1.0, 2.0, 3.0))
    # Counts of the hurt grow for days, and differ between hospitals: they speak for more than they speak against.
    w[:, 4] = np.maximum(_figures(c.wounded[i], c.wounded[j], (0.2, 0.6, 1.0, 1.6)), WOUNDED_FLOOR)
    w[:, 5] = _held(c.held[i], c.held[j])
    w[:, 6] = _groups(c.groups[i], c.groups[j])
    w[:, 7] = _sets(c.attack_bits[i], c.attack_bits[j], 0.5, -1.2)
    w[:, 7] += np.where(c.attack_bits[i] & c.attack_bits[j] & c.rare_attacks, 0.7, 0.0)
    # A mosque or its worshippers, a bus or its passengers: reports of one attack often name another target.
    w[:, 8] = _sets(c.target_bits[i], c.target_bits[j], 0.7, -0.4)
    w[:, 9] = np.where(_share(c.names[i], c.names[j]), 3.0, 0.0)
    return w


def _date(c: Columns, i: Ints, j: Ints, open_date: NDArray[np.bool_]) -> Floats:
    """Same day 3, next day 1.5, two days -1 (a siege is dated by its start or its end), within a week -2.5, further off -6.

    A range that holds the other counts more the shorter it is.
    """
    gap = np.maximum(c.first[i] - c.last[j], c.first[j] - c.last[i])
    apart = np.maximum(gap, 0)
    exact = np.select([apart == 0, apart == 1, apart == 2, apart <= 7], [3.0, 1.5, -1.0, -2.5], -6.0)
    span = np.maximum(c.last[i] - c.first[i], c.last[j] - c.first[j])
    ranged = np.select([apart > 3, span <= 10, span <= 62], [-6.0, 2.0, 1.5], 0.6)
    unknown = (c.first[i] == NONE) | (c.first[j] == NONE)
    out: Floats = np.where(unknown, 0.0, np.where(open_date, ranged, exact))
    return out


def _place(c: Columns, i: Ints, j: Ints, likeness: _CityLikeness) -> Floats:
    both_country = (c.country[i] != NONE) & (c.country[j] != NONE)
    other_country = both_country & (c.country[i] != c.country[j])
    both_province = (c.province[i] != NONE) & (c.province[j] != NONE)
    same_province = both_province & (c.province[i] == c.province[j])
    other_province = both_province & ~same_province
    both_city = (c.city[i] != NONE) & (c.city[j] != NONE)
    # "Katsina" is the capital to one paper and the state to another.
    city_as_province = (c.city_name[i] != NONE) & (c.city_name[i] == c.province[j])
    city_as_province |= (c.city_name[j] != NONE) & (c.city_name[j] == c.province[i])
    same_city = likeness(c.city[i], c.city[j]) & both_city
    km = _distance_km(c.latitude[i], c.longitude[i], c.latitude[j], c.longitude[j])
    near, around = km <= SAME_PLACE_KM, km <= NEAR_PLACE_KM
    vague = c.vicinity[i] | c.vicinity[j]
    told = np.select(
        [
            both_city & same_city,
            both_city & near,
            both_city & around & vague,
            city_as_province,
            both_city & around,
            both_city & same_province,
            both_city,
            same_province,
            other_province,
        ],
        [3.0, 2.0, 1.0, -1.0, -1.0, -1.5, -4.0, 1.0, -1.5],
        0.0,
    )
    # One name in two countries is two places, but a border town is at times put on the wrong side.
    abroad = np.where(same_city & (near | around), 0.5, -6.0)
    out: Floats = np.where(other_country, abroad, told)
    return out


def _distance_km(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Flat-earth distance, good to a per cent below 100 km; infinite where one is unknown."""
    north = (lat1 - lat2) * 111.2
    east = (lon1 - lon2) * 111.3 * np.cos(np.radians((lat1 + lat2) / 2))
    return np.nan_to_num(np.hypot(north, east), nan=np.inf)


def _figures(a: Ints, b: Ints, worth: tuple[float, float, float, float]) -> Floats:
    """What two sets of figures add: a shared one counts the more the rarer it is, far-off ones count against."""
    best = np.full(len(a), -np.inf)
    shared = np.full(len(a), NONE, dtype=np.int64)
    for s in range(a.shape[1]):
        if not (a[:, s] != NONE).any():
            continue
        for t in range(b.shape[1]):
            known = (a[:, s] != NONE) & (b[:, t] != NONE)
            if not known.any():
                continue
            apart = np.log1p(np.maximum(a[:, s], 0)) - np.log1p(np.maximum(b[:, t], 0))
            ratio = np.where(known, -np.abs(apart), -np.inf)
            best = np.maximum(best, ratio)
            shared = np.maximum(shared, np.where(known & (a[:, s] == b[:, t]), a[:, s], NONE))
    equal = np.select([shared == NONE, shared == 0, shared < 4, shared < 20], [0.0, *worth[:3]], worth[3])
    # A factor of two is a rising toll; beyond that doubt grows with the ratio, to a floor.
    unequal = np.where(best > -0.2, 0.5, np.where(best > -0.75, -0.2, np.maximum(best, -3.0)))
    out: Floats = np.where(shared != NONE, equal, np.where(np.isneginf(best), 0.0, unequal))
    return out


def _held(a: Ints, b: Ints) -> Floats:
    known = (a > 0) & (b > 0)
    ratio = np.abs(np.log((np.maximum(a, 0) + 1.0) / (np.maximum(b, 0) + 1.0)))
    many = (a >= MANY_HELD) & (b >= MANY_HELD)
    alike = np.select([a == b, ratio < 0.3, ratio < 0.75], [1.5, 0.6, 0.3], -1.0)
    out: Floats = np.where(known, alike + np.where(many & (alike > 0), 0.9, 0.0), 0.0)
    return out


def _share(a: Ints, b: Ints) -> NDArray[np.bool_]:
    out = np.zeros(len(a), np.bool_)
    for s in range(a.shape[1]):
        for t in range(b.shape[1]):
            out |= (a[:, s] != NONE) & (a[:, s] == b[:, t])
    return out


def _groups(a: Ints, b: Ints) -> Floats:
    """A shared group 1.5; none shared -0.3: reports of one attack often name rival suspects."""
    known = (a[:, 0] != NONE) & (b[:, 0] != NONE)
    out: Floats = np.where(known, np.where(_share(a, b), 1.5, -0.3), 0.0)
    return out


def _sets(a: Ints, b: Ints, shared: float, apart: float) -> Floats:
    out: Floats = np.where((a == 0) | (b == 0), 0.0, np.where(a & b, shared, apart))
    return out
