"""Places as news names them, each with its country, unit and coordinates.

Enters: a Text. Leaves: PLACE mentions in order of the text. Touches package data (the gazetteer) and nothing else of the world.

Names are capitalised words that the gazetteer knows, or that a telling frame marks as a place ("the village of X", "in X district"): see
`place_names`. Which of several places of one name is meant follows from the country and the unit named beside it, in its sentence,
paragraph and article: see `place_context` and `place_choice`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from etl.codebook.countries import countries, country_of_demonym, country_of_name, location_of
from etl.codebook.gazetteer import Place, capital_at, gazetteer, kilometres, place_key
from etl.codebook.wording import Wording
from etl.extract.place_choice import SHARE_OF_TOWN, choose_places, is_place, is_unknown_place, link_names
from etl.extract.place_context import Context, block_group_names, gather_context, group_names
from etl.extract.place_names import CITY, VICINITY, Candidate, find_candidates, look_around, mark_headings, word_set
from etl.extract.stage import Stage
from etl.extract.text import Sentence, Text
from etl.model import DateValue, Mention, MentionKind, PlaceValue

_WEIGHT_DATELINE = 2.0
_METROPOLIS = 3 * CITY  # people: "Menteng, Jakarta" is a quarter of such a city
_QUARTER_KM, _NAMESAKE_KM = 20.0, 40.0  # a quarter lies within the one; what is so called past the other is not meant
_UNITS_OF = re.compile(
    r"(?i)\b(?:provinces|states|departments|governorates|regions|districts|oblasts)\sof\s(?:the\s)?$"
)
_LIST = re.compile(r"^(?:,\s|,?\s(?:and|or)\s)(?:the\s|from\s)?$")
_CAPITAL = Wording(
    r"(?i)\b(?:(?:the|its)\s(?P<unit>(?:state|provincial|regional|departmental|governorate)\s)|(?:the\s)?(?:country|nation)['’]s\s"
    r"|(?:the\s)?(?P<who>(?-i:[A-Z])[\w’'-]+(?:\s(?-i:[A-Z])[\w’'-]+)?)\s(?:national\s)?|the\s(?:national\s|country['’]s\s)?)"
    r"(?P<word>capital)\b(?!\s(?:of|punishment|city\sof|markets?|region|flows?|investment|offen[cs]e|crime|letters?)\b)(?!,?\s(?-i:[A-Z]))"
)
_BODY_HEAD = re.compile(r"(?:\s[–—-]{1,2}\s|--|—|–\s|:\s|\)\s?[-–—:]|\s//\s)")
_LONGEST_HEAD = 140
_SHORTEST_PROSE = 8  # words
_QUOTES = "\"”’')] "
_PARENTHESIS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PROSE = re.compile(r"(?<![\w'’])(?!(?:of|de|del|della|la|las|los|el|al|and|on|the|ul|an)\b)[a-z]{2,}")


def _display(c: Candidate, shouted: bool) -> str:
    """The name as in the text; shouted names get small letters, New York its City and The Hague its article, as in GTD."""
    place = c.chosen
    longer = place is not None and place_key(place.name) in (f"{c.key} city", f"the {c.key}")
    if place is not None and longer and place.kind == "settlement" and place.population >= CITY:
        return place.name
    first, _, rest = c.words.partition(" ")
    if (
        first.casefold() in word_set("direction") - {"new", "old"}
        and (c.unknown or (place is not None and place.kind == "settlement"))
        and any(p.population >= CITY for p in gazetteer().find(rest))
    ):
        return rest  # "South Belfast" is Belfast
    if shouted or (c.words.isupper() and (len(c.words) > 3 or c.lead)):
        if place is not None and place_key(place.name) == c.key:
            return place.name
        small = {"de", "la", "del", "las", "los", "el", "al", "y"}
        return " ".join(
            w if w in small and n else "-".join(p[:1].upper() + p[1:] for p in w.split("-"))
            for n, w in enumerate(c.words.casefold().split())
        )
    return c.words


def _value(c: Candidate, context: Context, dateline: bool, shouted: bool) -> PlaceValue:
    """What a candidate says, once it is taken for a place."""
    place = c.chosen
    if c.unknown or (place is None and c.country is None):
        return replace(_unknown_value(c, context, shouted), dateline=dateline)
    if place is None or (c.country is not None and place.kind != "admin1"):
        return PlaceValue("country", c.country, dateline=dateline, vicinity=c.vicinity)
    country, unit = c.country or place.country, place.unit
    if place.iso2 == "PH" and place.kind != "admin1":
        # Philippine towns are filed by region; the province is known only where the text tells it.
        unit = (
            c.outer.chosen.unit
            if c.outer is not None and c.outer.chosen is not None and c.outer.chosen.kind == "admin1"
            else None
        )
    at = (place.latitude, place.longitude, c.vicinity, dateline)
    if place.kind == "admin1":
        return PlaceValue("admin1", country, unit, None, *at)
    if place.kind == "region":
        return PlaceValue("region", country, unit, None, *at)
    if place.kind in ("site", "quarter") and not _TOWN_OF_ITS_OWN.match(c.sentence.flat[c.end : c.end + 48]):
        return PlaceValue("site", country, unit, place.parent, *at)
    city = _city_around(c)
    if city is not None:
        return PlaceValue("site", country, unit, _display(city, shouted), *at)
    quarter = c.outer.chosen if c.linked and c.outer is not None and not c.outer.blocked else None
    if quarter is not None and quarter.parent is not None:
        around = (quarter.latitude, quarter.longitude, c.vicinity, dateline)
        return PlaceValue("site", quarter.country, quarter.unit, quarter.parent, *around)  # "Chelsea, Manhattan"
    rural = c.noun in word_set("second_order") and c.noun not in (
        "municipality",
        "commune",
        "township",
        "port",
        "county",
    )
    rural = rural or c.words.startswith("County ") or (c.noun in word_set("first_order") and c.noun != "county")
    level = "district" if place.kind == "district" or rural else "settlement"
    return PlaceValue(level, country, unit, _display(c, shouted), *at)


# "Nyanya, a satellite town of Abuja": no quarter, whatever the gazetteer says.
_TOWN_OF_ITS_OWN = re.compile(
    r"(?i)^(?:,\s(?:an?|the|another)\s(?:[a-z-]+\s){0,3}?|\s\(an?\s)(?:towns?|village|hamlet|municipality|settlement|city)\b(?=[,.;:)]|\s(?:of|in|on|near|about|some|outside|\d|close|just|where|that|which|with|between|at|north|south|east|west)|$)"
)
_GAP_OF_QUARTER = re.compile(
    r",\s(?:in\s)?|\s(?:area|neighbou?rhood|quarter|suburb|part|section|borough)?\s?(?:of|in)\s(?:the\s)?(?:[a-z]+\s)?"
)


def _is_quarter_beside(c: Candidate) -> bool:
    """Whether a small or unknown name before that of a great city is a quarter of it: "Menteng, Jakarta", not "Kankara, Katsina"."""
    outer = c.outer if c.linked else None
    if outer is None or outer.blocked or outer.chosen is None or outer.noun is not None or outer.country is not None:
        return False
    if c.noun in word_set("settlement", "first_order", "second_order") or outer.chosen.population < _METROPOLIS:
        return False
    if outer.chosen.kind != "settlement" or not _GAP_OF_QUARTER.fullmatch(c.sentence.flat[c.end : outer.start]):
        return False
    if _LIST.match(c.sentence.flat[outer.end : outer.end + 6]) and re.match(
        r"(?:,\s|,?\s(?:and|or)\s)(?:in\s)?[A-Z]", c.sentence.flat[outer.end : outer.end + 12]
    ):
        return False  # "Tikrit, Baghdad and Mosul"
    place = c.chosen
    if place is None or c.unknown:
        units = [p for p in outer.options if p.kind == "admin1" and p.country == outer.chosen.country]
        return all(outer.chosen.population >= SHARE_OF_TOWN * p.population for p in units)
    if place.population >= CITY or place.kind == "admin1":
        return False
    far = kilometres(place, outer.chosen)
    named = {p.unit_code for p in outer.options if p.kind == "admin1"}
    return far <= _QUARTER_KM or (far > _NAMESAKE_KM and place.unit_code not in named)


def _lies_outside(c: Candidate, city: Place) -> bool:
    """Whether a name is that of a place too far from a city to be a quarter of it: "Khost's Nadir Shah Kot" is in the province."""
    place = c.chosen
    if place is None or c.unknown:
        return False
    return place.kind == "district" or _QUARTER_KM < kilometres(place, city) <= 10 * _QUARTER_KM


def _city_around(c: Candidate) -> Candidate | None:
    """The city that a quarter belongs to: "the X area of CITY", "CITY's X district"."""
    if _is_quarter_beside(c):
        return c.outer
    if c.owner is not None and c.noun is None and (c.chosen is None or c.chosen.population < CITY):
        city = c.owner.chosen
        if (
            not c.owner.blocked
            and city is not None
            and not _lies_outside(c, city)
            and city.kind == "settlement"
            and city.population >= CITY
            and c.owner.country is None
        ):
            return c.owner  # "Tokyo's Kabukicho"
    if _is_house_in(c):
        return c.outer
    if c.noun not in word_set("quarter") and c.noun != "district":
        return None
    smallest = (
        0
        if c.noun in ("barangay", "brgy", "sitio", "ward", "suburb", "neighborhood", "neighbourhood", "quarter")
        else CITY
    )
    for other in (c.owner, c.outer if c.linked else None):
        if (
            other is not None
            and not other.blocked
            and other.noun not in word_set("first_order", "second_order")  # "the X area of Y district" lies in no town
            and other.chosen is not None
            and other.chosen.kind == "settlement"
            and other.chosen.population >= smallest
            and not (c.noun == "district" and _lies_outside(c, other.chosen))
        ):
            return other
    return None


def _is_house_in(c: Candidate) -> bool:
    """Whether a name is only that of a house in the great city told behind it: "the Machakos bus terminus in Nairobi"."""
    outer = c.outer
    if outer is None or outer.blocked or outer.country is not None or outer.chosen is None or outer.noun is not None:
        return False
    here = c.chosen.population if c.chosen is not None else 0
    return (
        outer.chosen.kind == "settlement"
        and outer.chosen.population >= max(CITY, 4 * here)
        and bool(_HOUSE_IN.fullmatch(c.sentence.flat[c.end : outer.start]))
    )


_HOUSE_IN = re.compile(
    r"(?i)\s(?:(?:[a-z]+\s)?(?:terminus|terminal|bus\s(?:station|park|stop|stand|depot)|station|hospital|clinic|school|college|university|hotel|mosque|church|temple|market|bazaar|mall|prison|jail|barracks|stadium|bridge|road|street|square|roundabout|junction|restaurant|caf[eé]|cinema|theat(?:re|er)|embassy))\sin\s(?:the\s(?:city|capital|town)\s(?:of\s)?|downtown\s|central\s)?"
)


# "Safoora Chowrangi", "Liberty Chowk", "Gulshan Colony": a crossing, a street or an estate, which only a great town names.
_URBAN_NAME = re.compile(
    r"(?i)\b(?:chowk|chowrangi|chauraha|chouk|chauk|crossing|roundabout|circle|flyover|interchange|phatak|gali|mohalla|muhalla|marg|salai|sarani|nagar|colony|enclave|vihar|bagh|bazar|bazaar|market|souk|souq|mall|plaza|square|garden|gardens|park|heights|estate|estates|terminal|stadium|flats|apartments|towers?|gate|darwaza|road|street|avenue|lane|boulevard|phase|block|sector)$"
)


def _unknown_value(c: Candidate, context: Context, shouted: bool) -> PlaceValue:
    """A name that the gazetteer lacks, placed by what stands beside it or by the country spoken of."""
    outer = c.outer if c.outer is not None and not c.outer.blocked else c.owner
    around = outer.chosen if outer is not None and not outer.blocked else None
    country = (outer.located if outer is not None else None) or context.best_country(c.sentence)
    unit = around.unit if around is not None else None
    latitude, longitude = (around.latitude, around.longitude) if around is not None else (None, None)
    city = _city_around(c)
    if city is None and around is None and context.home is not None and _URBAN_NAME.search(c.words):
        city = context.home
        latitude, longitude = (city.chosen.latitude, city.chosen.longitude) if city.chosen else (None, None)
    if city is not None:
        return PlaceValue("site", country, unit, _display(city, shouted), latitude, longitude, c.vicinity)
    if c.noun in word_set("first_order") and c.noun not in word_set("second_order"):
        return PlaceValue("admin1", country, _display(c, shouted), None, None, None, c.vicinity)
    level = "district" if c.noun in word_set("second_order") and c.noun not in word_set("settlement") else "settlement"
    return PlaceValue(level, country, unit, _display(c, shouted), latitude, longitude, c.vicinity)


# A caption, a menu or the date of the page may stand before the report; a dateline further down is the head of an item.
_LAST_HEAD = 8


def _dateline(text: Text, mentions: Sequence[Mention]) -> range:
    """The characters before the report that name where it comes from: "DUBAI, Jan 3 (Agency) -"; none without one."""
    dates = [m.span.start for m in mentions if isinstance(m.value, DateValue) and m.value.rule == "dateline"]
    heads = {s.paragraph: s for s in reversed(text.sentences) if 0 < s.paragraph <= _LAST_HEAD}
    opened = False
    for _, first in sorted(heads.items()):
        dated = next((d for d in dates if text.sentence_at(d).paragraph == first.paragraph and d > first.start), None)
        if dated is not None:
            return range(first.start, dated)
        end = _place_line_end(text.whole[first.start : first.start + _LONGEST_HEAD].split("\n\n")[0], strict=opened)
        if end:
            return range(first.start, first.start + end)
        opened = opened or _is_prose(first)
    return range(0)


def _is_prose(sentence: Sentence) -> bool:
    """Whether a sentence belongs to a report, and not to the menu, the byline or the date above it."""
    return sentence.flat.count(" ") >= _SHORTEST_PROSE and sentence.flat.rstrip(_QUOTES).endswith(".")


def _place_line_end(head: str, strict: bool) -> int:
    """Where the names of places before a paragraph's first words end, 0 where none stand there; `strict` wants them in capitals."""
    head = head.replace("\n", " ")
    match = _BODY_HEAD.search(head)
    if match is None:
        return 0
    place_line = _PARENTHESIS.sub(" ", head[: match.start()])
    words = place_line.split()
    if not words or len(words) > 9 or _PROSE.search(place_line) or country_of_name(place_line.strip()) is not None:
        return 0
    if strict and not (len(words[0]) > 2 and words[0].rstrip(",").isupper()):
        return 0
    return min(match.end(), head.find("(", 1) if "(" in head[1:] else match.end())


def _persons(candidates: Sequence[Candidate]) -> set[str]:
    """Last names told with a first name or a title: later, alone, they are still persons.

    So is the name of a great town or a unit where no mention of it stands as that of a place.
    """
    placed = {c.key for c in candidates if c.locative and not c.person}
    return {
        c.key.split(" ")[-1]
        for c in candidates
        if c.person
        and c.key
        and (c.key not in placed or not any(p.kind == "admin1" or p.population >= CITY for p in c.options))
    }


_STATION_BEFORE = re.compile(r"(?i)\b(?:radio|television|tv|canal|channel|clandestine)\s$")


def _block_stations(candidates: Sequence[Candidate]) -> None:
    """Forbid the name of a small place that is a broadcaster's in this text: "Radio Venceremos"."""
    stations = {
        c.key
        for c in candidates
        if c.options
        and all(p.population < CITY for p in c.options)
        and _STATION_BEFORE.search(c.sentence.flat[max(0, c.start - 14) : c.start])
    }
    for c in candidates:
        if c.key in stations and not c.locative:
            c.blocked = True


def find_places(text: Text, mentions: Sequence[Mention] = ()) -> Iterable[Mention]:
    """A PLACE mention for every name that is a place where it stands.

    Names that only tell who somebody is ("the embassy of Kenya", "Washington condemned") give no mention.
    """
    shouted = text.upper_case
    candidates = find_candidates(text)
    mark_headings(candidates)
    previous: Candidate | None = None
    for c in candidates:
        look_around(c, shouted)
        if (
            previous is not None
            and c.country
            and previous.country
            and previous.blocked
            and previous.sentence is c.sentence
            and _LIST.match(c.sentence.flat[previous.end : c.start])
        ):
            c.blocked = True  # "citizens of Kenya, Norway and France"
        elif previous is not None and previous.sentence is c.sentence and previous.locative and not c.unknown:
            listed = bool(_LIST.match(c.sentence.flat[previous.end : c.start]))
            c.locative = c.locative or listed
            if (
                listed
                and c.noun is None
                and _UNITS_OF.search(c.sentence.flat[max(0, previous.start - 30) : previous.start])
            ):
                c.noun = previous.noun  # "the provinces of Bitlis and Mus"
        previous = c
    _block_stations(candidates)
    names = group_names(text)
    block_group_names(candidates, names)
    link_names(candidates)
    line = _dateline(text, mentions)
    context = gather_context(text, candidates, line, names)
    choose_places(candidates, context, shouted)
    _weigh_dateline(candidates, context, line)
    persons = _persons(candidates)
    seen = {
        c.key
        for c in candidates
        if c.options
        and (c.locative or c.noun)
        and c.key not in word_set("common", "person")
        and is_place(c, context, set(), persons)
    }
    for c in candidates:
        if c.chosen is not None and c.key in seen and c.sentence.start + c.start not in line and c.chosen.country:
            context.add(c.sentence, c.chosen.country, 1.0)
    found: list[Mention] = []
    for c in _accepted(candidates, context, seen, persons, line):
        start, end = c.sentence.start + c.start, c.sentence.start + c.end
        if found and start < found[-1].span.end:
            continue
        found.append(Mention.make(text.article, start, end, _value(c, context, start in line, shouted), "places"))
    found = list(_in_full(found, text))
    return sorted([*found, *_capitals(text, context, found)], key=lambda m: m.span)


def _in_full(found: Sequence[Mention], text: Text) -> Iterator[Mention]:
    """The mentions, each town by its longest name in the text: "Juárez" is "Ciudad Juárez" where the text says so once."""
    longest: dict[tuple[float | None, float | None], str] = {}
    for m in found:
        value = m.value
        if isinstance(value, PlaceValue) and value.level == "settlement" and value.city and value.latitude is not None:
            at = value.latitude, value.longitude
            longest[at] = max(longest.get(at, ""), value.city, key=len)
    for m in found:
        value = m.value
        if isinstance(value, PlaceValue) and value.level == "settlement" and value.city:
            full = longest.get((value.latitude, value.longitude), value.city)
            short, words = place_key(value.city), place_key(full)
            if short != words and (f" {short} " in f" {words} " or _is_contraction(value.city, full)):
                yield Mention.make(text.article, m.span.start, m.span.end, replace(value, city=full), m.stage)
                continue
        yield m


def _is_contraction(short: str, full: str) -> bool:
    """Whether a name is made of the first letters of another's words: GenSan, CDO."""
    pieces = re.findall(r"[A-Z][a-z]*", short)
    words = full.split()
    return 1 < len(pieces) <= len(words) and all(w.startswith(p) for p, w in zip(pieces, words, strict=False))


def _weigh_dateline(candidates: Sequence[Candidate], context: Context, line: range) -> None:
    """Let the dateline speak for its country: for names that no gazetteer knows, not for the choice among those that it knows."""
    for c in candidates:
        if c.sentence.start + c.start in line and not c.blocked and c.chosen is not None and c.chosen.country:
            context.article[c.chosen.country] += _WEIGHT_DATELINE
            context.line = context.line or c.chosen.country
            if context.home is None and c.chosen.kind == "settlement" and c.chosen.population >= CITY:
                context.home = c
    named = {c.located for c in candidates if c.sentence.is_title} - {None}
    if context.line is None and len(named) == 1:
        context.line = named.pop()


def _capitals(text: Text, context: Context, found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of "the Somali capital", of "the capital" of the country spoken of, of "the state capital": the city by its name."""
    month = text.article.published_at.strftime("%Y-%m") if text.article.published_at is not None else None
    spelt: dict[tuple[float | None, float | None], str] = {}
    for m in found:
        if isinstance(m.value, PlaceValue) and m.value.level == "settlement" and m.value.city:
            spelt.setdefault((m.value.latitude, m.value.longitude), m.value.city)
    ends = {m.span.end for m in found}
    told = _Units(found)
    for sentence in text.sentences:
        for match in _CAPITAL.finditer(sentence.flat):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            if match.group("unit"):
                if start - 2 in ends:
                    continue  # "Maiduguri, the state capital"
                capital = told.capital_before(sentence.end)
            else:
                who = match.group("who")
                label = (
                    country_of_demonym(who) or country_of_name(who) if who else _country_of_capital(context, sentence)
                )
                capital = _capital_of(label, month) if label is not None else None
            if capital is None:
                continue
            before = sentence.flat[max(0, match.start() - 70) : match.start()]
            value = PlaceValue(
                "settlement",
                capital.country,
                capital.unit,
                spelt.get((capital.latitude, capital.longitude), capital.name),
                capital.latitude,
                capital.longitude,
                bool(VICINITY.search(before.lower())),
            )
            yield Mention.make(text.article, start, end, value, "places")


def _country_of_capital(context: Context, sentence: Sentence) -> str | None:
    """The country whose capital is meant: the one that most of the article speaks of, where it does; else that of the sentence."""
    labels = [label for label in context.article if label in countries()]
    said = {label for label in context.sentence.get(sentence.number, ()) if label in countries()}
    if context.home is not None and context.home.chosen is not None and context.home.chosen.capital and not said:
        return context.home.chosen.country
    first = max(labels, key=lambda label: (context.article[label], label), default=None)
    if first is not None and context.article[first] > context.total / 2:
        return first
    return context.best_country(sentence)


class _Units:
    """The first-order units that a text tells of, in order, and the towns of its datelines."""

    def __init__(self, found: Sequence[Mention]) -> None:
        places = sorted(
            ((m.span.start, m.value) for m in found if isinstance(m.value, PlaceValue)), key=lambda told: told[0]
        )
        self._units = [(start, v) for start, v in places if v.level == "admin1"]
        self._lines = [(start, v) for start, v in places if v.dateline and v.city]

    def capital_before(self, end: int) -> Place | None:
        """The capital of the unit told last before there: the town of the dateline in it, else its greatest by far."""
        at = bisect_left(self._units, end, key=lambda told: told[0])
        unit = self._units[at - 1][1] if at else None
        if unit is None or unit.provstate is None:
            return None
        line = next((v for start, v in self._lines if start < end and v.provstate == unit.provstate), None)
        options = gazetteer().find(line.city) if line is not None and line.city else ()
        named = (
            next((p for p in options if p.kind == "settlement" and p.latitude == line.latitude), None) if line else None
        )
        if named is not None:
            return named
        units = [p for p in gazetteer().find(unit.provstate) if p.kind == "admin1" and p.country == unit.country_txt]
        return gazetteer().main_town_of(units[0].unit_code) if units and units[0].unit_code else None


@cache
def _capital_of(label: str, month: str | None) -> Place | None:
    iso2 = countries()[location_of(label)].iso2
    return None if iso2 is None else capital_at(iso2, month)


def _accepted(
    candidates: Sequence[Candidate],
    context: Context,
    seen: set[str],
    persons: set[str],
    line: range,
) -> Iterator[Candidate]:
    """The candidates that are places, an unknown whole name before the known parts inside it."""
    kept: list[Candidate] = []
    framed = [c.unknown and is_unknown_place(c) for c in candidates]
    told = {
        c.key for c, is_framed in zip(candidates, framed, strict=True) if is_framed
    }  # once told as a place, a name is one
    for c, is_framed in zip(candidates, framed, strict=True):
        in_dateline = c.sentence.start + c.start in line and not c.person
        if c.unknown:
            again = c.key in told and not c.blocked and not c.person and (c.locative or c.lead or c.sentence.is_title)
            if again or is_framed:
                kept.append(c)
        elif c.country is not None:
            if not c.blocked:
                kept.append(c)
        elif is_place(c, context, seen, persons) or (
            in_dateline and c.chosen is not None and c.key not in word_set("common")
        ):
            kept.append(c)
    yield from sorted(kept, key=lambda c: (c.sentence.start + c.start, -(c.end - c.start)))


def named_unit(place: PlaceValue, mentions: Sequence[Mention]) -> Mention | None:
    """The first mention that names the first-order unit a settlement lies in, as a unit; None where the article names none.

    GTD's `provstate` needs the unit named: a town does not give the province of its name.
    """
    for mention in mentions:
        value = mention.value
        if (
            isinstance(value, PlaceValue)
            and value.level == "admin1"
            and value.country_txt == place.country_txt
            and value.provstate is not None
            and value.provstate == place.provstate
        ):
            return mention
    return None


STAGE = Stage("places", find_places, writes=frozenset({MentionKind.PLACE}), reads=frozenset({MentionKind.DATE}))
