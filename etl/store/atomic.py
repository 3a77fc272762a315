"""Writing a file so that it is there whole or not at all, whenever the process dies."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
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


def clear_partial(folder: Path) -> int:
    """How many leftovers of killed writers were removed below `folder`. Call it only while nobody writes there."""
    leftovers = list(folder.rglob(f".*{PARTIAL}"))
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)
    return len(leftovers)
