"""Rows of a small warehouse of our own making, as the queries of the report give them; enlarged for measurements."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from etl.report.tables import ReportTables

AS_OF = datetime(2024, 6, 1, 6, 0, tzinfo=UTC)

FIRST = (
    "Car bomb kills at least 23 at market in northern Nigeria",
    "MAIDUGURI, Nigeria - A car packed with explosives blew up beside a fish market in Maiduguri on Tuesday, killing at least 23 people "
    "and wounding dozens, the police said.\n\nWitnesses told of two blasts within minutes. “I ran and then the second one threw me to "
    "the ground,” said Musa Bukar, who sells dried fish.\n\nState police spokesman Sani Kamilu put the dead at 23 and the wounded at 41. "
    "No group has claimed the attack, but officials suspect Boko Haram.",
)
SECOND = (
    "Toll in Maiduguri blast cut to 19, Boko Haram says it did it",
    "ABUJA - The emergency agency revised the toll of Tuesday's market bombing in Maiduguri to 19 dead from 23, saying that some bodies "
    "had been counted twice. Forty-four people are in hospital, among them two Chadians.\n\nBoko Haram said in a video that its men had "
    "driven the car. The group spoke of 60 dead. The Islamic State denied that its followers had any part in it.",
)
COPY = (FIRST[0], FIRST[1].replace("Musa Bukar", "Musa Bukar"))

_ARTICLES = (
    ("m1", FIRST, "Plateau Wire", "2024-05-14T15:20:00"),
    ("m2", SECOND, "Sahel Daily", "2024-05-16T08:05:00"),
    ("m3", COPY, "Harbour Post", "2024-05-14T17:00:00"),
)


def _spot(doc: str, quote: str, occurrence: int = 0) -> tuple[int, int]:
    whole = next(f"{title}\n\n{text}" for d, (title, text), *_ in _ARTICLES if d == doc)
    start = -1
    for _ in range(occurrence + 1):
        start = whole.index(quote, start + 1)
    return start, start + len(quote)


def _evidence(eventid: int, doc: str, field: str, value: Any, quote: str) -> dict[str, Any]:
    start, end = _spot(doc, quote)
    return {
        "eventid": eventid, "account_id": f"{doc}#1", "doc": doc, "field": field, "value": json.dumps(value), "confidence": 0.9,
        "start": start, "end": end, "quote": quote,
    }  # fmt: skip


def _settlement(
    eventid: int, field: str, value: Any, rule: str, docs: str, losers: list[Any] | None = None
) -> dict[str, Any]:
    return {
        "eventid": eventid, "field": field, "value": json.dumps(value), "rule": rule, "confidence": 0.93,
        "witnesses": [f"{d}#1" for d in docs.split()], "losers": json.dumps(losers) if losers else None,
    }  # fmt: skip


EVENT = 202405140001


def incident_rows() -> list[dict[str, Any]]:
    base = {"last_changed_at": "2024-05-16T08:05:00", "accounts": 3, "sources": 2, "provstate": "Borno"}
    return [
        base | {"eventid": EVENT, "date": "2024-05-14", "country_txt": "Nigeria", "city": "Maiduguri", "latitude": 11.85, "longitude": 13.16, "attacktype1_txt": "Bombing/Explosion", "gname": "Boko Haram", "nkill": 19, "nwound": 44, "claimed": 1},
        base | {"eventid": 202405150002, "date": "2024-05-15", "country_txt": "Nigeria", "city": "Konduga", "latitude": 11.65, "longitude": 13.42, "attacktype1_txt": "Armed Assault", "gname": "Unknown", "nkill": 4, "nwound": None, "claimed": None},
        base | {"eventid": 202405200001, "date": "2024-05", "country_txt": "Colombia", "city": None, "provstate": None, "latitude": None, "longitude": None, "attacktype1_txt": "Hostage Taking (Kidnapping)", "gname": "National Liberation Army of Colombia (ELN)", "nkill": 0, "nwound": 0, "claimed": 0},
    ]  # fmt: skip


def tables(**changes: Any) -> ReportTables:
    e = EVENT
    evidence = [
        _evidence(e, "m1", "date", "2024-05-14", "blew up beside a fish market in Maiduguri on Tuesday"),
        _evidence(e, "m2", "date", "2024-05-14", "Tuesday's market bombing in Maiduguri"),
        _evidence(e, "m1", "country_txt", "Nigeria", "Car bomb kills at least 23 at market in northern Nigeria"),
        _evidence(e, "m1", "city", "Maiduguri", "a fish market in Maiduguri"),
        _evidence(e, "m2", "city", "Maiduguri", "market bombing in Maiduguri"),
        _evidence(e, "m1", "attacktype", ["Bombing/Explosion"], "A car packed with explosives blew up"),
        _evidence(e, "m2", "attacktype", ["Bombing/Explosion"], "Tuesday's market bombing"),
        _evidence(e, "m1", "weaptype", ["Explosives"], "A car packed with explosives"),
        _evidence(e, "m1", "targtype", ["Private Citizens & Property"], "a fish market in Maiduguri"),
        _evidence(e, "m1", "gname", ["Boko Haram"], "officials suspect Boko Haram"),
        _evidence(e, "m2", "gname", ["Boko Haram"], "Boko Haram said in a video that its men had driven the car"),
        _evidence(e, "m1", "claimed", 0, "No group has claimed the attack"),
        _evidence(e, "m2", "claimed", 1, "Boko Haram said in a video"),
        _evidence(e, "m1", "nkill", 23, "killing at least 23 people"),
        _evidence(e, "m2", "nkill", 19, "revised the toll of Tuesday's market bombing in Maiduguri to 19 dead from 23"),
        _evidence(e, "m1", "nwound", 41, "put the dead at 23 and the wounded at 41"),
        _evidence(e, "m2", "nwound", 44, "Forty-four people are in hospital"),
    ]
    settlements = [
        _settlement(e, "date", "2024-05-14", "settle_agreed", "m1 m2 m3"),
        _settlement(e, "country_txt", "Nigeria", "settle_agreed", "m1 m3"),
        _settlement(e, "city", "Maiduguri", "settle_agreed", "m1 m2 m3"),
        _settlement(e, "attacktype", ["Bombing/Explosion"], "settle_by_hierarchy", "m1 m2 m3"),
        _settlement(e, "weaptype", ["Explosives"], "settle_agreed", "m1 m3"),
        _settlement(e, "targtype", ["Private Citizens & Property"], "settle_agreed", "m1"),
        _settlement(e, "success", 1, "settle_by_attack_type", "m1"),
        _settlement(e, "suicide", 0, "settle_only_with_evidence", ""),
        _settlement(e, "gname", ["Boko Haram"], "settle_claimant_first", "m2 m1"),
        _settlement(e, "claimed", 1, "settle_latest", "m2", [{"value": 0, "why": "an older report", "witnesses": ["m1#1", "m3#1"]}]),
        _settlement(e, "nkill", 19, "settle_latest_valid_source", "m2", [{"value": 23, "why": "an older figure, corrected", "witnesses": ["m1#1", "m3#1"]}, {"value": 60, "why": "the perpetrators' own figure", "witnesses": []}]),
        _settlement(e, "nwound", 44, "settle_latest_valid_source", "m2", [{"value": 41, "why": "an older figure", "witnesses": ["m1#1"]}]),
        _settlement(e, "doubtterr", 0, "settle_by_criteria", ""),
    ]  # fmt: skip
    accounts = [
        {"eventid": e, "account_id": f"{doc}#1", "doc": doc, "source": source, "published_at": at, "role": "main", "copy_of": "m1#1" if doc == "m3" else None}
        for doc, _, source, at in _ARTICLES
    ]  # fmt: skip
    articles = [
        {
            "doc": doc,
            "title": title,
            "text": text,
            "url": f"https://news.example.org/{doc}",
            "source": source,
            "published_at": at,
        }
        for doc, (title, text), source, at in _ARTICLES
    ]

    def toll(
        doc: str, kind: str, value: int, by: str, quote: str, *, old: bool = False, theirs: bool = False
    ) -> dict[str, Any]:
        at = next(a for d, _, _, a in _ARTICLES if d == doc)
        start, end = _spot(doc, quote)
        return {"eventid": e, "account_id": f"{doc}#1", "kind": kind, "value": value, "by": by, "as_of": at, "superseded": old, "perpetrator_source": theirs, "start": start, "end": end, "quote": quote}  # fmt: skip

    tolls = [
        toll("m1", "killed", 23, "the police", "killing at least 23 people"),
        toll("m1", "wounded", 41, "Sani Kamilu, state police spokesman", "the wounded at 41"),
        toll("m2", "killed", 19, "the emergency agency", "to 19 dead"),
        toll("m2", "killed", 23, "", "from 23", old=True),
        toll("m2", "killed", 60, "Boko Haram", "spoke of 60 dead", theirs=True),
        toll("m2", "wounded", 44, "", "Forty-four people are in hospital"),
    ]

    def claim(doc: str, actor: str, kind: str, mode: str | None, by: str | None, quote: str) -> dict[str, Any]:
        return {"eventid": e, "account_id": f"{doc}#1", "actor": actor, "kind": kind, "mode": mode, "said_date": None, "by": by, "published_at": next(a for d, _, _, a in _ARTICLES if d == doc), "quote": quote}  # fmt: skip

    claims = [
        claim("m1", "Boko Haram", "suspicion", None, "officials", "officials suspect Boko Haram"),
        claim("m2", "Boko Haram", "claim", "Video", None, "Boko Haram said in a video that its men had driven the car"),
        claim(
            "m2",
            "Islamic State",
            "denial",
            None,
            None,
            "The Islamic State denied that its followers had any part in it",
        ),
    ]
    runs = [
        {"run_id": f"r{n:02}", "started_at": AS_OF - timedelta(days=20 - n), "finished_at": AS_OF - timedelta(days=20 - n) + timedelta(minutes=3), "status": "finished", "articles": 40 + n, "accounts": 60 + n, "incidents": 20 + 2 * n, "seconds": 180.0}
        for n in range(20)
    ]  # fmt: skip
    history = [
        {
            "run_id": r["run_id"],
            "started_at": r["started_at"],
            "suite": suite,
            "checks": 100,
            "failed": (n * 7 + len(suite)) % 5,
        }
        for n, r in enumerate(runs)
        for suite in ("articles", "accounts", "incidents")
    ]
    values: dict[str, Any] = {
        "as_of": AS_OF,
        "runs": runs,
        "results": _results(),
        "result_history": history,
        "completeness": [
            {"field": f, "source": s, "told": min(t, (hash_(f + s) % (t + 1))), "total": t}
            for f in ("date", "country_txt", "city", "attacktype", "weaptype", "targtype", "gname", "claimed", "nkill", "nwound", "nhostkid", "provstate")
            for s, t in (("Plateau Wire", 40), ("Sahel Daily", 22), ("Harbour Post", 9))
        ],
        "scores": [
            {"run_id": r["run_id"], "started_at": r["started_at"], "corpus": "gold", "slice": "main", "field": f, "p": v + n / 5, "r": v - 2 + n / 5, "f1": v - 1 + n / 5, "n": 59}
            for n, r in enumerate(runs[::4])
            for f, v in (("mission", 88.0), ("date", 93.0), ("nkill", 86.0), ("gname", 81.0))
        ],
        "quarantine": [
            {"key": "a017#2", "suite": "accounts", "stage": "validate", "kind": "date not after publication", "reason": "date = 2024-12-04, published_at = 2024-01-04", "doc": "a017", "url": "https://news.example.org/a017", "title": "Two claim the blast", "since": "2024-05-30T06:00:00", "status": "open", "decided_by": None, "decided_why": None, "decided_at": None},
            {"key": "feed-9", "suite": "read", "stage": "read", "kind": "unreadable", "reason": "line 7 is no JSON", "doc": None, "url": None, "title": None, "since": "2024-05-31T06:00:00", "status": "open", "decided_by": None, "decided_why": None, "decided_at": None},
            {"key": "a003#1", "suite": "accounts", "stage": "validate", "kind": "claimed needs claim", "reason": "claimed = 1", "doc": "a003", "url": None, "title": None, "since": "2024-05-29T06:00:00", "status": "released", "decided_by": "A. Reader", "decided_why": "the claim stands in the caption", "decided_at": "2024-05-31T09:00:00"},
        ],
        "sources": [
            {"source": "Plateau Wire", "articles": 40, "accounts": 52, "quarantined": 1, "last_published_at": "2024-05-31T20:00:00", "least": 1},
            {"source": "Sahel Daily", "articles": 22, "accounts": 25, "quarantined": 0, "last_published_at": "2024-05-16T08:05:00", "least": 1},
            {"source": "Harbour Post", "articles": 9, "accounts": 9, "quarantined": 0, "last_published_at": "2024-05-14T17:00:00", "least": 0},
        ],
        "incidents": incident_rows(),
        "settlements": settlements,
        "evidence": evidence,
        "accounts": accounts,
        "articles": articles,
        "tolls": tolls,
        "claims": claims,
        "victims": [{"eventid": e, "account_id": "m2#1", "country": "Chad", "status": "wounded", "count": 2, "quote": "among them two Chadians"}],
        "links": [{"eventid": e, "other_eventid": 202405150002, "kind": "related"}],
        "versions": [
            {"eventid": e, "known_from": "2024-05-14T15:20:00", "known_to": "2024-05-16T08:05:00", "nkill": 23, "nwound": 41, "gname": "Unknown"},
            {"eventid": e, "known_from": "2024-05-16T08:05:00", "known_to": None, "nkill": 19, "nwound": 44, "gname": "Boko Haram"},
        ],
        "places": towns(),
        "dictionary": [
            {"schema": "mart", "table": "claim", "column": c, "type": "VARCHAR", "key": c == "actor", "comment": t, "table_comment": "Claims & denials", "grain": "one actor <that> claims", "reader": "who studies claims"}
            for c, t in (("actor", "Group, state or person"), ("kind", "claim, denial or attribution"))
        ],
    }  # fmt: skip
    return ReportTables(**(values | changes))


def hash_(text: str) -> int:
    return sum(ord(c) * (n + 1) for n, c in enumerate(text))


def towns() -> list[dict[str, Any]]:
    """Invented hamlets around two real towns, so that the map has something to draw."""
    dice = random.Random(7)
    named = [("Maiduguri", 11.85, 13.16, 1_200_000), ("Konduga", 11.65, 13.42, 20_000), ("Bama", 11.52, 13.69, 60_000)]
    rows = [{"name": n, "latitude": a, "longitude": o, "population": p} for n, a, o, p in named]
    rows += [
        {"name": f"Hamlet {n}", "latitude": dice.gauss(11.8, 1.2), "longitude": dice.gauss(13.1, 1.6), "population": int(dice.paretovariate(1) * 600)}
        for n in range(300)
    ]  # fmt: skip
    return rows


def _results() -> list[dict[str, Any]]:
    import expectations

    rows = []
    for suite in ("articles", "accounts", "evidence", "incidents", "sources"):
        for rule in expectations.rules(suite):
            failed = {
                "accounts.date_not_after_publication": 1,
                "articles.text_long_enough": 3,
                "incidents.great_toll_seconded": 2,
            }.get(rule.id, 0)
            rows.append(
                {"suite": suite, "expectation": rule.id, "severity": rule.severity, "column": rule.columns[0] if rule.columns else None, "success": not failed, "observed": "date = 2024-12-04, published_at = 2024-01-04" if failed else None, "failed_rows": failed, "total_rows": 71, "why": rule.why, "source_rule": rule.source}
            )  # fmt: skip
    return rows


def many(count: int, *, paged: int | None = None) -> ReportTables:
    """`count` incidents, the newest `paged` of them (all by default) told as richly as the first; for measurements."""
    small = tables()
    dice = random.Random(11)
    incidents, settlements, evidence, accounts, articles, tolls, claims = [], [], [], [], [], [], []
    for n in range(count):
        at = AS_OF.date() - timedelta(days=n // 12)
        eventid = int(f"{at:%Y%m%d}") * 10_000 + n % 12 + 1
        kind = dice.choice(["Bombing/Explosion", "Armed Assault", "Assassination", "Hostage Taking (Kidnapping)"])
        incidents.append(
            small.incidents[0] | {"eventid": eventid, "date": at.isoformat(), "attacktype1_txt": kind, "country_txt": dice.choice(["Nigeria", "Iraq", "Colombia", "Somalia"]), "latitude": 11.85 + dice.gauss(0, 1), "longitude": 13.16 + dice.gauss(0, 1), "city": f"Town {dice.randrange(500)}", "nkill": dice.randrange(40), "nwound": dice.randrange(80)}
        )  # fmt: skip
        if paged is not None and n >= paged:
            continue
        own = {"eventid": eventid}
        rename = {f"{d}#1": f"{d}-{n}#1" for d in ("m1", "m2", "m3")}
        settlements += [s | own | {"witnesses": [rename[w] for w in s["witnesses"]], "losers": None if n % 3 else _renamed(s["losers"], n)} for s in small.settlements]  # fmt: skip
        for rows, out in ((small.evidence, evidence), (small.accounts, accounts)):
            out += [r | own | {"account_id": rename[r["account_id"]], "doc": f"{r['doc']}-{n}"} | ({"copy_of": rename["m1#1"] if r["copy_of"] else None} if "copy_of" in r else {}) for r in rows]  # fmt: skip
        articles += [a | {"doc": f"{a['doc']}-{n}"} for a in small.articles]
        # Two of five incidents have a toll that changed, which is what gets a chart.
        tolls += [
            t | own | {"account_id": rename[t["account_id"]]} for t in (small.tolls if n % 5 < 2 else small.tolls[:1])
        ]
        claims += [c | own | {"account_id": rename[c["account_id"]]} for c in small.claims]
    return tables(incidents=incidents, settlements=settlements, evidence=evidence, accounts=accounts, articles=articles, tolls=tolls, claims=claims, victims=(), links=(), versions=())  # fmt: skip


def _renamed(losers: str | None, n: int) -> str | None:
    return None if losers is None else losers.replace("#1", f"-{n}#1")
