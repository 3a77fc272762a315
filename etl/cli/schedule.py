"""The verbs about what runs when: `sources` and `airflow`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from etl import pipeline
from etl.cli import airflow as machine
from etl.cli.ask import Format, write_rows
from etl.cli.steps import open_workspace
from etl.cli.terminal import err, out, working
from etl.settings import load_settings

sources = typer.Typer(no_args_is_help=True, help="What is read.")
airflow = typer.Typer(no_args_is_help=True, help="Airflow on this machine.")

DAGS = ("ingest", "build", "publish")


@sources.command("check")
def sources_check(only: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...")] = None) -> None:
    """Check every source declaration and explain what it will do.

    Example: incidents sources check
    """
    from etl.sources import explain

    declared, errors = pipeline.declared_sources(open_workspace())
    for source in declared:
        if not only or source.source in only:
            out.print(explain(source))
    for error in errors:
        err.print(str(error), style="red")
    if errors:
        raise typer.Exit(1)


@airflow.command("run")
def airflow_run() -> None:
    """Run `ingest`, `build` and `publish` once through Airflow, and show what came out.

    Example: incidents airflow run
    """
    settings = load_settings()
    with working("Airflow: ingest, build, publish"):
        for ended in machine.run_once(settings, DAGS):
            if ended["state"] not in ("success", "skipped"):
                err.print(f"{ended['dag']}.{ended['task']}: {ended['state']}", style="red")
    ws = open_workspace()
    out.print("Incidents in the warehouse", style="bold")
    write_rows(pipeline.ask(ws, (pipeline.SQL / "build" / "overview.sql").read_text("utf-8")), Format.TABLE)
    held = pipeline.quarantined(ws).num_rows
    newest = pipeline.newest_incident(ws)
    command = "incidents" if sys.stdin is None else ".venv/bin/incidents"
    out.print(f"\n{held} items are in quarantine, each with its reason.")
    out.print(f"warehouse  {settings.published}")
    out.print(f"report     {settings.report / 'index.html'}")
    out.print("\nNext:", style="bold")
    out.print(f"  {command} show {newest}")
    out.print(f"  {command} sql toll_revisions")
    out.print("  make airflow")


@airflow.command("serve")
def airflow_serve() -> None:
    """Start scheduler, API server and web page on loopback; the password is in the workspace.

    Example: incidents airflow serve
    """
    settings = load_settings()
    with working("Airflow: preparing its database"):
        machine.prepare(settings)
    err.print(
        f"http://127.0.0.1:{settings.airflow_port}  user {machine.USER}, password in {machine.password_file(settings)}"
    )
    raise typer.Exit(machine.serve(settings))
