"""Confidence brought to what holds on unseen text."""

from __future__ import annotations

from etl.codebook.calibration import calibration
from etl.extract.confidence import calibrated
from etl.model import Value


def test_a_value_is_as_sure_as_its_field_has_proved_to_be() -> None:
    found = calibrated({"nkill": Value(9, 0.8), "nkill_low": Value(9, 0.8), "motive": Value("for revenge", 0.7)})
    assert found["nkill"].confidence == round(0.8 * calibration()["nkill"], 4)
    assert found["nkill_low"].confidence == found["nkill"].confidence
    assert found["motive"].confidence == 0.7


def test_factors_bring_confidence_down_and_never_out_of_bounds() -> None:
    assert {"date", "country_txt", "city", "attacktype", "targtype", "gname", "nkill", "nwound"} <= set(calibration())
    assert all(0.3 < factor <= 1.1 for factor in calibration().values())
    assert calibrated({"claimed": Value(1, 1.0)})["claimed"].confidence <= 1.0
