"""GTD's rules for what to believe when witnesses differ, each a named function that the settlement cites.

Enters: statements of one field. Leaves: a Choice. Touches nothing of the world. A statement by a copy of another's story never adds a
voice. Ties end in the order of the values themselves, so that the order of arrival cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from etl.codebook import gtd
from etl.reconcile.testimony import Settled, Statement, Testimony, first_hand, statements
from etl.reconcile.traits import utc_text

# Reports this close together are equally recent: desks publish one briefing within the hour.
EQUALLY_RECENT = timedelta(minutes=60)
# A further attack type, weapon, target or group stands when at least this part of the independent voices names it.
NAMED_BY = 1 / 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A value, the rule that chose it, and why each other value lost. `by` are the statements that carry it."""

    value: Settled
    rule: str
    by: Sequence[Statement] = ()
    lost: Mapping[Settled, str] = field(default_factory=dict)
    lost_by: Sequence[Statement] = ()


NOTHING = Choice(None, "")


def voices(said: Sequence[Statement]) -> dict[Settled, int]:
    """How many independent origins give each value."""
    origins: dict[Settled, set[str]] = defaultdict(set)
    for s in said:
        origins[s.value].add(s.by.origin)
    return {value: len(by) for value, by in origins.items()}


def _chosen(
    value: Settled, rule: str, said: Sequence[Statement], why: str, lost: Mapping[Settled, str] | None = None
) -> Choice:
    if not lost and _only(said):
        return Choice(value, rule, said)
    reasons = {s.value: why for s in said if s.value != value}
    reasons.update(lost or {})
    return Choice(value, rule, [s for s in said if s.value == value], reasons, [s for s in said if s.value != value])


def _latest(said: Sequence[Statement]) -> str:
    return max((s.by.at or "" for s in said), default="")


def _only(said: Sequence[Statement]) -> bool:
    first = said[0].value
    return len(said) == 1 or all(s.value == first for s in said)


def settle_unanimous(said: Sequence[Statement]) -> Choice:
    """The one value that all give."""
    return _chosen(said[0].value, "settle_unanimous", said, "")


def settle_majority(said: Sequence[Statement]) -> Choice:
    """The value of most independent voices; among equals the latest told, then the first in order."""
    if not said:
        return NOTHING
    if _only(said):
        return settle_unanimous(said)
    counts = voices(said)
    most = max(counts.values())
    leaders = [value for value, n in counts.items() if n == most]
    if len(leaders) == 1:
        return _chosen(leaders[0], "settle_majority", said, "fewer independent sources say so")
    return settle_latest_told(said, leaders)


def settle_latest_told(said: Sequence[Statement], leaders: Sequence[Settled]) -> Choice:
    """Of values with as many voices, the one told last, then the first in order."""
    latest = {value: _latest([s for s in said if s.value == value]) for value in leaders}
    newest = max(latest.values())
    value = min((v for v in leaders if latest[v] == newest), key=repr)
    return _chosen(value, "settle_latest_told", said, "as many sources, told earlier or later in order")


def settle_most_precise(said: Sequence[Statement]) -> Choice:
    """Of dates, the most exact; of equally exact ones the majority."""
    if not said:
        return NOTHING
    longest = max(len(str(s.value)) for s in said)
    exact = [s for s in said if len(str(s.value)) == longest]
    choice = settle_majority(exact)
    if len(exact) == len(said):
        return choice
    vague = {s.value: "less exact" for s in said if len(str(s.value)) < longest}
    return _chosen(
        choice.value, "settle_most_precise", said, "fewer independent sources say so", {**choice.lost, **vague}
    )


def settle_claimed_any(said: Sequence[Statement]) -> Choice:
    """1 where anybody reports a claim: a report that nobody has claimed it yet does not undo one."""
    if not said:
        return NOTHING
    value = 1 if any(s.value == 1 for s in said) else 0
    return _chosen(value, "settle_claimed_any", said, "a claim was reported elsewhere")


def settle_flag_told(said: Sequence[Statement]) -> Choice:
    """1 where at least half of the voices say so: 0 is what most reports leave unsaid."""
    if not said:
        return NOTHING
    if _only(said):
        return settle_unanimous(said)
    ones = {s.by.origin for s in said if s.value == 1}
    everyone = {s.by.origin for s in said}
    value = 1 if 2 * len(ones) >= len(everyone) else 0
    return _chosen(value, "settle_flag_told", said, "fewer independent sources say so")


def settle_lowest(said: Sequence[Statement]) -> Choice:
    """The lowest figure of a valid source, where no majority decides."""
    value = min(_number(s) for s in said)
    return _chosen(value, "settle_lowest", said, "no majority: the lowest figure holds")


def settle_majority_else_lowest(said: Sequence[Statement]) -> Choice:
    """The figure of more than half of the independent voices, else the lowest."""
    if not said:
        return NOTHING
    if _only(said):
        return settle_unanimous(said)
    counts = voices(said)
    total = len({s.by.origin for s in said})
    for value in sorted(counts, key=repr):
        if 2 * counts[value] > total:
            return _chosen(value, "settle_majority", said, "fewer independent sources say so")
    return settle_lowest(said)


def settle_most_recent(said: Sequence[Statement]) -> Choice:
    """The figure told last; of equally recent ones the majority, else the lowest."""
    if not said:
        return NOTHING
    if _only(said):
        return settle_unanimous(said)
    recent = equally_recent(said)
    choice = settle_majority_else_lowest(recent)
    older = {s.value: "a more recent source says otherwise" for s in said if s not in recent}
    older.pop(choice.value, None)
    rule = choice.rule if choice.rule != "settle_unanimous" else "settle_most_recent"
    return _chosen(choice.value, rule, said, "", {**older, **choice.lost})


def equally_recent(said: Sequence[Statement]) -> list[Statement]:
    """The statements published within the hour of the last one; all of them where none bears a time."""
    newest = _latest(said)
    if not newest:
        return list(said)
    edge = utc_text(datetime.fromisoformat(newest) - EQUALLY_RECENT)
    return [s for s in said if s.by.at and s.by.at >= edge]


def without_perpetrators(said: Sequence[Statement], kind: str) -> tuple[list[Statement], dict[Settled, str]]:
    """The statements that rest on more than the perpetrators' word, and the figures that fall."""
    if not any(toll.perpetrator_source for s in said for toll in s.by.account.tolls):
        return list(said), {}
    credible = [s for s in said if not _perpetrators_only(s, kind)]
    kept = {s.value for s in credible}
    return credible, {s.value: "perpetrators' figures never set a toll" for s in said if s.value not in kept}


def _perpetrators_only(s: Statement, kind: str) -> bool:
    rows = [toll for toll in s.by.account.tolls if toll.kind == kind and toll.value == s.value]
    return bool(rows) and all(toll.perpetrator_source for toll in rows)


def without_revised(said: Sequence[Statement], kind: str) -> tuple[list[Statement], dict[Settled, str]]:
    """The statements whose figure no later account calls replaced, and the figures that fall."""
    if not any(toll.superseded for s in said for toll in s.by.account.tolls):
        return list(said), {}
    lost: dict[Settled, str] = {}
    kept = []
    for s in said:
        reviser = next((other for other in said if other is not s and _revises(other, s, kind)), None)
        if reviser is None:
            kept.append(s)
        else:
            lost[s.value] = f"replaced by {reviser.value} in the words of {reviser.by.account.account_id}"
    if not kept:
        # Each calls another's figure replaced: then none of them is.
        return list(said), {}
    for s in kept:
        lost.pop(s.value, None)
    return kept, lost


def _revises(newer: Statement, older: Statement, kind: str) -> bool:
    if newer.value == older.value or (newer.by.at and older.by.at and newer.by.at < older.by.at):
        return False
    return any(toll.kind == kind and toll.superseded and toll.value == older.value for toll in newer.by.account.tolls)


def standing(said: Sequence[Statement], kind: str) -> tuple[list[Statement], dict[Settled, str]]:
    """The statements of a toll that still hold, and why each other figure fell: the perpetrators' word, or replaced since."""
    credible, partisan = without_perpetrators(said, kind)
    kept, revised = without_revised(credible, kind)
    return kept, {**revised, **partisan}


def settle_toll(said: Sequence[Statement], kind: str) -> Choice:
    """A toll by GTD's order: perpetrators' figures and revised ones fall; then the most recent, the majority, the lowest."""
    if not said:
        return NOTHING
    kept, fallen = standing(said, kind)
    if not kept:
        return settle_perpetrators_never_set_tolls(said, fallen)
    choice = settle_most_recent(kept)
    if choice.rule == "settle_unanimous" and fallen:
        return settle_revised(said, choice.value, fallen)
    return _chosen(choice.value, choice.rule, said, "", {**choice.lost, **fallen})


def settle_perpetrators_never_set_tolls(said: Sequence[Statement], fallen: Mapping[Settled, str]) -> Choice:
    """No figure: all that there are rest on the perpetrators' word."""
    return Choice(None, "settle_perpetrators_never_set_tolls", (), fallen, said)


def settle_revised(said: Sequence[Statement], standing: Settled, fallen: Mapping[Settled, str]) -> Choice:
    """The one figure that stands where every other was called replaced, or was the perpetrators'."""
    return _chosen(standing, "settle_revised", said, "", fallen)


def settle_spread(testimonies: Sequence[Testimony], name: str) -> Choice:
    """The part of a cumulative toll that falls to this incident, in whole numbers; of several such tolls the latest told."""
    parts = [Statement(t.joint[name], t) for t in testimonies if t.joint and name in t.joint]
    if not parts:
        return NOTHING
    choice = settle_most_recent(parts)
    return _chosen(choice.value, "settle_spread", parts, "another cumulative toll was told later", choice.lost)


def settle_subset(said: Sequence[Statement], whole: Settled) -> Choice:
    """A toll of some among the whole toll: most recent, majority, lowest; one larger than the whole is refused."""
    if not said or whole is None:
        return settle_most_recent(said)
    fitting = [s for s in said if _number(s) <= int(str(whole))]
    refused = {s.value: "more than the whole toll" for s in said if s not in fitting}
    if not fitting:
        return Choice(None, "settle_subset", (), refused, said)
    choice = settle_most_recent(fitting)
    return _chosen(choice.value, choice.rule, said, "", {**choice.lost, **refused})


def settle_range(said: Sequence[Statement], best: Settled, field_: str) -> tuple[Choice, Choice]:
    """The lowest and highest figure still held possible beside the chosen one: of the equally recent and of who gives it."""
    if best is None:
        return NOTHING, NOTHING
    if len(said) == 1 and said[0].value == best and not {field_ + "_low", field_ + "_high"} & said[0].by.said.keys():
        single = Choice(best, "settle_range", said)
        return single, single
    standing = equally_recent(said) if said else []
    carriers = [s for s in said if s.value == best]
    bounds: tuple[list[int], list[int]] = ([int(str(best))], [int(str(best))])
    for s in {id(s): s for s in [*standing, *carriers]}.values():
        for side, suffix in enumerate(("_low", "_high")):
            figure = s.by.account.get(field_ + suffix)
            bounds[side].append(int(figure) if figure is not None else _number(s))
    low, high = min(bounds[0]), max(bounds[1])
    return Choice(low, "settle_range", carriers), Choice(high, "settle_range", carriers)


def settle_labels(said: Sequence[Statement], most: int, rank: Mapping[str, int] | None = None) -> Choice:
    """Labels that a third of the independent voices name, at most `most`: by rank where given, else by voices and place in the lists."""
    if not said:
        return NOTHING
    said = first_hand(said)
    rule = "settle_labels" if rank is None else "settle_hierarchy"
    if _only(said):
        told = [label for label in _labels(said[0].value) if label != "Unknown"][:most]
        return Choice(tuple(told if rank is None else sorted(told, key=lambda label: rank.get(label, 99))), rule, said)
    origins: dict[str, set[str]] = defaultdict(set)
    place: dict[str, int] = {}
    for s in said:
        for i, label in enumerate(_labels(s.value)):
            if label != "Unknown":
                origins[label].add(s.by.origin)
                place[label] = min(place.get(label, i), i)
    everyone = len({s.by.origin for s in said})
    named = [label for label, by in origins.items() if len(by) >= NAMED_BY * everyone] or list(origins)
    named.sort(key=lambda label: (-len(origins[label]), place[label], label))
    chosen = named[:most]
    if rank is not None:
        chosen.sort(key=lambda label: rank.get(label, 99))
    lost: dict[Settled, str] = {
        label: "too few independent sources name it" for label in origins if label not in chosen
    }
    carrying = [s for s in said if any(label in chosen for label in _labels(s.value))]
    return Choice(tuple(chosen), rule, carrying, lost, [s for s in said if any(x in lost for x in _labels(s.value))])


_RANKS = {label: gtd.attack_rank(label) for label in gtd.ATTACKTYPE.labels}


def settle_hierarchy(said: Sequence[Statement]) -> Choice:
    """Attack types, three at most, in GTD's hierarchy and not in order of time."""
    return settle_labels(said, 3, _RANKS)


def settle_groups(testimonies: Sequence[Testimony], said: Sequence[Statement]) -> Choice:
    """Perpetrators, three at most: claimants first, then by independent voices; a generic identity yields to any named group."""
    if not said:
        return NOTHING
    origins: dict[str, set[str]] = defaultdict(set)
    place: dict[str, int] = {}
    latest: dict[str, str] = defaultdict(str)
    for s in said:
        for i, name in enumerate(_labels(s.value)):
            if name != "Unknown":
                origins[name].add(s.by.origin)
                place[name] = min(place.get(name, i), i)
                latest[name] = max(latest[name], s.by.at or "")
    if not origins:
        return NOTHING
    claimants = {c.actor for t in testimonies for c in t.account.claims if c.kind == "claim"}
    organised = {name for name in origins if name in claimants or _organised(name)}
    lost: dict[Settled, str] = {
        name: "a generic identity, and a group is named" for name in origins if organised and name not in organised
    }
    everyone = len({s.by.origin for s in said})
    pool = [n for n in origins if n not in lost and (n in claimants or len(origins[n]) >= NAMED_BY * everyone)]
    pool = pool or [n for n in origins if n not in lost]
    # Of equals the one named last: later reports know more of who did it.
    pool.sort(key=lambda name: (place[name], name))
    pool.sort(key=lambda name: (name in claimants, len(origins[name]), latest[name]), reverse=True)
    chosen = tuple(pool[:3])
    lost.update(
        {name: "too few independent sources name it" for name in origins if name not in chosen and name not in lost}
    )
    carrying = [s for s in said if any(name in chosen for name in _labels(s.value))]
    return Choice(
        chosen, "settle_groups", carrying, lost, [s for s in said if any(n in lost for n in _labels(s.value))]
    )


# Generic identities are plain plurals of kinds of people; a name of a group is none of them.
_GENERIC_ENDS = (
    "gunmen",
    "militants",
    "bandits",
    "tribesmen",
    "separatists",
    "extremists",
    "rebels",
    "insurgents",
    "militia",
)


def _organised(name: str) -> bool:
    return "(" in name or not name.lower().endswith(_GENERIC_ENDS)


def _labels(value: Settled) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (str(value),)


def _number(s: Statement) -> int:
    return int(float(str(s.value)))


def said_of(testimonies: Sequence[Testimony], name: str) -> Sequence[Statement]:
    """What main accounts say of a field, all where they are silent."""
    return first_hand(statements(testimonies, name))
