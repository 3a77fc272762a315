"""Tolls that an article gives for several incidents together.

Enters: the incidents of one article with what is settled of them. Leaves: for each of them the figures that it shares. Touches nothing.

A figure is shared only where the words behind it number the attacks, and the article tells just so many of one day: "30 people were killed in
the three blasts" beside three blasts. Whether a part of it falls to each is not said here: reconciliation spreads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.codebook.wording import Wording
from etl.extract.counts import settle_counts
from etl.extract.drafts import Draft
from etl.extract.numbers import read_number
from etl.extract.text import Text
from etl.extract.units import Unit
from etl.model import Mention, MentionKind, TollValue, Value

# "killed 30 people in the three blasts", "17 died in both attacks"; what comes between must not end the clause.
_NUMBERED = Wording(
    r"^[^.;:]{0,24}\b(?:in|by|from|during|across) (?:all |the |these |those )*(?P<number>both|twin|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?:\w+ )?(?:attacks|blasts|bombings|explosions|shootings|raids|assaults|ambushes|incidents|strikes)\b"
)
_OVER_TIME = Wording(r"\b(?:year|years|month|months|week|weeks|decade|since|recent)\b")
_PAIRS = ("both", "twin")
_NAMES = {"killed": "nkill", "wounded": "nwound"}


def shared_tolls(text: Text, drafts: Sequence[Draft], told: Sequence[dict[str, Value]]) -> list[dict[str, Value]]:
    """For each draft the tolls that it shares with the others of its day, as `nkill_joint` and `nwound_joint`."""
    out: list[dict[str, Value]] = [{} for _ in drafts]
    mine = [n for n, draft in enumerate(drafts) if draft.role == "main" and draft.trait == ""]
    days = {held.value if (held := told[n].get("date")) else None for n in mine}
    if len(mine) < 2 or len(days) > 1 or None in days:
        return out
    for kind, name in _NAMES.items():
        shared = {m.value.value: m for n in mine for m in _joint(drafts[n], kind) if _incidents(text, m) == len(mine)}  # type: ignore[union-attr]
        if len(shared) == 1:  # of two figures it cannot be told which is the one of all
            ((value, mention),) = shared.items()
            for n in mine:
                out[n][f"{name}_joint"] = Value(value, 0.6, (mention.span,), "told of all together")
    return out


def mark_sums(drafts: Sequence[Draft]) -> None:
    """Mark as joint, in the drafts, a figure of the article's head that is the sum of what its body tells of each incident reported."""
    mine = [d for d in drafts if d.role == "main"]
    for kind in _NAMES if len(mine) > 1 else ():
        told = [_of_body(d, kind) for d in mine]
        total = sum(told)
        if sum(value > 0 for value in told) < 2:
            continue
        for draft in mine:
            draft.units = [_without(u, kind, total) if u.paragraph <= 1 else u for u in draft.units]


def _of_body(draft: Draft, kind: str) -> int:
    """What the paragraphs behind the head tell of one incident."""
    counts = settle_counts([m for u in draft.units if u.paragraph > 1 for m in u.of(MentionKind.TOLL)])
    settled = counts.nkill if kind == "killed" else counts.nwound
    return settled.value if settled is not None else 0


def _without(unit: Unit, kind: str, total: int) -> Unit:
    """The unit with its figures of the whole marked as such."""
    if not any(v.kind == kind and v.value == total for _, v in unit.tolls):
        return unit
    return replace(
        unit,
        mentions=tuple(
            replace(m, value=replace(v, joint=True))
            if isinstance(v := m.value, TollValue) and v.kind == kind and v.value == total
            else m
            for m in unit.mentions
        ),
    )


def _joint(draft: Draft, kind: str) -> list[Mention]:
    found = [m for unit in draft.units for m in unit.of(MentionKind.TOLL)]
    return [
        m for m in found if isinstance(m.value, TollValue) and m.value.joint and m.value.kind == kind and m.value.value
    ]


def _incidents(text: Text, mention: Mention) -> int | None:
    """How many attacks the words behind a figure number; None where they number none, or tell of a span of time."""
    sentence = text.sentence_at(mention.span.start)
    behind = _NUMBERED.search(text.whole[mention.span.end : sentence.end].lower())
    if behind is None or _OVER_TIME.search(sentence.text.lower()):
        return None
    return 2 if behind["number"] in _PAIRS else read_number(behind["number"])
