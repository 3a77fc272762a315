"""Regular expressions that are tried only where a word that they need stands.

Enters: a pattern in the syntax of `re`. Leaves: what `re` would find. Pure. A cue of news is a long list of alternatives, and most
sentences hold none of them: `re` tries each one at every word, an automaton sees in one pass that none is there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import product
from re import _parser  # type: ignore[attr-defined]  # the tree that `re` itself compiles
from typing import Any, Generic, TypeVar

from ahocorasick_rs import AhoCorasick

Item = TypeVar("Item")

# More spellings of one stretch of a pattern than this are not written out.
_MOST_SPELLINGS = 64
# What is shorter stands in nearly every sentence: looking for it would only cost.
_SHORTEST = 3
# Two sets of needed words: each further one holds back less than it costs.
_RANKS = (0, 1)
# A longer text than this (characters) is asked a thing or two, and is read for each.
_LONG = 300
# Shorter texts that are remembered: an article's sentences, and the stretches of them that are looked at.
_MOST_TEXTS = 500


class Wording:
    """A pattern whose `search` and `finditer` look for its needed words first. They find what those of `re` find.

    Make it once, as a constant: all wordings are looked for together.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        pool = _POOLS[ignores_case(self.pattern)]
        self._mark, self._sift = pool.add(self.pattern), pool.worth_trying

    @cached_property
    def _alone(self) -> _Sieve:
        return _Sieve((self.pattern,))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        read = text[start:end]
        may = self._alone.worth_trying(read) if len(read) > _LONG else self._sift(read) & self._mark
        return self.pattern.search(text, start, end) if may else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches in `text[start:end]`."""
        read = text[start:end]
        may = self._alone.worth_trying(read) if len(read) > _LONG else self._sift(read) & self._mark
        return self.pattern.finditer(text, start, end) if may else iter(())


class Wordings(Generic[Item]):
    """Many patterns with what each stands for: which of them a text may match, found in one pass."""

    def __init__(self, items: Iterable[tuple[re.Pattern[str], Item]]) -> None:
        patterns, self._items = zip(*items, strict=True)
        self._sieve = _Sieve(patterns)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def worth_trying(self, text: str) -> list[Item]:
        """The items whose pattern may match somewhere in the text, in their order."""
        left, found = self._sieve.worth_trying(text), []
        while left:
            lowest = left & -left
            found.append(self._items[lowest.bit_length() - 1])
            left ^= lowest
        return found


class _Sieve:
    """The needed words of many patterns in one automaton. A set of patterns is a whole number, a bit for each."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._folded = any(ignores_case(pattern) for pattern in patterns)
        self._size = len(patterns)
        self._all = (1 << self._size) - 1
        self._without = 0  # the needs that a pattern lacks are met everywhere
        serves: dict[str, int] = {}
        for number, pattern in enumerate(patterns):
            needs = needed_words(pattern)
            for rank in _RANKS:
                need = 1 << number + rank * self._size
                if rank >= len(needs):
                    self._without |= need
                for word in needs[rank] if rank < len(needs) else ():
                    read = word.casefold() if self._folded else word
                    serves[read] = serves.get(read, 0) | need
        self._serves = list(serves.values())
        self._automaton = AhoCorasick(list(serves))

    def worth_trying(self, text: str) -> int:
        """The patterns that may match somewhere in the text: of each of their needs some word stands in it."""
        met, serves = self._without, self._serves
        read = text.casefold() if self._folded else text
        for word, _, _ in self._automaton.find_matches_as_indexes(read, overlapping=True):
            met |= serves[word]
        return met & met >> self._size & self._all


class _Pool:
    """All wordings that read capitals alike. Of one sentence news is asked dozens of cues, one after the other: so it is sifted once for all."""

    def __init__(self) -> None:
        self._patterns: list[re.Pattern[str]] = []
        self._sieve: _Sieve | None = None
        self.worth_trying = lru_cache(maxsize=_MOST_TEXTS)(self._sift)

    def add(self, pattern: re.Pattern[str]) -> int:
        """The pattern as a set of its own."""
        self._patterns.append(pattern)
        self._sieve = None
        self.worth_trying.cache_clear()
        return 1 << len(self._patterns) - 1

    def _sift(self, text: str) -> int:
        if self._sieve is None:
            self._sieve = _Sieve(self._patterns)
        return self._sieve.worth_trying(text)


_POOLS = {folded: _Pool() for folded in (False, True)}


def ignores_case(pattern: re.Pattern[str]) -> bool:
    """Whether a pattern, or a part of it, takes capitals and small letters for the same."""
    return bool(pattern.flags & re.IGNORECASE) or "(?i" in pattern.pattern


def needed_words(pattern: re.Pattern[str]) -> tuple[frozenset[str], ...]:
    r"""Sets of strings: of each at least one stands in every text that the pattern matches; the most telling set first.

    They are folded where the pattern ignores case.

    >>> [sorted(words) for words in needed_words(re.compile(r"\b(?:gunm[ae]n|rebels?)\b"))]
    [['gunman', 'gunmen', 'rebel']]
    >>> [sorted(words) for words in needed_words(re.compile(r"\bshot (?:[a-z]+ )?dead in [A-Z]"))]
    [['dead in '], ['shot ']]
    >>> needed_words(re.compile(r"\w+ (?:bombs)?"))
    ()
    """
    needs = _needs(_parser.parse(pattern.pattern, pattern.flags))
    if ignores_case(pattern):
        needs = [frozenset(word.casefold() for word in words) for words in needs]
    return tuple(sorted((_shortest(words) for words in needs), key=_tells, reverse=True))


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """The words without those that hold another one: where "rebels" stands, "rebel" does."""
    return frozenset(w for w in words if not any(other != w and other in w for other in words))


def _needs(tree: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """What every match of a sequence holds: a set for each stretch of it that can be spelled and is long enough to tell something."""
    stretches: list[frozenset[str]] = []
    stretch = frozenset({""})
    for node in tree:
        spelled = _spelled(node)
        longer = None if spelled is None else _joined(stretch, spelled)
        if longer is not None:
            stretch = longer
            continue
        stretches.append(stretch)
        if spelled is None:
            stretches += _needs_of(*node)
        stretch = spelled or frozenset({""})
    return [words for words in (*stretches, stretch) if _tells(words)[0] >= _SHORTEST]


def _tells(words: frozenset[str]) -> tuple[int, int]:
    """How much it tells that one of the words stands somewhere: long ones more than short ones, few more than many."""
    return min(map(len, words), default=0), -len(words)


def _joined(left: frozenset[str], right: frozenset[str]) -> frozenset[str] | None:
    """Every string of `left` before every one of `right`; None where those are too many."""
    if len(left) * len(right) > _MOST_SPELLINGS:
        return None
    return frozenset(a + b for a, b in product(left, right))


def _spelled(node: tuple[Any, Any]) -> frozenset[str] | None:
    """All that a node of the tree can match, None where that is not a short list. What is zero characters wide matches ""."""
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return frozenset({chr(value)})
    if kind == "IN" and all(str(op) == "LITERAL" for op, _ in value):
        return frozenset(chr(char) for _, char in value)
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset({""})
    if kind == "SUBPATTERN":
        return _spelled_in_row(value[-1])
    if kind == "BRANCH":
        return _one_of([_spelled_in_row(alternative) for alternative in value[1]])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[1] == 1:
        inner = _spelled_in_row(value[2])
        return inner if inner is None or value[0] else inner | {""}
    return None


def _spelled_in_row(tree: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    whole: frozenset[str] | None = frozenset({""})
    for node in tree:
        spelled = _spelled(node)
        whole = None if spelled is None or whole is None else _joined(whole, spelled)
    return whole


def _one_of(alternatives: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    told = [words for words in alternatives if words is not None]
    return frozenset().union(*told) if len(told) == len(alternatives) else None


def _needs_of(kind: Any, value: Any) -> list[frozenset[str]]:
    """What every match of one node holds."""
    name = str(kind)
    if name == "SUBPATTERN":
        return _needs(value[-1])
    if name == "BRANCH":
        each = [max(_needs(alternative), key=_tells, default=frozenset()) for alternative in value[1]]
        return [frozenset().union(*each)] if all(each) else []
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] > 0:
        return _needs(value[2])
    return []
