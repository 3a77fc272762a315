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
    r"pull-?quote|factbox-?link|story-?links?|next-?story|print-?only|donat\w*|twitter-tweet|instagram-media|tiktok-embed|fb-post|support-?us|app-?promo|whatsapp|telegram-?join)(?:$|[\s_-])",
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
# Headings of boxes that hold pointers to other stories: the box goes with its heading.
_BOX_HEADING = re.compile(
    r"(?:read\s+next|most\s+(?:read|viewed|popular)|trending(?:\s+now)?|related(?:\s+(?:stories|articles?|news|content|topics?|coverage))?|"
    r"you\s+(?:may|might)\s+(?:also\s+)?like|recommended(?:\s+for\s+you)?|more\s+(?:posts|stories|news|from\s.{1,40}|on\s+this.{0,20})|"
    r"latest(?:\s+(?:news|stories))?|popular(?:\s+(?:content|now|stories))?|editor['’]s\s+picks?|don['’]t\s+miss|must\s+reads?|top\s+stories|"
    r"suggested\s+topics|keep\s+reading|recent\s+(?:posts|notes|stories)|in\s+case\s+you\s+missed\s+it|sponsored(?:\s+content)?|comments?(?:\s*\(\d+\))?)\W*$",
    re.IGNORECASE,
)
# Whole paragraphs that point elsewhere.
_POINTER = re.compile(
    r"(?:read(?:\s+(?:more|also|next|full|our|the\s+full))?|(?:also|must)\s+(?:read|watch)|read\s+it\s+(?:here|at)|see\s+also|explore|related"
    r"(?:\s+(?:stories|articles?|news|content|coverage))?|more\s+on\s+this|you\s+may\s+(?:also\s+)?like|recommended|don['’]t\s+miss|watch|listen|explainer"
    r"|in\s+pictures|top\s+stories|editor['’]s\s+picks?|most\s+read|go\s+deeper|sponsored)\s*(?:[:|»>].{0,200}|)$"
    r"|keep\s+reading\b.{0,60}$",
    re.IGNORECASE | re.DOTALL,
)
# Whole paragraphs that credit a picture or say who worked on the story.
_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|video|file\s+photo|pic|credit|getty\s+images|screengrab)\s*(?:credits?|by|courtesy(?:\s+of)?)?\s*[:|/©].{0,120}$|"
    r"(?:source|sources)\s*:\s*[^.]{0,60}$|©.{0,120}$|\(?(?:additional\s+)?(?:reporting|writing|editing|compiled|edited|written)\s+by\s.{0,250}$|"
    r"published\s+in\s.{0,80}$|posted\s+(?:in|by)\s.{0,80}$|our\s+standards\s*:.{0,100}$",
    re.IGNORECASE | re.DOTALL,
)
# Whole paragraphs that want something of the reader.
_CALL = re.compile(
    r"(?:advertisement|story\s+continues\s+below.{0,40}|article\s+continues\s+(?:after|below).{0,40}|sign\s+up\s+(?:for|to)\b.{0,200}|subscribe\s+(?:to|for|now)\b.{0,200}"
    r"|follow\s+us\b.{0,200}|follow\s.{0,60}\s(?:coverage|updates)\s.{0,120}|click\s+here\b.{0,200}|tap\s+here\b.{0,200}|download\s+(?:the|our)\b.{0,120}app\b.{0,60}"
    r"|share\s+(?:this|on)\b.{0,80}|join\s+(?:our|us\s+on)\b.{0,160}|get\s+(?:the|our)\s+(?:latest|daily|free)\b.{0,160}"
    r"|(?:we\s+use|this\s+(?:site|website)\s+uses)\s+cookies\b.{0,400}|all\s+rights\s+reserved\.?.{0,80}|copyright\b.{0,120}"
    r"|support\s+(?:our|independent|quality)\b.{0,200}|.{0,160}\bsubscription\s+options\b.{0,20}|already\s+a\s+subscriber\?.{0,120}|\d+\s+comments?|skip\s+(?:advert|ad|to).{0,40}"
    r"|allow\s+.{0,40}content\?.{0,300}|print\s+this.{0,40}|listen\s+to\s+this\s+article.{0,60}|\d+\s+min(?:ute)?s?\s+read)$",
    re.IGNORECASE | re.DOTALL,
)
# Whole paragraphs that are a date, with a place or an outlet's name at most: the time is in the facts already.
_STAMP = re.compile(
    r"(?:(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified))(?:\s+(?:on|at))?\W*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\W+|(?:mon|tue|wed|thu|fri|sat|sun)\W+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+\d{4}|[a-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "strong"})
_LOOKED_AT = (
    "div",
    "section",
    "p",
    "ul",
    "ol",
    "span",
    "a",
    "header",
    *sorted(_HEADINGS),
    "figure",
    "table",
    "em",
    "small",
    "blockquote",
)
_PARAGRAPHED = 500  # characters in paragraphs: with fewer the story is not in them
_A_SENTENCE = 80  # characters: a cell with paragraphs of that length is prose
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
    stated = _paragraphs(facts.body.split("\n"), facts.title)
    # Of the same words the version with more paragraphs: trafilatura runs those of JSON-LD together, some outlets do so themselves.
    same = stated.split() == text.split() and stated.count("\n\n") > text.count("\n\n")
    if same or len(stated) > _MUCH_LONGER * len(text):
        text = stated
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
    """Nothing; elements that are told by tag, class or heading to be no part of the story are taken out of the tree."""
    _unfold_tables(tree)
    doomed = list(tree.iter(*_NOISE_TAGS))
    for element in tree.iter(*_LOOKED_AT):
        looks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"
        if (
            (len(looks) > 2 and _NOISE.search(looks))
            or element.get("aria-hidden") == "true"
            or element.get("hidden") is not None
        ):
            doomed.append(element)
        elif element.tag in _HEADINGS and _BOX_HEADING.match(" ".join(element.text_content().split())):
            doomed.append(element.getparent() if element.getparent() is not None else element)
    if not doomed:
        return
    measure = _prose if _prose(tree) >= _PARAGRAPHED else _letters
    whole = measure(tree) or 1
    for element in doomed:
        if element.getparent() is not None and measure(element) <= _KEEP_SHARE * whole:
            element.drop_tree()


def _prose(element: HtmlElement) -> int:
    """Characters in paragraphs."""
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))


def _letters(element: HtmlElement) -> int:
    """Characters in all, for pages that part their paragraphs by line breaks."""
    return len(element.text_content())


def _unfold_tables(tree: HtmlElement) -> None:
    """Nothing; tables that lay out a page, as pages before 2005 do, become plain blocks, so that their cells are no table of figures."""
    for table in list(tree.iter("table")):
        if table.find(".//h1") is not None or sum(len(p.text_content()) > _A_SENTENCE for p in table.iter("p")) >= 2:
            for element in list(table.iter("table", "tbody", "tr", "td")):
                element.tag = "div"


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
    bare = paragraph.strip("-–—_*•|[]() ")
    return not _LETTERS.search(bare) or any(pattern.match(bare) for pattern in (_POINTER, _CREDIT, _CALL, _STAMP))
