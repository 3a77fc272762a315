"""Confidence as a share that can be counted on: what a rule says of itself, brought down to how often its field is right on unseen text.

Enters: an account's values, its rows of victims. Leaves: the same with calibrated confidences. Touches nothing but the codebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from etl.codebook.calibration import calibration
from etl.model import Value, VictimRow

# Fields that are read off the same words as another one are as sure as that one.
_READ_WITH = {
    "nkill_low": "nkill",
    "nkill_high": "nkill",
    "nkillter": "nkill",
    "nwound_low": "nwound",
    "nwound_high": "nwound",
    "nwoundte": "nwound",
    "end_date": "date",
    "approxdate": "date",
    "provstate": "city",
    "vicinity": "city",
    "latitude": "city",
    "longitude": "city",
    "specificity": "city",
    "guncertain": "gname",
    "weapsubtype": "weaptype",
    "targsubtype": "targtype",
}


def calibrated(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values, each as sure as its field has proved to be; fields that were not measured stay as they are."""
    factors = calibration()
    return {
        name: replace(value, confidence=min(1.0, round(value.confidence * factor, 4)))
        if (factor := factors.get(_READ_WITH.get(name, name))) is not None
        else value
        for name, value in values.items()
    }


def calibrated_victims(rows: Iterable[VictimRow]) -> tuple[VictimRow, ...]:
    """The rows of victims, each as sure as nationalities have proved to be."""
    factor = calibration().get("victim_country", 1.0)
    return tuple(replace(row, confidence=min(1.0, round(row.confidence * factor, 4))) for row in rows)
