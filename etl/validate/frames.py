"""Articles, accounts and incidents as the frames that the suites check.

Enters: nouns of `etl.model`. Leaves: pandas frames with exactly the columns of `expectations.columns(suite)`. Touches nothing. A value
that the codebook does not know is carried into the frame as it is, so that a rule can find it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from etl.codebook import gtd
from etl.codebook.fields import FIELDS
from etl.model.account import Account
from etl.model.article import Article, Outline
from etl.model.incident import Incident, IncidentLink, Settlement
from etl.model.source import Source
from etl.model.span import Span

if TYPE_CHECKING:
    import pandas as pd

# Values that need no sentence: they say that nothing is said.
_SAYS_NOTHING = (None, "", 0, "Unknown", (), ("Unknown",))
# Fields that follow from others or from the rules and are not told by a sentence of their own.
_DERIVED = frozenset({"nkillus", "nwoundus", "nkill_low", "nkill_high", "nwound_low", "nwound_high", "crit1", "crit2", "crit3", "doubtterr", "alternative", "specificity", "latitude", "longitude", "success", "individual", "extended", "vicinity", "guncertain", "summary", "approxdate", "multiple", "related", "ishostkid", "compclaim", "claims_by_group", "INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY"})  # fmt: skip
# After this many days without an article a source counts as stale, when its declaration expects at least one a day.
_STALE_AFTER_DAYS = 3.0


def articles_frame(articles: Iterable[Article]) -> pd.DataFrame:
    """One row an article, keyed by `doc`."""
    rows = [
        {
            "doc": a.doc,
            "title": a.title or None,
            "text": a.text or None,
            "url": a.url,
            "canonical_url": a.canonical_url,
            "source": a.source,
            "language": a.language,
            "snapshot": a.snapshot,
            "outlet_country": a.outlet_country,
            "published_at": a.published_at,
            "fetched_at": a.fetched_at,
        }
        for a in articles
    ]
    return frame_of("articles", rows)


def accounts_frame(accounts: Iterable[Account]) -> pd.DataFrame:
    """One row an account, keyed by `account_id`."""
    return frame_of("accounts", [_account_row(account) for account in accounts])


def evidence_frame(accounts: Iterable[Account], articles: Iterable[Article]) -> pd.DataFrame:
    """One row a quoted span, keyed by `evidence_id`, beside the slice of the article that it points to."""
    texts = {article.doc: article.whole for article in articles}
    rows = [row for account in accounts for row in _evidence_rows(account, texts.get(account.doc))]
    return frame_of("evidence", rows)


def incidents_frame(
    incidents: Iterable[Incident],
    *,
    links: Iterable[IncidentLink] = (),
    published: Mapping[str, datetime | str | None] | None = None,
) -> pd.DataFrame:
    """One row an incident, keyed by `eventid`: GTD's columns with codes, and what is known of the settling.

    Unknown is empty here; GTD's -9, -99 and "Unknown" counts are written by the view that publishes. `published` maps a doc to the
    time of its article, for incidents whose witnesses do not carry it.
    """
    related: dict[int, list[int]] = {}
    for link in links:
        if link.kind == "related":
            related.setdefault(link.eventid, []).append(link.other_eventid)
            related.setdefault(link.other_eventid, []).append(link.eventid)
    rows = [
        _incident_row(incident, sorted(set(related.get(incident.eventid, []))), published or {})
        for incident in incidents
    ]
    return frame_of("incidents", rows)


def sources_frame(
    sources: Iterable[Source],
    articles: Iterable[Outline],
    *,
    days: float,
    accounts: Mapping[str, int] | None = None,
    quarantined: Mapping[str, int] | None = None,
    failed: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """One row a source: what it was declared to bring in `days` days beside what it brought.

    `accounts`, `quarantined` and `failed` count the accounts, held-back articles and failed fetches by source.
    """
    by_source: dict[str, list[Outline]] = {}
    for article in articles:
        by_source.setdefault(article.source or "", []).append(article)
    rows = []
    for source in sources:
        own = by_source.get(source.source, [])
        published = [a.published_at for a in own if a.published_at is not None]
        fetched = [a.fetched_at for a in own if a.fetched_at is not None]
        lengths = sorted(a.length for a in own)
        rows.append(
            {
                "source": source.source,
                "enabled": int(source.enabled),
                "reliability": source.reliability,
                "least": source.least,
                "most": source.most,
                "days": days,
                "n_articles": len(own),
                "n_accounts": (accounts or {}).get(source.source, 0),
                "n_quarantined": (quarantined or {}).get(source.source, 0),
                "n_failed": (failed or {}).get(source.source, 0),
                "last_published_at": max(published, default=None),
                "last_fetched_at": max(fetched, default=None),
                "stale_after_days": _STALE_AFTER_DAYS if source.least > 0 else None,
                "share_without_date": _share(own, lambda a: a.published_at is None),
                "share_without_title": _share(own, lambda a: not a.has_title),
                "share_foreign": _share(own, lambda a: a.language not in ("en", "und")),
                "median_length": lengths[len(lengths) // 2] if lengths else None,
            }
        )
    return frame_of("sources", rows)


def _share(articles: Sequence[Outline], test: Any) -> float | None:
    return sum(map(test, articles)) / len(articles) if articles else None


# --- accounts ---------------------------------------------------------------------------------------------------------------------

_LIKE: dict[str, tuple[type, ...]] = {
    "date": (str,),
    "text": (str,),
    "label": (str,),
    "labels": (tuple,),
    "flag": (int,),
    "integer": (int,),
    "number": (int, float),
}


def _account_row(account: Account) -> dict[str, Any]:
    like, unlike = {}, []
    for name, held in account.values.items():
        spec = FIELDS.get(name)
        if spec is None or held.value is None:
            continue
        if isinstance(held.value, _LIKE[spec.type]):
            like[name] = held.value
        else:
            unlike.append(name)
    confidences = [held.confidence for held in account.values.values()]
    killed = [t for t in account.tolls if t.kind == "killed" and t.value is not None]
    counts = [t.value for t in account.tolls if t.value is not None] + [
        v.count for v in account.victims if v.count is not None
    ]
    return {
        "account_id": account.account_id,
        "doc": account.doc,
        "role": account.role,
        "is_terrorism": int(account.is_terrorism),
        "source": account.source,
        "published_at": account.published_at,
        "extractor": account.extractor or None,
        **like,
        "n_values": len(account.values),
        "n_tolls": len(account.tolls),
        "n_claims": sum(c.kind == "claim" for c in account.claims),
        "n_denials": sum(c.kind == "denial" for c in account.claims),
        "n_victims": len(account.victims),
        "claim_kinds": tuple(c.kind for c in account.claims),
        "claim_modes": tuple(c.mode for c in account.claims if c.mode),
        "toll_kinds": tuple(t.kind for t in account.tolls),
        "victim_countries": tuple(v.country for v in account.victims),
        "victim_statuses": tuple(v.status for v in account.victims),
        "killed_rows": max((t.value for t in killed if not t.perpetrator_source and t.value is not None), default=None),
        "perpetrator_nkill": _perpetrators_own(account),
        "least_count": min(counts, default=None),
        "min_confidence": min(confidences, default=None),
        "max_confidence": max(confidences, default=None),
        "mean_confidence": sum(confidences) / len(confidences) if confidences else None,
        "unwitnessed": ", ".join(
            sorted(
                name
                for name, held in account.values.items()
                if not held.evidence and held.value not in _SAYS_NOTHING and name not in _DERIVED
            )
        ),
        "unlike_type": ", ".join(sorted(unlike)),
        "unknown_fields": ", ".join(sorted(set(account.values) - set(FIELDS))),
    }  # fmt: skip


def _perpetrators_own(account: Account) -> int | None:
    """The figure of the perpetrators that the account's toll of dead stands on, None where it stands on other words."""
    held = account.values.get("nkill")
    if held is None or not held.value:
        return None
    own = [t for t in account.tolls if t.kind == "killed" and t.perpetrator_source and t.value == held.value]
    if held.evidence and all(any(span.overlaps(t.span) for t in own) for span in held.evidence):
        return own[0].value
    return None


def _evidence_rows(account: Account, whole: str | None) -> list[dict[str, Any]]:
    said: list[tuple[str, str, Any, Span, float | None]] = [
        ("value", name, held.value, span, held.confidence)
        for name, held in account.values.items()
        for span in held.evidence
    ]
    said += [("toll", "tolls", f"{t.kind} {t.value} {t.by or ''}", t.span, None) for t in account.tolls]
    said += [("claim", "claims", f"{c.actor} {c.kind} {c.mode or ''}", c.span, None) for c in account.claims]
    said += [("victim", "victims", f"{v.country} {v.status} {v.count}", v.span, None) for v in account.victims]
    return [
        {
            "evidence_id": f"{account.account_id}/{field}/{n}",
            "account_id": account.account_id,
            "doc": account.doc,
            "kind": kind,
            "field": field,
            "value": "; ".join(value) if isinstance(value, tuple) else str(value),
            "start": span.start,
            "end": span.end,
            "quote": span.quote,
            "slice": None if whole is None else whole[max(0, span.start) : max(0, span.end)],
            "text_length": None if whole is None else len(whole),
            "confidence": confidence,
        }
        for n, (kind, field, value, span, confidence) in enumerate(said, 1)
    ]


# --- incidents --------------------------------------------------------------------------------------------------------------------

# Settled fields that are GTD columns of the same name and need no code.
_AS_THEY_ARE = tuple(
    name for name, spec in FIELDS.items() if name in gtd.GTD_COLUMNS and spec.type not in ("labels", "label", "date")
)
_NUMBERED = {
    "attacktype": (gtd.ATTACKTYPE, 3),
    "weaptype": (gtd.WEAPTYPE, 4),
    "weapsubtype": (gtd.WEAPSUBTYPE, 4),
    "targtype": (gtd.TARGTYPE, 3),
    "targsubtype": (gtd.TARGSUBTYPE, 3),
}
_LABELLED = {"propextent": gtd.PROPEXTENT, "hostkidoutcome": gtd.HOSTKIDOUTCOME, "alternative": gtd.ALTERNATIVE}
# GTD's columns that reconciliation derives from settled fields.
_FOLLOWING = ("ishostkid", "compclaim", "INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY")


def _incident_row(
    incident: Incident, related: list[int], published: Mapping[str, datetime | str | None]
) -> dict[str, Any]:
    row: dict[str, Any] = {name: incident.get(name) for name in _AS_THEY_ARE}
    row["eventid"] = incident.eventid
    row |= _date_columns(incident)
    row |= _place_columns(incident)
    for noun, (table, most) in _NUMBERED.items():
        row |= _coded(noun, _several(incident.get(noun)), table, most)
    for noun, table in _LABELLED.items():
        row |= _coded_once(noun, incident.get(noun), table)
    row |= _target_columns(incident)
    row |= _perpetrator_columns(incident)
    row |= {name: incident.get(name) for name in _FOLLOWING}
    neighbours = _several(incident.get("related")) or [str(eventid) for eventid in related]
    row["multiple"] = incident.get("multiple") if incident.get("multiple") is not None else int(bool(neighbours))
    row["related"] = ", ".join(neighbours) or None
    return row | _settling_columns(incident, published)


def _several(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, tuple) else [str(value)]


def _coded(noun: str, labels: list[str], table: gtd.CodeTable, most: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for n, label in enumerate(labels[:most], 1):
        row[f"{noun}{n}"] = table.by_label.get(label)
        row[f"{noun}{n}_txt"] = label or None
    return row


def _coded_once(noun: str, label: Any, table: gtd.CodeTable) -> dict[str, Any]:
    return {noun: table.by_label.get(label) if label else None, f"{noun}_txt": label or None}


def _date_columns(incident: Incident) -> dict[str, Any]:
    date = incident.get("date")
    parts = [int(p) for p in str(date).split("-")] if isinstance(date, str) and _is_date(date) else []
    year, month, day = (*parts, *([0] * (3 - len(parts)))) if parts else (None, None, None)
    end = incident.get("end_date")
    return {
        "date": date,
        "iyear": year,
        "imonth": month,
        "iday": day,
        "approxdate": incident.get("approxdate") or (date if len(parts) in (1, 2) else None),
        "resolution": end if incident.get("extended") == 1 else None,
    }


def _is_date(text: str) -> bool:
    return all(part.isdigit() for part in text.split("-")) and 1 <= len(text.split("-")) <= 3


def _place_columns(incident: Incident) -> dict[str, Any]:
    label = incident.get("country_txt")
    code = gtd.COUNTRY.by_label.get(str(label)) if label else None
    region = gtd.region_of(code) if code is not None else None
    return {
        "country": code,
        "country_txt": label,
        "region": region,
        "region_txt": None if region is None else gtd.REGION.label(region),
    }


def _target_columns(incident: Incident) -> dict[str, Any]:
    row: dict[str, Any] = {f"target{n}": name for n, name in enumerate(_several(incident.get("target"))[:3], 1)}
    corps = _several(incident.get("corp"))
    row |= {f"corp{n}": name for n, name in enumerate(corps[:3], 1)}
    return row | _coded("natlty", _several(incident.get("natlty")), gtd.COUNTRY, 3)


def _perpetrator_columns(incident: Incident) -> dict[str, Any]:
    claimants = {claim.actor for _, claim in incident.claims if claim.kind == "claim"}
    flags, modes = _several(incident.get("claims_by_group")), _several(incident.get("claimmode"))
    row: dict[str, Any] = {
        "n_claims": len(claimants),
        "n_denials": len({claim.actor for _, claim in incident.claims if claim.kind == "denial"}),
    }
    for n, name in enumerate(_several(incident.get("gname"))[:3], 1):
        suffix = "" if n == 1 else str(n)
        row[f"gname{suffix}"] = name
        row[f"guncertain{n}"] = incident.get("guncertain")
        if n > 1 and n <= len(flags):
            row[f"claim{n}"] = int(flags[n - 1] == "1")
        if n <= len(modes) and modes[n - 1]:
            row |= _coded_once(f"claimmode{suffix}", modes[n - 1], gtd.CLAIMMODE)
    return row


def _settling_columns(incident: Incident, published: Mapping[str, datetime | str | None]) -> dict[str, Any]:
    settled = incident.settlements
    witnesses = [w for s in settled.values() for w in s.witnesses]
    everyone = witnesses + [w for s in settled.values() for loser in s.losers for w in loser.witnesses]
    said_at = sorted(str(t) for w in everyone if (t := w.said_at or published.get(w.doc)))
    confidences = [s.confidence for s in settled.values()]
    origins = {w.copy_of or w.doc for w in everyone}
    return {
        # The latest article: an earlier one may announce the threat, a later one tells the deed.
        "published_at": said_at[-1] if said_at else None,
        "n_accounts": len(incident.account_ids),
        "n_sources": len({w.source or w.doc for w in everyone}) or len(incident.account_ids),
        "n_origins": len(origins),
        "min_confidence": min(confidences, default=None),
        "mean_confidence": sum(confidences) / len(confidences) if confidences else None,
        "nkill_low": incident.get("nkill_low"),
        "nkill_high": incident.get("nkill_high"),
        "unwitnessed": ", ".join(sorted(name for name, s in settled.items() if _unwitnessed(s))),
        "perpetrator_tolls": ", ".join(_perpetrator_tolls(incident)),
        "rules": "; ".join(sorted({s.rule for s in settled.values() if s.rule})),
    }


def _unwitnessed(settlement: Settlement) -> bool:
    if settlement.value in _SAYS_NOTHING or settlement.field in _DERIVED:
        return False
    return not any(w.spans for w in settlement.witnesses)


def _perpetrator_tolls(incident: Incident) -> list[str]:
    """Casualty fields whose settled figure stands on the perpetrators' words alone."""
    out = []
    for field, kind in (("nkill", "killed"), ("nwound", "wounded")):
        settlement = incident.settlements.get(field)
        if settlement is None or not settlement.value:
            continue
        spans = [(w.account_id, span) for w in settlement.witnesses for span in w.spans]
        own = [
            (a, t.span)
            for a, t in incident.tolls
            if t.kind == kind and t.perpetrator_source and t.value == settlement.value
        ]
        if spans and all(any(a == b and span.overlaps(theirs) for b, theirs in own) for a, span in spans):
            out.append(field)
    return out


# --- the frame --------------------------------------------------------------------------------------------------------------------


def frame_of(suite: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as the frame of a suite: its columns in order, each of its kind, what a row lacks empty."""
    import pandas as pd

    import expectations

    columns = expectations.columns(suite)
    data: dict[str, pd.Series] = {}
    for name, kind in columns.items():
        cells = [row.get(name) for row in rows]
        if kind == "number":
            data[name] = pd.Series(cells, dtype="float64")
        elif kind == "time":
            data[name] = pd.to_datetime(pd.Series(cells, dtype="object"), utc=True, format="ISO8601", errors="coerce")
        elif kind == "text":
            data[name] = pd.Series(cells, dtype="str")
        else:
            data[name] = pd.Series(cells, dtype="object")
    return pd.DataFrame(data)
