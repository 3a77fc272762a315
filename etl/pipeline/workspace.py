"""Where everything lies, and what every step asks of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl import __version__
from etl.logs import start_logging
from etl.settings import PROJECT, Settings, airflow_run_id, load_settings
from etl.store import AccountStore, ArticleStore, Ledger, SnapshotStore
from etl.store.findings import Findings, FindingsStore
from etl.store.folder import Folder, open_folder
from etl.store.staging import Staging

if TYPE_CHECKING:  # rooms that take long to import are imported by the step that needs them
    from etl.extract.extractor import Extractor
    from etl.warehouse import Lake, Warehouse
    from etl.warehouse.records import Records

Row = dict[str, Any]

# Raised when reading changes what an article's text or identity is: then every kept snapshot is read again.
READER = "read/1"
CODEBOOK = "GTD 2021-08"
SQL = PROJECT / "sql"


@dataclass(frozen=True)
class Workspace:
    """Where everything lies, and the clock."""

    settings: Settings
    clock: Callable[[], datetime]

    @cached_property
    def folder(self) -> Folder:
        """What the stores lie in: INCIDENTS_HOME, or what INCIDENTS_STORE names."""
        return open_folder(self.settings.kept, self.settings.s3_endpoint)

    @cached_property
    def snapshots(self) -> SnapshotStore:
        """Bytes as received."""
        return SnapshotStore(self.folder / "snapshots")

    @cached_property
    def articles(self) -> ArticleStore:
        """Articles as read."""
        return ArticleStore(self.folder / "articles")

    @cached_property
    def accounts(self) -> AccountStore:
        """Accounts as extracted."""
        return AccountStore(self.folder / "accounts")

    @cached_property
    def findings(self) -> FindingsStore:
        """What reading, extraction and their checks found."""
        return FindingsStore(self.folder / "findings")

    @cached_property
    def engine(self) -> Extractor:
        """The extractor that the settings name, put together once."""
        from etl.extract.extractor import load_extractor

        return load_extractor(self.settings.extractor)

    def ledger(self) -> Ledger:
        """A connection to the ledger of requests; close it."""
        catalogue = self.settings.catalogue
        return Ledger(catalogue if "://" in catalogue else self.settings.home / "ledger.sqlite")

    @property
    def published(self) -> Path:
        """The analysts' copy on this machine, the newest that any machine published."""
        from etl.store.published import fetch_copy

        if self.settings.store:
            fetch_copy(self.folder / "published", self.settings.published)
        return self.settings.published


def open_workspace(
    settings: Settings | None = None, clock: Callable[[], datetime] | None = None, *, on_terminal: bool = False
) -> Workspace:
    """The workspace of these settings, or of the environment's, which also say how to log; `clock` gives UTC-aware times.

    The command says `on_terminal` what its steps did, so there only lines for a collector (JSON) come besides.
    """
    if settings is None:
        settings = load_settings()
        told = on_terminal and settings.log_format == "text"
        start_logging("ERROR" if told else settings.log_level, settings.log_format, airflow_run_id())
    return Workspace(settings, clock or (lambda: datetime.now(UTC)))


def present(ws: Workspace) -> datetime:
    """What "now" means to checks of dates: the time of the newest request, so that neither a clock that jumped since nor a build that waited changes a verdict."""
    with ws.ledger() as ledger:
        return ledger.asked_at() or ws.clock()


def extractor_id(ws: Workspace) -> str:
    """Name and version of the extractor, as its accounts carry them."""
    return f"{ws.engine.name}/{ws.engine.version}"


def open_warehouse(ws: Workspace) -> Warehouse:
    """The live warehouse, which one process at a time may write."""
    from etl.warehouse import LakeWarehouse, Warehouse

    lake = _lake(ws)
    path, memory = ws.settings.warehouse, ws.settings.warehouse_memory
    if lake is None:
        return Warehouse(path, SQL, memory_limit=memory)
    return LakeWarehouse(lake, path, SQL, memory_limit=memory)


def open_records(ws: Workspace) -> Records:
    """What people decided, in the live warehouse."""
    from etl.warehouse.records import Records

    return Records(ws.settings.warehouse, _lake(ws))


def _lake(ws: Workspace) -> Lake | None:
    from etl.warehouse import Lake

    chosen = ws.settings
    return Lake(chosen.catalogue, f"{chosen.kept}/lake", chosen.s3_endpoint) if chosen.catalogue else None


def open_staging(ws: Workspace) -> Staging:
    """The build that is not in the warehouse yet."""
    return Staging(ws.folder / "staging", __version__)


def made_by(ws: Workspace, records: Records) -> dict[str, str]:
    """What the tables are made by: where one of these changes, all of them are made again."""
    released = sorted(f"{row['suite']} {row['key']}" for row in records.quarantine("released"))
    return {
        "code": __version__,
        "reader": READER,
        "extractor": extractor_id(ws),
        "codebook": CODEBOOK,
        "released": hashlib.sha256("\n".join(released).encode()).hexdigest()[:12],
    }


def current_findings(ws: Workspace) -> Iterator[Findings]:
    """Findings of the present reader and extractor; those of earlier versions speak of what is no longer there."""
    workers = {READER, extractor_id(ws)}
    return (found for found in ws.findings.read() if found.worker in workers)
