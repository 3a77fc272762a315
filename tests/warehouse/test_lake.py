"""The warehouse in a lake is the warehouse in a file: the same SQL files, the same rows, the same rules; and what a lake lacks is held besides."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.errors import SettingsError, WarehouseError
from etl.settings import PROJECT, load_settings
from etl.validate.warehouse_checks import check_warehouse
from etl.warehouse import Lake, LakeWarehouse, LoadBatch, Warehouse, lake, query
from etl.warehouse.records import Records
from tests.servers import PG_PASSWORD, Postgres, free_port, postgres
from tests.warehouse.conftest import NEWS, SQL, batch

AT = datetime(2026, 1, 2, tzinfo=UTC)
Rows = dict[str, list[tuple[Any, ...]]]


def _tables(published: Path) -> Rows:
    with duckdb.connect(str(published), read_only=True) as con:
        names = con.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1"
        ).fetchall()
        return {name: con.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in names}


def _described(warehouse: Warehouse) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Each column of each table and view: its type, whether it may be NULL, and for tables their comments."""
    with warehouse.open() as con:
        catalogue = con.execute("SELECT current_database()").fetchone()
        assert catalogue is not None
        rows = con.execute(
            """
            SELECT c.schema_name, c.table_name, c.column_name, c.data_type, c.is_nullable, nullif(trim(c.column_default, ''''), 'NULL'),
                if(t.table_name IS NULL, NULL, c.comment), t.comment
            FROM duckdb_columns() AS c
            LEFT JOIN duckdb_tables() AS t USING (database_name, schema_name, table_name)
            WHERE c.database_name = ? AND NOT c.internal
            """,
            list(catalogue),
        ).fetchall()
    return {row[:3]: row[3:] for row in rows}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Warehouse, LakeWarehouse]:
    """An empty file and an empty lake whose catalogue is a file."""
    folder = tmp_path_factory.mktemp("both")
    file = Warehouse(folder / "warehouse.duckdb", SQL, threads=1)
    in_lake = LakeWarehouse(Lake(str(folder / "c.ducklake"), str(folder / "lake")), folder / "w.duckdb", SQL, threads=1)
    file.migrate()
    in_lake.migrate()
    return file, in_lake


def test_migrations_make_the_same_tables_and_views(both: tuple[Warehouse, LakeWarehouse]) -> None:
    file, in_lake = both
    assert _described(in_lake) == _described(file)
    assert in_lake.migrate() == []


def test_migrations_make_tables_by_their_columns_alone() -> None:
    """A table made from a query would come empty into a lake: its statement runs in an empty database first."""
    texts = [path.read_text() for path in sorted((SQL / "migrations").glob("*.sql"))]
    assert texts and not [text for text in texts if re.search(r"CREATE TABLE [^(;]*\bAS\b", text)]


def test_loads_changes_and_removals_give_the_same_rows(both: tuple[Warehouse, LakeWarehouse], tmp_path: Path) -> None:
    file, in_lake = both
    changed = [*NEWS[:3], replace(NEWS[4], account_id="e#1", doc="e")]
    quality = LoadBatch(
        runs=[{"run_id": "r", "started_at": AT.replace(tzinfo=None), "status": "finished"}],
        quarantine=[
            {"key": "k", "suite": "articles", "stage": "read", "reason": "why", "payload": "{}", "status": "open"}
        ],
        build={"code": "1"},
    )
    for load in (batch(NEWS[:2]), batch(NEWS), batch(NEWS), batch(changed), quality):
        assert file.load(load) == in_lake.load(load)
    ours, theirs = (_tables(w.publish(tmp_path / f"{i}.duckdb")) for i, w in enumerate(both))
    assert ours["core.incident"] and ours["quality.run"]
    assert [name for name in ours if theirs.get(name) != ours[name]] == []
    assert ours.keys() == theirs.keys()


def test_checks_find_the_same_on_both(both: tuple[Warehouse, LakeWarehouse]) -> None:
    found = []
    for warehouse in both:
        with warehouse.open() as con:
            found.append(check_warehouse(lambda sql, con=con: con.execute(sql).to_arrow_table().to_pylist()))  # type: ignore[misc]
    assert found[0].verdicts == found[1].verdicts
    assert found[0].results == found[1].results


def test_every_query_answers_the_same(both: tuple[Warehouse, LakeWarehouse], tmp_path: Path) -> None:
    files = [warehouse.publish(tmp_path / f"{i}.duckdb") for i, warehouse in enumerate(both)]
    for path in sorted((SQL / "queries").glob("*.sql")):
        ours, theirs = (query(file, path.read_text()) for file in files)
        assert ours.equals(theirs), path.stem


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"quarantine": [{"key": "k", "suite": "s", "stage": "t", "reason": "r", "status": "lost"}]}, "status"),
        (
            {"quarantine": [{"key": "n", "suite": "s", "stage": "t", "reason": "r", "status": "open"}] * 2},
            "key, suite, stage",
        ),
        ({"runs": [{"run_id": "x", "started_at": None, "status": "started"}]}, "started_at"),
    ],
    ids=["check", "key", "not null"],
)
def test_row_that_breaks_a_rule_is_refused_and_nothing_is_written(
    both: tuple[Warehouse, LakeWarehouse], wrong: dict[str, Any], rule: str
) -> None:
    _, in_lake = both
    before = [in_lake.rows(name) for name in ("quality.quarantine", "quality.run", "meta.build")]
    with pytest.raises(WarehouseError, match=rule):
        in_lake.load(LoadBatch(build={"code": "2"}, **wrong))
    assert [in_lake.rows(name) for name in ("quality.quarantine", "quality.run", "meta.build")] == before


def test_rules_that_the_loader_holds_are_all_that_the_file_has(both: tuple[Warehouse, LakeWarehouse]) -> None:
    file, in_lake = both
    with file.open() as con:
        held = con.execute(
            "SELECT count(*) FROM duckdb_constraints() WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'CHECK')"
        ).fetchone()
    assert held is not None and held[0] > 50
    assert sum(told.count("AS rule") for told in in_lake._plan[1].values()) == held[0]


def test_people_decide_in_a_lake_as_in_a_file(both: tuple[Warehouse, LakeWarehouse]) -> None:
    _, in_lake = both
    records = Records("unused", in_lake.lake)
    records.judge("b#1", "a#1", same=True, by="ann", why="one blast", at=AT)
    assert [(j.left, j.right, j.same) for j in records.judgements()] == [("a#1", "b#1", True)]
    assert records.withdraw("a#1", "b#1", by="ann", at=AT) == 1
    assert [j.withdrawn for j in records.judgements()] == [True]


def test_upkeep_keeps_every_row(both: tuple[Warehouse, LakeWarehouse]) -> None:
    _, in_lake = both
    before = in_lake.rows("core.evidence")
    in_lake.compact()
    assert in_lake.rows("core.evidence") == before


def test_extension_that_is_not_installed_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lake.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(WarehouseError, match=r"install incident-warehouse\[cluster\]"):
        LakeWarehouse(Lake(str(tmp_path / "c.ducklake"), str(tmp_path / "lake")), tmp_path / "w.duckdb", SQL).migrate()


def test_server_that_is_not_there_is_one_line_without_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", PG_PASSWORD)
    away = Lake(f"postgresql://incidents@127.0.0.1:{free_port()}/lake", str(tmp_path))
    with pytest.raises(WarehouseError, match="INCIDENTS_CATALOGUE") as told:
        LakeWarehouse(away, tmp_path / "w.duckdb", SQL).migrate()
    assert PG_PASSWORD not in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"INCIDENTS_CATALOGUE": "postgresql://ann:secret@host/lake"}, "no password"),
        ({"INCIDENTS_CATALOGUE": "postgresql://host"}, "user@host/database"),
        ({"INCIDENTS_CATALOGUE": "mysql://host/lake"}, "user@host/database"),
        ({"INCIDENTS_CATALOGUE": "c.ducklake", "INCIDENTS_STORE": "s3://news"}, "AWS_ACCESS_KEY_ID"),
    ],
)
def test_wrong_catalogue_is_told_at_the_start(
    settings: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=says) as told:
        load_settings()
    assert "secret" not in str(told.value).lower().replace("aws_secret", "")


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PGPASSWORD", PG_PASSWORD)
        with postgres() as running:
            yield running


@pytest.mark.slow
def test_two_loads_at_once_double_nothing(server: Postgres, tmp_path: Path) -> None:
    """Two processes that merge the same rows do not see each other's: the second to commit must fail, and end well when tried again."""
    address = server.make_database("two")
    one, two = (LakeWarehouse(Lake(address, str(tmp_path / "lake")), tmp_path / f"{n}.duckdb", SQL) for n in "ab")
    one.migrate()

    def meanwhile(work: Callable[..., dict[str, int]]) -> Callable[..., dict[str, int]]:
        def loads(con: duckdb.DuckDBPyConnection, *args: Any) -> dict[str, int]:
            counts = work(con, *args)
            two.load(batch(NEWS))
            return counts

        return loads

    slow = LakeWarehouse(one.lake, tmp_path / "a.duckdb", SQL)
    slow._load = meanwhile(slow._load)  # type: ignore[method-assign]
    with pytest.raises(WarehouseError, match="commit"):
        slow.load(batch(NEWS))
    one.load(batch(NEWS))
    file = Warehouse(tmp_path / "file.duckdb", SQL)
    file.migrate()
    file.load(batch(NEWS))
    assert _tables(one.publish(tmp_path / "lake.duckdb")) == _tables(file.publish(tmp_path / "published.duckdb"))


KILLED = """
import os, signal, sys
from etl.warehouse import Lake, LakeWarehouse
from tests.warehouse.conftest import NEWS, SQL, batch

class Dies(LakeWarehouse):
    def _take_turn(self, con):
        super()._take_turn(con)
        os.kill(os.getpid(), signal.SIGKILL)

Dies(Lake(sys.argv[1] + "/c.ducklake", sys.argv[1] + "/lake"), sys.argv[1] + "/w.duckdb", SQL).load(batch(NEWS))
"""


def test_writer_killed_before_its_commit_leaves_the_lake_as_it_was(tmp_path: Path) -> None:
    in_lake = LakeWarehouse(Lake(str(tmp_path / "c.ducklake"), str(tmp_path / "lake")), tmp_path / "w.duckdb", SQL)
    in_lake.migrate()
    in_lake.load(batch(NEWS[:2]))
    before = in_lake.rows("core.evidence")
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path], cwd=PROJECT, env={**os.environ, "PYTHONPATH": "."})
    assert done.returncode == -signal.SIGKILL
    assert in_lake.rows("core.evidence") == before
    in_lake.load(batch(NEWS))
    file = Warehouse(tmp_path / "file.duckdb", SQL)
    file.migrate()
    file.load(batch(NEWS))
    assert _tables(in_lake.publish(tmp_path / "l.duckdb")) == _tables(file.publish(tmp_path / "f.duckdb"))


@pytest.mark.slow
def test_catalogue_that_goes_down_within_a_load_is_one_line_and_loses_nothing(server: Postgres, tmp_path: Path) -> None:
    lake = Lake(server.make_database("down"), str(tmp_path / "lake"))
    steady = LakeWarehouse(lake, tmp_path / "a.duckdb", SQL)
    steady.migrate()
    steady.load(batch(NEWS[:2]))

    class LosesItsServer(LakeWarehouse):
        def _take_turn(self, con: duckdb.DuckDBPyConnection) -> None:
            server.stop("immediate")
            server.start()
            super()._take_turn(con)

    with pytest.raises(WarehouseError) as told:
        LosesItsServer(lake, tmp_path / "b.duckdb", SQL).load(batch(NEWS))
    assert PG_PASSWORD not in str(told.value)
    assert "\n" not in str(told.value)
    steady.load(batch(NEWS))
    file = Warehouse(tmp_path / "file.duckdb", SQL)
    file.migrate()
    file.load(batch(NEWS))
    assert _tables(steady.publish(tmp_path / "l.duckdb")) == _tables(file.publish(tmp_path / "f.duckdb"))
