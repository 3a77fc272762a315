"""The words of death, injury and captivity: verbs with all their forms, set phrases, and nouns for people.

Enters: nothing. Leaves: look-ups over the data files. Touches package data, read once.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from etl.codebook.countries import countries, plural

POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your"})
REFLEXIVES = frozenset({"himself", "herself", "themselves", "itself", "themself"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """What befalls people: `kind` such as `killed`; `form` tells the grammar.

    `form` is `past` (past tense or participle), `participle`, `preterite`, `ing`, `base` or `third` of a verb with an object;
    `subject` for what people do themselves ("died"); `state` for what they are ("found dead"); `counted` for what only a number of people do; `adjunct`, `active` (the people
    follow), `body` and `deed` for set phrases.
    """

    kind: str
    form: str


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """A noun for people: its grammatical number, and whether it names attackers by itself."""

    lemma: str
    plural: bool
    attackers: bool


def _rows(name: str) -> list[dict[str, str]]:
    """The rows of a data file of the codebook."""
    text = files("etl.codebook").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def plural_of(noun: str) -> str:
    """The regular English plural.

    >>> plural_of("deputy"), plural_of("coach"), plural_of("guard")
    ('deputies', 'coaches', 'guards')
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _past(lemma: str) -> str:
    """The regular past tense."""
    return lemma + "d" if lemma.endswith("e") else lemma + "ed"


def _ing(lemma: str, past: str) -> str:
    """The form in -ing; a consonant doubled in the past is doubled here ("stabbed", "stabbing")."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and lemma != "free":
        return lemma[:-1] + "ing"
    if past == lemma + lemma[-1] + "ed":
        return lemma + lemma[-1] + "ing"
    return {"cut": "cutting", "let": "letting"}.get(lemma, lemma + "ing")


@cache
def predicates() -> dict[tuple[str, ...], Predicate]:
    """Every form of every verb and every set phrase, as words in lower case (`POSS`, `REFL` stand for any such pronoun)."""
    found: dict[tuple[str, ...], Predicate] = {}
    for row in _rows("casualty_verbs.csv"):
        lemma, kind = row["lemma"], row["kind"]
        past = row["past"] or _past(lemma)
        participle = row["participle"] or past
        tail = tuple(row["tail"].split())
        forms = {plural_of(lemma): "third", lemma: "base", _ing(lemma, past): "ing"}
        if past == participle:
            forms[past] = "past"
        else:
            forms |= {past: "preterite", participle: "participle"}
        if lemma == "martyr":  # the bare word is a noun
            forms = {past: "past", "martyring": "ing"}
        for word, form in forms.items():
            found[(word, *tail)] = Predicate(kind, "subject" if row["frame"] == "subject" else form)
            if tail == ("fatally",):
                found[("fatally", word)] = Predicate(kind, form)
    for row in _rows("casualty_phrases.csv"):
        found[tuple(row["phrase"].split())] = Predicate(row["kind"], row["frame"])
    return found


@cache
def open_phrases() -> dict[str, tuple[tuple[re.Pattern[str], Predicate], ...]]:
    """For a first word, the phrases with gaps in them that it may open: patterns over what follows it, words parted by one blank."""
    found: dict[str, list[tuple[re.Pattern[str], Predicate]]] = {}
    for row in _rows("casualty_patterns.csv"):
        entry = (re.compile(f"(?:{row['rest']})(?:(?![\\w'-])|(?<![\\s\\S]))"), Predicate(row["kind"], row["frame"]))
        for first in row["first"].split("|"):
            found.setdefault(first, []).append(entry)
    return {first: tuple(entries) for first, entries in found.items()}


@cache
def first_words() -> frozenset[str]:
    """The words that a verb or phrase of harm can begin with."""
    return frozenset({phrase[0] for phrase in predicates()} | open_phrases().keys() | words_of("suffers"))


@cache
def split_tails() -> dict[str, dict[str, str]]:
    """For a verb form, the parts that may stand behind its object, each with what it then says.

    "shot two men dead": `{"shot": {"dead": "killed"}}`.
    """
    tails = {row["tail"] for row in _rows("casualty_verbs.csv")} & _BEHIND_OBJECT
    found: dict[str, dict[str, str]] = {}
    for phrase, predicate in predicates().items():
        tail = " ".join(phrase[1:])
        if tail in tails:
            found.setdefault(phrase[0], {})[tail] = predicate.kind
    return found


_BEHIND_OBJECT = frozenset(
    {"dead", "to death", "alive", "hostage", "hostages", "captive", "prisoner", "away", "off", "free"}
    | {"to pieces", "to bits", "apart", "up", "out", "their lives", "his life", "her life"}
    | {"to hospital", "in hospital", "ill", "sick"}
)
# Adjectives of countries that name a person too: "an Iraqi", "two Italians", but not "a Danish".
_PEOPLE_ENDINGS = ("an", "i", "ese", "ot", "ois")


@cache
def person_nouns() -> dict[str, PersonNoun]:
    """Nouns for people in lower case, singular and plural."""
    found: dict[str, PersonNoun] = {}
    for row in _rows("person_nouns.csv"):
        singular, attackers = row["singular"], row["party"] == "attackers"
        several = row["plural"] or plural_of(singular)
        found[several] = PersonNoun(singular, True, attackers)
        found.setdefault(singular, PersonNoun(singular, several == singular, attackers))
    for country in countries().values():
        for word in (*country.people, *(a for a in country.adjectives if a.endswith(_PEOPLE_ENDINGS))):
            singular = word.lower()
            found.setdefault(plural(word).lower(), PersonNoun(singular, True, False))
            found.setdefault(singular, PersonNoun(singular, plural(word) == word, False))
    return found


_LISTS = frozenset(
    {
        "follows",
        "suffers",
        "injury",
        "force",
        "state_force",
        "police",
        "soldiers",
        "institution",
        "official",
        "anybody",
        "kin",
    }
)


@cache
def word_roles() -> dict[str, str]:
    """The part that each function word plays when people are counted; the first row of a word wins."""
    found: dict[str, str] = {}
    for row in _rows("casualty_words.csv"):
        if row["role"] not in _LISTS:
            found.setdefault(row["word"], row["role"])
    return found


@cache
def follow_words() -> frozenset[str]:
    """Words that end a noun phrase for people: common verbs and adverbs that may stand right behind it."""
    return frozenset(row["word"] for row in _rows("casualty_words.csv") if row["role"] == "follows")


@cache
def words_of(role: str) -> frozenset[str]:
    """The words of one role in `data/casualty_words.csv`.

    `suffers` and `injury` make "suffered minor burns"; `force` are those who end attacks, `state_force` those of them who are the state's by their name, `police` and `soldiers` nouns for one sort, `institution` what a nationality may belong to
    instead of people ("the French embassy"), `official` those who speak or act for a state, `anybody` nouns that take in whoever is listed behind them, `kin` relatives.
    """
    return frozenset(row["word"] for row in _rows("casualty_words.csv") if row["role"] == role)


@cache
def thing_nouns() -> frozenset[str]:
    """Nouns in the place of victims that name no people ("killed three hours later", "wounded two horses")."""
    return frozenset(row["word"] for row in _rows("thing_nouns.csv"))
