"""The whole run with every step on another machine: they share an object store and a PostgreSQL server, and nothing of their disks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from etl import pipeline
from etl.errors import StoreError
from etl.settings import PROJECT, Settings
from etl.store.folder import open_folder
from tests.pipeline.crash_driver import NOW
from tests.pipeline.test_crash import _tables
from tests.servers import PG_PASSWORD, S3_ENVIRONMENT, Postgres, object_store, postgres

SOURCES = PROJECT / "samples" / "sources"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Postgres]]:
    with pytest.MonkeyPatch.context() as patched:
        for name, value in {**S3_ENVIRONMENT, "PGPASSWORD": PG_PASSWORD}.items():
            patched.setenv(name, value)
        with object_store(tmp_path_factory.mktemp("s3")) as endpoint, postgres() as server:
            yield endpoint, server


@pytest.mark.slow
def test_run_over_many_machines_ends_as_one_on_a_disk(servers: tuple[str, Postgres], tmp_path: Path) -> None:
    endpoint, server = servers
    catalogue, numbers = server.make_database("lake"), count()

    def machine() -> pipeline.Workspace:
        return pipeline.open_workspace(
            Settings(
                home=tmp_path / f"machine-{next(numbers)}",
                sources=SOURCES,
                batch_size=50,
                store="s3://news/many machines",
                s3_endpoint=endpoint,
                catalogue=catalogue,
            ),
            lambda: NOW,
        )

    alone = pipeline.open_workspace(Settings(home=tmp_path / "alone", sources=SOURCES, batch_size=50), lambda: NOW)
    for name in ("gulf-courier", "caspian-monitor"):
        pipeline.fetch(alone, name)
        pipeline.fetch(machine(), name)
        for take in (lambda: alone, machine):
            for batch in pipeline.plan_reading(take()):
                pipeline.read(take(), batch)
            for batch in pipeline.plan_extraction(take()):
                pipeline.extract(take(), batch)
            for _, step in pipeline.BUILD_STEPS:
                step(take())
        pipeline.checkpoint(machine())
        pipeline.merge_parts(machine())

    analyst = machine()
    assert len(pipeline.ask(analyst, "FROM gtd.incident")) > 0
    ours, theirs = _tables(alone.settings.home), _tables(analyst.settings.home)
    assert [name for name in ours if theirs.get(name) != ours[name]] == []
    assert ours.keys() == theirs.keys()
    assert pipeline.fetch(machine(), "gulf-courier")["new"] == 0, "the ledger is every machine's"
    assert pipeline.count_unloaded(machine()) == {"articles": 0, "accounts": 0}
    assert (analyst.folder / "report").has("index.html")
    with pytest.raises(StoreError, match="back it up where it lies"):
        pipeline.backup(analyst, tmp_path / "all.tar")


def _checks(settings: Settings) -> dict[str, pipeline.Check]:
    return {check.name: check for check in pipeline.diagnose(pipeline.open_workspace(settings, lambda: NOW))}


def test_doctor_names_what_cannot_be_reached_and_no_secret(servers: tuple[str, Postgres], tmp_path: Path) -> None:
    endpoint, server = servers
    sound = Settings(
        home=tmp_path / "home",
        sources=SOURCES,
        store="s3://news/doctor",
        s3_endpoint=endpoint,
        catalogue=server.make_database("doctor"),
    )
    checks = _checks(sound)
    assert [checks[name].ok for name in ("store", "catalogue", "ledger")] == [True, True, True]
    assert "snapshots" in checks
    assert open_folder(sound.store, endpoint).names() == [], "the probe is gone"

    wrong = {
        "store": {"store": "s3://no-such-bucket/x"},
        "catalogue": {"catalogue": server.address("no_such_database")},
        "ledger": {"catalogue": server.address("no_such_database")},
    }
    for name, change in wrong.items():
        checks = _checks(sound.model_copy(update=change))
        assert not checks[name].ok
        assert checks[name].fix
        assert "snapshots" not in checks, "of what lies there nothing can be told"
        told = " ".join(f"{check.found} {check.fix}" for check in checks.values())
        assert PG_PASSWORD not in told and S3_ENVIRONMENT["AWS_SECRET_ACCESS_KEY"] not in told


def test_doctor_of_the_default_speaks_of_no_server(tmp_path: Path) -> None:
    checks = _checks(Settings(home=tmp_path, sources=SOURCES, store="", catalogue=""))
    assert not {"store", "catalogue", "ledger"} & set(checks)
