"""Measures what decides how far a cluster goes. Prints one line a measurement.

    python bench/bench_scale.py [--postgres postgresql://user@host/database] [--accounts 20000] [--articles 400]

Extraction with one, two and four workers; the same load into a file, into a lake with a file as its catalogue and, where one is named, into a
lake with a catalogue in PostgreSQL; rows a second into the ledger. Processor seconds are given beside the clock, which also tells of the
machine's other work. The database named must be empty; its password is PGPASSWORD.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.world import World
from etl.model import Account, LedgerRow, Outcome, Part
from etl.pipeline import article_from_row, extract_stream
from etl.reconcile import reconcile
from etl.store import Ledger
from etl.warehouse import Lake, LakeWarehouse, LoadBatch, Warehouse

ROOT = Path(__file__).resolve().parents[1]
SQL = ROOT / "sql"
GOLD = ROOT / "tests" / "gold" / "articles.jsonl"


def cpu() -> float:
    """Processor seconds of this process and its finished workers."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def measured(name: str, work: Callable[[], int], unit: str) -> None:
    """One line: how long it took by the clock, in processor seconds, and how many a second."""
    start, spent = time.perf_counter(), cpu()
    count = work()
    seconds = time.perf_counter() - start
    print(f"{name:<46} {seconds:8.1f} s {cpu() - spent:8.1f} cpu s {count / seconds:10.1f} {unit}/s", flush=True)


def extract(workers: int, count: int) -> int:
    """The articles worked through: those of the gold corpus, over and over."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    articles = (article_from_row({**row, "doc": f"{n}"}) for n, row in enumerate(islice(cycle(rows), count)))
    return sum(1 for _ in extract_stream(articles, workers=workers))


def load(warehouse: Warehouse, accounts: list[Account], *, whole: bool) -> int:
    """The accounts settled beforehand and loaded."""
    batch = LoadBatch(parts=[Part(tuple(accounts), reconcile(accounts))], whole=whole)
    measured(f"  load of {len(accounts):,} accounts", lambda: (warehouse.load(batch), len(accounts))[1], "accounts")
    return len(accounts)


def note(place: Path | str, count: int) -> int:
    """The rows written to a ledger, each a transaction."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with Ledger(place) as ledger:
        for n in range(count):
            ledger.append(
                LedgerRow(f"https://a.example/{n}", "a", at, Outcome.NEW, 200, snapshot=f"{n:040}", role="page")
            )
    return count


def main() -> None:
    """All measurements."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", default="")
    parser.add_argument("--accounts", type=int, default=20_000)
    parser.add_argument("--articles", type=int, default=400)
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    for workers in (1, 2, 4):
        measured(f"extraction, {workers} workers", lambda workers=workers: extract(workers, asked.articles), "articles")
    world = World(asked.accounts // 5, asked.accounts)
    accounts = [account for account, _ in world.told(0, asked.accounts)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        places: dict[str, Warehouse] = {
            "file": Warehouse(folder / "w.duckdb", SQL),
            "lake, catalogue in a file": LakeWarehouse(
                Lake(str(folder / "c.ducklake"), str(folder / "one")), folder / "a.duckdb", SQL
            ),
        }
        ledgers: list[Path | str] = [folder / "ledger.sqlite"]
        if asked.postgres:
            lake = Lake(asked.postgres, str(folder / "two"))
            places["lake, catalogue in PostgreSQL"] = LakeWarehouse(lake, folder / "b.duckdb", SQL)
            ledgers.append(asked.postgres)
        for name, warehouse in places.items():
            print(name)
            measured("  migrations", lambda warehouse=warehouse: len(warehouse.migrate()), "files")
            load(warehouse, accounts, whole=True)
            load(warehouse, accounts[: len(accounts) // 20], whole=False)
            measured("  publishing", lambda w=warehouse: (w.publish(folder / "p.duckdb"), 1)[1], "copies")
        for place in ledgers:
            kind = "SQLite" if isinstance(place, Path) else "PostgreSQL"
            measured(f"ledger in {kind}, one writer", lambda place=place: note(place, 1000), "rows")


if __name__ == "__main__":
    main()
