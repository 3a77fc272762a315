"""What each batch of work found out about its items: which were worked through, which were quarantined and why, which checks ran.

Enters and leaves: Findings. One file a batch, named by the items and the worker, so that the same batch worked twice is one file. A batch
counts as worked through once its file is there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from etl.store.folder import Folder, as_folder


@dataclass(frozen=True)
class Findings:
    """One batch. `step` is `read` or `extract`; `worker` says which code did it (`read/1`, `rules/0.3`).

    `items` are the keys worked through; `quarantined` and `results` are plain rows for the tables of the same names in `quality`.
    """

    step: str
    worker: str
    items: tuple[str, ...]
    quarantined: tuple[dict[str, Any], ...] = ()
    results: tuple[dict[str, Any], ...] = ()

    @property
    def key(self) -> str:
        """Hex digest of step, worker and items."""
        return hashlib.sha256("\n".join((self.step, self.worker, *sorted(self.items))).encode()).hexdigest()


class FindingsStore:
    """Findings below one folder."""

    def __init__(self, folder: Folder | Path) -> None:
        self.folder = as_folder(folder)

    def put(self, findings: Findings) -> None:
        """Nothing; the batch counts as worked through when this returns."""
        line = json.dumps(asdict(findings), ensure_ascii=False, sort_keys=True, default=str)
        self.folder.write(f"{findings.key}.json", lambda file: _write(file, line))

    def read(self) -> Iterator[Findings]:
        """All findings, ordered by key."""
        yield from self.folder.each(self.folder.names(), self._get)

    def _get(self, name: str) -> Findings:
        with self.folder.open(name) as file:
            row = json.loads(file.read())
        return Findings(
            row["step"], row["worker"], tuple(row["items"]), tuple(row["quarantined"]), tuple(row["results"])
        )

    def worked(self, step: str) -> set[str]:
        """Keys of all items that this step worked through."""
        return {item for findings in self.read() if findings.step == step for item in findings.items}


def _write(file: BinaryIO, line: str) -> None:
    file.write(line.encode())
