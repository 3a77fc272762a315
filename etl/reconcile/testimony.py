"""Who speaks for an incident, since when, and whose words they repeat.

Enters: Accounts. Leaves: Testimonies and Statements, in an order that only depends on them. Touches nothing of the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from etl.model import Account
from etl.model.account import Scalar
from etl.reconcile.traits import day_range, utc

Settled = Scalar | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Testimony:
    """One account among those of its incident. `at` is when it was published (None: not told), `known_at` since when it counts.

    `origin` is shared by copies of one wire story: together they have one voice. `copy_of` names the account that it repeats.
    `joint` holds its part of tolls that the article gives for several incidents together; `said` is filled by `hear`.
    """

    account: Account
    at: str | None
    known_at: str
    origin: str
    copy_of: str | None = None
    joint: Mapping[str, int] | None = None
    said: dict[str, Statement] = field(default_factory=dict, compare=False, repr=False)

    @property
    def main(self) -> bool:
        """Whether the article reports the incident, rather than recalls it."""
        return self.account.role == "main"


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that one testimony gives for a field."""

    value: Settled
    by: Testimony


def hear(testimony: Testimony, copy_of: str | None) -> Testimony:
    """The testimony with all that it says; silence and `Unknown` are left out."""
    heard = replace(testimony, copy_of=copy_of, said={})
    for name, held in heard.account.values.items():
        value = tuple(held.value) if isinstance(held.value, list) else held.value
        if value is not None and value not in _SILENCE:
            heard.said[name] = Statement(value, heard)
    return heard


_SILENCE = ("", "Unknown", (), ("Unknown",))


def statements(testimonies: Iterable[Testimony], name: str) -> list[Statement]:
    """What the testimonies say of a field, in their order."""
    return [t.said[name] for t in testimonies if name in t.said]


def first_hand(said: Sequence[Statement]) -> Sequence[Statement]:
    """The statements of main accounts, all where there are none: a report knows more than a recollection."""
    if len(said) < 2:
        return said
    return [s for s in said if s.by.main] or said


def known_at(account: Account, seen_at: Mapping[str, str]) -> str:
    """Since when an account counts: publication, else when its article was first seen, else the last day that it speaks of.

    All three come with the article, none from the clock of a run, so that a second run writes the same history.
    """
    if account.published_at:
        return utc(account.published_at)
    seen = seen_at.get(account.account_id) or seen_at.get(account.doc)
    if seen:
        return utc(seen)
    told = [
        day for day in (account.get("date"), account.get("end_date"), *(c.said_date for c in account.claims)) if day
    ]
    bounds = [bound for bound in map(day_range, told) if bound]
    if not bounds:
        return "0001-01-01T00:00:00Z"
    last = max(bounds)[0] if all(lo != hi for lo, hi in bounds) else max(hi for lo, hi in bounds if lo == hi)
    return f"{_iso(last)}T23:59:59Z"


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
