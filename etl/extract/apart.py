"""Attackers whom a figure of dead is said to leave out or to take in: "besides the two bombers", "the three are not in the count".

Enters: a Text and the TOLL mentions found in it. Leaves: TollValues of attackers with their offsets in it. Pure, linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from etl.codebook import calendar
from etl.codebook.casualties import PersonNoun, person_nouns
from etl.codebook.wording import Wording
from etl.extract.counts import LEFT_OUT, TAKEN_IN
from etl.extract.doers import FILLER, last_told, next_told, nouns
from etl.extract.numbers import COUNT_WORDS, read_number
from etl.extract.text import Sentence, Text
from etl.model import Mention, TollValue

_NEGATED = r"(?:does|do|did|has|have|had|is|are|was|were)(?: not|n['’]t)|not|never|nor|without|neither"
_LEAVING = (
    r"besides|as well as|in addition to|apart from|aside from|other than|exclud(?:ing|es?|ed)|except(?:ing)?(?: for)?|(?:not|without|never) (?:even )?(?:counting|including|reckoning)"
    r"|leav(?:ing|es?) (?:out|aside|off)|left (?:out|aside|off)|on top of|over and above|plus|minus|along with|together with|and also|to say nothing of"
    rf"|(?:{_NEGATED}) (?:to )?(?:includ|count|cover|contain|tak(?:e|ing) in|compris|embrac|reckon)(?:e|es|ed|ing|s)?"
)
_OUTSIDE = (
    r"over and above|on top of|in addition to|in excess of|beyond|excluded|left out|uncounted|unincluded|extra\b|(?:counted|reckoned|listed|told) (?:apart|separately)"
    r"|(?:not|\w*n['’]t|never|nor)(?: \w+)? (?:counted|included|calculated|reckoned|comprised|contained|covered|listed|figured|among|part of|inside|within|in (?:it|that|this|the|those|these)\b)"
    r"|(?:do(?:es)?|did)(?: not|n['’]t) (?:figure|count|appear|stand)"
)
_INSIDE = r"included|counted (?:in|too|also|among)|inclusive|reckoned in|among (?:them|the (?:dead|killed|slain|fatalities|victims|\d+))|inside (?:it|that|this)"
_ONE_OF_THEM = rf"(?:one|some|both|{COUNT_WORDS}) of (?:them|these|those(?: killed)?|the (?:dead|killed|slain|fatalities|victims|{COUNT_WORDS}))"
_AN_ASIDE = r"(?:, [^.;,]{3,60}(?:, [^.;,]{3,40})?,| \([^)]{1,60}\))?"
# What is said of those who have been named before: "the three", "them", "her".
_KNOWN = rf"(?:the |all |these |those )+(?P<n>{COUNT_WORDS})(?= (?:is|are|was|were|isn|aren|wasn|weren|do|did)|\W*$|[,.;])|(?P<one>himself|herself|him|her(?= ?(?:$|[,.;])| \w+ (?:people|persons|others)))|(?P<they>themselves|them|either of them)"
# One who is known for the attacker only where an attacker's death was told before.
_THE_ONE = r"the (?:suicide |(?:car|truck|lorry|van|bus|motorcycle|taxi)['’]?s? )?(?:driver|man|woman|youth|boy|girl|teenager|rider|motorcyclist|passenger|occupant|person|one)\b(?! and)"
_KNOWN_DOER = rf"(?:the |all |these |those )+(?P<n>{COUNT_WORDS})|(?P<one>he|she)|(?P<they>they|neither)"


_LAST_ORDINAL = 20
ORDINALS = tuple(word for word, n in calendar.ORDINALS.items() if n <= _LAST_ORDINAL and "-" not in word)


@dataclass(frozen=True)
class _Expressions:
    """What leaves attackers out, from before and from behind, and what takes them in; by their noun, by a word for those known, or by a word for one who has just died."""

    named: tuple[tuple[Wording, str], ...]
    known: tuple[tuple[Wording, str], ...]
    beside: tuple[Wording, ...]
    told: Wording


@cache
def _expressions() -> _Expressions:
    number = rf"(?:all |both )?(?:(?P<n>{COUNT_WORDS}|both|an?|himself|herself) )?(?:of )?(?:the |its |his |their |her |each [\w-]+['’]s )?"
    who = rf"{number}{FILLER}(?P<who>{nouns()})(?! (?:attack|bomb|leader|group|raid))"
    counted = rf"(?:the |its |all |both |these |those )*(?:(?P<n>{COUNT_WORDS}|both)(?: of the (?:{COUNT_WORDS}))? )?{FILLER}(?P<who>{nouns()})\b"
    before = rf"\b(?:{_LEAVING}) (?:(?:the |of |them,? )*){who}\b(?:,? of (?:whom|them),?(?: [^.;]{{0,30}}?)? (?P<later>{COUNT_WORDS})\b)?"
    behind = rf"\b{counted}(?:['’]s? (?:own )?deaths?)?(?: themselves| himself| herself)?{_AN_ASIDE},? ?(?:apart\b(?! from)|(?:[^.;]{{0,30}}? )?(?:{_OUTSIDE}))"
    inside = rf"\b{counted}(?: themselves| himself| herself)?{_AN_ASIDE},? ?(?:(?:(?:is|are|was|were|being|also) )*(?:{_INSIDE})|(?:is|are|was|were)(?: also| now)? {_ONE_OF_THEM})\b"
    part = rf"\b(?:(?P<n>{COUNT_WORDS}) of (?:them|these|those|the (?:dead|killed|slain|fatalities|victims|{COUNT_WORDS}))|of (?:whom|them|these|those|the (?:dead|killed|slain|fatalities|victims)),? (?P<later>{COUNT_WORDS}))(?: (?:were|are|was|is|being|having been))?(?: (?:\w+ly|perhaps|maybe))? (?:the |its |their |an? )?(?:[\w-]+ )?(?P<who>{nouns()})\b"
    known_before = rf"\b(?:(?:{_NEGATED}) (?:to )?(?:includ|count|cover|contain|compris|reckon)(?:e|es|ed|ing|s)?|excluding|leaving out|apart from|besides|in addition to) (?:{_KNOWN})\b"
    known_behind = rf"\b(?:{_KNOWN_DOER})\b ?(?:[^.;,]{{0,12}}? )?(?:is|are|was|were)?(?: not|n['’]t|never| neither) ?(?:\w+ )?(?:counted|included|covered|reckoned|listed|part of|among|in) ?(?:among |in )?(?:the (?:dead|toll|count|total|tally|figure|number|sum|\d+|{COUNT_WORDS})|that|this|it)\b|\b(?:his|her) own(?: death)? (?:not (?:counted|included)|excluded|apart)\b"
    carried = r"(?:at the wheel|(?:(?:who|that) (?:had |was |is |were )?(?:\w+ )?)?(?:carr\w+|wear\w+|wore|dr[io]v\w+|set(?:ting)? off|detonat\w+|blew|brought|bringing|plant\w+|with) (?:[\w-]+ ){0,4}?(?:bombs?|explosives?|belt|vest|device|charge|car|truck|lorry|van|minibus|vehicle|himself|herself))"
    lone = rf"\b(?:one of (?:them|whom|these|those|the (?:dead|killed|slain|fatalities|victims|\d+|{COUNT_WORDS}))|the (?:(?:[a-z]+ty-)?(?:{'|'.join(ORDINALS)})|\d+(?:st|nd|rd|th))),? (?:is|was|being|may be|may have been)(?: (?:now |also )?(?:believed|thought|said|presumed|reported|known|probably|likely|apparently))*(?: to (?:be|have been))? the (?P<who>man|woman|person|driver|youth|boy|girl) {carried}\b"
    taking = rf"\b(?:which|that|and|it|number|figure|toll|count|total|dead|killed|victims|fatalities),? (?:also )?(?:includ(?:es?|ed)|takes? in|took in|count(?:s|ed)|cover(?:s|ed)|compris(?:es|ed))\b(?:[^.;]{{0,110}}?(?:\band|\bin|includes?|included|counts|counted|covers|,))? (?:(?:the |of |them,? )*){who}"
    with_them = rf"\b(?:toll|total|dead|death|number|count|killed|died|perished|(?:\d+|{COUNT_WORDS}))\b[^.;]{{0,40}}?,? (?:including|counting|inclusive of) (?:all |both )?(?:the |its |his |their ){FILLER}(?P<who>{nouns()})\b(?! (?:attack|bomb|leader|group|raid))"
    bearers = rf"\bthe (?:(?P<n>{COUNT_WORDS}) )?(?P<who>(?:bearers?|carriers?|wearers?|man|woman|men|women|girls?|boys?|youths?)) (?:(?:of|who|with|carrying|wearing|bearing) [^.;,]{{0,24}}?(?:bombs?|explosives|vests?|belts?|charges?)) (?:{_INSIDE})"
    named = (
        *((before, LEFT_OUT), (behind, LEFT_OUT)),
        *(
            (inside, TAKEN_IN),
            (part, TAKEN_IN),
            (lone, TAKEN_IN),
            (taking, TAKEN_IN),
            (with_them, TAKEN_IN),
            (bearers, TAKEN_IN),
        ),
    )
    known = ((known_before, LEFT_OUT), (known_behind, LEFT_OUT))
    with_him = r"(?P<one>him|her)\b(?! \w)|(?P<they>them|the two|the three)\b"
    dying = rf"\b(?:die[sd]?|dying|perish\w*|killed|dead|slain|lost (?:his|her|their) li(?:fe|ves)|(?:tak(?:es|ing|en)|took) [^.;,]{{3,60}}) (?:at once |instantly |along |together |there |too )?(?:with|beside|alongside) (?:{with_him}|{_THE_ONE})"
    besides = rf"\b(?:{_LEAVING}) {_THE_ONE}"
    return _Expressions(
        tuple((Wording(p, re.IGNORECASE), mark) for p, mark in named),
        tuple((Wording(p, re.IGNORECASE), mark) for p, mark in known),
        tuple(Wording(p, re.IGNORECASE) for p in (besides, dying)),
        Wording(rf"\b(?:(?P<n>{COUNT_WORDS}|an?|the|pair of|couple of) )?{FILLER}(?P<who>{nouns()})\b", re.IGNORECASE),
    )


_COUNTING = Wording(
    r"includ|count|cover|contain|compris|reckon|tak(?:e|ing) in|left out|leav|exclud| (?:of|among) |(?:th|rd|nd|st),? (?:is|was) ",
    re.IGNORECASE,
)
_AROUND = Wording(
    r"\b(?:kill\w*|dead|die[sd]?|death\w*|toll\w*|bod(?:y|ies)|lives|life|fatalit\w+|perish\w*|slain|victims?|count\w*|figures?|numbers?|total\w*|souls|martyr\w*|in (?:it|that|this)|perished)\b",
    re.IGNORECASE,
)
# "the gunman was not among the dead" lives; "three of the four suspects" that the police hold do too.
_ALIVE_AFTER = re.compile(
    r"\s(?:the |those )?(?:victims|dead|killed|casualties|fatalities|injured|wounded)\b", re.IGNORECASE
)
_HELD_BEFORE = re.compile(
    r"\b(?:arrest|detain|captur|apprehend|identif|nam|charg|convict|sentenc|question|interrogat|hold|held|releas|free)\w*\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_BACK = 600  # characters before: so far back stand those whom "the three" or "them" are


def find_apart(text: Text, found: Sequence[Mention]) -> Iterator[tuple[int, int, TollValue]]:
    """The attackers left out of, or taken into, the figures of a text that tells some; offsets in the whole text."""
    if not any(isinstance(m.value, TollValue) and m.value.value for m in found):
        return
    deaths = sorted(
        (
            m
            for m in found
            if isinstance(m.value, TollValue) and m.value.kind == "killed" and m.value.party == "attackers"
        ),
        key=start_of,
    )
    killed = sorted(
        (m for m in found if isinstance(m.value, TollValue) and m.value.kind == "killed" and m.value.value != 0),
        key=start_of,
    )
    for sentence in text.sentences:
        yield from _named(sentence, deaths, text) or _known(sentence, deaths, text) or _beside(sentence, killed, text)


def start_of(mention: Mention) -> int:
    """Where a mention begins: what mentions are ordered by."""
    return mention.span.start


def begun_within(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Those of the mentions, which are in order, that begin at `start:end` of the text."""
    return mentions[bisect_left(mentions, start, key=start_of) : bisect_left(mentions, end, key=start_of)]


def _named(sentence: Sentence, deaths: Sequence[Mention], text: Text) -> list[tuple[int, int, TollValue]]:
    """Those whom the sentence calls attackers."""
    flat = sentence.flat
    for expression, mark in _expressions().named:
        match = expression.search(flat)
        if match is None or not (_COUNTING.search(match.group()) or _AROUND.search(flat)):
            continue
        if _ALIVE_AFTER.match(flat, match.end()) or _HELD_BEFORE.search(
            flat, max(0, match.start() - 60), match.start()
        ):
            continue
        noun = person_nouns().get(match["who"].lower()) or PersonNoun(
            "bearer", match["who"].lower().endswith("s"), True
        )
        groups = match.groupdict()
        told = (groups.get("later") or groups.get("n") or "").lower()
        count = 2 if told == "both" else read_number(told) if told else None
        if count is None:
            count = 1 if not noun.plural else _how_many(text, sentence.start + match.start(), deaths)
        return [_apart(sentence, match, count, mark + noun.lemma)]
    return []


def _known(sentence: Sentence, deaths: Sequence[Mention], text: Text) -> list[tuple[int, int, TollValue]]:
    """Those whom the sentence takes for known, where attackers are told of before."""
    for expression, mark in _expressions().known:
        match = expression.search(sentence.flat)
        if match is None:
            continue
        at = sentence.start + match.start()
        doers = list(_expressions().told.finditer(text.whole, max(0, at - _BACK), at))
        if not doers and not begun_within(deaths, at - _BACK, at):
            continue
        told = (match["n"] or "").lower()
        count = read_number(told) if told else _how_many(text, at, deaths) if match["they"] else 1
        if count is not None:
            return [_apart(sentence, match, count, mark + "attacker")]
    return []


def _beside(sentence: Sentence, killed: Sequence[Mention], text: Text) -> list[tuple[int, int, TollValue]]:
    """Those with whom others died, where the last death told before is the attackers' own: "two officers died with him"."""
    for expression in _expressions().beside:
        match = expression.search(sentence.flat)
        if match is None:
            continue
        at = sentence.start + match.start()
        last = [m for m in begun_within(killed, at - _BACK, at) if m.span.end <= at][-1:]
        if not last or not isinstance(last[0].value, TollValue) or last[0].value.party != "attackers":
            continue
        plural = match.groupdict().get("they")
        count = last[0].value.value or _how_many(text, at, last) if plural else 1
        if count is not None:
            return [_apart(sentence, match, count, LEFT_OUT + "attacker")]
    return []


def _how_many(text: Text, at: int, deaths: Sequence[Mention]) -> int | None:
    """How many attackers are told of near an offset: the number of them told last, else how many died one by one, else the next number."""
    told = last_told(text, at)
    if told is not None:
        return told.count
    single = [m for m in begun_within(deaths, at - _BACK, at) if isinstance(m.value, TollValue) and m.value.value == 1]
    if single:
        return len({text.sentence_at(m.span.start).number for m in single})
    later = next_told(text, at)
    return later.count if later is not None else None


def _apart(sentence: Sentence, match: re.Match[str], count: int | None, who: str) -> tuple[int, int, TollValue]:
    qualifier = "exact" if count else "vague"
    value = TollValue("killed", count, count, count, party="attackers", qualifier=qualifier, who=who)
    return sentence.start + match.start(), sentence.start + match.end(), value
