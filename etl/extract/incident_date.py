"""When an incident happened: the choice among the days that its sentences name.

Enters: a Draft with its units. Leaves: the mention that dates the deed, with its value. Touches nothing of the world.

An article names the day of the deed beside the days of statements, deaths in hospital, funerals and rescues. Each mention is weighed by the
words around it; the day that the draft was put together by keeps the lead that the first telling deserves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from etl.codebook.wording import Wording
from etl.extract.deed_day import dates_deed, day_within
from etl.extract.deeds import is_anaphoric
from etl.extract.drafts import Draft, agree, day_of
from etl.extract.units import Unit
from etl.model import DateValue, Mention

# "It happened on Monday", "the siege began at dawn on Friday", "the attack came on Sunday": the deed by a word that points back.
_HAPPENED = Wording(
    r"\b(?:happened|occurred|took place|began|started|broke out|unfolded|(?:was|were|been|had) (?:staged|launched|mounted|perpetrated|committed|carried out|waylaid|ambushed|seized|snatched|stopped|taken|hijacked|abducted|attacked)"
    r"|(?:attack|blast|explosion|shooting|raid|bombing|assault|killings?|ambush|massacre|siege|hijack(?:ing)?|kidnapping|abduction|crime) (?:came|was|were|is|happened)|went off|exploded|opened fire|blew|(?:shot|fought|forced|blasted|rammed|bluffed|smashed|battered|hacked) (?:their|his|its|her) way into|stormed|burst into|broke into|took over|seized control|occupied|overran|hijacked|commandeered|barricaded themselves)\b[^.;]{0,60}$"
)
# What was before what the report tells first: "had been waylaid on Monday".
_EARLIER = Wording(
    r"\bhad (?:\w+ ){0,2}(?:\w+(?:ed|en|ught|ilt|old|ot|uck|un|aid|own|orn)|come|gone|set|cut|put|hit|led|left|made|met|blown|flown|driven)\b[^.;]{0,60}$"
)
# A day of an arrest, a burial or a visit is after the deed.
_AFTER = Wording(
    r"\b(?:buried|funerals?|mourn\w*|arrest\w*|detained|visit\w*|condemn\w*|charged|court|died (?:of|in hospital|later|on)|rescued|freed|released|returned|reopened|recovered|identified|ended|(?:was|were) over|lifted|fell silent|surrendered|raised|revised|rose|climbed|prosecutors?|search\w*)\b"
)
_STORY = timedelta(days=8)  # a report tells the deed and its aftermath within so many days
# Found on the development articles.
_KNOWN, _FIRM, _DEED, _STRONG, _TOLD_HAPPENED, _HAD, _LATER, _AGAIN, _EARLIER_DAY = (
    0.9,
    1.1,
    1.0,
    1.6,
    1.5,
    1.2,
    -0.8,
    0.5,
    0.8,
)


def settle_date(draft: Draft) -> tuple[Mention, DateValue] | None:
    """The day of the deed: the best told of those in its units, near the day that the draft was put together by."""
    known = _known(draft)
    if known is not None and (len(known[1].date) < 10 or known[1].end_date or draft.rule == "item"):
        return known
    worth: dict[str, float] = {}
    first: dict[str, tuple[Mention, DateValue]] = {}
    if known is not None:
        worth[known[1].date] = _KNOWN + _FIRM * draft.firm
        first[known[1].date] = known
    told: dict[str, float] = {}
    for unit, mention, value in _days(draft):
        if known is not None and not (
            _near(known[1], value) and (value.date == known[1].date or _tells_before(unit, mention, value, known[1]))
        ):
            continue
        weight = weigh(unit, mention)
        told[value.date] = max(weight, told.get(value.date, weight)) + (_AGAIN if value.date in told else 0.0)
        first.setdefault(value.date, (mention, value))
    for day, weight in told.items():
        earlier = _EARLIER_DAY if known is not None and day < known[1].date else 0.0
        worth[day] = worth.get(day, 0.0) + weight + earlier
    best = max(worth, key=lambda day: (worth[day], day), default=None)
    return None if best is None or (known is None and worth[best] <= _DEED) else first[best]


def _known(draft: Draft) -> tuple[Mention, DateValue] | None:
    if draft.date is None or draft.date_mention is None:
        return None
    return day_within(draft) or (draft.date_mention, draft.date)


def _days(draft: Draft) -> Iterator[tuple[Unit, Mention, DateValue]]:
    for unit in draft.units:
        for mention, value in unit.dates:
            if len(value.date) == 10 and value.rule not in ("dateline", "future", "weekday_future", "named_day"):
                yield unit, mention, value


def _near(known: DateValue, value: DateValue) -> bool:
    first, then = day_of(known), day_of(value)
    return agree(known, value) or (first is not None and then is not None and abs(first - then) <= _STORY)


def _tells_before(unit: Unit, mention: Mention, value: DateValue, known: DateValue) -> bool:
    """Whether an earlier day is told for what began, or had been done, before the day that the report tells first."""
    before = unit.before(mention, 120)
    return value.date < known.date and bool(_HAPPENED.search(before) or _EARLIER.search(before))


def weigh(unit: Unit, mention: Mention) -> float:
    """How much the words around a day speak for it as that of the deed."""
    before = unit.before(mention, 120)
    happened = bool(_HAPPENED.search(before))
    weight = _DEED if happened or dates_deed(unit, mention) else -_DEED
    if unit.strength >= 2 and not is_anaphoric(unit):
        weight += _STRONG
    if happened:
        weight += _TOLD_HAPPENED
    if _EARLIER.search(before):
        weight += _HAD
    if _AFTER.search(before[-60:]) or _AFTER.search(unit.after(mention, 40)):
        weight += _LATER
    return weight
