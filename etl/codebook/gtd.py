"""GTD's code lists: codes and short labels, their hierarchies and the order of its 135 columns.

The CSV files beside this module follow the codebook of August 2021. Key on codes: labels drift between releases.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources


def _rows(name: str) -> list[dict[str, str]]:
    path = resources.files("etl.codebook") / "data" / f"{name}.csv"
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


@dataclass(frozen=True)
class CodeTable:
    """One closed list of GTD: code to label and back.

    >>> ATTACKTYPE.label(3), ATTACKTYPE.code("Assassination")
    ('Bombing/Explosion', 1)
    """

    name: str
    by_code: Mapping[int, str]

    @cached_property
    def by_label(self) -> Mapping[str, int]:
        """Label to code."""
        return {label: code for code, label in self.by_code.items()}

    @cached_property
    def codes(self) -> tuple[int, ...]:
        """All codes, ascending."""
        return tuple(sorted(self.by_code))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """All labels, in order of their codes."""
        return tuple(self.by_code[code] for code in self.codes)

    def label(self, code: int) -> str:
        """The label of a code.

        Raises:
            KeyError: no such code.
        """
        return self.by_code[code]

    def code(self, label: str) -> int:
        """The code of a label.

        Raises:
            KeyError: no such label.
        """
        return self.by_label[label]


def _table(name: str, label: str = "label") -> CodeTable:
    return CodeTable(name, {int(row["code"]): row[label] for row in _rows(name)})


ATTACKTYPE = _table("attacktype")
WEAPTYPE = _table("weaptype")
WEAPSUBTYPE = _table("weapsubtype")
TARGTYPE = _table("targtype")
TARGSUBTYPE = _table("targsubtype")
CLAIMMODE = _table("claimmode")
COUNTRY = _table("country")
REGION = _table("region")
PROPEXTENT = _table("propextent")
HOSTKIDOUTCOME = _table("hostkidoutcome")
ALTERNATIVE = _table("alternative")
SPECIFICITY = _table("specificity", "meaning")

GTD_COLUMNS: tuple[str, ...] = tuple(
    row["name"] for row in sorted(_rows("gtd_columns"), key=lambda row: int(row["position"]))
)

_REGION_OF = {int(row["code"]): int(row["region"]) for row in _rows("country") if row["region"]}
_COUNTRY_USAGE = {int(row["code"]): row["usage"] for row in _rows("country")}
_ATTACK_RANK = {row["label"]: int(row["hierarchy_rank"]) for row in _rows("attacktype")}
_TARGTYPE_OF = {int(row["code"]): int(row["targtype"]) for row in _rows("targsubtype")}
_WEAPTYPE_OF = {int(row["code"]): int(row["weaptype"]) for row in _rows("weapsubtype")}


def region_of(country: int) -> int | None:
    """The region's code of a country's code; None for nationality-only labels and for 422 "International"."""
    return _REGION_OF.get(country)


def is_location(country: int) -> bool:
    """Whether incidents may lie in this country: false for labels that GTD keeps for nationalities alone."""
    return _COUNTRY_USAGE[country] != "nationality_only"


def attack_rank(label: str) -> int:
    """GTD's hierarchy of attack types: 1 goes first in `attacktype1`, whatever came first in time."""
    return _ATTACK_RANK[label]


def targtype_of(subtype: int) -> int:
    """The target type's code that a target subtype belongs to."""
    return _TARGTYPE_OF[subtype]


def weaptype_of(subtype: int) -> int:
    """The weapon type's code that a weapon subtype belongs to."""
    return _WEAPTYPE_OF[subtype]
