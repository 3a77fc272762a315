"""The nouns as Arrow tables, one for each table of the warehouse.

Enters: articles, accounts, a reconciliation. Leaves: Arrow tables by table name, their columns as in the migrations. Touches nothing of
the world.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from etl.codebook import gtd
from etl.memory import uncollected
from etl.model import Account, Article, Incident, IncidentVersion, Reconciliation, ScoredPair, Snapshot, Traits
from etl.model.account import Scalar
from etl.warehouse.gtd_row import gtd_row

Tables = dict[str, pa.Table]

_STRINGS = pa.list_(pa.string())
_INTS = pa.list_(pa.int64())


class Columns:
    """Rows gathered as tuples and turned into columns once: far cheaper than a mapping for each row."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self.rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        """One row, in the order of the schema."""
        self.rows.append(values)

    def table(self) -> pa.Table:
        """All rows."""
        if not self.rows:
            return self.schema.empty_table()
        columns = zip(*self.rows, strict=True)
        return pa.table(
            [pa.array(values, field.type) for values, field in zip(columns, self.schema, strict=True)],
            schema=self.schema,
        )


def _schema(**fields: pa.DataType) -> pa.Schema:
    return pa.schema(list(fields.items()))


_S, _I, _B, _F, _T = pa.string(), pa.int64(), pa.bool_(), pa.float64(), pa.timestamp("us")

SCHEMAS: dict[str, pa.Schema] = {
    "raw.snapshot": _schema(
        snapshot=_S, sha256=_S, source=_S, url=_S, final_url=_S, fetched_at=_T, status=_I, content_type=_S, bytes=_I
    ),
    "raw.article": _schema(
        doc=_S, title=_S, text=_S, url=_S, source=_S, published_at=_T, author=_S, language=_S, snapshot=_S, fetched_at=_T,
        canonical_url=_S, outlet_country=_S, reliability=_S,
    ),
    "raw.article_fingerprint": _schema(doc=_S, method=_S, fingerprint=_INTS),
    "raw.article_copy": _schema(original=_S, copy=_S, share=_F),
    "core.account": _schema(
        account_id=_S, doc=_S, role=_S, is_terrorism=_B, source=_S, published_at=_S, known_at=_S, extractor=_S, eventid=_I,
        copy_of=_S, component=_S, payload=_S,
    ),
    "core.account_trait": _schema(
        account_id=_S, doc=_S, main=_B, first=_I, last=_I, country=_S, province=_S, city=_S, latitude=_F, longitude=_F,
        vicinity=_B, killed=_INTS, wounded=_INTS, held=_I, groups=_STRINGS, attacktypes=_STRINGS, targtypes=_STRINGS,
        names=_STRINGS, published_at=_S, told_date=_S,
    ),
    "core.evidence": _schema(
        account_id=_S, field=_S, ordinal=_I, value=_S, confidence=_F, start=_I, end=_I, quote=_S
    ),
    "core.incident": _schema(
        eventid=_I, anchor=_S, accounts=_I, sources=_I, first_known_at=_S, last_changed_at=_S, versions=_I
    ),
    "core.eventid_issued": _schema(eventid=_I, account_id=_S),
    "core.incident_account": _schema(eventid=_I, account_id=_S, copy_of=_S),
    "core.settlement": _schema(
        eventid=_I, field=_S, value=_S, rule=_S, confidence=_F, witnesses=_STRINGS, against=_STRINGS, losers=_S
    ),
    "core.toll": _schema(
        account_id=_S, ordinal=_I, eventid=_I, kind=_S, value=_I, by=_S, as_of=_S, superseded=_B, perpetrator_source=_B,
        start=_I, end=_I, quote=_S,
    ),
    "core.claim": _schema(
        account_id=_S, ordinal=_I, eventid=_I, actor=_S, kind=_S, mode=_S, said_date=_S, by=_S, published_at=_S, start=_I,
        end=_I, quote=_S,
    ),
    "core.victim": _schema(
        account_id=_S, ordinal=_I, eventid=_I, country=_S, status=_S, count=_I, start=_I, end=_I, quote=_S
    ),
    "core.incident_link": _schema(eventid=_I, other_eventid=_I, kind=_S),
    "core.account_pair": _schema(left=_S, right=_S, score=_F, reasons=_S, same=_B),
    "ref.official_event": _schema(
        dataset=_S, official_id=_S, event_date=_S, country_txt=_S, provstate=_S, city=_S, latitude=_F, longitude=_F,
        attacktype1_txt=_S, gname=_S, nkill=_I, nwound=_I,
    ),
    "ref.official_match": _schema(dataset=_S, official_id=_S, eventid=_I, score=_F, reasons=_S),
    "ref.code": _schema(list=_S, code=_I, label=_S, parent=_I),
}  # fmt: skip


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _json(value: Any) -> str:
    return str(value) if type(value) is int else _encode(value)


def _utc(at: datetime | None) -> datetime | None:
    return at if at is None or at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)


def snapshot_table(snapshots: Iterable[Snapshot]) -> pa.Table:
    """Rows of `raw.snapshot`."""
    out = Columns(SCHEMAS["raw.snapshot"])
    for s in sorted({s.key: s for s in snapshots}.values(), key=lambda s: s.key):
        out.add(
            s.key, s.sha256, s.source, s.url, s.final_url, _utc(s.fetched_at), s.status, s.content_type, len(s.body)
        )
    return out.table()


def article_table(articles: Iterable[Article]) -> pa.Table:
    """Rows of `raw.article`."""
    out = Columns(SCHEMAS["raw.article"])
    for a in sorted({a.doc: a for a in articles}.values(), key=lambda a: a.doc):
        out.add(
            a.doc, a.title, a.text, a.url, a.source, _utc(a.published_at), a.author, a.language, a.snapshot, _utc(a.fetched_at),
            a.canonical_url, a.outlet_country, a.reliability,
        )  # fmt: skip
    return out.table()


def copy_tables(
    fingerprints: Mapping[str, Sequence[int]], copies: Iterable[tuple[str, str, float]], method: str
) -> Tables:
    """Rows of `raw.article_fingerprint` and `raw.article_copy`; a copy is its original, itself and what both share."""
    taken, pairs = Columns(SCHEMAS["raw.article_fingerprint"]), Columns(SCHEMAS["raw.article_copy"])
    for doc in sorted(fingerprints):
        taken.add(doc, method, fingerprints[doc])
    for pair in sorted(copies):
        pairs.add(*pair)
    return {"raw.article_fingerprint": taken.table(), "raw.article_copy": pairs.table()}


def account_tables(accounts: Sequence[Account], rec: Reconciliation) -> Tables:
    """Rows of the tables that hang on accounts."""
    out = {
        name: Columns(SCHEMAS[name])
        for name in ("core.account", "core.evidence", "core.toll", "core.claim", "core.victim", "core.incident_account")
    }
    for account in sorted(accounts, key=lambda a: a.account_id):
        me, eventid = account.account_id, rec.assignments.get(account.account_id)
        copy_of = rec.copies.get(me)
        out["core.account"].add(
            me, account.doc, account.role, account.is_terrorism, account.source, account.published_at, rec.known_at[me],
            account.extractor, eventid, copy_of, rec.components.get(me), _json(account.to_row()),
        )  # fmt: skip
        for name in sorted(account.values):
            held = account.values[name]
            value = _json(held.value) if held.evidence else ""
            for i, span in enumerate(held.evidence, 1):
                out["core.evidence"].add(
                    me, name, i, value, round(held.confidence, 4), span.start, span.end, span.quote
                )
        for i, t in enumerate(account.tolls, 1):
            out["core.toll"].add(
                me, i, eventid, t.kind, t.value, t.by, account.published_at, t.superseded, t.perpetrator_source,
                t.span.start, t.span.end, t.span.quote,
            )  # fmt: skip
        for i, c in enumerate(account.claims, 1):
            out["core.claim"].add(
                me, i, eventid, c.actor, c.kind, c.mode, c.said_date, c.by, account.published_at,
                c.span.start, c.span.end, c.span.quote,
            )  # fmt: skip
        for i, v in enumerate(account.victims, 1):
            out["core.victim"].add(me, i, eventid, v.country, v.status, v.count, v.span.start, v.span.end, v.span.quote)
        if eventid is not None:
            out["core.incident_account"].add(eventid, me, copy_of)
    return {name: columns.table() for name, columns in out.items()}


def trait_table(traits: Iterable[Traits]) -> pa.Table:
    """Rows of `core.account_trait`."""
    out = Columns(SCHEMAS["core.account_trait"])
    for t in traits:
        out.add(
            t.account_id, t.doc, t.main, t.first, t.last, t.country, t.province, t.city, t.latitude, t.longitude, t.vicinity,
            t.killed, t.wounded, t.held, t.groups, t.attacktypes, t.targtypes, t.names, t.published_at, t.told_date,
        )  # fmt: skip
    return out.table()


def trait_of(row: Mapping[str, Any]) -> Traits:
    """A row of `core.account_trait` as it was handed in."""
    lists: dict[str, Any] = {
        name: tuple(row[name] or ()) for name in ("killed", "wounded", "groups", "attacktypes", "targtypes", "names")
    }
    plain: dict[str, Any] = {name: row[name] for name in SCHEMAS["core.account_trait"].names if name not in lists}
    return Traits(**plain, **lists)


def incident_tables(rec: Reconciliation, accounts: Iterable[Account], titles: Mapping[str, str]) -> Tables:
    """Rows of the tables that hang on incidents. `titles` maps an article to its headline, for the sources that GTD lists."""
    by_id = {account.account_id: account for account in accounts}
    history: dict[int, list[IncidentVersion]] = defaultdict(list)
    for version in rec.versions:
        history[version.eventid].append(version)
    incidents, settlements = Columns(SCHEMAS["core.incident"]), Columns(SCHEMAS["core.settlement"])
    wide: list[dict[str, Any]] = []
    for incident in rec.incidents:
        versions = history[incident.eventid]
        sources = _sources(incident.account_ids, rec)
        incidents.add(
            incident.eventid, rec.issued[incident.eventid], len(incident.account_ids), sources, versions[0].known_from,
            versions[-1].known_from, len(versions),
        )  # fmt: skip
        for name, s in incident.settlements.items():
            losers = [
                {"value": loser.value, "why": loser.why, "witnesses": [w.account_id for w in loser.witnesses]}
                for loser in s.losers
            ]
            settlements.add(
                incident.eventid, name, None if s.value is None else _json(s.value), s.rule, s.confidence,
                [w.account_id for w in s.witnesses],
                sorted({w.account_id for loser in s.losers for w in loser.witnesses}), _json(losers) if losers else None,
            )  # fmt: skip
        for i, version in enumerate(versions, 1):
            wide.append(_version_row(incident, version, i, rec, by_id, titles))
    issued, links, pairs = (
        Columns(SCHEMAS[f"core.{name}"]) for name in ("eventid_issued", "incident_link", "account_pair")
    )
    for eventid, account_id in sorted(rec.issued.items()):
        issued.add(eventid, account_id)
    for link in rec.links:
        links.add(link.eventid, link.other_eventid, link.kind)
    for pair in rec.pairs:
        pairs.add(pair.left, pair.right, pair.score, _json(dict(pair.reasons)), pair.same)
    return {
        "core.incident": incidents.table(),
        "core.settlement": settlements.table(),
        "core.incident_version": version_table(wide),
        "core.eventid_issued": issued.table(),
        "core.incident_link": links.table(),
        "core.account_pair": pairs.table(),
    }


@uncollected()
def stage(accounts: Sequence[Account], rec: Reconciliation, titles: Mapping[str, str]) -> Tables:
    """All rows of the core tables that the accounts and their reconciliation make; `titles` maps an article to its headline."""
    return {
        **account_tables(accounts, rec),
        "core.account_trait": trait_table(rec.traits),
        **incident_tables(rec, accounts, titles),
    }


def _sources(account_ids: Iterable[str], rec: Reconciliation) -> int:
    """Independent origins: an account that copies another adds none."""
    return max(1, sum(1 for account_id in account_ids if account_id not in rec.copies))


def _version_row(
    incident: Incident,
    version: IncidentVersion,
    number: int,
    rec: Reconciliation,
    by_id: Mapping[str, Account],
    titles: Mapping[str, str],
) -> dict[str, Any]:
    row = gtd_row(version.values)
    told = [by_id[account_id] for account_id in version.account_ids if account_id in by_id]
    row.update(
        eventid=version.eventid,
        version=number,
        known_from=version.known_from,
        known_to=version.known_to,
        accounts=len(version.account_ids),
        sources=_sources(version.account_ids, rec),
        unknown=_unknown(version.values, told),
    )
    cited = sorted(told, key=lambda a: (a.role != "main", a.account_id in rec.copies, a.published_at or "9999", a.doc))
    for i, account in enumerate(list({a.doc: a for a in cited}.values())[:3], 1):
        row[f"scite{i}"] = _cite(account, titles)
    if version.known_to is None:
        row["addnotes"] = _notes(incident)
    return row


def _cite(account: Account, titles: Mapping[str, str]) -> str:
    title = titles.get(account.doc)
    parts = [f"“{title}”" if title else None, account.source or account.doc, (account.published_at or "")[:10]]
    return ", ".join(part for part in parts if part)


_DEAD_OR_HURT = {"nkill": "dead", "nwound": "hurt"}


def _notes(incident: Incident) -> str | None:
    """What GTD puts into its notes: figures that lost, and tolls shared out."""
    notes = []
    for name, word in _DEAD_OR_HURT.items():
        s = incident.settlements.get(name)
        if s is None:
            continue
        if s.rule == "settle_spread":
            notes.append(f"The number of {word} is this incident's share of a cumulative toll.")
        if s.losers:
            others = "; ".join(f"{loser.value} ({loser.why})" for loser in s.losers)
            notes.append(f"Sources differ on the number of {word}: {others}.")
    return " ".join(notes) or None


def _unknown(values: Mapping[str, Scalar | tuple[str, ...]], told: Sequence[Account]) -> list[tuple[str, str]]:
    """Why fields are NULL where silence is not the reason."""
    out = {}
    for name, kind in (("nkill", "killed"), ("nwound", "wounded")):
        if name in values:
            continue
        rows = [toll for account in told for toll in account.tolls if toll.kind == kind]
        if any(toll.perpetrator_source and toll.value is not None for toll in rows):
            out[name] = "perpetrators_only"
        elif rows:
            out[name] = "no_figure"
    if values.get("claimed") == 0:
        out["claimmode"] = out["compclaim"] = "not_applicable"
    if values.get("ishostkid") == 0:
        out["nhostkid"] = out["hostkidoutcome"] = "not_applicable"
    return sorted(out.items())


_VERSION_OWN = (
    "eventid", "version", "known_from", "known_to", "accounts", "sources", "told_date", "first_date", "last_date",
    "nkill_low", "nkill_high", "nwound_low", "nwound_high", "unknown",
)  # fmt: skip
_VERSION_TYPES = {
    "known_from": _S, "known_to": _S, "told_date": _S, "first_date": pa.date32(), "last_date": pa.date32(),
    "resolution": pa.date32(), "unknown": pa.map_(_S, _S), "related": _INTS, "latitude": _F, "longitude": _F,
    **dict.fromkeys(("propvalue", "nhours", "ndays", "ransomamt", "ransomamtus", "ransompaid", "ransompaidus"), _F),
    **dict.fromkeys(
        (
            "approxdate", "provstate", "city", "location", "summary", "motive", "weapdetail", "propcomment", "divert",
            "kidhijcountry", "ransomnote", "addnotes", "scite1", "scite2", "scite3", "dbsource",
        ),
        _S,
    ),
}  # fmt: skip


def _version_type(name: str) -> pa.DataType:
    if name in _VERSION_TYPES:
        return _VERSION_TYPES[name]
    texts = ("_txt", "gname", "gname2", "gname3", "gsubname", "gsubname2", "gsubname3", "corp1", "corp2", "corp3")
    return _S if name.endswith(texts) or name in ("target1", "target2", "target3") else _I


VERSION_COLUMNS: tuple[str, ...] = (*_VERSION_OWN, *(name for name in gtd.GTD_COLUMNS if name != "eventid"))


def version_table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of `core.incident_version`; a column that no row fills costs nothing."""
    filled = {name for row in rows for name in row}
    arrays = [
        pa.array([row.get(name) for row in rows], _version_type(name))
        if name in filled
        else pa.nulls(len(rows), _version_type(name))
        for name in VERSION_COLUMNS
    ]
    return pa.table(arrays, names=list(VERSION_COLUMNS))


def official_tables(dataset: str, events: Iterable[Account], pairs: Iterable[ScoredPair]) -> Tables:
    """Rows of `ref.official_event` and `ref.official_match`; `left` of a pair is an incident of ours, `right` an event of theirs."""
    rows, matches = Columns(SCHEMAS["ref.official_event"]), Columns(SCHEMAS["ref.official_match"])
    for event in events:
        get = event.get
        rows.add(
            dataset, _key_of(event.account_id), get("date"), get("country_txt"), get("provstate"), get("city"), get("latitude"),
            get("longitude"), next(iter(get("attacktype") or ()), None), next(iter(get("gname") or ()), None), get("nkill"), get("nwound"),
        )  # fmt: skip
    for pair in pairs:
        matches.add(dataset, _key_of(pair.right), int(_key_of(pair.left)), pair.score, _json(dict(pair.reasons)))
    return {"ref.official_event": rows.table(), "ref.official_match": matches.table()}


def _key_of(account_id: str) -> str:
    """The key in `<database>:<key>#1`."""
    return account_id.split(":", 1)[1].rsplit("#", 1)[0]


def code_table() -> pa.Table:
    """Rows of `ref.code`: every code list of GTD."""
    out = Columns(SCHEMAS["ref.code"])
    parents: dict[str, Any] = {
        "country": gtd.region_of,
        "targsubtype": gtd.targtype_of,
        "weapsubtype": gtd.weaptype_of,
    }
    for table in (
        gtd.ATTACKTYPE, gtd.WEAPTYPE, gtd.WEAPSUBTYPE, gtd.TARGTYPE, gtd.TARGSUBTYPE, gtd.CLAIMMODE, gtd.COUNTRY, gtd.REGION,
        gtd.PROPEXTENT, gtd.HOSTKIDOUTCOME, gtd.ALTERNATIVE, gtd.SPECIFICITY,
    ):  # fmt: skip
        parent = parents.get(table.name)
        for code in table.codes:
            out.add(table.name, code, table.label(code), parent(code) if parent else None)
    return out.table()
