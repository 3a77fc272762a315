"""What a settled incident must meet before it is loaded: GTD's 135 columns and what we know of how they were settled."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from etl.codebook.boxes import country_boxes
from etl.codebook.gtd import (
    ALTERNATIVE,
    ATTACKTYPE,
    CLAIMMODE,
    COUNTRY,
    GTD_COLUMNS,
    HOSTKIDOUTCOME,
    PROPEXTENT,
    REGION,
    SPECIFICITY,
    TARGSUBTYPE,
    TARGTYPE,
    WEAPSUBTYPE,
    WEAPTYPE,
    CodeTable,
    attack_rank,
    is_location,
    region_of,
    targtype_of,
    weaptype_of,
)
from expectations.claims import claims_agree
from expectations.rule import Change, Columns, Double, Kind, Rule, Suite, Truths, Violated

_SUITE = Suite("incidents")
_NAN = float("nan")

_TEXT_COLUMNS = {
    "approxdate", "resolution", "provstate", "city", "location", "summary", "corp1", "target1", "corp2", "target2", "corp3",
    "target3", "gname", "gsubname", "gname2", "gsubname2", "gname3", "gsubname3", "motive", "weapdetail", "propcomment", "divert",
    "kidhijcountry", "ransomnote", "addnotes", "scite1", "scite2", "scite3", "dbsource", "related",
}  # fmt: skip

# Beyond GTD: what settled the row. `n_claims` counts actors who claim; `n_origins` counts outlets, copies of one wire text once;
# `published_at` is the latest article; `unwitnessed` names settled fields without a sentence; `nkill_low` and `nkill_high` are
# bounds still held possible; `perpetrator_tolls` names casualty fields whose only witnesses are the perpetrators' own figures.
_SETTLED: dict[str, Kind] = {
    "date": "text",
    "published_at": "time",
    "n_accounts": "number",
    "n_sources": "number",
    "n_origins": "number",
    "n_claims": "number",
    "n_denials": "number",
    "min_confidence": "number",
    "mean_confidence": "number",
    "nkill_low": "number",
    "nkill_high": "number",
    "unwitnessed": "text",
    "perpetrator_tolls": "text",
    "rules": "text",
}


def _kind(column: str) -> Kind:
    return "text" if column in _TEXT_COLUMNS or column.endswith("_txt") else "number"


COLUMNS: Columns = {**{name: _kind(name) for name in GTD_COLUMNS}, **_SETTLED}

# --- closed lists -----------------------------------------------------------------------------------------------------------------

_CODED: dict[str, tuple[CodeTable, str, str]] = {
    "country": (COUNTRY, "location", "the country"),
    "region": (REGION, "location", "the region"),
    "specificity": (SPECIFICITY, "location", "how exact the coordinates are"),
    "alternative": (ALTERNATIVE, "inclusion", "what else it may have been"),
    **{f"attacktype{n}": (ATTACKTYPE, "attack", "the attack type") for n in (1, 2, 3)},
    **{f"targtype{n}": (TARGTYPE, "attack", "the target type") for n in (1, 2, 3)},
    **{f"targsubtype{n}": (TARGSUBTYPE, "attack", "the target subtype") for n in (1, 2, 3)},
    **{f"natlty{n}": (COUNTRY, "attack", "the nationality of the target") for n in (1, 2, 3)},
    **{f"weaptype{n}": (WEAPTYPE, "attack", "the weapon type") for n in (1, 2, 3, 4)},
    **{f"weapsubtype{n}": (WEAPSUBTYPE, "attack", "the weapon subtype") for n in (1, 2, 3, 4)},
    **{f"claimmode{n}": (CLAIMMODE, "perpetrator", "the mode of the claim") for n in ("", "2", "3")},
    "propextent": (PROPEXTENT, "hostages", "the extent of the damage"),
    "hostkidoutcome": (HOSTKIDOUTCOME, "hostages", "what became of the hostages"),
}

# GTD writes a flag as 1 or 0; where "unknown" is allowed it is -9, in our rows empty.
_FLAGS: dict[str, tuple[tuple[int, ...], str]] = {
    "extended": ((0, 1), "dates"),
    "vicinity": ((0, 1, -9), "location"),
    "crit1": ((0, 1), "inclusion"),
    "crit2": ((0, 1), "inclusion"),
    "crit3": ((0, 1), "inclusion"),
    "doubtterr": ((0, 1, -9), "inclusion"),
    "multiple": ((0, 1), "several"),
    "success": ((0, 1), "attack"),
    "suicide": ((0, 1), "attack"),
    "guncertain1": ((0, 1), "perpetrator"),
    "guncertain2": ((0, 1), "perpetrator"),
    "guncertain3": ((0, 1), "perpetrator"),
    "individual": ((0, 1), "perpetrator"),
    "claimed": ((0, 1, -9), "perpetrator"),
    "claim2": ((0, 1, -9), "perpetrator"),
    "claim3": ((0, 1, -9), "perpetrator"),
    "compclaim": ((0, 1, -9), "perpetrator"),
    "property": ((0, 1, -9), "hostages"),
    "ishostkid": ((0, 1, -9), "hostages"),
    "ransom": ((0, 1, -9), "hostages"),
    "INT_LOG": ((0, 1, -9), "international"),
    "INT_IDEO": ((0, 1, -9), "international"),
    "INT_MISC": ((0, 1, -9), "international"),
    "INT_ANY": ((0, 1, -9), "international"),
}

# More than any attack on record by an order of magnitude: a larger figure is a misread year, sum of money or population.
_MOST_CASUALTIES = 30_000
_COUNTED = ("nkill", "nkillus", "nkillter", "nwound", "nwoundus", "nwoundte")
# GTD's -99 is "unknown"; everything else below nought is a slip.
_UNKNOWN_AS_99: dict[str, tuple[float, str]] = {
    "nperps": (50_000, "perpetrator"),
    "nperpcap": (50_000, "perpetrator"),
    "nhostkid": (50_000, "hostages"),
    "nhostkidus": (50_000, "hostages"),
    "nhours": (24, "hostages"),
    "ndays": (10_000, "hostages"),
    "nreleased": (50_000, "hostages"),
    "propvalue": (1e12, "hostages"),
    "ransomamt": (1e10, "hostages"),
    "ransomamtus": (1e10, "hostages"),
    "ransompaid": (1e10, "hostages"),
    "ransompaidus": (1e10, "hostages"),
}


def _listed() -> list[Rule]:
    rules = [
        _SUITE.in_set(name, table.codes, f"{what} has a code in the codebook's list, and no other", page, 777.0)
        for name, (table, page, what) in _CODED.items()
    ]
    rules += [
        _SUITE.in_set(name, values, f"{name} is a flag: {', '.join(map(str, values))}", page, 2.0)
        for name, (values, page) in _FLAGS.items()
    ]
    return rules


def _ranges() -> list[Rule]:
    rules = [
        _SUITE.between(
            name,
            0,
            _MOST_CASUALTIES,
            f"{name} counts people: never below nought (unknown is empty), never beyond any attack on record",
            "casualties",
            -1.0,
        )
        for name in _COUNTED
    ]
    rules += [
        _SUITE.never(
            f"{name}_in_range",
            name,
            _outside(name, most),
            f"{name} is nought or more, at most {most:g}, or -99 for unknown",
            page,
            Change({name: -3.0}),
        )
        for name, (most, page) in _UNKNOWN_AS_99.items()
    ]
    rules += [
        _SUITE.between("iyear", 1970, 2100, "GTD begins in 1970", "dates", 1914.0),
        _SUITE.between("imonth", 0, 12, "a month is 1 to 12, or 0 where unknown", "dates", 13.0),
        _SUITE.between("iday", 0, 31, "a day is 1 to 31, or 0 where unknown", "dates", 32.0),
        _SUITE.between("latitude", -90, 90, "degrees north", "location", 91.0),
        _SUITE.between("longitude", -180, 180, "degrees east", "location", 181.0),
        _SUITE.between("min_confidence", 0, 1, "a confidence is a share", "evidence", 1.5),
        _SUITE.between("mean_confidence", 0, 1, "a confidence is a share", "evidence", -0.1),
        _SUITE.between(
            "n_accounts", 1, None, "an incident without an account has nobody who tells it", "evidence", 0.0
        ),
        _SUITE.between("n_sources", 1, None, "at least one source tells every incident", "sources", 0.0),
    ]
    return rules


def _outside(name: str, most: float) -> Violated:
    return lambda f, _: ((f[name] < 0) & (f[name] != -99)) | (f[name] > most)


def _ranks_above(later: str, earlier: str) -> Violated:
    return lambda f, _: f[later].map(_RANK) < f[earlier].map(_RANK)


def _told_without(name: str, flag: str) -> Violated:
    return lambda f, _: f[name].notna() & (f[flag] != 1)


def _set_without(flag: str, name: str) -> Violated:
    return lambda f, _: (f[flag] == 1) & f[name].isna()


# --- labels and hierarchies -------------------------------------------------------------------------------------------------------


def _label_differs(code: str, text: str, table: CodeTable) -> Violated:
    labels: Mapping[float, str] = {float(c): label for c, label in table.by_code.items()}

    def violated(frame: pd.DataFrame, _: pd.Timestamp) -> Truths:
        expected = frame[code].map(labels).astype("str")
        both = frame[code].notna() & frame[text].notna()
        # A code outside its list has a rule of its own; here only code and label are held against each other.
        return (frame[code].isna() != frame[text].isna()) | (both & expected.notna() & (expected != frame[text]))

    return violated


def _labels() -> list[Rule]:
    tables = {name: spec for name, spec in _CODED.items() if name != "specificity"}
    return [
        _SUITE.never(
            f"{code}_txt_agrees",
            f"{code}_txt {code}",
            _label_differs(code, f"{code}_txt", table),
            f"the label beside {code} is the one that the code list gives for it, and both are known or neither",
            page,
            Change({f"{code}_txt": "Something else"}),
        )
        for code, (table, page, _) in tables.items()
    ]


def _parent_differs(child: str, parent: str, parent_of: Mapping[float, float]) -> Violated:
    def violated(frame: pd.DataFrame, _: pd.Timestamp) -> Truths:
        expected = frame[child].map(parent_of)
        return expected.notna() & (expected != frame[parent])

    return violated


_TARGET_OF = {float(c): float(targtype_of(c)) for c in TARGSUBTYPE.codes}
_WEAPON_OF = {float(c): float(weaptype_of(c)) for c in WEAPSUBTYPE.codes}
_REGIONS = {float(c): float(r) for c in COUNTRY.codes if (r := region_of(c)) is not None}
_NOT_A_PLACE = [float(c) for c in COUNTRY.codes if not is_location(c)]
_RANK = {float(code): attack_rank(label) for code, label in ATTACKTYPE.by_code.items()}


def _hierarchies() -> list[Rule]:
    rules = [
        _SUITE.never(
            f"targsubtype{n}_under_targtype{n}",
            f"targsubtype{n} targtype{n}",
            _parent_differs(f"targsubtype{n}", f"targtype{n}", _TARGET_OF),
            "a target subtype belongs to exactly one target type",
            "attack",
            Change({f"targtype{n}": 3.0, f"targsubtype{n}": 67.0}),
        )
        for n in (1, 2, 3)
    ]
    rules += [
        _SUITE.never(
            f"weapsubtype{n}_under_weaptype{n}",
            f"weapsubtype{n} weaptype{n}",
            _parent_differs(f"weapsubtype{n}", f"weaptype{n}", _WEAPON_OF),
            "a weapon subtype belongs to exactly one weapon type",
            "attack",
            Change({f"weaptype{n}": 5.0, f"weapsubtype{n}": 16.0}),
        )
        for n in (1, 2, 3, 4)
    ]
    rules += [
        _SUITE.never(
            "region_of_country",
            "region country",
            _parent_differs("country", "region", _REGIONS),
            "every country lies in one region of the codebook",
            "location",
            Change({"country": 95.0, "region": 6.0}),
        ),
        _SUITE.never(
            "country_is_a_place",
            "country",
            lambda f, _: f["country"].isin(_NOT_A_PLACE),
            "some labels of the country list are nationalities only and never the place of an incident",
            "location",
            Change({"country": _NOT_A_PLACE[0]}),
        ),
    ]
    rules += [
        _SUITE.never(
            f"attacktype{low}_after_attacktype{high}",
            f"attacktype{low} attacktype{high}",
            _ranks_above(f"attacktype{low}", f"attacktype{high}"),
            "attack types stand in the order of GTD's hierarchy, not of time",
            "attack",
            Change({f"attacktype{high}": 3.0, f"attacktype{low}": 1.0}),
        )
        for high, low in ((1, 2), (2, 3))
    ]
    return rules


# --- numbered columns -------------------------------------------------------------------------------------------------------------

_NUMBERED: dict[str, tuple[tuple[str, ...], str]] = {
    "attacktype": (("attacktype1", "attacktype2", "attacktype3"), "attack"),
    "weaptype": (("weaptype1", "weaptype2", "weaptype3", "weaptype4"), "attack"),
    "targtype": (("targtype1", "targtype2", "targtype3"), "attack"),
    "natlty": (("natlty1", "natlty2", "natlty3"), "attack"),
    "gname": (("gname", "gname2", "gname3"), "perpetrator"),
}


def _gap(names: tuple[str, ...]) -> Violated:
    def violated(frame: pd.DataFrame, _: pd.Timestamp) -> Truths:
        gaps = [frame[a].isna() & frame[b].notna() for a, b in itertools.pairwise(names)]
        return np.logical_or.reduce(gaps) if len(gaps) > 1 else gaps[0]

    return violated


def _repeated(names: tuple[str, ...]) -> Violated:
    def violated(frame: pd.DataFrame, _: pd.Timestamp) -> Truths:
        return np.logical_or.reduce(
            [frame[a].notna() & (frame[a] == frame[b]) for a, b in itertools.combinations(names, 2)]
        )

    return violated


def _numbered() -> list[Rule]:
    rules = []
    for noun, (names, page) in _NUMBERED.items():
        filled: str | float = "Some group" if noun == "gname" else 1.0
        empty = None if noun == "gname" else _NAN
        rules.append(
            _SUITE.never(
                f"{noun}_without_gap",
                " ".join(reversed(names)),
                _gap(names),
                f"the columns of {noun} fill from the first on: a later one without an earlier one has slipped",
                page,
                Change({names[1]: empty, names[2]: filled}),
            )
        )
        if noun in ("attacktype", "natlty", "gname"):
            rules.append(
                _SUITE.never(
                    f"{noun}_without_repetition",
                    " ".join(reversed(names)),
                    _repeated(names),
                    f"no {noun} is told twice of one incident",
                    page,
                    Change({names[0]: filled, names[1]: filled}),
                )
            )
    return rules


# --- dates ------------------------------------------------------------------------------------------------------------------------


def _no_such_day(frame: pd.DataFrame, _: pd.Timestamp) -> Truths:
    known = frame["iyear"].between(1, 9999) & frame["imonth"].between(1, 12) & frame["iday"].between(1, 31)
    parts = pd.DataFrame({"year": frame["iyear"], "month": frame["imonth"], "day": frame["iday"]})[known]
    real = pd.to_datetime(parts, errors="coerce").notna()
    return known & ~real.reindex(frame.index, fill_value=True)


def _day(frame: pd.DataFrame) -> pd.Series:
    """The day as a number that sorts (yyyymmdd), an unknown month or day as 0."""
    day: pd.Series = frame["iyear"] * 10_000 + frame["imonth"].fillna(0) * 100 + frame["iday"].fillna(0)
    return day


def _number_of(times: pd.Series) -> pd.Series:
    day: pd.Series = times.dt.year * 10_000 + times.dt.month * 100 + times.dt.day
    return day


def _day_of_text(text: pd.Series) -> pd.Series:
    return pd.to_numeric(text.str.slice(0, 10).str.replace("-", "", regex=False), errors="coerce")


def _after_publication(frame: pd.DataFrame, _: pd.Timestamp) -> Truths:
    # A day's grace: a late evening in Manila is the day before in UTC.
    published = _number_of(frame["published_at"] + pd.Timedelta(days=1))
    return _day(frame) > published


def _after_now(frame: pd.DataFrame, as_of: pd.Timestamp) -> Truths:
    tomorrow = as_of + pd.Timedelta(days=1)
    return _day(frame) > tomorrow.year * 10_000 + tomorrow.month * 100 + tomorrow.day


def _id_parts(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    number = frame["eventid"].fillna(0).astype("int64")
    return number // 100_000_000, number // 1_000_000 % 100, number // 10_000 % 100


def _bad_id(frame: pd.DataFrame, as_of: pd.Timestamp) -> Truths:
    year, month, day = _id_parts(frame)
    sequence = frame["eventid"].fillna(0).astype("int64") % 10_000
    return (year < 1970) | (year > as_of.year + 1) | (month > 12) | (day > 31) | (sequence < 1)


def _dates() -> list[Rule]:
    return [
        _SUITE.not_null("eventid", "an incident is addressed by its eventid", "dates", empty=_NAN),
        _SUITE.unique("eventid", "an eventid names one incident for ever", "dates"),
        _SUITE.never(
            "eventid_well_formed",
            "eventid",
            _bad_id,
            "an eventid is yyyymmdd and a sequence from 0001; its date need not be today's date of the incident",
            "dates",
            Change({"eventid": 201_513_010_001}),
        ),
        _SUITE.not_null("iyear", "GTD has no incident without a year", "dates", empty=_NAN),
        _SUITE.never(
            "date_exists",
            "iday imonth iyear",
            _no_such_day,
            "year, month and day make a day of the calendar",
            "dates",
            Change({"iyear": 2023.0, "imonth": 2.0, "iday": 30.0}),
        ),
        _SUITE.never(
            "day_needs_month",
            "iday imonth",
            lambda f, _: (f["iday"] > 0) & ~(f["imonth"] > 0),
            "a day is not known while its month is not",
            "dates",
            Change({"imonth": 0.0, "iday": 4.0}),
        ),
        _SUITE.never(
            "date_not_after_publication",
            "iyear imonth iday published_at",
            _after_publication,
            "an article cannot report what has not happened yet; the usual cause is a weekday read forwards",
            "dates",
            Change({"iyear": 2099.0, "imonth": 1.0, "iday": 1.0}),
        ),
        _SUITE.never(
            "date_not_in_future",
            "iyear imonth iday",
            _after_now,
            "no incident lies in the future",
            "dates",
            Change({"iyear": 2100.0, "imonth": 1.0, "iday": 1.0}),
        ),
        _SUITE.never(
            "date_long_before_publication",
            "iyear published_at",
            lambda f, _: f["published_at"].dt.year - f["iyear"] > 60,
            "a source that tells of an attack sixty years back is a history, and its year often misread",
            "dates",
            Change({"iyear": 1971.0, "published_at": pd.Timestamp("2035-01-01", tz="UTC")}),
            "warn",
        ),
        _SUITE.never(
            "unknown_day_has_range",
            "approxdate iday",
            lambda f, _: (f["iyear"] > 2011) & ~(f["iday"] > 0) & f["approxdate"].isna(),
            "since 2012 an unknown day carries the range of possible dates in approxdate",
            "dates",
            Change({"iday": 0.0, "approxdate": None}),
            "warn",
        ),
        _SUITE.never(
            "resolution_needs_extended",
            "resolution extended",
            lambda f, _: f["resolution"].notna() & (f["extended"] != 1),
            "an end date is told only of an incident of more than 24 hours",
            "dates",
            Change({"resolution": "2024-01-05", "extended": 0.0}),
        ),
        _SUITE.never(
            "resolution_after_start",
            "resolution iyear imonth iday",
            lambda f, _: _day_of_text(f["resolution"]) < _day(f),
            "an incident ends no earlier than it begins",
            "dates",
            Change({"resolution": "1999-12-31", "extended": 1.0}),
        ),
        _SUITE.matches("resolution", r"^\d{4}-\d{2}-\d{2}$", "an end date is a day", "dates", "next week"),
        _SUITE.matches(
            "date",
            r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$",
            "the settled date is YYYY, YYYY-MM or YYYY-MM-DD",
            "dates",
            "Sunday",
        ),
    ]


# --- place ------------------------------------------------------------------------------------------------------------------------


def _outside_country(frame: pd.DataFrame, _: pd.Timestamp) -> Truths:
    boxes = country_boxes()
    edges = {
        side: {float(code): getattr(box, side) for code, box in boxes.items()}
        for side in ("south", "west", "north", "east")
    }
    south, west, north, east = (frame["country"].map(edges[side]) for side in ("south", "west", "north", "east"))
    latitude, longitude = frame["latitude"], frame["longitude"]
    wraps = west > east
    outside_longitude = np.where(
        wraps, (longitude < west) & (longitude > east), (longitude < west) | (longitude > east)
    )
    known = south.notna() & latitude.notna() & longitude.notna()
    return known & ((latitude < south) | (latitude > north) | outside_longitude)


def _places() -> list[Rule]:
    return [
        _SUITE.not_null("country", "every incident lies in a country of the list", "location", empty=_NAN),
        _SUITE.never(
            "country_fits_coordinates",
            "latitude longitude country",
            _outside_country,
            "coordinates outside the country's box are those of a namesake elsewhere",
            "location",
            Change({"country": 95.0, "latitude": 33.3, "longitude": -112.0}),
        ),
        _SUITE.never(
            "coordinates_in_pairs",
            "latitude longitude",
            lambda f, _: f["latitude"].isna() != f["longitude"].isna(),
            "a latitude without a longitude is no place",
            "location",
            Change({"latitude": 33.3, "longitude": _NAN}),
        ),
        _SUITE.never(
            "coordinates_not_null_island",
            "latitude longitude",
            lambda f, _: (f["latitude"].abs() < 0.01) & (f["longitude"].abs() < 0.01),
            "0, 0 is open sea: an unknown written as nought",
            "location",
            Change({"latitude": 0.0, "longitude": 0.0}),
        ),
        _SUITE.never(
            "specificity_5_without_coordinates",
            "specificity latitude",
            lambda f, _: (f["specificity"] == 5) & f["latitude"].notna(),
            "specificity 5 says that the coordinates are unknown",
            "location",
            Change({"specificity": 5.0, "latitude": 33.3, "longitude": 44.4}),
        ),
        _SUITE.never(
            "coordinates_have_specificity",
            "specificity latitude",
            lambda f, _: f["latitude"].notna() & f["specificity"].isna(),
            "coordinates are of use only with their exactness",
            "location",
            Change({"specificity": _NAN, "latitude": 33.3, "longitude": 44.4}),
            "warn",
        ),
        _SUITE.never(
            "specificity_1_names_city",
            "city specificity",
            lambda f, _: (f["specificity"] == 1) & (f["city"].isna() | (f["city"] == "Unknown")),
            "coordinates of a settlement need a settlement",
            "location",
            Change({"specificity": 1.0, "city": None}),
        ),
        _SUITE.never(
            "vicinity_needs_city",
            "vicinity city",
            lambda f, _: (f["vicinity"] == 1) & f["city"].isna(),
            "near what, if no city is named",
            "location",
            Change({"vicinity": 1.0, "city": None}),
            "warn",
        ),
        _SUITE.never(
            "city_known",
            "city",
            lambda f, _: f["city"].isna(),
            "most reports name a settlement; its absence is worth a look",
            "location",
            Change({"city": None}),
            "inform",
        ),
        _SUITE.never(
            "city_is_not_country",
            "city country_txt",
            lambda f, _: f["city"].notna() & (f["city"] == f["country_txt"]) & ~f["country_txt"].isin(_CITY_STATES),
            "a country's name in the city's place is a place read one level too low",
            "location",
            Change({"city": "Iraq", "country": 95.0, "country_txt": "Iraq"}),
            "warn",
        ),
    ]


# Countries named as their capital.
_CITY_STATES = ["Singapore", "Djibouti", "Kuwait", "Guatemala", "Panama", "Luxembourg", "Macau", "Gibraltar", "Mexico", "San Marino", "Hong Kong", "Vatican City"]  # fmt: skip


# --- attack, weapon, target -------------------------------------------------------------------------------------------------------

_ATTACKS = tuple(f"attacktype{n}" for n in (1, 2, 3))
_WEAPONS = tuple(f"weaptype{n}" for n in (1, 2, 3, 4))
_SUBTYPES = tuple(f"weapsubtype{n}" for n in (1, 2, 3, 4))


def _any(frame: pd.DataFrame, columns: tuple[str, ...], codes: tuple[int, ...]) -> Truths:
    return np.logical_or.reduce([frame[name].isin(codes) for name in columns])


def _attacks() -> list[Rule]:
    none = dict.fromkeys(_ATTACKS[1:], _NAN)
    no_more_weapons = dict.fromkeys(_WEAPONS[1:], _NAN)
    return [
        _SUITE.not_null(
            "attacktype1",
            "empty is Unknown: nobody says how it was done, which is worth a look",
            "attack",
            "warn",
            _NAN,
        ),
        _SUITE.not_null("weaptype1", "empty is Unknown: no report names the weapon", "attack", "inform", _NAN),
        _SUITE.not_null("targtype1", "empty is Unknown: no report names the target", "attack", "inform", _NAN),
        _SUITE.not_null(
            "success", "every attack succeeded or failed by the rule of its type", "attack", "inform", _NAN
        ),
        _SUITE.not_null("suicide", "a suicide attack is told as one; all others are 0", "attack", "inform", _NAN),
        _SUITE.never(
            "unknown_attack_stands_alone",
            "attacktype1 attacktype2",
            lambda f, _: _any(f, _ATTACKS, (9,)) & f["attacktype2"].notna(),
            "Unknown says that nothing is known; beside a known type it is a leftover",
            "attack",
            Change({"attacktype1": 3.0, "attacktype2": 9.0}),
        ),
        _SUITE.never(
            "unknown_weapon_stands_alone",
            "weaptype1 weaptype2",
            lambda f, _: _any(f, _WEAPONS, (13,)) & f["weaptype2"].notna(),
            "an unknown weapon beside a known one is a leftover",
            "attack",
            Change({"weaptype1": 6.0, "weaptype2": 13.0}),
            "warn",
        ),
        _SUITE.never(
            "bombing_has_weapon_that_explodes",
            "weaptype1 attacktype1",
            lambda f, _: (
                (f["attacktype1"] == 3) & f["weaptype1"].notna() & ~_any(f, _WEAPONS, (1, 2, 3, 4, 6, 7, 8, 12, 13))
            ),
            "a bombing is done with something that explodes",
            "attack",
            Change({"attacktype1": 3.0, "weaptype1": 9.0, **no_more_weapons}),
            "warn",
        ),
        _SUITE.never(
            "explosives_mean_bombing_or_assault",
            "attacktype1 weaptype1",
            lambda f, _: (f["weaptype1"] == 6) & (f["attacktype1"] == 8),
            "explosives are no unarmed assault",
            "attack",
            Change({"attacktype1": 8.0, "weaptype1": 6.0, **none}),
        ),
        _SUITE.never(
            "unarmed_assault_without_firearm",
            "attacktype1 weaptype1",
            lambda f, _: (f["attacktype1"] == 8) & f["attacktype2"].isna() & _any(f, _WEAPONS, (5,)),
            "an unarmed assault has no firearm",
            "attack",
            Change({"attacktype1": 8.0, "weaptype1": 5.0, **none}),
            "warn",
        ),
        _SUITE.never(
            "chemical_weapons_are_unarmed_assault",
            "attacktype1 weaptype1",
            lambda f, _: _any(f, _WEAPONS, (1, 2, 3)) & ~_any(f, _ATTACKS, (1, 3, 8, 9)),
            "attacks with biological, chemical or radiological weapons are unarmed assaults",
            "attack",
            Change({"attacktype1": 2.0, "weaptype1": 2.0, **none, **no_more_weapons}),
            "warn",
        ),
        _SUITE.never(
            "vehicle_bomb_is_explosive",
            "weaptype1 weapsubtype1",
            lambda f, _: _any(f, _WEAPONS, (10,)) & _any(f, _SUBTYPES, (15,)),
            "a vehicle that carries a bomb is an explosive (subtype Vehicle), not weapon type Vehicle as well",
            "attack",
            Change({"weaptype1": 6.0, "weapsubtype1": 15.0, "weaptype2": 10.0}),
            "warn",
        ),
        _SUITE.never(
            "assassination_hits_few",
            "nkill attacktype1",
            lambda f, _: (f["attacktype1"] == 1) & (f["nkill"] > 100),
            "an assassination aims at persons; more than a hundred dead speak of another type",
            "attack",
            Change({"attacktype1": 1.0, "nkill": 150.0, "nkill_low": 150.0, "nkill_high": 150.0}),
            "warn",
        ),
        _SUITE.never(
            "failed_assassination_without_success",
            "success attacktype1 nkill",
            lambda f, _: (f["attacktype1"] == 1) & (f["success"] == 1) & (f["nkill"] == 0),
            "an assassination succeeds only if its target dies",
            "attack",
            Change({"attacktype1": 1.0, "success": 1.0, "nkill": 0.0, "nkill_low": 0.0, "nkill_high": 0.0}),
            "warn",
        ),
        _SUITE.never(
            "failed_attack_without_victims",
            "success nkill nkillter attacktype1",
            lambda f, _: (
                (f["success"] == 0) & f["attacktype1"].isin([2, 3]) & (f["nkill"] - f["nkillter"].fillna(0) >= 10)
            ),
            "a bomb that went off and an assault that hit people have succeeded",
            "attack",
            Change(
                {
                    "success": 0.0,
                    "attacktype1": 3.0,
                    "nkill": 20.0,
                    "nkill_low": 20.0,
                    "nkill_high": 20.0,
                    "nkillter": 0.0,
                }
            ),
            "warn",
        ),
        _SUITE.never(
            "suicide_explained",
            "suicide nkillter nperpcap",
            lambda f, _: (f["suicide"] == 1) & (f["nkillter"] == 0) & ~(f["nperpcap"] > 0),
            "a suicide attack has dead or captured attackers; none dead and none held needs a reason",
            "attack",
            Change({"suicide": 1.0, "nkillter": 0.0, "nperpcap": _NAN}),
            "warn",
        ),
        _SUITE.never(
            "suicide_bomb_is_suicide",
            "suicide weapsubtype1",
            lambda f, _: (f["suicide"] != 1) & f["suicide"].notna() & _any(f, _SUBTYPES, (13,)),
            "a bomb carried on the body marks a suicide attack",
            "attack",
            Change({"suicide": 0.0, "weaptype1": 6.0, "weapsubtype1": 13.0}),
        ),
        _SUITE.never(
            "suicide_is_not_remote",
            "suicide weapsubtype1",
            lambda f, _: (f["suicide"] == 1) & (f["weapsubtype1"].isin([8, 9, 14])) & f["weaptype2"].isna(),
            "landmines, mail bombs and time fuses leave the attacker elsewhere",
            "attack",
            Change({"suicide": 1.0, "weaptype1": 6.0, "weapsubtype1": 8.0, **no_more_weapons}),
            "warn",
        ),
    ]


# --- inclusion --------------------------------------------------------------------------------------------------------------------


def _inclusion() -> list[Rule]:
    return [
        _SUITE.never(
            "two_criteria_met",
            "crit1 crit2 crit3",
            lambda f, _: (
                f[["crit1", "crit2", "crit3"]].notna().all(axis=1) & (f[["crit1", "crit2", "crit3"]].sum(axis=1) < 2)
            ),
            "GTD includes what meets at least two of the three criteria",
            "inclusion",
            Change({"crit1": 1.0, "crit2": 0.0, "crit3": 0.0}),
        ),
        _SUITE.never(
            "alternative_needs_doubt",
            "alternative doubtterr",
            lambda f, _: f["alternative"].notna() & (f["doubtterr"] != 1),
            "another reading is told only where it is doubted to be terrorism",
            "inclusion",
            Change({"alternative": 1.0, "alternative_txt": ALTERNATIVE.label(1), "doubtterr": 0.0}),
            "warn",
        ),
        _SUITE.never(
            "missing_criterion_means_doubt",
            "doubtterr crit3",
            lambda f, _: (f["crit3"] == 0) & (f["doubtterr"] == 0),
            "an attack outside the third criterion (fighters as targets) leaves a doubt",
            "inclusion",
            Change({"crit3": 0.0, "doubtterr": 0.0}),
            "warn",
        ),
        _SUITE.never(
            "perpetrator_is_no_state",
            "gname",
            lambda f, _: f["gname"].isin(list(COUNTRY.labels)),
            "GTD leaves acts of states out; a country as perpetrator is one, or a misread",
            "inclusion",
            Change({"gname": "Iraq"}),
        ),
        _SUITE.never(
            "related_needs_multiple",
            "related multiple",
            lambda f, _: f["related"].notna() & (f["multiple"] != 1),
            "incidents that belong together are each marked multiple",
            "several",
            Change({"related": "202401030002", "multiple": 0.0}),
            "warn",
        ),
        _SUITE.matches(
            "related",
            r"^\d{12}(?:, ?\d{12})*$",
            "related incidents are named by eventid, parted by commas",
            "several",
            "see below",
        ),
        _SUITE.never(
            "not_related_to_itself",
            "related eventid",
            _related_to_itself,
            "an incident is not related to itself",
            "several",
            Change({"eventid": 202401030001.0, "related": "202401030001"}),
        ),
    ]


def _related_to_itself(frame: pd.DataFrame, _: pd.Timestamp) -> Truths:
    told = frame["related"].notna()
    itself = [
        str(int(eventid)) in related if not math.isnan(eventid) else False
        for eventid, related in zip(frame.loc[told, "eventid"].astype(float), frame.loc[told, "related"], strict=True)
    ]
    return pd.Series(itself, index=frame.index[told], dtype=bool).reindex(frame.index, fill_value=False)


# --- perpetrators and claims ------------------------------------------------------------------------------------------------------


def _perpetrators() -> list[Rule]:
    rules = [
        _SUITE.not_null("gname", "empty is Unknown: nobody is named", "perpetrator", "inform"),
        *claims_agree(_SUITE),
        _SUITE.never(
            "unknown_group_claims_nothing",
            "gname claimed",
            lambda f, _: (f["claimed"] == 1) & (f["gname"] == "Unknown"),
            "a claim has an author",
            "perpetrator",
            Change({"gname": "Unknown", "gname2": None, "gname3": None, "claimed": 1.0, "n_claims": 1.0}),
        ),
        _SUITE.never(
            "unknown_group_stands_alone",
            "gname gname2",
            lambda f, _: (f["gname"] == "Unknown") & f["gname2"].notna(),
            "a second perpetrator after Unknown has slipped",
            "perpetrator",
            Change({"gname": "Unknown", "gname2": "Some group"}),
        ),
        _SUITE.never(
            "unknown_group_is_not_uncertain",
            "guncertain1 gname",
            lambda f, _: (f["gname"] == "Unknown") & (f["guncertain1"] == 1),
            "only a named perpetrator can be suspected",
            "perpetrator",
            Change({"gname": "Unknown", "guncertain1": 1.0}),
            "warn",
        ),
        _SUITE.never(
            "individual_without_group_claim",
            "individual claimed n_claims",
            lambda f, _: (f["individual"] == 1) & (f["n_claims"] > 1),
            "an attacker without a group is not claimed by several",
            "perpetrator",
            Change({"individual": 1.0, "n_claims": 2.0, "claimed": 1.0}),
            "warn",
        ),
        _SUITE.never(
            "captured_within_attackers",
            "nperpcap nperps",
            lambda f, _: (f["nperps"] >= 0) & (f["nperpcap"] >= 0) & (f["nperpcap"] > f["nperps"]),
            "no more attackers are captured than took part",
            "perpetrator",
            Change({"nperps": 2.0, "nperpcap": 5.0}),
            "warn",
        ),
        _SUITE.never(
            "dead_attackers_within_attackers",
            "nkillter nperps",
            lambda f, _: (f["nperps"] >= 0) & (f["nkillter"] > f["nperps"]),
            "no more attackers die than took part",
            "perpetrator",
            Change({"nperps": 2.0, "nkillter": 5.0, "nkill": 9.0, "nkill_low": 9.0, "nkill_high": 9.0}),
            "warn",
        ),
        _SUITE.never(
            "competing_claims_counted",
            "compclaim n_claims",
            lambda f, _: (f["compclaim"] == 1) & (f["n_claims"] < 2),
            "claims compete only if there are two",
            "perpetrator",
            Change({"compclaim": 1.0, "n_claims": 1.0, "claimed": 1.0}),
        ),
        _SUITE.never(
            "denied_claim_is_uncertain",
            "guncertain1 n_denials claimed",
            lambda f, _: (
                (f["n_denials"] > 0) & (f["n_claims"] == 0) & (f["guncertain1"] == 0) & (f["gname"] != "Unknown")
            ),
            "an attribution that is denied and claimed by nobody stays uncertain",
            "perpetrator",
            Change({"n_denials": 1.0, "n_claims": 0.0, "claimed": 0.0, "guncertain1": 0.0, "gname": "Some group"}),
            "warn",
        ),
    ]
    for n, flag, mode, group in (("", "claimed", "claimmode", "gname"), ("2", "claim2", "claimmode2", "gname2"), ("3", "claim3", "claimmode3", "gname3")):  # fmt: skip
        rules.append(
            _SUITE.never(
                f"claimmode{n}_needs_claim",
                f"{mode} {flag}",
                _told_without(mode, flag),
                "a mode is told only of a claim",
                "perpetrator",
                Change({mode: 6.0, f"{mode}_txt": CLAIMMODE.label(6), flag: 0.0}),
            )
        )
        if n:
            rules.append(
                _SUITE.never(
                    f"claim{n}_needs_gname{n}",
                    f"{flag} {group}",
                    _set_without(flag, group),
                    "a further claim has a further perpetrator",
                    "perpetrator",
                    Change({flag: 1.0, group: None}),
                )
            )
            rules.append(
                _SUITE.never(
                    f"guncertain{n}_needs_gname{n}",
                    f"guncertain{n} {group}",
                    _set_without(f"guncertain{n}", group),
                    "only a named perpetrator can be suspected",
                    "perpetrator",
                    Change({f"guncertain{n}": 1.0, group: None}),
                )
            )
    return rules


# --- casualties, hostages, property -----------------------------------------------------------------------------------------------


def _casualties() -> list[Rule]:
    toll = {"nkill": 10.0, "nkill_low": 10.0, "nkill_high": 10.0}
    return [
        _SUITE.at_least("nkill", "nkillter", "dead attackers are among the dead", "casualties"),
        _SUITE.at_least("nkill", "nkillus", "dead Americans are among the dead", "casualties"),
        _SUITE.at_least("nwound", "nwoundte", "hurt attackers are among the hurt", "casualties"),
        _SUITE.at_least("nwound", "nwoundus", "hurt Americans are among the hurt", "casualties"),
        _SUITE.at_least("nkill", "nkill_low", "the settled toll is not below the lowest figure still possible", "casualties"),
        _SUITE.never(
            "nkill_within_nkill_high",
            "nkill nkill_high",
            lambda f, _: f["nkill"] > f["nkill_high"],
            "the settled toll is not above the highest figure still possible",
            "casualties",
            Change({"nkill": 5.0, "nkill_low": 1.0, "nkill_high": 3.0}),
        ),
        _SUITE.never(
            "nkillter_needs_nkill",
            "nkill nkillter",
            lambda f, _: (f["nkillter"] > 0) & f["nkill"].isna(),
            "where attackers are known dead, the dead are known to be at least as many",
            "casualties",
            Change({"nkill": _NAN, "nkill_low": _NAN, "nkill_high": _NAN, "nkillter": 2.0}),
            "warn",
        ),
        _SUITE.never(
            "whole_casualties",
            "nkill nwound nkillter nwoundte",
            lambda f, _: np.logical_or.reduce([f[c].notna() & (f[c] % 1 != 0) for c in _COUNTED]),
            "tolls shared among linked incidents are whole numbers since 2017",
            "casualties",
            Change({"nkill": 2.5, "nkill_low": 2.0, "nkill_high": 3.0}),
        ),
        _SUITE.never(
            "toll_is_no_year",
            "nkill nwound iyear",
            lambda f, _: (f["nkill"].between(1970, 2100) & (f["nkill"] - f["iyear"]).abs().le(1))
            | (f["nwound"].between(1970, 2100) & (f["nwound"] - f["iyear"]).abs().le(1)),
            "a toll that equals the year is the year",
            "casualties",
            Change({"iyear": 2024.0, "nkill": 2024.0, "nkill_low": 2024.0, "nkill_high": 2024.0}),
        ),
        _SUITE.never(
            "great_toll_seconded",
            "nkill n_origins",
            lambda f, _: (f["nkill"] >= 50) & (f["n_origins"] < 2),
            "a great toll is told by more than one independent source",
            "sources",
            Change({"nkill": 60.0, "nkill_low": 60.0, "nkill_high": 60.0, "n_origins": 1.0}),
            "inform",
        ),
        _SUITE.never(
            "toll_not_from_perpetrators",
            "perpetrator_tolls",
            lambda f, _: f["perpetrator_tolls"].fillna("") != "",
            "perpetrators' own figures never set a toll",
            "sources",
            Change({"perpetrator_tolls": "nkill"}),
        ),
        _SUITE.never(
            "toll_known",
            "nkill nwound",
            lambda f, _: f["nkill"].isna() & f["nwound"].isna() & f["nhostkid"].isna(),
            "most reports tell a toll; its absence is worth a look",
            "casualties",
            Change({**dict.fromkeys(("nkill", "nkill_low", "nkill_high", "nwound", "nhostkid", "nkillter", "nkillus"), _NAN)}),
            "inform",
        ),
        _SUITE.never(
            "wide_toll",
            "nkill_high nkill_low",
            lambda f, _: (f["nkill_low"] > 0) & (f["nkill_high"] > 3 * f["nkill_low"]) & (f["nkill_high"] - f["nkill_low"] > 10),
            "figures that differ by more than threefold may be of two incidents",
            "casualties",
            Change({**toll, "nkill_high": 90.0}),
            "warn",
        ),
        _SUITE.never(
            "propextent_needs_property",
            "propextent property",
            lambda f, _: f["propextent"].notna() & (f["property"] != 1),
            "an extent is told only of damage",
            "hostages",
            Change({"propextent": 3.0, "propextent_txt": PROPEXTENT.label(3), "property": 0.0}),
        ),
        _SUITE.never(
            "propvalue_needs_property",
            "propvalue property",
            lambda f, _: (f["propvalue"] > 0) & (f["property"] != 1),
            "a value is told only of damage",
            "hostages",
            Change({"propvalue": 1000.0, "property": 0.0}),
        ),
        _SUITE.never(
            "propvalue_fits_propextent",
            "propvalue propextent",
            lambda f, _: ((f["propvalue"] >= 1e6) & (f["propextent"] == 3))
            | ((f["propvalue"] > 0) & (f["propvalue"] < 1e6) & f["propextent"].isin([1, 2]))
            | ((f["propvalue"] > 0) & (f["propvalue"] < 1e9) & (f["propextent"] == 1)),
            "the classes of damage are bounded by a million and a thousand million dollars",
            "hostages",
            Change({"property": 1.0, "propvalue": 5e6, "propextent": 3.0, "propextent_txt": PROPEXTENT.label(3)}),
        ),
        _SUITE.never(
            "nhostkid_needs_ishostkid",
            "nhostkid ishostkid",
            lambda f, _: (f["nhostkid"] > 0) & (f["ishostkid"] == 0),
            "hostages are counted only where some were taken",
            "hostages",
            Change({"nhostkid": 4.0, "ishostkid": 0.0}),
        ),
        _SUITE.never(
            "kidnapping_has_hostages",
            "ishostkid attacktype1",
            lambda f, _: f["attacktype1"].isin([5, 6]) & (f["ishostkid"] == 0) & (f["success"] == 1),
            "a hostage taking that succeeded has hostages",
            "hostages",
            Change({"attacktype1": 6.0, "ishostkid": 0.0, "success": 1.0}),
        ),
        _SUITE.never(
            "hostkidoutcome_needs_ishostkid",
            "hostkidoutcome ishostkid",
            lambda f, _: f["hostkidoutcome"].notna() & (f["ishostkid"] != 1),
            "an outcome is told only of hostages",
            "hostages",
            Change({"hostkidoutcome": 2.0, "hostkidoutcome_txt": HOSTKIDOUTCOME.label(2), "ishostkid": 0.0}),
        ),
        _SUITE.never(
            "nreleased_within_nhostkid",
            "nreleased nhostkid",
            lambda f, _: (f["nhostkid"] >= 0) & (f["nreleased"] > f["nhostkid"]),
            "no more hostages come free than were held",
            "hostages",
            Change({"ishostkid": 1.0, "nhostkid": 4.0, "nreleased": 9.0}),
        ),
        _SUITE.never(
            "nhostkidus_within_nhostkid",
            "nhostkidus nhostkid",
            lambda f, _: (f["nhostkid"] >= 0) & (f["nhostkidus"] > f["nhostkid"]),
            "American hostages are among the hostages",
            "hostages",
            Change({"ishostkid": 1.0, "nhostkid": 4.0, "nhostkidus": 9.0}),
        ),
        _SUITE.never(
            "hours_or_days",
            "nhours ndays",
            lambda f, _: (f["nhours"] > 0) & (f["ndays"] > 0),
            "a captivity is told in hours under a day, else in days",
            "hostages",
            Change({"ishostkid": 1.0, "nhours": 5.0, "ndays": 3.0}),
        ),
        _SUITE.never(
            "ransom_needs_hostages",
            "ransom ishostkid",
            lambda f, _: (f["ransom"] == 1) & (f["ishostkid"] == 0),
            "a ransom is asked for somebody held",
            "hostages",
            Change({"ransom": 1.0, "ishostkid": 0.0}),
            "warn",
        ),
        _SUITE.never(
            "ransom_amount_needs_ransom",
            "ransomamt ransom",
            lambda f, _: ((f["ransomamt"] > 0) | (f["ransompaid"] > 0)) & (f["ransom"] != 1),
            "an amount is told only of a ransom",
            "hostages",
            Change({"ransomamt": 1000.0, "ransom": 0.0}),
        ),
        _SUITE.never(
            "international_any_sums_up",
            "INT_ANY INT_LOG INT_IDEO INT_MISC",
            lambda f, _: (f[["INT_LOG", "INT_IDEO", "INT_MISC"]] == 1).any(axis=1) & (f["INT_ANY"] == 0),
            "INT_ANY is 1 where any of the three is",
            "international",
            Change({"INT_MISC": 1.0, "INT_ANY": 0.0}),
        ),
        _SUITE.never(
            "international_none_sums_up",
            "INT_ANY INT_LOG INT_IDEO INT_MISC",
            lambda f, _: (f[["INT_LOG", "INT_IDEO", "INT_MISC"]] == 0).all(axis=1) & (f["INT_ANY"] == 1),
            "INT_ANY is not 1 where all three are 0",
            "international",
            Change({"INT_LOG": 0.0, "INT_IDEO": 0.0, "INT_MISC": 0.0, "INT_ANY": 1.0}),
        ),
        _SUITE.never(
            "international_misc_derived",
            "INT_MISC natlty1 country",
            lambda f, _: f["INT_MISC"].isin([0]) & f["natlty1"].notna() & (f["natlty1"] != f["country"]) & f["natlty2"].isna() & ~f["natlty1"].isin(_NOT_A_PLACE),
            "INT_MISC compares the target's nationality with the country of the incident",
            "international",
            Change({"INT_MISC": 0.0, "INT_ANY": 0.0, "country": 95.0, "natlty1": 217.0, "natlty2": _NAN, "natlty3": _NAN}),
        ),
    ]  # fmt: skip


# --- how it was settled -----------------------------------------------------------------------------------------------------------


def _settled() -> list[Rule]:
    return [
        _SUITE.some_rows("a build without incidents has lost its accounts", "pipeline"),
        _SUITE.never(
            "every_value_witnessed",
            "unwitnessed",
            lambda f, _: f["unwitnessed"].fillna("") != "",
            "every settled value that is not empty, 0 or Unknown shows the sentence that says it",
            "evidence",
            Change({"unwitnessed": "nkill"}),
        ),
        _SUITE.never(
            "every_value_names_its_rule",
            "rules",
            lambda f, _: f["rules"].fillna("") == "",
            "every settled value carries the rule that chose it",
            "evidence",
            Change({"rules": ""}),
        ),
        _SUITE.never(
            "sources_within_accounts",
            "n_sources n_accounts",
            lambda f, _: f["n_sources"] > f["n_accounts"],
            "no more sources than accounts",
            "sources",
            Change({"n_sources": 5.0, "n_accounts": 2.0, "n_origins": 1.0}),
        ),
        _SUITE.never(
            "copies_count_once",
            "n_origins n_accounts",
            lambda f, _: f["n_origins"] > f["n_accounts"],
            "independent origins are never more than accounts: copies of one wire story count as one",
            "sources",
            Change({"n_origins": 9.0, "n_accounts": 2.0}),
        ),
        _SUITE.never(
            "mean_above_min_confidence",
            "mean_confidence min_confidence",
            lambda f, _: f["mean_confidence"] < f["min_confidence"] - 1e-6,
            "a mean is not below the least",
            "evidence",
            Change({"mean_confidence": 0.2, "min_confidence": 0.9}),
        ),
        _SUITE.never(
            "confident_enough",
            "mean_confidence",
            lambda f, _: f["mean_confidence"] < 0.4,
            "an incident whose values are mostly guesses is read by a person first",
            "evidence",
            Change({"mean_confidence": 0.2, "min_confidence": 0.1}),
            "warn",
        ),
        _SUITE.never(
            "same_day_same_place_once",
            "eventid iyear imonth iday country city attacktype1",
            _twins,
            "one place, one day, one attack type and one toll are most likely one incident told twice",
            "several",
            Double({"eventid": 202401030099.0}),
            "warn",
        ),
    ]


def _twins(frame: pd.DataFrame, _: pd.Timestamp) -> Truths:
    key = ["iyear", "imonth", "iday", "country", "city", "attacktype1", "nkill", "nwound"]
    told = frame["city"].notna() & (frame["iday"] > 0) & frame["nkill"].notna()
    doubled = frame.loc[told, key].duplicated(keep="first")
    return doubled.reindex(frame.index, fill_value=False)


RULES: tuple[Rule, ...] = (
    *_dates(),
    *_places(),
    *_inclusion(),
    *_attacks(),
    *_perpetrators(),
    *_casualties(),
    *_settled(),
    *_hierarchies(),
    *_numbered(),
    *_ranges(),
    *_listed(),
    *_labels(),
)
