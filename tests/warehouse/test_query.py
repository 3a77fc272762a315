from __future__ import annotations

from pathlib import Path

import pytest

from etl.errors import QueryError, WarehouseError
from etl.model import Part
from etl.warehouse import Warehouse, query, show
from tests.warehouse.conftest import NEWS, SQL


@pytest.fixture
def published(filled: Warehouse, tmp_path: Path) -> Path:
    return filled.publish(tmp_path / "published.duckdb")


FORBIDDEN = (
    "CREATE TABLE x (a INTEGER)",
    "INSERT INTO core.incident SELECT * FROM core.incident",
    "UPDATE core.incident SET accounts = 1",
    "DELETE FROM core.incident",
    "DROP TABLE core.incident",
    "ATTACH '{other}'",
    "COPY (SELECT 1) TO '{other}'",
    "COPY core.incident FROM '{secret}'",
    "EXPORT DATABASE '{other}'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "PRAGMA enable_profiling",
    "FROM read_csv('{secret}')",
    "FROM read_text('{secret}')",
    "FROM '{secret}'",
    "FROM glob('/*')",
    "FROM read_csv('https://example.org/x.csv')",
    "EXPLAIN ANALYZE INSERT INTO core.incident SELECT * FROM core.incident",
    "SELECT 1; DROP TABLE core.incident",
    "FROM published",
    # Ways round a list of forbidden words.
    "SELECT getenv('HOME')",
    "CALL force_checkpoint()",
    "PRAGMA disable_checkpoint_on_shutdown",
    "PREPARE q AS DELETE FROM core.incident",
    "BEGIN",
    "USE memory",
    "RESET ALL",
    "SET VARIABLE x = 1",
    "DETACH warehouse",
    "CREATE TEMP TABLE x AS SELECT 1",
    "CREATE SECRET s (TYPE s3)",
    "WITH x AS (DELETE FROM core.incident RETURNING *) FROM x",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{other}'",
    "COPY FROM DATABASE warehouse TO memory",
    "IMPORT DATABASE '{other}'",
    "LOAD '{secret}'",
    "FORCE INSTALL httpfs FROM community",
    "FROM query('FROM read_csv(''{secret}'')')",
    "FROM query_table('{secret}')",
    "FROM json_execute_serialized_sql(json_serialize_sql('SELECT * FROM read_csv(''{secret}'')'))",
    "FROM sniff_csv('{secret}')",
    "FROM read_blob('{secret}')",
    "FROM read_duckdb('{secret}')",
    "FROM parquet_metadata('{secret}')",
    "FROM 's3://bucket/file.parquet'",
    "FROM duckdb_secrets()",
    "FROM sqlite_scan('{secret}', 'x')",
)


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_query_cannot_write_attach_or_read_elsewhere(published: Path, tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("password\nhunter2\n")
    before = published.read_bytes()
    with pytest.raises(QueryError) as caught:
        query(published, sql.format(secret=secret, other=tmp_path / "other.db"))
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert not (tmp_path / "other.db").exists()
    assert published.read_bytes() == before


@pytest.mark.parametrize("sql", ["", "selec 1", "SELECT nosuch FROM gtd.incident", "SELECT 1 / 'a'"])
def test_bad_query_is_one_line(published: Path, sql: str) -> None:
    with pytest.raises(QueryError) as caught:
        query(published, sql)
    assert "\n" not in str(caught.value)


def test_what_does_not_fit_memory_writes_nothing_to_disk(published: Path) -> None:
    settings = query(published, "SELECT value FROM duckdb_settings() WHERE name = 'temp_directory'").to_pylist()
    assert settings == [{"value": ""}]


def test_limit_stops_early(published: Path) -> None:
    assert query(published, "FROM range(1000000)", limit=7).num_rows == 7
    assert query(published, "SELECT $n AS n", {"n": 3}).to_pylist() == [{"n": 3}]


def test_nothing_published_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="incidents run"):
        query(tmp_path / "none.duckdb", "SELECT 1")


def test_show_gives_every_value_its_sentence_rule_and_losers(published: Path, filled: Warehouse) -> None:
    eventid = next(r["eventid"] for r in filled.rows("core.incident").to_pylist() if r["anchor"] == "a#1")
    shown = show(published, eventid, SQL)
    settled = {s["field"]: s for s in shown.settlements}
    assert settled["nkill"]["value"] == 84
    assert {loser["value"] for loser in settled["nkill"]["losers"]} == {95, 103}
    assert {q["quote"] for q in settled["nkill"]["quotes"]} == {
        f"{d} says nkill {n}" for d, n in (("a", 103), ("b", 95), ("c", 84))
    }
    told = {name for a in NEWS if a.account_id in {x["account_id"] for x in shown.accounts} for name in a.values}
    assert all(settled[name]["quotes"] for name in told & settled.keys())
    assert [h["nkill"] for h in shown.history] == [103, 95, 84]
    assert {t["value"] for t in shown.tolls} == {103, 73, 84}
    assert shown.victims[0]["country"] == "Afghanistan"


def test_show_follows_a_redirect(filled: Warehouse, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from etl.model import Prior
    from etl.reconcile import reconcile
    from etl.warehouse import LoadBatch, Records

    old = next(r["eventid"] for r in filled.rows("core.incident").to_pylist() if r["anchor"] == "d#1")
    records = Records(filled.path)
    records.judge("d#1", "c#1", same=True, by="Ann", why="one campaign", at=datetime(2024, 3, 1, tzinfo=UTC))
    rec = reconcile(NEWS, prior=Prior(filled.issued()), judgements=records.judgements())
    filled.load(LoadBatch(parts=[Part(tuple(NEWS), rec)], whole=True))
    published = filled.publish(tmp_path / "p.duckdb")
    shown = show(published, old, SQL)
    assert shown.asked == old
    assert shown.eventid == rec.assignments["a#1"]
    assert records.withdraw("c#1", "d#1", by="Ann", at=datetime(2024, 3, 2, tzinfo=UTC)) == 1
    rec = reconcile(NEWS, prior=Prior(filled.issued()), judgements=records.judgements())
    filled.load(LoadBatch(parts=[Part(tuple(NEWS), rec)], whole=True))
    assert show(filled.publish(published), old, SQL).eventid == old


def test_word_of_a_person_holds_from_the_next_build_until_it_is_withdrawn(filled: Warehouse) -> None:
    """Without any new article: what was judged, or judged no longer, is settled anew."""
    from datetime import UTC, datetime

    from etl.reconcile import reconcile_near
    from etl.warehouse import LoadBatch, Records

    def build() -> dict[str, int]:
        near = reconcile_near([], known=filled, judgements=records.judgements())
        filled.load(LoadBatch(parts=[Part(near.accounts, near.reconciliation)], removed=near.removed))
        return {r["account_id"]: r["eventid"] for r in filled.rows("core.incident_account").to_pylist()}

    records = Records(filled.path)
    before = build()
    records.judge("c#1", "d#1", same=True, by="Ann", why="one campaign", at=datetime(2024, 3, 1, tzinfo=UTC))
    assert build()["d#1"] == before["c#1"]
    records.withdraw("d#1", "c#1", by="Ann", at=datetime(2024, 3, 2, tzinfo=UTC))
    assert build() == before
    assert records.withdraw("d#1", "c#1", by="Ann", at=datetime(2024, 3, 2, tzinfo=UTC)) == 0
    (kept,) = records.judgements()
    assert (kept.why, kept.withdrawn) == ("one campaign", True)


def test_show_of_an_unknown_id_says_so(published: Path) -> None:
    with pytest.raises(QueryError, match="no incident"):
        show(published, 209901010001, SQL)
    with pytest.raises(QueryError, match="eventid"):
        show(published, "Kerman", SQL)
