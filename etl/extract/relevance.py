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
    r"\b(?:kill|dead|die[ds]?\b|death|wound|injur|hurt|casualt|murder|massacre|hostage|kidnap|abduct|hijack|assassin|bomb|explo|shot|shoot|"
    r"gunm[ae]n|attack|ambush|arson|fire|sabotage|blast|stab|behead|martyr|milita|terror|rebel|guerrilla|insurgent)",
    re.IGNORECASE,
)


def may_report_violence(whole: str) -> bool:
    """Whether the text holds any word that tells of violence: a cheap gate before all other stages.

    >>> may_report_violence("Sales of tea rose by two percent")
    False
    """
    if not _HURT.search(whole):
        return False
    return any(hit.row.strength >= 2 and hit.row.flag != "none" for hit in trigger_lexicon().find(lowered(whole)))


def world_of(whole: str) -> str:
    """The world that the text speaks of: `news`, or `sport`, `fiction`, `drill` where its words abound.

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
