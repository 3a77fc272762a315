"""Questions to the published copy, and what is written from it for others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from etl.model import (
    Article,
)
from etl.pipeline.build import report_tables
from etl.pipeline.workspace import SQL, Row, Workspace

if TYPE_CHECKING:  # rooms that take long to import are imported by the step that needs them
    import pyarrow as pa

    from etl.extract.text import Text


def ask(ws: Workspace, statement: str, parameters: Row | None = None) -> pa.Table:
    """What one SELECT on the published copy answers.

    Raises:
        QueryError: it is wrong, not alone, or does more than read.
    """
    from etl.warehouse import query

    return query(ws.published, statement, parameters)


def named_queries() -> dict[str, Path]:
    """The queries of `sql/queries/` by name."""
    return {path.stem: path for path in sorted((SQL / "queries").glob("*.sql"))}


def show(ws: Workspace, eventid: int) -> Row:
    """Everything that the published copy knows of one incident.

    Raises:
        QueryError: no incident bears or bore this id.
    """
    from etl.warehouse.show import show as look_up

    shown = asdict(look_up(ws.published, eventid, SQL))
    texts = _texts(ws, shown["accounts"])
    doc_of = {account["account_id"]: account["doc"] for account in shown["accounts"]}
    quotes = [quote for settled in shown["settlements"] for quote in settled["quotes"]]
    for quote in [*quotes, *shown["tolls"], *shown["claims"], *shown["victims"]]:
        text = texts.get(doc_of.get(quote["account_id"], ""))
        if text is not None and quote["start"] >= 0:
            sentence = text.sentence_at(quote["start"])
            quote |= {"sentence": sentence.text, "sentence_start": sentence.start}
    return shown


def _texts(ws: Workspace, accounts: Iterable[Row]) -> dict[str, Text]:
    """The articles of these accounts cut into sentences, by doc."""
    from etl.extract.text import segment

    rows = ask(ws, (SQL / "show" / "texts.sql").read_text("utf-8"), {"docs": [account["doc"] for account in accounts]})
    return {row["doc"]: segment(Article(row["doc"], row["title"], row["text"])) for row in rows.to_pylist()}


def quarantined(ws: Workspace, key: str | None = None) -> pa.Table:
    """What is held back, all of it or one item."""
    return ask(ws, (SQL / "build" / "quarantine.sql").read_text("utf-8"), {"key": key})


def count_published(ws: Workspace) -> Row:
    """`{"snapshots", "articles", "accounts", "incidents"}` of the published copy."""
    counts: Row = ask(ws, (SQL / "build" / "counts.sql").read_text("utf-8")).to_pylist()[0]
    return counts


def unsure_pairs(ws: Workspace, limit: int) -> pa.Table:
    """The pairs of accounts that the matcher is least sure of and nobody has judged."""
    return ask(ws, (SQL / "records" / "unsure_pairs.sql").read_text("utf-8"), {"limit": limit})


def newest_incident(ws: Workspace) -> int | None:
    """The incident that most articles tell of."""
    found = ask(ws, (SQL / "build" / "newest.sql").read_text("utf-8")).to_pylist()
    return found[0]["eventid"] if found else None


def export_gtd(ws: Workspace, file: Path) -> int:
    """How many incidents were written with GTD's 135 columns; the file's ending says how.

    Raises:
        WarehouseError: another ending than .csv, .parquet or .xlsx, or more incidents than a sheet holds.
    """
    from etl.warehouse.export import export_gtd as write

    return write(ws.published, file)


def export_marts(ws: Workspace, folder: Path) -> dict[str, int]:
    """The rows of each mart, written to a Parquet file of its name."""
    from etl.warehouse.export import export_marts as write

    return write(ws.published, folder)


def export_quality(ws: Workspace, folder: Path) -> list[Path]:
    """Quality results for other systems: `results.json`, `results.junit.xml` and `badge.svg` in this folder."""
    from etl.report.export import badge, results_json, results_junit

    tables = report_tables(ws)
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        "results.json": results_json(tables),
        "results.junit.xml": results_junit(tables),
        "badge.svg": badge(tables),
    }
    for name, content in written.items():
        (folder / name).write_text(content, "utf-8")
    return [folder / name for name in written]
