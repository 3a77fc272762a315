"""How well and how fast pages are read, beside trafilatura alone, on the 30 pages in `tests/pages` in one run.

Prints for both readers: body F1 over words (the mean of the pages), titles and dates right, and pages a second. Run it with
`python -m bench.bench_read`.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura

from etl.model import Article, Snapshot, Source
from etl.model.snapshot import digest
from etl.read import read_snapshot

PAGES = Path(__file__).resolve().parents[1] / "tests" / "pages"
SOURCE = Source("pages", None, "folder", (".",), local=True)
ROUNDS = 7  # the median of so many rounds is steady to a few per cent on a busy machine


@dataclass(frozen=True)
class Reading:
    """Title, ISO date and body as a reader gave them."""

    title: str
    date: str
    body: str


@dataclass(frozen=True)
class Score:
    """Means over all pages, 0 to 1."""

    body: float
    title: float
    date: float


def ours(name: str, body: bytes) -> Reading:
    """This project's reader."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    address = f"https://pages.example/{name}"
    snapshot = Snapshot(digest(body), "pages", address, address, moment, 200, "text/html", body)
    for item in read_snapshot(snapshot, SOURCE):
        if isinstance(item, Article):
            return Reading(item.title, item.published_at.date().isoformat() if item.published_at else "", item.text)
    return Reading("", "", "")


def alone(name: str, body: bytes) -> Reading:
    """What trafilatura gives with its own metadata and default settings."""
    found = trafilatura.bare_extraction(
        body, url=f"https://pages.example/{name}", with_metadata=True, include_comments=False
    )
    if found is None:
        return Reading("", "", "")
    return Reading(found.title or "", found.date or "", found.text or "")


def load_pages() -> list[tuple[str, bytes, dict[str, Any]]]:
    """Name, bytes and what a careful reader takes from each page."""
    expected = json.loads((PAGES / "expected.json").read_text("utf-8"))
    return [(name, (PAGES / name).read_bytes(), facts) for name, facts in sorted(expected.items())]


def words(text: str) -> Counter[str]:
    """The words of a text, lower case, with their numbers."""
    return Counter(re.findall(r"\w+", text.lower()))


def body_f1(found: str, paragraphs: list[str]) -> float:
    """F1 of the words found against those of the story."""
    got, wanted = words(found), words(" ".join(paragraphs))
    common = sum((got & wanted).values())
    return 0.0 if not common else 2 * common / (sum(got.values()) + sum(wanted.values()))


def score(read: Callable[[str, bytes], Reading]) -> tuple[Score, dict[str, tuple[float, bool, bool]]]:
    """Means and, page by page, body F1 and whether title and date are right."""
    pages = {}
    for name, body, facts in load_pages():
        got = read(name, body)
        pages[name] = (body_f1(got.body, facts["paragraphs"]), got.title == facts["title"], got.date == facts["date"])
    columns = list(zip(*pages.values(), strict=True))
    return Score(*(statistics.mean(map(float, column)) for column in columns)), pages


def seconds_a_round(*readers: Callable[[str, bytes], Reading]) -> list[float]:
    """Median seconds over all pages for each reader; the rounds take turns, so that a busy moment slows all alike."""
    pages = load_pages()
    times: list[list[float]] = [[] for _ in readers]
    for number in range(ROUNDS + 1):
        for reader, taken in zip(readers, times, strict=True):
            start = time.process_time()
            for name, body, _ in pages:
                reader(name, body)
            if number:  # the first round loads models and compiles patterns
                taken.append(time.process_time() - start)
    return [statistics.median(taken) for taken in times]


def main() -> None:
    """Print both readers' scores, the pages on which they differ, and the ratio of their speeds."""
    (mine, my_pages), (theirs, their_pages) = score(ours), score(alone)
    my_time, their_time = seconds_a_round(ours, alone)
    count = len(my_pages)
    print(f"{'':14}{'body F1':>9}{'title':>8}{'date':>8}{'pages/s':>9}")
    for name, got, taken in (("ours", mine, my_time), ("trafilatura", theirs, their_time)):
        print(f"{name:14}{got.body:9.4f}{got.title:8.3f}{got.date:8.3f}{count / taken:9.1f}")
    print(f"speed ratio {their_time / my_time:.2f} (at least 0.80 wanted)")
    for name, mark in my_pages.items():
        if mark != their_pages[name] or mark[0] < 0.99:
            print(
                f"  {name:28} ours {mark[0]:.3f} {mark[1]:d} {mark[2]:d}   trafilatura {their_pages[name][0]:.3f} {their_pages[name][1]:d} {their_pages[name][2]:d}"
            )


if __name__ == "__main__":
    main()
