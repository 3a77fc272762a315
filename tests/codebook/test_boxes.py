from __future__ import annotations

import pytest

from etl.codebook.boxes import Box, country_boxes
from etl.codebook.gtd import COUNTRY, is_location


@pytest.mark.parametrize(
    "country, latitude, longitude",
    [("Iran", 30.28, 57.08), ("United States", 61.2, -149.9), ("Russia", 66.0, -172.0), ("Fiji", -16.8, -179.9), ("France", 48.9, 2.3)],
)  # fmt: skip
def test_places_lie_in_the_box_of_their_country(country: str, latitude: float, longitude: float) -> None:
    assert country_boxes()[COUNTRY.code(country)].holds(latitude, longitude)


def test_namesakes_elsewhere_lie_outside() -> None:
    assert not country_boxes()[COUNTRY.code("Iraq")].holds(33.3, -112.0)
    assert not Box(-22, 176, -11, -177).holds(-18.0, 0.0)


def test_every_box_is_of_a_country_where_incidents_may_lie() -> None:
    assert all(is_location(code) and box.south < box.north for code, box in country_boxes().items())
    assert len(country_boxes()) > 180
