"""The DAGs, as Airflow sees them and as Airflow runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.cli import airflow
from etl.settings import PROJECT, Settings

LOOK = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
bag = DagBag(sys.argv[1], bundle_name="dags-folder")
print("@@" + json.dumps({"errors": bag.import_errors, "dags": {
    d.dag_id: {"doc": d.doc_md, "tags": sorted(d.tags), "catchup": d.catchup, "tasks": {
        t.task_id: {"doc": t.doc_md, "pool": t.pool, "retries": t.retries, "owner": t.owner,
                    "timeout": t.execution_timeout is not None, "tells": bool(t.on_failure_callback)} for t in d.tasks}} for d in bag.dags.values()}}))
"""


SECRETS = {"INCIDENTS_SMTP_PASSWORD": "hunter2-password", "INCIDENTS_NOTIFY_TO": "https://hook.example/hunter2-token"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Of a workspace whose every process knows secrets and logs all that it can."""
    with pytest.MonkeyPatch.context() as patched:
        for name, secret in {**SECRETS, "INCIDENTS_LOG_LEVEL": "DEBUG", "INCIDENTS_LOG_FORMAT": "json"}.items():
            patched.setenv(name, secret)
        yield Settings(home=tmp_path_factory.mktemp("var"), sources=PROJECT / "samples" / "sources")


@pytest.mark.airflow
def test_dags_are_whole_before_anyone_runs_them(settings: Settings) -> None:
    """Documented, owned, tried again, bounded in time; what writes the warehouse waits for the one slot of its pool."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(PROJECT / "dags")],
        env=airflow.prepare(settings),
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    seen = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("@@"))[2:])
    assert seen["errors"] == {}
    assert set(seen["dags"]) == {"ingest", "backfill", "build", "publish", "evaluate", "maintain"}
    for name, dag in seen["dags"].items():
        assert dag["doc"] and dag["tags"] and not dag["catchup"], name
        for task_name, task in dag["tasks"].items():
            where = f"{name}.{task_name}"
            assert task["doc"] and task["owner"] != "airflow" and task["tells"], where
            # A person takes the time that a person takes; the operator has a limit of its own.
            assert task_name == "approve" or (task["retries"] and task["timeout"]), where
            assert task["pool"] in airflow.POOLS or task["pool"] == "default_pool", where
    pools = {f"{d}.{t}": task["pool"] for d, dag in seen["dags"].items() for t, task in dag["tasks"].items()}
    writers = {
        "build.reconcile",
        "build.validate",
        "build.load",
        "publish.swap",
        "evaluate.score",
        "maintain.checkpoint",
        "maintain.take_away",
    }
    assert {name for name, pool in pools.items() if pool == "warehouse_writer"} == writers


@pytest.mark.airflow
def test_samples_run_through_airflow_into_the_warehouse_and_a_second_run_adds_nothing(settings: Settings) -> None:
    def published() -> list[tuple[object, ...]]:
        with duckdb.connect(str(settings.published), read_only=True) as con:
            return con.execute("SELECT * EXCLUDE (eventid), eventid FROM gtd.incident ORDER BY ALL").fetchall()

    ended = list(airflow.run_once(settings, ("ingest", "build", "publish")))
    assert {task["task"]: task["state"] for task in ended if task["state"] != "success"} == {"approve": "skipped"}
    assert {task["dag"] for task in ended} == {"ingest", "build", "publish"}
    first = published()
    assert first
    again = list(airflow.run_once(settings, ("ingest", "build", "publish")))
    assert {task["dag"] for task in again} == {"ingest"}, "nothing set the others off"
    assert {task["state"] for task in again if task["task"] == "announce"} == {"skipped"}
    assert published() == first


@pytest.mark.airflow
def test_no_secret_is_in_what_a_run_wrote(settings: Settings) -> None:
    """Neither in the logs of a run, nor in Airflow's database, nor in the warehouse, nor in the report; runs after the one above."""
    airflows = {settings.airflow_home / name for name in ("jwt_secret", "api_secret", "passwords.json")}
    secrets = [*SECRETS.values(), *(path.read_text() for path in airflows if path.suffix == "")]
    written = [path for path in settings.home.rglob("*") if path.is_file() and path not in airflows]
    assert any(path.suffix == ".html" for path in written) and any(path.suffix == ".log" for path in written)
    content = {path: path.read_bytes() for path in written}
    assert not [path for path, held in content.items() for secret in secrets if secret.encode() in held]


def test_airflow_listens_on_loopback_with_a_password_and_sends_nothing_home(settings: Settings) -> None:
    env = airflow.environment(settings)
    assert env["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert env["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"] == "False"
    assert env["AIRFLOW__USAGE_DATA_COLLECTION__ENABLED"] == "False"
    secret = Path(settings.airflow_home / "jwt_secret")
    assert secret.stat().st_mode & 0o077 == 0
    assert settings.airflow_home.stat().st_mode & 0o077 == 0, "the password and the database are nobody else's either"
