"""The verbs that keep a workspace safe: `backup` and `restore`."""

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
