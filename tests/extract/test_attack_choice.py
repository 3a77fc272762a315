"""Kinds of attack from what the sentences say of deed, weapon, captives and victim."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from etl.codebook.choices import attack_weights
from etl.extract.attack_choice import choose_kinds
from etl.extract.extractor import RulesExtractor
from etl.model import Article

_EXTRACTOR = RulesExtractor()


@pytest.mark.parametrize(
    ("text", "attacktype"),
    [
        ("Twin blasts took the lives of 23 people at a bus station in Ghazni on Thursday.", "Bombing/Explosion"),
        ("Gunmen shot dead the deputy governor of Herat outside his home on Thursday.", "Assassination"),
        ("Masked men abducted three nurses near Butembo on Thursday and led them off into the forest.", "Hostage Taking (Kidnapping)"),
        ("Attackers threw petrol bombs at a tax office in Bastia on Thursday night.", "Facility/Infrastructure Attack"),
        ("Raiders with machetes hacked nine villagers to death near Beni on Thursday.", "Armed Assault"),
    ],
)  # fmt: skip
def test_first_kind_of_attack(text: str, attacktype: str) -> None:
    article = Article(doc="a", title="", text=text, published_at=datetime(2024, 5, 10, 18, tzinfo=UTC))
    (found,) = _EXTRACTOR.extract(article)
    assert found.get("attacktype")[0] == attacktype
    assert found.values["attacktype"].evidence


def test_kinds_stand_in_the_order_of_gtd() -> None:
    weights = {"Armed Assault": {"shots": 2.0}, "Bombing/Explosion": {"shots": 1.0}, "Hijacking": {"shots": -1.0}}
    assert choose_kinds(["shots"], weights) == ("Bombing/Explosion", "Armed Assault")


def test_shots_at_a_person_of_standing_are_no_assault_beside_the_murder() -> None:
    assert choose_kinds(["shots"], {"Armed Assault": {"shots": 2.0}, "Assassination": {"shots": 1.0}}) == (
        "Assassination",
    )
    assert choose_kinds(["shots"], {"Armed Assault": {"shots": 4.0}, "Assassination": {"shots": 0.1}}) == (
        "Armed Assault",
    )


def test_the_likeliest_kind_is_named_unless_it_is_unlikely() -> None:
    assert choose_kinds(["hint"], {"Bombing/Explosion": {"hint": -0.5}, "Hijacking": {"hint": -2.0}}) == (
        "Bombing/Explosion",
    )
    assert choose_kinds(["hint"], {"Bombing/Explosion": {"hint": -2.0}}) == ()


def test_rules_of_gtd_weigh_for_their_own_kind() -> None:
    assert all(row[f"ruled {kind}"] > 0 > row["always"] for kind, row in attack_weights().items())


def test_the_reader_decides_where_the_words_leave_a_kind_open() -> None:
    weights = {"Bombing/Explosion": {"hint": -1.2}, "Hijacking": {"hint": -1.0}}
    assert choose_kinds(["hint"], weights, {"Bombing/Explosion": 2.0, "Hijacking": -5.0}) == ("Bombing/Explosion",)
