"""Of 200 seeded corruptions of good batches at least 195 are caught; the others are listed."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest

import expectations
from etl.validate.check import find_unexpected, validate
from tests.expectations import good
from tests.validate.mutations import Mutation, mutations

COUNT, LEAST = 200, 195
AS_OF = pd.Timestamp(good.AS_OF)


def caught(suite: str, spoilt: list[Mutation]) -> set[str]:
    """The names of the corruptions on which a rule that rejects or warns fails.

    Rules on columns see all batches in one run of Great Expectations, keys set apart; rules over rows see each batch by itself.
    """
    rules = [rule for rule in expectations.rules(suite) if rule.severity != "inform" and not rule.table_wide]
    names: set[str] = set()
    for rule in rules:
        if rule.violated is not None:
            names |= {m.name for m in spoilt if np.asarray(rule.violated(m.frame, AS_OF)).any()}
    owner = np.concatenate([[n] * len(m.frame) for n, m in enumerate(spoilt)])
    stacked = pd.concat([m.frame for m in spoilt], ignore_index=True)
    on_columns = [rule for rule in rules if rule.violated is None]
    unique = [rule for rule in on_columns if rule.expectation == "ExpectColumnValuesToBeUnique"]
    apart = stacked.copy()
    for rule in unique:
        key = rule.columns[0]
        apart[key] = pd.Series([f"{o}:{value}" for o, value in zip(owner, stacked[key], strict=True)], dtype="str")
    found = find_unexpected([r for r in on_columns if r not in unique], stacked, AS_OF) | find_unexpected(
        unique, apart, AS_OF
    )
    return names | {spoilt[owner[row]].name for outcome in found.values() for row in outcome.rows}


def test_corruptions_are_caught(capsys: pytest.CaptureFixture[str]) -> None:
    by_suite: dict[str, list[Mutation]] = defaultdict(list)
    for mutation in mutations(COUNT):
        by_suite[mutation.suite].append(mutation)
    hits = {name for suite, spoilt in by_suite.items() for name in caught(suite, spoilt)}
    missed = sorted({m.name for spoilt in by_suite.values() for m in spoilt} - hits)
    with capsys.disabled():
        print(f"\n{len(hits)} of {COUNT} corruptions caught; missed: {'; '.join(missed) or 'none'}")
    assert len(hits) >= LEAST


@pytest.mark.parametrize("mutation", mutations(COUNT)[2:38:12], ids=lambda m: m.name)
def test_corruption_shows_in_the_verdicts(mutation: Mutation) -> None:
    checked = validate(mutation.suite, mutation.frame, key=good.KEYS[mutation.suite], as_of=good.AS_OF)
    assert any(v.failures for v in checked.verdicts)
    assert len(checked.verdicts) == len(mutation.frame)


def test_corruptions_are_many_and_the_same_every_time() -> None:
    once, again = mutations(COUNT), mutations(COUNT)
    assert [m.name for m in once] == [m.name for m in again]
    assert len({m.name.split(" ")[1] for m in once}) >= 30
