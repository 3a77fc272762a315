"""Airflow as it runs for a team, on a free loopback port with a home of its own: scheduler, DAG processor and API server as processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil
import requests

from etl.cli import airflow
from etl.settings import PROJECT, Settings

HOOK = Path(__file__).with_name("kill_hook")
INGEST = ("choose_sources", "fetch", "plan_reading", "read", "plan_extraction", "extract", "count_unloaded")
BUILD = ("reconcile", "validate", "load", "publish", "report")
PARTS = ("api-server", "dag-processor", "scheduler")  # no triggerer: nothing here waits in it
# A dead task is noticed within half a minute and not within five, so that a test takes minutes.
QUICK = {
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "25",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "20",
    "AIRFLOW__CORE__PARALLELISM": "4",
    "AIRFLOW__API__WORKERS": "1",
    "INCIDENTS_RETRY_SECONDS": "1",
}


class Machine:
    """Running Airflow; leaving the context ends every process that it started."""

    def __init__(self, folder: Path, sources: Path, **environment: str) -> None:
        self.settings = Settings(home=folder / "var", sources=sources, airflow_port=_free_port())
        self.folder = folder
        self.orders = folder / "orders"
        self.orders.mkdir()
        switches = {"KILL_ORDERS": str(self.orders), "KILL_STEPS": ",".join((*INGEST, *BUILD))}
        prepared = airflow.prepare(self.settings)
        path = {"PYTHONPATH": f"{HOOK}{os.pathsep}{prepared['PYTHONPATH']}"}
        self.env = {**prepared, **path, **switches, **QUICK, **environment}
        self.url = f"http://127.0.0.1:{self.settings.airflow_port}"
        self.delivered: list[str] = []
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.session = requests.Session()
        self.session.trust_env = False

    def __enter__(self) -> Self:
        try:
            for part in PARTS:
                self.start(part)
            self.until(self.answers, "Airflow answers", 180)
            self.until(lambda: len(self.get("/api/v2/dags")["dags"]) >= 6, "all DAGs are known", 120)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, part: str) -> None:
        log = (self.folder / f"{part}.log").open("ab")
        self.processes[part] = subprocess.Popen(
            ["airflow", part, *airflow.PARTS[part]],
            env=self.env,
            cwd=PROJECT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def kill(self, part: str) -> None:
        """As if the machine that it runs on had lost its power: it and all that it started."""
        for process in self.below(part):
            process.kill()
        self.processes[part].kill()
        self.processes[part].wait()

    def order(self, what: str, *steps: str) -> None:
        """The next task that does one of these steps is killed, or held before it (see the hook)."""
        for step in steps:
            (self.orders / step).write_text(what)

    def held(self) -> list[str]:
        """Steps whose order was not carried out yet."""
        return sorted(path.name for path in self.orders.iterdir())

    def let_go(self) -> None:
        """What is held goes on."""
        for path in self.orders.iterdir():
            path.unlink()

    def below(self, part: str) -> list[psutil.Process]:
        return psutil.Process(self.processes[part].pid).children(recursive=True)

    def stop(self) -> None:
        started = [p for part in self.processes if self.processes[part].poll() is None for p in self.below(part)]
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for child in started:
            if child.is_running():
                child.kill()
        psutil.wait_procs(started, 10)

    def answers(self) -> bool:
        try:
            users = json.loads(airflow.password_file(self.settings).read_text())
            login = {"username": airflow.USER, "password": users[airflow.USER]}
            answer = self.session.post(f"{self.url}/auth/token", json=login, timeout=5)
        except (OSError, ValueError, requests.RequestException):
            return False
        if answer.status_code != 201:
            return False
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return True

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def ask(self, method: str, path: str, **body: Any) -> Any:
        answer = self.session.request(method, self.url + path, json=body or None, timeout=60)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json()

    def trigger(self, dag: str, **conf: Any) -> str:
        return str(self.ask("POST", f"/api/v2/dags/{dag}/dagRuns", logical_date=None, conf=conf)["dag_run_id"])

    def runs(self, dag: str) -> list[dict[str, Any]]:
        return list(self.get(f"/api/v2/dags/{dag}/dagRuns?order_by=run_after&limit=100")["dag_runs"])

    def tasks(self, dag: str, run: str) -> list[dict[str, Any]]:
        return list(self.get(f"/api/v2/dags/{dag}/dagRuns/{run}/taskInstances?limit=200")["task_instances"])

    def events(self, asset: str) -> list[dict[str, Any]]:
        path = f"{self.url}/api/v2/assets/events?limit=100&order_by=timestamp"
        answer = self.session.get(path, timeout=60)
        while answer.status_code == 500:
            # Airflow 3.3.2 cannot tell an event whose run is created and not started yet.
            time.sleep(1)
            answer = self.session.get(path, timeout=60)
        return [event for event in answer.json()["asset_events"] if event["name"] == asset]

    def loads(self) -> list[dict[str, Any]]:
        """The events of loads that brought something; a scheduled run beside ours may have set off one that found nothing new."""
        return [event for event in self.events("warehouse") if event["extra"].get("articles")]

    def published(self, loads: int) -> bool:
        """Whether so many loads brought something and a publishing has come after the last of them."""
        events = self.loads()
        self.succeeded("build")
        self.succeeded("publish")
        done = [run["start_date"] for run in self.runs("publish") if run["state"] == "success"]
        return len(events) == loads and any(start > events[-1]["timestamp"] for start in done)

    def succeeded(self, dag: str) -> int:
        runs = self.runs(dag)
        failed = [run["dag_run_id"] for run in runs if run["state"] == "failed"]
        assert not failed, self._why(dag, failed[0])
        return sum(run["state"] == "success" for run in runs)

    def _why(self, dag: str, run: str) -> str:
        told = [path.read_text()[-3000:] for path in self.settings.airflow_home.rglob(f"*{run}*/**/*.log")]
        states = [(t["task_id"], t["map_index"], t["state"]) for t in self.tasks(dag, run)]
        return f"{dag} {run} failed: {states}\n" + "\n".join(told[-4:])

    def until(self, holds: Callable[[], Any], what: str, seconds: float) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            dead = [part for part, process in self.processes.items() if process.poll() is not None]
            assert not dead, f"{dead} died: " + (self.folder / f"{dead[0]}.log").read_text()[-3000:]
            if found := holds():
                return found
            time.sleep(2)
        raise AssertionError(f"not within {seconds} s: {what}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
