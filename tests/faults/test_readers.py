"""Readers of the published copy are never blocked, never broken, and never see half of a load."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from etl.settings import PROJECT
from etl.warehouse import LoadBatch, Warehouse

READER = Path(__file__).with_name("reader.py")


def _load(warehouse: Warehouse, number: int) -> None:
    run = {"run_id": f"{number:04}", "started_at": datetime(2026, 1, 1), "status": "finished"}
    metric = {"run_id": f"{number:04}", "name": "load", "labels": "", "value": float(number)}
    warehouse.load(LoadBatch(runs=[run], metrics=[metric]))


def _check(folder: Path, readers: int, loads: int) -> None:
    warehouse = Warehouse(folder / "warehouse.duckdb", PROJECT / "sql")
    published, stop = folder / "published" / "warehouse.duckdb", folder / "stop"
    warehouse.migrate()
    _load(warehouse, 0)
    warehouse.publish(published)
    started = [
        subprocess.Popen(
            [sys.executable, READER, published, stop],
            cwd=PROJECT,
            env={"PYTHONPATH": str(PROJECT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(readers)
    ]
    try:
        for number in range(1, loads + 1):
            _load(warehouse, number)
            warehouse.publish(published)
    finally:
        stop.touch()
        ended = [reader.communicate(timeout=120) for reader in started]
    assert [reader.returncode for reader in started] == [0] * readers, [error[-500:] for _, error in ended if error]
    asked = [int(out.split()[0]) for out, _ in ended]
    assert all(asked), "every reader was answered while loads went on"
    assert [path.name for path in published.parent.iterdir()] == [published.name], "no copy is left behind"


def test_readers_see_whole_states_while_loads_go_on(tmp_path: Path) -> None:
    _check(tmp_path, readers=2, loads=12)


@pytest.mark.slow
def test_twenty_readers_see_whole_states_through_fifty_loads(tmp_path: Path) -> None:
    _check(tmp_path, readers=20, loads=50)
