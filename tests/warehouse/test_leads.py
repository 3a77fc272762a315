"""An eventid once given out never becomes a dead end: it leads to wherever the accounts are that it stood for."""

from __future__ import annotations

import shutil
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.model import Account, Part
from etl.reconcile import reconcile_near
from etl.warehouse import LoadBatch, Warehouse, show
from etl.warehouse.records import Records
from tests.reconcile.news import account
from tests.warehouse.conftest import NEWS, SQL, batch
from tests.warehouse.test_load import contents

# What remembers; all other tables are as if a judgement that was withdrawn had never been.
MEMORY = {"core.incident_link", "core.eventid_issued", "core.eventid_held"}
TOLD = [
    *NEWS,
    account("e", 1, at="2024-01-05T09:00:00Z", nkill=84),
    account("f", 1, at="2024-01-07T09:00:00Z", nkill=84, city=None),
    account("g", 1, at="2024-02-11T08:00:00Z", date="2024-02-09", city="Zahedan", attacktype=("Armed Assault",)),
]
PAIRS = [("a#1", "b#1"), ("a#1", "c#1"), ("b#1", "e#1"), ("c#1", "d#1"), ("d#1", "g#1"), ("a#1", "g#1"), ("a#2", "f#1")]


class Story:
    """A warehouse through judgements and builds, and what each id ever stood for."""

    def __init__(self, file: Path) -> None:
        self.warehouse = Warehouse(file, SQL, threads=1)
        self.records = Records(file)
        self.moments = (datetime(2024, 3, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(1_000))
        self.stood_for: dict[int, list[str]] = defaultdict(list)
        self.homes: dict[str, list[int]] = defaultdict(list)

    def build(self, fresh: list[Account] | None = None, emptied: tuple[str, ...] = ()) -> dict[str, int]:
        """Where each account is after a build; some articles may be told anew, or tell of nothing any more."""
        near = reconcile_near(fresh or [], known=self.warehouse, judgements=self.records.judgements(), emptied=emptied)
        self.warehouse.load(LoadBatch(parts=[Part(near.accounts, near.reconciliation)], removed=near.removed))
        home = {r["account_id"]: r["eventid"] for r in self.warehouse.rows("core.incident_account").to_pylist()}
        for account_id, eventid in home.items():
            if eventid not in self.homes[account_id]:
                self.homes[account_id].append(eventid)
                self.stood_for[eventid].append(account_id)
        return home

    def judge(self, pair: tuple[str, str], *, same: bool) -> dict[str, int]:
        """Where each account is, once somebody judged two."""
        self.records.judge(*pair, same=same, by="Ann", why="seen", at=next(self.moments))
        return self.build()

    def withdraw(self, pair: tuple[str, str]) -> dict[str, int]:
        """Where each account is, once that was taken back."""
        self.records.withdraw(*pair, by="Ann", at=next(self.moments))
        return self.build()

    def leads(self) -> dict[int, dict[int | None, str]]:
        """Where every id leads."""
        out: dict[int, dict[int | None, str]] = defaultdict(dict)
        with self.warehouse.open() as con:
            for eventid, leads_to, how in con.sql("FROM mart.eventid").fetchall():
                out[eventid][leads_to] = how
        return out

    def links(self) -> set[tuple[int, int, str]]:
        """Redirects."""
        return {tuple(row.values()) for row in self.warehouse.rows("core.incident_link").to_pylist()}  # type: ignore[misc]

    def hold(self, home: dict[str, int]) -> None:
        """Nothing, while no id is a dead end."""
        leads = self.leads()
        assert {r["eventid"] for r in self.warehouse.rows("core.eventid_issued").to_pylist()} == set(leads)
        for eventid, accounts in self.stood_for.items():
            there = {home[a] for a in accounts if a in home}
            to = set(leads[eventid])
            assert to <= there | {eventid} if there else to == {None}
            assert (leads[eventid].get(eventid) == "stands") == (eventid in home.values())
            for account_id in accounts:
                if account_id in home and home[account_id] not in to:
                    # Only where the account had been before this id held it: that id was there all along.
                    before = self.homes[account_id]
                    assert before.index(home[account_id]) < before.index(eventid)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("told") / "told.duckdb"
    warehouse = Warehouse(file, SQL, threads=1)
    warehouse.migrate()
    warehouse.load(batch(TOLD))
    return file


@pytest.fixture
def story(told: Path, tmp_path: Path) -> Story:
    return Story(Path(shutil.copy(told, tmp_path / "story.duckdb")))


def test_a_split_leaves_a_redirect_and_taking_it_back_one_the_other_way(story: Story) -> None:
    whole = story.build()["a#1"]
    links = story.links()
    parted = story.judge(("a#1", "c#1"), same=False)
    part = parted["c#1"]
    assert parted["a#1"] == whole != part
    assert story.links() - links == {(whole, part, "split_into")}
    back = story.withdraw(("a#1", "c#1"))
    assert back["c#1"] == whole
    assert story.links() - links == {(part, whole, "merged_into")}


def test_a_merge_leaves_a_redirect_and_taking_it_back_leaves_nothing(story: Story) -> None:
    before = story.build(emptied=("g",))
    links = story.links()
    merged = story.judge(("c#1", "d#1"), same=True)
    assert story.links() - links == {(before["d#1"], merged["c#1"], "merged_into")}
    assert story.withdraw(("c#1", "d#1")) == before
    assert story.links() == links


def test_the_id_of_an_article_that_is_gone_leads_to_where_its_other_accounts_are(story: Story) -> None:
    before = story.build()
    after = story.build(emptied=("a",))
    assert after["b#1"] != before["b#1"]
    assert story.leads()[before["b#1"]] == {after["b#1"]: "split_into"}
    assert story.leads()[before["a#2"]] == {None: "gone"}
    story.hold(after)


def test_show_of_a_split_id_names_every_part(story: Story, tmp_path: Path) -> None:
    whole = story.build()["a#1"]
    part = story.judge(("a#1", "c#1"), same=False)["c#1"]
    shown = show(story.warehouse.publish(tmp_path / "p.duckdb"), whole, SQL)
    assert shown.eventid == whole
    assert [(lead["eventid"], lead["how"]) for lead in shown.leads_to] == [(whole, "stands"), (part, "split_into")]


STEPS = st.lists(st.tuples(st.sampled_from(PAIRS), st.sampled_from([True, False, None])), min_size=1, max_size=5)


@given(STEPS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_judgement_makes_a_dead_end_and_taking_all_back_gives_the_earlier_tables(
    told: Path, tmp_path: Path, steps: list[tuple[tuple[str, str], bool | None]]
) -> None:
    story = Story(Path(shutil.copy(told, tmp_path / "story.duckdb")))
    story.hold(start := story.build())
    tables, links = contents(story.warehouse), story.links()
    for pair, same in steps:
        story.hold(story.withdraw(pair) if same is None else story.judge(pair, same=same))
    for pair in dict(steps):
        end = story.withdraw(pair)
        story.hold(end)
    assert end == start
    after = contents(story.warehouse)
    assert {n: t for n, t in after.items() if n not in MEMORY} == {n: t for n, t in tables.items() if n not in MEMORY}
    # Of what stood at first nothing leads anywhere else; ids that were given out in between lead back.
    stood = set(start.values())
    assert {link for link in story.links() if link[0] in stood} == links
