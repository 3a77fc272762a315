"""Which kinds of attack an incident was: what its sentences say of deed, weapon, captives and victim, weighed together.

Enters: a Draft, what GTD's rules make of it, and its target. Leaves: the kinds in GTD's order. Touches nothing but the codebook: the
weights (`attack_weights.csv`) are found by `training/train_attack.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from etl.codebook.choices import attack_weights
from etl.codebook.gtd import attack_rank
from etl.extract.deeds import BOAST, LATER_RAID
from etl.extract.drafts import Draft
from etl.extract.units import Unit
from etl.model import HostagesValue, Mention, MentionKind, Span, TriggerValue, Value, WeaponValue

ALWAYS = "always"
UNKNOWN = "Unknown"
# A kind is named where it is likelier than not, or the likeliest and not quite unlikely: found by leaving folders out.
_NAMED, _LIKELIEST = 0.5, 0.3
# What the reader's mean logit weighs beside the rules' own, counted from a zero, and the least and most that it may add. The weights below are fitted
# without it, since it knows the articles that they are fitted on; found on six sets that it had not read: the first kind is right in 80 of
# 100 without it, in 85 with it, and within a point of that for any share from 0.4 to 0.7 and any zero from -1 to -3; on six later sets 0.7 and
# 1.0 are a point better than 0.5.
_READ, _READ_ZERO, _READ_LEAST, _READ_MOST = 0.7, -2.0, -1.0, 2.0
_MOST = 3
ASSASSINATION, ARMED = "Assassination", "Armed Assault"
_MUCH_LIKELIER, _LEAST = 7.4, 1e-9
_OPENING, _CORE = 2, 6  # sentences that tell the deed first, and those that still tell it
_MANY_DEAD, _OFTEN = 4, 4
_LOUD = ("Bombing/Explosion", "Armed Assault")
_NO_LETTERS = re.compile(r"[^a-z -]+")


def acts_of(draft: Draft) -> list[tuple[Unit, Mention, TriggerValue]]:
    """Words for the deed: not what only the perpetrators say of it, nor what was done in a later raid."""
    return [
        (u, m, v)
        for u in draft.units
        if u.triggers and not BOAST.search(u.low) and not LATER_RAID.search(u.low)
        for m, v in u.triggers
        if v.nature == "attack"
    ]


def attack_features(draft: Draft, ruled: Sequence[str], target: Value, targsub: Value | None, aimed: str) -> list[str]:
    """What speaks for and against each kind of attack; `ruled` are the kinds by GTD's rules, `aimed` says at whom it was aimed."""
    features = [ALWAYS, *(f"ruled {kind}" for kind in ruled), *(f"ruled first {kind}" for kind in ruled[:1])]
    features += [*_deeds(draft), *_means(draft)]
    if isinstance(target.value, tuple):
        features.append(f"target {target.value[0]}")
    if targsub is not None and isinstance(targsub.value, tuple):
        features.append(f"target subtype {targsub.value[0]}")
    if aimed:
        features.append(f"aimed at {aimed}")
    return list(dict.fromkeys(features))


def _scope(core: Sequence[Unit], unit: Unit) -> str:
    """How early among the first units that tell the deed a unit stands."""
    place = next((n for n, told in enumerate(core) if told is unit), _CORE)
    return "opening" if place < _OPENING else "core" if place < _CORE else "rest"


def _deeds(draft: Draft) -> Iterator[str]:
    times: dict[str, int] = {}
    first = ""
    core = draft.core[:_CORE]
    for unit, mention, value in acts_of(draft):
        if draft.trait == "" and value.by_state:
            continue
        scope = _scope(core, unit)
        words = " ".join(_NO_LETTERS.sub("", mention.span.quote.lower().replace("\n", " ")).split()[:2])
        yield f"said {words}"
        if scope == "opening":
            yield f"opening said {words}"
        if value.suicide:
            yield "suicide"
        if value.strength:
            yield f"{scope} {value.attacktype} {value.strength}"
            times[value.attacktype] = times.get(value.attacktype, 0) + 1
        if not first and value.strength > 1 and value.attacktype != UNKNOWN:
            first = value.attacktype
            yield f"first {first}"
    for kind, n in times.items():
        yield f"often {kind} {min(n, _OFTEN)}"
    for kind in _LOUD:
        if kind not in times:
            yield f"never {kind}"


def _means(draft: Draft) -> Iterator[str]:
    core = draft.core[:_CORE]
    for unit in draft.units:
        scope = _scope(core, unit)
        for mention in unit.mentions:
            if isinstance(mention.value, WeaponValue):
                yield f"{scope} weapon {mention.value.weaptype}"
                yield f"weapon {mention.value.weapsubtype}"
            elif isinstance(mention.value, HostagesValue):
                yield f"{scope} hostages {mention.value.event}"
        for _, toll in unit.tolls:
            if toll.kind == "killed" and toll.party != "attackers" and toll.value:
                yield f"{scope} dead {'one' if toll.value == 1 else 'few' if toll.value < _MANY_DEAD else 'many'}"


def likelihood(
    features: Sequence[str], weights: Mapping[str, Mapping[str, float]], read: Mapping[str, float]
) -> dict[str, float]:
    """How likely each kind of attack is, each for itself."""
    scores = {
        kind: sum(row.get(f, 0.0) for f in features)
        + max(_READ_LEAST, min(_READ_MOST, _READ * (read.get(kind, _READ_ZERO) - _READ_ZERO)))
        for kind, row in weights.items()
    }
    return {kind: 1 / (1 + math.exp(-score)) for kind, score in scores.items()}


def choose_kinds(
    features: Sequence[str],
    weights: Mapping[str, Mapping[str, float]] | None = None,
    read: Mapping[str, float] = MappingProxyType({}),
) -> tuple[str, ...]:
    """The kinds of attack in GTD's order, three at most; empty where nothing is likely. `read` are the reader's logits."""
    likely = likelihood(features, attack_weights() if weights is None else weights, read)
    kinds = [kind for kind, p in likely.items() if p >= _NAMED]
    if {ASSASSINATION, ARMED} <= set(kinds):
        # The shots at one person of standing are no assault beside the murder, unless much likelier than the murder.
        odds = {kind: likely[kind] / max(1 - likely[kind], _LEAST) for kind in (ASSASSINATION, ARMED)}
        kinds.remove(ASSASSINATION if odds[ARMED] > _MUCH_LIKELIER * odds[ASSASSINATION] else ARMED)
    if not kinds:
        best = max(likely, key=lambda kind: (likely[kind], kind), default=UNKNOWN)
        kinds = [best] if likely.get(best, 0.0) >= _LIKELIEST else []
    return tuple(sorted(kinds, key=attack_rank)[:_MOST])


def words_for(draft: Draft, kind: str) -> Span | None:
    """Words that witness a kind of attack: for the deed, else for the weapon or the people held, else any of the deed."""
    acts = acts_of(draft)
    own = [m for _, m, v in acts if v.attacktype == kind]
    means = [m for u in draft.units for m in u.mentions if m.kind in (MentionKind.WEAPON, MentionKind.HOSTAGES)]
    rest = [m for _, m, _ in acts] + [m for u in draft.units for m, _ in u.tolls]
    return next((m.span for m in [*own, *means, *rest]), None)
