"""A real scheduler over three simulated days: right rows, right events, no zombie; then tasks and scheduler are killed at their work."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

import duckdb
import psutil
import pytest

from etl import pipeline
from etl.settings import PROJECT, Settings
from tests.faults.machine import Machine
from tests.pipeline.test_approval import spoil

SAMPLES = PROJECT / "samples"
DAYS = (
    ("caspian-monitor/kerman-twin-blasts-claim.html",),
    ("gulf-courier/kerman-toll-89.html", "gulf-courier/peshawar-two-claims.html"),
    ("lagoon-post/konduga-abduction.html",),
)
DECLARATION = """source: inbox
outlet: Inbox
kind: folder
location: ../inbox
licence: written for this project, Apache-2.0
schedule: "@monthly"
"""

pytestmark = [pytest.mark.slow, pytest.mark.airflow]


def _declared(folder: Path) -> Path:
    (folder / "inbox").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "sources" / "inbox.yaml").write_text(DECLARATION)
    return folder / "sources"


def _deliver(folder: Path, day: tuple[str, ...]) -> None:
    for name in day:
        shutil.copy(SAMPLES / name, folder / "inbox")


def _incidents(home: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "published" / "warehouse.duckdb"), read_only=True) as con:
        return con.execute("FROM gtd.incident ORDER BY eventid").fetchall()


def _without_airflow(folder: Path, days: tuple[tuple[str, ...], ...]) -> tuple[list[tuple[object, ...]], float]:
    """What the steps alone make of the same days, and the seconds that they take."""
    ws = pipeline.open_workspace(Settings(home=folder / "var", sources=_declared(folder)))
    began = time.monotonic()
    for day in days:
        _deliver(folder, day)
        pipeline.fetch(ws, "inbox")
        for batch in pipeline.plan_reading(ws):
            pipeline.read(ws, batch)
        for batch in pipeline.plan_extraction(ws):
            pipeline.extract(ws, batch)
        for _, step in pipeline.BUILD_STEPS:
            step(ws)
    return _incidents(folder / "var"), time.monotonic() - began


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("machine")
    with Machine(folder, _declared(folder)) as running:
        yield running


def test_three_days_give_the_rows_and_events_of_three_days(
    machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, day in enumerate(DAYS, 1):
        _deliver(machine.folder, day)
        machine.trigger("ingest")
        machine.until(lambda number=number: machine.published(number), f"day {number} is published", 300)
    by_steps, seconds = _without_airflow(tmp_path, DAYS)
    assert _incidents(machine.settings.home) == by_steps
    told = [event["extra"]["articles"] for event in machine.events("accounts")]
    assert [count for count, _ in groupby(told)] == [1, 2, 1]
    assert [event["extra"]["articles"] for event in machine.loads()] == [1, 2, 1]
    assert len(machine.events("published")) >= 3
    runs = [(dag, run) for dag in ("ingest", "build", "publish") for run in machine.runs(dag)]
    tasks = [task for dag, run in runs for task in machine.tasks(dag, run["dag_run_id"])]
    assert {task["state"] for task in tasks} == {"success", "skipped"}
    assert {task["try_number"] for task in tasks if task["state"] == "success"} == {1}, "no task was lost and run again"
    log = (machine.folder / "scheduler.log").read_text()
    assert "without a heartbeat" not in log
    zombies = [p for part in machine.processes for p in machine.below(part) if p.status() == psutil.STATUS_ZOMBIE]
    assert not zombies
    spent = sum(_seconds(run) for _, run in runs)
    articles = sum(map(len, DAYS))
    with capsys.disabled():
        print(
            f"\n{articles} articles in {len(tasks)} tasks: {spent:.0f} s of runs in Airflow, {seconds:.0f} s by the steps alone; "
            f"overhead {(spent - seconds) / len(tasks):.1f} s a task, {(spent - seconds) / articles:.1f} s an article at this size"
        )


def _seconds(run: dict[str, str]) -> float:
    return (datetime.fromisoformat(run["end_date"]) - datetime.fromisoformat(run["start_date"])).total_seconds()


def test_killed_task_and_killed_scheduler_lose_and_double_nothing(machine: Machine, tmp_path: Path) -> None:
    """Goes on where the three days ended: SIGKILL to the process of a task, then to the scheduler with all that it runs."""
    day = ("gulf-courier/nairobi-airport-drill.html", "lagoon-post/bus-bridge-accident.html")
    loads = len(machine.loads())
    _deliver(machine.folder, day)
    run = machine.trigger("ingest")
    machine.until(lambda: _running(machine, "ingest", run, "extract"), "an extraction runs", 180)
    killed = _task_processes(machine)
    assert killed
    for process in killed:
        process.kill()
    machine.until(lambda: _tried_again(machine, "ingest", run, "extract"), "the killed task is tried again", 180)
    build = machine.until(lambda: [r for r in machine.runs("build") if r["state"] == "running"], "a build runs", 240)
    machine.until(lambda: _running(machine, "build", build[0]["dag_run_id"], "validate"), "a validation runs", 180)
    machine.kill("scheduler")
    machine.start("scheduler")
    machine.until(lambda: machine.published(loads + 1), "the build ends all the same", 400)
    assert _incidents(machine.settings.home) == _without_airflow(tmp_path, (*DAYS, day))[0]


def _running(machine: Machine, dag: str, run: str, task: str) -> bool:
    return any(t["task_id"] == task and t["state"] == "running" for t in machine.tasks(dag, run))


def _tried_again(machine: Machine, dag: str, run: str, task: str) -> bool:
    return any(t["task_id"] == task and t["try_number"] > 1 for t in machine.tasks(dag, run))


def _task_processes(machine: Machine) -> list[psutil.Process]:
    """The processes that do the work of tasks: each is the child of one of the executor's workers."""
    scheduler = machine.processes["scheduler"].pid
    return [process for process in machine.below("scheduler") if process.ppid() != scheduler]


def test_batch_of_which_too_much_is_rejected_waits_for_a_person(machine: Machine) -> None:
    """Reject: nothing is loaded. Approve: what was accepted is, and published."""
    home = machine.settings.home
    spoil(pipeline.open_workspace(machine.settings))
    before, loads = _incidents(home), len(machine.loads())
    for answer, load in (("Reject", "skipped"), ("Approve", "success")):
        run = machine.trigger("build")
        machine.until(lambda run=run: _in_state(machine, run, "approve", "awaiting_input"), "a person is asked", 240)
        machine.ask(
            "PATCH",
            f"/api/v2/dags/build/dagRuns/{run}/taskInstances/approve/-1/hitlDetails",
            chosen_options=[answer],
            params_input={},
        )
        machine.until(lambda run=run, load=load: _in_state(machine, run, "load", load), f"{answer}: load {load}", 240)
    machine.until(lambda: machine.published(loads + 1), "what was approved is published", 240)
    assert _incidents(home) == before, "the spoilt incident itself is in quarantine"
    held = pipeline.quarantined(pipeline.open_workspace(machine.settings)).to_pylist()
    assert [(row["suite"], row["stage"]) for row in held] == [("incidents", "validate")]


def _in_state(machine: Machine, run: str, task: str, state: str) -> bool:
    return any(t["task_id"] == task and t["state"] == state for t in machine.tasks("build", run))
