from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from etl.model import Account, Value
from etl.validate.check import validate
from etl.validate.drift import Tally, drift_frame

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def accounts(count: int, *, with_toll: int) -> list[Account]:
    base = Account("a#1", "a", "main", True, {"attacktype": Value(("Bombing/Explosion",), 0.9)})
    toll = {"nkill": Value(3, 0.8)}
    return [replace(base, values=dict(base.values) | (toll if n < with_toll else {})) for n in range(count)]


def history(runs: int, share: float) -> list[dict[str, object]]:
    return [
        {"run_id": f"r{n}", "name": "completeness", "labels": "nkill", "value": share + n % 3 / 100}
        for n in range(runs)
    ]


def broken(with_toll: int, runs: int) -> set[str]:
    tally = Tally()
    tally.add(accounts(50, with_toll=with_toll))
    now = tally.metrics(volume={"articles": 60}, quarantined={"accounts": (1, 50)})
    checked = validate("drift", drift_frame(now, history(runs, 0.85)), key="metric_id", as_of=NOW)
    return {r.expectation for r in checked.results if not r.success}


def test_field_told_much_less_often_than_before_is_noticed() -> None:
    assert broken(with_toll=10, runs=10) == {"drift.completeness_steady"}


def test_usual_run_and_young_history_raise_nothing() -> None:
    assert broken(with_toll=43, runs=10) == set()
    assert broken(with_toll=10, runs=2) == set()


def test_measures_say_what_they_were_measured_on() -> None:
    tally = Tally()
    for some in (accounts(15, with_toll=0), accounts(5, with_toll=5)):
        tally.add(some)
    rows = {(m["name"], m["labels"]): m for m in tally.metrics(volume={}, quarantined={})}
    assert (rows["completeness", "nkill"]["value"], rows["completeness", "nkill"]["n"]) == (0.25, 20)
    assert rows["share", "attacktype=Bombing/Explosion"]["value"] == 1.0
    assert rows["confidence", "nkill"]["n"] == 5
