"""The devices, teams and strikes of one wave that GTD counts apart.

Enters: Units and Drafts. Leaves: yes or no, and Drafts parted. Touches nothing of the world.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from etl.codebook.wording import Wording
from etl.extract.deeds import ANAPHOR
from etl.extract.drafts import Draft
from etl.extract.units import Unit
from etl.model import MentionKind, TargetValue

# "government forces backed by U.S.-led air strikes": how a war is fought, and no strike of its own
_HELPED_BY = re.compile(
    r"\b(?:backed|supported|helped|aided|assisted|covered|preceded) (?:up )?by (?:[\w.'-]+ ){0,3}$|\bwith (?:the (?:help|support|backing) of )?(?:[\w.'-]+ ){0,2}$"
)


def is_other_strike(unit: Unit, current: Draft) -> bool:
    """Whether the unit tells an air strike of its own, set beside an incident that was none."""
    strikes = [
        m
        for m, v in unit.triggers
        if v.by_state and v.noun and not ANAPHOR.search(unit.before(m)) and not _HELPED_BY.search(unit.before(m))
    ]
    if not strikes or not (unit.tolls or unit.dates):
        return False
    return not any(v.by_state and v.noun for u in current.units for _, v in u.triggers)


# Devices sent or laid in numbers, each found at a place of its own.
SERIES = Wording(
    r"\b(?:letter|parcel|package|pipe|mail)[ -]bombs\b|\b(?:second|third|fourth|fifth|sixth|seventh|eighth) (?:letter|parcel|package|pipe|mail)[ -]bomb\b|\bexplosive (?:packages|parcels|letters|envelopes)\b|"
    r"\b(?:several|two|three|four|five|six|seven|eight|nine|ten|\d+|series of) (?:\w+ )?(?:suspicious packages|letter bombs|parcel bombs|pipe bombs)\b"
)
_SERIES_ITEM = Wording(
    r"\b(?:a|the) (?:second|third|fourth|fifth|sixth|seventh|similar|further)\b|\banother\b|\b(?:found|received|intercepted|opened|sent) one\b|\bone (?:was|had been) (?:sent|found|addressed)\b"
)


def is_series_item(unit: Unit) -> bool:
    """Whether the unit tells of one more device of a series, with the place or person that it was sent to."""
    if unit.is_title or not _SERIES_ITEM.search(unit.low):
        return False
    return any(
        isinstance(m.value, TargetValue) and not (m.value.person and m.value.targtype.startswith("Private"))
        for m in unit.mentions
    )


_SECOND = Wording(
    r"\b(?:second|third|another|other) (?:\w+ )?(?:device|bomb|blast|explosion|charge|one|package|explosive|attack|team|group|gunm[ae]n|attackers?)\b|\b(?:then|later) (?:he|she|they) (?:drove|went|moved|walked|rode)\b|"
    r"\b(?:same|other) (?:men|gunmen|attackers)\b|\bfrom there\b|\bthe (?:heaviest|largest|biggest|deadliest|worst)(?: of (?:them|these))?,|\b(?:exploded|went off|struck) as well\b|^\W*the second\b|\blater there (?:was|were)\b"
)
_NAMED_SITE = re.compile(
    r"\b(?:At|In|Near|Outside|at|in|near|on|outside|to|into|inside)\s+(?:the |a |an )?(?:\w+ ){0,2}?[A-ZÀ-Ý][\w'’-]+(?:[\s-]+(?:of |the |al-)?[A-ZÀ-Ý][\w'’-]+)*"
)
_COUNTED = Wording(
    r"\b(?:first|second|third|fourth|fifth|latest) such\b|\b(?:second|third|fourth|fifth) (?:\w+ ){1,3}(?:this|in (?:a|as many|the past|less than|two|three|four)) (?:month|year|week|weeks|days|months)\b"
)


def is_second_site(unit: Unit, current: Draft) -> bool:
    """Whether a second device or team of the same attack struck at a named place of its own: GTD counts it apart."""
    match = _SECOND.search(unit.low)
    if _COUNTED.search(unit.low):
        return False
    if match is None or unit.is_title or (unit.strength < 1 and not unit.tolls):
        return False
    if len(current.units) < 2 or not any(u.strength >= 2 for u in current.units):
        return False
    written = unit.sentence.text[unit.start - unit.sentence.start :]
    sites = {m.group() for m in _NAMED_SITE.finditer(written)}
    days = re.compile(
        r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b"
    )
    return any(not days.search(site) for site in sites)


_TWO = Wording(
    r"\b(?:twin|near-simultaneous|simultaneous|both|two)\b|\b(?:attacked|bombed|targeted|stormed|struck|hit)\b"
)


def split_two_targets(draft: Draft) -> list[Draft]:
    """One draft, or two where a single sentence names two places that each had an attack of its own ("bombings at A and B")."""
    core = draft.core
    if len(core) != 1 or not _TWO.search(core[0].low):
        return [draft]
    unit = core[0]
    places = [m for m in unit.of(MentionKind.TARGET) if isinstance(m.value, TargetValue) and not m.value.person]
    for left, right in itertools.pairwise(places):
        between = unit.low[left.span.end - unit.start : right.span.start - unit.start]
        if re.fullmatch(r"(?:[^,.;]{0,20})? and the (?:[\w']+ ){0,2}", between) and unit.triggers:
            return [replace(draft, focus=focus, rule="two places") for focus in (left, right)]
    return [draft]
