"""Which accounts tell of one incident, from the weighed pairs and what people have judged.

Enters: accounts by number, scored pairs, judgements. Leaves: groups of numbers. Touches nothing of the world. Accounts are numbered in
the order of their ids, and every tie is broken by number, so that the order of arrival cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from etl.model import Judgement
from etl.reconcile.columns import Floats, Ints
from etl.reconcile.match import NO_CANDIDATE

Pair = tuple[int, int]


class Forest:
    """Disjoint sets of numbers; the least number of a set is its name."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def find(self, x: int) -> int:
        """The name of the set that holds x."""
        root = x
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[x] != root:
            self._parent[x], x = root, self._parent[x]
        return root

    def join(self, a: int, b: int) -> None:
        """One set of two."""
        a, b = self.find(a), self.find(b)
        if a != b:
            self._parent[max(a, b)] = min(a, b)


def by_person(judgement: Judgement) -> bool:
    """Whether a person judged; a rule signs as `rule:<name>`."""
    return not judgement.by.startswith("rule:")


def verdicts(judgements: Iterable[Judgement], number: Mapping[str, int]) -> dict[Pair, bool]:
    """The judgement that holds for each pair: a person's before a rule's, then the latest, then the more careful (different)."""
    best: dict[Pair, tuple[tuple[bool, str, bool], bool]] = {}
    for judgement in judgements:
        if judgement.withdrawn:
            continue
        left, right = number.get(judgement.left), number.get(judgement.right)
        if left is None or right is None or left == right:
            continue
        pair = (min(left, right), max(left, right))
        rank = (by_person(judgement), judgement.judged_at, not judgement.same)
        if pair not in best or rank > best[pair][0]:
            best[pair] = (rank, judgement.same)
    return {pair: same for pair, (_, same) in best.items()}


def components(n: int, edges: Iterable[Pair]) -> list[list[int]]:
    """Numbers that hang together by edges, each group ascending."""
    forest = Forest(n)
    for a, b in edges:
        forest.join(a, b)
    groups: dict[int, list[int]] = defaultdict(list)
    for x in range(n):
        groups[forest.find(x)].append(x)
    return list(groups.values())


def cluster(docs: Ints, left: Ints, right: Ints, total: Floats, judged: Mapping[Pair, bool]) -> list[list[int]]:
    """Groups of account numbers, one an incident, each ascending.

    Two groups join while the mean weight of all pairs between them is above zero, the weightiest pair first. Accounts of one article
    never join unless judged the same; what a person parted stays parted.
    """
    n = len(docs)
    positive = np.flatnonzero(total > 0)
    same = sorted(pair for pair, verdict in judged.items() if verdict)
    apart = {pair for pair, verdict in judged.items() if not verdict}
    edges: list[Pair] = list(zip(left[positive].tolist(), right[positive].tolist(), strict=True))
    groups = components(n, [*edges, *same])
    name = np.empty(n, np.int64)
    for k, group in enumerate(groups):
        name[group] = k
    inside = np.flatnonzero(name[left] == name[right]) if len(left) else np.empty(0, np.int64)
    weights: dict[int, dict[Pair, float]] = defaultdict(dict)
    where = name[left[inside]].tolist() if len(inside) else []
    for k, a, b, weight in zip(
        where, left[inside].tolist(), right[inside].tolist(), total[inside].tolist(), strict=True
    ):
        weights[k][(a, b)] = weight
    doc = docs.tolist()
    linked: dict[int, list[Pair]] = defaultdict(list)
    for pair in same:
        linked[int(name[pair[0]])].append(pair)
    out: list[list[int]] = []
    for k, group in enumerate(groups):
        out.extend([group] if len(group) == 1 else _cluster_group(group, weights[k], doc, linked.get(k, []), apart))
    return sorted(out)


def _cluster_group(
    group: Sequence[int], weights: Mapping[Pair, float], doc: Sequence[int], same: Sequence[Pair], apart: set[Pair]
) -> list[list[int]]:
    sets: dict[int, list[int]] = {x: [x] for x in group}
    home: dict[int, int] = {x: x for x in group}
    bound = set(same)

    def parted(a: int, b: int) -> bool:
        return any(
            (min(x, y), max(x, y)) in apart or (doc[x] == doc[y] and (min(x, y), max(x, y)) not in bound)
            for x in sets[a]
            for y in sets[b]
        )

    def judged_apart(a: int, b: int) -> bool:
        return any((min(x, y), max(x, y)) in apart for x in sets[a] for y in sets[b])

    def join(a: int, b: int) -> None:
        a, b = min(a, b), max(a, b)
        for x in sets[b]:
            home[x] = a
        sets[a] = sorted(sets[a] + sets.pop(b))

    for x, y in same:
        a, b = home[x], home[y]
        if a != b and not judged_apart(a, b):
            join(a, b)
    for (x, y), weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if weight <= 0:
            break
        a, b = home[x], home[y]
        if a == b or parted(a, b):
            continue
        cross = [weights.get((min(p, q), max(p, q)), NO_CANDIDATE) for p in sets[a] for q in sets[b]]
        if sum(cross) > 0:
            join(a, b)
    return list(sets.values())
