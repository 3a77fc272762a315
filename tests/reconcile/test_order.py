"""Order of arrival never changes the result."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.errors import ReconcileError
from etl.model import Account, Judgement, Prior, Reconciliation
from etl.reconcile import reconcile, reconcile_near
from tests.reconcile.news import account, claim, toll, victims

ISIL = "Islamic State of Iraq and the Levant (ISIL)"
NEWS = [
    account(
        "a",
        1,
        at="2024-01-03T15:42:00Z",
        nkill=103,
        nwound=211,
        claimed=0,
        tolls=(toll(103), toll(73, superseded=True)),
    ),
    account("a", 2, at="2024-01-03T15:42:00Z", role="background", date="2022-10-26", city="Shiraz", nkill=15),
    account("b", 1, at="2024-01-04T19:00:00Z", nkill=95, gname=(ISIL,), claimed=1, claims=(claim(ISIL, mode="Video"),)),
    account("c", 1, at="2024-01-06T08:00:00Z", nkill=84, victims=(victims("Afghanistan", 12),), city="Kirman"),
    account("c", 2, at="2024-01-06T08:00:00Z", role="background", date="2022", city="Shiraz", nkill=15),
    account("d", 1, date="2024-01", nkill=84, gname=("Gunmen",)),
    account("e", 1, at="2024-01-04T19:30:00Z", nkill=95, city=None),
    account("f", 1, at="2024-01-03T18:00:00Z", city="Bam", nkill_joint=5),
    account("f", 2, at="2024-01-03T18:00:00Z", city="Zarand", nkill_joint=5),
]


class Memory:
    """What earlier loads know, held in memory: everything is near."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}
        self.rec: Reconciliation | None = None
        self.ids: dict[int, str] = {}

    def near(self, traits: Sequence[Any]) -> list[tuple[Any, str]]:
        return [] if self.rec is None else [(t, self.rec.components[t.account_id]) for t in self.rec.traits]

    def components(self, docs: Any, account_ids: Any) -> list[str]:
        known = {} if self.rec is None else self.rec.components
        return sorted({c for a, c in known.items() if a in account_ids or self.accounts[a].doc in docs})

    def members(self, components: Any, docs: Any) -> list[tuple[Account, str]]:
        known: Mapping[str, str] = {} if self.rec is None else self.rec.components
        return [
            (a, "2024-02-01T00:00:00Z")
            for a in self.accounts.values()
            if known.get(a.account_id) in components or a.doc in docs
        ]

    def issued(self) -> dict[int, str]:
        return self.ids

    def add(self, fresh: Sequence[Account]) -> None:
        nearby = reconcile_near(fresh, known=self, seen_at={a.doc: "2024-02-01T00:00:00Z" for a in fresh})
        self.accounts.update({a.account_id: a for a in fresh})
        self.ids.update(nearby.reconciliation.issued)
        self.rec = reconcile(
            self.accounts.values(), prior=Prior(self.ids), seen_at=dict.fromkeys("abcdef", "2024-02-01T00:00:00Z")
        )
        covered = {v.eventid for v in nearby.reconciliation.versions}
        assert nearby.reconciliation.incidents == tuple(i for i in self.rec.incidents if i.eventid in covered)


def at_once(accounts: Sequence[Account]) -> Reconciliation:
    return reconcile(accounts, seen_at=dict.fromkeys("abcdef", "2024-02-01T00:00:00Z"))


@pytest.mark.parametrize("seed", range(50))
def test_random_order_gives_identical_incidents_settlements_and_ids(seed: int) -> None:
    order = random.Random(seed).sample(NEWS, len(NEWS))
    assert at_once(order) == at_once(NEWS)


@pytest.mark.parametrize("seed", range(50))
def test_one_by_one_ends_where_all_at_once_ends(seed: int) -> None:
    docs = random.Random(seed).sample(sorted({a.doc for a in NEWS}), 6)
    memory = Memory()
    for doc in docs:
        memory.add([a for a in NEWS if a.doc == doc])
    whole = at_once(NEWS)
    assert memory.rec is not None
    assert memory.rec.incidents == whole.incidents
    assert memory.rec.versions == whole.versions
    assert memory.rec.assignments == whole.assignments


def test_ids_stay_when_news_comes_in_order() -> None:
    memory = Memory()
    seen: dict[str, int] = {}
    for doc in sorted({a.doc for a in NEWS}, key=lambda d: min(a.published_at or "9" for a in NEWS if a.doc == d)):
        memory.add([a for a in NEWS if a.doc == doc])
        assert memory.rec is not None
        assert all(memory.rec.assignments[a] == eventid for a, eventid in seen.items() if a.startswith(("a", "f")))
        seen = dict(memory.rec.assignments)


@given(st.permutations(range(6)), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_any_tolls_in_any_order_settle_alike(order: list[int], most: int) -> None:
    accounts = [
        account(f"d{i}", at=f"2024-01-0{3 + i % most if most else 3}T10:00:00Z", nkill=90 + i * 5 % 7, nwound=i)
        for i in range(6)
    ]
    assert reconcile([accounts[i] for i in order]) == reconcile(accounts)


def test_eventid_is_the_first_day_told_and_four_digits() -> None:
    for told, prefix in (("2024-01-03", 20240103), ("1979-05", 19790500), ("1979", 19790000), ("2022", 20220702)):
        (incident,) = reconcile([account("a", date=told)]).incidents
        assert incident.eventid // 10_000 == prefix
        assert 1 <= incident.eventid % 10_000 <= 9_999


def test_eventid_outlives_a_corrected_date() -> None:
    first = account("a", at="2024-01-03T15:42:00Z", date="2024-01-02", nkill=95)
    (before,) = reconcile([first]).incidents
    later = [account(d, at="2024-01-05T00:00:00Z", nkill=95) for d in "bc"]
    (after,) = reconcile([first, *later]).incidents
    assert after.get("date") == "2024-01-03"
    assert after.eventid == before.eventid


def test_merge_keeps_the_older_id_and_parting_gives_the_other_one_back() -> None:
    accounts = [account("a", at="2024-01-03T10:00:00Z"), account("b", at="2024-01-03T11:00:00Z", city="Tehran")]
    apart = reconcile(accounts)
    judged = Judgement("a#1", "b#1", True, "Ann", "one convoy", "2024-02-01T00:00:00Z")
    merged = reconcile(accounts, prior=Prior(apart.issued), judgements=[judged])
    assert [incident.eventid for incident in merged.incidents] == [apart.assignments["a#1"]]
    assert merged.issued == apart.issued
    undone = reconcile(accounts, prior=Prior(merged.issued))
    assert undone.assignments == apart.assignments


def test_id_is_never_given_to_another_account() -> None:
    (eventid,) = reconcile([account("a")]).issued
    rec = reconcile([account("a")], prior=Prior({eventid: "z#1"}))
    assert rec.incidents[0].eventid != eventid


def test_two_different_accounts_with_one_id_are_refused() -> None:
    with pytest.raises(ReconcileError, match="a#1"):
        reconcile([account("a", nkill=1), account("a", nkill=2)])


def test_time_that_is_none_is_one_line() -> None:
    with pytest.raises(ReconcileError, match="yesterday"):
        reconcile([account("a", at="yesterday")])


def test_dates_that_cannot_be_are_as_if_untold() -> None:
    (incident,) = reconcile([account("a", date="2024-13-45", at="2024-01-03T15:42:00Z")]).incidents
    assert incident.eventid // 10_000 == 20240000


def test_nothing_gives_nothing() -> None:
    assert reconcile([]).incidents == ()


def test_fresh_copy_of_two_reports_takes_one_voice_from_them_wherever_they_are() -> None:
    """The incident of the two is settled again, though no account of the fresh article is near it."""
    memory = Memory()
    old = [
        account(d, at="2024-01-03T15:42:00Z", nkill=n) for d, n in (("a", 9), ("b", 9), ("c", 8), ("d", 8), ("e", 8))
    ]
    memory.add(old)
    fresh = account("z", at="2024-05-01T00:00:00Z", city="Herat", country_txt="Afghanistan", date="2024-04-30")
    copies = [("c", "z"), ("d", "z"), ("e", "z")]
    near = reconcile_near([fresh], known=memory, copies=copies)
    whole = reconcile([*old, fresh], copies=copies)
    assert near.reconciliation.incidents == whole.incidents
    assert {i.get("nkill") for i in whole.incidents} == {None, 9}
