"""What the terminal shows: progress where a person looks on, nothing but results in a pipe, errors as one line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

Item = TypeVar("Item")

# No markup: a bracket in a quote is a bracket.
out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
# In a pipe a table keeps each row on one line, however wide.
wide = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 10_000)


def track(items: Iterable[Item], title: str, total: int | None = None) -> Iterator[Item]:
    """The items, with a progress bar on standard error while a person looks on."""
    with _bar() as progress:
        yield from progress.track(items, total=total, description=title)


@contextmanager
def working(title: str) -> Iterator[None]:
    """A spinner while something of unknown length goes on."""
    with _bar() as progress:
        progress.add_task(title, total=None)
        yield


def _bar() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
