"""Which kinds of attack an account tells: a log-linear model over what was settled of it and what its text reports.

Enters: Drafts with their settled values, and the REPORT mention of their text. Leaves: the field `told_as`. Weights come from the codebook.

A drill, talk of old wars or a raid on a barracks can look like an incident field by field. Whether the account tells an attack on
people who are no part of a fight, and of which kind, is seen from all of them together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from math import exp

from etl.codebook.told_as import told_as_weights
from etl.extract.drafts import Draft
from etl.extract.role_model import KINDS
from etl.model import Mention, ReportValue, Value

RULE = "kind model"
_TAKING = {"Hostage Taking (Kidnapping)", "Hostage Taking (Barricade Incident)", "Hijacking"}
_ASSAULT, _BOMBING, _FACILITY = "Armed Assault", "Bombing/Explosion", "Facility/Infrastructure Attack"
_FIRE, _PROJECTILE = "Incendiary", "Projectile (e.g., rockets, mortars, RPGs, missiles)"
# Kinds that an attack type may bring along: a murder by bomb is told as a bombing, too.
_BRINGS = {_BOMBING: "bombing", _FACILITY: "arson", _ASSAULT: "attack", "Assassination": "attack"} | dict.fromkeys(
    _TAKING, "kidnapping"
)
_AGES = ((-1, "ahead"), (1, "fresh"), (7, "week"), (30, "month"), (61, "two months"), (200, "half a year"))
_MOST_FIRST = 6
# A template that is told brings its roles and slots along: with a micro F1 near 50, items pay from a probability of a quarter on, and six in ten
# roles of a right template are right. On the fifth of MUC-4 DEV that was held out every bar from here to 0 is better than -0.35.
_LEAST_LOGIT = -0.1

Features = dict[str, float]


def settle_told_as(
    drafts: Sequence[Draft], settled: Sequence[Mapping[str, Value]], report: Mention | None, published: dt.date | None
) -> list[Value | None]:
    """For each draft the kinds that it is likelier than not told as, its own kind first; None where there is none.

    A kind that no draft has for its own is one more kind of the leading draft, where the text reports it.
    """
    said = report.value if report is not None else None
    if not isinstance(said, ReportValue) or not drafts:
        return [None] * len(drafts)
    own = [own_kind(values) for values in settled]
    kinds: list[dict[str, float]] = []
    for draft, values, kind in zip(drafts, settled, own, strict=True):
        logit = _score("own", own_features(draft, values, kind, said, published))
        kinds.append({kind: logit})
    lead = lead_of(drafts)
    for kind in (kind for kind in KINDS if kind not in own):
        kinds[lead][kind] = _score(
            "further", further_features(settled[lead], kind, own[lead], said, kinds[lead][own[lead]])
        )
    return [_told(found, values) for found, values in zip(kinds, settled, strict=True)]


def _told(logits: Mapping[str, float], values: Mapping[str, Value]) -> Value | None:
    told = tuple(kind for kind, logit in logits.items() if logit > _LEAST_LOGIT)
    if not told:
        return None
    best = max(logits.values())
    return Value(told, round(1 / (1 + exp(-best)), 4), values["attacktype"].evidence, RULE)


def lead_of(drafts: Sequence[Draft]) -> int:
    """The number of the first draft that the text is about."""
    return next((n for n, draft in enumerate(drafts) if draft.role == "main"), 0)


def own_kind(values: Mapping[str, Value]) -> str:
    """The kind that an account's attack types and weapons speak for.

    An attack with bombs and guns, or with rockets and mortars, is an attack; a murder by bomb is a bombing; fire set in the course of
    an assault is part of it.
    """
    attacks = set(_labels(values, "attacktype"))
    if attacks & _TAKING:
        return "kidnapping"
    if _ASSAULT in attacks:
        return "attack"
    if _BOMBING in attacks:
        return "attack" if set(_labels(values, "weapsubtype")) == {_PROJECTILE} else "bombing"
    if _FACILITY in attacks and _FIRE in _labels(values, "weaptype"):
        return "arson"
    return "attack"


def own_features(
    draft: Draft, values: Mapping[str, Value], kind: str, report: ReportValue, published: dt.date | None
) -> Features:
    """What speaks for an account being told as its own kind."""
    targets = _labels(values, "targtype")
    first = min(u.sentence.number for u in draft.core or draft.units)
    marks = [
        "any",
        f"kind={kind}",
        f"age={_age(values, published)}",
        f"role={draft.role}",
        f"trait={draft.trait}",
        f"target={targets[0] if len(targets) == 1 else 'several' if targets else 'none'}",
        f"strength={max(u.strength for u in draft.units)}",
        f"first={min(first, _MOST_FIRST)}",
        *(f"attack={label}" for label in _labels(values, "attacktype")),
        *(f"has={name}" for name in ("city", "nkill", "nwound", "gname") if name in values),
    ]
    return dict.fromkeys(marks, 1.0) | {"report": report.attack, "reported kind": dict(report.kinds)[kind]}


def further_features(
    values: Mapping[str, Value], kind: str, own: str, report: ReportValue, own_logit: float
) -> Features:
    """What speaks for the leading account being told as one more kind."""
    brought = any(_BRINGS.get(label) == kind for label in _labels(values, "attacktype"))
    of_kind = dict(report.kinds)[kind]
    marks = ["any", f"kind={kind}", f"beside={own}", *(["brought", f"brought {kind}"] if brought else [])]
    return dict.fromkeys(marks, 1.0) | {
        "report": report.attack,
        "reported kind": of_kind,
        f"reported {kind}": of_kind,
        "own": own_logit,
    }


def _score(part: str, features: Features) -> float:
    weights = told_as_weights()[part]
    return sum(weights.get(name, 0.0) * amount for name, amount in features.items())


def _labels(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = values[name].value if name in values else ()
    return value if isinstance(value, tuple) else ()


def _age(values: Mapping[str, Value], published: dt.date | None) -> str:
    """How long before the report the incident was; a bare month or year counts from its middle."""
    if published is None or "date" not in values:
        return "untold"
    year, month, day = [*map(int, str(values["date"].value).split("-")), 0, 0][:3]
    days = (published - dt.date(year, month or 7, day or (15 if month else 1))).days
    return next((name for most, name in _AGES if days <= most), "old")
