"""Bytes to text.

Enters: bytes and what the server or the page says of them. Leaves: text, or None where no reading of the bytes is plausible: a wrong
guess would put false words into evidence.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_IN_PAGE = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD = 4096  # browsers look for the declaration in the first 1024 bytes; some pages put it later
# What servers call Latin-1 is Windows-1252 in practice, and browsers read it so.
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]")
_SLIPS = 0.001  # share of bad bytes in otherwise sound UTF-8 that is put down to a cut or a slip
_ACCENTS = 0.05  # English and West European text has fewer accented letters and curly quotes than this
_FEW = 4  # in a line or two their share says nothing
_CHAOS = 0.15  # charset-normalizer's mess ratio; its own limit of 0.2 lets binary data pass


def decode_text(body: bytes, content_type: str = "") -> str | None:
    """The text of some bytes, without byte order mark; None where it cannot be told.

    UTF-8 that holds is UTF-8 whatever is declared: no other encoding's text passes as UTF-8 by chance.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None if "\x00" in text else text
    for name in _declared(body, content_type):
        declared = _try(body, name)
        if declared is not None:
            return declared
    loose = body.decode("utf-8", "replace")
    slips = loose.count("\ufffd")
    sound = sum(1 for c in loose if c > "\x7f") - slips
    if slips <= max(1, _SLIPS * len(loose)) and sound > slips and "\x00" not in loose:
        return loose
    high = sum(byte > 127 for byte in body)
    if high <= max(_FEW, _ACCENTS * len(body)) and (western := _try(body, "cp1252")) is not None:
        return western
    best = from_bytes(body, threshold=_CHAOS).best()
    if best is None or best.language == "Unknown" or _CONTROL.search(str(best)):
        return None
    return str(best)


def _declared(body: bytes, content_type: str) -> list[str]:
    names = [match[1] for match in [_HEADER.search(content_type)] if match]
    names += [(match[1] or match[2]).decode("ascii") for match in [_IN_PAGE.search(body[:_HEAD])] if match]
    return [_MEANT.get(name.lower(), name) for name in names]


def _try(body: bytes, name: str) -> str | None:
    try:
        text = body.decode(name)
    except (LookupError, ValueError):
        return None
    return None if _CONTROL.search(text) else text
