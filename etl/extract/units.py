"""The text cut into units, each of which speaks of one incident at most, with the mentions that stand in it.

Enters: a Text and its mentions. Leaves: Units in order. Touches nothing of the world.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from etl.codebook.lexicon import lowered
from etl.codebook.wording import Wording
from etl.extract.text import Sentence, Text, without
from etl.model import (
    ClaimValue,
    DateValue,
    GroupValue,
    Mention,
    MentionKind,
    PlaceValue,
    ReadingValue,
    TargetValue,
    TollValue,
    TriggerValue,
)

# Joints at which a sentence may turn to another incident.
_JOINT = re.compile(
    r";\s+|:\s+(?=in )|,? and (?=(?:in|on|that|at|the same|the next)\b)|,? and (?=(?:a|two|three|another|one)\b)|,? and had |, and (?=(?:a|the) (?:second|third|fourth|fifth|sixth|other)\b)|, while |, whereas |, but (?=in |on )|"
    r",? after (?=(?:a|an|another|two|three)\b)|,? (?=(?:days|weeks|months|hours|a day|a week|a month|a year|two years) after )|"
    r", (?:which|who) (?=(?:is|are|was|were|has|have|had|also)\b)|,? since (?=[a-z0-9])|,? (?=(?:on|marking|marked|marks) the (?:\w+ )?anniversary of)|, which came (?=on the)"
)


_ORDINAL = re.compile(r"(?:a|the) (?:second|third|fourth|fifth|sixth)\b")
# "[a car bomb killed six in Baghdad] and gunmen killed two in Mosul": whoever or whatever struck there
_AND_OTHERS = Wording(
    r"(?:,? and|,? while|,) (?=(?:(?:suspected|unidentified|unknown|armed|masked|more|other|three|four|five|six|seven|eight|nine|ten|a|an|another|two|suicide|roadside|car|parcel|magnetic|sticky|truck) ){0,3}"
    r"(?:gunm[ae]n|militants|rebels|insurgents|guerrillas|bandits|terrorists|extremists|assailants|attackers|(?:suicide )?bombers?|bombs?|blasts?|explosions?|grenades?|mortars?|rockets?|mines?|ieds?)\b)"
)


UNSEEN = -6.0  # the logit of what the reader did not see
_SCALE, _FAR = 3.0, 6.0  # logits count as so many thirds, up to so much on each side


def scaled(logit: float) -> float:
    """A logit of the reader as a feature that is weighed: bounded, and of the size of a mark."""
    return max(-_FAR, min(_FAR, logit)) / _SCALE


@dataclass(frozen=True)
class Unit:
    """Characters `start:end` of the whole text: a sentence or a part of one."""

    start: int
    end: int
    low: str
    sentence: Sentence
    mentions: tuple[Mention, ...]

    @property
    def paragraph(self) -> int:
        """Number of the paragraph; 0 is the title."""
        return self.sentence.paragraph

    @property
    def is_title(self) -> bool:
        """Whether the unit is part of the headline."""
        return self.sentence.is_title

    @cached_property
    def _by_kind(self) -> dict[MentionKind, list[Mention]]:
        found: dict[MentionKind, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.kind, []).append(mention)
        return found

    def of(self, kind: MentionKind) -> Sequence[Mention]:
        """The unit's mentions of one kind."""
        return self._by_kind.get(kind, ())

    @cached_property
    def triggers(self) -> tuple[tuple[Mention, TriggerValue], ...]:
        """Words of violence that the unit tells as done."""
        return tuple(
            (m, m.value) for m in self.of(MentionKind.TRIGGER) if isinstance(m.value, TriggerValue) and m.value.real
        )

    @cached_property
    def dates(self) -> tuple[tuple[Mention, DateValue], ...]:
        """Dates in the unit."""
        return tuple((m, m.value) for m in self.of(MentionKind.DATE) if isinstance(m.value, DateValue))

    @cached_property
    def places(self) -> tuple[tuple[Mention, PlaceValue], ...]:
        """Places in the unit."""
        return tuple((m, m.value) for m in self.of(MentionKind.PLACE) if isinstance(m.value, PlaceValue))

    @cached_property
    def tolls(self) -> tuple[tuple[Mention, TollValue], ...]:
        """Figures in the unit."""
        return tuple((m, m.value) for m in self.of(MentionKind.TOLL) if isinstance(m.value, TollValue))

    @cached_property
    def groups(self) -> tuple[tuple[Mention, GroupValue], ...]:
        """Groups in the unit."""
        return tuple((m, m.value) for m in self.of(MentionKind.GROUP) if isinstance(m.value, GroupValue))

    @cached_property
    def nameless(self) -> str:
        """What the unit says, with the names of groups made unknown words: an army in such a name is none of a state's."""
        named = (m for m, v in self.groups if not v.generic)
        return without(self.low, [(m.span.start - self.start, m.span.end - self.start) for m in named])

    @cached_property
    def strength(self) -> int:
        """Strength of the strongest word of violence by non-state hands; 0 without one."""
        return max((v.strength for _, v in self.triggers if not v.by_state and v.nature == "attack"), default=0)

    @cached_property
    def readings(self) -> tuple[ReadingValue, ...]:
        """What the reader says of the sentence that begins here; empty where it saw none."""
        return tuple(
            m.value
            for m in self.of(MentionKind.READING)
            if isinstance(m.value, ReadingValue) and m.value.of == "sentence"
        )

    @cached_property
    def opens(self) -> float:
        """How likely, as a logit, the sentence that begins here is the first to tell of an incident; far below 0 where no reader saw it."""
        return self.readings[0].logit("opens") if self.readings else UNSEEN

    def before(self, mention: Mention, reach: int = 60) -> str:
        """The unit's text just before a mention, in lower case."""
        return self.low[max(0, mention.span.start - self.start - reach) : mention.span.start - self.start]

    def after(self, mention: Mention, reach: int = 60) -> str:
        """The unit's text just behind a mention, in lower case."""
        return self.low[mention.span.end - self.start : mention.span.end - self.start + reach]


def trusted(text: Text, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without settlements that are hardly meant: the only word of their country in an article about another one.

    A name right behind "in", "at" or "near" is trusted all the same.
    """
    votes = country_votes(mentions)
    most = max(votes.values(), default=0.0)
    kept = []
    for mention in mentions:
        value = mention.value
        if isinstance(value, PlaceValue) and value.city and not value.dateline and value.country_txt:
            before = lowered(text.whole[max(0, mention.span.start - 24) : mention.span.start])
            if _FEATURE.search(value.city) or _NO_TOWN.match(
                lowered(text.whole[mention.span.end : mention.span.end + 16])
            ):
                continue
            if votes[value.country_txt] <= 1.0 and most >= 4.0 and not _PLACED.search(before):
                continue
        kept.append(mention)
    return kept


_NO_TOWN = re.compile(
    r"\s+(?:(?:general|central|state|district|provincial|regional|teaching|military|civil|referral) (?=hospital))?(?:avenue|street|road|boulevard|lane|hospital|university|bank|bridge|highway|river|hall|square)\b"
)
_FEATURE = Wording(
    r"\b(?:Pass|River|Lake|Valley|Forest|Desert|Hills?|Mountains?|Avenida|Avenue|Calle|Rue|Fort|Highway|Chamber|Gulf|Sea|Strait|Street|Road)\b|^(?:Bombing|Attack|Ministry)$"
)
_PLACED = re.compile(r"\b(?:in|at|near|outside|of|around|from|a|an|the) $")


def country_votes(mentions: Iterable[Mention]) -> Counter[str]:
    """How often each country is meant by the places named."""
    votes: Counter[str] = Counter()
    for mention in mentions:
        if isinstance(mention.value, PlaceValue) and mention.value.country_txt:
            votes[mention.value.country_txt] += 1
    return votes


def cut_units(text: Text, mentions: Sequence[Mention]) -> list[Unit]:
    """Sentences, cut where both sides of a joint tell an act of their own with a date, a place or a toll of its own."""
    ordered = sorted(trusted(text, mentions), key=lambda m: (m.span.start, m.span.end))
    starts = [m.span.start for m in ordered]
    units: list[Unit] = []
    for sentence in text.sentences:
        inside = ordered[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        low = sentence.low
        cuts = _cuts(low, sentence, inside) if inside else ()
        for lo, hi in pairwise((0, *cuts, len(low))):
            start, end = sentence.start + lo, sentence.start + hi
            own = tuple([m for m in inside if start <= m.span.start < end])
            units.append(Unit(start, end, low[lo:hi], sentence, own))
    return units


def _cuts(low: str, sentence: Sentence, mentions: Sequence[Mention]) -> list[int]:
    """Offsets in the sentence at which it turns to another incident."""
    cuts: list[int] = []
    last = 0
    joints = sorted([*_JOINT.finditer(low), *_AND_OTHERS.finditer(low)], key=lambda match: match.start())
    for match in joints:
        joint = match.end() if match.group().strip(" ,") in (";", "since", ":") else match.start()
        left = [m for m in mentions if sentence.start + last <= m.span.start < sentence.start + joint]
        right = [m for m in mentions if sentence.start + joint <= m.span.start]
        ordinal = _ORDINAL.match(low, match.end()) is not None and _is_told_of(right)
        if match.group() in (", which ", ", who "):
            # "officials suspect X, which is holding girls abducted last month": what is said of now, and a deed of then
            claimed = any(isinstance(m.value, ClaimValue) for m in left)
            fits = claimed and _tells(right) and bool(_own(right, DateValue) - _own(left, DateValue))
        elif match.re is _AND_OTHERS.pattern:
            here, there = _own(left, PlaceValue), _own(right, PlaceValue)
            fits = _acts(left) and _tells(right) and bool(here and there) and here.isdisjoint(there)
        else:
            fits = _acts(left) and _tells(right) and _parts(left, right)
        if (ordinal or fits) and joint > last:
            cuts.append(joint)
            last = joint
    return cuts


def _is_told_of(mentions: Sequence[Mention]) -> bool:
    """Whether these words name what was hit, or figures and a place."""
    return any(isinstance(m.value, TargetValue) for m in mentions) or (
        any(isinstance(m.value, TollValue) for m in mentions) and any(isinstance(m.value, PlaceValue) for m in mentions)
    )


def _acts(mentions: Sequence[Mention]) -> bool:
    """Whether these words hold an act: a toll alone may be the subject of the act that follows."""
    return any(isinstance(m.value, TriggerValue) and (m.value.strength > 0 or m.value.by_state) for m in mentions)


def _tells(mentions: Sequence[Mention]) -> bool:
    """Whether these words hold an act or a toll."""
    return any(
        (isinstance(m.value, TriggerValue) and (m.value.strength > 0 or m.value.by_state))
        or isinstance(m.value, TollValue)
        for m in mentions
    )


def _parts(left: Sequence[Mention], right: Sequence[Mention]) -> bool:
    """Whether date or place part the two sides: each has its own, or the right one has a day that the left lacks."""
    return any(_own(left, kind) != _own(right, kind) and _own(right, kind) for kind in (DateValue, PlaceValue))


def _own(mentions: Sequence[Mention], kind: type) -> frozenset[str]:
    values = [m.value for m in mentions if isinstance(m.value, kind)]
    if kind is DateValue:
        return frozenset(v.date for v in values if isinstance(v, DateValue) and v.rule != "dateline")
    return frozenset(v.city for v in values if isinstance(v, PlaceValue) and v.city and not v.dateline)
