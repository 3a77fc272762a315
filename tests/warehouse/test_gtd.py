"""The gtd schema: GTD's columns, codes and words for unknown; what was known when."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.codebook import gtd
from etl.warehouse import Warehouse, query
from tests.reconcile.news import account, claim, victims
from tests.warehouse.conftest import ISIL, NEWS, SQL, batch

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


def test_codes_and_labels_are_of_one_row_of_the_code_list(empty: Warehouse, tmp_path: Path) -> None:
    """Every coded column of GTD, each filled by one incident at least."""
    three, four = ("1", "2", "3"), ("1", "2", "3", "4")
    lists = {
        "attacktype": (gtd.ATTACKTYPE, three), "targtype": (gtd.TARGTYPE, three), "targsubtype": (gtd.TARGSUBTYPE, three),
        "weaptype": (gtd.WEAPTYPE, four), "weapsubtype": (gtd.WEAPSUBTYPE, four), "natlty": (gtd.COUNTRY, three),
        "claimmode": (gtd.CLAIMMODE, ("", "2", "3")), "country": (gtd.COUNTRY, ("",)), "region": (gtd.REGION, ("",)),
        "propextent": (gtd.PROPEXTENT, ("",)), "hostkidoutcome": (gtd.HOSTKIDOUTCOME, ("",)), "alternative": (gtd.ALTERNATIVE, ("",)),
    }  # fmt: skip
    columns = {f"{name}{suffix}_txt" for name, (_, suffixes) in lists.items() for suffix in suffixes}
    assert columns == {name for name in gtd.GTD_COLUMNS if name.endswith("_txt")}
    full = account(
        "x", at="2024-05-02T00:00:00Z", date="2024-05-01", city="Rask", doubtterr=1, alternative=gtd.ALTERNATIVE.labels[0],
        attacktype=("Bombing/Explosion", "Armed Assault", "Hostage Taking (Kidnapping)"), gname=(ISIL, "Jaish al-Adl", "Jundallah (Iran)"),
        targtype=("Police", "Military", "Business"), targsubtype=_subtypes(gtd.TARGSUBTYPE, gtd.targtype_of, (3, 4, 1)),
        weaptype=("Explosives", "Firearms", "Incendiary", "Melee"), weapsubtype=_subtypes(gtd.WEAPSUBTYPE, gtd.weaptype_of, (6, 5, 8, 9)),
        property=1, propextent=gtd.PROPEXTENT.labels[2], nhostkid=3, hostkidoutcome=gtd.HOSTKIDOUTCOME.labels[1], claimed=1,
        claims=tuple(claim(group, mode=gtd.CLAIMMODE.labels[2]) for group in (ISIL, "Jaish al-Adl", "Jundallah (Iran)")),
        victims=(victims("Iran", 5), victims("Afghanistan", 2), victims("Iraq", 1)),
    )  # fmt: skip
    empty.load(batch([*NEWS, full]))
    rows = ask(empty.publish(tmp_path / "published.duckdb"), "FROM gtd.incident")
    seen = set()
    for row in rows:
        for name, (table, suffixes) in lists.items():
            for suffix in suffixes:
                code, label = row[name + suffix], row[f"{name}{suffix}_txt"]
                assert (code is None and label is None) or table.label(code) == label
                seen |= {f"{name}{suffix}_txt"} if label is not None else set()
        assert row["specificity"] in gtd.SPECIFICITY.codes
    assert seen == columns


def _subtypes(table: gtd.CodeTable, type_of: Callable[[int], int], types: tuple[int, ...]) -> tuple[str, ...]:
    """The label of the first subtype of each type."""
    return tuple(next(table.label(code) for code in table.codes if type_of(code) == kind) for kind in types)


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
