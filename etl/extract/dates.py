"""Dates as news gives them, on the calendar.

Enters: a Text. Leaves: DATE mentions, in order of the text. Touches nothing of the world: today is the article's publication date, its
dateline, or what the article's own words let a reader reckon; where they let him reckon nothing, there is no mention.

The work has two steps. Expressions are found by patterns, sentence by sentence; then they are resolved in the order of the text, since
"a day earlier" needs the day named before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from functools import lru_cache

from etl.codebook import calendar
from etl.codebook.countries import (
    countries,
    country_of_demonym,
    country_of_name,
    demonym_pattern,
    location_of,
    name_pattern,
)
from etl.codebook.gazetteer import gazetteer
from etl.codebook.number_words import TENS, UNITS
from etl.codebook.wording import Wording, Wordings
from etl.extract.stage import Stage
from etl.extract.text import Sentence, Text
from etl.model import DateValue, Mention, MentionKind

_FULL = [name.capitalize() for name in calendar.MONTHS]
_SHORT = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]
_LOWER = [name for name in calendar.MONTHS if name not in ("march", "may")]  # these two are common words too
_MONTH_WORDS = [*_FULL, *(m.upper() for m in _FULL), *_LOWER]
_MONTH_SHORTS = [*_SHORT, *(m.upper() for m in _SHORT)]
_MONTH = rf"(?:(?:{'|'.join(_MONTH_WORDS)})\b|(?:{'|'.join(_MONTH_SHORTS)})\b\.?)"
_WEEKDAY = "(?:" + "|".join(d.capitalize() + "|" + d.upper() + "|" + d for d in calendar.WEEKDAYS) + r")\b"
_WEEKDAY_SHORT = r"(?:(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun|MON|TUES?|WED|THURS?|THU|FRI|SAT|SUN)\b\.?)"
_PART = r"(?i:morning|afternoon|evening|night|midnight|noon)"
_NTH = r"(?:3[01]|[12]\d|0?[1-9])"
_SUFFIX = r"(?i:st|nd|rd|th)?"
_NOT_A_NUMBER = r"(?!\d|[.,:]\d{1,3}(?!\d)|\s?%)"
_TO = r"\s?(?:-|–|—|/|&|(?i:to|and|or|until|through|till))\s?"
_REL_YEAR = r"(?i:,?\s(?:of\s)?(?P<rel>last|this|next|that|the\ssame|the\sprevious|the\sfollowing)\syear\b)"
_YEAR = r"(?:,?\s?(?:(?i:of|in)\s)?(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d))"
_SHORT_YEAR = r"(?:\s['’](?P<yy>\d\d)\b|(?<=[A-Za-z.])\s(?P<yy2>\d\d)(?=\s*(?:[(\[\])–—.,;]|-|$)))"
_LEAD = rf"(?:(?P<wd>{_WEEKDAY}|{_WEEKDAY_SHORT})(?:\s{_PART})?(?:\s?\(|,?(?:\s(?i:the|on|last))?)\s?)?"
_TRAIL = rf"(?:\s?\((?P<wd2>{_WEEKDAY}|{_WEEKDAY_SHORT})\)|,\s(?i:an?)\s(?P<wd3>{_WEEKDAY}))?"
_ORDINAL = "(?:" + "|".join(sorted((w for w, n in calendar.ORDINALS.items() if n <= 31), key=len, reverse=True)) + ")"
_COUNT = rf"(?:\d{{1,3}}|(?i:a\scouple\sof|an?|{'|'.join([*UNITS, *TENS][1:])}))"
_FEAST = (
    "(?i:" + "|".join(re.escape(f).replace("'", "['’]") for f in sorted(calendar.FEASTS, key=len, reverse=True)) + ")"
)
_NO_DAY_BEFORE = r"(?<![\w.,:/$£€-])"

# In order of precedence: a span that an earlier one took is closed to the later ones.
_PATTERNS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("iso", re.compile(r"(?<![\d-])(?P<y>(?:19|20)\d\d)[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])(?![\d-])")),
    ("dotted", re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\d)")),
    ("slashed", re.compile(r"(?<![\d/])(?P<a>\d{1,2})(?P<sep>[/-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?![\d/])")),
    (
        "day_month",
        re.compile(
            rf"{_LEAD}{_NO_DAY_BEFORE}(?P<d>{_NTH}){_SUFFIX}(?:{_TO}(?P<d2>{_NTH}){_SUFFIX})?(?:\s(?:of|OF))?[\s-](?P<month>{_MONTH})"
            rf"(?:{_REL_YEAR}|(?:-|\s?){_YEAR}|{_SHORT_YEAR})?{_TRAIL}"
        ),
    ),
    (
        "day_month",
        re.compile(
            rf"{_LEAD}\b(?P<month>{_MONTH})\s(?:(?i:the)\s)?(?P<d>{_NTH}){_SUFFIX}{_NOT_A_NUMBER}"
            rf"(?:{_TO}(?P<d2>{_NTH}){_SUFFIX}{_NOT_A_NUMBER}(?!\s?(?i:{'|'.join(calendar.MONTHS)})))?"
            rf"(?:{_REL_YEAR}|{_YEAR}|{_SHORT_YEAR})?{_TRAIL}"
        ),
    ),
    (
        "day_month",
        re.compile(
            rf"{_LEAD}\b(?i:the\s)(?P<d>(?i:{_ORDINAL}))(?P<d2>)(?i:\sday)?\s(?i:of)\s(?P<month>{_MONTH})(?:{_REL_YEAR}|{_YEAR}|{_SHORT_YEAR})?{_TRAIL}"
        ),
    ),
    (
        "years_ago",
        re.compile(
            rf"\b(?P<n>{_COUNT})\s(?i:years?)\s(?i:ago)(?:(?i:,?\s(?:to\sthe\sday\b|(?P<today>today|yesterday)\b"
            rf"|this\s(?P<unit>week|month)\b|(?:on\s|last\s|this\spast\s)?(?P<feast>{_FEAST})))|,?\s(?i:last|on|this)\s(?P<wd>{_WEEKDAY}))?"
        ),
    ),
    (
        "years_ago",
        re.compile(
            rf"\b(?P<n>{_COUNT})\s(?i:years?)\s(?:(?P<today>(?i:today|yesterday))|(?i:this\s(?P<unit>week|month)))(?P<feast>)(?P<wd>)\s(?i:since|after|that)\b"
        ),
    ),
    ("feast", re.compile(rf"\b(?P<feast>{_FEAST})\b(?!\s(?i:agreement|accord|market))(?:{_REL_YEAR}|{_YEAR})?")),
    ("nine_eleven", re.compile(r"(?<![\d/])9/11(?![\d/])")),
    (
        "edge_day",
        re.compile(
            rf"\b(?:[Oo]n\s)?(?i:the\s(?P<edge>first|last)\sday\sof)\s(?P<month>{_MONTH})(?:{_YEAR})?(?:,\s(?i:an?)\s(?P<wd3>{_WEEKDAY}))?"
        ),
    ),
    (
        "month_year",
        re.compile(
            rf"\b(?P<month>{_MONTH})(?:(?:-|{_TO})(?P<month2>{_MONTH}))?(?:{_REL_YEAR}|{_YEAR}(?!\s?(?i:people|persons|civilians|dead)))"
        ),
    ),
    (
        "nth_weekday",
        re.compile(
            rf"(?:\b(?i:on)\s)?\b(?P<wd>{_WEEKDAY})(?:\s{_PART})?,?\s(?i:the\s)?(?P<d>3[01]|[12]?\d)(?i:st|nd|rd|th)\b(?!\s(?i:of|century|anniversary|street|avenue))"
        ),
    ),
    (
        "nights",
        re.compile(
            rf"\b(?:(?i:nights?|overnight)\s(?:(?i:between|of|from|on)\s)?(?P<wd>{_WEEKDAY})\s?(?:-|–|—|/|(?i:to|and|into|on))\s?(?P<wd2>{_WEEKDAY})"
            rf"|(?P<wd3>{_WEEKDAY})(?:-|–|—|/|\s(?i:to|into)\s|\s(?i:night)\s(?i:into|to)\s)(?P<wd4>{_WEEKDAY})(?:\s(?i:night))?)"
        ),
    ),
    (
        "weekday_range",
        re.compile(rf"\b(?i:from|between)\s(?P<wd>{_WEEKDAY})(?:\s{_PART})?\s(?i:to|until|and|through|till)\s(?P<wd2>{_WEEKDAY})"),
    ),
    (
        "weekday",
        re.compile(
            rf"(?:\b(?P<which>(?i:last|next|this\spast|this\scoming|this|coming|past|previous|following|late|early|earlier))\s)?"
            rf"(?:(?i:on)\s)?\b(?P<wd>{_WEEKDAY})(?:['’](?:s|S)\b)?(?:\s{_PART}\b)?"
            rf"(?P<after>\s(?i:(?:of\s)?(?:last|this|next)\sweek|last|a\sweek\sago|before\slast))?"
            rf"(?!\s(?:Times|Tribune|Telegraph|Mirror|Express|Mail|Herald|Star|World|Post|Agreement|Independent|TIMES|TRIBUNE|Club|Group)\b)"
        ),
    ),
    (
        "count_later",
        re.compile(
            rf"\b(?:(?i:just|some|about|only|barely|exactly|nearly|almost|more\sthan|over)\s)?(?P<n>{_COUNT})\s(?i:(?P<unit>day|week|month|year|fortnight|decade)s?)"
            rf"(?i:\s(?P<exact>to\sthe\sday)?)\s?(?P<way>(?i:later|earlier|before|previously|ago|afterwards?|after|on))\b"
        ),
    ),
    ("before_yesterday", re.compile(r"(?i)\b(?:the\s)?day\sbefore\syesterday\b")),
    ("yesterday", re.compile(rf"(?i)\b(?:(?:late|early|earlier)\s)?yesterday(?:['’]s)?(?:\s(?:late\s|early\s)?{_PART})?\b")),
    ("overnight", re.compile(r"(?i)\bovernight\b")),
    ("last_night", re.compile(r"(?i)\blast\s(?:night|evening)(?:['’]s)?\b")),
    (
        "today",
        re.compile(
            rf"(?i)\b(?:earlier\s|late\s|early\s)?(?:today(?:['’]s)?(?:\s{_PART})?|tonight(?:['’]s)?|this\s(?:very\s)?(?:morning|afternoon|evening|dawn|midday|noon)(?:['’]s)?)\b"
        ),
    ),
    ("tomorrow", re.compile(r"(?i)\btomorrow(?:['’]s)?\b")),
    (
        "same_day",
        re.compile(
            rf"(?i)\b(?:later\s|earlier\s)?(?:that|(?:on\s|in\s)?the\s(?:very\s)?same)\s(?:day|{_PART})\b|\b(?:earlier|later)\s(?:in|on|during)\sthe\s(?:day|{_PART})\b|\bthe\ssame\sday['’]s\b"
        ),
    ),
    ("next_day", re.compile(rf"(?i)\b(?:the\s)?(?:next|following)\s(?:day|{_PART})\b|\bthe\s(?:day|{_PART})\safter\b")),
    (
        "day_before",
        re.compile(
            rf"(?i)\b(?:the\s)?previous\s(?:day|{_PART})\b|\bthe\s(?:day|{_PART})\sbefore\b(?!\s(?:the|a|an|his|her|their|its)\b)"
        ),
    ),
    ("hours", re.compile(rf"\b(?:(?P<n>{_COUNT}|(?i:a\sfew|several|some))\s)?(?i:(?P<unit>hours|minutes|an\shour|half\san\shour))\s(?P<way>(?i:later|after|earlier|afterwards?))\b")),
    (
        "hours_ago",
        re.compile(
            rf"(?i)\b(?:in|over|during|within)\s(?:the\s)?(?:past|last|previous)\s(?:(?P<n>{_COUNT}|few|several|couple\sof)\s)?(?:hours?|minutes)\b(?!\s(?:before|after|of))"
            rf"|\b(?:(?P<n2>{_COUNT}|a\sfew|several|some)\s)?(?:(?:hours?|minutes?)|half\san\shour)\sago\b"
        ),
    ),
    (
        "nth_of",
        re.compile(
            r"(?i)\b(?:on\s)?the\s(?P<d>3[01]|[12]?\d)(?:st|nd|rd|th)\sof\s(?P<which>this|last|the\ssame|that|the)\smonth\b"
        ),
    ),
    ("days_ago", re.compile(r"(?i)\b(?:a\sfew|several|some|many)\s(?P<unit>days|weeks)\s(?:ago|earlier)\b")),
    (
        "unit",
        re.compile(
            r"(?i)\b(?:(?:early|earlier|late|later|mid|end\sof|beginning\sof)[\s-](?:in\s)?)?(?P<which>this|last|next|that|the\ssame|the\sprevious|the\sfollowing)\s(?P<unit>week(?!end)|month|year|weekend)\b(?!-old)"
        ),
    ),
    ("weekend", re.compile(r"(?i)\b(?:at|over|during)\sthe\s(?:past\s)?weekend\b")),
    (
        "month_alone",
        re.compile(
            rf"\b(?P<prep>(?i:in|since|last|this|next|that|the\ssame|of|until|till|by|during|early|late|mid|from|between|before|after|through|back\sin|to|every))[\s-](?:(?i:early|late|mid)[\s-])?(?P<month>{_MONTH})(?!\s?\d\d?(?!\d))(?!['’]s\b)(?!\s(?:(?i:madness|air)\b))"
        ),
    ),
    ("month_alone", re.compile(rf"^\W*(?P<prep>)(?P<month>{_MONTH})(?=[.:]|\s?[-–—]|\s(?:to|TO)\s)")),
    ("month_attack", re.compile(rf"\b(?i:the)\s(?P<month>{'|'.join(m for m in _FULL if m not in ('March', 'May'))})\s(?=(?i:attack|bomb|blast|shoot|raid|massacre|killing|assault|siege|incident|coup|election))")),
    (
        "nth",
        re.compile(
            r"(?:\b(?:[Oo]n|ON|[Ss]ince|[Bb]y|[Uu]ntil|(?:morning|evening|night|afternoon|dawn)\sof)\s(?:(?:"
            + _WEEKDAY
            + r"),?\s)?(?i:the)|^\W*[Tt]he)\s(?P<d>(?:3[01]|[12]?\d))(?i:st|nd|rd|th)\b(?!\s(?i:century|birthday|anniversary|floor|street|avenue|division|brigade|regiment|battalion|parallel|district|precinct|army|corps|month|year|week|day|hour|attack|time|of\b|person|victim|member|president|edition))"
        ),
    ),
    (
        "year",
        re.compile(
            r"(?<![\w$£€¥#/.,:’'-])(?P<year>(?:19|20)\d\d)(?![\w%]|[.,:/]\d|['’]s\b)"
            r"(?!\s(?i:yesterday|today|tonight|last\snight|this\s(?:morning|afternoon|evening)|the\s(?:day|night)\sbefore|on\s(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)"
            r"(?!\s?(?i:people|persons|civilians|dead|soldiers|troops|police|men|women|children|hours|hrs|gmt|local|metres|meters|km|kg|feet|miles|rounds|families|others|tons?|tonnes|inhabitants|residents|prisoners|fighters|guests|houses|refugees|officers|victims|kilomet\w+|injured|wounded|killed|\w+s\swere))"
        ),
    ),
    ("midnight", re.compile(r"(?i)\b(?:shortly|just|minutes|hours|an\shour)\s(?:before|after|past)\smidnight\b|\bat\s(?:around\s|about\s)?midnight\b")),
    ("anniversary", re.compile(r"(?i)\b(?P<n>[a-z]+(?:-[a-z]+)?|\d{1,2}(?:st|nd|rd|th))[\s-](?:year\s)?anniversary\b")),
)  # fmt: skip

_TRIED = Wordings((pattern, (kind, pattern)) for kind, pattern in _PATTERNS)

# A sentence without one of these holds no date: most of the patterns need not be tried.
_DIGIT = re.compile(r"\d")
_ANY = Wording(
    r"day\b|days|week|month|year|night|morning|today|ago\b|later|earlier|midnight|eve\b|anniversary|decade|afternoon|hours|hogmanay|halloween|epiphany|"
    + "|".join(m[:3] for m in calendar.MONTHS),
    re.IGNORECASE,
)
_FUTURE_BEFORE = re.compile(
    r"(?i)\b(?:will|shall|due|scheduled|slated|planned\s(?:for|to)|plans?\sto|to\sbe\s\w+|expected|set\s(?:for|to)|ahead\sof|upcoming|deadline|vow(?:s|ed)\sto|would\sbe|call(?:s|ed)\s(?:for|on))\b"
)
_FUTURE_AFTER = re.compile(r"(?i)^[^.;]{0,60}?\b(?:will|shall)\b")
_APPOINTED = re.compile(
    r"(?i)\b(?:until|till|by|before|(?:is|are|be|comes?|falls?)\son|next(?:\s\w+)?:?|(?:elections?|vote|polls?|referendum|summit|deadline|hearing|trial|issue|talks|visit)\s?(?:of|on|for|:))\s(?:the\s)?$"
)
_PAST_BEFORE = re.compile(
    r"(?i)\b(?:said|told|killed|was|were|had|announced|claimed|reported|declared|warned|ordered)\b"
)
_CLAUSE_OF_THE = re.compile(
    r"(?i)^\s(?:the|this|that|these|those|it|its|his|her|their|being|he|she|they|independence)\b"
)
_CLAUSE_OF_EVENT = re.compile(
    r"(?i)^\s(?:the|this|that)\s(?:\w+\s){0,2}?(?:attack|bomb|blast|explosion|shooting|killing|assault|massacre|raid|hijack|kidnap|abduction|murder|assassination|ambush|siege|slaying|carnage)"
)
# "A week after the shooting, he is the only one back": the report's own day counts the days since.
_STILL_SO = re.compile(r"(?i)^\s[^,.;]{3,80},\s[^.;]{0,60}?\b(?:is|are|has|have|remains?|continues?|still)\b")
_YEAR_OF_WRITING = re.compile(
    r"(?i)\b\d{1,4}/(20\d\d)\b|\b((?:19|20)\d\d)\s(?:year\b|is\s|has\sbeen\s)|\bthis\syear,?\s\(?((?:19|20)\d\d)\b|©\s?((?:19|20)\d\d)|\bso\sfar\sin\s((?:19|20)\d\d)\b|\b((?:19|20)\d\d)\sso\sfar\b"
)
_ANNIVERSARY = re.compile(
    r"(?i)\b(?P<n>[a-z]+(?:-[a-z]+)?|\d{1,2}(?:st|nd|rd|th))[\s-](?:year\s)?anniversary\b|\b(?P<m>"
    + _COUNT
    + r")\syears\s(?:ago|after|on|since)\b"
)
_ANY_YEAR = re.compile(r"(?<![\w$£€/.,-])((?:19|20)\d\d)(?![\w%]|[.,]\d)")
_NO_DATE_BEFORE = {
    "weekday": re.compile(r"(?i)\b(?:every|each|bloody|black|super|holy|cyber|daily|sheffield)\s$"),
    "year": re.compile(
        r"(?i)\b(?:no|at|towards?|exactly|precisely|flight|about|around|some|than|nearly|approximately|least|over|almost)\.?\s$"
    ),
}
# "The 15 September dam", "the 17 November group": a name, and no day of what is told.
_NAMED_GROUP = re.compile(
    r"(?i)^\s(?:movement|brigades?|commandos?|columns?|front|groups?|organi[sz]ation|battalion|regiment|martyrs|revolutionary|communist|accords?)\b"
)
_NAMED_HOUSE = re.compile(
    r"(?i)^\s(?:dam|bridge|street|avenue|road|highway|boulevard|square|plaza|park|stadium|barracks|base|camp|hospital|schools?|college|university|airport|hotel|quarter|district|neighbou?rhood|market|mosque|station|prison|commune|hydroelectric|power|cooperative|colony|refinery|factory|port)\b"
)
_QUOTES = tuple("\"'“”‘’«»„")
_NAMED_DAY = re.compile(r"(?i)^\s(?:attack|terror|hijack|atrocit)")
_YEARS_AGO = re.compile(rf",?\s{_COUNT}\s(?i:years?\sago)\b")
_SINCE = re.compile(r"(?i)\b(?:since|post|after|pre)[\s-](?:the\s)?$")
_SMALL_HOURS = re.compile(
    r"(?i)\b0?[1-6](?:[.:]\d\d)?\s?a\.?m\b|\bafter\smidnight\b|\b0[0-5][.:h]\d\d\b|\bsmall\shours\b|\bbefore\sdawn\b"
)
_DATELINE_BREAK = re.compile(r"^\s*(?:[)\]]|\(|\[|:|-|–|—|/|\||\.|$|,)")
_LOWER_WORD = re.compile(
    r"(?<![\w'’])(?!(?:of|de|del|la|el|and|by|al|on|at|for|the|last|immediate|release|issued|published|updated|posted|date)\b)[a-z]{2,}"
)
_NOT_A_DATELINE = re.compile(r"(?i)^(?:on|in|at|since|after|before|from|during|until|the)\b(?!\s?:)")

_STORY_SPAN = timedelta(
    days=14
)  # a report speaks of the days around its subject; a slip of the month is looked for within them
_DAY = timedelta(days=1)
_HEAD = 600  # characters: headline, dateline and first sentences tell where the story is
# "The vote of 12 November", written in October, lies ahead: of a day eleven months past news says "last year".
_LONG_PAST, _SOON = timedelta(days=250), timedelta(days=75)
_STORY_GOES_ON = timedelta(days=45)  # how far a story told with its year runs on without naming it again
_MONTHS_BACK = 12  # so far back a day is told by its weekday and number alone
_LONGEST_PLACE_LINE = 90  # characters before a dateline's date: two cities, an agency, a camp's name
_OPENING = 4  # characters: a date that opens its sentence ("On Sunday voters will ...") takes the tense of what follows


@dataclass(frozen=True, slots=True)
class _Expression:
    kind: str
    match: re.Match[str]
    sentence: Sentence

    @property
    def start(self) -> int:
        return self.sentence.start + self.match.start()

    @property
    def end(self) -> int:
        return self.sentence.start + self.match.end()


@dataclass(slots=True)
class _Reckoning:
    """What the reader knows so far: `anchor` is the day of writing, `story` a day near it where that day is unknown.

    `last` is the day named last and `last_year` the year, `main` the first day that the body names for more than a statement, `review_end` the end of the week that a digest reviews, `reckoned` the
    number of the sentence that counts from one day to another, with the day that it leads to, `told` the number of the paragraph
    that names a day of another year in full, with that day, `east` the hours by which
    the country spoken of is ahead of UTC, `day_sentence` and `day_paragraph` the numbers of the sentence and the paragraph that name
    `last`, `day_end` where its words end, `coarse` the number of the sentence whose latest date is no day, `month` the number of the paragraph that spoke of a month, with it,
    `headed` that of the paragraph that a year heads, with the year.
    """

    anchor: date | None
    story: date | None
    hour: int | None
    last: date | None = None
    last_year: int | None = None
    main: date | None = None
    review_end: date | None = None
    reckoned: tuple[int, date] | None = None
    east: float = 0.0
    told: tuple[int, date] | None = None
    coarse: int | None = None
    day_sentence: int | None = None
    day_paragraph: int | None = None
    day_end: int | None = None
    month: tuple[int, str] | None = None
    headed: tuple[int, int] | None = None

    @property
    def reference(self) -> date | None:
        """The day against which a date without a year is read."""
        return self.anchor or self.story


_Resolve = Callable[[_Expression, _Reckoning], DateValue | None]


# --------------------------------------------------------------------------------------------- finding


# Asked for once as dates, and at each look for incidents for the day of publication.
@lru_cache(maxsize=1)
def _expressions(text: Text) -> tuple[_Expression, ...]:
    """All date expressions in order, none overlapping another."""
    found: list[_Expression] = []
    for sentence in text.sentences:
        flat = sentence.flat
        if not _DIGIT.search(flat) and not _ANY.search(flat):
            continue
        taken = bytearray(len(flat))
        for kind, pattern in _TRIED.worth_trying(flat):
            for match in pattern.finditer(flat):
                lo, hi = match.span()
                if kind in _NO_DATE_BEFORE and _NO_DATE_BEFORE[kind].search(flat, max(0, lo - 16), lo):
                    continue
                if kind == "day_month" and _is_name(match, flat):
                    taken[lo:hi] = b"\1" * (hi - lo)
                elif not any(taken[lo:hi]):
                    taken[lo:hi] = b"\1" * (hi - lo)
                    found.append(_Expression(kind, match, sentence))
    return tuple(sorted(found, key=lambda e: e.start))


def _is_name(match: re.Match[str], flat: str) -> bool:
    """Whether a day without its year is part of the name of a group, a street or a house."""
    if _year_of(match.groupdict()) or match["d2"]:
        return False
    if _NAMED_GROUP.match(flat[match.end() : match.end() + 24]):
        return True
    if flat[: match.start()].endswith(_QUOTES) and flat[match.end() :].startswith(_QUOTES):
        return True  # the station "28 May"
    day_first = match.start("d") < match.start("month")
    behind_article = flat[: match.start("d")].casefold().endswith(("the ", "del "))
    return day_first and behind_article and bool(_NAMED_HOUSE.match(flat[match.end() : match.end() + 24]))


# --------------------------------------------------------------------------------------------- the day of writing


def _dateline(text: Text, expressions: Sequence[_Expression]) -> _Expression | None:
    """The date that stands before the report: "DUBAI, Jan 3 (Agency) -", or alone on a line."""
    last_paragraph = text.sentences[-1].paragraph if text.sentences else 0
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for sentence in text.sentences:
        starts.setdefault(sentence.paragraph, sentence.start)
        ends[sentence.paragraph] = sentence.end
    for expression in expressions:
        if expression.kind not in ("iso", "dotted", "slashed", "day_month"):
            continue
        sentence = expression.sentence
        if sentence.start < len(text.article.title):
            continue
        head, foot = sentence.paragraph <= 4, sentence.paragraph >= last_paragraph - 1
        if not head and not (foot and text.article.published_at is None):
            continue
        begin, end = starts[sentence.paragraph], ends[sentence.paragraph]
        if expression.start - begin > _LONGEST_PLACE_LINE:
            continue
        before = text.whole[begin : expression.start].replace("\n", " ")
        after = text.whole[expression.end : min(end, expression.end + 60)].replace("\n", " ")
        if _LOWER_WORD.search(before) or _NOT_A_DATELINE.match(before):
            continue
        placed = bool(re.search(r"[,(:/\[]\s*$", before))
        alone = len(after.strip()) < 30 and not re.search(r"[a-z]{2,}\s[a-z]{2,}", after)
        if alone or (
            head
            and _DATELINE_BREAK.match(after)
            and (placed or not before.strip() or not after.lstrip().startswith((",", ".")))
        ):
            return None if not before.strip() and not alone and _heads_list(expressions, starts) else expression
    return None


def _heads_list(expressions: Sequence[_Expression], starts: Mapping[int, int]) -> bool:
    """Whether several paragraphs begin with a date: a chronicle, none of whose days is that of writing."""
    heads = {e.sentence.paragraph for e in expressions if e.start - starts.get(e.sentence.paragraph, -9) <= _OPENING}
    return len(heads) >= 2


def _stands_in_dateline(e: _Expression, text: Text) -> bool:
    """Whether a weekday stands between the place at the head of the report and its first words: "Nairobi, Sunday."."""
    flat, lo = e.sentence.flat, e.match.start()
    return (
        e.sentence.paragraph <= 1
        and not e.sentence.is_title
        and 2 < lo < _LONGEST_PLACE_LINE
        and flat[:lo].rstrip().endswith((",", "("))
        and not _LOWER_WORD.search(flat[:lo])
        and bool(re.match(r"^\s?(?:[.:)—–]|-\s|--|$)", flat[e.match.end() :]))
    )


def _full_date(expression: _Expression) -> date | None:
    """The day of an expression that names day, month and year, None for any other."""
    groups = expression.match.groupdict()
    if expression.kind in ("iso", "dotted"):
        return calendar.day(int(groups["y"]), int(groups["m"]), int(groups["d"]))
    if expression.kind == "slashed":
        return _slashed(groups)
    if expression.kind == "day_month" and (year := _year_of(groups)):
        return calendar.day(year, calendar.month_number(groups["month"]), _day_number(groups["d"]))
    return None


def _day_number(words: str) -> int:
    """The day of a month in digits or in words ("the first of May"), 0 for neither."""
    return int(words) if words.isdigit() else calendar.ordinal_number(words) or 0


def _slashed(groups: dict[str, str | None]) -> date | None:
    """03/01/2024 has two readings; only what can have one is read."""
    a, b, year = int(groups["a"] or 0), int(groups["b"] or 0), int(groups["y"] or 0)
    if a == b or a > 12:
        return calendar.day(year, b, a)
    return calendar.day(year, a, b) if b > 12 else None


def _year_of(groups: dict[str, str | None]) -> int | None:
    if groups.get("year"):
        return int(groups["year"] or 0)
    short = groups.get("yy") or groups.get("yy2")
    # Wires of the twentieth century wrote two digits; no article is dated more than a third of the way into ours so.
    return None if short is None else int(short) + (1900 if int(short) > 35 else 2000)


def _weekday_of(groups: dict[str, str | None]) -> int | None:
    word = groups.get("wd") or groups.get("wd2") or groups.get("wd3")
    return None if word is None else calendar.weekday_number(word)


def _reckon(text: Text, expressions: Sequence[_Expression]) -> tuple[_Reckoning, _Expression | None]:
    """The day of writing, or a day near the story, with the dateline's expression where there is one."""
    published = text.article.published_at
    local = None if published is None else published.astimezone(UTC)
    dateline = _dateline(text, expressions)
    if local is not None:
        day = local.date()
        if dateline is not None:
            stated = _full_date(dateline) or _without_year(dateline, day)
            # A feed's time can be later than the report (an archive put on line), never earlier than by a time zone.
            if stated is not None and stated <= day + _DAY:
                return _Reckoning(stated, None, None if stated != day else local.hour, stated), dateline
        hour = local.hour if (local.hour, local.minute) != (0, 0) else None
        return _Reckoning(day, None, hour, day, east=_hours_east(text)), dateline
    full = [day for day in map(_full_date, expressions) if day is not None]
    if dateline is not None:
        stated = _full_date(dateline) or _dated_by_hints(dateline, text, full)
        if stated is not None:
            return _Reckoning(stated, None, None, stated), dateline
    return _Reckoning(None, _story_day(text, expressions, full), None), dateline


@lru_cache(maxsize=1)  # at each reckoning of a text
def _hours_east(text: Text) -> float:
    """By how many hours the capital of the first country named is ahead of UTC, by its longitude; 0 without a country."""
    head = text.whole[:_HEAD]
    found = name_pattern().search(head) or demonym_pattern().search(head)
    label = None if found is None else country_of_name(found.group()) or country_of_demonym(found.group())
    iso2 = None if label is None else countries()[location_of(label)].iso2
    capital = None if iso2 is None else gazetteer().capital_of(iso2)
    return 0.0 if capital is None else capital.longitude / 15


def _without_year(expression: _Expression, near: date) -> date | None:
    """The day and month of an expression in the year that brings it nearest to `near`."""
    groups = expression.match.groupdict()
    if "month" not in groups or not groups.get("d"):
        return None
    month, number = calendar.month_number(groups["month"]), _day_number(groups["d"])
    days = [d for y in (near.year - 1, near.year, near.year + 1) if (d := calendar.day(y, month, number))]
    return min(days, key=lambda d: abs(d - near), default=None)


def _dated_by_hints(expression: _Expression, text: Text, full: Sequence[date]) -> date | None:
    """A dateline without a year, by the other full dates, the year of writing or the weekday."""
    groups = expression.match.groupdict()
    if "month" not in groups:
        return None
    if full:
        return _without_year(expression, max(full))
    month, number = calendar.month_number(groups["month"]), _day_number(groups["d"] or "")
    year = _year_hint(text, [(month, number, _weekday_of(groups))])
    return None if year is None else calendar.day(year, month, number)


def _story_day(text: Text, expressions: Sequence[_Expression], full: Sequence[date]) -> date | None:
    """A day of the story where nothing tells when the article was written: its latest full date, else one whose year can be reckoned."""
    partial = [
        (calendar.month_number(g["month"]), _day_number(g["d"]), _weekday_of(g))
        for e in expressions
        if e.kind == "day_month" and not _year_of(g := e.match.groupdict()) and not g.get("rel")
    ]
    latest_year = max((int(m.group(1)) for m in _ANY_YEAR.finditer(text.whole)), default=0)
    if full and max(full).year >= latest_year:
        return max(full)
    year = _year_hint(text, partial)
    if year is None and latest_year and str(latest_year) in text.article.title:
        return date(latest_year, 12, 31)  # a review of the year
    if year is None:
        return max(full, default=None)
    days = [
        d
        for month, number, weekday in partial
        if (d := calendar.day(year, month, number)) and weekday in (None, d.weekday())
    ]
    return days[0] if days else None


def _year_hint(text: Text, partial: Sequence[tuple[int, int, int | None]]) -> int | None:
    """The year in which the article was written, if its words give one: an anniversary, a serial number, a weekday."""
    years = [int(m.group(1)) for m in _ANY_YEAR.finditer(text.whole)]
    latest = max(years, default=None)
    matching = {
        year
        for month, number, weekday in partial
        if weekday is not None
        for year in range(1970, 2061)
        if (d := calendar.day(year, month, number)) and d.weekday() == weekday
    }
    anniversaries = _anniversary_years(text)
    for year in anniversaries:
        if year in matching or not matching:
            return year
    written = [int(g) for m in _YEAR_OF_WRITING.finditer(text.whole) for g in m.groups() if g]
    if written and (not matching or max(written) in matching):
        return max(written)
    if latest is not None and matching:
        # Weekdays fall on the same dates again after five or six years: the first fitting year from the latest one named.
        return next((year for year in range(latest, latest + 6) if year in matching), None)
    return None


def _anniversary_years(text: Text) -> list[int]:
    """Years reckoned from "the fourth anniversary of ... in 2020": the year named in the sentence or the next, plus the count."""
    found: list[int] = []
    for sentence in text.sentences:
        for match in _ANNIVERSARY.finditer(sentence.flat):
            count = (
                calendar.ordinal_number(match.group("n"))
                if match.group("n")
                else calendar.small_number(match.group("m"))
            )
            if not count:
                continue
            following = text.sentences[sentence.number : sentence.number + 2]
            years = [int(y) for s in following if s.paragraph == sentence.paragraph for y in _ANY_YEAR.findall(s.flat)]
            found.extend(year + count for year in years[:1])
    return found


# --------------------------------------------------------------------------------------------- resolving


def _is_future(expression: _Expression) -> bool:
    """Whether the sentence speaks of what is to come at this point."""
    flat, lo, hi = expression.sentence.flat, expression.match.start(), expression.match.end()
    before = flat[max(0, lo - 60) : lo]
    markers = list(_FUTURE_BEFORE.finditer(before))
    if markers and not _PAST_BEFORE.search(before, markers[-1].end()):
        return True
    return lo < _OPENING and bool(_FUTURE_AFTER.match(flat[hi : hi + 80]))


def _is_appointed(e: _Expression) -> bool:
    """Whether the words before a date make it an appointment: "until 3 June", "the vote of 12 November"."""
    lo = e.match.start()
    return bool(_APPOINTED.search(e.sentence.flat[max(0, lo - 40) : lo]))


def _back_to(weekday: int, from_day: date) -> date:
    """The latest such weekday on or before a day."""
    return from_day - timedelta(days=(from_day.weekday() - weekday) % 7)


def _month(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def _months_before(day: date, count: int) -> date:
    index = day.year * 12 + day.month - 1 - count
    return date(index // 12, index % 12 + 1, 1)


def _years_before(day: date, count: int) -> date | None:
    if not 1 <= day.year - count <= 9999:
        return None
    return calendar.day(day.year - count, day.month, day.day) or date(day.year - count, 2, 28)


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _weekday(e: _Expression, r: _Reckoning) -> DateValue | None:
    groups = e.match.groupdict()
    if _YEARS_AGO.match(e.sentence.flat[e.match.end() :][:40]):
        return None  # "on a Saturday forty years ago today": a weekday of that year
    number = calendar.weekday_number(groups["wd"])
    which, after = (groups["which"] or "").casefold(), (groups["after"] or "").strip().casefold()
    if r.anchor is None:
        if r.story is None:
            return None
        near = _back_to(number, r.story + timedelta(days=3))
        return DateValue(near.isoformat(), "weekday", approximate=True)
    tomorrow = r.anchor + _DAY
    if (
        number == tomorrow.weekday()
        and not which
        and r.hour is not None
        and r.hour + r.east >= 24
        and not _is_future(e)
    ):
        return DateValue(tomorrow.isoformat(), "weekday")  # it is tomorrow there already
    day = _back_to(number, r.review_end or r.anchor)
    if which in ("next", "this coming", "coming"):
        return DateValue((day + timedelta(days=7)).isoformat(), "weekday_future")
    if after.endswith("next week"):
        monday = r.anchor - timedelta(days=r.anchor.weekday()) + timedelta(days=7)
        return DateValue((monday + timedelta(days=number)).isoformat(), "weekday_future")
    if after.endswith("last week"):
        monday = r.anchor - timedelta(days=r.anchor.weekday() + 7)
        return DateValue((monday + timedelta(days=number)).isoformat(), "weekday")
    before_today = which in ("last", "previous") or after == "last" or _too_early(e, r.hour)
    if after in ("a week ago", "before last") or (day == r.anchor and before_today):
        day -= timedelta(days=7)
    elif day != r.anchor and not which and _is_future(e):
        return DateValue((day + timedelta(days=7)).isoformat(), "weekday_future")
    return DateValue(day.isoformat(), "weekday")


def _too_early(e: _Expression, hour: int | None) -> bool:
    """Whether a report of this hour (UTC) cannot yet speak of this part of the same day; the far east is twelve hours ahead."""
    words = e.match.group().casefold() + e.sentence.flat[max(0, e.match.start() - 8) : e.match.start()].casefold()
    return hour is not None and hour < 7 and any(part in words for part in ("evening", "night", "late "))


def _nights(e: _Expression, r: _Reckoning) -> DateValue | None:
    g = e.match.groupdict()
    first, second = calendar.weekday_number(g["wd"] or g["wd3"]), calendar.weekday_number(g["wd2"] or g["wd4"])
    near = r.review_end or r.anchor
    if near is None:
        if r.story is None:
            return None
        near = r.story + timedelta(days=3)
    end = _back_to(second, near)
    start = _back_to(first, end)
    if e.kind == "nights" and _SMALL_HOURS.search(e.sentence.flat[max(0, e.match.start() - 50) : e.match.end() + 50]):
        return DateValue(end.isoformat(), "weekday")
    return DateValue(start.isoformat(), "weekday", end_date=end.isoformat())


def _year_spoken_of(rel: str, r: _Reckoning) -> int | None:
    """The year that "last year" and "the same year" count from."""
    if rel.startswith(("that", "the")):
        return r.last_year
    return None if r.reference is None else r.reference.year


def _day_month(e: _Expression, r: _Reckoning) -> DateValue | None:
    g = e.match.groupdict()
    month, number, weekday = calendar.month_number(g["month"]), _day_number(g["d"]), _weekday_of(g)
    year, rel = _year_of(g), (g.get("rel") or "").casefold()
    if rel:
        base = _year_spoken_of(rel, r)
        if base is None:
            return None
        year = base + {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(" ".join(rel.split()), 0)
    if year is not None:
        day = calendar.day(year, month, number)
        value = None if day is None else _checked(day, weekday, e, r)
        return value and _with_end(value, g, month)
    if month == 9 and number == 11 and weekday is None and _is_named_day(e):
        return DateValue("2001-09-11", "named_day")
    if r.reference is None:
        return None
    return _with_end(_read_without_year(e, r, r.reference, (month, number, weekday)), g, month)


def _year_of_list(e: _Expression, r: _Reckoning) -> int | None:
    """The year that heads the paragraph ("2004. A girl was seized on 21 September"), or that the sentence names before ("Two months after that, on 28 August")."""
    if r.headed is not None and r.headed[0] == e.sentence.paragraph:
        return r.headed[1]
    month = calendar.month_number(e.match.groupdict()["month"])
    if r.coarse == e.sentence.number and r.month is not None and r.month[1].endswith(f"-{month:02d}"):
        return int(r.month[1][:4])
    return None


def _is_named_day(e: _Expression) -> bool:
    """Whether this is "the September 11 attacks", which need no year."""
    flat = e.sentence.flat
    return bool(_NAMED_DAY.match(flat[e.match.end() :][:20]) or _SINCE.search(flat[: e.match.start()][-16:]))


def _read_without_year(
    e: _Expression, r: _Reckoning, reference: date, parts: tuple[int, int, int | None]
) -> DateValue | None:
    month, number, weekday = parts
    days = [d for y in range(reference.year - 5, reference.year + 2) if (d := calendar.day(y, month, number))]
    if not days:
        return None
    slack = _DAY if r.anchor else timedelta(days=31)
    past = [d for d in days if d <= reference + slack]
    if not past:
        return None
    day = past[-1]
    rule = "inferred_year"
    ahead = [d for d in days if d >= reference]
    if (
        day < reference
        and ahead
        and (_is_future(e) or (reference - day > _LONG_PAST and ahead[0] - reference < _SOON and _is_appointed(e)))
    ):
        day = ahead[0]
    if (headed := _year_of_list(e, r)) is not None and weekday is None:
        named = calendar.day(headed, month, number)
        return None if named is None else DateValue(named.isoformat(), rule)
    told = r.told
    if told is not None and told[0] == e.sentence.paragraph and told[1].year != day.year:
        # "On 1 September 2004 gunmen took a school. On 3 September ...": the story goes on in its own year.
        after = [d for d in days if told[1] <= d <= told[1] + _STORY_GOES_ON] or [
            d for d in [calendar.day(told[1].year, month, number)] if d and told[1] <= d <= told[1] + _STORY_GOES_ON
        ]
        day = after[0] if after and weekday in (None, after[0].weekday()) else day
    if r.reckoned is not None and r.reckoned[0] == e.sentence.number and r.reckoned[1] != day:
        meant = r.reckoned[1]
        if meant.day == number and abs(meant.month - month) in (1, 11):
            return DateValue(meant.isoformat(), "corrected", corrected_from=e.match.group())
    if weekday is None or day.weekday() == weekday:
        return DateValue(day.isoformat(), rule)
    fitting = [d for d in ahead if d <= reference + timedelta(days=60) and d.weekday() == weekday]
    if fitting:
        return DateValue(fitting[0].isoformat(), rule)
    return _checked(day, weekday, e, r, rule=rule)


def _checked(day: date, weekday: int | None, e: _Expression, r: _Reckoning, *, rule: str = "explicit") -> DateValue:
    """The day, or what its weekday and the article's own time show to be meant: a slip of the month or of the year."""
    if weekday is None or day.weekday() == weekday or r.reference is None:
        return DateValue(day.isoformat(), rule)
    story = r.last or r.reference
    slips: list[date] = []
    for offset in range(-_STORY_SPAN.days, _STORY_SPAN.days + 1):
        near = _shift(story, offset)
        same_day_of_month = near is not None and near.day == day.day
        if (
            near is not None
            and near.weekday() == weekday
            and (same_day_of_month or (near.month, near.day) == (day.month, day.day))
        ):
            slips.append(near)
    if r.anchor is not None:
        slips = [near for near in slips if near <= r.anchor]
    if abs(day - story) <= _STORY_SPAN and not slips:
        return DateValue(day.isoformat(), rule)
    if slips:
        best = min(slips, key=lambda near: abs(near - story))
        return DateValue(best.isoformat(), "corrected", corrected_from=e.match.group())
    return DateValue(day.isoformat(), rule)


def _with_end(value: DateValue | None, groups: dict[str, str | None], month: int) -> DateValue | None:
    if value is None or not groups.get("d2"):
        return value
    start = date.fromisoformat(value.date)
    end = calendar.day(start.year, month, int(groups["d2"] or 0))
    return replace(value, end_date=end.isoformat()) if end and end > start else value


def _month_year(e: _Expression, r: _Reckoning) -> DateValue | None:
    g = e.match.groupdict()
    month, year = calendar.month_number(g["month"]), _year_of(g)
    if year is None:
        rel = " ".join((g.get("rel") or "").casefold().split())
        base = _year_spoken_of(rel, r)
        if base is None:
            return None
        year = base + {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(rel, 0)
    return DateValue(f"{year:04d}-{month:02d}", "explicit")


def _month_alone(e: _Expression, r: _Reckoning) -> DateValue | None:
    g = e.match.groupdict()
    month, prep = calendar.month_number(g["month"]), (g.get("prep") or "").casefold()
    if r.reference is None or prep == "every":
        return None
    year = r.reference.year
    if prep.startswith("th") and prep != "this":
        if r.last_year is None or prep.endswith("before"):
            return None
        year = r.last_year
    elif prep == "last":
        year -= month >= r.reference.month
    elif prep == "next":
        year += month <= r.reference.month
    elif prep != "this" and month > r.reference.month and not _is_future(e):
        year -= 1
    return DateValue(f"{year:04d}-{month:02d}", "month")


def _relative(days: int, rule: str) -> _Resolve:
    def resolve(e: _Expression, r: _Reckoning) -> DateValue | None:
        return None if r.anchor is None else DateValue((r.anchor + timedelta(days=days)).isoformat(), rule)

    return resolve


def _overnight(e: _Expression, r: _Reckoning) -> DateValue | None:
    """The night before the report, or the evening before that night: nobody says."""
    return None if r.anchor is None else DateValue(r.anchor.isoformat(), "relative", approximate=True)


def _from_last(days: int) -> _Resolve:
    def resolve(e: _Expression, r: _Reckoning) -> DateValue | None:
        base = r.last if r.day_paragraph == e.sentence.paragraph else r.main or r.last
        return None if base is None else DateValue((base + timedelta(days=days)).isoformat(), "relative")

    return resolve


def _next_day(e: _Expression, r: _Reckoning) -> DateValue | None:
    """The day after the one told last; where "the day after" only says what that one was, the day before it: "on Tuesday, the day after men struck"."""
    flat, lo = e.sentence.flat, e.match.start()
    apposed = (
        r.day_sentence == e.sentence.number
        and e.match.group().casefold().endswith("after")
        and flat[:lo].endswith(", ")
        and r.day_end == e.sentence.start + lo - 2
        and re.match(r"\s[a-z]", flat[e.match.end() :][:2])
    )
    return _from_last(-1 if apposed else 1)(e, r)


def _count_later(e: _Expression, r: _Reckoning) -> DateValue | None:
    g = e.match.groupdict()
    count, unit, way = calendar.small_number(g["n"]), g["unit"].casefold(), g["way"].casefold()
    if count is None or (way == "on" and unit != "year"):
        return None
    tail = e.sentence.flat[e.match.end() :][:20]
    base = r.anchor if way in ("ago", "on") else r.last
    if way == "after" and _CLAUSE_OF_EVENT.match(e.sentence.flat[e.match.end() :][:50]):
        base = r.main or r.last
    sign = 1 if way.startswith(("later", "afterward")) else -1
    if way == "before" and not re.match(r"\s?(?:[.,;:)]|$|and\b)", tail):
        return None
    if way == "after":
        # "A day after the attack police ..." dates the main clause; "a day after two boys attacked ..." dates the clause.
        # "On Saturday, two days after the vote" dates the vote, whatever its article.
        told = r.day_sentence == e.sentence.number
        sign = 1 if _CLAUSE_OF_THE.match(tail) and not g["exact"] and not told else -1
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    if unit == "decade":
        count, unit = 10 * count, "year"
    if unit == "year":
        year = base.year if base is not None and way in ("ago", "on") else r.last_year
        if year is None or not 1 <= year + sign * count <= 9999:
            return None
        if g["exact"] and base is not None and (day := _years_before(base, -sign * count)):
            return DateValue(day.isoformat(), "relative")
        return DateValue(f"{year + sign * count:04d}", "relative", approximate=True)
    if base is None or (way not in ("ago", "on") and r.coarse == e.sentence.number):
        return None
    if unit == "month":
        return DateValue(_month(_months_before(base, -sign * count)), "relative", approximate=True)
    if way == "after" and sign > 0 and base == r.anchor and _STILL_SO.match(e.sentence.flat[e.match.end() :][:160]):
        sign = -1
    moved = _shift(base, sign * count * (7 if unit == "week" else 1))
    if moved is None or (r.anchor is not None and base <= r.anchor < moved):
        return None  # what has been told cannot lie ahead
    if g["exact"] or unit == "day":
        r.reckoned = (e.sentence.number, moved)
    exact = unit == "day" or bool(g["exact"]) or way != "ago"
    return DateValue(
        moved.isoformat() if exact else _month(moved), "relative" if exact else "bounded", approximate=unit == "week"
    )


def _years_ago(e: _Expression, r: _Reckoning) -> DateValue | None:
    g = e.match.groupdict()
    count = calendar.small_number(g["n"])
    if count is None or r.reference is None:
        return None
    if g["feast"]:
        return DateValue(calendar.feast(g["feast"], r.reference.year - count).isoformat(), "relative")
    base: date | None = None
    words = e.match.group().casefold()
    if g["wd"] and r.anchor:
        base = _back_to(calendar.weekday_number(g["wd"]), r.anchor - _DAY if " last " in words else r.anchor)
    elif g["today"] and r.anchor:
        base = r.anchor - (_DAY if g["today"].casefold() == "yesterday" else timedelta())
    elif words.endswith("to the day"):
        base = r.last or r.anchor
    elif g["unit"] and r.anchor and (day := _years_before(r.anchor, count)):
        return DateValue(_month(day), "bounded")
    if base is not None and (day := _years_before(base, count)):
        return DateValue(day.isoformat(), "relative")
    year = r.reference.year - count
    return DateValue(f"{year:04d}", "relative", approximate=True) if year > 0 else None


def _unit(e: _Expression, r: _Reckoning) -> DateValue | None:
    g = e.match.groupdict()
    which, unit = " ".join(g["which"].casefold().split()), g["unit"].casefold()
    of_story = which.startswith(("that", "the"))
    base = r.last if of_story else r.anchor
    step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(which, 0)
    if unit == "year":
        year = _year_spoken_of(which, r)
        return None if year is None else DateValue(f"{year + step:04d}", "year")
    if base is None:
        return None
    if unit == "month":
        if of_story and r.month is not None and r.month[0] == e.sentence.paragraph:
            base = date.fromisoformat(f"{r.month[1]}-01")
        return DateValue(_month(_months_before(base, -step)), "bounded")
    if unit == "weekend":
        saturday = _back_to(5, base) + timedelta(days=7 * step if step > 0 else 0)
        return DateValue(saturday.isoformat(), "weekend", end_date=(saturday + _DAY).isoformat(), approximate=True)
    monday = base - timedelta(days=base.weekday() - 7 * step)
    # The month that most of the week lies in, and of the part that has passed when it is this week.
    middle = min(monday + timedelta(days=3), base) if step <= 0 else monday + timedelta(days=3)
    return DateValue(_month(middle), "bounded")


def _weekend(e: _Expression, r: _Reckoning) -> DateValue | None:
    if r.anchor is None:
        return None
    saturday = _back_to(5, r.anchor)
    return DateValue(saturday.isoformat(), "weekend", end_date=(saturday + _DAY).isoformat(), approximate=True)


def _feast(e: _Expression, r: _Reckoning) -> DateValue | None:
    g = e.match.groupdict()
    year = _year_of(g)
    if year is None and r.reference is not None:
        rel = (g.get("rel") or "").casefold()
        year = r.reference.year - (rel == "last")
        if not rel and calendar.feast(g["feast"], year) > r.reference + _DAY and not _is_future(e):
            year -= 1
    return None if year is None else DateValue(calendar.feast(g["feast"], year).isoformat(), "feast")


def _nth(e: _Expression, r: _Reckoning) -> DateValue | None:
    """A bare day of the month: of the month that its paragraph speaks of, else the latest such day."""
    number = int(e.match.group("d"))
    if r.month is not None and r.month[0] == e.sentence.paragraph:
        day = calendar.day(int(r.month[1][:4]), int(r.month[1][5:7]), number)
        if day is not None:
            return DateValue(day.isoformat(), "day_of_month")
    if r.anchor is None:
        return None
    for back in range(2):
        month = _months_before(r.anchor, back)
        day = calendar.day(month.year, month.month, number)
        if day is not None and day <= r.anchor:
            return DateValue(day.isoformat(), "day_of_month")
    return None


def _nth_weekday(e: _Expression, r: _Reckoning) -> DateValue | None:
    """The latest day of that number that falls on that weekday: "Sunday the 14th"."""
    number, weekday = int(e.match.group("d")), calendar.weekday_number(e.match.group("wd"))
    if r.reference is None:
        return None
    for back in range(_MONTHS_BACK):
        month = _months_before(r.reference, back)
        day = calendar.day(month.year, month.month, number)
        if day is not None and day <= r.reference and day.weekday() == weekday:
            return DateValue(day.isoformat(), "day_of_month")
    return None


def _anniversary(e: _Expression, r: _Reckoning) -> DateValue | None:
    count = calendar.ordinal_number(e.match.group("n"))
    base = r.last or r.reference
    if not count or base is None:
        return None
    day = _years_before(base, count)
    return None if day is None else DateValue(day.isoformat(), "anniversary", approximate=True)


def _days_ago(e: _Expression, r: _Reckoning) -> DateValue | None:
    base = r.anchor if e.match.group().casefold().endswith("ago") else r.last
    back = 3 if e.match.group("unit").casefold() == "days" else 21
    return None if base is None else DateValue(_month(base - timedelta(days=back)), "bounded", approximate=True)


def _midnight(e: _Expression, r: _Reckoning) -> DateValue | None:
    """Midnight in a report without a day is that before it was written."""
    if r.anchor is None:
        return None
    before = "before" in e.match.group().casefold()
    return DateValue((r.anchor - (_DAY if before else timedelta())).isoformat(), "relative", approximate=True)


def _hours(e: _Expression, r: _Reckoning) -> DateValue | None:
    """Some hours from the day named last is that day still; half a day or more may be the next."""
    minutes = "minute" in e.match.group("unit").casefold()
    count = 0 if minutes else calendar.small_number(e.match.group("n") or "")
    base = r.last
    if _CLAUSE_OF_EVENT.match(e.sentence.flat[e.match.end() :][:50]):
        base = r.main or r.last
    return None if base is None or (count or 0) >= 12 else DateValue(base.isoformat(), "relative", approximate=True)


def _hours_ago(e: _Expression, r: _Reckoning) -> DateValue | None:
    """Some hours before the report is its day; more than a day before, the day before it."""
    count = calendar.small_number(e.match.group("n") or e.match.group("n2") or "") or 0
    if r.anchor is None:
        return None
    back = count // 24 - 1 if count > 24 else 0  # "in the past 48 hours": a day back, no more
    return DateValue((r.anchor - timedelta(days=back)).isoformat(), "hours", approximate=True)


def _nth_of(e: _Expression, r: _Reckoning) -> DateValue | None:
    """The day of a month that is told by its number: "the 19th of this month"."""
    which = " ".join(e.match.group("which").casefold().split())
    base = r.last if which in ("the same", "that") else r.anchor
    if base is None:
        return None
    month = _months_before(base, which == "last")
    day = calendar.day(month.year, month.month, int(e.match.group("d")))
    return None if day is None else DateValue(day.isoformat(), "day_of_month")


def _edge_day(e: _Expression, r: _Reckoning) -> DateValue | None:
    """The last or first day of a month, of its year, else of the latest that has passed."""
    g = e.match.groupdict()
    month, year = calendar.month_number(g["month"]), _year_of(g)
    if year is None:
        if r.reference is None:
            return None
        year = r.reference.year - (month > r.reference.month)
    first = date(year, month, 1)
    day = first if g["edge"].casefold() == "first" else _months_before(first, -1) - _DAY
    return DateValue(day.isoformat(), "explicit" if g.get("year") else "inferred_year")


def _explicit(e: _Expression, r: _Reckoning) -> DateValue | None:
    day = _full_date(e)
    return None if day is None else DateValue(day.isoformat(), "explicit")


def _year(e: _Expression, r: _Reckoning) -> DateValue | None:
    return DateValue(e.match.group("year"), "year")


def _nine_eleven(e: _Expression, r: _Reckoning) -> DateValue | None:
    return DateValue("2001-09-11", "named_day")


_RESOLVE: Mapping[str, _Resolve] = {
    "iso": _explicit, "dotted": _explicit, "slashed": _explicit, "day_month": _day_month, "month_year": _month_year,
    "month_alone": _month_alone, "month_attack": _month_alone, "weekday": _weekday, "weekday_range": _nights, "nights": _nights,
    "yesterday": _relative(-1, "relative"), "before_yesterday": _relative(-2, "relative"), "last_night": _relative(-1, "relative"),
    "today": _relative(0, "relative"), "tomorrow": _relative(1, "future"), "overnight": _overnight, "same_day": _from_last(0), "next_day": _next_day,
    "day_before": _from_last(-1), "count_later": _count_later, "hours": _hours, "days_ago": _days_ago, "years_ago": _years_ago,
    "unit": _unit, "weekend": _weekend, "feast": _feast, "nth": _nth, "anniversary": _anniversary, "year": _year,
    "hours_ago": _hours_ago, "nth_of": _nth_of, "nth_weekday": _nth_weekday, "edge_day": _edge_day, "midnight": _midnight, "nine_eleven": _nine_eleven,
}  # fmt: skip


def _resolved(text: Text) -> Iterator[tuple[_Expression, DateValue]]:
    expressions = _expressions(text)
    if not expressions:
        return
    reckoning, dateline = _reckon(text, expressions)
    for expression in expressions:
        if expression is dateline and reckoning.anchor is not None:
            yield expression, DateValue(reckoning.anchor.isoformat(), "dateline")
            continue
        try:
            value = _RESOLVE[expression.kind](expression, reckoning)
        except OverflowError:
            continue  # before the first or after the last day that the calendar knows
        if value is None:
            continue
        if expression.kind == "weekday" and _stands_in_dateline(expression, text):
            value = replace(value, rule="dateline")
        yield expression, value
        if reckoning.review_end is None and expression.sentence.paragraph <= 1:
            reckoning.review_end = _review_end(value, reckoning.anchor)
        reckoning.last_year = int(value.date[:4])
        if expression.kind == "year" and _heads_paragraph(expression, text):
            reckoning.headed = (expression.sentence.paragraph, reckoning.last_year)
        if len(value.date) >= 7 and value.rule != "dateline":
            reckoning.month = (expression.sentence.paragraph, value.date[:7])
        reckoning.coarse = expression.sentence.number if len(value.date) < 10 else None
        if value.rule == "explicit" and len(value.date) == 10:
            reckoning.told = (expression.sentence.paragraph, date.fromisoformat(value.date))
        if len(value.date) == 10 and value.rule not in ("named_day", "future", "weekday_future", "anniversary"):
            reckoning.last = date.fromisoformat(value.date)
            reckoning.day_sentence = expression.sentence.number
            reckoning.day_paragraph = expression.sentence.paragraph
            reckoning.day_end = expression.end
            body = expression.sentence.start >= len(text.article.title)
            if body and value.rule != "dateline" and not _is_of_statement(expression):
                reckoning.main = reckoning.main or reckoning.last


_SAID = r"(?:said|says|told|announced|confirmed|reported|declared|stated|disclosed|acknowledged|added|claimed|statement|according\sto)"
_SAID_BEFORE = re.compile(rf"(?i)\b{_SAID}\b[^.;,]{{0,24}}$")
_SAID_AFTER = re.compile(rf"(?i)^,?\s(?:\w+\s)?{_SAID}\b")


def _is_of_statement(e: _Expression) -> bool:
    """Whether a day is that on which somebody spoke: "the minister said on Saturday"."""
    flat, lo, hi = e.sentence.flat, e.match.start(), e.match.end()
    return bool(_SAID_BEFORE.search(flat[max(0, lo - 60) : lo]) or _SAID_AFTER.match(flat[hi : hi + 40]))


def _heads_paragraph(e: _Expression, text: Text) -> bool:
    """Whether a year stands before the paragraph that it heads: "2004. A girl was seized"."""
    n = e.sentence.number
    first = n == 0 or text.sentences[n - 1].paragraph != e.sentence.paragraph
    flat, lo = e.sentence.flat, e.match.start()
    return first and lo < _OPENING and bool(re.match(r"\s?(?:[.:–—]|-\s|--)", flat[e.match.end() :][:4] + " "))


def _review_end(value: DateValue, anchor: date | None) -> date | None:
    """The last day of the week that a digest says in its head to be about, None for any other span."""
    if value.end_date is None or anchor is None:
        return None
    start, end = date.fromisoformat(value.date), date.fromisoformat(value.end_date)
    return end if 4 <= (end - start).days <= 8 and end <= anchor else None


@lru_cache(maxsize=1)  # asked for at each look for incidents
def publication_date(text: Text) -> date | None:
    """The local day on which the article was written: its dateline or `published_at`; None where neither tells."""
    return _reckon(text, _expressions(text))[0].anchor


def find_dates(text: Text, mentions: Sequence[Mention] = ()) -> Iterable[Mention]:
    """A DATE mention for every expression that can be placed on the calendar."""
    for expression, value in _resolved(text):
        yield Mention.make(text.article, expression.start, expression.end, value, "dates")


STAGE = Stage("dates", find_dates, writes=frozenset({MentionKind.DATE}))
