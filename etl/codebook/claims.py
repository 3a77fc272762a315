"""How news says who did it: cues of claim, denial, attribution and suspicion, channels of claims, names for states.

Enters: `claim_words.csv` (word groups), `claim_cues.csv` (patterns over them, and on which side the actor stands),
`claim_frames.csv` (classes of words around a group's
name), `claim_channels.csv` (words of a channel, by GTD claim mode) and `state_names.csv`. Leaves: compiled patterns. Touches package data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from etl.codebook.countries import countries, demonyms_of
from etl.codebook.gtd import CLAIMMODE
from etl.codebook.lexicon import Lexicon, lowered, read_rows, words_of_kind
from etl.codebook.wording import Wordings

UNKNOWN_MODE = CLAIMMODE.label(10)
_SHORTEST_STATE = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """A way of saying it. `actor` is `before`, `after`, `next` (close behind) or `none`: where the one who is spoken of stands."""

    kind: str
    actor: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of claims: its GTD claim mode, and the group whose own channel it is."""

    mode: str
    actor: str | None
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FrameClass:
    """A class of words that speak for or against a group's part in a deed."""

    name: str
    pattern: re.Pattern[str]


@cache
def word_groups() -> Mapping[str, str]:
    """Alternations by name, to be put into patterns."""
    return {row["name"]: row["words"] for row in read_rows("claim_words")}


def with_words(pattern: str) -> re.Pattern[str]:
    """A pattern over lowered text in which `{name}` stands for a word group.

    >>> bool(with_words("claimed the (?:{attack})").search("claimed the bombings"))
    True
    """
    for name, words in word_groups().items():
        pattern = pattern.replace("{" + name + "}", words)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


@cache
def claim_cues() -> Wordings[Cue]:
    """All cues, in the order in which they are tried: what nobody claims and what is denied before what is claimed."""
    cues = [Cue(row["kind"], row["actor"], with_words(row["pattern"])) for row in read_rows("claim_cues")]
    return Wordings((cue.pattern, cue) for cue in cues)


@cache
def frame_classes() -> Wordings[FrameClass]:
    """Classes of words that speak for or against a group's part in a deed, as patterns over lowered text."""
    classes = [FrameClass(row["name"], with_words(row["words"])) for row in read_rows("claim_frames")]
    return Wordings((frame.pattern, frame) for frame in classes)


@cache
def claim_channels() -> Wordings[Channel]:
    """All channels, those first whose mode stands where several are told."""
    rows = sorted(read_rows("claim_channels"), key=lambda row: int(row["rank"]))
    channels = [Channel(row["mode"], row["actor"] or None, with_words(row["pattern"])) for row in rows]
    return Wordings((channel.pattern, channel) for channel in channels)


@cache
def state_names() -> Lexicon[str]:
    """Names of states and of their seats and services, lowered, each with its GTD country label."""
    named = [(row["name"], row["label"]) for row in read_rows("state_names")]
    named += [
        (lowered(name), country.location)
        for label, country in countries().items()
        for name in (label, *country.names)
        if len(name) >= _SHORTEST_STATE
    ]
    named += [
        (f"{lowered(demonym)} {body}", country.location)
        for label, country in countries().items()
        for demonym in demonyms_of(label)
        for body in sorted(words_of_kind("group_words", "state_body"))
    ]
    return Lexicon(named)


def is_state(actor: str) -> bool:
    """Whether an actor is a state: then it never stands in `gname`.

    >>> is_state("Iran"), is_state("Hezbollah")
    (True, False)
    """
    return actor in countries() or actor == "NATO"
