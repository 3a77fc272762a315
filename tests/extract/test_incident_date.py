"""Which day is that of the deed: each test is a short report of our own, written on Friday 18 May 2012."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from etl.extract.extractor import RulesExtractor
from etl.model import Article

_RULES = RulesExtractor(naming=())


def days(text: str, title: str = "") -> list[object]:
    published = datetime(2012, 5, 18, 12, tzinfo=UTC)
    return [a.get("date") for a in _RULES.extract(Article(doc="d", title=title, text=text, published_at=published))]


@pytest.mark.parametrize(
    "text",
    [
        "Police reported today that on Wednesday gunmen killed four men in Kano, Nigeria.",
        "Police said gunmen on Wednesday killed four men in Kano, Nigeria.",
        "The army said on Thursday that rebels had killed four men in Kano, Nigeria, on Wednesday.",
    ],
)
def test_day_in_the_clause_of_what_is_said_is_that_of_the_deed(text):
    assert days(text) == ["2012-05-16"]


def test_kidnapping_told_after_its_end_is_of_the_day_of_the_taking():
    text = (
        "Two tourists were killed on Thursday when soldiers attacked kidnappers in Yemen.\n\n"
        "Their convoy had been waylaid on Tuesday near Mawdiyah by militants."
    )
    assert days(text)[0] == "2012-05-15"


def test_attack_of_the_year_on_a_weekday_counts_no_years():
    text = (
        "Rebels bombed the pipeline near Saravena, Colombia, for the ninth time this year on Monday, killing two men."
    )
    assert days(text) == ["2012-05-14"]


def test_prayers_of_a_day_date_what_struck_them():
    text = "Families on Thursday buried those who fell in a bombing of a mosque at Wednesday prayers in Kano, Nigeria. It killed forty people."
    assert days(text) == ["2012-05-16"]


def test_items_of_a_list_are_of_the_day_that_its_head_names():
    text = (
        "Following are incidents in Iraq reported on Wednesday.\n\n"
        "BAGHDAD - A car bomb killed four people near a market.\n\n"
        "KIRKUK - Gunmen shot dead a policeman outside his home.\n\n"
        "BASRA - A roadside bomb wounded two soldiers."
    )
    assert days(text) == ["2012-05-16"] * 3
