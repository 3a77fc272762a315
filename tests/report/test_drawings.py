from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

from etl.report.charts import Figure, toll_chart, trend_chart
from etl.report.locator import Towns, locator, towns_around

DAY = datetime(2024, 1, 3, tzinfo=UTC)


def figures(*told: tuple[int, int, str]) -> list[Figure]:
    return [Figure(DAY.replace(day=day), value, "police", role) for day, value, role in told]


def test_toll_told_once_needs_no_chart() -> None:
    assert toll_chart(figures((3, 12, "settled")), 12, "Killed") is None
    assert toll_chart([], None, "Killed") is None


def test_toll_that_changed_is_drawn_in_the_pages_colours_and_told_to_screen_readers() -> None:
    svg = toll_chart(figures((3, 103, "told"), (4, 84, "settled"), (4, 300, "perpetrator")), 84, 'Killed "<now>"')
    assert svg is not None
    root = ElementTree.fromstring(svg)
    assert "103 on 3 Jan" in str(root.get("aria-label"))
    assert "settled at 84" in str(root.get("aria-label"))
    assert "var(--accent)" in svg and "#0" not in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_chart_is_the_same_every_time() -> None:
    told = figures((3, 103, "told"), (5, 84, "settled"))
    assert toll_chart(told, 84, "Killed") == toll_chart(told, 84, "Killed")


def test_trend_needs_two_runs() -> None:
    assert trend_chart([(DAY, 1.0)], "Incidents") is None
    assert trend_chart([(DAY, 1.0), (DAY.replace(day=9), 1.0)], "Incidents") is not None


def test_map_names_the_place_and_escapes_it() -> None:
    svg = locator(Towns([]), 11.85, 13.16, '<Maiduguri & "more">', vague=True)
    assert ElementTree.fromstring(svg).get("aria-label") == 'Map: <Maiduguri & "more"> at 11.85° N, 13.16° E'


def test_map_reaches_over_the_180th_meridian_and_to_the_poles() -> None:
    towns = Towns([{"name": "Levuka", "latitude": -18.9, "longitude": 178.8, "population": 4_000}])
    assert "Levuka" in locator(towns, -17.5, -179.9, "Sea", vague=False)
    ElementTree.fromstring(locator(towns, 89.9, 0.0, "Pole", vague=False))


def test_gazetteer_brings_the_towns_of_the_map_and_no_others() -> None:
    names = {town["name"] for town in towns_around([(30.28, 57.08)])}
    assert "Kerman" in names
    assert "Paris" not in names
    assert towns_around([]) == []
