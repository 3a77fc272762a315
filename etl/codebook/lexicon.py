"""Word lists with their forms, and the search for all of them at once.

Enters: rows of a data file whose `term` is a base form and whose `form` says how it bends. Leaves: a Lexicon, which finds every
form in a text in one pass. Touches nothing but package data, read once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

Row = TypeVar("Row")

_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "\n": " ", "\u00a0": " ", "\t": " "}
)
_IRREGULAR: dict[str, tuple[str, ...]] = {
    "blow": ("blow", "blows", "blew", "blown", "blowing"),
    "set": ("set", "sets", "setting"),
    "go": ("go", "goes", "went", "gone", "going"),
    "shoot": ("shoot", "shoots", "shot", "shooting"),
    "throw": ("throw", "throws", "threw", "thrown", "throwing"),
    "take": ("take", "takes", "took", "taken", "taking"),
    "hold": ("hold", "holds", "held", "holding"),
    "strike": ("strike", "strikes", "struck", "striking"),
    "hit": ("hit", "hits", "hitting"),
    "cut": ("cut", "cuts", "cutting"),
    "slit": ("slit", "slits", "slitting"),
    "tear": ("tear", "tears", "tore", "torn", "tearing"),
    "rip": ("rip", "rips", "ripped", "ripping"),
    "stab": ("stab", "stabs", "stabbed", "stabbing"),
    "gun": ("gun", "guns", "gunned", "gunning"),
    "mow": ("mow", "mows", "mowed", "mown", "mowing"),
    "run": ("run", "runs", "ran", "running"),
    "drive": ("drive", "drives", "drove", "driven", "driving"),
    "ram": ("ram", "rams", "rammed", "ramming"),
    "slay": ("slay", "slays", "slew", "slain", "slaying"),
    "burn": ("burn", "burns", "burned", "burnt", "burning"),
    "beat": ("beat", "beats", "beaten", "beating"),
    "spray": ("spray", "sprays", "sprayed", "spraying"),
    "lob": ("lob", "lobs", "lobbed", "lobbing"),
    "plow": ("plow", "plows", "plowed", "plowing"),
    "plough": ("plough", "ploughs", "ploughed", "ploughing"),
    "drop": ("drop", "drops", "dropped", "dropping"),
    "fire": ("fire", "fires", "fired", "firing"),
    "defuse": ("defuse", "defuses", "defused", "defusing"),
    "kidnap": ("kidnap", "kidnaps", "kidnapped", "kidnaped", "kidnapping", "kidnaping"),
    "hijack": ("hijack", "hijacks", "hijacked", "hijacking"),
    "murder": ("murder", "murders", "murdered", "murdering"),
    "martyr": ("martyr", "martyrs", "martyred", "martyring"),
    "drag": ("drag", "drags", "dragged", "dragging"),
    "trip": ("trip", "trips", "tripped", "tripping"),
    "step": ("step", "steps", "stepped", "stepping"),
    "rig": ("rig", "rigs", "rigged", "rigging"),
    "chop": ("chop", "chops", "chopped", "chopping"),
    "club": ("club", "clubs", "clubbed", "clubbing"),
    "keep": ("keep", "keeps", "kept", "keeping"),
    "lie": ("lie", "lies", "lay", "lain", "lying"),
    "lay": ("lay", "lays", "laid", "laying"),
    "fight": ("fight", "fights", "fought", "fighting"),
    "do": ("do", "does", "did", "done", "doing"),
    "explode": ("explode", "explodes", "exploded", "exploding"),
    "target": ("target", "targets", "targeted", "targeting", "targetted", "targetting"),
}


def in_small_letters(text: str) -> str:
    """The text in lower case, of exactly the same length, so that offsets stay true."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low


def lowered(text: str) -> str:
    """The text in lower case with plain quotes and hyphens, of exactly the same length, so that offsets stay true.

    >>> lowered("Shi’ite MOSQUE")
    "shi'ite mosque"
    """
    return in_small_letters(text).translate(_ALIKE)


@lru_cache(maxsize=4)
def lowered_whole(whole: str) -> str:
    """`lowered` of a whole text: gates and stages ask for it one after the other."""
    return lowered(whole)


def plural(noun: str) -> str:
    """The regular plural of the last word.

    >>> plural("embassy"), plural("car bomb"), plural("church")
    ('embassies', 'car bombs', 'churches')
    """
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def verb_forms(term: str) -> tuple[str, ...]:
    """All forms of a verb phrase, whose first word bends.

    >>> verb_forms("blow up")
    ('blow up', 'blows up', 'blew up', 'blown up', 'blowing up')
    """
    head, _, rest = term.partition(" ")
    forms = _IRREGULAR.get(head) or _regular(head)
    return tuple(f"{form} {rest}" if rest else form for form in forms)


def _regular(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return verb, third, verb + "ed", verb + "ing"


def forms_of(term: str, form: str) -> tuple[str, ...]:
    """Every written form of a term: `n` bends as a noun, `v`, `v2` and `w` as a verb, `x` stands as it is."""
    if form == "n":
        return term, plural(term)
    if form in ("v", "v2", "w"):
        return verb_forms(term)
    return (term,)


class Hit(NamedTuple, Generic[Row]):
    """Where a term stands in the text that was searched, and its row."""

    start: int
    end: int
    row: Row


class Lexicon(Generic[Row]):
    """Finds all its terms in a text: whole words only, the longest where several overlap, time linear in the text."""

    def __init__(self, terms: Iterable[tuple[str, Row]]) -> None:
        rows: dict[str, Row] = {}
        for term, row in terms:
            rows.setdefault(term, row)
        self._terms = list(rows)
        self._rows = list(rows.values())
        self._automaton = AhoCorasick(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def find(self, low: str) -> list[Hit[Row]]:
        """Hits in order of place, none overlapping; `low` is text as `lowered` returns it."""
        found = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True)
            if not low[start - 1 : start].isalnum() and not low[end : end + 1].isalnum()
        ]
        hits: list[Hit[Row]] = []
        last = -1
        for start, negative_end, index in sorted(found):
            if start >= last:
                hits.append(Hit(start, -negative_end, self._rows[index]))
                last = -negative_end
        return hits


@cache
def words_of_kind(name: str, kind: str, column: str = "words") -> frozenset[str]:
    """The words of one kind in a data file of this package that has a column `kind`."""
    return frozenset(row[column] for row in read_rows(name) if row["kind"] == kind)


def read_rows(name: str) -> list[Mapping[str, str]]:
    """The rows of one data file of this package."""
    path = resources.files("etl.codebook") / "data" / f"{name}.csv"
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))
