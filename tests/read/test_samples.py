"""The samples come out of their raw forms whole, and the broken ones with a reason."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

from etl.fetch import Client, fetch_source
from etl.model import Article, LedgerRow, Outcome, Unread
from etl.read import list_entries, read_snapshot
from etl.read.copies import find_copies
from etl.sources import load_sources

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


class Nothing:
    """A memory without anything in it."""

    def kept(self, url: str) -> LedgerRow | None:
        return None

    def trouble(self, url: str) -> list[LedgerRow]:
        return []

    def holds(self, snapshot: str) -> bool:
        return False


def _read(folder: Path) -> list[Article | Unread]:
    sources, _ = load_sources(folder)
    client = Client("tester/1.0", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    items: list[Article | Unread] = []
    for source in sources:
        outcomes = fetch_source(
            source, client=client, memory=Nothing(), recall=dict.__getitem__, list_entries=list_entries
        )
        snapshots = [outcome.snapshot for outcome in outcomes if outcome.row.outcome is Outcome.NEW]
        items += [item for snapshot in snapshots if snapshot for item in read_snapshot(snapshot, source)]
    return items


def test_every_sample_is_read_as_its_title_and_outlet_say() -> None:
    items = _read(SAMPLES / "sources")
    articles = [item for item in items if isinstance(item, Article)]
    with (SAMPLES / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(articles) == len(items) == 18
    assert {article.title for article in articles} == {row["title"] for row in rows}
    undated = {article.title for article in articles if article.published_at is None}
    assert undated == {"ISIS Says It Was Behind Double Bombing at Kerman Ceremony for Slain General"}
    assert [article.title for article in articles if article.language != "en"] == [
        row["title"] for row in rows if "Spanish" in row["why"]
    ]


def test_nothing_around_a_story_comes_into_its_text() -> None:
    noise = (
        "cookie",
        "Read more",
        "ALSO READ",
        "You may also like",
        "All rights reserved",
        "Photo:",
        "newsletter",
        "Comments",
        "Follow",
    )
    for item in _read(SAMPLES / "sources"):
        assert isinstance(item, Article)
        assert not [words for words in noise if words in item.text], item.title


def test_the_wire_copy_is_linked_to_its_original() -> None:
    articles = {item.doc: item for item in _read(SAMPLES / "sources") if isinstance(item, Article)}
    (pair,) = find_copies(articles.values())
    assert (articles[pair.original].source, articles[pair.copy].source) == ("Harbour Wire", "Lakeside Herald")
    assert find_copies(reversed(articles.values())) == [pair]


def test_broken_samples_are_told_one_by_one_and_the_good_line_is_kept() -> None:
    sources, errors = load_sources(SAMPLES / "broken" / "sources")
    assert [(len(sources)), len(errors)] == [3, 1]
    items = _read(SAMPLES / "broken" / "sources")
    assert [item.title for item in items if isinstance(item, Article)] == ["Two wounded in shooting outside Cali bank"]
    unread = {item.reason: str(item) for item in items if isinstance(item, Unread)}
    assert set(unread) == {"empty_feed", "not_json", "missing_key", "broken_html", "encoding"}
    assert "lines.jsonl:2:" in unread["not_json"]
    assert all(line.count(": ") >= 1 and "; " in line and "\n" not in line for line in unread.values())
