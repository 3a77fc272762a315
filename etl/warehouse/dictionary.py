"""The data dictionary, from the comments that every table and column bears.

Enters: a published warehouse. Leaves: rows, or Markdown. Touches the published file, read-only.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from etl.warehouse.query import connect

_SCHEMAS = {
    "gtd": "Incidents in GTD's columns, codes and words for unknown. Start here.",
    "mart": "What analysts ask for first, counted already.",
    "core": "Accounts, incidents, and everything that ties them. Unknown is NULL.",
    "raw": "What was fetched and read.",
    "ref": "Code lists, and licensed official files where they were imported.",
    "quality": "Runs, checks, quarantine, measurements and scores.",
    "meta": "What wrote this warehouse.",
}


def dictionary(published: Path | str, sql: Path | str) -> list[dict[str, Any]]:
    """One row a column: `schema`, `table`, `position`, `column`, `type`, `nullable`, `comment`, `table_comment`, `is_view`."""
    with connect(published) as con:
        rows = con.execute((Path(sql) / "dictionary" / "columns.sql").read_text("utf-8")).to_arrow_table().to_pylist()
    return list(rows)


def render_dictionary(rows: Iterable[dict[str, Any]]) -> str:
    """The dictionary as Markdown: a part a schema, a table a table."""
    lines = [
        "# Data dictionary",
        "",
        "Rendered from the comments that every table and column of the warehouse bears. Times are UTC.",
        "",
    ]
    for schema, tables in groupby(rows, key=lambda row: row["schema"]):
        lines += [f"## {schema}", "", _SCHEMAS[schema], ""]
        for name, columns in groupby(tables, key=lambda row: row["table"]):
            held = list(columns)
            kind = "view" if held[0]["is_view"] else "table"
            lines += [f"### {schema}.{name} ({kind})", "", f"{held[0]['table_comment']}.", ""]
            lines += ["| column | type | meaning |", "|---|---|---|"]
            lines += [
                f"| `{row['column']}` | {row['type']} | {str(row['comment']).replace('|', '/')} |" for row in held
            ]
            lines.append("")
    return "\n".join(lines)
