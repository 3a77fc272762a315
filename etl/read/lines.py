"""Articles as JSON lines: `doc`, `url`, `source`, `title`, `text`, `published_at`.

Enters: lines. Leaves: Articles, and an Unread with its line number for each line that is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from etl.model import Article, Unread, canonical_address
from etl.model.article import normalise_text
from etl.read.identity import doc_of
from etl.read.language import language_of
from etl.read.times import parse_time

_TEXTS = ("doc", "url", "source", "title", "author", "language")
_FIX = "mend or remove the line"


@dataclass(frozen=True)
class LineError(Exception):
    """Why one line is no article."""

    reason: str
    what: str


def read_lines(lines: Iterable[str | bytes], where: str, *, language: str | None = None) -> Iterator[Article | Unread]:
    """One Article or Unread for each line that is not blank. `doc` is the line's own where it has one; `language` is that of a line that does not say."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _article(line, f"{where}:{number}", language)
        except LineError as error:
            yield Unread(f"{where}:{number}", error.reason, error.what, _FIX)


def _article(line: str | bytes, where: str, language: str | None) -> Article:
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        raise LineError("encoding", "no UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        problem = getattr(error, "msg", "too deep")
        raise LineError("not_json", f"no JSON ({problem} at character {getattr(error, 'pos', 0) + 1})") from None
    if not isinstance(row, dict):
        raise LineError("not_json", "JSON, but no object")
    for name in _TEXTS:
        if row.get(name) is not None and not isinstance(row[name], str):
            raise LineError("wrong_type", f"key '{name}' is no text")
    title, text = row.get("title") or "", row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise LineError("missing_key", "key 'text' is missing or empty")
    published = _published(row)
    title, text = normalise_text(_sound(title)), normalise_text(_sound(text))
    url = canonical_address(row["url"]) if row.get("url") else None
    return Article(
        doc=row.get("doc") or doc_of(url or where, title, text),
        title=title,
        text=text,
        url=row.get("url"),
        source=row.get("source"),
        published_at=published,
        author=row.get("author"),
        language=language_of(f"{title}\n{text}", row.get("language") or language),
        canonical_url=url,
    )


def _published(row: dict[str, Any]) -> Any:
    stated = row.get("published_at")
    moment = parse_time(stated) if isinstance(stated, str | int) else None
    if stated is not None and moment is None:
        raise LineError("wrong_type", f"key 'published_at' is {stated!r}, no time; write it as 2024-01-03T17:30:00Z")
    return moment


def _sound(text: str) -> str:
    """JSON may name half a surrogate pair, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
