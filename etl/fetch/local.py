"""Files as if they had been fetched.

Enters: paths that a source declares. Leaves: Snapshots whose address is `local://<source>/<path below the declared location>`, so that
the same files give the same snapshots wherever the folder lies; for web archives, the pages in them with the addresses and times of
their capture.
"""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from etl.errors import FetchError
from etl.model import Snapshot, Source, canonical_address
from etl.model.address import ascii_address
from etl.model.snapshot import digest

_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".jsonl": "application/x-ndjson",
    ".json": "application/json",
}
_ARCHIVES = (".warc", ".warc.gz")
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def local_files(source: Source) -> list[tuple[Path, str]]:
    """The files of a local source with their addresses, sorted by address; hidden files are left aside."""
    found = []
    for place in source.location:
        root = Path(place)
        if not root.is_dir():
            found.append((root, _address(source, root.name)))
            continue
        for folder, subfolders, names in os.walk(root):
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
            paths = (Path(folder) / name for name in names if not name.startswith("."))
            found.extend((path, _address(source, path.relative_to(root).as_posix())) for path in paths)
    return sorted(found, key=lambda item: item[1])


def is_archive(path: Path) -> bool:
    """Whether a file is a web archive, by its name."""
    return path.name.lower().endswith(_ARCHIVES)


def file_snapshot(source: Source, path: Path, address: str, fetched_at: datetime, *, role: str, most: int) -> Snapshot:
    """The snapshot of one file.

    Raises:
        FetchError: it cannot be read, or holds more than `most` bytes.
    """
    try:
        if path.stat().st_size > most:
            raise FetchError(f"larger than {most} bytes", where=address, fix="split the file")
        body = path.read_bytes()
    except OSError as error:
        raise FetchError(
            f"cannot be read ({error.strerror})", where=address, fix="check the file and its permissions"
        ) from None
    kind = _TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Snapshot(digest(body), source.source, address, address, fetched_at, 0, kind, body, role=role)


def archive_snapshots(source: Source, path: Path, *, most: int) -> Iterator[Snapshot]:
    """The pages of a web archive in the order of the file, one at a time, however large the archive is.

    Raises:
        FetchError: the archive is damaged; what stood before the damage has been given.
    """
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                snapshot = _archived(source, record, most)
                if snapshot is not None:
                    yield snapshot
    except Exception as error:  # warcio raises whatever the damaged bytes happen to trip over, AttributeError included
        raise FetchError(
            f"the archive is damaged ({type(error).__name__}: {error})", where=path.name, fix="download it again"
        ) from None


def _archived(source: Source, record: object, most: int) -> Snapshot | None:
    kind = record.rec_type  # type: ignore[attr-defined]  # warcio has no types
    headers, http = record.rec_headers, record.http_headers  # type: ignore[attr-defined]
    url = headers.get_header("WARC-Target-URI")
    if kind not in ("response", "resource") or not url or not url.startswith(("http://", "https://")):
        return None
    content_type = (http.get_header("Content-Type") if http else headers.get_header("Content-Type")) or ""
    status = int(http.get_statuscode()) if http else 200
    if status != 200 or not content_type.startswith(_PAGES):
        return None
    body = record.content_stream().read(most + 1)  # type: ignore[attr-defined]
    if len(body) > most:
        return None
    moment = datetime.fromisoformat(headers.get_header("WARC-Date")).astimezone(UTC)
    response_headers = dict(http.headers) if http else {}
    address = ascii_address(url)
    return Snapshot(
        digest(body),
        source.source,
        canonical_address(address),
        address,
        moment,
        status,
        content_type,
        body,
        response_headers=response_headers,
    )


def _address(source: Source, relative: str) -> str:
    return ascii_address(f"local://{source.source}/{relative}")
