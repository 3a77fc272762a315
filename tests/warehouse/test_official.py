"""Official files, made up here in their publishers' columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl.errors import WarehouseError
from etl.reconcile import pair_up, traits_of
from etl.warehouse import Warehouse, query, read_official

GTD = """eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,attacktype1_txt,targtype1_txt,gname,nkill,nwound
202401030001,2024,1,3,Iran,Kerman,Kerman,30.28,57.08,Bombing/Explosion,Private Citizens & Property,Islamic State,95,284
202401150002,2024,1,15,Iran,Sistan,Rask,26.2,61.4,Armed Assault,Police,Jaish al-Adl,11,8
197905000001,1979,5,0,Iran,Fars,Shiraz,,,Bombing/Explosion,Private Citizens & Property,Unknown,15,
"""
ACLED = """event_id_cnty,event_date,country,admin1,location,latitude,longitude,sub_event_type,actor1,fatalities
IRN100,03 January 2024,Iran,Kerman,Kerman,30.28,57.08,Suicide bomb,Islamic State (Iran),94
"""
UCDP = """id,date_start,country,adm_1,where_coordinates,latitude,longitude,side_a,best
501,2024-01-03 00:00:00.000,Iran,Kerman province,Kerman town,30.28,57.08,IS,93
502,2024-06-03 00:00:00.000,Burkina Faso,Est,Fada,12.06,0.35,JNIM,9
"""


def compare(warehouse: Warehouse, dataset: str, path: Path) -> list[dict[str, Any]]:
    events = read_official(dataset, path)
    ours = warehouse.incident_accounts()
    warehouse.import_official(dataset, events, pair_up(map(traits_of, ours), map(traits_of, events)))
    published = warehouse.publish(path.parent / "published.duckdb")
    return query(published, f"FROM mart.compare_{dataset} ORDER BY found, official_id, eventid").to_pylist()


@pytest.mark.parametrize(
    ("dataset", "text", "both", "theirs"), [("gtd", GTD, 2, 1), ("acled", ACLED, 1, 0), ("ucdp", UCDP, 1, 1)]
)
def test_comparison_shows_both_and_what_each_lacks(
    filled: Warehouse, tmp_path: Path, dataset: str, text: str, both: int, theirs: int
) -> None:
    file = tmp_path / f"{dataset}.csv"
    file.write_text(text)
    rows = compare(filled, dataset, file)
    assert [r["found"] for r in rows].count("both") == both
    assert [r["found"] for r in rows].count("theirs") == theirs
    kerman = next(r for r in rows if r["our_city"] == "Kerman")
    assert kerman["our_nkill"] == 84 and kerman["their_nkill"] in (93, 94, 95)
    assert "Zahedan" in {r["our_city"] for r in rows if r["found"] == "ours"}
    assert compare(filled, dataset, file) == rows


def test_new_file_replaces_the_old(filled: Warehouse, tmp_path: Path) -> None:
    file = tmp_path / "gtd.csv"
    file.write_text(GTD)
    compare(filled, "gtd", file)
    file.write_text("\n".join(GTD.splitlines()[:2]))
    compare(filled, "gtd", file)
    assert filled.rows("ref.official_event").num_rows == 1


def test_wrong_file_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(WarehouseError, match="lacks the columns"):
        read_official("gtd", file)
    with pytest.raises(WarehouseError, match="no database"):
        read_official("gdelt", file)
    with pytest.raises(WarehouseError, match="no CSV, Parquet or Excel file"):
        read_official("gtd", file.rename(tmp_path / "other.docx"))
    for ending in ("xlsx", "parquet"):
        (tmp_path / f"torn.{ending}").write_bytes(b"PK torn")
        with pytest.raises(WarehouseError, match=f"torn.{ending}: .+; check the file"):
            read_official("gtd", tmp_path / f"torn.{ending}")


def test_workbook_gives_the_events_of_the_csv(tmp_path: Path) -> None:
    """GTD publishes an .xlsx: the same rows, numbers as Excel keeps them."""
    import pandas as pd

    (tmp_path / "gtd.csv").write_text(GTD)
    frame = pd.read_csv(tmp_path / "gtd.csv")
    frame.to_excel(tmp_path / "gtd.xlsx", index=False, engine="xlsxwriter")
    frame.to_parquet(tmp_path / "gtd.parquet")
    events = read_official("gtd", tmp_path / "gtd.csv")
    assert len(events) == 3
    assert events == read_official("gtd", tmp_path / "gtd.xlsx") == read_official("gtd", tmp_path / "gtd.parquet")
