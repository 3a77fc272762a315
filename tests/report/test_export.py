from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

from etl.report.export import badge, results_json, results_junit
from etl.report.tables import ReportTables
from tests.report import sample


def test_json_tells_every_expectation_and_whether_all_is_well() -> None:
    tables = sample.tables()
    document = json.loads(results_json(tables))
    assert document["ok"] is False
    assert sum(len(suite["results"]) for suite in document["suites"]) == len(tables.results)
    assert document["quarantine"] == {"date not after publication": 1, "unreadable": 1}


def test_junit_fails_what_rejects_and_skips_what_warns() -> None:
    root = ElementTree.fromstring(results_junit(sample.tables()))
    accounts = next(suite for suite in root if suite.get("name") == "accounts")
    assert (accounts.get("failures"), accounts.get("skipped")) == ("1", "0")
    articles = next(suite for suite in root if suite.get("name") == "articles")
    assert (articles.get("failures"), articles.get("skipped")) == ("0", "1")


def test_junit_survives_characters_that_xml_cannot_hold() -> None:
    tables = sample.tables()
    row = dict(tables.results[0]) | {"success": False, "observed": "<b>\x00\x0b\ud800 & done"}
    root = ElementTree.fromstring(results_junit(replace(tables, results=[row])))
    assert "done" in "".join(root.itertext())


def test_badge_turns_red_when_a_row_is_rejected_and_green_when_all_is_met() -> None:
    assert "#a8323a" in badge(sample.tables())
    met = [dict(row) | {"success": True} for row in sample.tables().results]
    assert "#2f6b45" in badge(sample.tables(results=met))
    assert "not checked" in badge(ReportTables(as_of=sample.AS_OF))
    ElementTree.fromstring(badge(sample.tables()))
