from __future__ import annotations

import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from bench.world import World
from etl.errors import WarehouseError
from etl.model import Part
from etl.reconcile import plan, reconcile, reconcile_near, settle_plan, traits_of
from etl.warehouse import LoadBatch, Warehouse, stage
from tests.reconcile.news import account
from tests.warehouse.conftest import NEWS, SQL, batch

TABLES = [
    "raw.article",
    "core.account",
    "core.account_trait",
    "core.evidence",
    "core.incident",
    "core.incident_version",
    "core.settlement",
    "core.toll",
    "core.claim",
    "core.victim",
    "core.incident_account",
    "core.incident_link",
    "core.account_pair",
    "core.eventid_issued",
    "core.eventid_held",
    "ref.code",
    "meta.migration",
]


def contents(warehouse: Warehouse) -> dict[str, pa.Table]:
    return {name: warehouse.rows(name) for name in TABLES}


def test_migrating_twice_applies_nothing_more(empty: Warehouse) -> None:
    assert empty.migrate() == []


def test_changed_migration_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "sql"
    shutil.copytree(SQL, copy)
    warehouse = Warehouse(tmp_path / "w.duckdb", copy)
    warehouse.migrate()
    (copy / "migrations" / "0002_raw.sql").write_text("-- something else\nSELECT 1;")
    with pytest.raises(WarehouseError, match=r"0002_raw\.sql"):
        warehouse.migrate()


def test_loading_twice_is_loading_once(filled: Warehouse) -> None:
    before = contents(filled)
    filled.load(batch(NEWS))
    assert contents(filled) == before


def test_order_of_accounts_leaves_the_same_tables(filled: Warehouse, tmp_path: Path) -> None:
    other = Warehouse(tmp_path / "other.duckdb", SQL, threads=1)
    other.migrate()
    other.load(batch(NEWS[::-1]))
    assert contents(other) == contents(filled)


def test_day_by_day_ends_where_all_at_once_ends(filled: Warehouse, tmp_path: Path) -> None:
    daily = Warehouse(tmp_path / "daily.duckdb", SQL, threads=1)
    daily.migrate()
    for doc in "abcd":
        fresh = [a for a in NEWS if a.doc == doc]
        daily.load(LoadBatch(articles=batch(fresh).articles))
        near = reconcile_near(fresh, known=daily)
        daily.load(LoadBatch(parts=[Part(near.accounts, near.reconciliation)], removed=near.removed))
    assert contents(daily) == contents(filled)


def test_a_crowded_world_ends_alike_in_three_days_of_any_articles(tmp_path: Path) -> None:
    """What `sql/near` looks up is never narrower than what blocking pairs: accounts of one place and time, or open in either."""
    told = [account for account, _ in World(80, 400).told()]
    docs = random.Random(3).sample(sorted({a.doc for a in told}), len({a.doc for a in told}))
    whole, daily = (Warehouse(tmp_path / f"{name}.duckdb", SQL, threads=1) for name in ("whole", "daily"))
    whole.migrate()
    whole.load(LoadBatch(parts=[Part(tuple(told), reconcile(told))], whole=True))
    daily.migrate()
    for day in (docs[::3], docs[1::3], docs[2::3]):
        near = reconcile_near([a for a in told if a.doc in set(day)], known=daily)
        daily.load(LoadBatch(parts=[Part(near.accounts, near.reconciliation)], removed=near.removed))
    # Ids that stood in between stay and lead on; all else is the same.
    leads = {"core.incident_link", "core.eventid_issued", "core.eventid_held", "raw.article", "meta.migration"}
    assert {n: t for n, t in contents(daily).items() if n not in leads} == {
        n: t for n, t in contents(whole).items() if n not in leads
    }


def test_parts_of_a_plan_end_where_the_whole_ends(filled: Warehouse, tmp_path: Path) -> None:
    parted = Warehouse(tmp_path / "parted.duckdb", SQL, threads=1)
    parted.migrate()
    parted.load(LoadBatch(articles=batch(NEWS).articles))
    titles = {a.doc: a.title for a in batch(NEWS).articles}
    by_id = {a.account_id: a for a in NEWS}
    parts = list(plan([traits_of(a) for a in NEWS]).parts(1))
    assert len(parts) > 1
    parted.load_parts(
        (
            stage(mine, settle_plan(part, mine), titles)
            for part in parts
            for mine in [[by_id[t.account_id] for t in part.traits]]
        ),
        whole=True,
    )
    assert contents(parted) == contents(filled)


def test_account_that_is_gone_takes_its_incident_along(filled: Warehouse) -> None:
    filled.load(batch([a for a in NEWS if a.doc != "d"]))
    assert filled.rows("core.account").num_rows == 4
    assert "Zahedan" not in filled.rows("core.incident_version").column("city").to_pylist()
    assert filled.rows("core.eventid_issued").num_rows == 3  # an id once issued is never given again


def test_article_worked_through_again_replaces_its_accounts(filled: Warehouse) -> None:
    again = account(
        "d", 1, at="2024-02-10T08:00:00Z", date="2024-02-08", city="Zahedan", attacktype=("Armed Assault",), nkill=2
    )
    near = reconcile_near([again], known=filled)
    filled.load(LoadBatch(parts=[Part(near.accounts, near.reconciliation)], removed=near.removed))
    rows = {r["city"]: r for r in filled.rows("core.incident_version").to_pylist()}
    assert (rows["Zahedan"]["nkill"], str(rows["Zahedan"]["first_date"])) == (2, "2024-02-08")


def test_failing_load_leaves_everything_as_it_was(filled: Warehouse) -> None:
    before = contents(filled)
    bad = batch([*NEWS, account("e", nkill=5)])
    with pytest.raises(WarehouseError):
        filled.load(replace(bad, quarantine=[{"key": None, "suite": "s", "stage": "t", "reason": "no key"}]))
    assert contents(filled) == before


KILLED = """
import os, sys
sys.path.insert(0, {root!r})
from tests.warehouse.conftest import NEWS, SQL, batch
from tests.reconcile.news import account
import etl.warehouse.warehouse as w
count = 0
def load_table(self, con, name, table, real=w.Warehouse._load_table):
    global count
    count += 1
    if count == {at}:
        os._exit(9)
    real(self, con, name, table)
w.Warehouse._load_table = load_table
w.Warehouse({path!r}, SQL).load(batch([*NEWS, account("e", nkill=5)]))
"""


@pytest.mark.parametrize("at", [1, 3, 9])
def test_load_killed_at_any_table_leaves_everything_as_it_was(filled: Warehouse, at: int) -> None:
    before = contents(filled)
    root = str(SQL.parent)
    done = subprocess.run([sys.executable, "-c", KILLED.format(root=root, at=at, path=str(filled.path))], cwd=root)
    assert done.returncode == 9
    assert contents(filled) == before
    filled.load(batch(NEWS))
    assert not list(filled.path.parent.glob(".*.staged")), "what the killed load left behind is cleared away"


def test_row_that_breaks_a_constraint_is_one_line(filled: Warehouse) -> None:
    rec = reconcile(NEWS)
    wrong = Part(tuple(NEWS), replace(rec, known_at={**rec.known_at, "a#1": "never"}))
    with pytest.raises(WarehouseError) as caught:
        filled.load(replace(batch(NEWS), parts=[wrong]))
    assert "\n" not in str(caught.value)


def test_publishing_swaps_the_copy_and_leaves_old_readers_alone(filled: Warehouse, tmp_path: Path) -> None:
    from etl.warehouse import connect, query

    target = filled.publish(tmp_path / "published.duckdb")
    old = connect(target)
    assert old.sql("SELECT count(*) FROM gtd.incident").fetchone() == (3,)
    filled.load(batch([*NEWS, account("e", date="2024-03-01", city="Yazd", at="2024-03-02T00:00:00Z")]))
    filled.publish(target)
    assert old.sql("SELECT count(*) FROM gtd.incident").fetchone() == (3,)
    assert query(target, "SELECT count(*) AS n FROM gtd.incident").to_pylist() == [{"n": 4}]
    old.close()
    assert not list(tmp_path.glob(".published*"))


def test_publishing_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse yet"):
        Warehouse(tmp_path / "none.duckdb", SQL).publish(tmp_path / "p.duckdb")
