"""Lists of pages: feeds, sitemaps, GDELT's article lists.

Enters: bytes. Leaves: a Listing. XML that declares entities is refused before any parser sees it, and compressed lists are opened to a
limit only.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.sax import SAXException

import feedparser
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import fromstring as html_fromstring  # type: ignore[import-untyped]

from etl.model import Entry, Listing, Snapshot, Source
from etl.model.address import joined_address
from etl.read.encoding import decode_text
from etl.read.times import parse_time

UNSAFE = "the XML declares entities, as entity bombs do"
EMPTY = "no entry in it"
_MOST_UNPACKED = 200 * 2**20  # bytes: a 15-minute GDELT list is about 30 MiB unpacked, a full sitemap part 50
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "section", "article", "pre"}
)
_LIST_LINE = re.compile(r"^(?:\d+ [0-9a-f]{32} )(https?://\S+)$", re.MULTILINE)
_GKG = re.compile(r"\.gkg\.csv(?:\.zip)?$", re.IGNORECASE)
_GKG_COLUMNS = 15  # fewer tabs than the themes' column needs: not a line of the list
_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)


def list_entries(snapshot: Snapshot, source: Source) -> Listing:
    """What a list holds: pages, further lists, or a complaint where it is no list."""
    body = _unpack(snapshot.body)
    if body is None:
        return Listing(complaint=f"unpacks to more than {_MOST_UNPACKED} bytes, or is damaged")
    if not body.strip():
        return Listing(complaint="an empty list")
    if source.kind == "gdelt":
        return _gdelt(body, source)
    root = list_kind(body)
    if root is None:
        return Listing(complaint="neither a feed nor a sitemap")
    if root == "json":
        return _json_feed(body)
    if declares_entities(body):
        return Listing(complaint=UNSAFE)
    if root in ("urlset", "sitemapindex"):
        return _sitemap(body)
    return _feed(body, snapshot)


def list_kind(body: bytes) -> str | None:
    """`rss`, `feed`, `rdf`, `urlset`, `sitemapindex` or `json` for bytes that begin as such a list does; None for others."""
    head = body[:4096].replace(b"\x00", b"")  # so that UTF-16 is seen as well
    match = _ROOT.search(head)
    if match is not None and b"<html" not in head[: match.start()].lower():
        return match[1].decode().lower()
    return "json" if b"jsonfeed.org/version" in head else None


def declares_entities(body: bytes) -> bool:
    """Whether XML declares entities of its own: no feed needs to, every entity bomb must."""
    return b"<!entity" in body.replace(b"\x00", b"").lower()


def _unpack(body: bytes) -> bytes | None:
    try:
        if body.startswith(b"\x1f\x8b"):
            decoder = zlib.decompressobj(31)
            unpacked = decoder.decompress(body, _MOST_UNPACKED)
            return unpacked if decoder.eof else None
        if body.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(body)) as archive, archive.open(archive.namelist()[0]) as file:
                unpacked = file.read(_MOST_UNPACKED + 1)
                return unpacked if len(unpacked) <= _MOST_UNPACKED else None
    except (zlib.error, zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, IndexError):
        return None
    return body


def _feed(body: bytes, snapshot: Snapshot) -> Listing:
    kind = snapshot.content_type if "xml" in snapshot.content_type else "application/xml"
    facts = {"content-location": snapshot.final_url, "content-type": kind}
    try:
        parsed = feedparser.parse(io.BytesIO(body), response_headers=facts)
        entries = tuple(_feed_entry(item, snapshot.final_url, parsed.feed.get("language")) for item in parsed.entries)
    except Exception as error:  # its lenient parser trips over some inputs; then the list is broken and the run goes on
        return Listing(complaint=f"a broken feed ({type(error).__name__}: {error})")
    if entries:
        return Listing(entries)
    # feedparser also notes slips in what the server says of the encoding; only what the parser stumbled over breaks a feed.
    trouble = parsed.get("bozo_exception")
    return Listing(complaint=f"a broken feed ({trouble})" if isinstance(trouble, SAXException) else EMPTY)


def _feed_entry(item: Any, base: str, language: str | None) -> Entry:
    link = item.get("link")
    url = joined_address(base if base.startswith("http") else "", link) if link else None
    contents = [content.get("value") or "" for content in item.get("content") or []]
    text = html_text(max([*contents, item.get("summary") or ""], key=len))
    title = html_text(item.get("title") or "").replace("\n\n", " ")
    published = _entry_time(item, "published") or _entry_time(item, "created")
    updated = _entry_time(item, "updated") if "updated" in item else None
    # Some feeds give the guid alone, as a permalink.
    if not url and str(item.get("id", "")).startswith(("http://", "https://")):
        url = item["id"]
    return Entry(
        key=item.get("id") or url or title or text[:80],
        url=url if url and url.startswith(("http://", "https://")) else None,
        title=title,
        text=text,
        published_at=published or updated,
        updated_at=updated,
        author=html_text(item.get("author") or "") or None,
        language=item.get("language") or language,
    )


def _entry_time(item: Any, name: str) -> datetime | None:
    """The time as our own reader takes it, which knows more zones; feedparser's where it takes none."""
    ours = parse_time(item.get(name))
    if ours is not None:
        return ours
    parsed = item.get(f"{name}_parsed")
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _json_feed(body: bytes) -> Listing:
    try:
        feed = json.loads(decode_text(body) or "")
        items = [item for item in feed["items"] if isinstance(item, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Listing(complaint="a broken JSON feed")
    entries = tuple(_json_entry(item, _word(feed.get("language"))) for item in items)
    return Listing(entries, complaint=None if entries else EMPTY)


def _json_entry(item: dict[str, Any], language: str | None) -> Entry:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = (_word(author.get("name")) for author in authors or () if isinstance(author, dict))
    url = _word(item.get("url")) or _word(item.get("external_url"))
    text = _word(item.get("content_text")) or html_text(
        _word(item.get("content_html")) or _word(item.get("summary")) or ""
    )
    published, updated = parse_time(_word(item.get("date_published"))), parse_time(_word(item.get("date_modified")))
    title = _word(item.get("title")) or ""
    return Entry(
        key=str(item.get("id") or url or title),
        url=url if url and url.startswith(("http://", "https://")) else None,
        title=title,
        text=text,
        published_at=published or updated,
        updated_at=updated,
        author=next(filter(None, names), None),
        language=_word(item.get("language")) or language,
    )


def _word(value: Any) -> str | None:
    """The value where it is a text: a feed of strangers may hold anything anywhere."""
    return value if isinstance(value, str) else None


def _sitemap(body: bytes) -> Listing:
    try:
        root = fromstring(body.strip())
    except (ParseError, DefusedXmlException, ValueError) as error:
        return Listing(complaint=f"a broken sitemap ({error})")
    if _local(root.tag) == "sitemapindex":
        return Listing(more=tuple(loc for loc, _ in _locations(root)), complaint=None if len(root) else EMPTY)
    entries = tuple(_sitemap_entry(loc, facts) for loc, facts in _locations(root))
    return Listing(entries, complaint=None if entries else EMPTY)


def _locations(root: Any) -> Iterator[tuple[str, dict[str, str]]]:
    for element in root:
        facts: dict[str, str] = {}
        for child in element.iter():
            if child.text and child.text.strip():
                facts.setdefault(_local(child.tag), child.text.strip())
        if facts.get("loc", "").startswith(("http://", "https://")):
            yield facts["loc"], facts


def _sitemap_entry(loc: str, facts: dict[str, str]) -> Entry:
    published = parse_time(facts.get("publication_date"))
    updated = parse_time(facts.get("lastmod"))
    return Entry(
        key=loc,
        url=loc,
        title=facts.get("title", ""),
        published_at=published or updated,
        updated_at=updated,
        language=facts.get("language"),
    )


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2].lower()


def _gdelt(body: bytes, source: Source) -> Listing:
    """GDELT's pointers to its lists (`size hash address` lines) or one of its knowledge-graph lists."""
    text = decode_text(body) or body.decode("utf-8", "replace")
    more = tuple(url for url in _LIST_LINE.findall(text) if _GKG.search(url))
    if more:
        return Listing(more=more)
    themes = frozenset(theme.upper() for theme in source.themes)
    entries: dict[str, Entry] = {}
    lines = 0
    for line in text.splitlines():
        columns = line.split("\t")
        if len(columns) < _GKG_COLUMNS:
            continue
        lines += 1
        url = columns[4].strip()
        said = {theme.partition(",")[0] for column in columns[7:9] for theme in column.upper().split(";")}
        if url.startswith(("http://", "https://")) and said & themes:
            # The list's time is when GDELT saw the article, not when it was published.
            entries.setdefault(url, Entry(key=url, url=url, title=_gdelt_title(columns)))
    return Listing(tuple(entries.values()), complaint=None if lines else "no GDELT article list")


def _gdelt_title(columns: list[str]) -> str:
    match = re.search(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", columns[-1])
    return html_text(match[1]) if match else ""


def html_text(fragment: str) -> str:
    r"""The words of a piece of HTML, paragraphs parted by blank lines.

    >>> html_text("<p>Two blasts.</p><p>No <b>claim</b> &amp; no arrest.</p>")
    'Two blasts.\n\nNo claim & no arrest.'
    """
    if "<" not in fragment and "&" not in fragment:
        return " ".join(fragment.split()) if "\n\n" not in fragment else fragment.strip()
    try:
        tree = html_fromstring(f"<div>{fragment}</div>")
    except (etree.LxmlError, ValueError):
        return ""
    for script in list(tree.iter("script", "style", "figcaption")):
        script.drop_tree()
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n\n".join(line for line in lines if line)
