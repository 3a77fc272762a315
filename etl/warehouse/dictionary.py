"""The data dictionary, from the comments that every table and column bears, and from the heads of the SQL files that made them.

Enters: a published warehouse, and the project's folder of SQL files. Leaves: rows, or Markdown. Touches these, reading only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
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


_HEAD = re.compile(r"^-- Grain: (?P<grain>.+?)\. Key: (?P<key>.+?)\. Reader: (?P<reader>.+?)\.?$", re.M)
_MADE = re.compile(r"^CREATE (?:OR REPLACE )?(?:TABLE|VIEW)(?: IF NOT EXISTS)? (?P<name>\w+\.\w+)", re.M)


@dataclass(frozen=True)
class Head:
    """What the head of an SQL file says of what it makes: what one row is, by which columns it is known, and who asks for it."""

    grain: str
    key: tuple[str, ...]
    reader: str


def heads(sql: Path | str) -> dict[str, Head]:
    """The head that stands before each table and view, by its name; where it was made twice, the later one."""
    out: dict[str, Head] = {}
    for file in (path for folder in ("migrations", "views") for path in sorted((Path(sql) / folder).glob("*.sql"))):
        text = file.read_text("utf-8")
        told = list(_HEAD.finditer(text))
        for made in _MADE.finditer(text):
            before = [head for head in told if head.start() < made.start()]
            if before:
                out[made["name"]] = Head(
                    before[-1]["grain"], tuple(before[-1]["key"].split(", ")), before[-1]["reader"]
                )
    return out


def dictionary(published: Path | str, sql: Path | str) -> list[dict[str, Any]]:
    """One row a column: `schema`, `table`, `position`, `column`, `type`, `nullable`, `comment`, `table_comment`, `is_view`, `grain`, `key`, `reader`.

    `key` says whether the column is one of those that a row is known by; `grain` and `reader` are None where no head tells them.
    """
    told = heads(sql)
    nothing = Head("", (), "")
    with connect(published) as con:
        rows = con.execute((Path(sql) / "dictionary" / "columns.sql").read_text("utf-8")).to_arrow_table().to_pylist()
    for row in rows:
        head = told.get(f"{row['schema']}.{row['table']}", nothing)
        row |= {"grain": head.grain or None, "key": row["column"] in head.key, "reader": head.reader or None}
    return list(rows)


def code_lists(published: Path | str, sql: Path | str) -> list[dict[str, Any]]:
    """One row a code of GTD's lists: `list`, `code`, `label`."""
    with connect(published) as con:
        found = con.execute((Path(sql) / "dictionary" / "codes.sql").read_text("utf-8")).to_arrow_table().to_pylist()
    return list(found)


def render_dictionary(rows: Iterable[dict[str, Any]], codes: Iterable[dict[str, Any]]) -> str:
    """The dictionary as Markdown: a part a schema, a table a table, and the code lists."""
    lines = [
        "# Data dictionary",
        "",
        "Rendered from the comments that every table and column of the warehouse bears, and from the heads of the SQL files. Times are UTC.",
        "Counts are of people or rows, coordinates in degrees (WGS84), and **k** marks the columns that a row is known by.",
        "",
    ]
    for schema, tables in groupby(rows, key=lambda row: row["schema"]):
        lines += [f"## {schema}", "", _SCHEMAS[schema], ""]
        for name, columns in groupby(tables, key=lambda row: row["table"]):
            held = list(columns)
            kind = "view" if held[0]["is_view"] else "table"
            lines += [f"### {schema}.{name} ({kind})", "", f"{held[0]['table_comment']}.", ""]
            lines += [f"A row is {held[0]['grain']}. Read by: {held[0]['reader']}.", ""]
            lines += ["| column | key | type | meaning |", "|---|---|---|---|"]
            lines += [
                f"| `{row['column']}` | {'**k**' if row['key'] else ''} | {row['type']} | {str(row['comment']).replace('|', '/')} |"
                for row in held
            ]
            lines.append("")
    lines += ["## Code lists", "", "Of GTD's codebook, as in `ref.code`.", ""]
    for name, listed in groupby(codes, key=lambda row: row["list"]):
        told = "; ".join(f"{row['code']} {row['label']}" for row in listed)
        lines += [f"**{name}**: {told}.", ""]
    return "\n".join(lines)
