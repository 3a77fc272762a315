"""Settings are refused at the start, by name, before anything is done with them."""

from __future__ import annotations

import pytest

from etl.errors import SettingsError
from etl.settings import load_settings


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("INCIDENTS_BATCH_SIZ", "10", "INCIDENTS_BATCH_SIZ: no such setting; write INCIDENTS_BATCH_SIZE"),
        ("INCIDENTS_BATCH_SIZE", "0", "INCIDENTS_BATCH_SIZE: Input should be greater than or equal to 1"),
        ("INCIDENTS_NOTIFY", "webhook", "INCIDENTS_NOTIFY=webhook needs an http address in INCIDENTS_NOTIFY_TO"),
    ],
)
def test_wrong_setting_is_one_line_that_names_it(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert told in str(refused.value)


def test_secret_in_a_refused_setting_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENTS_NOTIFY", "webhook")
    monkeypatch.setenv("INCIDENTS_NOTIFY_TO", "hooks.example/hunter2")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "hunter2" not in str(refused.value)
