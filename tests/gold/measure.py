"""The extractor's figures on the coded articles of this folder, and their floors.

python -m tests.gold.measure lifts the floors in `baseline.json` to today's figures, where those are higher; none ever sinks.
"""

from __future__ import annotations

import json
from pathlib import Path

from etl.evaluate.floors import raised
from etl.evaluate.gold import read_articles, score_gold
from etl.evaluate.scorecard import Scorecard
from etl.extract.extractor import load_extractor

FOLDER = Path(__file__).parent
BASELINE = FOLDER / "baseline.json"
# A floor lies this far under the figure that it was set by: one value of a field more or less is no fall.
SLACK = 2.0
# Fields with fewer coded values have no floor.
LEAST_VALUES = 20


def read_rows(name: str) -> list[dict]:
    """The rows of a JSON-lines file of this folder."""
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines() if line.strip()]


def published_articles() -> list:
    """The articles, dated as they were published."""
    return read_articles(read_rows("articles.jsonl"))


def measure() -> Scorecard:
    """The scorecard of today's extractor."""
    extractor, articles = load_extractor(), published_articles()
    rows = [account.to_row() for article in articles for account in extractor.extract(article)]
    return score_gold(articles, read_rows("gold.jsonl"), rows)


def read_floors() -> dict[str, float]:
    """The floors, by the names of `Scorecard.figures`."""
    return json.loads(BASELINE.read_text("utf-8"))["floors"]


def main() -> None:
    """Lifts the floors."""
    floors = raised(measure().figures(least=LEAST_VALUES), read_floors() if BASELINE.exists() else {}, slack=SLACK)
    BASELINE.write_text(json.dumps({"floors": floors}, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
