"""A batch of which too much is rejected: it fails where nobody can be asked, and waits where somebody can."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from etl import pipeline
from etl.errors import ValidateError
from etl.model import Account, Article, Value
from etl.pipeline.workspace import extractor_id
from etl.settings import PROJECT, Settings

NOW = datetime(2026, 1, 2, 3, 0, tzinfo=UTC)


def spoil(ws: pipeline.Workspace) -> None:
    """Puts one account into the store whose incident no suite lets pass: more attackers than people killed, and no witness."""
    article = Article(
        doc="spoilt",
        title="Two killed",
        text="Two people were killed.",
        url="https://wire.example/spoilt",
        source="Wire",
        published_at=NOW,
        fetched_at=NOW,
    )
    told = {"date": "2026-01-01", "country": "Iraq", "nkill": 2, "nkillter": 5}
    account = Account("spoilt#1", "spoilt", "main", True, {name: Value(value, 0.9) for name, value in told.items()})
    ws.articles.put([article])
    ws.accounts.put({"spoilt": [account]}, extractor_id(ws))


def test_batch_over_the_share_fails_unless_a_person_is_to_be_asked(tmp_path: Path) -> None:
    ws = pipeline.open_workspace(Settings(home=tmp_path, sources=PROJECT / "samples" / "sources"), lambda: NOW)
    spoil(ws)
    pipeline.reconcile(ws)
    with pytest.raises(ValidateError, match="1 of 1 incidents were rejected"):
        pipeline.validate(ws)
    assert _runs(ws) == [("failed", True)]
    pipeline.reconcile(ws)  # killed before it ends: nobody can say so but the next attempt
    pipeline.reconcile(ws)
    assert pipeline.validate(ws, hold=True)["over"] is True
    assert pipeline.load(ws)["incidents"] == 0, "approved: what was accepted is loaded, which is nothing"
    assert _runs(ws) == [("finished", True)]
    with duckdb.connect(str(ws.settings.warehouse)) as con:
        attempts, trouble = con.execute("SELECT attempts, trouble FROM quality.run").fetchall()[0]
    assert attempts == 3
    failed, killed = trouble.splitlines()
    assert "attempt 1, begun 2026-01-02T03:00:00Z" in failed and "1 of 1 incidents were rejected" in failed
    assert killed == "attempt 2, begun 2026-01-02T03:00:00Z: broke off: killed, or its machine went down"


def _runs(ws: pipeline.Workspace) -> list[tuple[str, bool]]:
    """State of each run, and whether it has an end."""
    with duckdb.connect(str(ws.settings.warehouse)) as con:
        return con.execute("SELECT status, finished_at IS NOT NULL FROM quality.run").fetchall()
