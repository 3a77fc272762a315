"""A warehouse of any earlier version becomes one of today's, and keeps its rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from etl.errors import WarehouseError
from etl.warehouse import Warehouse
from tests.warehouse.conftest import SQL

MIGRATIONS = sorted((SQL / "migrations").glob("[0-9]*.sql"))
VERSIONS = [int(path.name[:4]) for path in MIGRATIONS if not path.name.startswith("0000")]  # 0000 alone makes no table
TIMES, NUMBERS = ("TIMESTAMP", "DATE"), ("BIGINT", "INTEGER", "SMALLINT", "DOUBLE")
VALUES = (
    {"BOOLEAN": "true", "VARCHAR[]": "[]", "BIGINT[]": "[]", "JSON": "'{}'"}
    | dict.fromkeys(TIMES, "'2024-01-03'")
    | dict.fromkeys(NUMBERS, "1")
)


def _as_of_version(folder: Path, version: int) -> Warehouse:
    """The warehouse that the migrations up to `version` make, with every view of today that it can bear."""
    sql = folder / f"sql-{version}"
    shutil.copytree(SQL, sql)
    for path in MIGRATIONS:
        if int(path.name[:4]) > version:
            (sql / "migrations" / path.name).unlink()
    for view in sorted((sql / "views").glob("*.sql")):
        view.rename(view.with_suffix(".later"))
    warehouse = Warehouse(folder / "warehouse.duckdb", sql, threads=1)
    warehouse.migrate()
    for view in sorted((sql / "views").glob("*.later")):
        kept = view.rename(view.with_suffix(".sql"))
        try:
            warehouse.migrate()
        except WarehouseError:
            kept.unlink()
    return warehouse


def _fill(file: Path) -> dict[str, int]:
    """One row in every table that has none, and the number of rows of each table then."""
    with duckdb.connect(str(file)) as con:
        tables = con.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL"
        ).fetchall()
        for schema, table in tables:
            if con.execute(f'SELECT count(*) FROM "{schema}"."{table}"').fetchone() == (0,):
                _insert(con, schema, table)
        return {f"{s}.{t}": con.execute(f'SELECT count(*) FROM "{s}"."{t}"').fetchone()[0] for s, t in tables}  # type: ignore[index]


def _insert(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    """A row of what must not be empty: of a column with a list of allowed values the first of them."""
    columns = con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE schema_name = ? AND table_name = ? AND NOT is_nullable",
        [schema, table],
    ).fetchall()
    checks = con.execute(
        "SELECT expression FROM duckdb_constraints() "
        "WHERE schema_name = ? AND table_name = ? AND constraint_type = 'CHECK' AND contains(expression, ' IN (')",
        [schema, table],
    ).fetchall()
    allowed = {
        left.strip('("'): right.split(",")[0].strip(")") for left, right in (c.split(" IN (") for (c,) in checks)
    }
    # A text is its column's name: so `left` comes before `right`.
    values = {column: allowed.get(column, VALUES.get(kind, f"'{column}'")) for column, kind in columns}
    named = ", ".join(f'"{column}"' for column in values)
    con.execute(f'INSERT INTO "{schema}"."{table}" ({named}) VALUES ({", ".join(values.values())})')


def _shape(file: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as con:
        return con.execute(
            "SELECT schema_name, table_name, column_name, data_type, column_default, is_nullable, comment "
            "FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
        ).fetchall()


@pytest.mark.parametrize("version", VERSIONS)
def test_warehouse_of_an_earlier_version_becomes_todays_and_keeps_its_rows(
    version: int, tmp_path: Path, empty: Warehouse
) -> None:
    old = _as_of_version(tmp_path / "old", version)
    held = _fill(old.path)
    Warehouse(old.path, SQL, threads=1).migrate()
    assert _shape(old.path) == _shape(empty.path)
    with duckdb.connect(str(old.path)) as con:
        kept = {
            table: con.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index]
            for table in held
            if not table.startswith(("mart.", "meta.migration", "ref.code"))  # made anew from the others, or grown
        }
    assert {table: held[table] for table in kept} == kept
    assert Warehouse(old.path, SQL, threads=1).migrate() == []


def test_upgrade_that_was_killed_before_codes_and_views_is_made_whole_by_the_next(
    tmp_path: Path, empty: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = Warehouse(tmp_path / "killed.duckdb", SQL, threads=1)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Warehouse, "_load_table", die)
        warehouse.migrate()
    warehouse.migrate()
    assert warehouse.rows("ref.code").num_rows and warehouse.rows("ref.code").equals(empty.rows("ref.code"))
    assert _shape(warehouse.path) == _shape(empty.path)
