"""A run that dies at any point and is started again leaves the warehouse that one clean run leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl.settings import PROJECT

DRIVER = Path(__file__).with_name("crash_driver.py")


def _tables(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of the published copy but the log of runs, in one order."""
    with duckdb.connect(str(home / "published" / "warehouse.duckdb"), read_only=True) as con:
        names = con.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1"
        ).fetchall()
        return {name: con.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in names if name != "quality.run"}


def _check(folder: Path, points: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, DRIVER, folder, *points],
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT), "PATH": "", "GX_ANALYTICS_ENABLED": "False"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    trials = dict(line.split() for line in done.stdout.splitlines())
    assert list(trials) == points
    assert set(trials.values()) == {"1"}, f"some ended before they could be killed: {trials}"
    clean = _tables(folder / "clean")
    assert clean["core.incident"] and clean["raw.article"]
    for point in points:
        again = _tables(folder / point)
        assert [name for name in clean if again[name] != clean[name]] == [], f"killed at {point}"
        assert _told(folder / point) == _expected(point), point


def _told(home: Path) -> tuple[str, int, str | None]:
    """What `quality.run` says of the one run: its state, its attempts, and the words about the one that was killed."""
    with duckdb.connect(str(home / "published" / "warehouse.duckdb"), read_only=True) as con:
        ((status, attempts, trouble),) = con.execute("SELECT status, attempts, trouble FROM quality.run").fetchall()
    return status, attempts, trouble and trouble.rpartition(": ")[2]


def _expected(point: str) -> tuple[str, int, str | None]:
    """Killed in the midst of a build, it says so; killed before or after, there was no attempt but one that ended well."""
    step, share = point.split(":")
    # The first write of `reconcile` migrates, before the run begins; the last of `load` come after its transaction, when it has finished.
    midst = step == "validate" or (step == "reconcile" and share != "0") or (step == "load" and float(share) < 0.9)
    return ("finished", 2, "killed, or its machine went down") if midst else ("finished", 1, None)


def test_killed_run_started_again_equals_a_clean_run(tmp_path: Path) -> None:
    """One kill in each part of the run: fetching, extracting, loading, publishing."""
    _check(tmp_path, ["fetch:0.5", "extract:0.5", "load:0.5", "publish:0.5"])


@pytest.mark.slow
def test_run_killed_at_any_step_equals_a_clean_run(tmp_path: Path) -> None:
    """Before the first write of each step and before its last, and three times within the transaction of the load: 17 trials."""
    ends = [
        f"{step}:{share}"
        for step in ("fetch", "read", "extract", "reconcile", "validate", "load", "publish")
        for share in (0, 1)
    ]
    _check(tmp_path, [*ends, "load:0.25", "load:0.5", "load:0.75"])
