"""Measures the build that users run, step by step: from the stores through `incidents reconcile`, `validate`, `load` and `publish`.

    python bench/bench_build.py [--accounts 200000]

The stores are filled with a made-up world, articles and accounts, before the clock starts. Each step runs in a process of its own, as under
Airflow, so that its memory is its own. A million accounts are to hold in 8 GB.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.world import SYLLABLES, World
from etl import pipeline
from etl.model import Account, Article, Span
from etl.pipeline.copies import note_copies
from etl.pipeline.workspace import extractor_id, open_warehouse
from etl.settings import Settings

NOW = datetime(2026, 1, 2, tzinfo=UTC)
BATCH = 20_000
# What the made-up world gives without regard to the real one; the suites would rightly refuse it.
LEFT_OUT = {"latitude", "longitude", "weaptype"}


def workspace(home: Path) -> pipeline.Workspace:
    """The workspace below this folder."""
    return pipeline.open_workspace(Settings(home=home), lambda: NOW)


def written(doc: str, accounts: Iterable[Account]) -> tuple[Article, list[Account]]:
    """An article whose text holds every quote of its accounts, and the accounts with their quotes where they stand in it."""
    rng = random.Random(doc)
    title, text = f"Report {doc}", ""

    def place(span: Span) -> Span:
        nonlocal text
        start = len(title) + 2 + len(text)
        text += f"{span.quote} {' '.join(rng.choice(SYLLABLES) + rng.choice(SYLLABLES) for _ in range(8))}. "
        return replace(span, start=start, end=start + len(span.quote))

    told = [
        replace(
            account,
            values={
                name: replace(held, evidence=tuple(map(place, held.evidence)))
                for name, held in account.values.items()
                if name not in LEFT_OUT
            },
            tolls=tuple(replace(row, span=place(row.span)) for row in account.tolls),
            claims=tuple(replace(row, span=place(row.span)) for row in account.claims),
            victims=tuple(replace(row, span=place(row.span)) for row in account.victims),
        )
        for account in accounts
    ]
    first = told[0]
    at = None if first.published_at is None else datetime.fromisoformat(first.published_at)
    return Article(doc, title, text, source=first.source, published_at=at, fetched_at=NOW, language="en"), told


def reports(world: World) -> Iterator[tuple[Article, list[Account]]]:
    """All articles with their accounts."""
    for doc, group in groupby((account for account, _ in world.told()), key=lambda account: account.doc):
        yield written(doc, group)


def fill(home: Path, world: World) -> None:
    """The stores as reading and extraction would leave them."""
    ws = workspace(home)
    by = extractor_id(ws)
    batch: list[tuple[Article, list[Account]]] = []

    def put() -> None:
        ws.articles.put(article for article, _ in batch)
        ws.accounts.put({article.doc: accounts for article, accounts in batch}, by)
        batch.clear()

    for report in reports(world):
        batch.append(report)
        if len(batch) == BATCH:
            put()
    put()


def find_copies(ws: pipeline.Workspace) -> None:
    """Nothing; which articles are copies is known, as it is after any earlier build."""
    open_warehouse(ws).migrate()
    note_copies(ws)


STEPS = {"copies": find_copies, **dict(pipeline.BUILD_STEPS[:4])}


def step(name: str, home: Path) -> tuple[float, float, float]:
    """Seconds, processor seconds, and gigabytes at most, of one step."""
    start = time.perf_counter()
    STEPS[name](workspace(home))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e6


def main() -> None:
    """Fills the stores and prints one line a step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", type=int, default=20_000)
    parser.add_argument(
        "--home", type=Path, help="keep the workspace here, and use it again; default: a folder for a while"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        if not (home / "accounts").exists():
            fill(home, World(max(1, given.accounts // 5), given.accounts))
        for name in STEPS:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                seconds, used, most = pool.submit(step, name, home).result()
            print(f"{name:<12} {seconds:8.1f} s {used:8.1f} cpu s {most:6.2f} GB", flush=True)


if __name__ == "__main__":
    main()
