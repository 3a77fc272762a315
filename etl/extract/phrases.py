"""Words of a sentence and the spans that may name a person, a group, a building or a weapon. Works on capitals only, too.

Enters: a sentence's text. Leaves: words with their offsets, and candidate spans of words. Pure; time grows with the length of the text.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from etl.codebook.words import dotted_abbreviations, function_words

_WORD = re.compile(r"[^\W_]+(?:['’.\-/&][^\W_]+)*\.?|[^\w\s]")
_ARTICLES = frozenset({"a", "an", "the"})
_QUOTES = frozenset("\"'“”‘’")
# Words that no name begins or ends with, and that few contain: a run of words between two of them may hold a name.
FUNCTION_WORDS = function_words()
_LINKS = frozenset({"of", "de", "del", "for", "la", "los", "las", "el", "y", "and", "in"})
_ABBREVIATIONS = dotted_abbreviations()
# Longest spans looked at: of one run; left and right of a link word.
_RUN, _LEFT, _RIGHT = 7, 4, 5


class Word(NamedTuple):
    """A word or sign of a sentence in lower case, with its offsets in the sentence."""

    text: str
    start: int
    end: int

    @property
    def is_sign(self) -> bool:
        """Whether this is punctuation (or the 's of a possessive)."""
        return not self.text[0].isalnum()


# The reader and the naming of who took part ask for the same sentences of an article, one after the other.
@lru_cache(maxsize=500)
def find_words(sentence: str) -> tuple[Word, ...]:
    """The words and signs of a sentence; a possessive 's stands apart, the point of an abbreviation does not.

    >>> [w.text for w in find_words("Gen. Galan's car.")]
    ['gen.', 'galan', "'s", 'car', '.']
    """
    out: list[Word] = []
    for match in _WORD.finditer(sentence):
        word, start, end = match.group().lower(), match.start(), match.end()
        if len(word) > 2 and word[-2:] in ("'s", "’s"):
            out += [Word(word[:-2], start, end - 2), Word("'s", end - 2, end)]
        elif len(word) > 1 and word.endswith(".") and not _is_abbreviation(word[:-1]):
            out += [Word(word[:-1], start, end - 1), Word(".", end - 1, end)]
        else:
            out.append(Word(word, start, end))
    return tuple(out)


def _is_abbreviation(word: str) -> bool:
    return word in _ABBREVIATIONS or "." in word or len(word) == 1


def plain_phrase(words: Sequence[str]) -> str:
    """A phrase without articles and signs: two spellings of one name are equal.

    >>> plain_phrase(["the", "u.s.", "embassy"])
    'us embassy'
    """
    return " ".join(filter(None, map(plain_word, words)))


def plain_word(word: str) -> str:
    """A word without signs; "" for an article."""
    bare = word.translate(_NO_SIGNS)
    return "" if bare in _ARTICLES else bare


_NO_SIGNS = str.maketrans("", "", string.punctuation + "“”‘’")


def find_phrases(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Spans of words, first to behind the last, that may be a name or a description; many overlap."""
    runs = _runs(words)
    for start, end in runs:
        for i in range(start, end):
            if not words[i].is_sign:
                yield from ((i, j) for j in range(i + 1, min(end, i + _RUN) + 1) if not words[j - 1].is_sign)
    for (start, end), (next_start, next_end) in pairwise(runs):
        if not _linked(words[end:next_start]):
            continue
        for i in range(max(start, end - _LEFT), end):
            if not words[i].is_sign:
                ends = range(next_start + 1, min(next_end, next_start + _RIGHT) + 1)
                yield from ((i, j) for j in ends if not words[j - 1].is_sign)
    for (start, end), (a, b), (c, d) in zip(runs, runs[1:], runs[2:], strict=False):
        # "members of the front of national liberation": two links, one of them "of"
        if b - a > _LEFT or "of" not in (words[end].text, words[b].text):
            continue
        if _linked(words[end:a]) and _linked(words[b:c]):
            for i in range(max(start, end - 3), end):
                ends = range(c + 1, min(d, c + _LEFT) + 1)
                yield from ((i, j) for j in ends if not words[i].is_sign and not words[j - 1].is_sign)


def _linked(between: Sequence[Word]) -> bool:
    if not 1 <= len(between) <= 2 or between[0].text not in _LINKS:
        return False
    return len(between) == 1 or between[1].text in _ARTICLES


def _runs(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The longest stretches without function words and signs (quotes aside), trimmed to begin and end with a word."""
    out = []
    start = None
    for k, word in enumerate([*words, Word(".", 0, 0)]):
        breaks = (word.is_sign and word.text not in _QUOTES) or word.text in FUNCTION_WORDS
        if not breaks:
            start = k if start is None else start
        elif start is not None:
            a, b = start, k
            while a < b and words[a].is_sign:
                a += 1
            while b > a and words[b - 1].is_sign:
                b -= 1
            if a < b:
                out.append((a, b))
            start = None
    return out
