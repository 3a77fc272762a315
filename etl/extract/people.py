"""Parties of people in a sentence: "at least 12 shoppers", "a policeman and his two children", "three others", "nobody".

Enters: a sentence. Leaves: its words, each with a one-letter tag, and its Parties. Pure; time grows with the length of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from etl.codebook import calendar
from etl.codebook.casualties import (
    POSSESSIVES,
    REFLEXIVES,
    PersonNoun,
    Predicate,
    follow_words,
    open_phrases,
    person_nouns,
    predicates,
    thing_nouns,
    word_roles,
    words_of,
)
from etl.extract.numbers import Number, find_numbers

_TOKEN = re.compile(
    r"\d+[-–](?:[^\W\d_]+[-–]?)+|(?:[^\W\d_]\.)+[^\W\d_](?![^\W\d_])|[^\W\d_]+(?:[-'’`–][^\W\d_]+)*|\d+(?:[.,:/]\d+)*|[,;:()\[\]—–&.]|-{1,2}"
)
_ACRONYM = re.compile(r"[(\[](?:[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:[-/][A-Za-z]+)*)[)\]]")
_SPLIT_DASH = re.compile(r"[—–]")

# One letter a word: what it can do around a party of people.
_TAG = {
    "determiner": "D",
    "vague": "V",
    "zero": "Z",
    "other": "O",
    "pronoun": "R",
    "reflexive": "X",
    "both": "Q",
    "all": "L",
    "and": "&",
    "be": "B",
    "benot": "B",
    "have": "H",
    "havenot": "H",
    "modal": "M",
    "modalnot": "M",
    "will": "M",
    "to": "t",
    "not": "!",
    "do": "d",
    "donot": "d",
    "adverb": "a",
    "preposition": "p",
    "without": "o",
    "including": "i",
    "excluding": "e",
    "clause": "c",
    "relative": "r",
    "say": "s",
    "time": "m",
}
_ABBREVIATIONS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "col",
        "gen",
        "lt",
        "capt",
        "maj",
        "sgt",
        "cpl",
        "rev",
        "fr",
        "no",
        "jr",
        "sr",
        "gov",
        "sen",
    }
)
_MODIFIER_END = ("ed", "ing", "ly")


class Word(NamedTuple):
    """A word of the sentence: offsets, lower case, tag, and what it can say of people."""

    start: int
    end: int
    low: str
    tag: str
    capital: bool
    number: Number | None = None
    noun: PersonNoun | None = None
    predicate: Predicate | None = None


# What points back to people told of before: "two of them", "one of whom".
OF_THEM = frozenset({"them", "whom", "these", "those"})


@dataclass(frozen=True, slots=True)
class Party:
    """People named together: characters `start:end`, words `first:last` of the sentence.

    `form` is `count`, `single`, `name`, `pronoun`, `reflexive`, `vague` (no number), `zero` or `thing` (perhaps no people at all). `more` marks people
    beside others ("three others", "another"); `part_of` the noun they are a part of ("two of the wounded": `wounded`).
    """

    start: int
    end: int
    first: int
    last: int
    form: str
    value: int | None
    low: int | None
    high: int | None
    qualifier: str
    head: str
    attackers: bool = False
    more: bool = False
    part_of: str = ""
    plural: bool = False
    certain: bool = True

    opening: str = ""

    @property
    def universal(self) -> bool:
        """Whether it only says what all of the people named before are ("…, all Cameroonian citizens, …")."""
        return self.opening == "all"


@dataclass(frozen=True)
class Words:
    """A sentence cut up: its words, their tags in one string, and the parties in order; `party_at` by first word, `ending_at` by last."""

    text: str
    words: tuple[Word, ...]
    tags: str
    parties: tuple[Party, ...]
    upper: bool

    def ending_at(self, last: int) -> Party | None:
        """The party whose last word is just before word `last`."""
        for party in self.parties:
            if party.last == last:
                return party
        return None


def _match_phrase(lows: list[str], i: int) -> tuple[int, Predicate] | None:
    """The longest verb or phrase that begins at word `i`: its length and what it says."""
    best = _open_phrase(lows, i)
    if lows[i] in words_of("suffers"):
        for n in range(1, min(7, len(lows) - i)):
            if lows[i + n] in words_of("injury"):
                return n + 1, Predicate("wounded", "subject")
            if lows[i + n] in ("shock", "damage", "losses", "heart") or not lows[i + n][0].isalnum():
                break
    behind = lows[i + 1 : i + _longest().get(lows[i], 0)]
    phrase = (lows[i], *("POSS" if w in POSSESSIVES else "REFL" if w in REFLEXIVES else w for w in behind))
    for n in range(len(phrase), 0, -1):
        found = predicates().get(phrase[:n])
        if found is not None:
            return (n, found) if best is None or n > best[0] else best
    return best


def _open_phrase(lows: list[str], i: int) -> tuple[int, Predicate] | None:
    """The longest phrase with gaps that begins at word `i`."""
    entries = open_phrases().get(lows[i])
    if not entries:
        return None
    following = " ".join(low.replace(" ", "_") for low in lows[i + 1 : i + 12])
    best: tuple[int, Predicate] | None = None
    for pattern, predicate in entries:
        match = pattern.match(following)
        if match:
            n = 1 + len(match.group().split())
            if best is None or n > best[0]:
                best = n, predicate
    return best


@cache
def _openers() -> frozenset[str]:
    """The words that a verb or phrase may begin with."""
    return frozenset({phrase[0] for phrase in predicates()} | open_phrases().keys() | words_of("suffers"))


@cache
def _pair_openers() -> frozenset[str]:
    """The words that a noun of two words for people may begin with."""
    return frozenset(noun.partition(" ")[0] for noun in person_nouns() if " " in noun)


def _longest() -> dict[str, int]:
    """For each first word, the length of its longest phrase."""
    if not _LONGEST:
        for phrase in predicates():
            _LONGEST[phrase[0]] = max(_LONGEST.get(phrase[0], 0), len(phrase))
    return _LONGEST


_LONGEST: dict[str, int] = {}


def cut(text: str, upper: bool = False) -> Words:
    """The words and parties of one sentence; `upper` for text in capitals, where a capital tells nothing."""
    words = _words(text, upper)
    if upper:
        _promote(words)
    else:
        _name_particles(words)
    tags = "".join(w.tag for w in words)
    parties = tuple(_parties(words, tags))
    return Words(text, tuple(words), tags, parties, upper)


def _promote(words: list[Word]) -> None:
    """In a text of capitals, tag as names the unknown words behind a person's title and those that stand alone before a verb of harm."""
    for k, word in enumerate(words):
        if (
            word.tag != "w"
            or word.low.endswith(_MODIFIER_END)
            or word.low in follow_words()
            or word.low in thing_nouns()
        ):
            continue
        before = words[k - 1] if k else None
        titled = before is not None and (before.tag == "W" or (before.noun is not None and not before.noun.plural))
        if titled:
            words[k] = word._replace(tag="W")
    for k, word in enumerate(words):
        if word.tag != "C" or word.predicate is None or word.predicate.form == "noun":
            continue
        i = k
        while i and words[i - 1].tag in "BHa":
            i -= 1
        j = i
        while j and words[j - 1].tag in "wW" and i - j < 4 and words[j - 1].low not in thing_nouns():
            j -= 1
        if i < k and j < i and (j == 0 or words[j - 1].tag not in "DNVAPp"):
            words[j:i] = [w._replace(tag="W") for w in words[j:i]]


def _raw(text: str) -> list[tuple[int, int, Number | None]]:
    """Offsets of the words, each number one word."""
    numbers = find_numbers(text)
    found: list[tuple[int, int, Number | None]] = []
    k = 0
    hidden = iter([*(m.span() for m in _ACRONYM.finditer(text)), (len(text) + 1, len(text) + 1)])
    dark = next(hidden)
    dashed = _SPLIT_DASH.search(text) is not None
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while dark[1] <= start:
            dark = next(hidden)
        if dark[0] <= start:
            continue
        while k < len(numbers) and numbers[k].end <= start:
            k += 1
        if k < len(numbers) and numbers[k].start <= start < numbers[k].end:
            if start == numbers[k].start or not found or found[-1][2] is not numbers[k]:
                if found and found[-1][1] > numbers[k].start:
                    continue
                found.append((numbers[k].start, numbers[k].end, numbers[k]))
            continue
        dash = _SPLIT_DASH.search(text, start, end) if dashed and end - start > 1 else None
        if dash and not text[start].isdigit():
            found.append((start, dash.start(), None))
            found.append((dash.start(), dash.end(), None))
            if dash.end() < end:
                found.append((dash.end(), end, None))
            continue
        found.append((start, end, None))
    return found


def _words(text: str, upper: bool) -> list[Word]:
    """Tagged words; set phrases and verbs made one word each, tagged `C`."""
    raw = _raw(text)
    plain = text.replace("’", "'").replace("`", "'")
    lows = [plain[a:b].lower() for a, b, _ in raw]
    nouns, roles, openers, pairs = person_nouns(), word_roles(), _openers(), _pair_openers()
    words: list[Word] = []
    i = 0
    while i < len(raw):
        start, end, number = raw[i]
        low = lows[i]
        if number is not None:
            age = len(words) > 1 and (
                (words[-1].low == "of" and _aged(words[-2]))
                or (number.value <= _OLDEST and _is_set_apart(words, lows[i + 1 : i + 2]))
            )
            words.append(Word(start, end, low, "y" if age else "N", False, number=number))
            i += 1
            continue
        if lows[i] in _POSSESSED and words and words[-1].tag == "A" and _whose(words, upper):
            words.append(Word(start, end, low, "C", False, predicate=Predicate(_POSSESSED[low], "possessed")))
            i += 1
            continue
        phrase = _match_phrase(lows, i) if low in openers else None
        if phrase and phrase[1].kind == "either" and lows[i + 1] == "and" and words and words[-1].tag in "NPO":
            phrase = _match_phrase(lows[i : i + 1], 0)  # "left three dead and wounded five"
            phrase = phrase or ((1, _STATES[low]) if low in _STATES else None)
        if phrase and not (phrase[0] == 1 and lows[i] in ("captures", "hangs", "frees", "releases", "burns", "hacks")):
            n, predicate = phrase
            words.append(
                Word(
                    start,
                    raw[i + n - 1][1],
                    " ".join(lows[i : i + n]),
                    "C",
                    text[start].isupper() and not upper,
                    predicate=predicate,
                )
            )
            i += n
            continue
        if low == "in" and i + 1 < len(raw) and lows[i + 1] in ("all", "total"):
            words.append(Word(start, raw[i + 1][1], f"in {lows[i + 1]}", "a", False))
            i += 2
            continue
        apart = _words_apart(lows, i) if low in _APART_OPENERS else 0
        if apart:
            words.append(Word(start, raw[i + apart - 1][1], " ".join(lows[i : i + apart]), "e", False))
            i += apart
            continue
        if low in ("among", "amongst") and i + 1 < len(raw) and lows[i + 1] in ("them", "whom", "those", "these"):
            words.append(Word(start, raw[i + 1][1], f"{low} {lows[i + 1]}", "i", False))
            i += 2
            continue
        pair = nouns.get(f"{low} {lows[i + 1]}") if low in pairs and i + 1 < len(raw) else None
        if pair is not None:
            words.append(Word(start, raw[i + 1][1], f"{low} {lows[i + 1]}", "P", False, noun=pair))
            i += 2
            continue
        words.append(_tagged(text, start, end, low, upper, roles.get(low), nouns.get(low), words))
        i += 1
    _modifiers(words)
    return words


def _modifiers(words: list[Word]) -> None:
    """Tag as adjectives what tells the sort of person before the noun: "a former Hizb-ul-Mujahideen member", "two women mission teachers"."""
    for k in range(len(words) - 1):
        following = words[k + 1 : k + 3]
        named = words[k].capital and "-" in words[k].low and following[0].tag == "P"
        sex = words[k].low in ("women", "men") and [w.tag for w in following] == ["w", "P"]
        if words[k].tag == "P" and (named or (sex and following[1].noun is not None and following[1].noun.plural)):
            words[k] = words[k]._replace(tag="A", noun=None)


_OLDEST = 110  # years


def _is_set_apart(words: list[Word], following: list[str]) -> bool:
    """Whether a number between commas behind one person tells their age: "a boy, 8, and a woman, 35"."""
    person = words[-2]
    single = person.noun is not None and not person.noun.plural and person.noun.lemma not in _GATHERINGS
    return (
        words[-1].low == "," and (single or (person.tag == "W" and person.capital)) and following in ([","], ["."], [])
    )


# Behind these words stand people who are not in the figure.
_APART = frozenset(
    {("other", "than"), ("apart", "from"), ("aside", "from"), ("in", "addition", "to"), ("on", "top", "of")}
    | {("not", "counting"), ("not", "including"), ("without", "counting"), ("over", "and", "above")}
)
_APART_OPENERS = frozenset(phrase[0] for phrase in _APART)


def _words_apart(lows: list[str], i: int) -> int:
    """How many words from word `i` on set apart who stands behind them; 0 for none."""
    return next((n for n in (3, 2) if tuple(lows[i : i + n]) in _APART), 0)


_GATHERINGS = frozenset({"family", "crew", "couple", "staff", "militia", "troop", "personnel", "police"})


_POSSESSED = {
    **dict.fromkeys(
        ("murder", "death", "killing", "assassination", "slaying", "execution", "beheading", "lynching"), "killed"
    ),
    **dict.fromkeys(("kidnapping", "abduction"), "taken"),
}


def _whose(words: list[Word], upper: bool) -> bool:
    """Whether the possessive before names a person: "Galan's murder", "the mayor's death", not "Monday's killing"."""
    stem = words[-1].low[:-2] if words[-1].low.endswith("'s") else words[-1].low[:-1]
    if stem in person_nouns():
        return True
    if stem in thing_nouns() or stem in word_roles():
        return False
    before = words[-2] if len(words) > 1 else None
    named = before is not None and (before.tag == "W" or (before.noun is not None and not before.noun.plural))
    return named if upper else words[-1].capital and (named or stem not in thing_nouns())


def _aged(word: Word) -> bool:
    """Whether "of 31" behind a word tells an age or a number of children: "a woman of 31", "a father of six"."""
    return word.noun is not None and not word.noun.plural and word.noun.lemma not in _GATHERINGS


def _name_particles(words: list[Word]) -> None:
    """Tag "bin" in "killing bin Laden" as the name that it opens."""
    for k in range(len(words) - 1):
        if words[k].tag == "w" and words[k].low in _PARTICLES and words[k + 1].tag == "W":
            words[k] = words[k]._replace(tag="W", capital=True)


def _tagged(
    text: str,
    start: int,
    end: int,
    low: str,
    upper: bool,
    role: str | None,
    noun: PersonNoun | None,
    before: list[Word],
) -> Word:
    """One word with its tag."""
    capital = text[start].isupper() and not upper
    if low in {",", "(", ")", "[", "]", "-", "--", "—", "–"}:
        return Word(start, end, low, ",", False)
    if low in {".", ";", ":"}:
        last = before[-1].low if before else ""
        abbreviated = low == "." and (last in _ABBREVIATIONS or len(last) == 1 or "." in last)
        return Word(start, end, low, "'" if abbreviated else ";", False)
    if low in _STATES:
        return Word(start, end, low, "C", capital, predicate=_STATES[low])
    if low == "us" and text[start:end] == "US":
        return Word(start, end, low, "W", not upper)
    if role == "say" and capital and before and before[-1].tag == "W":
        return Word(start, end, low, "W", True)  # "Omar Said"
    if role is not None and role in _TAG:
        return Word(start, end, low, _TAG[role], capital)
    noun = noun or (
        person_nouns().get(low.replace("-", " ")) or person_nouns().get(low.rsplit("-", 1)[-1]) if "-" in low else None
    )
    if noun is not None:
        return Word(start, end, low, "P", capital, noun=noun)
    if not upper and "-" in low and _NAME_PART.search(text[start:end]):
        return Word(start, end, low, "W", True)
    if low in _PARTICLES and before and before[-1].tag in "WP" and before[-1].capital:
        return Word(start, end, low, "W", True)
    if low.endswith(("'s", "s'")):
        return Word(start, end, low, "A", capital)
    if low[0].isdigit():
        return Word(start, end, low, "A" if "-" in low or "–" in low else "y", False)
    if low.endswith("ly") and len(low) > 4 and low not in ("family", "italy", "july", "assembly", "elderly", "sicily"):
        return Word(start, end, low, "a", capital)
    return Word(start, end, low, "W" if capital else "w", capital)


_STATES = {word: Predicate("killed", "state") for word in ("dead", "deceased", "lifeless")}
_NAME_PART = re.compile(r"^[a-z]{1,4}-[A-Z]")
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "la", "del", "van", "von", "abu", "ul", "ud", "da", "dos", "di", "du"}
)


def _parties(words: list[Word], tags: str) -> list[Party]:
    """Parties from left to right, never overlapping."""
    found: list[Party] = []
    i = 0
    while i < len(words):
        if tags[i] == "X" and found and found[-1].last == i and found[-1].form in ("single", "name", "count", "vague"):
            found[-1] = replace(found[-1], end=words[i].end, last=i + 1)  # "the gunman himself"
            i += 1
            continue
        party = _party_at(words, tags, i)
        if party is None:
            i += 1
            continue
        found.append(party)
        i = party.last
    return found


def _party_at(words: list[Word], tags: str, i: int) -> Party | None:
    """The party that begins at word `i`, None where none does."""
    tag = tags[i]
    if tag == "N":
        return _counted(words, tags, i, i)
    if tag == "D":
        return _determined(words, tags, i)
    if tag in "VL":
        return _vague(words, tags, i)
    if tag == "Z":
        return _zero(words, tags, i)
    if tag == "O":
        return _others(words, tags, i)
    if tag == "R" and words[i].low not in ("it", "i", "you"):
        plural = words[i].low in ("they", "them", "we", "us")
        if plural and i + 1 < len(words) and tags[i + 1] == "Q":
            return _make(words, i, i + 2, "count", 2, words[i].low, plural=True)
        return _make(words, i, i + 1, "pronoun", None if plural else 1, words[i].low, plural=plural)
    if tag == "X" and words[i].low != "itself":
        plural = words[i].low == "themselves"
        return _make(words, i, i + 1, "reflexive", None if plural else 1, words[i].low, attackers=True, plural=plural)
    if tag == "Q":
        if i + 1 < len(words) and tags[i + 1] in "DPAwWR" and "&" in tags[i + 1 : i + 6]:
            return None
        last, _, head, noun, _ = _phrase(words, tags, i + 1)
        form = "thing" if noun is None and head in thing_nouns() else "count"
        return _make(words, i, last, form, 2, head, noun, plural=True)
    if tag in "PW" or (tag == "A" and i + 1 < len(words) and tags[i + 1] in "PWAw"):
        return _bare(words, tags, i)
    return None


def _make(
    words: list[Word],
    first: int,
    last: int,
    form: str,
    value: int | None,
    head: str,
    noun: PersonNoun | None = None,
    *,
    number: Number | None = None,
    attackers: bool = False,
    more: bool = False,
    part_of: str = "",
    plural: bool = False,
    certain: bool = True,
) -> Party:
    """A party over words `first:last`."""
    return Party(
        words[first].start,
        words[last - 1].end,
        first,
        last,
        form,
        value,
        number.low if number else value,
        number.high if number else value,
        number.qualifier if number else ("vague" if value is None else "exact"),
        noun.lemma if noun else head,
        attackers or bool(noun and noun.attackers),
        more,
        part_of,
        plural,
        certain,
        words[first].low,
    )


def _phrase(words: list[Word], tags: str, i: int) -> tuple[int, bool, str, PersonNoun | None, bool]:
    """The noun phrase from word `i` on: its end, whether it is plural, its head, the noun for people in it, whether it names somebody."""
    noun: PersonNoun | None = None
    head, head_at, named = "", i, False
    j = i
    while j < len(words) and j - i < 9:
        tag, low = tags[j], words[j].low
        if tag == "P":
            if noun is not None and noun.plural and noun.lemma != head and not words[j].capital:
                break
            noun, head, head_at = words[j].noun, low, j
        elif tag == "W":
            if noun is not None and low in thing_nouns():
                noun, head, head_at = None, low, j
            named = True
            if noun is None:
                head, head_at = low, j
        elif tag == "N" and words[j].low == "one" and j > i and tags[j - 1] in "wAP":
            noun, head, head_at, j = None, "one", j, j + 1
            break
        elif tag == "A" or (tag == "'" and j > i):
            pass
        elif tag == "w":
            if noun is not None:
                if _adjective(words[j - 1]) and "P" in tags[j + 1 : j + 3]:
                    noun, head, head_at = None, low, j  # "a Vietnamese commercial attaché"
                    j += 1
                    continue
                if noun.plural or low.endswith(_MODIFIER_END) or low in follow_words():
                    break
                if words[j - 1].capital and words[j - 1].tag == "W":
                    break
                noun = None
            head, head_at = low, j
        elif (
            (
                tag == "C"
                and noun is None
                and j + 1 < len(words)
                and tags[j + 1] == "P"
                and not head
                and (low in _ATTRIBUTES or low.endswith("ing"))
            )
            or (tag == "a" and noun is None and j + 1 < len(words) and tags[j + 1] in "wAPC" and low.endswith("ly"))
            or (
                tag == "&"
                and noun is None
                and head
                and j + 1 < len(words)
                and tags[j - 1] in "wA"
                and tags[j + 1] in "wA"
                and j + 2 < len(words)
                and tags[j + 2] == "P"
            )
        ):
            pass
        else:
            break
        j += 1
    while j > i and tags[j - 1] in "'a":
        j -= 1
    if noun is None and j > i and tags[j - 1] == "A" and head_at < j - 1:
        head = words[j - 1].low
    plural = noun.plural if noun else (head.endswith("s") and not head.endswith(("ss", "us", "is", "'s")))
    return j, plural, head, noun, named


def _adjective(word: Word) -> bool:
    """Whether a noun for a person is an adjective too, the same in the plural: "Vietnamese", "Swiss"."""
    return word.noun is not None and word.noun.plural and word.noun.lemma == word.low


_ATTRIBUTES = frozenset(
    {
        "wounded",
        "injured",
        "killed",
        "kidnapped",
        "abducted",
        "captured",
        "murdered",
        "slain",
        "armed",
        "hanged",
        "seized",
    }
)


def _counted(
    words: list[Word], tags: str, first: int, i: int, *, more: bool = False, determined: bool = False
) -> Party:
    """A party with a number at word `i`."""
    number = words[i].number
    assert number is not None
    j = i + 1
    if j < len(words) and tags[j] == "O":
        more, j = True, j + 1
    if j < len(words) and words[j].low in ("of", "among") and tags[j] == "p":
        end, owner, noun = _owner(words, tags, j + 1)
        if end:
            return _make(
                words,
                first,
                end,
                "count",
                number.value,
                owner,
                noun,
                number=number,
                more=more,
                part_of=owner,
                plural=number.value != 1,
            )
        return _make(words, first, j, "count", number.value, "", number=number, more=more, plural=number.value != 1)
    last, _, head, noun, named = _phrase(words, tags, j)
    certain = noun is not None or last == j or named
    form = "thing" if noun is None and head in thing_nouns() else "count"
    if noun and noun.lemma == "couple":
        number = replace(number, value=number.value * 2, low=number.low * 2, high=number.high * 2)
    return _make(
        words,
        first,
        last,
        form,
        number.value,
        head,
        noun,
        number=number,
        more=more,
        plural=number.value != 1,
        certain=certain,
    )


def _owner(words: list[Word], tags: str, i: int) -> tuple[int, str, PersonNoun | None]:
    """Whom a part is taken of ("two of the wounded soldiers"): end, a word for the whole, its noun."""
    j = i
    if j < len(words) and words[j].low in ("whom", "them", "these", "those", "us", "which"):
        return j + 1, words[j].low, None
    if j < len(words) and tags[j] in "DLZ":
        j += 1
    if j < len(words) and tags[j] == "N":
        j += 1
    if (
        j < len(words)
        and tags[j] == "C"
        and words[j].low in ("dead", "wounded", "injured", "hurt", "killed", "kidnapped", "abducted")
    ):
        last, _, _, noun, _ = _phrase(words, tags, j + 1)
        return (last if noun else j + 1), words[j].low, noun
    last, _, head, noun, _ = _phrase(words, tags, j)
    if last > j or j > i:
        return max(last, j), (noun.lemma if noun else head or "number"), noun
    return 0, "", None


_ORDINALS = frozenset(
    [
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
    ]
)


# What "her" stands alone before: "killed her outright".
_AFTER_HER = frozenset(
    {"outright", "instead", "first", "once", "twice", "there", "here", "alone", "too", "yesterday", "today", "last"}
)


def _determined(words: list[Word], tags: str, i: int) -> Party | None:
    """A party that begins with an article or the like."""
    low = words[i].low
    j = i + 1
    if low == "that" and j < len(words) and tags[j] in "NVLDZPWAR":
        return None  # "said that two were hurt"
    more = low == "another"
    if low in ("a", "the") and j < len(words) and words[j].low in _ORDINALS:
        more = low == "a"
        if more and (j + 1 >= len(words) or tags[j + 1] not in "PwAW" or words[j + 1].low in follow_words()):
            return _make(words, i, j + 1, "single", 1, "", more=True)
    if j < len(words) and tags[j] == "O":
        more, j = True, j + 1
    if j < len(words) and tags[j] == "N":
        return _counted(words, tags, i, j, more=more, determined=True)
    if j < len(words) and tags[j] in "V":
        return _vague(words, tags, j)
    last, plural, head, noun, named = _phrase(words, tags, j)
    bare = last == j or (tags[j] == "w" and last == j + 1 and words[j].low in _AFTER_HER | follow_words())
    if low == "her" and bare and not more:
        return _make(words, i, i + 1, "pronoun", 1, "her")  # "killing her", "shot her at once"
    if last == j:
        if low == "another" or (more and words[j - 1].low in ("other", "others")):
            return _make(words, i, j, "single", 1 if words[j - 1].low != "others" else None, "", more=True)
        return None
    if (
        low in ("a", "an")
        and head in ("number", "group", "team", "crowd", "total", "dozen", "handful", "lot", "couple", "crew", "convoy")
    ) or (noun and noun.lemma in ("family", "crew", "staff") and last < len(words) and words[last].low == "of"):
        if last + 1 < len(words) and words[last].low == "of" and tags[last + 1] == "N":
            inner = _counted(words, tags, i, last + 1)
            return replace(inner, attackers=inner.attackers)
        if last < len(words) and words[last].low == "of" and noun is None:
            end, plural, head, noun, named = _phrase(words, tags, last + 1)
            return (
                _make(words, i, end, "vague" if head != "couple" else "count", None, head, noun, more=more, plural=True)
                if end > last + 1
                else None
            )
    if noun and noun.lemma == "couple" and not plural:
        return _make(words, i, last, "count", 2, "couple", noun, more=more, plural=True)
    if noun and noun.lemma == "twin" and plural:
        return _make(words, i, last, "count", 2, "twins", noun, more=more, plural=True)
    if noun and noun.lemma == "parent" and plural and low in POSSESSIVES:
        return _make(words, i, last, "count", 2, "parents", noun, more=more, plural=True)
    if low in ("a", "an") and noun and plural and noun.lemma not in _GATHERINGS:
        return _make(words, i, last, "single", 1, head, noun)
    if plural or (noun and noun.lemma in ("family", "crew", "staff", "militia", "personnel")):
        return _make(
            words,
            i,
            last,
            "vague" if noun else "thing",
            None,
            head,
            noun,
            more=more,
            plural=True,
            certain=noun is not None,
        )
    of_things = noun is None and head in thing_nouns() and (not named or tags[last - 1] == "w")
    return _make(words, i, last, "thing" if of_things else "single", 1, head, noun, more=more, certain=noun is not None)


def _vague(words: list[Word], tags: str, i: int) -> Party | None:
    """People without a number: "dozens", "several policemen", "all of them"."""
    j = i + 1
    more = False
    while (j < len(words) and tags[j] in "ODV") or (
        j < len(words) and words[j].low in ("of", "as") and words[i].tag != "L"
    ):
        more = more or tags[j] == "O"
        j += 1
    if j < len(words) and tags[j] == "N":
        return _counted(words, tags, i, j, more=more)
    last, _, head, noun, _ = _phrase(words, tags, j)
    if words[i].tag == "L" and noun is None:
        return None
    return _make(
        words,
        i,
        last,
        "thing" if noun is None and head in thing_nouns() else "vague",
        None,
        head,
        noun,
        more=more,
        plural=True,
    )


def _zero(words: list[Word], tags: str, i: int) -> Party | None:
    """Nobody: "no one", "none of the passengers", "no civilians"."""
    j = i + 1
    low = words[i].low
    if low == "nothing":
        return None
    if low == "no":
        if j < len(words) and tags[j] == "N" and words[j].low == "one":
            j += 1
        elif j < len(words) and tags[j] in "OPwAWD":
            if tags[j] == "O":
                j += 1
        else:
            return None
    more = False
    if j < len(words) and tags[j] == "O":
        more, j = True, j + 1
    if j < len(words) and words[j].low == "of":
        end, _, _ = _owner(words, tags, j + 1)
        return _make(words, i, end or j, "zero", 0, "", more=more)
    last, plural, head, noun, named = (
        _phrase(words, tags, j) if low in ("no", "neither") else (j, False, "", None, False)
    )
    if low == "no" and noun is None and head and words[i + 1].low != "one" and not (named and plural):
        return None
    return _make(
        words, i, max(last, j), "zero", 0, head, noun, more=more or (i + 1 < len(words) and tags[i + 1] == "O")
    )


def _others(words: list[Word], tags: str, i: int) -> Party | None:
    """People beside others, without a number: "others", "other villagers"."""
    last, _, head, noun, _ = _phrase(words, tags, i + 1)
    if words[i].low not in ("others", "other") or (noun is None and words[i].low == "other"):
        return None
    end = last if words[i].low == "other" else i + 1
    return _make(words, i, end, "vague", None, head, noun, more=True, plural=True)


def _ages(words: list[Word], i: int) -> list[int]:
    """The places of the ages listed behind people: "sisters aged 20 and 16"."""
    found: list[int] = []
    if i < len(words) and words[i].low in ("aged", ",") and i + 1 < len(words) and words[i + 1].tag == "y":
        for k in range(i + 1, min(i + 12, len(words))):
            if words[k].tag == "y":
                found.append(k)
            elif words[k].tag not in ",&":
                break
    return found


# Months that are first names, too, are left to them.
_CALENDAR = frozenset(
    {*calendar.MONTHS, *calendar.WEEKDAYS, "christmas", "easter", "ramadan"} - {"april", "may", "june"}
)


def _bare(words: list[Word], tags: str, i: int) -> Party | None:
    """Names ("Aryeh Schupak"), titles with names, and bare nouns ("policemen", "militants")."""
    last, plural, head, noun, named = _phrase(words, tags, i)
    if last == i:
        return None
    if noun is None:
        if not named or tags[last - 1] in "wA" or (last == i + 1 and words[i].low in _CALENDAR):
            return None
        return _make(words, i, last, "name", 1, head, certain=False)
    ages = _ages(words, last)
    if plural and len(ages) > 1:
        return _make(words, i, ages[-1] + 1, "count", len(ages), head, noun, plural=True)
    if plural and not (named and tags[last - 1] == "W" and words[last - 2].tag in "PW" and words[i].tag == "P"):
        return _make(words, i, last, "vague", None, head, noun, plural=True)
    return _make(words, i, last, "name" if named else "single", 1, head, noun)
