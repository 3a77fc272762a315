"""Accounts to incidents: block, match, cluster, settle, identify.

Enters: all accounts that could belong together, what people judged, which articles are copies. Leaves: a Reconciliation. Touches nothing
of the world. The result is a function of the set of accounts: their order, and whether they came one by one or at once, is not part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from etl.errors import ReconcileError
from etl.model import (
    Account,
    Incident,
    IncidentLink,
    IncidentVersion,
    Judgement,
    Loser,
    Prior,
    Reconciliation,
    ScoredPair,
    Settlement,
    Span,
    Traits,
    Witness,
)
from etl.reconcile.block import candidates
from etl.reconcile.cluster import cluster, components, verdicts
from etl.reconcile.columns import Columns, Ints, columns_of
from etl.reconcile.dossier import Choices, settle_units, speaks_of
from etl.reconcile.identify import anchor_of, anchor_rank, identify, redirects
from etl.reconcile.match import REASONS, Scores, score
from etl.reconcile.settle import Choice
from etl.reconcile.testimony import Settled, Statement, Testimony, hear, known_at, utc
from etl.reconcile.traits import day_range, traits_of

# Pairs whose weight lies this near to zero are the ones worth a person's look.
REVIEW_BAND = 2.5


@dataclass(frozen=True)
class Assignment:
    """Which accounts belong together: `groups` of account ids, what hangs together, and the pairs that were unsure."""

    groups: tuple[tuple[str, ...], ...]
    components: Mapping[str, str]
    pairs: tuple[ScoredPair, ...]


@dataclass(frozen=True)
class Relation:
    """Two groups told as parts of one thing by an article, known since `known_at`; groups by the number of their place."""

    left: int
    right: int
    known_at: str


def reconcile(
    accounts: Iterable[Account],
    *,
    prior: Prior | None = None,
    judgements: Iterable[Judgement] = (),
    copies: Iterable[tuple[str, str]] = (),
    seen_at: Mapping[str, str] | None = None,
) -> Reconciliation:
    """The incidents that the accounts tell of.

    `copies` are pairs of articles (`doc`) with one wire story between them; `seen_at` maps an article (or one account)
    to the time that it was fetched, used where it shows no time of publication. `prior` holds the ids issued before.

    Raises:
        ReconcileError: two different accounts bear one id.
    """
    prior = prior or Prior()
    known = distinct(accounts)
    told = [account for account in known if account.is_terrorism]
    traits = [traits_of(account) for account in told]
    assignment = assign(traits, judgements)
    by_id = {account.account_id: account for account in told}
    heard = testimonies([by_id[account_id] for account_id in by_id], copies, seen_at or {})
    groups = [[heard[account_id] for account_id in group] for group in assignment.groups]
    anchors = [anchor_of(group) for group in groups]
    eventids = identify(anchors, prior.issued)
    ids = [eventids[anchor.account.account_id] for anchor in anchors]
    relations = relate(groups)
    related: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for relation in relations:
        related[relation.left].append((relation.known_at, ids[relation.right]))
        related[relation.right].append((relation.known_at, ids[relation.left]))
    incidents: list[Incident] = []
    versions: list[IncidentVersion] = []
    for k, group in enumerate(groups):
        incident, history = settle_incident(ids[k], group, related.get(k, []))
        incidents.append(incident)
        versions.extend(history)
    assignments = {account_id: ids[k] for k, group in enumerate(assignment.groups) for account_id in group}
    issued = {eventid: account for eventid, account in prior.issued.items() if account in assignments}
    issued.update({eventid: account for account, eventid in eventids.items()})
    links = [
        IncidentLink(min(ids[r.left], ids[r.right]), max(ids[r.left], ids[r.right]), "related") for r in relations
    ] + redirects(prior.issued, assignments)
    return Reconciliation(
        incidents=tuple(sorted(incidents, key=lambda incident: incident.eventid)),
        versions=tuple(sorted(versions, key=lambda version: (version.eventid, version.known_from))),
        assignments=assignments,
        links=tuple(sorted(set(links), key=lambda link: (link.eventid, link.other_eventid, link.kind))),
        pairs=assignment.pairs,
        issued=issued,
        copies=_copies_within(groups),
        known_at={account.account_id: known_at(account, seen_at or {}) for account in known},
        left_out=tuple(account.account_id for account in known if not account.is_terrorism),
        traits=tuple(traits),
        components=_hanging(assignment.components, groups, relations),
    )


def distinct(accounts: Iterable[Account]) -> list[Account]:
    """The accounts in the order of their ids, each once.

    Raises:
        ReconcileError: two different accounts bear one id.
    """
    by_id: dict[str, Account] = {}
    for account in accounts:
        other = by_id.setdefault(account.account_id, account)
        if other is not account and other != account:
            raise ReconcileError(
                "two different accounts bear this id", where=account.account_id, fix="keep the newer one"
            )
    return [by_id[account_id] for account_id in sorted(by_id)]


def assign(traits: Iterable[Traits], judgements: Iterable[Judgement] = ()) -> Assignment:
    """Which accounts belong together, from their traits and what people judged."""
    traits = sorted(traits, key=lambda t: t.account_id)
    c = columns_of(traits)
    left, right = candidates(c)
    scores = score(c, left, right)
    number = {account_id: i for i, account_id in enumerate(c.account_ids)}
    judged = verdicts(judgements, number)
    groups = cluster(c.doc, left, right, scores.total, judged)
    home = np.empty(len(c), np.int64)
    for k, group in enumerate(groups):
        home[group] = k
    positive = np.flatnonzero(scores.total > 0)
    edges = zip(left[positive].tolist(), right[positive].tolist(), strict=True)
    hanging = components(len(c), [*edges, *(pair for pair, same in judged.items() if same)])
    near = np.flatnonzero(np.abs(scores.total) <= REVIEW_BAND)
    pairs = tuple(
        scored_pair(c, scores, left, right, p, same=bool(home[left[p]] == home[right[p]])) for p in near.tolist()
    )
    return Assignment(
        tuple(tuple(c.account_ids[i] for i in group) for group in groups),
        {c.account_ids[i]: c.account_ids[group[0]] for group in hanging for i in group},
        pairs,
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


def testimonies(
    accounts: Sequence[Account], copies: Iterable[tuple[str, str]], seen_at: Mapping[str, str]
) -> dict[str, Testimony]:
    """A testimony for each account, with the origin that it shares with copies and its part of joint tolls."""
    origin = origins(copies)
    by_doc: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_doc[account.doc].append(account)
    joint = {account_id: part for group in by_doc.values() for account_id, part in spread(group).items()}
    return {
        account.account_id: Testimony(
            account,
            utc(account.published_at) if account.published_at else None,
            known_at(account, seen_at),
            origin.get(account.doc, account.doc),
            None,
            joint.get(account.account_id),
        )
        for account in accounts
    }


def origins(copies: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The least article of each set of copies, by article."""
    pairs = sorted((min(pair), max(pair)) for pair in copies)
    docs = sorted({doc for pair in pairs for doc in pair})
    number = {doc: i for i, doc in enumerate(docs)}
    groups = components(len(docs), [(number[a], number[b]) for a, b in pairs])
    return {docs[i]: docs[group[0]] for group in groups for i in group}


def spread(accounts: Sequence[Account]) -> dict[str, dict[str, int]]:
    """Each account's part, in whole numbers, of the tolls that one article gives for several incidents together.

    Incidents whose own toll the article tells keep it; what is left goes to the others in equal parts, the first ones bearing the rest.
    """
    out: dict[str, dict[str, int]] = defaultdict(dict)
    for name in ("nkill", "nwound"):
        sharing = [a for a in accounts if a.get(f"{name}_joint") is not None]
        for total in sorted({int(a.get(f"{name}_joint")) for a in sharing}):
            group = sorted((a for a in sharing if a.get(f"{name}_joint") == total), key=lambda a: a.account_id)
            open_ = [a for a in group if a.get(name) is None]
            left = total - sum(int(a.get(name)) for a in group if a.get(name) is not None)
            if len(group) < 2 or not open_ or left < 0:
                continue
            part, rest = divmod(left, len(open_))
            for i, account in enumerate(open_):
                out[account.account_id][name] = part + (1 if i < rest else 0)
    return dict(out)


def relate(groups: Sequence[Sequence[Testimony]]) -> list[Relation]:
    """Pairs of incidents that one article tells together as parts of one thing: near in time, one country, one hand or one method."""
    by_doc: dict[str, list[tuple[int, Testimony]]] = defaultdict(list)
    for k, group in enumerate(groups):
        for testimony in group:
            by_doc[testimony.account.doc].append((k, testimony))
    first_known: dict[tuple[int, int], str] = {}
    for told in by_doc.values():
        for i, (a, one) in enumerate(told):
            for b, two in told[i + 1 :]:
                if a != b and _parts_of_one(one.account, two.account):
                    pair = (min(a, b), max(a, b))
                    at = max(one.known_at, two.known_at)
                    first_known[pair] = min(first_known.get(pair, at), at)
    return [Relation(a, b, at) for (a, b), at in sorted(first_known.items())]


def _parts_of_one(a: Account, b: Account) -> bool:
    if a.role != b.role or a.get("country_txt") != b.get("country_txt"):
        return False
    days = day_range(a.get("date")), day_range(b.get("date"))
    if days[0] is None or days[1] is None:
        return False
    exact = days[0][0] == days[0][1] and days[1][0] == days[1][1]
    if not (abs(days[0][0] - days[1][0]) <= 1 if exact else days[0] == days[1]):
        return False
    return any(set(a.get(field) or ()) & set(b.get(field) or ()) - {"Unknown"} for field in ("gname", "attacktype"))


def settle_incident(
    eventid: int, group: Sequence[Testimony], related: Sequence[tuple[str, int]]
) -> tuple[Incident, list[IncidentVersion]]:
    """The incident as it stands, and what was known of it since each time that an account was added."""
    group = sorted(group, key=lambda t: (t.known_at, t.account.account_id))
    group = [hear(t, _copied(t, group)) for t in group]
    versions: list[IncidentVersion] = []
    choices: Choices = {}
    values: dict[str, Settled] = {}
    end = 0
    while end < len(group):
        start, at = end, group[end].known_at
        while end < len(group) and group[end].known_at == at:
            end += 1
        heard = group[:end]
        spoken = frozenset().union(*(speaks_of(t) for t in group[start:end]))
        choices = settle_units(heard, spoken, choices)
        others = tuple(sorted({str(other) for since, other in related if since <= at}))
        choices.update(_derived(choices, others, heard))
        now: dict[str, Settled] = {name: choice.value for name, choice in choices.items() if choice.value is not None}
        if versions and now == values:
            versions[-1] = replace(versions[-1], account_ids=tuple(t.account.account_id for t in heard))
            continue
        if versions:
            versions[-1] = replace(versions[-1], known_to=at)
        values = now
        versions.append(IncidentVersion(eventid, at, None, now, tuple(t.account.account_id for t in heard)))
    return (
        Incident(
            eventid,
            {name: _settlement(name, choice) for name, choice in sorted(choices.items())},
            tuple(sorted(t.account.account_id for t in group)),
            tuple((t.account.account_id, toll) for t in group for toll in t.account.tolls),
            tuple((t.account.account_id, claim) for t in group for claim in t.account.claims),
            tuple((t.account.account_id, victim) for t in group for victim in t.account.victims),
        ),
        versions,
    )


def _derived(choices: Choices, related: tuple[str, ...], heard: Sequence[Testimony]) -> Choices:
    """What follows from settled fields: links, hostages or not, nationality against country."""
    out: Choices = {"multiple": Choice(int(bool(related)), "settle_linked")}
    if related:
        out["related"] = Choice(related, "settle_linked")
    attack = choices.get("attacktype")
    held = choices.get("nhostkid")
    if attack is not None and attack.value:
        labels = attack.value if isinstance(attack.value, tuple) else ()
        taking = any(label.startswith(("Hostage", "Hijacking")) for label in labels)
        told = bool(held is not None and held.value)
        out["ishostkid"] = Choice(int(taking or told), "settle_hostages_told", attack.by)
    nationality, country = choices.get("natlty"), choices.get("country_txt")
    if nationality is not None and country is not None and country.value and isinstance(nationality.value, tuple):
        abroad = int(any(natlty != country.value for natlty in nationality.value))
        out["INT_MISC"] = Choice(abroad, "settle_international", nationality.by)
        if abroad:
            out["INT_ANY"] = Choice(1, "settle_international", nationality.by)
    return out


def _copied(testimony: Testimony, group: Sequence[Testimony]) -> str | None:
    """The account that this one copies within its incident: the first published of its origin, if that is another's."""
    if len(group) == 1:
        return None
    first = min((t for t in group if t.origin == testimony.origin), key=anchor_rank)
    return None if first.account.doc == testimony.account.doc else first.account.account_id


def _hanging(
    drawn: Mapping[str, str], groups: Sequence[Sequence[Testimony]], relations: Sequence[Relation]
) -> dict[str, str]:
    """Components that take in related incidents too: an incident's row names the ids of those that it is related to."""
    names = sorted(set(drawn.values()))
    number = {name: i for i, name in enumerate(names)}
    first = [number[drawn[group[0].account.account_id]] for group in groups]
    joined = components(len(names), [(first[r.left], first[r.right]) for r in relations])
    least = {names[i]: names[together[0]] for together in joined for i in together}
    return {account_id: least[name] for account_id, name in drawn.items()}


def _copies_within(groups: Sequence[Sequence[Testimony]]) -> dict[str, str]:
    found = ((t.account.account_id, _copied(t, group)) for group in groups for t in group)
    return {account_id: copy for account_id, copy in found if copy is not None}


def _settlement(name: str, choice: Choice) -> Settlement:
    by_value: dict[Settled, list[Statement]] = defaultdict(list)
    for statement in choice.lost_by:
        by_value[statement.value].append(statement)
    losers = []
    for value, why in sorted(choice.lost.items(), key=lambda item: repr(item[0])):
        behind = by_value.get(value) or [
            s
            for s in choice.lost_by
            if isinstance(s.value, tuple) and not isinstance(value, tuple) and value in s.value
        ]
        losers.append(Loser(value, why, _witnesses(name, behind)))
    witnesses = _witnesses(name, choice.by)
    confidence = max((_confidence(name, s) for s in choice.by), default=1.0)
    return Settlement(name, choice.value, choice.rule, witnesses, tuple(losers), round(confidence, 4))


def _confidence(name: str, statement: Statement) -> float:
    held = statement.by.account.values.get(name)
    return 1.0 if held is None else held.confidence


def _witnesses(name: str, said: Sequence[Statement]) -> tuple[Witness, ...]:
    seen: dict[str, Witness] = {}
    for statement in said:
        t = statement.by
        held = t.account.values.get(name)
        spans = held.evidence if held is not None else _row_spans(name, t.account)
        seen.setdefault(
            t.account.account_id, Witness(t.account.account_id, t.account.doc, t.account.source, t.at, spans, t.copy_of)
        )
    return tuple(seen[account_id] for account_id in sorted(seen))


def _row_spans(name: str, account: Account) -> tuple[Span, ...]:
    if name in ("natlty", "INT_MISC", "INT_ANY"):
        return tuple(victim.span for victim in account.victims)
    return tuple(claim.span for claim in account.claims)
