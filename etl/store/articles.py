"""Articles as Parquet parts.

Enters: Articles. Leaves: each Article once, ordered by `doc`. A part is named by the hash of its rows and never changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl.model import Article, Outline
from etl.store.folder import Folder, as_folder
from etl.store.parts import drop_rows, merge_parts, read_parts, write_part

_TIME = pa.timestamp("us", tz="UTC")
SCHEMA = pa.schema(
    [
        ("doc", pa.string()),
        ("url", pa.string()),
        ("canonical_url", pa.string()),
        ("source", pa.string()),
        ("outlet_country", pa.string()),
        ("reliability", pa.string()),
        ("published_at", _TIME),
        ("fetched_at", _TIME),
        ("author", pa.string()),
        ("language", pa.string()),
        ("marks", pa.list_(pa.string())),
        ("snapshot", pa.string()),
        ("title", pa.string()),
        ("text", pa.string()),
    ]
)
_OUTLINED = ["doc", "source", "language", "published_at", "fetched_at", "snapshot", "title", "text"]
_NAMES = [field.name for field in fields(Article)]


class ArticleStore:
    """Articles below one folder, each exactly once for a reader, however often it was put."""

    def __init__(self, folder: Folder | Path) -> None:
        self.folder = as_folder(folder)

    def docs(self) -> set[str]:
        """The `doc` of every article."""
        return {row["doc"] for row in read_parts(self.folder, ["doc"])}

    def has(self, doc: str) -> bool:
        """Whether this article is kept. To ask for many, take `docs()` once."""
        return doc in self.docs()

    def put(self, articles: Iterable[Article]) -> list[str]:
        """The docs that were not there before, sorted: they make up one new part. Nothing new writes nothing."""
        kept = self.docs()
        fresh = {article.doc: article for article in sorted(articles, key=_age) if article.doc not in kept}
        if fresh:
            write_part(self.folder, [_to_row(fresh[doc]) for doc in sorted(fresh)], SCHEMA)
        return sorted(fresh)

    def read(self, docs: Collection[str] | None = None) -> Iterator[Article]:
        """All articles, or those named, ordered by doc. Of one written twice by parallel tasks the first fetched is given."""
        found: dict[str, Article] = {}
        for row in read_parts(self.folder, docs=docs):
            article = _from_row(row)
            other = found.get(article.doc)
            if other is None or _age(article) > _age(other):
                found[article.doc] = article
        for doc in sorted(found):
            yield found[doc]

    def each(self, docs: Collection[str]) -> Iterator[Article]:
        """The articles named, each once as first fetched, in no order; one part is in memory at a time."""
        best: dict[str, tuple[float, str]] = {}
        for row in read_parts(self.folder, ["doc", "fetched_at", "snapshot"], docs=docs):
            age = _fetched_first(_utc(row["fetched_at"]), row["snapshot"])
            best[row["doc"]] = max(best.get(row["doc"], age), age)
        for row in read_parts(self.folder, docs=docs):
            article = _from_row(row)
            if best.get(article.doc) == _age(article):
                del best[article.doc]
                yield article

    def outlines(self) -> Iterator[Outline]:
        """What is counted of every article, in the order of `doc`; of one written twice the first fetched. One part is in memory at a time."""
        found: dict[str, tuple[tuple[float, str], Outline]] = {}
        for row in read_parts(self.folder, _OUTLINED):
            fetched = _utc(row["fetched_at"])
            age = _fetched_first(fetched, row["snapshot"])
            if row["doc"] not in found or age > found[row["doc"]][0]:
                found[row["doc"]] = age, Outline(
                    row["doc"], row["source"], row["language"], _utc(row["published_at"]), fetched,
                    bool(row["title"]), len(row["text"]),
                )  # fmt: skip
        for doc in sorted(found):
            yield found[doc][1]

    def fetched(self) -> dict[str, datetime | None]:
        """When each article was first fetched, in the order of `doc`; no text is read for it."""
        first: dict[str, datetime | None] = {}
        for row in read_parts(self.folder, ["doc", "fetched_at"]):
            doc, at = row["doc"], _utc(row["fetched_at"])
            other = first.setdefault(doc, at)
            if at is not None and (other is None or at < other):
                first[doc] = at
        return dict(sorted(first.items()))

    def merge(self, rows: int) -> int:
        """How many small parts were merged into parts of about so many rows; readers and writers may be at work."""
        return merge_parts(self.folder, SCHEMA, rows)

    def remove(self, docs: Collection[str]) -> int:
        """How many rows of these articles were taken out for good. Call it while nobody merges."""
        return drop_rows(self.folder, SCHEMA, docs)

    def clear_partial(self) -> int:
        """How many leftovers of killed writers were removed. Call it only while nobody writes."""
        return self.folder.clear_partial()


def _age(article: Article) -> tuple[float, str]:
    return _fetched_first(article.fetched_at, article.snapshot)


def _fetched_first(fetched: datetime | None, snapshot: str | None) -> tuple[float, str]:
    """Larger for the one fetched earlier; ties are broken by the snapshot, so that the order of arrival never matters."""
    return (-(fetched.timestamp() if fetched else float("inf")), snapshot or "")


def _to_row(article: Article) -> dict[str, Any]:
    return {name: list(value) if isinstance(value := getattr(article, name), tuple) else value for name in _NAMES}


def _from_row(row: dict[str, Any]) -> Article:
    values = {name: row[name] for name in _NAMES}
    values["marks"] = tuple(values["marks"] or ())
    for name in ("published_at", "fetched_at"):
        values[name] = _utc(values[name])
    return Article(**values)


def _utc(moment: datetime | None) -> datetime | None:
    """The same moment with the standard library's UTC, whatever zone object Arrow uses."""
    return None if moment is None else moment.astimezone(UTC)
