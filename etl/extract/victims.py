"""Nationalities that the text states for victims.

Enters: a Text. Leaves: VICTIM mentions. Pure. A nationality counts only where the words name the people harmed: "three Germans were killed",
"a French tourist", "14 nationals of Afghanistan", "from Lakeway, Texas"; never where it names an official, a place, a weapon or an airline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from etl.codebook.casualties import words_of
from etl.codebook.countries import country_of_demonym, nationality_of_name
from etl.codebook.gazetteer import gazetteer
from etl.extract.harm import Harm, Reading, pieces, read_text
from etl.extract.numbers import COUNT_WORDS, find_numbers
from etl.extract.people import Party, Words, cut
from etl.extract.stage import Stage
from etl.extract.text import Sentence, Text
from etl.model import Mention, MentionKind, VictimValue

_STATUS = {
    "killed": "killed",
    "neutralised": "killed",
    "wounded": "wounded",
    "stabbed": "wounded",
    "burned": "wounded",
    "either": "casualty",
    "harmed": "casualty",
    "taken": "hostage",
    "held": "hostage",
    "freed": "hostage",
    "rescued": "hostage",
    "escaped": "hostage",
}
_NAME = r"(?:the )?[A-Z][\w.'’-]*(?: (?:of |and )?(?:the )?[A-Z][\w.'’-]*){0,3}"
_CITIZEN_OF = re.compile(rf"\s*(?:\([^)]*\)\s*)?(?:of|from) (?P<name>{_NAME})")
_FROM = re.compile(
    rf"\s*(?:,? ?\(?\d{{1,2}}\)?,)?,? (?:was |were |came |who (?:was|were|came) )?from (?P<name>{_NAME})(?:, (?P<unit>{_NAME}))?"
)
# A list of the victims: "the dead were six Britons and two Danes", "the victims - three Germans and a Swiss -".
_LIST = re.compile(
    r"\b(?:(?:the|all|those|other|among the|of the|\d+|[a-z]+) )?(?:[a-z-]+ )?(?P<word>dead|victims|killed|casualties|fatalities|injured|wounded|hurt|hostages|captives|kidnapped|abducted|bodies)"
    r"(?:,[^,;]{2,40},| at [A-Z]\w+| in the \w+)? (?:were|was|are|is|included?|includes|comprised?|identified as|named as|:)(?= |$)",
    re.IGNORECASE,
)
_LIST_FIRST = re.compile(
    r"^\W*(?P<word>wounded|injured|killed|dead|kidnapped|hostages) (?:were|was|are|is)\b", re.IGNORECASE
)
_WORD_STATUS = {
    "dead": "killed",
    "killed": "killed",
    "fatalities": "killed",
    "bodies": "killed",
    "injured": "wounded",
    "wounded": "wounded",
    "hurt": "wounded",
    "hostages": "hostage",
    "captives": "hostage",
    "kidnapped": "hostage",
    "abducted": "hostage",
}
_HE_WAS = re.compile(
    r"\b(?:[Hh]e|[Ss]he|(?:[Tt]he )?(?:man|woman|victim|employee|guard|driver|soldier|hostage|engineer|worker|journalist|priest)) (?:was|is|were|are|had been|held|has|had) (?:an? |also |both |of |dual )*(?P<body>[^.;]{3,60}?)"
    r"\b(?P<sign>citizens?|nationals?|nationality|citizenship|passport)\b"
)
_ONLY_HURT = re.compile(r"\bonly (?:injury|person (?:hurt|injured))\b", re.IGNORECASE)
_NOT_STATED = re.compile(
    r"-(?:born|made|built|owned|backed|led|run|flagged|trained|speaking|registered|based|held|controlled|occupied|style|linked|funded|supplied)$"
)


# "among the casualties, 12 were citizens of Afghanistan"
_AMONG = re.compile(
    r"\b(?:[Aa]mong|[Aa]mongst|[Oo]f) (?:the|those|its) (?P<word>dead|casualties|killed|victims|injured|wounded|hostages|fatalities|captives)\b,? "
    rf"(?P<count>[\w-]+(?: [\w-]+)?) (?:were|was|are|is) (?:citizens?|nationals?|passport holders?) (?:of|from) (?P<name>{_NAME})"
)


def _among(flat: str) -> Iterator[tuple[int, int, VictimValue]]:
    """Nationals told as a part of the victims."""
    for match in _AMONG.finditer(flat):
        country = nationality_of_name(match["name"])
        if country is not None:
            number = next((n.value for n in find_numbers(match["count"])), None)
            status = _WORD_STATUS.get(match["word"].lower(), "casualty")
            yield match.start(), match.end(), VictimValue(country, status, number)


def find_victims(text: Text, mentions: Sequence[Mention] = ()) -> Iterable[Mention]:
    """The VICTIM mentions of the text in order of their offsets."""
    found: dict[tuple[str, str, int | None, int], Mention] = {}
    readings = {r.sentence.start: r for r in read_text(text)}
    status: str | None = None
    many: str | None = None
    since = since_many = 0
    for sentence in pieces(text):
        reading = readings.get(sentence.start)
        told = [*_in_sentence(reading)] if reading else []
        own = next(
            (
                s
                for h in (reading.harms if reading else ())
                if (s := _STATUS.get(h.kind)) and not h.denied and not _one(h)
            ),
            None,
        )
        if own:
            many, since_many = own, sentence.number
        near = many if many and sentence.number - since_many <= 3 else None
        told.extend(_among(sentence.flat))
        listed = list(_listed(sentence, reading, near, text.upper_case))
        told.extend(listed)
        if status and sentence.number - since <= 2:
            told.extend(_of_the_same(sentence.flat, status))
        if near:
            told.extend(_copula(sentence, reading, near, text.upper_case))
        if listed:
            many, since_many = listed[0][2].status, sentence.number
        latest = [
            s for h in (reading.harms if reading else ()) if (s := _STATUS.get(h.kind)) and not h.denied and _one(h)
        ]
        if not latest and _ONLY_HURT.search(sentence.flat):
            latest = ["wounded"]
        if latest:
            status, since = latest[-1], sentence.number
        for start, end, value in told:
            mention = Mention.make(text.article, sentence.start + start, sentence.start + end, value, "victims")
            found.setdefault((value.country, value.status, value.count, sentence.number), mention)
    if text.article.published_at is not None and text.article.published_at.year < 1990:
        found = {key: _of_its_day(mention) for key, mention in found.items()}
    return sorted(_without_held_dead(list(found.values())), key=lambda m: (m.span.start, m.span.end))


def _of_its_day(mention: Mention) -> Mention:
    """The mention with the label of a Germany still divided."""
    value = mention.value
    if isinstance(value, VictimValue) and value.country == "Germany":
        return replace(mention, value=replace(value, country="West Germany (FRG)"))
    return mention


STAGE = Stage("victims", find_victims, frozenset({MentionKind.VICTIM}))


def _one(harm: Harm) -> bool:
    """Whether a harm befell one person, of whom the next sentence may go on to speak."""
    return sum(p.value or 2 for p in harm.parties) == 1 and not harm.parties[0].attackers


def _without_held_dead(found: list[Mention]) -> list[Mention]:
    """Mentions without the hostage rows of people who were killed: theirs is `killed` only."""
    dead = [(m, v) for m in found if isinstance(v := m.value, VictimValue) and v.status == "killed"]
    return [m for m in found if not any(_same_people(m, other, value) for other, value in dead)]


def _same_people(held: Mention, dead: Mention, value: VictimValue) -> bool:
    """Whether a mention of hostages names the very people of a mention of dead."""
    told = held.value
    if (
        not isinstance(told, VictimValue)
        or told.status != "hostage"
        or (told.country, told.count) != (value.country, value.count)
    ):
        return False
    return held.span.overlaps(dead.span) or held.span.quote.lower() == dead.span.quote.lower()


# A toll of years, and no single deed's.
_SINCE = re.compile(
    r"\b(?:since|over the (?:years|past|last)|this year|in recent (?:years|months)|every year)\b", re.IGNORECASE
)


def _in_sentence(reading: Reading) -> Iterator[tuple[int, int, VictimValue]]:
    """The nationalities of the people harmed in one sentence."""
    words = reading.words
    latest: tuple[str, ...] = ()
    for harm in reading.harms:
        status = _STATUS.get(harm.kind)
        if status is None or harm.denied:
            continue
        of_them = harm.parties[-1].last if harm.voice in ("active", "noun") else harm.at + 1
        if all(p.attackers for p in harm.parties):
            continue
        if sum(p.value or 0 for p in harm.parties) > 100 and _SINCE.search(words.text):
            continue
        for party in (*harm.parties, *harm.included, *harm.details, *_listed_behind(words, of_them, harm)):
            stated = list(_stated(party, words, status))
            if (
                not stated
                and latest
                and not party.head
                and words.text[party.start : party.end].lower().endswith("more")
            ):
                stated = [(party.start, party.end, VictimValue(country, status, party.value)) for country in latest]
            latest = tuple(value.country for _, _, value in stated) or latest
            yield from stated


def _stated(party: Party, words: Words, status: str) -> Iterator[tuple[int, int, VictimValue]]:
    """The nationalities that a party's own words state."""
    if party.attackers or party.form in ("zero", "thing", "reflexive"):
        return
    count = party.value
    for country in _countries(party, words):
        yield party.start, party.end, VictimValue(country, status, count)


_ANYBODY = frozenset(
    {"", "person", "people", "civilian", "victim", "foreigner", "tourist", "hostage", "passenger", "other"}
)


def _listed_behind(words: Words, i: int, harm: Harm) -> list[Party]:
    """Parties behind a harm that only say who the harmed are: "died: two Rwandans and …", "…, a German woman among them"."""
    found: list[Party] = []
    k = i
    while k < len(words.words) and words.tags[k] in "pDwWAPaNym'" and k < i + 10:
        k += 1
    generic = harm.parties[0].form == "count" and (harm.parties[0].value or 0) > 1 and harm.parties[0].head in _ANYBODY
    apposed = generic and words.tags[k : k + 1] == "," and any(p.first == k + 1 and p.certain for p in words.parties)
    if apposed or (k < len(words.words) and words.words[k].low in (":", "(", "-", "--", "–", "—")):
        for party in words.parties:
            if party.first > k and party.first < k + 60:
                if (
                    words.tags[party.last : party.last + 1] in ("B", "H", "s", "d", "C")
                    or "s" in words.tags[k : party.first]
                ):
                    break
                if any(words.tags[q] in "B" for q in range(k, party.first)):
                    break
                found.append(party)
        return found
    return [
        party
        for party in words.parties
        if 0 <= party.first - i < 8
        and words.tags[party.last : party.last + 1] == "i"
        and words.words[party.last].low.startswith("among")
    ]


def _listed(
    sentence: Sentence, reading: Reading | None, many: str | None, upper: bool
) -> Iterator[tuple[int, int, VictimValue]]:
    """The victims of a list: "among the dead were six Britons, two Danes and the poet …"."""
    flat = sentence.flat
    lead = _LIST_FIRST.match(flat) or _LIST.search(flat)
    if lead is not None:
        status = _WORD_STATUS.get(lead["word"].lower()) or _told_status(flat, reading)
        whole = lead.start("word")
    else:
        lead = _OTHERS_WERE.search(flat) if many else None
        if lead is None or many is None:
            return
        status, whole = many, -1
    words = reading.words if reading else cut(flat, upper)
    begin = next((k for k, w in enumerate(words.words) if w.start >= lead.end()), len(words.words))
    started = False
    part = next((p for p in words.parties if p.form == "count" and p.part_of and p.start < whole <= p.end), None)
    for party in words.parties:
        if party.first < begin or (not started and party.first > begin + 2):
            continue
        if any(words.tags[k] in "Cs" for k in range(begin, party.first)) or party.first > begin + 80:
            break
        if whole < 0 and not started and party.value is None and words.tags[begin - 2 : begin - 1] == "N":
            continue  # "two were Poles": the count stands before
        if part is not None and not started and party.first <= begin + 1 and party.value is None:
            yield from ((a, b, VictimValue(v.country, status, part.value)) for a, b, v in _stated(party, words, status))
            started = True
            continue
        started = True
        if words.tags[party.first - 1] == "p" and party.first > begin + 1:
            continue
        yield from _stated(party, words, status)


def _told_status(flat: str, reading: Reading | None) -> str:
    """What befell "the victims" or "the casualties" of a sentence."""
    kinds = {_STATUS.get(h.kind) for h in reading.harms} if reading else set()
    if "killed" in kinds or re.search(r"\bvictims\b", flat, re.IGNORECASE):
        return "killed"
    return "casualty"


# "Four were nuns: two Rwandans …. The others were Yemeni guards": who those told before were.
_OTHERS_WERE = re.compile(
    rf"(?:^|[;:,] )\W*(?:the (?:others?|rest|remaining \w+)|they|most|{COUNT_WORDS}) (?:were|was|are|is)\b",
    re.IGNORECASE,
)
_WERE = re.compile(r"\b(?:were|was|are|is) (?:all )?[A-Z]")


def _copula(
    sentence: Sentence, reading: Reading | None, status: str, upper: bool
) -> Iterator[tuple[int, int, VictimValue]]:
    """Parts of those told before: "six of the eighty-five were Bolivian citizens; two were Poles"."""
    if not _WERE.search(sentence.flat):
        return
    words = reading.words if reading else cut(sentence.flat, upper)
    begun = False
    for party in words.parties:
        if party.form != "count" or party.attackers:
            continue
        part = (
            party.part_of in ("number", "them", "whom", "dead", "victim", "victims")
            or (begun and not party.head)
            or party.opening.startswith("the ")
        )
        verb = party.last
        if not part or words.tags[verb : verb + 1] != "B":
            continue
        behind = next((p for p in words.parties if p.first == verb + 1), None)
        if behind is None or behind.attackers:
            continue
        for country in _countries(behind, words):
            begun = True
            yield party.start, behind.end, VictimValue(country, status, party.value)


def _of_the_same(flat: str, status: str) -> Iterator[tuple[int, int, VictimValue]]:
    """Of the one person told before: "He was a dual Israeli-Canadian citizen", "the employee is of Ukrainian nationality"."""
    for match in _HE_WAS.finditer(flat):
        for word in re.findall(r"[A-Z][\w-]+", match["body"]):
            for country in _of_word(word):
                yield match.start(), match.end(), VictimValue(country, status, 1)


def _of_word(word: str) -> list[str]:
    """The nationalities in one word: "Israeli-Canadian" has two, "Russian-made" and "Afghan-born" none."""
    if _NOT_STATED.search(word.lower()) or word.lower().endswith(("'s", "’s")):
        return []
    whole = country_of_demonym(word)
    if whole:
        return [whole]
    if "-" in word:
        parts = [country_of_demonym(part) for part in word.split("-")]
        if all(parts):
            return [p for p in parts if p]
    return []


def _countries(party: Party, words: Words) -> list[str]:
    """The nationalities that the words of a party, and "of" or "from" behind it, name."""
    found: list[str] = []
    inner = words.words[party.first : party.last]
    for k, word in enumerate(inner):
        following = inner[k + 1].low if k + 1 < len(inner) else ""
        if following in words_of("institution") or (k and inner[k - 1].low in ("in", "of", "from")):
            continue
        countries = _of_word(words.text[word.start : word.end])
        if not countries and following:
            country = country_of_demonym(words.text[word.start : inner[k + 1].end])
            countries = [country] if country else []
        found.extend(c for c in countries if c not in found)
    if found:
        return found
    if party.head in ("citizen", "national", "one", "") or (
        inner and inner[-1].low in ("citizen", "citizens", "national", "nationals")
    ):
        name = _CITIZEN_OF.match(words.text, party.end)
        country = nationality_of_name(name["name"]) if name else None
        if country:
            return [country]
    origin = _FROM.match(words.text, party.end)
    if origin:
        country = _of_place(origin["name"], origin["unit"])
        if country:
            return [country]
    return found


def _of_place(name: str, unit: str | None) -> str | None:
    """The nationality of people "from the Philippines" or "from Lakeway, Texas"; a bare town or region gives none."""
    country = nationality_of_name(unit or name)
    if country or unit is None:
        return country
    places = [p for p in gazetteer().find(unit) if p.kind == "admin1" and p.country]
    return nationality_of_name(places[0].country) if places and places[0].country else None
