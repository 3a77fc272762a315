"""Every check on whole tables passes a sound little warehouse and finds the one thing that is broken in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

import expectations
from etl.errors import ValidateError
from etl.validate.warehouse_checks import check_warehouse

SQL = Path(__file__).resolve().parents[2] / "sql"

SOUND = """
INSERT INTO raw.article (doc, title, text, source) VALUES
    ('a1', 'Blast in town', 'A blast killed 12 people. The front said it did it.', 'wire'),
    ('a2', 'Blast kills nine', 'Nine people died. The front spoke of 40.', 'paper');
INSERT INTO core.account (account_id, doc, role, is_terrorism, known_at, extractor, eventid, payload) VALUES
    ('a1#1', 'a1', 'main', true, '2024-01-01', 'rules/1', 202401010001, '{}'),
    ('a2#1', 'a2', 'main', true, '2024-01-02', 'rules/1', 202401010001, '{}');
INSERT INTO core.incident (eventid, anchor, accounts, sources, first_known_at, last_changed_at, versions) VALUES (202401010001, 'a1#1', 2, 2, '2024-01-01', '2024-01-02', 2);
INSERT INTO core.eventid_issued (eventid, account_id) VALUES (202401010001, 'a1#1');
INSERT INTO core.incident_account (eventid, account_id, copy_of) VALUES (202401010001, 'a1#1', NULL), (202401010001, 'a2#1', NULL);
INSERT INTO core.incident_version (eventid, version, known_from, known_to, accounts, sources, iyear, nkill, nkillter) VALUES
    (202401010001, 1, '2024-01-01', '2024-01-02', 1, 1, 2024, 12, 1),
    (202401010001, 2, '2024-01-02', NULL, 2, 2, 2024, 9, 1);
INSERT INTO core.evidence (account_id, field, ordinal, "start", "end", quote) VALUES ('a1#1', 'nkill', 1, 23, 32, 'killed 12');
INSERT INTO core.settlement (eventid, field, value, rule, confidence, witnesses, against, losers) VALUES (202401010001, 'nkill', '9', 'settle_most_recent', 0.9, ['a2#1'], ['a1#1'], NULL);
INSERT INTO core.toll (account_id, ordinal, eventid, kind, value, "by", as_of, superseded, perpetrator_source, "start", "end", quote) VALUES ('a1#1', 1, 202401010001, 'killed', 12, NULL, NULL, false, false, 23, 32, 'killed 12');
INSERT INTO core.toll (account_id, ordinal, eventid, kind, value, "by", as_of, superseded, perpetrator_source, "start", "end", quote) VALUES ('a2#1', 1, 202401010001, 'killed', 9, NULL, NULL, false, false, 18, 34, 'Nine people died');
INSERT INTO core.toll (account_id, ordinal, eventid, kind, value, "by", as_of, superseded, perpetrator_source, "start", "end", quote) VALUES ('a2#1', 2, 202401010001, 'killed', 40, 'the front', NULL, false, true, 36, 57, 'The front spoke of 40');
INSERT INTO core.claim (account_id, ordinal, eventid, actor, kind, mode, said_date, "by", published_at, "start", "end", quote) VALUES ('a1#1', 1, 202401010001, 'The front', 'claim', NULL, NULL, NULL, NULL, 41, 65, 'The front said it did it');
INSERT INTO quality.run (run_id, started_at, finished_at, status) VALUES ('r1', '2024-01-03', '2024-01-03', 'finished');
"""

BROKEN = {
    "account_has_article": "DELETE FROM raw.article WHERE doc = 'a2'",
    "account_of_known_incident": "UPDATE core.account SET eventid = 7 WHERE account_id = 'a2#1'",
    "account_in_one_incident": "UPDATE core.account SET eventid = NULL WHERE account_id = 'a2#1'",
    "evidence_of_known_account": "UPDATE core.evidence SET account_id = 'a9#1'",
    "evidence_is_its_slice": 'UPDATE core.evidence SET "start" = 22, "end" = 31',
    "toll_is_its_slice": "UPDATE core.toll SET quote = 'killed 21' WHERE account_id = 'a1#1'",
    "claim_is_its_slice": "UPDATE core.claim SET quote = 'The front denies it'",
    "incident_has_account": "INSERT INTO core.incident (eventid, anchor, accounts, sources, first_known_at, last_changed_at, versions) VALUES (202401050001, 'a1#1', 1, 1, '2024-01-01', '2024-01-02', 1)",
    "incident_counts_its_accounts": "UPDATE core.incident SET accounts = 5",
    "incident_has_one_present_version": "UPDATE core.incident_version SET known_to = '2025-01-01' WHERE version = 2",
    "versions_follow_one_another": "UPDATE core.incident_version SET known_to = '2024-01-03' WHERE version = 1",
    "incident_counts_its_versions": "DELETE FROM core.incident_version WHERE version = 1",
    "eventid_issued_once": "DELETE FROM core.eventid_issued",
    "eventid_leads_somewhere": "INSERT INTO core.eventid_issued (eventid, account_id) VALUES (202001010001, 'a1#1')",
    "settlement_of_known_incident": "UPDATE core.settlement SET eventid = 7",
    "settlement_witnessed_by_its_accounts": "UPDATE core.settlement SET witnesses = ['a9#1']",
    "settlement_names_a_rule": "UPDATE core.settlement SET rule = ' '",
    "settlement_agrees_with_version": "UPDATE core.settlement SET value = '12'",
    "toll_not_from_perpetrators": "UPDATE core.settlement SET value = '40'",
    "link_leads_somewhere": "INSERT INTO core.incident_link (eventid, other_eventid, kind) VALUES (202401010001, 7, 'related')",
    "link_not_to_itself": "INSERT INTO core.incident_link (eventid, other_eventid, kind) VALUES (202401010001, 202401010001, 'related')",
    "merged_incident_is_gone": "INSERT INTO core.incident_link (eventid, other_eventid, kind) VALUES (202401010001, 202401010001, 'merged_into')",
    "gtd_has_its_135_columns": "CREATE OR REPLACE VIEW gtd.incident AS SELECT * EXCLUDE (known_from, known_to, divert) FROM gtd.incident_history WHERE known_to IS NULL",
    "gtd_begins_and_ends_as_gtd": "CREATE OR REPLACE VIEW gtd.incident AS SELECT iyear, * EXCLUDE (known_from, known_to, iyear) FROM gtd.incident_history WHERE known_to IS NULL",
    "gtd_shows_every_incident": "CREATE OR REPLACE VIEW gtd.incident AS SELECT * EXCLUDE (known_from, known_to) FROM gtd.incident_history",
    "gtd_codes_for_unknown": "CREATE OR REPLACE VIEW gtd.incident AS SELECT * EXCLUDE (known_from, known_to) REPLACE (NULL::VARCHAR AS city) FROM gtd.incident_history WHERE known_to IS NULL",
    "gtd_alternative_needs_doubt": "UPDATE core.incident_version SET alternative = 1, doubtterr = 0 WHERE version = 2",
    "gtd_toll_parts_within_whole": "UPDATE core.incident_version SET nkillter = 30 WHERE version = 2",
    "quarantine_has_reason": "INSERT INTO quality.quarantine (key, suite, stage, reason) VALUES ('a3', 'articles', 'read', ' ')",
    "decision_has_name_and_reason": "INSERT INTO quality.quarantine (key, suite, stage, reason, status) VALUES ('a3', 'articles', 'read', 'empty', 'released')",
    "run_not_left_open": "INSERT INTO quality.run (run_id, started_at, status) VALUES ('r0', '2024-01-01', 'started')",
    "doubled_article": "INSERT INTO raw.article (doc, title, text, source) SELECT 'a4', title, text, source FROM raw.article WHERE doc = 'a1'",
}


def warehouse() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    for folder in ("migrations", "views"):
        for path in sorted((SQL / folder).glob("*.sql")):
            con.execute(path.read_text())
    con.execute(SOUND)
    return con


def asker(con: duckdb.DuckDBPyConnection) -> Any:
    def ask(sql: str) -> Sequence[Mapping[str, Any]]:
        return con.execute(sql).to_arrow_table().to_pylist()

    return ask


def test_every_check_has_a_head_and_something_that_breaks_it() -> None:
    rules = expectations.rules("warehouse")
    assert {r.id.removeprefix("warehouse.") for r in rules} == set(BROKEN)
    assert {r.severity for r in rules} <= {"reject", "warn", "inform"}


def test_sound_warehouse_passes_every_check() -> None:
    checked = check_warehouse(asker(warehouse()))
    assert [(r.expectation, r.observed) for r in checked.results if not r.success] == []


@pytest.mark.parametrize("name", BROKEN)
def test_check_finds_what_is_broken(name: str) -> None:
    con = warehouse()
    con.execute(BROKEN[name])
    failed = {r.expectation: r for r in check_warehouse(asker(con)).results if not r.success}
    assert f"warehouse.{name}" in failed


def test_check_that_cannot_run_is_our_error_and_no_verdict() -> None:
    con = warehouse()
    con.execute("DROP TABLE core.claim")
    with pytest.raises(ValidateError, match="could not be carried out"):
        check_warehouse(asker(con))
