"""Servers that a test starts itself, on free loopback ports, and ends by their process ids."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from etl.store.folder import open_folder

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


def empty(address: str, endpoint: str) -> None:
    """Nothing; no object lies below the address."""
    folder = open_folder(address, endpoint)
    for name in folder.names():
        folder.remove(name)
