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

_JOINT = r"(?:de|del|della|di|do|da|dos|das|la|las|los|le|les|el|al|an|ar|as|at|ad|az|ash|e|i|o|u|ul|ur|bin|ibn|von|am|im|sur|sous|en|on|upon|y|du|den|der)"
_WORD = r"(?:(?:d|l|D|L|O|N|M)['’])?[A-ZÀ-ÖØ-ÞĀ-ŽḀ-ỿ][\w'’ʻʿ‘]*(?:-[\w'’ʻʿ‘]+)*"
_CHUNK = re.compile(
    rf"(?<![\w])(?:(?:[Aa]l|[Ee]l|as|ad|ar|at|ash|az)-)?{_WORD}(?:\s(?:{_JOINT}\s(?:la\s|las\s|los\s)?)?(?:(?:al|el|as|ad|ar|at|ash|az)-)?{_WORD})*"
)
_TOKEN = re.compile(r"[^\W\d_][\w'’ʻʿ‘]*(?:-[\w'’ʻʿ‘]+)*")
_POSSESSIVE = re.compile(r"['’][sS]?$")
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
_LOCATIVE = re.compile(
    r"(?i)\b(?:in|at|near|from|to|of|outside|inside|around|between|towards?|into|through|across|throughout|within|leaving|entering|reached|left|via|over|off|against|on|and|bound\sfor|"
    r"attacked|raided|stormed|seized|captured|hit|struck|targeted|bombed|shelled|visiting|visited|toured)\s(?:the\s)?(?:[a-z]+(?:ern|east|west)?\s){0,1}$"
)
_IN = re.compile(
    r"(?i)\b(?:in|at|near|outside|around|throughout|within|inside|off)\s(?:the\s)?(?:(?:north|south|east|west|central|upper|lower|old|downtown|nearby|neighbou?ring|remote|rural|border)[a-z-]*\s)*$"
)
_FROM = re.compile(r"(?i)\b(?:from|to|between|towards?|and|into|of|on|leaving|via)\s(?:the\s)?$")
_NOUN_OF = re.compile(r"(?i)\b(?P<noun>[a-z-]+)\s(?:of|called|named|known\sas)\s(?:the\s)?$")
_NOUN_BEFORE = re.compile(r"(?i)\b(?P<noun>[a-z-]+)\s$")
_NOUN_AFTER = re.compile(r"^\s(?P<noun>[A-Za-z-]+)(?:\s(?P<noun2>[A-Za-z-]+))?")
_COMMA_AFTER = re.compile(r"^,\s(?:in\s|the\s|also\sin\s)?")
_VICINITY = re.compile(
    r"(?i)(?:\b(?:near|outside|close\sto|not\sfar\sfrom|adjacent\sto|beside|on\sthe\s(?:outskirts|edge|fringes|periphery)\sof|(?:outskirts|suburbs?|vicinity|environs)\sof|in\sthe\shills\s(?:above|around)|around|"
    r"en\sroute\s(?:to|from)|on\sthe\s(?:way|road)\s(?:to|from)|bound\sfor|north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west|"
    r"(?:kilomet(?:er|re)s?|km|miles?)\s(?:away\s)?(?:from|outside)|kms?\soutside)(?:\sof|\sfrom)?\s(?:the\s)?(?:(?:town|city|village|port|capital|provincial\scapital|district)\s(?:of\s)?)?(?:[a-z]+\s)?$)"
)
_BETWEEN = re.compile(r"(?i)\bbetween\s(?:the\s)?(?:[a-z]+\s){0,3}$")
_DISTANCE_AFTER = re.compile(
    r"(?i)^['’]?s?,?\s(?:about|some|around|approximately|roughly|nearly)?\s?\d+\s?(?:km|kilomet|mile)"
)
_OUTSIDE_AFTER = re.compile(r"(?i)^['’]s\s(?:outskirts|suburbs|edge)")
_BLOCK_OF = re.compile(
    r"(?i)\b(?:embass(?:y|ies)|consulates?|consul|ambassadors?|citizens?|nationals?|presidents?|ministers?|government|king|queen|emir|bank|part(?:y|ies)|army|front|voice|state|emirate|republic|"
    r"people|son|daughter|flag|born|native|tehrik-i-taliban|islamic\sstate|qaeda|qaida|forces)\s(?:of|to|in|from)\s(?:the\s)?$"
)
_LEAD = re.compile(r"^[\s(\[*•·–—-]*")
_HEAD_BREAK = re.compile(r"^(?:[^.\n]{0,90}?)(?:\s[–—-]{1,2}\s|--|—|–|:\s|\)\s?[-–—]|\.\s)")
_ROUNDUP = re.compile(r"^(?:\s?\(\d+\))?\s?(?:[–—:.(]|-\s|-$|\s-\s)")
_CAPITAL_OF = re.compile(
    r"(?i)\b(?:the\s)?(?P<who>[A-Za-z' ’.-]{3,30}?)(?:['’]s)?\s(?P<capital>capital)(?:\scity)?\b(?!\s(?:punishment|of|city\sof|\w+\sof)\b)"
)
_SAME_CAPITAL = re.compile(
    r"(?i)\b(?:in|at|near|outside|of|around|on\sthe\soutskirts\sof)\s(?P<capital>the\scapital)\b(?!\s(?:of|city\sof|punishment|[A-Z]))"
)

_WEIGHT_SENTENCE, _WEIGHT_PARAGRAPH, _WEIGHT_TITLE = 4.0, 2.0, 2.0


@dataclass(slots=True)
class _Candidate:
    """A name that may be a place: `start:end` of its sentence's flat text, the gazetteer's options and what stands around it."""

    sentence: Sentence
    start: int
    end: int
    words: str
    options: tuple[Place, ...]
    country: str | None = None
    noun: str | None = None
    locative: bool = False
    blocked: bool = False
    unknown: bool = False
    lead: bool = False
    vicinity: bool = False
    quarter: bool = False
    partial: bool = False
    parent: _Candidate | None = None
    chosen: Place | None = None
    evidence: float = 0.0

    @property
    def key(self) -> str:
        return place_key(self.words)


@dataclass(slots=True)
class _Context:
    """How often each country and unit is spoken of: in the article, a paragraph, a sentence."""

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
        near = self.sentence[sentence.number][label] if sentence.number in self.sentence else 0.0
        paragraph = self.paragraph[sentence.paragraph][label] if sentence.paragraph in self.paragraph else 0.0
        total = sum(self.article.values()) or 1.0
        return (
            _WEIGHT_SENTENCE * min(near, 3) + _WEIGHT_PARAGRAPH * min(paragraph, 4) + 8.0 * self.article[label] / total
        )

    def best(self, sentence: Sentence, labels: Iterable[str]) -> str | None:
        """The label that most speaks for."""
        scored = [(self.weight(sentence, label), label) for label in labels]
        weight, label = max(scored, default=(0.0, ""))
        return label if weight > 0 else None


@cache
def _organisations() -> frozenset[str]:
    return frozenset(word.casefold() for word in place_words("organisation"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(word.casefold() for word in place_words("title"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(word.casefold() for word in place_words("organisation_head"))


@cache
def _generic_units() -> frozenset[str]:
    return frozenset(word.casefold() for word in place_words("generic_unit"))


@cache
def _nouns() -> frozenset[str]:
    return (
        place_words("first_order")
        | place_words("second_order")
        | place_words("settlement")
        | place_words("quarter")
        | place_words("facility")
    )


# --------------------------------------------------------------------------------------------- candidates


def _chunks(sentence: Sentence, capitals: bool) -> Iterator[list[tuple[int, int]]]:
    """Runs of words that may hold a name, as token offsets: capitalised words, or any words of a text in capitals."""
    flat = sentence.flat
    if not capitals:
        for match in _CHUNK.finditer(flat):
            yield [(match.start() + t.start(), match.start() + t.end()) for t in _TOKEN.finditer(match.group())]
        return
    run: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(flat):
        gap = flat[run[-1][1] : token.start()] if run else ""
        if run and gap != " ":
            yield run
            run = []
        run.append(token.span())
    if run:
        yield run


def _bare(flat: str, lo: int, hi: int) -> tuple[str, int]:
    """The words without a possessive, and where they end."""
    words = flat[lo:hi]
    trimmed = _POSSESSIVE.sub("", words)
    if trimmed.endswith(("'", "’")):
        trimmed = trimmed[:-1]
    return trimmed, lo + len(trimmed)


def _candidates(text: Text) -> list[_Candidate]:
    """Every name of the text that the gazetteer knows, every country, and every unknown name in a telling frame."""
    found: list[_Candidate] = []
    capitals = text.upper_case
    for sentence in text.sentences:
        shouted = capitals or (sentence.text.isupper() and len(sentence.text) > 25)
        taken = [(m.start(), m.end()) for m in name_pattern().finditer(sentence.flat)]
        for lo, hi in taken:
            words = sentence.flat[lo:hi]
            if shouted and words in ("US", "CAR"):
                continue
            found.append(_Candidate(sentence, lo, hi, words, (), country=country_of_name(words)))
        starts = dict(taken)
        for chunk in _chunks(sentence, shouted):
            found.extend(_names_in(sentence, chunk, starts, shouted))
    return sorted(found, key=lambda c: (c.sentence.number, c.start))


def _names_in(
    sentence: Sentence, chunk: list[tuple[int, int]], countries_at: dict[int, int], shouted: bool
) -> Iterator[_Candidate]:
    """The known names of a run of words, longest first from each word; then the whole run where a frame may mark it."""
    flat = sentence.flat
    common = place_words("common")
    first = 0
    while first < len(chunk):
        low = flat[chunk[first][0] : chunk[first][1]].casefold()
        if low not in _FUNCTION and (not shouted or low not in common):
            break
        first += 1
    i = first
    known: list[tuple[int, int]] = []
    while i < len(chunk):
        lo = chunk[i][0]
        country_end = countries_at.get(lo)
        for j in range(min(len(chunk), i + _LONGEST), i, -1):
            words, hi = _bare(flat, lo, chunk[j - 1][1])
            if country_end is not None and hi <= country_end:
                known.append((i, j))
                i = j
                break
            if j - i == 1 and (
                len(words) < 3 or words.casefold() in _FUNCTION or (words.isupper() and len(words) <= 4 and not shouted)
            ):
                continue
            options = gazetteer().find(words)
            if not options or (shouted and j - i == 1 and words.casefold() in common):
                continue
            if (
                shouted
                and j - i > 1
                and all(flat[a:b].casefold() in common or flat[a:b].casefold() in _FUNCTION for a, b in chunk[i:j])
            ):
                continue
            known.append((i, j))
            yield _Candidate(sentence, lo, hi, words, options, partial=(i > first or j < len(chunk)))
            i = j
            break
        else:
            i += 1
    if not known and first < len(chunk) and not shouted:
        last = len(chunk)
        while last - 1 > first and flat[chunk[last - 1][0] : chunk[last - 1][1]].casefold() in _nouns():
            last -= 1
        words, hi = _bare(flat, chunk[first][0], chunk[last - 1][1])
        if last - first <= 4 and len(words) > 2:
            yield _Candidate(sentence, chunk[first][0], hi, words, (), unknown=True)


# --------------------------------------------------------------------------------------------- what stands around a name


def _look_around(c: _Candidate, shouted: bool) -> None:
    """Fill in the noun beside the name, the preposition before it, and what forbids it to be a place."""
    flat = c.sentence.flat
    before, after = flat[max(0, c.start - 60) : c.start], flat[c.end : c.end + 60]
    c.lead = not _LEAD.sub("", flat[: c.start]) and c.sentence.start + c.start >= 0
    c.locative = bool(_LOCATIVE.search(before))
    c.vicinity = bool(_VICINITY.search(before) or _BETWEEN.search(before) or _OUTSIDE_AFTER.match(after))
    noun_before = _NOUN_OF.search(before)
    words = [w.casefold() for w in re.findall(r"[A-Za-z][\w.-]*", before[-40:])]
    after_match = _NOUN_AFTER.match(after)
    following = after_match.group("noun") if after_match else ""
    following2 = (after_match.group("noun2") or "") if after_match else ""
    capital_follows = bool(following) and following[0].isupper() and not shouted
    if noun_before and noun_before.group("noun").casefold() in _nouns():
        c.noun = noun_before.group("noun").casefold()
    if following.casefold() in _nouns() and following.casefold() not in ("border", "area"):
        c.noun = following.casefold()
    elif following.casefold() in ("area", "border"):
        c.noun = c.noun or following.casefold()
    elif (
        c.noun is None
        and words
        and words[-1] in (place_words("settlement") | place_words("second_order"))
        and before.endswith(" ")
    ):
        c.noun = words[-1]
    # What makes it a person, an organisation, a government.
    previous = words[-1] if words else ""
    previous_token = re.search(r"(\S+)\s$", before)
    previous_raw = previous_token.group(1) if previous_token else ""
    if previous_raw.rstrip(".,").casefold() in _titles() and not previous_raw.endswith(","):
        c.blocked = True
    if capital_follows and following.casefold() in _organisations():
        c.blocked = True
    if (
        capital_follows
        and following2
        and following2[0].isupper()
        and following2.casefold() in _organisations()
        and following.casefold() not in _nouns()
    ):
        c.blocked = True
    if _BLOCK_OF.search(before):
        c.blocked = True
    if c.options and c.partial and not shouted:
        glued_before = bool(re.search(r"[A-ZÀ-Þ][\w'’-]*\s$", before)) and previous not in _FUNCTION
        glued_after = capital_follows and following.casefold() not in _nouns()
        if (
            glued_before
            and previous not in _nouns()
            and country_of_demonym(previous_raw) is None
            and previous not in _DIRECTIONS
        ):
            c.blocked = True
        if glued_after and country_of_demonym(following) is None:
            c.blocked = True
    if re.match(
        r"^['’]s?\s(?:government|foreign|president|prime|minister|army|ambassador|interior|defen[cs]e|parliament|supreme\sleader|ministry)",
        after,
    ):
        c.blocked = c.country is None
    if not c.locative and not c.lead and following.casefold() in place_words("metonym") and not c.country:
        c.blocked = True


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
        "old",
        "new",
        "downtown",
        "greater",
        "mid",
        "inner",
        "outer",
    ]
)


def _gather_context(text: Text, candidates: Sequence[_Candidate]) -> _Context:
    """Which countries and units the article speaks of, and where."""
    context = _Context()
    for sentence in text.sentences:
        for match in demonym_pattern().finditer(sentence.flat):
            label = country_of_demonym(match.group())
            if label is not None and match.group() not in ("US",):
                context.add(sentence, location_of(label), 1.0)
    leads: dict[int, str] = {}
    for c in candidates:
        if c.country:
            after = c.sentence.flat[c.end :][:6]
            if (
                c.lead
                and _ROUNDUP.match(after)
                and not any(
                    s.paragraph == c.sentence.paragraph
                    for s in text.sentences[max(0, c.sentence.number - 1) : c.sentence.number]
                )
            ):
                leads[c.sentence.paragraph] = c.country
            context.add(c.sentence, c.country, 2.0 if not c.blocked else 1.0)
        elif c.options and not c.blocked:
            units = {p.unit_code for p in c.options if p.kind == "admin1"}
            top = c.options[0]
            if units and len(units) == 1 and c.key not in _generic_units():
                unit = next(p for p in c.options if p.kind == "admin1")
                if unit.country and (
                    len({p.country for p in c.options}) == 1
                    or unit.population > 3 * max(p.population for p in c.options if p is not unit)
                ):
                    context.add(c.sentence, unit.country, 1.5)
                    context.add(c.sentence, unit.unit_code or "", 2.0)
            rivals = [p.population for p in c.options if p.country != top.country and p.main]
            if (
                top.country
                and top.main
                and top.kind == "settlement"
                and top.population > 200_000
                and (not rivals or top.population > 8 * max(rivals))
            ):
                context.add(c.sentence, top.country, 1.0)
    for paragraph, label in leads.items():
        context.paragraph[paragraph][label] += 6.0
    return context


# --------------------------------------------------------------------------------------------- choosing


def _fits_noun(place: Place, noun: str | None) -> bool:
    if noun is None:
        return True
    if place.kind == "admin1":
        return noun in place_words("first_order") or noun in (
            "district",
            "division",
            "capital",
            "island",
            "peninsula",
            "valley",
        )
    return not (noun in place_words("first_order") and noun not in place_words("second_order"))


def _score(place: Place, c: _Candidate, context: _Context) -> float:
    """How well a place of the gazetteer fits a name where it stands."""
    score = min(7.0, len(str(max(place.population, 1))) - 1.0) * 0.6
    score += 1.0 if place.main else 0.0
    score += 1.0 if place.capital else 0.0
    if place.country:
        score += min(context.weight(c.sentence, place.country), 16.0)
    if place.unit_code and place.kind != "admin1":
        score += min(context.weight(c.sentence, place.unit_code), 8.0)
    if not _fits_noun(place, c.noun):
        score -= 12.0
    elif c.noun in place_words("first_order") and place.kind == "admin1":
        score += 6.0
    elif c.noun in place_words("second_order") and place.kind == "district":
        score += 2.0
    if place.kind == "admin1" and c.noun is None:
        # A bare name that a town bears too is the town's: GTD takes a unit only where it is named as one.
        score -= 3.0
        if c.key in _generic_units():
            score -= 20.0
    if place.kind == "district" and c.noun is None:
        score -= 0.5
    return score


def _after_comma(c: _Candidate, following: _Candidate | None) -> bool:
    """Whether the next candidate stands right behind this one's comma: "Kankara, Katsina state"."""
    if following is None or following.sentence is not c.sentence:
        return False
    gap = c.sentence.flat[c.end : following.start]
    return bool(
        re.fullmatch(
            r"['’]?s?\s?(?:,|\(|\sin)\s?(?:in\s|the\s|a\s\w+\sin\s|(?:north|south|east|west|central)[a-z-]*\s)*", gap
        )
    )


def _choose(candidates: Sequence[_Candidate], context: _Context) -> None:
    """Settle each candidate on one place, right to left, so that "Paris, Texas" has its Texas when Paris is read."""
    for n in range(len(candidates) - 1, -1, -1):
        c = candidates[n]
        following = candidates[n + 1] if n + 1 < len(candidates) else None
        linked = following if _after_comma(c, following) else None
        c.parent = linked
        if not c.options:
            continue
        best: Place | None = None
        best_score = float("-inf")
        for place in c.options[:40]:
            score = _score(place, c, context)
            if linked is not None and not linked.blocked:
                score += _link_bonus(place, linked)
            if score > best_score:
                best, best_score = place, score
        c.chosen, c.evidence = best, best_score


def _link_bonus(place: Place, linked: _Candidate) -> float:
    if linked.country is not None:
        return 10.0 if place.country == linked.country else -6.0
    outer = linked.chosen
    if outer is None:
        return 0.0
    if outer.kind == "admin1":
        return 12.0 if place.unit_code == outer.unit_code else (-4.0 if place.country != outer.country else 0.0)
    return 4.0 if place.unit_code == outer.unit_code else (2.0 if place.country == outer.country else -2.0)


def _is_place(c: _Candidate, context: _Context, seen: set[str]) -> bool:
    """Whether what stands around a known name lets it be a place."""
    place = c.chosen
    if place is None or c.blocked:
        return False
    key = c.key
    if place.kind == "admin1" and key in _generic_units() and c.noun not in place_words("first_order"):
        return False
    if c.noun is not None and c.noun not in place_words("facility"):
        return True
    if key in place_words("common"):
        return bool(
            c.parent is not None
            and (c.parent.country or c.parent.chosen)
            and not c.parent.blocked
            and c.sentence.flat[c.end : c.end + 1] == ","
        )
    supported = bool(place.country and place.country in context.article)
    if c.locative and (supported or place.population >= 50_000 or not place.country):
        return True
    if (
        c.parent is not None
        and (c.parent.country is not None or c.parent.chosen is not None)
        and not c.parent.blocked
        and c.sentence.flat[c.end : c.end + 1] in ",("
    ):
        return True
    if key in seen and supported:
        return True
    if c.lead and supported:
        return True
    if place.kind in ("admin1", "region"):
        return supported
    return place.population >= 100_000 and (supported or place.population >= 1_000_000) and place.main


# --------------------------------------------------------------------------------------------- mentions


def _display(c: _Candidate, shouted: bool) -> str:
    """The name as in the text; shouted names get small letters, New York its City."""
    place = c.chosen
    if (
        place is not None
        and place.name in ("New York City", "Mexico City", "Quebec City", "Guatemala City", "Panama City")
        and place.kind == "settlement"
    ):
        return place.name
    words = c.words
    if (words.isupper() and len(words) > 3) or shouted:
        if place is not None and place_key(place.name) == c.key:
            return place.name
        return " ".join(
            w if w in ("de", "la", "del") else "-".join(p[:1].upper() + p[1:] for p in w.split("-"))
            for w in words.casefold().split()
        )
    return words


def _value(c: _Candidate, context: _Context, dateline: bool, shouted: bool) -> PlaceValue | None:
    """The mention's value, None when the name is no place here."""
    if c.country is not None:
        return PlaceValue("country", c.country, vicinity=False, dateline=dateline)
    place = c.chosen
    if place is not None:
        name = _display(c, shouted)
        if place.kind == "admin1":
            return PlaceValue(
                "admin1", place.country, place.unit, None, place.latitude, place.longitude, c.vicinity, dateline
            )
        if place.kind == "region":
            return PlaceValue(
                "region", place.country, None, None, place.latitude, place.longitude, c.vicinity, dateline
            )
        if place.kind in ("site", "quarter"):
            return PlaceValue(
                "site", place.country, place.unit, place.parent, place.latitude, place.longitude, c.vicinity, dateline
            )
        level = (
            "district"
            if place.kind == "district"
            or (c.noun in place_words("second_order") and c.noun not in ("municipality", "commune", "township", "port"))
            else "settlement"
        )
        if c.quarter and c.parent is not None and c.parent.chosen is not None:
            return PlaceValue(
                "site",
                place.country,
                place.unit,
                _display(c.parent, shouted),
                place.latitude,
                place.longitude,
                c.vicinity,
                dateline,
            )
        return PlaceValue(level, place.country, place.unit, name, place.latitude, place.longitude, c.vicinity, dateline)
    return None


def find_places(text: Text, mentions: Sequence[Mention] = ()) -> Iterable[Mention]:
    """A PLACE mention for every name that is a place where it stands."""
    shouted = text.upper_case
    candidates = _candidates(text)
    for c in candidates:
        _look_around(c, shouted)
    context = _gather_context(text, candidates)
    _choose(candidates, context)
    seen: set[str] = set()
    for c in candidates:
        if (
            c.options
            and not c.blocked
            and (c.locative or c.noun)
            and c.key not in place_words("common")
            and _is_place(c, context, seen)
        ):
            seen.add(c.key)
    _settle_unknown(candidates, context, seen)
    dateline_end = _dateline_end(text, mentions)
    for c in candidates:
        dateline = c.sentence.start + c.end <= dateline_end and not c.sentence.start < len(text.article.title)
        if c.country is None and not dateline and not c.unknown and not _is_place(c, context, seen):
            continue
        if c.unknown:
            value = _unknown_value(c, context)
        elif c.country is not None and c.blocked:
            continue
        else:
            value = _value(c, context, dateline, shouted)
        if value is not None:
            yield Mention.make(text.article, c.sentence.start + c.start, c.sentence.start + c.end, value, "places")


def _dateline_end(text: Text, mentions: Sequence[Mention]) -> int:
    """The offset up to which names belong to the dateline, -1 without one."""
    for m in mentions:
        if isinstance(m.value, DateValue) and m.value.rule == "dateline":
            return m.span.start
    body = len(text.article.title) + 2
    match = re.match(
        r"\s*\(?[A-ZÀ-Þ][A-ZÀ-Þ'’ .,/()-]{2,60}?(?:[A-Za-z., ]{0,40})?(?:\([A-Za-z -]{2,30}\)\s?)?(?:\s[–—-]{1,2}\s|--|—|:\s)",
        text.whole[body : body + 140],
    )
    return body + match.end() if match else -1


def _settle_unknown(candidates: Sequence[_Candidate], context: _Context, seen: set[str]) -> None:
    """Keep of the unknown names those that a frame marks as places."""
    for c in candidates:
        if not c.unknown:
            continue
        strong = c.noun is not None and c.noun in (
            place_words("settlement") | place_words("second_order") | place_words("first_order")
        )
        before = c.sentence.flat[max(0, c.start - 40) : c.start]
        linked = (
            c.parent is not None
            and not c.parent.blocked
            and (c.parent.country is not None or c.parent.chosen is not None)
        )
        after = c.sentence.flat[c.end : c.end + 12]
        weak = bool(_IN.search(before)) and bool(
            re.match(r"^(?:[.,;:)]|\s(?:in|on|near|when|where|who|after|and|which|by|during)\b|$)", after)
        )
        if (
            c.blocked
            or place_key(c.words) in place_words("common")
            or not (strong or (linked and _IN.search(before)) or weak)
        ):
            c.blocked = True
        else:
            seen.add(c.key)


def _unknown_value(c: _Candidate, context: _Context) -> PlaceValue | None:
    if c.blocked:
        return None
    outer = c.parent
    place = outer.chosen if outer is not None and not outer.blocked else None
    country = outer.country if outer is not None and outer.country else (place.country if place else None)
    country = country or context.best(c.sentence, [label for label in context.article if label in countries()])
    unit = place.unit if place else None
    level = "settlement"
    if c.noun in place_words("first_order") and c.noun not in place_words("second_order"):
        return PlaceValue("admin1", country, c.words, None, None, None, c.vicinity)
    if c.noun in place_words("second_order") and c.noun not in place_words("settlement"):
        level = "district"
    return PlaceValue(
        level, country, unit, c.words, place.latitude if place else None, place.longitude if place else None, c.vicinity
    )


STAGE = Stage("places", find_places, writes=frozenset({MentionKind.PLACE}), reads=frozenset({MentionKind.DATE}))
