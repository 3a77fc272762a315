"""Which accounts make up which incident, and under which id: all that has to look at every account at once.

Enters: Traits, what was issued before, what people judged. Leaves: a Plan. Touches nothing of the world. A plan can be cut into parts, each
of which is settled by itself: that is how a world larger than memory is worked through, and on several cores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from etl.model import Judgement, Prior, ScoredPair, Traits
from etl.reconcile.block import candidates
from etl.reconcile.cluster import cluster, components, verdicts
from etl.reconcile.columns import Columns, Ints, columns_of
from etl.reconcile.identify import anchor_of, identify
from etl.reconcile.match import REASONS, Scores, score

# Pairs whose weight lies this near to zero are the ones worth a person's look.
REVIEW_BAND = 2.5


@dataclass(frozen=True)
class Planned:
    """One incident to be: its id, its accounts in the order of their ids, and the account that the id is issued for."""

    eventid: int
    account_ids: tuple[str, ...]
    anchor: str


@dataclass(frozen=True)
class Relation:
    """Two incidents (by eventid) that one article tells as parts of one thing, in these two accounts."""

    left: int
    right: int
    left_account: str
    right_account: str


@dataclass(frozen=True)
class Plan:
    """Incidents to be, their relations, the unsure pairs, and for each account the first of all that hang together with it."""

    incidents: tuple[Planned, ...]
    relations: tuple[Relation, ...]
    pairs: tuple[ScoredPair, ...]
    components: Mapping[str, str]
    traits: tuple[Traits, ...]

    def parts(self, size: int) -> Iterator[Plan]:
        """The plan in parts of about `size` accounts; whatever hangs together stays in one part."""
        traits = {t.account_id: t for t in self.traits}
        relations: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            relations[self.components[relation.left_account]].append(relation)
        pairs: dict[str, list[ScoredPair]] = defaultdict(list)
        for pair in self.pairs:
            pairs[self.components[pair.left]].append(pair)
        incidents: dict[str, list[Planned]] = defaultdict(list)
        for planned in self.incidents:
            incidents[self.components[planned.anchor]].append(planned)
        held: list[str] = []
        count = 0
        for name in sorted(incidents):
            held.append(name)
            count += sum(len(planned.account_ids) for planned in incidents[name])
            if count >= size:
                yield self._part(held, incidents, relations, pairs, traits)
                held, count = [], 0
        if held:
            yield self._part(held, incidents, relations, pairs, traits)

    def _part(
        self,
        names: Sequence[str],
        incidents: Mapping[str, list[Planned]],
        relations: Mapping[str, list[Relation]],
        pairs: Mapping[str, list[ScoredPair]],
        traits: Mapping[str, Traits],
    ) -> Plan:
        mine = [planned for name in names for planned in incidents[name]]
        ids = sorted(account_id for planned in mine for account_id in planned.account_ids)
        return Plan(
            tuple(mine),
            tuple(relation for name in names for relation in relations.get(name, ())),
            tuple(pair for name in names for pair in pairs.get(name, ())),
            {account_id: self.components[account_id] for account_id in ids},
            tuple(traits[account_id] for account_id in ids),
        )


def plan(traits: Iterable[Traits], *, prior: Prior | None = None, judgements: Iterable[Judgement] = ()) -> Plan:
    """Block, match, cluster and identify.

    Raises:
        ReconcileError: a day has no free number left.
    """
    ordered = sorted(traits, key=lambda t: t.account_id)
    c = columns_of(ordered)
    left, right = candidates(c)
    scores = score(c, left, right)
    number = {account_id: i for i, account_id in enumerate(c.account_ids)}
    judged = verdicts(judgements, number)
    groups = cluster(c.doc, left, right, scores.total, judged)
    home = np.empty(len(c), np.int64)
    for k, group in enumerate(groups):
        home[group] = k
    anchors = [anchor_of([ordered[i] for i in group]) for group in groups]
    eventids = identify(anchors, (prior or Prior()).issued)
    siblings = list(_siblings(ordered))
    positive = np.flatnonzero(scores.total > 0)
    edges = list(zip(left[positive].tolist(), right[positive].tolist(), strict=True))
    edges += [pair for pair, same in judged.items() if same]
    edges += [(i, j) for i, j, _ in siblings]
    hanging = components(len(c), edges)
    near = np.flatnonzero(np.abs(scores.total) <= REVIEW_BAND).tolist()

    def eventid_at(i: int) -> int:
        return eventids[anchors[home[i]].account_id]

    return Plan(
        tuple(
            Planned(eventids[anchor.account_id], tuple(c.account_ids[i] for i in group), anchor.account_id)
            for group, anchor in zip(groups, anchors, strict=True)
        ),
        tuple(
            Relation(eventid_at(i), eventid_at(j), c.account_ids[i], c.account_ids[j])
            for i, j, parts in siblings
            if parts and home[i] != home[j]
        ),
        tuple(scored_pair(c, scores, left, right, p, same=bool(home[left[p]] == home[right[p]])) for p in near),
        {c.account_ids[i]: c.account_ids[group[0]] for group in hanging for i in group},
        tuple(ordered),
    )


def scored_pair(c: Columns, scores: Scores, left: Ints, right: Ints, p: int, *, same: bool) -> ScoredPair:
    """Pair number p with its reasons by name."""
    reasons = zip(REASONS, scores.weights[p].tolist(), strict=True)
    return ScoredPair(
        c.account_ids[left[p]],
        c.account_ids[right[p]],
        float(scores.total[p]),
        tuple((name, round(weight, 3)) for name, weight in reasons if weight),
        same,
    )


def _siblings(traits: Sequence[Traits]) -> Iterator[tuple[int, int, bool]]:
    """Pairs of one article told alike, near in time and in one country, and whether one hand or one method makes them parts of one thing."""
    by_doc: dict[str, list[int]] = defaultdict(list)
    for i, t in enumerate(traits):
        by_doc[t.doc].append(i)
    for told in by_doc.values():
        for place, i in enumerate(told):
            for j in told[place + 1 :]:
                a, b = traits[i], traits[j]
                if a.main == b.main and a.country == b.country and _near_in_time(a, b):
                    yield i, j, bool(set(a.groups) & set(b.groups) or set(a.attacktypes) & set(b.attacktypes))


def _near_in_time(a: Traits, b: Traits) -> bool:
    if a.first is None or b.first is None:
        return False
    if a.exact and b.exact:
        return abs(a.first - b.first) <= 1
    return (a.first, a.last) == (b.first, b.last)
