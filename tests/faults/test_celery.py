"""Two Celery workers that share no disk, with Redis, PostgreSQL and an object store: the rows of the default on one disk, also after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from etl import pipeline
from etl.settings import Settings
from etl.store import Ledger
from etl.store.folder import LocalFolder, open_folder
from tests.faults.cluster import WORKERS, Cluster, cluster_environment
from tests.faults.test_scheduler import DAYS, _declared, _deliver, _running
from tests.pipeline.test_crash import _tables
from tests.servers import Postgres, object_store, postgres, redis

pytestmark = [pytest.mark.slow, pytest.mark.airflow, pytest.mark.cluster]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Postgres, str, str]]:
    folder = tmp_path_factory.mktemp("servers")
    with pytest.MonkeyPatch.context() as patched, postgres() as server, redis(folder) as broker:
        for name, value in cluster_environment(server, broker, "").items():
            patched.setenv(name, value)
        with object_store(folder) as endpoint:
            patched.setenv("INCIDENTS_S3_ENDPOINT", endpoint)
            yield server, broker, endpoint


@pytest.fixture(scope="module")
def cluster(servers: tuple[Postgres, str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    with Cluster(folder, _declared(folder)) as running:
        yield running


def _published(cluster: Cluster, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What any machine of the cluster gets when it asks for the analysts' copy."""
    ws = pipeline.open_workspace(Settings(home=folder / "analyst", sources=cluster.settings.sources))
    assert ws.published.exists()
    return _tables(folder / "analyst")


def _on_one_disk(cluster: Cluster, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the default makes of the same articles in the same order: what the cluster keeps is copied to a disk, and loaded into one file.

    Called again, it goes on with what has come since: an id that a late article moves is told by the order alone.
    """
    shared = pipeline.open_workspace(Settings(home=folder / "looking on", sources=cluster.settings.sources))
    kept, disk = open_folder(shared.settings.kept, shared.settings.s3_endpoint), LocalFolder(cluster.folder / "disk")
    for kind in ("snapshots", "articles", "accounts", "findings"):
        for name in (kept / kind).names():
            with (kept / kind).open(name) as file:
                content = file.read()
            (disk / kind).write(name, lambda out, content=content: out.write(content))  # type: ignore[misc]
    with shared.ledger() as ledger, Ledger(disk.path / "ledger.sqlite") as copy:
        for row in islice(ledger.rows(), len(list(copy.rows())), None):
            copy.append(row)
    ws = pipeline.open_workspace(
        Settings(home=disk.path, sources=cluster.settings.sources, store="", s3_endpoint="", catalogue="")
    )
    for _, step in pipeline.BUILD_STEPS:
        step(ws)
    return _tables(disk.path)


# What is told of each run and of each part of the day's work, and so differs where the work was cut in another way.
_OF_RUNS = {"quality.expectation_result", "quality.metric"}


def _differing(ours: dict[str, list[tuple[object, ...]]], theirs: dict[str, list[tuple[object, ...]]]) -> list[str]:
    assert ours.keys() == theirs.keys()
    assert ours["core.incident"] and ours["core.evidence"] and ours["raw.article"]
    return [name for name in ours if name not in _OF_RUNS and ours[name] != theirs[name]]


def test_two_workers_on_a_lake_make_the_rows_of_one_file(cluster: Cluster, tmp_path: Path) -> None:
    for day in (DAYS[0], DAYS[2]):
        _deliver(cluster.folder, day)
    cluster.trigger("ingest")
    cluster.until(lambda: cluster.published(1), "the days are published", 600)
    assert _differing(_published(cluster, tmp_path), _on_one_disk(cluster, tmp_path)) == []
    for worker in WORKERS:
        log = (cluster.folder / f"{worker}.log").read_text()
        assert "succeeded" in log, f"{worker} worked"
        assert cluster.env["PGPASSWORD"] not in log and cluster.env["AWS_SECRET_ACCESS_KEY"] not in log


def test_postgres_that_goes_down_in_the_middle_of_a_build_loses_and_doubles_nothing(
    cluster: Cluster, servers: tuple[Postgres, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The catalogue, the ledger and Airflow's own database at once, as a machine that loses its power: in reading, and in the load.

    The day brings a new incident and a higher toll for one that is loaded, so the load changes rows.
    """
    server = servers[0]
    loads = len(cluster.loads())
    _deliver(cluster.folder, DAYS[1])
    run = cluster.trigger("ingest")
    cluster.until(lambda: _running(cluster, "ingest", run, "read"), "an article is read", 300)
    server.stop("immediate")
    server.start()
    build = cluster.until(lambda: [r for r in cluster.runs("build") if r["state"] == "running"], "a build runs", 600)
    cluster.until(lambda: _running(cluster, "build", build[0]["dag_run_id"], "load"), "a load runs", 300)
    server.stop("immediate")
    server.start()
    cluster.until(lambda: cluster.published(loads + 1), "the build ends all the same", 900)
    assert _differing(_published(cluster, tmp_path), _on_one_disk(cluster, tmp_path)) == []
    worked = [*cluster.tasks("ingest", run), *cluster.tasks("build", build[0]["dag_run_id"])]
    again = sorted({task["task_id"] for task in worked if task["try_number"] > 1})
    with capsys.disabled():
        print(
            f"\ntried again after PostgreSQL went down: {', '.join(again) or 'none'}; started again: {cluster.started_again}"
        )
