"""Measures reconciling, loading and asking on a made-up world. Prints one line a measurement.

    python bench/bench_world.py                       # 1,000,000 accounts of 200,000 incidents, and half of that: half an hour
    python bench/bench_world.py --accounts 100000     # a look, in two minutes

The targets are for the full size on two idle cores: reconcile and load under 600 s and 8 GB, a day of 5,000 accounts under 20 s, each
query under 200 ms, and double the world in less than 2.3 times the time. On a busy machine processor time says more than the clock.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.world import World
from etl.memory import uncollected
from etl.model import Account, Part, Traits
from etl.reconcile import Plan, plan, reconcile_near, settle_plan, traits_of
from etl.warehouse import LoadBatch, Warehouse, query, stage
from etl.warehouse.tables import Tables

SQL = Path(__file__).resolve().parents[1] / "sql"
PART = 10_000  # accounts settled at a time: enough to fill a load, few enough for a worker's memory
DAY = 5_000


def say(name: str, value: float, unit: str, target: str = "") -> None:
    """One measurement."""
    print(f"{name:<42} {value:>12,.2f} {unit:<8} {target}", flush=True)


def read_traits(world: World, first: int, count: int) -> list[Traits]:
    """What a first pass over the account store keeps of each account."""
    return [traits_of(account) for account, _ in world.told(first, count)]


@uncollected()
def settle_part(world: World, part: Plan) -> Tables:
    """One part of the plan, its accounts read again, settled and turned into rows."""
    accounts = [account_of(world, t.account_id) for t in part.traits]
    return stage(accounts, settle_plan(part, accounts), {})


def account_of(world: World, account_id: str) -> Account:
    """The account of this id, as a store would find it."""
    doc, number = account_id.split("#")
    n = int(doc[1:]) + (number == "2")
    return next(world.told(n, 1))[0]


def settled_parts(world: World, planned: Plan, pool: ProcessPoolExecutor, ahead: int) -> Iterator[Tables]:
    """The tables of all parts, at most `ahead` of them waiting, so that memory stays bounded."""
    waiting = []
    for part in planned.parts(PART):
        waiting.append(pool.submit(settle_part, world, part))
        if len(waiting) > ahead:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


def opened(path: Path) -> Warehouse:
    """The warehouse in that file, with the memory that a small server has."""
    return Warehouse(path, SQL, memory_limit="3GB", threads=2)


def memory_of_all() -> float:
    """Resident memory of this process and its children now, in GB."""
    pages = 0
    me = os.getpid()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            if int(folder.name) == me or int(status[1]) == me:
                pages += int((folder / "statm").read_text().split()[1])
        except (OSError, IndexError, ValueError):
            continue
    return pages * resource.getpagesize() / 1e9


class Peak(threading.Thread):
    """The highest memory of this process and its workers while it runs."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.highest = 0.0
        self.done = threading.Event()

    def run(self) -> None:
        """Looks twice a second."""
        while not self.done.wait(0.5):
            self.highest = max(self.highest, memory_of_all())


def cpu() -> float:
    """Processor seconds of this process and its finished workers: what an idle machine would need on one core."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def build(world: World, warehouse: Warehouse, workers: int) -> tuple[float, float]:
    """Seconds, and processor seconds, to reconcile and load the whole world. Reading the store is part of it: here, making the accounts up."""
    peak = Peak()
    peak.start()
    start, spent = time.perf_counter(), cpu()
    with ProcessPoolExecutor(workers) as pool:
        chunks = range(0, world.accounts, PART)
        traits = [
            t
            for part in pool.map(
                read_traits, *zip(*((world, c, min(PART, world.accounts - c)) for c in chunks), strict=True)
            )
            for t in part
        ]
        say("  read traits", time.perf_counter() - start, "s")
        mark = time.perf_counter()
        planned = plan(traits)
        say(
            "  plan (block, match, cluster, identify)",
            time.perf_counter() - mark,
            "s",
            f"{len(planned.incidents):,} incidents",
        )
        mark = time.perf_counter()
        warehouse.load_parts(settled_parts(world, planned, pool, workers + 1), whole=True)
        say("  settle and load", time.perf_counter() - mark, "s")
    seconds = time.perf_counter() - start
    peak.done.set()
    say(f"build of {world.accounts:,} accounts", seconds, "s", "target 600 s for 1,000,000")
    used = cpu() - spent
    say("  processor time", used, "s", f"{1e6 * used / world.accounts:,.0f} us an account")
    say("  memory, all processes", peak.highest, "GB", "target 8 GB")
    quality(world, planned)
    return seconds, used


def quality(world: World, planned: Plan) -> None:
    """Pairwise precision and recall against the world's truth."""
    truth = {account.account_id: number for account, number in world.told()} if world.accounts <= 200_000 else {}
    if not truth:
        return
    together = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    said = right = 0
    for planned_incident in planned.incidents:
        members = Counter(truth[account_id] for account_id in planned_incident.account_ids)
        n = len(planned_incident.account_ids)
        said += n * (n - 1) // 2
        right += sum(m * (m - 1) // 2 for m in members.values())
    say("  pairwise precision", 100 * right / max(1, said), "%")
    say("  pairwise recall", 100 * right / max(1, together), "%", "recollections by year alone cannot be placed")


def day(world: World, path: Path) -> float:
    """Seconds for a day of new accounts. Belongs in a process of its own, as under Airflow: none that still holds a whole world."""
    warehouse = opened(path)
    later = World(world.incidents, world.accounts, world.seed, edition=1)
    fresh = [account for account, _ in later.told(world.accounts // 2, DAY)]
    start, spent = time.perf_counter(), cpu()
    near = reconcile_near(fresh, known=warehouse)
    warehouse.load(LoadBatch(parts=[Part(near.accounts, near.reconciliation)], removed=near.removed))
    seconds = time.perf_counter() - start
    say("  processor time", cpu() - spent, "s")
    say(f"a day of {DAY:,} accounts", seconds, "s", f"target 20 s; {len(near.accounts):,} accounts worked out again")
    return seconds


def ask(warehouse: Warehouse, target: Path) -> None:
    """Milliseconds of each example query, the best of three, on the published copy."""
    start = time.perf_counter()
    warehouse.publish(target)
    say("publish", time.perf_counter() - start, "s", f"{target.stat().st_size / 1e6:,.0f} MB")
    from etl.warehouse import connect

    with connect(target) as con:
        for file in sorted((SQL / "queries").glob("*.sql")):
            times = []
            for _ in range(3):
                start = time.perf_counter()
                con.execute(file.read_text()).to_arrow_table()
                times.append(time.perf_counter() - start)
            say(f"  {file.stem}", 1000 * min(times), "ms", "target 200 ms" if min(times) < 0.2 else "OVER 200 ms")
    query(target, "SELECT 1")


def main() -> None:
    """Builds the world, and half of it, and prints the measurements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", type=int, default=1_000_000)
    parser.add_argument("--incidents", type=int, default=0, help="default: a fifth of the accounts")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-half", action="store_true", help="leave out the world of half the size")
    given = parser.parse_args()
    incidents = given.incidents or given.accounts // 5
    with tempfile.TemporaryDirectory() as folder:
        taken = {}
        for size in ([] if given.no_half else [2]) + [1]:
            world = World(incidents // size, given.accounts // size)
            warehouse = opened(Path(folder) / f"world{size}.duckdb")
            warehouse.migrate()
            taken[size] = build(world, warehouse, given.workers)
        if 2 in taken:
            say("double the world", taken[1][0] / taken[2][0], "times", "target below 2.3")
            say("  processor time", taken[1][1] / taken[2][1], "times")
        ask(warehouse, Path(folder) / "published.duckdb")
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
            one.submit(day, world, warehouse.path).result()


if __name__ == "__main__":
    main()
