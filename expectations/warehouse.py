"""Rules on whole tables: one file of SQL each under `sql/checks/`, which returns the rows that break it.

A check's head says what every SQL file of the project says (grain, key, reader), and further `severity`, `why` and `source` (a key of
`PAGES`). Its query returns two columns: `key`, the row's key, and `observed`, what was found there.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import cast

from expectations.rule import PAGES, Columns, Rule, Severity

_HEAD = re.compile(r"^--\s*(\w+):\s*(.+?)\s*$", re.MULTILINE)

COLUMNS: Columns = {"key": "text", "observed": "text"}


@cache
def checks() -> dict[str, str]:
    """Every check's SQL by its rule's id, in order of the files' names."""
    folder = resources.files("sql") / "checks"
    return {
        f"warehouse.{path.name.removesuffix('.sql')}": path.read_text("utf-8")
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".sql")
    }


def _rule(rule_id: str, sql: str) -> Rule:
    head = dict(_HEAD.findall(sql))
    return Rule(
        id=rule_id,
        suite="warehouse",
        severity=cast(Severity, head["severity"]),  # a test holds every head to the three words
        columns=(head["table"],),
        why=head["why"],
        source=PAGES[head["source"]],
        spoils=None,
        expectation="sql",
    )


RULES: tuple[Rule, ...] = tuple(_rule(rule_id, sql) for rule_id, sql in checks().items())
