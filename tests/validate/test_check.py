"""Verdicts: who is accepted, who is held back and why, and what is an error of ours."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import expectations
from etl.errors import ValidateError
from etl.validate import check
from etl.validate.check import find_unexpected, raised, validate
from expectations import Change, Rule
from expectations.rule import Suite
from tests.expectations import good

AS_OF = pd.Timestamp(good.AS_OF)


def spoilt(suite: str, **values: Any) -> pd.DataFrame:
    return Change(values).apply(good.BATCHES[suite]())


def test_row_that_breaks_a_rejecting_rule_is_held_back_with_reason_and_value() -> None:
    checked = validate("evidence", spoilt("evidence", start=-1.0), key="evidence_id", as_of=good.AS_OF)
    held = checked.quarantined
    assert [v.key for v in held] == ["a001#1/nkill/1"]
    failure = next(f for f in held[0].failures if f.expectation == "evidence.start_in_range")
    assert (failure.severity, failure.column, failure.observed) == ("reject", "start", "-1")
    assert failure.why


def test_row_that_breaks_a_warning_rule_goes_on_with_the_warning() -> None:
    checked = validate("articles", spoilt("articles", title=None), key="doc", as_of=good.AS_OF)
    assert checked.quarantined == ()
    assert [f.expectation for f in checked.verdicts[0].failures] == ["articles.title_present"]


def test_every_row_gets_one_verdict() -> None:
    frame = good.articles()
    checked = validate("articles", frame, key="doc", as_of=good.AS_OF)
    assert [v.key for v in checked.verdicts] == list(frame["doc"])
    assert len(checked.accepted) + len(checked.quarantined) == len(frame)


def test_rows_that_share_a_key_share_their_fate() -> None:
    frame = spoilt("evidence", start=-1.0)
    checked = validate("evidence", frame, key="account_id", as_of=good.AS_OF)
    assert not any(v.accepted for v in checked.verdicts)


def test_empty_batch_is_told_as_such_and_breaks_nothing_else() -> None:
    checked = validate("articles", good.articles().head(0), key="doc", as_of=good.AS_OF)
    assert checked.verdicts == ()
    assert [r.expectation for r in checked.results if not r.success] == ["articles.some_rows"]


def test_missing_column_is_our_error() -> None:
    with pytest.raises(ValidateError, match="lacks title"):
        validate("articles", good.articles().drop(columns="title"), key="doc", as_of=good.AS_OF)


def test_value_of_another_type_is_our_error() -> None:
    frame = good.evidence().astype({"start": "object"})
    frame.loc[0, "start"] = "ten"
    with pytest.raises(ValidateError, match="start should hold a number"):
        validate("evidence", frame, key="evidence_id", as_of=good.AS_OF)


def test_exception_in_a_rule_over_rows_is_our_error_and_no_verdict() -> None:
    rule = Suite("articles").never("broken", "doc", lambda f, _: f["no such column"], "why", "pipeline", Change({}))
    with pytest.raises(ValidateError, match=r"articles\.broken: .* no verdict on the data"):
        find_unexpected([rule], good.articles(), AS_OF)


def test_exception_inside_great_expectations_is_our_error_and_no_verdict() -> None:
    rule = Suite("articles").between("doc", 0, 9, "a text is no number", "pipeline", "x")
    with pytest.raises(ValidateError, match=r"articles\.doc_in_range: .* no verdict on the data"):
        find_unexpected([rule], good.articles(), AS_OF)


def test_outcome_that_is_no_truth_value_is_our_error() -> None:
    rule = Suite("articles").never("counts", "doc", lambda f, _: f["text"].str.len(), "why", "pipeline", Change({}))
    with pytest.raises(ValidateError, match="not one truth value a row"):
        find_unexpected([rule], good.articles(), AS_OF)


def test_exceptions_are_found_in_both_forms_that_great_expectations_reports() -> None:
    assert raised({"raised_exception": False, "exception_message": None}) is None
    assert raised({"raised_exception": True, "exception_message": "no"}) == "no"
    assert raised({"metric": {"raised_exception": True, "exception_message": "no"}}) == "no"
    assert raised(None) is None


def test_showing_each_combination_once_finds_the_rows_that_showing_every_row_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frame = pd.concat(
        [good.incidents(), spoilt("incidents", nkill=-1.0), spoilt("incidents", nkillter=99.0), spoilt("incidents", country=2.0)],
        ignore_index=True,
    )  # fmt: skip
    rules: list[Rule] = [
        r for r in expectations.rules("incidents") if r.id.split(".")[1] in ("nkill_in_range", "nkillter_within_nkill", "country_listed", "country_txt_agrees")
    ]  # fmt: skip
    once = {name: found.rows.tolist() for name, found in find_unexpected(rules, frame, AS_OF).items()}
    monkeypatch.setattr(check, "_MOST_COMBINATIONS", 0)
    every = {
        name: found.rows.tolist()
        for name, found in find_unexpected([r for r in rules if r.violated is None], frame, AS_OF).items()
    }
    assert {name: once[name] for name in every} == every
    assert once["incidents.nkill_in_range"] == [6]
    assert once["incidents.nkillter_within_nkill"] == [6, 12]
    assert once["incidents.country_listed"] == [18]
