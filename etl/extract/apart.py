"""Attackers whom a figure of dead is said to leave out or to take in: "besides the two bombers", "the five gunmen included".

Enters: a sentence. Leaves: TollValues of attackers with their offsets. Pure, linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from etl.codebook.casualties import person_nouns
from etl.codebook.wording import Wording
from etl.extract.counts import LEFT_OUT, TAKEN_IN
from etl.extract.numbers import COUNT_WORDS, read_number
from etl.model import TollValue

_LEAVING = (
    r"besides|as well as|in addition to|apart from|aside from|other than|exclud(?:ing|es?|ed)|except(?:ing)?(?: for)?|(?:not|without|never) (?:even )?(?:counting|including)"
    r"|leav(?:ing|es?) (?:out|aside|off)|left (?:out|aside|off)|on top of|over and above|plus|minus|along with|together with|and also|to say nothing of"
    r"|(?:(?:does|do|did|has|have|had|is|are|was|were)(?: not|n['’]t)|not|never|nor) (?:to )?(?:includ|count|cover|contain|tak(?:e|ing) in|comprise)(?:e|es|ed|ing|s)?"
)
_OUTSIDE = (
    r"over and above|on top of|in addition to|in excess of|beyond|excluded|left out|uncounted|unincluded|extra\b|(?:counted|reckoned|listed|told) (?:apart|separately)"
    r"|(?:not|\w*n['’]t|never|nor)(?: \w+)? (?:counted|included|calculated|reckoned|comprised|contained|listed|figured|among|part of|inside|within|in (?:it|that|this|the|those|these)\b)"
    r"|(?:do(?:es)?|did)(?: not|n['’]t) (?:figure|count|appear|stand)"
)
_INSIDE = r"included|counted (?:in|too|also|among)|inclusive|reckoned in|among (?:them|the (?:dead|killed|slain|fatalities|victims))|inside (?:it|that|this)"


@cache
def _expressions() -> tuple[Wording, Wording, Wording]:
    """What leaves attackers out, from before and from behind, and what takes them in."""
    nouns = "|".join(sorted((w for w, n in person_nouns().items() if n.attackers), key=len, reverse=True))
    number = rf"(?:all |both )?(?:(?P<n>{COUNT_WORDS}|both|an?|himself|herself) )?(?:of )?(?:the |its |his |their |her |each [\w-]+['’]s )?"
    who = (
        rf"{number}(?:(?!and |or |of |in |by )[\w'’-]+ ){{0,2}}?(?P<who>{nouns})(?! (?:attack|bomb|leader|group|raid))"
    )
    counted = rf"(?:the |its |all |both |these |those )*(?:(?P<n>{COUNT_WORDS}|both) )?(?:(?!and |or |of |in |by )[\w'’-]+ ){{0,2}}?(?P<who>{nouns})\b"
    before = Wording(rf"\b(?:{_LEAVING}) (?:(?:the |of |them,? )*){who}\b", re.IGNORECASE)
    behind = Wording(
        rf"\b{counted}(?:['’]s? (?:own )?deaths?)?(?: themselves| himself| herself)?,? (?:apart\b(?! from)|(?:[^.;]{{0,30}}? )?(?:{_OUTSIDE}))",
        re.IGNORECASE,
    )
    inside = Wording(
        rf"\b{counted}(?: themselves| himself| herself)?,? (?:(?:is|are|was|were|being|also) )*(?:{_INSIDE})\b",
        re.IGNORECASE,
    )
    return before, behind, inside


_COUNTING = Wording(r"includ|count|cover|contain|tak(?:e|ing) in|left out|leav|exclud", re.IGNORECASE)
_AROUND = Wording(
    r"\b(?:kill\w*|dead|die[sd]?|death\w*|toll\w*|bod(?:y|ies)|lives|life|fatalit\w+|perish\w*|slain|victims?|count\w*|figures?|numbers?|total\w*|souls|martyr\w*|in (?:it|that|this)|perished)\b",
    re.IGNORECASE,
)


def find_apart(flat: str) -> Iterator[tuple[int, int, TollValue]]:
    """The attackers left out of, or taken into, the figure of a sentence."""
    before, behind, inside = _expressions()
    for expression, mark in ((before, LEFT_OUT), (behind, LEFT_OUT), (inside, TAKEN_IN)):
        match = expression.search(flat)
        if match is None or not (_COUNTING.search(match.group()) or _AROUND.search(flat)):
            continue
        word = match["who"].lower()
        noun = person_nouns()[word]
        told = (match["n"] or "").lower()
        count = 2 if told == "both" else read_number(told) if told else None
        if count is None and not noun.plural:
            count = 1
        yield (
            match.start(),
            match.end(),
            TollValue(
                "killed",
                count,
                count,
                count,
                party="attackers",
                qualifier="exact" if count else "vague",
                who=mark + noun.lemma,
            ),
        )
        return
