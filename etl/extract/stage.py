"""What a stage of extraction is, and the check that a list of stages is in a workable order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from etl.errors import ExtractError
from etl.extract.text import Text
from etl.model import Mention, MentionKind


class Find(Protocol):
    """The work of a stage: the text and all mentions so far in, new mentions out. Earlier mentions are never changed."""

    def __call__(self, text: Text, mentions: Sequence[Mention], /) -> Iterable[Mention]:
        """New mentions."""
        ...


@dataclass(frozen=True)
class Stage:
    """A named step: `reads` are the kinds that must have been written before it, `writes` the kinds it may make."""

    name: str
    find: Find
    writes: frozenset[MentionKind]
    reads: frozenset[MentionKind] = frozenset()


def check_order(stages: Sequence[Stage]) -> None:
    """Nothing, when every stage's `reads` are written by an earlier one.

    Raises:
        ExtractError: a stage reads a kind that nobody has written yet.
    """
    written: set[MentionKind] = set()
    for stage in stages:
        missing = stage.reads - written
        if missing:
            raise ExtractError(
                f"reads {sorted(missing)}, which no earlier stage writes",
                where=f"stage {stage.name}",
                fix="move it behind the stage that writes them",
            )
        written |= stage.writes
