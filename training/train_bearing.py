"""Finds the weights that tell on which incidents of an article a word about the author bears.

    PYTHONPATH=. python training/train_bearing.py FOLDER… --out etl/codebook/data/bearing.csv [--folds]

Reads folders in the format of `tests/gold`, without the articles held out there. The reader must not have seen them: it is surer of what
it learnt from. Each name that an article gives, beside each coded incident that the extractor finds, is one case: it is the author where the
coder says so. Likewise whether it is claimed, and whether it is told that nobody claims it. With `--folds` each folder is left out in turn,
and it is printed how many of its cases the others tell rightly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from etl.evaluate.gold import group_keys
from etl.extract.accounts import Kin
from etl.extract.bearing import Bearing, author_options, claimed_options
from etl.extract.extractor import RulesExtractor
from etl.extract.perpetrators import settle_perpetrators
from training.folders import coded_articles
from training.found import found_in
from training.train_counted import Case, arguments, fit, logit, told, write_weights

QUESTIONS = ("author", "claimed", "silent")


def cases_of(folder: Path, extractor: RulesExtractor) -> Iterator[tuple[str, Case]]:
    """What the incidents of a folder that the extractor finds teach, each case with its question."""
    for article, rows in coded_articles(folder):
        golds = [row for row in rows if row["is_terrorism"]]
        if not golds:
            continue
        found = found_in(article, extractor)
        bearing, kin = Bearing(found.drafts), Kin(found.drafts)
        for gold, number in found.pairs(golds):
            draft, row = found.drafts[number], golds[gold]
            doers = settle_perpetrators(bearing.said_of(draft, kin.of(draft)), [u.sentence for u in draft.units])
            words = list(bearing.weighed(draft, kin.of(draft)))
            for name, features in author_options(words, doers).items():
                yield "author", Case(dict(features), is_coded(name, row), 1.0)
            for value, features in claimed_options(words, doers).items():
                yield "claimed" if value else "silent", Case(dict(features), row["claimed"] == value, 1.0)


def is_coded(name: str, row: Mapping[str, Any]) -> bool:
    """Whether the coder has the author under this name."""
    return any(group_keys(name) & group_keys(coded) for coded in row["gname"])


def main() -> None:
    """Trains and writes, or prints how well each folder is told by the others."""
    args = arguments(__doc__)
    extractor = RulesExtractor()
    read = {folder: list(cases_of(folder, extractor)) for folder in args.folders}
    for left in args.folders if args.folds else ():
        for question in QUESTIONS:
            weights = fit([c for f in args.folders if f != left for asked, c in read[f] if asked == question])
            cases = [c for asked, c in read[left] if asked == question]
            right = sum((logit(c, weights) > 0) == c.counts for c in cases)
            print(f"{left.name}: {question}: {right} of {len(cases)} rightly told")
    if args.out:
        rows = [
            (question, *row)
            for question in QUESTIONS
            for row in told(fit([c for cases in read.values() for asked, c in cases if asked == question]))
        ]
        write_weights(args.out, ("question", "feature", "weight"), rows)


if __name__ == "__main__":
    main()
