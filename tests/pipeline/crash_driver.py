"""Runs the pipeline in a child that dies by SIGKILL at its n-th write, then once more to the end.

`python crash_driver.py FOLDER SHARE...`: FOLDER/0 is one clean run; for each share of its writes, FOLDER/<n> is killed there and finished by
a second run. Prints one line `<n> <killed>` a trial. The parent imports what is slow once and forks, so that a trial takes seconds.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import great_expectations  # noqa: F401, TID251  # imported before the fork: it takes seconds

from etl import pipeline
from etl.settings import PROJECT, Settings

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def main(folder: Path, shares: list[float]) -> None:
    clean = folder / "0"
    if _in_child(lambda: _run(clean, die_at=0)) != 0:
        sys.exit("the clean run failed")
    writes = int((clean / "writes").read_text())
    for point in sorted({max(1, round(writes * share)) for share in shares}):
        home = folder / str(point)
        status = _in_child(lambda home=home, point=point: _run(home, die_at=point))
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if _in_child(lambda home=home: _run(home, die_at=0)) != 0:
            sys.exit(f"the run after the kill before write {point} failed")
        print(point, int(killed), flush=True)


def _in_child(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def _run(home: Path, die_at: int) -> None:
    writes = _Writes(home, die_at)
    writes.watch(os, "fsync")
    writes.watch(Path, "replace")
    writes.watch(Path, "rename")
    from etl.store import Ledger
    from etl.warehouse import Warehouse

    writes.watch(Ledger, "append")
    writes.watch(Warehouse, "_load_table")
    ws = pipeline.open_workspace(
        Settings(home=home, sources=PROJECT / "samples" / "sources", batch_size=10), lambda: NOW
    )
    for name in pipeline.choose_sources(ws):
        pipeline.fetch(ws, name)
    for batch in pipeline.plan_reading(ws):
        pipeline.read(ws, batch)
    for batch in pipeline.plan_extraction(ws):
        pipeline.extract(ws, batch)
    for step in (pipeline.reconcile, pipeline.validate, pipeline.load, pipeline.publish):
        step(ws)
    (home / "writes").write_text(str(writes.count))


class _Writes:
    """Counts what changes the disk and kills the process before the n-th of them."""

    def __init__(self, home: Path, die_at: int) -> None:
        self.count = 0
        self.die_at = die_at
        home.mkdir(parents=True, exist_ok=True)

    def watch(self, owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            if self.count == self.die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*args, **kwargs)

        setattr(owner, name, counted)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [float(share) for share in sys.argv[2:]])
