"""What came of a source, in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from etl.model import LedgerRow, Outcome

_REASONS = 3  # told in full; further ones are counted


def summarise(source: str, rows: Iterable[LedgerRow]) -> str:
    """One line: how many were new, known, unchanged, failed and refused, and why the last two. robots.txt is counted only when it failed.

    >>> from datetime import datetime
    >>> rows = [LedgerRow("u", "wire", datetime(2024, 1, 3), Outcome.FAILED, 404, "404 Not Found")]
    >>> summarise("wire", rows)
    'wire: 0 new, 0 unchanged, 0 known, 1 failed (404 Not Found)'
    """
    asked = [row for row in rows if row.role != "robots" or row.outcome in (Outcome.FAILED, Outcome.REFUSED)]
    counts = Counter(row.outcome for row in asked)
    parts = [f"{counts[outcome]} {outcome}" for outcome in (Outcome.NEW, Outcome.UNCHANGED, Outcome.KNOWN)]
    for outcome in (Outcome.FAILED, Outcome.REFUSED):
        if counts[outcome]:
            reasons = Counter(row.reason for row in asked if row.outcome is outcome)
            said = [f"{reason} ×{count}" if count > 1 else reason for reason, count in reasons.most_common(_REASONS)]
            if len(reasons) > _REASONS:
                said.append(f"{len(reasons) - _REASONS} other reasons")
            parts.append(f"{counts[outcome]} {outcome} ({'; '.join(said)})")
    return f"{source}: {', '.join(parts)}"
