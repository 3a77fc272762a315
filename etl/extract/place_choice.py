"""Which place a name means where it stands, and whether it means one at all.

Enters: Candidates and the Context of their article. Leaves: each Candidate tied to its neighbours and settled on one place. Touches package
data (the gazetteer).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log2, log10

from etl.codebook.countries import countries, country_of_demonym
from etl.codebook.gazetteer import Place, gazetteer, place_key
from etl.codebook.wording import Wording
from etl.extract.pieces import is_everyday
from etl.extract.place_context import WEIGHT_GUEST, Context
from etl.extract.place_names import CITY, MODIFIER, VICINITY, Candidate, is_place_noun, word_set

_IN = re.compile(
    rf"(?i)\b(?:in|near|outside|around|throughout|within|inside|off|close\sto|between|at|not\sfar\sfrom)\s(?:the\s)?{MODIFIER}$"
)
_SETTLEMENT = (
    r"(?:hamlets?|villages?|towns?|cit(?:y|ies)|settlements?|ports?|communes?|municipalit(?:y|ies)|townships?|outposts?|localit(?:y|ies)"
    r"|parish|kibbutz|moshav|resort|community|suburb|islands?|islet|mission|crossroads|junction|oasis|quarry|hill\sstation|trading\scent(?:er|re)|aldea|vereda|caser[ií]o|corregimiento|kampung|douar)\b"
)
# "Aluth Oya, a hamlet by the road", "Dibilou (commune of Namissiguima": what a name is, said behind it.
_IS_SETTLEMENT = re.compile(
    rf"(?i)^(?:,\s(?:an?|the|another|one\sof|both|two|three|four|five|six|several)\s(?:[\w-]+\s){{0,4}}?{_SETTLEMENT}(?!\s(?:councill?or|council|hall|official|leader|mayor|guard|head|head ?m[ae]n|chief|elder|defen[cs]e|volunteer|teacher|imam|priest|pastor|committee|police|policem[ae]n|sarpanch|chairman|president|secretary|administrator|activist|worker|resident|doctor|judge))|\s?\((?:an?\s|the\s)?{_SETTLEMENT})"
)
# "at Fayaoue, on the coral island", "near Kouré, 60 km from the capital": where a name lies, said behind it.
_LIES = re.compile(
    r"(?i)^,?\s(?:(?:some|about|around|just|roughly|nearly)\s)?(?:(?:\d+[\d.,]*|an?\sfew|several|[a-z]+)\s?-?(?:km|kilomet\w+|miles?)\b|(?:in|on)\sthe\s(?:\w+\s){0,2}(?:island|province|district|region|county|state|department|north|south|east|west|outskirts|road)|(?:north|south|east|west)\w*\sof|near\s(?-i:[A-Z])|close\sto)"
)
_CALLED = Wording(
    r"(?i)\b(?:place|spot|area|hamlet|village|settlement|town|locality|point)\s(?:(?:which|that|people|locals|villagers|they|is|are|was)\s){0,3}(?:called?|known\sas|named|as|is)\s$"
)
# "The place, Hamid Shafi, lies ..."
_NAMED_PLACE = Wording(
    r"(?i)\b(?:the|this|that)\s(?:\w+\s)?(?:place|spot|hamlet|village|settlement|town|locality|community),\s$"
)
_CAME_TO = Wording(
    r"(?i)\b(?:c[ao]me|drove|rode|burst|moved|marched|broke|swept|poured|crossed|advanced|went|fought|got)\sinto\s$|\b(?:overran|descended\son|swooped\son|arrived\s(?:in|at))\s$"
    r"|\b(?:c[ao]me|went|moved|marched|rode|drove)\s(?:first|next|then|back|on|again|finally)\sto\s$|\b(?:it\s(?:was|is)|c[ao]me)\s(?:then\s)?the\sturn\sof\s$"
)
# "the villagers of Koulogon", "the market of Tintay Puncu": what only a settlement has.
_OF_DWELLERS = Wording(
    r"(?i)\b(?:inhabitants|residents|villagers|dwellers|townspeople|peasants|fisherm[ae]n|elders?|market(?:place)?|bazaar|souk|parish|mission|sub-?prefect|prefect|mayor|alcalde|headman|chiefs?|patel|sarpanch|mukhtar|outskirts|streets|entrances?|entry|approach(?:es)?|gates|edges?|fringes?|exit|turn-?off|(?:police|army|border|health|customs|guard)\s(?:post|station)|(?:rural|primary|secondary|village|boarding|mission)\sschool|(?:railway|train|bus)\sstation|junction|crossroads|roadblock|ferry|tea\sestate|trading\scent(?:er|re)|town\shall|garrison|barracks|clinic|massacre|islands?|islets?|isle|atoll|lagoon|oasis|football\s(?:pitch|field|ground)|soccer\sfield|gold\smine|diamond\smine|waterhole|watering\shole|well|ford|encampment|refugee\scamp)"
    r"\s(?:of|at|in|to)\s$"
)
_AIMED_AT = Wording(
    r"(?i)\b(?:fir(?:e|ed|ing)|shot|shoot(?:s|ing)?|aim(?:s|ed|ing)?|look(?:s|ed|ing)?|hurl(?:s|ed|ing)?|threw|throw(?:s|ing|n)?|lobbed|point(?:s|ed|ing)?|anger|angry|arriv(?:e|ed|ing)|work(?:s|ed|ing)?|stud(?:y|ied|ies|ying)|professor|analyst|expert|spokes\w+|executive|employee|worker|researcher|fellow|student|editor|pupil|lecturer|director|stay(?:s|ed|ing)?)\s(?:\w+\s){0,2}at\s$"
)
# "raids on Amsari and Dolbeyn", "the massacre of Dolbeyn": what a name is that stands so, where no English word is in it.
_RAIDED = Wording(
    r"(?i)\b(?:raids?|incursions?|massacres?|slaughters?|bloodbaths?)\s(?:on|in|at|of|against|into)\s(?:(?-i:[A-Z])[\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+){0,2}(?:,\s|,?\sand\s)){0,2}$"
)
# "the Amsari site for displaced persons", "Amsari camp, home to refugees"
_SHELTER_AFTER = re.compile(
    r"^\s(?:sites?|camps?|settlements?|shelters?)\s(?:for|of|hosting|housing|sheltering|where)\s(?:[a-z]+\s){0,3}(?:displaced|refugees|idps|IDPs|returnees|evacuees|uprooted)\b"
)
# "at the Amsari outpost": a post or a works is called after the place where it stands.
_POST_AFTER = re.compile(
    r"^\s(?:(?:police|army|military|border|security|customs|frontier|guard)\s)?(?:outposts?|check-?posts?|flow\sstation|pumping\sstation|reserve|refugee\scamp|displaced\scamp|IDP\scamp|hill|junction|crossroads|railhead|mine|quarry|plantation)\b"
)
# "between Amsari and Dolbeyn", the first of which the gazetteer knows.
_BETWEEN_KNOWN = re.compile(r"(?i)\bbetween\s(?P<first>(?-i:[A-Z])[\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+){0,2})\sand\s$")
_DONE_TO = re.compile(
    r"^\s(?:[a-z]{3,}ed|blown|torn|hit|struck|shot|burnt|taken|held|came|went|ran|fell|began|broke|took|set)\b"
)
# "residents of Amsari told", but not "residents of Amsari clan"
_DOES = re.compile(
    r"^\s(?!(?:people|militias?|army|group|famil(?:y|ies)|clans?|tribes?|tribal|ethnic|part(?:y|ies)|sect|faction|towers?|building|estate|republic)\b)[a-z]{3,}\b"
)
_ON_ISLAND = Wording(r"(?i)\b(?:on|off|to|from|reached|of|in|near)\s(?:the\s)?$")
# "at Dehiwala station", "at al-Gorah airport": what is called after the place where it stands.
_STOP_AFTER = re.compile(
    r"^\s(?:(?:railway|train|bus|police|border)\s)?(?:stations?|junction|airport|airfield|airstrip|air\s?base|crossing|crossroads|railhead|siding|halt)\b"
)
_IN_UNIT_OF = Wording(
    r"(?i)\b(?:in|at|near|from|outside|inside|around|on|to|into|through|enter(?:ed|ing)|attack(?:ed|ing)|raid(?:ed|ing)|storm(?:ed|ing)|occup(?:ied|ying)|overr[au]n|reach(?:ed|ing)|hit|bombed|seized|burn(?:ed|t))\s(?:the\s)?(?:[a-z]+\s)?[a-z-]+\s(?:of|called|named)\s(?:the\s)?$"
)
# "as the bus passed Kebithigollewa"
_PASSED = Wording(
    r"(?i)\b(?:pass(?:ed|es|ing)|near(?:ed|ing)|approach(?:ed|es|ing)|skirt(?:ed|ing)|cross(?:ed|ing)|left|leaving|reach(?:ed|ing))\s(?:through\s)?$"
)
_TRAVELS = Wording(
    r"(?i)\b(?:bus|train|convoy|truck|lorry|car|vehicle|van|minibus|jeep|patrol|column|motorcade|boat|ferry|coach|tanker|procession)\s(?:(?:was|were|had|has|that|which|carrying\s\w+)\s)?(?:just\s)?$"
)
_ENDS = re.compile(
    r"^(?:[.,;:)]|\s\(|\sof\s[A-Z]|\s(?:killed|killing|wounded|wounding|injured|injuring|left|exploded|hit|struck|damaged|destroyed|who|while|as|since|until|to)\b|\s(?:in|on|near|when|where|after|which|by|during|last|yesterday|today|and|was|were|late|early|this|before|about|around|shortly|just|that|over|had|has|is|are|at|with|from|for)\b|$)"
)
_PLURAL = r"(?:villages|hamlets|towns|townships|settlements|encampments|camps|communities|localities|farms|districts|municipalities|communes|parishes|suburbs|islands)"
_NAME = r"(?:[A-Z][\w'’-]+(?:\s(?:[a-z]{2,3}\s)?[A-Z][\w'’-]+){0,2})"
# "the villages of A, B and C", "A, B and several smaller encampments", "A and B villages"
_LISTED_BEFORE = re.compile(
    rf"\b{_PLURAL}\s(?:of\s|like\s|such\sas\s|including\s|called\s|named\s)?(?:{_NAME},\s){{0,6}}(?:{_NAME},?\sand\s)?$"
)
_LISTED_AFTER = re.compile(
    rf"^(?:,\s{_NAME}){{0,6}}(?:,?\sand\s{_NAME})?\s{_PLURAL}\b|^(?:,\s{_NAME}){{0,6}},?\sand\s(?:the\s)?(?:[a-z-]+\s){{1,3}}{_PLURAL}\b"
)
_STREET_NAME = Wording(r"(?:gasse|strasse|straße|straat|platz|plein|allee|damm|vej|gata)$")
# "Palma was attacked": what is done to towns; of a person it would be done to his name as soon, so only where the gazetteer knows it.
_STRUCK_AFTER = re.compile(
    r"^\s(?:was|were|is|has\sbeen|had\sbeen|being|came|comes)\s(?:\w+\s)?(?:attacked|raided|stormed|overrun|bombed|shelled|struck|hit|looted|pillaged|sacked|burn(?:ed|t)|torched|set\sablaze|razed|besieged|captured|seized|retaken|occupied|under\s(?:fire|attack|assault))\b"
)
_MAYOR_AFTER = re.compile(r"^['’]s?\s(?:mayor|governor|police|main|largest|central|old|busiest|city)\b")
_NESTED = re.compile(r"^\s(?:[a-z]+\s)?(?:suburb|district|neighbou?rhood|quarter|area|borough|ward)\sof\s(?:the\s)?$")
_LINK = re.compile(
    rf"(?i)^['’]?s?(?:\s(?P<noun>[A-Za-z-]+)){{0,2}}(?:,|\s?\(|\sin|\sof|/)\s?(?:in\s|of\s|also\sin\s)?(?:the\s)?(?:[a-z]+\s(?:of|in)\s(?:the\s)?)?{MODIFIER}(?:[A-Z][a-z]+(?:n|sh|se|i)\s)?(?:(?:province|state|region|district|governorate|county|department|city|town|village|capital|island|part)\s(?:of\s(?:the\s)?)?)?$"
)
_POSSESSED = re.compile(rf"(?i)^['’]s?\s{MODIFIER}$")
SHARE_OF_TOWN = 0.7  # of the people of a unit that lives in its town: then the two are one
_NAMED = 3.0  # what a place gains by its country being named at all
_SPOKEN_OF = 2.0  # a country named once outright, or two words for its people
_SHARE_SPOKEN_OF = 0.3  # of all that the text says of countries
_MISSION_THERE = 16.0  # what a place loses by its country having a mission where the sentence tells of
_METROPOLIS = 500_000  # people: known without its country
_TOWN = 50_000  # people: a bare name shared by a town of this size and its unit is the town's
_MUCH = 2.0  # words for a country: an article that speaks so much of it hardly means a hamlet abroad
_VILLAGE, _KNOWN = 5_000, 8  # people, spellings: "in X" is enough for such a place where no country is told


def _score(place: Place, c: Candidate, context: Context) -> float:
    """How well a place of the gazetteer fits a name where it stands."""
    score = log10(place.population + 10) + 0.75 * log2(place.fame + 2)
    if place.iso2 == "US" and place.kind == "settlement" and "United States" not in context.article:
        score -= 2.0  # American towns bear every name of the old world and are seldom told without their state
    score += (1.5 if place.main else 0.0) + (1.0 if place.capital else 0.0)
    if place.country and context.others_say(place.country, c.key) > 0:
        score += min(context.weight(c.sentence, place.country), 16.0)
        score += _NAMED if context.others_say(place.country, c.key) >= 1.0 else 0.0
    if place.country in context.away.get(c.sentence.number, ()):
        score -= _MISSION_THERE
    if place.unit_code:
        score += min(context.weight(c.sentence, place.unit_code), 2.0)
    first_order = c.noun in word_set("first_order")
    if place.kind == "admin1":
        if first_order:
            score += 6.0
        elif c.noun is None or c.noun in word_set("facility"):
            score -= 20.0 if c.key in word_set("generic_unit") else 0.0
            if _holds_hamlet(place, c):
                score += 9.0
            elif _town_of_unit(place, c):
                score -= 8.0
        elif c.noun not in ("island", "peninsula", "valley", "capital"):
            score -= 10.0
    elif place.kind == "district":
        score += 2.0 if c.noun in word_set("second_order") else -0.5
        score -= 6.0 if first_order and c.noun not in word_set("second_order") else 0.0
    elif place.parent is not None and place_key(place.parent) in context.cities:
        score += 8.0
    elif place.kind == "settlement" and first_order:
        score -= 3.0 if c.noun in word_set("second_order", "quarter") else 10.0
    return score


def _holds_hamlet(unit: Place, c: Candidate) -> bool:
    """Whether a smaller place is told in it, so that the name means the unit and not its town: "the hamlet of La Pava, in Arauca"."""
    inner = c.inner if c.inner is not None and not c.inner.blocked else None
    if (
        inner is None
        or not (inner.linked or inner.noun in word_set("second_order"))
        or not unit.main
        or inner.country is not None
    ):
        return False
    towns = [p for p in c.options if p.kind == "settlement" and p.unit_code == unit.unit_code and p.main]
    if any(p.population >= SHARE_OF_TOWN * unit.population and p.population >= 5 * CITY for p in towns):
        return False  # Istanbul, Bogota
    if inner.noun in word_set("settlement"):
        return True
    return any(
        p.kind in ("settlement", "district")
        and p.unit_code == unit.unit_code
        and (p.main or inner.noun in word_set("second_order"))
        and p.population < CITY
        for p in inner.options
    )


def _town_of_unit(unit: Place, c: Candidate) -> bool:
    """Whether a bare name is rather that of a town in the unit of the same name."""
    return any(
        p.kind == "settlement"
        and p.unit_code == unit.unit_code
        and (
            (p.population >= _TOWN and p.main)
            or (p.population >= 2 * CITY and 10 * p.population >= unit.population)  # Qena, but not Bihar
            or p.population >= 8 * CITY
        )
        for p in c.options
    )


def link_names(candidates: Sequence[Candidate]) -> None:
    """Tie each name to the one that it lies in: "Kankara, Katsina state", "the Karrada district of Baghdad", "Kabul's west"."""
    for n, c in enumerate(candidates[:-1]):
        following = candidates[n + 1]
        if following.start < c.end and following.sentence is c.sentence and n + 2 < len(candidates):
            following = candidates[n + 2]  # a part of the same words
        if following.sentence is not c.sentence or following.start < c.end or following.start - c.end > 60:
            continue
        gap = c.sentence.flat[c.end : following.start]
        if _POSSESSED.match(gap) or (_NESTED.match(gap) and _holds(c, following)):
            following.owner = c
            following.noun = following.noun or ("quarter" if _NESTED.match(gap) else None)
        elif _LINK.match(gap):
            c.outer = following
            known = following.inner
            if known is None or known.sentence is not c.sentence or known.end < c.end:
                following.inner = c  # not a part of the same words
            c.linked = gap.lstrip("'’s").startswith((",", " (", "(", " in", " of"))


def _holds(c: Candidate, inner: Candidate) -> bool:
    """Whether "the X suburb of Y" is Y in the city X, and not X in the city Y."""
    outer_size = max((p.population for p in c.options if p.main), default=0)
    return outer_size >= CITY and outer_size > 4 * max((p.population for p in inner.options if p.main), default=0)


def choose_places(candidates: Sequence[Candidate], context: Context, shouted: bool = False) -> None:
    """Settle each candidate on one place, from the right, so that "Paris, Texas" has its Texas when Paris is read."""
    for c in reversed(candidates):
        if c.country is not None:
            _choose_state(c, context)
            continue
        best: Place | None = None
        best_score = float("-inf")
        great = _greatest(c.options)
        for place in c.options:
            score = _score(place, c, context) + (
                _bonus_of_great(great, place, c, context) if great is not None else 0.0
            )
            for other in (c.outer, c.owner):
                if other is not None and not other.blocked:
                    score += _link_bonus(place, other)
            if score > best_score:
                best, best_score = place, score
        c.chosen = best
        around = _country_around(c)
        abroad = around is not None and best is not None and best.country != around
        if best is not None and (
            (abroad and great is None)
            or (
                (_is_unsure(best, context) or _is_too_great(best, c))
                and not _linked_there(c, best)
                and _elsewhere(best, c, context)
            )
            or (shouted and not _linked_there(c, best) and _is_stray(best, c, context))
            or (_is_quarter_abroad(best, c, context) and not _linked_there(c, best))
        ):
            c.chosen, c.unknown = None, True
    _settle_title_by_body(candidates)
    _settle_by_namesakes(candidates)


def _settle_title_by_body(candidates: Sequence[Candidate]) -> None:
    """Let a bare name of a title be the unit where the body calls it one and nothing else: "Katsina boarding school", "in Katsina state"."""
    units: dict[str, Place] = {}
    towns: set[str] = set()
    for c in candidates:
        if c.sentence.is_title or c.chosen is None or c.blocked or c.country is not None:
            continue
        if c.chosen.kind == "admin1" and c.noun in word_set("first_order"):
            units.setdefault(c.key, c.chosen)
        elif c.chosen.kind != "admin1" and not (c.lead and c.words.isupper()):
            towns.add(c.key)  # but no dateline, which only tells whence the report comes
    for c in candidates:
        if c.sentence.is_title and c.key in units and c.key not in towns and c.noun not in word_set("settlement"):
            c.chosen = units[c.key]


def _is_unsure(place: Place, context: Context) -> bool:
    """Whether a name may be that of something smaller: a small town, or an American one where nothing else is American."""
    american = place.iso2 == "US" and place.population < 5 * CITY and "United States" not in context.article
    return place.population < _TOWN or (american and place.kind == "settlement")


_GREAT_NOUNS = frozenset(
    {"city", "cities", "town", "towns", "capital", "metropolis", "port", "resort", "stronghold", "bastion", "township"}
)


def _is_too_great(place: Place, c: Candidate) -> bool:
    """Whether a village or a hamlet is told, and the place is a city."""
    hamlet = c.noun in word_set("settlement") and c.noun not in _GREAT_NOUNS
    return hamlet and place.kind == "settlement" and place.population >= _TOWN


def _settle_by_namesakes(candidates: Sequence[Candidate]) -> None:
    """Let a name that fits no place where it stands mean what it means elsewhere in the article."""
    settled: dict[str, Place] = {}
    for c in candidates:
        if c.chosen is not None and c.country is None and not c.blocked:
            settled.setdefault(c.key, c.chosen)
    for c in candidates:
        if c.unknown and c.options and c.key in settled:
            c.chosen, c.unknown = settled[c.key], False


def _bonus_of_great(great: Place, place: Place, c: Candidate, context: Context) -> float:
    """What a great city gains over its namesakes, and its country over theirs where these are hamlets beside it.

    Nothing where the article speaks of the country of one of these and not of the city's.
    """
    if place.country != great.country:
        return 0.0
    rivals = [p for p in c.options if p.main and p.country != great.country and p.kind == "settlement"]
    hamlets = bool(rivals) and great.population > 100 * max(p.population for p in rivals)
    if hamlets or great.country is None or context.others_say(great.country, c.key) > 0:
        return (6.0 if place.number == great.number else 0.0) + (8.0 if hamlets else 0.0)
    spoken_of = max(_SPOKEN_OF, _SHARE_SPOKEN_OF * context.total)
    if place.number != great.number or any(
        p.country and context.others_say(p.country, c.key) >= spoken_of for p in rivals
    ):
        return 0.0
    return 6.0


def _is_stray(place: Place, c: Candidate, context: Context) -> bool:
    """Whether a name in a text of capitals is only by chance that of a place abroad: nothing else in the text speaks of its country."""
    if place.capital or place.population >= _METROPOLIS or not place.country:
        return False
    return _is_unheard(place.country, c, context, 1.0)


def _is_quarter_abroad(place: Place, c: Candidate, context: Context) -> bool:
    """Whether a quarter or unit bears the name of a town of a country that the article does not speak of.

    "The Medina area of the city" in Somalia; "the province of Soum" in Burkina Faso, where the gazetteer knows a Soum in Senegal alone.
    """
    parts = c.noun in word_set("quarter", "second_order") and place.kind in ("settlement", "admin1", "region")
    if not parts and not (c.noun in word_set("first_order") and place.kind == "settlement"):
        return False
    return bool(place.country) and _is_unheard(place.country, c, context, 1.0)


def _is_unheard(country: str | None, c: Candidate, context: Context, others: float) -> bool:
    """Whether nothing but the name itself speaks of the country, and the article speaks of some country with at least that weight."""
    return context.others_say(country or "", c.key) <= 0 and any(
        context.others_say(label, c.key) >= others for label in context.article if label in countries()
    )


def _linked_there(c: Candidate, place: Place) -> bool:
    """Whether the name beside this one lies in the same country as the place."""
    return c.linked and c.outer is not None and c.outer.located in (place.country, None)


def _country_around(c: Candidate) -> str | None:
    """The country that the name beside this one puts it in: "X, Kenya", "X in Borno state"."""
    if not c.linked or c.outer is None or c.outer.blocked:
        return None
    unit = c.outer.chosen
    within = unit is not None and (unit.kind == "admin1" or c.outer.noun in word_set("second_order"))
    return c.outer.country or (unit.country if unit is not None and within else None)


def _greatest(options: Sequence[Place]) -> Place | None:
    """The city of the world that a bare name means before all its namesakes: Lima, London."""
    towns = sorted((p for p in options if p.kind == "settlement" and p.main), key=lambda p: -p.population)
    if not towns or not (towns[0].capital or towns[0].population >= 5 * CITY):
        return None
    return towns[0] if len(towns) == 1 or towns[0].population >= 4 * towns[1].population else None


# Countries whose settlements lie among each other: what is told of the one happens in the other.
_INTERWOVEN = (frozenset({"Israel", "West Bank and Gaza Strip"}),)


def _elsewhere(place: Place, c: Candidate, context: Context) -> bool:
    """Whether the sentence speaks of another country than the only one where the gazetteer knows so small a place."""
    # A hamlet of a country that nothing else speaks of, in a text that speaks of another one: a namesake.
    namesake = place.population < _VILLAGE and _is_unheard(place.country, c, context, _MUCH)
    sole = place.main and place.fame >= 5 and all(p.country == place.country for p in c.options if p.main)
    if sole and not namesake:
        return False
    number, paragraph = c.sentence.number, c.sentence.paragraph
    here = context.sentence.get(number, {})
    around = context.paragraph.get(paragraph, {})
    country = place.country or ""
    if any(country in pair and (here.keys() | around.keys()) & (pair - {country}) for pair in _INTERWOVEN):
        return False
    if (here.get(country, 0.0) or around.get(country, 0.0)) and not namesake:
        return False
    near = {label: w for label, w in (here or around).items() if label in countries() and label != country}
    told = [w for w in near.values() if w > WEIGHT_GUEST]
    return bool(told) or (country not in context.article and any(label in countries() for label in context.article))


_TOWN_OF = re.compile(r"\b(?:town|village|hamlet|municipality|settlement|township|community)\sof\s$")


def _choose_state(c: Candidate, context: Context) -> None:
    """A country's name can be a unit's too: Northern Ireland, the Gaza Strip, the state of Niger; or a town's: "the town of Puerto Rico"."""
    if c.noun in word_set("settlement") and _TOWN_OF.search(c.sentence.flat[max(0, c.start - 24) : c.start]):
        towns = [p for p in c.options if p.kind == "settlement" and p.main and p.country and p.country != c.country]
        told = [p for p in towns if context.others_say(p.country or "", c.key) > 0]
        if told:
            c.country, c.chosen = None, max(told, key=lambda p: p.population)
            return
    for place in c.options:
        if place.kind != "admin1":
            continue
        if place.country == c.country and place.main and c.key != place_key(c.country or ""):
            c.chosen = place
            return
        elsewhere = place.country != c.country and place.main
        named = c.noun in ("state", "province") and c.sentence.flat[c.end : c.end + 16].lstrip().casefold().startswith(
            ("state", "province")
        )
        lonely = (
            place.country == "United States" and context.article[place.country] > 1.5 * context.article[c.country or ""]
        )
        inner = c.inner if c.inner is not None and c.inner.linked else None
        city = max((p for p in inner.options if p.main), key=lambda p: p.population, default=None) if inner else None
        holds = city is not None and city.unit_code == place.unit_code  # "Atlanta, Georgia"
        if (elsewhere and place.country in context.article and (named or lonely)) or holds:
            c.country, c.chosen = None, place
            return


def _link_bonus(place: Place, other: Candidate) -> float:
    if other.country is not None:
        return 10.0 if place.country == other.country else -6.0
    outer = other.chosen or next(iter(other.options), None)
    if outer is None:
        return 0.0
    if outer.kind == "admin1":
        return 12.0 if place.unit_code == outer.unit_code else (0.0 if place.country == outer.country else -4.0)
    if outer.kind == "settlement":
        # "London, New York and Paris" is a list as often as "Jaffa, Tel Aviv" is a nesting.
        return 2.0 if place.unit_code == outer.unit_code else (1.0 if place.country == outer.country else 0.0)
    return 6.0 if place.unit_code == outer.unit_code else (3.0 if place.country == outer.country else -2.0)


def _in_known(c: Candidate) -> bool:
    """Whether the name is tied to a place beside it."""
    outer = c.outer
    return (
        c.linked and outer is not None and not outer.blocked and (outer.country is not None or outer.chosen is not None)
    )


def is_place(c: Candidate, context: Context, seen: set[str], persons: set[str]) -> bool:
    """Whether what stands around a known name lets it be a place."""
    place = c.chosen
    if place is None or c.blocked or c.key in word_set("organisation"):
        return False
    if place.kind == "admin1" and c.key in word_set("generic_unit") and c.noun not in word_set("first_order"):
        return False
    if c.heading or (is_entry_head(c) and place.country in context.article):
        return True
    if c.noun in word_set("first_order", "second_order", "settlement", "quarter") and c.noun != "area":
        return c.key not in word_set("common") or c.locative or c.owner is not None
    after = c.sentence.flat[c.end : c.end + 2]
    if c.key in word_set("common", "person"):
        if _is_great_by_chance(c, place, context):
            return True
        return _in_known(c) and after.startswith((",", " (")) and c.locative
    if c.key in persons and not _IN.search(c.sentence.flat[max(0, c.start - 40) : c.start]):
        return False
    supported = place.country in context.article
    if _in_known(c) and (after[:1] == "," or after == " ("):
        return True
    if c.owner is not None and (c.owner.country or c.owner.chosen) and supported:
        return True
    if (
        c.noun in word_set("facility")
        and place.population < 3 * CITY
        and place.country != context.best_country(c.sentence)
    ):
        return False  # a mosque or a hospital is called after places all over the world
    if c.locative:
        if supported or (place.population >= _TOWN and c.noun is None and (place.main or place.capital)):
            return True
        if not place.main:
            return False
        if all(p.country == place.country for p in c.options if p.main) and (
            place.fame >= 3 or " " in c.key or place.kind == "admin1"
        ):
            return True
        inside = _IN.search(c.sentence.flat[max(0, c.start - 60) : c.start].replace("  ", " "))
        return bool(inside) and (place.population >= _VILLAGE or place.fame >= _KNOWN)
    if supported and (c.key in seen or c.lead or _STRUCK_AFTER.match(c.sentence.flat[c.end : c.end + 50])):
        return True
    if (
        place.main
        and place.population >= _TOWN
        and (c.noun in word_set("facility") or _MAYOR_AFTER.match(c.sentence.flat[c.end : c.end + 20]))
    ):
        return True
    if place.kind in ("admin1", "region"):
        return supported
    return (
        place.main
        and place.population >= CITY
        and (supported or place.population >= 10 * CITY or place.capital)
        and place.fame >= _KNOWN
    )


# "in Nice, killing 86", "outside Van": great towns whose names are common words or first names.
_RIGHT_IN = re.compile(rf"\b(?:in|near|outside|around|inside)\s{MODIFIER}$")


def _is_great_by_chance(c: Candidate, place: Place, context: Context) -> bool:
    """Whether a common word or a first name is that of a great town: it stands with a capital behind "in" and ends there."""
    flat = c.sentence.flat
    great = place.kind == "settlement" and place.main and place.population >= CITY
    return (
        great
        and not c.words.isupper()
        and not flat.isupper()
        and bool(_RIGHT_IN.search(flat[max(0, c.start - 40) : c.start]))
        and bool(_ENDS.match(flat[c.end : c.end + 16]))
        and (place.iso2 != "US" or place.country in context.article)
    )


def _is_listed(c: Candidate) -> bool:
    """Whether a name stands in a list of villages."""
    flat = c.sentence.flat
    return bool(
        _LISTED_BEFORE.search(flat[max(0, c.start - 120) : c.start]) or _LISTED_AFTER.match(flat[c.end : c.end + 120])
    )


_HOUSE_AFTER = re.compile(
    r"^\s(?:[a-z]+\s)?(?:pub|bar|church|mosque|school|market|shop|store|hotel|barracks|camp|base|post|station|farm|mill|mine|quarry|bridge|junction|checkpoint|prison|hospital|clinic)\b"
)


# "23 March 2019 – Ogossagou, near Bankass.": what stands behind the day that heads an entry of a chronicle.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY_HEAD = re.compile(
    rf"^\W*(?:[A-Z][a-z]+day,?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}|{_MONTH}\s\d{{1,2}})(?:,?\s\d{{4}})?\s?[–—:,-]{{1,2}}\s?$"
)
_ENTRY_ENDS = re.compile(r"^(?:[.,:;(]|\s\(|\s[–—-]\s)")


def is_entry_head(c: Candidate) -> bool:
    """Whether a name stands right behind the day that heads an entry of a chronicle."""
    flat = c.sentence.flat
    return c.start < 40 and bool(_DAY_HEAD.match(flat[: c.start])) and bool(_ENTRY_ENDS.match(flat[c.end : c.end + 4]))


def is_unknown_place(c: Candidate) -> bool:
    """Whether a frame marks an unknown name as a place."""
    if c.blocked or c.key in word_set("common", "person") or c.words.casefold() in word_set("metonym"):
        return False
    if c.heading or is_entry_head(c):
        return True
    flat = c.sentence.flat
    before, after = flat[max(0, c.start - 60) : c.start], flat[c.end : c.end + 16]
    words = [w.casefold() for w in c.words.split()]
    if (
        any(w in word_set("organisation", "organisation_head", "title") for w in words)
        or country_of_demonym(words[0]) is not None
    ):
        return False
    if all(w in word_set("people", "direction") for w in words):
        return False  # "a Kurdish Shi'ite hamlet", "the North East"
    if _STREET_NAME.search(words[-1]) or (len(words) > 1 and c.words.split()[-1].isupper() and not c.words.isupper()):
        return False
    if _NAMED_PLACE.search(before) and after.startswith(","):
        return len(c.words) > 3
    plain = [w in word_set("common", "person", "street") or is_place_noun(w) for w in words]
    if len(words) > 1 and words[-1] in ("island", "isle", "islet") and not all(plain[:-1]):
        return bool(_ON_ISLAND.search(before))
    # "Supreme Court", "Fort Bragg", "Marina Bay" need their noun; "Tin Zaouatine" only has a common word in it.
    invented = all(plain) or plain[-1] or words[0] in word_set("person", "street")
    if invented and not c.options and c.noun not in word_set("settlement"):
        return False
    if len(c.words) > 3 and _is_listed(c):
        return True
    strong = c.noun in word_set("settlement", "second_order", "first_order") and (
        c.locative or c.linked or c.noun in word_set("settlement")
    )
    at = before.casefold().endswith((" at ", "at the "))
    near = bool(VICINITY.search(before.casefold()))
    between = _BETWEEN_KNOWN.search(before)
    located = near or bool(_IN.search(before)) or (between is not None and bool(gazetteer().find(between["first"])))
    strange = len(c.words) > 3 and not any(is_everyday(w) for w in words)
    if _OF_DWELLERS.search(before) and (_ENDS.match(after) or (strange and _DOES.match(after.casefold()))):
        return len(c.words) > 3
    if strange and _ENDS.match(after) and _RAIDED.search(before):
        return True
    if strange and near and _DONE_TO.match(after.casefold()):
        return True
    if strange and c.locative and _POST_AFTER.match(flat[c.end : c.end + 30].casefold()):
        return True
    if len(c.words) > 3 and _SHELTER_AFTER.match(flat[c.end : c.end + 70]):
        return True
    if (
        at
        and not c.sentence.is_title
        and not before.endswith("the ")
        and not _AIMED_AT.search(before)
        and _ENDS.match(after)
    ):
        return len(c.words) > 3
    if _IS_SETTLEMENT.match(flat[c.end : c.end + 60]) or (located and _LIES.match(flat[c.end : c.end + 40])):
        return len(c.words) > 2
    if _CALLED.search(before) or (_CAME_TO.search(before) and re.match(r"^(?:[.,;]|\s[a-z(])", after)):
        return len(c.words) > 3
    if strong and (
        located
        or _IN_UNIT_OF.search(before)
        or c.noun not in ("state", "region", "sector", "division", "farm", "community")
    ):
        return True
    if (
        c.sentence.is_title
        and located
        and len(c.words) > 3
        and not is_everyday(c.words)
        and _HOUSE_AFTER.match(flat[c.end : c.end + 24])
    ):
        return True  # "Three shot dead in Glenarran pub"
    if at and len(words) == 1 and len(c.words) > 3 and _STOP_AFTER.match(flat[c.end : c.end + 24]):
        return True
    passed = _PASSED.search(before)
    if passed is not None and _TRAVELS.search(before[: passed.start()]) and _ENDS.match(after):
        return len(c.words) > 3
    if located and c.noun in word_set("quarter") and c.outer is not None and not c.outer.blocked:
        return c.outer.chosen is not None
    if _in_known(c) and (c.locative or after[:1] in ",("):
        return (
            located
            or after.startswith(" in")
            or (after[:1] == "," and c.outer is not None and c.outer.noun is not None)
        )
    return (
        located
        and not at
        and not (c.noun is None and before.casefold().endswith(" the "))  # "in the Grand Regent"
        and bool(
            re.match(
                r"^(?:[.,;:)]|\s(?:in|on|near|when|where|after|which|by|during|last|yesterday|today|and|was|were|is|are|has|had|that|to|with|at|from|for|as|while|killing|killed|wounding|left|caused|who|against|before|since|until|injuring|damaged|late|early|found|destroyed|exploded|said|opened|caught|could|would)\b|$)",
                after.casefold() if c.words.isupper() else after,
            )
        )
        and len(c.words) > 3
    )
