"""Accounts to incidents: block, match, cluster, settle, identify.

Enters: all accounts that could belong together, what people judged, which articles are copies. Leaves: a Reconciliation. Touches nothing
of the world. The result is a function of the set of accounts: their order, and whether they came one by one or at once, is not part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from etl.errors import ReconcileError
from etl.memory import uncollected
from etl.model import (
    Account,
    Incident,
    IncidentLink,
    IncidentVersion,
    Judgement,
    Loser,
    Prior,
    Reconciliation,
    Settlement,
    Span,
    Witness,
)
from etl.reconcile.cluster import components
from etl.reconcile.derive import settle_hostages_told, settle_international, settle_linked
from etl.reconcile.dossier import Choices, settle_units, speaks_of
from etl.reconcile.plan import Plan, plan
from etl.reconcile.settle import Choice
from etl.reconcile.testimony import Settled, Statement, Testimony, hear, known_at
from etl.reconcile.traits import traits_of, utc


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
    known = distinct(accounts)
    prior = prior or Prior()
    planned = plan(
        [traits_of(account) for account in known if account.is_terrorism], prior=prior, judgements=judgements
    )
    return settle_plan(planned, known, prior=prior, copies=copies, seen_at=seen_at)


@uncollected()
def settle_plan(
    planned: Plan,
    accounts: Iterable[Account],
    *,
    prior: Prior | None = None,
    copies: Iterable[tuple[str, str]] = (),
    seen_at: Mapping[str, str] | None = None,
) -> Reconciliation:
    """The incidents of a plan, or of a part of one, settled from its accounts; those beyond the plan are left out."""
    prior, seen_at = prior or Prior(), seen_at or {}
    known = distinct(accounts)
    told = [account for account in known if account.account_id in planned.components]
    heard = testimonies(told, copies, seen_at)
    groups = {p.eventid: [heard[account_id] for account_id in p.account_ids] for p in planned.incidents}
    related: dict[int, dict[int, str]] = defaultdict(dict)
    for r in planned.relations:
        at = max(heard[r.left_account].known_at, heard[r.right_account].known_at)
        for one, other in ((r.left, r.right), (r.right, r.left)):
            related[one][other] = min(related[one].get(other, at), at)
    incidents: list[Incident] = []
    versions: list[IncidentVersion] = []
    for eventid, group in sorted(groups.items()):
        incident, history = settle_incident(eventid, group, related.get(eventid, {}))
        incidents.append(incident)
        versions.extend(history)
    assignments = {account_id: p.eventid for p in planned.incidents for account_id in p.account_ids}
    issued = {eventid: account for eventid, account in prior.issued.items() if account in assignments}
    issued.update({p.eventid: p.anchor for p in planned.incidents})
    links = {IncidentLink(min(r.left, r.right), max(r.left, r.right), "related") for r in planned.relations}
    return Reconciliation(
        incidents=tuple(incidents),
        versions=tuple(versions),
        assignments=assignments,
        links=tuple(sorted(links, key=lambda link: (link.eventid, link.other_eventid, link.kind))),
        pairs=planned.pairs,
        issued=issued,
        copies=_copies_within(groups.values()),
        known_at={account.account_id: known_at(account, seen_at) for account in known},
        left_out=tuple(account.account_id for account in known if account.account_id not in assignments),
        traits=planned.traits,
        components=planned.components,
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


def settle_incident(
    eventid: int, group: Sequence[Testimony], related: Mapping[int, str]
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
        others = tuple(str(other) for other, since in sorted(related.items()) if since <= at)
        choices.update({**settle_linked(others), **settle_hostages_told(choices), **settle_international(choices)})
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


def _copied(testimony: Testimony, group: Sequence[Testimony]) -> str | None:
    """The account that this one copies within its incident: the first published of its origin, if that is another's."""
    if len(group) == 1:
        return None
    first = min(
        (t for t in group if t.origin == testimony.origin), key=lambda t: (t.at or "9999", t.account.account_id)
    )
    return None if first.account.doc == testimony.account.doc else first.account.account_id


def _copies_within(groups: Iterable[Sequence[Testimony]]) -> dict[str, str]:
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
        held = t.account.values.get(name) or t.account.values.get(
            f"{name.removesuffix('_low').removesuffix('_high')}_joint"
        )
        spans = held.evidence if held is not None else _row_spans(name, t.account)
        seen.setdefault(
            t.account.account_id, Witness(t.account.account_id, t.account.doc, t.account.source, t.at, spans, t.copy_of)
        )
    return tuple(seen[account_id] for account_id in sorted(seen))


def _row_spans(name: str, account: Account) -> tuple[Span, ...]:
    if name in ("natlty", "INT_MISC", "INT_ANY"):
        return tuple(victim.span for victim in account.victims)
    return tuple(claim.span for claim in account.claims)
