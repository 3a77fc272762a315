from __future__ import annotations

import ast
import re
from typing import Any

from etl.model import Account, Incident
from etl.reconcile import reconcile
from etl.settings import PROJECT
from tests.reconcile.news import account, claim, toll, victims

ISIL = "Islamic State of Iraq and the Levant (ISIL)"
DAY3, DAY4, DAY5 = "2024-01-03T15:00:00Z", "2024-01-04T18:00:00Z", "2024-01-05T09:00:00Z"


def settle(*accounts: Account, **about: Any) -> Incident:
    (incident,) = reconcile(accounts, **about).incidents
    return incident


def rule(incident: Incident, field: str) -> str:
    return incident.settlements[field].rule


def test_most_recent_toll_wins_and_the_older_stays_as_loser() -> None:
    incident = settle(account("a", at=DAY3, nkill=103), account("b", at=DAY5, nkill=84))
    settled = incident.settlements["nkill"]
    assert (settled.value, settled.rule) == (84, "settle_most_recent")
    assert [w.account_id for w in settled.witnesses] == ["b#1"]
    assert [(loser.value, loser.witnesses[0].account_id) for loser in settled.losers] == [(103, "a#1")]


def test_equally_recent_tolls_go_by_majority() -> None:
    incident = settle(*(account(d, at=DAY3, nkill=n) for d, n in (("a", 90), ("b", 95), ("c", 95))))
    assert (incident.get("nkill"), rule(incident, "nkill")) == (95, "settle_majority")
    assert (incident.get("nkill_low"), incident.get("nkill_high")) == (90, 95)


def test_without_majority_the_lowest_toll_holds() -> None:
    incident = settle(account("a", at=DAY3, nkill=90), account("b", at=DAY3, nkill=95))
    assert (incident.get("nkill"), rule(incident, "nkill")) == (90, "settle_lowest")


def test_copies_of_one_wire_story_have_one_voice() -> None:
    """Three papers print the same dispatch; two others counted for themselves."""
    papers = [account(d, at=DAY3, nkill=95) for d in ("a", "b", "c")] + [
        account(d, at=DAY3, nkill=90) for d in ("d", "e")
    ]
    assert settle(*papers).get("nkill") == 95
    copied = settle(*papers, copies=[("a", "b"), ("b", "c")])
    assert copied.get("nkill") == 90
    assert {w.copy_of for loser in copied.settlements["nkill"].losers for w in loser.witnesses} == {None, "a#1"}


def test_perpetrators_never_set_a_toll() -> None:
    boast = account("b", at=DAY5, nkill=300, tolls=(toll(300, perpetrator=True),))
    assert settle(account("a", at=DAY3, nkill=84), boast).get("nkill") == 84
    alone = settle(boast)
    assert alone.get("nkill") is None
    assert rule(alone, "nkill") == "settle_perpetrators_never_set_tolls"


def test_figure_that_a_report_calls_replaced_falls_even_without_dates() -> None:
    revised = account("b", nkill=84, tolls=(toll(84), toll(103, superseded=True)))
    incident = settle(account("a", nkill=103), revised)
    assert (incident.get("nkill"), rule(incident, "nkill")) == (84, "settle_revised")
    assert incident.get("nkill_high") == 84


def test_dead_attackers_are_never_more_than_the_dead() -> None:
    incident = settle(account("a", at=DAY3, nkill=2, nkillter=2), account("b", at=DAY4, nkill=1, nkillter=3))
    assert (incident.get("nkill"), incident.get("nkillter")) == (1, None)


def test_cumulative_toll_is_spread_in_whole_numbers() -> None:
    towns = [account("a", n, at=DAY3, city=c, nkill_joint=10) for n, c in ((1, "Kerman"), (2, "Bam"), (3, "Zarand"))]
    rec = reconcile(towns)
    tolls = [incident.get("nkill") for incident in rec.incidents]
    assert sorted(tolls) == [3, 3, 4]
    assert all(rule(incident, "nkill") == "settle_spread" for incident in rec.incidents)
    assert all(incident.get("multiple") == 1 and len(incident.get("related")) == 2 for incident in rec.incidents)


def test_spread_keeps_what_is_told_of_one() -> None:
    rec = reconcile(
        [
            account("a", 1, nkill_joint=10, nkill=7),
            account("a", 2, city="Bam", nkill_joint=10),
            account("a", 3, city="Zarand", nkill_joint=10),
        ]
    )
    assert sorted(incident.get("nkill") for incident in rec.incidents) == [1, 2, 7]


def test_attack_types_stand_in_hierarchy_and_not_in_time() -> None:
    incident = settle(account("a", attacktype=("Bombing/Explosion", "Armed Assault", "Hostage Taking (Kidnapping)")))
    assert incident.get("attacktype") == ("Hostage Taking (Kidnapping)", "Bombing/Explosion", "Armed Assault")


def test_claim_stands_once_anybody_reports_it() -> None:
    incident = settle(account("a", at=DAY4, claimed=1), account("b", at=DAY5, claimed=0))
    assert (incident.get("claimed"), rule(incident, "claimed")) == (1, "settle_claimed_any")


def test_claimant_goes_before_the_suspect_and_a_name_before_a_kind_of_people() -> None:
    incident = settle(
        account("a", at=DAY3, gname=("Gunmen",)),
        account("b", at=DAY4, gname=("Jundallah (Iran)",)),
        account("c", at=DAY4, gname=(ISIL,), claims=(claim(ISIL, mode="Video"),)),
    )
    assert incident.get("gname") == (ISIL, "Jundallah (Iran)")
    assert incident.get("claimmode") == ("Video", "")
    assert incident.get("compclaim") == 0


def test_two_claimants_compete() -> None:
    incident = settle(
        account("a", gname=(ISIL,), claims=(claim(ISIL),)),
        account("b", gname=("Jundallah (Iran)",), claims=(claim("Jundallah (Iran)"),)),
    )
    assert incident.get("compclaim") == 1
    assert incident.get("claims_by_group") == ("1", "1")


def test_place_is_that_of_those_who_agree_on_the_country() -> None:
    incident = settle(
        account("a", provstate="Kerman", latitude=30.28, longitude=57.08),
        account("b"),
        account("c", city="Kirman"),
    )
    assert (incident.get("city"), incident.get("provstate")) == ("Kerman", "Kerman")
    assert (incident.get("latitude"), incident.get("longitude")) == (30.28, 57.08)


def test_exact_date_goes_before_the_vague() -> None:
    incident = settle(account("a"), account("b", role="background", date="2024-01", nkill=84), account("c", nkill=84))
    assert incident.get("date") == "2024-01-03"


def test_open_date_keeps_its_range() -> None:
    assert settle(account("a", date="2022-03")).get("approxdate") == "2022-03-01 to 2022-03-31"


def test_stated_nationality_against_country_is_international() -> None:
    incident = settle(account("a", victims=(victims("Afghanistan", 12), victims("Iran", 70))))
    assert incident.get("natlty") == ("Iran", "Afghanistan")
    assert (incident.get("INT_MISC"), incident.get("INT_ANY")) == (1, 1)


def test_every_rule_that_a_settlement_can_cite_is_a_function_that_says_what_it_does() -> None:
    files = sorted((PROJECT / "etl" / "reconcile").glob("*.py"))
    trees = [ast.parse(path.read_text("utf-8")) for path in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    cited = {n.value for n in nodes if isinstance(n, ast.Constant) and re.fullmatch(r"settle_\w+", str(n.value))}
    told = {n.name for n in nodes if isinstance(n, ast.FunctionDef) and ast.get_docstring(n)}
    assert len(cited) > 20
    assert cited - told == set()


def test_what_lasts_beyond_the_next_day_is_extended() -> None:
    assert settle(account("a", end_date="2024-01-04")).get("extended") == 0
    incident = settle(account("a", end_date="2024-01-06"))
    assert (incident.get("extended"), rule(incident, "extended")) == (1, "settle_duration")


def test_history_says_what_was_known_when() -> None:
    rec = reconcile(
        [account("a", at=DAY3, nkill=103), account("b", at=DAY4, nkill=103), account("c", at=DAY5, nkill=84)]
    )
    tolls = [(v.known_from, v.known_to, v.values["nkill"]) for v in rec.versions]
    assert tolls == [(DAY3, DAY5, 103), (DAY5, None, 84)]


def test_article_without_a_time_counts_from_when_it_was_first_seen() -> None:
    rec = reconcile(
        [account("a", at=DAY3, nkill=103), account("b", nkill=84)], seen_at={"b": "2024-02-01T00:00:00+00:00"}
    )
    assert [v.known_from for v in rec.versions] == [DAY3]
    rec = reconcile(
        [account("a", at=DAY3, nkill=103), account("b", nkill=84, tolls=(toll(84), toll(103, superseded=True)))],
        seen_at={"b": "2024-02-01T00:00:00+00:00"},
    )
    assert [(v.known_from, v.values["nkill"]) for v in rec.versions] == [(DAY3, 103), ("2024-02-01T00:00:00Z", 84)]
