"""Nationalities that a text states for victims, and what it does not state."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract.extractor import load_extractor
from etl.extract.text import segment
from etl.extract.victims import RIGHT_OF_RULE, find_victims
from etl.model import Article, VictimValue


def victims(body: str) -> set[tuple[str, str, int | None]]:
    text = segment(Article(doc="x", title="", text=body))
    return {(v.country, v.status, v.count) for m in find_victims(text) if isinstance(v := m.value, VictimValue)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Three Germans and a Briton were killed.", {("Germany", "killed", 3), ("Great Britain", "killed", 1)}),
        ("A French tourist was wounded.", {("France", "wounded", 1)}),
        ("In all 14 nationals of Afghanistan were killed.", {("Afghanistan", "killed", 14)}),
        ("Gunmen kidnapped the American aid worker.", {("United States", "hostage", 1)}),
        ("Jane Roe, 45, from Lakeway, Texas, was killed.", {("United States", "killed", 1)}),
        ("Most of the dead were Iraqis.", {("Iraq", "killed", None)}),
        ("John Smith, 34, a Canadian engineer, was among the dead.", {("Canada", "killed", 1)}),
        ("Two of the dead were Algerian nationals.", {("Algeria", "killed", 2)}),
        (
            "Among the dead were six Britons, two Canadians and the Ghanaian poet Kofi Doe.",
            {("Great Britain", "killed", 6), ("Canada", "killed", 2), ("Ghana", "killed", 1)},
        ),
        ("Three of its employees, all Cameroonian citizens, were killed.", {("Cameroon", "killed", 3)}),
        (
            "Sixteen people died. Four were nuns: two Rwandans, a Kenyan and an Indian.",
            {("Rwanda", "killed", 2), ("Kenya", "killed", 1), ("India", "killed", 1)},
        ),
        (
            "A boy, 16, was killed. He was a dual Israeli-Canadian citizen.",
            {("Israel", "killed", 1), ("Canada", "killed", 1)},
        ),
        ("Nine people were hurt, among them a Chilean.", {("Chile", "wounded", 1)}),
        ("Eighty people were killed. Six of the eighty were Bolivian citizens.", {("Bolivia", "killed", 6)}),
    ],
)
def test_a_stated_nationality_is_read(body: str, expected: set[tuple[str, str, int | None]]) -> None:
    assert victims(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "A bomb on the pier killed four people. The list at the clinic: two Norwegians, a Thai and a Swiss.",
            {("Norway", "killed", 2), ("Thailand", "killed", 1), ("Switzerland", "killed", 1)},
        ),
        (
            "Fifteen people died at the hotel. Seven of them were from Malawi; two were cooks from Nepal; the rest are Omanis.",
            {("Malawi", "killed", 7), ("Nepal", "killed", 2), ("Oman", "killed", None)},
        ),
        (
            "The blast killed 30 people, 12 of them Danish, nine Finnish.",
            {("Denmark", "killed", 12), ("Finland", "killed", 9)},
        ),
        ("Five people were shot. A Laotian commercial agent was one of them.", {("Laos", "wounded", 1)}),
        (
            "Known dead: Ana Roe, a Bolivian, and Tom Doe, of Irish nationality. Eight people were killed.",
            {("Bolivia", "casualty", 1), ("Ireland", "casualty", 1)},
        ),
    ],
)
def test_a_nationality_beside_the_harmed_is_theirs(body: str, expected: set[tuple[str, str, int | None]]) -> None:
    assert {(c, n) for c, _, n in victims(body)} == {(c, n) for c, _, n in expected}


@pytest.mark.parametrize(
    "body",
    [
        "Nine people were killed. A Belgian official said so.",
        "Nine people were killed. Two Kenyans were arrested.",
        "Nine people were killed, and a Ghanaian is among the missing.",
        "Nine people were killed by a Norwegian who drove into a crowd.",
        "Nine people were killed, one of them a man of Turkish descent.",
        "Nine people were killed in a Turkmen town.",
        "Nine people were killed; an Omani was unhurt.",
    ],
)
def test_a_nationality_of_others_is_not_theirs(body: str) -> None:
    assert victims(body) == set()


@pytest.mark.parametrize(
    "body",
    [
        "The French President said three people were killed.",
        "Twelve Kurds and two Hazaras were killed.",
        "An Afghan-born shopkeeper was killed.",
        "Three people were killed by a Russian-made rocket.",
        "A guard of the Ukrainian embassy was killed.",
        "A Tunisian bomber blew himself up.",
        "Two Saudi gunmen were shot dead by police.",
        "No Britons were hurt.",
        "Washington and Paris condemned the killing of the mayor.",
    ],
)
def test_other_uses_of_a_nationality_state_none(body: str) -> None:
    assert victims(body) == set()


def test_who_is_killed_after_being_held_is_killed_only() -> None:
    assert victims("Militants abducted and beheaded a French engineer.") == {("France", "killed", 1)}


@given(st.text(max_size=300))
@settings(max_examples=50, deadline=None)
def test_any_text_is_read_without_an_error(noise: str) -> None:
    victims(noise + " Three Germans were killed: a man of 30, and two boys.")


def test_attackers_listed_with_their_nation_are_no_victims() -> None:
    assert not victims("Three of the abductors, including an Egyptian, died.")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # What a passport tells.
        ("Ann Roe and Tim Doe, both carrying Swiss passports, were killed.", {("Switzerland", "killed", 2)}),
        ("Nine people were killed. Two of them held Danish passports.", {("Denmark", "killed", 2)}),
        ("Five people were hurt. A driver, Ukrainian by his passport, lost a leg.", {("Ukraine", "wounded", 1)}),
        # Whom a state counts as its own.
        ("Oslo lost four of its nationals in the blast.", {("Norway", "killed", 4)}),
        ("Ten people were killed. The Danish embassy said two of its citizens died.", {("Denmark", "killed", 2)}),
        ("Ten people were killed. Peru's embassy says one of its citizens was among them.", {("Peru", "killed", 1)}),
        ("Twelve people were killed. Mali has lost two nationals.", {("Mali", "killed", 2)}),
        ("Nine people were killed. Washington confirms two Americans.", {("United States", "killed", 2)}),
        ("A clerk was wounded. He is Swiss, and 53.", {("Switzerland", "wounded", 1)}),
        # One number for several countries.
        (
            "Six were killed: two Swiss, and one each from Algeria, Bolivia, Mali and Greece.",
            {
                ("Switzerland", "killed", 2),
                *((country, "killed", 1) for country in ("Algeria", "Bolivia", "Mali", "Greece")),
            },
        ),
        # Who stands in a list with victims is one.
        (
            "A Briton, a Bulgarian and a Honduran taken from a vessel last week are in good health.",
            {(country, "casualty", 1) for country in ("Great Britain", "Bulgaria", "Honduras")},
        ),
        (
            "A guide and a clerk were shot dead. Both, the ministry states, were Canadians.",
            {("Canada", "killed", None)},
        ),
        ("The captors of three Japanese civilians have sent a letter.", {("Japan", "hostage", 3)}),
        ("Their Papua New Guinean driver was killed.", {("Papua New Guinea", "killed", 1)}),
        ("The French ambassador was killed.", {("France", "killed", 1)}),
        ("Two Canadians of Indian birth were killed.", {("Canada", "killed", 2)}),
        # Those who are warned are no victims.
        ("Two aid workers were kidnapped. The ministry called on all Germans to leave.", set()),
    ],
)
def test_nationality_that_stands_beside_the_people(body: str, expected: set[tuple[str, str, int | None]]) -> None:
    assert victims(body) == expected


def test_a_row_is_as_sure_as_the_surest_rule_that_read_it() -> None:
    body = "A bomb exploded in a market in Kabul on Monday and killed three Germans. At the gate stood 25 Danes. The dead were Germans."
    rules = {}
    for mention in find_victims(segment(Article(doc="x", title="", text=body))):
        if isinstance(value := mention.value, VictimValue):
            rules.setdefault(value.country, set()).add(value.rule)
    assert rules == {"Germany": {"harmed", "listed"}, "Denmark": {"hinted"}}
    sure = {
        v.country: v.confidence
        for account in load_extractor().extract(Article(doc="x", title="", text=body))
        for v in account.victims
    }
    share = RIGHT_OF_RULE["listed"] / RIGHT_OF_RULE["hinted"]  # whatever factor calibration brings to all rows
    assert sure["Germany"] / sure["Denmark"] == pytest.approx(share, rel=0.01)
