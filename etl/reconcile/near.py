"""A day's accounts: only the incidents near them are worked out again.

Enters: fresh accounts, and what is known already behind a few questions. Leaves: a Reconciliation of the fresh accounts and all that hangs
together with them; the rest would come out as it is. Touches nothing of the world by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from etl.memory import uncollected
from etl.model import Account, Judgement, Prior, Reconciliation, ScoredPair, Traits
from etl.reconcile.block import candidates
from etl.reconcile.columns import columns_of
from etl.reconcile.match import score
from etl.reconcile.plan import REVIEW_BAND, scored_pair
from etl.reconcile.reconcile import distinct, origins, reconcile
from etl.reconcile.traits import traits_of


class Known(Protocol):
    """What earlier loads know."""

    def near(self, traits: Sequence[Traits]) -> Sequence[tuple[Traits, str]]:
        """The traits of every account that could be compared with these, each with its component; more does no harm."""
        ...

    def components(self, docs: Collection[str], account_ids: Collection[str]) -> Sequence[str]:
        """The components of the accounts of these articles and of these accounts."""
        ...

    def members(self, components: Collection[str], docs: Collection[str]) -> Sequence[tuple[Account, str]]:
        """All accounts of these components and articles, each with the time since which it counts."""
        ...

    def issued(self) -> Mapping[int, str]:
        """Every eventid ever issued and the account that it was issued for."""
        ...


@dataclass(frozen=True)
class Nearby:
    """What a load needs of a day: `accounts` are all that `reconciliation` covers, `removed` the ids that no longer exist."""

    accounts: tuple[Account, ...]
    reconciliation: Reconciliation
    removed: tuple[str, ...]


@uncollected()
def reconcile_near(
    fresh: Iterable[Account],
    *,
    known: Known,
    judgements: Iterable[Judgement] = (),
    copies: Iterable[tuple[str, str]] = (),
    seen_at: Mapping[str, str] | None = None,
    emptied: Collection[str] = (),
) -> Nearby:
    """The fresh accounts reconciled with what is known; the outcome is that of reconciling everything, for the part it covers.

    The accounts that are known of an article of `fresh`, or of one in `emptied`, give way to those in `fresh`.

    Raises:
        ReconcileError: two different accounts bear one id.
    """
    fresh = distinct(fresh)
    judgements = list(judgements)
    docs = {account.doc for account in fresh} | set(emptied)
    traits = [traits_of(account) for account in fresh if account.is_terrorism]
    beside = [(t, component) for t, component in known.near(traits) if t.doc not in docs] if traits else []
    linked, unsure = _linked(traits, beside)
    ids = {account.account_id for account in fresh}
    judged = {other for j in judgements if {j.left, j.right} & ids for other in (j.left, j.right)}
    copies = list(copies)
    retold = docs | _one_voice(docs, copies)
    touched = sorted(linked | set(known.components(sorted(retold), sorted(judged | _judged_later(judgements)))))
    members = known.members(touched, sorted(docs))
    kept = [account for account, _ in members if account.doc not in docs]
    first_seen = {account.account_id: at for account, at in members if not account.published_at} | dict(seen_at or {})
    accounts = distinct([*kept, *fresh])
    rec = reconcile(accounts, prior=Prior(known.issued()), judgements=judgements, copies=copies, seen_at=first_seen)
    gone = {account.account_id for account, _ in members} - {account.account_id for account in accounts}
    inside = set(rec.assignments)
    outside = [pair for pair in unsure if not {pair.left, pair.right} <= inside]
    pairs = tuple(sorted([*rec.pairs, *outside], key=lambda pair: (pair.left, pair.right)))
    return Nearby(tuple(accounts), replace(rec, pairs=pairs), tuple(sorted(gone)))


def _one_voice(docs: Collection[str], copies: Iterable[tuple[str, str]]) -> set[str]:
    """The articles that tell the same story as one of these: a fresh copy of two makes one voice of them."""
    origin = origins(copies)
    stories = {origin[doc] for doc in docs if doc in origin}
    return {doc for doc, story in origin.items() if story in stories}


def _judged_later(judgements: Iterable[Judgement]) -> set[str]:
    """All judged accounts: a judgement given or withdrawn since the last load changes incidents that no fresh account is near."""
    return {account_id for j in judgements for account_id in (j.left, j.right)}


def _linked(fresh: Sequence[Traits], beside: Sequence[tuple[Traits, str]]) -> tuple[set[str], list[ScoredPair]]:
    """The components that a fresh account is drawn to, and the unsure pairs between fresh accounts and known ones."""
    if not fresh or not beside:
        return set(), []
    component = {t.account_id: name for t, name in beside}
    traits = sorted([*fresh, *(t for t, _ in beside)], key=lambda t: t.account_id)
    c = columns_of(traits)
    known = np.fromiter((t.account_id in component for t in traits), np.bool_, len(traits))
    left, right = candidates(c)
    across = np.flatnonzero(known[left] != known[right])
    left, right = left[across], right[across]
    scores = score(c, left, right)
    drawn = np.flatnonzero(scores.total > 0)
    rows = {int(row) for side in (left[drawn], right[drawn]) for row in side if known[row]}
    near = np.flatnonzero(np.abs(scores.total) <= REVIEW_BAND).tolist()
    unsure = [scored_pair(c, scores, left, right, p, same=False) for p in near]
    return {component[c.account_ids[row]] for row in rows}, unsure
