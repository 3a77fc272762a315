"""What one article's account of one incident must meet before it is settled with others."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from etl.codebook import gtd
from etl.codebook.fields import FIELDS
from expectations.claims import claims_agree
from expectations.rule import Change, Columns, Double, Kind, Rule, Suite, Violated

_SUITE = Suite("accounts")
_NAN = float("nan")

_KINDS: dict[str, Kind] = {
    "date": "text",
    "text": "text",
    "label": "text",
    "labels": "list",
    "flag": "number",
    "integer": "number",
    "number": "number",
}

# Beyond the fields: `unwitnessed` names values without a sentence, `unlike_type` values that are not of their field's type,
# `perpetrator_nkill` is the perpetrators' figure that the toll stands on, `killed_rows` the greatest toll row that still stands.
COLUMNS: Columns = {
    "account_id": "text",
    "doc": "text",
    "role": "text",
    "is_terrorism": "number",
    "source": "text",
    "published_at": "time",
    "extractor": "text",
    **{name: _KINDS[spec.type] for name, spec in FIELDS.items()},
    "n_values": "number",
    "n_tolls": "number",
    "n_claims": "number",
    "n_denials": "number",
    "n_victims": "number",
    "claim_kinds": "list",
    "claim_modes": "list",
    "toll_kinds": "list",
    "victim_countries": "list",
    "victim_statuses": "list",
    "killed_rows": "number",
    "perpetrator_nkill": "number",
    "least_count": "number",
    "min_confidence": "number",
    "max_confidence": "number",
    "mean_confidence": "number",
    "unwitnessed": "text",
    "unlike_type": "text",
    "unknown_fields": "text",
}

_CODE_TABLES = {
    "country": gtd.COUNTRY,
    "attacktype": gtd.ATTACKTYPE,
    "weaptype": gtd.WEAPTYPE,
    "weapsubtype": gtd.WEAPSUBTYPE,
    "targtype": gtd.TARGTYPE,
    "targsubtype": gtd.TARGSUBTYPE,
    "hostkidoutcome": gtd.HOSTKIDOUTCOME,
    "propextent": gtd.PROPEXTENT,
    "alternative": gtd.ALTERNATIVE,
}
_MOST = {"attacktype": 3, "weaptype": 4, "targtype": 3, "gname": 3}
_COUNTS = ("nkill", "nkill_low", "nkill_high", "nkillter", "nkillus", "nwound", "nwound_low", "nwound_high", "nwoundte", "nwoundus", "nhostkid", "nperps", "nperpcap")  # fmt: skip


def _rows(frame: pd.DataFrame, column: str, broken: Callable[[tuple[str, ...]], bool]) -> pd.Series:
    """Where a list column's tuple is broken; an empty cell is not."""
    return pd.Series(
        [isinstance(cell, tuple) and broken(cell) for cell in frame[column]], index=frame.index, dtype=bool
    )


def _unlisted(column: str, known: frozenset[str]) -> Violated:
    return lambda f, _: _rows(f, column, lambda cell: not known.issuperset(cell))


def _longer(column: str, most: int) -> Violated:
    return lambda f, _: _rows(f, column, lambda cell: len(cell) > most)


def _repeats(column: str) -> Violated:
    return lambda f, _: _rows(f, column, lambda cell: len(set(cell)) < len(cell))


def _lists() -> list[Rule]:
    rules: list[Rule] = []
    for name, spec in FIELDS.items():
        if spec.type == "labels" and spec.codes:
            known = frozenset(_CODE_TABLES[spec.codes].labels) | {""}
            rules.append(
                _SUITE.never(
                    f"{name}_listed",
                    name,
                    _unlisted(name, known),
                    f"every {name} is a label of the codebook",
                    "attack",
                    Change({name: ("Something else",)}),
                )
            )
        elif spec.type == "label":
            values = list(_CODE_TABLES[spec.codes].labels)
            rules.append(
                _SUITE.in_set(name, values, f"{name} is a label of the codebook", "location", "Something else")
            )
        elif spec.type == "flag":
            rules.append(_SUITE.in_set(name, (0, 1), f"{name} is a flag: told as 1 or 0, else absent", "unknown", 3.0))
    for name, most in _MOST.items():
        rules.append(
            _SUITE.never(
                f"{name}_at_most_{most}",
                name,
                _longer(name, most),
                f"GTD has {most} columns for {name}",
                "attack",
                Change({name: ("Unknown",) * (most + 1)}),
            )
        )
        rules.append(
            _SUITE.never(
                f"{name}_without_repetition",
                name,
                _repeats(name),
                f"no {name} is told twice of one incident",
                "attack",
                Change({name: ("Unknown", "Unknown")}),
            )
        )
    return rules + [_SUITE.between(name, 0, 50_000, f"{name} counts people", "casualties", -2.0) for name in _COUNTS]


def _out_of_order(cell: tuple[str, ...]) -> bool:
    ranks = [gtd.attack_rank(label) for label in cell if label in gtd.ATTACKTYPE.by_label]
    return ranks != sorted(ranks)


def _parallel(
    child: str, parent: str, parent_of: Callable[[int], int], children: gtd.CodeTable, parents: gtd.CodeTable
) -> Violated:
    by_parent = {label: parents.label(parent_of(code)) for label, code in children.by_label.items()}

    def violated(frame: pd.DataFrame, _: pd.Timestamp) -> pd.Series:
        return pd.Series(
            [
                isinstance(below, tuple) and isinstance(above, tuple)
                and any(label in by_parent and by_parent[label] not in above for label in below)
                for below, above in zip(frame[child], frame[parent], strict=True)
            ],
            index=frame.index,
            dtype=bool,
        )  # fmt: skip

    return violated


def _day_number(text: pd.Series) -> pd.Series:
    return pd.to_numeric(text.str.replace("-", "", regex=False).str.ljust(8, "0"), errors="coerce")


def _after_publication(frame: pd.DataFrame, _: pd.Timestamp) -> pd.Series:
    published = frame["published_at"] + pd.Timedelta(days=1)
    return _day_number(frame["date"]) > published.dt.year * 10_000 + published.dt.month * 100 + published.dt.day


def _no_such_date(frame: pd.DataFrame, _: pd.Timestamp) -> pd.Series:
    whole = frame["date"].str.len() == 10
    days = pd.to_datetime(frame["date"].where(whole), format="%Y-%m-%d", errors="coerce")
    month = pd.to_numeric(frame["date"].str.slice(5, 7), errors="coerce")
    return (whole & days.isna()) | (month > 12) | (month < 1)


_OWN: tuple[Rule, ...] = (
    _SUITE.not_null("account_id", "an account is addressed by its id", "pipeline"),
    _SUITE.unique("account_id", "an account's id names one account", "pipeline"),
    _SUITE.matches("account_id", r"^.+#[1-9]\d*$", "an account's id is its article's doc and its place in it", "pipeline", "a7"),
    _SUITE.never(
        "account_id_of_its_doc",
        "account_id doc",
        lambda f, _: f["account_id"].str.replace(r"#\d+$", "", regex=True) != f["doc"],
        "an account belongs to the article that its id names",
        "pipeline",
        Change({"doc": "some-other-doc"}),
    ),
    _SUITE.not_null("doc", "an account without its article has no evidence", "evidence"),
    _SUITE.not_null("extractor", "which program read it, in which version, is part of the record", "evidence"),
    _SUITE.matches("extractor", r"^[\w.+-]+/.+$", "an extractor is its name and version", "evidence", "rules", "warn"),
    _SUITE.not_null("role", "an account is the article's subject or background", "several"),
    _SUITE.in_set("role", ["main", "background"], "an account is the article's subject or background", "several", "aside"),
    _SUITE.in_set("is_terrorism", (0, 1), "terrorism by GTD's rules, or a violent incident that GTD leaves out", "inclusion", 2.0),
    _SUITE.not_null("is_terrorism", "inclusion is decided for every account", "inclusion", empty=_NAN),
    _SUITE.not_null("source", "who said it is half of the evidence", "sources", "warn"),
    _SUITE.matches("date", r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$", "a date is YYYY, YYYY-MM or YYYY-MM-DD", "dates", "last Sunday"),
    _SUITE.matches("end_date", r"^\d{4}-\d{2}-\d{2}$", "an end date is a day", "dates", "later"),
    _SUITE.never("date_exists", "date", _no_such_date, "a date is a day of the calendar", "dates", Change({"date": "2023-02-30"})),
    _SUITE.never(
        "date_not_after_publication",
        "date published_at",
        _after_publication,
        "an article cannot report what has not happened yet; the usual cause is a weekday read forwards",
        "dates",
        Change({"date": "2099-01-01"}),
    ),
    _SUITE.never(
        "end_date_after_date",
        "end_date date",
        lambda f, _: _day_number(f["end_date"]) < _day_number(f["date"]),
        "an incident ends no earlier than it begins",
        "dates",
        Change({"end_date": "1999-01-01"}),
    ),
    _SUITE.not_null("date", "an account without a date joins no incident", "dates", "inform"),
    _SUITE.not_null("country_txt", "an account without a country joins no incident", "location", "warn"),
    _SUITE.never(
        "main_account_has_attacktype",
        "attacktype",
        lambda f, _: (f["is_terrorism"] == 1) & ~pd.Series([isinstance(c, tuple) and len(c) > 0 for c in f["attacktype"]], index=f.index, dtype=bool),
        "every terrorist incident has an attack type, if only Unknown",
        "attack",
        Change({"is_terrorism": 1.0, "attacktype": None}),
    ),
    _SUITE.never(
        "attacktype_in_order",
        "attacktype",
        lambda f, _: _rows(f, "attacktype", _out_of_order),
        "attack types stand in the order of GTD's hierarchy, not of time",
        "attack",
        Change({"attacktype": ("Bombing/Explosion", "Assassination")}),
    ),
    _SUITE.never(
        "weapsubtype_under_weaptype",
        "weapsubtype weaptype",
        _parallel("weapsubtype", "weaptype", gtd.weaptype_of, gtd.WEAPSUBTYPE, gtd.WEAPTYPE),
        "a weapon subtype belongs to a weapon type of the account",
        "attack",
        Change({"weaptype": ("Firearms",), "weapsubtype": (gtd.WEAPSUBTYPE.label(15),)}),
    ),
    _SUITE.never(
        "targsubtype_under_targtype",
        "targsubtype targtype",
        _parallel("targsubtype", "targtype", gtd.targtype_of, gtd.TARGSUBTYPE, gtd.TARGTYPE),
        "a target subtype belongs to a target type of the account",
        "attack",
        Change({"targtype": ("Military",), "targsubtype": (gtd.TARGSUBTYPE.label(22),)}),
    ),
    _SUITE.never(
        "gname_is_no_state",
        "gname is_terrorism",
        lambda f, _: (f["is_terrorism"] == 1) & _rows(f, "gname", lambda cell: any(g in gtd.COUNTRY.by_label for g in cell)),
        "governments never stand as perpetrators of a terrorist incident",
        "inclusion",
        Change({"is_terrorism": 1.0, "gname": ("Iraq",)}),
    ),
    _SUITE.never(
        "unknown_group_stands_alone",
        "gname",
        lambda f, _: _rows(f, "gname", lambda cell: len(cell) > 1 and "Unknown" in cell),
        "Unknown says that nobody is named",
        "perpetrator",
        Change({"gname": ("Unknown", "Some group")}),
    ),
    *claims_agree(_SUITE),
    _SUITE.never(
        "claim_kinds_listed",
        "claim_kinds",
        lambda f, _: _rows(f, "claim_kinds", lambda cell: not {"claim", "denial", "attribution", "suspicion", "none_claimed"}.issuperset(cell)),
        "who says that who did it: claim, denial, attribution or suspicion",
        "perpetrator",
        Change({"claim_kinds": ("boast",)}),
    ),
    _SUITE.never(
        "claim_modes_listed",
        "claim_modes",
        lambda f, _: _rows(f, "claim_modes", lambda cell: not set(gtd.CLAIMMODE.labels).issuperset(cell)),
        "a mode of claim is a label of the codebook",
        "perpetrator",
        Change({"claim_modes": ("Carrier pigeon",)}),
    ),
    _SUITE.never(
        "toll_kinds_listed",
        "toll_kinds",
        lambda f, _: _rows(f, "toll_kinds", lambda cell: not {"killed", "wounded"}.issuperset(cell)),
        "a toll counts the dead or the hurt",
        "casualties",
        Change({"toll_kinds": ("missing",)}),
    ),
    _SUITE.never(
        "victim_countries_listed",
        "victim_countries",
        lambda f, _: _rows(f, "victim_countries", lambda cell: not set(gtd.COUNTRY.labels).issuperset(cell)),
        "a nationality is a label of the codebook",
        "attack",
        Change({"victim_countries": ("Atlantis",)}),
    ),
    _SUITE.never(
        "victim_statuses_listed",
        "victim_statuses",
        lambda f, _: _rows(f, "victim_statuses", lambda cell: not {"killed", "wounded", "casualty", "hostage"}.issuperset(cell)),
        "a victim was killed, hurt, either of the two, or held",
        "casualties",
        Change({"victim_statuses": ("missing",)}),
    ),
    _SUITE.never(
        "counts_not_negative",
        "least_count",
        lambda f, _: f["least_count"] < 0,
        "no figure of a toll or of victims is below nought",
        "casualties",
        Change({"least_count": -4.0}),
    ),
    _SUITE.at_least("nkill", "nkillter", "dead attackers are among the dead", "casualties"),
    _SUITE.at_least("nkill", "nkillus", "dead Americans are among the dead", "casualties"),
    _SUITE.at_least("nkill", "nkill_low", "the best figure is not below the lowest still possible", "casualties"),
    _SUITE.at_least("nkill_high", "nkill_low", "a range has its lower bound first", "casualties"),
    _SUITE.at_least("nwound", "nwoundte", "hurt attackers are among the hurt", "casualties"),
    _SUITE.at_least("nwound", "nwoundus", "hurt Americans are among the hurt", "casualties"),
    _SUITE.at_least("nwound_high", "nwound_low", "a range has its lower bound first", "casualties"),
    _SUITE.never(
        "nkill_within_nkill_high",
        "nkill nkill_high",
        lambda f, _: f["nkill"] > f["nkill_high"],
        "the best figure is not above the highest still possible",
        "casualties",
        Change({"nkill": 9.0, "nkill_low": 1.0, "nkill_high": 3.0}),
    ),
    _SUITE.never(
        "toll_not_from_perpetrators",
        "nkill perpetrator_nkill",
        lambda f, _: (f["perpetrator_nkill"] > 0) & (f["nkill"] == f["perpetrator_nkill"]),
        "perpetrators' own figures never set a toll",
        "sources",
        Change({"nkill": 40.0, "nkill_low": 40.0, "nkill_high": 40.0, "perpetrator_nkill": 40.0, "killed_rows": 12.0}),
    ),
    _SUITE.never(
        "suicide_explained",
        "suicide nkillter nperpcap",
        lambda f, _: (f["suicide"] == 1) & (f["nkillter"] == 0) & ~(f["nperpcap"] > 0),
        "a suicide attack has dead or captured attackers; none dead and none held needs a reason",
        "attack",
        Change({"suicide": 1.0, "nkillter": 0.0}),
        "warn",
    ),
    _SUITE.never(
        "kidnapping_counts_hostages",
        "nhostkid attacktype",
        lambda f, _: (f["nhostkid"] == 0) & _rows(f, "attacktype", lambda cell: any(a.startswith("Hostage") for a in cell)),
        "a hostage taking with no hostage is a misread",
        "hostages",
        Change({"nhostkid": 0.0, "attacktype": ("Hostage Taking (Kidnapping)",)}),
        "warn",
    ),
    _SUITE.between("latitude", -90, 90, "degrees north", "location", 120.0),
    _SUITE.between("longitude", -180, 180, "degrees east", "location", -200.0),
    _SUITE.never(
        "coordinates_in_pairs",
        "latitude longitude",
        lambda f, _: f["latitude"].isna() != f["longitude"].isna(),
        "a latitude without a longitude is no place",
        "location",
        Change({"latitude": 12.0, "longitude": _NAN}),
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
    _SUITE.between("n_values", 1, None, "an account that says nothing is no account", "evidence", 0.0),
    _SUITE.between("min_confidence", 0, 1, "a confidence is a share", "evidence", -0.5),
    _SUITE.between("max_confidence", 0, 1, "a confidence is a share", "evidence", 1.5),
    _SUITE.never(
        "confident_enough",
        "mean_confidence",
        lambda f, _: f["mean_confidence"] < 0.3,
        "an account that is mostly guesses is read by a person first",
        "evidence",
        Change({"mean_confidence": 0.1}),
        "warn",
    ),
    _SUITE.never(
        "every_value_witnessed",
        "unwitnessed",
        lambda f, _: f["unwitnessed"].fillna("") != "",
        "every value that is not empty, 0 or Unknown shows the sentence that says it",
        "evidence",
        Change({"unwitnessed": "gname"}),
    ),
    _SUITE.never(
        "values_of_their_type",
        "unlike_type",
        lambda f, _: f["unlike_type"].fillna("") != "",
        "a field holds what its type says: a number, a text, a flag or a list of labels",
        "pipeline",
        Change({"unlike_type": "nkill"}),
    ),
    _SUITE.never(
        "fields_known",
        "unknown_fields",
        lambda f, _: f["unknown_fields"].fillna("") != "",
        "a field that the list of fields does not know would be lost on loading",
        "pipeline",
        Change({"unknown_fields": "nkilled"}),
    ),
    _SUITE.never(
        "told_once",
        "doc date country_txt city",
        lambda f, _: f.assign(kinds=[str(c) for c in f["attacktype"]]).duplicated(
            ["doc", "date", "country_txt", "city", "kinds", "nkill", "nwound"], keep="first"
        )
        & f["city"].notna(),
        "one article tells one incident once",
        "several",
        Double({"account_id": "a001#99"}),
        "warn",
    ),
    _SUITE.never(
        "toll_rows_agree",
        "nkill killed_rows",
        lambda f, _: np.isfinite(f["nkill"]) & np.isfinite(f["killed_rows"]) & (f["nkill"] > 20 * f["killed_rows"].clip(lower=1)),
        "a toll twenty times any figure of the text was added up twice",
        "casualties",
        Change({"nkill": 500.0, "nkill_low": 500.0, "nkill_high": 500.0, "killed_rows": 5.0}),
        "warn",
    ),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*_OWN, *_lists())
