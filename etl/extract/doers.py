"""How many attackers a text tells of: "three gunmen", "a pair of suicide bombers", "two men armed with knives".

Enters: a Text and an offset in it. Leaves: the number told last before it, or first behind it. Pure, bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.codebook.casualties import person_nouns
from etl.codebook.wording import Wording
from etl.extract.numbers import COUNT_WORDS, read_number
from etl.extract.text import Text

_REACH = 900  # characters: farther off other attackers are told of
_MOST = 200  # more are an army
_PAIR = {"both": 2, "pair": 2, "couple": 2, "trio": 3}
# Words between a number and a noun; none of them may be the number itself.
FILLER = rf"(?:(?!(?:and|or|of|in|by|no|both|{COUNT_WORDS}) )[\w'’][\w'’-]* ){{0,2}}?"


@dataclass(frozen=True)
class Told:
    """So many attackers are told of at `start:end` of the whole text."""

    count: int
    start: int
    end: int


@cache
def nouns(*, plural: bool = False) -> str:
    """The nouns for attackers as alternatives of a pattern, the longest first; with `plural` those for several alone."""
    words = (word for word, noun in person_nouns().items() if noun.attackers and (noun.plural or not plural))
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _counted() -> Wording:
    armed = r"(?:men|youths|women|boys|girls|people|persons) (?:armed|wielding|carrying|with)"
    return Wording(
        rf"\b(?P<n>{COUNT_WORDS}|both|pair|couple|trio) (?:of )?{FILLER}(?:{nouns(plural=True)}|{armed})\b",
        re.IGNORECASE,
    )


def last_told(text: Text, at: int) -> Told | None:
    """The number of attackers last told before an offset."""
    low = max(0, at - _REACH)
    told = [t for m in _counted().finditer(text.whole[low:at].replace("\n", " ")) if (t := _read(m, low))]
    return told[-1] if told else None


def next_told(text: Text, at: int) -> Told | None:
    """The number of attackers first told behind an offset."""
    matches = _counted().finditer(text.whole[at : at + _REACH].replace("\n", " "))
    return next((t for m in matches if (t := _read(m, at))), None)


def _read(match: re.Match[str], offset: int) -> Told | None:
    word = match["n"].lower()
    count = _PAIR.get(word) or read_number(word)
    if count is None or not 1 < count <= _MOST:
        return None
    return Told(count, offset + match.start(), offset + match.end())
