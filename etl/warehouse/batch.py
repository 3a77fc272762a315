"""What one load brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etl.model import Article, Part, Snapshot

Row = Mapping[str, Any]


@dataclass(frozen=True)
class LoadBatch:
    """Everything that goes into the warehouse in one transaction.

    Snapshots, articles and parts are taken one after the other and not held. `whole` says that the accounts of the parts are all there are:
    what is not among them leaves the core tables. Otherwise they are the accounts of some days with all that hang together with them, and the
    rest stays; `removed` then names accounts that no longer exist. The rows of `runs` to `scores` have the columns of the tables of `quality`;
    `build` maps code, codebook, extractor and models to their versions.
    """

    snapshots: Iterable[Snapshot] = ()
    articles: Iterable[Article] = ()
    parts: Iterable[Part] = ()
    whole: bool = False
    removed: Sequence[str] = ()
    runs: Sequence[Row] = ()
    expectation_results: Sequence[Row] = ()
    quarantine: Sequence[Row] = ()
    metrics: Sequence[Row] = ()
    scores: Sequence[Row] = ()
    build: Mapping[str, str] = field(default_factory=dict)
