"""The article's own settlement of an incident's figures: dead and hurt, attackers among them, and the rows of its tolls.

Enters: the TOLL mentions of one incident in order of the text. Leaves: Counts, each value with the mentions that witness it and the name of
the rule that chose it. Touches package data (nouns for police and for soldiers).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.codebook.casualties import words_of
from etl.extract.people import OF_THEM
from etl.model import Mention, TollRow, TollValue

_GENERIC = frozenset(
    {
        "",
        "person",
        "people",
        "individual",
        "human",
        "soul",
        "victim",
        "casualty",
        "them",
        "whom",
        "those",
        "these",
        "other",
        "others",
        "body",
        "member",
    }
)


LEFT_OUT = (
    "~"  # before the word for attackers whom a total leaves out: they are added to it, but make no row of their own
)

TAKEN_IN = "+"  # before the word for attackers whom a total takes in
ALIVE = "alive"  # of some who were hurt it is told that they live: nobody died, unless others did
UNHURT = "unhurt"  # whose escape is told: nobody was harmed, unless others were


@dataclass(frozen=True, slots=True)
class Settled:
    """A count with its bounds, the rule that chose it and its witnesses."""

    value: int
    low: int
    high: int
    rule: str
    evidence: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the figures of one incident come to; None where nothing is told. `tolls` are the rows of the account."""

    nkill: Settled | None
    nkillter: Settled | None
    nwound: Settled | None
    nwoundte: Settled | None
    tolls: tuple[TollRow, ...]


@dataclass(slots=True)
class _Figure:
    """A figure and its repetitions."""

    value: int
    who: frozenset[str]
    total: bool
    more: bool
    mentions: list[Mention]
    tolls: list[TollValue]


def settle_counts(mentions: Sequence[Mention]) -> Counts:
    """Counts from the TOLL mentions of one incident, in order of the text."""
    nkill, nkillter = _settle_kind("killed", mentions)
    nwound, nwoundte = _settle_kind("wounded", mentions)
    return Counts(nkill, nkillter, nwound, nwoundte, settle_rows(mentions))


def _toll(mention: Mention) -> TollValue:
    """The value of a TOLL mention."""
    assert isinstance(mention.value, TollValue)
    return mention.value


def _usable(mentions: Sequence[Mention], kind: str) -> list[Mention]:
    """The figures of one kind that may stand: not replaced, not shared, no parts, not the perpetrators' own."""
    return [m for m in mentions if (t := _toll(m)).kind == kind and t.value is not None and _stands(t)]


def _settle_kind(kind: str, mentions: Sequence[Mention]) -> tuple[Settled | None, Settled | None]:
    """All, and the attackers among them, for one kind."""
    told = _usable(mentions, kind)
    positive = [m for m in told if _toll(m).value]
    harmed = any(_toll(m).value and not _toll(m).superseded for m in mentions)
    died = any(_toll(m).value and _toll(m).kind == "killed" for m in mentions)
    zeros = [
        m
        for m in told
        if _toll(m).value == 0 and not (harmed and _toll(m).who == UNHURT) and not (died and _toll(m).who == ALIVE)
    ]
    if zeros and all(_toll(m).anaphoric and _toll(m).party != "attackers" for m in positive):
        positive = []  # a death only alluded to belongs to another day
    within_total = any(_toll(m).who.startswith(TAKEN_IN) for m in told)
    attackers = _settle_attackers([m for m in positive if _toll(m).party == "attackers"])
    victims = _settle_victims([m for m in positive if _toll(m).party != "attackers"])
    inside = next((m for m in (victims.evidence if victims else ()) if _toll(m).attackers_included), None)
    if inside is not None:
        n = _toll(inside).attackers_included or 0
        within = Settled(n, n, n, "settle_attackers_included", (inside,))
        return victims, within
    if victims is None and attackers is None:
        if zeros:
            return Settled(0, 0, 0, "settle_stated_zero", tuple(zeros[:1])), None
        return None, None
    if attackers is None:
        return victims, None
    if victims is None:
        return attackers, attackers
    by_deed = all(
        _toll(m).who in ("himself", "herself", "themselves") or _toll(m).anaphoric for m in attackers.evidence
    )
    outside = any(_toll(m).who.startswith(LEFT_OUT) for m in told) or (
        all(_toll(m).party == "victims" for m in victims.evidence)
    )
    if within_total or (by_deed and not outside):
        return victims, attackers
    return (
        Settled(
            victims.value + attackers.value,
            victims.low + attackers.low,
            victims.high + attackers.high,
            "settle_victims_and_attackers",
            victims.evidence + attackers.evidence,
        ),
        attackers,
    )


def add_left_out(settled: Settled, mentions: Sequence[Mention]) -> Settled:
    """A total of dead with the attackers that the text says it leaves out."""
    apart = [m for m in mentions if _toll(m).who.startswith(LEFT_OUT) and _toll(m).value]
    if not apart or not settled.value or any(m in settled.evidence for m in apart):
        return settled
    most = max(apart, key=lambda m: _toll(m).value or 0)
    n = _toll(most).value or 0
    return Settled(settled.value + n, settled.low + n, settled.high + n, settled.rule, (*settled.evidence, most))


_HURT = frozenset({"wounded", "injured", "hurt"})
_NEAR = 120  # characters: so near are they of whom "one of these died" is said
_DIED = re.compile(
    r"\b(?:die[sd]?|dying|succumb\w*|passed away|perish\w*|lost (?:his|her|their) li(?:fe|ves))\b", re.IGNORECASE
)


def without_dead(settled: Settled | None, mentions: Sequence[Mention]) -> Settled | None:
    """A figure of wounded less those of them who are said to have died, where no other one is told behind."""
    if settled is None or settled.value < 2:
        return settled
    told, dead, value = max(m.span.start for m in settled.evidence), [], settled.value
    hurt = [m for m in mentions if _toll(m).kind == "wounded" and _toll(m).value]
    for k, mention in enumerate(mentions):
        toll = _toll(mention)
        if (
            toll.kind != "killed"
            or not toll.value
            or toll.joint
            or toll.party == "attackers"
            or mention.span.start < told
        ):
            continue
        before = next((_toll(m) for m in reversed(mentions[:k]) if m.span.start < mention.span.start), None)
        of_these = toll.who in OF_THEM and before is not None and before.kind == "wounded" and before.value == value
        near = k > 0 and mention.span.start - mentions[k - 1].span.end < _NEAR
        of_these = of_these and near and bool(_DIED.search(mention.span.quote))
        newer = [_toll(m).value for m in hurt if m.span.start > mention.span.start]
        of_hurt = toll.who in _HURT and (not newer or value - toll.value in newer)
        if (of_these or of_hurt) and toll.value < value:
            dead.append(mention)
            value -= toll.value
    if not dead:
        return settled
    return Settled(value, value, max(value, settled.high), settled.rule, (*settled.evidence, *dead))


def _whose(toll: TollValue) -> frozenset[str]:
    """The nouns for the people, without those that say nothing."""
    nouns = (w.split("=")[0].rsplit(" ", 1)[-1] for w in toll.who.split("|"))
    return frozenset(noun for noun in nouns if noun not in _GENERIC)


def _sorts(toll: TollValue) -> frozenset[str]:
    """The sorts of people, where several nouns are said of one: a policeman is an officer, too."""
    police, soldiers = words_of("police"), words_of("soldiers")
    return frozenset(
        "policeman" if noun in police else "soldier" if noun in soldiers else noun for noun in _whose(toll)
    )


def _names(toll: TollValue) -> frozenset[str]:
    """The names told with the figure."""
    return frozenset(n for w in toll.who.split("|") if "=" in w for n in w.split("=")[1].split())


def _figures(mentions: Sequence[Mention]) -> list[_Figure]:
    """Figures with their repetitions gathered."""
    figures: list[_Figure] = []
    for mention in mentions:
        toll = _toll(mention)
        value, who = toll.value or 0, _whose(toll)
        if toll.anaphoric and figures and (value == 1 or any(f.value == value for f in figures)):
            continue
        same = _same(toll, value, who, figures)
        if same is not None:
            same.mentions.append(mention)
            same.tolls.append(toll)
            same.total = same.total or not (who or toll.more or _names(toll))
            continue
        if value == 1 and _names(toll) and not toll.more and any(f.value > 1 for f in figures):
            continue  # a name behind a total tells one of them
        figures.append(_Figure(value, who, not (who or toll.more or _names(toll)), toll.more, [mention], [toll]))
    return figures


def _same(toll: TollValue, value: int, who: frozenset[str], figures: list[_Figure]) -> _Figure | None:
    """The figure that this one repeats."""
    names = _names(toll)
    for figure in figures:
        if figure.value != value or (toll.more and not figure.more):
            continue
        earlier = frozenset().union(*(_names(t) for t in figure.tolls))
        if names and earlier:
            if names & earlier:
                return figure
            continue
        if value == 1 and (names or earlier) and not toll.more:
            return figure
        if not who or not figure.who or who & figure.who or value >= 3:
            return figure
    return None


def _newest(figure: _Figure) -> int:
    """How new the words call a figure at most."""
    return max(t.newness for t in figure.tolls)


def _sums(figures: list[_Figure]) -> list[_Figure]:
    """The figure that all the others add up to, if there is one."""
    return [f for f in figures if len(figures) > 2 and f.value == sum(g.value for g in figures if g is not f)]


_ONE_SPOKEN_OF = frozenset({"him", "her", "he", "she"})
_BESIDE = 300  # characters: so near stand two figures and their sum
_BACK = 12  # mentions: so far a figure is compared with those before it; bounds the work


def told_within(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions whose people another one takes in, of those of one kind: "two soldiers" beside "two soldiers and a guard died"."""
    out: dict[int, Mention] = {}
    for k, mention in enumerate(mentions):
        for other in mentions[max(0, k - _BACK) : k]:
            if _takes_in(_toll(mention), _toll(other), before=True):
                out[id(other)] = other
            elif _takes_in(_toll(other), _toll(mention), before=False):
                out[id(mention)] = mention
    for parts in _that_add_up(mentions):
        out |= {id(m): m for m in parts}
    return list(out.values())


def _that_add_up(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Two figures whose sum is told beside them: "two died at once … one of these died on the way, bringing the dead to three"."""
    for k in range(len(mentions) - 2):
        three = mentions[k : k + 3]
        if three[2].span.start - three[0].span.end > _BESIDE or any(_toll(m).party == "attackers" for m in three):
            continue
        for whole, one, other in ((three[2], three[0], three[1]), (three[0], three[1], three[2])):
            parts = (_toll(one).value or 0, _toll(other).value or 0)
            if 0 not in parts and _toll(whole).value == sum(parts) and _stands(_toll(whole)):
                yield one, other


def _stands(toll: TollValue) -> bool:
    return not (toll.superseded or toll.joint or toll.subset or toll.rounded or toll.perpetrator_source)


def _takes_in(whole: TollValue, part: TollValue, *, before: bool) -> bool:
    """Whether `part`, told before `whole` or behind it, is of people whom `whole` counts, too."""
    if "attackers" in (whole.party, part.party) or part.more or not part.value or not _stands(whole):
        return False
    if not part.value < (whole.value or 0) <= max(3 * part.value, 9):
        return False
    parties = whole.who.split("|")
    if before and len(parties) > 1 and part.value == 1 and not _ONE_SPOKEN_OF.isdisjoint(parties):
        return "|" not in part.who  # "the chief of schools was killed … killing him and two clerks"
    if len(parties) > 1 and _whose(part) and not _names(part):
        return _sorts(part) < _sorts(whole)
    named = [w for w in part.who.split("|") if w.startswith("=")]
    return not before and len(named) > 1 and len(named) == part.value and not _names(whole)


def _settle_victims(mentions: Sequence[Mention]) -> Settled | None:
    """The best total of the figures that are not attackers' alone."""
    within = {id(m) for m in told_within(mentions)}
    figures = _figures([m for m in mentions if id(m) not in within])
    if not figures:
        return None
    totals = [f for f in figures if f.total]
    parts = [f for f in figures if not f.total]
    sums = _sums(figures)
    if not totals:
        return _lowest(parts) if _same_people(parts) else _added(parts)
    largest = max(f.value for f in totals)
    # "a person was killed" beside "six people were killed" is one of them, not a rival count
    first = totals[0]
    rivals = [f for f in totals if f is first or f.value > 2 or 2 * f.value >= largest]
    if first.value > 2:
        rivals = [f for f in rivals if first.value <= 3 * f.value and f.value <= 3 * first.value] or [first]
    elif largest > 20 * first.value:
        rivals = [first]  # thousands told after one death are those of the whole war
    exact = [f for f in rivals if any(t.qualifier in ("exact", "at_least", "range") for t in f.tolls)] or rivals
    newest = max(_newest(f) for f in exact)
    latest = [f for f in exact if _newest(f) == newest]
    said = [len({t.by for t in f.tolls}) + len(f.tolls) for f in latest]
    leading = [f for f, n in zip(latest, said, strict=True) if n == max(said)]
    if sums:
        best, rule = sums[0], "settle_sum_stated"
    elif len(exact) == 1:
        best, rule = exact[0], "settle_only_total"
    elif len(latest) == 1:
        best, rule = latest[0], "settle_latest_told"
    elif len(leading) == 1:
        best, rule = leading[0], "settle_majority"
    elif all(any(t.by for t in f.tolls) for f in leading):
        best, rule = min(leading, key=lambda f: f.value), "settle_lowest"
    else:
        best, rule = leading[0], "settle_first_told"
    more = [f for f in parts if f.more and f.mentions[0].span.start > best.mentions[0].span.start]
    if more and not sums:
        return _added([best, *more])
    if sum(f.value for f in parts) > largest:
        return _added(parts) if best.value > 1 else _added([best, *parts])
    return Settled(
        best.value,
        min(min(t.low or f.value for t in f.tolls) for f in exact),
        max(max(t.high or f.value for t in f.tolls) for f in exact),
        rule,
        tuple(best.mentions),
    )


def _same_people(parts: list[_Figure]) -> bool:
    """Whether several sources count the same people: "49 herders according to the government and 210 according to the elders"."""
    sources = {part.tolls[0].by for part in parts}
    people = {part.who for part in parts}
    return (
        len(parts) > 1
        and len(people) == 1
        and len(sources) == len(parts)
        and None not in sources
        and not any(p.more for p in parts)
    )


def _lowest(parts: list[_Figure]) -> Settled:
    """The lowest of rival counts, with the greatest as its upper bound."""
    best = min(parts, key=lambda part: part.value)
    return Settled(best.value, best.value, max(part.value for part in parts), "settle_lowest", tuple(best.mentions))


def _added(parts: list[_Figure]) -> Settled:
    """The parts added up."""
    if len(parts) == 1:
        t = parts[0].tolls[0]
        return Settled(
            parts[0].value,
            t.low or parts[0].value,
            t.high or parts[0].value,
            "settle_only_figure",
            tuple(parts[0].mentions),
        )
    return Settled(
        sum(f.value for f in parts),
        sum(f.tolls[0].low or f.value for f in parts),
        sum(f.tolls[0].high or f.value for f in parts),
        "settle_sum_of_parts",
        tuple(f.mentions[0] for f in parts),
    )


def _settle_attackers(mentions: Sequence[Mention]) -> Settled | None:
    """Attackers' own dead or hurt: one figure, however often it is told."""
    if not mentions:
        return None
    mentions = [m for m in mentions if not _toll(m).anaphoric] or mentions
    best = max(mentions, key=lambda m: _toll(m).value or 0)
    extra = [m for m in mentions if _toll(m).more and m is not best]
    if _toll(best).more:  # others than whom they are
        extra += sorted((m for m in mentions if not _toll(m).more), key=lambda m: -(_toll(m).value or 0))[:1]
    value = (_toll(best).value or 0) + sum(_toll(m).value or 0 for m in extra)
    return Settled(value, value, value, "settle_attackers_told", (best, *extra))


def _offered(toll: TollValue) -> bool:
    """Whether a figure is offered as a total of all."""
    left = toll.superseded or toll.joint or toll.subset or toll.perpetrator_source or toll.party == "attackers"
    return not left and not _whose(toll) and not _names(toll)


def settle_rows(mentions: Sequence[Mention]) -> tuple[TollRow, ...]:
    """One row a (kind, value, source); an unsourced repetition falls away, joint and subset figures give none."""
    rows: list[TollRow] = []
    totals = {
        kind: max((t.value or 0 for m in mentions if (t := _toll(m)).kind == kind and _offered(t)), default=0)
        for kind in ("killed", "wounded")
    }
    for mention in mentions:
        toll = _toll(mention)
        few = (toll.value or 0) <= 2 < totals[toll.kind] and toll.party != "attackers"
        if toll.who.startswith((LEFT_OUT, TAKEN_IN)) or (few and not toll.superseded and not toll.perpetrator_source):
            continue  # one or two told beside a total are among it
        if (
            not toll.value
            or toll.joint
            or toll.subset
            or (toll.anaphoric and (toll.party == "attackers" or (rows and toll.value == 1)))
        ):
            continue
        same = [k for k, r in enumerate(rows) if r.kind == toll.kind and r.value == toll.value]
        if same and (toll.by is None or any(rows[k].by == toll.by for k in same)):
            continue
        row = TollRow(toll.kind, toll.value, toll.by, toll.superseded, mention.span, toll.perpetrator_source)
        bare = next((k for k in same if rows[k].by is None and not rows[k].superseded), None)
        if bare is not None and not toll.superseded:
            rows[bare] = row
        else:
            rows.append(row)
    return tuple(rows)
