"""Articles and accounts in, accounts and incidents out, without a workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from etl.errors import IncidentWarehouseError, ReadError
from etl.model import (
    Account,
    Article,
    Incident,
)
from etl.pipeline.workspace import Row

if TYPE_CHECKING:  # rooms that take long to import are imported by the step that needs them
    pass


@dataclass(frozen=True)
class Worked:
    """What came of one article: its accounts, or the reason why it could not be worked through."""

    doc: str
    accounts: tuple[Account, ...]
    error: str | None = None


def extract_stream(articles: Iterable[Article], workers: int = 1, extractor: str = "rules") -> Iterator[Worked]:
    """Each article's outcome, in the order of the articles, whatever the number of processes."""
    if workers == 1:
        work = _worker(extractor)
        yield from map(work, articles)
        return
    # `spawn`: a forked copy of a process with threads (progress bars, Arrow) may hang.
    with get_context("spawn").Pool(workers, initializer=_start_worker, initargs=(extractor,)) as pool:
        yield from pool.imap(_work, articles, chunksize=16)


def article_from_row(row: Row) -> Article:
    """An article as handed in by hand: title and text stay exactly as they stand, so that every offset holds.

    Raises:
        ReadError: `doc` or `text` is missing, or a value is of the wrong type.
    """
    doc = row.get("doc")
    if not isinstance(doc, str) or not doc:
        raise ReadError("the article has no `doc`", where="article", fix="give every article an id")
    for name in ("title", "text"):
        if not isinstance(row.get(name) or "", str):
            raise ReadError(f"`{name}` is no text", where=doc, fix="give a string")
    if row.get("text") is None and row.get("title") is None:
        raise ReadError("the article has neither title nor text", where=doc, fix="give its words")
    return Article(
        doc=doc,
        title=row.get("title") or "",
        text=row.get("text") or "",
        url=row.get("url"),
        source=row.get("source"),
        published_at=moment(row.get("published_at"), doc),
    )


@dataclass(frozen=True)
class SettledRows:
    """Accounts in wire form, each with its `incident`, and the settled incidents as flat rows."""

    accounts: tuple[Row, ...]
    incidents: tuple[Row, ...]


def reconcile_rows(rows: Sequence[Row]) -> SettledRows:
    """Accounts in wire form settled into incidents, without any warehouse; the given rows come back, with their `incident`.

    Raises:
        ReconcileError: two different accounts bear one id.
    """
    from etl.reconcile import reconcile as settle

    accounts = [Account.from_row(row) for row in numbered(rows)]
    settled = settle(accounts)
    ids = {account_id: str(eventid) for account_id, eventid in settled.assignments.items()}
    return SettledRows(
        tuple({**row, "incident": ids.get(a.account_id)} for row, a in zip(rows, accounts, strict=True)),
        tuple(incident_row(incident) for incident in settled.incidents),
    )


def incident_row(incident: Incident) -> Row:
    """A settled incident as one flat JSON object: values, rules, witnesses and losers by field."""
    return {
        "eventid": incident.eventid,
        **{name: s.value for name, s in incident.settlements.items()},
        "accounts": list(incident.account_ids),
        "settlements": {name: asdict(s) for name, s in incident.settlements.items()},
    }


def moment(value: Any, doc: str) -> datetime | None:
    """A UTC-aware time; one without a zone is taken as UTC."""
    if value in (None, ""):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ReadError(
            f"published_at {value!r} is no ISO 8601 time", where=doc, fix="write 2024-01-03T15:42:00Z or null"
        ) from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows, those without an `account_id` numbered within their article."""
    seen: Counter[str] = Counter()
    numbered = []
    for row in rows:
        seen[row["doc"]] += 1
        numbered.append({"account_id": f"{row['doc']}#{seen[row['doc']]}", **row})
    return numbered


def _worker(extractor: str) -> Callable[[Article], Worked]:
    from etl.extract.extractor import load_extractor

    engine = load_extractor(extractor)

    def work(article: Article) -> Worked:
        try:
            return Worked(article.doc, tuple(engine.extract(article)))
        except IncidentWarehouseError as error:
            return Worked(article.doc, (), f"{error.what}; {error.fix}")

    return work


_PROCESS: dict[str, Callable[[Article], Worked]] = {}


def _start_worker(extractor: str) -> None:
    _PROCESS["work"] = _worker(extractor)


def _work(article: Article) -> Worked:
    return _PROCESS["work"](article)
