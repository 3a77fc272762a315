"""The analysts' copy where many machines share it.

Enters: a file of this machine. Leaves: the newest such file on any machine. Each copy is an object of its own, named by its content, and
`current` names the one that holds: a reader who began with the old one ends with it, and no reader sees half of one. Touches the store, and the
file of this machine.
"""

from __future__ import annotations

import hashlib
import io
import shutil
from pathlib import Path
from typing import BinaryIO

from etl.store.atomic import write_whole
from etl.store.folder import Folder

_CURRENT = "current"


def share_copy(file: Path, folder: Folder) -> str:
    """The name under which every machine now finds this copy."""
    with file.open("rb") as content:
        name = f"{hashlib.file_digest(content, 'sha256').hexdigest()[:40]}{file.suffix}"

    def copy(out: BinaryIO) -> None:
        with file.open("rb") as content:
            shutil.copyfileobj(content, out)

    before = current_name(folder)
    if not folder.has(name):
        folder.write(name, copy)
    folder.write(_CURRENT, lambda out: shutil.copyfileobj(io.BytesIO(name.encode()), out))
    # The one before stays: whoever has just learnt its name must find it.
    for old in folder.names():
        if old not in (_CURRENT, name, before):
            folder.remove(old)
    return name


def current_name(folder: Folder) -> str | None:
    """The name of the copy that holds, if any was ever shared."""
    if not folder.has(_CURRENT):
        return None
    with folder.open(_CURRENT) as content:
        return str(content.read().decode())


def fetch_copy(folder: Folder, file: Path) -> None:
    """Nothing; `file` is the copy that holds, or as it was where none was shared. It is asked for only where it is another."""
    name = current_name(folder)
    note = file.with_suffix(".name")
    if name is None or (file.exists() and note.exists() and note.read_text() == name):
        return
    with folder.open(name) as content:
        write_whole(file, lambda out: shutil.copyfileobj(content, out))
    note.write_text(name)
