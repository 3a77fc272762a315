"""One line of a list: what a feed, sitemap or article list says of a page before anyone has asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """A page announced by a list. `url` is None where the list gives no address; `key` then names it within its list.

    `text` is the entry's own text (a summary or the whole story), empty where it has none. Times are UTC-aware.
    """

    key: str
    url: str | None
    title: str = ""
    text: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    author: str | None = None
    language: str | None = None

    @property
    def changed_at(self) -> datetime | None:
        """When the list says that the page last changed."""
        return self.updated_at or self.published_at


@dataclass(frozen=True)
class Listing:
    """What one list holds: entries, further lists to read, and a complaint where it could not be read as a list."""

    entries: tuple[Entry, ...] = ()
    more: tuple[str, ...] = ()
    complaint: str | None = None
