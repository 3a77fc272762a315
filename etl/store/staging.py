"""What one step of a build hands to the next: a reconciliation that is not in the warehouse yet.

One file, replaced whole by the next build. It is pickled, since it lives for one build and is read by the code that wrote it: the digest of
the code's version stands in front, and a file of another version is refused. It may lie where many machines write, so reading it makes
nothing but our own nouns: a file that asks for anything else is refused, and nothing of it is run.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, BinaryIO

from etl.errors import ReconcileError
from etl.model import Account, Reconciliation
from etl.store.folder import Folder


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

    def __init__(self, folder: Folder, version: str) -> None:
        self.folder = folder
        self.version = version

    def put(self, staged: Staged) -> None:
        """Nothing; the build is staged when this returns."""

        def write(file: BinaryIO) -> None:
            pickle.dump(self.version, file, protocol=pickle.HIGHEST_PROTOCOL)
            pickle.dump(staged, file, protocol=pickle.HIGHEST_PROTOCOL)

        self.folder.write(_NAME, write)

    def get(self) -> Staged:
        """The staged build.

        Raises:
            ReconcileError: nothing is staged, or another version of the code staged it.
        """
        where, again = self.folder.where(_NAME), "run `incidents reconcile` again"
        try:
            with self.folder.open(_NAME) as file:
                content = io.BytesIO(file.read())
        except FileNotFoundError:
            raise ReconcileError("nothing is staged", where=where, fix="run `incidents reconcile` first") from None
        try:
            if _Nouns(content).load() != self.version:
                raise ReconcileError("was staged by another version", where=where, fix=again)
            staged: Staged = _Nouns(content).load()
        except (pickle.UnpicklingError, EOFError) as error:
            raise ReconcileError(f"is no staged build of ours ({error})", where=where, fix=again) from None
        return staged


_NAME = "build.pickle"
_PLAIN = {kind.__name__: kind for kind in (date, datetime, timedelta, timezone, set, frozenset)}


class _Nouns(pickle.Unpickler):
    """Makes the classes of `etl.model`, the staged build and a few plain ones; nothing else, and calls no function."""

    def find_class(self, module: str, name: str) -> Any:
        if module in ("builtins", "datetime") and name in _PLAIN:
            return _PLAIN[name]
        if module == Staged.__module__ and name == Staged.__name__:
            return Staged
        if module.startswith("etl.model"):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"it asks for {module}.{name}")
