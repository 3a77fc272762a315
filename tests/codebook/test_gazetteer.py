import csv
import doctest
from importlib import resources

import pytest

from etl.codebook import gazetteer as g
from etl.codebook.gtd import COUNTRY


def rows(name):
    path = resources.files("etl.codebook") / "data" / name
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def test_doctests_hold():
    assert doctest.testmod(g).failed == 0


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Kabul", "Afghanistan", "settlement"),
        ("KABUL", "Afghanistan", "settlement"),
        ("Bombay", "India", "settlement"),
        ("Ho Chi Minh City", "Vietnam", "settlement"),
        ("Deir ez-Zor", "Syria", "settlement"),
        ("Ma’arrat al-Nu’man", "Syria", "settlement"),
        ("North Kivu", "Democratic Republic of the Congo", "admin1"),
        ("Basque Country", "Spain", "admin1"),
        ("Northern Samar", "Philippines", "admin1"),
        ("South Waziristan", "Pakistan", "district"),
        ("Mindanao", "Philippines", "region"),
    ],
)
def test_find_knows_a_place_by_any_usual_spelling(name, country, kind):
    assert any(p.country == country and p.kind == kind for p in g.gazetteer().find(name))


def test_find_gives_namesakes_the_most_populous_first():
    found = g.gazetteer().find("San Miguel")
    assert len({p.country for p in found}) > 3
    assert [p.population for p in found] == sorted((p.population for p in found), reverse=True)


def test_find_gives_nothing_for_no_place():
    assert g.gazetteer().find("Xqzzy") == () == g.gazetteer().find("") == g.gazetteer().find("-")


def test_quarter_knows_its_city():
    quarter = next(p for p in g.gazetteer().find("Sadr City") if p.kind == "quarter")
    assert (quarter.parent, quarter.country) == ("Baghdad", "Iraq")


def test_coordinates_are_degrees_and_countries_are_gtd_labels():
    for name in ("Kabul", "Lima", "Maiduguri", "Chechnya", "Khost", "Suva"):
        for place in g.gazetteer().find(name):
            assert -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180
            assert place.country is None or place.country in COUNTRY.labels


def test_capital_of_every_large_country_is_known():
    names = g.capitals()
    assert {names[iso2] for iso2 in ("IQ", "SO", "PE", "GB", "NP")} == {
        "Baghdad",
        "Mogadishu",
        "Lima",
        "London",
        "Kathmandu",
    }


def test_every_row_of_the_supplement_was_compiled():
    table = g.gazetteer()
    for row in rows("places_supplement.csv"):
        found = [p for p in table.find(row["name"]) if p.iso2 == row["iso2"]]
        assert found, row["name"]
        if row["kind"] != "settlement":
            assert any(p.kind == row["kind"] for p in found), row["name"]


def test_every_unit_of_ours_was_compiled():
    table = g.gazetteer()
    for row in rows("first_order_units.csv"):
        code = f"{row['iso2']}.{row['code']}"
        for spelling in (row["name"], *filter(None, row["aliases"].split("|"))):
            assert any(p.kind == "admin1" and p.unit_code == code for p in table.find(spelling)), spelling


def test_begins_longer_tells_first_words_of_long_names():
    table = g.gazetteer()
    assert table.begins_longer("San Luis")
    assert not table.begins_longer("was killed")


def test_place_words_are_known_by_kind():
    assert "province" in g.place_words("first_order")
    assert g.place_words("no such kind") == frozenset()
