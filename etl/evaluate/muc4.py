"""MUC-4's documents as Articles, and Accounts as MUC-4's templates: a reader and an output format, no rule of extraction.

Enters: rows of a MUC-4 file, or accounts. Leaves: Articles, or prediction rows for `score_muc4`. Touches nothing of the world.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from etl.codebook.groups import generic_rank
from etl.model import Account, Article
from etl.model.article import normalise_text

# "BOGOTA, 30 AUG 89 (EFE) -- ": the first full date of the head is the day of the report.
_DATELINE = re.compile(r"\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (?:19)?(\d\d)\b")
_HEAD = 400
_NOON = 12  # so that the day is the same in every zone of the Americas

_ROLE_FIELDS = {
    "PerpInd": "perp_individual",
    "PerpOrg": "perp_organisation",
    "Target": "target_name",
    "Victim": "victim_name",
    "Weapon": "weapon_name",
}
_WEEK = dt.timedelta(days=6)
_ON_AIR = "Other"  # GTD's mode of a claim for radio and television


def read_muc4(row: Mapping[str, Any]) -> Article:
    """A document of a MUC-4 file as an Article without a title, dated by its date line."""
    text = normalise_text(str(row["text"]))
    return Article(doc=str(row["docid"]), title="", text=text, published_at=_dateline(text))


def _dateline(text: str) -> dt.datetime | None:
    found = _DATELINE.search(text, 0, _HEAD)
    if found is None:
        return None
    day, month, year = found.groups()
    try:
        return dt.datetime.strptime(f"{day} {month} 19{year} {_NOON}", "%d %b %Y %H").replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def muc4_predictions(accounts_by_doc: Mapping[str, Sequence[Account]]) -> list[dict[str, Any]]:
    """A prediction row for every document: its accounts as templates. Acts of a state count too, as they do in MUC-4."""
    return [
        {"docid": doc, "templates": [template for account in accounts for template in templates_of(account)]}
        for doc, accounts in accounts_by_doc.items()
    ]


def templates_of(account: Account) -> list[dict[str, Any]]:
    """One account as MUC-4 templates, one a kind of attack that it is told as; a slot that the account does not tell is None or empty."""
    victims = dict.fromkeys(row.country for row in account.victims)
    slots = {
        "date": _date(account),
        "country": account.get("country_txt"),
        "places": _places(account),
        **{role: [[name] for name in account.get(field) or ()] for role, field in _ROLE_FIELDS.items()},
        "claim": _claim(account),
        "killed": _victims_only(account, "nkill", "nkillter"),
        "wounded": _victims_only(account, "nwound", "nwoundte"),
        "victim_countries": list(victims),
    }
    return [{"incident_type": kind, **slots} for kind in account.get("told_as") or ()]


def _date(account: Account) -> list[str] | None:
    """First and last day; without a date the week up to the report, MUC-4's own reading of "on or before"."""
    told = account.get("date")
    if told is None:
        if account.published_at is None:
            return None
        last = dt.datetime.fromisoformat(account.published_at).date()
        return [(last - _WEEK).isoformat(), last.isoformat()]
    year, month, day = (int(part) if part else 0 for part in [*str(told).split("-"), "", ""][:3])
    if not month:
        return [f"{year:04d}-01-01", f"{year:04d}-12-31"]
    if not day:
        return [f"{told}-01", f"{told}-{calendar.monthrange(year, month)[1]:02d}"]
    return [told, account.get("end_date") or told]


def _places(account: Account) -> list[str]:
    """Names below the country, smallest first."""
    names = (account.get(field) for field in ("city", "provstate", "location"))
    return list(dict.fromkeys(name for name in names if name))


def _claim(account: Account) -> str | None:
    """How sure the report is of the perpetrating organisation: by the strongest statement about a named one.

    MUC-4's keys ask it of an organisation alone. What somebody says of a perpetrator is an accusation to them, and so is the naming of
    one that no sentence ties to the deed; only what the report itself states is a fact, be it the report of the perpetrators' own station.
    """
    if not account.get("perp_organisation"):
        return None
    named = {name for name in account.get("gname") or () if name != "Unknown" and generic_rank(name) is None}
    said = [row for row in account.claims if row.actor in named]
    kinds = {row.kind for row in said}
    if "claim" in kinds:
        return "claimed" if any(row.kind == "claim" and row.mode != _ON_AIR for row in said) else "fact"
    if kinds & {"denial", "suspicion"}:
        return "denied" if kinds == {"denial"} else "suspected"
    return "fact" if any(row.by is None for row in said) else "suspected"


def _victims_only(account: Account, total: str, attackers: str) -> int | None:
    """A toll without the attackers' own; 0 is not told apart from nothing."""
    count = account.get(total)
    if count is None:
        return None
    return max(0, int(count) - int(account.get(attackers) or 0)) or None


def group_by_doc(accounts: Iterable[Account], docs: Iterable[str]) -> dict[str, list[Account]]:
    """Accounts under their documents, in the order of `docs`; a document without accounts has an empty list."""
    out: dict[str, list[Account]] = {doc: [] for doc in docs}
    for account in accounts:
        out[account.doc].append(account)
    return out
