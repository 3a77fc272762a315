"""All that a source has to give, asked for once.

Enters: a Source, a Client, and what is remembered of earlier runs. Leaves: one FetchOutcome after the other, so that a caller can keep
and show each as it comes. What is kept is not asked for again unless a list says that it has changed.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from etl.errors import FetchError, ReadError
from etl.fetch.client import Answer, Client
from etl.fetch.local import archive_snapshots, file_snapshot, is_archive, local_files
from etl.model import Entry, FetchOutcome, LedgerRow, Listing, Outcome, Snapshot, Source, canonical_address
from etl.model.address import ascii_address
from etl.model.snapshot import ENTRY_TYPE, digest

# Answers that another run will get again: asking once more has no cause.
_FINAL = frozenset({400, 401, 403, 404, 405, 406, 410, 414, 451})
_MOST_TRIES = 5  # runs that ask for a page that keeps failing; at one run an hour that covers an outage of some hours
_MOST_LISTS = (
    1000  # feeds, sitemaps and their parts in one run: the largest outlets' sitemap indexes have some hundreds
)
_LEAST_TEXT = 200  # characters of an entry's own text worth keeping when the page cannot be had: shorter is a teaser without facts
_FEED_TYPES = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8"
_STAMP = "{stamp}"
_QUARTER = timedelta(minutes=15)
_DATED = re.compile(r"(\d{14})\.")
_NOT_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00")

ListEntries = Callable[[Snapshot, Source], Listing]
"""What a list holds; handed in, since to understand bytes is the reader's work."""


class Memory(Protocol):
    """What earlier runs left: the ledger's rows of one address."""

    def kept(self, url: str) -> LedgerRow | None:
        """The newest row that left something kept."""

    def holds(self, snapshot: str) -> bool:
        """Whether some row names this snapshot."""

    def trouble(self, url: str) -> list[LedgerRow]:
        """Failures and refusals since then, newest first."""


def fetch_source(
    source: Source,
    *,
    client: Client,
    memory: Memory,
    recall: Callable[[str], Snapshot],
    list_entries: ListEntries,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[FetchOutcome]:
    """Every address of the source that was asked for or stands as it is (`known`), in order.

    Args:
        source: what to read.
        client: asks for pages; its clock is the only one.
        memory: the ledger.
        recall: gives a kept snapshot by key, to work on through a list that has not changed since a run that was cut off.
        list_entries: reads a list.
        since: leave aside what a list dates before this moment.
        until: leave aside what a list dates at or after this moment.
    """
    run = _Run(source, client, memory, recall, list_entries, since, until)
    if source.kind in ("folder", "jsonl", "warc"):
        yield from run.files()
    elif source.kind == "pages":
        yield from run.pages()
    else:
        yield from run.lists()


class _Run:
    """One source in one run: what its steps share."""

    def __init__(
        self,
        source: Source,
        client: Client,
        memory: Memory,
        recall: Callable[[str], Snapshot],
        list_entries: ListEntries,
        since: datetime | None,
        until: datetime | None,
    ) -> None:
        self.source, self.client, self.memory, self.recall, self.list_entries = (
            source,
            client,
            memory,
            recall,
            list_entries,
        )
        self.since, self.until = since, until
        self.include = re.compile(source.include) if source.include else None
        self.seen: set[str] = set()
        self.asked = 0

    def files(self) -> Iterator[FetchOutcome]:
        """Declared files, or for `jsonl` and `warc` addresses of such."""
        for place in self.source.location:
            if _is_web(place):
                yield from self._web_file(place)
        declared = replace(self.source, location=tuple(place for place in self.source.location if not _is_web(place)))
        for path, address in local_files(declared):
            if not self._wanted(address):
                continue
            if is_archive(path):
                yield from self._archive(path, address)
            else:
                outcome, _ = self._file(path, address, "file")
                yield outcome

    def pages(self) -> Iterator[FetchOutcome]:
        """Declared pages; a local file among the locations holds one address a line."""
        for place in self.source.location:
            if _is_web(place):
                yield from self._page(Entry(key=place, url=place), place)
                continue
            for line in Path(place).read_text("utf-8", "replace").splitlines():
                url = line.strip()
                if url and not url.startswith("#"):
                    yield from self._page(Entry(key=url, url=url), Path(place).name)

    def lists(self) -> Iterator[FetchOutcome]:
        """Declared lists, the lists that they name, and the pages that all of these name."""
        queue = deque(place for declared in self.source.location for place in self._stamped(declared))
        seen: set[str] = set()
        while queue and len(seen) < _MOST_LISTS:
            place = queue.popleft()
            if place in seen:
                continue
            seen.add(place)
            outcomes, snapshot = self._list(place)
            if snapshot is None:
                yield from outcomes
                continue
            listing = self.list_entries(snapshot, self.source)
            *before, last = outcomes
            yield from before
            if listing.complaint and last.row.outcome is Outcome.NEW:
                last = replace(last, row=replace(last.row, reason=listing.complaint))
            yield last
            queue.extend(url for url in listing.more if self._dated(url))
            if self.source.follow:
                for entry in listing.entries:
                    yield from self._entry(entry, snapshot)

    def _stamped(self, place: str) -> Iterator[str]:
        """The address itself; one with `{stamp}` for each quarter of an hour of the range, or for the newest whole one."""
        if _STAMP not in place:
            yield place
            return
        until = self.until or self.client.clock()
        moment = self.since or until - _QUARTER
        moment = moment.astimezone(UTC).replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
        while moment < until:
            if moment >= (self.since or moment):
                yield place.replace(_STAMP, f"{moment:%Y%m%d%H%M%S}")
            moment += _QUARTER

    def _web_file(self, place: str) -> Iterator[FetchOutcome]:
        outcomes, _ = self._listed(canonical_address(place), "file", "*/*")
        yield from outcomes

    def _file(self, path: Path, address: str, role: str) -> tuple[FetchOutcome, Snapshot | None]:
        now = self.client.clock()
        try:
            snapshot = file_snapshot(self.source, path, address, now, role=role, most=self.client.limits.most_decoded)
        except FetchError as error:
            row = LedgerRow(
                address, self.source.source, now, Outcome.FAILED, reason=f"{error.what}; {error.fix}", role=role
            )
            return FetchOutcome(row), None
        return self._compared(snapshot, attempts=1), snapshot

    def _archive(self, path: Path, address: str) -> Iterator[FetchOutcome]:
        pages = 0
        reason, outcome = "", Outcome.UNCHANGED
        try:
            for snapshot in archive_snapshots(self.source, path, most=self.client.limits.most):
                if not self._wanted(snapshot.url) or not self._in_range(snapshot.fetched_at):
                    continue
                pages += 1
                if self.memory.holds(snapshot.key):
                    yield self._known(snapshot.url, "kept already")
                    continue
                self.asked += 1
                if self.asked > self.source.page_limit:
                    reason = f"left for the next run: more than {self.source.page_limit} new pages"
                    break
                yield FetchOutcome(_row(snapshot, Outcome.NEW, f"from {path.name}", attempts=1), snapshot)
        except FetchError as error:
            outcome, reason = Outcome.FAILED, f"{error.what}; {error.fix}"
        reason = reason or f"{pages} pages in it"
        yield FetchOutcome(
            LedgerRow(address, self.source.source, self.client.clock(), outcome, reason=reason, role="archive")
        )

    def _list(self, place: str) -> tuple[list[FetchOutcome], Snapshot | None]:
        if _is_web(place):
            return self._listed(ascii_address(place), "list", _FEED_TYPES)
        address = local_files(replace(self.source, location=(place,)))[0][1]
        outcome, snapshot = self._file(Path(place), address, "list")
        return [outcome], snapshot

    def _listed(self, url: str, role: str, accept: str) -> tuple[list[FetchOutcome], Snapshot | None]:
        """The outcomes of asking for a list (the list's own last) and the list, as it is now or as it was kept."""
        kept = self.memory.kept(url)
        before = self._recalled(kept)
        if before is None:
            kept = None
        elif _DATED.search(url):
            # A list with its time in its name is never written again.
            return [self._known(url, "kept already", role)], before
        answer = self.client.ask(
            url,
            local=self.source.local,
            etag=kept.etag if kept else None,
            last_modified=kept.last_modified if kept else None,
            delay=self.source.delay,
            accept=accept,
        )
        outcomes = self._robots()
        if answer.outcome is Outcome.NEW:
            snapshot = self._snapshot(url, answer, role)
            return [*outcomes, self._compared(snapshot, answer.attempts)], snapshot
        row = self._answer_row(url, answer, role)
        if answer.outcome is Outcome.UNCHANGED and kept is not None:
            return [*outcomes, FetchOutcome(_unchanged(row, kept))], before
        return [*outcomes, FetchOutcome(row)], None

    def _recalled(self, kept: LedgerRow | None) -> Snapshot | None:
        """The kept list; None where there is none or its file is damaged: then it is asked for as if for the first time."""
        try:
            return None if kept is None or kept.snapshot is None else self.recall(kept.snapshot)
        except ReadError:
            return None

    def _entry(self, entry: Entry, listed_in: Snapshot) -> Iterator[FetchOutcome]:
        moment = entry.changed_at
        if moment is not None and not self._in_range(moment):
            return
        if entry.url is None:
            if len(entry.text) >= _LEAST_TEXT:
                yield from self._own_text(entry, listed_in, "the entry has no link")
            else:
                address = f"{listed_in.url}#{entry.key}"
                known = self.memory.trouble(address)
                row = LedgerRow(
                    address,
                    self.source.source,
                    self.client.clock(),
                    Outcome.KNOWN if known else Outcome.FAILED,
                    reason="the entry has neither a link nor a text",
                    role="entry",
                )
                yield FetchOutcome(row)
            return
        failed = False
        for outcome in self._page(entry, listed_in.url):
            failed = failed or (outcome.row.role == "page" and outcome.row.outcome in (Outcome.FAILED, Outcome.REFUSED))
            yield outcome
        if failed and len(entry.text) >= _LEAST_TEXT:
            yield from self._own_text(entry, listed_in, "the page could not be had")

    def _page(self, entry: Entry, listed_in: str) -> Iterator[FetchOutcome]:
        """What became of one page; nothing for one that this run has met, does not want, or has no room for."""
        assert entry.url is not None
        url = canonical_address(entry.url)
        if url in self.seen or not self._wanted(url):
            return
        self.seen.add(url)
        kept = self.memory.kept(url)
        if kept is not None and not (entry.changed_at is not None and entry.changed_at > kept.asked_at):
            yield self._known(url, "kept already")
            return
        trouble = self.memory.trouble(url)
        hopeless = self._hopeless(trouble, entry)
        if hopeless:
            yield self._known(url, hopeless)
            return
        if self.asked >= self.source.page_limit:
            yield self._known(url, f"left for the next run: more than {self.source.page_limit} pages")
            return
        self.asked += 1
        answer = self.client.ask(
            url,
            local=self.source.local,
            etag=kept.etag if kept else None,
            last_modified=kept.last_modified if kept else None,
            delay=self.source.delay,
        )
        yield from self._robots()
        if answer.outcome is Outcome.NEW:
            wrong = _no_page(answer.body)
            if wrong:
                content_type = _content_type(answer) or "no content type"
                yield FetchOutcome(
                    replace(
                        self._answer_row(url, answer, "page"),
                        outcome=Outcome.FAILED,
                        reason=f"{wrong} ({content_type})",
                    )
                )
                return
            yield self._compared(self._snapshot(url, answer, "page", listed_in), answer.attempts, _oddities(answer))
            return
        row = self._answer_row(url, answer, "page")
        if answer.outcome is Outcome.UNCHANGED and kept is not None:
            row = _unchanged(row, kept)
        elif answer.outcome is Outcome.REFUSED and trouble and trouble[0].reason == answer.reason:
            row = replace(row, outcome=Outcome.KNOWN)
        yield FetchOutcome(row)

    def _hopeless(self, trouble: list[LedgerRow], entry: Entry) -> str:
        """Why a page that failed before is not asked for again; empty where it is."""
        failures = [row for row in trouble if row.outcome is Outcome.FAILED]
        if not failures or (entry.updated_at is not None and entry.updated_at > failures[0].asked_at):
            return ""
        if failures[0].status in _FINAL:
            return f"given up: {failures[0].reason}"
        if len(failures) >= _MOST_TRIES:
            return f"given up after {len(failures)} runs: {failures[0].reason}"
        return ""

    def _own_text(self, entry: Entry, listed_in: Snapshot, why: str) -> Iterator[FetchOutcome]:
        """The entry's own text as a snapshot, under an address of its own so that the page may still come."""
        fields = {
            "key": entry.key,
            "url": entry.url,
            "title": entry.title,
            "text": entry.text,
            "published_at": entry.published_at.isoformat() if entry.published_at else None,
            "author": entry.author,
            "language": entry.language,
        }
        body = json.dumps(fields, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        address = f"{canonical_address(entry.url)}#entry" if entry.url else f"{listed_in.url}#{entry.key}"
        snapshot = Snapshot(
            digest(body),
            self.source.source,
            address,
            address,
            self.client.clock(),
            0,
            ENTRY_TYPE,
            body,
            role="entry",
            listed_in=listed_in.url,
        )
        kept = self.memory.kept(snapshot.url)
        if kept is not None and kept.snapshot == snapshot.key:
            yield self._known(snapshot.url, "kept already")
        else:
            yield FetchOutcome(_row(snapshot, Outcome.NEW, f"the entry's own text: {why}", attempts=0), snapshot)

    def _compared(self, snapshot: Snapshot, attempts: int, oddities: str = "") -> FetchOutcome:
        """New, or unchanged where the same bytes are kept already."""
        kept = self.memory.kept(snapshot.url)
        if kept is not None and kept.snapshot == snapshot.key:
            return FetchOutcome(_row(snapshot, Outcome.UNCHANGED, "same content as kept", attempts))
        tries = f"kept after {attempts} tries" if attempts > 1 else "kept"
        return FetchOutcome(
            _row(snapshot, Outcome.NEW, f"{tries}; {oddities}" if oddities else tries, attempts), snapshot
        )

    def _snapshot(self, url: str, answer: Answer, role: str, listed_in: str | None = None) -> Snapshot:
        return Snapshot(
            digest(answer.body),
            self.source.source,
            url,
            answer.final_url or url,
            answer.asked_at,
            answer.status or 200,
            _content_type(answer),
            answer.body,
            answer.request_headers,
            answer.response_headers,
            role,
            listed_in,
        )

    def _answer_row(self, url: str, answer: Answer, role: str) -> LedgerRow:
        return LedgerRow(
            url=url,
            source=self.source.source,
            asked_at=answer.asked_at,
            outcome=answer.outcome,
            status=answer.status,
            reason=answer.reason,
            final_url=answer.final_url,
            attempts=answer.attempts,
            role=role,
        )

    def _known(self, url: str, reason: str, role: str = "page") -> FetchOutcome:
        return FetchOutcome(
            LedgerRow(url, self.source.source, self.client.clock(), Outcome.KNOWN, reason=reason, role=role)
        )

    def _robots(self) -> list[FetchOutcome]:
        return [FetchOutcome(row) for row in self.client.robots_rows(self.source.source)]

    def _wanted(self, url: str) -> bool:
        return self.include is None or self.include.search(url) is not None

    def _in_range(self, moment: datetime) -> bool:
        return (self.since is None or moment >= self.since) and (self.until is None or moment < self.until)

    def _dated(self, url: str) -> bool:
        """Whether a further list may hold something of the range: told by the 14 digits that GDELT puts into a list's name."""
        match = _DATED.search(url)
        if match is None or (self.since is None and self.until is None):
            return True
        try:
            moment = datetime.strptime(match[1] + "+0000", "%Y%m%d%H%M%S%z")
        except ValueError:
            return True
        return self._in_range(moment)


def _is_web(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _no_page(body: bytes) -> str:
    """Why these bytes are no page, whatever their content type says; empty where they may be one."""
    if not body.strip():
        return "an empty body"
    if body.startswith(_NOT_TEXT) or (b"\x00" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return "no page but binary data"
    return ""


def _oddities(answer: Answer) -> str:
    """Where the page is not what its server says: told in the ledger, and read by what it is."""
    said = _content_type(answer).lower()
    found = []
    if said and not any(kind in said for kind in ("text/", "html", "xml", "json")):
        found.append(f"says {said}, is text")
    charset = re.search(r"charset\s*=\s*[\"']?([\w-]+)", said)
    if charset and charset[1] not in ("utf-8", "utf8") and not answer.body.isascii() and _is_utf_8(answer.body):
        found.append(f"says {charset[1]}, is UTF-8")
    return "; ".join(found)


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _content_type(answer: Answer) -> str:
    return next((value for name, value in answer.response_headers.items() if name.lower() == "content-type"), "")


def _row(snapshot: Snapshot, outcome: Outcome, reason: str, attempts: int) -> LedgerRow:
    headers = {name.lower(): value for name, value in snapshot.response_headers.items()}
    return LedgerRow(
        url=snapshot.url,
        source=snapshot.source,
        asked_at=snapshot.fetched_at,
        outcome=outcome,
        status=snapshot.status or None,
        reason=reason,
        sha256=snapshot.sha256,
        snapshot=snapshot.key,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        final_url=snapshot.final_url,
        size=len(snapshot.body),
        attempts=attempts,
        role=snapshot.role,
    )


def _unchanged(row: LedgerRow, kept: LedgerRow) -> LedgerRow:
    """The row of a page that stands as it was kept."""
    return replace(
        row,
        sha256=kept.sha256,
        snapshot=kept.snapshot,
        etag=kept.etag,
        last_modified=kept.last_modified,
        size=kept.size,
    )
