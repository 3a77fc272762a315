"""Bytes as received, with the facts of the request and the response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Snapshot:
    """An immutable, content-addressed response. `sha256` is the hex digest of `body`; times are UTC."""

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
