"""The site: pages out of rows.

Enters: `ReportTables`. Leaves: each file's path and content, handed one by one to `write`, so that a site of any size is never held in
memory. Touches nothing; style and scripts are files beside the templates and stand inside every page, so that a page can be sent alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from etl.codebook import gtd
from etl.codebook.fields import FIELDS
from etl.report import words
from etl.report.charts import trend_chart
from etl.report.export import badge, results_json, results_junit
from etl.report.incident_page import IncidentPages
from etl.report.overview import attention, freshness, pass_rates, suite_rows
from etl.report.tables import ReportTables, Row, Rows

__all__ = ["ReportTables", "SiteSummary", "build_site"]

Write = Callable[[str, str], None]

# Rows of the search index in one file: about 250 kB, which a phone loads at once.
_SHARD = 2_000
# Incidents that stand in the search page itself, for readers without scripts and for the first sight.
_FIRST_SIGHT = 100
_MOST_QUARANTINED = 500


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What was built: pages, of them incident pages, and incidents in the search."""

    pages: int
    incident_pages: int
    incidents: int


def build_site(
    tables: ReportTables,
    write: Write,
    *,
    newest: int = 1_000,
    title: str = "Incident warehouse",
    data_docs: Collection[str] = (),
) -> SiteSummary:
    """Hands every file of the site to `write(path, content)`, paths relative and with slashes; returns what was built.

    `newest` is how many incidents, latest first, get a page of their own; all of them can be searched. `data_docs` names the suites of which
    the caller writes Great Expectations' own page to `data-docs/<suite>.html`.
    """
    env = _environment(title, tables)
    count = incident_count = 0
    for path, content in _pages(env, tables, newest, data_docs):
        write(path, content)
        count += path.endswith(".html")
        incident_count += path.startswith("incident/")
    return SiteSummary(count, incident_count, len(tables.incidents))


def _pages(
    env: Environment, tables: ReportTables, newest: int, data_docs: Collection[str]
) -> Iterator[tuple[str, str]]:
    incidents = sorted(tables.incidents, key=lambda row: (str(row["date"] or ""), int(row["eventid"])), reverse=True)
    paged = {int(row["eventid"]) for row in incidents[:newest]}
    yield "index.html", _render(env, "overview.html", "index.html", **_overview(tables, incidents, paged))
    for suite, rows in _by(tables.results, "suite").items():
        history = [row for row in tables.result_history if row["suite"] == suite]
        yield (
            f"suite-{suite}.html",
            _render(
                env,
                "suite.html",
                f"suite-{suite}.html",
                suite=suite,
                data_docs=suite in data_docs,
                rows=suite_rows(rows),
                trend=_rate_trend(history, suite),
            ),
        )
    yield "completeness.html", _render(env, "completeness.html", "completeness.html", **_completeness(tables))
    yield "accuracy.html", _render(env, "accuracy.html", "accuracy.html", **_accuracy(tables))
    yield "quarantine.html", _render(env, "quarantine.html", "quarantine.html", **_quarantine(tables))
    yield "quality.json", results_json(tables)
    yield "quality.xml", results_junit(tables)
    yield "badge.svg", badge(tables)
    yield "dictionary.html", _render(env, "dictionary.html", "dictionary.html", **_dictionary(tables.dictionary))
    index = [_index_row(row, int(row["eventid"]) in paged) for row in incidents]
    shards = [index[n : n + _SHARD] for n in range(0, len(index), _SHARD)]
    yield (
        "incidents.html",
        _render(
            env,
            "incidents.html",
            "incidents.html",
            first=[
                words.incident_line(row) | {"page": int(row["eventid"]) in paged} for row in incidents[:_FIRST_SIGHT]
            ],
            total=len(incidents),
            shards=[f"search/{n:04}.js" for n in range(len(shards))],
            facets=_facets(incidents),
        ),
    )
    for n, shard in enumerate(shards):
        yield f"search/{n:04}.js", f"incidentShard({n},{_script_json(shard)});\n"
    pages = IncidentPages(tables, incidents, paged)
    for row in incidents[:newest]:
        eventid = int(row["eventid"])
        yield f"incident/{eventid}.html", _render(env, "incident.html", f"incident/{eventid}.html", **pages.page(row))


# --- templates --------------------------------------------------------------------------------------------------------------------


@cache
def _asset(name: str) -> str:
    return (resources.files("etl.report") / "templates" / name).read_text("utf-8")


def _environment(title: str, tables: ReportTables) -> Environment:
    env = Environment(
        loader=PackageLoader("etl.report", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "count": words.count,
        "share": words.share,
        "day": words.day,
        "moment": words.moment,
        "field": words.field_name,
        "plural": words.plural,
    }
    env.globals |= {
        "site_title": title,
        "as_of": tables.as_of,
        "question_of": words.question_of,
        "style": Markup(_asset("site.css")),  # our own file, nothing of the data
        "suites": sorted({str(row["suite"]) for row in tables.results}, key=_suite_order),
    }
    return env


def _suite_order(suite: str) -> tuple[int, str]:
    order = ("sources", "articles", "evidence", "accounts", "incidents", "warehouse", "drift")
    return (order.index(suite) if suite in order else len(order), suite)


def _render(env: Environment, template: str, path: str, **names: Any) -> str:
    script = (
        _asset("search.js")
        if template == "incidents.html"
        else _asset("incident.js")
        if template == "incident.html"
        else ""
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return env.get_template(template).render(
        root="../" * path.count("/"),
        path=path,
        script=Markup(script),  # our own file, nothing of the data
        script_digest=f"'sha256-{digest}'" if script else "",
        **names,
    )


def _script_json(value: Any) -> str:
    """JSON that stays JSON in a script: `<` and the line separators are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


# --- overview ---------------------------------------------------------------------------------------------------------------------


def _overview(tables: ReportTables, incidents: Sequence[Row], paged: set[int]) -> dict[str, Any]:
    runs = [run for run in sorted(tables.runs, key=lambda r: str(r["started_at"])) if run["status"] == "finished"]
    articles = sum(int(s["articles"] or 0) for s in tables.sources)
    told = sum(int(c["told"]) for c in tables.completeness)
    possible = sum(int(c["total"]) for c in tables.completeness)
    checked = sum(int(r["total_rows"] or 0) for r in tables.results)
    failed = sum(int(r["failed_rows"] or 0) for r in tables.results)
    newest = max((words.utc(s["last_published_at"]) for s in tables.sources if s["last_published_at"]), default=None)
    return {
        "attention": attention(tables),
        "latest": [words.incident_line(row) | {"page": int(row["eventid"]) in paged} for row in incidents[:8]],
        "last_run": runs[-1] if runs else None,
        "tiles": {
            "incidents": len(incidents),
            "articles": articles,
            "quarantined": sum(row["status"] == "open" for row in tables.quarantine),
            "passed": None if not checked else 1 - failed / checked,
            "told": None if not possible else told / possible,
            "newest": newest,
        },
        "suite_rates": pass_rates(tables),
        "sources": freshness(tables),
        "volume_trend": _trend(
            [(words.utc(r["started_at"]), float(r["incidents"] or 0)) for r in runs], "Incidents after each run"
        ),
        "rate_trend": _rate_trend(tables.result_history, "all suites"),
        "score_line": _headline_scores(tables),
    }


def _trend(points: list[tuple[Any, float]], title: str, **options: Any) -> Markup | None:
    svg = trend_chart(points[-60:], title, **options)
    return None if svg is None else Markup(svg)


def _rate_trend(history: Sequence[Row], subject: str) -> Markup | None:
    by_run: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for row in history:
        run = by_run[words.utc(row["started_at"])]
        run[0] += int(row["checks"])
        run[1] += int(row["failed"])
    points = [(at, round(100 * (1 - failed / checks), 1)) for at, (checks, failed) in sorted(by_run.items()) if checks]
    return _trend(points, f"Expectations met, {subject}", unit=" %")


def _headline_scores(tables: ReportTables) -> list[dict[str, Any]]:
    latest: dict[tuple[str, str], Row] = {}
    for row in sorted(tables.scores, key=lambda r: str(r["started_at"])):
        if row["field"] in ("mission", "incidents"):
            latest[str(row["corpus"]), str(row["field"])] = row
    return [
        {"corpus": corpus, "field": field, "f1": row["f1"], "n": row["n"]}
        for (corpus, field), row in sorted(latest.items())
    ]


# --- completeness, accuracy, quarantine -------------------------------------------------------------------------------------------


def _by(rows: Sequence[Row], name: str) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        out[str(row[name])].append(row)
    return dict(out)


def _completeness(tables: ReportTables) -> dict[str, Any]:
    sources = sorted({str(row["source"]) for row in tables.completeness})
    cells = {(str(row["field"]), str(row["source"])): row for row in tables.completeness}
    fields = [name for name in FIELDS if any((name, source) in cells for source in sources)]
    lines: list[dict[str, Any]] = []
    for name in fields:
        own = [cells[name, source] for source in sources if (name, source) in cells]
        told, total = sum(int(r["told"]) for r in own), sum(int(r["total"]) for r in own)
        lines.append(
            {
                "field": name,
                "mission": FIELDS[name].mission,
                "what": FIELDS[name].description,
                "share": told / total if total else None,
                "told": told,
                "total": total,
                "by_source": [_cell(cells.get((name, source))) for source in sources],
            }
        )
    lines.sort(key=lambda line: (not line["mission"], -(line["share"] or 0)))
    return {"sources": sources, "lines": lines}


def _cell(row: Row | None) -> dict[str, Any]:
    total = int(row["total"]) if row else 0
    return {"share": int(row["told"]) / total if row and total else None, "total": total}


def _accuracy(tables: ReportTables) -> dict[str, Any]:
    corpora = []
    for (corpus, part), rows in sorted(_pairs(tables.scores).items()):
        by_field = _by(sorted(rows, key=lambda r: str(r["started_at"])), "field")
        lines = []
        for field, own in by_field.items():
            latest, before = own[-1], own[-2] if len(own) > 1 else None
            change = (
                None if before is None or before["f1"] is None or latest["f1"] is None else latest["f1"] - before["f1"]
            )
            lines.append({"field": field, "row": latest, "change": change})
        lines.sort(key=lambda line: (line["field"] not in ("mission", "incidents"), line["field"]))
        headline = by_field.get("mission") or by_field.get("incidents") or next(iter(by_field.values()))
        points = [(words.utc(r["started_at"]), round(float(r["f1"]), 1)) for r in headline if r["f1"] is not None]
        corpora.append(
            {
                "corpus": corpus,
                "slice": part,
                "lines": lines,
                "trend": _trend(points, f"{headline[0]['field']} on {corpus}"),
            }
        )
    return {"corpora": corpora}


def _pairs(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    out: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        out[str(row["corpus"]), str(row["slice"] or "")].append(row)
    return out


def _quarantine(tables: ReportTables) -> dict[str, Any]:
    held = [row for row in tables.quarantine if row["status"] == "open"]
    by_kind: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in held:
        # A row that failed several expectations stands under each of them.
        for kind in str(row["kind"]).split(", "):
            by_kind[str(row["suite"]), kind].append(row)
    by_reason = [
        {"reason": f"{suite}: {words.failing(kind)}", "rows": rows[:_MOST_QUARANTINED], "count": len(rows)}
        for (suite, kind), rows in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return {
        "reasons": by_reason,
        "open": len(held),
        "decided": Counter(str(row["status"]) for row in tables.quarantine if row["status"] != "open"),
        "decisions": [row for row in tables.quarantine if row["status"] != "open"][:_MOST_QUARANTINED],
    }


def _dictionary(rows: Rows) -> dict[str, Any]:
    lists = (
        gtd.ATTACKTYPE,
        gtd.WEAPTYPE,
        gtd.TARGTYPE,
        gtd.CLAIMMODE,
        gtd.HOSTKIDOUTCOME,
        gtd.PROPEXTENT,
        gtd.ALTERNATIVE,
        gtd.SPECIFICITY,
        gtd.REGION,
    )
    return {
        "groups": words.grouped(FIELDS),
        "specs": FIELDS,
        "tables": {name: list(held) for name, held in groupby(rows, key=lambda row: f"{row['schema']}.{row['table']}")},
        "lists": [{"name": t.name, "codes": [(code, t.label(code)) for code in t.codes]} for t in lists],
    }


# --- search -----------------------------------------------------------------------------------------------------------------------


def _index_row(row: Row, has_page: bool) -> list[Any]:
    line = words.incident_line(row)
    return [
        str(line["eventid"]),
        line["date"],
        line["country"],
        line["city"],
        line["attack"],
        line["gname"],
        line["nkill"],
        line["nwound"],
        line["claimed"],
        int(has_page),
    ]


def _facets(incidents: Sequence[Row]) -> dict[str, list[str]]:
    return {
        "countries": sorted({str(row["country_txt"]) for row in incidents if row["country_txt"]}),
        "attacks": sorted({str(row["attacktype1_txt"]) for row in incidents if row["attacktype1_txt"]}),
        "years": sorted({str(row["date"])[:4] for row in incidents if row["date"]}, reverse=True),
    }
