"""Weapons as the text names them. Enters: a Text. Leaves: WEAPON mentions. Touches nothing but the codebook's word list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from etl.codebook.weapons import weapon_lexicon
from etl.codebook.wording import Wording
from etl.extract.stage import Stage
from etl.extract.text import Text
from etl.model import Mention, MentionKind, WeaponValue

NAME = "weapons"

# Weapons that were found, seized, carried or feared were not used.
_UNUSED_BEFORE = re.compile(
    r"\b(?:seiz(?:ed|ure)|recovered|confiscated|discovered|no sign of|no|not|nobody|none|without|warning of|searched for|"
    r"stockpile of|cache of|buried|hunting for|with them)\b[^.;]{0,60}$"
)
_UNUSED_AFTER = Wording(
    r"^[^.;]{0,60}\b(?:were|was) (?:also )?(?:seized|found|recovered|confiscated|discovered)\b|^[^.;,]{0,20}\bwith them\b"
)


def is_used(before: str, after: str) -> bool:
    """Whether the sentence speaks of the weapon as used, not as found, seized or absent.

    >>> is_used("police seized two ", " in the house")
    False
    """
    return not _UNUSED_BEFORE.search(before) and not _UNUSED_AFTER.search(after)


def find_weapons(text: Text, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """A WEAPON mention for every weapon that the text tells as used."""
    lexicon = weapon_lexicon()
    for sentence in text.sentences:
        low = sentence.low
        for hit in lexicon.find(low):
            if hit.row.weaptype and is_used(low[max(0, hit.start - 80) : hit.start], low[hit.end : hit.end + 80]):
                start = sentence.start
                value = WeaponValue(hit.row.weaptype, hit.row.weapsubtype)
                yield Mention.make(text.article, start + hit.start, start + hit.end, value, NAME)


STAGE = Stage(NAME, find_weapons, writes=frozenset({MentionKind.WEAPON}))
