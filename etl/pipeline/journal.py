"""What the steps say in the log, with run, source and article beside the words."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable

from etl.model import LedgerRow
from etl.pipeline.workspace import Row

_LOG = logging.getLogger(__name__)


def logged(step: str, counts: Row) -> Row:
    """The counts of a step, once they are in the log."""
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if isinstance(count, int) and count)
    named: Row = {name: counts[name] for name in ("source", "run") if name in counts}
    _LOG.info("%s: %s", step, said or "nothing to do", extra={**named, "step": step, "counts": counts})
    return counts


def log_failed(row: LedgerRow) -> None:
    """Nothing; what could not be had is a line in the log."""
    _LOG.warning("%s: %s", row.url, row.reason, extra={"step": "fetch", "source": row.source})


def log_held(rows: Iterable[Row]) -> None:
    """Nothing; each row of quality.quarantine is a line in the log."""
    for row in rows:
        held = json.loads(row["payload"])
        about = {"step": row["stage"], "source": held.get("source"), "article": row["doc"]}
        _LOG.warning("held back %s: %s", row["key"], held["why"], extra=about)
