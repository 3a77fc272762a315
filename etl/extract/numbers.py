"""Figures and number words with their exact offsets, and what hedges them.

Enters: a string. Leaves: Numbers that can count people; years, ages, times, money, distances and names are left out. Pure, linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from etl.codebook.countries import trie_pattern
from etl.codebook.lexicon import in_small_letters
from etl.codebook.number_words import TENS, UNITS
from etl.codebook.wording import Wording

_TENS = {**TENS, "fourty": 40}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "lakh": 100_000}
_DOZEN = {"dozen": 12, "score": 20}

_SMALL = trie_pattern([*UNITS, *_TENS])
_WORD = trie_pattern([*UNITS, *_TENS, "hundred", "thousand", "million", "lakh"])
_WORDS = (
    rf"(?:(?:half[ -]a[ -]|half[ -]|a |{_SMALL}[ -])dozen|{_SMALL}[ -]score(?![a-z])"
    rf"|(?:an? (?=hundred|thousand|million|lakh))?{_WORD}(?:(?:-| +(?:and +)?(?:a +)?){_WORD})*)"
)
COUNT_WORDS = rf"(?:{_SMALL}|\d+)"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+"
_FIGURE = rf"(?:(?:{_DIGITS})(?: (?:hundred|thousand|million|lakh|dozen)\b)?|{_WORDS})"
# The letters that a figure in words begins with, "a" and "half" among them: at most words no more than their first letter is looked at.
_FIRST = "".join(sorted({word[0] for word in (*UNITS, *_TENS, *_SCALES, "a", "half")}))
_FIND = re.compile(rf"\b(?=[\d{_FIRST}])(?<![\w.,:/$€£¥#'’])(?<!\D[-–]){_FIGURE}(?![\w])")

_BEFORE = Wording(
    r"(?:(?P<at_least>at +least|no +fewer +than|no +less +than|not +less +than|not +fewer +than|a +minimum +of|minimum)"
    r"|(?P<more_than>(?:slightly |far |well |many )?more +than|(?:well +)?over|above|upwards? +of|in +excess +of|greater than)"
    r"|(?P<nearly>nearly|almost|close +to|just +under|approximately|about|around|roughly|some|an +estimated|estimated|circa|up +to"
    r"|as +many +as|at +most|fewer +than|less +than|under|perhaps|possibly|maybe|reportedly|apparently)"
    r"|(?P<exact>exactly|a +total +of|altogether|just|only|the|these|those|all +of +the|all +the))(?: +the)? +(?:a +total +of +)?$"
)
_AFTER = re.compile(r" +(?:or +more\b|plus\b|and +more\b)")

_UNIT_AFTER = re.compile(
    r"(?:[ -]*(?:%|°|per *cent\b|percent\b|percentage\b)"
    r"|[ -]*(?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|nights?(?![- ](?:shift|watch|guard|duty|porter|nurse|school|club|worker))|decades?|centur(?:y|ies)|o['’]clock"
    r"|[ap]\.?m\b|hours?|gmt|utc|km|kms|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|mi|feet|foot|ft|yards?|inch(?:es)?|cm|mm"
    r"|millimet(?:er|re)s?|centimet(?:er|re)s?|kg|kgs|kilos?|kilograms?|pounds?|lbs?|lb|ounces?|tons?|tonnes?|grams?|litres?|liters?|gallons?"
    r"|barrels?|acres?|hectares?|knots|mph|kph|kmh|calib(?:er|re)|bore|gauge|watts?|megawatts?|mw|kw|volts?"
    r"|dollars?|euros?|rupees?|pesos?|shillings?|naira|cents?|francs?|marks?|yen|riyals?|dinars?|usd|intis?|colones|bolivars?|billion|trillion|crore)\b)"
)
_AGE_AFTER = re.compile(r"[ -]+(?:years?|yrs?|months?|weeks?|days?)[ -]+old\b|[ -]*y/?o\b")
_NO_COUNT_BEFORE = re.compile(
    r"(?:\b(?:aged|age|ages|no\.?|number|nos\.?|flight|route|highway|road|room|gate|km|kilometre|kilometer|mile|page|chapter|article|section|part|phase|day"
    r"|division|brigade|battalion|regiment|unit|platform|terminal|tunnel|stop|sector|zone|area|ward|block|precinct|channel|station|camp|bus|line|line no|pier|lane"
    r"|apollo|boeing|airbus|type|mark|mk|version|model|resolution|psalm|sura|verse|vol|volume|pp?\."
    r"|class|grade|level|radio|studio|district|region|commune|circuit|week|edition|issue|season|episode|lot|plot|file|case|act|rule|code|form)"
    r"(?:[ -]|\. )|[$€£¥₦#§]|\b(?:rs|usd|eur|gbp|ksh|sh|inr|php)\.? ?)$"
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DATE_BEFORE = Wording(rf"\b{_MONTH} +(?:\d{{1,2}},? +|the )?$|\bthe year +$")
_DATE_AFTER = re.compile(rf"(?:[-–]\d{{1,2}})?(?: +(?:of +)?|-){_MONTH}(?![a-z])(?! (?:be|have|not)\b)")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|from|until|till|before|after|during|early|late|mid|the|year|and|to|between|a|an?d?|spring|summer|autumn|fall|winter|\d)[ -]*$"
)
_AGED = Wording(r"\b(?:aged|ages?) (?:between |from )?(?:[\w-]+ (?:to|and|or|-) ?)?$")
_WHO_WAS = re.compile(
    r"\b(?:who|he|she) (?:is|was|would have been|turned|had turned|had just turned) (?:only |just )?$"
)
_FATE_AFTER = re.compile(
    r" +(?:people|persons|civilians|dead|killed|wounded|injured|hurt|others|(?:had|have|has|were|was) (?:been )?(?:dead|died|killed|wounded|injured|hurt))\b"
)
_NUMBERING = Wording(
    r"\b(?:dead|injured|wounded|killed|hurt|victims|casualties|fatalities|captives|hostages|missing|they|now) number +(?:some |about |nearly |over )?$"
)
_MONEY_BEFORE = re.compile(r"[$€£¥₦]$")
_AGE_NAME = re.compile(r"(?:, ?|\()$")
_AGE_CLOSE = re.compile(r" ?(?:,|\)|;|\.|$)| and\b")


@dataclass(frozen=True, slots=True)
class Number:
    """A count: `start:end` is the figure with its hedge, `core` where the figure itself begins.

    `value` is the best reading, `low` and `high` its bounds ("between 20 and 25": 20, 20, 25). `qualifier` is `exact`, `at_least`, `nearly`,
    `more_than` or `range`. `word` is true for number words.
    """

    start: int
    end: int
    core: int
    value: int
    low: int
    high: int
    qualifier: str = "exact"
    word: bool = False


def read_number(text: str) -> int | None:
    """The value of one figure or number word, None where it is none.

    >>> read_number("twenty-seven"), read_number("two dozen"), read_number("1,200"), read_number("one hundred and three")
    (27, 24, 1200, 103)
    """
    lowered = text.lower().replace(",", "")
    if lowered.isdigit():
        return int(lowered) if len(lowered) < 10 else None
    total = current = 0
    seen = False
    for word in re.split(r"[ -]+", lowered):
        if word.isdigit():
            current += int(word[:9])
        elif word in UNITS:
            current += UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "half":
            continue
        elif word in _DOZEN:
            current = (current or 1) * _DOZEN[word]
            if lowered.startswith("half"):
                current = 6
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0
        elif word not in ("a", "an", "and"):
            return None
        seen = seen or word not in ("a", "an", "and")
    return total + current if seen else None


def _is_count(text: str, start: int, end: int) -> bool:
    """Whether the figure at `start:end` can count people, by what stands around it."""
    figure = text[start:end]
    after = text[end : end + 24]
    before = text[max(0, start - 24) : start]
    digits = figure.isdigit()
    if _AGED.search(before) or (digits and _WHO_WAS.search(before) and _AGE_CLOSE.match(after)):
        return False
    if _FATE_AFTER.match(after) and not _MONEY_BEFORE.search(before):
        return True
    if _NUMBERING.search(before) and not _UNIT_AFTER.match(after):
        return True  # "the dead number 122"
    if _UNIT_AFTER.match(after) or _AGE_AFTER.match(after) or re.match(r"[:.]\d|,\d|/\d|-?(?:st|nd|rd|th)\b", after):
        return False
    if (after[:1] == "-" and after[1:2].isalpha()) or before.endswith(("several ", "many ", "few ")):
        return False
    if digits and (_NO_COUNT_BEFORE.search(before) or _DATE_BEFORE.search(before) or _DATE_AFTER.match(after)):
        return False
    if not digits and re.search(r"\b(?:number|phase|part|chapter|grade|gate|aged|day|sector|pier)[ -]$", before):
        return False
    if (
        digits
        and len(figure) == 4
        and figure[:2] in ("18", "19", "20")
        and (_YEAR_BEFORE.search(before) or not re.match(r" +[a-z]", after))
    ):
        return False
    # "Ahmed, 34, an engineer" and "McKeague (78)": a bare figure between a name and a comma is an age.
    return not (
        len(figure) * 10 > 12
        and digits
        and len(figure) <= 2
        and _AGE_NAME.search(before)
        and _AGE_CLOSE.match(after)
        and re.search(r"[^\W\d_](?:, ?| ?\()$", before)
    )


def find_numbers(text: str) -> list[Number]:
    """The counts of a text, in order, ranges joined and hedges taken in.

    >>> [(n.value, n.low, n.high, n.qualifier) for n in find_numbers("between 20 and 25 people, at least 11 of them women")]
    [(20, 20, 25, 'range'), (11, 11, 11, 'at_least')]
    """
    return list(_find_numbers(text))


# The reader and the stages that count people ask for the same sentences of an article.
@lru_cache(maxsize=200)
def _find_numbers(text: str) -> tuple[Number, ...]:
    low = in_small_letters(text)
    return tuple(_join(low, _singles(low)))


def _singles(text: str) -> Iterator[Number]:
    """Each count by itself."""
    for match in _FIND.finditer(text):
        start, end = match.span()
        yield from _split_and(text, start, end)


def _split_and(text: str, start: int, end: int) -> Iterator[Number]:
    """The number, or two where "and" only joins them ("two and three", but not "one hundred and three")."""
    words = text[start:end]
    pieces: list[tuple[int, int]] = []
    lo = start
    for joint in re.finditer(r"(?<=[a-z]) +and +(?=[a-z])| +(?=[a-z])", words):
        left = words[lo - start : joint.start()].split()[-1:] or [""]
        right = words[joint.end() :].split()[:1] or [""]
        last = re.split("-", left[0])[-1]
        first = re.split("-", right[0])[0]
        big = last in _SCALES
        tens_unit = last in _TENS and UNITS.get(first, 99) < 10 and "and" not in joint.group()
        if not (
            big or tens_unit or first in _SCALES or first in _DOZEN or last in ("a", "an", "half") or last.isdigit()
        ):
            pieces.append((lo, start + joint.start()))
            lo = start + joint.end()
    pieces.append((lo, end))
    for a, b in pieces:
        value = read_number(text[a:b])
        if value is not None and _is_count(text, a, b):
            yield Number(a, b, a, value, value, value, "exact", not text[a].isdigit())


_TO = re.compile(r" *(?:-|–|—| to | or ) *$")
_BETWEEN = re.compile(r"\b(?:between|from) +$")


def _join(text: str, singles: Iterator[Number]) -> Iterator[Number]:
    """Ranges made one, hedges taken in."""
    held: Number | None = None
    for number in singles:
        if held is not None:
            gap = text[held.end : number.start]
            between = gap.strip() == "and" and _BETWEEN.search(text[max(0, held.start - 12) : held.start])
            if (
                held.value < number.value
                and held.qualifier != "range"
                and len(gap) <= 6
                and (between or _TO.fullmatch(gap))
            ):
                start = held.start
                if between:
                    start = held.start - len(between.group())
                held = Number(start, number.end, held.core, held.value, held.value, number.value, "range", number.word)
                continue
            yield _hedged(text, held)
        held = number
    if held is not None:
        yield _hedged(text, held)


def _hedged(text: str, number: Number) -> Number:
    """The number with the words that hedge it."""
    window = text[max(0, number.start - 32) : number.start]
    before = _BEFORE.search(window)
    start, end, qualifier = number.start, number.end, number.qualifier
    if before:
        kind = before.lastgroup or "exact"
        word = before.start()
        if word == 0 or not window[word - 1].isalpha():
            start = number.start - (len(window) - word)
            if qualifier != "range":
                qualifier = kind
    after = _AFTER.match(text, end)
    if after and qualifier == "exact":
        qualifier, end = "more_than", after.end()
    return Number(start, end, number.core, number.value, number.low, number.high, qualifier, number.word)
