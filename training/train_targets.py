"""Finds the weights by which the target of an attack is chosen among the people and things that its sentences name.

    PYTHONPATH=. python training/train_targets.py FOLDER… --muc DEV.jsonl --out etl/codebook/data/target_weights.csv [--folds]

Reads folders in the format of `tests/gold` (`articles.jsonl`, `gold.jsonl`); each incident that the extractor finds is one choice to
learn: the candidates whose target type the code names are right. Of an article with one coded row the first main account is it, else
accounts and codes are paired as the scorecard pairs them. MUC-4 documents name strings instead of types: the candidates that lie in
one are right, and weigh less. With `--folds` each folder is left out in turn, and the share of right choices on it is printed.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from etl.evaluate.muc4 import read_muc4
from etl.extract.drafts import Draft
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.target_choice import find_candidates, shares
from etl.extract.text import segment
from training.folders import coded_articles
from training.found import found_in

LEAST_COUNT = 3  # features seen in fewer choices are dropped
LEAST_WEIGHT = 0.02  # and those that hardly weigh anything, from the file
MUC_WEIGHT = 0.3  # what a choice of MUC-4 weighs beside one of a coded folder: found by leaving folders out

Floats = NDArray[np.float64]
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_NAMES = ("PHYS TGT: ID", "HUM TGT: NAME", "HUM TGT: DESCRIPTION")


@dataclass(frozen=True)
class Choice:
    """One incident: the features of every candidate, their target types, and which are right."""

    options: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    weight: float


@dataclass(frozen=True)
class Coded:
    """An incident that was found, with its code."""

    draft: Draft
    row: Mapping[str, Any]

    @property
    def targtypes(self) -> tuple[str, ...]:
        """The coded target types."""
        return tuple(t for t in self.row["targtype"] if t != "Unknown")

    def choice(self) -> Choice | None:
        """What there is to learn; None where nothing or everything is right."""
        candidates = find_candidates(self.draft)
        right = tuple(n for n, c in enumerate(candidates) if c.targtype in self.targtypes)
        if not right or len(right) == len(candidates):
            return None
        return Choice(tuple(c.features for c in candidates), right, 1.0)


def read_folder(folder: Path, extractor: RulesExtractor) -> Iterator[Coded]:
    """The incidents of a coded folder that the extractor finds."""
    for article, golds in coded_articles(folder):
        if not golds:
            continue
        found = found_in(article, extractor)
        if len(golds) == 1:
            pairs = [(0, n) for n, row in enumerate(found.rows) if row["role"] == "main"][:1]
        else:
            pairs = found.pairs(golds)
        for g, p in pairs:
            yield Coded(found.drafts[p], golds[g])


def read_muc(path: Path, extractor: RulesExtractor) -> Iterator[Choice]:
    """A choice for every incident of a MUC-4 document in whose sentences a string of the key stands."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row["templates"]:
            continue
        article = read_muc4(row)
        whole = article.whole.lower().replace("\n", " ")
        names = {q.lower() for t in row["templates"] for k in _NAMES for v in t.get(k, ()) for q in _QUOTED.findall(v)}
        spans = [(m.start(), m.end()) for name in names for m in re.finditer(re.escape(name.strip("[]")), whole)]
        text = segment(article)
        mentions = extractor.mentions(text)
        for draft in find_incidents(text, mentions) if mentions else []:
            candidates = [c for c in find_candidates(draft) if "toll" not in c.features]
            right = tuple(
                n
                for n, c in enumerate(candidates)
                if any(c.mention.span.start < end and start < c.mention.span.end for start, end in spans)
            )
            if right and len(right) < len(candidates):
                yield Choice(tuple(c.features for c in candidates), right, MUC_WEIGHT)


def fit(choices: Sequence[Choice], penalty: float) -> dict[str, float]:
    """The weights under which the right options are likeliest, with a ridge penalty."""
    counts = Counter(f for c in choices for f in {f for o in c.options for f in o})
    index = {f: n for n, f in enumerate(sorted(f for f, k in counts.items() if k >= LEAST_COUNT))}
    rows, columns, starts, right = [], [], [0], []
    for choice in choices:
        for number, option in enumerate(choice.options):
            known = sorted({index[f] for f in option if f in index})
            rows += [starts[-1] + number] * len(known)
            columns += known
        right += [starts[-1] + n for n in choice.right]
        starts.append(starts[-1] + len(choice.options))
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(starts[-1], len(index)))
    is_right = np.zeros(starts[-1])
    is_right[right] = 1.0
    found = weigh(matrix, np.diff(starts), is_right, np.array([c.weight for c in choices]), penalty)
    return {f: float(found[n]) for f, n in index.items()}


def weigh(matrix: Any, sizes: Sequence[int] | NDArray[Any], is_right: Floats, weight: Floats, penalty: float) -> Floats:
    """The weights of the columns under which the right options are likeliest, with a ridge penalty.

    `matrix` has a row an option, choice after choice; `sizes` says how many options each choice has, `weight` what each counts.
    """
    first = np.cumsum([0, *sizes[:-1]])
    of = np.repeat(np.arange(len(sizes)), sizes)

    def loss(w: Floats) -> tuple[float, Floats]:
        score = matrix @ w
        e = np.exp(score - np.maximum.reduceat(score, first)[of])
        total, good = np.add.reduceat(e, first), np.add.reduceat(e * is_right, first) + 1e-300
        gradient = matrix.T @ ((e / total[of] - e * is_right / good[of]) * weight[of])
        return float((weight * (np.log(total) - np.log(good))).sum() + penalty / 2 * w @ w), gradient + penalty * w

    found: Floats = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found


def hit_rate(coded: Sequence[Coded], weights: Mapping[str, float]) -> tuple[int, int]:
    """How many incidents with a coded target get one of its types first, and how many there are."""
    told = [c for c in coded if c.targtypes]
    likely = [shares(find_candidates(c.draft), weights) for c in told]
    return sum(bool(s) and max(s, key=lambda k: s[k]) in c.targtypes for c, s in zip(told, likely, strict=True)), len(
        told
    )


def write(weights: Mapping[str, float], path: Path) -> None:
    """The weights as a table that people can read."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows((f, f"{w:.2f}") for f, w in sorted(weights.items()) if abs(w) >= LEAST_WEIGHT)


def main() -> None:
    """Trains and writes, or prints how well each folder is told by the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--muc", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--penalty", type=float, default=3.0)
    args = parser.parse_args()
    extractor = RulesExtractor()
    coded = {folder: list(read_folder(folder, extractor)) for folder in args.folders}
    choices = {folder: [c for x in found if (c := x.choice())] for folder, found in coded.items()}
    muc = list(read_muc(args.muc, extractor)) if args.muc else []
    if args.folds:
        for left in args.folders:
            weights = fit([*muc, *(c for f in args.folders if f != left for c in choices[f])], args.penalty)
            right, n = hit_rate(coded[left], weights)
            print(f"{left.name}: {right} of {n} first targets right ({100 * right / n:.1f} %)")
    if args.out:
        write(fit([*muc, *(c for f in args.folders for c in choices[f])], args.penalty), args.out)


if __name__ == "__main__":
    main()
