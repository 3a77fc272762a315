"""What an expectation is: the check, how grave a miss is, why it exists, where it is written, and a row that must fail it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

Severity = Literal["reject", "warn", "inform"]
Kind = Literal["number", "text", "time", "list"]
Columns = Mapping[str, Kind]
# One truth value a row, as a column or an array.
Truths = Any
Violated = Callable[[pd.DataFrame, pd.Timestamp], Truths]

# Where a rule stands in CODING-RULES: the section and the pages of the codebook that it puts in our words.
PAGES: dict[str, str] = {
    "inclusion": "Inclusion (pp. 11-13)",
    "several": "One incident or several (pp. 13, 18)",
    "dates": "eventid / dates (pp. 14-15)",
    "location": "Location (pp. 18-24)",
    "attack": "Attack, weapon, target (pp. 24-43)",
    "perpetrator": "Perpetrator and claims (pp. 43-48)",
    "casualties": "Casualties (pp. 48-50)",
    "hostages": "Casualties: hostages, ransom, property (pp. 50-55)",
    "international": "International flags (pp. 56-58)",
    "unknown": "Unknown encodings, summary",
    "sources": "Inclusion: source rule (pp. 11-13)",
    "evidence": "Design: every value shows the sentence that says it",
    "pipeline": "Design: nothing is dropped, nothing is doubled",
}


@dataclass(frozen=True)
class Change:
    """Spoils the first row by putting other values into some of its columns."""

    values: Mapping[str, Any]

    def apply(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A copy of the frame whose first row is spoilt."""
        spoilt = frame.copy()
        for name, value in self.values.items():
            column = list(spoilt[name])
            column[0] = value
            spoilt[name] = pd.Series(column, index=spoilt.index, dtype=frame[name].dtype)
        return spoilt

    def __str__(self) -> str:
        """`nkill = 1, nkillter = 3`."""
        return ", ".join(f"{name} = {'empty' if _empty(v) else v}" for name, v in self.values.items())


@dataclass(frozen=True)
class Double:
    """Spoils a batch by handing in its first row twice, the second time with other values in some columns."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def apply(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A copy of the frame with the first row doubled at its head."""
        return pd.concat([Change(self.values).apply(frame.head(1)), frame], ignore_index=True)

    def __str__(self) -> str:
        """The spoiling in words."""
        changes = str(Change(self.values))
        return "the same row twice" + (f", with {changes}" if changes else "")


@dataclass(frozen=True)
class Drop:
    """Spoils a batch by leaving all its rows out."""

    def apply(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame without rows."""
        return frame.head(0)

    def __str__(self) -> str:
        """The spoiling in words."""
        return "no row at all"


Spoil = Change | Double | Drop


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


@dataclass(frozen=True)
class Rule:
    """One expectation.

    `expectation` names a class of Great Expectations and `arguments` are its own. A rule over several columns, or one that has no
    such class, gives `violated`: rows where it is true fail, and Great Expectations sees the outcome as a column of its own.
    `columns` are the columns that it reads, the one to blame first. `spoils` makes a batch that must fail.
    """

    id: str
    suite: str
    severity: Severity
    columns: tuple[str, ...]
    why: str
    source: str
    spoils: Spoil | None
    expectation: str = "ExpectColumnValuesToBeInSet"
    arguments: Mapping[str, Any] = field(default_factory=dict)
    violated: Violated | None = None

    @property
    def table_wide(self) -> bool:
        """Whether the rule speaks of the batch as a whole, so that no single row can be blamed."""
        return self.expectation.startswith("ExpectTable")


@dataclass(frozen=True)
class Suite:
    """Makes the rules of one suite, so that none has to name it again."""

    name: str

    def _rule(
        self,
        name: str,
        severity: Severity,
        columns: Iterable[str],
        why: str,
        page: str,
        spoils: Spoil | None,
        **how: Any,
    ) -> Rule:
        return Rule(f"{self.name}.{name}", self.name, severity, tuple(columns), why, PAGES[page], spoils, **how)

    def in_set(
        self, column: str, values: Iterable[Any], why: str, page: str, bad: Any, severity: Severity = "reject"
    ) -> Rule:
        """A column's values come from a closed list; empty is allowed."""
        return self._rule(
            f"{column}_listed",
            severity,
            (column,),
            why,
            page,
            Change({column: bad}),
            arguments={"column": column, "value_set": list(values)},
        )

    def not_null(self, column: str, why: str, page: str, severity: Severity = "reject", empty: Any = None) -> Rule:
        """A column is never empty."""
        return self._rule(
            f"{column}_present",
            severity,
            (column,),
            why,
            page,
            Change({column: empty}),
            expectation="ExpectColumnValuesToNotBeNull",
            arguments={"column": column},
        )

    def between(
        self,
        column: str,
        low: float | None,
        high: float | None,
        why: str,
        page: str,
        bad: Any,
        severity: Severity = "reject",
        name: str = "in_range",
    ) -> Rule:
        """A number lies within bounds, both included; empty is allowed."""
        return self._rule(
            f"{column}_{name}",
            severity,
            (column,),
            why,
            page,
            Change({column: bad}),
            expectation="ExpectColumnValuesToBeBetween",
            arguments={"column": column, "min_value": low, "max_value": high},
        )

    def matches(self, column: str, regex: str, why: str, page: str, bad: str, severity: Severity = "reject") -> Rule:
        """A text matches a pattern from its first character; empty is allowed."""
        return self._rule(
            f"{column}_well_formed",
            severity,
            (column,),
            why,
            page,
            Change({column: bad}),
            expectation="ExpectColumnValuesToMatchRegex",
            arguments={"column": column, "regex": regex},
        )

    def unique(self, column: str, why: str, page: str, severity: Severity = "reject") -> Rule:
        """No two rows share a value."""
        return self._rule(
            f"{column}_unique",
            severity,
            (column,),
            why,
            page,
            Double(),
            expectation="ExpectColumnValuesToBeUnique",
            arguments={"column": column},
        )

    def at_least(self, column: str, part: str, why: str, page: str, severity: Severity = "reject") -> Rule:
        """A part is never more than its whole, row by row, where both are known."""
        return self._rule(
            f"{part}_within_{column}",
            severity,
            (part, column),
            why,
            page,
            Change({column: 1.0, part: 3.0}),
            expectation="ExpectColumnPairValuesAToBeGreaterThanB",
            arguments={
                "column_A": column,
                "column_B": part,
                "or_equal": True,
                "ignore_row_if": "either_value_is_missing",
            },
        )

    def some_rows(self, why: str, page: str, severity: Severity = "warn") -> Rule:
        """The batch is not empty."""
        return self._rule(
            "some_rows",
            severity,
            (),
            why,
            page,
            Drop(),
            expectation="ExpectTableRowCountToBeBetween",
            arguments={"min_value": 1},
        )

    def never(
        self,
        name: str,
        columns: str,
        violated: Violated,
        why: str,
        page: str,
        spoils: Spoil,
        severity: Severity = "reject",
    ) -> Rule:
        """No row is as `violated` says; `columns` are parted by blanks, the one to blame first."""
        return self._rule(
            name,
            severity,
            columns.split(),
            why,
            page,
            spoils,
            arguments={"column": f"holds:{name}", "value_set": [True]},
            violated=violated,
        )
