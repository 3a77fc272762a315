"""Copies are found once: a day's articles are read beside those alone that look like them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl import pipeline
from etl.model import Article
from etl.pipeline.copies import note_copies
from etl.pipeline.workspace import open_warehouse
from etl.read import copies as reading
from etl.settings import Settings

NOW = datetime(2026, 1, 2, 3, 0, tzinfo=UTC)


def article(number: int, words: str, url: str | None = None) -> Article:
    text = " ".join(f"{words}{n}" for n in range(60))
    at = NOW + timedelta(hours=number)
    return Article(f"d{number}", "Blast", text, published_at=at, fetched_at=at, canonical_url=url)


WIRE, CUT = article(1, "blast"), article(2, "blast")
OTHER, LATER = article(3, "raid"), article(4, "blast")
ONE_PAGE = [article(5, "siege", "https://a.example/1"), article(6, "hostage", "https://a.example/1")]
NEWS = [WIRE, replace(CUT, text=" ".join(CUT.text.split()[:40])), OTHER, LATER, *ONE_PAGE]
PAIRS = [("d1", "d2"), ("d1", "d4"), ("d2", "d4"), ("d5", "d6")]


@pytest.fixture
def ws(tmp_path: Path) -> pipeline.Workspace:
    ws = pipeline.open_workspace(Settings(home=tmp_path / "var", sources=tmp_path), lambda: NOW)
    open_warehouse(ws).migrate()
    return ws


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 3, 1, 0, 2, 4)])
def test_one_by_one_ends_where_all_at_once_ends(ws: pipeline.Workspace, order: tuple[int, ...]) -> None:
    for place in order:
        ws.articles.put([NEWS[place]])
        note_copies(ws)
    assert note_copies(ws) == PAIRS == [(c.original, c.copy) for c in reading.find_copies(NEWS)]


def test_a_day_reads_no_article_that_is_unlike_its_own(ws: pipeline.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ws.articles.put(NEWS[:3])
    note_copies(ws)
    ws.articles.put(NEWS[3:])
    read: list[str] = []
    plain = reading.fingerprint_of
    monkeypatch.setattr(reading, "fingerprint_of", lambda a: (read.append(a.doc), plain(a))[1])
    assert note_copies(ws) == PAIRS
    assert OTHER.doc not in read and WIRE.doc in read


def test_another_method_begins_anew(ws: pipeline.Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ws.articles.put(NEWS)
    note_copies(ws)
    monkeypatch.setattr(reading, "METHOD", "whole/2")
    monkeypatch.setattr(reading, "fingerprint_of", lambda a: (7,) if a.doc in ("d1", "d2") else ())
    assert note_copies(ws) == [("d1", "d2")]
