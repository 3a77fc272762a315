"""The verbs that ask the published copy: `query`, `sql`, `show`, `export`."""

from __future__ import annotations

import csv
import io
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from etl import pipeline
from etl.cli.steps import open_workspace
from etl.cli.terminal import out, wide
from etl.codebook.fields import FIELDS
from etl.errors import QueryError

if TYPE_CHECKING:
    import pyarrow as pa


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


FormatOption = Annotated[Format, typer.Option("--format", help="How the rows are written to standard output.")]


def query(statement: Annotated[str, typer.Argument(metavar="SQL")], format: FormatOption = Format.TABLE) -> None:
    """Ask the published warehouse one SELECT; nothing can be changed from here.

    Example: incidents query "SELECT eventid, city, nkill FROM gtd.incident ORDER BY nkill DESC" --format csv
    """
    write_rows(pipeline.ask(open_workspace(), statement), format)


def sql(
    name: Annotated[str | None, typer.Argument(help="Name of a query; without one, all are listed.")] = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Run one of the named queries of sql/queries/, or list them.

    Example: incidents sql deadliest_groups
    """
    named = pipeline.named_queries()
    if name is None:
        for known, path in named.items():
            out.print(f"{known:<32}{path.read_text('utf-8').splitlines()[0].removeprefix('-- ')}")
        return
    if name not in named:
        raise QueryError("no such query", where=name, fix="`incidents sql` lists them")
    write_rows(pipeline.ask(open_workspace(), named[name].read_text("utf-8")), format)


def show(
    eventid: Annotated[int, typer.Argument(help="Twelve digits, as in gtd.incident.")],
    format: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.TABLE,
) -> None:
    """Show an incident: every value, the rule that chose it, what lost, and every sentence that says so.

    Example: incidents show 202401030001
    """
    shown = pipeline.show(open_workspace(), eventid)
    if format is Format.JSON:
        sys.stdout.write(json.dumps(shown, default=str, ensure_ascii=False) + "\n")
        return
    _show(shown)


def write_rows(table: pa.Table, format: Format) -> None:
    """Rows to standard output."""
    if format is Format.PARQUET:
        import pyarrow.parquet

        buffer = io.BytesIO()
        pyarrow.parquet.write_table(table, buffer)
        sys.stdout.buffer.write(buffer.getvalue())
        return
    try:
        rows = table.to_pylist()
    except (OverflowError, ValueError) as error:  # a time beyond Python's calendar
        raise QueryError(
            f"a value cannot be written as text: {error}",
            where="query",
            fix="cast it to VARCHAR, or use --format parquet",
        ) from error
    if format is Format.JSON:
        for row in rows:
            sys.stdout.write(json.dumps(row, default=str, ensure_ascii=False) + "\n")
    elif format is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(table.column_names)
        writer.writerows([["" if value is None else value for value in row.values()] for row in rows])
    else:
        wide.print(_table(table.column_names, rows))


def _table(names: list[str], rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, name in enumerate(names):
        numeric = rows and all(isinstance(list(row.values())[place], int | float | None) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", no_wrap=not sys.stdout.isatty())
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row.values()))
    return table


def _show(shown: dict[str, Any]) -> None:
    incident = shown["incident"]
    for lead in shown["leads_to"]:
        if lead["how"] != "stands":
            out.print(f"{shown['asked']} {_LEADS[lead['how']]} {lead['eventid']}", style="yellow")
    parts = (incident.get(part) for part in ("city", "provstate", "country_txt"))
    out.print(
        Text(f"{shown['eventid']}  {', '.join(str(p) for p in parts if p not in (None, 'Unknown'))}", style="bold")
    )
    if incident.get("summary"):
        out.print(Text(str(incident["summary"])))
    order = {name: place for place, name in enumerate(FIELDS)}
    for settled in sorted(shown["settlements"], key=lambda s: (order.get(s["field"], len(order)), s["field"])):
        if settled["value"] not in (None, [], ""):
            _show_settlement(settled)
    _section("Every figure told", shown["tolls"], _toll_line)
    _section("Claims, denials, attributions", shown["claims"], _claim_line)
    _section("Victims by nationality", shown["victims"], _victim_line)
    if shown["links"]:
        out.print()
        out.print("Linked: " + "; ".join(_link_line(link, shown["eventid"]) for link in shown["links"]))


_LEADS = {"merged_into": "was merged into", "split_into": "was split: accounts that it stood for are now in"}
_LINKS = {"related": "related to", "merged_into": "took in", "split_into": "holds accounts that were in"}


def _link_line(link: dict[str, Any], eventid: int) -> str:
    """A link as seen from this incident."""
    if link["other_eventid"] == eventid:
        return f"{_LINKS[link['kind']]} {link['eventid']}"
    return f"{_LINKS['related'] if link['kind'] == 'related' else _LEADS[link['kind']]} {link['other_eventid']}"


def _show_settlement(settled: dict[str, Any]) -> None:
    """The value and its rule, the sentences that say it, and what lost with the sentences of the losers."""
    head = Text.assemble((f"{settled['field']} ", "bold cyan"), (_plain(settled["value"]), "bold"))
    out.print()
    out.print(head.append(f"   by {settled['rule']}", style="dim"))
    chosen = set(settled["witnesses"])
    _quotes(settled["quotes"], chosen)
    for loser in settled["losers"]:
        out.print(Text(f"  not {_plain(loser['value'])}: {loser['why']}", style="red"))
        _quotes(settled["quotes"], set(loser["witnesses"]) - chosen)


def _quotes(quotes: list[dict[str, Any]], accounts: set[str]) -> None:
    """The sentences of these accounts, each once."""
    seen = set()
    for quote in quotes:
        place = (quote["account_id"], quote.get("sentence_start"), quote["quote"] if "sentence" not in quote else None)
        if quote["account_id"] in accounts and place not in seen:
            seen.add(place)
            out.print(_quote(quote))


def _toll_line(toll: dict[str, Any]) -> str:
    said = f" by {toll['by']}" if toll.get("by") else ""
    return f"{toll['kind']} {toll['value']}{said}{' (superseded)' if toll.get('superseded') else ''}"


def _claim_line(claim: dict[str, Any]) -> str:
    return f"{claim['kind']} by {claim['actor']}" + (f", {claim['mode']}" if claim.get("mode") else "")


def _victim_line(victim: dict[str, Any]) -> str:
    return f"{victim['country']} {victim['status']}" + (
        f" {victim['count']}" if victim.get("count") is not None else ""
    )


def _section(title: str, rows: list[dict[str, Any]], line: Any) -> None:
    if rows:
        out.print()
        out.print(Text(title, style="bold"))
    for row in rows:
        out.print(Text(f"  {line(row)}"))
        if row.get("quote"):
            out.print(_quote(row))


def _quote(quote: dict[str, Any]) -> Text:
    """The sentence that says it, the telling words marked, and who said it when."""
    said_by = ", ".join(str(quote[key]) for key in ("source", "published_at") if quote.get(key)) or quote["account_id"]
    sentence = quote.get("sentence") or quote["quote"]
    start = quote["start"] - quote["sentence_start"] if "sentence" in quote else 0
    line = Text("    " + sentence.replace("\n", " "), style="green")
    line.stylize("bold underline", 4 + start, 4 + start + len(quote["quote"]))
    return line.append(f"  [{said_by}]", style="dim")


def _plain(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


class Official(StrEnum):
    """The official data sets that can be brought in."""

    GTD = "gtd"
    ACLED = "acled"
    UCDP = "ucdp"


def import_official(
    dataset: Annotated[Official, typer.Argument(help="Whose file it is.")],
    file: Annotated[Path, typer.Argument(help="Your licensed copy: CSV, Parquet or XLSX.")],
) -> None:
    """Bring in a licensed official file and compare: what each has that the other has not.

    Example: incidents import gtd globalterrorismdb.csv
    """
    found = pipeline.import_official(open_workspace(), dataset.value, file)
    out.print(f"{found['events']} events, {found['matched']} of them matched; see mart.compare_{dataset.value}")


export = typer.Typer(no_args_is_help=True, help="Write the warehouse to files that others read.")


@export.command("gtd")
def export_gtd(file: Annotated[Path, typer.Argument(help="Ends in .csv, .parquet or .xlsx.")]) -> None:
    """Write the 135 columns of the GTD, in its order and with its codes.

    Example: incidents export gtd incidents.xlsx
    """
    out.print(f"{pipeline.export_gtd(open_workspace(), file)} incidents in {file}")


@export.command("quality")
def export_quality(folder: Annotated[Path, typer.Argument(help="A folder, made if it is not there.")]) -> None:
    """Write the quality results as JSON and JUnit XML, and a badge.

    Example: incidents export quality build/quality
    """
    for path in pipeline.export_quality(open_workspace(), folder):
        out.print(str(path))


@export.command("marts")
def export_marts(folder: Annotated[Path, typer.Argument(help="A folder, made if it is not there.")]) -> None:
    """Write every mart as a Parquet file of its name.

    Example: incidents export marts build/marts
    """
    for name, rows in pipeline.export_marts(open_workspace(), folder).items():
        out.print(f"{name}: {rows} rows")
