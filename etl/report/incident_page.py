"""What an incident's page shows: the record, each value with its sentences, what lost, and the articles with the evidence marked."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from etl.report import words
from etl.report.charts import Figure, toll_chart
from etl.report.highlight import Quote, paragraphs
from etl.report.locator import Towns, locator, towns_around
from etl.report.tables import ReportTables, Row, Rows

# Fields on whose values the sources are compared.
_COMPARED = ("date", "city", "attacktype", "weaptype", "gname", "claimed", "nkill", "nwound", "nhostkid")
# Neighbours in time and space: what a reader may take for the same incident.
_NEAR_DAYS, _NEAR_KM, _MOST_NEIGHBOURS = 7, 150.0, 6
_SAFE_SCHEMES = ("http://", "https://")


class IncidentPages:
    """The rows of all incidents, sorted once so that each page finds its own."""

    def __init__(self, tables: ReportTables, incidents: Sequence[Row], paged: set[int]) -> None:
        self._settlements = _by_event(tables.settlements)
        self._evidence = _by_event(tables.evidence)
        self._accounts = _by_event(tables.accounts)
        self._tolls = _by_event(tables.tolls)
        self._claims = _by_event(tables.claims)
        self._victims = _by_event(tables.victims)
        self._versions = _by_event(tables.versions)
        self._links = _links(tables.links)
        self._articles = {str(row["doc"]): row for row in tables.articles}
        points = [
            (float(row["latitude"]), float(row["longitude"]))
            for row in incidents
            if int(row["eventid"]) in paged and row["latitude"] is not None and row["longitude"] is not None
        ]
        self._towns = Towns(tables.places or towns_around(points))
        self._by_id = {int(row["eventid"]): row for row in incidents}
        self._by_country = _by_country_and_day(incidents)
        self._paged = paged

    def page(self, row: Row) -> dict[str, Any]:
        """The names that the page's template uses."""
        eventid = int(row["eventid"])
        settlements = self._settlements[eventid]
        accounts = {str(a["account_id"]): a for a in self._accounts[eventid]}
        evidence = self._evidence[eventid]
        record, standing = _record(settlements, evidence, accounts)
        settled = {str(s["field"]): words.told(s["value"]) for s in settlements}
        return {
            "row": row,
            "title": words.incident_title(row),
            "record": record,
            "articles": self._read(accounts.values(), evidence, standing),
            "tolls": _tolls(self._tolls[eventid], accounts, settled),
            "charts": _charts(self._tolls[eventid], settled),
            "claims": [dict(c) | {"source": _source(accounts, c)} for c in _distinct_claims(self._claims[eventid])],
            "victims": self._victims[eventid],
            "agreement": _agreement(accounts, evidence, settled),
            "map": self._map(row, settled),
            "neighbours": self._neighbours(row),
            "links": [self._line(other, kind) for other, kind in self._links[eventid]],
            "versions": self._versions[eventid],
            "origins": len({str(a["copy_of"] or a["account_id"]) for a in accounts.values()}),
        }

    def _read(
        self, accounts: Iterable[Row], evidence: Rows, standing: set[tuple[str, str, int]]
    ) -> list[dict[str, Any]]:
        quotes: dict[str, list[Quote]] = defaultdict(list)
        for e in evidence:
            start, end = int(e["start"]), int(e["end"])
            stands = (str(e["account_id"]), str(e["field"]), start) in standing
            field = str(e["field"])
            quotes[str(e["doc"])].append(Quote(field, start, end, stands, field in words.MARKED))
        out = []
        docs = dict.fromkeys(str(a["doc"]) for a in sorted(accounts, key=lambda a: str(a["published_at"] or "9")))
        for doc in docs:
            article = self._articles.get(doc)
            if article is None:
                continue
            whole = f"{article['title']}\n\n{article['text']}"
            url = str(article["url"] or "")
            out.append(
                {
                    "doc": doc,
                    "anchor": _anchor(doc),
                    "source": article["source"],
                    "published_at": article["published_at"],
                    "url": url if url.startswith(_SAFE_SCHEMES) else None,
                    "paragraphs": paragraphs(whole, quotes[doc]),
                }
            )
        return out

    def _map(self, row: Row, settled: Mapping[str, Any]) -> Markup | None:
        latitude, longitude = row["latitude"], row["longitude"]
        if latitude is None or longitude is None:
            return None
        vague = settled.get("specificity") in (3, 4)
        name = str(row["city"] or row["provstate"] or row["country_txt"] or "")
        return Markup(locator(self._towns, float(latitude), float(longitude), name, vague=vague))

    def _neighbours(self, row: Row) -> list[dict[str, Any]]:
        day = _ordinal(row["date"])
        if day is None:
            return []
        near = []
        for offset in range(-_NEAR_DAYS, _NEAR_DAYS + 1):
            for other in self._by_country.get((str(row["country_txt"]), day + offset), ()):
                if int(other["eventid"]) != int(row["eventid"]):
                    kilometres = _distance(row, other)
                    if kilometres is None or kilometres <= _NEAR_KM:
                        near.append((abs(offset), kilometres if kilometres is not None else _NEAR_KM, other))
        near.sort(key=lambda item: (item[0] + item[1] / 25, int(item[2]["eventid"])))
        return [
            words.incident_line(other)
            | {"days": days, "kilometres": _distance(row, other), "page": int(other["eventid"]) in self._paged}
            for days, _, other in near[:_MOST_NEIGHBOURS]
        ]

    def _line(self, other: int, kind: str) -> dict[str, Any]:
        row = self._by_id.get(other)
        line = words.incident_line(row) if row is not None else {"eventid": other}
        return {"kind": kind, "page": other in self._paged, "known": row is not None, **line}


def _by_event(rows: Rows) -> dict[int, list[Row]]:
    out: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        out[int(row["eventid"])].append(row)
    return out


_SEEN_FROM_THE_OTHER = {"related": "related", "merged_into": "merged_from", "split_into": "split_from"}


def _links(rows: Rows) -> dict[int, list[tuple[int, str]]]:
    out: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        one, other, kind = int(row["eventid"]), int(row["other_eventid"]), str(row["kind"])
        out[one].append((other, kind))
        out[other].append((one, _SEEN_FROM_THE_OTHER[kind]))
    return defaultdict(list, {eventid: sorted(set(links)) for eventid, links in out.items()})


def _ordinal(day: Any) -> int | None:
    try:
        return date.fromisoformat(str(day)[:10]).toordinal()
    except ValueError:
        return None


def _by_country_and_day(incidents: Sequence[Row]) -> dict[tuple[str, int], list[Row]]:
    out: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in incidents:
        day = _ordinal(row["date"])
        if day is not None:
            out[str(row["country_txt"]), day].append(row)
    return out


def _distance(one: Row, other: Row) -> float | None:
    """Kilometres between two incidents on a sphere, None where one has no coordinates."""
    if any(row[name] is None for row in (one, other) for name in ("latitude", "longitude")):
        return None
    a, b = math.radians(one["latitude"]), math.radians(other["latitude"])
    turn = math.radians(other["longitude"] - one["longitude"])
    part = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(part)))


def _anchor(doc: str) -> str:
    return "article-" + "".join(c if c.isalnum() else "-" for c in doc)


def _source(accounts: Mapping[str, Row], row: Row) -> Any:
    account = accounts.get(str(row["account_id"]))
    return None if account is None else account["source"] or account["doc"]


# --- the record -------------------------------------------------------------------------------------------------------------------


def _record(
    settlements: Rows, evidence: Rows, accounts: Mapping[str, Row]
) -> tuple[list[dict[str, Any]], set[tuple[str, str, int]]]:
    """The settled values under their questions, and which quotes (account, field, start) speak for a settled value."""
    said: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for e in evidence:
        said[str(e["account_id"]), str(e["field"])].append(e)
    standing: set[tuple[str, str, int]] = set()
    views: dict[str, dict[str, Any]] = {}
    for s in settlements:
        field, value = str(s["field"]), words.told(s["value"])
        witnesses = [_account_id(w) for w in words.told(s["witnesses"]) or []]
        for account_id in witnesses:
            standing |= {(account_id, field, int(e["start"])) for e in said[account_id, field]}
        losers = [
            {
                "value": words.written(field, words.told(loser["value"])),
                "why": words.rule_name(str(loser.get("why") or "")),
                "witnesses": _witnesses(field, [_account_id(w) for w in loser.get("witnesses") or []], said, accounts),
            }
            for loser in words.told(s["losers"]) or []
        ]
        empty = value in (None, "", [])
        if field in words.UNLISTED or (empty and not losers):
            continue
        views[field] = {
            "field": field,
            "name": words.field_name(field),
            "value": words.written(field, value),
            "rule": words.rule_name(str(s["rule"])),
            "confidence": s["confidence"],
            "witnesses": _witnesses(field, witnesses, said, accounts),
            "losers": losers,
        }
    groups = words.grouped(views)
    return [{"question": q, "values": [views[f] for f in names]} for q, names in groups.items()], standing


def _account_id(witness: Any) -> str:
    return str(witness["account_id"]) if isinstance(witness, Mapping) else str(witness)


def _witnesses(
    field: str, account_ids: Iterable[str], said: Mapping[tuple[str, str], list[Row]], accounts: Mapping[str, Row]
) -> list[dict[str, Any]]:
    out = []
    for account_id in dict.fromkeys(account_ids):
        account = accounts.get(account_id)
        if account is None:
            continue
        quotes = said.get((account_id, field), [])
        out.append(
            {
                "source": account["source"] or account["doc"],
                "published_at": account["published_at"],
                "is_copy": bool(account["copy_of"]),
                "quotes": [
                    {"text": str(e["quote"]), "href": f"#{_anchor(str(e['doc']))}-{field}-{int(e['start'])}"}
                    for e in quotes
                ],
            }
        )
    return out


def _agreement(accounts: Mapping[str, Row], evidence: Rows, settled: Mapping[str, Any]) -> dict[str, Any]:
    """Source by source, what each says of the compared fields and whether it is what was settled."""
    told: dict[tuple[str, str], Any] = {
        (str(e["account_id"]), str(e["field"])): words.told(e["value"]) for e in evidence
    }
    fields = [f for f in _COMPARED if any((account_id, f) in told for account_id in accounts)]
    lines = []
    for account_id, account in sorted(accounts.items(), key=lambda item: str(item[1]["published_at"] or "9")):
        cells = []
        for field in fields:
            value = told.get((account_id, field))
            same = value is not None and _agrees(value, settled.get(field))
            cells.append({"value": None if value is None else words.written(field, value), "same": same})
        lines.append(
            {
                "source": account["source"] or account["doc"],
                "published_at": account["published_at"],
                "is_copy": bool(account["copy_of"]),
                "cells": cells,
            }
        )
    return {"fields": fields, "lines": lines}


def _agrees(told: Any, settled: Any) -> bool:
    """Whether a told value is the settled one, or of several settled ones names some and no other."""
    if isinstance(told, list) and isinstance(settled, list):
        return set(told) <= set(settled)
    return bool(told == settled)


# --- tolls and claims -------------------------------------------------------------------------------------------------------------

_TOLL_FIELD = {"killed": "nkill", "wounded": "nwound"}


def _role(toll: Row, settled: Mapping[str, Any]) -> str:
    if toll["perpetrator_source"]:
        return "perpetrator"
    if toll["superseded"]:
        return "replaced"
    return "settled" if toll["value"] == settled.get(_TOLL_FIELD[str(toll["kind"])]) else "told"


def _tolls(tolls: Rows, accounts: Mapping[str, Row], settled: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = [dict(t) | {"source": _source(accounts, t), "role": _role(t, settled)} for t in tolls]
    return sorted(rows, key=lambda t: (t["kind"], str(t["as_of"] or ""), t["value"] or 0))


def _charts(tolls: Rows, settled: Mapping[str, Any]) -> list[Markup]:
    charts = []
    for kind, field in _TOLL_FIELD.items():
        figures = [
            Figure(words.utc(t["as_of"]), int(t["value"]), str(t["by"] or ""), _role(t, settled))
            for t in tolls
            if t["kind"] == kind and t["value"] is not None and t["as_of"] is not None
        ]
        value = settled.get(field)
        svg = toll_chart(figures, value if isinstance(value, int) else None, words.field_name(field))
        if svg is not None:
            charts.append(Markup(svg))
    return charts


def _distinct_claims(claims: Rows) -> list[Row]:
    """Each (actor, kind, mode) once, as it was first told."""
    first: dict[tuple[str, str, str], Row] = {}
    for claim in sorted(claims, key=lambda c: str(c["published_at"] or "9")):
        first.setdefault((str(claim["actor"]), str(claim["kind"]), str(claim["mode"])), claim)
    return list(first.values())
