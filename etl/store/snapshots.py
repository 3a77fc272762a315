"""Snapshots as WARC files.

Enters: Snapshots. Leaves: the same Snapshots. One file per snapshot, `<first two of key>/<key>.warc.gz`, holding the request and the
response (or, where no server answered, one `resource` or `conversion` record): the folder listing is the index, so there is none to
lose, and a file is written under another name first, so a killed process leaves no half record. `cat */*.warc.gz` is a valid WARC.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from etl.errors import ReadError, StoreError
from etl.model import Snapshot
from etl.model.address import ascii_address
from etl.model.snapshot import digest
from etl.store.folder import Folder, as_folder

_SUFFIX = ".warc.gz"
_NAMESPACE = uuid.UUID(
    "6f1c1d52-5c55-5a3e-9a35-0b1f6d1c2a10"
)  # ours alone: record ids follow from keys, so a rewrite gives equal bytes
# The body is kept decoded, so these would lie about it; they stay readable under another name, as web archives do.
_ENCODING_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ORIGINAL = "X-Archive-Orig-"


class SnapshotStore:
    """Snapshots below one folder, each exactly once, never changed."""

    def __init__(self, folder: Folder | Path) -> None:
        self.folder = as_folder(folder)

    def name(self, key: str) -> str:
        """The name of a snapshot's file in the folder."""
        return f"{key[:2]}/{key}{_SUFFIX}"

    def has(self, key: str) -> bool:
        """Whether this snapshot is kept."""
        return self.folder.has(self.name(key))

    def put(self, snapshot: Snapshot) -> bool:
        """Whether the snapshot is new here; putting it again changes nothing."""
        name = self.name(snapshot.key)
        if self.folder.has(name):
            return False
        self.folder.write(name, lambda file: _write(file, snapshot))
        return True

    def keys(self) -> list[str]:
        """Keys of all snapshots, sorted."""
        return [name.rpartition("/")[2].removesuffix(_SUFFIX) for name in self.folder.names() if name.endswith(_SUFFIX)]

    def get(self, key: str) -> Snapshot:
        """One snapshot.

        Raises:
            ReadError: there is none, or its file is damaged.
        """
        mend = f"delete {self.folder.where(self.name(key))} and fetch again"
        try:
            with self.folder.open(self.name(key)) as file:
                content = file.read()
            snapshot = _read(io.BytesIO(content))
            told = snapshot.key
        except FileNotFoundError:
            raise ReadError("no such snapshot", where=key, fix="run `incidents fetch`") from None
        except StoreError:
            raise
        except Exception as error:  # whatever warcio makes of damaged bytes, the user must learn which file it is
            raise ReadError(f"its file is damaged ({error})", where=f"snapshot {key}", fix=mend) from error
        if told != key:
            raise ReadError("its content is not what its name says", where=f"snapshot {key}", fix=mend)
        return snapshot

    def read(self, keys: Iterable[str] | None = None) -> Iterator[Snapshot]:
        """All snapshots, or those named, in the order of their keys."""
        yield from self.folder.each(self.keys() if keys is None else sorted(set(keys)), self.get)

    def remove(self, keys: Iterable[str]) -> None:
        """Nothing; the bytes of these snapshots are gone for good."""
        for key in keys:
            self.folder.remove(self.name(key))

    def clear_partial(self) -> int:
        """How many leftovers of killed writers were removed. Call it only while nobody writes."""
        return self.folder.clear_partial()


def _write(file: BinaryIO, snapshot: Snapshot) -> None:
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    facts = {
        "WARC-Date": _warc_date(snapshot.fetched_at),
        "Incident-Key": snapshot.key,
        "Incident-Source": _ascii(snapshot.source),
        "Incident-Role": snapshot.role,
        "Incident-Final-URL": ascii_address(snapshot.final_url),
    }
    if snapshot.listed_in:
        facts["WARC-Refers-To-Target-URI"] = ascii_address(snapshot.listed_in)
    if not snapshot.status:
        kind = "conversion" if snapshot.role == "entry" else "resource"
        writer.write_record(
            writer.create_warc_record(
                ascii_address(snapshot.url),
                kind,
                payload=io.BytesIO(snapshot.body),
                length=len(snapshot.body),
                warc_content_type=_ascii(snapshot.content_type),
                warc_headers_dict={**facts, "WARC-Record-ID": _record_id(snapshot.key, kind)},
            )
        )
        return
    request = writer.create_warc_record(
        ascii_address(snapshot.url),
        "request",
        http_headers=StatusAndHeaders(
            f"GET {_request_target(snapshot.url)} HTTP/1.1",
            _pairs(snapshot.request_headers.items()),
            is_http_request=True,
        ),
        warc_headers_dict={
            "WARC-Date": facts["WARC-Date"],
            "WARC-Record-ID": _record_id(snapshot.key, "request"),
            "WARC-Concurrent-To": _record_id(snapshot.key, "response"),
        },
    )
    response = writer.create_warc_record(
        ascii_address(snapshot.url),
        "response",
        payload=io.BytesIO(snapshot.body),
        length=len(snapshot.body),
        http_headers=StatusAndHeaders(
            f"{snapshot.status} {_phrase(snapshot.status)}",
            [*_response_pairs(snapshot), ("Content-Length", str(len(snapshot.body)))],
            protocol="HTTP/1.1",
        ),
        warc_headers_dict={**facts, "WARC-Record-ID": _record_id(snapshot.key, "response")},
    )
    writer.write_record(response)
    writer.write_record(request)


def _read(file: BinaryIO) -> Snapshot:
    request_headers: dict[str, str] = {}
    main: dict[str, Any] | None = None
    for record in ArchiveIterator(file):
        if record.rec_type == "request":
            request_headers = dict(record.http_headers.headers)
            continue
        warc = record.rec_headers
        body = record.content_stream().read()
        response_headers, status = {}, 0
        content_type = warc.get_header("Content-Type")
        if record.rec_type == "response":
            pairs = record.http_headers.headers
            content_type = record.http_headers.get_header("Content-Type") or ""
            response_headers = {
                name.removeprefix(_ORIGINAL): value for name, value in pairs if name.lower() not in _ENCODING_HEADERS
            }
            status = int(record.http_headers.get_statuscode())
        main = {
            "sha256": digest(body),
            "source": warc.get_header("Incident-Source"),
            "url": warc.get_header("WARC-Target-URI"),
            "final_url": warc.get_header("Incident-Final-URL"),
            "fetched_at": datetime.fromisoformat(warc.get_header("WARC-Date")).astimezone(UTC),
            "status": status,
            "content_type": content_type,
            "body": body,
            "response_headers": response_headers,
            "role": warc.get_header("Incident-Role"),
            "listed_in": warc.get_header("WARC-Refers-To-Target-URI"),
        }
    if main is None:
        raise ValueError("no response in it")
    return Snapshot(**main, request_headers=request_headers)


def _response_pairs(snapshot: Snapshot) -> list[tuple[str, str]]:
    return _pairs(
        (f"{_ORIGINAL}{name}" if name.lower() in _ENCODING_HEADERS else name, value)
        for name, value in snapshot.response_headers.items()
    )


def _pairs(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headers as a WARC can hold them: one line each, ASCII."""
    return [(_ascii(name), _ascii(" ".join(value.split()))) for name, value in headers]


def _ascii(value: str) -> str:
    return quote(value, safe="".join(chr(c) for c in range(32, 127)))


def _request_target(url: str) -> str:
    parts = urlsplit(url)
    return ascii_address((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Status"


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _record_id(key: str, kind: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, f'{key}/{kind}')}>"
