"""Menus, buttons and notices of news pages are told from their reports."""

from __future__ import annotations

import pytest

from etl.codebook.furniture import heads_other_reports, is_furniture
from etl.codebook.lexicon import read_rows


def test_words_of_page_furniture_are_unique_and_in_small_letters() -> None:
    rows = [(row["kind"], row["words"]) for row in read_rows("page_furniture")]
    assert len(rows) == len(set(rows)) > 300
    assert {kind for kind, _ in rows} == {"label", "line", "opening", "rest"}
    assert all(words == words.casefold().strip() for _, words in rows)


@pytest.mark.parametrize(
    "line", ["Share this", "Advertisement", "READ MORE: Toll rises in Jos", "© Kano Post", "Comments (0)"]
)
def test_a_notice_of_the_page_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "IRAQ",
        "08:05",
        "* * *",
        "Related violence killed two in Basra.",
        "Watch towers were burned.",
        "Share prices fell.",
        "Read aloud in court, the letter claimed the attack.",
    ],
)
def test_a_line_of_a_report_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_only_a_heading_of_other_reports_heads_them() -> None:
    assert heads_other_reports("Most Read") and not heads_other_reports("Most readers fled")
