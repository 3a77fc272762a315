"""The verbs that move news towards the warehouse, one step each, and `run`, which takes them all."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from etl import pipeline
from etl.cli.terminal import err, out, track, working
from etl.errors import ReadError
from etl.model import Article

SourceOption = Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be given again.")]
NowOption = Annotated[
    datetime | None,
    typer.Option("--now", help="The clock of this run (UTC), for replays.", formats=["%Y-%m-%dT%H:%M:%SZ"]),
]
DATES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]
SinceOption = Annotated[
    datetime | None, typer.Option("--since", help="Leave aside what is dated before (UTC).", formats=DATES)
]
UntilOption = Annotated[
    datetime | None, typer.Option("--until", help="Leave aside what is dated then or later (UTC).", formats=DATES)
]
JsonlOption = Annotated[
    str | None, typer.Option("--jsonl", help="Work on this file ('-': standard input) and print; nothing is kept.")
]


def open_workspace(now: datetime | None = None) -> pipeline.Workspace:
    """The workspace of the environment's settings, with a stopped clock where `now` is given."""
    return pipeline.open_workspace(clock=(lambda: now.replace(tzinfo=UTC)) if now else None, on_terminal=True)


def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders to read, besides the sources.")] = None,
    source: SourceOption = None,
    now: NowOption = None,
) -> None:
    """Take the whole way without Airflow: fetch, read, extract, reconcile, validate, load, publish, report.

    Example: incidents run --source meridian-wire
    """
    ws = open_workspace(now)
    _fetch(ws, source or [], paths or [])
    _read(ws)
    _extract(ws)
    for title, step in pipeline.BUILD_STEPS:
        with working(title):
            step(ws)
    err.print(f"published {ws.settings.published}, report {ws.settings.report / 'index.html'}")


def fetch(
    source: SourceOption = None, now: NowOption = None, since: SinceOption = None, until: UntilOption = None
) -> None:
    """Ask every enabled source for what we do not have, and keep it; a range asked for again goes on where it was.

    Example: incidents fetch --source meridian-wire --since 2024-01-01 --until 2024-02-01
    """
    _fetch(open_workspace(now), source or [], [], since, until)


def read() -> None:
    """Turn snapshots that were never read into articles.

    Example: incidents read
    """
    _read(open_workspace())


def extract(
    jsonl: JsonlOption = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes, with --jsonl.")] = 1,
) -> None:
    """Turn articles into accounts of incidents.

    Example: incidents extract --jsonl articles.jsonl --workers 2 > accounts.jsonl
    """
    if jsonl is None:
        _extract(open_workspace())
        return
    lines = JsonLines(jsonl)
    for worked in track(pipeline.extract_stream(lines.articles(), workers), "extract"):
        if worked.error is not None:
            lines.refuse(worked.doc, worked.error, "the other articles went on")
        for account in worked.accounts:
            sys.stdout.write(json.dumps(account.to_row(), ensure_ascii=False) + "\n")
    raise typer.Exit(int(lines.bad > 0))


def reconcile(
    jsonl: JsonlOption = None,
    incidents: Annotated[bool, typer.Option("--incidents", help="Print the settled incidents instead.")] = False,
) -> None:
    """Settle accounts into incidents.

    Example: incidents reconcile --jsonl accounts.jsonl --incidents
    """
    if jsonl is None:
        with working("reconcile"):
            summary = pipeline.reconcile(open_workspace())
        err.print(_line("reconcile", summary))
        return
    lines = JsonLines(jsonl)
    rows = [row for _, row in lines]
    with working("reconcile"):
        settled = pipeline.reconcile_rows(rows)
    for row in settled.incidents if incidents else settled.accounts:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    raise typer.Exit(int(lines.bad > 0))


def validate() -> None:
    """Check the settled incidents by the suites; failing ones go to quarantine.

    Example: incidents validate
    """
    _step("validate", pipeline.validate)


def load() -> None:
    """Write what was accepted into the warehouse, in one transaction.

    Example: incidents load
    """
    _step("load", pipeline.load)


def publish() -> None:
    """Swap in the copy that analysts read.

    Example: incidents publish
    """
    with working("publish"):
        out.print(pipeline.publish(open_workspace()))


def report(path: Annotated[bool, typer.Option("--path", help="Only print where it is.")] = False) -> None:
    """Build the quality report and the incident pages.

    Example: incidents report --path
    """
    ws = open_workspace()
    if not path:
        with working("report"):
            pipeline.report(ws)
    out.print(str((ws.settings.report / "index.html").resolve()))


def _step(name: str, step: Any) -> None:
    with working(name):
        summary = step(open_workspace())
    err.print(_line(name, summary))


def _fetch(
    ws: pipeline.Workspace,
    only: list[str],
    paths: list[Path],
    since: datetime | None = None,
    until: datetime | None = None,
) -> None:
    dates = {"since": since and since.replace(tzinfo=UTC), "until": until and until.replace(tzinfo=UTC)}
    for name in pipeline.choose_sources(ws, only):
        outcomes = track(pipeline.fetch_outcomes(ws, name, **dates), f"fetch {name}")
        err.print(pipeline.fetch_line(name, outcomes))
    for warning in pipeline.volume_warnings(ws):
        err.print(warning, style="yellow")
    for path in paths:
        outcomes = track(pipeline.fetch_path(ws, path), f"fetch {path}")
        err.print(pipeline.fetch_line(str(path), outcomes))


def _read(ws: pipeline.Workspace) -> None:
    _batches("read", ws, pipeline.plan_reading(ws), pipeline.read)


def _extract(ws: pipeline.Workspace) -> None:
    _batches("extract", ws, pipeline.plan_extraction(ws), pipeline.extract)


def _batches(name: str, ws: pipeline.Workspace, batches: list[list[str]], step: Any) -> None:
    totals: dict[str, int] = {}
    for batch in track(batches, name):
        for key, count in step(ws, batch).items():
            totals[key] = totals.get(key, 0) + count
    err.print(_line(name, totals))


def _line(name: str, counts: dict[str, Any]) -> str:
    return f"{name}: " + (", ".join(f"{count} {key}" for key, count in counts.items()) or "nothing to do")


class JsonLines:
    """The objects of a JSONL file ('-': standard input), with where each stands.

    One bad line must not cost the others their work: it is named on standard error, counted in `bad`, and the exit status tells.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.bad = 0

    def refuse(self, where: str, what: str, fix: str) -> None:
        """Names a line that cannot be used."""
        self.bad += 1
        err.print(f"{where}: {what}; {fix}", style="red")

    def __iter__(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """`(where, object)` of every good line."""
        for number, line in enumerate(self._lines(), 1):
            if line.strip():
                where = f"{self.name}:{number}"
                try:
                    row = json.loads(line)
                except ValueError as error:
                    self.refuse(where, f"this line is no JSON ({error})", "mend or remove it")
                    continue
                if isinstance(row, dict):
                    yield where, row
                else:
                    self.refuse(where, "this line is no JSON object", "give one object a line")

    def articles(self) -> Iterator[Article]:
        """The lines as articles, exactly as they stand."""
        for where, row in self:
            try:
                yield pipeline.article_from_row(row)
            except ReadError as error:
                self.refuse(where, error.what, error.fix)

    def _lines(self) -> Iterable[str]:
        try:
            return sys.stdin if self.name == "-" else Path(self.name).read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ReadError(
                f"cannot be read ({error})", where=self.name, fix="give a UTF-8 file of JSON lines"
            ) from None
