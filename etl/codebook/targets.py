"""Words for what is attacked, with GTD's target type and subtype."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.codebook.gtd import TARGSUBTYPE
from etl.codebook.lexicon import Lexicon, forms_of, read_rows


@dataclass(frozen=True, slots=True)
class TargetWord:
    """One term; `person` is true for people, false for places and things."""

    term: str
    targtype: str
    targsubtype: str | None
    person: bool


@cache
def target_lexicon() -> Lexicon[TargetWord]:
    """All target words in all their forms."""
    return Lexicon(
        (
            form,
            TargetWord(
                row["term"],
                row["targtype"],
                TARGSUBTYPE.label(int(row["targsubtype"])) if row["targsubtype"] else None,
                row["person"] == "1",
            ),
        )
        for row in read_rows("target")
        for form in forms_of(row["term"], row["form"])
    )
