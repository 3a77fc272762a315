"""Ids that follow from what an incident is made of.

Enters: the traits of each incident's accounts, and what was issued before. Leaves: eventids. Touches nothing of the world.

An id is issued for one account, the incident's anchor: the first published. It is the anchor's date and four digits hashed from the
anchor's id, so any order of arrival ends in the same ids. Reports that come in order of publication never move an anchor. When
incidents merge, the later anchor's id is out of use; when they are parted again, the account gets its own id back. An id is never given to
another account. Where an id leads that no longer stands is the warehouse's to say (`sql/load/leads.sql`): it knows what was there before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from etl.errors import ReconcileError
from etl.model import Traits
from etl.reconcile.dossier import midpoint
from etl.reconcile.traits import day_range

SEQUENCES = 9_999  # four digits, 0000 never issued


def anchor_of(group: Sequence[Traits]) -> Traits:
    """The account that an incident's id hangs on: the first published; undated ones come last, then by id."""
    return min(group, key=anchor_rank)


def anchor_rank(account: Traits) -> tuple[str, str]:
    """Order of anchors."""
    return account.published_at or "9999", account.account_id


def day_prefix(anchor: Traits) -> int:
    """The eight digits of the day: by GTD's rule for unknown parts, the year of publication where no year is told."""
    if anchor.told_date is None or day_range(anchor.told_date) is None:
        return int((anchor.published_at or "0000")[:4]) * 10_000
    year, month, day = midpoint(anchor.told_date)
    return year * 10_000 + month * 100 + day


def preferred_sequence(account_id: str) -> int:
    """1 to 9999, from the account's id alone."""
    return int.from_bytes(hashlib.blake2b(account_id.encode(), digest_size=8).digest(), "big") % SEQUENCES + 1


def identify(anchors: Sequence[Traits], issued: Mapping[int, str]) -> dict[str, int]:
    """The eventid of each anchor account. What was issued for it before stays; new ids step past those that are taken.

    Raises:
        ReconcileError: a day has no free number left.
    """
    known = {account: eventid for eventid, account in sorted(issued.items(), reverse=True)}
    taken = set(issued)
    out: dict[str, int] = {}
    for anchor in sorted(anchors, key=anchor_rank):
        account_id = anchor.account_id
        eventid = known.get(account_id)
        if eventid is None:
            eventid = _free(day_prefix(anchor), preferred_sequence(account_id), taken)
        taken.add(eventid)
        out[account_id] = eventid
    return out


def _free(prefix: int, sequence: int, taken: set[int]) -> int:
    for step in range(SEQUENCES):
        eventid = prefix * 10_000 + (sequence - 1 + step) % SEQUENCES + 1
        if eventid not in taken:
            return eventid
    raise ReconcileError(
        f"all {SEQUENCES} numbers of day {prefix} are taken", where="identify", fix="check these accounts' dates"
    )
