from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from etl.codebook import gtd
from etl.errors import WarehouseError
from etl.warehouse import Warehouse, export_gtd, export_marts
from tests.reconcile.news import account
from tests.warehouse.conftest import NEWS, SQL, batch


@pytest.fixture
def published(empty: Warehouse, tmp_path: Path) -> Path:
    """One target is named like a formula, as a hostile page might."""
    evil = account(
        "e", date="2024-03-01", city="=HYPERLINK('x')", at="2024-03-02T00:00:00Z", target=("=cmd|' /C calc'!A0",)
    )
    empty.load(replace(batch([*NEWS, evil])))
    return empty.publish(tmp_path / "published.duckdb")


def test_csv_reads_as_gtds_own_in_a_notebook(published: Path, tmp_path: Path) -> None:
    """The steps of any notebook written for GTD's file, without a change."""
    assert export_gtd(published, tmp_path / "gtd.csv") == 4
    frame = pd.read_csv(tmp_path / "gtd.csv", low_memory=False)
    assert list(frame.columns) == list(gtd.GTD_COLUMNS)
    assert frame["eventid"].is_unique and frame["eventid"].dtype == "int64"
    assert frame.groupby("iyear").size().to_dict() == {1979: 1, 2024: 3}
    assert frame["country_txt"].value_counts()["Iran"] == 4
    assert frame.groupby("gname")["nkill"].sum()["Islamic State of Iraq and the Levant (ISIL)"] == 84
    assert frame["attacktype1_txt"].value_counts()["Bombing/Explosion"] == 3
    assert (
        pd.to_datetime(
            frame.loc[frame.iday > 0, ["iyear", "imonth", "iday"]].set_axis(["year", "month", "day"], axis=1)
        )
        .notna()
        .all()
    )


def test_notebook_written_for_gtds_file_runs_on_ours(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = json.loads((SQL.parent / "docs" / "notebooks" / "gtd_counts.ipynb").read_text("utf-8"))
    export_gtd(published, tmp_path / "globalterrorismdb_0718dist.csv")
    monkeypatch.chdir(tmp_path)
    found: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), found)
    assert found["gtd"].shape == (4, 135)
    assert found["by_year"].to_dict() == {1979: 1, 2024: 3}
    assert found["by_country"].to_dict() == {"Iran": 4}
    assert found["by_group"].to_dict() == {"Islamic State of Iraq and the Levant (ISIL)": 1}
    assert found["by_attack"]["Bombing/Explosion"] == 3
    assert (found["deadliest"].iloc[0]["City"], found["deadliest"].iloc[0]["Casualties"]) == ("Kerman", 295)
    assert found["killed_by_country"]["Iran"] == 84 + 15
    assert (found["claimed"], found["days"].max().date().isoformat()) == (1.0, "2024-03-01")


def test_csv_and_xlsx_are_safe_against_formulas(published: Path, tmp_path: Path) -> None:
    export_gtd(published, tmp_path / "gtd.csv")
    frame = pd.read_csv(tmp_path / "gtd.csv", low_memory=False)
    texts = frame.select_dtypes(exclude="number").stack()
    assert not [t for t in texts if str(t).startswith(("=", "+", "@"))]
    assert "'=HYPERLINK('x')" in set(frame["city"])
    export_gtd(published, tmp_path / "gtd.xlsx")
    with zipfile.ZipFile(tmp_path / "gtd.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "HYPERLINK" in sheet


def test_parquet_keeps_types(published: Path, tmp_path: Path) -> None:
    export_gtd(published, tmp_path / "gtd.parquet")
    table = pq.read_table(tmp_path / "gtd.parquet")
    assert table.column_names == list(gtd.GTD_COLUMNS)
    assert str(table.schema.field("eventid").type) == "int64"


def test_every_mart_is_written(published: Path, tmp_path: Path) -> None:
    counts = export_marts(published, tmp_path / "marts")
    assert {"country_month", "group_year", "toll_revision", "source_agreement", "coverage"} <= counts.keys()
    assert all(pq.read_table(tmp_path / "marts" / f"{name}.parquet").num_rows == n for name, n in counts.items())


def test_other_ending_is_one_line(published: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"csv, \.parquet or \.xlsx"):
        export_gtd(published, tmp_path / "gtd.docx")
