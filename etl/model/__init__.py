"""The nouns of the project, as frozen dataclasses. Nothing here knows a file, a network or a rule."""

from etl.model.account import Account, ClaimRow, TollRow, Value, VictimRow
from etl.model.address import canonical_address
from etl.model.article import Article, Outline
from etl.model.entry import Entry, Listing
from etl.model.incident import Incident, IncidentLink, Judgement, Loser, Settlement, Witness
from etl.model.ledger import FetchOutcome, LedgerRow, Outcome
from etl.model.mention import (
    ClaimValue,
    DateValue,
    GroupValue,
    HostagesValue,
    Mention,
    MentionKind,
    MentionValue,
    PlaceValue,
    ReadingValue,
    ReportValue,
    RoleValue,
    TargetValue,
    TollValue,
    TriggerValue,
    VictimValue,
    WeaponValue,
)
from etl.model.reconciliation import IncidentVersion, Part, Prior, Reconciliation, ScoredPair, Traits
from etl.model.snapshot import Snapshot
from etl.model.source import Source
from etl.model.span import Span
from etl.model.unread import Unread
from etl.model.verdict import Checked, ExpectationResult, Failure, Verdict

__all__ = [
    "Account",
    "Article",
    "Checked",
    "ClaimRow",
    "ClaimValue",
    "DateValue",
    "Entry",
    "ExpectationResult",
    "Failure",
    "FetchOutcome",
    "GroupValue",
    "HostagesValue",
    "Incident",
    "IncidentLink",
    "IncidentVersion",
    "Judgement",
    "LedgerRow",
    "Listing",
    "Loser",
    "Mention",
    "MentionKind",
    "MentionValue",
    "Outcome",
    "Outline",
    "Part",
    "PlaceValue",
    "Prior",
    "ReadingValue",
    "Reconciliation",
    "ReportValue",
    "RoleValue",
    "ScoredPair",
    "Settlement",
    "Snapshot",
    "Source",
    "Span",
    "TargetValue",
    "TollRow",
    "TollValue",
    "Traits",
    "TriggerValue",
    "Unread",
    "Value",
    "Verdict",
    "VictimRow",
    "VictimValue",
    "WeaponValue",
    "Witness",
    "canonical_address",
]
