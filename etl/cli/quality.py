"""The verbs about trust: `evaluate`, `quarantine`, `doctor`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from etl import pipeline
from etl.cli.ask import Format, FormatOption, write_rows
from etl.cli.steps import open_workspace
from etl.cli.terminal import err, out, track
from etl.model import Account

evaluate = typer.Typer(no_args_is_help=True, help="Score the extractor against coded articles.")
quarantine = typer.Typer(no_args_is_help=True, help="See and decide on what did not pass.")
judge = typer.Typer(
    no_args_is_help=True, help="Say whether two accounts tell of one incident; a person's word outranks every rule."
)

KeyArgument = Annotated[str, typer.Argument(help="As `quarantine list` shows it.")]
ByOption = Annotated[str, typer.Option("--by", help="Who decides.")]
WhyOption = Annotated[str, typer.Option("--why", help="For what reason.")]

PredictedOption = Annotated[
    Path | None, typer.Option("--predicted", help="Score these accounts (JSON lines) instead of extracting.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the scorecard as JSON.")]


@evaluate.command("gold")
def evaluate_gold(
    folder: Annotated[Path, typer.Argument(help="Holds articles.jsonl and gold.jsonl.")],
    predicted: PredictedOption = None,
    errors: Annotated[str | None, typer.Option("--errors", help="Show the worst misses of this field.")] = None,
    as_json: JsonOption = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the figures in the warehouse, for the report.")] = False,
) -> None:
    """Score accounts against coded rows, per field, with the worst errors in their sentences.

    Example: incidents evaluate gold tests/gold --errors nkill
    """
    from etl.evaluate.scorecard import render_misses, render_reliability, render_scorecard, worst

    rows = pipeline.gold_articles(folder)
    accounts = pipeline.read_accounts(predicted) if predicted else _extract(rows)
    card = pipeline.evaluate_gold(folder, accounts)
    if keep:
        pipeline.keep_scores(open_workspace(), folder.name, card)
    if as_json:
        out.print_json(json.dumps(card.to_dict()))
        return
    print(render_scorecard(card))
    if errors:
        print(render_misses([miss for miss in worst(card.misses) if miss.field == errors]))
    else:
        print(render_reliability(card.calibration))


@evaluate.command("muc4")
def evaluate_muc4(
    files: Annotated[list[Path], typer.Argument(help="MUC-4 documents with keys, as JSON lines.")],
    predictions: Annotated[
        Path | None, typer.Option("--predictions", help="Write the predicted templates here.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Score templates by MUC-4's keys: GTT's metric and the mission slots.

    Example: incidents evaluate muc4 tst1.jsonl tst2.jsonl --predictions out.jsonl
    """
    from etl.evaluate.muc4 import read_muc4
    from etl.evaluate.muc4_score import render_muc4

    documents = [row for file in files for row in pipeline.json_rows(file)]
    by_doc: dict[str, list[Account]] = {}
    for worked in track(pipeline.extract_stream(map(read_muc4, documents)), "extract", total=len(documents)):
        by_doc[worked.doc] = list(worked.accounts)
        if worked.error:
            err.print(f"{worked.doc}: {worked.error}", style="red")
    card, templates = pipeline.evaluate_muc4(documents, by_doc)
    if predictions:
        predictions.write_text("".join(json.dumps(row) + "\n" for row in templates), "utf-8")
    if as_json:
        out.print_json(json.dumps(card.to_dict()))
    else:
        print(render_muc4(card))


def _extract(rows: list[pipeline.Row]) -> list[Account]:
    articles = map(pipeline.article_from_row, rows)
    return [
        a for worked in track(pipeline.extract_stream(articles), "extract", total=len(rows)) for a in worked.accounts
    ]


@quarantine.command("list")
def quarantine_list(format: FormatOption = Format.TABLE) -> None:
    """List what is held back, with its reason.

    Example: incidents quarantine list --format csv
    """
    write_rows(pipeline.quarantined(open_workspace()), format)


@quarantine.command("show")
def quarantine_show(key: KeyArgument) -> None:
    """Show one item held back: what it is, and every expectation that it failed.

    Example: incidents quarantine show 202401030001
    """
    for row in pipeline.quarantined(open_workspace(), key).to_pylist():
        for name, value in row.items():
            if value is not None:
                out.print(Text.assemble((f"{name:<14}", "bold"), str(value)))


@quarantine.command("release")
def quarantine_release(key: KeyArgument, by: ByOption, why: WhyOption) -> None:
    """Let an item go on with the next build, on a person's word.

    Example: incidents quarantine release 202401030001 --by "A. Coder" --why "checked by hand"
    """
    out.print(f"{pipeline.decide(open_workspace(), key, 'released', by, why)} released; `incidents run` takes it on")


@quarantine.command("discard")
def quarantine_discard(key: KeyArgument, by: ByOption, why: WhyOption) -> None:
    """Close an item for good; it stays in the table with the reason.

    Example: incidents quarantine discard 202401030001 --by "A. Coder" --why "no incident"
    """
    out.print(f"{pipeline.decide(open_workspace(), key, 'rejected', by, why)} discarded")


@judge.command("same")
def judge_same(left: str, right: str, by: ByOption, why: WhyOption) -> None:
    """Say that two accounts tell of one incident.

    Example: incidents judge same a1b2#1 c3d4#1 --by "A. Coder" --why "same market, same hour"
    """
    pipeline.judge(open_workspace(), left, right, same=True, by=by, why=why)


@judge.command("different")
def judge_different(left: str, right: str, by: ByOption, why: WhyOption) -> None:
    """Say that two accounts tell of two incidents.

    Example: incidents judge different a1b2#1 c3d4#1 --by "A. Coder" --why "a week apart"
    """
    pipeline.judge(open_workspace(), left, right, same=False, by=by, why=why)


@judge.command("withdraw")
def judge_withdraw(left: str, right: str, by: ByOption) -> None:
    """Take back what a person judged on two accounts: the next build is as if it had never been said.

    Example: incidents judge withdraw a1b2#1 c3d4#1 --by "A. Coder"
    """
    out.print(f"{pipeline.withdraw(open_workspace(), left, right, by=by)} taken back; `incidents run` settles it anew")


@judge.command("review")
def judge_review(
    limit: Annotated[int, typer.Option(min=1, help="At most so many pairs.")] = 20, format: FormatOption = Format.TABLE
) -> None:
    """List the pairs of accounts that the matcher is least sure of.

    Example: incidents judge review --limit 10
    """
    write_rows(pipeline.unsure_pairs(open_workspace(), limit), format)


def doctor() -> None:
    """Check the installation and the workspace, and say how to mend what is wrong.

    Example: incidents doctor
    """
    checks = pipeline.diagnose(open_workspace())
    for check in checks:
        mark, style = ("ok ", "green") if check.ok else ("no ", "red")
        out.print(Text.assemble((mark, style), f"{check.name}: {check.found}", "" if check.ok else f"; {check.fix}"))
    if not all(check.ok for check in checks):
        raise typer.Exit(1)
