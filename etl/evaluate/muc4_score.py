"""Predicted incident templates against MUC-4's keys: the metric of GTT (Du et al. 2021) and the mission slots.

Enters: key documents (`docid`, `templates`, `gtt`) and predictions by document. Leaves: a MucScorecard. Touches nothing.

GTT: in each document templates of one type are paired one to one so that most items match. An entity is right where all its
mentions are mentions of one key entity. Mission: the same pairs (ties go to the pair that agrees in more slots); what is left is
then paired by common role items, whatever its type. Each slot is counted end to end.
"""

from __future__ import annotations

import datetime as dt
import string
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from etl.errors import EvaluateError
from etl.evaluate.muc4_key import ASIDE, SLOTS, Key, country_key, name_key, read_key

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_ARTICLES = {"a", "an", "the"}
_MOST_PLACES = 6  # a longer list of guesses is cut
_MOST_DAYS = 7  # a wider interval is no answer, unless the key is as wide
_TIE_SLOT, _TIE_OPTIONAL = 0.01, 0.001  # far below one item each

P = TypeVar("P")
G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class MucTally:
    """Counts of one slot: predicted items and how many are right; key items and how many are found."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: MucTally) -> MucTally:
        return MucTally(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    def to_dict(self) -> dict[str, float]:
        """Precision, recall and F1 in percent, and the counts."""
        p, r = self.right / max(self.predicted, 1), self.found / max(self.gold, 1)
        return {
            "p": round(100 * p, 1),
            "r": round(100 * r, 1),
            "f1": round(200 * p * r / (p + r), 1) if p + r else 0.0,
            "predicted": self.predicted,
            "gold": self.gold,
        }


@dataclass(frozen=True, slots=True)
class MucScorecard:
    """`gtt` has a tally for `incident_type`, each role and `micro`; `mission` for each slot, `day` (outside micro) and `micro`."""

    gtt: Mapping[str, MucTally]
    mission: Mapping[str, MucTally]

    def to_dict(self) -> dict[str, dict[str, dict[str, float]]]:
        """Both blocks, ready for JSON."""
        return {
            "gtt": {name: tally.to_dict() for name, tally in self.gtt.items()},
            "mission": {name: tally.to_dict() for name, tally in self.mission.items()},
        }


def render_muc4(card: MucScorecard) -> str:
    """The scorecard as a text table, a line a slot."""
    lines = []
    for name, block in card.to_dict().items():
        lines.append(f"{name:<18}{'P':>7}{'R':>7}{'F1':>7}{'pred':>7}{'gold':>7}")
        for slot, d in block.items():
            lines.append(f"  {slot:<16}{d['p']:7.1f}{d['r']:7.1f}{d['f1']:7.1f}{d['predicted']:7.0f}{d['gold']:7.0f}")
    return "\n".join(lines)


def score_muc4(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> MucScorecard:
    """The scorecard of `predictions` (rows of `docid` and `templates`) on key documents.

    A document without a row is one without templates; a row for a document that `gold` lacks is not counted.

    Raises:
        EvaluateError: a row lacks `docid` or `templates`, or a predicted date is no ISO day.
    """
    templates: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for number, row in enumerate(predictions, 1):
        if "docid" not in row or not isinstance(row.get("templates"), list):
            raise EvaluateError(
                "has no docid or no list of templates",
                where=f"prediction {number}",
                fix='write {"docid": …, "templates": […]} a line',
            )
        templates[row["docid"]] += row["templates"]
    gtt: dict[str, MucTally] = {name: MucTally() for name in ("incident_type", *ROLES)}
    mission: dict[str, MucTally] = {name: MucTally() for name in (*SLOTS, *ASIDE)}
    for document in gold:
        predicted = [_read_prediction(t, document["docid"]) for t in templates.get(document["docid"], [])]
        key = [
            _Template(_entities(g), read_key(t), bool(t.get("optional")))
            for t, g in zip(document["templates"], document["gtt"], strict=True)
        ]
        _add(gtt, _count_gtt([p.entities for p in predicted], [k.entities for k in key]))
        _add(mission, _count_mission(predicted, key))
    return MucScorecard(
        {**gtt, "micro": sum(gtt.values(), MucTally())},
        {**mission, "micro": sum((mission[slot] for slot in SLOTS), MucTally())},
    )


def _add(total: dict[str, MucTally], more: Mapping[str, MucTally]) -> None:
    for name, tally in more.items():
        total[name] += tally


@dataclass(frozen=True)
class _Entities:
    """The incident type, and each role's entities as sets of normalised mentions."""

    incident_type: str
    roles: Mapping[str, Sequence[frozenset[str]]]


@dataclass(frozen=True)
class _Template:
    """A key template."""

    entities: _Entities
    slots: Mapping[str, Key]
    optional: bool


@dataclass(frozen=True)
class _Prediction:
    """A predicted template; a slot that says nothing is None (an empty set for countries)."""

    entities: _Entities
    slots: Mapping[str, Any]


def _entities(template: Mapping[str, Any]) -> _Entities:
    roles = {
        role: [frozenset(map(plain_mention, entity)) for entity in template.get(role) or [] if entity] for role in ROLES
    }
    return _Entities(template.get("incident_type") or "attack", roles)


def plain_mention(mention: str) -> str:
    """A mention in lower case without punctuation and articles.

    >>> plain_mention('the "FMLN"')
    'fmln'
    """
    bare = "".join(char for char in mention.lower() if char not in string.punctuation)
    return " ".join(word for word in bare.split() if word not in _ARTICLES)


def _read_prediction(template: Mapping[str, Any], docid: str) -> _Prediction:
    given = template.get("date")
    try:
        ends = [dt.date.fromisoformat(d or given[0] or given[1]) for d in given] if given and any(given) else None
    except (TypeError, ValueError):
        raise EvaluateError(
            f"{given!r} is no pair of ISO days", where=f"date of a prediction for {docid}", fix="write [first, last]"
        ) from None
    country = template.get("country")
    slots = {
        "date": (ends[0], ends[1]) if ends else None,
        "day": ends[0] if ends and ends[0] == ends[1] else None,
        "country": country_key(country) if country else None,
        "place": {name_key(name) for name in (template.get("places") or [])[:_MOST_PLACES]} or None,
        "claim": template.get("claim") or None,
        "killed": template.get("killed") or None,
        "wounded": template.get("wounded") or None,
        "victim_countries": {country_key(name) for name in template.get("victim_countries") or []},
    }
    return _Prediction(_entities(template), slots)


def _pairs(rows: Sequence[P], columns: Sequence[G], worth: Callable[[P, G], float]) -> list[tuple[int, int]]:
    """The one-to-one pairs of positive worth that add up to most."""
    if not rows or not columns:
        return []
    table = np.array([[worth(row, column) for column in columns] for row in rows], dtype=float)
    first, second = linear_sum_assignment(table, maximize=True)
    return [(int(i), int(j)) for i, j in zip(first, second, strict=True) if table[i, j] > 0]


def _same_type(predicted: _Entities, key: _Entities) -> bool:
    return predicted.incident_type in key.incident_type  # a key may say "bombing / attack"


def _matches(predicted: _Entities, key: _Entities) -> dict[str, tuple[int, int]]:
    """For each role how many predicted entities are right, and how many key entities are found."""
    out = {}
    for role in ROLES:
        said, true = predicted.roles[role], key.roles[role]
        out[role] = (sum(any(p <= g for g in true) for p in said), sum(any(p <= g for p in said) for g in true))
    return out


def _role_items(predicted: _Entities, key: _Entities) -> int:
    return sum(right + found for right, found in _matches(predicted, key).values())


def _typed_items(predicted: _Entities, key: _Entities) -> int:
    """Matched items of two templates of one type: the type counts on both sides; 0 for two types."""
    return 2 + _role_items(predicted, key) if _same_type(predicted, key) else 0


def _count_gtt(predicted: Sequence[_Entities], all_keys: Sequence[_Entities]) -> dict[str, MucTally]:
    keys: list[_Entities] = []
    for one in all_keys:  # the same key twice is one key
        if one not in keys:
            keys.append(one)
    out = {"incident_type": MucTally(predicted=len(predicted), gold=len(keys))}
    for role in ROLES:
        out[role] = MucTally(
            predicted=sum(len(p.roles[role]) for p in predicted), gold=sum(len(k.roles[role]) for k in keys)
        )
    for i, j in _pairs(predicted, keys, _typed_items):
        out["incident_type"] += MucTally(right=1, found=1)
        for role, (right, found) in _matches(predicted[i], keys[j]).items():
            out[role] += MucTally(right=right, found=found)
    return out


def _count_mission(predicted: Sequence[_Prediction], keys: Sequence[_Template]) -> dict[str, MucTally]:
    partner = dict(_mission_pairs(predicted, keys))
    out = {slot: MucTally() for slot in (*SLOTS, *ASIDE)}
    unsaid = _read_prediction({}, "").slots
    for slot in out:
        for i, one in enumerate(predicted):
            key = keys[partner[i]] if i in partner else None
            if key is None or not key.optional:
                out[slot] += _count_slot(slot, one.slots[slot], key.slots if key else None, one.slots["country"])
        for j, key in enumerate(keys):
            if j not in partner.values() and not key.optional:
                out[slot] += _count_slot(slot, unsaid[slot], key.slots, None)
    return out


def _mission_pairs(predicted: Sequence[_Prediction], keys: Sequence[_Template]) -> list[tuple[int, int]]:
    def tie(p: _Prediction, k: _Template) -> float:
        agreed = sum(_count_slot(slot, p.slots[slot], k.slots, None).right for slot in SLOTS)
        return _TIE_SLOT * agreed + _TIE_OPTIONAL * (not k.optional)

    def worth(items: int, p: _Prediction, k: _Template) -> float:
        return items and items + tie(p, k)

    typed = _pairs(predicted, keys, lambda p, k: worth(_typed_items(p.entities, k.entities), p, k))
    left = [i for i in range(len(predicted)) if i not in {i for i, _ in typed}]
    left_keys = [j for j in range(len(keys)) if j not in {j for _, j in typed}]
    more = _pairs(
        [predicted[i] for i in left],
        [keys[j] for j in left_keys],
        lambda p, k: worth(_role_items(p.entities, k.entities), p, k),
    )
    return typed + [(left[i], left_keys[j]) for i, j in more]


def _count_slot(slot: str, value: Any, key: Mapping[str, Key] | None, own_country: str | None) -> MucTally:
    """One slot of one template; `key` is None where the prediction pairs with nothing."""
    if slot == "victim_countries":
        return _count_countries(value, key, own_country)
    if key is None:
        return MucTally(predicted=int(value is not None))
    admitted = key[slot]
    if not admitted.scored:
        return MucTally()
    right = value is not None and _agrees(slot, value, admitted.accept)
    wanted = right or (admitted.required and bool(admitted.accept))
    return MucTally(int(right), int(value is not None), int(right), int(wanted))


def _count_countries(named: set[str], key: Mapping[str, Key] | None, own_country: str | None) -> MucTally:
    """Foreigners' countries: the incident's own is passed over unless the key asks for it."""
    may = set(key["victim_countries"].accept) if key else set()
    must = set(key["must_name"].accept) if key else set()
    home = set(key["country"].accept) if key else {own_country}
    foreign = named - (home - may)
    right = len(foreign & may)
    return MucTally(right, len(foreign), right, right + len(must - foreign))


def _agrees(slot: str, value: Any, accept: Sequence[Any]) -> bool:
    if slot == "place":
        return bool(value & set(accept))
    if slot == "date":
        low, high = value
        narrow = (high - low).days <= _MOST_DAYS
        return any(
            low <= k.last and k.first <= high and (narrow or (not k.is_open and k.first <= low and high <= k.last))
            for k in accept
        )
    return value in accept
