"""A web page to title, body and facts.

Enters: HTML as text. Leaves: what the page says of itself and the article's paragraphs, without navigation, captions and pointers to
other stories. trafilatura finds the body; what it can be told beforehand is taken out beforehand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura import bare_extraction, load_html

from etl.read.facts import PageFacts, page_facts

# Class or id words of elements that are no part of the story.
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:caption|credit|photo-?credit|related|read-?more|readmore|also-?read|more-?on|most-?read|most-?viewed|trending|recommended|"
    r"newsletter|sign-?up|subscribe|promo|advert\w*|ad-?slot|sponsor\w*|share|sharing|social|cookie\w*|consent|gdpr|breadcrumbs?|comments?|"
    r"disqus|tags?|topics?|byline|author-?(?:bio|box|info)|skip-?link|sr-?only|visually-?hidden|screen-?reader\w*|toolbar|embed|inline-?link|"
    r"pull-?quote|factbox-?link|story-?links?|next-?story|print-?only|donat\w*|support-?us|app-?promo|whatsapp|telegram-?join)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOISE_TAGS = (
    "figcaption",
    "nav",
    "aside",
    "form",
    "button",
    "noscript",
    "dialog",
    "footer",
    "iframe",
    "svg",
    "select",
    "template",
)
_KEEP_SHARE = 0.4  # an element with more of the page's paragraph text than this holds the story, whatever it is called
# Whole paragraphs that point elsewhere, thank, or credit a picture.
_POINTER = re.compile(
    r"(?:read(?:\s+(?:more|also|next|full|our|the full))?|also\s+read|read\s+it\s+(?:here|at)|see\s+also|related(?:\s+(?:stories|articles?|news|content|coverage))?|more\s+on\s+this"
    r"|you\s+may\s+(?:also\s+)?like|recommended|don['’]t\s+miss|watch|listen|explainer|in\s+pictures|top\s+stories|editor['’]s\s+picks?|most\s+read|keep\s+reading|go\s+deeper)"
    r"\s*(?:[:|»>-].{0,200}|)$",
    re.IGNORECASE | re.DOTALL,
)
_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|video|file\s+photo|pic|credit|source|getty\s+images|screengrab)\s*(?:credits?|by|courtesy(?:\s+of)?)?\s*[:|/©].{0,120}$|©.{0,120}$",
    re.IGNORECASE | re.DOTALL,
)
_CALL = re.compile(
    r"(?:advertisement|story\s+continues\s+below.{0,40}|article\s+continues\s+(?:after|below).{0,40}|sign\s+up\s+(?:for|to)\b.{0,200}|subscribe\s+(?:to|for|now)\b.{0,200}"
    r"|follow\s+us\b.{0,200}|click\s+here\b.{0,200}|tap\s+here\b.{0,200}|download\s+(?:the|our)\b.{0,120}app\b.{0,60}|share\s+(?:this|on)\b.{0,80}|join\s+(?:our|us\s+on)\b.{0,160}"
    r"|get\s+(?:the|our)\s+(?:latest|daily|free)\b.{0,160}|(?:we\s+use|this\s+(?:site|website)\s+uses)\s+cookies\b.{0,400}|all\s+rights\s+reserved\.?.{0,80}"
    r"|copyright\b.{0,120}|support\s+(?:our|independent)\b.{0,200}|already\s+a\s+subscriber\?.{0,120}|\d+\s+comments?|skip\s+(?:advert|ad|to).{0,40}|end\s+of\s+.{0,40}"
    r"|allow\s+.{0,40}content\?.{0,300}|print\s+this.{0,40}|listen\s+to\s+this\s+article.{0,60}|\d+\s+min(?:ute)?s?\s+read)$",
    re.IGNORECASE | re.DOTALL,
)
_LEAST_BODY = 60  # characters: the shortest one-sentence flash is about that long
_MUCH_LONGER = 1.5  # JSON-LD's text this many times as long as the visible one means that the visible one was cut


@dataclass(frozen=True)
class Page:
    """A page as read: its facts and its paragraphs, joined by blank lines; `text` is empty where no story was found."""

    facts: PageFacts
    text: str


def read_page(html: str, address: str) -> Page | None:
    """The page, None where the text is no HTML at all."""
    tree = load_html(html)
    if tree is None:
        return None
    facts = page_facts(tree, address)
    _prune(tree)
    text = _body(tree, facts.title)
    if len(facts.body) > _MUCH_LONGER * len(text) and len(facts.body) >= _LEAST_BODY:
        text = _paragraphs(facts.body.split("\n"), facts.title)
    if len(text) < _LEAST_BODY:
        text = ""
    return Page(replace(facts, body=""), text)


def _body(tree: HtmlElement, title: str) -> str:
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # hostile markup has crashed every reader once; then the page has no body and goes to quarantine
        return ""
    return _paragraphs((getattr(found, "text", None) or "").split("\n"), title)


def _prune(tree: HtmlElement) -> None:
    """Nothing; elements that are told by tag or class to be no part of the story are taken out of the tree."""
    whole = sum(len(p.text_content()) for p in tree.iter("p")) or 1
    doomed = list(tree.iter(*_NOISE_TAGS))
    for element in tree.iter(
        "div",
        "section",
        "p",
        "ul",
        "ol",
        "span",
        "a",
        "header",
        "h2",
        "h3",
        "h4",
        "figure",
        "table",
        "strong",
        "em",
        "small",
    ):
        looks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"
        if (
            (len(looks) > 2 and _NOISE.search(looks))
            or element.get("aria-hidden") == "true"
            or element.get("hidden") is not None
        ):
            doomed.append(element)
    for element in doomed:
        parent = element.getparent()
        if parent is None:
            continue
        held = sum(len(p.text_content()) for p in element.iter("p"))
        if held <= _KEEP_SHARE * whole:
            element.drop_tree()


def _paragraphs(lines: list[str], title: str) -> str:
    kept: list[str] = []
    for line in lines:
        paragraph = " ".join(line.split()).removeprefix("- ")
        if paragraph and not is_noise(paragraph) and paragraph != title and (not kept or kept[-1] != paragraph):
            kept.append(paragraph)
    return "\n\n".join(kept)


def is_noise(paragraph: str) -> bool:
    """Whether a whole paragraph is a pointer, a credit or a call rather than a part of the story.

    >>> is_noise("Read more: Who is behind the blasts?"), is_noise("Read the judgment, the court told them.")
    (True, False)
    """
    return bool(_POINTER.match(paragraph) or _CREDIT.match(paragraph) or _CALL.match(paragraph))
