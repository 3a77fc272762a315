"""The warehouse as a DuckLake: Parquet files in a folder or an object store, and a catalogue that every machine can reach.

Enters: the addresses of catalogue and data. Leaves: a DuckDB connection in which the lake is the database in use, so that every SQL file means
what it means in a file of DuckDB. Touches the catalogue (a DuckDB file or PostgreSQL), the data, and DuckDB's extensions, which come as Python
packages and are never downloaded.

A lake holds no primary key, no CHECK, and no comment on a macro or on a view's column. The migrations are the same: each statement runs in an empty database
in memory first, and what it made there says what is to be made in the lake and which rules the loader has to hold in its place.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
import pyarrow as pa
from pyarrow.dataset import Dataset

from etl.errors import WarehouseError
from etl.warehouse.warehouse import Warehouse, first_line, registered

# The name under which a lake is attached; also of the published file in a reader's connection.
ATTACHED = "warehouse"
# Long enough for whoever asks what was there last week; the history of incidents is in the tables themselves.
DAYS_KEPT = 7
_POSTGRES = ("postgresql", "postgres")
_COMMENT = re.compile(r"\s*COMMENT ON (?:COLUMN (\w+\.\w+)\.|MACRO)", re.I)


@dataclass(frozen=True)
class Lake:
    """`catalogue` is the path of a DuckDB file or postgresql://user@host/database; `data` a folder or s3://bucket/prefix."""

    catalogue: str
    data: str
    s3_endpoint: str = ""

    @property
    def shared(self) -> bool:
        """Whether the catalogue is a server's, which several processes reach at once."""
        return urlsplit(self.catalogue).scheme in _POSTGRES

    def attach(self, con: duckdb.DuckDBPyConnection) -> None:
        """Nothing; the lake is the database in use of this connection.

        Raises:
            WarehouseError: an extension is not installed, or catalogue or data cannot be reached.
        """
        _load_extension(con, "ducklake")
        if self.shared:
            _load_extension(con, "postgres_scanner")
        if self.data.startswith("s3://"):
            _load_extension(con, "httpfs")
            self._point_to_endpoint(con)
        else:
            Path(self.data).mkdir(parents=True, exist_ok=True)
        if not self.shared:
            Path(self.catalogue).parent.mkdir(parents=True, exist_ok=True)
        meta = f"postgres:{self.catalogue}" if self.shared else self.catalogue
        try:
            con.execute(f"ATTACH {quoted(f'ducklake:{meta}')} AS {ATTACHED} (DATA_PATH {quoted(f'{self.data}/')})")
            con.execute(f"USE {ATTACHED}")
        except duckdb.Error as error:
            raise WarehouseError(
                first_line(error),
                where=self.catalogue,
                fix="check INCIDENTS_CATALOGUE and INCIDENTS_STORE, the server, and the password in PGPASSWORD",
            ) from error

    def _point_to_endpoint(self, con: duckdb.DuckDBPyConnection) -> None:
        """Keys and region are taken from the environment by DuckDB itself.

        For the whole instance and not for this connection alone: DuckLake looks for files over connections of its own.
        """
        if self.s3_endpoint:
            server = urlsplit(self.s3_endpoint)
            con.execute(f"SET GLOBAL s3_endpoint = {quoted(server.netloc)}")
            con.execute(f"SET GLOBAL s3_use_ssl = {server.scheme == 'https'}")
            con.execute("SET GLOBAL s3_url_style = 'path'")


def _load_extension(con: duckdb.DuckDBPyConnection, name: str) -> None:
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    file = (
        Path(found.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if found is not None and found.origin is not None
        else None
    )
    if file is None or not file.exists():
        raise WarehouseError(
            f"DuckDB's extension {name} for version {duckdb.__version__} is not installed",
            where="DuckLake",
            fix=f"install incident-warehouse[cluster], or duckdb-extension-{name.replace('_', '-')}=={duckdb.__version__}",
        )
    con.execute(f"LOAD {quoted(str(file))}")


def quoted(text: str) -> str:
    """The text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


class Blueprint:
    """The migrations run in an empty database in memory: what a lake is to be told, and what the loader has to hold in its place."""

    def __init__(self, sql: Path) -> None:
        self._sql = sql
        self._con = duckdb.connect(":memory:")

    def statements(self, text: str) -> Iterator[str]:
        """The statements of the next migration or view, as a lake takes them: tables by their columns, no index, no comment on a macro or on a view's column."""
        for statement in duckdb.extract_statements(text):
            if statement.type == duckdb.StatementType.CREATE:
                yield from self._created(statement)
                continue
            self._con.execute(statement)
            if not self._has_no_place(statement.query):
                yield statement.query

    def rules(self) -> dict[str, str]:
        """For each table the statement that finds which of its rules the staged rows break."""
        return dict(self._con.execute((self._sql / "lake" / "rules.sql").read_text("utf-8")).fetchall())

    def _created(self, statement: duckdb.Statement) -> list[str]:
        tables, indexes = self._tables(), self._count("duckdb_indexes()")
        self._con.execute(statement)
        made = [told for name, told in self._tables().items() if name not in tables]
        if made or self._count("duckdb_indexes()") > indexes:
            return made
        return [statement.query]

    def _tables(self) -> dict[str, str]:
        return dict(self._con.execute((self._sql / "lake" / "tables.sql").read_text("utf-8")).fetchall())

    def _count(self, source: str) -> int:
        return len(self._con.sql(f"FROM {source}").fetchall())

    def _has_no_place(self, statement: str) -> bool:
        """Whether it comments on a macro or on a view's column."""
        commented = _COMMENT.match(statement)
        return commented is not None and commented.group(1) in {None, *self._views()}

    def _views(self) -> set[str]:
        return {
            f"{row[0]}.{row[1]}"
            for row in self._con.sql("FROM duckdb_views() SELECT schema_name, view_name").fetchall()
        }


class LakeWarehouse(Warehouse):
    """The same warehouse in a lake. `path` is that of the published file's live twin: only what a load stages lies beside it.

    Several processes may read and write at once. Of two loads at once the second to commit fails, and is tried again.
    """

    def __init__(self, lake: Lake, path: Path | str, sql: Path | str, **config: Any) -> None:
        super().__init__(path, sql, **config)
        self.lake = lake

    def _connect(self) -> duckdb.DuckDBPyConnection:
        con = duckdb.connect(":memory:", config=self._config)
        try:
            self.lake.attach(con)
        except WarehouseError:
            con.close()
            raise
        return con

    @property
    def where(self) -> str:
        """The catalogue."""
        return self.lake.catalogue

    def exists(self) -> bool:
        """Whether any migration was ever applied."""
        with self.open() as con:
            return self._migrated(con)

    def _migrated(self, con: duckdb.DuckDBPyConnection) -> bool:
        return con.execute(self.text("lake/migrated.sql")).fetchone() is not None

    def compact(self) -> None:
        """Nothing; small files became large ones, and states older than DAYS_KEPT are gone with the files that only they need."""
        with self.open() as con:
            try:
                con.execute(self.text("lake/compact.sql").replace("{days}", str(DAYS_KEPT)))
            except duckdb.Error as error:
                raise WarehouseError(
                    first_line(error), where=self.where, fix="nothing is lost: run it again"
                ) from error

    @cached_property
    def _plan(self) -> tuple[dict[Path, list[str]], dict[str, str]]:
        """The statements of every migration and view, and the rules of every table once all are applied."""
        blueprint = Blueprint(self.sql)
        statements = {file: list(blueprint.statements(file.read_text("utf-8"))) for _, file in self._files()}
        return statements, blueprint.rules()

    def _first_migration(self, con: duckdb.DuckDBPyConnection) -> None:
        if not self._migrated(con):
            con.begin()
            self._run(con, self.sql / "migrations" / "0000_meta.sql")
            con.commit()

    def _run(self, con: duckdb.DuckDBPyConnection, file: Path) -> None:
        for statement in self._plan[0][file]:
            con.execute(statement)

    def _take_turn(self, con: duckdb.DuckDBPyConnection) -> None:
        con.execute(self.text("lake/turn.sql"))

    def _append(self, con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
        super()._append(con, name, table)
        con.execute("DROP TABLE IF EXISTS temp.staged")
        with registered(con, staged=table):
            self._hold_rules(con, name)

    def _load_table(self, con: duckdb.DuckDBPyConnection, name: str, table: pa.Table | Dataset) -> None:
        super()._load_table(con, name, table)
        self._hold_rules(con, name)

    def _hold_rules(self, con: duckdb.DuckDBPyConnection, name: str) -> None:
        broken = con.execute(self._plan[1][name]).fetchall() if name in self._plan[1] else []
        if broken:
            raise duckdb.ConstraintException(f"a row of {name} breaks {', '.join(rule for (rule,) in broken)}")

    def _copy_to(self, fresh: Path) -> None:
        Warehouse(fresh, self.sql).migrate()
        with self.open() as con:
            con.execute(f"ATTACH {quoted(str(fresh))} AS copy")
            con.begin()
            for (name,) in con.execute(self.text("lake/filled.sql")).fetchall():
                con.execute(self.text("lake/copy.sql").replace("{table}", name))
            con.commit()
            con.execute("CHECKPOINT copy")
