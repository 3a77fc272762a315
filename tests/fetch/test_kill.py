"""A run that is killed at random and started again keeps every page exactly once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from etl.model import Outcome
from etl.store import Ledger, SnapshotStore

ROOT = Path(__file__).resolve().parents[2]


def _start(feed: str, folder: Path) -> subprocess.Popen[bytes]:
    env = {**os.environ, "no_proxy": "127.0.0.1"}
    return subprocess.Popen([sys.executable, "-m", "tests.fetch.fetch_and_die", feed, str(folder)], cwd=ROOT, env=env)


def _kept(folder: Path) -> int:
    return sum(1 for _ in folder.glob("snapshots/*/[0-9a-f]*.warc.gz"))


def _run_with_kills(server: Any, folder: Path, pages: int, kills: int) -> None:
    """Each kill comes at a random number of kept pages, so that all of them fall into the work."""
    chance = random.Random(pages)
    items = "".join(f"<item><title>{n}</title><link>{server.url}/page/{n}</link></item>" for n in range(pages))
    feed = server.rss("all", items)
    for goal in sorted(chance.sample(range(1, pages - pages // 20), kills)):
        process = _start(feed, folder)
        while _kept(folder) <= goal and process.poll() is None:
            time.sleep(pages / 30_000)  # the server shares this process: counting files all the time would starve it
        assert process.poll() is None, "the run ended before it could be killed"
        process.kill()
        process.wait()
    assert _start(feed, folder).wait() == 0
    store = SnapshotStore(folder / "snapshots")
    urls = Counter(snapshot.url for snapshot in store.read() if snapshot.role == "page")
    assert urls == {f"{server.url}/page/{n}": 1 for n in range(pages)}
    with Ledger(folder / "ledger.sqlite") as ledger:
        rows = [row for row in ledger.rows() if row.role == "page"]
    assert Counter(row.url for row in rows if row.outcome is Outcome.NEW) == urls
    assert not list((folder / "snapshots").rglob("*.partial"))
    # A kill may cost the one page that was in flight, no more.
    assert sum(server.hits[f"/page/{n}"] for n in range(pages)) <= pages + kills


def test_killed_runs_keep_every_page_exactly_once(server: Any, tmp_path: Path) -> None:
    _run_with_kills(server, tmp_path, pages=300, kills=2)


@pytest.mark.slow
def test_five_kills_in_ten_thousand_pages_lose_and_double_nothing(server: Any, tmp_path: Path) -> None:
    _run_with_kills(server, tmp_path, pages=10_000, kills=5)
