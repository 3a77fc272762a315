"""What keeps the system in order: weekly scores, removal of leftovers, checks, backup and restore."""

from __future__ import annotations

from collections.abc import Set
from datetime import timedelta
from pathlib import Path

from etl.errors import IncidentWarehouseError, StoreError
from etl.pipeline.build import publish, report
from etl.pipeline.journal import logged
from etl.pipeline.measure import diagnose, evaluate_gold, gold_articles, keep_scores
from etl.pipeline.stream import article_from_row, extract_stream
from etl.pipeline.workspace import Row, Workspace, open_warehouse, present


def evaluate(ws: Workspace, folder: Path | None = None) -> Row:
    """The extractor scored against a folder of coded articles, and the figures kept: `{"corpus", "articles", "mission"}`."""
    folder = folder or ws.settings.gold
    worked = extract_stream(map(article_from_row, gold_articles(folder)), extractor=ws.settings.extractor)
    card = evaluate_gold(folder, [account for done in worked for account in done.accounts])
    keep_scores(ws, folder.name, card)
    return logged("evaluate", {"corpus": folder.name, "articles": card.articles, "mission": card.mission})


def clear_leftovers(ws: Workspace) -> Row:
    """How many things that killed runs left half written were removed, being older than the set days: `{"removed"}`."""
    from etl.store.atomic import clear_leftovers as clear

    before = ws.clock() - timedelta(days=ws.settings.leftover_days)
    return logged("clear", {"removed": clear(ws.settings.home, before)})


def merge_parts(ws: Workspace) -> Row:
    """How many small files of articles and accounts were merged into larger ones: `{"articles", "accounts"}`."""
    rows = ws.settings.part_rows
    return logged("merge", {"articles": ws.articles.merge(rows), "accounts": ws.accounts.merge(rows)})


def retain(ws: Workspace, *, only_say: bool = False) -> Row:
    """What was taken away as the settings ask, or would be: `{"articles", "snapshots", "requests"}`, counts each.

    Only what no value rests on goes, and `quality.removal` says so first: a run that is killed in between leaves things that the next one
    takes. Age counts back from the newest request, so that a clock that jumped ahead takes nothing away.
    """
    settings = ws.settings
    articles: list[str] = []
    snapshots: list[str] = []
    requests = 0
    if settings.keep_article_days:
        articles = _take_out(ws, "article", settings.keep_article_days, ws.articles.docs(), only_say=only_say)
    if settings.keep_snapshot_days:
        # Bytes that were never read would be read from nothing.
        kept = set(ws.snapshots.keys()) & ws.findings.worked("read")
        snapshots = _take_out(ws, "snapshot", settings.keep_snapshot_days, kept, only_say=only_say)
    if settings.keep_request_days:
        with ws.ledger() as ledger:
            requests = ledger.trim(present(ws) - timedelta(days=settings.keep_request_days), only_say=only_say)
    if not only_say:
        ws.articles.remove(articles)
        ws.accounts.remove(articles)
        ws.snapshots.remove(snapshots)
    counts = {"articles": len(articles), "snapshots": len(snapshots), "requests": requests}
    return logged("would take away" if only_say else "take away", counts)


def _take_out(ws: Workspace, kind: str, days: float, kept: Set[str], *, only_say: bool) -> list[str]:
    """Keys of what no value rests on and is older than this, of the `kept` ones; by the time they are given, the warehouse has said so."""
    warehouse = open_warehouse(ws)
    warehouse.migrate()
    rows = [row for row in warehouse.uncited(kind, present(ws) - timedelta(days=days)) if row["key"] in kept]
    if rows and not only_say:
        why = f"INCIDENTS_KEEP_{kind.upper()}_DAYS={days:g}, and no value rests on it"
        warehouse.note_removal(kind, rows, at=ws.clock(), why=why)
    return [row["key"] for row in rows]


def checkpoint(ws: Workspace) -> Row:
    """The size of the live file once its log is written into it: `{"bytes"}`; 0 for a lake, whose small files were merged."""
    open_warehouse(ws).compact()
    return logged("checkpoint", {"bytes": _size(ws.settings.warehouse)})


def backup(ws: Workspace, file: Path) -> Row:
    """Everything that could not be made again, and what it was made into, in one tar file: `{"files", "bytes"}`. Fetching may go on.

    Raises:
        StoreError: what is to be packed does not lie in the workspace.
        WarehouseError: another process writes the warehouse.
    """
    from etl.store.backup import pack

    elsewhere = ws.settings.store or ws.settings.catalogue
    if elsewhere:
        raise StoreError(
            "lies outside INCIDENTS_HOME, and a tar file of it could not be taken back",
            where=elsewhere,
            fix="back it up where it lies, see docs/scaling.md",
        )
    copy = ws.settings.home / "staging" / "backup.duckdb"
    try:
        if ws.settings.warehouse.exists():
            # The warehouse first: what it was made of is in the stores by now, and these only grow.
            open_warehouse(ws).publish(copy)
        files = pack(ws.settings.home, file, warehouse=copy if copy.exists() else None)
    finally:
        copy.unlink(missing_ok=True)
    return logged("backup", {"files": files, "bytes": _size(file)})


def restore(ws: Workspace, file: Path) -> Row:
    """A backup unpacked into an empty workspace, checked file by file, migrated, published and reported: `{"files"}`.

    Raises:
        StoreError: the workspace holds something already, or the file is damaged or no backup.
    """
    from etl.store.backup import unpack

    files = unpack(file, ws.settings.home)
    if ws.settings.warehouse.exists():
        open_warehouse(ws).migrate()
        publish(ws)
        report(ws)
    return logged("restore", {"files": files})


def require_health(ws: Workspace) -> list[str]:
    """One line for each check of `incidents doctor`, when all are sound.

    Raises:
        IncidentWarehouseError: some are not; it names each, and how to mend it.
    """
    checks = diagnose(ws)
    broken = [check for check in checks if not check.ok]
    if broken:
        raise IncidentWarehouseError(
            "; ".join(f"{check.name}: {check.found}" for check in broken),
            where="doctor",
            fix="; ".join(check.fix for check in broken),
        )
    return [f"{check.name}: {check.found}" for check in checks]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
