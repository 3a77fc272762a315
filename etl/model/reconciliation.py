"""What reconciliation hands on: incidents, their history, who belongs where, and which pairs were unsure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.model.account import Account, Scalar
from etl.model.incident import Incident, IncidentLink


@dataclass(frozen=True, slots=True)
class Traits:
    """The comparable facts of one account. `first` and `last` bound the day it began (proleptic ordinals, inclusive).

    `published_at` is that of the article (ISO, UTC), `told_date` the date as the account gives it.
    """

    account_id: str
    doc: str
    main: bool
    first: int | None
    last: int | None
    country: str
    province: str
    city: str
    latitude: float | None
    longitude: float | None
    vicinity: bool
    killed: tuple[int, ...]
    wounded: tuple[int, ...]
    held: int | None
    groups: tuple[str, ...]
    attacktypes: tuple[str, ...]
    targtypes: tuple[str, ...]
    names: tuple[str, ...]
    published_at: str | None = None
    told_date: str | None = None

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first is not None and self.first == self.last


@dataclass(frozen=True, slots=True)
class IncidentVersion:
    """What was known of an incident from `known_from` (inclusive) to `known_to` (exclusive, None: still), both ISO in UTC.

    `values` holds what the accounts known by then settle to; `account_ids` are those accounts.
    """

    eventid: int
    known_from: str
    known_to: str | None
    values: Mapping[str, Scalar | tuple[str, ...]]
    account_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two accounts that were compared (`left` < `right`): `score` is the weight of evidence for one incident (above 0: the same).

    `reasons` are the parts of the score by name; `same` says whether they ended in one incident.
    """

    left: str
    right: str
    score: float
    reasons: tuple[tuple[str, float], ...]
    same: bool


@dataclass(frozen=True)
class Prior:
    """What earlier runs decided: every `eventid` ever issued and the account that it was issued for."""

    issued: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reconciliation:
    """The incidents of a set of accounts; a function of that set, whatever the order.

    `assignments` maps account to eventid, `copies` account to the account that it copies, `issued` eventid to the account that it
    is issued for, `known_at` account to the time since which it counts. `links` hold `related`; `pairs` those
    compared and near enough to matter. `left_out` are accounts that tell of no terrorist incident. `traits` is what was compared of
    each account, `components` maps account to the first account of all that hang together with it: they are clustered together.
    """

    incidents: tuple[Incident, ...]
    versions: tuple[IncidentVersion, ...]
    assignments: Mapping[str, int]
    links: tuple[IncidentLink, ...]
    pairs: tuple[ScoredPair, ...]
    issued: Mapping[int, str]
    copies: Mapping[str, str]
    known_at: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    traits: tuple[Traits, ...] = ()
    components: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A part of a build: accounts, and the reconciliation that covers them, no more and no less. What hangs together lies in one part."""

    accounts: tuple[Account, ...]
    reconciliation: Reconciliation
