"""What one step of a build hands to the next: a build that is not in the warehouse yet, in parts.

A part is a file of its own, named by what it holds; `build.pickle` names the parts that make up the build and is replaced whole by the next
one, so that a step killed in between leaves the build as it was. The files are pickled, since they live for one build and are read by the
code that wrote them: the code's version stands in front, and a file of another version is refused. They may lie where many machines write,
so reading them makes nothing but our own nouns: a file that asks for anything else is refused, and nothing of it is run.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, BinaryIO

from etl.errors import ReconcileError
from etl.model import Part
from etl.store.folder import Folder


@dataclass(frozen=True)
class Staged:
    """`parts` are the names of its parts, `counts` how many `accounts`, `incidents` and so on are in them.

    `whole`: these are all the accounts there are. `removed`: accounts that no longer exist. Once `checked`, `quarantined` are the incidents
    that their suite refused, `results` what the expectations found, and `metrics` the run's figures.
    """

    run_id: str
    parts: tuple[str, ...]
    counts: Mapping[str, int]
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

    def put_part(self, part: Part) -> str:
        """The name of a part, for the build to name."""
        content = self._pickled(part)
        name = f"{_PART}{hashlib.sha256(content).hexdigest()[:40]}.pickle"
        self._write(name, content)
        return name

    def put(self, staged: Staged) -> None:
        """Nothing; the build is staged when this returns, and parts that are not its own are gone."""
        self._write(_NAME, self._pickled(staged))
        for name in self.folder.names():
            if name.startswith(_PART) and name not in staged.parts:
                self.folder.remove(name)

    def get(self) -> Staged:
        """The staged build.

        Raises:
            ReconcileError: nothing is staged, or another version of the code staged it.
        """
        staged: Staged = self._get(_NAME)
        return staged

    def parts(self, staged: Staged) -> Iterator[tuple[str, Part]]:
        """Its parts with their names, one in memory at a time.

        Raises:
            ReconcileError: one is not there any more, or another version of the code staged it.
        """
        for name in staged.parts:
            yield name, self._get(name)

    def _pickled(self, content: object) -> bytes:
        protocol = pickle.HIGHEST_PROTOCOL
        return pickle.dumps(self.version, protocol) + pickle.dumps(content, protocol)

    def _write(self, name: str, content: bytes) -> None:
        def write(file: BinaryIO) -> None:
            file.write(content)

        self.folder.write(name, write)

    def _get(self, name: str) -> Any:
        where, again = self.folder.where(name), "run `incidents reconcile` again"
        try:
            with self.folder.open(name) as file:
                content = io.BytesIO(file.read())
        except FileNotFoundError:
            raise ReconcileError("nothing is staged", where=where, fix="run `incidents reconcile` first") from None
        try:
            if _Nouns(content).load() != self.version:
                raise ReconcileError("was staged by another version", where=where, fix=again)
            return _Nouns(content).load()
        except (pickle.UnpicklingError, EOFError) as error:
            raise ReconcileError(f"is no staged build of ours ({error})", where=where, fix=again) from None


_NAME, _PART = "build.pickle", "part-"
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
