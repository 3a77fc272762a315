"""From the mentions of one incident to its Account: every field with its evidence, the rule that chose it and a confidence.

Enters: a Text and its Drafts. Leaves: Accounts. Touches nothing but code lists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from etl.codebook.wording import Wording
from etl.extract.attack import settle_attacktype, settle_success, settle_suicide, settle_weaptype
from etl.extract.bearing import SEVERAL, Bearing, are_kin
from etl.extract.confidence import calibrated, calibrated_victims
from etl.extract.counted import COUNTS, COUNTS_BESIDE, IS_INCIDENT, SURE, About, about, probability_counted
from etl.extract.counts import Counts, Settled, add_left_out, settle_counts, without_dead
from etl.extract.criteria import settle_criteria, settle_extended, settle_motive, settle_property
from etl.extract.deeds import LATER_RAID
from etl.extract.drafts import Draft, plain_name, town_of
from etl.extract.hostages import Captivity, settle_captivity
from etl.extract.incident_date import settle_date
from etl.extract.incident_place import settle_place
from etl.extract.joint import shared_tolls
from etl.extract.kinds import settle_told_as
from etl.extract.perpetrators import Perpetrators, settle_perpetrators
from etl.extract.place_context import country_spoken_of
from etl.extract.recalled import is_recalled
from etl.extract.roles import settle_roles
from etl.extract.second_look import RULE, day_options, figure_options, look_again, reads
from etl.extract.target_choice import settle_targtype
from etl.extract.text import Sentence, Text
from etl.extract.units import Unit, country_votes
from etl.extract.victims import RIGHT_OF_RULE
from etl.model import (
    Account,
    DateValue,
    Mention,
    MentionKind,
    Span,
    Value,
    VictimRow,
    VictimValue,
)

_TRAIT_NOTE = {
    "state": "by state forces: left out by GTD",
    "accident": "told as an accident: left out by GTD",
    "crime": "crime without a political, economic, religious or social goal: left out by GTD",
    "drill": "a drill",
    "clash": "a fight that state forces opened: left out by GTD",
    "unlike": "told unlike what GTD counts",
}


@dataclass(frozen=True)
class SettledDraft:
    """What was settled of one draft before anybody asks who took part.

    `values` are those of its own words, by which it is judged; `doers` are weighed with the words told beside other drafts.
    """

    values: dict[str, Value]
    counts: Counts
    doers: Perpetrators


def settle_drafts(text: Text, drafts: Sequence[Draft]) -> list[SettledDraft]:
    """What each draft's own mentions settle, drafts in order."""
    votes = country_votes(m for draft in drafts for u in draft.units for m in u.mentions)
    home = cache(partial(country_spoken_of, text))
    published = text.article.published_at
    reported = published.date().isoformat() if published is not None else None
    kin, bearing = Kin(drafts), Bearing(drafts)
    out = []
    for draft in drafts:
        siblings = kin.of(draft)
        values, counts = _values(draft, drafts, siblings, votes, home, reported)
        doers = settle_perpetrators(bearing.said_of(draft, siblings), _sentences(draft))
        _add_perpetrators(values, doers)
        _add_circumstances(values, draft)
        out.append(SettledDraft(values, counts, bearing.choose(draft, siblings, doers)))
    return out


def judge_drafts(
    drafts: Sequence[Draft], settled: Sequence[SettledDraft], whole: About
) -> tuple[list[Draft], list[SettledDraft]]:
    """The drafts that tell an incident; one that GTD would hardly count is marked so, beside those that the rules left out."""
    likely = [probability_counted(draft, own.values, whole) for draft, own in zip(drafts, settled, strict=True)]
    least = COUNTS_BESIDE if max(likely, default=0.0) >= SURE else COUNTS
    kept = []
    for draft, own, probability in zip(drafts, settled, likely, strict=True):
        if probability >= least or draft.trait:
            kept.append((draft, own))
        elif probability >= IS_INCIDENT or least < COUNTS:
            kept.append((replace(draft, trait="unlike"), own))
    return [draft for draft, _ in kept], [own for _, own in kept]


def build_accounts(text: Text, drafts: Sequence[Draft], named: Sequence[Mention], extractor: str) -> list[Account]:
    """One Account a Draft, numbered in order of their first evidence; `named` are the mentions of who took part and what is reported."""
    article = text.article
    published = article.published_at.isoformat() if article.published_at else None
    report = next((m for m in named if m.kind is MentionKind.REPORT), None)
    drafts, settled = judge_drafts(drafts, settle_drafts(text, drafts), about(text, report))
    told = settle_told_as(
        drafts, [s.values for s in settled], report, article.published_at.date() if article.published_at else None
    )
    shared = shared_tolls(text, drafts, [s.values for s in settled])
    roles = Placed(named)
    accounts = []
    for number, (draft, own, kinds, joint) in enumerate(zip(drafts, settled, told, shared, strict=True), start=1):
        values = own.values | joint | ({"told_as": kinds} if kinds is not None else {})
        _add_perpetrators(values, own.doers)
        _add_circumstances(values, draft)
        values |= settle_roles(roles.within(draft), values)
        accounts.append(
            Account(
                account_id=f"{article.doc}#{number}",
                doc=article.doc,
                role=draft.role,
                is_terrorism=draft.trait == "",
                values=calibrated(values),
                tolls=own.counts.tolls,
                claims=own.doers.claims,
                victims=settle_victims(draft),
                extractor=extractor,
                source=article.source,
                published_at=published,
                note=_TRAIT_NOTE.get(draft.trait),
            )
        )
    return accounts


def _values(
    draft: Draft,
    drafts: Sequence[Draft],
    siblings: Sequence[Draft],
    votes: Counter[str],
    home: Callable[[], tuple[Span, str] | None],
    reported: str | None,
) -> tuple[dict[str, Value], Counts]:
    values: dict[str, Value] = {}
    _add_date(values, draft, drafts)
    values.update(settle_place(draft, drafts, votes, home, reported))
    tolls = own_tolls(draft, siblings)
    counts = _looked_at_again(draft, settle_counts(tolls), tolls)
    counts = replace(counts, nwound=without_dead(counts.nwound, tolls))
    _add_counts(values, counts)
    target, targsub, names = settle_targtype(draft)
    attack = settle_attacktype(draft, target, targsub)
    values["attacktype"] = attack
    weapon, subtypes, detail = settle_weaptype(draft, attack)
    values["weaptype"] = weapon
    values["targtype"] = target
    details = {"weapsubtype": subtypes, "weapdetail": detail, "targsubtype": targsub, "target": names}
    values.update({name: value for name, value in details.items() if value is not None})
    suicide = settle_suicide(draft)
    values["suicide"] = suicide or Value(0, 0.8, (), "not told as suicide")
    values["success"] = settle_success(draft, attack, counts.nkill.value if counts.nkill else None)
    _add_harmless(values, draft, drafts)
    _add_captivity(values, draft, attack)
    values["summary"] = _summary(draft)
    return values, counts


def _looked_at_again(draft: Draft, counts: Counts, tolls: Sequence[Mention]) -> Counts:
    """The counts of dead and hurt, where the reader finds another figure likelier with that one."""
    if not reads(draft):
        return counts
    nkill = _with_the_attackers(_likeliest_figure(draft, "killed", counts.nkill, tolls), counts)
    return replace(
        counts,
        nkill=nkill,
        nwound=_likeliest_figure(draft, "wounded", counts.nwound, tolls),
    )


def _with_the_attackers(nkill: Settled | None, counts: Counts) -> Settled | None:
    """All the dead, by the rules where the figure that the reader finds likelier leaves a few dead attackers out: it knows no sums."""
    attackers = counts.nkillter.value if counts.nkillter is not None else 0
    if counts.nkill is None or not 0 < attackers <= _FEW_ATTACKERS:
        return nkill
    summed = counts.nkill.rule == "settle_victims_and_attackers"
    value = nkill.value if nkill is not None else 0
    return counts.nkill if value < attackers or (summed and value == counts.nkill.value - attackers) else nkill


_FEW_ATTACKERS = 8  # so many may die in their own attack; of more it is the state that speaks


def _likeliest_figure(draft: Draft, kind: str, settled: Settled | None, tolls: Sequence[Mention]) -> Settled | None:
    chosen = look_again(kind, figure_options(draft, kind, settled, tolls))
    if chosen.value == (settled.value if settled is not None else None):
        return settled
    if not isinstance(chosen.value, int):
        return None
    figure = Settled(chosen.value, chosen.value, chosen.value, RULE, chosen.mentions)
    return add_left_out(figure, tolls) if kind == "killed" else figure


class Placed:
    """Mentions in order of the text, to be asked for those that an incident's sentences hold."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: m.span.start)
        self._starts = [m.span.start for m in self._mentions]

    def within(self, draft: Draft) -> list[Mention]:
        """The mentions that begin in one of the draft's units, in order of the text, each once."""
        found = {
            n for u in draft.units for n in range(bisect_left(self._starts, u.start), bisect_left(self._starts, u.end))
        }
        return [self._mentions[n] for n in sorted(found)]


def _mentions(draft: Draft, kind: MentionKind) -> list[Mention]:
    return [m for u in draft.units for m in u.mentions if m.kind is kind]


_DEEDS = Wording(
    r"\b(?:attacks|bombs|blasts|bombings|explosions|devices|shootings|raids|assaults|ambushes|incidents)\b"
)
_PLURAL = Wording(rf"\b(?:{SEVERAL}|all of it)\b")


class Kin:
    """The incidents of an article by what binds them, to be asked for those of one wave."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of_day: dict[tuple[str, str, str], list[Draft]] = defaultdict(list)
        self._of_parent: dict[int, list[Draft]] = defaultdict(list)
        for draft in drafts:
            self._of_parent[id(draft.parent or draft)].append(draft)
            if draft.date is not None:
                self._of_day[draft.date.date, draft.role, draft.trait].append(draft)

    def of(self, draft: Draft) -> list[Draft]:
        """The other incidents of one wave: devices or teams of one attack, and those of the same day, parted from this one only by place."""
        kin = [d for d in self._of_parent[id(draft.parent or draft)] if d is not draft and are_kin(d, draft)]
        if draft.date is None:
            return kin
        related = {id(d) for d in (draft, *kin)}
        return kin + [
            d
            for d in self._of_day[draft.date.date, draft.role, draft.trait]
            if id(d) not in related
            and (d.rule != "item" or draft.rule != "item")
            and (d.units[0].paragraph == draft.units[0].paragraph or "item" not in (d.rule, draft.rule))
        ]


def own_tolls(draft: Draft, siblings: Sequence[Draft]) -> list[Mention]:
    """The figures of this incident alone: those of the title and the lead are of the whole wave where the lead tells several attacks."""
    tolls = [
        m
        for u in draft.units
        if not LATER_RAID.search(u.low)
        for m in u.of(MentionKind.TOLL)
        if draft.role != "main" or not is_recalled(u, m)
    ]
    if not siblings or not any(_PLURAL.search(u.low) for u in draft.units if u.paragraph <= 1):
        return tolls
    joint = {
        m.span
        for u in draft.units
        if u.paragraph <= 1
        and (u.is_title or _PLURAL.search(u.low) or u.strength < 2)
        and not _names_its_town_alone(u, draft, siblings)
        and not _goes_on(u, draft, siblings)
        for m in u.mentions
    }
    return [m for m in tolls if m.span not in joint]


def _goes_on(unit: Unit, draft: Draft, siblings: Sequence[Draft]) -> bool:
    """Whether a unit of the lead, without a deed of its own, goes on with the one before it, which tells of this incident alone."""
    if unit.is_title or unit.strength >= 2 or _DEEDS.search(unit.low):
        return False
    before = [u for u in draft.units if u.start < unit.start and u.paragraph == unit.paragraph][-1:]
    return bool(before) and not _PLURAL.search(before[0].low) and _names_its_town_alone(before[0], draft, siblings)


def _names_its_town_alone(unit: Unit, draft: Draft, siblings: Sequence[Draft]) -> bool:
    """Whether a unit names the town of one incident of a wave and of no other, so that its figures are that one's."""
    own = town_of(draft)
    if own is None or any(town_of(other) in (None, own) for other in siblings):
        return False
    towns = {plain_name(v.city) for _, v in unit.places if v.city and not v.dateline}
    return own in towns and not any(town_of(other) in towns for other in siblings)


def _sentences(draft: Draft) -> list[Sentence]:
    return list(dict.fromkeys(u.sentence for u in draft.units))


def _add_perpetrators(values: dict[str, Value], doers: Perpetrators) -> None:
    for name in ("gname", "guncertain", "claimed", "nperps", "nperpcap"):
        value: Value | None = getattr(doers, name)
        if value is not None:
            values[name] = value
        else:
            values.pop(name, None)


def _add_circumstances(values: dict[str, Value], draft: Draft) -> None:
    if draft.trait == "":
        values.update(settle_criteria(draft, values))
    told = {"extended": settle_extended(values), "property": settle_property(draft), "motive": settle_motive(draft)}
    values.update({name: value for name, value in told.items() if value is not None})


def _add_date(values: dict[str, Value], draft: Draft, drafts: Sequence[Draft]) -> None:
    settled = _likeliest_day(draft, drafts, settle_date(draft))
    if settled is None:
        return
    mention, told = settled
    span = (mention.span,)
    values["date"] = Value(told.date, 0.9 if len(told.date) == 10 else 0.8, span, told.rule)
    if told.end_date:
        values["end_date"] = Value(told.end_date, 0.8, span, told.rule)
    if len(told.date) < 10:
        values["approxdate"] = Value(mention.span.quote.replace("\n", " "), 0.8, span, told.rule)


def _likeliest_day(
    draft: Draft, drafts: Sequence[Draft], ruled: tuple[Mention, DateValue] | None
) -> tuple[Mention, DateValue] | None:
    """The rules' day, or another that the reader finds likelier; a day told for what began before the report's own stays."""
    before = ruled is not None and draft.date is not None and ruled[1].date < draft.date.date
    if not reads(draft) or before:
        return ruled
    chosen = look_again("day", day_options(draft, drafts, ruled))
    if ruled is not None and ruled[1].date.startswith(str(chosen.value)):  # the same day, or the month that it lies in
        return ruled
    return next(((m, m.value) for m in chosen.mentions if isinstance(m.value, DateValue)), None)


def _add_counts(values: dict[str, Value], counts: Counts) -> None:
    for name, settled in (
        ("nkill", counts.nkill),
        ("nkillter", counts.nkillter),
        ("nwound", counts.nwound),
        ("nwoundte", counts.nwoundte),
    ):
        if settled is None:
            continue
        spans = _spans(settled)
        values[name] = Value(settled.value, 0.85, spans, settled.rule)
        if name in ("nkill", "nwound"):
            values[f"{name}_low"] = Value(settled.low, 0.8, spans, settled.rule)
            values[f"{name}_high"] = Value(settled.high, 0.8, spans, settled.rule)


_ONLY_HARM = Wording(
    r"\b(?:the )?only (?:injury|casualty|victim|person (?:hurt|injured))\b|\b(?:no one|nobody|no-one) else (?:was|were) (?:hurt|injured|harmed)\b"
)


def _add_harmless(values: dict[str, Value], draft: Draft, drafts: Sequence[Draft]) -> None:
    """Zeros for a device of a series that failed, where the article says that the only harm was done by another one."""
    if draft.parent is None or values["success"].value != 0:
        return
    for other in drafts:
        for unit in other.units if other is not draft else []:
            match = _ONLY_HARM.search(unit.low)
            if match is not None and are_kin(other, draft):
                start = unit.start + match.start() - unit.sentence.start
                quote = unit.sentence.text[start : start + len(match.group())]
                span = (Span(unit.start + match.start(), unit.start + match.end(), quote),)
                for name in ("nkill", "nkill_low", "nkill_high", "nwound", "nwound_low", "nwound_high"):
                    values.setdefault(name, Value(0, 0.7, span, "harm done by another device alone"))
                return


def _add_captivity(values: dict[str, Value], draft: Draft, attack: Value) -> None:
    """What is told of people held, only where the attack was a taking of people."""
    types = attack.value if isinstance(attack.value, tuple) else ()
    if not any(t.startswith("Hostage") or t == "Hijacking" for t in types):
        return
    held: Captivity = settle_captivity(_mentions(draft, MentionKind.HOSTAGES), [u.low for u in draft.units])
    spans = tuple(m.span for m in held.evidence)
    for name in ("nhostkid", "nreleased", "ransom", "ransomamt", "ransompaid", "ndays", "nhours"):
        amount = getattr(held, name)
        if amount is not None and spans:
            values[name] = Value(amount, 0.75, spans, held.rule)
    if held.outcome and spans:
        values["hostkidoutcome"] = Value(held.outcome, 0.6, spans, held.rule)


def settle_victims(draft: Draft) -> tuple[VictimRow, ...]:
    """One row a nationality and status; a count told later replaces an earlier one, and a row without a count one that has it not.

    A row is as sure as the surest rule that read it.
    """
    rows: dict[tuple[str, str], VictimRow] = {}
    for mention in _mentions(draft, MentionKind.VICTIM):
        value = mention.value
        if not isinstance(value, VictimValue):
            continue
        key = value.country, value.status
        sure = max(RIGHT_OF_RULE[value.rule], rows[key].confidence if key in rows else 0.0)
        if key not in rows or (
            value.count is not None and (rows[key].count is None or value.count > (rows[key].count or 0))
        ):
            rows[key] = VictimRow(value.country, value.status, value.count, mention.span)
        rows[key] = replace(rows[key], confidence=sure)
    return calibrated_victims(rows.values())


def _spans(settled: Settled) -> tuple[Span, ...]:
    return tuple(m.span for m in settled.evidence)


def _summary(draft: Draft) -> Value:
    """The sentences that tell the incident, in the words of the article."""
    sentences = []
    for unit in (draft.core or draft.units)[:2]:
        if unit.sentence not in sentences and not unit.is_title:
            sentences.append(unit.sentence)
    sentences = sentences or [draft.units[0].sentence]
    spans = tuple(Span(s.start, s.end, s.text) for s in sentences)
    return Value(" ".join(s.flat for s in sentences), 0.9, spans, "first sentences that tell it")
