"""The order of work: one function a task and a verb. It alone knows all rooms and hands them the clock and the stores.

    fetch -> read -> extract -> reconcile -> validate -> load -> publish -> report

Every function can be run again at any time: what is done already is known by its content key, and is not done twice. Functions that
Airflow calls take and give plain strings, numbers, lists and dicts.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl import __version__
from etl.errors import IncidentWarehouseError, ReadError, SourceError, ValidateError, WarehouseError
from etl.model import (
    Account,
    Article,
    FetchOutcome,
    Incident,
    Judgement,
    Outcome,
    Prior,
    Reconciliation,
    Snapshot,
    Source,
    Unread,
    Verdict,
)
from etl.settings import PROJECT, Settings, load_settings
from etl.store import AccountStore, ArticleStore, Ledger, SnapshotStore, adopt_orphans, keep
from etl.store.findings import Findings, FindingsStore
from etl.store.staging import Staged, Staging

if TYPE_CHECKING:  # rooms that take long to import are imported by the step that needs them
    import pyarrow as pa

    from etl.evaluate.muc4_score import MucScorecard
    from etl.evaluate.scorecard import Scorecard
    from etl.extract.extractor import Extractor
    from etl.extract.text import Text
    from etl.model.verdict import Checked
    from etl.report import ReportTables
    from etl.warehouse import Warehouse
    from etl.warehouse.records import Records

Row = dict[str, Any]

# Raised when reading changes what an article's text or identity is: then every kept snapshot is read again.
READER = "read/1"
CODEBOOK = "GTD 2021-08"
SQL = PROJECT / "sql"
LEAST_FREE = 2**30  # bytes; publishing copies the warehouse, and a full disk ends a run midway


@dataclass(frozen=True)
class Workspace:
    """Where everything lies, and the clock."""

    settings: Settings
    clock: Callable[[], datetime]

    @cached_property
    def snapshots(self) -> SnapshotStore:
        """Bytes as received."""
        return SnapshotStore(self.settings.home / "snapshots")

    @cached_property
    def articles(self) -> ArticleStore:
        """Articles as read."""
        return ArticleStore(self.settings.home / "articles")

    @cached_property
    def accounts(self) -> AccountStore:
        """Accounts as extracted."""
        return AccountStore(self.settings.home / "accounts")

    @cached_property
    def findings(self) -> FindingsStore:
        """What reading, extraction and their checks found."""
        return FindingsStore(self.settings.home / "findings")

    def ledger(self) -> Ledger:
        """A connection to the ledger of requests; close it."""
        return Ledger(self.settings.home / "ledger.sqlite")


def open_workspace(settings: Settings | None = None, clock: Callable[[], datetime] | None = None) -> Workspace:
    """The workspace of these settings, or of the environment's; `clock` gives UTC-aware times."""
    return Workspace(settings or load_settings(), clock or (lambda: datetime.now(UTC)))


# --- sources and fetching ---------------------------------------------------------------------------------------------------------


def declared_sources(ws: Workspace) -> tuple[list[Source], list[SourceError]]:
    """All sources declared, and one error for each declaration that cannot be used."""
    from etl.sources import load_sources

    return load_sources(ws.settings.sources)


def choose_sources(ws: Workspace, only: Sequence[str] = ()) -> list[str]:
    """Names of the enabled sources, or of those asked for; broken declarations go to quarantine and the others go on.

    Raises:
        SourceError: a source that was asked for is not declared.
    """
    sources, errors = declared_sources(ws)
    ws.findings.put(
        Findings(
            "declare",
            READER,
            tuple(error.where for error in errors),
            tuple(_quarantined(error.where, "sources", "declare", "declaration", str(error)) for error in errors),
        )
    )
    with ws.ledger() as ledger:
        adopt_orphans(ws.snapshots, ledger)
    by_name = {source.source: source for source in sources}
    for name in only:
        if name not in by_name:
            raise SourceError(
                f"no such source: {name}",
                where=str(ws.settings.sources),
                fix=f"declared are: {', '.join(by_name) or 'none'}",
            )
    return sorted(only) if only else sorted(name for name, source in by_name.items() if source.enabled)


def fetch_outcomes(ws: Workspace, name: str) -> Iterator[FetchOutcome]:
    """Every address of a source that was asked for, each kept by the time it is handed on."""
    yield from _fetch_source(ws, {s.source: s for s in declared_sources(ws)[0]}[name])


def fetch_path(ws: Workspace, path: Path) -> Iterator[FetchOutcome]:
    """A file or folder that no source declares, kept like any other.

    Raises:
        SourceError: there is no such path.
    """
    if not path.exists():
        raise SourceError("no such file or folder", where=str(path), fix="check the path")
    yield from _fetch_source(
        ws, Source(source="by-hand", outlet=None, kind="folder", location=(str(path.resolve()),), local=True)
    )


def fetch(ws: Workspace, name: str) -> Row:
    """Counts of one source by outcome, and the reasons of what failed."""
    return summarise_fetch(name, fetch_outcomes(ws, name))


def summarise_fetch(name: str, outcomes: Iterable[FetchOutcome]) -> Row:
    """`{"source", "new", "unchanged", "failed", "refused", "known", "reasons"}`."""
    summary: Row = {"source": name, **{outcome.value: 0 for outcome in Outcome}, "reasons": {}}
    for outcome in outcomes:
        summary[outcome.row.outcome.value] += 1
        if outcome.row.outcome in (Outcome.FAILED, Outcome.REFUSED):
            reasons = summary["reasons"]
            reasons[outcome.row.reason] = reasons.get(outcome.row.reason, 0) + 1
    return summary


# --- reading and extracting -------------------------------------------------------------------------------------------------------


def plan_reading(ws: Workspace) -> list[list[str]]:
    """Keys of snapshots never read, in batches, whatever run fetched them."""
    return _batches(sorted(set(ws.snapshots.keys()) - ws.findings.worked("read")), ws.settings.batch_size)


def read(ws: Workspace, keys: Sequence[str]) -> Row:
    """Snapshots to checked articles: `{"snapshots", "articles", "quarantined"}`."""
    from etl.read import read_snapshot
    from etl.validate.check import validate
    from etl.validate.frames import articles_frame

    declared = {source.source: source for source in declared_sources(ws)[0]}
    items: list[Article | Unread] = []
    for snapshot in ws.snapshots.read(keys):
        items += read_snapshot(snapshot, declared.get(snapshot.source) or _undeclared(snapshot))
    articles = _once(item for item in items if isinstance(item, Article))
    unread = [item for item in items if isinstance(item, Unread)]
    checked = validate("articles", articles_frame(articles), key="doc", as_of=ws.clock())
    rejected = {verdict.key: verdict for verdict in checked.verdicts if not verdict.accepted}
    quarantined = [
        _quarantined(item.where, "articles", "read", item.reason, str(item), source=item.source, snapshot=item.snapshot)
        for item in unread
    ]
    quarantined += [
        _quarantined(
            article.doc,
            "articles",
            "read",
            _failed(rejected[article.doc]),
            _why(rejected[article.doc]),
            doc=article.doc,
            url=article.url,
            source=article.source,
            snapshot=article.snapshot,
        )
        for article in articles
        if article.doc in rejected
    ]
    ws.articles.put(article for article in articles if article.doc not in rejected)
    ws.findings.put(Findings("read", READER, tuple(keys), tuple(quarantined), _results(checked)))
    return {"snapshots": len(keys), "articles": len(articles) - len(rejected), "quarantined": len(quarantined)}


def plan_extraction(ws: Workspace) -> list[list[str]]:
    """Articles that the present extractor has not worked through, in batches."""
    return _batches(sorted(ws.articles.docs() - ws.accounts.docs(_extractor_id(ws))), ws.settings.batch_size)


def extract(ws: Workspace, docs: Sequence[str]) -> Row:
    """Articles to checked accounts: `{"articles", "accounts", "quarantined"}`."""
    from etl.validate.check import validate
    from etl.validate.frames import accounts_frame, evidence_frame

    extractor = _extractor(ws)
    articles = list(ws.articles.read(docs))
    found: dict[str, list[Account]] = {}
    quarantined: list[Row] = []
    for article in articles:
        try:
            found[article.doc] = extractor.extract(article) if article.language in ("en", "und") else []
        except IncidentWarehouseError as error:
            found[article.doc] = []
            quarantined.append(
                _quarantined(article.doc, "accounts", "extract", "unworkable", str(error), doc=article.doc)
            )
    accounts = [account for doc in sorted(found) for account in found[doc]]
    by_id = {account.account_id: account for account in accounts}
    checks = [
        validate("accounts", accounts_frame(accounts), key="account_id", as_of=ws.clock()),
        validate("evidence", evidence_frame(accounts, articles), key="account_id", as_of=ws.clock()),
    ]
    rejected = {verdict.key: verdict for checked in checks for verdict in checked.verdicts if not verdict.accepted}
    quarantined += [
        _quarantined(
            key,
            verdict.suite,
            "extract",
            _failed(verdict),
            _why(verdict),
            doc=by_id[key].doc,
            payload=by_id[key].to_row(),
        )
        for key, verdict in sorted(rejected.items())
    ]
    kept = {doc: [a for a in own if a.account_id not in rejected] for doc, own in found.items()}
    results = tuple(row for checked in checks for row in _results(checked))
    ws.findings.put(Findings("extract", _extractor_id(ws), tuple(docs), tuple(quarantined), results))
    ws.accounts.put(kept, _extractor_id(ws))
    return {"articles": len(docs), "accounts": sum(map(len, kept.values())), "quarantined": len(quarantined)}


@dataclass(frozen=True)
class Worked:
    """What came of one article: its accounts, or the reason why it could not be worked through."""

    doc: str
    accounts: tuple[Account, ...]
    error: str | None = None


def extract_stream(articles: Iterable[Article], workers: int = 1, extractor: str = "rules") -> Iterator[Worked]:
    """Each article's outcome, in the order of the articles, whatever the number of processes."""
    if workers == 1:
        work = _worker(extractor)
        yield from map(work, articles)
        return
    # `spawn`: a forked copy of a process with threads (progress bars, Arrow) may hang.
    with get_context("spawn").Pool(workers, initializer=_start_worker, initargs=(extractor,)) as pool:
        yield from pool.imap(_work, articles, chunksize=16)


def article_from_row(row: Row) -> Article:
    """An article as handed in by hand: title and text stay exactly as they stand, so that every offset holds.

    Raises:
        ReadError: `doc` or `text` is missing, or a value is of the wrong type.
    """
    doc = row.get("doc")
    if not isinstance(doc, str) or not doc:
        raise ReadError("the article has no `doc`", where="article", fix="give every article an id")
    for name in ("title", "text"):
        if not isinstance(row.get(name) or "", str):
            raise ReadError(f"`{name}` is no text", where=doc, fix="give a string")
    if row.get("text") is None and row.get("title") is None:
        raise ReadError("the article has neither title nor text", where=doc, fix="give its words")
    return Article(
        doc=doc,
        title=row.get("title") or "",
        text=row.get("text") or "",
        url=row.get("url"),
        source=row.get("source"),
        published_at=_moment(row.get("published_at"), doc),
    )


# --- building ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SettledRows:
    """Accounts in wire form, each with its `incident`, and the settled incidents as flat rows."""

    accounts: tuple[Row, ...]
    incidents: tuple[Row, ...]


def reconcile_rows(rows: Sequence[Row]) -> SettledRows:
    """Accounts in wire form settled into incidents, without any warehouse; the given rows come back, with their `incident`.

    Raises:
        ReconcileError: two different accounts bear one id.
    """
    from etl.reconcile import reconcile as settle

    accounts = [Account.from_row(row) for row in _numbered(rows)]
    settled = settle(accounts)
    ids = {account_id: str(eventid) for account_id, eventid in settled.assignments.items()}
    return SettledRows(
        tuple({**row, "incident": ids.get(a.account_id)} for row, a in zip(rows, accounts, strict=True)),
        tuple(incident_row(incident) for incident in settled.incidents),
    )


def incident_row(incident: Incident) -> Row:
    """A settled incident as one flat JSON object: values, rules, witnesses and losers by field."""
    return {
        "eventid": incident.eventid,
        **{name: s.value for name, s in incident.settlements.items()},
        "accounts": list(incident.account_ids),
        "settlements": {name: asdict(s) for name, s in incident.settlements.items()},
    }


def count_unloaded(ws: Workspace) -> Row:
    """`{"articles", "accounts"}` that the published copy does not hold yet."""
    published = _published_keys(ws)
    accounts = {account.account_id for account in ws.accounts.read(extractor=_extractor_id(ws))}
    return {
        "articles": len(ws.articles.docs() - published["articles"]),
        "accounts": len(accounts - published["accounts"]),
    }


def reconcile(ws: Workspace) -> Row:
    """Settles all accounts and stages the result: `{"run", "accounts", "incidents"}`."""
    from etl.read.copies import find_copies
    from etl.reconcile import reconcile as settle
    from etl.reconcile import reconcile_near

    warehouse = _warehouse(ws)
    warehouse.migrate()
    records = _records(ws)
    articles = list(ws.articles.read())
    about: Row = {
        "judgements": records.judgements(),
        "copies": [(pair.original, pair.copy) for pair in find_copies(articles)],
        "seen_at": {a.doc: a.fetched_at.isoformat() for a in articles if a.fetched_at is not None},
    }
    loaded = set(warehouse.named("build/docs.sql").column("doc").to_pylist())
    parts = _parts(ws, records)
    whole = not loaded or parts != dict(zip(*warehouse.named("build/parts.sql").to_pydict().values(), strict=True))
    docs = [article.doc for article in articles if whole or article.doc not in loaded]
    accounts = (*ws.accounts.read(docs, extractor=_extractor_id(ws)), *_released_accounts(ws, set(docs)))
    run_id = _run_id(parts, articles)
    if whole:
        settled = settle(accounts, prior=Prior(warehouse.issued()), **about)
        staged = Staged(run_id, settled, accounts, tuple(docs), whole=True)
    else:
        near = reconcile_near(accounts, known=warehouse, **about)
        staged = Staged(run_id, near.reconciliation, near.accounts, tuple(docs), whole=False, removed=near.removed)
    _staging(ws).put(staged)
    return {"run": run_id, "accounts": len(accounts), "incidents": len(staged.reconciliation.incidents)}


def validate(ws: Workspace) -> Row:
    """Checks every staged incident; a rejected one is quarantined and left out: `{"incidents", "quarantined"}`.

    Raises:
        ValidateError: more than the set share was rejected: something is wrong with the batch and not with a row.
    """
    from etl.validate.check import validate as check
    from etl.validate.frames import incidents_frame

    staged = _staging(ws).get()
    settled = staged.reconciliation
    checked = check(
        "incidents", incidents_frame(settled.incidents, links=settled.links), key="eventid", as_of=ws.clock()
    )
    waived = {row["key"] for row in _records(ws).quarantine("released") if row["suite"] == "incidents"}
    rejected = {int(v.key): v for v in checked.verdicts if not v.accepted and v.key not in waived}
    if len(rejected) > ws.settings.reject_share * max(1, len(settled.incidents)):
        worst = Counter(f.expectation for v in rejected.values() for f in v.failures).most_common(1)[0]
        raise ValidateError(
            f"{len(rejected)} of {len(settled.incidents)} incidents were rejected, most by {worst[0]} ({worst[1]})",
            where=f"run {staged.run_id}",
            fix="look at the reasons with `incidents quarantine list`, or raise INCIDENTS_REJECT_SHARE",
        )
    by_id = {incident.eventid: incident for incident in settled.incidents}
    quarantined = tuple(
        _quarantined(str(eventid), "incidents", "validate", _failed(v), _why(v), payload=incident_row(by_id[eventid]))
        for eventid, v in sorted(rejected.items())
    )
    _staging(ws).put(
        replace(
            staged,
            reconciliation=_without(settled, frozenset(rejected)),
            checked=True,
            quarantined=quarantined,
            results=_results(checked) + _results(_check_sources(ws)),
        )
    )
    return {"incidents": len(settled.incidents) - len(rejected), "quarantined": len(rejected)}


def load(ws: Workspace) -> Row:
    """Writes the staged build in one transaction, and counts: what came in is there or in quarantine.

    Raises:
        WarehouseError: the staged build was not validated, a row breaks a constraint, or the counts differ.
    """
    from etl.warehouse import LoadBatch

    staged = _staging(ws).get()
    if not staged.checked:
        raise WarehouseError("was not validated", where=f"run {staged.run_id}", fix="run `incidents validate` first")
    if not (staged.docs or staged.accounts or staged.removed):
        # A second run of the same day must not write its empty counts over those of the first.
        return {"articles": 0, "accounts": 0, "incidents": 0, "tables": 0}
    started = ws.clock()
    findings = _current_findings(ws)
    articles = list(ws.articles.read(staged.docs))
    quarantine = [row for found in findings for row in found.quarantined] + list(staged.quarantined)
    results = _summed([row for found in findings for row in found.results] + list(staged.results))
    settled = staged.reconciliation
    warehouse = _warehouse(ws)
    counts = warehouse.load(
        LoadBatch(
            snapshots=list(ws.snapshots.read()),
            articles=articles,
            accounts=staged.accounts,
            reconciliation=settled,
            whole=staged.whole,
            removed=staged.removed,
            runs=[
                {
                    "run_id": staged.run_id,
                    "started_at": started.replace(tzinfo=None),
                    "finished_at": ws.clock().replace(tzinfo=None),
                    "status": "finished",
                    "trigger": "build",
                    "articles": len(articles),
                    "accounts": len(staged.accounts),
                    "incidents": len(settled.incidents),
                    "seconds": (ws.clock() - started).total_seconds(),
                    "code_version": __version__,
                }
            ],
            expectation_results=[{"run_id": staged.run_id, **row} for row in results],
            quarantine=[{"first_run_id": staged.run_id, **row} for row in quarantine],
            metrics=_metrics(staged, findings),
            build=_parts(ws, _records(ws)),
        )
    )
    _check_counts(warehouse, staged, articles)
    return {
        "articles": len(articles),
        "accounts": len(staged.accounts),
        "incidents": len(settled.incidents),
        "tables": len(counts),
    }


def publish(ws: Workspace) -> str:
    """The path of the analysts' copy, swapped in whole."""
    return str(_warehouse(ws).publish(ws.settings.published))


def report(ws: Workspace) -> str:
    """The path of the report's first page, built from the published copy and swapped in whole."""
    from etl.report import build_site

    fresh = ws.settings.report.with_name(ws.settings.report.name + ".new")
    old = ws.settings.report.with_name(ws.settings.report.name + ".old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)

    def write(path: str, content: str) -> None:
        file = fresh / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")

    build_site(report_tables(ws), write, newest=ws.settings.incident_pages)
    if ws.settings.report.exists():
        ws.settings.report.rename(old)
    fresh.rename(ws.settings.report)
    shutil.rmtree(old, ignore_errors=True)
    return str(ws.settings.report / "index.html")


def report_tables(ws: Workspace) -> ReportTables:
    """The rows of the report, from the published copy."""
    from etl.report import ReportTables
    from etl.warehouse import query

    folder = SQL / "report"
    rows = {
        name: query(ws.settings.published, (folder / f"{name}.sql").read_text("utf-8")).to_pylist()
        for name in ReportTables.queries()
    }
    return ReportTables(as_of=ws.clock(), **rows)


# Name of each step of a build, in order; all take the workspace alone.
BUILD_STEPS: tuple[tuple[str, Callable[[Workspace], Any]], ...] = (
    ("reconcile", reconcile),
    ("validate", validate),
    ("load", load),
    ("publish", publish),
    ("report", report),
)


# --- asking, judging, measuring -------------------------------------------------------------------------------------------------


def ask(ws: Workspace, statement: str, parameters: Row | None = None) -> pa.Table:
    """What one SELECT on the published copy answers.

    Raises:
        QueryError: it is wrong, not alone, or does more than read.
    """
    from etl.warehouse import query

    return query(ws.settings.published, statement, parameters)


def named_queries() -> dict[str, Path]:
    """The queries of `sql/queries/` by name."""
    return {path.stem: path for path in sorted((SQL / "queries").glob("*.sql"))}


def show(ws: Workspace, eventid: int) -> Row:
    """Everything that the published copy knows of one incident.

    Raises:
        QueryError: no incident bears or bore this id.
    """
    from etl.warehouse.show import show as look_up

    shown = asdict(look_up(ws.settings.published, eventid, SQL))
    texts = _texts(ws, shown["accounts"])
    doc_of = {account["account_id"]: account["doc"] for account in shown["accounts"]}
    quotes = [quote for settled in shown["settlements"] for quote in settled["quotes"]]
    for quote in [*quotes, *shown["tolls"], *shown["claims"], *shown["victims"]]:
        text = texts.get(doc_of.get(quote["account_id"], ""))
        if text is not None and quote["start"] >= 0:
            sentence = text.sentence_at(quote["start"])
            quote |= {"sentence": sentence.text, "sentence_start": sentence.start}
    return shown


def _texts(ws: Workspace, accounts: Iterable[Row]) -> dict[str, Text]:
    """The articles of these accounts cut into sentences, by doc."""
    from etl.extract.text import segment

    rows = ask(ws, (SQL / "show" / "texts.sql").read_text("utf-8"), {"docs": [account["doc"] for account in accounts]})
    return {row["doc"]: segment(Article(row["doc"], row["title"], row["text"])) for row in rows.to_pylist()}


def quarantined(ws: Workspace, key: str | None = None) -> pa.Table:
    """What is held back, all of it or one item."""
    return ask(ws, (SQL / "build" / "quarantine.sql").read_text("utf-8"), {"key": key})


def decide(ws: Workspace, key: str, status: str, by: str, why: str) -> int:
    """How many items held back under this key got this decision; a released one goes on with the next build.

    Raises:
        WarehouseError: nothing is held back under this key, or what is held cannot go on as it is.
    """
    records = _records(ws)
    held = [row for row in records.quarantine(None) if row["key"] == key]
    if not held:
        raise WarehouseError("nothing is held back under this key", where=key, fix="see `incidents quarantine list`")
    if not by.strip() or not why.strip():
        raise WarehouseError("a decision needs a name and a reason", where=key, fix="give --by and --why")
    if status == "released":
        _release_articles(ws, held)
    return records.decide(key, status=status, by=by, why=why, at=ws.clock())


def _release_articles(ws: Workspace, held: Sequence[Row]) -> None:
    """Nothing; the articles held back among these are read again from their snapshots and kept."""
    from etl.read import read_snapshot

    declared = {source.source: source for source in declared_sources(ws)[0]}
    for row in held:
        if row["stage"] == "declare" or (row["stage"] == "read" and row["doc"] is None):
            raise WarehouseError(
                "there is nothing that could go on: it could not be read",
                where=row["key"],
                fix="mend it at its source and fetch it again, or discard it",
            )
        if row["stage"] == "read":
            payload = row["payload"] if isinstance(row["payload"], dict) else json.loads(row["payload"])
            snapshot = ws.snapshots.get(payload["snapshot"])
            items = read_snapshot(snapshot, declared.get(snapshot.source) or _undeclared(snapshot))
            ws.articles.put(item for item in items if isinstance(item, Article) and item.doc == row["doc"])


def judge(ws: Workspace, left: str, right: str, *, same: bool, by: str, why: str) -> Judgement:
    """A person's word on two accounts; it outranks every rule from the next build on.

    Raises:
        WarehouseError: one of them is no account, or nobody signs, or no reason is given.
    """
    known = {account.account_id for account in ws.accounts.read()}
    for account_id in (left, right):
        if account_id not in known:
            raise WarehouseError("no such account", where=account_id, fix="see `incidents judge review`")
    _warehouse(ws).migrate()
    return _records(ws).judge(left, right, same=same, by=by, why=why, at=ws.clock())


def unsure_pairs(ws: Workspace, limit: int) -> pa.Table:
    """The pairs of accounts that the matcher is least sure of and nobody has judged."""
    return ask(ws, (SQL / "records" / "unsure_pairs.sql").read_text("utf-8"), {"limit": limit})


def export_gtd(ws: Workspace, file: Path) -> int:
    """How many incidents were written with GTD's 135 columns; the file's ending says how.

    Raises:
        WarehouseError: another ending than .csv, .parquet or .xlsx, or more incidents than a sheet holds.
    """
    from etl.warehouse.export import export_gtd as write

    return write(ws.settings.published, file)


def export_marts(ws: Workspace, folder: Path) -> dict[str, int]:
    """The rows of each mart, written to a Parquet file of its name."""
    from etl.warehouse.export import export_marts as write

    return write(ws.settings.published, folder)


def export_quality(ws: Workspace, folder: Path) -> list[Path]:
    """Quality results for other systems: `results.json`, `results.junit.xml` and `badge.svg` in this folder."""
    from etl.report.export import badge, results_json, results_junit

    tables = report_tables(ws)
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        "results.json": results_json(tables),
        "results.junit.xml": results_junit(tables),
        "badge.svg": badge(tables),
    }
    for name, content in written.items():
        (folder / name).write_text(content, "utf-8")
    return [folder / name for name in written]


def volume_warnings(ws: Workspace) -> list[str]:
    """One line for each source that yields nothing, or far more than usual."""
    from etl.sources import volume_warning

    with ws.ledger() as ledger:
        daily = ledger.daily()
    today = ws.clock().date()
    warnings = (
        volume_warning(source, daily.get(source.source, {}), today)
        for source in declared_sources(ws)[0]
        if source.enabled
    )
    return [warning for warning in warnings if warning is not None]


def newest_incident(ws: Workspace) -> int | None:
    """The incident that most articles tell of."""
    found = ask(ws, (SQL / "build" / "newest.sql").read_text("utf-8")).to_pylist()
    return found[0]["eventid"] if found else None


def json_rows(path: Path) -> list[Row]:
    """The objects of a file with one a line.

    Raises:
        ReadError: the file cannot be read, or a line is no JSON object.
    """
    rows = []
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read ({error})", where=str(path), fix="give a UTF-8 file of JSON lines") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except ValueError as error:
                raise ReadError(
                    f"is no JSON ({error})", where=f"{path}:{number}", fix="mend or remove the line"
                ) from None
    return rows


def gold_articles(folder: Path) -> list[Row]:
    """The articles of a gold folder."""
    return json_rows(folder / "articles.jsonl")


def read_accounts(path: Path) -> list[Account]:
    """Accounts in wire form from a file."""
    return [Account.from_row(row) for row in _numbered(json_rows(path))]


def evaluate_gold(folder: Path, accounts: Iterable[Account]) -> Scorecard:
    """The scorecard of accounts against the coded rows of a gold folder."""
    from etl.evaluate.gold import read_articles, score_gold

    return score_gold(
        read_articles(gold_articles(folder)), json_rows(folder / "gold.jsonl"), [a.to_row() for a in accounts]
    )


def evaluate_muc4(documents: Sequence[Row], by_doc: dict[str, list[Account]]) -> tuple[MucScorecard, list[Row]]:
    """The scorecard of accounts by MUC-4's keys, and the templates that they make."""
    from etl.evaluate.muc4 import muc4_predictions
    from etl.evaluate.muc4_score import score_muc4

    templates = muc4_predictions(by_doc)
    return score_muc4(documents, templates), templates


def keep_scores(ws: Workspace, corpus: str, card: Scorecard) -> None:
    """Nothing; the figures are in `quality.score` of the next published copy."""
    from etl.warehouse import LoadBatch

    rows = [
        {"run_id": _extractor_id(ws), "corpus": corpus, "slice": part, "field": name, **tally.to_dict()}
        for part, fields in (("main", card.main), ("background", card.background))
        for name, tally in fields.items()
        if tally
    ]
    rows.append(
        {
            "run_id": _extractor_id(ws),
            "corpus": corpus,
            "slice": "main",
            "field": "mission",
            "f1": card.mission,
            "n": card.articles,
        }
    )
    warehouse = _warehouse(ws)
    warehouse.migrate()
    warehouse.load(LoadBatch(scores=rows))


@dataclass(frozen=True)
class Check:
    """One thing that `incidents doctor` looks at."""

    name: str
    ok: bool
    found: str
    fix: str


def diagnose(ws: Workspace) -> list[Check]:
    """What is there, what is wrong, and how to mend it."""
    sources, errors = declared_sources(ws)
    unread = sum(map(len, plan_reading(ws)))
    unworked = sum(map(len, plan_extraction(ws)))
    news = count_unloaded(ws)
    home = ws.settings.home
    free = shutil.disk_usage(next(p for p in (home, *home.resolve().parents) if p.exists())).free
    return [
        Check("python", sys.version_info >= (3, 11), sys.version.split()[0], "use Python 3.11 or later"),
        Check(
            "duckdb",
            version("duckdb").startswith("1."),
            version("duckdb"),
            "a file of DuckDB 2 cannot be read by 1.5: run `make setup`",
        ),
        Check(
            "sources",
            not errors and bool(sources),
            f"{len(sources)} declared, {len(errors)} broken",
            "`incidents sources check` names them",
        ),
        Check("snapshots", not unread, f"{unread} unread", "run `incidents read`"),
        Check("articles", not unworked, f"{unworked} not worked through", "run `incidents extract`"),
        Check(
            "warehouse", not news["articles"], f"{news['articles']} articles not published yet", "run `incidents run`"
        ),
        Check(
            "report", (ws.settings.report / "index.html").exists(), str(ws.settings.report), "run `incidents report`"
        ),
        Check(
            "disk", free > LEAST_FREE, f"{free // 2**30} GiB free", "make room: a load needs the warehouse's size again"
        ),
    ]


# --- what the steps share -----------------------------------------------------------------------------------------------------------


def _fetch_source(ws: Workspace, source: Source) -> Iterator[FetchOutcome]:
    from etl.fetch import Client, Limits, fetch_source
    from etl.read import list_entries

    client = Client(ws.settings.user_agent, limits=Limits(interval=ws.settings.host_interval), clock=ws.clock)
    with ws.ledger() as ledger:
        outcomes = fetch_source(
            source, client=client, memory=ledger, recall=ws.snapshots.get, list_entries=list_entries
        )
        yield from keep(outcomes, ws.snapshots, ledger)


def _extractor(ws: Workspace) -> Extractor:
    from etl.extract.extractor import load_extractor

    return load_extractor(ws.settings.extractor)


def _extractor_id(ws: Workspace) -> str:
    extractor = _extractor(ws)
    return f"{extractor.name}/{extractor.version}"


def _records(ws: Workspace) -> Records:
    from etl.warehouse.records import Records

    return Records(ws.settings.warehouse)


def _released_accounts(ws: Workspace, docs: Set[str]) -> list[Account]:
    """Accounts of these articles that their suite had rejected and a person let go on."""
    released = {(row["suite"], row["key"]) for row in _records(ws).quarantine("released")}
    rows = [row for found in _current_findings(ws) if found.step == "extract" for row in found.quarantined]
    payloads = {
        row["key"]: json.loads(row["payload"])["row"]
        for row in rows
        if (row["suite"], row["key"]) in released and row["doc"] in docs
    }
    return [Account.from_row(payloads[key]) for key in sorted(payloads)]


def _warehouse(ws: Workspace) -> Warehouse:
    from etl.warehouse import Warehouse

    return Warehouse(ws.settings.warehouse, SQL)


def _staging(ws: Workspace) -> Staging:
    return Staging(ws.settings.home / "staging" / "build.pickle", __version__)


def _parts(ws: Workspace, records: Records) -> dict[str, str]:
    """What the tables are made by: where one of these changes, all of them are made again."""
    released = sorted(f"{row['suite']} {row['key']}" for row in records.quarantine("released"))
    return {
        "code": __version__,
        "reader": READER,
        "extractor": _extractor_id(ws),
        "codebook": CODEBOOK,
        "released": hashlib.sha256("\n".join(released).encode()).hexdigest()[:12],
    }


def _run_id(made_by: dict[str, str], articles: Sequence[Article]) -> str:
    """The id of a build, told by what goes into it: the same articles and versions give the same run."""
    parts = [f"{name} {version}" for name, version in sorted(made_by.items())]
    return hashlib.sha256("\n".join([*parts, *(a.doc for a in articles)]).encode()).hexdigest()[:12]


def _current_findings(ws: Workspace) -> list[Findings]:
    """Findings of the present reader and extractor; those of earlier versions speak of what is no longer there."""
    workers = {READER, _extractor_id(ws)}
    return [found for found in ws.findings.read() if found.worker in workers]


def _quarantined(
    key: str,
    suite: str,
    stage: str,
    reason: str,
    why: str,
    *,
    doc: str | None = None,
    url: str | None = None,
    source: str | None = None,
    snapshot: str | None = None,
    payload: Row | None = None,
) -> Row:
    """A row of quality.quarantine; `reason` is a word to count by and `why` the line for a person."""
    held = {"why": why, "source": source, "snapshot": snapshot, "row": payload}
    return {
        "key": key,
        "suite": suite,
        "stage": stage,
        "reason": reason,
        "payload": json.dumps({k: v for k, v in held.items() if v is not None}, ensure_ascii=False, default=str),
        "doc": doc,
        "url": url,
        "status": "open",
    }


def _failed(verdict: Verdict) -> str:
    """The expectations that rejected a row."""
    return ", ".join(sorted({f.expectation for f in verdict.failures if f.severity == "reject"}))


def _why(verdict: Verdict) -> str:
    """Why a row was rejected, one clause an expectation."""
    return "; ".join(f"{f.column}: {f.why} (was {f.observed})" for f in verdict.failures if f.severity == "reject")


def _results(checked: Checked) -> tuple[Row, ...]:
    """What each expectation found, as rows of quality.expectation_result without their run."""
    return tuple(
        {
            "suite": result.suite,
            "expectation": result.expectation,
            "severity": result.severity,
            "column": ", ".join(result.columns),
            "success": result.success,
            "observed": "; ".join(result.examples) or result.observed,
            "failed_rows": result.unexpected,
            "total_rows": result.checked,
            "why": result.why,
            "source_rule": result.source,
        }
        for result in checked.results
    )


def _summed(rows: Iterable[Row]) -> list[Row]:
    """One row an expectation over all batches, however the batches were cut."""
    summed: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["suite"], row["expectation"])
        seen = summed.setdefault(key, {**row, "success": True, "failed_rows": 0, "total_rows": 0, "observed": None})
        seen["success"] = seen["success"] and row["success"]
        seen["failed_rows"] += row["failed_rows"]
        seen["total_rows"] += row["total_rows"]
        seen["observed"] = min(filter(None, (seen["observed"], row["observed"])), default=None)
    return [summed[key] for key in sorted(summed)]


def _without(settled: Reconciliation, rejected: frozenset[int]) -> Reconciliation:
    """The reconciliation less some incidents; their accounts stay, without an incident."""
    if not rejected:
        return settled
    return replace(
        settled,
        incidents=tuple(i for i in settled.incidents if i.eventid not in rejected),
        versions=tuple(v for v in settled.versions if v.eventid not in rejected),
        assignments={a: e for a, e in settled.assignments.items() if e not in rejected},
        links=tuple(k for k in settled.links if not {k.eventid, k.other_eventid} & rejected),
    )


def _metrics(staged: Staged, findings: Sequence[Findings]) -> list[Row]:
    """Counts of one build."""
    settled = staged.reconciliation
    counts = {
        "accounts": len(staged.accounts),
        "accounts_left_out": len(settled.left_out),
        "incidents": len(settled.incidents),
        "incidents_rejected": len(staged.quarantined),
        "pairs_unsure": len(settled.pairs),
        "items_quarantined": sum(len(found.quarantined) for found in findings),
    }
    return [{"run_id": staged.run_id, "name": name, "labels": "", "value": float(n)} for name, n in counts.items()]


def _check_sources(ws: Workspace) -> Checked:
    """What each source yielded, against what its declaration promises."""
    from etl.validate.check import validate as check
    from etl.validate.frames import sources_frame

    sources, _ = declared_sources(ws)
    articles = list(ws.articles.read())
    quarantined = Counter(
        str(json.loads(row["payload"]).get("source")) for f in _current_findings(ws) for row in f.quarantined
    )
    with ws.ledger() as ledger:
        rows = list(ledger.rows())
    failed = Counter(row.source for row in rows if row.outcome is Outcome.FAILED)
    first = min((row.asked_at for row in rows), default=ws.clock())
    days = max(1.0, (ws.clock() - first) / timedelta(days=1))
    frame = sources_frame(sources, articles, days=days, quarantined=quarantined, failed=failed)
    return check("sources", frame, key="source", as_of=ws.clock())


def _check_tables(warehouse: Warehouse, run_id: str) -> None:
    """Nothing, when the loaded tables hold together; what the checks found is kept beside them.

    Raises:
        ValidateError: a check that rejects found rows: the load stays, but is not to be published.
    """
    from etl.validate.warehouse_checks import check_warehouse
    from etl.warehouse import LoadBatch

    with warehouse.open() as con:
        checked = check_warehouse(lambda statement: con.execute(statement).to_arrow_table().to_pylist())
    warehouse.load(LoadBatch(expectation_results=[{"run_id": run_id, **row} for row in _results(checked)]))
    broken = [result for result in checked.results if result.severity == "reject" and not result.success]
    if broken:
        raise ValidateError(
            f"{broken[0].unexpected} rows break {broken[0].expectation} ({', '.join(broken[0].examples[:3])})",
            where=f"run {run_id}",
            fix="nothing was published; this is a defect of ours: keep the workspace and report it",
        )


def _check_counts(warehouse: Warehouse, staged: Staged, articles: Sequence[Article]) -> None:
    """Nothing, when all that came in is there."""
    held = warehouse.named("build/counts.sql").to_pylist()[0]
    settled = staged.reconciliation
    expected = {"articles": len(articles), "accounts": len(staged.accounts), "incidents": len(settled.incidents)}
    short = {
        name: (n, held[name]) for name, n in expected.items() if (held[name] != n if staged.whole else held[name] < n)
    }
    if short:
        raise WarehouseError(
            "; ".join(f"{n} {name} came in and {there} are there" for name, (n, there) in short.items()),
            where=f"run {staged.run_id}",
            fix="this is a defect of ours: keep the workspace and report it",
        )


def _published_keys(ws: Workspace) -> dict[str, set[str]]:
    from etl.warehouse import query

    if not ws.settings.published.exists():
        return {"articles": set(), "accounts": set()}
    ask = partial(query, ws.settings.published)
    return {
        "articles": set(ask((SQL / "build" / "docs.sql").read_text("utf-8")).column("doc").to_pylist()),
        "accounts": set(ask((SQL / "build" / "account_ids.sql").read_text("utf-8")).column("account_id").to_pylist()),
    }


def _batches(keys: list[str], size: int) -> list[list[str]]:
    return [keys[n : n + size] for n in range(0, len(keys), size)]


def _once(articles: Iterable[Article]) -> list[Article]:
    """The articles, each `doc` once: the first by time of fetching."""
    kept: dict[str, Article] = {}
    for article in sorted(articles, key=lambda a: (a.doc, str(a.fetched_at), a.snapshot or "")):
        kept.setdefault(article.doc, article)
    return list(kept.values())


def _undeclared(snapshot: Snapshot) -> Source:
    """The source of a snapshot that no declaration stands for (any more): what was kept is still read."""
    return Source(source=snapshot.source, outlet=None, kind="folder", location=(snapshot.url,))


def _moment(value: Any, doc: str) -> datetime | None:
    """A UTC-aware time; one without a zone is taken as UTC."""
    if value in (None, ""):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ReadError(
            f"published_at {value!r} is no ISO 8601 time", where=doc, fix="write 2024-01-03T15:42:00Z or null"
        ) from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows, those without an `account_id` numbered within their article."""
    seen: Counter[str] = Counter()
    numbered = []
    for row in rows:
        seen[row["doc"]] += 1
        numbered.append({"account_id": f"{row['doc']}#{seen[row['doc']]}", **row})
    return numbered


def _worker(extractor: str) -> Callable[[Article], Worked]:
    from etl.extract.extractor import load_extractor

    engine = load_extractor(extractor)

    def work(article: Article) -> Worked:
        try:
            return Worked(article.doc, tuple(engine.extract(article)))
        except IncidentWarehouseError as error:
            return Worked(article.doc, (), f"{error.what}; {error.fix}")

    return work


_PROCESS: dict[str, Callable[[Article], Worked]] = {}


def _start_worker(extractor: str) -> None:
    _PROCESS["work"] = _worker(extractor)


def _work(article: Article) -> Worked:
    return _PROCESS["work"](article)
