"""Where a store keeps its files: a folder of this machine, or a prefix of an object store that many machines share.

Enters and leaves: bytes by name. A name is a path below the folder with `/` between its parts. Whatever is written is there whole or not at
all, and whatever is there is seen by every reader at once. Touches the disk, or a server that speaks S3.

An object store has no rename, and needs none: one PUT of all bytes is visible whole when it is done and never before. So content is
gathered in memory and sent in one piece; a killed writer leaves nothing that a reader could see. Credentials are those of the environment
(`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, a profile, a role): none passes through here.
"""

from __future__ import annotations

import io
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar
from urllib.parse import urlsplit

from pyarrow import fs

from etl.errors import StoreError
from etl.store.atomic import PARTIAL, clear_partial, write_whole

# Seconds; a store that does not answer must end the task, so that its retry can begin.
_CONNECT, _ANSWER = 10, 120
# Requests that one process has under way; each waits some 30 ms for the network and takes well under one of a core.
_AT_ONCE = 16

T = TypeVar("T")


class Folder(Protocol):
    """Files below one place."""

    def __truediv__(self, name: str) -> Folder:
        """The folder of this name below."""
        ...

    def names(self) -> list[str]:
        """Every file below, by name, sorted; half-written ones are not among them."""
        ...

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        ...

    def open(self, name: str) -> AbstractContextManager[Any]:
        """A file to read from, with random access, for as long as the context. FileNotFoundError if there is none."""
        ...

    def write(self, name: str, write: Callable[[BinaryIO], None]) -> None:
        """Nothing; the file holds what `write` wrote, or is as it was before."""
        ...

    def remove(self, name: str) -> None:
        """Nothing; there is no file of this name."""
        ...

    def clear_partial(self) -> int:
        """How many leftovers of killed writers were removed. Call it only while nobody writes."""
        ...

    def each(self, names: Iterable[str], work: Callable[[str], T]) -> Iterator[T]:
        """What `work` gives for each name, in their order; where files are far away, several are waited for at once."""
        ...

    def where(self, name: str) -> str:
        """The whole address of a file, for a person."""
        ...

    def check(self) -> None:
        """Nothing, where files can be written and read back.

        Raises:
            StoreError: they cannot.
        """
        ...


class LocalFolder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __truediv__(self, name: str) -> LocalFolder:
        """The folder of this name below."""
        return LocalFolder(self.path / name)

    def names(self) -> list[str]:
        """Every file below, by name."""
        found = []
        for folder, _, files in os.walk(self.path):
            below = Path(folder).relative_to(self.path)
            found += [(below / file).as_posix() for file in files if not file.endswith(PARTIAL)]
        return sorted(found)

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return (self.path / name).exists()

    def open(self, name: str) -> BinaryIO:
        """A file to read from."""
        return (self.path / name).open("rb")

    def write(self, name: str, write: Callable[[BinaryIO], None]) -> None:
        """Nothing; the file is on disk, whole."""
        write_whole(self.path / name, write)

    def remove(self, name: str) -> None:
        """Nothing; there is no file of this name."""
        (self.path / name).unlink(missing_ok=True)

    def clear_partial(self) -> int:
        """How many leftovers of killed writers were removed."""
        return clear_partial(self.path)

    def each(self, names: Iterable[str], work: Callable[[str], T]) -> Iterator[T]:
        """What `work` gives for each name, one after the other."""
        return map(work, names)

    def where(self, name: str) -> str:
        """The path of a file."""
        return str(self.path / name)

    def check(self) -> None:
        """Nothing, where files can be written and read back."""
        try:
            _try_out(self)
        except OSError as error:
            raise StoreError(
                str(error), where=str(self.path), fix="make it a folder that this user may write"
            ) from None


class BucketFolder:
    """A prefix of an object store."""

    def __init__(self, files: fs.FileSystem, path: str) -> None:
        self.files = files
        self.path = path.strip("/")

    def __truediv__(self, name: str) -> BucketFolder:
        """The folder of this name below."""
        return BucketFolder(self.files, f"{self.path}/{name}")

    def names(self) -> list[str]:
        """Every object below, by name."""
        with self._told():
            found = self.files.get_file_info(fs.FileSelector(self.path, recursive=True, allow_not_found=True))
        return sorted(info.path.removeprefix(f"{self.path}/") for info in found if info.is_file)

    def has(self, name: str) -> bool:
        """Whether there is an object of this name."""
        with self._told(name):
            return bool(self.files.get_file_info(f"{self.path}/{name}").is_file)

    @contextmanager
    def open(self, name: str) -> Iterator[Any]:
        """An object to read from."""
        with self._told(name), self.files.open_input_file(f"{self.path}/{name}") as file:
            yield file

    def write(self, name: str, write: Callable[[BinaryIO], None]) -> None:
        """Nothing; the object is there, whole."""
        content = io.BytesIO()
        write(content)
        # One call: a stream that broke off between two would be closed, and an object cut short would be there.
        # The bytes as they are: by default a name that ends in .gz would have them compressed once more.
        with self._told(name), self.files.open_output_stream(f"{self.path}/{name}", compression=None) as stream:
            stream.write(content.getbuffer())

    def remove(self, name: str) -> None:
        """Nothing; there is no object of this name."""
        with self._told(name):
            try:
                self.files.delete_file(f"{self.path}/{name}")
            except FileNotFoundError:
                return

    def clear_partial(self) -> int:
        """None: what a killed writer had not sent whole was never there."""
        return 0

    def each(self, names: Iterable[str], work: Callable[[str], T]) -> Iterator[T]:
        """What `work` gives for each name, some requests at a time."""
        waiting = list(names)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            # A few rounds' worth at a time, so that a reader who stops early has not fetched everything.
            for start in range(0, len(waiting), 4 * _AT_ONCE):
                yield from pool.map(work, waiting[start : start + 4 * _AT_ONCE])

    def where(self, name: str) -> str:
        """The address of an object."""
        return f"s3://{self.path}/{name}".rstrip("/")

    def check(self) -> None:
        """Nothing, where objects can be written and read back."""
        _try_out(self)

    @contextmanager
    def _told(self, name: str = "") -> Iterator[None]:
        """What the store answers amiss, in one line."""
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StoreError(
                f"the object store does not do it ({' '.join(str(error).split())[:300]})",
                where=self.where(name),
                fix="check INCIDENTS_STORE, INCIDENTS_S3_ENDPOINT, the network and the credentials in the environment",
            ) from error


def _try_out(folder: Folder) -> None:
    name = f"probe-{uuid.uuid4().hex}"
    folder.write(name, lambda file: shutil.copyfileobj(io.BytesIO(b"here"), file))
    with folder.open(name) as file:
        if file.read() != b"here":
            raise StoreError("gives back other bytes than were put", where=folder.where(name), fix="use another store")
    folder.remove(name)


def open_folder(address: str, endpoint: str = "") -> Folder:
    """The folder at a path, or at `s3://bucket/prefix`; `endpoint` is the server's address where it is not Amazon's.

    >>> open_folder("var").where("a.txt")
    'var/a.txt'
    """
    if not address.startswith("s3://"):
        return LocalFolder(Path(address))
    place = urlsplit(address)
    files = fs.S3FileSystem(
        endpoint_override=endpoint or None,
        connect_timeout=_CONNECT,
        request_timeout=_ANSWER,
        # A small object is one request, so that a killed writer leaves no unfinished upload behind.
        allow_delayed_open=True,
    )
    return BucketFolder(files, f"{place.netloc}{place.path}")


def as_folder(folder: Folder | Path) -> Folder:
    """The folder itself, or the folder at a path."""
    return LocalFolder(folder) if isinstance(folder, Path) else folder
