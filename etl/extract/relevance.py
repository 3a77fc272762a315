"""Whether an article can tell of an act of violence at all, and whether it speaks of a world of play.

Enters: the bare text. Leaves: yes or no, before any other stage runs. Touches nothing but the codebook's word lists.
"""

from __future__ import annotations

import re
from collections import Counter

from etl.codebook.lexicon import lowered
from etl.codebook.nonevents import nonevent_lexicon
from etl.codebook.triggers import trigger_lexicon

# Distinct cue words a thousand words: attack reports of the coded corpus hold at most 6, match reports and reviews 20 and more.
_PLAY_DENSITY = 14.0
_PLAY_LEAST = 4

_HURT = re.compile(
    r"\b(?:kill|deceased|victim|dead\b|die[ds]?\b|death|wound|injur|hurt\b|casualt|murder|massacre|hostage|kidnap|abduct|hijack|assassin|gunm[ae]n|martyr|milita|terror|rebel|guerrilla|insurgent)",
    re.IGNORECASE,
)
# A blast or a blaze that hurt nobody is told with those who dealt with it.
_DEALT_WITH = re.compile(
    r"\b(?:police|soldier|troops|defus|explo|bomb|claimed|damag|destroy|firefight|guard|army|suspect|attacker|pipeline|arson)",
    re.IGNORECASE,
)
# An act and its effect are told close together: two lines of newsprint.
_NEAR = 220


def may_report_violence(whole: str) -> bool:
    """Whether the text can tell of a deed of violence: a word that tells one alone, or a lesser one near harm done to somebody.

    >>> may_report_violence("Sales of tea rose by two percent")
    False
    >>> may_report_violence("A blast at a market killed two people")
    True
    """
    low = lowered(whole)
    plain: set[str] = set()
    for hit in trigger_lexicon().find(low):
        word = hit.row
        if word.flag == "none" or word.strength < 1:
            continue
        lo, hi = max(0, hit.start - _NEAR), hit.end + _NEAR
        if word.strength == 3 or _HURT.search(low, lo, hi) or (word.strength == 2 and _DEALT_WITH.search(low, lo, hi)):
            return True
        if word.strength == 2:
            plain.add(word.term)
    return len(plain) > 1


def world_of(whole: str) -> str:
    """The world that the text speaks of: `news`, or `sport`, `fiction`, `drill`, `market` where its words abound.

    >>> world_of("The coach praised his striker, whose two goals and a penalty kick won the derby in stoppage time")
    'sport'
    """
    hits = nonevent_lexicon().find(lowered(whole))
    kinds = Counter(kind for kind, _ in {(hit.row, whole[hit.start : hit.end].lower()) for hit in hits})
    if not kinds:
        return "news"
    kind, count = max(kinds.items(), key=lambda item: (item[1], item[0]))
    words = max(60, whole.count(" "))
    return kind if count >= _PLAY_LEAST and 1000 * count / words >= _PLAY_DENSITY else "news"
