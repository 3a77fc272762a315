"""Every SQL file works, every table and column says what it is, and the dictionary in the docs is the one that the warehouse tells."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.codebook.fields import FIELDS
from etl.reconcile import pair_up, traits_of
from etl.report import ReportTables, build_site
from etl.warehouse import (
    Warehouse,
    code_lists,
    dictionary,
    export_marts,
    heads,
    query,
    read_official,
    render_dictionary,
)
from tests.warehouse.conftest import NEWS, SQL, batch
from tests.warehouse.test_official import GTD

QUERIES = sorted((SQL / "queries").glob("*.sql"))
DOCS = SQL.parent / "docs" / "data-dictionary.md"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sql")
    warehouse = Warehouse(folder / "warehouse.duckdb", SQL, threads=1)
    warehouse.migrate()
    warehouse.load(batch(NEWS))
    official = folder / "gtd.csv"
    official.write_text(GTD)
    events = read_official("gtd", official)
    pairs = pair_up(map(traits_of, warehouse.incident_accounts()), map(traits_of, events))
    warehouse.import_official("gtd", events, pairs)
    return warehouse.publish(folder / "published.duckdb")


def test_there_are_ten_example_queries() -> None:
    assert len(QUERIES) >= 10


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_example_query_answers(published: Path, path: Path) -> None:
    table = query(published, path.read_text())
    assert table.num_rows > 0
    lines = path.read_text().splitlines()
    assert lines[0].startswith("-- Grain:") and "Reader:" in lines[0] and lines[1].endswith("?")


def test_every_mart_has_an_example(published: Path, tmp_path: Path) -> None:
    text = " ".join(path.read_text() for path in QUERIES)
    parts = {"compare_gtd", "compare_acled", "compare_ucdp"}  # of mart.compare_official, which has one
    marts = set(export_marts(published, tmp_path)) - parts
    assert {mart for mart in marts if f"mart.{mart}" not in text} == set()


def test_every_table_and_column_bears_a_comment(published: Path) -> None:
    rows = dictionary(published, SQL)
    assert not [(r["table"], r["column"]) for r in rows if not r["comment"] or not r["table_comment"]]
    assert {r["schema"] for r in rows} == {"gtd", "mart", "core", "raw", "ref", "quality", "meta"}


def test_comments_follow_the_codebooks_words(published: Path) -> None:
    comments = {r["column"]: r["comment"] for r in dictionary(published, SQL) if r["table"] == "incident_version"}
    shared = [
        name
        for name, field in FIELDS.items()
        if name in comments
        and field.type not in ("labels", "label")
        and name not in ("date", "gsubname")  # told_date; the first of three
    ]
    assert len(shared) > 30
    assert not [name for name in shared if comments[name] != FIELDS[name].description]


def test_dictionary_in_the_docs_is_the_warehouses(published: Path) -> None:
    assert DOCS.read_text("utf-8") == render_dictionary(dictionary(published, SQL), code_lists(published, SQL))


def test_dictionary_leaves_out_no_table_column_or_code(published: Path) -> None:
    """Counted by the standard's own views, which the dictionary does not ask."""
    text = DOCS.read_text("utf-8")
    there = query(
        published,
        "SELECT table_schema AS s, table_name AS t, column_name AS c FROM information_schema.columns "
        "WHERE table_schema NOT IN ('information_schema', 'pg_catalog') AND table_catalog = 'warehouse'",
    ).to_pylist()
    parts = {part.split(" ")[0]: part for part in text.split("\n### ")[1:]}
    assert set(parts) == {f"{row['s']}.{row['t']}" for row in there}
    assert not [row for row in there if f"\n| `{row['c']}` |" not in parts[f"{row['s']}.{row['t']}"]]
    codes = query(published, "SELECT list, code || ' ' || label AS told FROM ref.code").to_pylist()
    assert codes and not [row for row in codes if row["told"] not in text.split("## Code lists")[1]]


def test_dictionary_of_the_report_shows_every_column_under_its_table(published: Path) -> None:
    rows = dictionary(published, SQL)
    files: dict[str, str] = {}
    build_site(ReportTables(datetime(2026, 1, 2, tzinfo=UTC), dictionary=rows), files.__setitem__)
    parts = {part.split('"')[0]: html.unescape(part) for part in files["dictionary.html"].split('<details id="')[1:]}
    assert set(parts) == {f"{r['schema']}.{r['table']}" for r in rows}
    for row in rows:
        part = parts[f"{row['schema']}.{row['table']}"]
        assert all(
            told in part for told in (f"<code>{row['column']}</code>", row["comment"], row["type"], row["grain"])
        )


def test_every_table_says_its_grain_its_key_and_its_reader(published: Path) -> None:
    rows = dictionary(published, SQL)
    assert not {r["table"] for r in rows if not r["grain"] or not r["reader"]}
    assert {r["table"] for r in rows} == {r["table"] for r in rows if r["key"]}
    declared = query(
        published,
        "SELECT schema_name || '.' || table_name AS name, constraint_column_names AS key FROM duckdb_constraints() "
        "WHERE constraint_type = 'PRIMARY KEY'",
    ).to_pylist()
    told = {
        name: [r["column"] for r in rows if f"{r['schema']}.{r['table']}" == name and r["key"]] for name in heads(SQL)
    }
    assert len(declared) > 15
    assert {row["name"]: sorted(row["key"]) for row in declared} == {
        row["name"]: sorted(told[row["name"]]) for row in declared
    }


def test_tables_have_keys_and_flags_are_checked(published: Path) -> None:
    keys = (
        query(published, "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'")
        .column(0)
        .to_pylist()
    )
    assert {
        "article",
        "account",
        "incident",
        "incident_version",
        "incident_link",
        "judgement",
        "run",
        "quarantine",
    } <= set(keys)
    checks = query(
        published, "SELECT count(*) AS n FROM duckdb_constraints() WHERE constraint_type = 'CHECK'"
    ).to_pylist()
    assert checks[0]["n"] > 50


@pytest.mark.parametrize("path", sorted((SQL / "integrity").glob("*.sql")), ids=lambda p: p.stem)
def test_key_without_an_index_holds(published: Path, path: Path) -> None:
    assert query(published, path.read_text()).num_rows == 0


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = [int(re.match(r"\d+", path.name)[0]) for path in sorted((SQL / "migrations").glob("*.sql"))]  # type: ignore[index]
    assert numbers == list(range(len(numbers)))
