"""Whether a confidence means what it says: of the values held at 0.8, four in five should be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from etl.evaluate.scorecard import Bin, Reliability

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicted value of a field, how sure the extractor was (0…1) and whether it was right."""

    field: str
    confidence: float
    right: bool


def reliability(judged: Iterable[Judged], *, bins: int = BINS) -> tuple[Reliability, ...]:
    """The reliability curve of every field, and of `all` fields together, in bins of equal width.

    >>> curve, = [r for r in reliability([Judged("date", 0.9, True), Judged("date", 0.9, False)]) if r.field == "date"]
    >>> round(curve.error, 2), curve.count
    (0.4, 2)
    """
    by_field: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_field["all"].append(one)
        by_field[one.field].append(one)
    return tuple(_curve(field, values, bins) for field, values in sorted(by_field.items()))


def _curve(field: str, values: list[Judged], bins: int) -> Reliability:
    members: list[list[Judged]] = [[] for _ in range(bins)]
    for value in values:
        members[min(int(value.confidence * bins), bins - 1)].append(value)
    curve = tuple(_bin(i / bins, (i + 1) / bins, inside) for i, inside in enumerate(members))
    error = sum(b.count * abs(b.confidence - b.accuracy) for b in curve) / len(values)
    return Reliability(field, curve, error, len(values))


def _bin(low: float, high: float, inside: list[Judged]) -> Bin:
    n = len(inside) or 1
    confidence = sum(v.confidence for v in inside) / n
    return Bin(low, high, len(inside), confidence, sum(v.right for v in inside) / n)
