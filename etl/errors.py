"""The errors a user may see: each says what went wrong, where, and what to do.

Everything that reaches a person's terminal or a quarantine row is one of these; any other exception is a defect of ours.
"""

from __future__ import annotations

from functools import partial


class IncidentWarehouseError(Exception):
    """One clear line: what happened, where, and how to mend it."""

    def __init__(self, what: str, *, where: str, fix: str) -> None:
        super().__init__(f"{where}: {what}; {fix}")
        self.what = what
        self.where = where
        self.fix = fix

    def __reduce__(self) -> tuple[partial[IncidentWarehouseError], tuple[str]]:
        """How another process makes it anew: without, one that came back from a worker would bring the whole pool down."""
        return partial(type(self), where=self.where, fix=self.fix), (self.what,)


class SettingsError(IncidentWarehouseError):
    """A setting is missing, unknown or out of range."""


class SourceError(IncidentWarehouseError):
    """A source declaration cannot be used."""


class FetchError(IncidentWarehouseError):
    """A resource could not be had."""


class StoreError(IncidentWarehouseError):
    """A store cannot be reached, or a backup cannot be made or taken back."""


class ReadError(IncidentWarehouseError):
    """Bytes that were kept could not be read as an article."""


class ExtractError(IncidentWarehouseError):
    """An article could not be worked through."""


class EvidenceError(IncidentWarehouseError):
    """A quote is not the slice that it says it is."""


class ReconcileError(IncidentWarehouseError):
    """Accounts contradict the rules of identity."""


class ValidateError(IncidentWarehouseError):
    """A check could not be carried out: our own error, never a verdict on a row."""


class WarehouseError(IncidentWarehouseError):
    """The warehouse is missing, locked, of another version, or refused a statement."""


class EvaluateError(IncidentWarehouseError):
    """Predictions cannot be compared with gold."""


class QueryError(IncidentWarehouseError):
    """An analyst's query is wrong or not allowed."""
