r"""Trains the weights that decide whether GTD would count what an account tells, on coded articles and on news without any incident.

    PYTHONPATH=. python training/train_counted.py tests/gold tests/gold/further/{one,two,three,four,five,six} tests/gold/general \
        [--rand DEV.jsonl] --out etl/codebook/data/counted.csv [--folds]

Articles that `held_out.txt` of a folder or of the one above names are left alone. A folder holds `articles.jsonl` and, unless its news tells of no incident at all, `gold.jsonl` in the format of `tests/gold`. A draft
counts where it holds a quote of a coded incident of terrorism, and more of those than of incidents that GTD leaves out; a draft without
any quote counts not, with less weight: a coder may have left it out for another reason. Each article teaches whole and by its first
sentences, few and more of them: a wire report is as short. `--rand` adds RAND's descriptions, each of one attack in one to five sentences, to what
is judged once it is read; its first 1,500 rows, shuffled, are what is measured on. With `--folds` each folder is left out in
turn, and it is printed how well the others part right from wrong on it: the honest figure.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from etl.extract.accounts import settle_drafts
from etl.extract.counted import about, counted_features, first_features
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.shape import BRIEF
from etl.extract.text import segment
from etl.model import Article, MentionKind
from training.folders import coded_articles, rand_articles

PENALTY = 9.0  # ridge; from 6 to 12 hardly anything changes on articles held out
UNQUOTED = 0.5
OTHER_NEWS = 3.0  # nineteen of twenty articles of a day tell of no attack, and few of them are in the folders
BRIEF_TELLS = (2, 5, 8)  # sentences, the first two without the headline
DESCRIBED = 0.1  # a description of RAND's: all of them count, and there are many
DESCRIPTIONS = slice(1500, 4000)
LEAST_COUNT = 3  # features of fewer drafts are dropped
LEAST_WEIGHT = 0.02  # and those that hardly weigh anything, from the file

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One draft: its features, whether it counts, how sure that is, and which features it has at first sight."""

    features: dict[str, float]
    counts: bool
    weight: float
    first: frozenset[str] = frozenset()

    def at_first_sight(self) -> Case:
        """The case by its words alone."""
        return replace(self, features={name: x for name, x in self.features.items() if name in self.first})


def cases_of(folder: Path) -> Iterator[Case]:
    """What the articles of a folder teach."""
    coded = (folder / "gold.jsonl").exists()
    for article, rows in coded_articles(folder):
        yield from cases_in(article, rows, coded)
        for sentences in BRIEF_TELLS:
            yield from cases_in(brief(article, sentences), rows, coded)


def rand_cases(path: Path) -> Iterator[Case]:
    """What RAND's descriptions teach: the first that each tells counts."""
    for article, _ in rand_articles(path, DESCRIPTIONS):
        first = next(cases_in(article, [], coded=True), None)
        if first is not None:
            yield replace(first, counts=True, weight=DESCRIBED)


def brief(article: Article, sentences: int) -> Article:
    """The article as the wire would tell it: its first sentences, the shortest without a headline. Else nothing so short would teach."""
    text = segment(replace(article, title=""))
    title = article.title if sentences > BRIEF_TELLS[0] else ""
    return replace(article, title=title, text=text.whole[: text.sentences[:sentences][-1].end].strip())


def cases_in(article: Article, rows: Sequence[dict[str, Any]], coded: bool) -> Iterator[Case]:
    """What one article teaches; `coded` is whether its folder is, so that a draft without a quote may be doubted."""
    extractor = RulesExtractor()
    text = segment(article)
    found = extractor.mentions(text)
    was_read = any(m.kind is MentionKind.READING for m in found)
    if found and not was_read and len(text.sentences) > BRIEF:  # not worth reading, by the weights as they are
        found = [*found, *(m for stage in extractor.close for m in stage.find(text, tuple(found)))]
    drafts = find_incidents(text, found) if found else []
    if not drafts:
        return
    named = [m for stage in extractor.naming for m in stage.find(text, tuple(found))]
    whole = about(text, next((m for m in named if m.kind is MentionKind.REPORT), None))
    quotes = [(start, bool(row["is_terrorism"])) for row in rows for start in find_quotes(text.whole, row)]
    for draft, settled in zip(drafts, settle_drafts(text, drafts), strict=True):
        held = [counts for start, counts in quotes if any(u.start <= start < u.end for u in draft.units)]
        counts = bool(held) and 2 * sum(held) >= len(held)
        weight = OTHER_NEWS if not coded else 1.0 if held else UNQUOTED
        features = counted_features(draft, settled.values, whole)
        yield Case(features, counts, weight, frozenset(first_features(draft, whole)))


def find_quotes(whole: str, row: dict[str, Any]) -> list[int]:
    """Where the quotes of a coded row begin."""
    quotes = {*row["evidence"].values(), *(x["quote"] for part in ("tolls", "claims", "victims") for x in row[part])}
    return [start for quote in quotes if (start := whole.find(quote)) >= 0]


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights of a logistic regression with a ridge penalty."""
    seen: dict[str, int] = defaultdict(int)
    for case in cases:
        for name in case.features:
            seen[name] += 1
    names = sorted(name for name, count in seen.items() if count >= LEAST_COUNT)
    place = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(cases), len(names)))
    for i, case in enumerate(cases):
        for name, amount in case.features.items():
            if name in place:
                x[i, place[name]] = amount
    y = np.array([case.counts for case in cases], dtype=float)
    v = np.array([case.weight for case in cases])

    def loss(w: Floats) -> tuple[float, Floats]:
        z = x @ w
        error = (1 / (1 + np.exp(-z)) - y) * v
        return float((v * (np.logaddexp(0, z) - y * z)).sum() + PENALTY / 2 * (w**2).sum()), x.T @ error + PENALTY * w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(w), 3) for name, w in zip(names, found, strict=True)}


def logit(case: Case, weights: dict[str, float]) -> float:
    """The logit of a case."""
    return sum(weights.get(name, 0.0) * amount for name, amount in case.features.items())


def arguments(description: str | None, *more: str) -> argparse.Namespace:
    """The folders to learn from, where to write the weights, whether to leave each folder out in turn, and `more` options that name a file."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", action="store_true")
    for option in more:
        parser.add_argument(option, type=Path)
    return parser.parse_args()


def told(weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """The weights that weigh anything, in the order of their features."""
    return [(feature, weight) for feature, weight in sorted(weights.items()) if abs(weight) >= LEAST_WEIGHT]


def write_weights(out: Path, header: Sequence[str], rows: Iterable[Sequence[str | float]]) -> None:
    """Writes a table of weights."""
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main() -> None:
    """Trains and writes, or prints how well each folder is judged by the others."""
    args = arguments(__doc__, "--rand")
    read = {folder: list(cases_of(folder)) for folder in args.folders}
    described = list(rand_cases(args.rand)) if args.rand else []
    for left in args.folders if args.folds else ():
        weights = fit([*described, *(c for f in args.folders if f != left for c in read[f])])
        counted = [logit(c, weights) > 0 for c in read[left] if c.counts]
        others = [logit(c, weights) > 0 for c in read[left] if not c.counts]
        print(f"{left.name}: {sum(counted)} of {len(counted)} counted rightly, {sum(others)} of {len(others)} wrongly")
    if args.out:
        cases = [c for found in read.values() for c in found]
        sights = {"first": fit([c.at_first_sight() for c in cases]), "read": fit([*described, *cases])}
        rows = [(sight, *row) for sight, weights in sights.items() for row in told(weights)]
        write_weights(args.out, ("sight", "feature", "weight"), rows)


if __name__ == "__main__":
    main()
