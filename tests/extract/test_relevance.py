"""The gate before all stages, and the worlds of play."""

from __future__ import annotations

import pytest

from etl.extract.relevance import may_report_violence, world_of


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
