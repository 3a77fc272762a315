"""News in: fetch, read, extract, and check what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import IncidentWarehouseError, SourceError
from etl.model import (
    Account,
    Article,
    FetchOutcome,
    Outcome,
    Snapshot,
    Source,
    Unread,
)
from etl.pipeline.journal import log_failed, log_held, logged
from etl.pipeline.rows import failed_expectations, quarantine_row, reasons, result_rows
from etl.pipeline.stream import moment
from etl.pipeline.workspace import READER, SQL, Row, Workspace, extractor_id, present
from etl.store import adopt_orphans, keep
from etl.store.findings import Findings

if TYPE_CHECKING:  # rooms that take long to import are imported by the step that needs them
    pass


def declared_sources(ws: Workspace) -> tuple[list[Source], list[SourceError]]:
    """All sources declared, and one error for each declaration that cannot be used."""
    from etl.sources import load_sources

    return load_sources(ws.settings.sources)


def choose_sources(ws: Workspace, only: Sequence[str] = (), *, due: bool = False) -> list[str]:
    """Names of the enabled sources, or of those asked for; broken declarations go to quarantine and the others go on.

    `due` leaves out those whose own schedule does not call for them yet.

    Raises:
        SourceError: a source that was asked for is not declared.
    """
    sources, errors = declared_sources(ws)
    ws.findings.put(
        Findings(
            "declare",
            READER,
            tuple(error.where for error in errors),
            tuple(quarantine_row(error.where, "sources", "declare", "declaration", str(error)) for error in errors),
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
    chosen = sorted(only) if only else sorted(name for name, source in by_name.items() if source.enabled)
    return [name for name in chosen if _is_due(ws, by_name[name])] if due else chosen


def fetch_outcomes(
    ws: Workspace, name: str, *, since: datetime | None = None, until: datetime | None = None
) -> Iterator[FetchOutcome]:
    """Every address of a source that was asked for, each kept by the time it is handed on; of a range of dates where one is given."""
    yield from _fetch_source(ws, {s.source: s for s in declared_sources(ws)[0]}[name], since, until)


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


def fetch(ws: Workspace, name: str, *, since: str | None = None, until: str | None = None) -> Row:
    """Counts of one source by outcome, and the reasons of what failed; `since` and `until` are ISO dates or times (UTC).

    A range asked for again goes on where it was: what is kept already is not asked for.
    """
    outcomes = fetch_outcomes(ws, name, since=moment(since, "since"), until=moment(until, "until"))
    return summarise_fetch(name, outcomes)


def summarise_fetch(name: str, outcomes: Iterable[FetchOutcome]) -> Row:
    """`{"source", "new", "unchanged", "failed", "refused", "known", "reasons"}`."""
    summary: Row = {"source": name, **{outcome.value: 0 for outcome in Outcome}, "reasons": {}}
    for outcome in outcomes:
        summary[outcome.row.outcome.value] += 1
        if outcome.row.outcome in (Outcome.FAILED, Outcome.REFUSED):
            log_failed(outcome.row)
            reasons = summary["reasons"]
            reasons[outcome.row.reason] = reasons.get(outcome.row.reason, 0) + 1
    return logged("fetch", summary)


def fetch_line(name: str, outcomes: Iterable[FetchOutcome]) -> str:
    """The same in one line for a person."""
    from etl.fetch import summarise

    return summarise(name, [outcome.row for outcome in outcomes])


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
        items += read_snapshot(snapshot, declared.get(snapshot.source) or undeclared(snapshot))
    articles = _once(item for item in items if isinstance(item, Article))
    unread = [item for item in items if isinstance(item, Unread)]
    checked = validate("articles", articles_frame(articles), key="doc", as_of=present(ws))
    rejected = {verdict.key: verdict for verdict in checked.verdicts if not verdict.accepted}
    quarantined = [
        quarantine_row(
            item.where, "articles", "read", item.reason, str(item), source=item.source, snapshot=item.snapshot
        )
        for item in unread
    ]
    quarantined += [
        quarantine_row(
            article.doc,
            "articles",
            "read",
            failed_expectations(rejected[article.doc]),
            reasons(rejected[article.doc]),
            doc=article.doc,
            url=article.url,
            source=article.source,
            snapshot=article.snapshot,
        )
        for article in articles
        if article.doc in rejected
    ]
    ws.articles.put(article for article in articles if article.doc not in rejected)
    ws.findings.put(Findings("read", READER, tuple(keys), tuple(quarantined), result_rows(checked)))
    log_held(quarantined)
    counts = {"snapshots": len(keys), "articles": len(articles) - len(rejected), "quarantined": len(quarantined)}
    return logged("read", counts)


def plan_extraction(ws: Workspace) -> list[list[str]]:
    """Articles that the present extractor has not worked through, in batches."""
    return _batches(sorted(ws.articles.docs() - ws.accounts.docs(extractor_id(ws))), ws.settings.batch_size)


def extract(ws: Workspace, docs: Sequence[str]) -> Row:
    """Articles to checked accounts: `{"articles", "accounts", "quarantined"}`."""
    from etl.validate.check import validate
    from etl.validate.frames import accounts_frame, evidence_frame

    articles = list(ws.articles.read(docs))
    found: dict[str, list[Account]] = {}
    quarantined: list[Row] = []
    for article in articles:
        try:
            found[article.doc] = ws.engine.extract(article) if article.language in ("en", "und") else []
        except IncidentWarehouseError as error:
            found[article.doc] = []
            quarantined.append(
                quarantine_row(article.doc, "accounts", "extract", "unworkable", str(error), doc=article.doc)
            )
    accounts = [account for doc in sorted(found) for account in found[doc]]
    by_id = {account.account_id: account for account in accounts}
    checks = [
        validate("accounts", accounts_frame(accounts), key="account_id", as_of=present(ws)),
        validate("evidence", evidence_frame(accounts, articles), key="account_id", as_of=present(ws)),
    ]
    rejected = {verdict.key: verdict for checked in checks for verdict in checked.verdicts if not verdict.accepted}
    quarantined += [
        quarantine_row(
            key,
            verdict.suite,
            "extract",
            failed_expectations(verdict),
            reasons(verdict),
            doc=by_id[key].doc,
            payload=by_id[key].to_row(),
        )
        for key, verdict in sorted(rejected.items())
    ]
    kept = {doc: [a for a in own if a.account_id not in rejected] for doc, own in found.items()}
    results = tuple(row for checked in checks for row in result_rows(checked))
    ws.findings.put(Findings("extract", extractor_id(ws), tuple(docs), tuple(quarantined), results))
    ws.accounts.put(kept, extractor_id(ws))
    log_held(quarantined)
    counts = {"articles": len(docs), "accounts": sum(map(len, kept.values())), "quarantined": len(quarantined)}
    return logged("extract", counts)


def count_unloaded(ws: Workspace) -> Row:
    """`{"articles", "accounts"}` that the published copy does not hold yet."""
    published = _published_keys(ws)
    accounts = {json.loads(line)["account_id"] for line in ws.accounts.lines(extractor=extractor_id(ws))}
    return {
        "articles": len(ws.articles.docs() - published["articles"]),
        "accounts": len(accounts - published["accounts"]),
    }


def _is_due(ws: Workspace, source: Source) -> bool:
    from etl.sources import is_due

    with ws.ledger() as ledger:
        return is_due(source.schedule, ledger.asked_at(source.source), ws.clock())


def _fetch_source(
    ws: Workspace, source: Source, since: datetime | None = None, until: datetime | None = None
) -> Iterator[FetchOutcome]:
    from etl.fetch import Client, Limits, fetch_source
    from etl.read import list_entries

    client = Client(ws.settings.user_agent, limits=Limits(interval=ws.settings.host_interval), clock=ws.clock)
    with ws.ledger() as ledger:
        outcomes = fetch_source(
            source,
            client=client,
            memory=ledger,
            recall=ws.snapshots.get,
            list_entries=list_entries,
            since=since,
            until=until,
        )
        yield from keep(outcomes, ws.snapshots, ledger)


def _published_keys(ws: Workspace) -> dict[str, set[str]]:
    from etl.warehouse import query

    if not ws.published.exists():
        return {"articles": set(), "accounts": set()}
    ask = partial(query, ws.published)
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


def undeclared(snapshot: Snapshot) -> Source:
    """The source of a snapshot that no declaration stands for (any more): what was kept is still read."""
    return Source(source=snapshot.source, outlet=None, kind="folder", location=(snapshot.url,))
