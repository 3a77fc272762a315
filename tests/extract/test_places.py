import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract.dates import find_dates
from etl.extract.places import find_places, named_unit
from etl.extract.text import segment
from etl.model import Article


def text_of(body, title="Headline"):
    return segment(Article(doc="t", title=title, text=body, published_at=datetime(2024, 1, 5, 12, tzinfo=UTC)))


def places(body, title="Headline"):
    text = text_of(body, title)
    return list(find_places(text, list(find_dates(text, ()))))


def value(body, quote, title="Headline"):
    found = [m.value for m in places(body, title) if m.span.quote == quote]
    assert found, [(m.span.quote, m.value) for m in places(body, title)]
    return found[0]


def quotes(body, title="Headline"):
    return [m.span.quote for m in places(body, title)]


@pytest.mark.parametrize(
    ("body", "city", "country"),
    [
        ("A bomb killed ten in Kabul on Sunday.", "Kabul", "Afghanistan"),
        ("A bomb killed ten in Paris, Texas.", "Paris", "United States"),
        ("A bomb killed ten in Paris.", "Paris", "France"),
        ("Gunmen raided Tripoli, Lebanon, at dawn.", "Tripoli", "Lebanon"),
        ("A pipe bomb went off in Atlanta, Georgia.", "Atlanta", "United States"),
        ("A mine went off in Gori, Georgia.", "Gori", "Georgia"),
        ("Libya mourns. Gunmen raided a barracks in Tripoli.", "Tripoli", "Libya"),
        ("Guards in Hyderabad, in Pakistan's Sindh province, were shot.", "Hyderabad", "Pakistan"),
        ("Two soldiers died in Mir Ali, North Waziristan.", "Mir Ali", "Pakistan"),
        ("A mine went off near Arsal in Lebanon.", "Arsal", "Lebanon"),
    ],
)
def test_settlement_has_the_country_that_its_surroundings_tell(body, city, country):
    found = value(body, city)
    assert (found.level, found.city, found.country_txt) == ("settlement", city, country)
    assert found.latitude is not None


def test_unit_beside_a_town_chooses_among_namesakes():
    found = value("Men attacked a school in San Miguel, in San Miguel department, El Salvador.", "San Miguel")
    assert (found.country_txt, found.provstate) == ("El Salvador", "San Miguel")


def test_roundup_reads_each_item_in_its_country():
    body = "NIGERIA - Gunmen shot two guards in Sokoto.\n\nPERU - A bridge was blown up at Trujillo.\n\nSPAIN - A bank in Trujillo was burnt."
    assert [(m.value.city, m.value.country_txt) for m in places(body) if m.value.city] == [
        ("Sokoto", "Nigeria"),
        ("Trujillo", "Peru"),
        ("Trujillo", "Spain"),
    ]


@pytest.mark.parametrize(
    ("body", "quote", "unit"),
    [
        ("Kerman province buried its dead, said officials in Iran.", "Kerman", "Kerman"),
        ("The blast in Idlib governorate, Syria, killed two.", "Idlib", "Idlib"),
        ("Police in Nigeria's Borno state found the bodies.", "Borno", "Borno"),
        ("The attack in Northern Ireland killed a guard.", "Northern Ireland", "Northern Ireland"),
        ("Rebels in North Kivu killed ten farmers.", "North Kivu", "North Kivu"),
        (
            "A bomb in San Sebastian, in the Basque Country, killed one. Spain mourns.",
            "Basque Country",
            "Basque Country",
        ),
    ],
)
def test_unit_named_as_a_unit_is_an_admin1(body, quote, unit):
    found = value(body, quote)
    assert (found.level, found.provstate, found.city) == ("admin1", unit, None)


def test_bare_name_of_a_town_and_its_province_is_the_town():
    assert value("Two bombs killed mourners in Kerman, Iran.", "Kerman").level == "settlement"


@pytest.mark.parametrize(
    ("body", "name", "level"),
    [
        ("Six died in the village of Umm Tarfala in Syria's Idlib province.", "Umm Tarfala", "settlement"),
        ("Raiders burnt Nkwezi village in Mozambique.", "Nkwezi", "settlement"),
        ("Gunmen attacked Bzkoth in Mandera county, Kenya.", "Bzkoth", "settlement"),
        ("A mine killed two in Zrokha district, Afghanistan.", "Zrokha", "district"),
        ("Rebels in Kenya fired as the crowded bus passed Tharumbi, killing two.", "Tharumbi", "settlement"),
        ("Insurgents burnt the Catholic mission of Nambulo in Mozambique.", "Nambulo", "settlement"),
        ("Two died at Wezara, a locality on the road to the Kenya border.", "Wezara", "settlement"),
        ("A bomb went off at Mbatiri station in Kenya.", "Mbatiri", "settlement"),
        ("Six died in the sector of Kharzuma in Syria.", "Kharzuma", "district"),
        ("A mine at Ostrabi of Zrokha district, Afghanistan, killed two.", "Ostrabi", "settlement"),
    ],
)
def test_unknown_name_in_a_telling_frame_is_a_place_of_the_country_spoken_of(body, name, level):
    found = value(body, name)
    assert (found.level, found.city) == (level, name)
    assert found.country_txt in ("Syria", "Mozambique", "Kenya", "Afghanistan")


@pytest.mark.parametrize("kind", ["thana", "upazila", "groupement", "chiefdom", "kebele", "aldea", "kampung", "douar"])
def test_every_country_s_word_for_a_village_or_a_district_marks_one(kind):
    assert value(f"Gunmen in Kenya killed six in Zrokhani {kind} on Sunday.", "Zrokhani").country_txt == "Kenya"


def test_road_between_two_towns_names_both():
    assert quotes("Militants stopped a van on the Hilla-Kut highway in Iraq.") == ["Hilla", "Kut", "Iraq"]


def test_town_goes_by_its_longest_name_in_the_text():
    assert (
        value("Gunmen killed two in Ciudad Juárez, Mexico. Police sealed off Juárez.", "Juárez").city == "Ciudad Juárez"
    )


def test_bare_name_of_a_title_is_the_unit_that_the_body_calls_it():
    body = "Gunmen stormed a school in Kankara, in Nigeria's Katsina state."
    assert value(body, "Katsina", title="Gunmen storm Katsina boarding school").level == "admin1"


def test_american_namesake_needs_something_american():
    told = "KARACHI, May 26: A car bomb near the US cultural centre was heard in Clifton, police in Pakistan said."
    assert value(told, "Clifton").country_txt == "Pakistan"


def test_name_that_fits_nowhere_in_its_sentence_means_what_it_means_elsewhere():
    told = "A bomb killed two in Samarra, Iraq.\n\nU.S. troops detained ten in Samarra, the U.S. military said."
    assert {m.value.country_txt for m in places(told) if m.span.quote == "Samarra"} == {"Iraq"}


@pytest.mark.parametrize(
    "phrase",
    [
        "near Hilla",
        "outside Hilla",
        "on the outskirts of Hilla",
        "20 km north of Hilla",
        "in a suburb of Hilla",
        "between Hilla and Kut",
    ],
)
def test_vicinity_is_told_by_the_words_before(phrase):
    assert value(f"A bomb went off {phrase} in Iraq.", "Hilla").vicinity is True


def test_a_place_reached_is_not_a_vicinity():
    assert value("A bomb went off in Hilla, Iraq.", "Hilla").vicinity is False


@pytest.mark.parametrize(
    ("body", "city"),
    [
        ("A bomb killed two in the Karrada district of Baghdad, Iraq.", "Baghdad"),
        ("A bomb killed two in Baghdad's Sadr City.", "Baghdad"),
        ("A bomb killed two in Kabul's Dasht-e-Barchi area.", "Kabul"),
        ("Rockets fell on the Jerusalem neighborhood of Gilo.", "Jerusalem"),
    ],
)
def test_quarter_is_a_site_in_its_city(body, city):
    assert any(m.value.level == "site" and m.value.city == city for m in places(body))


@pytest.mark.parametrize(
    "body",
    [
        "Jordan Smith and Kashmir Singh met Ms Paris.",
        "The Washington Post and the Bank of Georgia said so.",
        "Hermes Flor Montenegro was shot.",
        "General Kent and Sheikh Hamid spoke.",
        "It stands in Houston Street.",
        "The Middle East and Africa listened.",
        "He may march to the mall on Sunday.",
        "Nationals of Kenya, Norway and France were among them.",
        "The US embassy and the Kenyan army said no.",
        "He was born in Hilla.",
    ],
)
def test_names_of_persons_papers_and_origins_are_no_places(body):
    assert [q for q in quotes(body) if q not in ("Hilla",)] == []


def test_names_inside_a_group_are_no_places_but_speak_for_its_country():
    body = "The Revolutionary Armed Forces of Colombia (FARC) burnt two buses in Tame."
    assert quotes(body) == ["Tame"]
    assert value(body, "Tame").country_txt == "Colombia"


def test_country_across_a_border_is_not_the_place():
    assert quotes("A convoy was hit in Chaman, near the border with Afghanistan, said police in Pakistan.") == [
        "Chaman",
        "Pakistan",
    ]


def test_states_are_a_country_only_by_their_article():
    assert quotes("THE COMMUNIQUE STATES ITS VIEW OF THE MEMBER STATES.") == []
    assert quotes("He left for the States on Monday.") == ["the States"]


def test_metonym_of_a_government_is_no_place():
    assert "Washington" not in quotes("Officials in Baghdad mourned. Washington condemned the attack.")
    assert quotes("Gunmen shot a guard in Baghdad. Washington and Madrid condemned it.") == ["Baghdad"]


def test_georgia_is_the_state_of_its_town():
    assert value("A pipe bomb went off in Atlanta, Georgia.", "Georgia").provstate == "Georgia"
    assert value("A mine went off in Gori, Georgia.", "Georgia").level == "country"


def test_dateline_is_marked_and_not_shouted():
    found = value("MOGADISHU, Jan 3 (Agency) - A bomb killed two.", "MOGADISHU")
    assert (found.city, found.dateline) == ("Mogadishu", True)


def test_agency_in_the_dateline_is_no_place():
    assert quotes("MOGADISHU, Jan 3 (Meridian) - A bomb killed two.") == ["MOGADISHU"]


def test_capital_of_a_country_stands_for_its_city():
    assert value("Gunmen stormed a hotel in the Somali capital.", "the Somali capital").city == "Mogadishu"


def test_capitals_are_read_by_the_gazetteer():
    body = "LA PAZ, 12 JAN 90 (EFE) -- [TEXT] TERRORISTS BLEW UP A PYLON NEAR SOYAPANGO, SAN SALVADOR DEPARTMENT, EL SALVADOR."
    found = {m.span.quote: m.value for m in places(body, title="")}
    assert found["SOYAPANGO"].country_txt == "El Salvador"
    assert found["SOYAPANGO"].vicinity
    assert found["SAN SALVADOR DEPARTMENT"].provstate == "San Salvador"
    assert not {"TERRORISTS", "PYLON", "TEXT", "BLEW"} & set(found)


def test_line_break_inside_a_name_is_no_obstacle():
    assert value("A bomb killed two in Deir\nez-Zor, Syria.", "Deir\nez-Zor").country_txt == "Syria"


_PIECES = st.sampled_from(
    ["in Kabul", "the village of X", "X district of", "Paris, Texas", "U.S.", "Georgia", "the capital", "DUBAI (AP) --", "’s", "'", ",", "near",
     "al-", "São", "St. ", "Jordan Smith", "\n\n", "(", ")", "of the", "İstanbul", "ǅ", "ﬁ", "BOGOTA", "Co Antrim", "New York"]
)  # fmt: skip


def test_named_unit_is_the_one_that_the_town_lies_in():
    found = places("Two bombs went off in Derbent. Dagestan, in Russia, mourns; so does Chechnya.")
    town = next(m.value for m in found if m.value.city == "Derbent")
    unit = named_unit(town, found)
    assert unit is not None and unit.span.quote == "Dagestan"
    assert named_unit(town, [m for m in found if m.span.quote != "Dagestan"]) is None


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=40).map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_any_text_is_survived_and_every_quote_is_its_slice(body):
    text = text_of(body, title="")
    found = list(find_places(text, ()))
    for mention in found:
        assert text.whole[mention.span.start : mention.span.end] == mention.span.quote
    assert all(a.span.start <= b.span.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "unit", ["in Kabul ", "X ", "A", "San ", "of the ", "Iraq, ", "a Kabul's ", "(", "the capital ", "BOGOTA "]
)
def test_time_is_linear_in_the_text(unit, processor_seconds):
    def seconds(size):
        text = text_of(unit * (size // len(unit)))
        return processor_seconds(lambda: list(find_places(text, ())))

    seconds(1000)
    small, large = seconds(20_000), seconds(80_000)
    assert large < 12 * max(small, 0.02)


_SHOUTED = "SAN SALVADOR, 4 MAY 90 (RADIO SONORA) -- [TEXT] SALVADORAN POLICE REPORTED THAT "


@pytest.mark.parametrize(
    ("told", "quote", "country"),
    [
        ("TWO MEN DIED NEAR ZARAGOZA, 20 KM FROM THE COAST.", "ZARAGOZA", "El Salvador"),
        ("REBELS FIRED MORTARS AT A POST IN SAN RAMON TODAY.", "SAN RAMON", "El Salvador"),
    ],
)
def test_country_spoken_of_outweighs_great_namesakes_abroad(told, quote, country):
    assert value(_SHOUTED + told, quote).country_txt == country


@pytest.mark.parametrize(
    "told",
    [
        "A CAR EXPLODED NEAR THE ENTRANCE OF A BANK.",
        "BOMBS WENT OFF BETWEEN ALAMEDA AND BOLIVAR STREETS.",
        "JAIME VALENCIA MARTINEZ WAS SHOT.",
    ],
)
def test_capitals_make_no_place_of_streets_persons_and_stations(told):
    assert quotes(_SHOUTED + told) == ["SAN SALVADOR"]


def test_city_of_the_world_keeps_its_country_against_hamlets_of_a_country_spoken_of():
    body = "BOGOTA, May 4 (AP) -- The United States ambassador, an American, was shot at near Bogota. U.S. officials protested."
    assert value(body, "Bogota").country_txt == "Colombia"


SHOUTED = "REBELS REPORTED ACTIVE IN THE SIERRA OF PERU"


@pytest.mark.parametrize(
    ("body", "city"),
    [
        ("REBELS IN PERU ENTERED THE HAMLET OF EL QUINCHAL, CUSCO DEPARTMENT, AND KILLED TWO MEN.", "El Quinchal"),
        ("IN PERU TERRORISTS RAIDED THE LODGING OF TUMPACOCHA VILLAGE AND BURNED IT.", "Tumpacocha"),
        ("IN PERU THE ARMY KILLED THREE REBELS IN THE MOUNTAIN VILLAGE AND LEFT.", None),
    ],
)
def test_unknown_village_in_capitals_is_told_by_its_noun(body, city):
    found = [m.value.city for m in places(body, SHOUTED) if m.value.level == "settlement"]
    assert found == ([city] if city else [])


def test_unknown_names_in_a_list_of_villages_are_places():
    body = "Gunmen in Niger attacked Intabakat, Bakoret and several smaller encampments on Sunday."
    assert {"Intabakat", "Bakoret"} <= set(quotes(body))


def test_short_town_heads_its_report_in_capitals():
    assert value("ROME, Jan 5 - A judge was shot dead in Italy.", "ROME").dateline
    assert "ETA" not in quotes("ETA, which has killed before in Spain, kept silent.")


def test_heads_of_a_list_are_places_though_no_gazetteer_knows_them():
    body = "\n\n".join(
        ["MOY. A man from Northern Ireland was shot.", "KILNAGOR. Three soldiers were hurt.", "NEWRY. A shop burned."]
    )
    assert value(body, "KILNAGOR").city == "Kilnagor"


def test_name_of_a_crossing_is_of_the_great_town_that_the_report_comes_from():
    body = "KARACHI: Six men stopped a bus near Safina Chowrangi in Pakistan on Wednesday."
    assert value(body, "Safina Chowrangi").city == "Karachi"


def test_satellite_town_is_a_town():
    body = "A bomb killed ten at a bus park in Nyanya, a satellite town of Abuja, Nigeria, on Monday."
    assert value(body, "Nyanya").city == "Nyanya"


@pytest.mark.parametrize(
    ("body", "quote", "city"),
    [
        ("A bomb went off in the Colombian capital on Sunday.", "the Colombian capital", "Bogotá"),
        ("Guwahati, Jan 3: Blasts hit Assam. Most died in the state capital.", "the state capital", "Guwahati"),
        (
            "A blast hit Djibouti. It was, in the former French colony, the first, and struck a Belgian-run inn of the capital.",
            "the capital",
            "Djibouti",
        ),
    ],
)
def test_capital_by_its_country_or_unit(body, quote, city):
    assert value(body, quote).city == city


def test_district_of_a_province_is_no_people():
    assert value("Two were shot in Raman district of Yala province, Thailand.", "Raman").level == "district"


def test_county_is_no_settlement():
    assert (
        value("Masked men shot two in a County Armagh village in Northern Ireland.", "County Armagh").level
        == "district"
    )


def test_creed_or_people_before_a_hamlet_is_not_its_name():
    assert "Kurdish Shi'ite" not in quotes("Gunmen entered a Kurdish Shi'ite hamlet in Iraq and shot ten men.")


def test_village_named_in_apposition_or_as_the_place():
    assert "Hamid Shafa" in quotes("Gunmen in Iraq shot ten men. The place, Hamid Shafa, lies far east.")
    assert "Kali Yagi" in quotes(
        "Rebels in Indonesia shot ten men. The army named the place as Kali Yagi, in the hills."
    )


def test_name_once_told_as_a_place_is_one_again():
    body = "Men in Kenya shot a guard at Tarbokono, a village in the north. Police came to Tarbokono late."
    assert quotes(body).count("Tarbokono") == 2


def test_house_called_after_a_country_speaks_for_none():
    assert "Ireland" not in quotes("On Saturday in Peru the dynamite hit the Ireland school.")


def test_language_is_no_place():
    assert "Bengali" not in quotes("Leaflets in Bengali were found in Bangladesh.")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Two guards were shot in Spain, four kilometres from Orzabeta. One died.", "Orzabeta"),
        ("A railway bridge near Dozgan was blown up in Pakistan.", "Dozgan"),
        ("A railway bridge near Dozgan blown up in Pakistan, police said.", "Dozgan"),
        ("Two constables were killed at the Mandwanda outpost in India.", "Mandwanda"),
        ("Militiamen in Niger fell upon the Savo Dassu site for displaced persons.", "Savo Dassu"),
        ("A hundred people died in Niger in raids on Tchoma Bandu and Zarumdeye.", "Zarumdeye"),
        ("They ambushed a column between Niamey and Zarumdeye in Niger.", "Zarumdeye"),
        ("Gunmen in Kenya took a woman from her house on Manzu Island.", "Manzu Island"),
        ("On Saturday in Mozambique it was the turn of Muambura.", "Muambura"),
        ("Residents of Muambura described the raid in Mozambique.", "Muambura"),
        ("Soldiers were shot in the Mazigyi village of Myanmar.", "Mazigyi"),
    ],
)
def test_frame_marks_a_name_that_no_gazetteer_knows(body, name):
    assert value(body, name).city == name


@pytest.mark.parametrize(
    ("body", "name", "city"),
    [
        ("THE PRIEST WAS SHOT IN PERU AT A FORD NEAR VINZOSA, WHERE HE HAD BAPTIZED.", "VINZOSA", "Vinzosa"),
        ("THE BODY OF THE MAYOR OF LISLOQUE WAS FOUND IN EL SALVADOR.", "LISLOQUE", "Lisloque"),
        ("A MINE WENT OFF IN THE CANTON OF LA BURRENA, IN EL SALVADOR.", "LA BURRENA", "La Burrena"),
        ("THE PATROL FELL INTO AN AMBUSH CLOSE TO SHANAYO, IN PERU.", "SHANAYO", "Shanayo"),
    ],
)
def test_frame_marks_an_unknown_name_in_a_text_of_capitals(body, name, city):
    assert value(body, name, "RADIO NOTES").city == city


def test_frame_takes_no_english_words_for_a_town():
    assert quotes("The army denied raids on Christmas and Easter in Niger. They met at the Alpha outpost.") == ["Niger"]


def test_great_town_comes_before_the_unit_that_is_called_after_it():
    assert value("A ship was shot at from the fields north of Qena on Sunday in Egypt.", "Qena").city == "Qena"


def test_district_far_from_the_city_of_its_unit_is_no_quarter_of_it():
    body = "A motorcycle blew up in the Archi district of Kunduz, in the north of Afghanistan."
    assert value(body, "Archi").city == "Archi"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("A grenade wounded two in Jammu and Kashmir's Tral town.", "Jammu and Kashmir"),
        ("Gunmen shot a guard in Sistan and Baluchestan province, Iran.", "Sistan and Baluchestan"),
    ],
)
def test_unit_whose_name_joins_two_is_one_place(text: str, unit: str) -> None:
    found = [m for m in find_places(segment(Article("x", "", text))) if m.span.quote.startswith(unit.split()[0])]
    assert [(m.span.quote, m.value.city, m.value.provstate) for m in found] == [(unit, None, unit)]


def test_unit_of_many_millions_is_not_the_town_that_it_lends_its_name():
    assert value("Gunmen fled through the forests of Bihar, in India.", "Bihar").city is None


def test_name_of_a_house_in_a_great_city_is_no_town():
    assert value("A grenade went off at the Machakos bus terminus in Nairobi.", "Machakos").city == "Nairobi"
    assert value("A mortar hit the Baga barracks in Maiduguri, Nigeria.", "Baga").city == "Maiduguri"


def test_name_of_a_broadcaster_is_no_town():
    assert quotes("Radio Venceremos told of a raid. Venceremos gave no toll.") == []


def test_name_within_that_of_a_company_is_no_town():
    assert quotes("Gunmen seized four workers of Royal Dutch Shell in Nigeria.") == ["Nigeria"]


def test_home_that_somebody_was_going_to_is_no_place_of_the_text():
    assert quotes("Mr Sarwar was going home to Sahiwal when gunmen seized the train in Pakistan.") == ["Pakistan"]


def test_province_named_like_a_town_of_a_country_that_nobody_speaks_of_is_no_town_there() -> None:
    text = "Soldiers died in Burkina Faso on Monday. The convoy was struck in the commune of Gaskinde in Soum province."
    found = {m.span.quote: m.value for m in find_places(segment(Article("x", "", text)))}
    assert {found[name].country_txt for name in ("Gaskinde", "Soum")} == {"Burkina Faso"}


def test_waters_named_like_a_country_are_not_that_country() -> None:
    text = "Two were shot near the settlement of Mehola in the Jordan Valley, and soldiers died near Lake Chad."
    found = {m.value.country_txt for m in find_places(segment(Article("x", "", text)))}
    assert not {"Jordan", "Chad"} & found


@pytest.mark.parametrize(
    "head",
    [
        "Mourners in Baqouba, Iraq, on Tuesday. (Photo/Hadi Karim)\n\nBAGHDAD (NWA) — ",
        "February 7, 1989|Wire reports\n\nBAGHDAD, Iraq — ",
        "BAGHDAD // ",
    ],
)
def test_what_stands_above_the_report_does_not_hide_its_dateline(head: str) -> None:
    body = f"{head}A bomb killed nine people in the town of Muqdadiyah on Monday. They were on their way home from work, police said."
    assert [m.value.city for m in places(body) if m.value.dateline and m.value.city] == ["Baghdad"]


def test_a_place_before_a_colon_further_down_is_no_dateline() -> None:
    body = "A bomb killed nine people in the town of Muqdadiyah on Monday, police said.\n\nBaghdad: four hurt in a second blast."
    assert not any(m.value.dateline for m in places(body))


def test_a_town_on_foreign_joints_is_one_name() -> None:
    assert value("A bomb exploded in Dar es Salaam, Tanzania, on Friday.", "Dar es Salaam").city == "Dar es Salaam"


def test_the_country_of_a_mission_is_not_where_its_namesake_lies() -> None:
    assert value("A bomb exploded near the Colombian Embassy in Santiago on Friday.", "Santiago").country_txt == "Chile"


def test_an_organisation_before_a_camp_is_no_place() -> None:
    assert "United Nations" not in quotes("Trucks bound for a remote United Nations camp in northern Mali hit a mine.")


def test_a_shopping_mall_is_not_the_small_town_of_its_name() -> None:
    assert "Westgate" not in quotes(
        "Gunmen stormed the Westgate shopping mall in Nairobi, Kenya, and two Canadians died."
    )


def test_a_list_of_provinces_names_provinces():
    body = "Two soldiers died in attacks in the provinces of Bitlis and Mus in Turkey on Monday."
    assert [value(body, name).level for name in ("Bitlis", "Mus")] == ["admin1", "admin1"]
