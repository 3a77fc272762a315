"""What one step of a build hands to the next: a reconciliation that is not in the warehouse yet.

One file, replaced whole by the next build. It is pickled, since it lives for one build on one machine and is read by the code that wrote
it: the digest of the code's version stands in front, and a file of another version is refused.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from etl.errors import ReconcileError
from etl.model import Account, Reconciliation
from etl.store.atomic import write_whole


@dataclass(frozen=True)
class Staged:
    """`reconciliation` covers `accounts`. `whole`: these are all the accounts there are. `removed`: accounts that no longer exist.

    Once `checked`, `quarantined` are the incidents that their suite refused, `results` what the expectations found, and `metrics` the
    run's figures.
    """

    run_id: str
    reconciliation: Reconciliation
    accounts: tuple[Account, ...]
    docs: tuple[str, ...]
    whole: bool
    removed: tuple[str, ...] = ()
    checked: bool = False
    quarantined: tuple[dict[str, object], ...] = ()
    results: tuple[dict[str, object], ...] = ()
    metrics: tuple[dict[str, object], ...] = ()


class Staging:
    """The one staged build of a workspace."""

    def __init__(self, path: Path, version: str) -> None:
        self.path = path
        self.version = version

    def put(self, staged: Staged) -> None:
        """Nothing; the build is staged when this returns."""

        def write(file: BinaryIO) -> None:
            pickle.dump(self.version, file, protocol=pickle.HIGHEST_PROTOCOL)
            pickle.dump(staged, file, protocol=pickle.HIGHEST_PROTOCOL)

        write_whole(self.path, write)

    def get(self) -> Staged:
        """The staged build.

        Raises:
            ReconcileError: nothing is staged, or another version of the code staged it.
        """
        if not self.path.exists():
            raise ReconcileError("nothing is staged", where=str(self.path), fix="run `incidents reconcile` first")
        with self.path.open("rb") as file:
            if pickle.load(file) != self.version:
                raise ReconcileError(
                    "was staged by another version", where=str(self.path), fix="run `incidents reconcile` again"
                )
            staged: Staged = pickle.load(file)
        return staged
