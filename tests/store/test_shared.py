"""What several machines share besides the stores: the ledger in PostgreSQL, the staged build, the analysts' copy."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from etl.errors import ReconcileError, StoreError
from etl.model import LedgerRow, Outcome, Part
from etl.reconcile import reconcile
from etl.store import Ledger
from etl.store.folder import LocalFolder
from etl.store.published import fetch_copy, share_copy
from etl.store.staging import Staged, Staging
from tests.reconcile.news import account
from tests.servers import PG_PASSWORD, Postgres, postgres
from tests.store.test_stores import NOW, row, snapshot


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PGPASSWORD", PG_PASSWORD)
        with postgres() as running:
            yield running


def test_ledger_in_postgres_answers_as_the_one_in_a_file(server: Postgres, tmp_path: Path) -> None:
    snap = snapshot()
    failed = LedgerRow(snap.url, "wire", NOW, Outcome.FAILED, 500, "500: 5% of requests, o'clock")
    long = replace(failed, url="https://wire.example/" + "x" * 8000, asked_at=NOW + timedelta(hours=1))
    rows = [failed, row(snap), failed, replace(failed, outcome=Outcome.REFUSED, reason="robots.txt disallows it"), long]
    answers = []
    for place in (tmp_path / "l.sqlite", server.make_database("ledger")):
        with Ledger(place) as ledger:
            for one in rows:
                ledger.append(one)
        with Ledger(place) as ledger:
            answers.append(
                (
                    ledger.kept(snap.url),
                    ledger.kept("other"),
                    ledger.trouble(snap.url),
                    ledger.trouble(long.url),
                    ledger.holds(snap.key),
                    ledger.holds("other"),
                    ledger.snapshots(),
                    list(ledger.rows()),
                    list(ledger.rows("other")),
                    ledger.asked_at("wire"),
                    ledger.asked_at("other"),
                    ledger.asked_at(),
                    ledger.daily(),
                    # Of the three requests of that page without news the newest stays; what brought something always does.
                    ledger.trim(NOW + timedelta(days=1), only_say=True),
                    ledger.trim(NOW + timedelta(days=1)),
                    ledger.trim(NOW + timedelta(days=1)),
                    list(ledger.rows()),
                )
            )
    assert answers[0] == answers[1]
    assert answers[0][0] == row(snap)
    assert answers[0][12] == {"wire": {date(2024, 1, 3): 1}}
    assert answers[0][13:16] == (2, 2, 0)


def test_machines_that_come_first_at_once_make_one_ledger(server: Postgres) -> None:
    address, trouble = server.make_database("first"), []

    def note(number: int) -> None:
        try:
            with Ledger(address) as ledger:
                ledger.append(row(snapshot(number)))
        except StoreError as error:
            trouble.append(error)

    machines = [threading.Thread(target=note, args=(n,)) for n in range(8)]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    assert trouble == []
    with Ledger(address) as ledger:
        assert len(list(ledger.rows())) == 8


def test_ledger_whose_server_went_down_says_so_and_is_whole_afterwards(server: Postgres) -> None:
    address = server.make_database("down")
    with Ledger(address) as ledger:
        ledger.append(row(snapshot(1)))
        server.stop()
        with pytest.raises(StoreError) as told:
            ledger.append(row(snapshot(2)))
        assert PG_PASSWORD not in str(told.value) and "\n" not in str(told.value)
        with pytest.raises(StoreError, match="PGPASSWORD"):
            Ledger(address)
        server.start()
    with Ledger(address) as ledger:
        ledger.append(row(snapshot(2)))
        assert [kept.url for kept in ledger.rows()] == [snapshot(1).url, snapshot(2).url]


def _part() -> Part:
    accounts = (account("a", 1, at="2024-01-03T15:42:00Z"), account("b", 1, at="2024-01-04T15:42:00Z", nkill=7))
    return Part(accounts, reconcile(accounts))


def test_staged_build_comes_back_on_another_machine_and_parts_that_are_not_its_own_go(tmp_path: Path) -> None:
    here, there = Staging(LocalFolder(tmp_path), "1"), Staging(LocalFolder(tmp_path), "1")
    stale = here.put_part(replace(_part(), accounts=()))
    staged = Staged("r", (here.put_part(_part()),), {"accounts": 2}, ("a", "b"), whole=True)
    here.put(staged)
    assert there.get() == staged
    assert [part for _, part in there.parts(staged)] == [_part()]
    assert not (tmp_path / stale).exists()
    with pytest.raises(ReconcileError, match="another version"):
        Staging(LocalFolder(tmp_path), "2").get()


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("run-by-a-pickle",)


@pytest.mark.parametrize("content", [pickle.dumps("1") + pickle.dumps(Evil()), pickle.dumps(Evil()), b"", b"noise"])
def test_staged_file_that_would_run_something_is_refused(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "build.pickle").write_bytes(content)
    with pytest.raises(ReconcileError, match=r"no staged build of ours|another version"):
        Staging(LocalFolder(tmp_path), "1").get()
    assert not (tmp_path / "run-by-a-pickle").exists()


def test_newest_copy_reaches_every_machine_and_old_ones_go(tmp_path: Path) -> None:
    shared = LocalFolder(tmp_path / "shared")
    here, there = tmp_path / "here" / "w.duckdb", tmp_path / "there" / "w.duckdb"
    here.parent.mkdir()
    fetch_copy(shared, there)
    assert not there.exists()
    for content in (b"one", b"two", b"two", b"three"):
        here.write_bytes(content)
        share_copy(here, shared)
        fetch_copy(shared, there)
        assert there.read_bytes() == content
    assert len(shared.names()) == 3, (
        "the name of the newest, the newest, and the one before for whoever just learnt its name"
    )


def test_copy_that_is_here_already_is_not_fetched_again(tmp_path: Path) -> None:
    shared = LocalFolder(tmp_path / "shared")
    here, there = tmp_path / "w.duckdb", tmp_path / "there" / "w.duckdb"
    here.write_bytes(b"one")
    share_copy(here, shared)
    fetch_copy(shared, there)
    before = there.stat().st_ino
    fetch_copy(shared, there)
    assert there.stat().st_ino == before
