"""Finds the weights that tell what an article reports from what it recalls.

    PYTHONPATH=. python training/train_role.py FOLDER… --out etl/codebook/data/role_weights.csv [--folds]

Reads folders in the format of `tests/gold`, without the articles held out there. The reader must not have seen them: it is surer of what
it learnt from. Each incident of terrorism that the extractor finds is one case. With `--folds` each folder is left out in turn, and the share
of right roles on it is printed beside that of the rules.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from etl.evaluate.assignment import best_pairs
from etl.evaluate.gold import likeness
from etl.extract.accounts import build_accounts, judge_drafts, settle_drafts
from etl.extract.counted import about
from etl.extract.dates import publication_date
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.role_choice import role_features
from etl.extract.text import segment
from training.folders import coded_articles
from training.train_counted import LEAST_WEIGHT, Case, fit, logit
from training.train_targets import LEAST_LIKENESS


def cases_of(folder: Path, extractor: RulesExtractor) -> Iterator[Case]:
    """The incidents of a folder that the extractor finds, with whether each is reported."""
    for article, rows in coded_articles(folder):
        text = segment(article)
        mentions = extractor.mentions(text)
        drafts = find_incidents(text, mentions, roles_by_rule=True) if mentions else []
        golds = [row for row in rows if row["is_terrorism"]]
        if not drafts or not golds:
            continue
        told = [a.to_row() for a in build_accounts(text, drafts, [], extractor.name)]
        whole = about(text, None)
        kept, _ = judge_drafts(drafts, settle_drafts(text, drafts), whole)
        today = publication_date(text)
        for gold, number in best_pairs([[likeness(p, g) for p in told] for g in golds], least=LEAST_LIKENESS):
            features = role_features(kept[number], kept, today, whole)
            if features is not None:
                yield Case(dict(features), golds[gold]["role"] == "main", 1.0)


def main() -> None:
    """Trains and writes, or prints how well each folder is told by the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", action="store_true")
    args = parser.parse_args()
    extractor = RulesExtractor()
    read = {folder: list(cases_of(folder, extractor)) for folder in args.folders}
    for left in args.folders if args.folds else ():
        weights = fit([c for folder in args.folders if folder != left for c in read[folder]])
        right = sum((logit(c, weights) > 0) == c.counts for c in read[left])
        ruled = sum(("ruled main" in c.features) == c.counts for c in read[left])
        print(f"{left.name}: of {len(read[left])} the rules have {ruled}, weighed {right}")
    if args.out:
        weights = fit([c for cases in read.values() for c in cases])
        with args.out.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("feature", "weight"))
            table.writerows((f, w) for f, w in sorted(weights.items()) if abs(w) >= LEAST_WEIGHT)


if __name__ == "__main__":
    main()
