"""Whether an incident is what the article reports or what it recalls: the rules' answer, the reader's and the calendar's, weighed together.

Enters: a Draft among those of its article, the article's day, and what the article is about. Leaves: `main` or `background`. Touches nothing
but the codebook: the weights (`role_weights.csv`) are found by `training/train_role.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from etl.codebook.choices import role_weights
from etl.extract.counted import About
from etl.extract.drafts import Draft, day_of
from etl.extract.standing import BACKGROUND_CUE
from etl.extract.units import scaled

_FIRST = 3  # so many incidents have a place of their own in the article, the others one together
_AGES = ((1, "a day"), (7, "a week"), (31, "a month"), (200, "some months"))
# Of what the whole article is about, what tells a trial, an anniversary, an accident or a war from the news of an attack.
_ABOUT = ("title ", "text court", "text political")


def choose_role(draft: Draft, drafts: Sequence[Draft], today: date | None, whole: About) -> str:
    """The likelier role; that of the rules where no sentence of the draft was read closely."""
    features = role_features(draft, drafts, today, whole)
    if features is None:
        return draft.role
    weights = role_weights()
    return "main" if sum(weights.get(name, 0.0) * amount for name, amount in features.items()) > 0 else "background"


def role_features(
    draft: Draft, drafts: Sequence[Draft], today: date | None, whole: About
) -> Mapping[str, float] | None:
    """What speaks for (and against) an incident's being the news; None where no sentence that tells it was read closely."""
    read = _logits(draft)
    if not read:
        return None
    reported, recalled = zip(*read, strict=True)
    ahead = [one - other for one, other in read]
    flags = {
        "always",
        f"ruled {draft.role}",
        f"told {next((n for n, other in enumerate(drafts[:_FIRST]) if other is draft), _FIRST)}",
        f"of {min(len(drafts), 4)}",
        f"trait {draft.trait or 'none'}",
        f"drafted by {draft.rule}",
        _age(draft, today),
        *(mark for mark in whole.marks if mark.startswith(_ABOUT)),
    }
    if any(u.is_title for u in draft.units):
        flags.add("in the title")
    if BACKGROUND_CUE.search(draft.units[0].low):
        flags.add("opens with a cue")
    if min(u.paragraph for u in draft.units) <= 1:
        flags.add("in the lead")
    return dict.fromkeys(sorted(flags), 1.0) | {
        "most reported": max(reported),
        "most recalled": max(recalled),
        "reported": sum(reported) / len(read),
        "recalled": sum(recalled) / len(read),
        "reported first": ahead[0],
        "reported more": sum(ahead) / len(read),
    }


def _logits(draft: Draft) -> list[tuple[float, float]]:
    """Of each sentence that tells the deed how surely it tells of an incident reported, and of one recalled."""
    return [
        (scaled(reading.logit("reported")), scaled(reading.logit("recalled")))
        for unit in draft.core or draft.units
        for reading in unit.readings
    ]


def _age(draft: Draft, today: date | None) -> str:
    """How old the deed is as news, and how precisely its date is told."""
    if today is None:
        return "article undated"
    day = day_of(draft.date) if draft.date else None
    if draft.date is None or day is None:
        return "undated"
    days = (today - day).days
    return f"{next((name for most, name in _AGES if days <= most), 'years')} old, {len(draft.date.date)} characters"
