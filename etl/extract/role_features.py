"""What a classifier looks at to tell who or what took part in an attack, and how.

Enters: sentences with their words, and the mentions found so far. Leaves: for each phrase of the text, the set of its features:
strings such as `G=killed by` (the word that governs it). All words in lower case, so that capitals-only text is no different.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar, cast

from etl.extract.phrases import FUNCTION_WORDS, Word, find_phrases, find_words, plain_phrase
from etl.extract.text import Text
from etl.model import (
    DateValue,
    GroupValue,
    Mention,
    PlaceValue,
    TargetValue,
    TriggerValue,
    WeaponValue,
)

# A feature is its name, or its number in a model.
Feature = TypeVar("Feature", str, int)
# The features of a text are some ten thousand strings, and a model knows few of them. So a name is not put together before it is looked up:
# of what it begins with ("last=") `known` makes a look-up of what follows ("car"), which gives None where the feature is unknown.
Lookup: TypeAlias = Callable[[str], Feature | None]
Known: TypeAlias = Callable[[str], Lookup[Feature]]
Found: TypeAlias = list[Feature | None]
ToJoin: TypeAlias = list[tuple[Lookup[Feature], str]]

_SKIPPED = frozenset({"the", "a", "an", "his", "her", "their", "its", "two", "three"})
_WINDOW = 7  # words looked at on either side
_BRIDGE = 4  # function words between a phrase and the word that governs it
_FAR = "^"  # stands for what lies beyond the sentence
_ROOM = _WINDOW + 1  # so far is looked beyond it


def named(begin: str) -> Callable[[str], str]:
    """Every feature as its name, for those who train a model.

    >>> named("last=")("car")
    'last=car'
    """
    return begin.__add__


_NO_GROUPS = ("None", "None")


@dataclass(frozen=True)
class Lexis:
    """What is known of single words.

    `frequency` is a class from 1 to 6 (very common), `kin` and `family` are groups of words alike in meaning, narrow and wide; a word
    that a table lacks has class 0, or no group.
    """

    frequency: Mapping[str, int]
    kin: Mapping[str, int]
    family: Mapping[str, int]

    @cached_property
    def _groups(self) -> Mapping[str, tuple[str, str]]:
        words = self.kin.keys() | self.family.keys()
        return {word: (str(self.kin.get(word)), str(self.family.get(word))) for word in words}

    def groups_of(self, word: str) -> tuple[str, str]:
        """The word's kin and family as features name them."""
        return self._groups.get(word, _NO_GROUPS)

    def rarity(self, word: str) -> int:
        """The frequency class of a word: names are made of rare words."""
        return self.frequency.get(word, 0)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a phrase stands: sentence number, first word, behind the last word."""

    sentence: int
    first: int
    last: int


@dataclass
class Phrase(Generic[Feature]):
    """A phrase, once for the whole text however often it occurs, with all its features."""

    key: str
    features: set[Feature] = field(default_factory=set)
    occurrences: list[Occurrence] = field(default_factory=list)

    def likeliest_of(self, sentences: Sequence[float]) -> float:
        """The highest of the sentences' logits where the phrase stands."""
        return max(sentences[o.sentence] for o in self.occurrences)


@dataclass(frozen=True)
class Marked:
    """A sentence's words and, for each, the tags of the mentions that cover it; `triggers` are (first word, tag) in order."""

    words: Sequence[Word]
    tags: list[tuple[str, ...]]
    whole: dict[tuple[int, int], str]
    triggers: list[tuple[int, str]]


def mark(text: Text, mentions: Iterable[Mention]) -> list[Marked]:
    """Every sentence with its words and the tags of earlier stages' mentions."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(text.sentence_at(mention.span.start).number, []).append(mention)
    return [
        _mark(find_words(sentence.flat), sentence.start, by_sentence.get(sentence.number, ()))
        for sentence in text.sentences
    ]


def _mark(words: Sequence[Word], offset: int, mentions: Iterable[Mention]) -> Marked:
    tags: list[set[str]] = [set() for _ in words]
    whole: dict[tuple[int, int], str] = {}
    triggers: list[tuple[int, str]] = []
    starts, ends = [w.start for w in words], [w.end for w in words]
    for mention in mentions:
        tag = _tag(mention)
        if not tag:
            continue
        start, end = mention.span.start - offset, mention.span.end - offset
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        if first >= last:
            continue
        for k in range(first, last):
            tags[k].add(tag)
        whole[first, last] = tag
        if isinstance(mention.value, TriggerValue):
            triggers.append((first, tag))
    return Marked(words, [tuple(sorted(t)) for t in tags], whole, sorted(triggers))


def _tag(mention: Mention) -> str:
    value = mention.value
    if isinstance(value, TriggerValue):
        what = value.attacktype if value.real else "unreal"
        return f"E:{what}{':state' if value.by_state else ''}"
    if isinstance(value, WeaponValue):
        return f"W:{value.weaptype}"
    if isinstance(value, TargetValue):
        return f"T:{'person' if value.person else 'thing'}:{value.targtype}"
    if isinstance(value, GroupValue):
        return "G:generic" if value.generic else "G:named"
    if isinstance(value, PlaceValue):
        return f"P:{value.level}"
    if isinstance(value, DateValue):
        return "D"
    return ""


def find_features(
    marked: Sequence[Marked], lexis: Lexis, *, only: Sequence[bool], known: Known[Feature]
) -> dict[str, Phrase[Feature]]:
    """All phrases of the sentences that `only` allows, by their plain spelling, with those of their features that are known."""
    features: dict[str, set[Feature | None]] = {}
    occurrences: dict[str, list[Occurrence]] = {}
    own_of, context_of = _own_features(known), _context_features(known)
    find_left, find_right = _left_features(known), _right_features(known)
    for number, sentence in enumerate(marked):
        if not only[number]:
            continue
        line = _line(sentence, lexis)
        left, right = _Side(line, find_left), _Side(line, find_right)
        for first, last in find_phrases(sentence.words):
            at = [k for k in range(first + _ROOM, last + _ROOM) if not line.signs[k]]
            key = plain_phrase([line.words[k] for k in at])
            if not key:
                continue
            if key not in features:
                features[key], occurrences[key] = set(own_of(line, at)), []
            family = line.family[at[-1]]
            features[key].update(left.of(first, family), right.of(last, family), context_of(sentence, first, last))
            occurrences[key].append(Occurrence(number, first, last))
    often, early = known("n="), known("pos=")
    phrases: dict[str, Phrase[Feature]] = {}
    for key, found in features.items():
        places = occurrences[key]
        found |= {often(str(min(len(places), 4))), early(str(min(places[0].sentence, 6)))}
        found.discard(None)
        phrases[key] = Phrase(key, cast(set[Feature], found), places)
    return phrases


@dataclass(frozen=True)
class _Line:
    """The words of a sentence with what is known of them; word k is entry `k + _ROOM` of each list, and beyond the words stands `_FAR`.

    `content` tells which words are long enough to tell something from afar, `signs` which are none.
    """

    sentence: Marked
    words: list[str]
    kin: list[str]
    family: list[str]
    rarity: list[str]
    content: list[bool]
    signs: list[bool]


FindBeside: TypeAlias = Callable[[_Line, int], tuple[Found[Feature], ToJoin[Feature]]]


def _line(sentence: Marked, lexis: Lexis) -> _Line:
    beyond = [_FAR] * _ROOM
    words = [*beyond, *[word.text for word in sentence.words], *beyond]
    groups = [lexis.groups_of(word) for word in words]
    content = [len(word) > 3 and word not in FUNCTION_WORDS for word in words]
    rarity, signs = [str(lexis.rarity(word)) for word in words], [not word[0].isalnum() for word in words]
    return _Line(sentence, words, [kin for kin, _ in groups], [family for _, family in groups], rarity, content, signs)


class _Side(Generic[Feature]):
    """The features of what stands on one side of the phrases of a sentence: many phrases begin, or end, at one word."""

    def __init__(self, line: _Line, find: FindBeside[Feature]) -> None:
        self._line = line
        self._find: FindBeside[Feature] = find
        self._at: dict[int, tuple[Found[Feature], ToJoin[Feature]]] = {}
        self._joined: dict[tuple[int, str], Found[Feature]] = {}

    def of(self, at: int, own: str) -> Found[Feature]:
        """The features beside a phrase that begins, or ends, at word `at` and whose last word is of the family `own`."""
        found = self._joined.get((at, own))
        if found is None:
            if at not in self._at:
                self._at[at] = self._find(self._line, at)
            alone, to_join = self._at[at]
            found = self._joined[at, own] = alone + [known(f"{name} {own}") for known, name in to_join]
        return found


def _own_features(known: Known[Feature]) -> Callable[[_Line, Sequence[int]], Found[Feature]]:
    """Features of the phrase itself, by its words: those entries of the line."""
    last_, first_, ends, whole, length, pattern, rare, suffix, first_suffix, head_, middle = map(
        known, ("last=", "first=", "ends=", "all=", "len=", "pat=", "rare=", "suf=", "suf1=", "head=", "mid=")
    )
    kin_last, kin_first, kin_head, family_head, family_ends, family_all = map(
        known, ("klast=", "kfirst=", "khead=", "fhead=", "fends=", "fall=")
    )
    last_two, first_two, digit = map(known, ("last2=", "first2=", "digit"))

    def find(line: _Line, at: Sequence[int]) -> Found[Feature]:
        words, kin, family = [line.words[k] for k in at], line.kin, line.family
        first, last = at[0], at[-1]
        classes = "".join([line.rarity[k] for k in at])
        head = at[words.index("of") - 1] if "of" in words[1:] else last
        out = [
            last_(words[-1]),
            first_(words[0]),
            ends(f"{words[0]} {words[-1]}"),
            whole(" ".join(words)),
            length(str(min(len(words), 7))),
            pattern(classes[:5]),
            rare(classes[0] + classes[-1]),
            suffix(words[-1][-3:]),
            first_suffix(words[0][-3:]),
            head_(line.words[head]),
            kin_last(kin[last]),
            kin_first(kin[first]),
            kin_head(kin[head]),
            family_head(family[head]),
            family_ends(f"{family[first]} {family[last]}"),
            family_all(" ".join([family[k] for k in at[:4]])),
        ]
        out += [middle(word) for word in words[1:-1]]
        if len(words) > 1:
            out += [last_two(f"{words[-2]} {words[-1]}"), first_two(f"{words[0]} {words[1]}")]
        if not all(map(str.isalpha, words)) and any(char.isdigit() for word in words for char in word):
            out.append(digit(""))
        return out

    return find


def _context_features(known: Known[Feature]) -> Callable[[Marked, int, int], Found[Feature]]:
    """Features of the phrase and the mentions that it is made of."""
    last_tag, first_tag, whole, no_trigger = map(known, ("lt=", "ft=", "whole=", "noE"))

    def find(sentence: Marked, first: int, last: int) -> Found[Feature]:
        out = [last_tag(tag) for tag in sentence.tags[last - 1]]
        out += [first_tag(tag) for tag in sentence.tags[first]]
        out.append(whole(sentence.whole.get((first, last), "")))
        if not sentence.triggers:
            out.append(no_trigger(""))
        return out

    return find


def _left_features(known: Known[Feature]) -> FindBeside[Feature]:
    """Features of what stands before a phrase, and those to be joined with the family of its last word."""
    next_, next_two, second, third, kin_next = map(known, ("L1=", "L12=", "L2=", "L3=", "kL="))
    governed, governor_, tagged, kin_governed, family_governed = map(known, ("G=", "g=", "GT=", "kG=", "fG="))
    near, kin_near = known("wl="), known("kl=")
    family_and_own, family_near_and_own = known("fGo="), known("fl=")
    trigger = known("bE=")

    def find(line: _Line, first: int) -> tuple[Found[Feature], ToJoin[Feature]]:
        words, kin, family = line.words, line.kin, line.family
        at = first + _ROOM
        k = at - 1
        while words[k] in FUNCTION_WORDS and at - 1 - k < _BRIDGE:
            k -= 1
        joined = " ".join([word for word in words[k + 1 : at] if word not in _SKIPPED])
        out = [
            next_(words[at - 1]),
            next_two(f"{words[at - 2]} {words[at - 1]}"),
            second(words[at - 2]),
            third(words[at - 3]),
            kin_next(kin[at - 1]),
            governed(f"{words[k]} {joined}"),
            governor_(words[k]),
            tagged(f"{_tags(line.sentence, k - _ROOM)} {joined}"),
            kin_governed(f"{kin[k]} {joined}"),
            family_governed(f"{family[k]} {joined}"),
        ]
        telling = [n for n in range(at - _WINDOW - 1, at - 1) if line.content[n]]
        out += [near(words[n]) for n in telling]
        out += [kin_near(kin[n]) for n in telling]
        before = [(first - n, tag) for n, tag in line.sentence.triggers if n < first]
        out += [trigger(name) for distance, tag in before[-1:] for name in _nearest(distance, tag)]
        to_join: ToJoin[Feature] = [(family_and_own, f"{family[k]} {joined}")]
        to_join += [(family_near_and_own, family[n]) for n in telling]
        return out, to_join

    return find


def _right_features(known: Known[Feature]) -> FindBeside[Feature]:
    """Features of what stands behind a phrase, and those to be joined with the family of its last word."""
    next_, next_two, second, third, kin_next = map(known, ("R1=", "R12=", "R2=", "R3=", "kR="))
    governed, governor_, tagged, kin_governed, family_governed = map(known, ("H=", "h=", "HT=", "kH=", "fH="))
    near, kin_near, next_tag = known("wr="), known("kr="), known("nt=")
    family_and_own, family_near_and_own = known("fHo="), known("fr=")
    trigger = known("aE=")

    def find(line: _Line, last: int) -> tuple[Found[Feature], ToJoin[Feature]]:
        words, kin, family, tags = line.words, line.kin, line.family, line.sentence.tags
        at = k = last + _ROOM
        while (words[k] in FUNCTION_WORDS or words[k] == ",") and k - at < _BRIDGE:
            k += 1
        joined = " ".join(words[at:k])
        out = [
            next_(words[at]),
            next_two(f"{words[at]} {words[at + 1]}"),
            second(words[at + 1]),
            third(words[at + 2]),
            kin_next(kin[at]),
            governed(f"{joined} {words[k]}"),
            governor_(words[k]),
            tagged(f"{joined} {_tags(line.sentence, k - _ROOM)}"),
            kin_governed(f"{joined} {kin[k]}"),
            family_governed(f"{joined} {family[k]}"),
        ]
        telling = [n for n in range(at + 1, at + _WINDOW + 1) if line.content[n]]
        out += [near(words[n]) for n in telling]
        out += [kin_near(kin[n]) for n in telling]
        out += [next_tag(tag) for tag in (tags[last] if last < len(tags) else ("",))]
        after = [(n - last, tag) for n, tag in line.sentence.triggers if n >= last]
        out += [trigger(name) for distance, tag in after[:1] for name in _nearest(distance, tag)]
        to_join: ToJoin[Feature] = [(family_and_own, f"{joined} {family[k]}")]
        to_join += [(family_near_and_own, family[n]) for n in telling]
        return out, to_join

    return find


def _nearest(distance: int, tag: str) -> tuple[str, str]:
    """What is told of the nearest word of violence on one side."""
    near = "near" if distance <= 3 else "mid" if distance <= 8 else "far"
    return tag, f"{tag} {near}"


def _tags(sentence: Marked, k: int) -> str:
    return "+".join(sentence.tags[k]) if 0 <= k < len(sentence.tags) else _FAR
