"""A toll that is cut from 103 to 84: what was believed before and after, from the articles to the published copy."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.extract.extractor import load_extractor
from etl.model import Article, Part
from etl.reconcile import reconcile
from etl.warehouse import LoadBatch, Warehouse, query
from tests.warehouse.conftest import SQL

FIRST = Article(
    "first",
    "Twin blasts kill 103 near cemetery in Kerman",
    "KERMAN, Iran, January 3, 2024 - Two explosions killed 103 people and wounded 211 others on Wednesday among a crowd near the cemetery "
    "of Kerman in southern Iran, state television said.",
    source="Harbour Wire",
    published_at=datetime(2024, 1, 3, 16, tzinfo=UTC),
)
REVISED = Article(
    "revised",
    "Iran lowers toll of Kerman bombing",
    "TEHRAN, January 5, 2024 - The death toll of Wednesday's twin bombing in Kerman was reported as 84, down from 103, the Iranian state "
    "news agency IRNA said on Friday. It put the number of injured at 284.",
    source="Gulf Courier",
    published_at=datetime(2024, 1, 5, 9, tzinfo=UTC),
)


@pytest.mark.parametrize("articles", [(FIRST, REVISED), (REVISED, FIRST)])
def test_revised_toll_is_103_before_and_84_after(tmp_path: Path, articles: tuple[Article, ...]) -> None:
    extractor = load_extractor()
    accounts = [account for article in articles for account in extractor.extract(article)]
    warehouse = Warehouse(tmp_path / "warehouse.duckdb", SQL, threads=1)
    warehouse.migrate()
    warehouse.load(LoadBatch(articles=articles, parts=[Part(tuple(accounts), reconcile(accounts))], whole=True))
    published = warehouse.publish(tmp_path / "published.duckdb")

    def believed(at: str) -> list[tuple[str, int]]:
        rows = query(published, "SELECT city, nkill FROM gtd.incident_as_of($at)", {"at": at}).to_pylist()
        return [(row["city"], row["nkill"]) for row in rows]

    assert believed("2024-01-03 15:59:00") == []
    assert believed("2024-01-04 12:00:00") == [("Kerman", 103)]
    assert believed("2024-01-05 09:00:00") == [("Kerman", 84)]
    (revision,) = query(published, "FROM mart.toll_revision").to_pylist()
    assert (revision["nkill_before"], revision["nkill"], revision["nkill_change"]) == (103, 84, -19)
    assert revision["known_from"] == datetime(2024, 1, 5, 9)
