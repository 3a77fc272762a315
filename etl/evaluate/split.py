"""A part of the articles kept unseen, cut so that no incident stands on both sides."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Split:
    """Article ids to tune on and ids kept unseen."""

    seen: frozenset[str]
    unseen: frozenset[str]


def split_by_incident(
    docs: Iterable[str], gold_rows: Iterable[Mapping[str, Any]], *, seed: int, share: float = 1 / 3
) -> Split:
    """`docs` in two parts: articles that share an incident, directly or by way of others, stay together.

    Components are drawn in an order set by `seed` until at least `share` of the incidents are unseen; an article without an
    incident counts as one.
    """
    articles = sorted(set(docs))
    incidents: dict[str, set[str]] = defaultdict(set)
    for row in gold_rows:
        incidents[str(row["incident"])].add(str(row["doc"]))
    components = _components(articles, incidents.values())
    weight = {
        component: sum(1 for told_in in incidents.values() if told_in <= component) or len(component)
        for component in components
    }
    random.Random(seed).shuffle(components)
    wanted = share * sum(weight.values())
    unseen: set[str] = set()
    taken = 0
    for component in components:
        if taken >= wanted:
            break
        unseen |= component
        taken += weight[component]
    return Split(frozenset(articles) - unseen, frozenset(unseen))


def _components(articles: list[str], groups: Iterable[set[str]]) -> list[frozenset[str]]:
    """The connected components of articles, in order of their first article."""
    member_of = {article: {article} for article in articles}
    for group in groups:
        inside = sorted(group & member_of.keys())
        merged: set[str] = set().union(*(member_of[article] for article in inside)) if inside else set()
        for article in merged:
            member_of[article] = merged
    return list(dict.fromkeys(frozenset(member_of[article]) for article in articles))
