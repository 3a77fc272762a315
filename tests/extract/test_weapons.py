"""Weapons as used, not as found."""

from __future__ import annotations

from etl.extract.text import segment
from etl.extract.weapons import find_weapons
from etl.model import Article, WeaponValue


def weapons(text: str) -> list[tuple[str, str | None]]:
    found = find_weapons(segment(Article(doc="w", title="", text=text)), [])
    return [(m.value.weaptype, m.value.weapsubtype) for m in found if isinstance(m.value, WeaponValue)]


def test_weapon_has_type_and_subtype() -> None:
    assert weapons("He threw a hand grenade.") == [("Explosives", "Grenade (not RPGs)")]
    assert weapons("They carried Kalashnikovs.") == [("Firearms", "Automatic or Semi-Automatic Rifle")]


def test_weapon_that_was_seized_was_not_used() -> None:
    assert weapons("Police seized two pistols in the house.") == []


def test_tear_gas_is_no_weapon_of_an_attack() -> None:
    assert weapons("Police fired tear gas.") == []


def test_dummy_vest_is_a_fake_weapon() -> None:
    assert weapons("The man wore a dummy vest.") == [("Fake Weapons", None)]
