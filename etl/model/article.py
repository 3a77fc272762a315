"""An article as read: the text that every quote points into."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from etl.errors import EvidenceError
from etl.model.span import Span

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")


def normalise_text(text: str) -> str:
    r"""The one normalisation that article text ever undergoes: NFC, line feeds, no controls.

    >>> normalise_text("Kerman\r\nblast\x00")
    'Kerman\nblast'
    """
    return _CONTROL.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", text))).strip()


@dataclass(frozen=True, slots=True)
class Outline:
    """What is counted of an article without its words. `length` is that of the text, in characters."""

    doc: str
    source: str | None
    language: str
    published_at: datetime | None
    fetched_at: datetime | None
    has_title: bool
    length: int


@dataclass(frozen=True)
class Article:
    """One article. `title` and `text` are normalised already; spans are offsets into `whole`.

    `doc` is the identity: stable for the same content of the same page. `published_at` and `fetched_at` are UTC-aware.
    `language` is an ISO 639-1 code, `"und"` when it could not be told. `reliability` is that of the declared source. `marks` says what
    kind of page it is where that matters: `live_blog`, `paywall`, `entry_text` (a list's own words, the page could not be had).
    """

    doc: str
    title: str
    text: str
    url: str | None = None
    source: str | None = None
    published_at: datetime | None = None
    author: str | None = None
    language: str = "en"
    snapshot: str | None = None
    fetched_at: datetime | None = None
    canonical_url: str | None = None
    outlet_country: str | None = None
    reliability: str | None = None
    marks: tuple[str, ...] = ()

    @cached_property
    def whole(self) -> str:
        """Title, blank line, text: what spans point into."""
        return f"{self.title}\n\n{self.text}"

    def span(self, start: int, end: int) -> Span:
        """The span of `whole[start:end]`.

        Raises:
            EvidenceError: the slice is empty or lies outside the text.
        """
        if not 0 <= start < end <= len(self.whole):
            raise EvidenceError(
                f"no slice {start}:{end} in a text of {len(self.whole)} characters",
                where=self.doc,
                fix="report this stage's name and the article",
            )
        return Span(start, end, self.whole[start:end])
