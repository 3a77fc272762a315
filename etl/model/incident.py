"""What all accounts of one event settle to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.model.account import ClaimRow, Scalar, TollRow, VictimRow
from etl.model.span import Span


@dataclass(frozen=True)
class Witness:
    """One account that speaks for a value, with its sentences. `source` is the outlet, `said_at` the article's time (ISO, UTC)."""

    account_id: str
    doc: str
    source: str | None
    said_at: str | None
    spans: tuple[Span, ...]
    copy_of: str | None = None


@dataclass(frozen=True)
class Loser:
    """A value that was not chosen, why not, and who says it."""

    value: Scalar | tuple[str, ...]
    why: str
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True)
class Settlement:
    """For one field of one incident: the value, the rule that chose it, the values that lost, and all witnesses."""

    field: str
    value: Scalar | tuple[str, ...]
    rule: str
    witnesses: tuple[Witness, ...]
    losers: tuple[Loser, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True)
class Incident:
    """An incident. `eventid` (12 digits, yyyymmdd and a sequence) never changes; `settlements` maps field to Settlement."""

    eventid: int
    settlements: Mapping[str, Settlement]
    account_ids: tuple[str, ...]
    tolls: tuple[tuple[str, TollRow], ...] = ()
    claims: tuple[tuple[str, ClaimRow], ...] = ()
    victims: tuple[tuple[str, VictimRow], ...] = ()

    def get(self, name: str) -> Scalar | tuple[str, ...]:
        """The settled value of a field, None where no account tells it."""
        settlement = self.settlements.get(name)
        return None if settlement is None else settlement.value


@dataclass(frozen=True, slots=True)
class IncidentLink:
    """Two incidents that stand, the lesser id first, and how they belong together: `kind` is `related`."""

    eventid: int
    other_eventid: int
    kind: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A pair of accounts judged the same incident or not; a person's word outranks every rule. `by` is a name or a rule.

    A judgement that was `withdrawn` says nothing any more, but for that its two accounts are to be looked at again.
    """

    left: str
    right: str
    same: bool
    by: str
    why: str
    judged_at: str
    withdrawn: bool = False
