"""Parquet parts named by the hash of what they hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from etl.store.atomic import write_whole

Row = dict[str, Any]


def write_part(folder: Path, rows: list[Row], schema: pa.Schema) -> Path:
    """The part that holds exactly these rows, sorted by their first two columns; the same rows always give the same file."""
    rows = sorted(rows, key=lambda row: tuple(str(row[name]) for name in schema.names[:2]))
    content = json.dumps(rows, sort_keys=True, ensure_ascii=False, default=str)
    path = folder / f"{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}.parquet"
    if not path.exists():
        table = pa.Table.from_pylist(rows, schema=schema)
        write_whole(path, lambda file: pq.write_table(table, file, compression="zstd"))
    return path


def part_paths(folder: Path) -> list[Path]:
    """All parts, by name."""
    return sorted(folder.glob("[0-9a-f]*.parquet"))


def read_parts(folder: Path, columns: list[str] | None = None) -> Iterator[Row]:
    """The rows of all parts, part by part."""
    for path in part_paths(folder):
        yield from cast(list[Row], pq.read_table(path, columns=columns).to_pylist())
