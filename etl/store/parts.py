"""Parquet parts named by the hash of what they hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Set
from itertools import chain
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from etl.store.folder import Folder

Row = dict[str, Any]

_SUFFIX = ".parquet"


def write_part(folder: Folder, rows: list[Row], schema: pa.Schema) -> str:
    """The name of the part that holds exactly these rows, sorted by their first two columns; the same rows always give the same file."""
    rows = sorted(rows, key=lambda row: tuple(str(row[name]) for name in schema.names[:2]))
    content = json.dumps(rows, sort_keys=True, ensure_ascii=False, default=str)
    name = f"{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}{_SUFFIX}"
    if not folder.has(name):
        table = pa.Table.from_pylist(rows, schema=schema)
        folder.write(name, lambda file: pq.write_table(table, file, compression="zstd"))
    return name


def part_names(folder: Folder) -> list[str]:
    """All parts, by name."""
    return [name for name in folder.names() if name.endswith(_SUFFIX)]


def read_parts(
    folder: Folder, columns: list[str] | None = None, *, docs: Collection[str] | None = None
) -> Iterator[Row]:
    """The rows of all parts, or those of these `docs`; while parts are being merged, some rows may come twice and none is missed.

    The rows of one part are in memory at a time.
    """
    wanted = None if docs is None else frozenset(docs)
    seen: set[str] = set()
    while fresh := [name for name in part_names(folder) if name not in seen]:
        seen.update(fresh)
        yield from chain.from_iterable(folder.each(fresh, lambda name: _still_there(folder, name, columns, wanted)))


def merge_parts(folder: Folder, schema: pa.Schema, rows: int) -> int:
    """How many parts were merged into larger ones, each of `rows` rows or a little more; larger ones are left as they are.

    The merged part is whole before the first of its parts goes, so a process killed in between leaves rows twice and loses none.
    """
    merged = 0
    group: list[str] = []
    size = 0
    for name in part_names(folder):
        with folder.open(name) as file:
            own = pq.read_metadata(file).num_rows
        if own >= rows:
            continue
        group.append(name)
        size += own
        if size >= rows:
            merged += _merge(folder, group, schema)
            group, size = [], 0
    return merged + _merge(folder, group, schema)


def drop_rows(folder: Folder, schema: pa.Schema, docs: Collection[str]) -> int:
    """How many rows of these articles were taken out; each part that held one is written anew without it before it goes."""
    dropped = 0
    wanted = frozenset(docs)
    for name in part_names(folder) if docs else []:
        own = len(_rows(folder, name, ["doc"], wanted))
        if own:
            rest = [row for row in _rows(folder, name) if row["doc"] not in docs]
            if rest:
                write_part(folder, rest, schema)
            folder.remove(name)
            dropped += own
    return dropped


def _merge(folder: Folder, group: list[str], schema: pa.Schema) -> int:
    if len(group) < 2:
        return 0
    rows = [row for name in group for row in _rows(folder, name)]
    kept = write_part(folder, rows, schema)
    for name in group:
        if name != kept:
            folder.remove(name)
    return len(group)


def _still_there(folder: Folder, name: str, columns: list[str] | None, wanted: Set[str] | None) -> list[Row]:
    """The rows of a part; none where it is gone: it was merged into one that the next look finds."""
    try:
        return _rows(folder, name, columns, wanted)
    except FileNotFoundError:
        return []


def _rows(folder: Folder, name: str, columns: list[str] | None = None, wanted: Set[str] | None = None) -> list[Row]:
    """The rows of one part; of a part without any wanted article nothing but the keys is read."""
    with folder.open(name) as file:
        if wanted is None:
            return cast(list[Row], pq.read_table(file, columns=columns).to_pylist())
        part = pq.ParquetFile(file)
        mine = [doc in wanted for doc in part.read(columns=["doc"]).column("doc").to_pylist()]
        return cast(list[Row], part.read(columns=columns).filter(pa.array(mine)).to_pylist()) if any(mine) else []
