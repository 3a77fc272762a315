"""A real scheduler over three simulated days: right rows, right events, no zombie; then tasks and scheduler are killed at their work."""

from __future__ import annotations

import shutil
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

import duckdb
import psutil
import pytest

from etl import pipeline
from etl.settings import PROJECT, Settings
from tests.faults.collector import Collector
from tests.faults.machine import BUILD, INGEST, PARTS, Machine
from tests.pipeline.test_approval import spoil

SAMPLES = PROJECT / "samples"
DAYS = (
    ("caspian-monitor/kerman-twin-blasts-claim.html",),
    ("gulf-courier/kerman-toll-89.html", "gulf-courier/peshawar-two-claims.html"),
    ("lagoon-post/konduga-abduction.html",),
)
# One page a fault.
LATER = (
    "caspian-monitor/tbilisi-gas-explosion.html",
    "gulf-courier/nairobi-airport-drill.html",
    "lagoon-post/bus-bridge-accident.html",
    "station-bulletin/2024-03-02-lanao-army-operation.txt",
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
def collector() -> Iterator[Collector]:
    with Collector() as listening:
        yield listening


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory, collector: Collector) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("machine")
    with Machine(folder, _declared(folder), **collector.environment) as running:
        yield running


def test_three_days_give_the_rows_and_events_of_three_days(machine: Machine, tmp_path: Path) -> None:
    for number, day in enumerate(DAYS, 1):
        _deliver(machine.folder, day)
        machine.trigger("ingest")
        machine.until(lambda number=number: machine.published(number), f"day {number} is published", 900)
    by_steps, seconds = _without_airflow(tmp_path, DAYS)
    assert _incidents(machine.settings.home) == by_steps
    told = [event["extra"]["articles"] for event in machine.events("accounts")]
    assert [count for count, _ in groupby(told)] == [1, 2, 1]
    # The second day brings more articles than are known, so all are built anew: the load counts them all.
    assert [event["extra"]["articles"] for event in machine.loads()] == [1, 3, 1]
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
    # A warning is shown in pytest's summary, also by a worker of pytest-xdist.
    warnings.warn(
        f"measured: {articles} articles in {len(tasks)} tasks: {spent:.0f} s of runs in Airflow, {seconds:.0f} s by the steps alone; "
        f"overhead {(spent - seconds) / len(tasks):.1f} s a task, {(spent - seconds) / articles:.1f} s an article at this size",
        stacklevel=1,
    )


def test_metrics_of_airflow_reach_a_collector(machine: Machine, collector: Collector) -> None:
    """With the settings that docs/operation.md names; these are the ones that it says are worth an alarm."""
    wanted = {"airflow.scheduler_heartbeat", "airflow.pool.open_slots", "airflow.ti.finish"}
    machine.until(lambda: wanted <= collector.names, f"{wanted} are sent", 60)


def test_nothing_of_airflow_listens_beyond_loopback(machine: Machine) -> None:
    parts = [process for part in machine.processes for process in machine.below(part)]
    own = {process.pid for process in parts} | {process.pid for process in machine.processes.values()}
    heard = [c for c in psutil.net_connections("inet") if c.pid in own and c.status == psutil.CONN_LISTEN]
    assert {c.laddr.ip for c in heard} == {"127.0.0.1"}


def _seconds(run: dict[str, str]) -> float:
    return (datetime.fromisoformat(run["end_date"]) - datetime.fromisoformat(run["start_date"])).total_seconds()


@pytest.mark.parametrize("steps", [INGEST, BUILD], ids=["ingest", "build"])
def test_task_of_each_step_is_killed_once_and_nothing_is_lost_or_doubled(
    machine: Machine, steps: tuple[str, ...], tmp_path: Path
) -> None:
    """SIGKILL to the process of every task of a DAG in turn, when it has done its work and not said so yet: all is done twice."""
    before = sum(_killed_tasks(machine).values())
    machine.order("kill", *steps)
    _one_more_day(machine, tmp_path)
    assert machine.held() == [], "every order was carried out"
    assert sum(_killed_tasks(machine).values()) >= before + len(steps), "every killed task was tried again"


@pytest.mark.parametrize("parts", [("scheduler",), PARTS], ids=["scheduler", "everything"])
def test_machine_that_goes_down_in_the_midst_of_a_load_goes_on_where_it_was(
    machine: Machine, parts: tuple[str, ...], tmp_path: Path
) -> None:
    """SIGKILL to the scheduler with all that it runs, then to every process of Airflow at once, as when the power fails."""
    machine.order("hold", "load")

    def go_down() -> None:
        machine.until(lambda: _any_running(machine, "build", "load"), "a load begins", 900)
        for part in parts:
            machine.kill(part)
        machine.let_go()
        for part in parts:
            machine.start(part)
        machine.until(machine.answers, "Airflow answers", 180)

    _one_more_day(machine, tmp_path, meanwhile=go_down)


def _one_more_day(machine: Machine, folder: Path, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Delivers a page that no day had, has it ingested, built and published, and compares every row with what the steps alone make."""
    loads = len(machine.loads())
    _deliver(machine.folder, (LATER[len(machine.delivered)],))
    machine.delivered.append(LATER[len(machine.delivered)])
    machine.trigger("ingest")
    meanwhile()
    machine.until(lambda: machine.published(loads + 1), "the day is published all the same", 1200)
    _without_airflow(folder, (*DAYS, *((page,) for page in machine.delivered)))
    again, clean = _rows(machine.settings.home), _rows(folder / "var")
    assert [name for name in clean if again[name] != clean[name]] == []


def _rows(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of news and incidents, but for the times that come from fetching; the schema `quality` tells of runs, which differ."""
    with duckdb.connect(str(home / "published" / "warehouse.duckdb"), read_only=True) as con:
        told = con.execute(
            "SELECT schema_name || '.' || table_name, list('\"' || column_name || '\"' ORDER BY column_index) FROM duckdb_columns() "
            "WHERE schema_name IN ('raw', 'core', 'ref') AND (data_type <> 'TIMESTAMP' OR column_name = 'published_at') "
            "GROUP BY ALL"
        ).fetchall()
        return {
            table: con.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY ALL").fetchall()
            for table, columns in told
        }


def _killed_tasks(machine: Machine) -> dict[str, int]:
    """For each task instance, how often it was tried again."""
    runs = [(dag, run["dag_run_id"]) for dag in ("ingest", "build", "publish") for run in machine.runs(dag)]
    return {
        f"{dag} {run} {task['task_id']} {task['map_index']}": task["try_number"] - 1
        for dag, run in runs
        for task in machine.tasks(dag, run)
        if task["try_number"] > 1
    }


def _any_running(machine: Machine, dag: str, task: str) -> bool:
    runs = [run["dag_run_id"] for run in machine.runs(dag) if run["state"] == "running"]
    return any(_running(machine, dag, run, task) for run in runs)


def _running(machine: Machine, dag: str, run: str, task: str) -> bool:
    return any(t["task_id"] == task and t["state"] == "running" for t in machine.tasks(dag, run))


def test_batch_of_which_too_much_is_rejected_waits_for_a_person(machine: Machine) -> None:
    """Reject: nothing is loaded. Approve: what was accepted is, and published."""
    home = machine.settings.home
    spoil(pipeline.open_workspace(machine.settings))
    before, loads = _incidents(home), len(machine.loads())
    for answer, load in (("Reject", "skipped"), ("Approve", "success")):
        run = machine.trigger("build")
        machine.until(lambda run=run: _in_state(machine, run, "approve", "awaiting_input"), "a person is asked", 600)
        # A person takes longer than the task's process takes to end; an answer while it still ends makes Airflow 3.3.2 fail the task.
        time.sleep(10)
        machine.ask(
            "PATCH",
            f"/api/v2/dags/build/dagRuns/{run}/taskInstances/approve/-1/hitlDetails",
            chosen_options=[answer],
            params_input={},
        )
        machine.until(lambda run=run, load=load: _in_state(machine, run, "load", load), f"{answer}: load {load}", 600)
    machine.until(lambda: machine.published(loads + 1), "what was approved is published", 600)
    assert _incidents(home) == before, "the spoilt incident itself is in quarantine"
    held = pipeline.quarantined(pipeline.open_workspace(machine.settings)).to_pylist()
    assert [(row["suite"], row["stage"]) for row in held] == [("incidents", "validate")]


def _in_state(machine: Machine, run: str, task: str, state: str) -> bool:
    return any(t["task_id"] == task and t["state"] == state for t in machine.tasks("build", run))
