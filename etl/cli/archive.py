"""The verbs that keep a workspace safe and small: `backup`, `restore` and `retain`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from etl import pipeline
from etl.cli.steps import open_workspace
from etl.cli.terminal import out, working

FileArgument = Annotated[Path, typer.Argument(help="A tar file.")]


def backup(file: FileArgument) -> None:
    """Put the whole workspace into one tar file, while fetching may go on.

    Example: incidents backup monday.tar
    """
    with working("backup"):
        done = pipeline.backup(open_workspace(), file)
    out.print(f"{done['files']} files, {done['bytes']} bytes in {file}")


def restore(file: FileArgument) -> None:
    """Take a backup back into an empty INCIDENTS_HOME, check every file, publish and report.

    Example: incidents restore monday.tar
    """
    with working("restore"):
        done = pipeline.restore(open_workspace(), file)
    out.print(f"{done['files']} files restored")


def retain(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and leave it.")] = False,
) -> None:
    """Take away what the settings INCIDENTS_KEEP_* let go; nothing that a value rests on.

    Example: incidents retain --dry-run
    """
    with working("retain"):
        gone = pipeline.retain(open_workspace(), only_say=dry_run)
    said = ", ".join(f"{count} {name}" for name, count in gone.items())
    out.print(f"{said} {'would go' if dry_run else 'went'}; quality.removal names articles and snapshots")
