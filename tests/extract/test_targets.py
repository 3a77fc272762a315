"""Words for what may be hit."""

from __future__ import annotations

from etl.extract.targets import find_targets
from etl.extract.text import segment
from etl.model import Article, TargetValue


def targets(text: str) -> list[TargetValue]:
    return [
        m.value
        for m in find_targets(segment(Article(doc="t", title="", text=text)), [])
        if isinstance(m.value, TargetValue)
    ]


def test_longest_name_of_a_target_wins() -> None:
    assert [t.targtype for t in targets("A police station and a petrol station burned.")] == ["Police", "Business"]


def test_target_keeps_the_words_of_the_text() -> None:
    assert targets("Shots hit the Shi’ite mosque.")[0].name == "Shi’ite mosque"


def test_person_is_told_from_building() -> None:
    assert [t.person for t in targets("the judge at the courthouse")] == [True, False]
