"""What no value rests on goes when its time is over and is named; what a value rests on never goes."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from etl import pipeline
from etl.settings import PROJECT, Settings
from etl.store import ArticleStore

NOW = datetime(2026, 1, 2, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=40)
WEATHER = (
    "Sunny spells over the bay\n\n" + "The morning was bright and the wind came from the sea, forecasters said. " * 6
)
DECLARATION = """source: inbox
outlet: Inbox
kind: folder
location: ../inbox
licence: written for this project, Apache-2.0
"""


def _workspace(folder: Path, now: datetime, **settings: Any) -> pipeline.Workspace:
    return pipeline.open_workspace(Settings(home=folder / "var", sources=folder / "sources", **settings), lambda: now)


def _build(ws: pipeline.Workspace) -> None:
    pipeline.fetch(ws, "inbox")
    for batch in pipeline.plan_reading(ws):
        pipeline.read(ws, batch)
    for batch in pipeline.plan_extraction(ws):
        pipeline.extract(ws, batch)
    for name, step in pipeline.BUILD_STEPS:
        if name != "report":
            step(ws)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page of an attack and one of the weather, built, and looked for again forty days later."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "sources" / "inbox.yaml").write_text(DECLARATION)
    (tmp_path / "inbox" / "weather.txt").write_text(WEATHER)
    shutil.copy(PROJECT / "samples" / "gulf-courier" / "peshawar-two-claims.html", tmp_path / "inbox")
    _build(_workspace(tmp_path, NOW))
    for days in (10, 40):
        pipeline.fetch(_workspace(tmp_path, NOW + timedelta(days=days)), "inbox")
    return tmp_path


def _titles(ws: pipeline.Workspace) -> list[str]:
    return sorted(article.title for article in ws.articles.read())


def test_by_default_everything_stays(folder: Path) -> None:
    ws = _workspace(folder, LATER)
    assert pipeline.retain(ws) == {"articles": 0, "snapshots": 0, "requests": 0}


def test_what_nothing_rests_on_goes_and_is_named_and_the_rest_stays(folder: Path) -> None:
    days = {"keep_article_days": 30, "keep_snapshot_days": 30, "keep_request_days": 20}
    ws = _workspace(folder, LATER, **days)
    before, bytes_before = _titles(ws), ws.snapshots.keys()
    incidents = pipeline.ask(ws, "FROM gtd.incident").to_pylist()
    assert incidents
    told = pipeline.retain(ws, only_say=True)
    assert told == {"articles": 1, "snapshots": 1, "requests": 2}
    assert (_titles(ws), ws.snapshots.keys()) == (before, bytes_before), "only said"
    assert pipeline.retain(ws) == told
    (kept,) = _titles(ws)
    assert kept != "Sunny spells over the bay"
    assert len(ws.snapshots.keys()) == len(bytes_before) - 1
    _build(ws)
    assert pipeline.ask(ws, "FROM gtd.incident").to_pylist() == incidents
    gone = pipeline.ask(ws, "SELECT kind, url, why FROM quality.removal ORDER BY kind").to_pylist()
    assert [row["kind"] for row in gone] == ["article", "snapshot"]
    assert "weather.txt" in gone[1]["url"]
    assert gone[0]["why"] == "INCIDENTS_KEEP_ARTICLE_DAYS=30, and no value rests on it"
    lost = "SELECT count(*) AS n FROM core.evidence ANTI JOIN raw.article ON left(account_id, length(doc)) = doc"
    assert pipeline.ask(ws, lost).to_pylist() == [{"n": 0}], "every quote still has its text"
    assert pipeline.fetch(ws, "inbox")["new"] == 0, "what went is known, and not fetched again"
    assert pipeline.retain(ws)["articles"] == 0


def test_clock_that_jumped_ahead_takes_nothing_away(folder: Path) -> None:
    ws = _workspace(folder, NOW + timedelta(days=4000), keep_article_days=60, keep_snapshot_days=60)
    assert pipeline.retain(ws) == {"articles": 0, "snapshots": 0, "requests": 0}


def test_retention_that_was_killed_half_way_ends_the_next_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ws = _workspace(folder, LATER, keep_article_days=30)

    def die(store: ArticleStore, docs: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(ArticleStore, "remove", die)
        pipeline.retain(ws)
    assert len(_titles(ws)) == 2
    _build(ws)
    assert pipeline.retain(ws)["articles"] == 1
    assert len(_titles(ws)) == 1
