"""No expectation is vacuous: each passes a good batch and fails the batch that it says it catches."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pandas as pd
import pytest

import expectations
from etl.model import Checked
from etl.validate.check import Found, find_unexpected_each, validate
from tests.expectations import good

FRAME_SUITES = tuple(good.BATCHES)
FRAME_RULES = [rule for suite in FRAME_SUITES for rule in expectations.rules(suite)]


@cache
def checked(suite: str) -> Checked:
    return validate(suite, good.BATCHES[suite](), key=good.KEYS[suite], as_of=good.AS_OF)


def test_there_are_enough_expectations_with_names_of_their_own() -> None:
    names = Counter(rule.id for suite in expectations.SUITES for rule in expectations.rules(suite))
    assert len(names) >= 120
    assert max(names.values()) == 1


@pytest.mark.parametrize("suite", FRAME_SUITES)
def test_good_batch_passes_every_rule(suite: str) -> None:
    failed = {r.expectation: r.observed for r in checked(suite).results if not r.success or r.unexpected}
    assert failed == {}
    assert all(v.accepted for v in checked(suite).verdicts)


@cache
def found_in_spoilt(suite: str) -> dict[str, Found]:
    """What every rule finds in the batch that it says it catches, all in one run."""
    pairs = []
    for rule in expectations.rules(suite):
        assert rule.spoils is not None
        pairs.append((rule, rule.spoils.apply(good.BATCHES[suite]()).reset_index(drop=True)))
    return find_unexpected_each(pairs, pd.Timestamp(good.AS_OF))


@pytest.mark.parametrize("rule", FRAME_RULES, ids=lambda rule: rule.id)
def test_rule_fails_the_batch_that_it_says_it_catches(rule: expectations.Rule) -> None:
    found = found_in_spoilt(rule.suite)[rule.id]
    assert not found.success
    assert rule.table_wide or 0 < len(found.rows) <= 2, "the spoilt row alone is to blame"


@pytest.mark.parametrize("rule", FRAME_RULES, ids=lambda rule: rule.id)
def test_rule_says_why_and_where_it_is_written(rule: expectations.Rule) -> None:
    assert rule.severity in ("reject", "warn", "inform")
    assert len(rule.why) > 10
    assert rule.source in expectations.PAGES.values()
    assert rule.table_wide or set(rule.columns) <= set(expectations.columns(rule.suite))
