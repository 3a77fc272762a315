"""Words that tell of violence, with the GTD attack type that each suggests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.codebook.lexicon import Lexicon, forms_of, read_rows


@dataclass(frozen=True, slots=True)
class TriggerWord:
    """One term. `strength`: 3 tells an attack alone, 2 tells one in plain news, 1 needs company, 0 tells none ("heart attack").

    `flag` is empty, `suicide`, `state` (what state forces do), `clash`, `plot`, `failed`, `accident` or `none`; `noun` is true for
    words that name the event ("blast") and false for those that tell it ("exploded").
    """

    term: str
    attacktype: str
    strength: int
    flag: str
    noun: bool


@cache
def trigger_lexicon() -> Lexicon[TriggerWord]:
    """All trigger words in all their forms."""
    return Lexicon(
        (
            form,
            TriggerWord(row["term"], row["attacktype"], int(row["strength"]), row["flag"], row["form"] == "n"),
        )
        for row in read_rows("trigger")
        for form in forms_of(row["term"], row["form"])
    )
