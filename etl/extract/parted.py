"""Whether a unit tells another deed than the incident at hand, though it may be of the same day.

Enters: Units and Drafts. Leaves: yes or no. Touches nothing of the world. What wires set side by side ("In Mosul, gunmen killed two
policemen") and what they introduce anew ("a bomb killed four in Kirkuk") is another deed; what goes on about the devices, the
attackers or the dead of before is not.
"""

from __future__ import annotations

import re

from etl.codebook.wording import Wording
from etl.extract.deed_place import BROUGHT_TO, PLACE_OF_DEED
from etl.extract.deeds import ANAPHOR, is_anaphoric, only_state
from etl.extract.drafts import Draft, kilometres_between, same_place
from etl.extract.units import Unit
from etl.model import HostagesValue, Mention, MentionKind, PlaceValue

SEPARATE_CUE = Wording(
    r"\b(?:separate(?:ly)?|another|elsewhere|meanwhile|in a second|a second|also (?:last night|on|in)|other attacks?|further (?:south|north|east|west)|"
    r"at (?:nearly |almost |about )?the same time|simultaneous(?:ly)?|hours? (?:later|after|earlier)|the same (?:day|night|evening|morning)|that (?:night|day|same)|"
    r"in a similar|minutes later|a day later|the (?:next|following) day)\b"
)
# A lead runs over three short paragraphs at most before it says what happened.
LEAD_PARAGRAPHS = 5
_OPENING_PLACE = re.compile(
    r"^\W*(?:(?:meanwhile|elsewhere|also|and|further \w+|earlier|later)\b,?\s*)?(?:\w+ ){0,4}?(?:in|at|near|outside|on)\s[^.;]{0,40}$"
)
# "The charges exploded at three near the town of …" goes on about the device or the attackers of before.
_GOES_ON = re.compile(
    r"\W*(?:the|both|its|their|these|those) (?:[\w-]+ ){0,2}(?:bombs?|devices?|charges?|blasts?|explosions?|explosives?|attacks?|attackers?|assailants?|gunm[ae]n|bombers?|assault|shooting|raid|ambush|vehicle|car|truck|van|grenades?|mines?)\b"
)
# Opens a sentence that turns to another deed, be it in the same town.
_TURNS = re.compile(
    r"^\W*(?:separately|elsewhere|also|(?:and )?in (?:a|an|another|other|one) (?:(?:separate|other|similar|unrelated|second|third|different|earlier|later) ){0,2}(?:attacks?|incidents?|violence|bombings?|shootings?|explosions?|blasts?|developments?|assaults?|ambush|raids?|cases?)"
    r"|(?:(?:an|one|two|three|four|five|six|a few|several|some|\d+) )?hours? (?:later|earlier)|(?:shortly|soon|minutes|moments|(?:a few|several|two|three|four|five|some) (?:hours?|minutes)|an hour|later|earlier)\b[^.;]{0,20}\b(?:in|at|near|elsewhere))\b"
)
# A report that opens so tells of several attacks.
_SEVERAL = re.compile(
    r"\b(?:attacks|assaults|bombings|blasts|explosions|shootings|bombs|ambushes|raids|incidents|killings|bombers|violence)\b"
)
_NEARBY_KM = 15.0
# So many of an incident's first and last units are compared with: so the time stays linear however long it is told.
_REACH = 30


def _told(draft: Draft) -> list[Unit]:
    """The first units of a draft and its last ones."""
    units = draft.units
    return units if len(units) <= 2 * _REACH else [*units[:_REACH], *units[-_REACH:]]


def tells_anew(unit: Unit) -> bool:
    """Whether the unit brings in whoever or whatever struck as not told of before: "gunmen", "a bomb", not "the gunmen", "the attack"."""
    nouns = [m for m, v in unit.groups if v.generic] + [*unit.of(MentionKind.WEAPON)]
    nouns += [m for m, v in unit.triggers if v.noun]
    if any(ANAPHOR.search(unit.before(m)) for m in nouns):
        return False
    return bool(nouns) or any(v.strength >= 3 and not v.noun for _, v in unit.triggers)


def _has_figures_of_its_own(unit: Unit, current: Draft) -> bool:
    """Whether the unit tells figures, and none that the incident at hand is told with: of a single death it matters whose it is."""
    figures = _figures(unit)
    known = {figure for u in _told(current) for figure in _figures(u)}
    return bool(figures) and not any(_may_be_one(a, b) for a in figures for b in known)


def _is_anew(unit: Unit, current: Draft) -> bool:
    """Whether the unit tells a deed that nobody was told of before, with figures that the incident at hand has not."""
    return unit.strength > 0 and tells_anew(unit) and _has_figures_of_its_own(unit, current)


def _is_told_elsewhere(unit: Unit, place: Mention) -> bool:
    """Whether a place is where those who were hit were brought to."""
    return BROUGHT_TO.search(unit.before(place, 80)) is not None


def _figures(unit: Unit) -> set[tuple[str, int, str]]:
    held = {("held", v.value, "") for m in unit.mentions if isinstance(v := m.value, HostagesValue) and v.value}
    return held | {(v.kind, v.value, v.who) for _, v in unit.tolls if v.value}


def _may_be_one(left: tuple[str, int, str], right: tuple[str, int, str]) -> bool:
    """Whether two figures can be of the same people."""
    if left[:2] != right[:2]:
        return False
    return left[1] > 1 or left[2] == right[2] or bool({left[2], right[2]} & _ANYBODY)


_ANYBODY = {"", "person", "other", "one", "man", "woman", "victim", "civilian"}


def _far_apart(left: PlaceValue, right: PlaceValue) -> bool:
    """Whether two places are no neighbours, as far as both are known."""
    km = kilometres_between(left, right)
    return km is None or km > _NEARBY_KM


def is_parted_by_place(unit: Unit, current: Draft, where: tuple[Mention, PlaceValue] | None, *, digest: bool) -> bool:
    """Whether the unit tells a deed at a settlement other than the current incident's, and says so up front or in so many words."""
    if where is None or current.place is None or not current.place.city or not where[1].city:
        return False
    if same_place(current.place, where[1]) or is_anaphoric(unit):
        return False
    if not PLACE_OF_DEED.search(unit.before(where[0], 60)):
        return False
    if _GOES_ON.match(unit.low) and not SEPARATE_CUE.search(unit.low):
        return False
    fresh_figures = _has_figures_of_its_own(unit, current)
    anew = fresh_figures and not unit.is_title and unit.strength > 0 and tells_anew(unit)
    anew = anew and not _is_told_elsewhere(unit, where[0])
    if not (unit.strength >= 2 or only_state(unit) or anew):
        return False
    if digest or _OPENING_PLACE.match(unit.before(where[0], 200)) or SEPARATE_CUE.search(unit.low):
        return True
    beyond_lead = unit.paragraph > max(u.paragraph for u in _told(current)) and unit.paragraph > LEAD_PARAGRAPHS - 2
    if beyond_lead and fresh_figures:
        return True
    if not _far_apart(current.place, where[1]):
        return False
    counted = any(_figures(u) for u in _told(current))
    also = " also " in unit.low and tells_anew(unit) and _is_of_another_kind(unit, current)
    return (anew and counted) or also


def _is_of_another_kind(unit: Unit, current: Draft) -> bool:
    """Whether the unit tells a kind of attack outright, and none that the incident at hand is told as."""
    kinds = {v.attacktype for _, v in unit.triggers if v.strength >= 2} - {"Unknown"}
    known = {v.attacktype for u in _told(current) for _, v in u.triggers} - {"Unknown"}
    return bool(kinds) and bool(known) and kinds.isdisjoint(known)


def is_set_apart(unit: Unit, current: Draft) -> bool:
    """Whether the unit opens its sentence by turning to another deed ("In another attack in the city, …"), with figures or a kind of its own."""
    turns = unit.start == unit.sentence.start and not unit.is_title and _TURNS.match(unit.low) is not None
    return turns and (_is_anew(unit, current) or (tells_anew(unit) and _is_of_another_kind(unit, current)))


def is_one_of_several(unit: Unit, current: Draft, where: tuple[Mention, PlaceValue] | None) -> bool:
    """Whether a report that opens with several attacks tells one more of them, after it told the first with place and figures of its own."""
    if (
        where is None
        or unit.is_title
        or not _SEVERAL.search(current.units[0].low)
        or _is_told_elsewhere(unit, where[0])
    ):
        return False
    rest = _told(current)[1:]
    first = any(_figures(u) and u.places and tells_anew(u) and not _SEVERAL.search(u.low) for u in rest if u.strength)
    return first and _is_anew(unit, current)
