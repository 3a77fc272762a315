"""Finds the weights that tell what an article reports from what it recalls.

    PYTHONPATH=. python training/train_role.py FOLDER… --out etl/codebook/data/role_weights.csv [--folds]

Reads folders in the format of `tests/gold`, without the articles held out there. The reader must not have seen them: it is surer of what
it learnt from. Each incident of terrorism that the extractor finds is one case. With `--folds` each folder is left out in turn, and the share
of right roles on it is printed beside that of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.extract.counted import about
from etl.extract.dates import publication_date
from etl.extract.extractor import RulesExtractor
from etl.extract.role_choice import role_features
from training.folders import coded_articles
from training.found import found_in
from training.train_counted import Case, arguments, fit, logit, told, write_weights


def cases_of(folder: Path, extractor: RulesExtractor) -> Iterator[Case]:
    """The incidents of a folder that the extractor finds, with whether each is reported."""
    for article, rows in coded_articles(folder):
        golds = [row for row in rows if row["is_terrorism"]]
        if not golds:
            continue
        found = found_in(article, extractor, roles_by_rule=True)
        whole, today = about(found.text, None), publication_date(found.text)
        for gold, number in found.pairs(golds):
            features = role_features(found.drafts[number], found.drafts, today, whole)
            if features is not None:
                yield Case(dict(features), golds[gold]["role"] == "main", 1.0)


def main() -> None:
    """Trains and writes, or prints how well each folder is told by the others."""
    args = arguments(__doc__)
    extractor = RulesExtractor()
    read = {folder: list(cases_of(folder, extractor)) for folder in args.folders}
    for left in args.folders if args.folds else ():
        weights = fit([c for folder in args.folders if folder != left for c in read[folder]])
        right = sum((logit(c, weights) > 0) == c.counts for c in read[left])
        ruled = sum(("ruled main" in c.features) == c.counts for c in read[left])
        print(f"{left.name}: of {len(read[left])} the rules have {ruled}, weighed {right}")
    if args.out:
        write_weights(args.out, ("feature", "weight"), told(fit([c for cases in read.values() for c in cases])))


if __name__ == "__main__":
    main()
