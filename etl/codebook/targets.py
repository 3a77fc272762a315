"""Words for what is attacked, with GTD's target type and subtype."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def _word(term: str, row: Mapping[str, str]) -> TargetWord:
    subtype = TARGSUBTYPE.label(int(row["targsubtype"])) if row["targsubtype"] else None
    return TargetWord(term, row["targtype"], subtype, row["person"] == "1")


def _compounds() -> Iterator[tuple[str, TargetWord]]:
    """Every modifier before every head of its row: "army" and "police" go with "checkpoint", "convoy" and all their like."""
    for row in read_rows("target_compounds"):
        for modifier in row["modifiers"].split("|"):
            for head in row["heads"].split("|"):
                term = f"{modifier} {head}"
                word = _word(term, row)
                yield from ((form, word) for form in forms_of(term, "n"))


@cache
def target_lexicon() -> Lexicon[TargetWord]:
    """All target words in all their forms; a word listed by itself goes before the same one put together."""
    listed = (
        (form, _word(row["term"], row)) for row in read_rows("target") for form in forms_of(row["term"], row["form"])
    )
    return Lexicon((*listed, *_compounds()))
