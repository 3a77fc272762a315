"""Where an incident is filed: each test is a short report of our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from etl.extract.extractor import RulesExtractor
from etl.model import Account, Article

_RULES = RulesExtractor(naming=())


def read(text: str, day: str = "2012-05-18") -> Account:
    published = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    return _RULES.extract(Article(doc="d", title="", text=text, published_at=published))[0]


def place(account: Account) -> tuple[object, object]:
    return account.get("country_txt"), account.get("city")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Gunmen shot dead a Croat policeman in Zagreb, Croatia, on 4 May 1990. Two were wounded.", "Yugoslavia"),
        (
            "A bomb exploded in Bonn on 4 May 1985, killing two people. German police blamed guerrillas.",
            "West Germany (FRG)",
        ),
    ],
)
def test_country_is_called_as_it_was_on_the_day(text, label):
    assert read(text).get("country_txt") == label


def test_country_of_an_undated_deed_is_called_as_it_was_on_the_day_of_the_report():
    told = "A bomb damaged a police hut in the village of Strpce, Kosovo. Two officers were injured in the blast."
    assert [read(told, day).get("country_txt") for day in ("2000-03-01", "2004-03-01", "2012-03-01")] == [
        "Yugoslavia",
        "Serbia-Montenegro",
        "Kosovo",
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Militants fired three rockets from the Gaza Strip toward the Negev on Monday. A farmer was killed.",
            "Israel",
        ),
        (
            "Militants fired six rockets into Israel from Beit Hanoun inside the Gaza Strip on Monday, killing a farmer.",
            "Israel",
        ),
        (
            "Shots were fired at an Israeli bus near the settlement of Elon More on Monday, killing the driver.",
            "West Bank and Gaza Strip",
        ),
    ],
)
def test_a_rocket_is_filed_where_it_falls_and_not_where_it_was_fired(text, label):
    assert read(text).get("country_txt") == label


def test_a_consulate_stands_outside_its_own_country():
    told = "A grenade was thrown at the {} consulate in Valencia on Monday. A guard was wounded in the blast."
    assert read(told.format("Venezuelan")).get("country_txt") == "Spain"
    assert read(told.format("Spanish")).get("country_txt") == "Venezuela"


def test_country_spoken_of_stands_in_where_no_place_is_named():
    account = read("A bomb exploded on a bus on Monday, killing four people, Sri Lankan police said. Gunmen fled.")
    assert place(account) == ("Sri Lanka", None)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A bomb killed four people on a bus on Monday. The Tamil Tigers are blamed.", "Sri Lanka"),
        ("Gunmen on Monday killed five people in raids on two Christian villages in Sulawesi.", "Indonesia"),
        ("A bomb on Monday killed a shepherd. The Ertzaintza found no note.", "Spain"),
        ("Gunmen on Monday shot dead a French engineer as he left a supermarket.", None),
        ("A bomb on Monday damaged the Vietnamese Embassy and killed a guard.", None),
        ("Gunmen on Monday killed a driver whom they accused of spying for the United States.", None),
        ("Gunmen on Monday kidnapped four nurses, one from Canada and three from Kenya.", None),
        ("A grenade on Monday wounded a farmer. The police suspect ethnic Albanians.", None),
        ("A bomb on Monday wounded two men. The police blame a Pakistan-based group.", None),
        ("A grenade on Monday wounded two councillors of the National Action Party.", None),
        ("A bomb on Monday wounded two officers of the Civil Guard.", "Spain"),
        ("A bomb on Monday killed two guards at New Canada station.", None),
        ("A bomb on Monday wounded two clerks at a branch of the Bank of Boston.", None),
        ("A bomb in a Toyota wounded two men on Monday.", None),
        ("Gunmen on Monday shot dead two guards at an Oil Development Corporation camp.", None),
    ],
)
def test_home_of_the_group_speaks_for_the_country_and_a_guest_does_not(text, label):
    assert read(text).get("country_txt") == label


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("A blast killed four men in Kachhi district, close to Mashkaf, in Pakistan, on Monday.", "Mashkaf"),
        ("Friday's ambush occurred at Aluth Oya, a hamlet in Sri Lanka; rebels killed 20 people.", "Aluth Oya"),
        ("Rebels shot dead four gendarmes at Fayaoue, on the island of Ouvea, on Friday.", "Fayaoue"),
        ("A bomb exploded in the Chechen town of Shali on Monday, killing three police officers.", "Shali"),
    ],
)
def test_city_is_the_smallest_settlement_told(text, city):
    assert read(text).get("city") == city


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("A bomb killed four men at a cafe in Menteng, Jakarta, on Friday, police in Indonesia said.", "Jakarta"),
        ("Gunmen killed four men in Kankara, Katsina, on Friday, police in Nigeria said.", "Kankara"),
        ("Gunmen killed four men in the Katozai area of Charsadda district, in Pakistan, on Friday.", "Katozai"),
        ("A bomb killed the villagers of Koulogon, in Mali, on Friday; four men died.", "Koulogon"),
        ("Rebels blew up a pipeline at Hemalkasa in India on Friday, killing four men.", "Hemalkasa"),
    ],
)
def test_quarter_stays_under_its_city_and_a_settlement_stands_for_itself(text, city):
    assert read(text).get("city") == city


def test_hamlet_in_a_unit_lies_in_it_and_not_in_its_town():
    account = read(
        "Rebels blew up a pipeline near the hamlet of La Pava, in Arauca, Colombia, on Friday, killing four men."
    )
    assert (account.get("city"), account.get("provstate")) == ("La Pava", "Arauca")


def test_hospitals_where_the_wounded_lie_are_not_the_place():
    account = read(
        "BEIRUT, May 18 (WPA) -- A bomb went off at a market on Friday, killing six people.\n\n"
        "Forty were in the hospitals of Sidon and Tyre."
    )
    assert account.get("city") == "Beirut"


@pytest.mark.parametrize(
    ("words", "vicinity"),
    [("outside", 1), ("some 20 kilometres from the city of", 1), ("near to the town of", 1), ("in", 0)],
)
def test_vicinity_follows_the_words_before_the_town(words, vicinity):
    account = read(
        f"A roadside bomb tore through a bus {words} Kandahar, Afghanistan, on Monday, killing eight civilians."
    )
    assert account.get("vicinity") == vicinity


def test_weekday_in_the_dateline_is_not_the_day_of_the_deed():
    account = read(
        "Nairobi, Friday. Gunmen stopped a bus near Mandera, Kenya, yesterday before dawn and shot dead 28 people."
    )
    assert account.get("date") == "2012-05-17"


def test_day_of_the_month_counts_from_the_month_told_before():
    text = (
        "1990: the year in Colombia.\n\nMARCH. A candidate was shot dead by a gunman at Bogota's airport on the 22nd. "
        "Police blamed guerrillas."
    )
    assert read(text, "1990-12-30").get("date") == "1990-03-22"


@pytest.mark.parametrize(
    ("told", "city"),
    [
        ("A BOMB EXPLODED TODAY ON A STREET IN THIS CAPITAL, KILLING TWO MEN.", "Bogotá"),
        ("GUNMEN TODAY ATTACKED A BANK AND KILLED TWO MEN.", "Bogotá"),
        ("THE PRESIDENT CONDEMNED THE MURDER OF TWO MEN BY REBELS ON TUESDAY.", None),
    ],
)
def test_dateline_is_the_place_only_of_what_is_told_on_the_spot(told, city):
    account = read(f"BOGOTA, 18 MAY 12 (AP) -- [TEXT] {told}")
    assert place(account) == ("Colombia", city)


@pytest.mark.parametrize(
    ("told", "city"),
    [
        (
            "A suicide bomber killed 15 mourners in the Zarghun area on the outskirts of the provincial capital.",
            "Quetta",
        ),
        ("A bomb exploded at a courier office in Zarghunabad on Thursday, killing a clerk.", "Quetta"),
        ("A bomb killed 15 mourners at Zarghunabad, a hamlet in the hills.", "Zarghunabad"),
    ],
)
def test_unknown_quarter_is_of_the_city_of_the_dateline_only_where_the_words_are_of_a_city(told, city):
    assert read(f"QUETTA, Pakistan, May 17 (XYZ) - {told}").get("city") == city


@pytest.mark.parametrize(
    "told",
    [
        "Gunmen killed nine people in Nkwezi village, Pemba, on Monday.",
        "Gunmen burnt the Catholic mission of Nkwezi, in Memba, on Monday, killing nine.",
    ],
)
def test_village_is_the_place_before_the_town_that_it_lies_by(told):
    assert read(f"{told} Police in Mozambique blamed insurgents.").get("city") == "Nkwezi"


@pytest.mark.parametrize(
    ("told", "city"),
    [
        ("The killers came to a house in Nkwezi village at night.", "Nkwezi"),
        ("The dead were buried in Nkwezi village.", "Pemba"),
        ("The killers fled to Nkwezi village.", "Pemba"),
    ],
)
def test_village_told_later_is_the_place_only_where_the_deed_was_done_there(told, city):
    assert read(f"Gunmen killed nine people in Pemba, Mozambique, on Monday, police said. {told}").get("city") == city


@pytest.mark.parametrize(
    "told",
    [
        "Gunmen on Monday shot dead a retired American police officer at his home.",
        "A bomb on Monday damaged a US cultural centre and killed a guard.",
        "A fire bomb on Monday damaged a Turkish mosque, killing a guard.",
    ],
)
def test_guest_and_house_of_a_people_do_not_tell_the_country(told):
    assert read(told).get("country_txt") is None


@pytest.mark.parametrize(
    ("text", "city"),
    [
        (
            "BOGOTA, 15 May - Guerrillas shot dead four passengers of a bus on the road from Tame to Fortul, in Colombia, on Monday, police said.",
            "Tame",
        ),
        (
            "COLOMBO - Sixteen people died on Monday when a bomb exploded at Nugeheena, a town to the southeast of the Sri Lankan capital.",
            "Nugeheena",
        ),
        (
            "Sixteen people were killed by a bomb on Monday in Tanak in Turkey, according to the headquarters of the region in Diyarbakir.",
            "Tanak",
        ),
        ("DHAKA - In the northern district of Kurigram, Bangladesh, a bomb killed a clerk on Monday.", "Kurigram"),
    ],
)
def test_place_of_the_deed_is_no_landmark_and_no_seat_of_who_speaks(text, city):
    assert read(text).get("city") == city


@pytest.mark.parametrize(
    ("text", "city"),
    [
        (
            "ALGIERS, May 18 - Workers were digging for the inhabitants of Raysa, a farming hamlet in Algeria. Throats were cut from ten o'clock on Thursday and 98 people were killed.",
            "Raysa",
        ),
        (
            "KABUL - A clash that left two Americans dead is told in two ways. It happened on Monday in the Sayd Karam district of Afghanistan when a gunman shot them dead.",
            "Sayd Karam",
        ),
        (
            "COLOMBO: A bomb killed 26 people on a bus at Pilimanda on Monday in Sri Lanka, as it left the stand beside a supermarket. Pilimanda, 18 kilometres south of the capital, is quiet.",
            "Pilimanda",
        ),
    ],
)
def test_village_or_district_told_is_before_the_town_of_the_dateline(text, city):
    assert read(text).get("city") == city


@pytest.mark.parametrize(
    ("text", "city"),
    [
        (
            "Gunmen seized a jet in Karachi, Pakistan, on Monday and killed five passengers. They shot dead Ravi Kumar, 29, of Larkana, at the door.",
            "Karachi",
        ),
        (
            "NISHINOMIYA, Japan - On Monday a man in a mask walked in and shot a reporter dead beside his desk on the second floor.",
            "Nishinomiya",
        ),
    ],
)
def test_home_of_a_victim_is_not_the_place_and_a_small_town_reports_of_itself(text, city):
    assert read(text).get("city") == city


@pytest.mark.parametrize(
    ("text", "country", "city"),
    [
        ("A man drove a lorry into a crowd in Nice, killing 86 people, on Monday.", "France", "Nice"),
        ("A bomb on Monday wounded a police officer at Sindhuli in Nepal.", "Nepal", "Sindhuli"),
        ("Armed men on Monday kidnapped two nurses from the Dadaab refugee camp in Kenya.", "Kenya", "Dadaab"),
        (
            "Gunmen killed four officials near Lafey in Kenya on Thursday, days after two grenades were thrown in the capital.",
            "Kenya",
            "Lafey",
        ),
        ("In Mozambique dozens died on Monday when Palma was attacked by gunmen.", "Mozambique", "Palma"),
        (
            "Police chief Niyazi Kaya was shot dead on Wednesday at Kartal, in Istanbul, Turkey, police said.",
            "Turkey",
            "Istanbul",
        ),
        (
            "A bomb in Khost's Nadir Shah Kot killed a child in Afghanistan on Tuesday morning.",
            "Afghanistan",
            "Nadir Shah Kot",
        ),
    ],
)
def test_place_of_the_deed_among_those_told_beside_it(text, country, city):
    assert place(read(text)) == (country, city)


def test_quarter_with_the_name_of_a_town_abroad_is_at_home():
    text = (
        "MOGADISHU (Reuters) - A bomb killed four Somali soldiers at a market on Monday.\n\n"
        "In a separate attack a minibus blew up in the Medina area of the city on Sunday, killing two people, Somali police said."
    )
    published = datetime(2012, 5, 18, 12, tzinfo=UTC)
    accounts = _RULES.extract(Article(doc="d", title="", text=text, published_at=published))
    assert {a.get("country_txt") for a in accounts} == {"Somalia"}


def test_dateline_tells_the_country_of_a_name_unknown_however_the_bomber_is_called():
    text = (
        "KAMPALA (PCN) - Ugandan police on Monday said a bomb had gone off in the capital, and that a head found "
        "there might be that of a Somali bomber.\n\nFifteen people died at a restaurant in Kabalagala."
    )
    assert read(text).get("country_txt") == "Uganda"


def told(text: str, title: str = "", day: str = "2012-05-18") -> dict[object, object]:
    """City by date of all incidents that a text tells."""
    published = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    return {
        a.get("date"): a.get("city")
        for a in _RULES.extract(Article(doc="d", title=title, text=text, published_at=published))
    }


def test_earlier_deed_is_at_the_town_that_the_sentence_before_leads_over_from():
    text = (
        "YALA, Thailand (Reuters) - A car bomb in Yala killed four people on Monday.\n\n"
        "It is not the first time that Hat Yai's tourist trade has suffered. In September 2006 six bombs killed four people."
    )
    assert told(text).get("2006-09") == "Hat Yai"


def test_capital_is_that_of_the_town_of_the_dateline():
    text = (
        "COLOMBO (Reuters) - A bomb killed four people in a hotel on Monday. Seven U.S. and three U.S.-born visitors "
        "were hurt, and U.S. officials in Washington spoke of a U.S. victim.\n\nA second bomb went off in the capital on Tuesday, killing two people."
    )
    assert set(told(text).values()) == {"Colombo"}


def test_entry_of_a_chronicle_begins_with_its_place():
    text = (
        "1 January 2011 – Kolobougou: Gunmen killed 37 people at a well in Mali.\n\n"
        "3 March 2011 – Tinabaro, near the border. Gunmen killed nine soldiers in their camp."
    )
    assert told(text) == {"2011-01-01": "Kolobougou", "2011-03-03": "Tinabaro"}


def test_district_told_alone_is_of_the_city_of_the_headline():
    text = (
        "A truck bomb killed 200 people at a crossroads in Mogadishu on Monday.\n\n"
        "A second vehicle blew up in the Medina district on Tuesday. Two people died there, Somali police said."
    )
    assert told(text, "Bombs kill 200 in Mogadishu, Somalia") == {"2012-05-14": "Mogadishu", "2012-05-15": "Mogadishu"}


@pytest.mark.parametrize(
    ("text", "city"),
    [
        (
            "Gunmen killed 12 people in Mawdiyah, Yemen, on Monday. A wounded tourist was flown to Aden, where she died.",
            "Mawdiyah",
        ),
        (
            "A bomb killed 12 people in Solhan, Burkina Faso, on Monday. Three succumbed at Dori.",
            "Solhan",
        ),
        (
            "Gunmen killed nine people in a church in Cape Town, South Africa, on Monday. Police found the getaway car in Ottery.",
            "Cape Town",
        ),
    ],
)
def test_where_the_wounded_and_the_attackers_went_is_not_the_place(text, city):
    assert read(text).get("city") == city


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("LIMA, 3 May (AFP) - Gunmen shot a deputy dead in his car in Miraflores, Peru, on Monday.", "Lima"),
        ("BOGOTA, 3 May (AFP) - Gunmen shot a deputy dead in his car in Soacha, Colombia, on Monday.", "Soacha"),
        ("Gunmen killed 14 civilians at Masiani, a quarter of the rural commune of Oicha, Congo, on Monday.", "Oicha"),
        ("Gunmen killed seven civilians in Xemamate hamlet, municipality of Nebaj, Guatemala, on Monday.", "Xemamate"),
    ],
)
def test_part_of_a_town_is_the_town_and_a_settlement_of_its_own_is_not(text, city):
    assert read(text).get("city") == city


def test_bus_that_left_a_town_shortly_before_was_attacked_near_it():
    text = (
        "Gunmen killed 28 bus passengers in north Kenya on Monday. The bodies were flown to Nairobi.\n\n"
        "The coach had left Mandera town an hour before when gunmen stopped it and shot the passengers."
    )
    assert read(text).get("city") == "Mandera"


@pytest.mark.parametrize(
    ("title", "text", "city"),
    [
        (
            "Bomber strikes bus near Tel Aviv, killing six",
            "RAMAT GAN, Israel (AP) - A bomber killed six people on a bus in this suburb of Tel Aviv on Monday.",
            "Ramat Gan",
        ),
        (
            "Twenty killed in massacre around Beni, Congo",
            "Men with hoes and a rifle killed twenty people in Eringeti, Congo, on Monday.",
            "Eringeti",
        ),
        (
            "Two teachers shot dead in library",
            "Gunmen shot two teachers dead on Monday in a school three kilometres from the market of Rueso, a district town of Narathiwat, Thailand.",
            "Rueso",
        ),
    ],
)
def test_town_of_the_deed_comes_before_the_greater_one_near_by(title, text, city):
    assert told(text, title)["2012-05-14"] == city


@pytest.mark.parametrize(
    "words", ["this textile city", "the fish market of this southern port", "a hotel of this resort town"]
)
def test_the_town_that_the_report_comes_from_is_meant_by_this_town(words):
    account = read(
        f"SIDON, Lebanon - A truck bomb exploded in {words} on Monday, killing nine people, police said.\n\n"
        "A caller told an agency in Beirut that his group was behind the attack in Beirut's name."
    )
    assert place(account) == ("Lebanon", "Sidon")


@pytest.mark.parametrize(
    ("told", "city"),
    [
        ("The rails were blown up under a train eight miles from Moamba and four people died.", "Moamba"),
        ("Gunmen shot up a bus on the road from Maputo to Xai-Xai, near Macia, and killed five people.", "Macia"),
        (
            "A bomb killed five people in Macia. A diplomat in Beira, who asked not to be named, put the dead at seven.",
            "Macia",
        ),
    ],
)
def test_a_short_way_and_a_place_on_a_road_are_where_it_was_and_a_diplomats_town_is_not(told, city):
    assert place(read(f"MAPUTO, Mozambique - {told}")) == ("Mozambique", city)


def test_an_unknown_village_in_a_unit_is_no_quarter_of_the_city_in_the_headline():
    headline, told = (
        "Nigeria: a blast in Yenagoa",
        "A pipeline at Ogboinbiri, in Bayelsa State, was blown up on Monday.",
    )
    account = _RULES.extract(Article("d", headline, f"{told} Nobody was hurt."))[0]
    assert place(account) == ("Nigeria", "Ogboinbiri")


@pytest.mark.parametrize(
    ("told", "city"),
    [
        ("OAK CREEK, Wisconsin - Gunmen stormed a temple near Milwaukee on Sunday, killing six people.", "Oak Creek"),
        (
            "MOUNT SINAI, New York - A bomb exploded in a street here on Sunday, killing two. A group in Portland claimed it.",
            "Mount Sinai",
        ),
    ],
)
def test_the_small_town_of_the_dateline_is_meant_by_here_and_by_near_its_city(told, city):
    assert place(read(told)) == ("United States", city)


def test_a_place_on_the_road_to_the_capital_is_no_quarter_of_it():
    told = "Gunmen shot dead a mayor at Gaskinde, on the road to Ouagadougou, in Burkina Faso on Sunday, police said."
    assert place(read(told)) == ("Burkina Faso", "Gaskinde")


@pytest.mark.parametrize(
    "told",
    [
        "Police in this capital reported that a bomb exploded in the city of Medellin on Monday, killing a man.",
        "A bomb exploded in Medellin and killed a man, a minister told reporters at a briefing here on Monday.",
    ],
)
def test_a_deed_elsewhere_that_is_spoken_of_here_is_filed_where_it_was(told):
    assert place(read(f"BOGOTA, Colombia - {told}")) == ("Colombia", "Medellin")


@pytest.mark.parametrize(
    ("told", "city"),
    [
        ("In the Varto district of Mus, Turkey, militants shot dead a village guard on Monday.", "Varto"),
        (
            "A bomb killed six at the police post of Imam Sahib district in Kunduz, Afghanistan, on Monday.",
            "Imam Sahib",
        ),
    ],
)
def test_a_district_is_nearer_to_the_deed_than_the_province_that_it_lies_in(told, city):
    assert place(read(told))[1] == city
