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
