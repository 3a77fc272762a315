"""What validation says of a row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that a row did not meet. `severity` is `reject`, `warn` or `inform`."""

    expectation: str
    severity: str
    column: str | None
    observed: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Accepted or quarantined: a row is accepted while no `reject` expectation fails. `key` is the row's key in its suite."""

    suite: str
    key: str
    accepted: bool
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectationResult:
    """What one expectation found in one batch: `checked` rows, `unexpected` of them failing, `examples` the keys of some of those."""

    suite: str
    expectation: str
    severity: str
    columns: tuple[str, ...]
    why: str
    source: str
    success: bool
    checked: int
    unexpected: int
    examples: tuple[str, ...] = ()
    observed: str | None = None


@dataclass(frozen=True)
class Checked:
    """A batch's verdicts, one a row in the order of the rows, and what each expectation found."""

    suite: str
    verdicts: tuple[Verdict, ...]
    results: tuple[ExpectationResult, ...]

    @property
    def accepted(self) -> frozenset[str]:
        """The keys of the rows that may go on."""
        return frozenset(v.key for v in self.verdicts if v.accepted)

    @property
    def quarantined(self) -> tuple[Verdict, ...]:
        """The verdicts on the rows that are held back, each with the expectations that it failed."""
        return tuple(v for v in self.verdicts if not v.accepted)
