"""The rest of a day's paper: what no attack is told in must not fill a database of attacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.evaluate.gold import read_articles
from etl.extract.extractor import load_extractor
from tests.gold.measure import read_rows

_HELD_OUT = frozenset((Path(__file__).parent / "general" / "held_out.txt").read_text("utf-8").split())


# Of those that the weights were found on, and of those that they were not.
@pytest.mark.parametrize(("held_out", "least", "most_counted"), [(False, 202, 4), (True, 76, 3)])
def test_general_news_is_hardly_ever_counted_as_an_attack(held_out: bool, least: int, most_counted: int) -> None:
    extractor = load_extractor()
    articles = read_articles(
        row for row in read_rows("general/articles.jsonl") if (row["doc"] in _HELD_OUT) == held_out
    )
    counted = [a.doc for a in articles if any(account.is_terrorism for account in extractor.extract(a))]
    assert len(articles) >= least
    assert len(counted) <= most_counted, counted
