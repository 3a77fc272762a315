"""Places as news names them, each with its country, unit and coordinates.

Enters: a Text. Leaves: PLACE mentions in order of the text. Touches package data (the gazetteer) and nothing else of the world.

Names are capitalised words that the gazetteer knows, or that a telling frame marks as a place ("the village of X", "in X district"). Which
of several places of one name is meant follows from the country and the unit named beside it, in its sentence, paragraph and article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log2, log10

from etl.codebook.countries import (
    countries,
    country_of_demonym,
    country_of_name,
    demonym_pattern,
    location_of,
    name_pattern,
)
from etl.codebook.gazetteer import Place, gazetteer, place_key, place_words
from etl.extract.stage import Stage
from etl.extract.text import Sentence, Text
from etl.model import DateValue, Mention, MentionKind, PlaceValue

_JOINT = r"(?:de|del|della|di|da|do|dos|das|la|las|los|le|les|el|al|ul|ur|bin|ibn|von|sur|sous|upon|y|du|den|der)"
_ARTICLE = r"(?:(?:[Aa]l|[Ee]l|as|ad|ar|at|ash|az|an|ez|es)[-–])"
_WORD = r"(?:(?:St|Ste|Mt|Ft)\.\s)?(?:(?:[dlDLOMN])['’])?[A-ZÀ-ÖØ-ÞĀ-ŽḀ-ỿ‘'ʿ][\w'’ʻʿ‘]*(?:[-–][\w'’ʻʿ‘]+)*"
_CHUNK = re.compile(rf"(?<![\w’'-]){_ARTICLE}?{_WORD}(?:\s(?:{_JOINT}\s(?:la\s|las\s|los\s)?)?{_ARTICLE}?{_WORD})*")
_TOKEN = re.compile(r"[^\W\d_][\w'’ʻʿ‘]*(?:[-–][\w'’ʻʿ‘]+)*")
_POSSESSIVE = re.compile(r"['’](?:[sS])?$")
_COMPOUND = re.compile(r"(.{3,})-(?:bound|based|area|born|style|led|trained|run|held|controlled|backed|registered)$")
_MAJORITY = re.compile(
    r"-(?:majority|dominated|populated|speaking|occupied|administered|held|controlled|led|backed|born|ruled)$"
)
_LONGEST = 6  # words of a name: "San Pedro de la Sierra Norte"

_FUNCTION = frozenset(
    [
        "in",
        "at",
        "on",
        "near",
        "from",
        "the",
        "a",
        "an",
        "to",
        "of",
        "after",
        "before",
        "around",
        "outside",
        "inside",
        "into",
        "by",
        "for",
        "with",
        "and",
        "but",
        "as",
        "since",
        "between",
        "across",
        "over",
        "under",
        "along",
        "through",
        "until",
        "during",
        "while",
        "when",
        "where",
        "this",
        "that",
        "these",
        "those",
        "there",
        "here",
        "his",
        "her",
        "their",
        "its",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "who",
        "which",
        "meanwhile",
        "also",
        "however",
        "earlier",
        "later",
        "elsewhere",
        "police",
        "officials",
        "gunmen",
        "militants",
        "according",
        "if",
        "not",
        "no",
        "yes",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "last",
        "next",
        "late",
        "early",
        "both",
        "some",
        "many",
        "most",
        "other",
        "another",
        "such",
        "each",
        "every",
        "all",
        "more",
        "than",
        "so",
        "then",
        "now",
        "what",
        "how",
        "why",
        "militant",
        "suspected",
        "unidentified",
        "armed",
        "islamic",
        "former",
    ]
)
_DIRECTIONS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "upper",
        "lower",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "north-eastern",
        "north-western",
        "south-eastern",
        "south-western",
        "old",
        "new",
        "downtown",
        "greater",
        "mid",
        "inner",
        "outer",
        "far",
        "nearby",
        "neighbouring",
        "neighboring",
    ]
)
_MODIFIER = r"(?:(?:(?:north|south|east|west|central|upper|lower|old|downtown|nearby|neighbou?ring|remote|rural|far|restive|volatile|troubled|border|coastal|mostly|predominantly|oil-rich|rebel-held|government-held|Kurdish-held|war-torn)[a-z-]*)\s){0,3}"
_LOCATIVE = re.compile(
    rf"(?i)(?:\b(?:in|at|near|from|to|of|outside|inside|around|between|towards?|into|through|across|throughout|within|leaving|entering|reached|left|via|over|off|against|on|and|or|for"
    rf"|take|taking|took|attack|storm|raid|seize|overrun|enter|reach|leave|strike|bomb|shell|attacked|raided|stormed|seized|captured|hit|struck|targeted|bombed|shelled|visiting|visited|toured|entered|reaching|besieged|overran|rocked|shook)\s|[/,]\s?)(?:the\s)?{_MODIFIER}$"
)
_IN = re.compile(
    rf"(?i)\b(?:in|near|outside|around|throughout|within|inside|off|close\sto|between|at|not\sfar\sfrom)\s(?:the\s)?{_MODIFIER}$"
)
_NOUN_OF = re.compile(r"(?i)\b(?P<noun>[a-z-]+)\s(?P<of>of|called|named|known\sas|at)\s(?:the\s)?$")
_NOUN_BEFORE = re.compile(r"\b(?P<noun>[A-Za-z-]+)\s$")
_NOUN_AFTER = re.compile(r"^\s(?P<noun>[A-Za-z][A-Za-z’'-]*)(?:\s(?P<noun2>[A-Za-z-]+))?")
_VICINITY = re.compile(
    r"(?i)\b(?:near|outside|close\sto|not\sfar\sfrom|adjacent\sto|on\sthe\s(?:outskirts|edge|fringes|periphery)\sof|(?:outskirts|suburbs?|vicinity|environs)\sof"
    r"|(?:hills|mountains|forests?|fields)\s(?:above|around|near|outside|of)|around|en\sroute\s(?:to|from)|on\sthe\s(?:way|road)\s(?:to|from)|bound\sfor"
    r"|(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west)\sof"
    r"|(?:kilomet(?:er|re)s?|kms?|miles?)\s(?:away\s)?(?:from|outside|of))"
    r"\s(?:the\s)?(?:(?:[a-z]+(?:ern)?\s)?(?:town|city|village|port|capital|provincial\scapital)\s(?:of\s)?)?$"
)
_BETWEEN = re.compile(r"(?i)\bbetween\s(?:the\s)?(?:[a-z]+\sof\s)?$")
_OUTSIDE_AFTER = re.compile(r"(?i)^['’]s\s(?:outskirts|suburbs|edge)")
_BLOCK_OF = re.compile(
    r"(?i)\b(?:(?:embass(?:y|ies)|consulates?|consul|president|prime\sminister|minister|government|king|queen|emir|bank|part(?:y|ies)|army|forces|front|voice|flag|sons?|friends"
    r"|movement|union|tigers|council|league|federation|association|liberation|youth|alliance|brigades?|companies)\sof"
    r"|(?:ambassadors?|envoys?|attach[eé]s?)\s(?:to|from)|(?:citizens?|nationals?|born|native|natives|immigrants?|migrants?|refugees|originally|came|comes|come|hails?|hailed|people|men|workers|tourists|engineers?|soldiers|students?)\s(?:of|from|in\sfrom)"
    r"|tehrik-i-taliban|tehreek-e-taliban|islamic\sstate\s(?:of|in)|al-qa(?:e|i)da\sin|qaeda\sin|qaida\sin)\s(?:the\s)?$"
)
_FROM_HOME = re.compile(
    r"(?i)\b(?:citizens?|nationals?|born|native|natives|ambassadors?|originally|hails?|hailed)\s(?:of|from|in|to)\s(?:the\s)?$"
)
_STATE_AFTER = re.compile(
    r"(?i)^['’]s?\s(?:\w+\s)?(?:government|foreign|president|prime|minister|army|ambassador|interior|defen[cs]e|parliament|supreme\sleader|ministry|embassy|envoy|leader|king|military|consul|spy|intelligence|ruling|state)"
)
_MISSION_AFTER = re.compile(
    r"^\s(?:[Ee]mbass|[Cc]onsul|[Aa]mbassador|High\sCommission|[Gg]overnment|[Pp]resident|[Pp]rime\s[Mm]inister|[Aa]rmy|[Nn]ationals?\b|[Cc]itizens?\b|[Dd]iplomat)"
)
_LIST = re.compile(r"^(?:,\s|,?\s(?:and|or)\s)(?:the\s|from\s)?$")
_STREET_AFTER = re.compile(
    r"^\s(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Drive|Square|Plaza|Highway|Alley|Way|Gate)\b"
)
_MAYOR_AFTER = re.compile(r"^['’]s?\s(?:mayor|governor|police|main|largest|central|old|busiest|city)\b")
_NESTED = re.compile(r"^\s(?:[a-z]+\s)?(?:suburb|district|neighbou?rhood|quarter|area|borough|ward)\sof\s(?:the\s)?$")
_LEAD = re.compile(r"^[\s(\[*•·–—\"“'-]*$")
_ROUNDUP = re.compile(r"^(?:\s?\(\d+\))?\s?(?:[–—:.(]|-\s|-$)")
_LINK = re.compile(
    rf"(?i)^['’]?s?(?:\s(?P<noun>[A-Za-z-]+)){{0,2}}(?:,|\s?\(|\sin|\sof|/)\s?(?:in\s|of\s|also\sin\s)?(?:the\s)?(?:[a-z]+\s(?:of|in)\s(?:the\s)?)?{_MODIFIER}(?:[A-Z][a-z]+(?:n|sh|se|i)\s)?(?:(?:province|state|region|district|governorate|county|department|city|town|village|capital|island|part)\s(?:of\s(?:the\s)?)?)?$"
)
_POSSESSED = re.compile(rf"(?i)^['’]s?\s{_MODIFIER}$")
_CAPITAL = re.compile(
    r"(?i)\b(?:(?:the\s)?(?P<who>(?-i:[A-Z])[\w’'-]+(?:\s(?-i:[A-Z])[\w’'-]+)?)\s(?:national\s)?|the\s)(?P<word>capital)\b(?!\s(?:of|punishment|city\sof|markets?|region|flows?|investment|offen[cs]e|crime|letters?)\b)(?!,?\s(?-i:[A-Z]))"
)
_BODY_HEAD = re.compile(r"(?:\s[–—-]{1,2}\s|--|—|–\s|:\s|\)\s?[-–—:])")
_PARENTHESIS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PROSE = re.compile(r"(?<![\w'’])(?!(?:of|de|del|della|la|las|los|el|al|and|on|the|ul|an)\b)[a-z]{2,}")

_PERSONS_TOO = frozenset(
    {"jordan", "chad", "georgia", "israel", "montenegro", "kenya", "cuba", "india", "cyprus", "dominica"}
)
_WEIGHT_SENTENCE, _WEIGHT_PARAGRAPH, _WEIGHT_TITLE = 4.0, 2.0, 2.0
_TOWN = 50_000  # people: a bare name shared by a town of this size and its unit is the town's
_VILLAGE, _KNOWN = 5_000, 8  # people, spellings: "in X" is enough for such a place where no country is told
_CITY = 100_000  # people: such a city has quarters, and its name stands for itself without a preposition


# --------------------------------------------------------------------------------------------- word lists


@cache
def _words(*kinds: str) -> frozenset[str]:
    """The words of several kinds, in small letters."""
    return frozenset(word.casefold() for kind in kinds for word in place_words(kind))


def _is_noun(word: str) -> bool:
    return word in _words("first_order", "second_order", "settlement", "quarter", "facility")


# --------------------------------------------------------------------------------------------- candidates


@dataclass(slots=True)
class _Candidate:
    """A name that may be a place: `start:end` of its sentence's flat text, what the gazetteer offers and what stands around it."""

    sentence: Sentence
    start: int
    end: int
    words: str
    options: tuple[Place, ...] = ()
    country: str | None = None
    noun: str | None = None
    locative: bool = False
    blocked: bool = False
    person: bool = False
    unknown: bool = False
    lead: bool = False
    vicinity: bool = False
    partial: bool = False
    linked: bool = False
    outer: _Candidate | None = None
    owner: _Candidate | None = None
    chosen: Place | None = None
    key: str = ""

    def __post_init__(self) -> None:
        self.key = place_key(self.words)

    @property
    def located(self) -> str | None:
        """The country that the name lies in, as far as settled."""
        if self.blocked:
            return None
        return self.country or (self.chosen.country if self.chosen else None)


def _chunks(sentence: Sentence, shouted: bool) -> Iterator[list[tuple[int, int]]]:
    """Runs of words that may hold a name, as token offsets: capitalised words, or any words of a text in capitals."""
    flat = sentence.flat
    if not shouted:
        for match in _CHUNK.finditer(flat):
            run: list[tuple[int, int]] = []
            for token in _TOKEN.finditer(match.group()):
                run.append((match.start() + token.start(), match.start() + token.end()))
                if token.group().endswith(("'s", "’s")):
                    yield run
                    run = []
            if run:
                yield run
        return
    run = []
    for token in _TOKEN.finditer(flat):
        if run and flat[run[-1][1] : token.start()] != " ":
            yield run
            run = []
        run.append(token.span())
    if run:
        yield run


def _bare(flat: str, lo: int, hi: int) -> tuple[str, int]:
    """The words without a possessive, and where they end."""
    trimmed = _POSSESSIVE.sub("", flat[lo:hi])
    return trimmed, lo + len(trimmed)


def _candidates(text: Text) -> list[_Candidate]:
    """Every name of the text that the gazetteer knows, every country, and every other name that a frame might mark."""
    found: list[_Candidate] = []
    capitals = text.upper_case
    for sentence in text.sentences:
        flat = sentence.flat
        shouted = capitals or (len(flat) > 25 and flat.isupper())
        states = {
            m.start(): m.end() for m in name_pattern().finditer(flat) if not (shouted and m.group() in ("US", "CAR"))
        }
        names = [name for chunk in _chunks(sentence, shouted) for name in _names_in(sentence, chunk, states, shouted)]
        for lo, hi in states.items():
            words = flat[lo:hi]
            if any(n.start <= lo and hi <= n.end and n.end - n.start > hi - lo and not n.unknown for n in names):
                continue
            options = gazetteer().find(words) if words not in ("US", "UK") else ()
            names.append(_Candidate(sentence, lo, hi, words, options, country=country_of_name(words)))
        found.extend(names)
    return sorted(found, key=lambda c: (c.sentence.number, c.start, c.unknown))


def _names_in(
    sentence: Sentence, chunk: list[tuple[int, int]], states: dict[int, int], shouted: bool
) -> Iterator[_Candidate]:
    """The known names of a run of words, longest first from each word; then the whole run, which a frame may mark."""
    flat = sentence.flat
    common = _words("common", "person") if shouted else frozenset()
    first = 0
    while (
        first < len(chunk)
        and (low := flat[chunk[first][0] : chunk[first][1]].casefold())
        and (low in _FUNCTION or low in common or _MAJORITY.search(low))
    ):
        first += 1
    known = whole = False
    i = first
    while i < len(chunk):
        step = 1
        lo = chunk[i][0]
        longest = min(len(chunk), i + _LONGEST)
        if longest - i > 2 and not gazetteer().begins_longer(flat[lo : chunk[i + 1][1]]):
            longest = i + 2
        for j in range(longest, i, -1):
            words, hi = _bare(flat, lo, chunk[j - 1][1])
            if place_key(words) in _words("region"):
                known, step, whole = True, j - i, True
                break
            if states.get(lo) == hi:
                known, step = True, j - i
                break
            if not _may_be_name(flat, chunk[i:j], words, shouted):
                continue
            options = gazetteer().find(words)
            if not options and j - i == 1 and (stem := _COMPOUND.match(words)):
                words = stem.group(1)
                hi = lo + len(words)
                options = gazetteer().find(words)
            if options and (country_of_demonym(words) is None or _region_follows(flat, hi)):
                partial = i > first or j < len(chunk)
                known, step = True, j - i
                whole = whole or not partial
                yield _Candidate(sentence, lo, hi, words, options, partial=partial)
                break
        i += step
    if first < len(chunk) and not shouted and not whole:
        last = len(chunk)
        while last - 1 > first and _is_noun(flat[chunk[last - 1][0] : chunk[last - 1][1]].casefold()):
            last -= 1
        words, hi = _bare(flat, chunk[first][0], chunk[last - 1][1])
        if (
            last - first <= 4
            and len(words) > 2
            and (not known or last - first > 1)
            and not any(chunk[first][0] <= a < hi for a in states)
        ):
            yield _Candidate(sentence, chunk[first][0], hi, words, unknown=True)


def _region_follows(flat: str, end: int) -> bool:
    """Whether a people's word is a unit's name here: "Somali region"."""
    following = _NOUN_AFTER.match(flat[end : end + 20])
    return following is not None and following.group("noun").casefold() in ("region", "state", "province")


def _may_be_name(flat: str, tokens: Sequence[tuple[int, int]], words: str, shouted: bool) -> bool:
    """Whether the words are worth a look: no single function word or acronym, in capitals no English phrase."""
    if len(tokens) == 1:
        low = words.casefold()
        if len(words) < 3 or low in _FUNCTION:
            return False
        return low not in _words("common") if shouted else not (words.isupper() and len(words) <= 4)
    last = flat[tokens[-1][0] : tokens[-1][1]].casefold()
    if last in _FUNCTION:
        return False
    return not shouted or any(
        (low := flat[a:b].casefold()) not in _words("common", "person") and low not in _FUNCTION for a, b in tokens
    )


# --------------------------------------------------------------------------------------------- what stands around a name


def _look_around(c: _Candidate, shouted: bool) -> None:
    """Fill in the noun beside the name, the preposition before it, and what forbids it to be a place."""
    flat = c.sentence.flat
    before, after = flat[max(0, c.start - 70) : c.start].replace("  ", " "), flat[c.end : c.end + 60]
    c.lead = bool(_LEAD.match(flat[: min(c.start, 12)])) if c.start < 12 else False
    c.locative = bool(_LOCATIVE.search(before))
    c.vicinity = bool(_VICINITY.search(before) or _BETWEEN.search(before) or _OUTSIDE_AFTER.match(after))
    following_match = _NOUN_AFTER.match(after)
    following = following_match.group("noun") if following_match else ""
    second = (following_match.group("noun2") or "") if following_match else ""
    _name_noun(c, before, following.casefold(), second.casefold())
    previous_match = re.search(r"(\S+)\s$", before)
    previous = previous_match.group(1) if previous_match else ""
    capital_follows = following[:1].isupper() and not shouted
    if (
        previous.rstrip(".,").casefold() in _words("title")
        and not previous.endswith(",")
        and (previous[:1].isupper() or not c.lead)
    ):
        c.blocked = c.person = True
    if following.casefold() in _words("organisation") and (capital_follows or shouted) and c.noun is None:
        c.blocked = True
    if (
        capital_follows
        and second[:1].isupper()
        and second.casefold() in _words("organisation")
        and not _is_noun(following.casefold())
    ):
        c.blocked = True
    if _BLOCK_OF.search(before) and (c.country or c.unknown or _FROM_HOME.search(before)):
        c.blocked = True
    if shouted and previous.casefold() in _words("person") and not c.country:
        c.blocked = c.person = True
    if c.partial and not shouted and not c.country:
        _glued(c, previous, following if capital_follows else "")
    if _STREET_AFTER.match(after):
        c.blocked = True
    if c.country and _MISSION_AFTER.match(after):
        c.blocked = True
    if _STATE_AFTER.match(after) and (c.country is None or not c.locative):
        c.blocked = True
    if not c.locative and following.casefold() in _words("metonym"):
        c.blocked = c.blocked or c.country is None
    if c.country and not shouted:
        _state_as_name(c, previous, following if capital_follows else "")
    if (
        c.country
        and c.words.replace(".", "") in ("US", "UK", "UAE", "USA")
        and not c.locative
        and re.match(r"^\s[A-Za-z]", after)
    ):
        c.blocked = True


def _name_noun(c: _Candidate, before: str, following: str, second: str) -> None:
    """The noun that tells what the name is of: "X province", "the town of X", "Mexican city X"."""
    of = _NOUN_OF.search(before)
    if of is not None:
        noun, at = of.group("noun").casefold(), of.group("of").casefold() == "at"
        named = before[: of.start()].rstrip()[-1:].isalpha() and bool(
            re.search(r"[A-ZÀ-Þ][\w'’-]*\s$", before[: of.start()])
        )
        # "The town of X" is X; "the X area of Y" and "the gates of Y" lie in Y.
        if noun in _words("settlement") or (not at and not named and noun in _words("first_order", "second_order")):
            c.noun = noun
    if following in ("area", "border", "region") or (
        following in _words("facility")
        and following not in _words("first_order", "second_order", "settlement", "quarter")
    ):
        c.noun = c.noun or following
    elif _is_noun(following):
        c.noun = following
    elif following in (
        "autonomous",
        "administrative",
        "federal",
        "security",
        "refugee",
        "industrial",
        "police",
        "air",
        "military",
        "army",
    ) and _is_noun(second):
        c.noun = second
    elif (
        c.noun is None
        and (noun := _NOUN_BEFORE.search(before))
        and noun.group("noun").casefold() in _words("settlement", "second_order")
    ):
        c.noun = noun.group("noun").casefold()


def _glued(c: _Candidate, previous: str, following: str) -> None:
    """Forbid a known name inside a longer one that is no place: "Kashmir Singh", "Bank of Georgia"."""
    low = previous.casefold()
    if (
        previous[:1].isupper()
        and previous[-1:].isalpha()
        and not previous.endswith(("'s", "’s"))
        and low not in _FUNCTION
        and low not in _DIRECTIONS
        and not _is_noun(low)
        and not (previous.isupper() and len(previous) <= 5)
        and country_of_demonym(previous) is None
        and low not in _words("common")
    ):
        c.blocked = c.person = True
    if (
        following
        and not _is_noun(following.casefold())
        and country_of_demonym(following) is None
        and following.casefold() not in _words("common")
    ):
        c.blocked = c.person = True


def _state_as_name(c: _Candidate, previous: str, following: str) -> None:
    """Forbid a country's name that is a person's: "Hermes Flor Montenegro", "Jordan Smith"."""
    low = previous.casefold()
    if previous[:1].isupper() and previous.isalpha() and not previous.isupper() and not c.locative:
        known = low in _FUNCTION or low in _DIRECTIONS or _is_noun(low) or low in _words("common", "region")
        if not known and country_of_demonym(previous) is None and country_of_name(previous) is None:
            c.blocked = c.person = True
    if (
        c.key in _PERSONS_TOO
        and following
        and not _is_noun(following.casefold())
        and following.casefold() not in _words("common")
    ):
        c.blocked = c.person = country_of_demonym(following) is None


# --------------------------------------------------------------------------------------------- context


@dataclass(slots=True)
class _Context:
    """How much each country and unit code is spoken of: in the article, a paragraph, a sentence."""

    article: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    paragraph: dict[int, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    sentence: dict[int, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    total: float = 0.0

    def add(self, sentence: Sentence, label: str, weight: float) -> None:
        """Count a country or a unit code once more."""
        weighted = weight * (_WEIGHT_TITLE if sentence.is_title else 1.0)
        self.article[label] += weighted
        self.total += weighted
        self.paragraph[sentence.paragraph][label] += weight
        self.sentence[sentence.number][label] += weight

    def weight(self, sentence: Sentence, label: str) -> float:
        """How much speaks for a country or a unit at this sentence, 0 for nothing."""
        if label not in self.article:
            return 0.0
        near = self.sentence[sentence.number][label] if sentence.number in self.sentence else 0.0
        paragraph = self.paragraph[sentence.paragraph][label] if sentence.paragraph in self.paragraph else 0.0
        whole = 8.0 * self.article[label] / (self.total or 1.0)
        return _WEIGHT_SENTENCE * min(near, 3) + _WEIGHT_PARAGRAPH * min(paragraph, 4) + whole

    def best_country(self, sentence: Sentence) -> str | None:
        """The country that most speaks for at this sentence."""
        scored = [(self.weight(sentence, label), label) for label in self.article if label in countries()]
        weight, label = max(scored, default=(0.0, ""))
        return label if weight > 0 else None


def _gather_context(text: Text, candidates: Sequence[_Candidate], dateline_end: int) -> _Context:
    """Which countries and units the article speaks of, and where."""
    context = _Context()
    for sentence in text.sentences:
        for match in demonym_pattern().finditer(sentence.flat):
            label = country_of_demonym(match.group())
            if label is not None and match.group() not in ("US", "UK"):
                context.add(sentence, location_of(label), 1.0)
    leads: dict[int, str] = {}
    last_paragraph = -1
    for c in candidates:
        opens = c.sentence.paragraph != last_paragraph and c.lead
        last_paragraph = c.sentence.paragraph
        if c.country:
            if opens and _ROUNDUP.match(c.sentence.flat[c.end :][:6]):
                leads[c.sentence.paragraph] = c.country
            context.add(c.sentence, c.country, 0.0 if c.person else 1.0 if c.blocked else 2.0)
    named = frozenset(context.article)
    for c in candidates:
        if (
            not c.country
            and c.options
            and not c.blocked
            and c.sentence.start + c.end > dateline_end
            and c.key not in _words("common")
        ):
            _weigh_name(c, context, named)
    for paragraph, label in leads.items():
        context.paragraph[paragraph][label] += 6.0
    return context


def _weigh_name(c: _Candidate, context: _Context, named: frozenset[str]) -> None:
    """Let a name speak for its country: a name of one country only, or the greatest by far of a country that the text names."""
    top = max(c.options, key=lambda p: (p.main, p.population))
    if top.country is None or not top.main or c.key in _words("generic_unit"):
        return
    rivals = [p for p in c.options if p.main and p.country != top.country]
    alone = not rivals and (top.kind in ("admin1", "region") or top.fame >= 3)
    greatest = top.population > 2 * _CITY and top.population > 8 * max((p.population for p in rivals), default=0)
    if not alone and not (greatest and (not named or top.country in named or top.population > 10 * _CITY)):
        return
    context.add(c.sentence, top.country, 1.0)
    if top.kind == "admin1" and top.unit_code:
        context.add(c.sentence, top.unit_code, 2.0)


# --------------------------------------------------------------------------------------------- choosing


def _score(place: Place, c: _Candidate, context: _Context) -> float:
    """How well a place of the gazetteer fits a name where it stands."""
    score = log10(place.population + 10) + 0.75 * log2(place.fame + 2)
    if place.iso2 == "US" and place.kind == "settlement" and "United States" not in context.article:
        score -= 2.0  # American towns bear every name of the old world and are seldom told without their state
    score += (1.5 if place.main else 0.0) + (1.0 if place.capital else 0.0)
    if place.country:
        score += min(context.weight(c.sentence, place.country), 16.0)
    if place.unit_code:
        score += min(context.weight(c.sentence, place.unit_code), 2.0)
    first_order = c.noun in _words("first_order")
    if place.kind == "admin1":
        if first_order:
            score += 6.0
        elif c.noun is None or c.noun in _words("facility"):
            score -= 20.0 if c.key in _words("generic_unit") else 0.0
            if _town_of_unit(place, c):
                score -= 8.0
        elif c.noun not in ("island", "peninsula", "valley", "capital"):
            score -= 10.0
    elif place.kind == "district":
        score += 2.0 if c.noun in _words("second_order") else -0.5
        score -= 6.0 if first_order and c.noun not in _words("second_order") else 0.0
    elif place.kind == "settlement" and first_order:
        score -= 3.0 if c.noun in _words("second_order", "quarter") else 10.0
    return score


def _town_of_unit(unit: Place, c: _Candidate) -> bool:
    """Whether a bare name is rather that of a town in the unit of the same name."""
    return any(
        p.kind == "settlement"
        and p.unit_code == unit.unit_code
        and ((p.population >= _TOWN and p.main) or p.population >= 8 * _CITY)
        for p in c.options
    )


def _link(candidates: Sequence[_Candidate]) -> None:
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
            c.linked = gap.lstrip("'’s").startswith((",", " (", "(", " in", " of"))


def _holds(c: _Candidate, inner: _Candidate) -> bool:
    """Whether "the X suburb of Y" is Y in the city X, and not X in the city Y."""
    outer_size = max((p.population for p in c.options if p.main), default=0)
    return outer_size >= _CITY and outer_size > 4 * max((p.population for p in inner.options if p.main), default=0)


def _choose(candidates: Sequence[_Candidate], context: _Context) -> None:
    """Settle each candidate on one place, from the right, so that "Paris, Texas" has its Texas when Paris is read."""
    for c in reversed(candidates):
        if c.country is not None:
            _choose_state(c, context)
            continue
        best: Place | None = None
        best_score = float("-inf")
        great = _greatest(c.options)
        for place in c.options[:40]:
            score = _score(place, c, context) + (6.0 if great is not None and place.number == great.number else 0.0)
            for other in (c.outer, c.owner):
                if other is not None and not other.blocked:
                    score += _link_bonus(place, other)
            if score > best_score:
                best, best_score = place, score
        c.chosen = best
        abroad = (
            c.linked
            and c.outer is not None
            and c.outer.country is not None
            and best is not None
            and best.country != c.outer.country
        )
        if best is not None and (
            (abroad and great is None) or (best.population < _TOWN and not c.linked and _elsewhere(best, c, context))
        ):
            c.chosen, c.unknown = None, True


def _greatest(options: Sequence[Place]) -> Place | None:
    """The city of the world that a bare name means before all its namesakes: Lima, London."""
    towns = sorted((p for p in options if p.kind == "settlement" and p.main), key=lambda p: -p.population)
    if not towns or not (towns[0].capital or towns[0].population >= 5 * _CITY):
        return None
    return towns[0] if len(towns) == 1 or towns[0].population >= 4 * towns[1].population else None


def _elsewhere(place: Place, c: _Candidate, context: _Context) -> bool:
    """Whether the sentence speaks of another country than the only one where the gazetteer knows so small a place."""
    if place.fame >= 5 and all(p.country == place.country for p in c.options if p.main):
        return False
    number, paragraph = c.sentence.number, c.sentence.paragraph
    here = context.sentence.get(number, {})
    around = context.paragraph.get(paragraph, {})
    country = place.country or ""
    if here.get(country, 0.0) or around.get(country, 0.0):
        return False
    others = [weight for label, weight in (here or around).items() if label in countries()]
    return bool(others) or (country not in context.article and any(label in countries() for label in context.article))


def _choose_state(c: _Candidate, context: _Context) -> None:
    """A country's name can be a unit's too: Northern Ireland, the Gaza Strip, the state of Niger, Georgia in the United States."""
    for place in c.options:
        if place.kind != "admin1":
            continue
        if place.country == c.country and place.main and c.key != place_key(c.country or ""):
            c.chosen = place
            return
        elsewhere = place.country != c.country and place.main
        named = c.noun in ("state", "province") and c.sentence.flat[c.end :].lstrip().casefold().startswith(
            ("state", "province")
        )
        lonely = (
            place.country == "United States" and context.article[place.country] > 1.5 * context.article[c.country or ""]
        )
        if elsewhere and place.country in context.article and (named or lonely):
            c.country, c.chosen = None, place
            return


def _link_bonus(place: Place, other: _Candidate) -> float:
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


# --------------------------------------------------------------------------------------------- accepting


def _in_known(c: _Candidate) -> bool:
    """Whether the name is tied to a place beside it."""
    outer = c.outer
    return (
        c.linked and outer is not None and not outer.blocked and (outer.country is not None or outer.chosen is not None)
    )


def _is_place(c: _Candidate, context: _Context, seen: set[str], persons: set[str]) -> bool:
    """Whether what stands around a known name lets it be a place."""
    place = c.chosen
    if place is None or c.blocked:
        return False
    if place.kind == "admin1" and c.key in _words("generic_unit") and c.noun not in _words("first_order"):
        return False
    if c.noun in _words("first_order", "second_order", "settlement", "quarter") and c.noun != "area":
        return c.key not in _words("common") or c.locative
    after = c.sentence.flat[c.end : c.end + 2]
    if c.key in _words("common", "person"):
        return _in_known(c) and after.startswith((",", " (")) and c.locative
    if c.key in persons and not _IN.search(c.sentence.flat[max(0, c.start - 40) : c.start]):
        return False
    supported = place.country in context.article
    if _in_known(c) and (after[:1] == "," or after == " ("):
        return True
    if c.owner is not None and (c.owner.country or c.owner.chosen) and supported:
        return True
    if c.locative:
        if supported or (place.population >= _TOWN and c.noun is None):
            return True
        if not place.main:
            return False
        if all(p.country == place.country for p in c.options if p.main) and (
            place.fame >= 3 or " " in c.key or place.kind == "admin1"
        ):
            return True
        inside = _IN.search(c.sentence.flat[max(0, c.start - 60) : c.start].replace("  ", " "))
        return bool(inside) and (place.population >= _VILLAGE or place.fame >= _KNOWN)
    if supported and (c.key in seen or c.lead):
        return True
    if (
        place.main
        and place.population >= _TOWN
        and (c.noun in _words("facility") or _MAYOR_AFTER.match(c.sentence.flat[c.end : c.end + 20]))
    ):
        return True
    if place.kind in ("admin1", "region"):
        return supported
    return place.main and place.population >= _CITY and (supported or place.population >= 10 * _CITY)


def _is_unknown_place(c: _Candidate) -> bool:
    """Whether a frame marks an unknown name as a place."""
    if c.blocked or c.key in _words("common", "person") or c.words.casefold() in _words("metonym"):
        return False
    flat = c.sentence.flat
    before, after = flat[max(0, c.start - 60) : c.start], flat[c.end : c.end + 16]
    words = [w.casefold() for w in c.words.split()]
    if (
        any(w in _words("organisation", "organisation_head", "title") for w in words)
        or country_of_demonym(words[0]) is not None
    ):
        return False
    if any(w in _words("common", "person") or _is_noun(w) for w in words) and c.noun not in _words("settlement"):
        return False
    strong = c.noun in _words("settlement", "second_order", "first_order") and (
        c.locative or c.linked or c.noun in _words("settlement")
    )
    at = before.casefold().endswith((" at ", "at the "))
    located = bool(_IN.search(before))
    if strong and (located or c.noun not in ("state", "region", "sector", "division", "farm", "community")):
        return True
    if _in_known(c) and (c.locative or after[:1] in ",("):
        return (
            located
            or after.startswith(" in")
            or (after[:1] == "," and c.outer is not None and c.outer.noun is not None)
        )
    return (
        located
        and not at
        and bool(
            re.match(
                r"^(?:[.,;:)]|\s(?:in|on|near|when|where|after|which|by|during|last|yesterday|today|and|was|were|is|are|has|had|that|to|with|at|from|for|as|while|killing|killed|wounding|left|caused|who|against|before|since|until|injuring|damaged|late|early|found|destroyed|exploded|said|opened|caught|could|would)\b|$)",
                after,
            )
        )
        and len(c.words) > 3
    )


# --------------------------------------------------------------------------------------------- mentions


def _display(c: _Candidate, shouted: bool) -> str:
    """The name as in the text; shouted names get small letters, and New York its City as in GTD."""
    place = c.chosen
    if (
        place is not None
        and place.kind == "settlement"
        and place.name.endswith(" City")
        and place_key(place.name) == f"{c.key} city"
    ):
        return place.name
    first, _, rest = c.words.partition(" ")
    if (
        first.casefold() in _DIRECTIONS
        and place is not None
        and place.kind == "settlement"
        and any(p.population >= _CITY for p in gazetteer().find(rest))
    ):
        return rest  # "South Belfast" is Belfast
    if shouted or (c.words.isupper() and len(c.words) > 3):
        if place is not None and place_key(place.name) == c.key:
            return place.name
        small = {"de", "la", "del", "las", "los", "el", "al", "y"}
        return " ".join(
            w if w in small and n else "-".join(p[:1].upper() + p[1:] for p in w.split("-"))
            for n, w in enumerate(c.words.casefold().split())
        )
    return c.words


def _value(c: _Candidate, context: _Context, dateline: bool, shouted: bool) -> PlaceValue:
    """What a candidate says, once it is taken for a place."""
    place = c.chosen
    if c.unknown or (place is None and c.country is None):
        return _unknown_value(c, context, shouted)
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
    if place.kind in ("site", "quarter"):
        return PlaceValue("site", country, unit, place.parent, *at)
    city = _city_around(c)
    if city is not None:
        return PlaceValue("site", country, unit, _display(city, shouted), *at)
    rural = c.noun in _words("second_order") and c.noun not in ("municipality", "commune", "township", "port", "county")
    level = "district" if place.kind == "district" or rural else "settlement"
    return PlaceValue(level, country, unit, _display(c, shouted), *at)


def _city_around(c: _Candidate) -> _Candidate | None:
    """The city that a quarter belongs to: "the X area of CITY", "CITY's X district"."""
    if c.noun not in _words("quarter") and c.noun != "district":
        return None
    smallest = (
        0
        if c.noun in ("barangay", "brgy", "sitio", "ward", "suburb", "neighborhood", "neighbourhood", "quarter")
        else _CITY
    )
    for other in (c.owner, c.outer if c.linked else None):
        if (
            other is not None
            and not other.blocked
            and other.chosen is not None
            and other.chosen.kind == "settlement"
            and other.chosen.population >= smallest
        ):
            return other
    return None


def _unknown_value(c: _Candidate, context: _Context, shouted: bool) -> PlaceValue:
    """A name that the gazetteer lacks, placed by what stands beside it or by the country spoken of."""
    outer = c.outer if c.outer is not None and not c.outer.blocked else c.owner
    around = outer.chosen if outer is not None and not outer.blocked else None
    country = (outer.located if outer is not None else None) or context.best_country(c.sentence)
    unit = around.unit if around is not None else None
    latitude, longitude = (around.latitude, around.longitude) if around is not None else (None, None)
    city = _city_around(c)
    if city is not None:
        return PlaceValue("site", country, unit, _display(city, shouted), latitude, longitude, c.vicinity)
    if c.noun in _words("first_order") and c.noun not in _words("second_order"):
        return PlaceValue("admin1", country, _display(c, shouted), None, None, None, c.vicinity)
    level = "district" if c.noun in _words("second_order") and c.noun not in _words("settlement") else "settlement"
    return PlaceValue(level, country, unit, _display(c, shouted), latitude, longitude, c.vicinity)


def _dateline_end(text: Text, mentions: Sequence[Mention]) -> int:
    """The offset up to which names belong to the dateline, -1 without one."""
    body = len(text.article.title) + 2
    for m in mentions:
        if isinstance(m.value, DateValue) and m.value.rule == "dateline":
            return m.span.start
    head = text.whole[body : body + 140].split("\n\n")[0].replace("\n", " ")
    match = _BODY_HEAD.search(head)
    if match is None:
        return -1
    place_line = _PARENTHESIS.sub(" ", head[: match.start()])
    words = place_line.split()
    if not words or len(words) > 9 or _PROSE.search(place_line) or country_of_name(place_line.strip()) is not None:
        return -1
    return body + min(match.end(), head.find("(", 1) if "(" in head[1:] else match.end())


def _persons(candidates: Sequence[_Candidate]) -> set[str]:
    """Last names told with a first name or a title: later, alone, they are still persons."""
    return {
        c.key.split(" ")[-1]
        for c in candidates
        if c.person and c.key and not any(p.kind == "admin1" or p.population >= _CITY for p in c.options)
    }


def find_places(text: Text, mentions: Sequence[Mention] = ()) -> Iterable[Mention]:
    """A PLACE mention for every name that is a place where it stands.

    Names that only tell who somebody is ("the embassy of Kenya", "Washington condemned") give no mention.
    """
    shouted = text.upper_case
    candidates = _candidates(text)
    previous: _Candidate | None = None
    for c in candidates:
        _look_around(c, shouted)
        if (
            previous is not None
            and c.country
            and previous.country
            and previous.blocked
            and previous.sentence is c.sentence
            and _LIST.match(c.sentence.flat[previous.end : c.start])
        ):
            c.blocked = True  # "citizens of Kenya, Norway and France"
        previous = c
    _link(candidates)
    dateline_end = _dateline_end(text, mentions)
    context = _gather_context(text, candidates, dateline_end)
    _choose(candidates, context)
    persons = _persons(candidates)
    seen = {
        c.key
        for c in candidates
        if c.options
        and (c.locative or c.noun)
        and c.key not in _words("common", "person")
        and _is_place(c, context, set(), persons)
    }
    for c in candidates:
        if c.chosen is not None and c.key in seen and c.sentence.start + c.end > dateline_end and c.chosen.country:
            context.add(c.sentence, c.chosen.country, 1.0)
    found: list[Mention] = []
    for c in _accepted(candidates, context, seen, persons, text, dateline_end):
        start, end = c.sentence.start + c.start, c.sentence.start + c.end
        if found and start < found[-1].span.end:
            continue
        dateline = len(text.article.title) < start and end <= dateline_end
        found.append(Mention.make(text.article, start, end, _value(c, context, dateline, shouted), "places"))
    return sorted([*found, *_capitals(text, context)], key=lambda m: m.span)


def _capitals(text: Text, context: _Context) -> Iterator[Mention]:
    """Mentions of "the Somali capital", and "the capital" of the country spoken of: the city by its name."""
    for sentence in text.sentences:
        for match in _CAPITAL.finditer(sentence.flat):
            who = match.group("who")
            label = country_of_demonym(who) or country_of_name(who) if who else context.best_country(sentence)
            capital = _capital_of(label) if label is not None else None
            if capital is None:
                continue
            start = sentence.start + match.start()
            before = sentence.flat[max(0, match.start() - 70) : match.start()]
            value = PlaceValue(
                "settlement",
                capital.country,
                capital.unit,
                capital.name,
                capital.latitude,
                capital.longitude,
                bool(_VICINITY.search(before)),
            )
            yield Mention.make(text.article, start, sentence.start + match.end(), value, "places")


@cache
def _capital_of(label: str) -> Place | None:
    iso2 = countries()[location_of(label)].iso2
    return None if iso2 is None else gazetteer().capital_of(iso2)


def _accepted(
    candidates: Sequence[_Candidate],
    context: _Context,
    seen: set[str],
    persons: set[str],
    text: Text,
    dateline_end: int,
) -> Iterator[_Candidate]:
    """The candidates that are places, an unknown whole name before the known parts inside it."""
    kept: list[_Candidate] = []
    for c in candidates:
        offset = c.sentence.start + c.end
        in_dateline = len(text.article.title) < offset <= dateline_end and not c.person
        if c.unknown:
            if _is_unknown_place(c):
                kept.append(c)
        elif c.country is not None:
            if not c.blocked:
                kept.append(c)
        elif _is_place(c, context, seen, persons) or (
            in_dateline and c.chosen is not None and c.key not in _words("common")
        ):
            kept.append(c)
    yield from sorted(kept, key=lambda c: (c.sentence.start + c.start, -(c.end - c.start)))


STAGE = Stage("places", find_places, writes=frozenset({MentionKind.PLACE}), reads=frozenset({MentionKind.DATE}))
