"""Something kept that could not be read as an article, and why: it goes to quarantine and is never dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unread:
    """One item for quarantine.

    `reason` is a word to count by (`no_body`, `empty_feed`, `encoding`, `not_json`, `missing_key`, `unsafe_xml`, `broken_feed`,
    `broken_archive`, `not_a_page`); `where` is the address, with the line where there is one; `what` and `fix` are for a person.
    """

    where: str
    reason: str
    what: str
    fix: str
    source: str | None = None
    snapshot: str | None = None

    def __str__(self) -> str:
        """One clear line: where, what, what to do."""
        return f"{self.where}: {self.what}; {self.fix}"
