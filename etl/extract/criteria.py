"""GTD's criteria and circumstances of one incident: doubt, length, damage, motive.

Enters: a Draft with the values settled so far. Leaves: Values. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from etl.codebook.wording import Wording
from etl.extract.drafts import Draft
from etl.model import Span, Value

INSURGENCY = "Insurgency/Guerilla Action"
_PEACEKEEPERS = Wording(
    r"\bpeacekeep|\bu\.?n\.? (?:mission|troops|soldiers|patrol|convoy)|\bunited nations (?:mission|troops)|\bminusma|\bmonusco|\bunifil|\boff-duty|\bunarmed"
)
_DAMAGE = Wording(
    r"\b(?:(?:was|were|been|being) (?:badly |severely |partly |partially |completely |heavily |slightly )?(?:destroyed|damaged|gutted|wrecked|burn(?:ed|t)(?: down| out)?|razed|torched|demolished|blown up)|"
    r"(?:destroy|damag|gutt|wreck|shatter|demolish)(?:ed|ing|s)|set (?:\w+ ){0,5}(?:on fire|ablaze|alight)|blew out|brought down|blew in|cost of damage|damage (?:is|was|estimated|put))\b"
)
_MOTIVE = Wording(
    r"\b(?:(?:in|as) (?:revenge|retaliation|reprisal|response|retribution|punishment) (?:for|to|against)|(?:was|were) (?:in )?(?:revenge|retaliation|punishment|a response|a reprisal) (?:for|to)|(?:to )?aveng(?:e|ed|ing)|"
    r"in protest (?:at|against|over)|to protest|calling it (?:a )?punishment for|because of (?:their|its|the)|to force|to punish|to demand)\b[^.;”\"]{3,140}"
)
_POLITICAL_TARGETS = frozenset({"Military"})


def settle_criteria(draft: Draft, values: Mapping[str, Value]) -> dict[str, Value]:
    """GTD's three criteria, and the doubt that follows: an attack on soldiers at war is outside the third one."""
    targets = values["targtype"].value
    evidence = values["targtype"].evidence
    first = targets[0] if isinstance(targets, tuple) and targets else ""
    said = " ".join(u.low for u in draft.core)
    combatants = first in _POLITICAL_TARGETS and not _PEACEKEEPERS.search(said)
    goal = Value(1, 0.7, evidence, "by a group or with the mark of one")
    found = {
        "crit1": goal,
        "crit2": goal,
        "crit3": Value(int(not combatants), 0.7, evidence, "settle_criteria"),
        "doubtterr": Value(int(combatants), 0.7, evidence, "settle_criteria"),
    }
    if combatants:
        found["alternative"] = Value(INSURGENCY, 0.6, evidence, "settle_criteria")
    return found


def settle_extended(values: Mapping[str, Value]) -> Value | None:
    """1 for an incident of more than twenty-four hours, by the days told."""
    start, end = values.get("date"), values.get("end_date")
    if start is None or end is None or not isinstance(start.value, str) or not isinstance(end.value, str):
        return None
    if len(start.value) != 10 or len(end.value) != 10:
        return None
    longer = date.fromisoformat(end.value) - date.fromisoformat(start.value) > timedelta(days=1)
    return Value(int(longer), 0.7, end.evidence, "settle_extended")


def settle_property(draft: Draft) -> Value | None:
    """1 where the text tells of damage; nothing said leaves it open."""
    for span in _spans(draft, _DAMAGE):
        return Value(1, 0.8, (span,), "damage told")
    return None


def settle_motive(draft: Draft) -> Value | None:
    """The motive in the words of the report."""
    for span in _spans(draft, _MOTIVE):
        return Value(" ".join(span.quote.split()), 0.6, (span,), "motive told")
    return None


def _spans(draft: Draft, pattern: Wording) -> Iterator[Span]:
    for unit in draft.units:
        for match in pattern.finditer(unit.low):
            start = unit.start + match.start()
            offset = start - unit.sentence.start
            end = offset + len(match.group().rstrip())
            yield Span(start, start + end - offset, unit.sentence.text[offset:end])
