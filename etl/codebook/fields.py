"""Every field that an Account or an Incident may hold, with its type: one list for extraction, settlement, checks and docs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `type` is `date`, `text`, `label`, `labels` (several), `flag` (1/0), `integer` or `number`.

    `codes` names the code list of `etl.codebook.gtd` that a label must come from, or is empty; `mission` marks the fields that
    the project promises first.
    """

    name: str
    type: str
    codes: str
    mission: bool
    description: str


def _read() -> dict[str, Field]:
    path = resources.files("etl.codebook") / "data" / "fields.csv"
    return {
        row["field"]: Field(row["field"], row["type"], row["codes"], row["mission"] == "1", row["description"])
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    }


FIELDS: dict[str, Field] = _read()
MISSION: tuple[str, ...] = tuple(name for name, spec in FIELDS.items() if spec.mission)
