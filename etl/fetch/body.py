"""A response's body, never more of it than is wanted."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from requests import Response

_CHUNK = 64 * 1024


class BodyError(Exception):
    """A body that cannot be kept. `again` says whether another try may help."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


def read_body(response: Response, *, most: int, most_decoded: int) -> bytes:
    """The body after content decoding.

    Args:
        response: a response opened with `stream=True`.
        most: bytes allowed on the wire.
        most_decoded: bytes allowed after decompression.

    Raises:
        BodyError: too large, not decodable, or cut off.
    """
    declared = response.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > most:
        raise BodyError(f"larger than {most} bytes: says {declared}", again=False)
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    chunks = _wire(response, most)
    if encoding in ("", "identity"):
        return b"".join(chunks)
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _inflate(chunks, most_decoded, gzip=encoding != "deflate")
    raise BodyError(f"content encoding {encoding!r}, which was not asked for", again=False)


def _wire(response: Response, most: int) -> Iterator[bytes]:
    raw: Any = response.raw
    total = 0
    while True:
        # read1 hands on what has come; read would wait for a whole chunk, which a slow server may never send.
        chunk = raw.read1(_CHUNK, decode_content=False)
        if not chunk:
            return
        total += len(chunk)
        if total > most:
            raise BodyError(f"larger than {most} bytes", again=False)
        yield chunk


def _inflate(chunks: Iterator[bytes], most: int, *, gzip: bool) -> bytes:
    out = bytearray()
    decoder = zlib.decompressobj(31 if gzip else 15)
    started = False
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                if decoder.eof:
                    if not gzip:
                        break
                    decoder = zlib.decompressobj(31)  # the next member of a gzip file of several
                if not gzip and not started:
                    decoder = _deflate_decoder(rest)
                started = True
                out += decoder.decompress(rest, most + 1 - len(out))
                if len(out) > most:
                    raise BodyError(f"grows beyond {most} bytes when decompressed", again=False)
                rest = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    except zlib.error as error:
        raise BodyError(f"compressed body is damaged ({error})", again=True) from error
    if started and not decoder.eof:
        raise BodyError("cut off: the compressed body has no end", again=True)
    return bytes(out)


def _deflate_decoder(start: bytes) -> Any:
    """A decoder for `deflate`: zlib by the standard, a bare stream in some servers' practice; the first byte tells them apart."""
    return zlib.decompressobj(15 if start[0] & 0x0F == 8 else -15)
