"""Runs a suite over a frame and says of every row whether it is accepted.

Enters: a frame with a suite's columns and the time it is as of. Leaves: `Checked`. Touches: Great Expectations, in memory, imported on
first use because that takes seconds.

Great Expectations works through Python objects row by row, which is slow over a million rows. A rule on one column, or on a pair, says
the same of every row with the same values, so it is shown each combination of values once; what it finds is carried back to the rows.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from etl.errors import ValidateError
from etl.model.verdict import Checked, ExpectationResult, Failure, Verdict

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from expectations import Columns, Rule

# Up to here the combinations of all rules share one frame; a rule with more gets the rows as they are.
_MOST_COMBINATIONS = 20_000
_MOST_EXAMPLES = 20
_LONGEST_OBSERVED = 200


def validate(suite: str, frame: pd.DataFrame, *, key: str, as_of: datetime) -> Checked:
    """The verdict on every row of `frame` by the rules of `suite`, and what each rule found.

    A row is accepted while no `reject` rule fails on it. `key` is the column that names a row; rows that share a key share their fate.
    `as_of` (UTC) is what "now" means to rules on dates.

    Raises:
        ValidateError: the frame lacks a column or holds values of another type, or an expectation raised an exception. These are
            errors of ours and never a verdict on a row.
    """
    import pandas as pd

    import expectations

    rules = expectations.rules(suite)
    frame = conform(frame, expectations.columns(suite), suite).reset_index(drop=True)
    keys = _keys(frame[key])
    found = find_unexpected(rules, frame, pd.Timestamp(as_of).tz_convert("UTC"))
    return _checked(suite, rules, frame, keys, found)


def together(checks: Sequence[Checked]) -> Checked:
    """What several batches of one suite make up, each in the order of its keys: as if it had been one batch in the order of its keys."""
    by_rule: dict[str, list[ExpectationResult]] = defaultdict(list)
    for checked in checks:
        for result in checked.results:
            by_rule[result.expectation].append(result)
    results = []
    for same in by_rule.values():
        examples = sorted((key for result in same for key in result.examples), key=_in_order)
        failing = [result for result in same if result.examples]
        first = min(failing, key=lambda result: _in_order(result.examples[0]), default=same[0])
        results.append(
            replace(
                same[0],
                success=all(result.success for result in same),
                checked=sum(result.checked for result in same),
                unexpected=sum(result.unexpected for result in same),
                examples=tuple(examples[:_MOST_EXAMPLES]),
                observed=first.observed,
            )
        )
    return Checked(checks[0].suite, tuple(v for checked in checks for v in checked.verdicts), tuple(results))


def _in_order(key: str) -> tuple[int, str]:
    """Numbers by their value, as far as they have no sign."""
    return len(key), key


@dataclass(frozen=True)
class Found:
    """What one rule found: whether it holds, and the positions of the rows on which it does not."""

    success: bool
    rows: np.ndarray[Any, Any]


def find_unexpected(rules: Sequence[Rule], frame: pd.DataFrame, as_of: pd.Timestamp) -> dict[str, Found]:
    """What every rule finds in a frame that has the suite's columns, by the rule's id.

    Raises:
        ValidateError: a rule could not be carried out.
    """
    return find_unexpected_each([(rule, frame) for rule in rules], as_of)


def find_unexpected_each(pairs: Sequence[tuple[Rule, pd.DataFrame]], as_of: pd.Timestamp) -> dict[str, Found]:
    """The same for rules that each look at a frame of their own.

    Raises:
        ValidateError: a rule could not be carried out.
    """
    import numpy as np

    found = {rule.id: Found(True, np.empty(0, dtype=np.int64)) for rule, _ in pairs}
    small: list[_Domain] = []
    whole: dict[int, tuple[pd.DataFrame, list[Rule]]] = {}
    for rule, frame in pairs:
        domain = None if rule.table_wide or not len(frame) else _Domain.of(rule, frame, as_of)
        if domain is not None and not domain.whole and domain.size <= _MOST_COMBINATIONS:
            small.append(domain)
        elif domain is not None or rule.table_wide:
            whole.setdefault(id(frame), (frame, []))[1].append(rule)
    for success, domain, positions in _run_combinations(small):
        found[domain.rule.id] = Found(success, domain.rows_of(positions))
    for frame, rules in whole.values():
        for success, rule, rows in _run_rows(rules, frame):
            found[rule.id] = Found(success, rows)
    return found


# --- what a rule is shown ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Domain:
    """The combinations of values that one rule has to look at; `codes[i]` is the combination of row i."""

    rule: Rule
    values: dict[str, pd.Series]
    codes: np.ndarray[Any, Any]
    size: int
    whole: bool
    arguments: dict[str, Any]

    @staticmethod
    def of(rule: Rule, frame: pd.DataFrame, as_of: pd.Timestamp) -> _Domain:
        import numpy as np

        arguments = dict(rule.arguments)
        if rule.expectation == "ExpectColumnValuesToBeUnique":
            return _Domain(rule, {}, np.empty(0, dtype=np.int8), len(frame), True, arguments)
        slots = [slot for slot in ("column", "column_A", "column_B") if slot in arguments]
        columns = (
            [holds(rule, frame, as_of)] if rule.violated is not None else [frame[arguments[slot]] for slot in slots]
        )
        codes, values = _combinations(columns)
        # Each rule has combinations of its own, so its columns need names of their own.
        own = {slot: f"{arguments[slot]} ({rule.id})" for slot in slots}
        named = dict(zip(own.values(), values, strict=True))
        return _Domain(rule, named, codes, len(values[0]), False, arguments | own)

    def rows_of(self, positions: Iterable[int]) -> np.ndarray[Any, Any]:
        import numpy as np

        hit = np.zeros(self.size, dtype=bool)
        for position in positions:
            # Padding repeats the last combination.
            hit[min(position, self.size - 1)] = True
        return np.flatnonzero(hit[self.codes])


def holds(rule: Rule, frame: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """Whether each row meets a rule over rows.

    Raises:
        ValidateError: the rule raised an exception or gave no truth value a row.
    """
    import numpy as np
    import pandas as pd

    assert rule.violated is not None
    try:
        violated = np.asarray(rule.violated(frame, as_of))
    except Exception as error:
        raise _broken(rule.id, f"{type(error).__name__}: {error}") from error
    if violated.dtype != bool or violated.shape != (len(frame),):
        raise _broken(rule.id, f"its outcome is {violated.dtype} of {violated.shape}, not one truth value a row")
    return pd.Series(~violated, index=frame.index)


def _combinations(columns: list[pd.Series]) -> tuple[np.ndarray[Any, Any], list[pd.Series]]:
    """Each row's combination, and the combinations' values in order of first appearance."""
    import numpy as np
    import pandas as pd

    codes, uniques = pd.factorize(columns[0], use_na_sentinel=False)
    if len(columns) == 1:
        return _small(codes, len(uniques)), [pd.Series(uniques, dtype=columns[0].dtype)]
    for column in columns[1:]:
        further, others = pd.factorize(column, use_na_sentinel=False)
        codes = codes.astype("int64") * max(1, len(others)) + further
    codes, met = pd.factorize(codes)
    first = np.full(len(met), len(codes))
    np.minimum.at(first, codes, np.arange(len(codes)))
    return _small(codes, len(met)), [column.iloc[first].reset_index(drop=True) for column in columns]


def _small(codes: np.ndarray[Any, Any], count: int) -> np.ndarray[Any, Any]:
    """The codes in as few bytes as they need: two hundred rules keep theirs at the same time."""
    import numpy as np

    return codes.astype(np.min_scalar_type(max(0, count - 1)))


# --- Great Expectations -----------------------------------------------------------------------------------------------------------


def _run_combinations(domains: list[_Domain]) -> list[tuple[bool, _Domain, list[int]]]:
    import numpy as np
    import pandas as pd

    if not domains:
        return []
    length = max(d.size for d in domains)
    places = np.arange(length)
    columns: dict[str, pd.Series] = {}
    for domain in domains:
        for name, values in domain.values.items():
            columns[name] = values.take(np.minimum(places, domain.size - 1)).reset_index(drop=True)
    outcomes = _run([(d.rule, d.arguments) for d in domains], pd.DataFrame(columns))
    return [(success, domain, positions) for domain, (success, positions) in zip(domains, outcomes, strict=True)]


def _run_rows(rules: list[Rule], frame: pd.DataFrame) -> list[tuple[bool, Rule, np.ndarray[Any, Any]]]:
    import numpy as np

    if not rules:
        return []
    # Only the columns that are needed: Great Expectations copies the frame for every rule.
    needed = dict.fromkeys(
        rule.arguments[slot]
        for rule in rules
        for slot in ("column", "column_A", "column_B")
        if rule.arguments.get(slot) in frame
    )
    narrow = frame[list(needed) or list(frame.columns[:1])]
    outcomes = _run([(rule, dict(rule.arguments)) for rule in rules], narrow)
    return [
        (success, rule, np.asarray(positions, dtype=np.int64))
        for rule, (success, positions) in zip(rules, outcomes, strict=True)
    ]


def _run(wanted: list[tuple[Rule, dict[str, Any]]], frame: pd.DataFrame) -> list[tuple[bool, list[int]]]:
    """Whether each expectation holds, and the index of the rows on which it does not."""
    batch, core = new_batch(frame)
    suite = core.ExpectationSuite(
        name="suite",
        expectations=[
            getattr(core.expectations, rule.expectation)(**arguments, meta={"rule": rule.id})
            for rule, arguments in wanted
        ],
    )
    outcome = batch.validate(suite, result_format={"result_format": "COMPLETE"})
    by_rule = {result.expectation_config.meta["rule"]: result for result in outcome.results}
    answers = []
    for rule, _ in wanted:
        result = by_rule[rule.id]
        message = raised(result.exception_info)
        if message is not None:
            raise _broken(rule.id, message)
        answers.append((bool(result.success), list(result.result.get("unexpected_index_list") or [])))
    return answers


def raised(exception_info: Any) -> str | None:
    """The message of an exception inside an expectation, None where there was none.

    Great Expectations reports it either flat or once for every metric that failed.
    """
    if not isinstance(exception_info, dict):
        return None
    parts = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    messages = [str(part.get("exception_message")) for part in parts if part.get("raised_exception")]
    return messages[0] if messages else None


def _broken(rule_id: str, message: str) -> ValidateError:
    return ValidateError(
        f"the expectation could not be carried out ({message[:300]})",
        where=rule_id,
        fix="this is an error of ours and no verdict on the data: report it with the batch",
    )


def new_batch(frame: pd.DataFrame) -> tuple[Any, Any]:
    """The frame as a batch of Great Expectations in a context that touches no disk and no network, and the library itself."""
    # It reads the switch while it is imported and would otherwise send usage data.
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    import great_expectations as core
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = core.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    definition = asset.add_batch_definition_whole_dataframe("whole")
    return definition.get_batch(batch_parameters={"dataframe": frame}), core


# --- frames and verdicts ----------------------------------------------------------------------------------------------------------


def conform(frame: pd.DataFrame, columns: Columns, suite: str) -> pd.DataFrame:
    """The suite's columns of the frame, each as its kind demands."""
    import pandas as pd

    missing = [name for name in columns if name not in frame]
    if missing:
        raise ValidateError(
            f"the frame lacks {', '.join(missing[:8])}",
            where=f"suite {suite}",
            fix="build it with the suite's frame function in etl.validate.frames",
        )
    cast: dict[str, Callable[[pd.Series], pd.Series]] = {
        "number": lambda s: s.astype("float64"),
        "text": lambda s: s.astype("str"),
        "time": lambda s: pd.to_datetime(s, utc=True),
        "list": lambda s: s.astype("object"),
    }
    # Only what differs is cast: a copy of a million rows of all columns is two gigabytes.
    told = {"number": "float64", "text": "str", "list": "object"}
    changed = {}
    for name, kind in columns.items():
        if frame[name].dtype == told.get(kind):
            continue
        try:
            changed[name] = cast[kind](frame[name])
        except (ValueError, TypeError) as error:
            raise ValidateError(
                f"column {name} should hold a {kind} ({error})",
                where=f"suite {suite}",
                fix="look at the frame function that builds it",
            ) from error
    return frame.assign(**changed)


def _keys(column: pd.Series) -> list[str]:
    import pandas as pd

    if pd.api.types.is_float_dtype(column):
        return [f"row {n}" if value != value else str(int(value)) for n, value in enumerate(column.tolist(), 1)]
    return [f"row {n}" if pd.isna(value) else str(value) for n, value in enumerate(column.tolist(), 1)]


def _checked(
    suite: str, rules: Sequence[Rule], frame: pd.DataFrame, keys: list[str], found: dict[str, Found]
) -> Checked:
    failures: dict[int, list[Failure]] = defaultdict(list)
    results = []
    for rule in rules:
        rows = found[rule.id].rows.tolist()
        observed = _observed(rule, frame, rows)
        # Rows with the same values share one Failure: a million rows may fail alike.
        shared: dict[str | None, Failure] = {}
        column = rule.columns[0] if rule.columns else None
        for row, seen in zip(rows, observed, strict=True):
            if seen not in shared:
                shared[seen] = Failure(rule.id, rule.severity, column, seen, rule.why)
            failures[row].append(shared[seen])
        results.append(
            ExpectationResult(
                suite=suite,
                expectation=rule.id,
                severity=rule.severity,
                columns=rule.columns,
                why=rule.why,
                source=rule.source,
                success=found[rule.id].success,
                checked=len(frame),
                unexpected=len(rows),
                examples=tuple(keys[row] for row in rows[:_MOST_EXAMPLES]),
                observed=observed[0] if observed else None,
            )
        )
    rejected = {keys[row] for row, failed in failures.items() if any(f.severity == "reject" for f in failed)}
    verdicts = tuple(
        Verdict(suite, key, key not in rejected, tuple(failures.get(row, ()))) for row, key in enumerate(keys)
    )
    return Checked(suite, verdicts, tuple(results))


def _observed(rule: Rule, frame: pd.DataFrame, rows: list[int]) -> list[str]:
    names = [name for name in rule.columns if name in frame]
    cells = [frame[name].iloc[rows].tolist() for name in names]
    if len(names) == 1:
        return [_word(value) for value in cells[0]]
    return [", ".join(f"{n} = {_word(v)}" for n, v in zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def _word(value: Any) -> str:
    if value is None or value != value:
        return "empty"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= _LONGEST_OBSERVED else f"{text[:_LONGEST_OBSERVED]}…"
