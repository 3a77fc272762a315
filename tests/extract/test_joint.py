"""A toll of several incidents together is given to all of them where the words number as many as the article tells, and else to none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.extract.extractor import load_extractor
from etl.model import Account, Article, Part
from etl.reconcile import reconcile
from etl.warehouse import LoadBatch, Warehouse, query, show
from tests.warehouse.conftest import SQL

THREE = (
    "BAGHDAD, May 4, 2023 - A car bomb exploded at a market in Mosul on Thursday. Another bomb went off outside a police station in Kirkuk. "
    "A third bomb exploded at a bus station in Tikrit. "
)


def article(body: str) -> Article:
    return Article(
        "j", "Bombs hit Iraqi cities", body, source="Wire", published_at=datetime(2023, 5, 4, 18, tzinfo=UTC)
    )


def accounts(body: str) -> list[Account]:
    return load_extractor().extract(article(body))


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("A total of 30 people were killed in the three blasts, officials said.", "nkill_joint", 30),
        ("Officials said 41 people were wounded in all three attacks.", "nwound_joint", 41),
    ],
)
def test_figure_of_as_many_attacks_as_are_told_belongs_to_all_of_them(said: str, name: str, value: int) -> None:
    found = accounts(THREE + said)
    assert [a.get(name) for a in found] == [value] * 3
    assert [a.get(name.removesuffix("_joint")) for a in found] == [None] * 3


@pytest.mark.parametrize(
    "said",
    [
        "A total of 30 people were killed in the five blasts, officials said.",
        "A total of 30 people were killed in the two blasts, officials said.",
        "So far this year 300 people were killed in the three cities.",
        "A total of 300 people were killed in three attacks since January.",
        "Officials said 30 people were killed in the three blasts. Residents said 45 people were killed in the three blasts.",
    ],
)
def test_figure_of_other_attacks_of_a_span_of_time_or_in_dispute_belongs_to_none(said: str) -> None:
    assert {a.get("nkill_joint") for a in accounts(THREE + said)} == {None}


def test_figure_is_spread_in_whole_numbers_and_its_sentence_stands_behind_each_part(tmp_path: Path) -> None:
    told = accounts(THREE + "A total of 31 people were killed in the three blasts, officials said.")
    warehouse = Warehouse(tmp_path / "w.duckdb", SQL, threads=1)
    warehouse.migrate()
    warehouse.load(LoadBatch(articles=[article("")], parts=[Part(tuple(told), reconcile(told))], whole=True))
    published = warehouse.publish(tmp_path / "p.duckdb")
    rows = query(published, "SELECT eventid, city, nkill, multiple FROM gtd.incident ORDER BY nkill").to_pylist()
    assert sorted((row["nkill"], row["multiple"]) for row in rows) == [(10, 1), (10, 1), (11, 1)]
    for row in rows:
        (settled,) = [s for s in show(published, row["eventid"], SQL).settlements if s["field"] == "nkill"]
        assert settled["rule"] == "settle_spread"
        assert [q["quote"] for q in settled["quotes"]] == ["A total of 31 people were killed"]
