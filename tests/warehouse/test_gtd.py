"""The gtd schema: GTD's columns, codes and words for unknown; what was known when."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from etl.codebook import gtd
from etl.warehouse import Warehouse, query
from tests.warehouse.conftest import ISIL, SQL

CODEBOOK = SQL.parent / "etl" / "codebook" / "data"


@pytest.fixture
def published(filled: Warehouse, tmp_path: Path) -> Path:
    return filled.publish(tmp_path / "published.duckdb")


def ask(published: Path, sql: str) -> list[dict[str, Any]]:
    return query(published, sql).to_pylist()


def test_incident_has_the_135_columns_in_order(published: Path) -> None:
    with (CODEBOOK / "gtd_columns.csv").open() as file:
        names = [row["name"] for row in sorted(csv.DictReader(file), key=lambda r: int(r["position"]))]
    assert len(names) == 135
    assert query(published, "FROM gtd.incident LIMIT 0").column_names == names


def test_numbers_are_numbers_and_words_are_words(published: Path) -> None:
    with (CODEBOOK / "gtd_columns.csv").open() as file:
        kinds = {row["name"]: row["type"] for row in csv.DictReader(file)}
    types = {r["column_name"]: r["column_type"] for r in ask(published, "DESCRIBE gtd.incident")}
    for name, kind in kinds.items():
        textual = kind.startswith("Text")
        assert (types[name] == "VARCHAR") == textual, (name, kind, types[name])


def test_codes_and_labels_are_of_one_row_of_the_code_list(published: Path) -> None:
    lists = {
        "attacktype": (gtd.ATTACKTYPE, ("1", "2", "3")), "targtype": (gtd.TARGTYPE, ("1", "2", "3")), "weaptype": (gtd.WEAPTYPE, ("1", "2", "3", "4")),
        "country": (gtd.COUNTRY, ("",)), "region": (gtd.REGION, ("",)), "natlty": (gtd.COUNTRY, ("1", "2", "3")), "claimmode": (gtd.CLAIMMODE, ("", "2", "3")),
    }  # fmt: skip
    for row in ask(published, "FROM gtd.incident"):
        for name, (table, suffixes) in lists.items():
            for suffix in suffixes:
                code, label = row[name + suffix], row[f"{name}{suffix}_txt"]
                assert (code is None and label is None) or table.label(code) == label


def test_unknown_has_gtds_words_here_and_null_in_core(published: Path, filled: Warehouse) -> None:
    (row,) = ask(published, "FROM gtd.incident WHERE city = 'Zahedan'")
    assert row["gname"] == "Unknown"
    assert (row["claimed"], row["nperps"], row["INT_LOG"], row["property"]) == (-9, -99, -9, -9)
    assert row["nkill"] is None
    core = next(r for r in filled.rows("core.incident_version").to_pylist() if r["city"] == "Zahedan")
    assert (core["gname"], core["claimed"], core["nperps"]) == (None, None, None)
    assert dict(core["unknown"])["nkill"] == "no_figure"


def test_open_day_of_an_old_incident_is_zero(published: Path) -> None:
    (row,) = ask(published, "FROM gtd.incident WHERE city = 'Shiraz'")
    assert (row["iyear"], row["imonth"], row["iday"]) == (1979, 5, 0)
    assert str(row["eventid"]).startswith("19790500")
    assert row["approxdate"] == "1979-05-01 to 1979-05-31"


def test_as_of_gives_what_was_believed_then(published: Path) -> None:
    def toll(at: str) -> list[Any]:
        return [
            r["nkill"] for r in ask(published, f"SELECT nkill FROM gtd.incident_as_of('{at}') WHERE city = 'Kerman'")
        ]

    assert toll("2024-01-03 12:00:00") == []
    assert toll("2024-01-03 16:00:00") == [103]
    assert toll("2024-01-05 00:00:00") == [95]
    assert toll("2024-01-06 08:00:00") == [84]


def test_toll_revision_says_what_changed_since(published: Path) -> None:
    rows = ask(published, "SELECT nkill_before, nkill FROM mart.toll_revision ORDER BY known_from")
    assert [(r["nkill_before"], r["nkill"]) for r in rows] == [(103, 95), (95, 84)]


def test_sources_and_notes_are_written_as_gtd_does(published: Path) -> None:
    (row,) = ask(published, "FROM gtd.incident WHERE city = 'Kerman'")
    assert row["scite1"] == "“Report a”, Outlet of a, 2024-01-03"
    assert "103" in row["addnotes"]
    assert row["gname"] == ISIL
    assert row["dbsource"] == "incident-warehouse"


def test_one_version_is_open_and_versions_do_not_overlap(filled: Warehouse) -> None:
    rows = filled.rows("core.incident_version").to_pylist()
    for eventid in {r["eventid"] for r in rows}:
        mine = sorted((r for r in rows if r["eventid"] == eventid), key=lambda r: r["known_from"])
        assert [r["known_to"] for r in mine] == [r["known_from"] for r in mine[1:]] + [None]
        assert [r["version"] for r in mine] == list(range(1, len(mine) + 1))
