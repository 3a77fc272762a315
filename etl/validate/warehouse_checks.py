"""Runs the checks on whole tables and tells what they found in the same words as those on frames.

Enters: a way to ask the warehouse. Leaves: `Checked`. Touches nothing itself; the connection is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import Any

from etl.errors import ValidateError
from etl.model.verdict import Checked, ExpectationResult, Failure, Verdict

Ask = Callable[[str], Sequence[Mapping[str, Any]]]

_MOST_EXAMPLES = 20
# The exported table is a view on incidents and has as many rows.
_COUNTED_AS = {"gtd.incident": "core.incident"}


def check_warehouse(ask: Ask) -> Checked:
    """What every check of `sql/checks/` finds; `ask` answers one SELECT with rows that can be read by column.

    The verdicts are on the rows that broke a rule; rows that broke none are not named.

    Raises:
        ValidateError: a check could not be carried out.
    """
    from expectations import rules
    from expectations.warehouse import checks

    counts: dict[str, int] = {}
    failures: dict[str, list[Failure]] = {}
    results = []
    for rule in rules("warehouse"):
        table = rule.columns[0]
        counted = _COUNTED_AS.get(table, table)
        try:
            if counted not in counts:
                counts[counted] = int(ask(_count(counted))[0]["rows"])
            # In one order, whatever the engine's: the first of them are kept as examples.
            rows = sorted(ask(checks()[rule.id]), key=lambda row: (str(row["key"]), str(row["observed"])))
        except Exception as error:
            raise ValidateError(
                f"the check could not be carried out ({str(error)[:300]})",
                where=rule.id,
                fix="this is an error of ours and no verdict on the data: run `incidents doctor`, then look at the file in sql/checks",
            ) from error
        for row in rows:
            failure = Failure(rule.id, rule.severity, table, _text(row["observed"]), rule.why)
            failures.setdefault(f"{table}/{row['key']}", []).append(failure)
        results.append(
            ExpectationResult(
                suite="warehouse",
                expectation=rule.id,
                severity=rule.severity,
                columns=rule.columns,
                why=rule.why,
                source=rule.source,
                success=not rows,
                checked=max(counts[counted], len(rows)),
                unexpected=len(rows),
                examples=tuple(str(row["key"]) for row in rows[:_MOST_EXAMPLES]),
                observed=_text(rows[0]["observed"]) if rows else None,
            )
        )
    verdicts = tuple(
        Verdict("warehouse", key, all(f.severity != "reject" for f in failed), tuple(failed))
        for key, failed in failures.items()
    )
    return Checked("warehouse", verdicts, tuple(results))


def _count(table: str) -> str:
    return (resources.files("sql") / "validate" / "rows.sql").read_text("utf-8").replace("{table}", table)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)[:200]
