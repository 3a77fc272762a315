"""The gate before all stages, and the worlds of play."""

from __future__ import annotations

import pytest

from etl.extract.relevance import is_drill, may_report_violence, world_of


@pytest.mark.parametrize(
    "text",
    [
        "A blast at a market killed two people.",
        "A car bomb went off outside the ministry.",
        "GUNMEN KIDNAPPED A RANCHER NEAR THE BORDER.",
        "Villagers said the raid left nine dead.",
    ],
)
def test_gate_lets_violence_pass(text: str) -> None:
    assert may_report_violence(text)


@pytest.mark.parametrize(
    "text",
    ["", "The central bank cut rates by a quarter point.", "Strawberries are early this year, growers say."],
)
def test_gate_stops_other_news(text: str) -> None:
    assert not may_report_violence(text)


def test_match_report_is_the_world_of_sport() -> None:
    text = "The striker shot home after the referee gave a penalty kick; the coach of the league leaders praised the goalkeeper"
    assert world_of(text) == "sport"


def test_drill_is_a_world_of_its_own() -> None:
    text = (
        "The exercise simulated an attack. Volunteers wore make-up in the drill, and the scenario tested preparedness"
    )
    assert world_of(text) == "drill"


def test_attack_report_is_news() -> None:
    assert world_of("A suicide bomber killed 30 people at a checkpoint outside the town, the governor said") == "news"


@pytest.mark.parametrize(
    "text",
    [
        "Exercise Silver Gate, the biggest drill yet, ran from dawn. In the script two men shot extras with fake blood on.",
        "None of it was real: the largest exercise in ten years ended when a police unit shot the last of the mock attackers.",
        "In the scenario of the annual counter-terrorism drill, students played the wounded and observers from Ghana took notes.",
    ],
)
def test_an_exercise_is_known_by_its_marks(text: str) -> None:
    assert is_drill(text)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed two soldiers on their way home from a military exercise.",
        "Gunmen killed nine at a hotel where staff had held a fire drill, and observers from the union were among the hurt.",
    ],
)
def test_an_exercise_in_passing_leaves_an_attack_an_attack(text: str) -> None:
    assert not is_drill(text)


def test_arms_beside_the_dead_need_no_word_of_the_deed() -> None:
    assert may_report_violence("On 3 May two men let sarin into the hall; five people died.")
    assert not may_report_violence("The museum shows a grenade of 1916.")


@pytest.mark.parametrize(
    "text",
    [
        "A stun grenade was thrown at a newspaper kiosk in Aden.",
        "Unknown men fired several shots at the car of a governor in Anzoategui.",
        "Youths hurled two petrol bombs at a party office in Athens.",
        "A man took an official of the ministry hostage in Tokyo.",
    ],
)
def test_arms_used_tell_a_deed_that_hurt_nobody(text: str) -> None:
    assert may_report_violence(text)


def test_shots_of_a_match_are_no_arms() -> None:
    assert not may_report_violence("He fired two shots over the bar and hurled his shirt into the crowd.")
