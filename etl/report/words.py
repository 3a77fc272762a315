"""How values are written for readers: numbers, days, names of fields."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from etl.codebook.fields import FIELDS, MISSION
from etl.report.tables import Row

# Every field under the question that it answers; the page marks evidence in the question's colour.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "When": ("date", "end_date", "approxdate", "extended"),
    "Where": ("country_txt", "provstate", "city", "vicinity", "location", "latitude", "longitude", "specificity"),
    "What": (
        "attacktype", "weaptype", "weapsubtype", "weapdetail", "success", "suicide", "targtype", "targsubtype", "target", "corp",
        "target_name", "weapon_name", "property", "propextent", "propvalue", "propcomment",
    ),
    "Who": (
        "gname", "gsubname", "guncertain", "individual", "claimed", "claimmode", "compclaim", "claims", "nperps", "nperpcap", "motive", "perp_individual",
        "perp_organisation",
    ),
    "Toll": (
        "nkill", "nkill_low", "nkill_high", "nkillter", "nkillus", "nkill_joint", "nwound", "nwound_low", "nwound_high", "nwoundte", "nwoundus", "nwound_joint",
        "tolls", "victims", "natlty", "victim_name", "ishostkid", "nhostkid", "nhostkidus", "nhours", "ndays", "ransom", "ransomamt", "ransompaid",
        "hostkidoutcome", "nreleased",
    ),
    "Why it counts": ("told_as", "crit1", "crit2", "crit3", "doubtterr", "alternative", "multiple", "related", "INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY", "summary"),
}  # fmt: skip
# What is marked in the articles: what a reader asks of an attack first. Other sentences can be reached from the record.
MARKED = frozenset(MISSION) | {"end_date", "suicide", "nkillter", "nwoundte", "nhostkid", "ransom", "nperps", "motive"}
# Kept beside the claims themselves, which say it better.
UNLISTED = frozenset({"claims_by_group"})
# Columns that reconciliation derives and that the list of fields does not hold.
_DERIVED_FLAGS = frozenset({"multiple", "ishostkid", "compclaim", "INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY"})
_QUESTION_OF = {field: question for question, fields in QUESTIONS.items() for field in fields}

_NAMES = {
    "date": "Date", "end_date": "End date", "approxdate": "Possible dates", "extended": "Over 24 hours", "country_txt": "Country",
    "provstate": "Province or state", "city": "City", "vicinity": "Near, not in, the city", "location": "Site", "latitude": "Latitude",
    "longitude": "Longitude", "specificity": "Exactness of coordinates", "attacktype": "Attack type", "weaptype": "Weapon type",
    "weapsubtype": "Weapon subtype", "weapdetail": "Weapon in detail", "targtype": "Target type", "targsubtype": "Target subtype",
    "target": "Target", "corp": "Body of the target", "success": "Attack succeeded", "suicide": "Suicide attack", "gname": "Perpetrator",
    "gsubname": "Faction", "guncertain": "Perpetrator uncertain", "individual": "Unaffiliated individual", "nperps": "Attackers",
    "nperpcap": "Attackers captured", "claimed": "Claimed", "claims": "Claims", "motive": "Motive", "nkill": "Killed",
    "nkill_joint": "Killed in all of them", "nwound_joint": "Wounded in all of them",
    "nkill_low": "Killed, at least", "nkill_high": "Killed, at most", "nkillter": "Attackers killed", "nkillus": "US citizens killed",
    "nwound": "Wounded", "nwound_low": "Wounded, at least", "nwound_high": "Wounded, at most", "nwoundte": "Attackers wounded",
    "nwoundus": "US citizens wounded", "tolls": "Tolls", "victims": "Victims", "victim_name": "Victims named", "nhostkid": "Hostages",
    "nhostkidus": "US citizens held", "nhours": "Hours held", "ndays": "Days held", "ransom": "Ransom demanded",
    "ransomamt": "Ransom demanded, US$", "ransompaid": "Ransom paid, US$", "hostkidoutcome": "Outcome for hostages",
    "nreleased": "Hostages freed", "property": "Property damaged", "propextent": "Extent of damage", "propvalue": "Damage, US$",
    "propcomment": "Damage", "crit1": "Political, religious or social goal", "crit2": "Meant for a wider audience",
    "crit3": "Outside legitimate warfare", "doubtterr": "Doubt that it is terrorism", "alternative": "May be instead",
    "summary": "Summary", "perp_individual": "Attackers as described", "perp_organisation": "Organisation as described",
    "told_as": "Told as", "target_name": "Targets as described", "weapon_name": "Weapons as described", "mission": "Mission score",
    "incidents": "Incidents found", "claimmode": "How it was claimed", "compclaim": "Competing claims", "natlty": "Nationality of victims",
    "ishostkid": "Hostages taken", "multiple": "One of several attacks", "related": "Belongs together with",
    "INT_LOG": "Attackers from abroad", "INT_IDEO": "Attackers and victims of different nationality",
    "INT_MISC": "Victims from abroad", "INT_ANY": "International in any way",
}  # fmt: skip


def question_of(field: str) -> str:
    """The question that a field answers."""
    return _QUESTION_OF.get(field, "Why it counts")


def field_name(field: str) -> str:
    """A field in a reader's words; its own name where it has none."""
    return _NAMES.get(field, field)


def grouped(names: Iterable[str]) -> dict[str, list[str]]:
    """The names under their questions, in the questions' order and each question's own."""
    wanted = set(names)
    order = {field: n for fields in QUESTIONS.values() for n, field in enumerate(fields)}
    return {
        question: own
        for question in QUESTIONS
        if (own := sorted((f for f in wanted if question_of(f) == question), key=lambda f: (order.get(f, 99), f)))
    }


def utc(value: Any) -> datetime:
    """A time of the warehouse as a UTC-aware one; text is read as ISO."""
    moment_ = datetime.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(moment_, date) and not isinstance(moment_, datetime):
        moment_ = datetime(moment_.year, moment_.month, moment_.day)
    assert isinstance(moment_, datetime)
    return moment_.replace(tzinfo=UTC) if moment_.tzinfo is None else moment_.astimezone(UTC)


def day(value: Any) -> str:
    """`4 January 2024`, `January 2024` or `2024`, as exact as the value; a dash for none."""
    if not value:
        return "–"
    if isinstance(value, str) and len(value) < 10:
        parts = value.split("-")
        if len(parts) == 2 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
            return f"{date(2000, int(parts[1]), 1):%B} {parts[0]}"
        return value
    try:
        at = utc(value)
    except ValueError:
        return str(value)
    return f"{at.day} {at:%B %Y}"


def moment(value: Any) -> str:
    """`4 Jan 2024, 18:05 UTC`; a dash for none."""
    if not value:
        return "–"
    try:
        at = utc(value)
    except ValueError:
        return str(value)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def count(value: Any) -> str:
    """A whole number with thousands parted; a dash for none."""
    return "–" if value is None else f"{int(value):,}"


def share(value: float | None) -> str:
    """A share in per cent; 100 % only if nothing is missing, 0 % only if nothing is there."""
    if value is None:
        return "–"
    if 0.995 <= value < 1:
        return "99.9 %" if value >= 0.9985 else f"{value * 100:.1f} %"
    if 0 < value < 0.005:
        return "< 1 %"
    return f"{value * 100:.0f} %"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 article`, `2 articles`.

    >>> plural(1, "article"), plural(2, "entry", "entries")
    ('1 article', '2 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def told(value: Any) -> Any:
    """A value as the warehouse keeps it (JSON in text) as itself."""
    if isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def written(field: str, value: Any) -> str:
    """A settled value for reading: flags as yes and no, days as days, lists with commas; a dash for none."""
    if value is None or value in ("", [], ()):
        return "–"
    spec = FIELDS.get(field)
    if value in (0, 1) and (field in _DERIVED_FLAGS or (spec is not None and spec.type == "flag")):
        return "yes" if value == 1 else "no"
    if spec is not None and spec.type == "date":
        return day(str(value))
    if isinstance(value, list | tuple):
        return ", ".join(str(v) for v in value if v not in (None, "")) or "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return str(value)


_BREAKS = {
    "_present": "is empty",
    "_listed": "is not in its list",
    "_unique": "is not unique",
    "_in_range": "is out of range",
    "_well_formed": "is malformed",
    "_txt_agrees": "and its label differ",
}


def failing(expectation: str) -> str:
    """What a row that fails an expectation does, in words; a reason that is no expectation's id stays as it is.

    >>> failing("incidents.country_present"), failing("incidents.suicide_explained"), failing("unreadable")
    ('country is empty', 'breaks “suicide explained”', 'unreadable')
    """
    _, dot, name = expectation.partition(".")
    if not dot or " " in expectation:
        return expectation.replace("_", " ")
    for ending, words in _BREAKS.items():
        if name.endswith(ending):
            return f"{name.removesuffix(ending)} {words}"
    return f"breaks “{name.replace('_', ' ')}”"


def rule_name(rule: str) -> str:
    """A rule's name as words: `settle_latest_valid` is `latest valid`."""
    return rule.removeprefix("settle_").replace("_", " ").strip()


def incident_line(row: Row) -> dict[str, Any]:
    """What one line says of an incident."""
    return {
        "eventid": int(row["eventid"]),
        "date": None if row["date"] is None else str(row["date"]),
        "country": row["country_txt"],
        "city": row["city"],
        "attack": row["attacktype1_txt"],
        "gname": row["gname"],
        "nkill": None if row["nkill"] is None else int(row["nkill"]),
        "nwound": None if row["nwound"] is None else int(row["nwound"]),
        "claimed": None if row["claimed"] is None else int(row["claimed"]),
    }


def incident_title(row: Row) -> str:
    """`Bombing/Explosion in Kerman, Iran`."""
    where = ", ".join(str(part) for part in (row["city"], row["country_txt"]) if part)
    what = str(row["attacktype1_txt"] or "Incident")
    return f"{what} in {where}" if where else what
