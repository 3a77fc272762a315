"""The ways out: GTD's columns as CSV, Parquet or XLSX, and every mart as Parquet.

Enters: a published warehouse. Leaves: files, each written beside its place and moved there whole. Touches the published file, read-only, and
the files named.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from etl.errors import WarehouseError
from etl.warehouse.query import connect

# A spreadsheet takes a text that begins like this for a formula; an apostrophe before it keeps it a text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Excel's limit for one sheet, the header included.
SHEET_ROWS = 1_048_576
# Excel's limit for one cell.
CELL_CHARACTERS = 32_767


def export_gtd(published: Path | str, target: Path | str) -> int:
    """The number of incidents written to `target`, whose ending (`.csv`, `.parquet`, `.xlsx`) says how.

    Raises:
        WarehouseError: another ending, or more incidents than a sheet holds.
    """
    target = Path(target)
    writers: dict[str, Callable[[pa.Table, Path], None]] = {
        ".csv": _write_csv,
        ".parquet": _write_parquet,
        ".xlsx": _write_xlsx,
    }
    writer = writers.get(target.suffix.lower())
    if writer is None:
        raise WarehouseError("has no ending that says how", where=str(target), fix="end it in .csv, .parquet or .xlsx")
    with connect(published) as con:
        table = con.sql("FROM gtd.incident ORDER BY eventid").to_arrow_table()
    _whole(target, partial(writer, table))
    return int(table.num_rows)


def export_marts(published: Path | str, folder: Path | str) -> dict[str, int]:
    """The rows of each mart, written to `folder/<mart>.parquet`."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    out = {}
    with connect(published) as con:
        for name in sorted(row[2] for row in con.execute("SHOW ALL TABLES").fetchall() if row[1] == "mart"):
            table = con.sql(f"FROM mart.{name} ORDER BY ALL").to_arrow_table()
            _whole(folder / f"{name}.parquet", partial(_write_parquet, table))
            out[name] = table.num_rows
    return out


def _whole(target: Path, write: Callable[[Path], None]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{os.getpid()}.{target.name}")
    try:
        write(fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def safe(value: Any) -> Any:
    """The value as a spreadsheet may hold it: a text that it would take for a formula gets an apostrophe before it.

    >>> safe("=1+1"), safe(-99), safe("Kerman"), safe(None)
    ("'=1+1", -99, 'Kerman', '')
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _write_parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def _write_csv(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.column_names)
        for batch in table.to_batches(max_chunksize=10_000):
            columns = [column.to_pylist() for column in batch.columns]
            writer.writerows([safe(value) for value in row] for row in zip(*columns, strict=True))


def _write_xlsx(table: pa.Table, path: Path) -> None:
    if table.num_rows >= SHEET_ROWS:
        raise WarehouseError(
            f"{table.num_rows} incidents do not fit a sheet of {SHEET_ROWS - 1} rows",
            where=str(path),
            fix="export .csv or .parquet",
        )
    # Row by row to disk: a whole sheet of texts would not fit memory.
    book = xlsxwriter.Workbook(
        str(path),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    try:
        sheet = book.add_worksheet("gtd")
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, table.column_names)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        number = 0
        for batch in table.to_batches(max_chunksize=10_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                _write_row(sheet, number, row, day)
    finally:
        book.close()


def _write_row(sheet: Any, number: int, row: tuple[Any, ...], day: Any) -> None:
    for place, value in enumerate(row):
        if value is None:
            continue
        if isinstance(value, str):
            sheet.write_string(number, place, value[:CELL_CHARACTERS])
        elif isinstance(value, (int, float)):
            sheet.write_number(number, place, value)
        else:
            sheet.write_datetime(number, place, value, day)
