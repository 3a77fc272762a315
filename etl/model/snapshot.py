"""Bytes as received, with the facts of the request and the response."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from etl.model.address import ascii_address

ENTRY_TYPE = "application/vnd.incident-warehouse.entry+json"


@dataclass(frozen=True)
class Snapshot:
    """An immutable, content-addressed response. `sha256` is the hex digest of `body`; times are UTC.

    `body` is the content after transfer and content encoding. `role` is `page`, `list` (feed, sitemap, article list), `entry` (what
    a list itself says of a page that could not be had, as JSON), `file` or `robots`. `url` is the address asked for; a local file's
    is `local://<source>/<path below the declared location>`. `status` is 0 where no server answered (files, entries).
    """

    sha256: str
    source: str
    url: str
    final_url: str
    fetched_at: datetime
    status: int
    content_type: str
    body: bytes = field(repr=False)
    request_headers: Mapping[str, str] = field(default_factory=dict)
    response_headers: Mapping[str, str] = field(default_factory=dict)
    role: str = "page"
    listed_in: str | None = None

    @property
    def key(self) -> str:
        """The identity: the same bytes from the same address, whenever and however often they came."""
        return snapshot_key(self.url, self.sha256)


def digest(body: bytes) -> str:
    """The hex SHA-256 of some bytes."""
    return hashlib.sha256(body).hexdigest()


def snapshot_key(url: str, sha256: str) -> str:
    """The key of the Snapshot with this address and content."""
    return hashlib.sha256(f"{ascii_address(url)}\n{sha256}".encode()).hexdigest()[:40]
