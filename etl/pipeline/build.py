"""Incidents out: reconcile, validate, load, publish, report."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from etl import __version__
from etl.errors import ReconcileError, ValidateError, WarehouseError
from etl.model import Account, Outcome, Part, Prior, Reconciliation
from etl.pipeline.copies import note_copies
from etl.pipeline.ingest import declared_sources
from etl.pipeline.journal import log_held, logged
from etl.pipeline.parts import settle_in_parts
from etl.pipeline.rows import failed_expectations, quarantine_row, reasons, result_rows, summed_results
from etl.pipeline.stream import incident_row
from etl.pipeline.workspace import (
    SQL,
    Row,
    Workspace,
    current_findings,
    extractor_id,
    made_by,
    open_records,
    open_staging,
    open_warehouse,
    present,
)
from etl.store.staging import Staged, Staging

if TYPE_CHECKING:  # rooms that take long to import are imported by the step that needs them
    import pandas as pd

    from etl.model.verdict import Checked, Verdict
    from etl.report import ReportTables
    from etl.validate.drift import Tally
    from etl.warehouse import Warehouse


# Accounts settled at once: enough to fill a load, few enough for a worker's memory.
PART = 10_000
# Incidents that are checked at once: what Great Expectations takes grows with the number of batches more than with that of rows.
CHECKED = 20_000
# Where a build of everything deals its accounts out, below INCIDENTS_HOME.
_SPOOL = "staging/accounts"
# Pages of the report on their way to an object store; each waits for the network and not for a core.
SENT_AT_ONCE = 16


def reconcile(ws: Workspace) -> Row:
    """Settles all accounts and stages the result: `{"run", "accounts", "incidents"}`."""
    from etl.reconcile import reconcile_near

    warehouse = open_warehouse(ws)
    warehouse.migrate()
    records = open_records(ws)
    fetched = ws.articles.fetched()
    loaded = _loaded(warehouse, "docs")
    parts = made_by(ws, records)
    whole = not loaded or parts != dict(zip(*warehouse.named("build/parts.sql").to_pydict().values(), strict=True))
    # Where most is new, a look at what is near would be a look at everything, and not in parts.
    whole = whole or len(fetched) > 2 * len(loaded)
    docs = [doc for doc in fetched if whole or doc not in loaded]
    about: Row = {
        "judgements": records.judgements(),
        "copies": note_copies(ws),
        "seen_at": {doc: at.isoformat() for doc in docs if (at := fetched[doc]) is not None},
    }
    run_id = _run_id(parts, fetched)
    if docs:
        records.start_run(run_id, at=ws.clock(), trigger="build", code_version=__version__)
    with _noted(ws, run_id):
        lines = partial(_account_lines, ws, docs)
        built: Iterable[Part]
        removed: tuple[str, ...] = ()
        if whole:
            folder = ws.settings.home / _SPOOL
            built = settle_in_parts(lines, folder, size=PART, prior=Prior(warehouse.issued()), **about)
        else:
            fresh = [Account.from_row(json.loads(line)) for line in lines()]
            near = reconcile_near(fresh, known=warehouse, **about)
            built, removed = [Part(near.accounts, near.reconciliation)], near.removed
        staged = _stage(ws, Staged(run_id, (), {}, tuple(docs), whole, removed), built)
    counts = {"run": run_id, "accounts": staged.counts["accounts"], "incidents": staged.counts["incidents"]}
    return logged("reconcile", counts)


def _account_lines(ws: Workspace, docs: Collection[str]) -> Iterator[str]:
    """The accounts of these articles in wire form."""
    yield from ws.accounts.lines(docs, extractor=extractor_id(ws))
    yield from (json.dumps(account.to_row(), ensure_ascii=False) for account in _released_accounts(ws, set(docs)))


def _stage(ws: Workspace, build: Staged, parts: Iterable[Part]) -> Staged:
    """The build with these parts, counted, and staged."""
    staging = open_staging(ws)
    names, counts = [], Counter(dict.fromkeys(("accounts", "accounts_left_out", "incidents", "pairs_unsure"), 0))
    for part in parts:
        names.append(staging.put_part(part))
        counts["accounts"] += len(part.accounts)
        counts["accounts_left_out"] += len(part.reconciliation.left_out)
        counts["incidents"] += len(part.reconciliation.incidents)
        counts["pairs_unsure"] += len(part.reconciliation.pairs)
    staged = replace(build, parts=tuple(names), counts=dict(counts))
    staging.put(staged)
    return staged


@contextmanager
def _noted(ws: Workspace, run_id: str) -> Iterator[None]:
    """A failure of this step is in `quality.run` before it goes on."""
    try:
        yield
    except Exception as error:
        with suppress(Exception):  # the failure itself is what must be told
            why = str(error) or type(error).__name__
            open_records(ws).finish_run(run_id, at=ws.clock(), status="failed", counts={}, why=why)
        raise


def validate(ws: Workspace, *, hold: bool = False) -> Row:
    """Checks every staged incident; a rejected one is quarantined and left out: `{"incidents", "quarantined", "over"}`.

    `over` says that more than the set share was rejected: something is wrong with the batch and not with a row. With `hold` a person
    decides on it before it is loaded.

    Raises:
        ValidateError: the share was exceeded, and nobody is to be asked.
    """
    from etl.validate.check import together
    from etl.validate.check import validate as check
    from etl.validate.drift import Tally

    staging = open_staging(ws)
    staged = staging.get()
    tally = Tally()
    now = present(ws)
    frames = _incident_frames(staging.parts(staged), tally)
    checked = together([check("incidents", frame, key="eventid", as_of=now) for frame in frames])
    waived = {row["key"] for row in open_records(ws).quarantine("released") if row["suite"] == "incidents"}
    rejected = {int(v.key): v for v in checked.verdicts if not v.accepted and v.key not in waived}
    incidents = staged.counts["incidents"]
    over = len(rejected) > ws.settings.reject_share * max(1, incidents)
    if over and not hold:
        worst = Counter(f.expectation for v in rejected.values() for f in v.failures).most_common(1)[0]
        with _noted(ws, staged.run_id):
            raise ValidateError(
                f"{len(rejected)} of {incidents} incidents were rejected, most by {worst[0]} ({worst[1]})",
                where=f"run {staged.run_id}",
                fix="look at the reasons with `incidents quarantine list`, or raise INCIDENTS_REJECT_SHARE",
            )
    metrics, drift = _check_drift(ws, staged, tally)
    parts, quarantined = _take_out(staging, staged, rejected)
    staging.put(
        replace(
            staged,
            parts=parts,
            counts={**staged.counts, "incidents": incidents - len(rejected)},
            checked=True,
            quarantined=quarantined,
            results=result_rows(checked) + result_rows(_check_sources(ws)) + result_rows(drift),
            metrics=metrics,
        )
    )
    log_held(quarantined)
    counts = {"incidents": incidents - len(rejected), "quarantined": len(rejected), "over": over}
    return logged("validate", counts)


def _incident_frames(parts: Iterable[tuple[str, Part]], tally: Tally) -> Iterator[pd.DataFrame]:
    """The incidents of all parts in the frames of their suite, one at least, each in the order of ids; their accounts are tallied on the way."""
    import pandas as pd

    from etl.validate.frames import incidents_frame

    held: list[pd.DataFrame] = []

    def joined() -> pd.DataFrame:
        return pd.concat(held, ignore_index=True).sort_values("eventid", ignore_index=True)

    for _, part in parts:
        tally.add(part.accounts)
        held.append(incidents_frame(part.reconciliation.incidents, links=part.reconciliation.links))
        if sum(map(len, held)) >= CHECKED:
            yield joined()
            held = []
    if held:
        yield joined()


def _take_out(
    staging: Staging, staged: Staged, rejected: Mapping[int, Verdict]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The parts of the build without the rejected incidents, and these as rows of quarantine; a part that holds none stays as it is."""
    if not rejected:
        return staged.parts, ()
    names, held = [], {}
    for name, part in staging.parts(staged):
        mine = {i.eventid: i for i in part.reconciliation.incidents if i.eventid in rejected}
        kept = replace(part, reconciliation=_without(part.reconciliation, frozenset(mine)))
        names.append(staging.put_part(kept) if mine else name)
        for eventid, incident in mine.items():
            verdict = rejected[eventid]
            held[eventid] = quarantine_row(
                str(eventid),
                "incidents",
                "validate",
                failed_expectations(verdict),
                reasons(verdict),
                payload=incident_row(incident),
            )
    return tuple(names), tuple(held[eventid] for eventid in sorted(held))


def load(ws: Workspace) -> Row:
    """Writes the staged build in one transaction, and counts: what came in is there or in quarantine.

    Raises:
        WarehouseError: the staged build was not validated, a row breaks a constraint, or the counts differ.
    """
    from etl.warehouse import LoadBatch

    staging = open_staging(ws)
    staged = staging.get()
    if not staged.checked:
        raise WarehouseError("was not validated", where=f"run {staged.run_id}", fix="run `incidents validate` first")
    if not (staged.docs or staged.counts["accounts"] or staged.removed):
        # A second run of the same day must not write its empty counts over those of the first; but the first may have died after its
        # transaction and before the tables were looked at.
        _check_tables(open_warehouse(ws), staged.run_id)
        return {"articles": 0, "accounts": 0, "incidents": 0, "tables": 0}
    started = ws.clock()
    held_before = [row for found in current_findings(ws) for row in found.quarantined]
    results = summed_results(chain((row for found in current_findings(ws) for row in found.results), staged.results))
    warehouse = open_warehouse(ws)
    with _noted(ws, staged.run_id):
        counts = warehouse.load(
            LoadBatch(
                snapshots=ws.snapshots.read(sorted(set(ws.snapshots.keys()) - _loaded(warehouse, "snapshots"))),
                articles=ws.articles.each(staged.docs),
                parts=(part for _, part in staging.parts(staged)),
                whole=staged.whole,
                removed=staged.removed,
                runs=[
                    {
                        "run_id": staged.run_id,
                        "started_at": started.replace(tzinfo=None),
                        "finished_at": ws.clock().replace(tzinfo=None),
                        "status": "finished",
                        "trigger": "build",
                        "articles": len(staged.docs),
                        "accounts": staged.counts["accounts"],
                        "incidents": staged.counts["incidents"],
                        "seconds": (ws.clock() - started).total_seconds(),
                        "code_version": __version__,
                    }
                ],
                expectation_results=[{"run_id": staged.run_id, **row} for row in results],
                quarantine=[{"first_run_id": staged.run_id, **row} for row in (*held_before, *staged.quarantined)],
                metrics=[*staged.metrics, *_counts(staged, len(held_before))],
                build=made_by(ws, open_records(ws)),
            )
        )
        _check_counts(warehouse, staged, counts.get("raw.article", 0))
        _check_tables(warehouse, staged.run_id)
    loaded = {
        "articles": len(staged.docs),
        "accounts": staged.counts["accounts"],
        "incidents": staged.counts["incidents"],
        "tables": len(counts),
    }
    return logged("load", loaded)


def publish(ws: Workspace) -> str:
    """The path of the analysts' copy, swapped in whole."""
    from etl.store.published import share_copy

    path = open_warehouse(ws).publish(ws.settings.published)
    if ws.settings.store:
        share_copy(path, ws.folder / "published")
    return str(path)


def import_official(ws: Workspace, dataset: str, file: Path) -> Row:
    """Loads a licensed official file beside our incidents and publishes the comparison: `{"events", "matched"}`.

    Raises:
        WarehouseError: no such data set, or the file lacks a column that it must have.
    """
    from etl.reconcile import pair_up, traits_of
    from etl.warehouse import read_official

    warehouse = open_warehouse(ws)
    warehouse.migrate()
    events = read_official(dataset, file)
    pairs = pair_up(map(traits_of, warehouse.incident_accounts()), map(traits_of, events))
    warehouse.import_official(dataset, events, pairs)
    publish(ws)
    return {"events": len(events), "matched": sum(pair.same for pair in pairs)}


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

    pages = _data_docs(ws)
    for suite, page in pages.items():
        write(f"data-docs/{suite}.html", page)
    build_site(report_tables(ws), write, newest=ws.settings.incident_pages, data_docs=pages)
    if ws.settings.report.exists():
        ws.settings.report.rename(old)
    fresh.rename(ws.settings.report)
    shutil.rmtree(old, ignore_errors=True)
    if ws.settings.store:
        _share_report(ws)
    return str(ws.settings.report / "index.html")


def _share_report(ws: Workspace) -> None:
    """Nothing; the pages lie beside the stores too, its first page sent last."""
    shared, site = ws.folder / "report", ws.settings.report
    pages = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    with ThreadPoolExecutor(SENT_AT_ONCE) as pool:
        list(pool.map(lambda name: shared.write(name, partial(_send, pages[name])), sorted({*pages} - {"index.html"})))
    shared.write("index.html", partial(_send, pages["index.html"]))
    for stale in set(shared.names()) - {*pages}:
        shared.remove(stale)


def _send(path: Path, out: BinaryIO) -> None:
    with path.open("rb") as file:
        shutil.copyfileobj(file, out)


def _data_docs(ws: Workspace) -> dict[str, str]:
    """Great Expectations' own page of each suite, on the newest of what it checks."""
    from etl.validate.data_docs import MOST_ROWS, data_docs
    from etl.validate.frames import accounts_frame, articles_frame, incidents_frame

    staging = open_staging(ws)
    try:
        staged = staging.get()
        _, part = next(staging.parts(staged))
    except ReconcileError:
        return {}  # after a restore or an upgrade nothing is staged until the next build
    settled = part.reconciliation
    frames = {
        "articles": articles_frame(ws.articles.read(staged.docs[:MOST_ROWS])),
        "accounts": accounts_frame(part.accounts),
        "incidents": incidents_frame(settled.incidents, links=settled.links),
    }
    return {suite: data_docs(suite, frame, as_of=ws.clock()) for suite, frame in frames.items() if len(frame)}


def report_tables(ws: Workspace) -> ReportTables:
    """The rows of the report, from the published copy."""
    from etl.report import ReportTables
    from etl.warehouse import dictionary, query

    folder = SQL / "report"
    rows = {
        name: query(ws.published, (folder / f"{name}.sql").read_text("utf-8")).to_pylist()
        for name in ReportTables.queries()
    }
    return ReportTables(as_of=ws.clock(), dictionary=dictionary(ws.published, SQL), **rows)


def _released_accounts(ws: Workspace, docs: Set[str]) -> list[Account]:
    """Accounts of these articles that their suite had rejected and a person let go on."""
    released = {(row["suite"], row["key"]) for row in open_records(ws).quarantine("released")}
    rows = [row for found in current_findings(ws) if found.step == "extract" for row in found.quarantined]
    payloads = {
        row["key"]: json.loads(row["payload"])["row"]
        for row in rows
        if (row["suite"], row["key"]) in released and row["doc"] in docs
    }
    return [Account.from_row(payloads[key]) for key in sorted(payloads)]


def _run_id(made_by: dict[str, str], docs: Iterable[str]) -> str:
    """The id of a build, told by what goes into it: the same articles and versions give the same run."""
    parts = [f"{name} {version}" for name, version in sorted(made_by.items())]
    return hashlib.sha256("\n".join([*parts, *docs]).encode()).hexdigest()[:12]


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


def _counts(staged: Staged, held: int) -> list[Row]:
    """Counts of one build, `held` items of reading and extraction held back."""
    counts = {**staged.counts, "incidents_rejected": len(staged.quarantined), "items_quarantined": held}
    return [{"run_id": staged.run_id, "name": name, "labels": "", "value": float(n)} for name, n in counts.items()]


def _loaded(warehouse: Warehouse, what: str) -> set[str]:
    """Keys of what the live warehouse holds: `docs` or `snapshots`."""
    return set(warehouse.named(f"build/{what}.sql").column(0).to_pylist())


def _check_drift(ws: Workspace, staged: Staged, tally: Tally) -> tuple[tuple[Row, ...], Checked]:
    """The run's figures, and what is unusual about them beside those of earlier runs."""
    from etl.validate.check import validate as check
    from etl.validate.drift import drift_frame

    held = Counter(str(row["suite"]) for found in current_findings(ws) for row in found.quarantined)
    totals = {"articles": len(ws.articles.docs()), "accounts": staged.counts["accounts"]}
    now = tally.metrics(
        volume={**totals, "incidents": staged.counts["incidents"]},
        quarantined={suite: (held[suite], total + held[suite]) for suite, total in totals.items()},
    )
    history = [row for row in open_warehouse(ws).rows("quality.metric").to_pylist() if row["run_id"] != staged.run_id]
    kept = tuple({"run_id": staged.run_id, **{k: v for k, v in metric.items() if k != "n"}} for metric in now)
    return kept, check("drift", drift_frame(now, history), key="metric_id", as_of=present(ws))


def _check_sources(ws: Workspace) -> Checked:
    """What each source yielded, against what its declaration promises."""
    from etl.validate.check import validate as check
    from etl.validate.frames import sources_frame

    sources, _ = declared_sources(ws)
    quarantined = Counter(
        str(json.loads(row["payload"]).get("source")) for f in current_findings(ws) for row in f.quarantined
    )
    with ws.ledger() as ledger:
        rows = list(ledger.rows())
    failed = Counter(row.source for row in rows if row.outcome is Outcome.FAILED)
    now = present(ws)
    first = min((row.asked_at for row in rows), default=now)
    days = max(1.0, (now - first) / timedelta(days=1))
    frame = sources_frame(sources, ws.articles.outlines(), days=days, quarantined=quarantined, failed=failed)
    return check("sources", frame, key="source", as_of=now)


def _check_tables(warehouse: Warehouse, run_id: str) -> None:
    """Nothing, when the loaded tables hold together; what the checks found is kept beside them.

    Raises:
        ValidateError: a check that rejects found rows: the load stays, but is not to be published.
    """
    from etl.validate.warehouse_checks import check_warehouse
    from etl.warehouse import LoadBatch

    with warehouse.open() as con:
        checked = check_warehouse(lambda statement: con.execute(statement).to_arrow_table().to_pylist())
    warehouse.load(LoadBatch(expectation_results=[{"run_id": run_id, **row} for row in result_rows(checked)]))
    broken = [result for result in checked.results if result.severity == "reject" and not result.success]
    if broken:
        raise ValidateError(
            f"{broken[0].unexpected} rows break {broken[0].expectation} ({', '.join(broken[0].examples[:3])})",
            where=f"run {run_id}",
            fix="nothing was published; this is a defect of ours: keep the workspace and report it",
        )


def _check_counts(warehouse: Warehouse, staged: Staged, articles: int) -> None:
    """Nothing, when all that came in is there."""
    held = warehouse.named("build/counts.sql").to_pylist()[0]
    counted = {name: staged.counts[name] for name in ("accounts", "incidents")}
    expected = {"articles": articles, **counted}
    short = {
        name: (n, held[name]) for name, n in expected.items() if (held[name] != n if staged.whole else held[name] < n)
    }
    if short:
        raise WarehouseError(
            "; ".join(f"{n} {name} came in and {there} are there" for name, (n, there) in short.items()),
            where=f"run {staged.run_id}",
            fix="this is a defect of ours: keep the workspace and report it",
        )


# Name of each step of a build, in order; all take the workspace alone.
BUILD_STEPS: tuple[tuple[str, Callable[[Workspace], Any]], ...] = (
    ("reconcile", reconcile),
    ("validate", validate),
    ("load", load),
    ("publish", publish),
    ("report", report),
)
