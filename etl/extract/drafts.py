"""What an incident is while its sentences are still being put together, and when two dates or places can be of one deed.

Enters and leaves: Drafts. Touches nothing of the world.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from etl.codebook.gazetteer import distance
from etl.extract.units import Unit
from etl.model import DateValue, Mention, PlaceValue


@dataclass
class Draft:
    """An incident in the making: the units that tell of it, and the date and place that part it from others.

    `trait` is empty for what GTD counts, else `state`, `accident`, `crime`, `drill`, `clash` or `unlike`. `focus` narrows a unit that tells of two
    places in one breath to one of its targets. `before` is the unit that stands before its first one in the same paragraph.
    """

    units: list[Unit] = field(default_factory=list)
    date: DateValue | None = None
    date_mention: Mention | None = None
    place: PlaceValue | None = None
    place_mention: Mention | None = None
    role: str = "main"
    trait: str = ""
    focus: Mention | None = None
    firm: bool = False
    dateline: tuple[Mention, PlaceValue] | None = None
    parent: Draft | None = None
    rule: str = "opening"
    before: Unit | None = None

    @property
    def core(self) -> list[Unit]:
        """The units that tell the deed itself, in order of the text."""
        return [u for u in self.units if u.strength or u.tolls]


def day_of(value: DateValue) -> date | None:
    """The first day that a date may mean; None for one that no calendar has."""
    parts = [*map(int, value.date.split("-")), 1, 1][:3]
    try:
        return date(*parts)
    except ValueError:
        return None


def agree(left: DateValue, right: DateValue) -> bool:
    """Whether two dates can be of one day: one is the other, or the year or month that it lies in."""
    return left.date.startswith(right.date) or right.date.startswith(left.date)


def plain_name(name: str) -> str:
    """A name without accents, marks and capitals, to compare by."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip() or name


def town_of(draft: Draft) -> str | None:
    """The plain name of the settlement that a draft is placed in."""
    return plain_name(draft.place.city) if draft.place is not None and draft.place.city else None


def kilometres_between(left: PlaceValue, right: PlaceValue) -> float | None:
    """How far apart two places lie in kilometres; None where one of them is not on the map."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    return distance((left.latitude, left.longitude), (right.latitude, right.longitude))


def same_place(left: PlaceValue, right: PlaceValue) -> bool:
    """Whether two places can be one: alike as far as both are told."""
    if left.city and right.city:
        return plain_name(left.city) == plain_name(right.city)
    if left.provstate and right.provstate and left.provstate != right.provstate:
        return False
    return not (left.country_txt and right.country_txt and left.country_txt != right.country_txt)
