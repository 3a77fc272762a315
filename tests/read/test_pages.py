"""Thirty pages in the markup of real outlets are read at least as well as by trafilatura alone."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from bench.bench_read import SOURCE, Score, alone, load_pages, ours, score, seconds_a_round
from etl.model import Article, Snapshot
from etl.model.snapshot import digest
from etl.read import read_snapshot

PAGES = load_pages()
_LEAST_F1 = 0.94  # of one page: a deck or a closing line more than the story's own paragraphs is no harm


@cache
def _scores() -> tuple[
    tuple[Score, dict[str, tuple[float, bool, bool]]], tuple[Score, dict[str, tuple[float, bool, bool]]]
]:
    return score(ours), score(alone)


def test_thirty_pages_are_read_at_least_as_well_as_by_trafilatura_alone() -> None:
    (mine, _), (theirs, _) = _scores()
    assert len(PAGES) == 30
    assert mine.body >= max(theirs.body, 0.99)
    assert mine.title >= max(theirs.title, 1.0)
    assert mine.date >= max(theirs.date, 1.0)


@pytest.mark.parametrize("name", [name for name, _, _ in PAGES])
def test_page_gives_its_story_and_nothing_else(name: str) -> None:
    assert _scores()[0][1][name][0] >= _LEAST_F1


@pytest.mark.parametrize(("name", "body", "facts"), PAGES, ids=[name for name, _, _ in PAGES])
def test_every_paragraph_of_the_story_is_a_paragraph_of_the_text(
    name: str, body: bytes, facts: dict[str, list[str]]
) -> None:
    paragraphs = ours(name, body).body.split("\n\n")
    if name != "18-drawn-by-script.html":
        assert [p for p in facts["paragraphs"] if p not in paragraphs] == []


def test_live_blogs_and_paywalls_are_marked() -> None:
    marks = {}
    for name, body, facts in PAGES:
        snapshot = Snapshot(
            digest(body),
            "s",
            "https://a.example/1",
            "https://a.example/1",
            datetime(2026, 1, 1, tzinfo=UTC),
            200,
            "text/html",
            body,
        )
        (article,) = read_snapshot(snapshot, SOURCE)
        assert isinstance(article, Article)
        marks[name] = (list(article.marks), facts.get("marks", []))
    assert {name: got for name, (got, _) in marks.items()} == {name: wanted for name, (_, wanted) in marks.items()}


@pytest.mark.slow
def test_pages_are_read_at_no_less_than_four_fifths_of_trafilaturas_speed() -> None:
    mine, theirs = seconds_a_round(ours, alone)
    assert theirs / mine >= 0.8
