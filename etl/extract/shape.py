"""The shape of an article: whether it is a list of items or looks back, what stands at its head, of what day its dateline is.

Enters: a Text and its Units. Leaves: yes or no, a head, a day. Touches nothing of the world.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from etl.codebook.lexicon import lowered
from etl.codebook.wording import Wording
from etl.extract.drafts import day_of
from etl.extract.text import Text
from etl.extract.units import Unit

# Of a text of so few sentences (the headline is one) the rules know as much as those that have learnt from articles, and words to judge it by are few.
BRIEF = 4
HEADING = re.compile(
    r"^\s*(?:[*•·]\s?)?(?:[A-Z][A-Z'&-]+(?: [A-Z][A-Z'&-]+){0,3})(?: \(\d+\))?\s*(?:[–—:.]| -)(?:\s|$)"
)
# An article that counts the years at its head looks back: a commemoration, a trial, a chronicle.
_RECALL = Wording(
    r"(?<!this )(?<!last )(?<!the )(?<!a )(?<!per )\b(?:years?|decades?) (?:and [\w-]+ (?:days?|weeks?|months?) )?(?:on\b(?! (?:the |\d|mon|tues|wednes|thurs|fri|satur|sun))|after\b|have (?:gone|passed)|without\b|later\b|since\b)|\b(?:years?|decades?) (?:have|has) (?:gone|passed)|\b\w+(?:th|st|nd|rd) anniversary of the (?:attack|bombing|massacre|siege)"
)
# A headline about a verdict looks back too: what the court hears of happened long before.
_COURT = Wording(
    r"\b(?:found guilty|pleads? guilty|pleaded guilty|convicts?|convicted|sentenced|sentences|acquitted|acquits|verdict|(?:on|stands?|stood|goes on|went on) trial|life (?:terms?|sentences?|in prison)|years in (?:prison|jail)|"
    r"(?:court|jury|judges?|tribunal)s? (?:\w+ )?(?:rules?|ruled|finds?|found|jails?|jailed|hears?|heard|hands|handed|told))\b"
)


def looks_back(text: Text) -> bool:
    """Whether the article recalls rather than reports: it counts the years at its head, or its headline is about a verdict."""
    title = lowered(" ".join(s.flat for s in text.sentences if s.is_title))
    return bool(_RECALL.search(head(text)) or _COURT.search(title))


def head(text: Text) -> str:
    """The title and the first two sentences, in lower case."""
    body = [s for s in text.sentences if not s.is_title][:2]
    return lowered(" ".join(s.flat for s in (*[s for s in text.sentences if s.is_title], *body)))


def dateline_day(units: Iterable[Unit]) -> date | None:
    """The day of an article that shows no time of publication: that of its dateline, else the latest day in its opening."""
    found = [v for u in units for _, v in u.dates]
    lines = [v for v in found if v.rule == "dateline"]
    days = [d for d in map(day_of, lines or [v for v in found if len(v.date) == 10][:3]) if d]
    return max(days) if days else None


def is_digest(text: Text) -> bool:
    """Whether the article is a list of items, each under a heading in capitals."""
    if text.upper_case:
        return False
    heads = {s.paragraph for s in text.sentences if not s.is_title and HEADING.match(s.text)}
    firsts = {s.paragraph: s for s in reversed(text.sentences)}
    return sum(1 for p in heads if HEADING.match(firsts[p].text)) >= 3
