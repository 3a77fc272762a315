"""Great Expectations' own page on a suite, readable without a network.

Enters: a frame and its suite. Leaves: one HTML page. Touches Great Expectations, in memory. Its pages take their style and scripts from
other hosts; here they get a style sheet of ours, and no script.
"""

from __future__ import annotations

import re
from datetime import datetime
from importlib import import_module, resources
from typing import TYPE_CHECKING, Any

from etl.validate.check import conform, holds, new_batch

if TYPE_CHECKING:
    import pandas as pd

# A page of more rows would only repeat itself; the counts of all rows stand in the results.
MOST_ROWS = 5_000
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL | re.IGNORECASE)
_FOREIGN = re.compile(
    r"<script\b.*?</script\s*>|<style\b.*?</style\s*>|<link\b[^>]*>|<img\b[^>]*>|<iframe\b.*?</iframe\s*>|<!--.*?-->",
    re.DOTALL | re.IGNORECASE,
)
_BAR = re.compile(r"^\s*<nav class=\"navbar navbar-expand-md.*?</nav>\s*</div>\s*</nav>", re.DOTALL)
_ACTIONS = re.compile(r"<div class=\"card mb-3\">\s*<div class=\"card-header p-2\">\s*<strong>Actions</strong>.*?(?=<div class=\"card d-md-block)", re.DOTALL)  # fmt: skip
_ATTRIBUTES = re.compile(r"\s(?:on\w+|style|data-toggle|data-html|src)=(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_ELSEWHERE = re.compile(r"<a\b([^>]*?)\shref=\"(?!#)[^\"]*\"", re.IGNORECASE)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def data_docs(suite: str, frame: pd.DataFrame, *, as_of: datetime) -> str:
    """The page that Great Expectations renders of a suite's run over the first 5,000 rows of a frame, as one file that needs no other.

    Raises:
        ValidateError: the frame lacks a column, or an expectation could not be carried out.
    """
    import pandas as pd

    import expectations

    # Loaded by name: the library does not type its renderers.
    render: Any = import_module("great_expectations.render")
    import_module("great_expectations.render.renderer")
    import_module("great_expectations.render.view")
    rules = expectations.rules(suite)
    rows = conform(frame.head(MOST_ROWS), expectations.columns(suite), suite).reset_index(drop=True)
    moment = pd.Timestamp(as_of).tz_convert("UTC")
    # Rules over several columns are shown by their outcome, a column that is named after the rule.
    names = {rule.id: f"{rule.id.split('.', 1)[1]} ({', '.join(rule.columns)})" for rule in rules}
    outcomes = {names[rule.id]: holds(rule, rows, moment) for rule in rules if rule.violated is not None}
    batch, core = new_batch(rows.assign(**outcomes))
    chosen = []
    for rule in rules:
        arguments = dict(rule.arguments)
        if rule.violated is not None:
            arguments["column"] = names[rule.id]
        notes = {"format": "string", "content": [f"{rule.severity}: {rule.why}. {rule.source}"]}
        chosen.append(getattr(core.expectations, rule.expectation)(**arguments, meta={"rule": rule.id, "notes": notes}))
    result = batch.validate(
        core.ExpectationSuite(name=suite, expectations=chosen), result_format={"result_format": "SUMMARY"}
    )
    document = render.renderer.ValidationResultsPageRenderer(run_info_at_end=True).render(result)
    return offline(render.view.DefaultJinjaPageView().render(document), suite)


def offline(page: str, title: str) -> str:
    """A page of Great Expectations with our style sheet in place of what it would fetch, and without scripts."""
    found = _BODY.search(page)
    body = _FOREIGN.sub("", found.group(1) if found else page)
    body = _ACTIONS.sub("", _BAR.sub("", body))
    body = _ELSEWHERE.sub(r"<a\1", _ATTRIBUTES.sub("", body))
    style = (resources.files("etl.validate") / "data_docs.css").read_text("utf-8")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>Great Expectations: {title}</title>'
        f"<style>{style}</style></head><body>{body}</body></html>\n"
    )
