"""Words of violence: what happened, what did not, and by whose hands."""

from __future__ import annotations

import pytest

from etl.codebook.groups import groups, own_names
from etl.extract.text import segment
from etl.extract.triggers import find_triggers
from etl.model import Article, TriggerValue


def triggers(text: str) -> list[tuple[str, TriggerValue]]:
    found = find_triggers(segment(Article(doc="t", title="", text=text)), [])
    return [(m.span.quote, m.value) for m in found if isinstance(m.value, TriggerValue)]


def one(text: str) -> TriggerValue:
    return max((v for _, v in triggers(text)), key=lambda v: v.strength)


@pytest.mark.parametrize(
    ("text", "attacktype"),
    [
        ("A car bomb exploded outside the bank.", "Bombing/Explosion"),
        ("Gunmen opened fire on worshippers.", "Armed Assault"),
        ("Rebels abducted three nurses from the clinic.", "Hostage Taking (Kidnapping)"),
        ("Two men hijacked a plane on its way to Tunis.", "Hijacking"),
        ("Masked men set fire to the town hall.", "Facility/Infrastructure Attack"),
        ("A van ploughed into a crowd on the bridge.", "Unarmed Assault"),
        ("The militants took 14 guests hostage.", "Hostage Taking (Barricade Incident)"),
        ("The governor was assassinated at his home.", "Assassination"),
        ("The gunmen took 60 schoolgirls from their dormitory.", "Hostage Taking (Kidnapping)"),
        ("He shot the watchman dead.", "Armed Assault"),
        ("Somebody unbolted the rails at night.", "Facility/Infrastructure Attack"),
        ("Eleven men with rifles made off by boat with two Canadians.", "Hostage Taking (Kidnapping)"),
        ("Six gunmen stopped the family and drove off with all seven of them.", "Hostage Taking (Kidnapping)"),
        ("Four cameramen were forced from their cars by gunmen.", "Hostage Taking (Kidnapping)"),
        ("Rebels hauled nine oil workers off a bus.", "Hostage Taking (Kidnapping)"),
        ("Armed men seized the manager of the estate and took him into the hills.", "Hostage Taking (Kidnapping)"),
        ("A rocket fired from a van sailed over the tax office and burst inside a bakery.", "Bombing/Explosion"),
        ("Three of the masts have been burnt by the Taliban.", "Facility/Infrastructure Attack"),
        ("Militants reduced two schools to rubble.", "Facility/Infrastructure Attack"),
        ("The express was held for five hours by rebels.", "Hijacking"),
    ],
)
def test_trigger_gives_the_attack_type(text: str, attacktype: str) -> None:
    assert one(text).attacktype == attacktype


@pytest.mark.parametrize(
    "text",
    [
        "Police foiled a plot to bomb the airport.",
        "Two men were planning an attack on the stadium.",
        "The group threatened to kill the hostages.",
        "Officials warned of a possible suicide bombing.",
        "No attack took place.",
        "A “bomb” was found to be a toy.",
        "A simulated terrorist attack was staged at the port.",
    ],
)
def test_trigger_is_not_real_when_nothing_was_done(text: str) -> None:
    assert not any(v.real and v.strength > 1 for _, v in triggers(text))


@pytest.mark.parametrize(
    ("text", "by_state"),
    [
        ("Israeli troops shot dead a boy of 16.", True),
        ("A drone strike killed the commander.", True),
        ("Three men were shot by police.", True),
        ("He was killed in an air strike.", True),
        ("Soldiers were ambushed near the bridge.", False),
        ("Gunmen shot dead two policemen.", False),
        ("Police said militants attacked the village.", False),
    ],
)
def test_trigger_tells_state_forces_from_others(text: str, by_state: bool) -> None:
    assert one(text).by_state is by_state


@pytest.mark.parametrize(
    "text",
    ["He died of a heart attack.", "Teachers began a hunger strike.", "The bomb squad was called."],
)
def test_look_alikes_are_no_triggers(text: str) -> None:
    assert not any(v.strength > 1 for _, v in triggers(text))


def test_month_of_may_is_no_modal() -> None:
    assert one("In May 2021 rebels attacked the depot.").real


@pytest.mark.parametrize(
    ("text", "by_state"),
    [
        ("Soldiers pursuing the raiders shot dead two insurgents near the river.", True),
        ("Six rebels were killed in an encounter with troops.", True),
        ("Rebels attacked soldiers on patrol and shot dead two officers.", False),
        ("Soldiers said that rebels had shot dead two suspects.", False),
    ],
)
def test_who_kills_fighters_is_told_by_the_order_of_the_words(text: str, by_state: bool) -> None:
    assert all(v.by_state is by_state for quote, v in triggers(text) if quote in ("shot dead", "killed"))


@pytest.mark.parametrize(
    ("text", "by_state"),
    [
        ("The New People's Army ambushed a police patrol.", False),
        ("The Irish Republican Army bombed a hotel.", False),
        ("The Allied Democratic Forces killed ten villagers.", False),
        ("The Shan State Army attacked a village.", False),
        ("An unheard-of people's army attacked a village.", False),
        ("Loyalist paramilitaries shot a taxi driver.", False),
        ("The army attacked a village.", True),
        ("Government forces bombed a market.", True),
        ("Russian missiles hit a block of flats.", True),
        ("Government artillery shelled a suburb.", True),
    ],
)
def test_an_army_in_a_groups_name_is_none_of_a_states(text: str, by_state: bool) -> None:
    assert one(text).by_state is by_state


def test_words_in_a_groups_name_say_nothing_of_the_deed() -> None:
    assert one("Fighters of the Revolutionary Punishment Movement raided a police post.").real
    assert one("Wolves of Lop Nor attacked a village.").real


@pytest.mark.parametrize(
    ("text", "attacktype", "failed"),
    [
        ("A bomb was found hidden under a bench at the station.", "Bombing/Explosion", True),
        ("Experts disarmed two mines planted in the yard of a school.", "Bombing/Explosion", True),
        ("Unknown persons fired automatic weapons at the house of a judge.", "Armed Assault", False),
        ("The helicopter came under small-arms fire.", "Armed Assault", False),
        ("Petrol bombs were thrown at the home of a councillor.", "Facility/Infrastructure Attack", False),
        ("A fire was set by the rebels at a school.", "Facility/Infrastructure Attack", False),
        ("A sergeant was found dead with gunshot wounds.", "Armed Assault", False),
    ],
)
def test_deeds_that_a_line_of_a_chronicle_tells(text: str, attacktype: str, failed: bool) -> None:
    found = one(text)
    assert (found.attacktype, found.failed, found.real) == (attacktype, failed, True)


def test_every_listed_group_acts_for_itself() -> None:
    named = [own_names(name)[0] for name in groups()]
    sentences = "\n\n".join(f"On Thursday {name} attacked a village near the lake." for name in named)
    found = [v for quote, v in triggers(sentences) if quote == "attacked"]
    assert len(found) == len(named)
    # A name that is a common word, too, is only known beside its country.
    assert sum(v.by_state or not v.real for v in found) <= 5
