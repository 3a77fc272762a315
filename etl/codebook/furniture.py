"""What stands on a news page beside its report: menus, buttons, notices, lists of other headlines.

Enters: a line. Leaves: whether it is one of them. Touches package data (`data/page_furniture.csv`): words that are a whole line (`line`), that a
line opens with (`opening`, or `label` with a colon), and that head what only tells of other reports, to the end of the page (`rest`).
"""

from __future__ import annotations

import re
from functools import cache

from etl.codebook.lexicon import words_of_kind

# No notice is longer; what is longer is a sentence of the report, whatever it opens with.
_LONGEST = 120
_EDGES = " \t•·|/*-–—>»›<«:.…!()[]0123456789"


def _words(kind: str) -> frozenset[str]:
    return words_of_kind("page_furniture", kind)


def _any_of(kind: str) -> str:
    return "|".join(re.escape(words) for words in sorted(_words(kind), key=len, reverse=True))


@cache
def _notice() -> re.Pattern[str]:
    """What a notice opens with. The words of a label stand in reports, too, and make one only before a colon."""
    return re.compile(rf"(?i)(?:(?:{_any_of('opening')})(?!\w)|(?:{_any_of('label')})\s?[:|»>])")


def is_furniture(line: str) -> bool:
    """Whether a line of a page is no part of its report.

    >>> is_furniture("Skip to main content"), is_furniture("READ MORE: Toll rises in Kano"), is_furniture("Watch towers were burned.")
    (True, True, False)
    """
    bare = line.strip(_EDGES)
    if not bare or len(bare) > _LONGEST:
        return False
    return bare.casefold() in _words("line") or _notice().match(bare) is not None


def heads_other_reports(line: str) -> bool:
    """Whether a line heads what the page tells of other reports: "Most read"."""
    return line.strip(_EDGES).casefold() in _words("rest")
