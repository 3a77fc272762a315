"""Broken input beside good: each item is one clear line in quarantine, the rest goes through, and the counts agree."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from etl import pipeline
from etl.errors import WarehouseError
from etl.settings import PROJECT, Settings


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Workspace:
    """The broken samples and one good source, taken all the way."""
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(PROJECT / "samples", folder / "samples")
    sources = folder / "samples" / "broken" / "sources"
    shutil.copy(folder / "samples" / "sources" / "lagoon-post.yaml", sources)
    lagoon = sources / "lagoon-post.yaml"
    lagoon.write_text(lagoon.read_text().replace("../lagoon-post", "../../lagoon-post"))
    ws = pipeline.open_workspace(
        Settings(home=folder / "var", sources=sources), lambda: datetime(2026, 1, 2, tzinfo=UTC)
    )
    for name in pipeline.choose_sources(ws):
        pipeline.fetch(ws, name)
    for batch in pipeline.plan_reading(ws):
        pipeline.read(ws, batch)
    for batch in pipeline.plan_extraction(ws):
        pipeline.extract(ws, batch)
    for _, step in pipeline.BUILD_STEPS:
        step(ws)
    return ws


def test_each_broken_item_is_held_back_with_what_where_and_what_to_do(built: pipeline.Workspace) -> None:
    rows = pipeline.quarantined(built).to_pylist()
    told = "\n".join(f"{row['key']} {row['why']}" for row in rows)
    for name in ("broken-page.html", "empty-feed.xml", "unknown-encoding.txt", "lines.jsonl", "wrong-key.yaml"):
        assert name in told, told
    assert all("; " in row["why"] for row in rows), "what is wrong; what to do"
    assert len({(row["key"], row["stage"]) for row in rows}) == len(rows)


def test_good_items_beside_them_reach_the_warehouse(built: pipeline.Workspace) -> None:
    sources = pipeline.ask(built, "SELECT DISTINCT source FROM raw.article").column("source").to_pylist()
    assert any("Lagoon" in str(source) for source in sources)
    assert pipeline.ask(built, "SELECT count(*) AS n FROM gtd.incident").to_pylist()[0]["n"] >= 1


def test_item_that_cannot_be_read_is_discarded_with_a_name_and_a_reason(built: pipeline.Workspace) -> None:
    (row,) = [r for r in pipeline.quarantined(built).to_pylist() if "empty-feed.xml" in str(r["why"])]
    with pytest.raises(WarehouseError, match="nothing that could go on"):
        pipeline.decide(built, row["key"], "released", "A. Reader", "looks fine")
    with pytest.raises(WarehouseError, match="a name and a reason"):
        pipeline.decide(built, row["key"], "rejected", "", "")
    assert pipeline.decide(built, row["key"], "rejected", "A. Reader", "the feed is empty at its source") == 1
    pipeline.publish(built)
    (decided,) = pipeline.quarantined(built, row["key"]).to_pylist()
    assert (decided["status"], decided["decided_by"]) == ("rejected", "A. Reader")
