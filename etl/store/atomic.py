"""Writing a file so that it is there whole or not at all, whenever the process dies."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".partial"


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """`path` holds what `write` wrote, or is as it was before.

    The bytes go to a name of their own in the same folder, reach the disk, and only then take the name: a reader never sees half a
    file, and a killed writer leaves at most a `.partial` file that no reader looks at.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PARTIAL)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


# What a killed run leaves half written: files of the stores, copies of a load, of publishing, of the report.
_LEFTOVERS = (f".*{PARTIAL}", ".load*", ".warehouse.duckdb.*", "report.new", "report.old")


def clear_leftovers(home: Path, before: datetime) -> int:
    """How many leftovers of killed runs were removed below `home`, those untouched since `before`: a younger one may be at work."""
    old = [
        path
        for pattern in _LEFTOVERS
        for path in home.rglob(pattern)
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
    ]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(old)


def clear_partial(folder: Path) -> int:
    """How many leftovers of killed writers were removed below `folder`. Call it only while nobody writes there."""
    leftovers = list(folder.rglob(f".*{PARTIAL}"))
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)
    return len(leftovers)
