"""An outlet to read, as a person declared it."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("feed", "sitemap", "pages", "folder", "jsonl", "warc", "gdelt")
RELIABILITIES = ("independent", "official", "partisan", "perpetrator")


@dataclass(frozen=True)
class Source:
    """One declared source; `source` is its short name, `outlet` the name that its articles carry.

    `location` holds addresses or paths as `kind` (one of KINDS) demands. `outlet` is None where the articles are of many outlets: then
    each page names its own. `least` and `most` are the articles expected a day. `reliability` is one of RELIABILITIES: figures of
    `perpetrator` never set a toll. `local` allows files and addresses in private ranges. `follow`: ask for the pages that a list names;
    otherwise the entries' own text is the article. `include` keeps only entries or files whose address it matches (a regular
    expression). `themes` are GDELT theme codes, of which an article needs one. `page_limit` is the most pages asked in one run, `delay` the least seconds between
    two requests to one host (None: as the fetcher is set).
    """

    source: str
    outlet: str | None
    kind: str
    location: tuple[str, ...]
    language: str = "en"
    country: str | None = None
    reliability: str = "independent"
    licence: str = ""
    schedule: str = "@hourly"
    least: int = 0
    most: int = 100_000
    enabled: bool = True
    local: bool = False
    follow: bool = True
    include: str | None = None
    themes: tuple[str, ...] = ()
    page_limit: int = 10_000
    delay: float | None = None
