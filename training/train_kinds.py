"""Trains the weights that decide which kinds of attack an account is told as, on documents of MUC-4 with their keys.

    python training/train_kinds.py DEV.jsonl… --lower LOWER.jsonl --out etl/codebook/data/told_as.csv [--hold-out 5]

LOWER.jsonl holds what the log-linear models say of documents that they have not seen (`train_roles.py --keep`). An account is told as
its own kind where the key has a template of that kind for it, in order; a kind that no account has is one more of the leading account
where the key has it. Prints how well the weights part right from wrong, on the documents held out or on all.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from etl.evaluate.muc4 import read_muc4
from etl.extract.accounts import settle_drafts
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.kinds import Features, further_features, lead_of, own_features, own_kind
from etl.extract.role_model import KINDS
from etl.extract.text import segment
from etl.model import ReportValue
from training.train_roles import read_documents

PENALTY = 4.0  # ridge; from 2 to 8 nothing changes on documents held out
Case = tuple[str, Features, bool]  # part, features, whether the key agrees


def cases_of(row: dict[str, Any], lower: dict[str, Any], own_weights: dict[str, float] | None) -> Iterator[Case]:
    """What a document teaches; of the part `further` only with the weights of `own`, whose logit it reads."""
    article = read_muc4(row)
    text = segment(article)
    found = RulesExtractor().mentions(text)
    drafts = find_incidents(text, found) if found else []
    if not drafts:
        return
    attack, *kinds = lower["document"]
    report = ReportValue(attack, tuple(zip(KINDS, kinds, strict=True)))
    published = article.published_at.date() if article.published_at else None
    settled = [s.values for s in settle_drafts(text, drafts)]
    own = [own_kind(values) for values in settled]
    left = [template["incident_type"] for template in row["gtt"]]
    logits = []
    for draft, values, kind in zip(drafts, settled, own, strict=True):
        features = own_features(draft, values, kind, report, published)
        agrees = next((n for n, key in enumerate(left) if kind in key), None)
        if agrees is not None:
            left.pop(agrees)
        yield "own", features, agrees is not None
        logits.append(sum((own_weights or {}).get(name, 0.0) * x for name, x in features.items()))
    if own_weights is None:
        return
    lead = lead_of(drafts)
    for kind in (kind for kind in KINDS if kind not in own):
        features = further_features(settled[lead], kind, own[lead], report, logits[lead])
        yield "further", features, any(kind in key for key in left)


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights of a logistic regression with a ridge penalty."""
    names = sorted({name for _, features, _ in cases for name in features})
    row_of = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(cases), len(names)))
    for i, (_, features, _) in enumerate(cases):
        for name, amount in features.items():
            x[i, row_of[name]] = amount
    y = np.array([agrees for _, _, agrees in cases], dtype=float)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w
        error = 1 / (1 + np.exp(-z)) - y
        return float((np.logaddexp(0, z) - y * z).sum() + PENALTY / 2 * (w**2).sum()), x.T @ error + PENALTY * w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(w), 3) for name, w in zip(names, found, strict=True)}


def parted(cases: Sequence[Case], weights: dict[str, float]) -> float:
    """In how many of 100 pairs of a right and a wrong case the right one has the higher logit."""
    logits = np.array([sum(weights.get(name, 0.0) * x for name, x in features.items()) for _, features, _ in cases])
    agrees = np.array([a for _, _, a in cases])
    right, wrong = logits[agrees], logits[~agrees]
    return float(100 * (right[:, None] > wrong).mean()) if len(right) and len(wrong) else float("nan")


def main() -> None:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--lower", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hold-out", type=int, default=0)
    args = parser.parse_args()
    lower = {row["docid"]: row for row in map(json.loads, args.lower.read_text("utf-8").splitlines())}
    rows = read_documents(args.documents)
    weights: dict[str, dict[str, float]] = {}
    for part in ("own", "further"):
        learnt: list[Case] = []
        tested: list[Case] = []
        for number, row in enumerate(rows):
            cases = [c for c in cases_of(row, lower[row["docid"]], weights.get("own")) if c[0] == part]
            (tested if args.hold_out and number % args.hold_out == 0 else learnt).extend(cases)
        weights[part] = fit(learnt)
        print(f"{part}: {len(learnt)} cases, parted {parted(tested or learnt, weights[part]):.1f}", flush=True)
    with args.out.open("w", encoding="utf-8") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["part", "feature", "weight"])
        table.writerows((part, name, w) for part, found in weights.items() for name, w in found.items())


if __name__ == "__main__":
    main()
