"""Settled values as one wide row: GTD's columns with their codes, NULL where unknown.

Enters: the values of an incident. Leaves: a mapping from column to value. Touches nothing of the world.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from etl.codebook import gtd

# GTD leaves day and month open up to this year and takes the midpoint of the possible dates afterwards.
LAST_YEAR_OF_OPEN_DAYS = 2011

_COPIED = (
    "approxdate", "extended", "country_txt", "provstate", "city", "latitude", "longitude", "specificity", "vicinity", "location",
    "summary", "crit1", "crit2", "crit3", "doubtterr", "multiple", "success", "suicide", "gsubname", "motive", "individual", "nperps",
    "nperpcap", "claimed", "compclaim", "weapdetail", "nkill", "nkillus", "nkillter", "nwound", "nwoundus", "nwoundte", "property",
    "propvalue", "propcomment", "ishostkid", "nhostkid", "nhostkidus", "nhours", "ndays", "ransom", "ransomamt", "ransompaid",
    "nreleased", "INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY", "nkill_low", "nkill_high", "nwound_low", "nwound_high",
)  # fmt: skip
_SUFFIX = ("", "2", "3")


def gtd_row(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of `core.incident_version` that follow from settled values; a label that is no label of GTD's gets no code.

    >>> row = gtd_row({"date": "2022", "attacktype": ("Bombing/Explosion",), "gname": ("Taliban",)})
    >>> row["iyear"], row["imonth"], row["iday"], row["attacktype1"], row["gname"]
    (2022, 7, 2, 3, 'Taliban')
    """
    row: dict[str, Any] = {name: values[name] for name in _COPIED if name in values}
    row.update(_date(values))
    if (country := values.get("country_txt")) is not None:
        code = gtd.COUNTRY.by_label.get(country)
        region = gtd.region_of(code) if code is not None else None
        row.update(country=code, region=region, region_txt=None if region is None else gtd.REGION.label(region))
    row.update(_coded("attacktype", values.get("attacktype"), gtd.ATTACKTYPE, 3))
    row.update(_coded("targtype", values.get("targtype"), gtd.TARGTYPE, 3))
    row.update(_coded("targsubtype", values.get("targsubtype"), gtd.TARGSUBTYPE, 3))
    row.update(_coded("weaptype", values.get("weaptype"), gtd.WEAPTYPE, 4))
    row.update(_coded("weapsubtype", values.get("weapsubtype"), gtd.WEAPSUBTYPE, 4))
    row.update(_coded("natlty", values.get("natlty"), gtd.COUNTRY, 3))
    row.update(_perpetrators(values))
    for name, table in (
        ("alternative", gtd.ALTERNATIVE),
        ("propextent", gtd.PROPEXTENT),
        ("hostkidoutcome", gtd.HOSTKIDOUTCOME),
    ):
        if (label := values.get(name)) is not None:
            row.update({name: table.by_label.get(label), f"{name}_txt": label})
    for i, target in enumerate(_texts(values.get("target"))[:3], 1):
        row[f"target{i}"] = target
    if values.get("corp"):
        row["corp1"] = values["corp"]
    if values.get("related"):
        row["related"] = [int(eventid) for eventid in values["related"]]
    return row


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _coded(name: str, labels: Any, table: gtd.CodeTable, most: int) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for i, label in enumerate(_texts(labels)[:most], 1):
        if label:
            out[f"{name}{i}"] = table.by_label.get(label)
            out[f"{name}{i}_txt"] = label
    return out


def _perpetrators(values: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    names = _texts(values.get("gname"))[:3]
    claims, modes = _texts(values.get("claims_by_group")), _texts(values.get("claimmode"))
    for i, name in enumerate(names):
        out[f"gname{_SUFFIX[i]}"] = name
        out[f"guncertain{i + 1}"] = values.get("guncertain")
        if i and i < len(claims):
            out[f"claim{i + 1}"] = int(claims[i])
        mode = modes[i] if i < len(modes) else ""
        if mode:
            out[f"claimmode{_SUFFIX[i]}"] = gtd.CLAIMMODE.by_label.get(mode)
            out[f"claimmode{_SUFFIX[i]}_txt"] = mode
    return out


def _date(values: Mapping[str, Any]) -> dict[str, Any]:
    told = values.get("date")
    bounds = bounds_of(told)
    if bounds is None:
        return {}
    first, last = bounds
    out: dict[str, Any] = {"told_date": told, "first_date": first, "last_date": last, "iyear": first.year}
    if first == last:
        out.update(imonth=first.month, iday=first.day)
    elif first.year > LAST_YEAR_OF_OPEN_DAYS:
        middle = first + timedelta(days=(last - first).days // 2)
        out.update(imonth=middle.month, iday=middle.day)
    elif first.month == last.month:
        out.update(imonth=first.month)
    end = bounds_of(values.get("end_date"))
    if values.get("extended") == 1 and end is not None:
        out["resolution"] = end[1]
    return out


def bounds_of(told: Any) -> tuple[date, date] | None:
    """First and last day that `YYYY-MM-DD`, `YYYY-MM` or `YYYY` allows."""
    try:
        parts = [int(part) for part in str(told or "").split("-")]
        if len(parts) == 3:
            return date(*parts), date(*parts)
        if len(parts) == 2:
            following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return date(parts[0], parts[1], 1), following - timedelta(days=1)
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    except (ValueError, TypeError):
        return None
