"""Airflow over several machines, as far as one can play them: CeleryExecutor with Redis and PostgreSQL, and workers with homes of their own.

Nothing but the servers is shared: each worker has an empty INCIDENTS_HOME, so whatever one hands to another goes through the object store, the
ledger and the lake. As under any supervisor, a part that ends is started again.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from etl.settings import PROJECT
from tests.faults.machine import Machine
from tests.servers import PG_PASSWORD, S3_ENVIRONMENT, Postgres

WORKERS = ("worker-one", "worker-two")


def cluster_environment(server: Postgres, broker: str, endpoint: str) -> dict[str, str]:
    """The settings that make the one machine's run one of many machines; nothing else differs."""
    airflow_db = server.make_database("airflow").replace("postgresql://incidents@", f"incidents:{PG_PASSWORD}@")
    return {
        **S3_ENVIRONMENT,
        "PGPASSWORD": PG_PASSWORD,
        "INCIDENTS_STORE": "s3://news/cluster",
        "INCIDENTS_S3_ENDPOINT": endpoint,
        "INCIDENTS_CATALOGUE": server.make_database("lake"),
        "INCIDENTS_BATCH_SIZE": "2",
        "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"postgresql+psycopg2://{airflow_db}",
        "AIRFLOW__CELERY__BROKER_URL": broker,
        "AIRFLOW__CELERY__RESULT_BACKEND": f"db+postgresql://{airflow_db}",
        "AIRFLOW__CELERY__WORKER_CONCURRENCY": "2",
        "AIRFLOW__CELERY__WORKER_PREFETCH_MULTIPLIER": "1",
        # A task that a dead worker had taken is handed out again within the test's time.
        "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT": "300",
    }


class Cluster(Machine):
    """A machine whose tasks are worked by two others; `started_again` names the parts that ended and were started anew."""

    started_again: list[str]

    def __enter__(self) -> Cluster:
        self.started_again = []
        super().__enter__()
        for worker in WORKERS:
            self.start(worker)
        return self

    def start(self, part: str) -> None:
        if part not in WORKERS:
            super().start(part)
            return
        log = (self.folder / f"{part}.log").open("ab")
        home = self.folder / part
        home.mkdir(exist_ok=True)
        pid = home / "worker.pid"
        pid.unlink(missing_ok=True)
        command = [
            "airflow",
            "celery",
            "worker",
            "--skip-serve-logs",
            "--pid",
            str(pid),
            "--celery-hostname",
            f"{part}@here",
        ]
        self.processes[part] = subprocess.Popen(
            command,
            env={**self.env, "INCIDENTS_HOME": str(home)},
            cwd=PROJECT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def until(self, holds: Callable[[], Any], what: str, seconds: float) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for part, process in list(self.processes.items()):
                if process.poll() is not None:
                    self.started_again.append(part)
                    self.start(part)
            try:
                if found := holds():
                    return found
            except (AssertionError, OSError) as error:
                if "failed" in str(error):
                    raise
            time.sleep(1)
        raise AssertionError(f"not within {seconds} s: {what}\n" + self._logs())

    def _logs(self) -> str:
        return "\n".join(f"== {part}\n{_end(self.folder / f'{part}.log')}" for part in self.processes)


def _end(log: Path) -> str:
    return log.read_text(errors="replace")[-1500:] if log.exists() else ""
