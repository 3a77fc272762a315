"""Accounts as Parquet parts.

Enters: Accounts by article and extractor. Leaves: for each article the accounts of its newest extractor. One row per article and
extractor, holding the accounts in wire form (JSON), so that a new field needs no new schema and an article without any incident is known
to have been worked through.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from etl.model import Account
from etl.store.folder import Folder, as_folder
from etl.store.parts import Row, drop_rows, merge_parts, read_parts, write_part

SCHEMA = pa.schema(
    [
        ("doc", pa.string()),
        ("extractor", pa.string()),
        ("accounts", pa.list_(pa.string())),
    ]
)


class AccountStore:
    """Accounts below one folder. `extractor` is always `<name>/<version>`."""

    def __init__(self, folder: Folder | Path) -> None:
        self.folder = as_folder(folder)

    def docs(self, extractor: str | None = None) -> set[str]:
        """Articles worked through, by this extractor or by any."""
        rows = read_parts(self.folder, ["doc", "extractor"])
        return {row["doc"] for row in rows if extractor is None or row["extractor"] == extractor}

    def has(self, doc: str, extractor: str | None = None) -> bool:
        """Whether this article was worked through. To ask for many, take `docs()` once."""
        return doc in self.docs(extractor)

    def put(self, accounts: Mapping[str, Sequence[Account]], extractor: str) -> list[str]:
        """The docs not yet worked through by this extractor, sorted: they make up one new part.

        `accounts` maps doc to its accounts, none for an article that tells of no incident.
        """
        kept = self.docs(extractor)
        fresh = sorted(doc for doc in accounts if doc not in kept)
        if fresh:
            rows = [
                {"doc": doc, "extractor": extractor, "accounts": [_to_json(account) for account in accounts[doc]]}
                for doc in fresh
            ]
            write_part(self.folder, rows, SCHEMA)
        return fresh

    def read(self, docs: Collection[str] | None = None, *, extractor: str | None = None) -> Iterator[Account]:
        """Accounts of all articles, or of those named, ordered by doc and number within it: of the newest extractor or of `extractor`."""
        newest: dict[str, _Rank] = {}
        for row in self._rows(docs, extractor):
            if row["doc"] not in newest or _rank(row) > newest[row["doc"]]:
                newest[row["doc"]] = _rank(row)
        for doc in sorted(newest):
            for line in newest[doc][1]:
                yield Account.from_row(json.loads(line))

    def lines(self, docs: Collection[str] | None = None, *, extractor: str | None = None) -> Iterator[str]:
        """The same accounts in wire form, in no order; what is in memory does not grow with their number, but for the names of articles."""
        times = Counter(row["doc"] for row in self._rows(docs, extractor, ["doc", "extractor"]))
        several = {doc for doc, count in times.items() if count > 1}
        newest: dict[str, _Rank] = {}
        given: set[str] = set()
        for row in self._rows(docs, extractor):
            doc = row["doc"]
            if doc in several:
                newest[doc] = max(newest.get(doc, _rank(row)), _rank(row))
            elif doc not in given:  # while parts are being merged, one row may come twice
                given.add(doc)
                yield from row["accounts"]
        for doc in sorted(newest):
            yield from newest[doc][1]

    def _rows(
        self, docs: Collection[str] | None, extractor: str | None, columns: list[str] | None = None
    ) -> Iterator[Row]:
        rows = read_parts(self.folder, columns, docs=docs)
        return (row for row in rows if extractor is None or row["extractor"] == extractor)

    def merge(self, rows: int) -> int:
        """How many small parts were merged into parts of about so many rows; readers and writers may be at work."""
        return merge_parts(self.folder, SCHEMA, rows)

    def remove(self, docs: Collection[str]) -> int:
        """How many rows of these articles were taken out for good. Call it while nobody merges."""
        return drop_rows(self.folder, SCHEMA, docs)

    def clear_partial(self) -> int:
        """How many leftovers of killed writers were removed. Call it only while nobody writes."""
        return self.folder.clear_partial()


def extractor_age(extractor: str) -> tuple[object, ...]:
    """A key that puts newer versions after older ones.

    >>> extractor_age("rules/2.10") > extractor_age("rules/2.9")
    True
    """
    name, _, version = extractor.partition("/")
    numbers = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"[.+-]", version))
    return (numbers, name)


_Rank = tuple[tuple[object, ...], list[str]]


def _rank(row: Row) -> _Rank:
    """Two parallel tasks may have written the same work; the accounts themselves break the tie, never the order of files."""
    return extractor_age(row["extractor"]), row["accounts"]


def _to_json(account: Account) -> str:
    return json.dumps(account.to_row(), ensure_ascii=False, sort_keys=True)
