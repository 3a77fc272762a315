"""The day of a deed: which of a unit's dates is that of the deed, not of a statement about it or of what followed.

Enters: Units and Drafts. Leaves: DATE mentions. Touches nothing of the world.
"""

from __future__ import annotations

import re

from etl.extract.deeds import DOERS, is_anaphoric
from etl.extract.drafts import Draft
from etl.extract.units import Unit
from etl.model import DateValue, Mention

SPEECH = re.compile(
    r"\b(?:ro?ise[sn]? to|rose to|climb(?:s|ed) to|reached|st(?:ood|ands) at|still|sa(?:id|ys?|ying)|told|report(?:s|ed)?|announced?|confirm(?:s|ed)|stat(?:ed|es)|statement|claim(?:s|ed|ing)?|publish\w*|posted|sp(?:oke|oken|eaking)|add(?:s|ed)|declared?|wrote|"
    r"condemn\w*|arrest\w*|charged|detained|visit\w*|briefing|conference|interview\w*|according|sent|issued|released|buried|funerals?|due|until|planned|cancell?ed|(?<!-)held|"
    r"scheduled|meet\w*|met|appeared|sentenced|convicted|jailed|found guilty|hearing|flew|(?<!men )(?<!man )(?<!ers )(?<!ants )(?<!els )arrived|called (?:for|on|it|him|her|them|the)|recount(?:ed|s)|narrated|related|described|explained|testified|disclosed|revealed|noted|acknowledged|conceded|insisted|estimated|phoned|telephoned|faxed|emailed|tweeted|broadcast|aired|distributed|circulated|apologi[sz]ed|resigned|inspected|toured|urged|vowed|message|video|succumbed|captured|accused|blamed|"
    r"gave|put the|carried their|clarified|ordered|stepped up|emerged|cut their way|mourn\w*|rose on|identified|revised|raised|returned|came home|came back with|recovered|rescued|pledged|signed|"
    r"resumed|reopened|closed|launched an investigation|admitted|denied|praised|warned|died of|pointed|steps up|completed|fell silent|gathered|pronounced|named|known|unclear|clear)\b"
)


def event_date(unit: Unit) -> tuple[Mention, DateValue] | None:
    """The date of the deed in this unit, not that of a statement about it or of what followed."""
    own = [(m, v) for m, v in unit.dates if v.rule not in ("dateline", "weekday_future") and dates_deed(unit, m)]
    if not own:
        return None
    anchors = [m.span.start for m, v in unit.triggers] + [m.span.start for m, _ in unit.tolls]
    if not anchors:
        return own[0]
    return min(
        own,
        key=lambda item: (
            item[1].rule in ("relative", "hours"),
            -(len(item[1].date) // 5),
            min(abs(item[0].span.start - a) for a in anchors),
            item[0].span.start,
        ),
    )


# "Wednesday's twin bombing", "last night's attack on a convoy": the day owns the deed, whatever else the sentence is about.
_OWNED = re.compile(r"'s\s+|(?<=s)'\s+")
_OWNED_REACH = 28


def day_within(draft: Draft) -> tuple[Mention, DateValue] | None:
    """The first day told of a deed whose date is but a year or a month, within that year or month; None without one."""
    if draft.date is None or len(draft.date.date) == 10:
        return None
    return next(
        (
            (m, v)
            for u in draft.units
            for m, v in u.dates
            if len(v.date) == 10
            and v.date.startswith(draft.date.date)
            and v.rule in ("explicit", "inferred_year", "day_of_month", "feast")
            and dates_deed(u, m)
        ),
        None,
    )


# What still goes on did not begin on the day of the report.
_GOING_ON = re.compile(r"\bstill (?:\w+ing|holed|trapped|inside|held)\b[^.;]{0,100}$")
# "As they knelt at Friday prayers" dates a deed; "after Friday prayers" alone may be any Friday.
_WORSHIP = re.compile(r"\s+(?:midday |noon |evening |morning )?(?:prayers?|sermons?|mass|service)\b")
_DURING = re.compile(r"\b(?:at|during|amid|as|after|before|attending|from|of|with|for)(?: the)? $")
# "The August 20th general elections", "his August 12th visit": the day is that of something else.
_OF_AN_EVENT = re.compile(
    r"\s+(?:(?:general|presidential|regional|local|parliamentary|legislative|municipal|national|state|runoff|run-off|independence|constitutional) )*(?:visits?|elections?|polls?|voting|summit|referendum|plebiscite|ballot|vote|deadline|accords?|ceasefire|inauguration)\b"
)
# A date that a statement governs stands at the very start of its sentence: "On Thursday the group said …".
_UP_FRONT = 25


def dates_deed(unit: Unit, mention: Mention) -> bool:
    """Whether the words between the deed and the date, or around a date that opens the sentence, leave the date to the deed."""
    start, end = mention.span.start - unit.start, mention.span.end - unit.start
    owned = _OWNED.match(unit.low, end) or (unit.low[:end].endswith("s") and _OWNED.match(unit.low, end - 2))
    if owned and any(owned.end() <= m.span.start - unit.start <= owned.end() + _OWNED_REACH for m, _ in unit.triggers):
        return True
    if (
        re.match(r"\s+(?:school|best|times|newspaper|market)\b", unit.low[end : end + 12])
        or _OF_AN_EVENT.match(unit.low[end : end + 40])
        or (_WORSHIP.match(unit.low[end : end + 16]) and not (unit.strength >= 2 and _DURING.search(unit.low[:start])))
        or unit.low[end : end + 1] == "s"
    ):
        return False
    if re.match(r",? when\b", unit.low[end:]) and any(
        v.strength >= 2 and not v.noun and m.span.start >= mention.span.end for m, v in unit.triggers
    ):
        return True  # "under siege since Sept. 7, when gunmen attacked"
    if re.search(
        r"\b(?:since|until|before|by|run-up to|ahead of|eve of|in time for) (?:the |its |their )?(?:end |start |beginning |early |late |mid-|founding |creation |birth |war |fall )?(?:of |in )?$",
        unit.low[:start],
    ):
        return False
    if re.match(r"since\b|until\b", unit.low[start:end]) or _GOING_ON.search(unit.low[max(0, start - 120) : start]):
        return False
    ends = [m.span.end - unit.start for m, v in unit.triggers if m.span.end <= mention.span.start]
    if not ends and not is_anaphoric(unit):
        ends += [m.span.end - unit.start for m, _ in unit.tolls if m.span.end <= mention.span.start]
    lead = unit.low[max(ends) if ends else max(0, start - 90) : start]
    if SPEECH.search(lead) and not _opens_clause_of_deed(unit, lead, end):
        return False
    if is_anaphoric(unit):
        named = re.match(r"\s+(?:on|at|in|against|of)\s", lead) and lead.rstrip().endswith((" of", " in", " on", ","))
        return (
            bool(ends and ("," not in lead or named) and len(lead) < 110)
            or unit.low[end:].lstrip().startswith(("'s", "s'"))
            or unit.low[start:end].endswith("'s")
        )
    follow = [m.span.start - unit.start for m, v in unit.triggers if m.span.start >= mention.span.end]
    tail = unit.low[end : min(follow) if follow else end + 60]
    coarse = not any(m is mention and len(v.date) == 10 for m, v in unit.dates)
    return bool(ends) or coarse or start > _UP_FRONT or not SPEECH.search(tail[:70])


# "reported that on 10 March men killed", "said gunmen on Sunday shot": what is said begins anew, and the date is the deed's.
_REPORTED = re.compile(r"(?:\bthat|,? saying|: [\"“'‘]?|[\"“])(?: [\w-]+){0,2},?(?: on)?(?: the)? *$")


def _opens_clause_of_deed(unit: Unit, lead: str, end: int) -> bool:
    """Whether a date behind a word of speech opens the clause that tells the deed, or stands behind its subject."""
    follow = [m.span.start - unit.start for m, v in unit.triggers if m.span.start - unit.start >= end]
    if not follow or SPEECH.search(unit.low[end : min(follow)]):
        return False
    return bool(_REPORTED.search(lead)) or bool(DOERS.search(lead[max(m.end() for m in SPEECH.finditer(lead)) :]))


def is_firm(unit: Unit, mention: Mention) -> bool:
    """Whether the deed is told right before its date ("were killed on Wednesday"), so that no later date can correct it."""
    ends = [
        m.span.end for m, v in unit.triggers if m.span.end <= mention.span.start and not (v.noun and v.strength < 2)
    ]
    return bool(ends) and not is_anaphoric(unit)
