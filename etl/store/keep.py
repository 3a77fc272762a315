"""Keeping what was fetched: the snapshot first, then its row in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from etl.model import FetchOutcome, LedgerRow, Outcome
from etl.store.ledger import Ledger
from etl.store.snapshots import SnapshotStore


def keep(outcomes: Iterable[FetchOutcome], store: SnapshotStore, ledger: Ledger) -> Iterator[FetchOutcome]:
    """The same outcomes, each on disk by the time it is handed on.

    The snapshot is written before its row: a process killed between the two leaves a snapshot without a row, which `adopt_orphans`
    finds; the other way round the row would promise what is not there.
    """
    for outcome in outcomes:
        if outcome.snapshot is not None:
            store.put(outcome.snapshot)
        if outcome.row.outcome is not Outcome.KNOWN:
            ledger.append(outcome.row)
        yield outcome


def adopt_orphans(store: SnapshotStore, ledger: Ledger) -> int:
    """How many snapshots without a row got one, so that a page that a killed run had kept is not asked for again.

    Call it when a run starts, while nobody fetches.
    """
    orphans = sorted(set(store.keys()) - ledger.snapshots())
    for snapshot in store.read(orphans):
        ledger.append(
            LedgerRow(
                url=snapshot.url,
                source=snapshot.source,
                asked_at=snapshot.fetched_at,
                outcome=Outcome.NEW,
                status=snapshot.status or None,
                reason="kept by a run that was cut off",
                sha256=snapshot.sha256,
                snapshot=snapshot.key,
                etag=snapshot.response_headers.get("ETag"),
                last_modified=snapshot.response_headers.get("Last-Modified"),
                final_url=snapshot.final_url,
                size=len(snapshot.body),
                attempts=1,
                role=snapshot.role,
            )
        )
    return len(orphans)
