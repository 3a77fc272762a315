"""Finds the weights by which the reader's answers overrule the rules: which figure, town and day an incident has.

    PYTHONPATH=. python training/train_second_look.py FOLDER… --out etl/codebook/data/second_look.csv [--folds]

Reads folders in the format of `tests/gold`, without the articles held out there. The reader must not have seen them: it is surer of what it learnt from. Each incident that the
extractor finds is one choice a field; where no option is right it teaches nothing. With `--folds` each folder is left out in turn, and
the share of right choices on it is printed beside that of the rules.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from etl.evaluate.assignment import best_pairs
from etl.evaluate.gold import likeness, read_articles, same_place
from etl.extract.accounts import Kin, build_accounts, own_tolls
from etl.extract.counts import settle_counts
from etl.extract.extractor import RulesExtractor
from etl.extract.incident_date import settle_date
from etl.extract.incident_place import ruled_place
from etl.extract.incidents import find_incidents
from etl.extract.second_look import Option, day_options, figure_options, likeliest, town_options
from etl.extract.text import segment
from etl.extract.units import country_votes
from training.train_counted import held_out
from training.train_targets import LEAST_LIKENESS, LEAST_WEIGHT

Floats = NDArray[np.float64]
FIELDS = ("killed", "wounded", "town", "day")


@dataclass(frozen=True)
class Case:
    """One field of one incident: its options, which of them are right, and whether the rules' is."""

    field: str
    options: list[Option]
    right: tuple[int, ...]
    told: bool

    def ruled(self) -> Option:
        """What the rules chose."""
        return next((o for o in self.options if "ruled" in o.features), self.options[-1])


def cases_of(folder: Path, extractor: RulesExtractor) -> Iterator[Case]:
    """All fields of the incidents of a folder that the extractor finds."""
    kept_back = held_out(folder)
    codes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        codes[row["doc"]].append(row)
    for article in read_articles(map(json.loads, (folder / "articles.jsonl").read_text("utf-8").splitlines())):
        golds = codes[article.doc]
        if not golds or article.doc in kept_back:
            continue
        text = segment(article)
        mentions = extractor.mentions(text)
        drafts = find_incidents(text, mentions) if mentions else []
        rows = [a.to_row() for a in build_accounts(text, drafts, [], extractor.name)]
        at = {row["account_id"]: n for n, row in enumerate(rows)}
        if len(rows) != len(drafts):
            drafts = _kept(text, drafts)
        assert len(at) == len(drafts), article.doc
        pairs = best_pairs([[likeness(p, g) for p in rows] for g in golds], least=LEAST_LIKENESS)
        votes = country_votes(m for d in drafts for u in d.units for m in u.mentions)
        kin = Kin(drafts)
        for g, p in pairs:
            draft, gold = drafts[p], golds[g]
            tolls = own_tolls(draft, kin.of(draft))
            counts = settle_counts(tolls)
            yield _case("killed", figure_options(draft, "killed", counts.nkill, tolls), gold.get("nkill"))
            yield _case("wounded", figure_options(draft, "wounded", counts.nwound, tolls), gold.get("nwound"))
            yield _case("town", town_options(draft, drafts, ruled_place(draft, drafts, votes)), gold.get("city"))
            yield _case("day", day_options(draft, drafts, settle_date(draft)), gold.get("date"))


def _kept(text: Any, drafts: Sequence[Any]) -> list[Any]:
    from etl.extract.accounts import judge_drafts, settle_drafts
    from etl.extract.counted import about

    return judge_drafts(drafts, settle_drafts(text, drafts), about(text, None))[0]


def _case(field: str, options: list[Option], true: Any) -> Case:
    if field == "town":
        right = [
            n
            for n, o in enumerate(options)
            if (same_place(str(o.value), true) if o.value and true else not o.value and not true)
        ]
    else:
        right = [n for n, o in enumerate(options) if o.value == true]
    return Case(field, options, tuple(right), true is not None and true != "")


def lessons(cases: Iterable[Case], field: str) -> list[Case]:
    """The cases of a field that teach something: some options right, some wrong."""
    return [c for c in cases if c.field == field and 0 < len(c.right) < len(c.options)]


def fit(cases: Sequence[Case], penalty: float) -> dict[str, float]:
    """The weights under which the right options are likeliest, with a ridge penalty."""
    index = {f: n for n, f in enumerate(sorted({f for c in cases for o in c.options for f in o.features}))}
    options = [o for c in cases for o in c.options]
    matrix = np.zeros((len(options), len(index)))
    for row, option in enumerate(options):
        for f, x in option.features.items():
            matrix[row, index[f]] = x
    sizes = [len(c.options) for c in cases]
    first = np.cumsum([0, *sizes[:-1]])
    of = np.repeat(np.arange(len(cases)), sizes)
    is_right = np.concatenate([np.isin(np.arange(len(c.options)), c.right) for c in cases]).astype(float)

    def loss(w: Floats) -> tuple[float, Floats]:
        score = matrix @ w
        e = np.exp(score - np.maximum.reduceat(score, first)[of])
        total, good = np.add.reduceat(e, first), np.add.reduceat(e * is_right, first) + 1e-300
        gradient = matrix.T @ (e / total[of] - e * is_right / good[of])
        return float((np.log(total) - np.log(good)).sum() + penalty / 2 * w @ w), gradient + penalty * w

    found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {f: float(found.x[n]) for f, n in index.items()}


def main() -> None:
    """Trains and writes, or prints how well each folder is told by the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--penalty", type=float, default=1.0)
    args = parser.parse_args()
    extractor = RulesExtractor()
    cases = {folder: list(cases_of(folder, extractor)) for folder in args.folders}
    if args.folds:
        for field in FIELDS:
            total = [0, 0, 0, 0]
            for left in args.folders:
                weights = fit([c for f in args.folders if f != left for c in lessons(cases[f], field)], args.penalty)
                for case in (c for c in cases[left] if c.field == field):
                    right = [case.options[n] for n in case.right]
                    total[0] += 1
                    total[1] += case.ruled() in right
                    total[2] += likeliest(case.options, weights) in right
                    total[3] += bool(right)
            print(
                f"{field}: of {total[0]} the rules have {total[1]}, looked at again {total[2]}, among the options {total[3]}"
            )
    if args.out:
        with args.out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("field", "feature", "weight"))
            for field in FIELDS:
                weights = fit([c for found in cases.values() for c in lessons(found, field)], args.penalty)
                writer.writerows((field, f, f"{w:.2f}") for f, w in sorted(weights.items()) if abs(w) >= LEAST_WEIGHT)


if __name__ == "__main__":
    main()
