"""Servers that a test starts itself, on free loopback ports, and ends by their process ids."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

# What every process of a test that speaks to the object store has in its environment. The server accepts any.
S3_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "tester",
    "AWS_SECRET_ACCESS_KEY": "never-shown-anywhere",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def until(done: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Nothing, once it is done; an AssertionError that says what was waited for otherwise."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.1)


def listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextmanager
def running(command: list[str], port: int, log: Path, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """A server process that listens on this port; ended when the context is left."""
    with log.open("ab") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True, **options)  # type: ignore[call-overload]
    try:
        until(lambda: listens(port) or process.poll() is not None, f"{command[0]} listens")
        assert process.poll() is None, log.read_text()[-2000:]
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def object_store(folder: Path) -> Iterator[str]:
    """The endpoint of a server that speaks S3 and keeps a bucket `news` in its memory."""
    port = free_port()
    with running([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], port, folder / "s3.log"):
        endpoint = f"http://127.0.0.1:{port}"
        make_bucket("news", endpoint)
        yield endpoint


def make_bucket(name: str, endpoint: str) -> None:
    import boto3

    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=name)


PG_PASSWORD = "also-never-shown"


def _installed(package: str, program: Callable[[], Path | None]) -> Path:
    """A program of Debian's, installed if that can be done here; else the test is skipped, and says why."""
    found = program()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            **quiet,  # type: ignore[arg-type]
        )
        found = program()
    if found is None:
        told = f"{package} is not here and cannot be installed: what needs it is skipped"
        warnings.warn(told, stacklevel=2)
        pytest.skip(told)
    return found


def _postgres_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Postgres:
    """A server of its own, with a password, that can be ended as if its machine had lost its power."""

    def __init__(self) -> None:
        self.programs = _installed("postgresql", _postgres_programs)
        self.port = free_port()
        # PostgreSQL does not run as root, and the folders of pytest are root's alone.
        self.user = "postgres" if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="incidents-postgres-"))
        (self.folder / "password").write_text(PG_PASSWORD)
        if self.user is not None:
            for path in (self.folder, self.folder / "password"):
                shutil.chown(path, self.user)
        options = ["-U", "incidents", "-A", "scram-sha-256", "--pwfile", str(self.folder / "password"), "--no-sync"]
        self._call("initdb", "-D", str(self.folder / "data"), *options)

    def _call(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments], user=self.user, cwd=self.folder, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c max_connections=200"
        data, log = str(self.folder / "data"), str(self.folder / "log")
        # A server's output must not be the pipe that its starter waits for.
        subprocess.run(
            [self.programs / "pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start"],
            user=self.user, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def stop(self, how: str = "immediate") -> None:
        self._call("pg_ctl", "-D", str(self.folder / "data"), "-m", how, "-w", "stop")

    def make_database(self, name: str) -> str:
        """The address of a new, empty database."""
        import psycopg2

        with closing(psycopg2.connect(self.address("postgres"), password=PG_PASSWORD)) as con:
            con.autocommit = True
            con.cursor().execute(f'CREATE DATABASE "{name}"')
        return self.address(name)

    def address(self, database: str) -> str:
        return f"postgresql://incidents@127.0.0.1:{self.port}/{database}"


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A running server of PostgreSQL; gone with its data when the context is left."""
    server = Postgres()
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The address of a Redis server that keeps nothing on the disk."""
    program = _installed("redis-server", lambda: Path(found) if (found := shutil.which("redis-server")) else None)
    port = free_port()
    with running([str(program), "--port", str(port), "--bind", "127.0.0.1", "--save", ""], port, folder / "redis.log"):
        yield f"redis://127.0.0.1:{port}/0"
