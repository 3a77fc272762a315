"""One article's account of one incident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.model.span import Span

Scalar = str | int | float | None


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
                {"country": v.country, "status": v.status, "count": v.count, **v.span.to_json()} for v in self.victims
            ],
            "evidence": {n: [s.to_json() for s in v.evidence] for n, v in self.values.items() if v.evidence},
            "confidence": {n: round(v.confidence, 4) for n, v in self.values.items()},
            "rules": {n: v.rule for n, v in self.values.items() if v.rule},
            "extractor": self.extractor,
            "note": self.note,
        }
