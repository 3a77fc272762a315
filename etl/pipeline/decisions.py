"""What people decide: pairs of accounts, and what was held back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from etl.errors import WarehouseError
from etl.model import (
    Article,
    Judgement,
)
from etl.pipeline.ingest import declared_sources, undeclared
from etl.pipeline.workspace import Row, Workspace, open_records, open_warehouse

if TYPE_CHECKING:  # rooms that take long to import are imported by the step that needs them
    pass


def decide(ws: Workspace, key: str, status: str, by: str, why: str) -> int:
    """How many items held back under this key got this decision; a released one goes on with the next build.

    Raises:
        WarehouseError: nothing is held back under this key, or what is held cannot go on as it is.
    """
    records = open_records(ws)
    held = [row for row in records.quarantine(None) if row["key"] == key]
    if not held:
        raise WarehouseError("nothing is held back under this key", where=key, fix="see `incidents quarantine list`")
    if not by.strip() or not why.strip():
        raise WarehouseError("a decision needs a name and a reason", where=key, fix="give --by and --why")
    if status == "released":
        _release_articles(ws, held)
    return records.decide(key, status=status, by=by, why=why, at=ws.clock())


def _release_articles(ws: Workspace, held: Sequence[Row]) -> None:
    """Nothing; the articles held back among these are read again from their snapshots and kept."""
    from etl.read import read_snapshot

    declared = {source.source: source for source in declared_sources(ws)[0]}
    for row in held:
        if row["stage"] == "declare" or (row["stage"] == "read" and row["doc"] is None):
            raise WarehouseError(
                "there is nothing that could go on: it could not be read",
                where=row["key"],
                fix="mend it at its source and fetch it again, or discard it",
            )
        if row["stage"] == "read":
            payload = row["payload"] if isinstance(row["payload"], dict) else json.loads(row["payload"])
            snapshot = ws.snapshots.get(payload["snapshot"])
            items = read_snapshot(snapshot, declared.get(snapshot.source) or undeclared(snapshot))
            ws.articles.put(item for item in items if isinstance(item, Article) and item.doc == row["doc"])


def judge(ws: Workspace, left: str, right: str, *, same: bool, by: str, why: str) -> Judgement:
    """A person's word on two accounts; it outranks every rule from the next build on.

    Raises:
        WarehouseError: one of them is no account, or nobody signs, or no reason is given.
    """
    known = {json.loads(line)["account_id"] for line in ws.accounts.lines()}
    for account_id in (left, right):
        if account_id not in known:
            raise WarehouseError("no such account", where=account_id, fix="see `incidents judge review`")
    open_warehouse(ws).migrate()
    return open_records(ws).judge(left, right, same=same, by=by, why=why, at=ws.clock())


def withdraw(ws: Workspace, left: str, right: str, *, by: str) -> int:
    """How many judgements of this person on two accounts were taken back.

    Raises:
        WarehouseError: this person judged no such pair.
    """
    open_warehouse(ws).migrate()
    count = open_records(ws).withdraw(left, right, by=by, at=ws.clock())
    if not count:
        raise WarehouseError(
            f"{by} judged no such pair", where=f"{left}, {right}", fix='see `incidents query "FROM core.judgement"`'
        )
    return count
