"""Verdicts and results as rows of the quality tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from etl.model import (
    Verdict,
)
from etl.pipeline.workspace import Row

if TYPE_CHECKING:  # rooms that take long to import are imported by the step that needs them
    from etl.model.verdict import Checked


def quarantine_row(
    key: str,
    suite: str,
    stage: str,
    reason: str,
    why: str,
    *,
    doc: str | None = None,
    url: str | None = None,
    source: str | None = None,
    snapshot: str | None = None,
    payload: Row | None = None,
) -> Row:
    """A row of quality.quarantine; `reason` is a word to count by and `why` the line for a person."""
    held = {"why": why, "source": source, "snapshot": snapshot, "row": payload}
    return {
        "key": key,
        "suite": suite,
        "stage": stage,
        "reason": reason,
        "payload": json.dumps({k: v for k, v in held.items() if v is not None}, ensure_ascii=False, default=str),
        "doc": doc,
        "url": url,
        "status": "open",
    }


def failed_expectations(verdict: Verdict) -> str:
    """The expectations that rejected a row."""
    return ", ".join(sorted({f.expectation for f in verdict.failures if f.severity == "reject"}))


def reasons(verdict: Verdict) -> str:
    """Why a row was rejected, one clause an expectation."""
    return "; ".join(f"{f.column}: {f.why} (was {f.observed})" for f in verdict.failures if f.severity == "reject")


def result_rows(checked: Checked) -> tuple[Row, ...]:
    """What each expectation found, as rows of quality.expectation_result without their run."""
    return tuple(
        {
            "suite": result.suite,
            "expectation": result.expectation,
            "severity": result.severity,
            "column": ", ".join(result.columns),
            "success": result.success,
            "observed": "; ".join(result.examples) or result.observed,
            "failed_rows": result.unexpected,
            "total_rows": result.checked,
            "why": result.why,
            "source_rule": result.source,
        }
        for result in checked.results
    )


def summed_results(rows: Iterable[Row]) -> list[Row]:
    """One row an expectation over all batches, however the batches were cut."""
    summed: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["suite"], row["expectation"])
        seen = summed.setdefault(key, {**row, "success": True, "failed_rows": 0, "total_rows": 0, "observed": None})
        seen["success"] = seen["success"] and row["success"]
        seen["failed_rows"] += row["failed_rows"]
        seen["total_rows"] += row["total_rows"]
        seen["observed"] = min(filter(None, (seen["observed"], row["observed"])), default=None)
    return [summed[key] for key in sorted(summed)]
