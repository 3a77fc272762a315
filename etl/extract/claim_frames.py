"""What a sentence without a plain cue says of a group in it: claim, denial, attribution, suspicion or nothing, by its weighed signs.

News has more ways to say who did it than any list of cues. Here the words around a group's name, by class (`claim_frames.csv`), their
place, and what the article has told so far are signs, each with a weight a kind (`claim_weights.csv`, found by `training/train_claims.py`).
Pure; time is linear in the sentence for each group in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from etl.codebook.claims import frame_classes
from etl.codebook.lexicon import read_rows
from etl.codebook.wording import Wording

KINDS = ("none", "claim", "denial", "attribution", "suspicion")
# Beyond this the chance that nothing is said of the group leaves it unsaid; set where F1 on development articles, each set left out of
# the training in turn, is highest.
_MOST_NONE = 0.4
_REACH = 220  # characters before and behind a name
_NEAR_BEFORE, _NEAR_BEHIND = 30, 35
_TURN = re.compile(r"[;:]|, (?:but|while|and|whereas|which|who|where)\b|\b(?:but|while|whereas|although|though)\b|\. ")
_BY = re.compile(r"\bby (?:the |an? |some |suspected )?(?:[\w'-]+ ){0,3}$")
_OBJECT_OF = Wording(r"\b(?:on|against|with|for|over|at) (?:the |an? )?(?:[\w'-]+ ){0,2}$")
_OF = re.compile(r"\b(?:of|from|belonging to) (?:the |an? )?(?:[\w'-]+ ){0,2}$")
_SUBJECT = re.compile(r"\W*(?:(?:the|an?|some|[\w-]+) ?)?")
_OWNED = re.compile(r"'s\b|s'|'")
_PASSIVE = re.compile(r"\W*(?:[\w-]+ ){0,2}(?:was|were|is|are|been)\b")


@dataclass(frozen=True)
class Surroundings:
    """A sentence, lowered, and the words of violence in it (offsets); what was told in it of others by plain cues."""

    low: str
    triggers: Sequence[int]
    is_title: bool
    is_lead: bool
    follows_deed: bool
    is_crowded: bool
    told_of_others: frozenset[str]

    @cached_property
    def signs(self) -> frozenset[str]:
        """What holds of the sentence, whoever is named in it."""
        found = {f"s:{frame}" for frame in _frames_in(self.low)}
        for holds, sign in (
            ('"' in self.low or "“" in self.low, "quote"),
            (self.is_title, "title"),
            (self.is_lead, "lead"),
            (self.follows_deed, "follows deed"),
            (self.is_crowded, "several named"),
            (bool(self.triggers), "deed"),
        ):
            if holds:
                found.add(sign)
        return frozenset(found | {f"other:{kind}" for kind in self.told_of_others} | {"bias"})


@dataclass(frozen=True)
class Named:
    """A group's name in a sentence (offsets), and what the article tells of the group."""

    start: int
    end: int
    generic: bool
    is_only: bool
    is_often: bool
    is_first: bool
    is_object: bool
    is_member: bool
    is_no_actor: bool


def _frames_in(words: str) -> list[str]:
    """The classes of words that stand in some lowered words."""
    return [frame.name for frame in frame_classes().worth_trying(words) if frame.pattern.search(words)]


def signs_of(around: Surroundings, name: Named) -> set[str]:
    """The signs that speak for what the sentence says of the group."""
    low = around.low
    first = max((m.end() for m in _TURN.finditer(low, max(0, name.start - _REACH), name.start)), default=0)
    first = max(first, name.start - _REACH)
    turn = _TURN.search(low, name.end, name.end + _REACH)
    last = turn.start() if turn else min(len(low), name.end + _REACH)
    before, behind = low[first : name.start], low[name.end : last]
    near, next_to = before[-_NEAR_BEFORE:], behind[:_NEAR_BEHIND]
    found = set(around.signs)
    for part, words in (("near<", near), ("near>", next_to), ("pre:", before), ("post:", behind)):
        found.update(part + frame for frame in _frames_in(words))
    for holds, sign in (
        (_BY.search(before), "by>"),
        (_OBJECT_OF.search(near), "obj>"),
        (_OF.search(near), "of>"),
        (name.is_member, "members>"),
        (_SUBJECT.fullmatch(before), "subject"),
        (_OWNED.match(low[name.end : name.end + 3]), "owns"),
        (name.is_no_actor, "no actor"),
        (name.is_object, "object"),
        (name.generic, "generic"),
        (low[name.end : name.end + 12].strip().startswith(","), "comma>"),
        (_PASSIVE.match(low[name.end : name.end + 30]), "passive>"),
        (name.is_only, "only one"),
        (name.is_often, "often"),
        (name.is_first, "first"),
        (any(t < name.start for t in around.triggers), "deed<"),
        (any(t >= name.end for t in around.triggers), "deed>"),
        (any(name.end <= t <= name.end + _NEAR_BEHIND for t in around.triggers), "deed>near"),
    ):
        if holds:
            found.add(sign)
    return found


def kind_of(signs: Iterable[str]) -> str:
    """The kind that the signs speak for most, "none" where they speak for silence.

    >>> kind_of({"bias"}) in KINDS
    True
    """
    weights = claim_weights()
    logits = np.zeros(len(KINDS))
    for sign in sorted(signs):
        logits += weights.get(sign, 0.0)
    chances = np.exp(logits - logits.max())
    chances /= chances.sum()
    return KINDS[0] if chances[0] > _MOST_NONE else KINDS[1 + int(chances[1:].argmax())]


@cache
def claim_weights() -> Mapping[str, NDArray[np.float64]]:
    """Each sign's weights, one a kind."""
    return {row["sign"]: np.array([float(row[kind]) for kind in KINDS]) for row in read_rows("claim_weights")}


def weight_rows(signs: Sequence[str], weights: NDArray[np.float64]) -> Iterator[list[str]]:
    """The rows of `claim_weights.csv`: a header, then a sign and its weights, rounded, in order of the signs."""
    yield ["sign", *KINDS]
    for index in sorted(range(len(signs)), key=lambda i: signs[i]):
        yield [signs[index], *(f"{w:.2f}" for w in weights[index])]
