"""Finds by how much each field's confidence must come down, on coded articles that nobody tuned on.

    PYTHONPATH=. python training/calibrate.py tests/gold/further --out etl/codebook/data/calibration.csv

Reads the articles that `held_out.txt` of the folder names, in its sub-folders. The factor of a field is the share of its values that are right over the
mean confidence that its rules give, drawn towards 1 by `PRIOR` values. The held-out articles of `tests/gold` itself are left for judging
the outcome: `incidents evaluate gold` prints the reliability curve.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from etl.codebook.calibration import calibration
from etl.evaluate.gold import read_articles, score_gold
from etl.extract.extractor import load_extractor

PRIOR = 5.0  # values that are as right as they say: a field of few values moves little
# The scorecard judges the first label of a list; the account holds the list.
ACCOUNT_FIELD = {"attacktype1": "attacktype", "weaptype1": "weaptype", "targtype1": "targtype"}


def read_rows(folder: Path, name: str, kept_back: set[str]) -> list[dict[str, Any]]:
    """The rows of a file in every sub-folder whose article is held out."""
    lines = [line for path in sorted(folder.glob(f"*/{name}")) for line in path.read_text("utf-8").splitlines()]
    return [row for row in map(json.loads, lines) if row["doc"] in kept_back]


def factors(folder: Path, applied: Mapping[str, float]) -> dict[str, float]:
    """For each field that the scorecard judges, the factor on the confidence that the rules give; `applied` is taken off first."""
    kept_back = set((folder / "held_out.txt").read_text("utf-8").split())
    articles = read_articles(read_rows(folder, "articles.jsonl", kept_back))
    extractor = load_extractor()
    rows = [account.to_row() for article in articles for account in extractor.extract(article)]
    card = score_gold(articles, read_rows(folder, "gold.jsonl", kept_back), rows)
    said: dict[str, float] = defaultdict(float)
    right: dict[str, float] = defaultdict(float)
    for curve in card.calibration:
        name = ACCOUNT_FIELD.get(curve.field, curve.field)
        for held in curve.bins:
            said[name] += held.confidence * held.count / applied.get(name, 1.0)
            right[name] += held.accuracy * held.count
    return {name: round((right[name] + PRIOR) / (said[name] + PRIOR), 2) for name in sorted(said) if name != "all"}


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    found = factors(args.folder, calibration())
    with args.out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("field", "factor"))
        table.writerows(found.items())


if __name__ == "__main__":
    main()
