"""What the report is built from: plain rows, each table as a query of `sql/report/` of the same name gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

Row = Mapping[str, Any]
Rows = Sequence[Row]


@dataclass(frozen=True)
class ReportTables:
    """The rows of the report; `as_of` (UTC) is what "now" means in it. Every other field is named after its query.

    The tables from `settlements` on speak of the incidents that get a page; `incidents` holds all, for the search.
    """

    as_of: datetime
    runs: Rows = field(default=())
    results: Rows = field(default=())
    result_history: Rows = field(default=())
    completeness: Rows = field(default=())
    scores: Rows = field(default=())
    quarantine: Rows = field(default=())
    sources: Rows = field(default=())
    incidents: Rows = field(default=())
    settlements: Rows = field(default=())
    evidence: Rows = field(default=())
    accounts: Rows = field(default=())
    articles: Rows = field(default=())
    tolls: Rows = field(default=())
    claims: Rows = field(default=())
    victims: Rows = field(default=())
    links: Rows = field(default=())
    versions: Rows = field(default=())
    places: Rows = field(default=())
    dictionary: Rows = field(default=())

    @staticmethod
    def queries() -> tuple[str, ...]:
        """The names of the queries under `sql/report/`, in the order of the fields.

        `places` comes from the gazetteer, unless it is handed in, and `dictionary` from the catalogue.
        """
        return tuple(f.name for f in fields(ReportTables) if f.name not in ("as_of", "places", "dictionary"))
