"""The made-up world: linking holds up among thousands of incidents in the same cities, and a plan's parts leave nothing out."""

from __future__ import annotations

from collections import Counter

from bench.world import World
from etl.reconcile import plan, traits_of


def test_linking_in_a_crowded_world_is_precise() -> None:
    told = list(World(400, 2_000).told())
    truth = {account.account_id: number for account, number in told}
    planned = plan([traits_of(account) for account, _ in told])
    said = right = 0
    for incident in planned.incidents:
        members = Counter(truth[account_id] for account_id in incident.account_ids)
        said += sum(members.values()) * (sum(members.values()) - 1) // 2
        right += sum(n * (n - 1) // 2 for n in members.values())
    together = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    assert right / said > 0.995
    assert right / together > 0.93, "recollections by year alone cannot be placed; nearly all else can"


def test_parts_of_a_plan_are_the_plan() -> None:
    planned = plan([traits_of(account) for account, _ in World(100, 500).told()])
    parts = list(planned.parts(50))
    assert len(parts) > 5
    assert sorted(i.eventid for part in parts for i in part.incidents) == sorted(i.eventid for i in planned.incidents)
    assert {t.account_id for part in parts for t in part.traits} == set(planned.components)
    assert sum(len(part.pairs) for part in parts) == len(planned.pairs)


def test_world_is_the_same_every_time() -> None:
    assert [a for a, _ in World(10, 50).told()] == [a for a, _ in World(10, 50).told()]
    assert [a for a, _ in World(10, 50).told(20, 5)] == [a for a, _ in World(10, 50).told()][20:25]
