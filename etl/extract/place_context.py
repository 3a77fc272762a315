"""Which countries and units an article speaks of, and where: what tells places of one name apart.

Enters: a Text with its candidate names. Leaves: a Context. Touches package data (names of countries, peoples and groups).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from etl.codebook.countries import (
    countries,
    country_of_demonym,
    country_of_name,
    demonym_pattern,
    home_word_pattern,
    home_words,
    location_of,
    name_pattern,
)
from etl.codebook.gazetteer import place_key
from etl.codebook.groups import Group, names_of_whole
from etl.extract.place_names import CITY, TOLD_ASIDE, Candidate, find_candidates, look_around, word_set
from etl.extract.text import Sentence, Text
from etl.model import Span

# "The Colombian embassy", "French engineers", "the Iranian border": what is told of such stands abroad as often as at home.
_GUEST_AFTER = re.compile(
    r"(?i)^[-–](?:run|owned|made|built|led|backed|funded|financed|style|language|speaking|operated|registered|flagged|trained|educated|supplied|managed|brokered|sponsored|mediated)\b"
    r"|^(?:[-–][a-z]+)?\s(?:(?:[a-z-]+|NGO)\s){0,2}?(?:embass|consul|ambassador|envoy|attach[eé]|diplomat|tourist|travell?er|holidaymaker|national\b|nationals\b|citizen|engineer|contractor|(?:humanitarian|relief|church|development|aid|charitable|non-governmental|medical)\b|shell\b|businessm[ae]n|businesswom[ae]n|carmaker|airlines?\b|border"
    r"|frontier|missionar|nuns?\b|priests?\b|volunteer|technician|expatriate|expert|adviser|advisor|instructor|charity|NGO\b|multinational|journalist|reporter|correspondent|photographer|cameram[ae]n|doctors?\b|teachers?\b|hostages?\b|(?:police\s)?officers?\b|soldiers?\b|marines?\b|forces\b|jets?\b|warplanes?\b|couple\b|m[ae]n\b|wom[ae]n\b|scientist|academic|professor|student|pilot|sailor|seam[ae]n|trader|merchant|mosque|church|synagogue|express\b|restaurant|cafe|shop|dealership|club\b|subsidiar|affiliate"
    r"|bank\b|(?:oil|construction|mining|telecom|car|drinks?|food|drug|insurance|security|energy)\s(?:firm|company|companies|giant|group|workers?)|firms?\b|compan(?:y|ies)\b|corporation|cultural\s(?:cent|institute)|school\b|peacekeep|troops\b|contingent|workers?\b|crew|flag|origin\b|descent\b|visitor|passport|-?born\b|colon(?:y|ies|ial)\b|protectorate|mandate\b|dependency|rule\b|empire\b|language|origin)"
)
# "near the Thai border": on either side of it.
_BORDER_AFTER = re.compile(r"(?i)^(?:[-–/][A-Z]\w+)?(?:['’]s)?\s(?:border|frontier)\b")
# A mission never stands in its own country: "the Indian consulate in Jalalabad".
_MISSION_AFTER = re.compile(
    r"(?i)^\s(?:[a-z-]+\s){0,2}?(?:embass(?:y|ies)|consulates?|consul|vice[- ]consul|ambassador|high\scommission)\b"
)
_MISSION_OF = re.compile(r"(?i)\b(?:embassy|consulate|ambassador|consul|high\scommission)\s(?:of|from)\s(?:the\s)?$")
# "ethnic Albanians", "the Slavic Macedonians", "pro-Taliban": of whom there are some in many countries.
_KIN_BEFORE = re.compile(r"(?i)\b(?:ethnic|anti|pro)[\s-]$")
_BASED_AFTER = re.compile(
    r"(?i)^[-–](?:based|backed|trained|led|born|made|funded|financed|bound|registered|owned|sponsored)\b"
)
# "German Mariano Berrios": a given name.
_GIVEN_NAME = re.compile(
    r"^\s(?!Chancellor|Foreign|Defen[cs]e|Interior|Prime|President|Federal|Red|Embassy|Ambassador|Consul)[A-Z][a-zà-ÿ]+\s(?:de\s(?:la\s)?)?[A-Z][a-zà-ÿ]+"
)
_GIVEN_NAMES = frozenset({"German"})
_ADJECTIVES = frozenset(
    {"US", "UK", "UAE", "USA"}
)  # "US troops": countries whose short name stands for a people's word
_ROUNDUP = re.compile(r"^(?:\s?\(\d+\))?\s?(?:[–—:.(]|-\s|-$)")
_WEIGHT_SENTENCE, _WEIGHT_PARAGRAPH, _WEIGHT_TITLE = 4.0, 2.0, 2.0
_WEIGHT_GROUP, _HOMES = (
    0.6,
    4,
)  # less than a people's word, since groups strike abroad; nothing for a group at home in many countries
_WEIGHT_HOME = 0.5
_SHARE_LINE = 0.4  # of what the article says of the country that it speaks of most
_WEIGHT_LINE = 6.0  # as much as a people's word in the sentence: "a Somali bomber" in a report from Kampala
_WEIGHT_BORDER = 0.4  # "near the Kenya border" is as likely across it
WEIGHT_GUEST = 0.1  # guests are told of abroad as often as at home
_LEAST_SPOKEN = 0.35  # one people's word of a guest says nothing of the country
_LONGER_NAME = re.compile(r"^\s(?:Party|Front|Movement|Congress|Council|Union|League|Alliance)\b")
_SHORT = 4  # letters of an abbreviation that may be a word too
_FIRST_HOME = 2.0  # a group's first country is the one that it fights for, and weighs so many times the others


@dataclass(slots=True)
class Context:
    """How much each country and unit code is spoken of: in the article, a paragraph, a sentence.

    `away` has the countries whose missions a sentence names: it tells of a place outside them. `own` is what a name has itself said for a country, by country and key: a name is no witness of its own country. `home` is the great town
    that the report comes from, `line` the country of its dateline, else of its title.
    """

    article: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    paragraph: dict[int, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    sentence: dict[int, dict[str, float]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(float)))
    total: float = 0.0
    cities: set[str] = field(default_factory=set)
    away: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    own: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    home: Candidate | None = None
    line: str | None = None

    def add(self, sentence: Sentence, label: str, weight: float) -> None:
        """Count a country or a unit code once more."""
        weighted = weight * (_WEIGHT_TITLE if sentence.is_title else 1.0)
        self.article[label] += weighted
        if label in countries():
            self.total += weighted
        self.paragraph[sentence.paragraph][label] += weight
        self.sentence[sentence.number][label] += weight

    def weight(self, sentence: Sentence, label: str) -> float:
        """How much speaks for a country or a unit at this sentence, 0 for nothing."""
        if label not in self.article:
            return 0.0
        near = self.sentence[sentence.number][label] if sentence.number in self.sentence else 0.0
        paragraph = self.paragraph[sentence.paragraph][label] if sentence.paragraph in self.paragraph else 0.0
        whole = 8.0 * self.article[label] / max(self.total, 1.0)
        return _WEIGHT_SENTENCE * min(near, 3) + _WEIGHT_PARAGRAPH * min(paragraph, 4) + whole

    def others_say(self, label: str, key: str) -> float:
        """How much all but the name of this key speaks for a country."""
        return self.article[label] - self.own.get((label, key), 0.0) if label in self.article else 0.0

    def best_country(self, sentence: Sentence) -> str | None:
        """The country that most speaks for at this sentence; that of the dateline before others where the article speaks much of it."""
        most = max((w for label, w in self.article.items() if label in countries()), default=0.0)
        line = self.line if self.line is not None and self.article[self.line] >= _SHARE_LINE * most else None
        scored = [
            (self.weight(sentence, label) + (_WEIGHT_LINE if label == line else 0.0), label)
            for label in self.article
            if label in countries()
        ]
        weight, label = max(scored, default=(0.0, ""))
        return label if weight > 0 and self.article[label] >= _LEAST_SPOKEN else None


@dataclass(frozen=True, slots=True)
class GroupName:
    """Where a group's name stands, and the countries that it is known in, each with its weight."""

    start: int
    end: int
    countries: tuple[tuple[str, float], ...]


@lru_cache(maxsize=1)  # triggers, places and what decides what counts ask for them one after the other
def group_names(text: Text) -> tuple[GroupName, ...]:
    """Every armed group that the text names: "the Kurdistan Workers' Party" is no place and speaks for Turkey."""
    found: list[GroupName] = []
    for hit in names_of_whole(text.whole)[1]:
        written = text.whole[hit.start : hit.end]
        sure = [c.group for c in hit.name.candidates if c.is_sure(written, shouted=text.upper_case)]
        if not sure or (found and hit.start < found[-1].end):
            continue
        if _LONGER_NAME.match(text.whole[hit.end : hit.end + 24]) and not text.upper_case:
            continue  # "the National Action Party" is no National Action
        if text.upper_case and len(written) <= _SHORT and written.casefold() in word_set("function", "common"):
            continue  # "IT IS REPORTED" names no Islamic State
        if text.upper_case or hit.name.is_written(written):
            kin = _KIN_BEFORE.search(text.whole[max(0, hit.start - 8) : hit.start])
            found.append(GroupName(hit.start, hit.end, _homes(sure[0]) if len(sure) == 1 and not kin else ()))
    return tuple(found)


def _homes(group: Group) -> tuple[tuple[str, float], ...]:
    """The countries of a group with their weights, most for its own; nothing of a group at home in many."""
    if not group.countries or len(group.countries) > _HOMES:
        return ()
    whole = len(group.countries) - 1 + _FIRST_HOME
    return tuple(
        (label, _WEIGHT_GROUP * (_FIRST_HOME if label == group.home else 1.0) / whole)
        for label in sorted(group.countries)
    )


def block_group_names(candidates: Sequence[Candidate], names: Sequence[GroupName]) -> None:
    """Forbid the places inside the names of groups; both are in order of the text."""
    starts = [name.start for name in names]
    for c in candidates:
        start, end = c.sentence.start + c.start, c.sentence.start + c.end
        name = _name_around(start, end, names, starts)
        if name is not None and (c.unknown or end - start < name.end - name.start):
            c.blocked = c.inside_group = True


def _name_around(start: int, end: int, names: Sequence[GroupName], starts: Sequence[int]) -> GroupName | None:
    """The group's name that a span lies in; the names are in order of the text, `starts` has where they begin."""
    at = bisect_right(starts, start) - 1
    return names[at] if at >= 0 and end <= names[at].end else None


def gather_context(
    text: Text, candidates: Sequence[Candidate], line: range, names: Sequence[GroupName] = ()
) -> Context:
    """Which countries and units the article speaks of, and where."""
    context = Context()
    for name in names:
        for label, weight in name.countries:
            context.add(text.sentence_at(name.start), location_of(label), weight)
    starts = [name.start for name in names]
    for sentence in text.sentences:
        for match in demonym_pattern().finditer(sentence.flat):
            people = country_of_demonym(match.group())
            if _name_around(sentence.start + match.start(), sentence.start + match.end(), names, starts) is not None:
                continue  # "the Irish Republican Army" is weighed as a group
            if people is not None and match.group() not in ("US", "UK"):
                after, before = (
                    sentence.flat[match.end() : match.end() + 40],
                    sentence.flat[max(0, match.start() - 70) : match.start()],
                )
                if match.group() in _GIVEN_NAMES and _GIVEN_NAME.match(after):
                    continue
                if _BORDER_AFTER.match(after):
                    continue
                foreign = _GUEST_AFTER.match(after[:24]) or _KIN_BEFORE.search(before) or TOLD_ASIDE.search(before)
                context.add(sentence, location_of(people), WEIGHT_GUEST if foreign else 1.0)
                if _MISSION_AFTER.match(after):
                    context.away[sentence.number].add(location_of(people))
        for match in home_word_pattern().finditer(sentence.flat):
            context.add(sentence, home_words()[match.group()], _WEIGHT_HOME)
    leads: dict[int, str] = {}
    last_paragraph = -1
    for c in candidates:
        opens = c.sentence.paragraph != last_paragraph and c.lead
        last_paragraph = c.sentence.paragraph
        if c.country:
            flat = c.sentence.flat
            before, after = flat[max(0, c.start - 70) : c.start], flat[c.end : c.end + 40]
            if _MISSION_AFTER.match(after) or _MISSION_OF.search(before):
                context.away[c.sentence.number].add(c.country)
            if _is_adjective(c, after) and _GUEST_AFTER.match(after[:24]):
                c.blocked = True
                context.add(c.sentence, c.country, WEIGHT_GUEST)
                continue
            if TOLD_ASIDE.search(before) or _BASED_AFTER.match(after):
                context.add(c.sentence, c.country, WEIGHT_GUEST)
                continue
            if opens and _ROUNDUP.match(c.sentence.flat[c.end : c.end + 6]):
                leads[c.sentence.paragraph] = c.country
            context.add(c.sentence, c.country, _weight_of_state(c, after))
    named = frozenset(context.article)
    for c in candidates:
        if (
            not c.country
            and c.options
            and not c.blocked
            and c.sentence.start + c.start not in line
            and c.key not in word_set("common")
        ):
            _weigh_name(c, context, named)
    for paragraph, label in leads.items():
        context.paragraph[paragraph][label] += 6.0
    return context


def _is_adjective(c: Candidate, after: str) -> bool:
    """Whether a short name of a country stands for its people's word: "US troops"."""
    return c.words.replace(".", "") in _ADJECTIVES and bool(re.match(r"\s[a-z]", after))


def _weight_of_state(c: Candidate, after: str) -> float:
    """How much a country's name speaks for it where it stands."""
    if c.person:
        return 0.0
    if _BORDER_AFTER.match(after):
        return _WEIGHT_BORDER
    if c.inside_group:
        return _WEIGHT_GROUP
    return 1.0 if c.blocked or _is_adjective(c, after) else 2.0


def _weigh_name(c: Candidate, context: Context, named: frozenset[str]) -> None:
    """Let a name speak for its country: a name of one country only, or the greatest by far of a country that the text names."""
    top = max(c.options, key=lambda p: (p.main, p.population))
    if top.country is None or not top.main or c.key in word_set("generic_unit"):
        return
    rivals = [p for p in c.options if p.main and p.country != top.country]
    if top.iso2 == "US" and top.kind == "settlement" and top.population < 2 * CITY and "United States" not in named:
        return  # American towns bear every name of the old world
    alone = not rivals and (top.kind in ("admin1", "region") or top.fame >= 3)
    greatest = top.population > 2 * CITY and top.population > 8 * max((p.population for p in rivals), default=0)
    if not alone and not (greatest and (not named or top.country in named or top.population > 10 * CITY)):
        return
    context.add(c.sentence, top.country, 1.0)
    context.own[top.country, c.key] += _WEIGHT_TITLE if c.sentence.is_title else 1.0
    context.cities.update(
        place_key(p.name)
        for p in c.options
        if p.kind == "settlement" and p.country == top.country and p.population >= CITY
    )
    if top.kind == "admin1" and top.unit_code:
        context.add(c.sentence, top.unit_code, 2.0)


def country_spoken_of(text: Text) -> tuple[Span, str] | None:
    """The country that an article speaks of most, by names of countries, peoples, groups and cities of one country; None where two are even.

    With it goes the first span that says so.
    """
    names = group_names(text)
    candidates = find_candidates(text)
    for c in candidates:
        look_around(c, text.upper_case)
    block_group_names(candidates, names)
    context = gather_context(text, candidates, range(0), names)
    missions = {label for away in context.away.values() for label in away}
    ranked = sorted(
        (
            (w, label)
            for label, w in context.article.items()
            if label in countries() and label not in missions and w > 0
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < _LEAST_SPOKEN or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    label = ranked[0][1]
    for start, end, said in sorted(_spoken(text, candidates, names)):
        if said == label:
            return Span(start, end, text.whole[start:end]), label
    return None


def _spoken(text: Text, candidates: Sequence[Candidate], names: Sequence[GroupName]) -> Iterator[tuple[int, int, str]]:
    """Every span that speaks for a country, with the country."""
    for sentence in text.sentences:
        for match in home_word_pattern().finditer(sentence.flat):
            yield sentence.start + match.start(), sentence.start + match.end(), home_words()[match.group()]
        for pattern, read in ((demonym_pattern(), country_of_demonym), (name_pattern(), country_of_name)):
            for match in pattern.finditer(sentence.flat):
                if (label := read(match.group())) is not None:
                    yield sentence.start + match.start(), sentence.start + match.end(), location_of(label)
    for c in candidates:
        if c.options and not c.blocked and c.options[0].country:
            top = max(c.options, key=lambda p: (p.main, p.population))
            yield c.sentence.start + c.start, c.sentence.start + c.end, top.country or ""
    for name in names:
        for label, _ in name.countries:
            yield name.start, name.end, location_of(label)
