"""A workspace can be carried away in one file and come back, says in its log what it did, and loses its leftovers with age only."""

from __future__ import annotations

import json
import logging
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl import pipeline
from etl.errors import SourceError, StoreError
from etl.logs import JsonLine, start_logging
from etl.settings import PROJECT, Settings
from tests.pipeline.test_crash import _tables

NOW = datetime(2026, 1, 2, 3, 0, tzinfo=UTC)
SAMPLES = PROJECT / "samples"


def _workspace(home: Path, now: datetime = NOW) -> pipeline.Workspace:
    return pipeline.open_workspace(Settings(home=home, sources=SAMPLES / "sources"), lambda: now)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Workspace:
    ws = _workspace(tmp_path_factory.mktemp("built") / "var")
    pipeline.fetch(ws, "gulf-courier")
    for batch in pipeline.plan_reading(ws):
        pipeline.read(ws, batch)
    for batch in pipeline.plan_extraction(ws):
        pipeline.extract(ws, batch)
    for _, step in pipeline.BUILD_STEPS:
        step(ws)
    return ws


def test_restored_workspace_equals_the_one_packed_and_goes_on(built: pipeline.Workspace, tmp_path: Path) -> None:
    packed = pipeline.backup(built, tmp_path / "all.tar")
    again = _workspace(tmp_path / "elsewhere")
    assert pipeline.restore(again, tmp_path / "all.tar") == {"files": packed["files"]}
    assert _tables(again.settings.home) == _tables(built.settings.home)
    assert list(again.snapshots.read()) == list(built.snapshots.read())
    assert (again.settings.report / "index.html").exists()
    assert pipeline.plan_reading(again) == pipeline.plan_extraction(again) == []
    assert pipeline.fetch(again, "gulf-courier")["new"] == 0, "the ledger knows what was asked for"


def test_restore_refuses_a_damaged_file_and_a_workspace_that_holds_something(
    built: pipeline.Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "all.tar"
    pipeline.backup(built, file)
    with pytest.raises(StoreError, match="holds snapshots"):
        pipeline.restore(built, file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 255
    file.write_bytes(content)
    damaged = _workspace(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="use another backup"):
        pipeline.restore(damaged, file)
    assert not damaged.settings.home.exists() or not any(damaged.settings.home.iterdir())
    file.write_bytes(content[: len(content) // 3])
    with pytest.raises(StoreError, match="use another backup"):
        pipeline.restore(damaged, file)


def test_leftovers_go_once_they_are_a_day_old(tmp_path: Path) -> None:
    ws = _workspace(tmp_path)
    old, young, kept = (tmp_path / "articles" / name for name in (".a.partial", ".b.partial", "c.parquet"))
    old.parent.mkdir()
    for path, age in ((old, 2), (young, 0), (kept, 9)):
        path.touch()
        at = (NOW - timedelta(days=age)).timestamp()
        os.utime(path, (at, at))
    assert pipeline.clear_leftovers(ws) == {"removed": 1}
    assert not old.exists() and young.exists() and kept.exists()


def test_source_is_chosen_when_its_own_schedule_calls_for_it(built: pipeline.Workspace) -> None:
    """gulf-courier reads `@daily` and was asked at three in the night; harbour-wire was never asked."""
    home = built.settings.home
    assert pipeline.choose_sources(_workspace(home, NOW + timedelta(hours=20)), ["gulf-courier"], due=True) == []
    assert "harbour-wire" in pipeline.choose_sources(_workspace(home, NOW + timedelta(hours=20)), due=True)
    assert pipeline.choose_sources(_workspace(home, NOW + timedelta(hours=21)), ["gulf-courier"], due=True)
    assert pipeline.choose_sources(built, ["gulf-courier"]) == ["gulf-courier"], "by hand: whenever asked"
    with pytest.raises(SourceError, match="no such source"):
        pipeline.choose_sources(built, ["nobody"], due=True)


def test_range_takes_what_is_dated_within_it_and_a_second_go_only_the_rest(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    page = "<p>" + "A bomb killed three people at a market, police said. " * 8 + "</p>"
    items = "".join(
        f"<item><guid>g{day}</guid><title>Day {day}</title><pubDate>{day:02} Jan 2024 09:00:00 GMT</pubDate>"
        f"<description><![CDATA[{page}]]></description></item>"
        for day in (1, 2, 3)
    )
    feed.write_text(f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>')
    (tmp_path / "sources").mkdir()
    shutil.copy(SAMPLES / "sources" / "harbour-wire.yaml", tmp_path / "sources" / "wire.yaml")
    declaration = tmp_path / "sources" / "wire.yaml"
    text = declaration.read_text().replace("../harbour-wire/world.rss.xml", "../feed.xml")
    declaration.write_text(text.replace("follow: false", "follow: true"))
    ws = pipeline.open_workspace(Settings(home=tmp_path / "var", sources=tmp_path / "sources"), lambda: NOW)
    first = pipeline.fetch(ws, "harbour-wire", since="2024-01-02", until="2024-01-03")
    assert first["new"] == 2, "the list and one entry"
    whole = pipeline.fetch(ws, "harbour-wire", since="2024-01-01T00:00:00Z")
    assert (whole["new"], whole["known"]) == (2, 1)


def test_log_line_is_one_json_object_with_step_source_and_article(
    built: pipeline.Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging("INFO", "json", "scheduled__1")
    try:
        pipeline.fetch(built, "gulf-courier")
        (line,) = map(json.loads, capsys.readouterr().err.splitlines())
    finally:
        logging.getLogger("etl").handlers.clear()
        logging.getLogger("etl").propagate = True
    assert (line["step"], line["source"], line["airflow_run"]) == ("fetch", "gulf-courier", "scheduled__1")
    assert line["counts"]["unchanged"] == 3
    record = logging.makeLogRecord({"msg": "held back %s", "args": ("d1",), "article": "d1", "source": "s"})
    assert json.loads(JsonLine(None).format(record))["article"] == "d1"
