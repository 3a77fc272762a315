"""A workspace in one tar file, and back.

Enters: the folder of a workspace. Leaves: a tar with everything that could not be made again (snapshots, ledger, findings, warehouse) and
the articles and accounts, so that nothing must be worked through anew; its last member lists every file's SHA-256. Touches the disk.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from etl.errors import StoreError
from etl.store.atomic import write_whole

_FOLDERS = ("snapshots", "articles", "accounts", "findings")
_LEDGER = "ledger.sqlite"
_WAREHOUSE = "warehouse.duckdb"
_MANIFEST = "MANIFEST.json"


def pack(home: Path, file: Path, *, warehouse: Path | None) -> int:
    """How many files went into `file`, which is there whole or not at all. `warehouse` is a closed copy of the live file."""
    with TemporaryDirectory(prefix=".backup", dir=home) as scratch:
        members = {} if warehouse is None else {_WAREHOUSE: warehouse}
        if (home / _LEDGER).exists():
            members[_LEDGER] = _copied_ledger(home / _LEDGER, Path(scratch) / _LEDGER)
        # The ledger before the snapshots: whatever it names is among them.
        members |= {
            path.relative_to(home).as_posix(): path
            for folder in _FOLDERS
            for path in sorted((home / folder).rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        sums = {name: _sha256(path) for name, path in members.items()}

        def write(out: BinaryIO) -> None:
            with tarfile.open(fileobj=out, mode="w") as tar:
                for name, path in members.items():
                    tar.add(path, name)
                manifest = json.dumps(sums, indent=1).encode()
                about = tarfile.TarInfo(_MANIFEST)
                about.size = len(manifest)
                tar.addfile(about, io.BytesIO(manifest))

        write_whole(file, write)
    return len(members)


def unpack(file: Path, home: Path) -> int:
    """How many files came back into `home`, which is as it was if one of them is not what its sum says.

    Raises:
        StoreError: `home` holds a workspace, or the file is damaged or no backup.
    """
    held = [name for name in (*_FOLDERS, _LEDGER, _WAREHOUSE) if (home / name).exists()]
    if held:
        raise StoreError(
            f"holds {', '.join(held)} already", where=str(home), fix="set INCIDENTS_HOME to an empty folder"
        )
    fresh = home.with_name(f"{home.name}.restoring")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        with tarfile.open(file) as tar:
            tar.extractall(fresh, filter="data")
        sums = json.loads((fresh / _MANIFEST).read_text("utf-8"))
        wrong = [name for name, digest in sums.items() if _sha256(fresh / name) != digest]
        if wrong:
            raise StoreError(f"{len(wrong)} files differ, first {wrong[0]}", where=str(file), fix="use another backup")
        home.mkdir(parents=True, exist_ok=True)
        for path in sorted(fresh.iterdir()):
            if path.name != _MANIFEST:
                path.rename(home / path.name)
    except (tarfile.TarError, OSError, ValueError) as error:
        raise StoreError(f"is no whole backup ({error})", where=str(file), fix="use another backup") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return len(sums)


def _copied_ledger(ledger: Path, target: Path) -> Path:
    """The ledger as of one moment, taken while others write it."""
    with closing(sqlite3.connect(ledger)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
