"""What people and runs decide, one row at a time: judgements, quarantine, runs. Through SQLAlchemy, as nothing here is bulk.

Enters: rows. Leaves: rows. Touches the live warehouse file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from etl.errors import WarehouseError
from etl.model import Judgement
from etl.warehouse.lake import Lake

_META = sa.MetaData()

JUDGEMENT = sa.Table(
    "judgement",
    _META,
    sa.Column("left", sa.String, primary_key=True),
    sa.Column("right", sa.String, primary_key=True),
    sa.Column("same", sa.Boolean, nullable=False),
    sa.Column("by", sa.String, primary_key=True),
    sa.Column("why", sa.String, nullable=False),
    sa.Column("judged_at", sa.DateTime, primary_key=True),
    sa.Column("withdrawn_at", sa.DateTime),
    schema="core",
)
QUARANTINE = sa.Table(
    "quarantine",
    _META,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("suite", sa.String, primary_key=True),
    sa.Column("stage", sa.String, primary_key=True),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("payload", sa.JSON),
    sa.Column("doc", sa.String),
    sa.Column("url", sa.String),
    sa.Column("first_run_id", sa.String),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("decided_by", sa.String),
    sa.Column("decided_why", sa.String),
    sa.Column("decided_at", sa.DateTime),
    schema="quality",
)
RUN = sa.Table(
    "run",
    _META,
    sa.Column("run_id", sa.String, primary_key=True),
    sa.Column("started_at", sa.DateTime, nullable=False),
    sa.Column("finished_at", sa.DateTime),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("trigger", sa.String),
    sa.Column("articles", sa.BigInteger),
    sa.Column("accounts", sa.BigInteger),
    sa.Column("incidents", sa.BigInteger),
    sa.Column("seconds", sa.Float),
    sa.Column("code_version", sa.String),
    sa.Column("attempts", sa.BigInteger),
    sa.Column("trouble", sa.String),
    schema="quality",
)


class Records:
    """Rows that are written one by one. The warehouse must have been migrated."""

    def __init__(self, path: Path | str, lake: Lake | None = None) -> None:
        self.path = Path(path)
        self.lake = lake

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        lake = self.lake
        engine = sa.create_engine(f"duckdb:///{self.path if lake is None else ':memory:'}", poolclass=sa.NullPool)
        if lake is not None:
            sa.event.listen(engine, "connect", lambda con, _: lake.attach(con))
        try:
            with engine.begin() as con:
                yield con
        except sa.exc.SQLAlchemyError as error:
            first = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            raise WarehouseError(
                first,
                where=str(self.path if lake is None else lake.catalogue),
                fix="migrate first, and close what has the file open",
            ) from error
        finally:
            engine.dispose()

    def judge(self, left: str, right: str, *, same: bool, by: str, why: str, at: datetime) -> Judgement:
        """Keeps a judgement on two accounts; an earlier one by the same person stays, and the later one holds.

        Raises:
            WarehouseError: both are one account, or nobody signs, or no reason is given.
        """
        if left == right or not by.strip() or not why.strip():
            raise WarehouseError(
                "a judgement needs two accounts, a name and a reason",
                where=f"{left}, {right}",
                fix="give --by and --why",
            )
        left, right = sorted((left, right))
        row = {"left": left, "right": right, "same": same, "by": by, "why": why, "judged_at": _naive(at)}
        with self._begin() as con:
            con.execute(sa.insert(JUDGEMENT), [row])
        return Judgement(left, right, same, by, why, _text(row["judged_at"]))

    def judgements(self) -> list[Judgement]:
        """All judgements ever made, also those withdrawn, in one order."""
        with self._begin() as con:
            rows = con.execute(sa.select(JUDGEMENT).order_by(*JUDGEMENT.c)).mappings().all()
        return [
            Judgement(
                r["left"],
                r["right"],
                r["same"],
                r["by"],
                r["why"],
                _text(r["judged_at"]),
                r["withdrawn_at"] is not None,
            )
            for r in rows
        ]

    def withdraw(self, left: str, right: str, *, by: str, at: datetime) -> int:
        """How many standing judgements of this person on these two accounts were taken back: the next build is as if they had never been."""
        left, right = sorted((left, right))
        mine = sa.and_(
            JUDGEMENT.c.left == left,
            JUDGEMENT.c.right == right,
            JUDGEMENT.c.by == by,
            JUDGEMENT.c.withdrawn_at.is_(None),
        )
        with self._begin() as con:
            count = con.execute(sa.select(sa.func.count()).select_from(JUDGEMENT).where(mine)).scalar_one()
            con.execute(sa.update(JUDGEMENT).where(mine).values(withdrawn_at=_naive(at)))
        return int(count)

    def quarantine(self, status: str | None = "open") -> list[dict[str, Any]]:
        """What was put aside, of this status or of any."""
        select = sa.select(QUARANTINE).order_by(QUARANTINE.c.key, QUARANTINE.c.suite, QUARANTINE.c.stage)
        if status is not None:
            select = select.where(QUARANTINE.c.status == status)
        with self._begin() as con:
            return [dict(row) for row in con.execute(select).mappings()]

    def decide(self, key: str, *, status: str, by: str, why: str, at: datetime, suite: str | None = None) -> int:
        """How many rows put aside under this key got this decision (`released`, `rejected` or `open` again)."""
        mine = QUARANTINE.c.key == key
        if suite is not None:
            mine = sa.and_(mine, QUARANTINE.c.suite == suite)
        with self._begin() as con:
            count = con.execute(sa.select(sa.func.count()).select_from(QUARANTINE).where(mine)).scalar_one()
            con.execute(
                sa.update(QUARANTINE)
                .where(mine)
                .values(status=status, decided_by=by, decided_why=why, decided_at=_naive(at))
            )
        return int(count)

    def start_run(self, run_id: str, *, at: datetime, trigger: str, code_version: str) -> None:
        """Notes that a run began; the same run again begins anew, and what became of its attempts before stays."""
        with self._begin() as con:
            before = con.execute(sa.select(RUN).where(RUN.c.run_id == run_id)).mappings().one_or_none()
            con.execute(sa.delete(RUN).where(RUN.c.run_id == run_id))
            con.execute(
                sa.insert(RUN),
                [
                    {
                        "run_id": run_id,
                        "started_at": _naive(at),
                        "status": "started",
                        "trigger": trigger,
                        "code_version": code_version,
                        "attempts": 1 if before is None else (before["attempts"] or 1) + 1,
                        "trouble": None if before is None else _trouble(dict(before)),
                    }
                ],
            )

    def finish_run(
        self, run_id: str, *, at: datetime, status: str, counts: Mapping[str, int], why: str | None = None
    ) -> None:
        """Notes how a run ended, and `why` where it failed; `counts` may hold `articles`, `accounts` and `incidents`."""
        with self._begin() as con:
            begun = con.execute(sa.select(RUN).where(RUN.c.run_id == run_id)).mappings().one_or_none()
            seconds = None if begun is None else (_naive(at) - begun["started_at"]).total_seconds()
            told = {} if begun is None or why is None else {"trouble": _trouble(dict(begun), why)}
            con.execute(
                sa.update(RUN)
                .where(RUN.c.run_id == run_id)
                .values(finished_at=_naive(at), status=status, seconds=seconds, **told, **counts)
            )


def _trouble(run: Mapping[str, Any], why: str | None = None) -> str | None:
    """What stopped the attempts at this run, a line each, with `why` for the present one; one that was begun and never ended broke off."""
    if why is None and run["status"] == "started":
        why = "broke off: killed, or its machine went down"
    told: str | None = run["trouble"]
    if why is None:
        return told
    line = f"attempt {run['attempts'] or 1}, begun {_text(run['started_at'])}: {why.strip().splitlines()[0]}"
    return f"{told}\n{line}" if told else line


def _naive(at: datetime) -> datetime:
    return at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)


def _text(at: Any) -> str:
    return str(at.strftime("%Y-%m-%dT%H:%M:%SZ"))
