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


def _check(folder: Path, shares: list[float]) -> None:
    done = subprocess.run(
        [sys.executable, DRIVER, folder, *map(str, shares)],
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT), "PATH": "", "GX_ANALYTICS_ENABLED": "False"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    trials = [line.split() for line in done.stdout.splitlines()]
    assert len(trials) == len(shares)
    clean = _tables(folder / "0")
    assert clean["core.incident"] and clean["raw.article"]
    for point, killed in trials:
        assert killed == "1", f"the run ended before write {point}"
        again = _tables(folder / point)
        assert [name for name in clean if again[name] != clean[name]] == [], f"killed before write {point}"


def test_killed_run_started_again_equals_a_clean_run(tmp_path: Path) -> None:
    """One kill in each part of the run: fetching, extracting, loading, publishing."""
    _check(tmp_path, [0.1, 0.4, 0.7, 0.97])


@pytest.mark.slow
def test_run_killed_at_any_of_twenty_points_equals_a_clean_run(tmp_path: Path) -> None:
    _check(tmp_path, [n / 20 for n in range(20)])
