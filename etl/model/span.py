"""A slice of an article's whole text, with its words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of `Article.whole`; `quote` is exactly that slice.

    Made by `Article.span`, which takes the quote from the text, so that the two cannot differ.
    """

    start: int
    end: int
    quote: str

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def to_json(self) -> dict[str, int | str]:
        """The wire form: `{"start", "end", "quote"}`."""
        return {"start": self.start, "end": self.end, "quote": self.quote}
