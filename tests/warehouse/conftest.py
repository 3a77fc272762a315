from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.model import Account, Article, Part
from etl.reconcile import reconcile
from etl.warehouse import LoadBatch, Warehouse
from tests.reconcile.news import account, claim, toll, victims

SQL = Path(__file__).resolve().parents[2] / "sql"
ISIL = "Islamic State of Iraq and the Levant (ISIL)"
NEWS = [
    account("a", 1, at="2024-01-03T15:42:00Z", nkill=103, nwound=211, claimed=0, tolls=(toll(103), toll(73, superseded=True))),
    account("a", 2, at="2024-01-03T15:42:00Z", role="background", date="1979-05", city="Shiraz", nkill=15),
    account(
        "b", 1, at="2024-01-04T19:00:00Z", nkill=95, gname=(ISIL,), claimed=1,
        claims=(claim(ISIL, mode="Posted to website, blog, social media", said="2024-01-04"),),
    ),
    account("c", 1, at="2024-01-06T08:00:00Z", nkill=84, tolls=(toll(84), toll(103, superseded=True)), victims=(victims("Afghanistan", 12),)),
    account("d", 1, at="2024-02-10T08:00:00Z", date="2024-02-09", city="Zahedan", attacktype=("Armed Assault",), nkill=None, tolls=(toll(None),)),
]  # fmt: skip


def article(doc: str, at: str | None) -> Article:
    return Article(
        doc=doc,
        title=f"Report {doc}",
        text=f"Text of {doc}.",
        url=f"https://example.org/{doc}",
        source=f"Outlet of {doc}",
        published_at=None if at is None else datetime.fromisoformat(at),
        fetched_at=datetime(2024, 3, 1, tzinfo=UTC),
    )


def batch(accounts: list[Account], *, whole: bool = True) -> LoadBatch:
    articles = [article(doc, at) for doc, at in sorted({(a.doc, a.published_at) for a in accounts})]
    return LoadBatch(articles=articles, parts=[Part(tuple(accounts), reconcile(accounts))], whole=whole)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A migrated file and one with the news, made once: tests get copies."""
    folder = tmp_path_factory.mktemp("templates")
    empty, filled = folder / "empty.duckdb", folder / "filled.duckdb"
    Warehouse(empty, SQL, threads=1).migrate()
    shutil.copy(empty, filled)
    Warehouse(filled, SQL, threads=1).load(batch(NEWS))
    return {"empty": empty, "filled": filled}


@pytest.fixture
def empty(tmp_path: Path, templates: dict[str, Path]) -> Warehouse:
    return Warehouse(shutil.copy(templates["empty"], tmp_path / "warehouse.duckdb"), SQL, threads=1)


@pytest.fixture
def filled(tmp_path: Path, templates: dict[str, Path]) -> Warehouse:
    return Warehouse(shutil.copy(templates["filled"], tmp_path / "warehouse.duckdb"), SQL, threads=1)
