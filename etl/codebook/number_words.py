"""Number words of English, by value."""

from __future__ import annotations

from collections.abc import Mapping

UNITS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
            "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        )
    )
}  # fmt: skip

TENS: Mapping[str, int] = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}

ONE_TO_TEN: tuple[str, ...] = tuple(UNITS)[1:11]
