"""Finds the weights by which the reader's answers overrule the rules: which figure, town and day an incident has.

    PYTHONPATH=. python training/train_second_look.py FOLDER… --out etl/codebook/data/second_look.csv [--folds]

Reads folders in the format of `tests/gold`, without the articles held out there. The reader must not have seen them: it is surer of what it learnt from. Each incident that the
extractor finds is one choice a field; where no option is right it teaches nothing. With `--folds` each folder is left out in turn, and
the share of right choices on it is printed beside that of the rules.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from etl.evaluate.gold import same_place
from etl.extract.accounts import Kin, own_tolls
from etl.extract.counts import settle_counts
from etl.extract.extractor import RulesExtractor
from etl.extract.incident_date import settle_date
from etl.extract.incident_place import ruled_place
from etl.extract.second_look import Option, day_options, figure_options, likeliest, town_options
from etl.extract.units import country_votes
from training.folders import coded_articles
from training.found import found_in
from training.train_targets import LEAST_WEIGHT, weigh

FIELDS = ("killed", "wounded", "town", "day")


@dataclass(frozen=True)
class Case:
    """One field of one incident: its options, and which of them are right."""

    field: str
    options: list[Option]
    right: tuple[int, ...]

    def ruled(self) -> Option:
        """What the rules chose."""
        return next((o for o in self.options if "ruled" in o.features), self.options[-1])


def cases_of(folder: Path, extractor: RulesExtractor) -> Iterator[Case]:
    """All fields of the incidents of a folder that the extractor finds."""
    for article, golds in coded_articles(folder):
        if not golds:
            continue
        found = found_in(article, extractor)
        drafts = found.drafts
        votes = country_votes(m for d in drafts for u in d.units for m in u.mentions)
        kin = Kin(drafts)
        for g, p in found.pairs(golds):
            draft, gold = drafts[p], golds[g]
            tolls = own_tolls(draft, kin.of(draft))
            counts = settle_counts(tolls)
            yield _case("killed", figure_options(draft, "killed", counts.nkill, tolls), gold.get("nkill"))
            yield _case("wounded", figure_options(draft, "wounded", counts.nwound, tolls), gold.get("nwound"))
            yield _case("town", town_options(draft, drafts, ruled_place(draft, drafts, votes)), gold.get("city"))
            yield _case("day", day_options(draft, drafts, settle_date(draft)), gold.get("date"))


def _case(field: str, options: list[Option], true: Any) -> Case:
    if field == "town":
        right = [
            n
            for n, o in enumerate(options)
            if (same_place(str(o.value), true) if o.value and true else not o.value and not true)
        ]
    else:
        right = [n for n, o in enumerate(options) if o.value == true]
    return Case(field, options, tuple(right))


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
    is_right = np.concatenate([np.isin(np.arange(len(c.options)), c.right) for c in cases]).astype(float)
    found = weigh(matrix, sizes, is_right, np.ones(len(cases)), penalty)
    return {f: float(found[n]) for f, n in index.items()}


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
