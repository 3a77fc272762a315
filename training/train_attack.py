"""Finds the weights by which the kinds of an attack are told from its sentences.

    PYTHONPATH=. python training/train_attack.py FOLDER… --out etl/codebook/data/attack_weights.csv [--folds]

Reads folders in the format of `tests/gold`, as `train_targets.py` does: each incident that the extractor finds is an example, each kind
of attack a yes-or-no question. A row may have a `weight` (1 without), and in `unsure` the kinds that its source does not tell of. With
`--folds` each folder is left out in turn; printed is the F1 of the first kind on it, as the scorecard counts it.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from etl.codebook.gtd import ATTACKTYPE
from etl.extract.attack import aimed_at, find_ruled_kinds
from etl.extract.attack_choice import ALWAYS, UNKNOWN, attack_features, choose_kinds
from etl.extract.extractor import RulesExtractor
from etl.extract.target_choice import settle_targtype
from training.train_targets import Coded, read_folder

KINDS = tuple(kind for kind in ATTACKTYPE.labels if kind != UNKNOWN)
LEAST_COUNT = 3  # features seen in fewer examples are dropped
LEAST_WEIGHT = 0.03  # and those that hardly weigh anything, from the file
# Where nothing has been learnt GTD's rules are believed: a kind that they give is likely, another is not.
RULED, OTHERWISE = 4.5, -2.5

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One incident: its features, its coded kinds in order, the kinds that nobody knows of, and its weight."""

    features: tuple[str, ...]
    kinds: tuple[str, ...]
    unsure: frozenset[str]
    weight: float


def example_of(coded: Coded) -> Example:
    """The example that a coded incident makes."""
    target, targsub, _ = settle_targtype(coded.draft)
    ruled, _ = find_ruled_kinds(coded.draft)
    features = attack_features(coded.draft, ruled, target, targsub, aimed_at(coded.draft))
    kinds = tuple(k for k in coded.row["attacktype"] if k != UNKNOWN)
    return Example(tuple(features), kinds, frozenset(coded.row.get("unsure", ())), float(coded.row.get("weight", 1.0)))


def fit(examples: Sequence[Example], penalty: float) -> dict[str, dict[str, float]]:
    """For each kind the weights under which its answers are likeliest, with a ridge penalty on what departs from the rules."""
    counts = Counter(f for e in examples for f in e.features)
    index = {f: n for n, f in enumerate(sorted(f for f, k in counts.items() if k >= LEAST_COUNT))}
    for kind in KINDS:
        index.setdefault(f"ruled {kind}", len(index))
    places = [sorted(index[f] for f in e.features if f in index) for e in examples]
    rows = [n for n, found in enumerate(places) for _ in found]
    columns = [c for found in places for c in found]
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(examples), len(index)))
    out = {}
    for kind in KINDS:
        is_kind = np.array([float(kind in e.kinds) for e in examples])
        prior = np.zeros(len(index))
        prior[index[ALWAYS]], prior[index[f"ruled {kind}"]] = OTHERWISE, RULED
        weight = np.array([0.0 if kind in e.unsure else e.weight for e in examples])

        def loss(
            w: Floats, is_kind: Floats = is_kind, weight: Floats = weight, prior: Floats = prior
        ) -> tuple[float, Floats]:
            score = matrix @ w
            p = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
            value = (weight * (np.logaddexp(0, score) - is_kind * score)).sum() + penalty / 2 * (w - prior) @ (
                w - prior
            )
            return float(value), matrix.T @ (weight * (p - is_kind)) + penalty * (w - prior)

        found = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 300})
        out[kind] = {f: float(found.x[n]) for f, n in index.items()}
    return out


def first_f1(examples: Sequence[Example], weights: Mapping[str, Mapping[str, float]]) -> float:
    """F1 of the first kind, in per cent."""
    right = said = told = 0
    for example in examples:
        kinds = choose_kinds(example.features, weights)
        said, told = said + bool(kinds), told + bool(example.kinds)
        right += bool(kinds) and kinds[:1] == example.kinds[:1]
    return 200 * right / max(1, said + told)


def write(weights: Mapping[str, Mapping[str, float]], path: Path) -> None:
    """The weights as a table that people can read."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("attacktype", "feature", "weight"))
        for kind, row in weights.items():
            writer.writerows((kind, f, f"{w:.2f}") for f, w in sorted(row.items()) if abs(w) >= LEAST_WEIGHT)


def main() -> None:
    """Trains and writes, or prints how well each folder is told by the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--penalty", type=float, default=2.0)
    args = parser.parse_args()
    extractor = RulesExtractor()
    examples = {folder: [example_of(c) for c in read_folder(folder, extractor)] for folder in args.folders}
    if args.folds:
        for left in args.folders:
            rest = [e for f in args.folders if f != left for e in examples[f]]
            print(f"{left.name}: first kind F1 {first_f1(examples[left], fit(rest, args.penalty)):.1f}")
    if args.out:
        write(fit([e for f in args.folders for e in examples[f]], args.penalty), args.out)


if __name__ == "__main__":
    main()
