"""Licensed official files of other databases, read as accounts so that the reconciler can match them.

Enters: a CSV, Parquet or Excel file of GTD, ACLED or UCDP GED. Leaves: accounts, one an event. Touches the file. Nothing of these files is part of this
project: whoever holds a licence brings the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
from pyarrow import ArrowInvalid
from python_calamine import CalamineError

from etl.codebook.countries import country_of_name
from etl.errors import WarehouseError
from etl.model import Account, Value


@dataclass(frozen=True)
class Layout:
    """Where a database keeps what is compared: our field to its column. `labels` turns its words into GTD's."""

    key: str
    columns: Mapping[str, str]
    labels: Mapping[str, str]


_ACLED_TYPES = {
    "Suicide bomb": "Bombing/Explosion",
    "Remote explosive/landmine/IED": "Bombing/Explosion",
    "Grenade": "Bombing/Explosion",
    "Shelling/artillery/missile attack": "Bombing/Explosion",
    "Air/drone strike": "Bombing/Explosion",
    "Attack": "Armed Assault",
    "Armed clash": "Armed Assault",
    "Abduction/forced disappearance": "Hostage Taking (Kidnapping)",
    "Looting/property destruction": "Facility/Infrastructure Attack",
}

LAYOUTS: dict[str, Layout] = {
    "gtd": Layout(
        "eventid",
        {
            "country_txt": "country_txt",
            "provstate": "provstate",
            "city": "city",
            "latitude": "latitude",
            "longitude": "longitude",
            "attacktype": "attacktype1_txt",
            "targtype": "targtype1_txt",
            "gname": "gname",
            "nkill": "nkill",
            "nwound": "nwound",
        },
        {},
    ),
    "acled": Layout(
        "event_id_cnty",
        {
            "date": "event_date",
            "country_txt": "country",
            "provstate": "admin1",
            "city": "location",
            "latitude": "latitude",
            "longitude": "longitude",
            "attacktype": "sub_event_type",
            "gname": "actor1",
            "nkill": "fatalities",
        },
        _ACLED_TYPES,
    ),
    "ucdp": Layout(
        "id",
        {
            "date": "date_start",
            "country_txt": "country",
            "provstate": "adm_1",
            "city": "where_coordinates",
            "latitude": "latitude",
            "longitude": "longitude",
            "gname": "side_a",
            "nkill": "best",
        },
        {},
    ),
}


def read_official(dataset: str, path: Path | str) -> list[Account]:
    """The events of a file as accounts named `<dataset>:<key>#1`, in the order of their keys.

    Raises:
        WarehouseError: an unknown dataset, another kind of file, or columns that are missing.
    """
    layout = LAYOUTS.get(dataset)
    path = Path(path)
    if layout is None:
        raise WarehouseError(
            "is no database that can be compared", where=dataset, fix=f"name one of {', '.join(LAYOUTS)}"
        )
    needed = {layout.key, *(layout.columns[name] for name in ("country_txt", "nkill"))}
    if dataset == "gtd":
        needed |= {"iyear", "imonth", "iday"}
    frame = _frame(path, {*needed, *layout.columns.values()})
    missing = sorted(needed - set(frame.columns))
    if missing:
        raise WarehouseError(
            f"lacks the columns {', '.join(missing)}",
            where=str(path),
            fix=f"give the file as {dataset.upper()} publishes it",
        )
    rows: list[dict[str, Any]] = [
        {str(name): value for name, value in row.items()}
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records")
    ]
    accounts = {account.account_id: account for account in (_account(dataset, layout, row) for row in rows)}
    return [accounts[key] for key in sorted(accounts)]


def _frame(path: Path, wanted: set[str]) -> pd.DataFrame:
    """The columns wanted, as far as the file has them: GTD's has 135, most of them long texts."""
    ending = path.suffix.lower()
    try:
        if ending == ".parquet":
            return pd.read_parquet(path, columns=[c for c in pq.read_schema(path).names if c in wanted])
        if ending in (".csv", ".txt"):
            return pd.read_csv(path, usecols=wanted.__contains__, low_memory=False, encoding_errors="replace")
        if ending in (".xlsx", ".xls"):
            return pd.read_excel(path, usecols=wanted.__contains__, engine="calamine")
    except (OSError, ValueError, ArrowInvalid, CalamineError) as error:
        raise WarehouseError(
            (str(error) or type(error).__name__).splitlines()[0], where=str(path), fix="check the file"
        ) from error
    raise WarehouseError("is no CSV, Parquet or Excel file", where=str(path), fix="give the file as it was published")


def _account(dataset: str, layout: Layout, row: Mapping[str, Any]) -> Account:
    told: dict[str, Any] = {field: row.get(column) for field, column in layout.columns.items()}
    told["date"] = _gtd_date(row) if dataset == "gtd" else _day(told.get("date"))
    country = str(told["country_txt"] or "")
    told["country_txt"] = country_of_name(country) or country or None
    for field in ("attacktype", "targtype", "gname"):
        word = told.get(field)
        label = layout.labels.get(str(word), str(word)) if word else None
        told[field] = (label,) if label and label != "Unknown" else None
    for field in ("nkill", "nwound"):
        told[field] = None if told.get(field) is None else int(float(told[field]))
    for field in ("latitude", "longitude"):
        told[field] = None if told.get(field) is None else float(told[field])
    if str(told.get("city") or "").lower() == "unknown":
        told["city"] = None
    key = str(row[layout.key]).removesuffix(".0")
    doc = f"{dataset}:{key}"
    values = {field: Value(value) for field, value in told.items() if value is not None}
    return Account(f"{doc}#1", doc, "main", True, values, extractor=f"{dataset}/file")


def _gtd_date(row: Mapping[str, Any]) -> str | None:
    year, month, day = (int(float(row.get(name) or 0)) for name in ("iyear", "imonth", "iday"))
    if not year:
        return None
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"


def _day(told: Any) -> str | None:
    at = pd.to_datetime(str(told), errors="coerce") if told else None
    return None if at is None or pd.isna(at) else str(at.date())
