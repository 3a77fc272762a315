import doctest
import re

import pytest

from etl.codebook import countries as c
from etl.codebook.gtd import COUNTRY


def test_countries_has_a_row_for_every_gtd_label_and_no_other():
    assert set(c.countries()) == set(COUNTRY.labels)


def test_location_of_every_label_is_a_gtd_label():
    assert {c.location_of(label) for label in c.countries()} <= set(COUNTRY.labels)


def test_doctests_hold():
    assert doctest.testmod(c).failed == 0


@pytest.mark.parametrize(
    ("name", "location", "nationality"),
    [
        ("Britain", "United Kingdom", "Great Britain"),
        ("Northern Ireland", "United Kingdom", "Northern Ireland"),
        ("the Philippines", "Philippines", "Philippines"),
        ("U.S.", "United States", "United States"),
        ("US", "United States", "United States"),
        ("DRC", "Democratic Republic of the Congo", "Democratic Republic of the Congo"),
        ("the West Bank", "West Bank and Gaza Strip", "West Bank and Gaza Strip"),
        ("Puerto Rico", "United States", "Puerto Rico"),
        ("Eswatini", "Swaziland", "Swaziland"),
        ("Cote d’Ivoire", "Ivory Coast", "Ivory Coast"),
        ("IRAN", "Iran", "Iran"),
        ("us", None, None),
        ("car", None, None),
    ],
)
def test_country_names_give_location_and_nationality(name, location, nationality):
    assert c.country_of_name(name) == location
    assert c.nationality_of_name(name) == nationality


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("Afghan", "Afghanistan"),
        ("Afghans", "Afghanistan"),
        ("Filipinas", "Philippines"),
        ("Britons", "Great Britain"),
        ("Welshmen", "Great Britain"),
        ("Northern Irish", "Northern Ireland"),
        ("Nigerien", "Niger"),
        ("Nigerian", "Nigeria"),
        ("Dominican", "Dominican Republic"),
        ("Congolese", "Democratic Republic of the Congo"),
        ("South Koreans", "South Korea"),
        ("Spaniards", "Spain"),
        ("Turks", "Turkey"),
        ("Dane", "Denmark"),
        ("Poles", "Poland"),
        ("GERMANS", "Germany"),
        ("New Zealanders", "New Zealand"),
        ("Nepalis", "Nepal"),
        ("Saudis", "Saudi Arabia"),
        ("Thais", "Thailand"),
        ("Omani", "Oman"),
        ("Kurd", None),
        ("Muslim", None),
    ],
)
def test_demonyms_give_the_nationality(word, label):
    assert c.country_of_demonym(word) == label


def test_patterns_find_whole_words_in_either_case():
    text = "Iraqi troops, 2 Britons and a U.S.-led convoy left NIGER for Nigeria; Romans stayed; ask us."
    assert [m.group() for m in c.demonym_pattern().finditer(text)] == ["Iraqi", "Britons", "U.S."]
    assert [m.group() for m in c.name_pattern().finditer(text)] == ["U.S.", "NIGER", "Nigeria"]


def test_trie_pattern_finds_exactly_its_words():
    words = ["Oman", "Omani", "Mali", "Malian", "Côte d'Ivoire", "U.S."]
    pattern = re.compile(c.trie_pattern(words))
    assert all(pattern.fullmatch(word) for word in words)
    assert not any(pattern.fullmatch(word) for word in ("Om", "Malia", "US", "UxS."))


def test_country_at_gives_the_name_of_the_time():
    assert c.country_at("Germany", "1986") == "West Germany (FRG)"
    assert c.country_at("Democratic Republic of the Congo", "1990") == "Zaire"
    assert [c.country_at("Kosovo", day) for day in ("1999-03-24", "2005", "2007-05", "2009")] == [
        "Yugoslavia",
        "Serbia-Montenegro",
        "Serbia",
        "Kosovo",
    ]
    assert c.country_at("South Sudan", "2013-01") == "South Sudan"


def test_words_at_home_in_one_country_are_of_countries_that_gtd_knows():
    assert set(c.home_words().values()) <= set(c.countries())
    assert c.home_words()["Ertzaintza"] == "Spain"
    assert c.home_word_pattern().findall("A Chechen shot at the Ertzaintza; the Pro-Chechen band fled") == [
        "Chechen",
        "Ertzaintza",
    ]
    assert not any(c.country_of_name(word) for word in c.home_words())
