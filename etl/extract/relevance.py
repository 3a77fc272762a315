"""Whether an article can tell of an act of violence at all, and whether it speaks of a world of play.

Enters: the bare text. Leaves: yes or no, before any other stage runs. Touches nothing but the codebook's word lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from etl.codebook.lexicon import lowered_whole
from etl.codebook.nonevents import nonevent_lexicon
from etl.codebook.triggers import trigger_lexicon
from etl.codebook.wording import Wording

# Distinct cue words a thousand words: attack reports of the coded corpus hold at most 6, match reports and reviews 20 and more.
_PLAY_DENSITY = 14.0
_PLAY_LEAST = 4

_HURT = Wording(
    r"\b(?:kill|deceased|victim|dead\b|die[ds]?\b|death|wound|injur|hurt\b|casualt|murder|massacre|hostage|kidnap|abduct|hijack|assassin|gunm[ae]n|martyr|milita|terror|rebel|guerrilla|insurgent)",
    re.IGNORECASE,
)
# A blast or a blaze that hurt nobody is told with those who dealt with it.
_DEALT_WITH = Wording(
    r"\b(?:police|soldier|troops|defus|explo|bomb|claimed|damag|destroy|firefight|guard|army|suspect|attacker|pipeline|arson)",
    re.IGNORECASE,
)
# An act and its effect are told close together: two lines of newsprint.
_NEAR = 220
# Who bears arms, and arms that nobody comes by innocently: with the dead or the hurt beside them no word of the deed itself is needed.
_ARMS = Wording(
    r"\b(?:suicide (?:attack\w*|squads?)|sarin|nerve (?:gas|agent)|explosives?|grenades?|bombers?|gunm[ae]n|militants?|terrorists?|rebels?|guerrillas?|insurgents?|extremists?|"
    r"assailants?|murderers?|death squads?|separatists?|paramilitar(?:y|ies)|(?:unidentified|unknown|masked|armed|hooded) (?:persons?|individuals?|men|people|attackers?|perpetrators?|youths)|(?:automatic|small) (?:weapons?|arms)|"
    r"hijack\w*|kidnap\w*|machetes?|shrapnel|landmines?|rockets?|mortars?|assassins?|jihadis?t?s?|mujahid\w*)\b"
)
_DEAD = Wording(
    r"\b(?:killed|dead|died|slain|lost their li[vf]es?|lost (?:his|her) life|were (?:wounded|injured|hurt)|injured|wounded|fell ill|bodies|massacred?)\b"
)

# What is done with arms, whoever it hits: "a grenade was thrown at a kiosk" tells a deed without a word of harm.
_ARMS_USED = Wording(
    r"\b(?:grenades?|petrol bombs?|gasoline bombs?|molotovs?(?: cocktails?)?|fire ?bombs?|dynamite|explosives?|rockets?|mortar (?:shells?|rounds?|bombs?))\b[^.;]{0,30}\b(?:was|were|been) (?:thrown|hurled|lobbed|tossed|fired|launched|planted|detonated)\b"
    r"|\b(?:threw|hurled|lobbed|tossed)\b[^.;]{0,40}\b(?:grenades?|petrol bombs?|gasoline bombs?|molotovs?|fire ?bombs?|dynamite|explosives?)\b"
    r"|\bfired (?:[\w-]+ ){0,3}(?:shots|bullets|rounds|rockets|mortars|automatic weapons) (?:at|into|on|towards?)\b|\btook\b[^.;]{3,60} hostage\b"
)


def arms_and_harm(low: str) -> bool:
    """Whether the text, in lower case, tells of the dead or the hurt within two lines of those who bear arms.

    >>> arms_and_harm("five followers pierced bags of sarin on three lines; 14 people have died of it")
    True
    """
    return harm_near(low, [hit.span() for hit in _ARMS.finditer(low)])


def harm_near(low: str, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether the text, in lower case, tells of the dead or the hurt within two lines of one of the spans."""
    return any(_DEAD.search(low, max(0, start - _NEAR), end + _NEAR) for start, end in spans)


# An exercise says so: by its name, by its parts played, and by what was not real.
_DRILL_CUE = Wording(
    r"\b(?:(?:emergency|training|security|counter-?terror\w*|anti-?terror\w*|tabletop|full-scale|live|joint|largest|biggest|annual|yearly|two-yearly|preparedness|disaster|readiness) (?:[\w-]+ )?(?:exercises?|drills?)|"
    r"exercise [a-z]+ [a-z-]+ ?\d*, (?:the|planned|held|which|a)|the exercise\b|exercise in which|(?:such|the|a|mock|biggest) drills?\b|drills? (?:in|at|on|held|was|were|is|are)\b|mock \w+|simulat(?:ed|ion|ing)|"
    r"in the (?:scenario|script)|the script (?:had|called)|none of it was real|was not real|nothing was real|role-?players?|played (?:the|by)|posing as|extras\b|red (?:force|team)|blank (?:rounds|shots)|fake blood|painted(?:-on)? (?:burns?|wounds?|blood)|ketchup|"
    r"debrief\w*|observers? (?:from|marked|noted|came|team)|volunteers (?:played|acted|lay)|students? (?:played|acted|lay)|rehears\w+|practis\w+|practic(?:ed|ing))\b"
)
_DRILL_LEAST = 3


def is_drill(whole: str) -> bool:
    """Whether the text tells of an exercise: at least three different marks of one.

    >>> is_drill("Exercise Red Dawn, the biggest drill yet, ended at noon. In the script two men shot extras with fake blood on.")
    True
    >>> is_drill("A bomb killed two soldiers who had taken part in a military exercise")
    False
    """
    low = lowered_whole(whole)
    marks = {hit.group() for hit in _DRILL_CUE.finditer(low)}
    named = any("drill" in mark or "exercise" in mark or "simulat" in mark or "mock" in mark for mark in marks)
    return named and len(marks) >= _DRILL_LEAST


def may_report_violence(whole: str) -> bool:
    """Whether the text can tell of a deed of violence: a word that tells one alone, or a lesser one near harm done to somebody.

    >>> may_report_violence("Sales of tea rose by two percent")
    False
    >>> may_report_violence("A blast at a market killed two people")
    True
    """
    low = lowered_whole(whole)
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
    return len(plain) > 1 or arms_and_harm(low) or _ARMS_USED.search(low) is not None


@lru_cache(maxsize=1)  # asked for at each look for incidents
def world_of(whole: str) -> str:
    """The world that the text speaks of: `news`, or `sport`, `fiction`, `drill`, `market` where its words abound.

    >>> world_of("The coach praised his striker, whose two goals and a penalty kick won the derby in stoppage time")
    'sport'
    """
    if is_drill(whole):
        return "drill"
    hits = nonevent_lexicon().find(lowered_whole(whole))
    kinds = Counter(kind for kind, _ in {(hit.row, whole[hit.start : hit.end].lower()) for hit in hits})
    if not kinds:
        return "news"
    kind, count = max(kinds.items(), key=lambda item: (item[1], item[0]))
    words = max(60, whole.count(" "))
    return kind if count >= _PLAY_LEAST and 1000 * count / words >= _PLAY_DENSITY else "news"
