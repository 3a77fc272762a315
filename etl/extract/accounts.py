"""From the mentions of one incident to its Account: every field with its evidence, the rule that chose it and a confidence.

Enters: a Text and its Drafts. Leaves: Accounts. Touches nothing but code lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from etl.codebook.countries import country_of_demonym
from etl.extract.attack import settle_attacktype, settle_success, settle_suicide, settle_targtype, settle_weaptype
from etl.extract.counts import Counts, Settled, settle_counts
from etl.extract.criteria import settle_criteria, settle_extended, settle_motive, settle_property
from etl.extract.hostages import Captivity, settle_captivity
from etl.extract.incidents import LATER_RAID, OF_PERSON, PLACE_OF_DEED, Draft, is_place_of_speech
from etl.extract.perpetrators import Perpetrators, settle_perpetrators
from etl.extract.roles import settle_roles
from etl.extract.text import Sentence, Text
from etl.extract.units import Unit, country_votes
from etl.model import (
    Account,
    Mention,
    MentionKind,
    PlaceValue,
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
}


def build_accounts(text: Text, drafts: Sequence[Draft], named: Sequence[Mention], extractor: str) -> list[Account]:
    """One Account a Draft, numbered in order of their first evidence; `named` are the mentions of who took part."""
    article = text.article
    published = article.published_at.isoformat() if article.published_at else None
    accounts = []
    votes = country_votes(m for draft in drafts for u in draft.units for m in u.mentions)
    for number, draft in enumerate(drafts, start=1):
        values, counts = _values(draft, drafts, votes)
        doers = settle_perpetrators(_said_of(draft, siblings_of(draft, drafts)), _sentences(draft))
        _add_perpetrators(values, doers)
        _add_circumstances(values, draft)
        values.update(settle_roles(_within(named, draft), values))
        accounts.append(
            Account(
                account_id=f"{article.doc}#{number}",
                doc=article.doc,
                role=draft.role,
                is_terrorism=draft.trait == "",
                values=values,
                tolls=counts.tolls,
                claims=doers.claims,
                victims=settle_victims(draft),
                extractor=extractor,
                source=article.source,
                published_at=published,
                note=_TRAIT_NOTE.get(draft.trait),
            )
        )
    return accounts


def _values(draft: Draft, drafts: Sequence[Draft], votes: Counter[str]) -> tuple[dict[str, Value], Counts]:
    values: dict[str, Value] = {}
    _add_date(values, draft)
    _add_place(values, draft, drafts, votes)
    counts = settle_counts(own_tolls(draft, siblings_of(draft, drafts)))
    _add_counts(values, counts)
    attack = settle_attacktype(draft)
    values["attacktype"] = attack
    weapon, subtypes, detail = settle_weaptype(draft, attack)
    values["weaptype"] = weapon
    target, targsub, names = settle_targtype(draft)
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


def _within(named: Sequence[Mention], draft: Draft) -> list[Mention]:
    return [m for m in named if any(u.start <= m.span.start < u.end for u in draft.units)]


def _mentions(draft: Draft, kind: MentionKind) -> list[Mention]:
    return [m for u in draft.units for m in u.mentions if m.kind is kind]


_PLURAL = re.compile(
    r"\b(?:attacks|bombs|blasts|bombings|explosions|devices|shootings|mosques|churches|raids|assaults|packages|parcels|letters|"
    r"bomb(?:s|ings)|both|them|those responsible|the towers or the bank|bombers|all of it)\b"
)


def _are_kin(left: Draft, right: Draft) -> bool:
    """Whether two incidents were told as devices or teams of one attack."""
    if left.parent is None and right.parent is None:
        return False
    return (left.parent or left) is (right.parent or right)


def siblings_of(draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """The other incidents of one wave: of the same day, parted from this one only by place."""
    kin = [d for d in drafts if d is not draft and _are_kin(d, draft)]
    if draft.date is None:
        return kin
    return kin + [
        d
        for d in drafts
        if d is not draft
        and d not in kin
        and d.date is not None
        and d.date.date == draft.date.date
        and d.role == draft.role
        and d.trait == draft.trait
        and (d.rule != "item" or draft.rule != "item")
        and (d.units[0].paragraph == draft.units[0].paragraph or "item" not in (d.rule, draft.rule))
    ]


def _said_of(draft: Draft, siblings: Sequence[Draft]) -> list[Mention]:
    """Groups and claims of this incident, with what is said of the whole wave where nothing is said of it alone."""
    kinds = (MentionKind.GROUP, MentionKind.CLAIM)
    own = [m for u in draft.units for m in u.mentions if m.kind in kinds]
    if any(m.kind is MentionKind.CLAIM for m in own):
        return own
    shared = [
        m
        for d in siblings
        for u in d.units
        if _are_kin(d, draft) or _PLURAL.search(u.low)
        for m in u.mentions
        if m.kind in kinds
    ]
    return [*own, *shared]


def own_tolls(draft: Draft, siblings: Sequence[Draft]) -> list[Mention]:
    """The figures of this incident alone: those of the title and the lead are of the whole wave where the lead tells several attacks."""
    tolls = [m for u in draft.units if not LATER_RAID.search(u.low) for m in u.of(MentionKind.TOLL)]
    if not siblings or not any(_PLURAL.search(u.low) for u in draft.units if u.paragraph <= 1):
        return tolls
    joint = {
        m.span
        for u in draft.units
        if u.paragraph <= 1 and (u.is_title or _PLURAL.search(u.low) or u.strength < 2)
        for m in u.mentions
    }
    return [m for m in tolls if m.span not in joint]


def _sentences(draft: Draft) -> list[Sentence]:
    return list(dict.fromkeys(u.sentence for u in draft.units))


def _add_perpetrators(values: dict[str, Value], doers: Perpetrators) -> None:
    for name in ("gname", "guncertain", "claimed", "nperps", "nperpcap"):
        value: Value | None = getattr(doers, name)
        if value is not None:
            values[name] = value


def _add_circumstances(values: dict[str, Value], draft: Draft) -> None:
    if draft.trait == "":
        values.update(settle_criteria(draft, values))
    told = {"extended": settle_extended(values), "property": settle_property(draft), "motive": settle_motive(draft)}
    values.update({name: value for name, value in told.items() if value is not None})


def _add_date(values: dict[str, Value], draft: Draft) -> None:
    if draft.date is None or draft.date_mention is None:
        return
    span = (draft.date_mention.span,)
    values["date"] = Value(draft.date.date, 0.9 if len(draft.date.date) == 10 else 0.8, span, draft.date.rule)
    if draft.date.end_date:
        values["end_date"] = Value(draft.date.end_date, 0.8, span, draft.date.rule)
    if len(draft.date.date) < 10:
        values["approxdate"] = Value(draft.date_mention.span.quote.replace("\n", " "), 0.8, span, draft.date.rule)


def _add_place(values: dict[str, Value], draft: Draft, drafts: Sequence[Draft], votes: Counter[str]) -> None:
    best = _best_place(draft, votes) or _inherited_place(draft, drafts, votes)
    if best is None:
        return
    mention, place, rule = best
    span = (mention.span,)
    if place.country_txt:
        values["country_txt"] = Value(place.country_txt, 0.9, span, rule)
    if place.city:
        values["city"] = Value(place.city, 0.85, span, rule)
        values["vicinity"] = Value(int(place.vicinity), 0.75, span, rule)
    unit = _named_province(draft, drafts, mention, place)
    if unit is not None:
        values["provstate"] = Value(unit[1], 0.75, (unit[0].span,), "unit named")
    if place.latitude is not None and place.longitude is not None:
        values["latitude"] = Value(place.latitude, 0.8, span, rule)
        values["longitude"] = Value(place.longitude, 0.8, span, rule)
    values["specificity"] = Value(settle_specificity(place), 0.8, span, "settle_specificity")


_SAME_TOWN = re.compile(
    r"\b(?:the (?:same )?(?:city|town|capital|area|old quarter)|away|nearby|the city's|there|local|in the (?:city|town|district|same)|here)\b"
)


def _inherited_place(
    draft: Draft, drafts: Sequence[Draft], votes: Counter[str]
) -> tuple[Mention, PlaceValue, str] | None:
    """The place of the incident told before it: its city where the words say "in the same city", else its country alone."""
    main = drafts[0]
    if draft is main:
        return None
    found = _best_place(main, votes)
    if found is None:
        return None
    mention, place, _ = found
    if any(_SAME_TOWN.search(u.low) for u in draft.core[:2]):
        return mention, place, "same town as the incident told before"
    return mention, PlaceValue("country", place.country_txt), "country of the incident told before"


def settle_specificity(place: PlaceValue) -> int:
    """How exact the place is, by GTD's scale: 1 located settlement, 2 settlement not located, 4 first-order unit, 5 none."""
    if place.city:
        return 1 if place.latitude is not None else 2
    return 4 if place.provstate else 5


_LEVELS = ("settlement", "site", "district", "admin1", "country")


# Below this the words around a name do not speak for it as the place of the deed.
_LEAST_PLACE = 0.25
# Behind the first sentences a place counts only beside a deed or a toll.
_LEAD_UNITS = 4


def is_demonym(name: str) -> bool:
    """Whether a name is the word for a people and not for a place."""
    return country_of_demonym(name) is not None


def _best_place(draft: Draft, votes: Counter[str]) -> tuple[Mention, PlaceValue, str] | None:
    """The settlement with most votes among the units that tell the deed, else the widest place told, else the dateline."""
    score: dict[tuple[str, str | None], float] = {}
    first: dict[tuple[str, str | None], tuple[float, Mention, PlaceValue]] = {}
    line = draft.dateline if draft.role == "main" and draft.rule != "item" else None
    lines = {line[1].city} if line else set()
    for rank, unit in enumerate(draft.units):
        for mention, value in unit.places:
            if value.dateline or not value.city or value.level not in _LEVELS[:3]:
                continue
            weight = (
                place_weight(unit, mention)
                + (1.0 if unit.strength >= 2 or unit.tolls else 0.0)
                + (0.6 if rank < 2 else 0.0)
            )
            weight += 0.5 if value.city in lines else 0.0
            weight += 0.6 if draft.place is not None and value.city == draft.place.city else 0.0
            weight += _country_weight(value, votes) if draft.role == "main" else 0.0
            key = value.city, value.country_txt
            score[key] = score.get(key, 0.0) + weight
            if key not in first or weight > first[key][0]:
                first[key] = weight, mention, value
    towns = [k for k in score if first[k][2].level != "district"]
    score = {k: score[k] for k in towns} or score  # a rural district only where no settlement is named
    if score:
        key = max(score, key=lambda k: (first[k][0] + 0.4 * score[k], k[0]))
        if first[key][0] > (1.2 if line else 0.0):
            return _wider_city(draft, first[key][1], first[key][2])
    unit_told = any(v.level == "admin1" and not v.dateline for u in draft.core[:3] for _, v in u.places)
    if line is not None and not unit_told and _country_weight(line[1], votes) > 0.0:
        return line[0], line[1], "dateline"
    if draft.place is not None and draft.place_mention is not None:
        return draft.place_mention, draft.place, "place of the deed"
    found = [(u, m, v) for u in draft.core or draft.units for m, v in u.places if not v.dateline]
    for level in _LEVELS:
        for unit, mention, value in found:
            if value.level == level and value.country_txt and (not value.city or place_weight(unit, mention) > 0.0):
                return mention, value, f"{level} told"
    return None


_PART_OF = re.compile(
    r"(?:\s+(?:area|district|neighbou?rhood|quarter|ward|suburb|section|part|street|borough|arrondissement|junction|road|avenue))?(?:,|,? the part of|, a \w+(?: \w+)? (?:of|in)| (?:of|in)(?: the)?| on the edges? of| in the \w+ of)\s(?:the \w+ (?:city|capital|town) of )?$"
)


def _wider_city(draft: Draft, mention: Mention, place: PlaceValue) -> tuple[Mention, PlaceValue, str]:
    """The city that a quarter, ward or suburb stays under, where the text names it right behind ("the Creggan area of Derry")."""
    for unit in draft.units:
        for inner, value in unit.places:
            if inner is not mention:
                continue
            for outer, wider in unit.places:
                if (
                    outer.span.start > inner.span.end
                    and wider.level == "settlement"
                    and wider.country_txt == place.country_txt
                ):
                    between = unit.low[inner.span.end - unit.start : outer.span.start - unit.start]
                    if _PART_OF.fullmatch(between) and between.strip() != ",":
                        return outer, wider, "quarter of a city"
            del value
    return mention, place, "place of the deed"


def _country_weight(value: PlaceValue, votes: Counter[str]) -> float:
    """What the rest of the article says of a place's country: much for the one that it speaks of, less than nothing for a stray one."""
    if not value.country_txt or not votes:
        return 0.0
    return 1.5 * votes[value.country_txt] / max(votes.values()) - 0.75


_DIED_AT = re.compile(r"\bdied (?:later |afterwards )?(?:in|at) $")
_UNIT_OF = re.compile(
    r"\b(?:tehsil|district|municipality|county|sub-?district|township|territory|department|prefecture|jurisdiction|province) of $"
)


def place_weight(unit: Unit, mention: Mention) -> float:
    """How much the words around a place speak for it as the place of the deed."""
    before, after = unit.before(mention, 80), unit.after(mention, 30)
    weight = 0.0
    if is_place_of_speech(before) or OF_PERSON.match(after):
        weight -= 2.0
    elif PLACE_OF_DEED.search(before):
        weight += 1.0
    if _UNIT_OF.search(before):
        weight -= 0.8
    if _DIED_AT.search(before) and not unit.strength:
        weight -= 1.2
    anchors = [m.span.start for m, _ in unit.triggers]
    if anchors:
        weight += max(0.0, 1.0 - min(abs(mention.span.start - a) for a in anchors) / 100)
    return weight


def _named_province(
    draft: Draft, drafts: Sequence[Draft], mention: Mention, place: PlaceValue
) -> tuple[Mention, str] | None:
    """The first-order unit, only where the text names it as a unit: the settlement's own, else one named beside it."""
    named = [
        (m, v.provstate, d is draft, u.start <= mention.span.start < u.end)
        for d in (draft, *drafts)
        for u in d.units
        for m, v in u.places
        if v.level == "admin1" and v.provstate and (not place.country_txt or v.country_txt == place.country_txt)
    ]
    if place.city and place.provstate:
        for unit, name, _, _ in named:
            if name == place.provstate:
                return unit, name
        return next(((unit, name) for unit, name, _, beside in named if beside), None)
    return next(((unit, name) for unit, name, own, _ in named if own), None)


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


_ONLY_HARM = re.compile(
    r"\b(?:the )?only (?:injury|casualty|victim|person (?:hurt|injured))\b|\b(?:no one|nobody|no-one) else (?:was|were) (?:hurt|injured|harmed)\b"
)


def _add_harmless(values: dict[str, Value], draft: Draft, drafts: Sequence[Draft]) -> None:
    """Zeros for a device of a series that failed, where the article says that the only harm was done by another one."""
    if draft.parent is None or values["success"].value != 0:
        return
    for other in drafts:
        for unit in other.units if other is not draft else []:
            match = _ONLY_HARM.search(unit.low)
            if match is not None and _are_kin(other, draft):
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
    """One row a nationality and status; a count told later replaces an earlier one, and a row without a count one that has it not."""
    rows: dict[tuple[str, str], VictimRow] = {}
    for mention in _mentions(draft, MentionKind.VICTIM):
        value = mention.value
        if not isinstance(value, VictimValue):
            continue
        key = value.country, value.status
        if key not in rows or (
            value.count is not None and (rows[key].count is None or value.count > (rows[key].count or 0))
        ):
            rows[key] = VictimRow(value.country, value.status, value.count, mention.span)
    return tuple(rows.values())


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
