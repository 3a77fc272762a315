"""What a small encoder makes of a whole article: which figures count an incident's dead and hurt, where and when it was.

Enters: a Text and its mentions. Leaves: a Reading, logits for every figure, place, date, group and sentence that may matter. The model file
is read once. One thread, no randomness: the same text gives the same logits.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from etl.codebook.gtd import ATTACKTYPE, TARGTYPE, WEAPTYPE
from etl.codebook.weights import reader_bytes
from etl.extract.numbers import find_numbers
from etl.extract.phrases import Word, find_words
from etl.extract.pieces import Pieces, bounds, cut_words
from etl.extract.role_encoder import Model, open_model
from etl.extract.stage import Stage
from etl.extract.text import Text
from etl.model import DateValue, GroupValue, Mention, MentionKind, PlaceValue, ReadingValue, TollValue

Floats = NDArray[np.float32]

KINDS = ("number", "place", "date", "group", "sentence")
# What is asked of each kind of spot: does the figure count dead, and all the dead of an incident as last told; is the place or date that of
# an incident, and of one reported as news; did the group do one, one reported, and did it claim it; does the sentence tell of an incident
# reported, of one recalled, is it the first that tells of one, or of several, and of which kinds were attack, weapon and target.
_TYPES = {
    "attack": tuple(label for label in ATTACKTYPE.labels if label != "Unknown"),
    "weapon": tuple(label for label in WEAPTYPE.labels if label != "Unknown"),
    "target": tuple(label for label in TARGTYPE.labels if label != "Unknown"),
}
HEADS: Mapping[str, tuple[str, ...]] = {
    "number": ("dead", "all dead", "hurt", "all hurt"),
    "place": ("site", "site reported"),
    "date": ("day", "day reported"),
    "group": ("doer", "doer reported", "claimant"),
    "sentence": (
        "reported",
        "recalled",
        *(f"{kind} {label}" for kind, labels in _TYPES.items() for label in labels),
        "opens",
        "opens several",
    ),
}
COLUMN: Mapping[tuple[str, str], int] = {
    pair: n for n, pair in enumerate((kind, head) for kind, heads in HEADS.items() for head in heads)
}
# A window holds so many word pieces; every one opens with the first words of the article, so that each knows what it is about.
WINDOW, OPENING = 320, 40
# Numbers in each of the two vectors that tell what goes together.
PAIR = 64
# More than any article has: what comes after is left to the rules.
MOST_WINDOWS = 6
_ZERO = re.compile(
    r"\b(?:no ?one|no|nobody|none|without|nil|unhurt|unharmed|uninjured|unscathed|empty|safe)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters `start:end` of the whole text that the encoder judges; `value` is the figure, where it is one."""

    kind: str
    start: int
    end: int
    value: int | None = None
    mention: Mention | None = None


def find_spots(text: Text, mentions: Sequence[Mention]) -> list[Spot]:
    """The figures, places, dates, groups and sentences of a text, each once, in order of kind and place."""
    found: dict[tuple[str, int, int], Spot] = {}
    for mention in mentions:
        kind, value = _kind_of(mention)
        if kind:
            span = mention.span
            found.setdefault((kind, span.start, span.end), Spot(kind, span.start, span.end, value, mention))
    figures = sorted((start, end) for kind, start, end in found if kind == "number")
    for sentence in text.sentences:
        found["sentence", sentence.start, sentence.end] = Spot("sentence", sentence.start, sentence.end)
        counts = [(n.core, n.end, n.value) for n in find_numbers(sentence.flat)]
        counts += [(m.start(), m.end(), 0) for m in _ZERO.finditer(sentence.flat)]
        for lo, hi, count in counts:
            start, end = sentence.start + lo, sentence.start + hi
            if not _held(start, end, figures):
                found.setdefault(("number", start, end), Spot("number", start, end, count))
    return sorted(found.values(), key=lambda s: (KINDS.index(s.kind), s.start, s.end))


def _held(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a span lies within one of the spans, which are in order."""
    at = bisect_right(spans, (start, math.inf))
    return any(lo <= start and end <= hi for lo, hi in spans[max(0, at - 3) : at])


def _kind_of(mention: Mention) -> tuple[str, int | None]:
    value = mention.value
    if isinstance(value, TollValue) and value.value is not None:
        return "number", value.value
    if isinstance(value, PlaceValue) and value.city:
        return "place", None
    if isinstance(value, DateValue):
        return "date", None
    if isinstance(value, GroupValue):
        return "group", None
    return "", None


@dataclass(frozen=True)
class Windows:
    """Rows of word pieces, and for each spot that lies in one the row and its first and last piece there."""

    rows: list[list[int]]
    places: list[tuple[int, int, int] | None]


def open_windows(text: Text, spots: Sequence[Spot]) -> Windows:
    """The article in rows of whole sentences, about equally long."""
    words = [find_words(sentence.flat) for sentence in text.sentences]
    cut = [cut_words([w.text for w in row]) for row in words]
    whole = sum(len(c.ids) for c in cut)
    room = WINDOW - OPENING - 2
    count = max(1, math.ceil(whole / room))
    goal = whole / count
    opening = [piece for c in cut[:3] for piece in c.ids][:OPENING]
    first_piece, last_piece = bounds()
    rows: list[list[int]] = []
    firsts: dict[tuple[int, int], tuple[int, int, int]] = {}
    for numbers in _shares(cut, goal, room):
        if len(rows) == MOST_WINDOWS:
            break
        row = [first_piece, *(opening if rows else [])]
        for number in numbers:
            for at, word in enumerate(cut[number].words, start=len(row)):
                if at < WINDOW - 1:
                    _, first, _ = firsts.get((number, word), (0, at, at))
                    firsts[number, word] = len(rows), first, at
            row += cut[number].ids
        rows.append([*row[: WINDOW - 1], last_piece])
    starts = [s.start for s in text.sentences]
    places: list[tuple[int, int, int] | None] = []
    for spot in spots:
        number = bisect_right(starts, spot.start) - 1
        places.append(_place(spot, number, words[number], starts[number], firsts) if number >= 0 else None)
    return Windows(rows, places)


def _shares(cut: Sequence[Pieces], goal: float, room: int) -> Iterator[list[int]]:
    """Numbers of the sentences of each row."""
    share: list[int] = []
    length = 0
    for number, pieces in enumerate(cut):
        if share and (length + len(pieces.ids) > room or length + len(pieces.ids) / 2 > goal):
            yield share
            share, length = [], 0
        share.append(number)
        length += len(pieces.ids)
    if share:
        yield share


def _place(
    spot: Spot, number: int, words: Sequence[Word], start: int, firsts: Mapping[tuple[int, int], tuple[int, int, int]]
) -> tuple[int, int, int] | None:
    inside = [k for k, w in enumerate(words) if start + w.start < spot.end and start + w.end > spot.start]
    if not inside:
        return None
    first, last = firsts.get((number, inside[0])), firsts.get((number, inside[-1]))
    if first is None:
        return None
    return first[0], first[1], last[2] if last is not None else first[2]


@dataclass(frozen=True)
class Reading:
    """Of each spot the logits of `HEADS`, whether the encoder saw it, and the logit of its going together with each sentence (0: unseen)."""

    spots: Sequence[Spot]
    logits: Floats
    seen: NDArray[np.bool_]
    together: Floats


def read_article(text: Text, mentions: Sequence[Mention], model: Model) -> Reading:
    """What the encoder says of the spots of a text; zeros for those that it did not see."""
    spots = find_spots(text, mentions)
    windows = open_windows(text, spots)
    logits = np.zeros((len(spots), len(COLUMN)), dtype=np.float32)
    # Two spots go together as far as the one's left vector points where the other's right one does.
    left, right = (np.zeros((len(spots), PAIR), dtype=np.float32) for _ in range(2))
    for n, row in enumerate(windows.rows):
        here = [(i, place) for i, place in enumerate(windows.places) if place is not None and place[0] == n]
        if not here:
            continue
        feed = {
            "ids": np.array([row], dtype=np.int64),
            "first": np.array([place[1] for _, place in here], dtype=np.int64),
            "last": np.array([place[2] for _, place in here], dtype=np.int64),
            "kind": np.array([KINDS.index(spots[i].kind) for i, _ in here], dtype=np.int64),
        }
        at = [i for i, _ in here]
        logits[at], left[at], right[at] = model.run(["said", "left", "right"], feed)
    sentences = [i for i, spot in enumerate(spots) if spot.kind == "sentence"]  # one each, in order
    together = left @ right[sentences].T + right @ left[sentences].T
    seen = np.array([place is not None for place in windows.places], dtype=np.bool_)
    return Reading(spots, logits, seen, together)


@cache
def load_reader() -> Model:
    """The model of the package."""
    return open_model(reader_bytes())


def find_readings(text: Text, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """A READING mention for every spot that the encoder saw."""
    reading = read_article(text, mentions, load_reader())
    answers = zip(_rounded(reading.logits), _rounded(reading.together), reading.seen.tolist(), strict=True)
    for spot, (logits, together, seen) in zip(reading.spots, answers, strict=True):
        if seen:
            heads = HEADS[spot.kind]
            first = COLUMN[spot.kind, heads[0]]  # those of a kind stand beside one another
            said = tuple(zip(heads, logits[first : first + len(heads)], strict=True))
            value = ReadingValue(spot.kind, said, spot.value, tuple(together))
            yield Mention.make(text.article, spot.start, spot.end, value, NAME)


def _rounded(logits: Floats) -> list[list[float]]:
    rounded: list[list[float]] = np.round(logits.astype(np.float64), 3).tolist()
    return rounded


NAME = "reader"
STAGE = Stage(
    NAME,
    find_readings,
    writes=frozenset({MentionKind.READING}),
    reads=frozenset({MentionKind.TOLL, MentionKind.PLACE, MentionKind.DATE, MentionKind.GROUP}),
)
