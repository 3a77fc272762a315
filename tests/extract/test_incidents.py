"""One incident or several, main or background, counted or left out: GTD's rulings over whole articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from etl.extract.drafts import Draft, agree, same_place
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.shape import is_digest
from etl.extract.text import segment
from etl.extract.units import UNSEEN, Unit
from etl.model import Article, DateValue, PlaceValue

_EXTRACTOR = RulesExtractor()


def drafts(text: str, title: str = "", day: datetime | None = datetime(2024, 5, 10, 18, tzinfo=UTC)) -> list[Draft]:
    article = segment(Article(doc="i", title=title, text=text, published_at=day))
    return find_incidents(article, _EXTRACTOR.mentions(article))


def counted(text: str, title: str = "", day: datetime | None = datetime(2024, 5, 10, 18, tzinfo=UTC)) -> list[Draft]:
    return [d for d in drafts(text, title, day) if not d.trait]


def test_dates_agree_as_far_as_they_are_told() -> None:
    assert agree(DateValue("2024-05", "month"), DateValue("2024-05-09", "explicit"))
    assert not agree(DateValue("2023", "year"), DateValue("2024-05-09", "explicit"))


def test_accents_part_no_places() -> None:
    left = PlaceValue("settlement", "Spain", city="San Sebastián")
    assert same_place(left, PlaceValue("settlement", "Spain", city="San Sebastian"))


def test_twin_blasts_at_one_place_are_one_incident() -> None:
    found = counted(
        "Two bombs exploded at a market in Kirkuk on Thursday, killing nine people.\n\n"
        "The second blast came minutes later as rescuers arrived, police said."
    )
    assert len(found) == 1


def test_an_attack_of_another_year_is_background() -> None:
    found = counted(
        "A suicide bomber killed 12 people outside a mosque in Peshawar on Thursday, police said.\n\n"
        "In March 2022 gunmen attacked a church in Quetta and killed nine worshippers."
    )
    assert [(d.role, d.date.date if d.date else None) for d in found] == [
        ("main", "2024-05-09"),
        ("background", "2022-03"),
    ]


def test_the_worst_since_tells_an_incident_of_its_own() -> None:
    found = counted(
        "A car bomb killed 30 people in Mogadishu on Wednesday.\n\n"
        "It was the deadliest attack in the city since October 2017, when a truck bomb killed hundreds of people."
    )
    assert [d.role for d in found] == ["main", "background"]


def test_attacks_in_two_towns_are_two_incidents() -> None:
    found = counted(
        "Gunmen shot dead two policemen in Mosul on Thursday.\n\n"
        "In Tikrit, a roadside bomb blew up an army lorry the same day, wounding three soldiers."
    )
    assert len(found) == 2
    assert {d.role for d in found} == {"main"}


def test_later_toll_stays_with_the_incident() -> None:
    found = counted(
        "A bomb killed four people at a bus station in Lahore on Monday.\n\n"
        "A fifth victim died in hospital on Wednesday, doctors said."
    )
    assert len(found) == 1


def test_air_strike_is_left_out() -> None:
    found = drafts("Warplanes bombed a village near Idlib on Thursday, killing six civilians, residents said.")
    assert [d.trait for d in found] == ["state"]


def test_gas_explosion_is_an_accident() -> None:
    found = drafts(
        "An explosion at a bakery in Lyon killed two people on Thursday. The blast was caused by a gas leak, the prosecutor said."
    )
    assert [d.trait for d in found] == ["accident"]


def test_plot_is_no_incident() -> None:
    assert (
        counted("Police arrested two men on Thursday who had planned to bomb a concert in Vienna, officials said.")
        == []
    )


def test_match_report_tells_no_incident() -> None:
    text = (
        "The striker struck twice and the coach praised his bomber. The goalkeeper was shot down by a penalty kick before half-time, "
        "and the attack killed the derby off with a third goal in stoppage time."
    )
    assert counted(text) == []


def test_boast_of_the_perpetrators_is_no_incident() -> None:
    found = counted(
        "Rebels burned two lorries at a quarry near Davao on Thursday; nobody was hurt.\n\n"
        "Their statement also brags that four soldiers were killed by a land mine in Mati on Wednesday."
    )
    assert len(found) == 1


def test_digest_holds_an_incident_an_item() -> None:
    text = (
        "KENYA. Gunmen killed three traders at a market in Garissa on Monday.\n\n"
        "MALI. A mine blew up under a bus near Gao on Tuesday, killing five passengers.\n\n"
        "YEMEN. A car bomb exploded outside a police station in Aden on Wednesday; two policemen died."
    )
    assert is_digest(segment(Article(doc="d", title="", text=text)))
    assert len(counted(text)) == 3


def test_one_sentence_with_two_places_tells_two_incidents() -> None:
    found = counted(
        "A bomb wounded four people in Tehran on Thursday.\n\n"
        "Earlier attacks claimed by the group include twin bombings in 2017 which targeted the parliament and the tomb of the founder."
    )
    assert [d.role for d in found] == ["main", "background", "background"]


def test_commemoration_holds_only_background() -> None:
    found = counted(
        "Families lit candles on Friday, ten years after gunmen stormed the theatre.\n\nOn 3 May 2014 four gunmen shot dead 21 people at the theatre in Nantes.",
        title="Ten years on, Nantes remembers",
    )
    assert found
    assert {d.role for d in found} == {"background"}


def test_earlier_this_month_tells_another_incident() -> None:
    found = counted(
        "Suicide bombers killed 41 people at the airport in Istanbul on Tuesday.\n\n"
        "Earlier this month a car bomb killed 11 people in Ankara; a militant group claimed that attack."
    )
    assert [d.role for d in found] == ["main", "background"]


def test_day_of_a_new_toll_is_not_the_day_of_the_deed() -> None:
    (found,) = counted(
        "The death toll from a suicide bombing at Kabul airport rose to 110 on Friday, officials said.\n\n"
        "More than 150 people were wounded in Thursday's attack."
    )
    assert found.date is not None
    assert found.date.date == "2024-05-09"


def test_man_dressed_as_a_policeman_is_no_state_force() -> None:
    assert (
        len(
            counted(
                "A man dressed as a policeman opened fire at a youth camp near Oslo on Thursday, killing nine people."
            )
        )
        == 1
    )


def test_attackers_shot_by_police_leave_the_attack_an_attack() -> None:
    found = counted(
        "Police shot dead two men in Cambrils on Thursday after they drove a car into passers-by and killed a woman."
    )
    assert [d.trait for d in found] == [""]


def test_what_still_goes_on_is_not_dated_by_the_report() -> None:
    (found,) = counted(
        "Gunmen were still holding 20 hostages in a hotel in Bamako on Friday.\n\nThey had stormed the building on Thursday, killing a guard."
    )
    assert found.date is not None
    assert found.date.date == "2024-05-09"


def test_crash_without_intent_is_left_out() -> None:
    found = drafts(
        "A bus ploughed into a queue of people in Leeds on Thursday, killing a woman. Police said it was an accident."
    )
    assert [d.trait for d in found] == ["accident"]


def test_market_report_tells_no_incident() -> None:
    text = "Shares were hit on Thursday as traders attacked the stock and investors fled; the sell-off killed earnings and revenue guidance blew up."
    assert counted(text) == []


def test_a_day_in_the_genitive_owns_the_deed() -> None:
    (found,) = counted(
        "Thousands wept on Friday as the city buried victims of Wednesday's twin bombing in Multan, which killed 30 people."
    )
    assert found.date is not None
    assert found.date.date == "2024-05-08"


def test_the_charges_of_before_are_no_second_incident() -> None:
    found = counted(
        "Guerrillas blew up a pumping station near Tibu on Wednesday, the oil company said.\n\n"
        "The charges exploded at 3 a.m. on Wednesday near the town of Ocana. No one was hurt."
    )
    assert len(found) == 1


def test_an_old_year_far_from_an_undated_lead_is_another_incident() -> None:
    found = counted(
        "Gunmen killed nine worshippers in a church in Quetta, police said.\n\nThe street was closed.\n\n"
        "Mourners brought flowers.\n\nShops stayed shut.\n\nIn 2019 gunmen attacked a shrine in Lahore and killed four people."
    )
    assert [d.date.date if d.date else None for d in found] == [None, "2019"]
    assert found[1].role == "background"


def test_a_deed_of_days_before_is_background_beside_the_news() -> None:
    found = counted(
        "A car bomb killed 12 people outside a mosque in Peshawar on Thursday, police said.\n\n"
        "On Sunday gunmen attacked a church in Quetta and killed nine worshippers."
    )
    assert [d.role for d in found] == ["main", "background"]


def test_what_troops_do_to_fighters_is_left_out() -> None:
    assert not counted(
        "Troops backed by helicopters killed nine rebels in the hills above Sorkh on Thursday, the army said."
    )


def test_attackers_killed_by_police_leave_the_attack_an_attack() -> None:
    assert counted(
        "Police killed the gunman in Graz on Thursday after he shot dead four people at a cafe, the mayor said."
    )


def test_a_hoax_is_left_out() -> None:
    assert not counted(
        "A caller said that bombs would explode at noon on Thursday in nine schools in Leeds.\n\nIt was a hoax, police said."
    )


def test_a_verdict_in_the_headline_makes_the_deed_background() -> None:
    found = counted(
        "A court jailed two men for life on Thursday. In March 2015 they bombed a market in Kano and killed 20 people.",
        title="Court jails two for Kano market bombing",
    )
    assert {d.role for d in found} == {"background"}


@pytest.mark.parametrize(
    ("said", "trait"),
    [
        ("It was household gas, the prosecutor said.", "accident"),
        ("A tanker had collided with a bus, which exploded.", "accident"),
        ("A welder's spark had set off the crackers, officials said.", "accident"),
        ("It was the latest turn of a quarrel between two families, police said.", "crime"),
        ("The man had stabbed his former wife first, police said.", "crime"),
        ("The prosecutor ruled out any other line than extortion.", "crime"),
        ("A welder was among the dead, police said.", ""),
        ("The families of the dead wept at the hospital.", ""),
    ],
)
def test_what_officials_say_it_was_leaves_an_accident_and_a_feud_out(said: str, trait: str) -> None:
    found = drafts(f"An explosion killed nine people in a market in Lahore, Pakistan, on Thursday. {said}")
    assert [d.trait for d in found] == [trait]


def test_items_behind_stars_are_items_of_the_day_that_their_list_names() -> None:
    text = (
        "May 9 (Agency) - Following are security developments in Iraq reported on Thursday.\n\n"
        "* MOSUL - A grenade wounded four passers-by in Mosul, police said.\n\n"
        "* NEAR HAWIJA - Gunmen killed two guards near Hawija late on Wednesday, police said.\n\n"
        "KIRKUK - A roadside bomb killed a policeman in Kirkuk, police said."
    )
    dated = [(d.place.city, d.date.date) for d in drafts(text) if d.place and d.date]
    assert dated == [("Mosul", "2024-05-09"), ("Hawija", "2024-05-08"), ("Kirkuk", "2024-05-09")]


@pytest.mark.parametrize(
    "sum_told",
    [
        "The war that began in 1980 has left close to 70,000 Peruvians dead.",
        "Almost 400 people lost their lives in the province in April, by a count of the agency.",
        "It was the heaviest loss of the police since the protests of 2011.",
    ],
)
def test_what_a_war_or_a_month_has_cost_is_no_incident(sum_told: str) -> None:
    found = drafts(
        f"A bomb killed nine soldiers on a road near Ayacucho, Peru, on Thursday, police said.\n\n{sum_told}"
    )
    assert len(found) == 1


def test_a_single_deed_of_a_war_is_an_incident() -> None:
    text = (
        "A bomb killed nine soldiers in Tal Afar, Iraq, on Thursday, police said.\n\n"
        "The town saw the worst blast of the war in March 2007, when a truck bomb killed 152 people in Tal Afar."
    )
    assert [d.date.date for d in drafts(text) if d.date] == ["2024-05-09", "2007-03"]


@pytest.mark.parametrize(("heard", "days"), [(2.0, ["2024-05-09", "2024-05-05"]), (0.5, ["2024-05-09"])])
def test_a_deed_of_another_day_opens_an_incident_where_the_reader_is_sure_of_it(
    heard: float, days: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "The army also spoke of the attack of Sunday at that post, which left two dead."
    text = f"Gunmen killed sixteen soldiers at Dioura, in Mali, on Thursday, the army said.\n\n{told}"
    monkeypatch.setattr(Unit, "opens", property(lambda unit: heard if "sunday" in unit.low else UNSEEN))
    assert [d.date.date for d in drafts(text) if d.date] == days


def test_the_former_wife_of_an_attacker_makes_no_crime_of_passion() -> None:
    told = "A man with a bomb killed nine people in Lahore, Pakistan, on Thursday. His former wife told reporters that he prayed."
    assert [d.trait for d in drafts(told)] == [""]


@pytest.mark.parametrize(
    ("before", "number"),
    [("", 1), ("The union met all day. It spoke of wages. Its chairman was tired. ", 0)],
)
def test_what_the_first_words_tell_needs_no_day_and_no_town(before: str, number: int) -> None:
    bomb = "A home-made bomb went off beside the fence of the union. There were no victims."
    assert len(drafts(f"{before}{bomb}", day=None)) == number


def test_a_dateline_anchors_what_is_told_first() -> None:
    before = "TEGUCIGALPA (MP) - The union met all day. It spoke of wages. Its chairman was tired. "
    bomb = "A home-made bomb went off beside the fence of the union. There were no victims."
    assert len(drafts(f"{before}{bomb}", day=None)) == 1


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("A guerrilla who surrendered in October 2019 was shot dead by rebels in Aceh.", None),
        ("The councillor of Yumbo from 2015-2019, Angel Salcedo, was shot dead by two men in Cali.", None),
        ("Militants blew up a pipeline near Warri. The last wave of attacks on it was in 2016.", None),
        ("Two monitors were shot dead in Awasa in the run-up to the August 20th general elections.", None),
        ("Gunmen shot dead a policeman in Zagreb, Croatia, on 4 May 2019.", "2019-05-04"),
        ("Gunmen shot dead a policeman in Zagreb. The attack took place in May 2019.", "2019-05"),
    ],
)
def test_a_day_long_past_is_the_deeds_own_only_beside_it(told: str, day: str | None) -> None:
    (draft,) = drafts(told)
    assert (draft.date.date if draft.date else None) == day


def test_a_line_of_a_chronicle_reports_however_old_it_is() -> None:
    assert [d.role for d in drafts("A bomb exploded at a market in Kirkuk on 16 December, killing nine people.")] == [
        "main"
    ]
    assert [d.role for d in drafts("Last month a bomb exploded at a market in Kirkuk, killing nine people.")] == [
        "background"
    ]


def test_strikes_that_back_an_army_open_no_incident() -> None:
    told = (
        "A bomber killed nine people in Kirkuk, Iraq, on Thursday, police said.\n\n"
        "The group has lost ground this year to troops backed by U.S.-led air strikes. A lorry bomb killed 90 people in Baghdad on 23 April."
    )
    assert [(d.trait, d.date.date) for d in drafts(told) if d.date] == [("", "2024-05-09"), ("", "2024-04-23")]


_LEAD = "A car bomb killed six people in Baghdad on Thursday, police said. "


@pytest.mark.parametrize(
    ("told", "towns"),
    [
        (_LEAD + "Gunmen killed two policemen in Mosul.", ["Baghdad", "Mosul"]),
        (_LEAD + "In Baquba, north of the capital, gunmen killed a tribal leader.", ["Baghdad", "Baquba"]),
        (_LEAD + "In another attack in Baghdad, gunmen killed a judge.", ["Baghdad", "Baghdad"]),
        (
            _LEAD + "A policeman was shot dead in Tikrit, and a bomb in Samarra killed a child.",
            ["Baghdad", "Tikrit", "Samarra"],
        ),
        (
            "A car bomb killed six people in Baghdad on Thursday and gunmen killed two policemen in Mosul.",
            ["Baghdad", "Mosul"],
        ),
    ],
)
def test_who_is_brought_in_anew_elsewhere_did_another_deed(told: str, towns: list[str]) -> None:
    assert [d.place.city for d in counted(told) if d.place] == towns


@pytest.mark.parametrize(
    "told",
    [
        "The wounded were taken to Erbil, where two people died.",
        "Police in Mosul said the bomber came from there.",
        "The vehicle blew up near a market in Sadr City, killing six and wounding 14.",
    ],
)
def test_what_goes_on_about_a_deed_tells_no_other(told: str) -> None:
    assert [d.place.city for d in counted(_LEAD + told) if d.place] == ["Baghdad"]


def test_policemen_who_were_killed_killed_nobody() -> None:
    assert counted("Two policemen were killed by gunmen in Mosul on Thursday.")
