"""All verbs of the command, each in the group that `--help` shows it in."""

from __future__ import annotations

import typer

from etl.cli import archive, ask, quality, schedule, steps

STEPS = "Steps, in their order"
ASK = "Questions"
QUALITY = "Quality"
SCHEDULE = "Schedule"


def register(app: typer.Typer) -> None:
    """Nothing; the verbs are known to `app`."""
    for verb in (
        steps.run,
        steps.fetch,
        steps.read,
        steps.extract,
        steps.reconcile,
        steps.validate,
        steps.load,
        steps.publish,
    ):
        app.command(rich_help_panel=STEPS)(verb)
    app.command(rich_help_panel=STEPS)(steps.report)
    for question in (ask.query, ask.sql, ask.show):
        app.command(rich_help_panel=ASK)(question)
    app.command("import", rich_help_panel=ASK)(ask.import_official)
    app.add_typer(ask.export, name="export", rich_help_panel=ASK)
    app.command(rich_help_panel=QUALITY)(quality.doctor)
    app.add_typer(quality.evaluate, name="evaluate", rich_help_panel=QUALITY)
    app.add_typer(quality.quarantine, name="quarantine", rich_help_panel=QUALITY)
    app.add_typer(quality.judge, name="judge", rich_help_panel=QUALITY)
    app.command(rich_help_panel=SCHEDULE)(archive.backup)
    app.command(rich_help_panel=SCHEDULE)(archive.restore)
    app.command(rich_help_panel=SCHEDULE)(archive.retain)
    app.add_typer(schedule.sources, name="sources", rich_help_panel=SCHEDULE)
    app.add_typer(schedule.airflow, name="airflow", rich_help_panel=SCHEDULE)
