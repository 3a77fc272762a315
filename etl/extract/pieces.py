"""Words as word pieces: the parts that the encoder's vocabulary has.

Enters: words in any case. Leaves: numbers of pieces, each with the word that it is of. The vocabulary is read once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.codebook.weights import piece_numbers

_UNKNOWN = "[UNK]"
_INSIDE = "##"  # marks a piece that does not begin a word
_LONGEST = 100  # characters; a longer word is unknown as a whole
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


@dataclass(frozen=True)
class Pieces:
    """Numbers of pieces and, for each, the number of its word."""

    ids: list[int]
    words: list[int]


def cut_words(words: Sequence[str]) -> Pieces:
    """The pieces of words, in order.

    >>> len(cut_words(["dynamited", "."]).ids), cut_words(["dynamited", "."]).words
    (4, [0, 0, 0, 1])
    """
    ids: list[int] = []
    owners: list[int] = []
    for number, word in enumerate(words):
        found = _cut(word)
        ids += found
        owners += [number] * len(found)
    return Pieces(ids, owners)


@lru_cache(maxsize=20_000)
def _cut(word: str) -> tuple[int, ...]:
    known = piece_numbers()
    return tuple(piece for part in _parts(_plain(word)) for piece in _greedy(part, known))


def _plain(word: str) -> str:
    """A word in lower case without accents and control characters."""
    if word.isascii() and word.isalnum():
        return word.lower()
    bare = "".join(c for c in word if unicodedata.category(c)[0] != "C" and c not in "\x00\ufffd")
    apart = unicodedata.normalize("NFD", bare.lower())
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def _parts(word: str) -> Iterator[str]:
    """Signs and ideographs apart from what stands between them."""
    if word.isascii() and word.isalnum():
        yield word
        return
    start = 0
    for k, char in enumerate(word):
        if char.isspace() or _is_sign(char) or _is_ideograph(char):
            if start < k:
                yield word[start:k]
            if not char.isspace():
                yield char
            start = k + 1
    if start < len(word):
        yield word[start:]


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" or (char.isascii() and not char.isalnum() and not char.isspace())


def _is_ideograph(char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in _IDEOGRAPHS)


def _greedy(part: str, known: Mapping[str, int]) -> list[int]:
    """The longest known piece first, then the longest that goes on from there."""
    if len(part) > _LONGEST:
        return [known[_UNKNOWN]]
    out: list[int] = []
    start = 0
    while start < len(part):
        mark = _INSIDE if start else ""
        end = next((e for e in range(len(part), start, -1) if mark + part[start:e] in known), None)
        if end is None:
            return [known[_UNKNOWN]]
        out.append(known[mark + part[start:end]])
        start = end
    return out


def is_everyday(word: str) -> bool:
    """Whether the vocabulary has a word as a whole: an English word or a name that is often written, no village.

    >>> is_everyday("NEARBY"), is_everyday("Dolayli")
    (True, False)
    """
    return _plain(word) in piece_numbers()


@cache
def bounds() -> tuple[int, int]:
    """The numbers of the pieces that open and close every row."""
    known = piece_numbers()
    return known["[CLS]"], known["[SEP]"]
