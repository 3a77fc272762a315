"""Runs the pipeline in a child that dies by SIGKILL before one of its writes, then once more to the end.

`python crash_driver.py FOLDER STEP:SHARE...`: FOLDER/clean is one clean run; for each point FOLDER/STEP:SHARE is killed before the write that
lies at this share of the step's writes (0: the first, 1: the last) and finished by a second run. Prints one line `<point> <killed>` a trial.
The parent imports what is slow once and forks, so that a trial takes seconds.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import great_expectations  # noqa: F401, TID251  # imported before the fork: it takes seconds

from etl import pipeline
from etl.settings import PROJECT, Settings

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def main(folder: Path, points: list[str]) -> None:
    clean = folder / "clean"
    if _in_child(lambda: _run(clean, die_at=0)) != 0:
        sys.exit("the clean run failed")
    steps = json.loads((clean / "writes").read_text())
    for point in points:
        step, share = point.split(":")
        first, last = steps[step]
        home, die_at = folder / point, first + round(float(share) * (last - first))
        status = _in_child(lambda home=home, die_at=die_at: _run(home, die_at))
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if _in_child(lambda home=home: _run(home, die_at=0)) != 0:
            sys.exit(f"the run after the kill at {point} failed")
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
    writes.watch(Warehouse, "_append")
    writes.watch(Warehouse, "_load_table")
    ws = pipeline.open_workspace(
        Settings(home=home, sources=PROJECT / "samples" / "sources", batch_size=10), lambda: NOW
    )
    with writes.of("fetch"):
        for name in pipeline.choose_sources(ws):
            pipeline.fetch(ws, name)
    with writes.of("read"):
        for batch in pipeline.plan_reading(ws):
            pipeline.read(ws, batch)
    with writes.of("extract"):
        for batch in pipeline.plan_extraction(ws):
            pipeline.extract(ws, batch)
    for step in (pipeline.reconcile, pipeline.validate, pipeline.load, pipeline.publish):
        with writes.of(step.__name__):
            step(ws)
    (home / "writes").write_text(json.dumps(writes.steps))


class _Writes:
    """Counts what changes the disk and kills the process before the n-th of them."""

    def __init__(self, home: Path, die_at: int) -> None:
        self.count = 0
        self.die_at = die_at
        self.steps: dict[str, tuple[int, int]] = {}
        home.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def of(self, step: str) -> Iterator[None]:
        """What is written meanwhile is this step's."""
        before = self.count
        yield
        self.steps[step] = (before + 1, self.count)

    def watch(self, owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            if self.count == self.die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*args, **kwargs)

        setattr(owner, name, counted)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
