from __future__ import annotations

from typing import Any

import pytest

from etl.model import Judgement
from etl.reconcile import reconcile
from tests.reconcile.news import KERMAN, account

NICE: dict[str, Any] = {
    "date": "2016-07-14",
    "country_txt": "France",
    "city": "Nice",
    "attacktype": ("Unarmed Assault",),
    "targtype": ("Private Citizens & Property",),
    "nkill": 86,
}


def together(*accounts: Any, **about: Any) -> bool:
    return len(reconcile(accounts, **about).incidents) == 1


def test_same_day_and_city_is_one_incident() -> None:
    assert together(account("a", nkill=103), account("b", nkill=84))


def test_next_day_in_another_time_zone_is_one_incident() -> None:
    assert together(account("a", nkill=103), account("b", nkill=103, date="2024-01-04"))


def test_other_city_of_that_day_is_another_incident() -> None:
    assert not together(account("a"), account("b", city="Tehran"))


def test_spelling_of_the_city_does_not_part() -> None:
    assert together(account("a", city="Chibok"), account("b", city="Chibouk"))


def test_village_near_the_city_by_coordinates_is_one_incident() -> None:
    near = {"latitude": 30.28, "longitude": 57.08}
    beside = {"latitude": 30.33, "longitude": 57.12}
    assert together(account("a", **near), account("b", city="Baghin", **beside))


def test_same_city_name_in_another_country_is_another_incident() -> None:
    assert not together(
        account("a", city="Tripoli", country_txt="Libya"), account("b", city="Tripoli", country_txt="Lebanon")
    )


def test_missing_city_needs_something_else_in_common() -> None:
    assert together(account("a", nkill=84), account("b", nkill=84, city=None))
    assert not together(account("a", nkill=84), account("b", nkill=2, city=None, attacktype=("Armed Assault",)))


def test_recollection_with_a_month_finds_the_day() -> None:
    later = account("b", role="background", like={**NICE, "date": "2016-07"})
    assert together(account("a", like=NICE), later)


def test_recollection_with_a_year_needs_the_toll() -> None:
    assert together(account("a", like=NICE), account("b", role="background", like={**NICE, "date": "2016"}))
    other = {**NICE, "date": "2016", "nkill": 1, "attacktype": ("Armed Assault",), "targtype": ("Police",)}
    assert not together(account("a", like=NICE), account("b", role="background", like=other))


def test_report_without_a_date_is_held_to_the_week_before_it() -> None:
    assert together(account("a", nkill=84), account("b", date=None, nkill=84, at="2024-01-05T10:00:00Z"))
    assert not together(account("a", nkill=84), account("b", date=None, nkill=84, at="2024-03-05T10:00:00Z"))


def test_accounts_of_one_article_are_never_one_incident() -> None:
    rec = reconcile([account("a", 1), account("a", 2), account("b", 1)])
    assert rec.assignments["a#1"] != rec.assignments["a#2"]


def test_two_bombs_of_one_morning_pair_by_their_tolls() -> None:
    """Two attacks in one city and hour, both in both papers: only the figures tell which is which."""
    stops: dict[str, Any] = {**KERMAN, "country_txt": "Israel", "city": "Jerusalem", "date": "2022-11-23"}
    rec = reconcile(
        [
            account("a", 1, like=stops, nkill=1, nwound=12),
            account("a", 2, like=stops, nkill=0, nwound=6),
            account("b", 1, like=stops, nkill=0, nwound=6),
            account("b", 2, like=stops, nkill=2, nwound=12),
        ]
    )
    assert rec.assignments["a#1"] == rec.assignments["b#2"]
    assert rec.assignments["a#2"] == rec.assignments["b#1"]


def test_what_is_no_terrorism_belongs_to_no_incident() -> None:
    rec = reconcile([account("a"), account("b", is_terrorism=False)])
    assert rec.left_out == ("b#1",)
    assert "b#1" not in rec.assignments


@pytest.mark.parametrize("same", [True, False])
def test_judgement_of_a_person_outranks_the_matcher(same: bool) -> None:
    pair = (account("a"), account("b")) if not same else (account("a"), account("b", city="Tehran"))
    judged = Judgement("a#1", "b#1", same, "Ann", "read both", "2024-02-01T00:00:00Z")
    assert together(*pair) is not same
    assert together(*pair, judgements=[judged]) is same


def test_judgement_may_join_accounts_of_one_article() -> None:
    judged = Judgement("a#1", "a#2", True, "Ann", "the second is the first again", "2024-02-01T00:00:00Z")
    assert together(account("a", 1), account("a", 2), judgements=[judged])


def test_later_judgement_of_a_person_holds_and_a_rule_never_outranks_it() -> None:
    first = Judgement("a#1", "b#1", False, "Ann", "other street", "2024-02-01T00:00:00Z")
    second = Judgement("a#1", "b#1", True, "Ann", "same street after all", "2024-02-02T00:00:00Z")
    rule = Judgement("a#1", "b#1", False, "rule:distance", "far", "2024-03-01T00:00:00Z")
    assert together(account("a"), account("b"), judgements=[second, rule, first])


def test_pair_says_why_it_was_unsure() -> None:
    rec = reconcile(
        [account("a", nkill=17, nwound=30), account("b", nkill=85, nwound=200, attacktype=("Armed Assault",))]
    )
    (pair,) = rec.pairs
    assert (pair.left, pair.right) == ("a#1", "b#1")
    assert {"prior", "date", "place", "killed", "attack"} <= dict(pair.reasons).keys()
    assert pair.score == pytest.approx(sum(weight for _, weight in pair.reasons), abs=0.01)


def test_siege_dated_by_its_start_and_by_its_end_is_one_incident() -> None:
    siege: dict[str, Any] = {**KERMAN, "country_txt": "Somalia", "city": "Mogadishu", "gname": ("Al-Shabaab",)}
    first = account("a", like={**siege, "date": "2022-08-19"})
    assert together(first, account("b", like={**siege, "date": "2022-08-21"}))
    assert not together(first, account("b", like={**siege, "date": "2022-08-27"}))


def test_two_towns_of_one_province_on_one_day_are_two_incidents() -> None:
    assert not together(account("a", provstate="Kerman"), account("b", city="Bam", provstate="Kerman"))
    assert not together(account("a"), account("b", city="Bam", provstate="Kerman"))


def test_hundreds_held_in_one_province_and_day_are_one_hijacking() -> None:
    train: dict[str, Any] = {
        **KERMAN, "country_txt": "Pakistan", "provstate": "Balochistan", "attacktype": ("Hijacking",), "gname": ("Baloch Liberation Army (BLA)",),
    }  # fmt: skip
    assert together(
        account("a", like=train, city="Mashkaf", nhostkid=400), account("b", like=train, city="Sibi", nhostkid=440)
    )
