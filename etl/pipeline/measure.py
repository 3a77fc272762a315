"""How good the extractor is, and whether the installation is sound."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import IncidentWarehouseError, ReadError
from etl.model import (
    Account,
)
from etl.pipeline.ingest import count_unloaded, declared_sources, plan_extraction, plan_reading
from etl.pipeline.stream import numbered
from etl.pipeline.workspace import Row, Workspace, extractor_id, open_warehouse

if TYPE_CHECKING:  # rooms that take long to import are imported by the step that needs them
    from etl.evaluate.muc4_score import MucScorecard
    from etl.evaluate.scorecard import Scorecard

LEAST_FREE = 2**30  # bytes; publishing copies the warehouse, and a full disk ends a run midway


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
    return [Account.from_row(row) for row in numbered(json_rows(path))]


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
        {"run_id": extractor_id(ws), "corpus": corpus, "slice": part, "field": name, **tally.to_dict()}
        for part, fields in (("main", card.main), ("background", card.background))
        for name, tally in fields.items()
        if tally
    ]
    rows.append(
        {
            "run_id": extractor_id(ws),
            "corpus": corpus,
            "slice": "main",
            "field": "mission",
            "f1": card.mission,
            "n": card.articles,
        }
    )
    warehouse = open_warehouse(ws)
    warehouse.migrate()
    warehouse.load(LoadBatch(scores=rows))


@dataclass(frozen=True)
class Check:
    """One thing that `incidents doctor` looks at."""

    name: str
    ok: bool
    found: str
    fix: str


def _installed() -> list[Check]:
    return [
        Check("python", sys.version_info >= (3, 11), sys.version.split()[0], "use Python 3.11 or later"),
        Check(
            "duckdb",
            version("duckdb").startswith("1."),
            version("duckdb"),
            "a file of DuckDB 2 cannot be read by 1.5: run `make setup`",
        ),
    ]


def _places(ws: Workspace) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """What lies outside INCIDENTS_HOME: its name, its address, and what fails where it cannot be used."""
    if ws.settings.store:
        yield "store", ws.settings.store, (ws.folder / "probes").check
    if ws.settings.catalogue:
        yield "catalogue", ws.settings.catalogue, open_warehouse(ws).exists
    if "://" in ws.settings.catalogue:
        yield "ledger", ws.settings.catalogue, lambda: ws.ledger().close()


def _reached(name: str, where: str, use: Callable[[], object]) -> Check:
    try:
        use()
    except IncidentWarehouseError as error:
        return Check(name, False, f"{error.where}: {error.what}", error.fix)
    return Check(name, True, where, "")


def diagnose(ws: Workspace) -> list[Check]:
    """What is there, what is wrong, and how to mend it; where a place cannot be reached, nothing is said of what lies there."""
    places = [_reached(*place) for place in _places(ws)]
    installed = _installed()
    if not all(place.ok for place in places):
        return [*installed, *places]
    sources, errors = declared_sources(ws)
    unread = sum(map(len, plan_reading(ws)))
    unworked = sum(map(len, plan_extraction(ws)))
    news = count_unloaded(ws)
    home = ws.settings.home
    free = shutil.disk_usage(next(p for p in (home, *home.resolve().parents) if p.exists())).free
    return [
        *installed,
        *places,
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
