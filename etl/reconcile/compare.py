"""Our incidents against another database's events, by the same blocking and matching.

Enters: traits of both. Leaves: pairs, each incident and each event in one at most. Touches nothing of the world.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from etl.model import ScoredPair, Traits
from etl.reconcile.block import candidates
from etl.reconcile.columns import columns_of
from etl.reconcile.match import score
from etl.reconcile.plan import scored_pair


def pair_up(ours: Iterable[Traits], theirs: Iterable[Traits]) -> list[ScoredPair]:
    """Pairs of an incident of ours (`left`) and an event of theirs (`right`) that are more likely one than not, the surest first."""
    ours = list(ours)
    mine = {t.account_id for t in ours}
    traits = sorted([*ours, *theirs], key=lambda t: t.account_id)
    c = columns_of(traits)
    own = np.fromiter((t.account_id in mine for t in traits), np.bool_, len(traits))
    left, right = candidates(c)
    across = np.flatnonzero(own[left] != own[right])
    left, right = left[across], right[across]
    scores = score(c, left, right)
    likely = [p for p in np.argsort(-scores.total, kind="stable").tolist() if scores.total[p] > 0]
    taken: set[int] = set()
    out = []
    for p in likely:
        if left[p] in taken or right[p] in taken:
            continue
        taken.update((int(left[p]), int(right[p])))
        pair = scored_pair(c, scores, left, right, p, same=True)
        flipped = ScoredPair(pair.right, pair.left, pair.score, pair.reasons, True)
        out.append(pair if pair.left in mine else flipped)
    return out
