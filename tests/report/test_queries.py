"""The queries of the report against the warehouse's own tables: each gives the columns that the pages read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from etl.report import ReportTables, build_site
from tests.report import sample

SQL = Path(__file__).resolve().parents[2] / "sql"

ROWS = """
INSERT INTO quality.run (run_id, started_at, finished_at, status, articles, accounts, incidents) VALUES
    ('r1', '2024-05-01', '2024-05-01', 'finished', 1, 1, 1), ('r2', '2024-05-16', '2024-05-16', 'finished', 2, 2, 1);
INSERT INTO quality.expectation_result (run_id, suite, expectation, severity, "column", success, observed, failed_rows, total_rows, why, source_rule) VALUES
    ('r1', 'articles', 'articles.title_present', 'warn', 'title', false, 'empty', 1, 1, 'why', 'page'),
    ('r2', 'articles', 'articles.title_present', 'warn', 'title', true, NULL, 0, 2, 'why', 'page');
INSERT INTO quality.quarantine (key, suite, stage, reason, payload, doc, first_run_id) VALUES
    ('a2', 'articles', 'read', 'articles.text_present, articles.title_present', '{"why": "nothing in it"}', 'a2', 'r2');
INSERT INTO quality.score (run_id, corpus, slice, field, p, r, f1, n) VALUES ('r2', 'gold', 'main', 'mission', 90, 88, 89, 60);
INSERT INTO raw.article (doc, title, text, source, published_at, url) VALUES
    ('a1', 'Blast in Kano', 'A bomb killed 12 people in Kano.', 'wire', '2024-05-15', 'https://news.example.org/a1'),
    ('a2', '', 'x', 'wire', NULL, NULL);
INSERT INTO core.account (account_id, doc, role, is_terrorism, source, published_at, known_at, extractor, eventid, payload) VALUES
    ('a1#1', 'a1', 'main', true, 'wire', '2024-05-15', '2024-05-15', 'rules/1', 202405140001, '{"nkill": 12, "city": "Kano", "gname": null}');
INSERT INTO core.incident (eventid, anchor, accounts, sources, first_known_at, last_changed_at, versions) VALUES
    (202405140001, 'a1#1', 1, 1, '2024-05-15', '2024-05-15', 1);
INSERT INTO core.incident_account (eventid, account_id, copy_of) VALUES (202405140001, 'a1#1', NULL);
INSERT INTO core.incident_version (eventid, version, known_from, accounts, sources, told_date, iyear, country_txt, city, nkill) VALUES
    (202405140001, 1, '2024-05-15', 1, 1, '2024-05-14', 2024, 'Nigeria', 'Kano', 12);
INSERT INTO core.evidence (account_id, field, ordinal, value, "start", "end", quote) VALUES ('a1#1', 'nkill', 1, '12', 22, 31, 'killed 12');
INSERT INTO core.settlement (eventid, field, value, rule, confidence, witnesses, against, losers) VALUES
    (202405140001, 'nkill', '12', 'settle_unanimous', 0.9, ['a1#1'], [], NULL);
INSERT INTO core.toll (account_id, ordinal, eventid, kind, value, "by", as_of, superseded, perpetrator_source, "start", "end", quote) VALUES
    ('a1#1', 1, 202405140001, 'killed', 12, NULL, '2024-05-15', false, false, 22, 31, 'killed 12');
"""


def tables(rows: str) -> ReportTables:
    con = duckdb.connect()
    for folder in ("migrations", "views"):
        for path in sorted((SQL / folder).glob("*.sql")):
            con.execute(path.read_text())
    if rows:
        con.execute(rows)
    answers: dict[str, Any] = {
        name: con.execute((SQL / "report" / f"{name}.sql").read_text()).to_arrow_table().to_pylist()
        for name in ReportTables.queries()
    }
    return ReportTables(as_of=sample.AS_OF, **answers)


def test_every_query_has_its_table_and_every_table_its_query() -> None:
    assert {path.stem for path in (SQL / "report").glob("*.sql")} == set(ReportTables.queries())


def test_empty_warehouse_is_reported_as_empty() -> None:
    files: dict[str, str] = {}
    summary = build_site(tables(""), files.__setitem__)
    assert summary.incidents == 0
    assert "Nothing is held back" in files["quarantine.html"]


def test_what_stands_in_the_warehouse_stands_in_the_report() -> None:
    files: dict[str, str] = {}
    build_site(tables(ROWS), files.__setitem__)
    page = files["incident/202405140001.html"]
    assert ">killed 12</mark>" in page
    assert "unanimous" in page
    assert "nothing in it" in files["quarantine.html"]
    assert "articles: title is empty" in files["quarantine.html"]
    assert "1 of 1 expectations are met" in files["suite-articles.html"], "the last run counts"
    assert "89.0" in files["accuracy.html"]
    assert files["completeness.html"].count("100 %") >= 2
    assert "Perpetrator" not in files["completeness.html"], "a field that is null in every account is not told"
