"""What became of one address that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from etl.model.snapshot import Snapshot


class Outcome(StrEnum):
    """`new`: kept as a Snapshot. `unchanged`: the same as what is kept. `failed`: could not be had. `refused`: not asked on purpose.

    `known` is no row of the ledger: the address was not asked since what is kept still stands.
    """

    NEW = "new"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REFUSED = "refused"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One address asked once: `reason` says in words what came of it; `snapshot` is the key of what is kept.

    `attempts` counts requests sent, tries again included. `final_url` is the address after redirects; `role` is the Snapshot's.
    """

    url: str
    source: str
    asked_at: datetime
    outcome: Outcome
    status: int | None = None
    reason: str = ""
    sha256: str | None = None
    snapshot: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    final_url: str | None = None
    size: int | None = None
    attempts: int = 0
    role: str = "page"


@dataclass(frozen=True)
class FetchOutcome:
    """A ledger row and, where something new came, its Snapshot."""

    row: LedgerRow
    snapshot: Snapshot | None = None
