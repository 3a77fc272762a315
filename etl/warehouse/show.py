"""Everything that the warehouse knows of one incident.

Enters: an eventid, also one that redirects. Leaves: Shown. Touches the published file, read-only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.errors import QueryError
from etl.warehouse.query import connect

Rows = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Shown:
    """One incident: `asked` is the id asked for, `leads_to` what it leads to now (`eventid`, `how`), `eventid` the first of these.

    Each of `settlements` holds `field`, `value`, `rule`, `confidence`, `witnesses` (account ids), `losers` (`value`, `why`, `witnesses`) and
    `quotes`: the slices of its witnesses, and of the losers', with `account_id`, `quote`, `start`, `end`, `source`, `published_at`,
    `title`, `url`. `incident` is the row of `gtd.incident`. Times are UTC.
    """

    asked: int
    leads_to: Rows
    eventid: int
    incident: dict[str, Any]
    settlements: Rows
    accounts: Rows
    history: Rows
    tolls: Rows
    claims: Rows
    victims: Rows
    links: Rows


def show(published: Path | str, eventid: int | str, sql: Path | str) -> Shown:
    """All that is known of the incident; `sql` is the project's folder of SQL files.

    Raises:
        QueryError: no incident bears or bore this id.
        WarehouseError: nothing was published yet.
    """
    folder = Path(sql) / "show"
    with connect(published) as con:
        try:
            asked = int(eventid)
        except ValueError:
            raise QueryError("is not an eventid", where=str(eventid), fix="give its twelve digits") from None

        def ask(name: str, of: int) -> Rows:
            return _rows(con, (folder / f"{name}.sql").read_text("utf-8"), of)

        found = ask("resolve", asked)
        if not found:
            raise QueryError(
                "no incident bears this id, and none of the accounts that it ever stood for tells of one",
                where=str(eventid),
                fix='see `incidents query "FROM gtd.incident"`, and `incidents quarantine list` for what is held back',
            )
        now = int(found[0]["eventid"])
        witnesses = ask("witnesses", now)
        tolls, claims, victims = ask("tolls", now), ask("claims", now), ask("victims", now)
        incident = ask("incident", now)[0]
        settlements = tuple(_settled(row, witnesses, claims, victims) for row in ask("settlements", now))
        return Shown(
            asked,
            found,
            now,
            incident,
            settlements,
            ask("accounts", now),
            ask("history", now),
            tolls,
            claims,
            victims,
            ask("links", now),
        )


# Fields settled from rows of their own have no evidence under their own name.
_FROM_CLAIMS = ("claimmode", "claims_by_group", "compclaim")
_FROM_VICTIMS = ("natlty", "INT_MISC", "INT_ANY", "nkillus", "nwoundus")


def _settled(row: dict[str, Any], witnesses: Rows, claims: Rows, victims: Rows) -> dict[str, Any]:
    losers = json.loads(row["losers"] or "[]")
    accounts = {*row["witnesses"], *(account for loser in losers for account in loser["witnesses"])}
    field = row["field"]
    slices = witnesses
    if field in _FROM_CLAIMS:
        slices = claims
    elif field in _FROM_VICTIMS:
        slices = victims
    quotes = [s for s in slices if s["account_id"] in accounts and s.get("field", field) == field]
    return {
        **row,
        "value": None if row["value"] is None else json.loads(row["value"]),
        "losers": losers,
        "quotes": quotes,
    }


def _rows(con: duckdb.DuckDBPyConnection, text: str, eventid: int) -> Rows:
    cursor = con.execute(text, {"eventid": eventid})
    names = [column[0] for column in cursor.description or []]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())
