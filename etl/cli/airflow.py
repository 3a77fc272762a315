"""Airflow on one machine: a private home under the workspace, migrated, with its pools, bound to loopback.

Enters: settings. Leaves: finished DAG runs, or a running scheduler with its web page. Touches processes and the environment that
it hands to them.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from etl.errors import IncidentWarehouseError
from etl.settings import PROJECT, Settings

POOLS = {
    "warehouse_writer": (1, "one process at a time writes the warehouse"),
    "network": (8, "sources asked at once"),
    "cores": (os.cpu_count() or 1, "batches worked through at once"),
}
USER = "admin"
# Why not `airflow standalone`: scheduler and triggerer would serve their logs on all interfaces (ports 8793 and 8794, no setting for the
# host). On one machine the web page reads the same files.
PARTS: dict[str, tuple[str, ...]] = {
    "api-server": (),
    "dag-processor": (),
    "scheduler": ("--skip-serve-logs",),
    "triggerer": ("--skip-serve-logs",),
}
_PATIENCE = 30  # seconds that a part may take to end what it is doing before it is killed


def environment(settings: Settings) -> dict[str, str]:
    """The environment of every Airflow process: no examples, nothing that phones home, loopback, a password on."""
    home = settings.airflow_home.resolve()
    port = settings.airflow_port
    return {
        **os.environ,
        # Airflow's parts are started by the name `airflow`, so the interpreter's own folder comes first.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(PROJECT),
        "INCIDENTS_HOME": str(settings.home.resolve()),
        "INCIDENTS_SOURCES": str(settings.sources.resolve()),
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        # Another executor, and the database that it needs, are Airflow's own settings.
        "AIRFLOW__CORE__EXECUTOR": os.environ.get("AIRFLOW__CORE__EXECUTOR", "LocalExecutor"),
        "AIRFLOW__CORE__PARALLELISM": "16",
        # The sources of one run are one mapped task, and there may be more than Airflow's 1,024.
        "AIRFLOW__CORE__MAX_MAP_LENGTH": "10000",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(password_file(settings).resolve()),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "AIRFLOW__API_AUTH__JWT_SECRET": _kept_secret(home / "jwt_secret"),
        "AIRFLOW__API__SECRET_KEY": _kept_secret(home / "api_secret"),
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "SCARF_ANALYTICS": "false",
        "GX_ANALYTICS_ENABLED": "False",
        "PYTHONWARNINGS": "ignore",
    }


def prepare(settings: Settings) -> dict[str, str]:
    """Migrates Airflow's database and creates the pools, once a version of either; gives the environment to go on with."""
    from importlib.metadata import version

    env = environment(settings)
    # A task in a pool that does not exist waits for ever with a warning alone, so a new pool counts as a new version.
    made = hashlib.sha256(repr(sorted(POOLS.items())).encode()).hexdigest()[:8]
    marker = settings.airflow_home / f".ready-{version('apache-airflow-core')}-{made}"
    if not marker.exists():
        _airflow(env, settings, "db", "migrate")
        for name, (slots, why) in POOLS.items():
            _airflow(env, settings, "pools", "set", name, str(slots), why)
        marker.touch()
    return env


def run_once(settings: Settings, dags: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Runs the DAGs in this order through Airflow, in one process; yields `{"dag", "task", "state"}` as task instances end.

    Raises:
        IncidentWarehouseError: a DAG cannot be imported or a run failed; the log says why.
    """
    import json

    # Nobody looks on who could approve anything.
    env = {**prepare(settings), "INCIDENTS_APPROVAL_HOURS": "0"}
    log = settings.airflow_home / "run-once.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "etl.cli.airflow_once", *dags],
            env=env,
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("@@"):
                yield json.loads(line[2:])
            else:
                errors.write(line)
    if process.wait():
        raise IncidentWarehouseError("a DAG run failed", where="airflow", fix=f"read {log}")


def serve(settings: Settings) -> int:
    """Runs API server, DAG processor, scheduler and triggerer until interrupted (0) or until one of them ends (its status, never 0)."""
    env = prepare(settings)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, it ends its parts too
    # In sessions of their own, so that an interrupt from the terminal reaches them in our order alone.
    started = [
        subprocess.Popen(["airflow", part, *options], env=env, cwd=PROJECT, start_new_session=True)
        for part, options in PARTS.items()
    ]
    try:
        while all(part.poll() is None for part in started):
            time.sleep(0.5)
        return next(part.returncode or 1 for part in started if part.returncode is not None)
    except KeyboardInterrupt:
        return 0
    finally:
        # The API server last: tasks that are still going tell it how they ended.
        for part in reversed(started):
            part.terminate()
            try:
                part.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                part.kill()


def password_file(settings: Settings) -> Path:
    """Where Airflow keeps the password that it made up."""
    return settings.airflow_home / "passwords.json"


def _airflow(env: dict[str, str], settings: Settings, *words: str) -> None:
    log = settings.airflow_home / "setup.log"
    with log.open("a") as out:
        done = subprocess.run(["airflow", *words], env=env, cwd=PROJECT, stdout=out, stderr=out)
    if done.returncode:
        raise IncidentWarehouseError(f"`airflow {' '.join(words)}` failed", where="airflow", fix=f"read {log}")


def _kept_secret(path: Path) -> str:
    """A random secret of this workspace, made once, readable by its owner alone."""
    if not path.exists():
        # Airflow's own password file and database lie there too, readable by all as far as Airflow is concerned.
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()
