"""A good batch of every suite, in rows of our own making, from which tests break one thing at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd

import expectations
from etl.codebook import gtd

AS_OF = datetime(2024, 6, 1, tzinfo=UTC)

KEYS = {
    "articles": "doc",
    "accounts": "account_id",
    "evidence": "evidence_id",
    "incidents": "eventid",
    "sources": "source",
    "drift": "metric_id",
}

TEXT = (
    "BAGHDAD - A car bomb tore through a crowded market in the south of the city on Wednesday, killing at least 12 people and "
    "wounding 30, the police said. No group has claimed the attack."
)


def _frame(suite: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    data = {}
    for name, kind in expectations.columns(suite).items():
        cells = [row.get(name) for row in rows]
        dtype = {"number": "float64", "text": "str", "list": "object"}.get(kind)
        data[name] = (
            pd.to_datetime(pd.Series(cells, dtype="object"), utc=True)
            if kind == "time"
            else pd.Series(cells, dtype=dtype)
        )
    return pd.DataFrame(data)


def articles() -> pd.DataFrame:
    return _frame(
        "articles",
        [
            {
                "doc": f"a{n:03}",
                "title": f"Car bomb in market, report {n}",
                "text": f"{TEXT} Report {n}.",
                "url": f"https://news.example.org/{n}",
                "canonical_url": f"https://news.example.org/{n}",
                "source": "example-wire",
                "language": "en",
                "snapshot": f"{n:064x}",
                "outlet_country": "Iraq",
                "published_at": f"2024-01-0{n}T10:00:00Z",
                "fetched_at": f"2024-01-0{n}T12:00:00Z",
            }
            for n in range(1, 6)
        ],
    )


def accounts() -> pd.DataFrame:
    rows = [
        {
            "account_id": f"a{n:03}#1",
            "doc": f"a{n:03}",
            "role": "main",
            "is_terrorism": 1,
            "source": "example-wire",
            "published_at": f"2024-01-0{n + 1}T10:00:00Z",
            "extractor": "rules/1.0",
            "date": f"2024-01-0{n}",
            "country_txt": "Iraq",
            "city": "Baghdad",
            "latitude": 33.3,
            "longitude": 44.4,
            "vicinity": 0,
            "attacktype": ("Bombing/Explosion",),
            "weaptype": ("Explosives",),
            "weapsubtype": (gtd.WEAPSUBTYPE.label(15),),
            "targtype": ("Private Citizens & Property",),
            "targsubtype": (gtd.TARGSUBTYPE.label(78),),
            "gname": ("Unknown",),
            "claimed": 0,
            "nkill": 12 + n,
            "nkill_low": 12 + n,
            "nkill_high": 14 + n,
            "nkillter": 1,
            "nkillus": 0,
            "nwound": 30,
            "nwound_low": 30,
            "nwound_high": 30,
            "nwoundte": 0,
            "nwoundus": 0,
            "suicide": 0,
            "success": 1,
            "n_values": 20,
            "n_tolls": 2,
            "n_claims": 0,
            "n_denials": 0,
            "n_victims": 1,
            "claim_kinds": (),
            "claim_modes": (),
            "toll_kinds": ("killed", "wounded"),
            "victim_countries": ("Iraq",),
            "victim_statuses": ("killed",),
            "killed_rows": 12 + n,
            "least_count": 12,
            "min_confidence": 0.6,
            "max_confidence": 0.99,
            "mean_confidence": 0.85,
            "unwitnessed": "",
            "unlike_type": "",
            "unknown_fields": "",
        }
        for n in range(1, 6)
    ]
    return _frame("accounts", rows)


def evidence() -> pd.DataFrame:
    rows = []
    for n, (field, value, quote) in enumerate(
        [
            ("nkill", "12", "killing at least 12 people"),
            ("nwound", "30", "wounding 30"),
            ("city", "Baghdad", "BAGHDAD"),
            ("attacktype", "Bombing/Explosion", "A car bomb tore through"),
            ("claimed", "0", "No group has claimed the attack"),
        ],
        1,
    ):
        start = TEXT.index(quote)
        rows.append(
            {
                "evidence_id": f"a001#1/{field}/{n}",
                "account_id": "a001#1",
                "doc": "a001",
                "kind": "value",
                "field": field,
                "value": value,
                "start": start,
                "end": start + len(quote),
                "quote": quote,
                "slice": quote,
                "text_length": len(TEXT),
                "confidence": 0.9,
            }
        )
    return _frame("evidence", rows)


def _coded(row: dict[str, Any], name: str, table: gtd.CodeTable, code: int) -> None:
    row[name] = code
    row[f"{name}_txt"] = table.label(code)


def incident_row(n: int) -> dict[str, Any]:
    """A car bomb in Baghdad, nobody claims it, told by two independent sources."""
    row: dict[str, Any] = {
        "eventid": 202_401_000_001 + n * 10_000,
        "iyear": 2024,
        "imonth": 1,
        "iday": n,
        "extended": 0,
        "provstate": "Baghdad",
        "city": "Baghdad",
        "latitude": 33.3,
        "longitude": 44.4,
        "specificity": 1,
        "vicinity": 0,
        "summary": "A car bomb killed at least 12 people at a market.",
        "crit1": 1,
        "crit2": 1,
        "crit3": 1,
        "doubtterr": 0,
        "multiple": 0,
        "success": 1,
        "suicide": 0,
        "target1": "market",
        "gname": "Unknown",
        "guncertain1": 0,
        "individual": 0,
        "nperps": -99,
        "nperpcap": -99,
        "claimed": 0,
        "nkill": 12 + n,
        "nkillus": 0,
        "nkillter": 1,
        "nwound": 30 + n,
        "nwoundus": 0,
        "nwoundte": 0,
        "property": -9,
        "ishostkid": 0,
        "ransom": 0,
        "INT_LOG": -9,
        "INT_IDEO": -9,
        "INT_MISC": 0,
        "INT_ANY": -9,
        "date": f"2024-01-0{n}",
        "published_at": f"2024-01-0{n}T20:00:00Z",
        "n_accounts": 3,
        "n_sources": 2,
        "n_origins": 2,
        "n_claims": 0,
        "n_denials": 0,
        "min_confidence": 0.5,
        "mean_confidence": 0.8,
        "nkill_low": 12 + n,
        "nkill_high": 14 + n,
        "unwitnessed": "",
        "perpetrator_tolls": "",
        "rules": "latest; majority",
    }
    _coded(row, "country", gtd.COUNTRY, 95)
    _coded(row, "region", gtd.REGION, 10)
    _coded(row, "attacktype1", gtd.ATTACKTYPE, 3)
    _coded(row, "weaptype1", gtd.WEAPTYPE, 6)
    _coded(row, "weapsubtype1", gtd.WEAPSUBTYPE, 15)
    _coded(row, "targtype1", gtd.TARGTYPE, 14)
    _coded(row, "targsubtype1", gtd.TARGSUBTYPE, 78)
    _coded(row, "natlty1", gtd.COUNTRY, 95)
    return row


def claimed_row() -> dict[str, Any]:
    """A kidnapping claimed by two groups, with a ransom and damage."""
    row = incident_row(8)
    row |= {
        "gname": "First group",
        "gname2": "Second group",
        "guncertain2": 1,
        "claimed": 1,
        "claim2": 1,
        "compclaim": 1,
        "n_claims": 2,
        "ishostkid": 1,
        "nhostkid": 7,
        "nhostkidus": 0,
        "nreleased": 5,
        "ndays": 12,
        "nhours": -99,
        "ransom": 1,
        "ransomamt": 100_000,
        "property": 1,
        "propvalue": 5_000,
        "nperps": 4,
        "nperpcap": 1,
        "extended": 1,
        "resolution": "2024-01-20",
        "multiple": 1,
        "related": "202401010001, 202401020001",
        "weapsubtype1": 5,
        "weapsubtype1_txt": gtd.WEAPSUBTYPE.label(5),
    }
    _coded(row, "attacktype1", gtd.ATTACKTYPE, 6)
    _coded(row, "attacktype2", gtd.ATTACKTYPE, 2)
    _coded(row, "weaptype1", gtd.WEAPTYPE, 5)
    _coded(row, "claimmode", gtd.CLAIMMODE, 6)
    _coded(row, "claimmode2", gtd.CLAIMMODE, 1)
    _coded(row, "propextent", gtd.PROPEXTENT, 3)
    _coded(row, "hostkidoutcome", gtd.HOSTKIDOUTCOME, 2)
    return row


def incidents() -> pd.DataFrame:
    return _frame("incidents", [*(incident_row(n) for n in range(1, 6)), claimed_row()])


def sources() -> pd.DataFrame:
    rows = [
        {
            "source": f"wire-{n}",
            "enabled": 1,
            "reliability": "independent",
            "least": 1,
            "most": 100,
            "days": 1,
            "n_articles": 10,
            "n_accounts": 8,
            "n_quarantined": 0,
            "n_failed": 0,
            "last_published_at": "2024-05-31T10:00:00Z",
            "last_fetched_at": "2024-05-31T12:00:00Z",
            "stale_after_days": 3,
            "share_without_date": 0.0,
            "share_without_title": 0.0,
            "share_foreign": 0.1,
            "median_length": 2_000,
        }
        for n in range(3)
    ]
    return _frame("sources", rows)


def drift() -> pd.DataFrame:
    metrics = [
        ("completeness", "nkill", 0.85, 0.86, 0.03),
        ("share", "attacktype1=Bombing/Explosion", 0.5, 0.45, 0.05),
        ("volume", "articles", 210, 200, 15),
        ("confidence", "gname", 0.8, 0.81, 0.03),
        ("quarantined", "accounts", 0.05, 0.05, 0.02),
        ("score", "mission", 90.5, 90, 0.5),
    ]
    return _frame(
        "drift",
        [
            {
                "metric_id": f"{m}/{s}",
                "metric": m,
                "subject": s,
                "value": v,
                "n": 500,
                "runs": 20,
                "mean": mean,
                "sd": sd,
            }
            for m, s, v, mean, sd in metrics
        ],
    )


BATCHES = {
    "articles": articles,
    "accounts": accounts,
    "evidence": evidence,
    "incidents": incidents,
    "sources": sources,
    "drift": drift,
}
