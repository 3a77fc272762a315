"""Kept bytes to articles.

Enters: a Snapshot and its Source. Leaves: Articles, or Unreads that say why there is none. Pure: the same snapshot always gives the same.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator

from etl.model import Article, Entry, Snapshot, Source, Unread, canonical_address
from etl.model.article import normalise_text
from etl.model.snapshot import ENTRY_TYPE
from etl.read.encoding import decode_text
from etl.read.identity import doc_of
from etl.read.language import language_of
from etl.read.lines import read_lines
from etl.read.lists import EMPTY, UNSAFE, list_entries, list_kind
from etl.read.page import read_page
from etl.read.times import parse_time

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<div[\s>]|<p[\s>]", re.IGNORECASE)
_LATER = timedelta(days=1)  # clocks and zones may be that far off; a page from further in the future gives a wrong time
_MOST_MARKS = (
    150_000  # "<" in a page: articles have some thousands; beyond this a hostile page would hold the reader for minutes
)
_TEASER = 1500  # characters: what stands before a paywall is shorter, a story that a subscriber's link only accompanies is longer
_HEAD_LINE = 100  # characters: an outlet's name and a date fit in, a sentence that tells of a date seldom does
_LEAST_TEXT = 20  # characters: less is no sentence


def read_snapshot(snapshot: Snapshot, source: Source) -> list[Article | Unread]:
    """The articles in a snapshot, in their order, and what could not be read.

    A list whose pages are asked for (`source.follow`) holds no article itself, neither does robots.txt. An article in another language
    than English is an Article like any other: `language` says so.
    """
    found = _read(snapshot, source)
    return [_sign(item, snapshot, source) for item in found]


def _read(snapshot: Snapshot, source: Source) -> list[Article | Unread]:
    body, where = snapshot.body, snapshot.url
    name = urlsplit(where).path.lower()
    if snapshot.role == "robots":
        return []
    if snapshot.role == "list":
        return _read_list(snapshot, source)
    if snapshot.content_type == ENTRY_TYPE:
        return _read_kept_entry(snapshot, source)
    if name.endswith((".warc", ".warc.gz")) or body.startswith(b"WARC/"):
        return _read_archive(snapshot, source)
    if not body.strip():
        return [Unread(where, "no_body", "an empty file", "look whether the address still gives the page")]
    if source.kind == "jsonl" or name.endswith((".jsonl", ".ndjson")):
        return list(read_lines(body.splitlines(), where, language=source.language))
    if list_kind(body) is not None:
        return _read_list(snapshot, replace(source, kind="feed", follow=False))
    text = decode_text(body, snapshot.content_type)
    if text is None:
        return [
            Unread(
                where,
                "encoding",
                "its encoding cannot be told",
                "save it as UTF-8, or let the server name its encoding",
            )
        ]
    if _HTML.search(body[:65536]) or "html" in snapshot.content_type:
        return [_read_html(text, snapshot, source)]
    return [_read_plain(text, snapshot, source)]


def _read_list(snapshot: Snapshot, source: Source) -> list[Article | Unread]:
    listing = list_entries(snapshot, source)
    if listing.complaint:
        reason = {UNSAFE: "unsafe_xml", EMPTY: "empty_feed", "an empty list": "empty_feed"}.get(
            listing.complaint, "broken_feed"
        )
        return [Unread(snapshot.url, reason, listing.complaint, "look whether the address still gives the list")]
    return [] if source.follow else [_from_entry(entry, snapshot, source) for entry in listing.entries]


def _read_kept_entry(snapshot: Snapshot, source: Source) -> list[Article | Unread]:
    fields = json.loads(snapshot.body)
    entry = Entry(**{**fields, "published_at": parse_time(fields["published_at"])})
    item = _from_entry(entry, snapshot, source)
    return [replace(item, marks=("entry_text",)) if isinstance(item, Article) else item]


def _from_entry(entry: Entry, snapshot: Snapshot, source: Source) -> Article | Unread:
    title, text = normalise_text(entry.title), normalise_text(entry.text)
    where = entry.url or f"{snapshot.url}#{entry.key}"
    if len(text) < _LEAST_TEXT:
        return Unread(
            where, "no_body", "the entry has no text of its own", "set 'follow: true' so that its page is asked for"
        )
    url = canonical_address(entry.url) if entry.url else None
    return Article(
        doc=doc_of(url or f"{source.source}:{entry.key}", title, text),
        title=title,
        text=text,
        url=entry.url,
        source=source.outlet,
        published_at=_plausible(entry.published_at, snapshot),
        author=entry.author,
        language=language_of(f"{title}\n{text}", entry.language or source.language),
        canonical_url=url,
    )


def _read_html(text: str, snapshot: Snapshot, source: Source) -> Article | Unread:
    if text.count("<") > _MOST_MARKS:
        what = f"more than {_MOST_MARKS} marks of markup, which no article needs"
        return Unread(snapshot.url, "not_a_page", what, "look whether the address gives an article")
    page = read_page(text, snapshot.final_url)
    if page is None or not page.text:
        if re.search(r"</(?:html|body)\s*>", text, re.IGNORECASE):
            return Unread(
                snapshot.url,
                "no_body",
                "no article text in the page",
                "look at the page: it may be a menu, a video or a login",
            )
        return Unread(
            snapshot.url, "broken_html", "broken HTML without any article text", "fetch the page again or mend the file"
        )
    facts = page.facts
    title, body = normalise_text(facts.title), normalise_text(page.text)
    walled = facts.paywall or (facts.wall_looks and len(body) < _TEASER)
    marks = [mark for mark, holds in (("live_blog", facts.live_blog), ("paywall", walled)) if holds]
    return Article(
        doc=doc_of(facts.canonical_url or _place(snapshot), title, body),
        title=title,
        text=body,
        url=_web(snapshot.final_url) or facts.canonical_url,
        source=source.outlet or facts.site or urlsplit(facts.canonical_url or snapshot.final_url).hostname,
        published_at=_plausible(facts.published_at, snapshot),
        author=facts.author,
        language=language_of(body, facts.language or source.language),
        canonical_url=facts.canonical_url or _web(snapshot.final_url),
        marks=tuple(marks),
    )


def _read_plain(text: str, snapshot: Snapshot, source: Source) -> Article | Unread:
    """A plain text: the first line is the title where a blank line follows it and it is no paragraph itself."""
    whole = normalise_text(text)
    head, _, rest = whole.partition("\n\n")
    title, body = ("", whole) if not rest.strip() or len(head) > 250 else (" ".join(head.split()), rest.strip())
    if len(body) < _LEAST_TEXT:
        return Unread(
            snapshot.url, "no_body", "no text beyond a title", "put the title, a blank line and the text into the file"
        )
    return Article(
        doc=doc_of(_place(snapshot), title, body),
        title=title,
        text=body,
        url=_web(snapshot.final_url),
        source=source.outlet or urlsplit(snapshot.final_url).hostname,
        published_at=_plausible(_head_line_time(body), snapshot),
        language=language_of(body, source.language),
        canonical_url=_web(snapshot.url),
    )


def _head_line_time(body: str) -> datetime | None:
    """The time in a line of its own at the top, as bulletins have it: "Station Bulletin, 18 May 2022"."""
    first = body.partition("\n\n")[0]
    return parse_time(first) if len(first) <= _HEAD_LINE and not first.rstrip().endswith((".", "!", "?")) else None


def _read_archive(snapshot: Snapshot, source: Source) -> list[Article | Unread]:
    found: list[Article | Unread] = []
    try:
        for record in ArchiveIterator(io.BytesIO(snapshot.body)):
            url = record.rec_headers.get_header("WARC-Target-URI")
            if record.rec_type not in ("response", "resource") or not url:
                continue
            http = record.http_headers
            if http is not None and http.get_statuscode() != "200":
                continue
            headers = http or record.rec_headers
            page = replace(
                snapshot,
                url=url,
                final_url=url,
                role="page",
                body=record.content_stream().read(),
                content_type=headers.get_header("Content-Type") or "",
            )
            found.extend(_read(page, replace(source, kind="pages")))
    except Exception as error:  # warcio raises what the damaged bytes happen to trip over
        found.append(Unread(snapshot.url, "broken_archive", f"the archive is damaged ({error})", "fetch it again"))
    return found or [
        Unread(snapshot.url, "broken_archive", "no page in the archive", "look whether it is a web archive")
    ]


def _sign(item: Article | Unread, snapshot: Snapshot, source: Source) -> Article | Unread:
    if isinstance(item, Unread):
        return replace(item, source=source.source, snapshot=snapshot.key)
    outlet = item.source or source.outlet
    doc = item.doc
    if snapshot.role == "file" and (source.kind == "jsonl" or snapshot.url.endswith(("jsonl", "ndjson"))):
        # Ids of one file mean nothing in another.
        doc = doc_of(item.canonical_url or f"{source.source}:{item.doc}", item.title, item.text)
    return replace(
        item,
        doc=doc,
        source=outlet,
        snapshot=snapshot.key,
        fetched_at=snapshot.fetched_at,
        outlet_country=source.country,
        reliability=source.reliability,
    )


def _plausible(moment: datetime | None, snapshot: Snapshot) -> datetime | None:
    return moment if moment is None or moment <= snapshot.fetched_at + _LATER else None


def _place(snapshot: Snapshot) -> str:
    return canonical_address(snapshot.url)


def _web(address: str) -> str | None:
    return canonical_address(address) if address.startswith(("http://", "https://")) else None
