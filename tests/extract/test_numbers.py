"""Figures and number words: their values, their exact offsets, and what is no count of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.numbers import find_numbers, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-seven shoppers", 27),
        ("two dozen shoppers", 24),
        ("a dozen shoppers", 12),
        ("half a dozen shoppers", 6),
        ("1,200 shoppers", 1200),
        ("one hundred and three shoppers", 103),
        ("three hundred and thirty-four shoppers", 334),
        ("a hundred shoppers", 100),
        ("TWENTY ONE SHOPPERS", 21),
        ("2 thousand shoppers", 2000),
    ],
)
def test_number_words_and_figures_have_their_value(text: str, value: int) -> None:
    assert [n.value for n in find_numbers(text)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 11 people", (11, 11, 11, "at_least")),
        ("no fewer than eleven people", (11, 11, 11, "at_least")),
        ("nearly 100 people", (100, 100, 100, "nearly")),
        ("more than 200 people", (200, 200, 200, "more_than")),
        ("between 20 and 25 people", (20, 20, 25, "range")),
        ("20 to 25 people", (20, 20, 25, "range")),
        ("two or three people", (2, 2, 3, "range")),
        ("as many as 30 people", (30, 30, 30, "nearly")),
        ("12 or more people", (12, 12, 12, "more_than")),
    ],
)
def test_hedges_are_read_with_the_number(text: str, expected: tuple[int, int, int, str]) -> None:
    assert [(n.value, n.low, n.high, n.qualifier) for n in find_numbers(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "in 2014",
        "on 4 January 2014",
        "January 3, 2014",
        "13-15 March",
        "Ahmed Saleh, 34, an engineer",
        "Mrs Doe (78), of Stone Row",
        "a 16-year-old boy",
        "aged 19 to 23",
        "at 7 a.m.",
        "at 9:30",
        "$500",
        "N242 billion",
        "45 per cent",
        "3.5",
        "700 metres away",
        "two hours later",
        "with AK-47s",
        "a .50 rifle",
        "Flight 103",
        "Highway 1",
        "the 3rd floor",
        "several hundred",
    ],
)
def test_dates_ages_times_money_and_names_are_no_counts(text: str) -> None:
    assert find_numbers(text) == []


def test_two_numbers_joined_by_and_stay_two() -> None:
    assert [n.value for n in find_numbers("two and three")] == [2, 3]


def test_a_fate_behind_the_number_outweighs_what_stands_before_it() -> None:
    assert [n.value for n in find_numbers("a minister told a television channel 61 had died")] == [61]


def test_read_number_refuses_other_words() -> None:
    assert read_number("several") is None


def test_numbers_are_the_caller_s_own() -> None:
    find_numbers("three people died").clear()
    assert [n.value for n in find_numbers("three people died")] == [3]


@given(st.text(max_size=300))
def test_any_text_gives_numbers_within_it_in_order(text: str) -> None:
    at = 0
    for number in find_numbers(text):
        assert at <= number.start <= number.core < number.end <= len(text)
        assert number.low <= number.value <= number.high
        at = number.end


@given(st.sampled_from(["twelve", "12", "two dozen", "at least thirty", "between 20 and 25", "forty-two"]))
def test_capitals_do_not_change_a_number(figure: str) -> None:
    small, great = find_numbers(f"{figure} people died"), find_numbers(f"{figure} people died".upper())
    assert [(n.value, n.low, n.high, n.qualifier) for n in small] == [
        (n.value, n.low, n.high, n.qualifier) for n in great
    ]
