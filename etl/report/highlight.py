"""An article's text cut where evidence begins and ends, so that every quoted sentence can be marked, overlapping ones too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

# A text up to here is shown whole; of a longer one the stretches around the evidence, each with this much before and after.
_WHOLE_UP_TO = 20_000
_AROUND = 700


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of the whole text that witnesses a field.

    `stands` says whether its value is the settled one, `marked` whether readers see it; one that is not can still be linked to.
    """

    field: str
    start: int
    end: int
    stands: bool
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same quotes. `fields` are settled by it, `lost` told otherwise by it, `closes` end with it."""

    text: str
    fields: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or with `left_out` above 0 the place where so many characters are not shown."""

    pieces: tuple[Piece, ...]
    left_out: int = 0


def paragraphs(whole: str, quotes: Iterable[Quote]) -> list[Paragraph]:
    """The text in paragraphs, each in pieces, none of the shown text lost or doubled; spans outside the text are left aside."""
    inside = sorted({q for q in quotes if 0 <= q.start < q.end <= len(whole)}, key=lambda q: (q.start, q.end, q.field))
    out: list[Paragraph] = []
    shown_to = 0
    for start, end in _windows(len(whole), inside):
        if start > shown_to:
            out.append(Paragraph((), start - shown_to))
        out += _cut(whole, start, end, inside)
        shown_to = end
    if shown_to < len(whole):
        out.append(Paragraph((), len(whole) - shown_to))
    return out


def _windows(length: int, quotes: list[Quote]) -> list[tuple[int, int]]:
    if length <= _WHOLE_UP_TO:
        return [(0, length)] if length else []
    windows: list[tuple[int, int]] = [(0, min(length, _AROUND))]
    for quote in quotes:
        start, end = max(0, quote.start - _AROUND), min(length, quote.end + _AROUND)
        if start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(windows[-1][1], end))
        else:
            windows.append((start, end))
    return windows


def _cut(whole: str, start: int, end: int, quotes: list[Quote]) -> list[Paragraph]:
    relevant = [q for q in quotes if q.start < end and q.end > start]
    edges = {start, end} | {p for q in relevant for p in (q.start, q.end) if start < p < end}
    starting: dict[int, list[Quote]] = defaultdict(list)
    for quote in relevant:
        starting[max(start, quote.start)].append(quote)
    position, out, pieces = start, [], list[Piece]()
    open_now: list[Quote] = []
    for edge in sorted(edges)[1:]:
        open_now = [q for q in open_now if q.end > position] + starting[position]
        standing = tuple(dict.fromkeys(q.field for q in open_now if q.marked and q.stands))
        lost = tuple(dict.fromkeys(q.field for q in open_now if q.marked and not q.stands and q.field not in standing))
        closes = tuple(dict.fromkeys(q.field for q in open_now if q.marked and q.end == edge))
        anchors = tuple(dict.fromkeys(f"{q.field}-{q.start}" for q in starting[position] if q.start >= start))
        lines = whole[position:edge].split("\n\n")
        for n, line in enumerate(lines):
            last = n == len(lines) - 1
            if line or (last and closes):
                pieces.append(Piece(line, standing, lost, closes if last else (), anchors if n == 0 else ()))
            if not last:
                if pieces:
                    out.append(Paragraph(tuple(pieces)))
                pieces = []
        position = edge
    if pieces:
        out.append(Paragraph(tuple(pieces)))
    return out
