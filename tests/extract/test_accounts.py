"""Fields of an account that hang on the whole article: places, waves of attacks, figures of several incidents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from etl.extract.extractor import RulesExtractor
from etl.extract.second_look import Option, look_again
from etl.model import Account, Article

_EXTRACTOR = RulesExtractor(naming=())


def accounts(text: str, title: str = "") -> list[Account]:
    article = Article(doc="a", title=title, text=text, published_at=datetime(2024, 5, 10, 18, tzinfo=UTC))
    return [a for a in _EXTRACTOR.extract(article) if a.is_terrorism]


def test_specificity_follows_what_is_known_of_the_place() -> None:
    (town,) = accounts("A bomb killed three people at a market in Mosul on Thursday.")
    (unit,) = accounts("A bomb killed three people on a road in Borno state on Thursday.")
    assert (town.get("specificity"), unit.get("specificity")) == (1, 4)


def test_place_of_a_speaker_is_not_the_place_of_the_deed() -> None:
    (found,) = accounts("A bomb killed three people at a market in Mosul on Thursday, officials in Baghdad said.")
    assert found.get("city") == "Mosul"


def test_dateline_gives_the_place_where_nothing_else_does() -> None:
    (found,) = accounts(
        "LAHORE, Pakistan, May 9 (Wire) - A bomb exploded outside a cinema on Thursday, wounding four people."
    )
    assert found.get("city") == "Lahore"


def test_dateline_of_a_bureau_elsewhere_does_not() -> None:
    (found,) = accounts(
        "CAIRO, May 9 (Wire) - A bomb exploded outside a police station in Benghazi on Thursday, wounding four people."
    )
    assert (found.get("city"), found.get("country_txt")) == ("Benghazi", "Libya")


def test_unit_is_given_only_where_it_is_named() -> None:
    (named,) = accounts("A bomb killed three people in Maiduguri, Borno state, on Thursday.")
    (bare,) = accounts("A bomb killed three people in Maiduguri on Thursday.")
    assert named.get("provstate") == "Borno"
    assert bare.get("provstate") is None


def test_denial_of_any_claim_holds_for_every_attack_of_a_wave() -> None:
    found = accounts(
        "Bombs exploded in two towns of northern Iraq on Thursday, officials said.\n\n"
        "In Tikrit a car bomb blew up outside a school, killing three people.\n\n"
        "In Mosul, another bomb exploded at a bus station and wounded nine people.\n\n"
        "No group has claimed responsibility for the attacks."
    )
    assert len(found) >= 2
    assert {a.get("claimed") for a in found} == {0}


def test_devices_of_a_series_are_incidents_of_their_own() -> None:
    found = accounts(
        "A letter bomb exploded at the embassy of Ukraine in Lisbon on Wednesday and hurt a guard.\n\n"
        "A second package was found at the ministry of justice on Thursday and blown up by police. Another was sent to the French embassy.",
        title="Three letter bombs sent to embassies",
    )
    assert len(found) == 3


def test_damage_and_motive_are_told_in_the_words_of_the_report() -> None:
    (found,) = accounts(
        "Rebels blew up a bridge near Arauca on Thursday in retaliation for the arrest of their leader. The bridge was destroyed; nobody was hurt."
    )
    assert found.get("property") == 1
    assert found.get("motive").startswith("in retaliation for the arrest")


def test_every_said_field_has_its_evidence() -> None:
    for found in accounts(
        "A suicide bomber killed six people at a mosque in Kabul on Thursday. The Taliban denied it."
    ):
        for name in ("date", "country_txt", "city", "attacktype", "weaptype", "targtype", "nkill", "suicide"):
            assert found.values[name].evidence, name


@pytest.mark.parametrize(
    ("claim", "of_the_second"),
    [
        ("Ansar al-Islam claimed responsibility for both bombings.", ("Ansar al-Islam",)),
        ("Ansar al-Islam claimed responsibility.", ("Ansar al-Islam",)),
        ("Ansar al-Islam claimed the bombing in Tikrit.", ("Unknown",)),
    ],
)
def test_attack_of_a_wave_takes_a_claim_that_is_not_of_one_alone(claim: str, of_the_second: tuple[str, ...]) -> None:
    first = "A car bomb exploded outside a school in Tikrit, Iraq, on Thursday, killing three people."
    second = "In Mosul, a bomb exploded at a bus station on Thursday and wounded nine people."
    found = accounts(f"{first}\n\n{second}\n\n{claim}")
    assert [a.get("gname") for a in found] == [("Ansar al-Islam",), of_the_second]


def test_claim_in_the_paragraph_of_one_attack_is_of_that_one() -> None:
    found = accounts(
        "A car bomb exploded outside a school in Tikrit, Iraq, on Thursday, killing three people. Ansar al-Islam claimed responsibility.\n\n"
        "In Mosul, a bomb exploded at a bus station on Thursday and wounded nine people."
    )
    assert [(a.get("gname"), a.get("claimed")) for a in found] == [(("Ansar al-Islam",), 1), (("Unknown",), None)]


def test_weak_words_for_fighters_are_perpetrators_only_where_they_strike() -> None:
    bombed = accounts(
        "A bomb hit a truck of village militiamen near Biu, Nigeria, on Monday, killing two of the militiamen."
    )
    stormed = accounts("Militants stormed a police post near Biu, Nigeria, on Monday and killed two officers.")
    assert [a.get("gname") for a in (*bombed, *stormed)] == [("Unknown",), ("Militants",)]


def test_total_that_is_the_sum_of_what_each_attack_is_told_to_have_cost_is_of_none_of_them() -> None:
    found = accounts(
        "Bombs killed 14 people in two towns of Iraq on Thursday, officials said.\n\n"
        "In Tikrit a car bomb blew up outside a school on Thursday, killing 11 people.\n\n"
        "In Mosul, another bomb exploded at a bus station on Thursday and killed three people.",
        title="Bombs kill 14 in Iraq",
    )
    assert {(a.get("city"), a.get("nkill")) for a in found} >= {("Tikrit", 11), ("Mosul", 3)}
    assert 14 not in {a.get("nkill") for a in found}


def test_figure_beside_one_town_of_a_wave_is_of_that_town() -> None:
    found = accounts(
        "Suicide bombers struck in the town of Tal Afar on Thursday, killing 34 people, police said.\n\n"
        "The mayor at first spoke of 25 deaths.\n\n"
        "In Baghdad, two roadside bombs went off in a market on Thursday, killing seven people."
    )
    assert ("Tal Afar", 34) in {(a.get("city"), a.get("nkill")) for a in found}


def test_sentence_that_goes_on_with_one_attack_of_a_wave_is_of_that_one() -> None:
    found = accounts(
        "NAZRAN, Russia - A man with explosives under his coat blew himself up on Thursday near the bus station of Malgobek. "
        "Two officers died with him, the ministry said, and seven people were hurt, five of them passers-by.\n\n"
        "Hours earlier, bombs went off at two kiosks in the town of Khasavyurt, and nobody was hurt, investigators said.",
        title="Suicide bomber and shop blasts hit the North Caucasus",
    )
    told = {a.get("city"): (a.get("nkill"), a.get("nkillter"), a.get("nwound")) for a in found}
    assert told["Malgobek"] == (3, 1, 7)


def test_dead_attackers_are_among_the_dead() -> None:
    (attack,) = accounts(
        "A man drove a van into soldiers at a bus stop near Ashdod, Israel, on Tuesday and then came out with a knife, hurting "
        "two of them. The terrorist has been neutralised, the army said. The ministry of health said that Ahmad Salem, 22, had "
        "been killed by army fire."
    )
    assert (attack.get("nkill"), attack.get("nkillter")) == (1, 1)


@pytest.mark.parametrize(
    "recalled",
    [
        "The attack came nine days after a banker was killed by a similar bomb.",
        "The attack occurred days after another bomb went off in the area, killing two officials.",
        "The attack was in retaliation for the air strike that resulted in the death of a leader and his two aides.",
        "The attack was in protest against a skirmish with soldiers in which one farmer was killed.",
        "The attack coincides with the decision to hang three bombers, whose attack in 2002 killed over 200 people.",
    ],
)
def test_dead_of_the_deed_that_a_report_recalls_are_not_those_of_the_deed(recalled: str) -> None:
    told = f"A bomb exploded outside a police post in Genoa, wounding two officers. {recalled}"
    assert (accounts(told)[0].get("nkill"), accounts(told)[0].get("nwound")) == (None, 2)


def test_dead_of_similar_attacks_are_not_added() -> None:
    told = (
        "Gunmen killed two officers at a post in Yala. Four other officers were killed in similar attacks that night."
    )
    assert accounts(told)[0].get("nkill") == 2


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Members of the Shining Path killed a mayor and his driver in Huanta.", 2),
        ("The Taliban killed a clerk whom they accused of working with the government.", 1),
    ],
)
def test_a_killing_told_in_one_line_with_those_who_did_it_is_an_incident(text: str, killed: int) -> None:
    assert [a.get("nkill") for a in accounts(text)] == [killed]


def test_a_killing_told_in_one_line_without_them_is_none() -> None:
    assert accounts("A farmer was killed in Huanta when his mule fell on him.") == []


def test_the_reader_takes_no_dead_attackers_off_a_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    def victims_alone(field: str, options: Sequence[Option]) -> Option:
        return next((o for o in options if field == "killed" and o.value == 20), look_again(field, options))

    monkeypatch.setattr("etl.extract.accounts.look_again", victims_alone)
    told = (
        "Gunmen stormed a hotel in Bamako, Mali, on Friday, killing 20 people, officials said.\n\nTwo attackers were also killed, the minister "
        "said. Commandos freed the guests. The siege had lasted all day. Nobody claimed responsibility."
    )
    (found,) = RulesExtractor().extract(Article(doc="a", title="Gunmen storm hotel in Mali", text=told))
    assert (found.get("nkill"), found.get("nkillter")) == (22, 2)
