"""The order of work: one function a task and a verb. It alone knows all rooms and hands them the clock and the stores.

    fetch -> read -> extract -> reconcile -> validate -> load -> publish -> report

Every function can be run again at any time: what is done already is known by its content key, and is not done twice. Functions that
Airflow calls take and give plain strings, numbers, lists and dicts.
"""

from etl.pipeline.build import BUILD_STEPS, import_official, load, publish, reconcile, report, report_tables, validate
from etl.pipeline.decisions import decide, judge, withdraw
from etl.pipeline.ingest import (
    choose_sources,
    count_unloaded,
    declared_sources,
    extract,
    fetch,
    fetch_line,
    fetch_outcomes,
    fetch_path,
    plan_extraction,
    plan_reading,
    read,
    summarise_fetch,
    volume_warnings,
)
from etl.pipeline.measure import (
    Check,
    diagnose,
    evaluate_gold,
    evaluate_muc4,
    gold_articles,
    json_rows,
    keep_scores,
    read_accounts,
)
from etl.pipeline.questions import (
    ask,
    count_published,
    export_gtd,
    export_marts,
    export_quality,
    named_queries,
    newest_incident,
    quarantined,
    show,
    unsure_pairs,
)
from etl.pipeline.stream import SettledRows, Worked, article_from_row, extract_stream, incident_row, reconcile_rows
from etl.pipeline.upkeep import backup, checkpoint, clear_leftovers, evaluate, merge_parts, require_health, restore
from etl.pipeline.workspace import SQL, Row, Workspace, open_workspace

__all__ = [
    "BUILD_STEPS",
    "SQL",
    "Check",
    "Row",
    "SettledRows",
    "Worked",
    "Workspace",
    "article_from_row",
    "ask",
    "backup",
    "checkpoint",
    "choose_sources",
    "clear_leftovers",
    "count_published",
    "count_unloaded",
    "decide",
    "declared_sources",
    "diagnose",
    "evaluate",
    "evaluate_gold",
    "evaluate_muc4",
    "export_gtd",
    "export_marts",
    "export_quality",
    "extract",
    "extract_stream",
    "fetch",
    "fetch_line",
    "fetch_outcomes",
    "fetch_path",
    "gold_articles",
    "import_official",
    "incident_row",
    "json_rows",
    "judge",
    "keep_scores",
    "load",
    "merge_parts",
    "named_queries",
    "newest_incident",
    "open_workspace",
    "plan_extraction",
    "plan_reading",
    "publish",
    "quarantined",
    "read",
    "read_accounts",
    "reconcile",
    "reconcile_rows",
    "report",
    "report_tables",
    "require_health",
    "restore",
    "show",
    "summarise_fetch",
    "unsure_pairs",
    "validate",
    "volume_warnings",
    "withdraw",
]
