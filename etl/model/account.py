"""One article's account of one incident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.model.span import Span

Scalar = str | int | float | None

# Keys of the wire form that are no field of an incident.
_FRAME = frozenset(
    {"account_id", "doc", "incident", "source", "published_at", "role", "is_terrorism", "tolls", "claims", "victims"}
    | {"evidence", "confidence", "rules", "extractor", "note"}
)


@dataclass(frozen=True)
class Value:
    """The value of one field with what witnesses it. `value` is a scalar or, for fields with several codes, a tuple of labels."""

    value: Scalar | tuple[str, ...]
    confidence: float = 1.0
    evidence: tuple[Span, ...] = ()
    rule: str | None = None


@dataclass(frozen=True)
class TollRow:
    """One figure that the article gives for this incident (`kind` `killed` or `wounded`)."""

    kind: str
    value: int | None
    by: str | None
    superseded: bool
    span: Span
    perpetrator_source: bool = False


@dataclass(frozen=True)
class ClaimRow:
    """A claim, denial, attribution or suspicion; `mode` is a GTD claim-mode label or None."""

    actor: str
    kind: str
    mode: str | None
    span: Span
    said_date: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class VictimRow:
    """Victims of one nationality: `status` is `killed`, `wounded`, `casualty` or `hostage`."""

    country: str
    status: str
    count: int | None
    span: Span
    confidence: float = 1.0


@dataclass(frozen=True)
class Account:
    """GTD fields of one incident as one article tells them.

    `account_id` is `<doc>#<n>`, n counting the article's accounts from 1 in order of their first evidence. `values` maps a field of
    `etl.codebook.fields` to its Value; a field that the article does not tell is absent. `extractor` is `<name>/<version>`.
    """

    account_id: str
    doc: str
    role: str
    is_terrorism: bool
    values: Mapping[str, Value]
    tolls: tuple[TollRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    victims: tuple[VictimRow, ...] = ()
    extractor: str = ""
    source: str | None = None
    published_at: str | None = None
    note: str | None = None

    def get(self, name: str) -> Any:
        """The bare value of a field, None where the article does not tell it."""
        value = self.values.get(name)
        return None if value is None else value.value

    def to_row(self) -> dict[str, Any]:
        """The wire form: one flat JSON object, keys as in a coded gold row, evidence as lists of slices."""
        flat: dict[str, Any] = {
            name: list(v.value) if isinstance(v.value, tuple) else v.value for name, v in self.values.items()
        }
        return {
            "account_id": self.account_id,
            "doc": self.doc,
            "source": self.source,
            "published_at": self.published_at,
            "role": self.role,
            "is_terrorism": int(self.is_terrorism),
            **flat,
            "tolls": [
                {
                    "kind": t.kind,
                    "value": t.value,
                    "by": t.by,
                    "superseded": int(t.superseded),
                    "perpetrator_source": int(t.perpetrator_source),
                    **t.span.to_json(),
                }
                for t in self.tolls
            ],
            "claims": [
                {
                    "actor": c.actor,
                    "kind": c.kind,
                    "mode": c.mode,
                    "said_date": c.said_date,
                    "by": c.by,
                    **c.span.to_json(),
                }
                for c in self.claims
            ],
            "victims": [
                {
                    "country": v.country,
                    "status": v.status,
                    "count": v.count,
                    "confidence": round(v.confidence, 4),
                    **v.span.to_json(),
                }
                for v in self.victims
            ],
            "evidence": {n: [s.to_json() for s in v.evidence] for n, v in self.values.items() if v.evidence},
            "confidence": {n: round(v.confidence, 4) for n, v in self.values.items()},
            "rules": {n: v.rule for n, v in self.values.items() if v.rule},
            "extractor": self.extractor,
            "note": self.note,
        }

    @staticmethod
    def from_row(row: Mapping[str, Any], *, whole: str | None = None, number: int = 1) -> Account:
        """The account that a wire row describes; a row coded by hand is read as well.

        Where a row has quotes without offsets, they are looked up in `whole` (the article's title and text); a quote that is not found,
        or all of them without `whole`, gets the offsets -1:-1. `number` makes the `account_id` of a row that has none.

        Raises:
            KeyError: `doc` or `role` is missing.
        """
        confidence = row.get("confidence") or {}
        rules = row.get("rules") or {}
        evidence = row.get("evidence") or {}
        values = {
            name: Value(
                value=tuple(value) if isinstance(value, list) else value,
                confidence=float(confidence.get(name, 1.0)),
                evidence=_spans(evidence.get(name), whole),
                rule=rules.get(name),
            )
            for name, value in row.items()
            if name not in _FRAME and (value is not None or name in confidence)
        }
        return Account(
            account_id=row.get("account_id") or f"{row['doc']}#{number}",
            doc=row["doc"],
            role=row["role"],
            is_terrorism=bool(row.get("is_terrorism", 1)),
            values=values,
            tolls=tuple(
                TollRow(
                    t["kind"],
                    t.get("value"),
                    t.get("by"),
                    bool(t.get("superseded")),
                    _span(t, whole),
                    bool(t.get("perpetrator_source")),
                )
                for t in row.get("tolls") or ()
            ),
            claims=tuple(
                ClaimRow(c["actor"], c["kind"], c.get("mode"), _span(c, whole), c.get("said_date"), c.get("by"))
                for c in row.get("claims") or ()
            ),
            victims=tuple(
                VictimRow(v["country"], v["status"], v.get("count"), _span(v, whole), float(v.get("confidence", 1.0)))
                for v in row.get("victims") or ()
            ),
            extractor=row.get("extractor") or "",
            source=row.get("source"),
            published_at=row.get("published_at"),
            note=row.get("note"),
        )


def _span(slice_: Mapping[str, Any], whole: str | None) -> Span:
    quote = slice_["quote"]
    start = slice_.get("start")
    if start is None:
        start = whole.find(quote) if whole is not None else -1
    end = slice_.get("end", start + len(quote)) if start >= 0 else -1
    return Span(start, end, quote)


def _spans(evidence: Any, whole: str | None) -> tuple[Span, ...]:
    """Evidence is a list of slices, or one bare quote where a person wrote it."""
    if evidence is None:
        return ()
    if isinstance(evidence, str):
        evidence = [{"quote": evidence}]
    return tuple(_span(item if isinstance(item, Mapping) else {"quote": item}, whole) for item in evidence)
