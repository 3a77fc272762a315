"""The stores on a server that speaks S3: what is put comes back, once, whole, to every machine; and no credential is ever told."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from etl.errors import ReadError, SettingsError, StoreError
from etl.model import Account, Article, Snapshot
from etl.model.snapshot import digest
from etl.settings import PROJECT, load_settings
from etl.store import AccountStore, ArticleStore, SnapshotStore
from etl.store.findings import Findings, FindingsStore
from etl.store.folder import Folder, open_folder
from tests.servers import S3_ENVIRONMENT, free_port, object_store


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched:
        for name, value in S3_ENVIRONMENT.items():
            patched.setenv(name, value)
        with object_store(tmp_path_factory.mktemp("s3")) as address:
            yield address


@pytest.fixture
def folder(endpoint: str, request: pytest.FixtureRequest) -> Folder:
    return open_folder(f"s3://news/{request.node.name}", endpoint)


def _snapshot(body: bytes = b"<p>Two blasts.</p>") -> Snapshot:
    at = datetime(2024, 1, 3, tzinfo=UTC)
    url, headers = "https://w.example/1", {"Content-Type": "text/html"}
    return Snapshot(digest(body), "wire", url, url, at, 200, "text/html", body, {}, headers)


def test_snapshot_is_kept_once_and_comes_back_as_it_was(folder: Folder) -> None:
    store = SnapshotStore(folder / "snapshots")
    assert [store.put(_snapshot()), store.put(_snapshot())] == [True, False]
    assert store.keys() == [_snapshot().key]
    assert store.has(_snapshot().key)
    assert list(store.read()) == [_snapshot()]
    with pytest.raises(ReadError, match="no such snapshot"):
        store.get("0" * 40)


def test_articles_and_accounts_are_kept_once_whichever_machine_puts_them(folder: Folder) -> None:
    here, there = ArticleStore(folder / "articles"), ArticleStore(folder / "articles")
    articles = [Article(f"d{n}", "Title", "Text.", fetched_at=datetime(2026, 1, 1, tzinfo=UTC)) for n in range(6)]
    assert here.put(articles[:4]) == ["d0", "d1", "d2", "d3"]
    assert there.put(articles[2:]) == ["d4", "d5"]
    assert list(here.read()) == list(there.read()) == articles
    assert here.merge(rows=100) == 2
    assert list(there.read()) == articles
    accounts = AccountStore(folder / "accounts")
    told = Account("d0#1", "d0", "main", True, {})
    assert accounts.put({"d0": [told], "d1": []}, "rules/1") == ["d0", "d1"]
    assert accounts.put({"d0": [told]}, "rules/1") == []
    assert list(accounts.read()) == [told]
    assert accounts.docs("rules/1") == {"d0", "d1"}


def test_findings_of_the_same_batch_are_one_object(folder: Folder) -> None:
    store = FindingsStore(folder / "findings")
    for _ in range(2):
        store.put(Findings("read", "read/1", ("a", "b")))
    assert [found.items for found in store.read()] == [("a", "b")]


def test_write_that_breaks_off_leaves_nothing_that_a_reader_sees(folder: Folder) -> None:
    def breaks_off(file: object) -> None:
        file.write(b"half of it")  # type: ignore[attr-defined]
        raise ValueError

    with pytest.raises(ValueError):
        folder.write("part", breaks_off)
    assert not folder.has("part")
    assert folder.names() == []


WRITER = """
import os, sys
from etl.store.folder import open_folder
open_folder(sys.argv[1], sys.argv[2]).write("part", lambda file: file.write(b"x" * 60_000_000) and print("sending", flush=True))
"""


def test_writer_killed_while_it_sends_leaves_all_or_nothing(folder: Folder, endpoint: str) -> None:
    for pause in (0.0, 0.02, 0.05, 0.1, 0.2):
        folder.remove("part")
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, folder.where("").rstrip("/"), endpoint], cwd=PROJECT, stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"sending\n"
        time.sleep(pause)
        writer.kill()
        writer.wait()
        if folder.has("part"):
            with folder.open("part") as file:
                assert file.size() == 60_000_000


def test_server_that_does_not_answer_is_one_line_without_credentials(endpoint: str) -> None:
    nobody = open_folder("s3://news/x", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreError) as told:
        nobody.names()
    assert "INCIDENTS_S3_ENDPOINT" in str(told.value)
    assert "\n" not in str(told.value)
    assert S3_ENVIRONMENT["AWS_SECRET_ACCESS_KEY"] not in str(told.value)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"INCIDENTS_STORE": "s3://key:secret@news/x"}, "no credentials"),
        ({"INCIDENTS_STORE": "s3://"}, "a folder or s3://bucket/prefix"),
        ({"INCIDENTS_STORE": "ftp://host/x"}, "a folder or s3://bucket/prefix"),
        ({"INCIDENTS_STORE": "s3://news", "INCIDENTS_S3_ENDPOINT": "minio:9000"}, "http://host:port"),
        ({"INCIDENTS_STORE": "s3://news", "AWS_SECRET_ACCESS_KEY": ""}, "set both"),
    ],
)
def test_wrong_address_of_the_store_is_told_at_the_start(
    settings: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**S3_ENVIRONMENT, **settings}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=says) as told:
        load_settings()
    assert "secret@" not in str(told.value)
