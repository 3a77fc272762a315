"""The article cut into paragraphs and sentences, once, for all stages.

Enters: an Article. Leaves: a Text whose sentences are slices of `Article.whole`. Touches package data (what a page has beside its report).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nupunkt import sent_spans

from etl.codebook.furniture import heads_other_reports, is_furniture
from etl.codebook.lexicon import lowered
from etl.model import Article

# No journalist's sentence is longer; a table or a text without full stops is, and stages look at a sentence more than once.
_LONGEST = 1_500
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LINE_BREAK = re.compile(r"\n\s*")
_LINE = re.compile(r"[^\n]+")
_LONGEST_HEADLINE = 140  # characters
_SINGLE_BREAK = re.compile(r"(\S)[ \t]*\n(?=[ \t]*\S)")
# What ends a sentence, and how often single line breaks must stand behind it.
_CLOSING, _MOSTLY = frozenset(".!?\"”’'»)]…"), 0.6


@dataclass(frozen=True)
class Sentence:
    """A sentence: characters `start:end` of the whole text, its number and that of its paragraph (0 is the title)."""

    start: int
    end: int
    text: str
    number: int
    paragraph: int

    @cached_property
    def flat(self) -> str:
        """The sentence with every line break a blank: of equal length, so offsets stay true."""
        return self.text.replace("\n", " ")

    @cached_property
    def low(self) -> str:
        """The sentence in lower case with plain quotes and hyphens: of equal length, too."""
        return lowered(self.text)

    @property
    def is_title(self) -> bool:
        """Whether this is (part of) the headline."""
        return self.paragraph == 0


# Each text is one of its own: stages remember what they found in it, and need not compare all its sentences for that.
@dataclass(frozen=True, eq=False)
class Text:
    """An article with its sentences in order. Build it with `segment`."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def whole(self) -> str:
        """`Article.whole`."""
        return self.article.whole

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds character `offset` (the one before it, where it falls between two)."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    @cached_property
    def upper_case(self) -> bool:
        """Whether the text is written in capitals, as on old wires: then capitals tell nothing of names."""
        chars = Counter(self.article.text[:4000])
        letters = sum(count for char, count in chars.items() if char.isalpha())
        capitals = sum(count for char, count in chars.items() if char.isalpha() and char.isupper())
        return letters > 0 and capitals > 0.8 * letters


def segment(article: Article) -> Text:
    """The article's paragraphs and sentences. A text of any content has at least one sentence unless it is blank."""
    sentences: list[Sentence] = []
    whole = article.whole
    for paragraph, (start, end) in enumerate(_paragraphs(article), start=0 if article.title else 1):
        block = whole[start:end]
        for lo, hi in sent_spans(block.replace("\n", " ")):
            while lo < hi and block[lo].isspace():
                lo += 1
            while hi > lo and block[hi - 1].isspace():
                hi -= 1
            for left, right in _in_pieces(block, lo, hi):
                sentences.append(Sentence(start + left, start + right, block[left:right], len(sentences), paragraph))
    return Text(article, tuple(sentences))


def _in_pieces(block: str, lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """The characters `lo:hi` of a block in pieces of bounded length, cut at a blank where there is one; none where nothing is left."""
    while hi - lo > _LONGEST:
        cut = block.rfind(" ", lo + _LONGEST // 2, lo + _LONGEST)
        cut = cut if cut > 0 else lo + _LONGEST
        yield lo, cut
        lo = cut
        while lo < hi and block[lo].isspace():
            lo += 1
    if lo < hi:
        yield lo, hi


def _paragraphs(article: Article) -> list[tuple[int, int]]:
    """The title, then each block between blank lines, or each line where lines are not wrapped, as offsets into the whole text."""
    whole, start = article.whole, len(article.title) + 2
    spans = [(0, len(article.title))]
    parted = _LINE_BREAK if _ends_paragraphs_by_lines(whole, start) else _BLANK_LINE
    for lo, hi in _reported(whole, start):
        for match in parted.finditer(whole, lo, hi):
            spans.append((lo, match.start()))
            lo = match.end()
        spans.append((lo, hi))
    return [(lo, hi) for lo, hi in spans if lo < hi]


def _reported(whole: str, start: int) -> list[tuple[int, int]]:
    """The stretches of a text between the menus, buttons and notices of the page that it was taken from.

    What other reports it offers is left out, and its headline where it stands a second time.
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(whole, start)]
    end = _end_of_report(whole, lines)
    stretches: list[tuple[int, int]] = []
    headline = whole[: start - 2].strip().casefold()
    for lo, hi in lines:
        if lo >= end:
            break
        if is_furniture(whole[lo:hi]) or whole[lo:hi].strip().casefold() == headline:
            stretches.append((start, lo))
            start = hi
    return [(lo, hi) for lo, hi in (*stretches, (start, end)) if lo < hi]


def _end_of_report(whole: str, lines: Sequence[tuple[int, int]]) -> int:
    """Where a page goes over to other reports: at a line that says so, behind which only headlines follow."""
    end = len(whole)
    for lo, hi in reversed(lines):
        line = whole[lo:hi].strip()
        if heads_other_reports(line):
            end = lo
        elif len(line) > _LONGEST_HEADLINE or line.endswith("."):
            break
    return end


def _ends_paragraphs_by_lines(whole: str, start: int) -> bool:
    """Whether single line breaks end paragraphs, as much of the web has them: most of them stand behind a sentence, which those of wrapped lines seldom do."""
    before = [m[1] for m in _SINGLE_BREAK.finditer(whole, start)]
    return sum(c in _CLOSING for c in before) > _MOSTLY * len(before)


def without(low: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text as long as before, with the words in the spans, which are in order, made unknown: an army in a group's name is none, and "Revenge" there is no reason.

    >>> without("the irish republican army bombed a hotel", [(4, 25)])
    'the xxxxx xxxxxxxxxx xxxx bombed a hotel'
    """
    parts, done = [], 0
    for start, end in spans:
        parts += [low[done:start], _LETTER.sub("x", low[max(start, done) : end])]
        done = max(done, end)
    return "".join([*parts, low[done:]])


_LETTER = re.compile(r"\w")
