"""The warehouse file: migrations, loads in one transaction, and the published copy.

Enters: batches. Leaves: tables. Touches one DuckDB file and the SQL files that are handed in by their folder. One process writes the live
file; readers have the published copy, which is swapped in whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
from pyarrow import parquet
from pyarrow.dataset import Dataset, dataset

from etl.errors import WarehouseError
from etl.model import Account, Part, ScoredPair, Traits, Value
from etl.warehouse.batch import LoadBatch, Row
from etl.warehouse.tables import (
    SCHEMAS,
    Tables,
    article_table,
    code_table,
    copy_tables,
    official_tables,
    snapshot_table,
    stage,
    trait_of,
    trait_table,
)

# Articles or snapshots that are in memory at once while they are loaded.
CHUNK = 5_000
# Views are written anew whenever their text changes; their numbers lie beyond any migration's.
VIEWS_FROM = 100_000
# What goes when an account goes; ids once issued stay.
_OF_ACCOUNTS = (
    "core.account",
    "core.account_trait",
    "core.evidence",
    "core.toll",
    "core.claim",
    "core.victim",
    "core.incident_account",
)
_OF_INCIDENTS = ("core.incident", "core.incident_version", "core.settlement", "core.incident_link")

T = TypeVar("T")


class Warehouse:
    """One warehouse file. `sql` is the project's folder of SQL files; `memory_limit` and `threads` are DuckDB's settings.

    Every method opens the file and closes it again, so that publishing and other processes can have it in between.
    """

    def __init__(
        self, path: Path | str, sql: Path | str, *, memory_limit: str | None = None, threads: int | None = None
    ) -> None:
        self.path = Path(path)
        self.sql = Path(sql)
        self._config: dict[str, Any] = {}
        if memory_limit is not None:
            self._config["memory_limit"] = memory_limit
        if threads is not None:
            self._config["threads"] = threads

    @contextmanager
    def open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that may write.

        Raises:
            WarehouseError: another process has the file, or it is no warehouse of this version.
        """
        con = self._connect()
        try:
            con.execute("SET TimeZone = 'UTC'")
            yield con
        finally:
            con.close()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return duckdb.connect(str(self.path), config=self._config)
        except duckdb.Error as error:
            raise WarehouseError(
                first_line(error),
                where=self.where,
                fix="close what has the file open, or move a damaged file away",
            ) from error

    @property
    def where(self) -> str:
        """What a person calls this warehouse."""
        return str(self.path)

    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self.path.exists()

    def compact(self) -> None:
        """Nothing; the log of the live file is written into it."""
        if self.exists():
            with self.open() as con:
                con.execute("CHECKPOINT")

    def text(self, name: str) -> str:
        """The text of an SQL file, by its path in the folder."""
        return (self.sql / name).read_text("utf-8")

    def migrate(self) -> list[str]:
        """Applies what is missing, in order, each in one transaction; returns the names of the files applied.

        Raises:
            WarehouseError: an applied migration was changed, or one fails.
        """
        applied: list[str] = []
        coded = False
        with self.open() as con:
            self._first_migration(con)
            done = dict(con.execute(self.text("migrate/applied.sql")).fetchall())
            for number, file in self._files():
                digest = hashlib.sha256(file.read_bytes()).hexdigest()
                # A migration may take away what a view stands on, or the view itself: after one, all views are written anew.
                if done.get(number) == digest and not (applied and number >= VIEWS_FROM):
                    continue
                if number in done and number < VIEWS_FROM:
                    raise WarehouseError(
                        "was changed after it had been applied",
                        where=file.name,
                        fix="restore it and write a new migration",
                    )
                if number >= VIEWS_FROM and not coded:
                    # Before the first view: a run that is killed here leaves views to write, so the next one comes by here again.
                    self._load_table(con, "ref.code", code_table())
                    coded = True
                self._apply(con, number, file, digest)
                applied.append(file.name)
        return applied

    def _first_migration(self, con: duckdb.DuckDBPyConnection) -> None:
        con.execute(self.text("migrations/0000_meta.sql"))

    def _files(self) -> list[tuple[int, Path]]:
        migrations = sorted((self.sql / "migrations").glob("[0-9]*.sql"))
        views = sorted((self.sql / "views").glob("[0-9]*.sql"))
        return [(int(f.name.split("_")[0]), f) for f in migrations] + [
            (VIEWS_FROM + int(f.name.split("_")[0]), f) for f in views
        ]

    def _apply(self, con: duckdb.DuckDBPyConnection, number: int, file: Path, digest: str) -> None:
        try:
            con.begin()
            self._run(con, file)
            con.execute(self.text("migrate/record.sql"), [number, file.name, digest])
            if number < VIEWS_FROM:
                con.execute(self.text("migrate/forget_views.sql"))
            con.commit()
        except duckdb.Error as error:
            _roll_back(con)
            raise WarehouseError(first_line(error), where=file.name, fix="mend this file") from error

    def _run(self, con: duckdb.DuckDBPyConnection, file: Path) -> None:
        con.execute(file.read_text("utf-8"))

    def load(self, batch: LoadBatch) -> dict[str, int]:
        """Writes a batch in one transaction and returns the number of rows of each table of the batch.

        A second load of the same batch changes nothing. A load that breaks off leaves the warehouse as it was.

        Raises:
            WarehouseError: a row breaks a constraint, or the warehouse was not migrated.
        """
        return self._in_one_transaction(lambda con: self._load(con, batch))

    def _in_one_transaction(self, work: Callable[[duckdb.DuckDBPyConnection], dict[str, int]]) -> dict[str, int]:
        with self.open() as con:
            try:
                con.begin()
                counts = work(con)
                self._take_turn(con)
                con.commit()
            except duckdb.Error as error:
                _roll_back(con)
                raise WarehouseError(
                    first_line(error),
                    where=self.where,
                    fix="migrate first; if it is a row, see the constraint that it names",
                ) from error
        return counts

    def _take_turn(self, con: duckdb.DuckDBPyConnection) -> None:
        """Nothing: whoever has the file open is alone with it."""

    def _load(self, con: duckdb.DuckDBPyConnection, batch: LoadBatch) -> dict[str, int]:
        counts: Counter[str] = Counter()
        counts.update(self._load_chunks(con, "raw.snapshot", map(snapshot_table, _chunks(batch.snapshots))))
        counts.update(self._load_chunks(con, "raw.article", map(article_table, _chunks(batch.articles))))
        if batch.parts:
            parts = (self._stage(con, part) for part in batch.parts)
            counts.update(self._load_parts(con, parts, whole=batch.whole, removed=batch.removed))
        counts.update(
            self._load_tables(
                con,
                {
                    "quality.run": _rows(batch.runs),
                    "quality.expectation_result": _rows(batch.expectation_results),
                    "quality.quarantine": _rows(batch.quarantine),
                    "quality.metric": _rows(batch.metrics),
                    "quality.score": _rows(batch.scores),
                    "meta.build": _rows(
                        [{"part": part, "version": version} for part, version in sorted(batch.build.items())]
                    ),
                },
            )
        )
        return dict(counts)

    def _stage(self, con: duckdb.DuckDBPyConnection, part: Part) -> Tables:
        titles = self._titles(con, sorted({account.doc for account in part.accounts}))
        return stage(part.accounts, part.reconciliation, titles)

    def load_parts(self, parts: Iterable[Tables], *, whole: bool = False) -> dict[str, int]:
        """Writes what `stage` made of the parts of a plan, in one transaction, and returns the number of rows of each table.

        `whole` says that the parts are all there is: other accounts leave the core tables. Parts are taken one at a time, so that a world
        larger than memory passes through.

        Raises:
            WarehouseError: a row breaks a constraint, or the warehouse was not migrated.
        """
        return self._in_one_transaction(lambda con: self._load_parts(con, parts, whole=whole, removed=()))

    def _load_parts(
        self, con: duckdb.DuckDBPyConnection, parts: Iterable[Tables], *, whole: bool, removed: Sequence[str]
    ) -> dict[str, int]:
        first = con.table("core.account").limit(1).fetchone() is None
        seen: list[pa.Table] = [_column("account_id", [])]
        counts: Counter[str] = Counter()
        with self._staging_folder() as folder:
            staged: dict[str, list[str]] = {}
            for i, tables in enumerate(parts):
                seen.append(tables["core.account"].select(["account_id"]))
                counts.update({name: table.num_rows for name, table in tables.items()})
                for name, table in tables.items():
                    if first:
                        self._append(con, name, table)
                    else:
                        staged.setdefault(name, []).append(f"{folder}/{name}.{i}.parquet")
                        parquet.write_table(table, staged[name][-1])
            accounts = pa.concat_tables(seen)
            if staged:
                incoming = {name: dataset(files) for name, files in staged.items()}
                self._scope(con, accounts, incoming["core.incident"].to_table(["eventid"]))
                for name, rows in incoming.items():
                    self._load_table(con, name, rows)
        gone = _column("account_id", removed)
        if whole and not first:
            with registered(con, incoming_account=accounts):
                gone = con.execute(self.text("load/gone.sql")).to_arrow_table()
        if gone.num_rows:
            self._forget(con, gone)
        con.execute(self.text("load/leads.sql"))
        return dict(counts)

    @contextmanager
    def _staging_folder(self) -> Iterator[Path]:
        """An empty folder beside the warehouse; what a load that was killed left in it is gone."""
        folder = self.path.with_name(f".{self.path.name}.staged")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _append(self, con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
        """The rows of a first load: there is nothing yet that they could meet."""
        columns = ", ".join(f'"{column}"' for column in con.table(name).columns)
        con.from_arrow(table).project(columns).insert_into(name)

    def _forget(self, con: duckdb.DuckDBPyConnection, gone: pa.Table) -> None:
        """Takes accounts out, and the incidents that no account tells of any more; ids once issued stay."""
        self._scope(con, gone, pa.table({"eventid": pa.array([], pa.int64())}))
        for name in _OF_ACCOUNTS:
            self._load_table(con, name, SCHEMAS[name].empty_table())
        con.execute(self.text("load/emptied.sql"))
        for name in _OF_INCIDENTS:
            self._load_table(con, name, con.table(name).limit(0).to_arrow_table())

    def _scope(self, con: duckdb.DuckDBPyConnection, accounts: pa.Table, incidents: pa.Table) -> None:
        with registered(con, incoming_account=accounts, incoming_incident=incidents):
            con.execute(self.text("load/scope.sql"))

    def _titles(self, con: duckdb.DuckDBPyConnection, docs: Sequence[str]) -> Mapping[str, str]:
        with registered(con, incoming_doc=pa.table({"doc": pa.array(docs, pa.string())})):
            return dict(con.execute(self.text("load/titles.sql")).fetchall())

    def _load_tables(self, con: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table | None]) -> dict[str, int]:
        counts = {}
        for name, table in tables.items():
            if table is not None:
                self._load_table(con, name, table)
                counts[name] = table.num_rows
        return counts

    def _load_chunks(self, con: duckdb.DuckDBPyConnection, name: str, chunks: Iterable[pa.Table]) -> dict[str, int]:
        """The rows of one table that wait on disk until all are there: merging each chunk by itself would look through the table each time."""
        rows = 0
        with self._staging_folder() as folder:
            files = []
            for i, table in enumerate(chunks):
                files.append(f"{folder}/{name}.{i}.parquet")
                parquet.write_table(table, files[-1])
                rows += table.num_rows
            if files:
                self._load_table(con, name, dataset(files))
        return {name: rows} if rows else {}

    def _load_table(self, con: duckdb.DuckDBPyConnection, name: str, table: pa.Table | Dataset) -> None:
        with registered(con, incoming=table):
            con.execute(self.text(f"load/{name}.sql"))

    def publish(self, target: Path | str) -> Path:
        """Copies the warehouse to `target` in one step: readers of the old copy keep it, new ones get the new.

        Raises:
            WarehouseError: there is nothing to publish, or another process has the file.
        """
        target = Path(target)
        if not self.exists():
            raise WarehouseError("there is no warehouse yet", where=self.where, fix="load something first")
        target.parent.mkdir(parents=True, exist_ok=True)
        for left_over in target.parent.glob(f".{target.name}.[0-9]*"):
            left_over.unlink(missing_ok=True)  # of a publishing that was killed: one process publishes at a time
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            self._copy_to(fresh)
            self._write_out_marts(fresh)
            with fresh.open("rb") as file:
                os.fsync(file.fileno())
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
        return target

    def _copy_to(self, fresh: Path) -> None:
        self.compact()
        shutil.copyfile(self.path, fresh)

    def _write_out_marts(self, copy: Path) -> None:
        """Turns every mart of the copy from a view into a table: analysts ask them often, and they change at publishing alone."""
        with duckdb.connect(str(copy), config=self._config) as con:
            for mart, comment in con.execute(self.text("publish/marts.sql")).fetchall():
                columns = con.execute(self.text("publish/columns.sql"), {"mart": mart}).fetchall()
                rows = con.sql(f"FROM mart.{mart} ORDER BY ALL").to_arrow_table()
                con.execute(f'DROP VIEW mart."{mart}"')
                con.from_arrow(rows).create(f"mart.{mart}")
                con.execute(f'COMMENT ON TABLE mart."{mart}" IS {_quoted(comment)}')
                for column, told in columns:
                    con.execute(f'COMMENT ON COLUMN mart."{mart}"."{column}" IS {_quoted(told)}')
            con.execute("CHECKPOINT")

    def rows(self, name: str) -> pa.Table:
        """A table of the warehouse, whole, in the order of its columns."""
        schema, table = name.split(".")
        with self.open() as con:
            return con.table(f'"{schema}"."{table}"').order("ALL").to_arrow_table()

    def named(self, name: str, **parameters: Any) -> pa.Table:
        """What the SQL file of this path answers."""
        with self.open() as con:
            return con.execute(self.text(name), parameters or None).to_arrow_table()

    def near(self, traits: Sequence[Traits]) -> list[tuple[Traits, str]]:
        """The traits of every account that could be compared with these, each with its component."""
        rows = self._ask("near/traits.sql", fresh=trait_table(traits)).to_pylist()
        return [(trait_of(row), row["component"]) for row in rows]

    def components(self, docs: Collection[str], account_ids: Collection[str]) -> list[str]:
        """The components of the accounts of these articles and of these accounts."""
        answer = self._ask(
            "near/components.sql", wanted_doc=_column("doc", docs), wanted_account=_column("account_id", account_ids)
        )
        return [str(name) for name in answer.column("component").to_pylist()]

    def members(self, components: Collection[str], docs: Collection[str]) -> list[tuple[Account, str]]:
        """All accounts of these components and articles, each with the time since which it counts (ISO, UTC)."""
        rows = self._ask(
            "near/members.sql", wanted=_column("component", components), wanted_doc=_column("doc", docs)
        ).to_pylist()
        return [
            (Account.from_row(json.loads(row["payload"])), row["known_at"].strftime("%Y-%m-%dT%H:%M:%SZ"))
            for row in rows
        ]

    def issued(self) -> dict[int, str]:
        """Every eventid ever issued, and the account that it was issued for."""
        table = self._ask("near/issued.sql").to_pydict()
        return dict(zip(table["eventid"], table["account_id"], strict=True))

    def incident_accounts(self) -> list[Account]:
        """Every incident as known now, as an account named `incident:<eventid>#1`: what official files are compared with."""
        out = []
        for row in self._ask("near/incidents.sql").to_pylist():
            doc = f"incident:{row.pop('eventid')}"
            row["date"] = row.pop("told_date")
            lists = {name: tuple(item for item in row[name] if item) for name in ("gname", "attacktype", "targtype")}
            told = {name: value for name, value in {**row, **lists}.items() if value is not None and value != ()}
            out.append(Account(f"{doc}#1", doc, "main", True, {name: Value(value) for name, value in told.items()}))
        return out

    def fingerprinted(self, method: str) -> set[str]:
        """The articles whose fingerprint was taken by this method: all copies among them are known."""
        return set(self.named("copies/fingerprinted.sql", method=method).column(0).to_pylist())

    def alike(self, fingerprints: Iterable[Sequence[int]]) -> list[str]:
        """The known articles that have a number in common with one of these."""
        numbers = sorted({number for own in fingerprints for number in own})
        table = self._ask("copies/alike.sql", wanted=pa.table({"number": pa.array(numbers, pa.int64())}))
        return [str(doc) for doc in table.column(0).to_pylist()]

    def keep_copies(
        self, fingerprints: Mapping[str, Sequence[int]], copies: Iterable[tuple[str, str, float]], *, method: str
    ) -> dict[str, int]:
        """Keeps fingerprints and the copies (original, copy, share) found by them; what another method made goes."""
        tables = copy_tables(fingerprints, copies, method)

        def work(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
            for statement in con.extract_statements(self.text("copies/forget.sql")):
                con.execute(statement, {"method": method})
            return self._load_tables(con, tables)

        return self._in_one_transaction(work)

    def copies(self) -> list[tuple[str, str]]:
        """All pairs of copies, as articles."""
        pairs = self.named("copies/pairs.sql").to_pydict()
        return list(zip(pairs["original"], pairs["copy"], strict=True))

    def import_official(self, dataset: str, events: Sequence[Account], pairs: Iterable[ScoredPair]) -> dict[str, int]:
        """Puts an official file and its matches (`left` ours, `right` theirs) in place of what was imported of that database before."""
        tables = official_tables(dataset, events, pairs)

        def work(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
            with registered(con, incoming_dataset=_column("dataset", [dataset])):
                return self._load_tables(con, tables)

        return self._in_one_transaction(work)

    def uncited(self, kind: str, before: datetime) -> list[Row]:
        """Articles or snapshots received before this moment on which no value rests: `{"key", "source", "url", "fetched_at"}`."""
        naive = before.astimezone(UTC).replace(tzinfo=None)
        rows: list[Row] = self.named(f"retain/{kind}s.sql", before=naive).to_pylist()
        return rows

    def note_removal(self, kind: str, rows: Sequence[Row], *, at: datetime, why: str) -> None:
        """Nothing; what is taken away is in `quality.removal`, and articles among it are no longer in `raw.article`."""
        told = {"kind": kind, "removed_at": at.astimezone(UTC).replace(tzinfo=None), "why": why}

        def work(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
            if kind == "article":
                with registered(con, gone=_column("key", [row["key"] for row in rows])):
                    con.execute(self.text("retain/forget_articles.sql"))
            return self._load_tables(con, {"quality.removal": _rows([{**row, **told} for row in rows])})

        self._in_one_transaction(work)

    def accounts(self) -> list[Account]:
        """All accounts, as they were handed in, in the order of their ids."""
        payloads = self.rows("core.account").column("payload").to_pylist()
        return [Account.from_row(json.loads(payload)) for payload in payloads]

    def _ask(self, name: str, **tables: pa.Table) -> pa.Table:
        with self.open() as con, registered(con, **tables):
            return con.execute(self.text(name)).to_arrow_table()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _column(name: str, values: Collection[str]) -> pa.Table:
    return pa.table({name: pa.array(sorted(values), pa.string())})


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """The items, so many at a time."""
    waiting = iter(items)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _rows(rows: Iterable[Row]) -> pa.Table | None:
    rows = [dict(row) for row in rows]
    return pa.Table.from_pylist(rows) if rows else None


@contextmanager
def registered(con: duckdb.DuckDBPyConnection, **tables: pa.Table | Dataset) -> Iterator[None]:
    """For as long as the context, the tables can be asked by these names."""
    for name, table in tables.items():
        con.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            con.unregister(name)


def _roll_back(con: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.Error):  # a commit that failed has ended the transaction already
        con.rollback()


def first_line(error: Exception) -> str:
    """What an error says first."""
    return str(error).strip().splitlines()[0]
