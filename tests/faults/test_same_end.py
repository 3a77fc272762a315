"""Whatever gets in the way, the warehouse ends as after one clean run: a full disk, a lost connection, two runs at once, a wrong clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.settings import PROJECT
from tests.pipeline.test_crash import _tables

RUN = Path(__file__).with_name("whole_run.py")

pytestmark = pytest.mark.slow


def _start(home: Path, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, RUN, home, *map(str, words)],
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT), "PATH": "", "GX_ANALYTICS_ENABLED": "False"},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def _run(home: Path, *words: object) -> tuple[int, str]:
    process = _start(home, *words)
    errors = process.communicate()[1]
    return process.returncode, errors


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    home = tmp_path_factory.mktemp("clean")
    status, errors = _run(home)
    assert status == 0, errors[-2000:]
    return _tables(home)


def _differ(home: Path, clean: dict[str, list[tuple[object, ...]]]) -> list[str]:
    again = _tables(home)
    return [name for name in clean if again[name] != clean[name]]


# Mebibytes: full while pages are kept, while the warehouse is first written, in the middle of a load, while the copy is published.
@pytest.mark.parametrize("size", ["64k", "1m", "7m", "12m"])
def test_disk_that_was_full_and_got_room_ends_as_a_clean_run(
    size: str, clean: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", home]).returncode:
        pytest.skip("a file system of a few kilobytes can only be mounted by root, where mounting is allowed")
    try:
        status, errors = _run(home)
        assert status != 0, "the disk was not full"
        assert "space" in errors or "full" in errors or "Error" in errors
        subprocess.run(["mount", "-o", "remount,size=256m", home], check=True)
        status, errors = _run(home)
        assert status == 0, errors[-3000:]
        assert _differ(home, clean) == []
    finally:
        subprocess.run(["umount", home], check=True)


def test_two_runs_at_once_end_as_one(clean: dict[str, list[tuple[object, ...]]], tmp_path: Path) -> None:
    both = [_start(tmp_path, 20) for _ in range(2)]
    ended = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], "\n".join(e[-2000:] for e in ended)
    assert _differ(tmp_path, clean) == []


def test_run_that_another_process_keeps_from_the_warehouse_ends_as_a_clean_one(
    clean: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    """The connection is refused and the run fails in one line; its holder is killed in a transaction, and the next run is whole."""
    held = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); c.begin(); c.execute('CREATE TABLE t (i INT)'); print(flush=True); time.sleep(600)"
    holder = subprocess.Popen(
        [sys.executable, "-c", held, tmp_path / "warehouse.duckdb"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        status, errors = _run(tmp_path)
        assert status != 0
        told = errors.strip().splitlines()[-1]
        assert "warehouse.duckdb" in told and "close what has the file open" in told
    finally:
        holder.kill()
        holder.wait()
    assert _run(tmp_path)[0] == 0
    assert _differ(tmp_path, clean) == []


@pytest.mark.parametrize("years", [-6, 10])
def test_clock_that_jumps_after_fetching_changes_nothing(
    years: int, clean: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    status, errors = _run(tmp_path, 1, years)
    assert status == 0, errors[-3000:]
    assert _differ(tmp_path, clean) == []
    assert _run(tmp_path)[0] == 0, "and the clock is right again"
    assert _differ(tmp_path, clean) == []


def test_old_date_run_again_changes_nothing(clean: dict[str, list[tuple[object, ...]]], tmp_path: Path) -> None:
    """A backfill of a range, then everything, then the range again: what is known is not taken twice."""
    for since in ("2024-01-05", None, "2024-01-05"):
        status, errors = _run(tmp_path, 1, 0, *([since] if since else []))
        assert status == 0, errors[-3000:]
    again = _tables(tmp_path)
    rows = ("raw.", "core.", "ref.")  # what the checks said is of two builds, and not of one
    assert [name for name in clean if name.startswith(rows) and again[name] != clean[name]] == []
