"""What a run's figures must meet against the runs before it: completeness, shares of values, volume, confidence and scores."""

from __future__ import annotations

import pandas as pd

from expectations.rule import Change, Columns, Rule, Suite

_SUITE = Suite("drift")

# One row a metric of this run beside the same metric of earlier runs. `metric` is `completeness`, `share`, `volume`, `confidence`,
# `quarantined` or `score`; `subject` is the field, the value or the suite that it speaks of; `n` is how many rows it was measured on,
# `runs` how many earlier runs `mean` and `sd` are taken over.
COLUMNS: Columns = {
    "metric_id": "text",
    "metric": "text",
    "subject": "text",
    "value": "number",
    "n": "number",
    "runs": "number",
    "mean": "number",
    "sd": "number",
}

# Fewer rows or runs than these, and a difference is chance.
_ROWS, _RUNS = 30, 5


def _comparable(frame: pd.DataFrame, metric: str) -> pd.Series:
    return (frame["metric"] == metric) & (frame["n"] >= _ROWS) & (frame["runs"] >= _RUNS)


def _away(frame: pd.DataFrame, least: float) -> pd.Series:
    """Whether a value lies more than three standard deviations, and at least `least`, from the mean."""
    distance = (frame["value"] - frame["mean"]).abs()
    return (distance > 3 * frame["sd"]) & (distance > least)


def _row(metric: str, subject: str, value: float, mean: float, sd: float) -> Change:
    return Change(
        {"metric": metric, "subject": subject, "value": value, "n": 500.0, "runs": 20.0, "mean": mean, "sd": sd}
    )


RULES: tuple[Rule, ...] = (
    _SUITE.unique("metric_id", "a metric is measured once a run", "pipeline"),
    _SUITE.in_set(
        "metric",
        ["completeness", "share", "volume", "confidence", "quarantined", "score"],
        "a metric of the list",
        "pipeline",
        "mood",
    ),
    _SUITE.never(
        "shares_within_one",
        "value metric",
        lambda f, _: f["metric"].isin(["completeness", "share", "confidence", "quarantined"]) & ~f["value"].between(0, 1) & f["value"].notna(),
        "a share lies between 0 and 1",
        "pipeline",
        _row("completeness", "nkill", 1.4, 0.9, 0.1),
    ),
    _SUITE.never(
        "completeness_steady",
        "value subject",
        lambda f, _: _comparable(f, "completeness") & _away(f, 0.1) & (f["value"] < f["mean"]),
        "a field told much less often than before: a stage or a source has broken",
        "evidence",
        _row("completeness", "nkill", 0.3, 0.85, 0.03),
        "warn",
    ),
    _SUITE.never(
        "distribution_steady",
        "value subject",
        lambda f, _: _comparable(f, "share") & _away(f, 0.15),
        "a value much more or less frequent than before: the world has changed, or the reading of it",
        "evidence",
        _row("share", "attacktype1=Bombing/Explosion", 0.95, 0.45, 0.05),
        "warn",
    ),
    _SUITE.never(
        "volume_steady",
        "value subject",
        lambda f, _: (f["metric"] == "volume") & (f["runs"] >= _RUNS) & _away(f, 10) & ((f["value"] < 0.5 * f["mean"]) | (f["value"] > 2 * f["mean"])),
        "less than half or more than twice the usual number",
        "sources",
        _row("volume", "articles", 10.0, 200.0, 15.0),
        "warn",
    ),
    _SUITE.never(
        "confidence_steady",
        "value subject",
        lambda f, _: _comparable(f, "confidence") & _away(f, 0.05) & (f["value"] < f["mean"]),
        "the extractor is less sure than it used to be",
        "evidence",
        _row("confidence", "gname", 0.4, 0.8, 0.03),
        "warn",
    ),
    _SUITE.never(
        "quarantine_steady",
        "value subject",
        lambda f, _: _comparable(f, "quarantined") & _away(f, 0.05) & (f["value"] > f["mean"]),
        "more rows are held back than before",
        "pipeline",
        _row("quarantined", "accounts", 0.4, 0.05, 0.02),
        "warn",
    ),
    _SUITE.never(
        "score_not_falling",
        "value subject",
        lambda f, _: (f["metric"] == "score") & (f["runs"] >= 1) & (f["value"] < f["mean"] - 2),
        "accuracy on coded articles has fallen by more than two points",
        "evidence",
        _row("score", "mission", 80.0, 90.0, 0.5),
        "warn",
    ),
)  # fmt: skip
