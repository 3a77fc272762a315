"""A build of everything goes through in parts, and what comes of it does not tell in how many."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path

import duckdb
import pytest

from bench.bench_build import reports, workspace
from bench.world import World
from etl import pipeline
from etl.pipeline import build
from etl.pipeline.workspace import extractor_id, open_staging
from tests.pipeline.test_approval import spoil
from tests.pipeline.test_crash import _tables

WORLD = World(24, 120)


def filled(home: Path) -> pipeline.Workspace:
    """Stores with a world, an incident that no suite lets pass, accounts of no terrorism, and one story printed twice."""
    ws = workspace(home)
    told = list(reports(WORLD))
    article, accounts = told[0]
    again = replace(article, doc="copy", source="Reprint", url="https://reprint.example/1")
    told.append((again, [replace(a, account_id=f"copy#{n}", doc="copy") for n, a in enumerate(accounts, 1)]))
    told[1] = told[1][0], [replace(a, is_terrorism=False) for a in told[1][1]]
    ws.articles.put(article for article, _ in told)
    ws.accounts.put({article.doc: accounts for article, accounts in told}, extractor_id(ws))
    spoil(ws)
    first, second = (accounts[0].account_id for _, accounts in told[2:7:4])
    pipeline.judge(ws, first, second, same=True, by="Ann", why="one day")
    return ws


def built(home: Path, part: int, checked: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, dict[str, object]]:
    """How many parts a build was staged in, and its tables."""
    ws = filled(home)
    monkeypatch.setattr(build, "PART", part)
    monkeypatch.setattr(build, "CHECKED", checked)
    pipeline.reconcile(ws)
    parts = len(open_staging(ws).get().parts)
    assert pipeline.validate(ws)["quarantined"] == 1
    pipeline.load(ws)
    pipeline.publish(ws)
    return parts, _tables(home)


def test_parts_of_any_size_give_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, tables = built(tmp_path / "all", 1_000_000, 1_000_000, monkeypatch)
    assert whole == 1
    for size, checked, least in ((1, 40, 20), (7, 12, 5)):
        parts, again = built(tmp_path / str(size), size, checked, monkeypatch)
        assert parts >= least
        assert again.keys() == tables.keys()
        assert [name for name in tables if again[name] != tables[name]] == []
    with duckdb.connect(str(tmp_path / "all" / "warehouse.duckdb"), read_only=True) as con:
        counts = con.sql("SELECT count(*), count(eventid), count(copy_of) FROM core.account").fetchone()
    assert counts is not None and counts[0] > counts[1] + 1 and counts[2] > 0
    spool = chain.from_iterable(home.glob("staging/accounts/*") for home in tmp_path.iterdir())
    assert not list(spool), "what was dealt out is gone"
