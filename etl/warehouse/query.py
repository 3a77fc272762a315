"""Questions to the published copy: reading only, nothing else of the world in reach.

Enters: one statement. Leaves: an Arrow table. Touches the published file, read-only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.errors import QueryError, WarehouseError

# Set before the analyst's words are read, then locked: no other file, no network, no extension, no way to change these settings.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}
_SESSION = (
    "USE warehouse",
    "SET TimeZone = 'UTC'",
    "SET python_enable_replacements = false",
    "SET temp_directory = ''",  # what does not fit memory fails: nothing is written, not even for a while
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


def connect(published: Path | str) -> duckdb.DuckDBPyConnection:
    """A locked, read-only connection to a published warehouse. The caller closes it.

    Raises:
        WarehouseError: there is no such file, or it is no warehouse.
    """
    path = Path(published)
    if not path.exists():
        raise WarehouseError(
            "there is no published warehouse yet", where=str(path), fix="run `incidents run` or `make run`"
        )
    # Attached to an instance of its own: one opened by path would be shared within the process, settings, old copy and all.
    con = duckdb.connect(":memory:", config=_CONFIG)
    try:
        con.execute("ATTACH '{}' AS warehouse (READ_ONLY)".format(str(path).replace("'", "''")))
        for setting in _SESSION:
            con.execute(setting)
        return con
    except duckdb.Error as error:
        con.close()
        raise WarehouseError(
            str(error).strip().splitlines()[0],
            where=str(path),
            fix="publish again; a writer's live file is not for reading",
        ) from error


def query(
    published: Path | str, sql: str, parameters: dict[str, Any] | None = None, *, limit: int | None = None
) -> pa.Table:
    """What one SELECT answers, at most `limit` rows.

    Raises:
        QueryError: the statement is wrong, not alone, or does more than read.
        WarehouseError: nothing was published yet.
    """
    with connect(published) as con:
        try:
            statements = con.extract_statements(sql)
            if len(statements) != 1:
                raise QueryError(f"{len(statements)} statements", where="query", fix="send exactly one SELECT")
            if statements[0].type not in _READING:
                raise QueryError(
                    f"{statements[0].type.name} is not reading",
                    where="query",
                    fix="send a SELECT; the warehouse is read-only here",
                )
            cursor = con.execute(statements[0], parameters)
            if limit is None:
                return cursor.to_arrow_table()
            reader = cursor.to_arrow_reader(max(1, min(limit, 100_000)))
            batches, left = [], limit
            for batch in reader:
                batches.append(batch.slice(0, left))
                left -= batches[-1].num_rows
                if left <= 0:
                    break
            return pa.Table.from_batches(batches, reader.schema)
        except duckdb.Error as error:
            raise QueryError(
                _one_line(error), where="query", fix='see the names with `incidents query "SHOW ALL TABLES"`'
            ) from error


def _one_line(error: duckdb.Error) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    kept = [line for line in lines if not line.startswith(("LINE ", "^", "*"))]
    return " ".join(kept)[:500]
