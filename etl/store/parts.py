"""Parquet parts named by the hash of what they hold."""

from __future__ import annotations

import contextlib
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
    """The rows of all parts, part by part; while parts are being merged, some rows may come twice and none is missed."""
    seen: set[Path] = set()
    while fresh := [path for path in part_paths(folder) if path not in seen]:
        for path in fresh:
            seen.add(path)
            # A part that is gone was merged into one that the next look finds.
            with contextlib.suppress(FileNotFoundError):
                yield from cast(list[Row], pq.read_table(path, columns=columns).to_pylist())


def merge_parts(folder: Path, schema: pa.Schema, rows: int) -> int:
    """How many parts were merged into larger ones, each of `rows` rows or a little more; larger ones are left as they are.

    The merged part is whole before the first of its parts goes, so a process killed in between leaves rows twice and loses none.
    """
    merged = 0
    group: list[Path] = []
    size = 0
    for path in part_paths(folder):
        own = pq.read_metadata(path).num_rows
        if own >= rows:
            continue
        group.append(path)
        size += own
        if size >= rows:
            merged += _merge(folder, group, schema)
            group, size = [], 0
    return merged + _merge(folder, group, schema)


def _merge(folder: Path, group: list[Path], schema: pa.Schema) -> int:
    if len(group) < 2:
        return 0
    rows = [row for path in group for row in cast(list[Row], pq.read_table(path).to_pylist())]
    kept = write_part(folder, rows, schema)
    for path in group:
        if path != kept:
            path.unlink(missing_ok=True)
    return len(group)
