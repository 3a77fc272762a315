"""Attack type, weapon, target, suicide and success by GTD's rules."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from etl.extract.extractor import RulesExtractor
from etl.model import Account, Article

_EXTRACTOR = RulesExtractor()


def account(text: str) -> Account:
    article = Article(doc="a", title="", text=text, published_at=datetime(2024, 5, 10, 18, tzinfo=UTC))
    return _EXTRACTOR.extract(article)[0]


def test_hierarchy_orders_attack_types_not_time() -> None:
    found = account(
        "Gunmen opened fire at the gate of a hotel in Kabul on Thursday, then took 12 guests hostage, police said."
    )
    assert found.get("attacktype")[:2] == ("Hostage Taking (Barricade Incident)", "Armed Assault")


def test_grenades_with_firearms_are_an_armed_assault_alone() -> None:
    found = account(
        "Attackers threw grenades and opened fire with rifles at a bar in Bujumbura on Thursday, killing three people."
    )
    assert found.get("attacktype") == ("Armed Assault",)


def test_killing_of_a_mayor_is_an_assassination() -> None:
    found = account(
        "Two men on a motorcycle shot dead the mayor of Tacloban, Jose Reyes, outside his house on Thursday."
    )
    assert found.get("attacktype")[0] == "Assassination"
    assert found.get("targtype")[0] == "Government (General)"


def test_vehicle_ramming_is_an_unarmed_assault_with_a_vehicle() -> None:
    found = account("A man drove a van into a crowd of pedestrians in Lille on Thursday, killing two people.")
    assert found.get("attacktype")[0] == "Unarmed Assault"
    assert found.get("weaptype")[0] == "Vehicle"


def test_fire_at_a_building_is_an_attack_on_a_facility() -> None:
    found = account("Masked men set fire to a cell tower near Lyon on Thursday night. Nobody was hurt.")
    assert found.get("attacktype") == ("Facility/Infrastructure Attack",)
    assert found.get("weaptype") == ("Incendiary",)
    assert found.get("targtype")[0] == "Telecommunication"


@pytest.mark.parametrize(
    ("text", "suicide"),
    [
        ("A suicide bomber killed six people at a checkpoint in Kabul on Thursday.", 1),
        ("A man blew himself up at a checkpoint in Kabul on Thursday, killing six people.", 1),
        ("A car bomb killed six people at a checkpoint in Kabul on Thursday.", 0),
        ("A female bomber killed six people at a college in Kano on Thursday.", 1),
        ("Two men drove a pickup laden with explosives into a police station in Jos on Thursday, killing six.", 1),
        ("A girl walked into a market in Maroua on Thursday and detonated the charge she wore, killing six.", 1),
        ("A truck laden with explosives was rammed into the gate of a barracks in Kidal on Thursday.", 1),
        ("A woman detonated herself at a bus stop in Grozny on Thursday, killing six people.", 1),
        ("Two boys begging at a market blew up in Maiduguri on Thursday, killing six people.", 1),
        (
            "A tanker rammed the gate of a barracks in Kidal on Thursday, killing six soldiers; the driver perished with it.",
            1,
        ),
        ("A rider set off the charge at a checkpoint in Khost on Thursday, killing six policemen.", 1),
        ("An explosives-laden boat rammed a navy patrol off Trincomalee on Thursday, killing six sailors.", 1),
        ("A bomb killed six people at a market in Kano on Thursday. An unexploded suicide vest lay nearby.", 0),
        ("Gunmen drove a van into a crowd in Lille on Thursday, killing two people.", 0),
    ],
)
def test_suicide_needs_words_for_it(text: str, suicide: int) -> None:
    assert account(text).get("suicide") == suicide


def test_bomb_that_did_not_go_off_is_a_failed_attack() -> None:
    found = account(
        "A bomb left at the central market of Jolo on Thursday failed to explode and was defused by police."
    )
    assert found.get("success") == 0


def test_people_taken_to_hospital_are_not_kidnapped() -> None:
    found = account(
        "At least 40 pupils were taken to hospital in Kunduz on Thursday after a suspected gas attack on their school."
    )
    assert found.get("attacktype") == ("Unarmed Assault",)


def test_a_vehicle_full_of_explosives_is_a_bombing_though_it_was_driven_at_something() -> None:
    found = account(
        "A car laden with explosives was driven into the wall of a police station in Kohat on Thursday, killing eleven people."
    )
    assert found.get("attacktype")[0] == "Bombing/Explosion"
    assert found.get("weaptype")[0] == "Explosives"


def test_an_official_among_many_dead_was_not_the_one_aimed_at() -> None:
    found = account("Gunmen killed nine villagers near Huanta on Thursday, among them the deputy mayor.")
    assert found.get("attacktype") == ("Armed Assault",)


def test_of_several_bombs_one_that_went_off_is_a_success() -> None:
    found = account("Two bombs exploded outside banks in Athens on Thursday, and police defused a third.")
    assert found.get("success") == 1


@pytest.mark.parametrize(
    ("text", "success"),
    [
        ("Gunmen fired at the mayor of Tumaco outside his home on Thursday and hit him in the arm.", 0),
        (
            "Gunmen opened fire on the convoy of a deputy finance minister in Kirkuk on Thursday; he escaped unscathed.",
            0,
        ),
        ("Gunmen shot dead the mayor of Tumaco outside his home on Thursday.", 1),
    ],
)
def test_an_assassination_succeeds_when_its_target_dies(text: str, success: int) -> None:
    found = account(text)
    assert found.get("attacktype")[0] == "Assassination"
    assert found.get("success") == success


def test_bomb_that_went_off_is_a_success_though_nobody_died() -> None:
    found = account("A bomb exploded outside a bank in Athens on Thursday. Nobody was hurt.")
    assert found.get("success") == 1


def test_soldiers_as_targets_raise_doubt() -> None:
    found = account("Rebels ambushed an army convoy near Arauca on Thursday, killing four soldiers.")
    assert (found.get("crit3"), found.get("doubtterr")) == (0, 1)
    assert found.get("alternative") == "Insurgency/Guerilla Action"


def test_civilians_as_targets_raise_none() -> None:
    found = account("A bomb exploded in a crowded market in Jos on Thursday, killing four shoppers.")
    assert (found.get("crit3"), found.get("doubtterr")) == (1, 0)
