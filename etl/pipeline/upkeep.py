"""What keeps the system in order: weekly scores, removal of leftovers, checks, backup and restore."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from etl.errors import IncidentWarehouseError, StoreError
from etl.pipeline.build import publish, report
from etl.pipeline.journal import logged
from etl.pipeline.measure import diagnose, evaluate_gold, gold_articles, keep_scores
from etl.pipeline.stream import article_from_row, extract_stream
from etl.pipeline.workspace import Row, Workspace, open_warehouse


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
