"""Where an incident happened: the choice among the places that its sentences name.

Enters: a Draft with its units. Leaves: country, unit, city, vicinity and coordinates with their evidence. Touches nothing but code lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from etl.codebook.countries import country_at
from etl.codebook.gazetteer import Place, gazetteer, kilometres
from etl.codebook.wording import Wording
from etl.extract.deed_place import (
    BROUGHT_TO,
    DWELLERS,
    FIRED_FROM,
    FLIGHT_FROM,
    NEAR_ON_ROAD,
    OF_PERSON,
    PLACE_OF_DEED,
    ROAD_BETWEEN,
    ROAD_FROM,
    ROAD_TO,
    SPEAKS,
    TOLD_PLACE,
    is_bearing,
    is_just_left,
    is_near_by,
    is_place_of_speech,
)
from etl.extract.drafts import Draft, agree, kilometres_between, plain_name
from etl.extract.incident_date import settle_date
from etl.extract.place_names import TOLD_ASIDE
from etl.extract.second_look import RULE, look_again, reads, town_options
from etl.extract.units import Unit
from etl.model import DateValue, Mention, PlaceValue, Span, Value


def settle_place(
    draft: Draft,
    drafts: Sequence[Draft],
    votes: Counter[str],
    home: Callable[[], tuple[Span, str] | None],
    reported: str | None = None,
) -> dict[str, Value]:
    """The fields of the place.

    `home` tells the country that the article as a whole speaks of, for an incident that names none; `reported` is the day of the report, the
    latest on which an incident without a date of its own can have happened.
    """
    best = _looked_at_again(draft, drafts, ruled_place(draft, drafts, votes))
    values: dict[str, Value] = {}
    when = draft.date.date if draft.date is not None else reported
    if best is not None:
        values = _told(draft, drafts, best, when)
    if "country_txt" not in values and (spoken := home()) is not None:
        values["country_txt"] = Value(country_at(spoken[1], when), 0.6, (spoken[0],), "country spoken of")
    return values


def ruled_place(draft: Draft, drafts: Sequence[Draft], votes: Counter[str]) -> tuple[Mention, PlaceValue, str] | None:
    """The place that the rules choose, with the rule."""
    best = _best_place(draft, votes)
    if best is not None and best[1].city and best[2] == "place of the deed":
        best = _city_of_title(draft, drafts[0], *best)
    if best is not None and best[2] == "dateline" and any(_OTHER_END.search(u.low) for u in draft.core[:2]):
        inherited = _inherited_place(draft, drafts, votes)
        if inherited is not None and inherited[1].city:
            return inherited
    return best or _inherited_place(draft, drafts, votes)


def _looked_at_again(
    draft: Draft, drafts: Sequence[Draft], ruled: tuple[Mention, PlaceValue, str] | None
) -> tuple[Mention, PlaceValue, str] | None:
    """The rules' place, or another settlement that the reader finds likelier, or none of them but their country."""
    if not reads(draft) or (ruled is not None and ruled[2] == _OF_CITY):
        return ruled
    chosen = look_again("town", town_options(draft, drafts, ruled))
    town = plain_name(ruled[1].city) if ruled is not None and ruled[1].city else None
    if chosen.value == town:
        return ruled
    if chosen.value is None:
        assert ruled is not None
        mention, place, rule = ruled
        return mention, PlaceValue("country", place.country_txt), rule
    named = [(m, m.value) for m in chosen.mentions if isinstance(m.value, PlaceValue)]
    mention, place = next(((m, v) for m, v in named if not v.dateline), named[0])
    return _city_of_quarter(draft, mention, place, RULE)


def _told(
    draft: Draft, drafts: Sequence[Draft], best: tuple[Mention, PlaceValue, str], when: str | None
) -> dict[str, Value]:
    mention, place, rule = best
    span = (mention.span,)
    values: dict[str, Value] = {}
    if place.country_txt:
        values["country_txt"] = Value(country_at(place.country_txt, when, place.provstate), 0.9, span, rule)
    if place.city:
        values["city"] = Value(place.city, 0.85, span, rule)
        near = span if place.vicinity else _told_near(draft, place)
        values["vicinity"] = Value(int(bool(near)), 0.75, near or span, rule)
    unit = _named_province(draft, drafts, mention, place)
    if unit is not None:
        values["provstate"] = Value(unit[1], 0.75, (unit[0].span,), "unit named")
    if place.latitude is not None and place.longitude is not None:
        values["latitude"] = Value(place.latitude, 0.8, span, rule)
        values["longitude"] = Value(place.longitude, 0.8, span, rule)
    values["specificity"] = Value(settle_specificity(place), 0.8, span, "settle_specificity")
    return values


_INSIDE = re.compile(
    r"\b(?:in|inside|within|downtown|central|across)(?: the)?(?: [\w-]+){0,2} (?:(?:city|town|village|capital) of )?$"
)


def _told_near(draft: Draft, place: PlaceValue) -> tuple[Span, ...]:
    """The words that put the deed near the town, where the first ones do not put it inside: "in the city" said of it later is loose."""
    same = [
        (u, m, v)
        for u in draft.units
        for m, v in u.places
        if not v.dateline and v.city == place.city and not is_place_of_speech(u.before(m, 80))
    ]
    if same and _INSIDE.search(" " + same[0][0].before(same[0][1], 40)):
        return ()
    return next(((m.span,) for _, m, v in same if v.vicinity), ())


_SAME_TOWN = Wording(
    r"\b(?:(?:the|this|that) (?:same )?(?:city|town|capital|village|port|area|old quarter)(?:'s)?|away|nearby|there|local|here|the same (?:\w+ )?(?:hotel|market|mosque|church|road|street|station|airport|school|building|spot|place|site|base|post))\b"
)
# Of the town told before, and not of the one that the report comes from.
_OTHER_END = Wording(
    r"\b(?:the same (?:city|town|village|area|district|street)|(?:other|another|opposite|different|far|northern|southern|eastern|western) (?:end|side|part|edge|quarter|section) of (?:the|that) (?:city|town|village)|elsewhere in (?:the|that) (?:city|town|village)|that (?:city|town|village))\b"
)
# "All Saints Church at Kohati Gate", "on M.A. Jinnah Road": a house or a street by its name, which needs no town for a reader of the town.
_NAMED_SITE = Wording(
    r"(?:[A-Z][\w.'’-]*\s){1,3}(?:Road|Street|Avenue|Gate|Church|Cathedral|Mosque|Square|Market|Hotel|Station|Airport|Hospital|College|School|Bridge|Mall|Bazaar|Chowk|Boulevard|Museum|Theatre)\b"
)


def _inherited_place(
    draft: Draft, drafts: Sequence[Draft], votes: Counter[str]
) -> tuple[Mention, PlaceValue, str] | None:
    """The place of the incident told before it: its city where the words say "in the same city", else its country alone."""
    main = drafts[0]
    if (near := _place_told_before(draft)) is not None:
        return near
    if draft is main:
        return None
    told = (draft.core or draft.units)[:2]
    same = any(_SAME_TOWN.search(u.low) for u in told)
    found = _best_place(main, votes)
    if found is None:
        return None
    mention, place, _ = found
    written = [u.sentence.text[u.start - u.sentence.start : u.end - u.sentence.start] for u in told]
    if same or any(_NAMED_SITE.search(w) for w in written):
        return mention, place, "same town as the incident told before"
    return mention, PlaceValue("country", place.country_txt), "country of the incident told before"


# "The worst attack on the capital since ...", "It is not the first time that ...": what is said of the place goes for the earlier deed.
_EARLIER_THERE = Wording(
    r"\b(?:worst|bloodiest|deadliest|biggest|largest|gravest|heaviest|most (?:serious|deadly|lethal|violent|destructive)|first time|once more|(?:hit|struck|attacked|bombed|targeted|suffered) before|no stranger|twice|several times|goes back|known|remembers?|(?:its|their|his|her) fighters)\b"
)


_THERE = Wording(r"\b(?:there|(?:the|this|that) (?:same )?(?:city|town|village|place|spot|island|camp|base))\b")


def _dates(unit: Unit, draft: Draft) -> bool:
    """Whether a draft has its day from a unit before it: the head of its entry tells the place, too."""
    return any(m is draft.date_mention for m, v in unit.dates if v.rule != "dateline")


def _place_told_before(draft: Draft) -> tuple[Mention, PlaceValue, str] | None:
    """The one town of the words right before a draft in its paragraph, where they lead over to it; the first behind the day of its entry."""
    unit = draft.before
    if unit is None or not (
        _dates(unit, draft) or _EARLIER_THERE.search(unit.low) or _THERE.search(draft.units[0].low)
    ):
        return None
    own = [(m, v) for m, v in unit.places if v.city and not v.dateline and not is_place_of_speech(unit.before(m, 80))]
    if not own or (len({v.city for _, v in own}) != 1 and not _dates(unit, draft)):
        return None
    return *own[0], "town of the sentence before"


def settle_specificity(place: PlaceValue) -> int:
    """How exact the place is, by GTD's scale: 1 located settlement, 2 settlement not located, 4 first-order unit, 5 none."""
    if place.city:
        return 1 if place.latitude is not None else 2
    return 4 if place.provstate else 5


_ORIGIN = re.compile(r"\b(?:from|by)(?: (?:the|inside|within))?(?: \w+ern)? $")  # where shots and speakers come from
_LEVELS = ("settlement", "site", "district", "admin1", "region", "country")


_AS_VILLAGE = 0.7  # what a place gains by being told as a village: nobody names a village but for what happened there
_VILLAGE_BEFORE = re.compile(
    r"\b(?:village|hamlet|locality|settlement|small town|farming community|aldea|vereda|mission|outpost|sitio|barangay)(?: (?:of|called|named))? $"
)
_VILLAGE_AFTER = re.compile(
    r"(?:,? and (?:[\w'’-]+ ){1,2}| )(?:villages?|hamlets?|locality|localities|sitio|kampung|vdc)\b|, (?:an?|the) (?:[\w'-]+ ){0,3}(?:village|hamlet|locality|settlement|outpost|mission)\b| (?:is|was|lies|being) an? (?:[\w'-]+ ){0,3}(?:village|hamlet|locality|settlement|outpost|mission)\b"
)


def _is_village(unit: Unit, mention: Mention) -> bool:
    """Whether the words beside a place call it a village."""
    before = unit.before(mention, 40)
    return not is_place_of_speech(before) and bool(
        _VILLAGE_BEFORE.search(before) or _VILLAGE_AFTER.match(unit.after(mention, 60))
    )


_WIDE = 1.2  # what a district loses against a settlement
_FRAMED = 1.3  # words of a deed and a preposition of place put it there
_ON_ROAD = 1.0  # what a place gains by being told for where on a road the deed was done
_TOLD_OUTRIGHT = 2.5  # what a place gains by being told for that of the deed in so many words
_TOPIC = 0.7  # what a name before the colon of a headline loses: it may only say whence the report comes
_REPEATED = 0.3  # what a place gains by each further mention
# Below this the words around a name do not speak for it as the place of the deed.
_LEAST_PLACE = 0.25
# Behind the first sentences a place counts only beside a deed or a toll.
_LEAD_UNITS = 5
_FIRST_UNITS = 8


def _best_place(draft: Draft, votes: Counter[str]) -> tuple[Mention, PlaceValue, str] | None:
    """The settlement with most votes among the units that tell the deed, else the widest place told, else the dateline."""
    score: dict[tuple[str, str | None], float] = {}
    first: dict[tuple[str, str | None], tuple[float, Mention, PlaceValue]] = {}
    ranks: dict[tuple[str, str | None], int] = {}
    line = draft.dateline if draft.role == "main" and draft.rule != "item" else None
    lines = {line[1].city} if line else set()
    district: tuple[Mention, PlaceValue] | None = None
    settled = settle_date(draft)
    when = settled[1] if settled is not None else None
    for rank, unit in enumerate(draft.units):
        for mention, value in unit.places:
            if value.dateline or not value.city or value.level not in _LEVELS[:3]:
                continue
            if FIRED_FROM.search(unit.before(mention, 100)):
                continue
            violent = unit.strength >= 2 or bool(unit.tolls)
            weight = place_weight(unit, mention)
            if value.level == "district" and weight < 1.0:
                if weight > 0.0 and rank <= _LEAD_UNITS and unit in draft.core:
                    district = district or (mention, value)
                continue
            weight += max(0.0, min(1.0, weight)) * 1.2 / (1 + rank / 2) + (1.0 if violent else 0.0)
            weight -= 2.0 if _of_other_day(unit, when) or _AFTER_OTHER.match(unit.low) else 0.0
            weight += _AS_VILLAGE if rank <= _LEAD_UNITS and _is_village(unit, mention) else 0.0
            weight += 0.5 if value.city in lines else 0.0
            weight += 0.6 if draft.place is not None and value.city == draft.place.city else 0.0
            weight += _country_weight(value, votes) if draft.role == "main" else 0.0
            key = value.city, value.country_txt
            score[key] = score.get(key, 0.0) + weight
            if key not in first or weight > first[key][0]:
                first[key] = weight, mention, value
            near = 0 if when is not None and any(v.date == when.date for _, v in unit.dates) else rank
            ranks[key] = min(near, ranks.get(key, near))
    if line is not None and any(_is_of_this_town(u) for u in draft.core[:_OPENING_UNITS] if u.strength or u.tolls):
        return line[0], line[1], "dateline"
    if score:
        wide = {k: _WIDE if v.level == "district" else 0.0 for k, (_, _, v) in first.items()}
        key = max(score, key=lambda k: (first[k][0] - wide[k] + _REPEATED * score[k], k[0]))
        late = line is not None and ranks[key] > _LEAD_UNITS
        if first[key][0] > (1.2 if line else 0.0) and not late:
            told = _town_near_by(draft, first[key][1], first[key][2])
            told = _told_exactly(draft, *_line_near_by(draft, *told))
            told = _owned_place(draft, *_village_before(draft, *told))
            if told[1] is first[key][2]:
                told = _only_village(draft, *told)
            return _city_of_quarter(draft, *_wider_city(draft, *told))
    if district is not None:
        return *district, "district told"
    if line is not None and (village := _early_village(draft)) is not None:
        return *village, "village told"
    unit_told = any(v.level == "admin1" and not v.dateline for u in draft.core[:3] for _, v in u.places)
    if line is not None and not unit_told and _country_weight(line[1], votes) > 0.0 and _is_told_on_the_spot(draft):
        return line[0], line[1], "dateline"
    if draft.place is not None and draft.place_mention is not None:
        return draft.place_mention, draft.place, "place of the deed"
    found = [(u, m, v) for u in draft.core or draft.units for m, v in u.places if not v.dateline]
    found = [item for item in found if not _is_told_aside(*item)]
    found.sort(key=lambda item: _ORIGIN.search(item[0].before(item[1], 40)) is not None)
    for level in _LEVELS:
        for unit, mention, value in found:
            if value.level == level and value.country_txt and (not value.city or place_weight(unit, mention) > 0.0):
                return mention, value, f"{level} told"
    if line is not None and line[1].country_txt and _country_weight(line[1], votes) > 0.0:
        return line[0], PlaceValue("country", line[1].country_txt), "country of the dateline"
    return None


def _is_told_aside(unit: Unit, mention: Mention, value: PlaceValue) -> bool:
    """Whether a country or a unit is only where somebody came from, went, fought or fired from."""
    return not value.city and bool(
        TOLD_ASIDE.search(unit.before(mention, 80)) or FIRED_FROM.search(unit.before(mention, 100))
    )


# "in this capital", "on a street downtown": words of somebody who writes from the town of the deed.
_OF_THE_TOWN = Wording(
    r"\b(?:capital|city|cities|downtown|here|streets?|avenues?|boulevards?|neighbou?rhoods?|districts?|suburbs?|quarters?)\b"
)
# A house without its town is of the town that the report comes from.
_HOUSE = Wording(
    r"\b(?:squares?|university|campus|hotels?|restaurants?|caf[eé]s?|bars?|embassy|consulate|headquarters|residences?|airport|offices?|buildings?|ministry|congress|parliament|palace|church|cathedral|mosque|synagogue|temple|markets?|malls?|shops?|supermarket|bazaar|stations?|hospitals?|clinic|schools?|colleges?|banks?|theat(?:re|er)|cinema|stadium|museum|court(?:house|room)|bungalow|apartment|flat|home|house|parade)\b"
)
# A bureau reports from afar what others say of a deed.
_AT_SECOND_HAND = Wording(
    r"\b(?:condemn\w*|repudiat\w*|deplor\w*|denounc\w*|deni(?:ed|es)|express\w*|mourn\w*|investigat\w+|judges?|trial|prosecut\w+|regarding|concerning|commemorat\w*|anniversary)\b"
)
_OPENING_UNITS = 4


def _is_told_on_the_spot(draft: Draft) -> bool:
    """Whether the deed is told as of the town that the report comes from: by a word for the town, or by a house that needs no town."""
    own = _entry(draft.dateline[1]) if draft.dateline is not None else None
    if own is not None and not own.capital and own.population < _METROPOLIS:
        return True  # nobody reports from a small town but of what happened there
    told = " ".join(u.low for u in draft.core[:_OPENING_UNITS])
    heard = " ".join(u.low for u in draft.units[:2])
    return bool(_OF_THE_TOWN.search(told)) or (bool(_HOUSE.search(told)) and not _AT_SECOND_HAND.search(heard))


def _early_village(draft: Draft) -> tuple[Mention, PlaceValue] | None:
    """The first village that the opening names otherwise than as somebody's home: it is told of for what happened there."""
    for unit in draft.units[: _LEAD_UNITS + 1]:
        for mention, value in unit.places:
            if (
                value.level == "settlement"
                and not value.dateline
                and _is_village(unit, mention)
                and place_weight(unit, mention) >= 0.0
                and not _NOT_THERE.search(unit.before(mention, 60))
            ):
                return mention, value
    return None


def _of_other_day(unit: Unit, when: DateValue | None) -> bool:
    """Whether every day that the unit names is another one than the incident's: it tells or recalls something else."""
    told = [v for _, v in unit.dates if v.rule not in ("dateline", "hours") and not v.approximate]
    return when is not None and not when.approximate and bool(told) and not any(agree(when, v) for v in told)


# ", days after two grenades were thrown in the capital": a clause that sets another deed beside this one.
_AFTER_OTHER = re.compile(
    r"^\W*(?:(?:and|but|just|only|barely|less than|some|about|nearly|more than) )*(?:(?:\w+|\d+) )?(?:hours?|days?|weeks?|months?|years?) after\b"
)
_NESTING = re.compile(
    r"(?: (?:village|hamlet|locality|settlement|farm|camp|sitio|barangay|kampung|vereda))?,? (?:the )?(?:municipality|commune|district|jurisdiction|canton|township|county|tehsil) of (?:the )?|(?: (?:village|hamlet|locality|settlement|town|farm|camp|mission|sitio|barangay|kampung))?,? (?:on|in|of|near|close to|north of|south of|east of|west of|outside)(?: the)? (?:[\w'-]+ ){0,4}?| (?:village|hamlet|locality|settlement|farm|sitio|barangay|kampung|vereda), |'s |, (?:a|the|an) (?:[\w'-]+ ){1,5}(?:in|of|near|on|outside) (?:the )?(?:[\w'-]+ ){0,3}?|, "
)


def _village_before(draft: Draft, mention: Mention, place: PlaceValue) -> tuple[Mention, PlaceValue]:
    """The smaller place told right before a place that it lies in or near: "at Fayaoue, on the island of Ouvea"."""
    for unit in draft.units:
        for outer, wider in unit.places:
            if outer is not mention and (wider.city != place.city or wider.level != place.level or wider.dateline):
                continue
            for inner, value in unit.places:
                gap = unit.low[inner.span.end - unit.start : outer.span.start - unit.start]
                if (
                    inner.span.end < outer.span.start
                    and value.city
                    and not value.dateline
                    and value.level == "settlement"
                    and value.city != place.city
                    and value.country_txt == place.country_txt
                    and (gap != ", " or place.level == "district")
                    and _NESTING.fullmatch(gap)
                    and (
                        (outer is mention and place_weight(unit, inner) >= 1.0)
                        or (_is_village(unit, inner) and unit.strength >= 1)
                    )
                ):
                    return inner, value
    return mention, place


def _owned_place(draft: Draft, mention: Mention, place: PlaceValue) -> tuple[Mention, PlaceValue]:
    """The smaller place that stands behind the name of the town that its unit is called after: "Khost's Nadir Shah Kot district"."""
    for unit in draft.units:
        for inner, value in unit.places:
            gap = unit.low[mention.span.end - unit.start : inner.span.start - unit.start]
            if (
                unit.start <= mention.span.start < inner.span.start < unit.start + len(unit.low)
                and gap in ("'s ", "’s ", "' ")
                and value.city
                and value.level in ("settlement", "district")
                and value.country_txt == place.country_txt
            ):
                return inner, value
    return mention, place


# A village named for somebody's home or grave, or that somebody fled to, is not the place.
_NOT_THERE = Wording(
    r"\b(?:from|born|buried|burial|funeral|laid to rest|hail\w*|ancestral|native|home|fled|escaped|moved|brought|taken|belong\w*|residents?|villagers|arrested|raided|killed earlier)\b[^.;]{0,40}$"
)
_NEARBY_KM = 80.0


def _only_village(draft: Draft, mention: Mention, place: PlaceValue) -> tuple[Mention, PlaceValue]:
    """The one village that the deed's sentences name, in or near the town that they are headed by: "in Jhenidah ... to a house in Noldanga village"."""
    if place.level == "settlement" and any(
        v.city == place.city and _is_village(u, m) for u in draft.units for m, v in u.places
    ):
        return mention, place
    villages = {
        value.city: (other, value)
        for rank, unit in enumerate(draft.units)
        for other, value in unit.places
        if rank <= _FIRST_UNITS
        and value.level == "settlement"
        and not value.dateline
        and value.country_txt == place.country_txt
        and _is_village(unit, other)
        and not _of_other_day(unit, draft.date)
        and not _NOT_THERE.search(unit.before(other, 60))
        and _is_near(place, value)
    }
    return next(iter(villages.values())) if len(villages) == 1 else (mention, place)


_ENVIRONS_KM = 40.0  # so far around a metropolis a headline still speaks of it


def _town_near_by(draft: Draft, mention: Mention, place: PlaceValue) -> tuple[Mention, PlaceValue]:
    """The town outside a metropolis of the headline that the opening names as the place: "raid in Rome" of the airport at Fiumicino."""
    city = _entry(place)
    unit = next((u for u in draft.units if u.start <= mention.span.start < u.end), None)
    if city is None or city.population < _METROPOLIS or unit is None or not unit.is_title:
        return mention, place
    for other in draft.units[: _LEAD_UNITS + 1]:
        for m, v in other.places:
            town = _entry(v) if v.level == "settlement" and not v.dateline and not other.is_title else None
            if (
                town is not None
                and town.country == city.country
                and _QUARTER_KM < kilometres(town, city) <= _ENVIRONS_KM
                and other.strength >= 1
                and place_weight(other, m) >= 1.0
            ):
                return m, v
    return mention, place


def _told_exactly(draft: Draft, mention: Mention, place: PlaceValue) -> tuple[Mention, PlaceValue]:
    """The town in the opening that the deed was in, where a headline only says what it was near: "bus bombed near Tel Aviv" of Ramat Gan."""
    unit = next((u for u in draft.units if u.start <= mention.span.start < u.end), None)
    if unit is None or not unit.is_title or not place.vicinity:
        return mention, place
    own = [
        (m, v)
        for u in draft.units[: _LEAD_UNITS + 1]
        for m, v in u.places
        if not u.is_title and not v.dateline and place_weight(u, m) >= 1.0
    ]
    if any(v.city == place.city and not v.vicinity for _, v in own):
        return mention, place
    line = [draft.dateline] if draft.dateline is not None and _is_suburb_told(draft) else []
    return next(
        (
            (m, v)
            for m, v in (*line, *own)
            if v.level == "settlement"
            and v.city != place.city
            and not v.vicinity
            and v.country_txt == place.country_txt
            and _is_near(place, v)
        ),
        (mention, place),
    )


def _line_near_by(draft: Draft, mention: Mention, place: PlaceValue) -> tuple[Mention, PlaceValue]:
    """The small town that the report comes from, where the deed is told to have been near the city beside it: "OAK CREEK - ... a temple near Milwaukee"."""
    line = draft.dateline[1] if draft.dateline is not None and draft.role == "main" else None
    town, city = (_entry(line), _entry(place)) if line is not None else (None, None)
    if draft.dateline is None or town is None or city is None or not place.vicinity or draft.rule == "item":
        return mention, place
    beside = town.number != city.number and town.population < city.population
    return draft.dateline if beside and kilometres(town, city) <= _ENVIRONS_KM else (mention, place)


_THIS_TOWN = re.compile(
    r"\b(?:in|at|of|on|through|near) (?:this|the) (?:[\w-]+ ){0,3}(?:suburb|town|village|city|port|settlement|satellite|commune)\b"
)


# "in this textile city", "the fish market of this southern port": words of one who writes from there.
_THIS_TOWN_ITSELF = Wording(
    r"\b(?:in|of|at|outside|near|on|through|inside|across|around|into|shook|rocked|hit|struck) this (?:[\w-]+ ){0,3}(?:suburb|town|village|city|port|settlement|capital|metropolis|commune|hamlet|resort)\b(?!['’]s)"
    r"|\bhere (?:today|yesterday|tonight|this (?:morning|afternoon|evening)|late\b|early\b|last night|on\b|mon|tues|wednes|thurs|fri|satur|sun)"
)


# "It was reported here today", "police here": where somebody speaks.
_SPOKEN_HERE = re.compile(
    r"\b(?:said|says|told|reported|announced|stated|learn(?:ed|t)|known|disclosed|confirmed|revealed|indicated|noted|declared|published|issued|released|received|monitored|arriv(?:ed|ing)|came|returned|visit(?:ed|ing)?|met|held|ended|opened|live|from"
    r"|police|officials?|sources?|diplomats?|reporters?|journalists?|newsmen|authorities|spokes\w+|residents?|doctors?|hospitals?|agenc(?:y|ies)|conference|briefing|statement|court|government|army|military) (?:\w+ly )?(?:in |at |of )?$"
)


def _is_of_this_town(unit: Unit) -> bool:
    """Whether a unit tells its deed of the town that the report comes from, in so many words, and of no other."""
    meant = (m.start() for m in _THIS_TOWN_ITSELF.finditer(unit.low))
    if all(_SPOKEN_HERE.search(unit.low, 0, start) for start in meant):
        return False
    return not any(v.city and not v.dateline and place_weight(unit, m) >= _FRAMED for m, v in unit.places)


def _is_suburb_told(draft: Draft) -> bool:
    """Whether the opening puts the deed into the town that the report comes from: "in this suburb of Tel Aviv"."""
    return any(_THIS_TOWN.search(u.low) for u in draft.units[:3] if not u.is_title)


def _is_near(place: PlaceValue, other: PlaceValue) -> bool:
    """Whether two places lie near each other, as far as known."""
    km = kilometres_between(place, other)
    return km is None or km <= _NEARBY_KM


_OF_CITY = "quarter of a city"
_PART_OF = re.compile(
    r"(?:\s+(?:area|district|neighbou?rhood|quarter|ward|suburb|section|part|street|borough|arrondissement|junction|road|avenue))?(?:,|,? the part of|, an? (?:\w+ )?(?!town |village |hamlet |municipality |settlement )\w+ (?:of|in)| (?:of|in)(?: the)?| on the (?:\w+ )?edges? of| in the \w+ of)\s(?:(?:the )?(?:\w+ )?(?:city|capital|town|commune|municipality|port) of )?$"
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
                        return outer, wider, _OF_CITY
            del value
    return mention, place, "place of the deed"


_GREAT = 200_000  # people: such a city has quarters that no gazetteer lists
_METROPOLIS, _TOWN = 1_000_000, 100_000  # people: what lies in a metropolis and is no town of its own stays under it
_QUARTER_KM, _MIDDLE_KM = 15.0, 3.0
_DWARFS = 16  # Lima and Miraflores, Istanbul and Sisli; but not Bogota and Soacha, Buenos Aires and Avellaneda
# "the Badhber area on the outskirts of the provincial capital", "the Industrial ward of the city": of the town that the report comes from.
_OF_THIS_CITY = re.compile(
    r"(?: (?:area|ward|neighbou?rhood|quarter|locality|district|suburb|section|sector|mohalla|zone|borough))?,?(?: on the (?:\w+ )?(?:outskirts|edges?|fringes?))?(?: in the (?:heart|centre|center|north|south|east|west|\w+ part))? (?:of|in) (?:the|this) (?:[a-z]+ )?(?:capital|city|metropolis)\b(?! of )"
)
# What only a great town has.
_URBAN = Wording(
    r"\b(?:flyover|overpass|underpass|courier|metro|subway|avenue|boulevard|traffic (?:lights?|jam|police)|bus (?:stop|stand|terminal)|supermarket|shopping|mall|cinema|embass(?:y|ies)|consulates?|hotel|caf[eé]|nightclub|tower block|skyscraper|magistrates?'?s?|skyline|pavement|sidewalk|tram|restaurants?|stadium|rugby|club|lobby|ballroom)\b"
)
# "the village of X", "X, 30 km from Y", "near X": said of a settlement, not of a quarter.
_OWN_SETTLEMENT_BEFORE = re.compile(
    r"\b(?:villages?|towns?|hamlets?|settlements?|municipality|commune|canton|suburb|township|kibbutz|moshav|camp|island|place|spot|junction|km|kilomet\w+|miles?|outskirts|outside|near|road|highway|route)\b[^.;,]{0,24}$"
)
_OWN_SETTLEMENT_AFTER = re.compile(
    r"[^.;]{0,12}?\b(?:villages?|towns?|hamlets?|settlements?|municipality|commune|canton|township|tehsil|village's|islands?)\b|(?: \w+)?,? (?:some |about |around )?\d+ ?(?:km|kilomet\w+|miles?)\b|, (?:a|an) (?:[\w-]+ ){0,3}(?:village|town|hamlet|suburb|settlement)\b"
)


# "Gaskinde, on the road to the capital", "X, bound for Y": no quarter of it.
_AWAY_FROM = re.compile(
    r"\b(?:(?:road|highway|way|route|track|line|railway|bound|heading|headed|driving|travel+ing|en route|on (?:his|her|its|their) way) (?:to|for|from|towards?)|towards?|(?:km|kilomet\w+|miles?|north|south|east|west|north-?east|north-?west|south-?east|south-?west) (?:from|of)|not far from) (?:the )?$"
)


def _city_of_quarter(draft: Draft, mention: Mention, place: PlaceValue, rule: str) -> tuple[Mention, PlaceValue, str]:
    """The great city that the draft names, for a name that is no settlement of its own: unknown and without a word for what it is, or close to its middle."""
    unit = next((u for u in draft.units if u.start <= mention.span.start < u.end), None)
    if unit is None:
        return mention, place, rule
    own = _entry(place)
    if own is None and place.latitude is not None:
        return mention, place, rule  # "at Ogboinbiri, in Bayelsa State": in a unit, and in no city
    line = [(draft.units[0], *draft.dateline)] if draft.dateline is not None else []
    great = own is not None and own.population >= _TOWN
    if not great and line and line[0][2].city != place.city and _OF_THIS_CITY.match(unit.after(mention, 60)):
        return line[0][1], line[0][2], "quarter of the city of the dateline"
    if place.level not in ("settlement", "site") or place.vicinity:
        return mention, place, rule
    if _names_settlement(draft, place):
        return mention, place, rule
    urban = bool(_URBAN.search(unit.low))
    named = [(u, m, v) for u in draft.units for m, v in u.places if place_weight(u, m) > 0.0 or u.is_title]
    for u, m, v in (*named, *line):
        city = _entry(v) if v.level == "settlement" and v.city != place.city else None
        if city is None or v.country_txt != place.country_txt:
            continue
        if own is None:
            near = u.is_title or (u.sentence is unit.sentence and not _AWAY_FROM.search(u.before(m, 40)))
            quarter = city.population >= _GREAT and (urban if v.dateline else near)
        else:
            quarter = _is_quarter_of(own, city)
        if quarter:
            return m, v, _OF_CITY
    return mention, place, rule


def _is_quarter_of(own: Place, city: Place) -> bool:
    """Whether a place so close to the middle of a metropolis is but a part of it: a great one only where it is next to nothing beside it."""
    far = kilometres(city, own)
    great = own.population >= _TOWN
    return (
        city.population >= _METROPOLIS
        and city.country == own.country
        and far <= _QUARTER_KM
        and (not great or far <= _MIDDLE_KM or city.population >= _DWARFS * own.population)
    )


# "In the Medina district", and no more: of the town that the report is about.
_IS_QUARTER = re.compile(
    r" (?:district|area|neighbou?rhood|quarter|ward|suburb|section|sector|borough|zone|colony|estate|housing estate|slum)\b(?! of\b| in\b)"
)


def _city_of_title(
    draft: Draft, main: Draft, mention: Mention, place: PlaceValue, rule: str
) -> tuple[Mention, PlaceValue, str]:
    """The great city that the headline or the main incident names, for a quarter of it told alone: "the rugby club in Lugogo" below "Kampala counts its dead"."""
    unit = next((u for u in draft.units if u.start <= mention.span.start < u.end), None)
    own = _entry(place)
    known = own is not None or place.latitude is not None
    if unit is None or place.level not in ("settlement", "district"):
        return mention, place, rule
    urban = _URBAN.search(unit.low) or _IS_QUARTER.match(unit.after(mention, 30))
    if (own is None and known) or not urban or _names_settlement(draft, place):
        return mention, place, rule
    for u in (*draft.units, *main.units):
        for m, v in u.places:
            city = (
                _entry(v) if (u.is_title or v.dateline) and v.level == "settlement" and v.city != place.city else None
            )
            if city is None or city.population < (_GREAT if own is None else _METROPOLIS):
                continue
            if (own is None and u.is_title) or (own is not None and _is_quarter_of(own, city)):
                return m, v, _OF_CITY
    return mention, place, rule


def _names_settlement(draft: Draft, place: PlaceValue) -> bool:
    """Whether some words of the draft call the place a settlement of its own."""
    return any(
        _OWN_SETTLEMENT_BEFORE.search(u.before(m, 40)) or _OWN_SETTLEMENT_AFTER.match(u.after(m, 40))
        for u in draft.units
        for m, v in u.places
        if v.city == place.city
    )


def _entry(value: PlaceValue) -> Place | None:
    """The gazetteer's settlement that a value is of, None for a name that it lacks or has elsewhere."""
    if not value.city or value.latitude is None or value.longitude is None:
        return None
    for place in gazetteer().find(value.city):
        if place.kind == "settlement" and (place.latitude, place.longitude) == (value.latitude, value.longitude):
            return place
    return None


def _country_weight(value: PlaceValue, votes: Counter[str]) -> float:
    """What the rest of the article says of a place's country: much for the one that it speaks of, less than nothing for a stray one."""
    if not value.country_txt or not votes:
        return 0.0
    return 1.5 * votes[value.country_txt] / max(votes.values()) - 0.75


_DIED_AT = re.compile(r"\bdied (?:later |afterwards )?(?:in|at) $")
_UNIT_OF = Wording(
    r"\b(?:tehsil|district|municipality|county|sub-?district|township|territory|department|prefecture|jurisdiction|province) of $"
)


def _first_of_list(unit: Unit, mention: Mention) -> Mention:
    """The first of the places told in one list, whose preposition is that of all: "in hospitals of A and B"."""
    for other, _ in unit.places:
        if unit.low[other.span.end - unit.start : mention.span.start - unit.start] in (" and ", ", ", ", and "):
            return _first_of_list(unit, other) if other.span.end < mention.span.start else mention
    return mention


# "Nugegoda, a town to the southeast of the capital", "Baquba, 60 km from Baghdad"
_LANDMARK_GAP = re.compile(
    r"[^.;:]{0,70}?\b(?:km|kilomet\w+|miles?|(?:north|south|east|west)[a-z-]*|not far|close|minutes|hours|drive)(?: away)?(?: \([^)]*\))?(?: (?:north|south|east|west)[a-z-]*)? (?:of|from|to|outside)(?: the)? (?:(?:[\w-]+ ){0,2}(?:town|city|capital|port) (?:of )?)?"
)


def _is_landmark(unit: Unit, mention: Mention) -> bool:
    """Whether a place only tells where the settlement named before it lies."""
    at = mention.span.start - unit.start
    return any(
        value.level == "settlement"
        and other.span.end < mention.span.start <= other.span.end + 110
        and _LANDMARK_GAP.fullmatch(unit.low[other.span.end - unit.start : at])
        for other, value in unit.places
    )


def place_weight(unit: Unit, mention: Mention) -> float:
    """How much the words around a place speak for it as the place of the deed."""
    before, after = unit.before(_first_of_list(unit, mention), 80), unit.after(mention, 30)
    weight = 0.0
    if is_just_left(before, after):
        weight += 1.0
    elif is_place_of_speech(before) or BROUGHT_TO.search(before) or OF_PERSON.match(after):
        weight -= 2.0
    elif SPEAKS.match(after) and not DWELLERS.search(before):
        weight -= 1.0
    elif (
        is_near_by(before)
        or ROAD_FROM.search(before)
        or FLIGHT_FROM.search(before)
        or (PLACE_OF_DEED.search(before) and not ROAD_TO.search(before))
    ):
        weight += 1.0
    if TOLD_PLACE.search(before):
        weight += _TOLD_OUTRIGHT
    if unit.is_title and mention.span.start == unit.start and after.startswith(": "):
        weight -= _TOPIC
    if ROAD_BETWEEN.match(unit.low, mention.span.start - unit.start):
        weight -= _ON_ROAD
    if NEAR_ON_ROAD.search(before):
        weight += _ON_ROAD
    if _is_landmark(unit, mention) or is_bearing(unit, mention):
        weight -= 1.5
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
        (m, v.provstate, d is draft, d is draft and u.start <= mention.span.start < u.end)
        for d in ((draft,) if draft.role == "background" else (draft, *drafts))
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
