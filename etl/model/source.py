"""An outlet to read, as a person declared it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """One declared source. `kind` is `rss`, `sitemap`, `pages`, `folder`, `jsonl`, `warc` or `gdelt`.

    `location` holds addresses or paths as `kind` demands. `least` and `most` are the articles expected a day. `reliability` is
    `independent`, `official`, `partisan` or `perpetrator`: figures of the last never set a toll. `local` allows loopback and files.
    """

    source: str
    outlet: str
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
    options: dict[str, str] = field(default_factory=dict)
