"""The calendar as news speaks of it: months, weekdays, small numbers, feasts that can be reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from etl.codebook.number_words import TENS, UNITS

WEEKDAYS: tuple[str, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

MONTHS: tuple[str, ...] = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_NUMBERS: Mapping[str, int] = {**UNITS, **TENS, "a": 1, "an": 1, "couple": 2, "dozen": 12, "a couple of": 2}

ORDINALS: Mapping[str, int] = {
    word: n
    for n, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
            "twenty-second",
            "twenty-third",
            "twenty-fourth",
            "twenty-fifth",
            "twenty-sixth",
            "twenty-seventh",
            "twenty-eighth",
            "twenty-ninth",
            "thirtieth",
            "thirty-first",
        ],
        start=1,
    )
} | {"fortieth": 40, "fiftieth": 50, "golden": 50, "silver": 25, "one-year": 1, "centenary": 100}


def month_number(word: str) -> int:
    """The month's number, 1 to 12, from its name or a beginning of at least three letters.

    >>> month_number("Sept."), month_number("JAN"), month_number("march")
    (9, 1, 3)

    Raises:
        KeyError: no month begins so.
    """
    start = word.casefold().rstrip(".")[:3]
    for number, name in enumerate(MONTHS, start=1):
        if len(start) == 3 and name.startswith(start):
            return number
    raise KeyError(word)


def weekday_number(word: str) -> int:
    """The weekday's number as in `date.weekday`, Monday 0, from its name or a beginning of at least three letters.

    >>> weekday_number("Sunday"), weekday_number("Tues.")
    (6, 1)

    Raises:
        KeyError: no weekday begins so.
    """
    start = word.casefold().rstrip(".")[:3]
    for number, name in enumerate(WEEKDAYS):
        if len(start) == 3 and name.startswith(start):
            return number
    raise KeyError(word)


def small_number(word: str) -> int | None:
    """A count in words or digits, None for any other word.

    >>> small_number("nine"), small_number("12"), small_number("a"), small_number("many")
    (9, 12, 1, None)
    """
    bare = " ".join(word.casefold().split())
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 5 else _NUMBERS.get(bare)


def ordinal_number(word: str) -> int | None:
    """An ordinal in words or digits, None for any other word.

    >>> ordinal_number("fourth"), ordinal_number("10th"), ordinal_number("last")
    (4, 10, None)
    """
    bare = word.casefold()
    digits = bare[:-2]
    if bare.endswith(("st", "nd", "rd", "th")) and digits.isascii() and digits.isdigit() and len(digits) < 4:
        return int(digits)
    return ORDINALS.get(bare)


def day(year: int, month: int, number: int) -> date | None:
    """The date, None when the month has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the Gregorian computus of Meeus).

    >>> easter(2019), easter(2024)
    (datetime.date(2019, 4, 21), datetime.date(2024, 3, 31))
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, rest = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, rest + 1)


_FIXED: Mapping[str, tuple[int, int]] = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "valentine's day": (2, 14), "may day": (5, 1), "bastille day": (7, 14),
    "halloween": (10, 31), "st. patrick's day": (3, 17), "st patrick's day": (3, 17), "armistice day": (11, 11),
    "hogmanay": (12, 31), "epiphany": (1, 6), "all saints' day": (11, 1),
}  # fmt: skip

_FROM_EASTER: Mapping[str, int] = {
    "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "holy saturday": -1, "easter sunday": 0,
    "easter day": 0, "easter monday": 1, "ash wednesday": -46, "shrove tuesday": -47, "whit sunday": 49, "whit monday": 50,
}  # fmt: skip

FEASTS: tuple[str, ...] = (*_FIXED, *_FROM_EASTER)


def feast(name: str, year: int) -> date:
    """The day of a feast in a year.

    >>> feast("Christmas Eve", 1999), feast("Good Friday", 2024)
    (datetime.date(1999, 12, 24), datetime.date(2024, 3, 29))

    Raises:
        KeyError: no feast of the list.
    """
    key = " ".join(name.casefold().replace("’", "'").split())
    if key in _FROM_EASTER:
        return easter(year) + timedelta(days=_FROM_EASTER[key])
    month, number = _FIXED[key]
    return date(year, month, number)
