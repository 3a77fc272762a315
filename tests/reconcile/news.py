"""Accounts made by hand, short enough to read: each test says only what matters to it."""

from __future__ import annotations

from typing import Any

from etl.model import Account, ClaimRow, Span, TollRow, Value, VictimRow

KERMAN: dict[str, Any] = {
    "date": "2024-01-03",
    "country_txt": "Iran",
    "city": "Kerman",
    "attacktype": ("Bombing/Explosion",),
    "weaptype": ("Explosives",),
    "targtype": ("Private Citizens & Property",),
}


def span(quote: str) -> Span:
    """A slice somewhere."""
    return Span(0, len(quote), quote)


def account(
    doc: str,
    number: int = 1,
    *,
    at: str | None = None,
    role: str = "main",
    source: str | None = None,
    is_terrorism: bool = True,
    tolls: tuple[TollRow, ...] = (),
    claims: tuple[ClaimRow, ...] = (),
    victims: tuple[VictimRow, ...] = (),
    like: dict[str, Any] | None = None,
    **values: Any,
) -> Account:
    """An account of the Kerman blasts unless `like` says otherwise; `values` add fields, None takes one away."""
    told = {k: v for k, v in {**(KERMAN if like is None else like), **values}.items() if v is not None}
    return Account(
        account_id=f"{doc}#{number}",
        doc=doc,
        role=role,
        is_terrorism=is_terrorism,
        values={k: Value(v, 0.9, (span(f"{doc} says {k} {v}"),)) for k, v in told.items()},
        tolls=tolls,
        claims=claims,
        victims=victims,
        extractor="hand/1",
        source=source or f"Outlet of {doc}",
        published_at=at,
    )


def toll(value: int | None, kind: str = "killed", *, superseded: bool = False, perpetrator: bool = False) -> TollRow:
    """A figure."""
    return TollRow(kind, value, None, superseded, span(f"{value} {kind}"), perpetrator)


def claim(actor: str, kind: str = "claim", mode: str | None = None, said: str | None = None) -> ClaimRow:
    """A claim."""
    return ClaimRow(actor, kind, mode, span(f"{actor} {kind}"), said)


def victims(country: str, count: int | None, status: str = "killed") -> VictimRow:
    """Victims of one nationality."""
    return VictimRow(country, status, count, span(f"{count} from {country}"))
