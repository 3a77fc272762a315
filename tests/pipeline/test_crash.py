"""A run that dies at any point and is started again leaves the warehouse that one clean run leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl.settings import PROJECT

DRIVER = Path(__file__).with_name("crash_driver.py")


def _trials(folder: Path, points: list[int]) -> list[tuple[int, int, int]]:
    done = subprocess.run(
        [sys.executable, DRIVER, folder, *map(str, points)],
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT), "PATH": "", "GX_ANALYTICS_ENABLED": "False"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [tuple(map(int, line.split())) for line in done.stdout.splitlines()]  # type: ignore[misc]


def _tables(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of the published copy but the log of runs, in one order."""
    with duckdb.connect(str(home / "published" / "warehouse.duckdb"), read_only=True) as con:
        names = con.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1"
        ).fetchall()
        return {name: con.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in names if name != "quality.run"}


def _check(folder: Path, trials: list[tuple[int, int, int]]) -> None:
    clean = _tables(folder / "0")
    assert clean["core.incident"] and clean["raw.article"]
    for point, _, killed in trials:
        if point:
            assert killed, f"the run ended before write {point}"
            assert _tables(folder / str(point)) == clean, f"killed before write {point}"


def test_killed_run_started_again_equals_a_clean_run(tmp_path: Path) -> None:
    """One kill in each part of the run: fetching, reading, extracting, staging, loading, publishing, reporting."""
    (_, writes, _), *_ = _trials(tmp_path, [0])
    points = [round(writes * share) for share in (0.1, 0.4, 0.7, 0.95)]
    _check(tmp_path, _trials(tmp_path, points))


@pytest.mark.slow
def test_run_killed_at_every_second_write_equals_a_clean_run(tmp_path: Path) -> None:
    (_, writes, _), *_ = _trials(tmp_path, [0])
    _check(tmp_path, _trials(tmp_path, list(range(1, writes, 2))))
