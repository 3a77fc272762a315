"""Words for weapons, with GTD's weapon type and subtype."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.codebook.lexicon import Lexicon, forms_of, read_rows


@dataclass(frozen=True, slots=True)
class WeaponWord:
    """One term; `weaptype` is empty for look-alikes that are no weapon of an attack ("tear gas")."""

    term: str
    weaptype: str
    weapsubtype: str | None


@cache
def weapon_lexicon() -> Lexicon[WeaponWord]:
    """All weapon words in all their forms."""
    return Lexicon(
        (form, WeaponWord(row["term"], row["weaptype"], row["weapsubtype"] or None))
        for row in read_rows("weapon")
        for form in forms_of(row["term"], row["form"])
    )
