"""What a scorecard is: counts of right, wrong and missed values, the figures made of them, and how they are printed.

Percentages are rounded to one place, once, where they are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one field: values predicted and right, predicted and wrong, said by gold and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def gold(self) -> int:
        """How many values gold says."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """The share of predicted values that are right, 0…1; 0 where nothing is predicted."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of gold's values that are found, 0…1; 0 where gold says nothing."""
        return _share(self.right, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0…1."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __bool__(self) -> bool:
        return bool(self.right or self.wrong or self.missed)

    def to_dict(self) -> dict[str, float]:
        """Precision, recall and F1 in percent, and how many values gold says.

        >>> Tally(8, 2, 2).to_dict()
        {'p': 80.0, 'r': 80.0, 'f1': 80.0, 'n': 10}
        """
        p, r = self.precision, self.recall
        f1 = round(200 * p * r / (p + r), 1) if p + r else 0.0
        return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": f1, "n": self.gold}


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def percent(part: float, whole: float) -> float:
    """`part` of `whole` in percent, rounded to one place; 0 of nothing is 0."""
    return round(100 * part / (whole or 1), 1)


@dataclass(frozen=True, slots=True)
class Miss:
    """One field of one incident in which prediction and gold differ, with the words that each of the two relies on.

    `slice` is `main` or `background`; `predicted` and `gold` are the values of one side that the other lacks; `said_by` and
    `gold_says` are sentences of the article. `confidence` is the prediction's own, 0 where nothing was predicted.
    """

    doc: str
    slice: str
    field: str
    predicted: tuple[Any, ...]
    gold: tuple[Any, ...]
    said_by: str | None
    gold_says: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions whose confidence lies in [`low`, `high`): how many, how sure they were on average, how often they were right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The reliability curve of one field. `error` is the expected calibration error, 0…1: the mean gap, weighted by count."""

    field: str
    bins: tuple[Bin, ...]
    error: float
    count: int


@dataclass(frozen=True, slots=True)
class Linking:
    """How well accounts of one incident were put together: pairs of accounts, and B-cubed F1 in percent."""

    pairs: Tally
    b_cubed_f1: float
    accounts: int


@dataclass(frozen=True)
class Scorecard:
    """Predicted accounts against gold rows. `main` and `background` map `incidents` and every field to a Tally."""

    articles: int
    relevance: Tally
    role_accuracy: float
    grounded: float
    main: Mapping[str, Tally]
    background: Mapping[str, Tally]
    mission: float
    linking: Linking | None = None
    misses: tuple[Miss, ...] = field(default=(), repr=False)
    calibration: tuple[Reliability, ...] = field(default=(), repr=False)

    def figures(self, *, least: int = 1) -> dict[str, float]:
        """Every F1 and share in percent by a dotted name (`main.date`, `relevance`, `mission`): what floors are set on.

        Fields of which gold says fewer than `least` values are left out: there one value more or less is a leap.
        """
        out = {
            "mission": self.mission,
            "relevance": self.relevance.to_dict()["f1"],
            "role_accuracy": self.role_accuracy,
            "grounded": self.grounded,
        }
        for name, fields in (("main", self.main), ("background", self.background)):
            out.update({f"{name}.{f}": tally.to_dict()["f1"] for f, tally in fields.items() if tally.gold >= least})
        return out

    def to_dict(self) -> dict[str, Any]:
        """Everything but the misses, ready for JSON."""
        out: dict[str, Any] = {
            "articles": self.articles,
            "relevance": self.relevance.to_dict(),
            "role_accuracy": self.role_accuracy,
            "grounded": self.grounded,
            "main": {f: t.to_dict() for f, t in self.main.items()},
            "background": {f: t.to_dict() for f, t in self.background.items()},
            "mission": self.mission,
        }
        if self.linking is not None:
            out["linking"] = {
                "pairwise": self.linking.pairs.to_dict(),
                "b_cubed_f1": self.linking.b_cubed_f1,
                "accounts": self.linking.accounts,
            }
        if self.calibration:
            out["calibration"] = {
                r.field: {
                    "error": round(r.error, 4),
                    "count": r.count,
                    "bins": [[b.low, b.high, b.count, round(b.confidence, 4), round(b.accuracy, 4)] for b in r.bins],
                }
                for r in self.calibration
            }
        return out


def render_scorecard(card: Scorecard) -> str:
    """The scorecard as a text table: a line a field, main and background side by side, then the single figures."""
    lines = [
        f"{'':<16}{'main':^28}{'background':^28}".rstrip(),
        f"{'field':<16}" + 2 * f"{'P':>7}{'R':>7}{'F1':>7}{'n':>6} ",
    ]
    for name in card.main:
        cells = [_cells(card.main[name]), _cells(card.background[name])]
        if any(cell.strip() for cell in cells):
            lines.append((f"{name:<16}" + " ".join(cells)).rstrip())
    relevance = card.relevance.to_dict()
    lines += [
        "",
        f"articles       {card.articles:6d}",
        f"relevance F1   {relevance['f1']:6.1f}",
        f"role accuracy  {card.role_accuracy:6.1f}",
        f"grounded       {card.grounded:6.1f}",
    ]
    if card.linking is not None:
        pairs = card.linking.pairs.to_dict()["f1"]
        lines.append(f"linking        {pairs:6.1f} pairwise F1, {card.linking.b_cubed_f1:.1f} B-cubed F1")
    lines.append(f"mission        {card.mission:6.1f}")
    return "\n".join(lines)


def _cells(tally: Tally) -> str:
    if not tally:
        return " " * 27
    d = tally.to_dict()
    return f"{d['p']:7.1f}{d['r']:7.1f}{d['f1']:7.1f}{d['n']:6d}"


def render_misses(misses: Iterable[Miss], *, limit: int = 20) -> str:
    """The worst misses in their sentences, a paragraph each: the surest wrong values first, then what was not found."""
    blocks = []
    for miss in worst(misses)[:limit]:
        head = f"{miss.doc} {miss.slice} {miss.field}"
        if miss.predicted:
            head += f"  predicted {_listed(miss.predicted)} ({miss.confidence:.2f})"
        if miss.gold:
            head += f"  gold {_listed(miss.gold)}"
        lines = [head]
        if miss.said_by:
            lines.append(f"    predicted from: {miss.said_by}")
        if miss.gold_says:
            lines.append(f"    gold says:      {miss.gold_says}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def worst(misses: Iterable[Miss]) -> list[Miss]:
    """The misses in order of harm: a wrong value by its confidence, then missed ones, main before background."""
    return sorted(misses, key=lambda m: (m.slice != "main", not m.predicted, -m.confidence, m.field, m.doc))


def _listed(values: tuple[Any, ...]) -> str:
    return ", ".join(str(v) for v in values)


def render_reliability(curves: Iterable[Reliability]) -> str:
    """Each field's reliability curve as a line: expected calibration error, then confidence→accuracy (count) a bin."""
    lines = [f"{'field':<16}{'ECE':>6}{'n':>6}  confidence→accuracy (count)"]
    for curve in curves:
        points = "  ".join(f"{b.confidence:.2f}→{b.accuracy:.2f} ({b.count})" for b in curve.bins if b.count)
        lines.append(f"{curve.field:<16}{curve.error:>6.3f}{curve.count:>6}  {points}")
    return "\n".join(lines)
