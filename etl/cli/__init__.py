"""The `incidents` command: verbs, progress and one-line errors. Touches the terminal."""

from __future__ import annotations

import sys

import typer

from etl.errors import IncidentWarehouseError

app = typer.Typer(
    name="incidents",
    help="News text in, a terrorism-incident database out, in which every value shows the sentence that says it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Runs the command; an error that a user can mend is one line on standard error, and the exit status is 1."""
    from etl.cli import verbs

    verbs.register(app)
    try:
        app()
    except IncidentWarehouseError as error:
        print(f"incidents: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (`incidents query ... | head`): nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
