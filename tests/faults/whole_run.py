"""The whole pipeline over the samples in one process, with the crash driver's clock: `python whole_run.py HOME [TRIES [YEARS [SINCE]]]`.

A build that something got in the way of is tried again from its first step, as a scheduler would. YEARS: once everything is fetched, the clock
jumps by so many. SINCE: only what is dated since that day is fetched, as in a backfill.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from etl import pipeline
from etl.errors import IncidentWarehouseError
from etl.settings import PROJECT, Settings
from tests.pipeline.crash_driver import NOW


def main(home: Path, tries: int = 1, years: int = 0, since: str | None = None) -> None:
    now = NOW
    ws = pipeline.open_workspace(
        Settings(home=home, sources=PROJECT / "samples" / "sources", batch_size=10), lambda: now
    )
    for name in pipeline.choose_sources(ws):
        pipeline.fetch(ws, name, since=since)
    now = NOW.replace(year=NOW.year + years)
    for batch in pipeline.plan_reading(ws):
        pipeline.read(ws, batch)
    for batch in pipeline.plan_extraction(ws):
        pipeline.extract(ws, batch)
    for left in reversed(range(tries)):
        try:
            for name, step in pipeline.BUILD_STEPS:
                if name != "report":  # it writes no table
                    step(ws)
        except (IncidentWarehouseError, OSError) as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            if not left:
                sys.exit(1)
            time.sleep(0.5)
        else:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:4]), *sys.argv[4:])
