"""What was asked for, when, and what came of it: an append-only table in SQLite.

SQLite and not Parquet or JSON lines, since one row is written per request and looked up per address: a commit is crash-safe, millions of
rows need no loading, and several processes may read and write at once (WAL). Several machines have theirs in PostgreSQL. The statements are in
`sql/ledger/`, the same for both but for the table's own.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from etl.errors import StoreError
from etl.model import LedgerRow, Outcome

_SQL = Path(__file__).parents[2] / "sql" / "ledger"
_BUSY_SECONDS = 60  # writers of parallel tasks wait for each other; a commit takes well under a millisecond


def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8")


class Ledger:
    """The ledger in one file, or at postgresql://user@host/database. Use one per thread; close it when done."""

    def __init__(self, place: Path | str) -> None:
        self._db: Any = _open_file(place) if isinstance(place, Path) else _Postgres(place)
        self._append, self._kept = _statement("append"), _statement("kept")
        self._holds, self._trouble = _statement("holds"), _statement("trouble")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing; the file is let go."""
        self._db.close()

    def append(self, row: LedgerRow) -> None:
        """Nothing; the row is on disk when this returns."""
        values = {field.name: getattr(row, field.name) for field in fields(row)}
        self._db.execute(
            self._append, {**values, "asked_at": row.asked_at.astimezone(UTC).isoformat(), "outcome": row.outcome.value}
        )

    def kept(self, url: str) -> LedgerRow | None:
        """The newest row that left something kept of this address."""
        row = self._db.execute(self._kept, {"url": url}).fetchone()
        return None if row is None else _row(row)

    def holds(self, snapshot: str) -> bool:
        """Whether some row names this snapshot."""
        return self._db.execute(self._holds, {"snapshot": snapshot}).fetchone() is not None

    def trouble(self, url: str) -> list[LedgerRow]:
        """Rows of this address since something was last kept, newest first: failures and refusals."""
        return [_row(row) for row in self._db.execute(self._trouble, {"url": url})]

    def rows(self, source: str | None = None) -> Iterator[LedgerRow]:
        """All rows in the order of asking, of one source or of all."""
        with closing(self._db.execute(_statement("rows"), {"source": source})) as cursor:
            for row in cursor:
                yield _row(row)

    def snapshots(self) -> set[str]:
        """Keys of all snapshots that some row names."""
        return {row[0] for row in self._db.execute(_statement("snapshots"))}

    def asked_at(self, source: str | None = None) -> datetime | None:
        """When this source, or any, was last asked for anything."""
        (newest,) = self._db.execute(_statement("asked_at"), {"source": source}).fetchone()
        return None if newest is None else datetime.fromisoformat(newest)

    def trim(self, before: datetime, *, only_say: bool = False) -> int:
        """How many rows went, or would go: requests before this moment that brought nothing new, but for the newest of each address."""
        self._db.execute("BEGIN")
        count: int = self._db.execute(_statement("trim"), {"before": before.astimezone(UTC).isoformat()}).rowcount
        self._db.execute("ROLLBACK" if only_say else "COMMIT")
        return count

    def daily(self) -> dict[str, dict[date, int]]:
        """For each source, pages newly kept by day (UTC); days without any are absent."""
        counts: dict[str, dict[date, int]] = {}
        for source, day, pages in self._db.execute(_statement("daily")):
            counts.setdefault(source, {})[date.fromisoformat(day)] = pages
        return counts


def _open_file(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.executescript(_statement("create"))
    return db


class _Postgres:
    """A connection that is asked as one to SQLite is; each statement is a transaction. The password is PGPASSWORD's."""

    def __init__(self, address: str) -> None:
        from psycopg2 import connect, extras

        self._where = address
        with self._told():
            self._db = connect(
                address, cursor_factory=extras.DictCursor, connect_timeout=10, options="-c search_path=incidents"
            )
            self._db.autocommit = True
        self.execute(_statement("create_postgres"))

    def execute(self, statement: str, values: dict[str, Any] | None = None) -> Any:
        """A cursor on what the statement answers."""
        cursor = self._db.cursor()
        with self._told():
            cursor.execute(_named(statement), values)
        return cursor

    def close(self) -> None:
        """Nothing; the connection is let go."""
        self._db.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the server answers amiss, in one line."""
        from psycopg2 import Error

        try:
            yield
        except Error as error:
            raise StoreError(
                " ".join(str(error).split())[:300],
                where=self._where,
                fix="check INCIDENTS_CATALOGUE, the server, and the password in PGPASSWORD",
            ) from error


def _named(statement: str) -> str:
    """The statement with its parameters written as PostgreSQL's driver wants them.

    >>> _named("SELECT 1 WHERE url = :url -- key: url")
    'SELECT 1 WHERE url = %(url)s -- key: url'
    """
    return re.sub(r"(?<=\W):([a-z]\w*)", r"%(\1)s", statement)


def _row(row: Any) -> LedgerRow:
    values: dict[str, Any] = {field.name: row[field.name] for field in fields(LedgerRow)}
    values["asked_at"] = datetime.fromisoformat(values["asked_at"])
    values["outcome"] = Outcome(values["outcome"])
    return LedgerRow(**values)
