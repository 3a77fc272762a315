"""What a page says of itself: title, time, author, address, language.

Enters: a parsed page. Leaves: PageFacts. What the page states for machines (JSON-LD, OpenGraph, microdata, microformats) goes before
anything guessed from its looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from etl.model import canonical_address
from etl.model.address import joined_address
from etl.read.times import parse_time

_ARTICLE_TYPES = re.compile(
    r"(?:article|newsarticle|reportage\w*|analysisnewsarticle|blogposting|liveblogposting|backgroundnewsarticle|report)$"
)
_PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date.published",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "article_date_original",
    "displaydate",
    "rnews:datepublished",
    "date",
)
_AUTHOR_META = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
)
_TITLE_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")
# In looks: places where outlets print the time of publication.
_TIME_CLASSES = re.compile(
    r"publish|posted|dateline|byline|timestamp|pub-?date|entry-date|article-date|post-date|dt-published|story-date",
    re.IGNORECASE,
)
_MODIFIED = re.compile(r"updat|modif|edited|revised", re.IGNORECASE)
_SITE_TAIL = re.compile(r"\s+[|–—·•»:-]+\s+([^|–—·•»]{2,45})$")
_LEAST_TITLE = 20  # characters: a shorter second-rank heading is a section's name
_NEAR_HEADING = 8  # pieces of text: a kicker, a byline, a place and the like may stand between the heading and its date
_BY = re.compile(r"^\s*(?:written\s+)?by[:\s]+", re.IGNORECASE)
_LIVE_ADDRESS = re.compile(r"/live(?:[/-]|$)|[-/]live[-_]?(?:blog|updates?|news|coverage)|liveblog", re.IGNORECASE)
_LIVE_TITLE = re.compile(
    r"(?:^|[-–—|:]\s*)live(?:\s+(?:blog|updates?|coverage))?\s*(?:[-–—|:]|$)|\blive updates\b|\bas it happened\b",
    re.IGNORECASE,
)
_LIVE_LOOKS = re.compile(r"live-?blog|live_blog|liveupdates|live-updates|livefeed", re.IGNORECASE)
_WALL_LOOKS = re.compile(
    r"paywall|regwall|subscriber-only|subscribers-only|premium-barrier|meteredcontent|piano-offer|gateway-content",
    re.IGNORECASE,
)
_WALL_WORDS = re.compile(
    r"subscribe (?:now |today )?to (?:continue|keep|read)|(?:this|the) (?:article|story|content) is (?:only |exclusively )?(?:for|available to) (?:our )?(?:paid |premium )?"
    r"subscribers|already a (?:subscriber|member)\?|to (?:continue|keep) reading,? (?:please )?(?:subscribe|log in|sign in|register)|sign in to read",
    re.IGNORECASE,
)
_COMMENT_MARKS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


@dataclass(frozen=True)
class PageFacts:
    """What a page says of itself; None or empty where it does not.

    `body` is the text that JSON-LD gives, if any. `paywall` is stated by the page; `wall_looks` is told from words and class names that
    free pages carry as well.
    """

    title: str = ""
    published_at: datetime | None = None
    author: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    site: str | None = None
    body: str = ""
    live_blog: bool = False
    paywall: bool = False
    wall_looks: bool = False


def page_facts(tree: HtmlElement, address: str) -> PageFacts:
    """The facts of a page that was had from `address`."""
    metas = _metas(tree)
    node = _article_node(tree)
    site = _first(metas, ("og:site_name", "application-name")) or _name(node.get("publisher"))
    title = _title(tree, metas, node, site)
    types = _types(node)
    canonical = _canonical(tree, metas, node, address)
    return PageFacts(
        title=title,
        published_at=_published(tree, metas, node),
        author=_author(tree, metas, node),
        canonical_url=canonical,
        language=_language(tree, metas, node),
        site=site,
        body=_plain(node.get("articleBody")),
        live_blog=_is_live(tree, types, title, canonical or address),
        paywall=str(node.get("isAccessibleForFree")).lower() == "false",
        wall_looks=_looks_walled(tree),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Meta tags by name, property or itemprop, in lower case; the first of each name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            name = (meta.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, unescape(content))
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _article_node(tree: HtmlElement) -> dict[str, Any]:
    """The JSON-LD node that describes the article; empty where there is none."""
    candidates = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            candidates += [node for node in _nodes(_json(script.text)) if _types(node)]
    articles = [node for node in candidates if any(_ARTICLE_TYPES.search(kind) for kind in _types(node))]
    return max(
        articles,
        key=lambda node: sum(bool(node.get(k)) for k in ("headline", "datePublished", "articleBody")),
        default={},
    )


def _json(text: str) -> Any:
    """JSON as outlets write it: with comment marks around it, raw line breaks in strings, trailing commas."""
    stripped = _COMMENT_MARKS.sub("", text).strip().rstrip(";")
    for attempt in (stripped, re.sub(r",\s*([}\]])", r"\1", stripped)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:  # deeper nesting than any outlet's; a hostile page could nest without end
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _nodes(value.get(key), depth + 1)


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind).lower().rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _plain(value: Any) -> str:
    """A string of JSON-LD without the markup that some outlets leave in it."""
    if not isinstance(value, str):
        return ""
    text = unescape(re.sub(r"<(?:br|/p|/div)\b[^>]*>", "\n", value, flags=re.IGNORECASE))
    return re.sub(r"<[^>]{0,300}>", "", text).strip()


def _name(value: Any) -> str | None:
    """The name in a JSON-LD person or organisation, written in any of the allowed ways; several are joined."""
    if isinstance(value, str):
        return None if value.startswith("http") else unescape(value).strip() or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for name in map(_name, value) if name)) or None
    return None


def _title(tree: HtmlElement, metas: dict[str, str], node: dict[str, Any], site: str | None) -> str:
    headings = [text for h1 in tree.iter("h1") if (text := _text(h1))]
    stated = _plain(node.get("headline")) or _by_class(tree, "p-name", ("h1", "h2")) or _itemprop(tree, "headline")
    stated = _flat(stated) or _without_site(_flat(_first(metas, _TITLE_META) or ""), site)
    if stated:
        # Headlines for machines are cut at 110 characters or so; the printed one is whole.
        start = re.sub(r"\s*(?:…|\.\.\.)$", "", stated)
        longer = [text for text in headings if len(text) > len(start) and text.startswith(start) and len(start) > 20]
        return longer[0] if longer else stated
    element = tree.find(".//title")
    written = _flat(element.text_content()) if element is not None else ""
    lesser = [text for heading in tree.iter("h2", "h3") if len(text := _text(heading)) >= _LEAST_TITLE]
    matching = [text for text in [*headings, *lesser] if text in written]
    if matching:
        return max(matching, key=len)
    return headings[0] if len(headings) == 1 else _without_site(written, site) or next(iter(headings), "")


def _without_site(title: str, site: str | None) -> str:
    """The title without the outlet's name behind a bar or dash."""
    match = _SITE_TAIL.search(title)
    if match is None:
        return title
    tail = match[1].strip().lower()
    separator = title[match.start() : match.start(1)].strip()
    if site and (tail in site.lower() or site.lower() in tail):
        return title[: match.start()].strip()
    # A bar never stands within a headline; a dash may.
    return title[: match.start()].strip() if separator in ("|", "»", "·", "•") else title


def _published(tree: HtmlElement, metas: dict[str, str], node: dict[str, Any]) -> datetime | None:
    stated: list[Any] = [
        node.get("datePublished"),
        node.get("dateCreated"),
        *(metas.get(name) for name in _PUBLISHED_META),
    ]
    stated += [
        element.get("content") or element.get("datetime") or _text(element)
        for element in tree.xpath(".//*[@itemprop='datePublished']")
    ]
    stated += [
        element.get("datetime") or element.get("title") or _text(element)
        for element in tree.xpath(".//*[contains(concat(' ', @class, ' '), ' dt-published ')] | .//time[@pubdate]")
    ]
    for value in stated:
        moment = parse_time(value) if isinstance(value, str | int) else None
        if moment is not None:
            return moment
    return _printed_time(tree) or _time_by_heading(tree) or _guessed_day(tree)


def _printed_time(tree: HtmlElement) -> datetime | None:
    """The first time printed where outlets print it: `<time>` elements, then elements whose class says so. Updates are left aside."""
    times = [e for e in tree.iter("time") if not _MODIFIED.search(_surroundings(e))]
    for element in times:
        moment = parse_time(element.get("datetime")) or parse_time(_text(element))
        if moment is not None:
            return moment
    for element in tree.iter("span", "div", "p", "li", "small", "em", "address"):
        looks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _TIME_CLASSES.search(looks) and not _MODIFIED.search(looks):
            text = _text(element)
            moment = (
                parse_time(re.split(r"\b(?:updated|modified)\b", text, flags=re.IGNORECASE)[0])
                if len(text) < 160
                else None
            )
            if moment is not None:
                return moment
    return None


def _time_by_heading(tree: HtmlElement) -> datetime | None:
    """The first time in a short piece of text right after the first heading: where pages without any markup for it print it."""
    heading = next(tree.iter("h1", "h2"), None)
    if heading is None:
        return None
    for number, element in enumerate(heading.xpath("following::*[normalize-space(text())]")):
        if number >= _NEAR_HEADING or element.tag in ("h1", "h2"):
            return None
        text = _flat(element.text or "")
        moment = (
            parse_time(re.split(r"\b(?:updated?|modified)\b", text, flags=re.IGNORECASE)[0])
            if len(text) < 100
            else None
        )
        if moment is not None:
            return moment
    return None


def _surroundings(element: HtmlElement) -> str:
    parent = element.getparent()
    before = (parent.text or "") if parent is not None and parent.index(element) == 0 else ""
    previous = element.getprevious()
    tail = (previous.tail or "") if previous is not None else ""
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {before[-40:]} {tail[-40:]}"


def _guessed_day(tree: HtmlElement) -> datetime | None:
    """The day that htmldate finds in the page's looks and links."""
    try:
        return parse_time(find_date(tree, original_date=True, extensive_search=False))
    except Exception:  # it is a guess over hostile input: whatever goes wrong in it, the page has no date
        return None


def _author(tree: HtmlElement, metas: dict[str, str], node: dict[str, Any]) -> str | None:
    stated = _name(node.get("author")) or _first(metas, _AUTHOR_META)
    if not stated:
        stated = _itemprop(tree, "author") or _by_class(tree, "p-author", None)
    if not stated:
        for link in tree.xpath(".//a[contains(concat(' ', @rel, ' '), ' author ')] | .//*[contains(@class, 'byline')]"):
            text = _text(link)
            if 3 < len(text) < 80 and not parse_time(text):
                stated = text
                break
    name = _BY.sub("", _flat(stated or "")).strip(" ,;|")
    return name if 2 < len(name) < 150 and not name.startswith("http") else None


def _canonical(tree: HtmlElement, metas: dict[str, str], node: dict[str, Any], address: str) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    main = node.get("mainEntityOfPage")
    stated = [*links, metas.get("og:url"), main.get("@id") if isinstance(main, dict) else main, node.get("url")]
    for value in stated:
        if not isinstance(value, str) or not value.strip():
            continue
        base = address if address.startswith("http") else ""
        joined = joined_address(base, value)
        if joined is None:
            continue
        whole = canonical_address(joined)
        parts = urlsplit(whole)
        # Some sites give every page their front page's address.
        if parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query):
            return whole
    return None


def _language(tree: HtmlElement, metas: dict[str, str], node: dict[str, Any]) -> str | None:
    root = tree.getroottree().getroot()
    stated = node.get("inLanguage")
    if isinstance(stated, dict):
        stated = stated.get("alternateName") or stated.get("name")
    return (
        root.get("lang")
        or (stated if isinstance(stated, str) else None)
        or metas.get("og:locale")
        or metas.get("language")
    )


def _is_live(tree: HtmlElement, types: list[str], title: str, address: str) -> bool:
    if "liveblogposting" in types or _LIVE_TITLE.search(title):
        return True
    return _LIVE_ADDRESS.search(urlsplit(address).path) is not None or _looks_live(tree)


def _looks_live(tree: HtmlElement) -> bool:
    """Whether the part of the page that is called a live blog holds most of it: every other page may point to one."""
    whole = 0
    for element in tree.iter("main", "article", "section", "body", "div", "ol"):
        if _LIVE_LOOKS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            whole = whole or sum(len(p.text_content()) for p in tree.iter("p"))
            if 2 * sum(len(p.text_content()) for p in element.iter("p")) > whole:
                return True
    return False


def _looks_walled(tree: HtmlElement) -> bool:
    for element in tree.iter("div", "section", "aside", "p", "article"):
        if _WALL_LOOKS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        if (
            element.tag in ("p", "aside", "section")
            and len(text := element.text_content()) < 400
            and _WALL_WORDS.search(text)
        ):
            return True
    return False


def _itemprop(tree: HtmlElement, name: str) -> str:
    for element in tree.xpath(".//*[@itemprop=$name]", name=name):
        inner = element.xpath(".//*[@itemprop='name']")
        text = element.get("content") or _text(inner[0] if inner else element)
        if text:
            return str(text)
    return ""


def _by_class(tree: HtmlElement, name: str, tags: tuple[str, ...] | None) -> str:
    for element in tree.xpath(".//*[contains(concat(' ', @class, ' '), $name)]", name=f" {name} "):
        if tags is None or element.tag in tags:
            return _text(element)
    return ""


def _text(element: HtmlElement) -> str:
    return _flat(element.text_content())


def _flat(text: str) -> str:
    return " ".join(text.split())
