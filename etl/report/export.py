"""The quality results for other programs: JSON, JUnit XML, and a badge."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from etl.report.overview import pass_rates
from etl.report.tables import ReportTables, Row, Rows

_CHARACTER = 6.6  # width in pixels of a character of the badge's 11 px type, about


def results_json(tables: ReportTables) -> str:
    """All results as one JSON object: `as_of`, `ok`, `suites` (each with its expectations), `quarantine` by reason."""
    held: dict[str, int] = defaultdict(int)
    for row in tables.quarantine:
        if row["status"] == "open":
            held[str(row["kind"])] += 1
    suites = [
        rate | {"results": [_plain(row) for row in tables.results if row["suite"] == rate["suite"]]}
        for rate in pass_rates(tables)
    ]
    for suite in suites:
        suite.pop("worst")
    document = {
        "as_of": tables.as_of.isoformat(),
        "ok": not rejecting(tables.results),
        "incidents": len(tables.incidents),
        "suites": suites,
        "quarantine": dict(sorted(held.items())),
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n"


def _plain(row: Row) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def rejecting(results: Rows) -> list[Row]:
    """The expectations that are not met and hold rows back."""
    return [row for row in results if not row["success"] and row["severity"] == "reject"]


def results_junit(tables: ReportTables) -> str:
    """All results as JUnit XML: a suite a test suite, an expectation a test case; what rejects fails, what warns is skipped with a note."""
    root = ElementTree.Element("testsuites", name="data quality")
    for rate in pass_rates(tables):
        rows = [row for row in tables.results if row["suite"] == rate["suite"]]
        failed = rejecting(rows)
        noted = [row for row in rows if not row["success"] and row["severity"] != "reject"]
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=rate["suite"],
            tests=str(len(rows)),
            failures=str(len(failed)),
            errors="0",
            skipped=str(len(noted)),
            timestamp=tables.as_of.replace(tzinfo=None).isoformat(timespec="seconds"),
        )
        for row in rows:
            case = ElementTree.SubElement(suite, "testcase", classname=str(row["suite"]), name=str(row["expectation"]))
            if not row["success"]:
                kind = "failure" if row["severity"] == "reject" else "skipped"
                told = f"{row['failed_rows'] or 0} of {row['total_rows'] or 0} rows: {row['why'] or ''}"
                note = ElementTree.SubElement(case, kind, message=_printable(told))
                note.text = _printable(f"{row['observed'] or ''}")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _printable(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


def badge(tables: ReportTables) -> str:
    """An SVG badge: how many expectations are met, green if none that rejects or warns fails."""
    met = sum(bool(row["success"]) for row in tables.results)
    failed = [str(row["severity"]) for row in tables.results if not row["success"]]
    colour = "#a8323a" if "reject" in failed else "#8a5a00" if "warn" in failed else "#2f6b45"
    left, right = "data quality", f"{met}/{len(tables.results)} met" if tables.results else "not checked"
    a, b = (round(len(text) * _CHARACTER + 12) for text in (left, right))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{a + b}" height="20" role="img" aria-label="{left}: {right}">'
        f"<title>{left}: {right}</title>"
        f'<clipPath id="r"><rect width="{a + b}" height="20" rx="4"/></clipPath>'
        f'<g clip-path="url(#r)"><rect width="{a}" height="20" fill="#3d424a"/><rect x="{a}" width="{b}" height="20" fill="{colour}"/></g>'
        f'<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{a / 2:g}" y="14">{left}</text><text x="{a + b / 2:g}" y="14">{right}</text></g></svg>\n'
    )
