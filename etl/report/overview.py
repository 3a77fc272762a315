"""What a reader should look at first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from etl.report import words
from etl.report.tables import ReportTables, Row

_GRAVITY = {"reject": 0, "warn": 1, "inform": 2}
# A score that falls by more than this many points is worth a look.
_FALL = 2.0
_STALE_DAYS = 3


def attention(tables: ReportTables) -> list[dict[str, Any]]:
    """What needs a person, gravest first: each with a level, a sentence, why it matters and the page that tells more."""
    items: list[dict[str, Any]] = []
    for row in tables.results:
        if not row["success"] and row["severity"] != "inform":
            rows = int(row["failed_rows"] or 0)
            items.append(
                {
                    "level": row["severity"],
                    "what": _failing(row, rows),
                    "why": row["why"],
                    "href": f"suite-{row['suite']}.html#{row['expectation']}",
                    "weight": rows,
                }
            )
    items += [
        {
            "level": "warn",
            "what": f"{source['source']} has been silent for {source['age']:.0f} days",
            "why": f"its newest article is of {words.day(source['last_published_at'])}",
            "href": "index.html#sources",
            "weight": source["age"],
        }
        for source in freshness(tables)
        if source["stale"]
    ]
    items += _falls(tables)
    return sorted(items, key=lambda item: (_GRAVITY[item["level"]], -item["weight"], item["what"]))


def _failing(row: Row, rows: int) -> str:
    if not rows:
        return f"{row['suite']}: {expectation_name(row)}"
    told = words.failing(str(row["expectation"]))
    return f"{words.plural(rows, 'row')} of {row['suite']}: {told}"


def expectation_name(row: Row) -> str:
    """An expectation's id without its suite, as words; a rule on one column names it as the column is called."""
    name = str(row["expectation"]).split(".", 1)[-1]
    column = str(row["column"] or "").split(",")[0]
    if column and name.startswith(f"{column}_"):
        return f"{column}: {name.removeprefix(column + '_').replace('_', ' ')}"
    return name.replace("_", " ")


def _falls(tables: ReportTables) -> list[dict[str, Any]]:
    series: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in sorted(tables.scores, key=lambda r: str(r["started_at"])):
        series[str(row["corpus"]), str(row["slice"] or ""), str(row["field"])].append(row)
    return [
        {
            "level": "warn",
            "what": f"{words.field_name(field)} on {corpus} fell from {rows[-2]['f1']:.1f} to {rows[-1]['f1']:.1f}",
            "why": "accuracy on coded articles should not fall",
            "href": "accuracy.html",
            "weight": rows[-2]["f1"] - rows[-1]["f1"],
        }
        for (corpus, _, field), rows in series.items()
        if len(rows) > 1
        and rows[-1]["f1"] is not None
        and rows[-2]["f1"] is not None
        and rows[-2]["f1"] - rows[-1]["f1"] > _FALL
    ]


def freshness(tables: ReportTables) -> list[dict[str, Any]]:
    """Every source with its volume and the age in days of its newest article."""
    out = []
    for row in tables.sources:
        newest = row["last_published_at"]
        age = None if newest is None else max(0.0, (tables.as_of - words.utc(newest)).total_seconds() / 86_400)
        expected = row.get("least")
        stale = age is not None and age > _STALE_DAYS and bool(expected)
        out.append(dict(row) | {"age": age, "stale": stale})
    return sorted(out, key=lambda row: (not row["stale"], -int(row["articles"] or 0), str(row["source"])))


def pass_rates(tables: ReportTables) -> list[dict[str, Any]]:
    """Every suite with how many of its expectations are met, how many rows were looked at and how many are held back."""
    by_suite: dict[str, list[Row]] = defaultdict(list)
    for row in tables.results:
        by_suite[str(row["suite"])].append(row)
    held: dict[str, int] = defaultdict(int)
    for row in tables.quarantine:
        if row["status"] == "open":
            held[str(row["suite"])] += 1
    order = ("sources", "articles", "evidence", "accounts", "incidents", "warehouse", "drift")
    return [
        {
            "suite": suite,
            "expectations": len(rows),
            "met": sum(bool(r["success"]) for r in rows),
            "rows": max((int(r["total_rows"] or 0) for r in rows), default=0),
            "held": held[suite],
            "worst": min((_GRAVITY[str(r["severity"])] for r in rows if not r["success"]), default=3),
        }
        for suite, rows in sorted(by_suite.items(), key=lambda item: order.index(item[0]) if item[0] in order else 99)
    ]


def suite_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """A suite's expectations, failed ones first and gravest first."""
    return sorted(
        (dict(row) | {"name": expectation_name(row)} for row in rows),
        key=lambda row: (
            bool(row["success"]),
            _GRAVITY[str(row["severity"])],
            -int(row["failed_rows"] or 0),
            row["name"],
        ),
    )
