"""What a classifier looks at to tell who or what took part in an attack, and how.

Enters: sentences with their words, and the mentions found so far. Leaves: for each phrase of the text, the set of its features:
strings such as `G=killed by` (the word that governs it). All words in lower case, so that capitals-only text is no different.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Generic, TypeAlias, TypeVar, cast

from etl.extract.phrases import FUNCTION_WORDS, Word, find_phrases, find_words, plain_word
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
Feature = TypeVar("Feature", bound=str | int)
# The features of a text are some ten thousand strings, and a model knows few of them. So a name is not put together before it is looked up:
# of what it begins with ("last=") `known` makes a look-up of what follows ("car"), which gives None where the feature is unknown.
Lookup: TypeAlias = Callable[[str], Feature | None]
Known: TypeAlias = Callable[[str], Lookup[Feature]]
Found: TypeAlias = list[Feature | None]
Made: TypeAlias = tuple[Feature, ...]

_SKIPPED = frozenset({"the", "a", "an", "his", "her", "their", "its", "two", "three"})
_WINDOW = 7  # words looked at on either side
_BRIDGE = 4  # function words between a phrase and the word that governs it
_FAR = "^"  # stands for what lies beyond the sentence
_ROOM = _WINDOW + 1  # so far is looked beyond it
# Words and pairs of families that are remembered.
_MOST_WORDS, _MOST_PAIRS = 10_000, 30_000


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
    tags: dict[int, set[str]] = {}
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
            tags.setdefault(k, set()).add(tag)
        whole[first, last] = tag
        if isinstance(mention.value, TriggerValue):
            triggers.append((first, tag))
    sorted_tags = [tuple(sorted(tags[k])) if k in tags else () for k in range(len(words))]
    return Marked(words, sorted_tags, whole, sorted(triggers))


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


class Finder(Generic[Feature]):
    """Finds the phrases of sentences with those of their features that are known. Keep it: it remembers what it has looked up of each word."""

    def __init__(self, lexis: Lexis, known: Known[Feature]) -> None:
        self._term = _terms(lexis, known)
        self._own, self._context = _own_features(known), _context_features(known)
        self._left, self._right = _left_features(known), _right_features(known)
        self._often, self._early = known("n="), known("pos=")

    def find(self, marked: Sequence[Marked], *, only: Sequence[bool]) -> dict[str, Phrase[Feature]]:
        """All phrases of the sentences that `only` allows, by their plain spelling."""
        features: dict[str, set[Feature | None]] = {}
        occurrences: dict[str, list[Occurrence]] = {}
        for number, sentence in enumerate(marked):
            if not only[number]:
                continue
            line = self._line(sentence)
            left, right = _Side(line, self._left), _Side(line, self._right)
            for first, last in find_phrases(sentence.words):
                terms = [term for term in line.terms[first + _ROOM : last + _ROOM] if not term.is_sign]
                key = " ".join([term.plain for term in terms if term.plain])
                if not key:
                    continue
                if key not in features:
                    features[key], occurrences[key] = set(self._own(terms)), []
                family = terms[-1].family
                features[key].update(
                    left.of(first, family), right.of(last, family), self._context(sentence, first, last)
                )
                occurrences[key].append(Occurrence(number, first, last))
        phrases: dict[str, Phrase[Feature]] = {}
        for key, found in features.items():
            places = occurrences[key]
            found |= {self._often(str(min(len(places), 4))), self._early(str(min(places[0].sentence, 6)))}
            found.discard(None)
            phrases[key] = Phrase(key, cast(set[Feature], found), places)
        return phrases

    def _line(self, sentence: Marked) -> _Line[Feature]:
        beyond = [self._term(_FAR)] * _ROOM
        return _Line(sentence, [*beyond, *[self._term(word.text) for word in sentence.words], *beyond])


@dataclass(frozen=True, slots=True)
class _Term(Generic[Feature]):
    """A word with what is known of it, and the known features that it makes by itself, by its place in a phrase or beside one.

    `is_telling` where it is long enough to tell something from afar. Of `left` and `right` each entry is for a word so far off.
    """

    text: str
    plain: str
    kin: str
    family: str
    rarity: str
    is_sign: bool
    is_telling: bool
    has_digit: bool
    first: Made[Feature]
    last: Made[Feature]
    head: Made[Feature]
    middle: Made[Feature]
    left: tuple[Made[Feature], ...]
    right: tuple[Made[Feature], ...]
    governs_left: Made[Feature]
    governs_right: Made[Feature]
    near_left: Made[Feature]
    near_right: Made[Feature]


def _terms(lexis: Lexis, known: Known[Feature]) -> Callable[[str], _Term[Feature]]:
    """Words as terms. Most words of a text stand in it, and in the next one, again and again: each is looked up once."""
    first, first_suffix, kin_first = map(known, ("first=", "suf1=", "kfirst="))
    last, suffix, kin_last = map(known, ("last=", "suf=", "klast="))
    head, kin_head, family_head, middle = map(known, ("head=", "khead=", "fhead=", "mid="))
    left, left_second, left_third, kin_left, governs_left = map(known, ("L1=", "L2=", "L3=", "kL=", "g="))
    right, right_second, right_third, kin_right, governs_right = map(known, ("R1=", "R2=", "R3=", "kR=", "h="))
    near_left, kin_near_left, near_right, kin_near_right = map(known, ("wl=", "kl=", "wr=", "kr="))

    @lru_cache(maxsize=_MOST_WORDS)
    def term(word: str) -> _Term[Feature]:
        kin, family = lexis.groups_of(word)
        end = word[-3:]
        return _Term(
            text=word,
            plain=plain_word(word),
            kin=kin,
            family=family,
            rarity=str(lexis.rarity(word)),
            is_sign=not word[0].isalnum(),
            is_telling=len(word) > 3 and word not in FUNCTION_WORDS,
            has_digit=any(map(str.isdigit, word)),
            first=_made(first(word), first_suffix(end), kin_first(kin)),
            last=_made(last(word), suffix(end), kin_last(kin)),
            head=_made(head(word), kin_head(kin), family_head(family)),
            middle=_made(middle(word)),
            left=(_made(left(word), kin_left(kin)), _made(left_second(word)), _made(left_third(word))),
            right=(_made(right(word), kin_right(kin)), _made(right_second(word)), _made(right_third(word))),
            governs_left=_made(governs_left(word)),
            governs_right=_made(governs_right(word)),
            near_left=_made(near_left(word), kin_near_left(kin)),
            near_right=_made(near_right(word), kin_near_right(kin)),
        )

    return term


def _made(*found: Feature | None) -> Made[Feature]:
    return tuple(feature for feature in found if feature is not None)


@dataclass(frozen=True)
class _Line(Generic[Feature]):
    """The words of a sentence as terms; word k is entry `k + _ROOM`, and beyond the words stands `_FAR`."""

    sentence: Marked
    terms: list[_Term[Feature]]


@dataclass(frozen=True, slots=True)
class _Beside(Generic[Feature]):
    """The features of one side of a phrase: `found`, and what is to be joined with the family of the phrase's last word.

    That is the family of the word that governs it, with what stands between, and the families of the words near it.
    """

    found: Found[Feature]
    governor: str
    near: list[str]


@dataclass(frozen=True, slots=True)
class _FindBeside(Generic[Feature]):
    """How to find the features beside word `at` of a line, and how to look up those that are joined with a family."""

    at: Callable[[_Line[Feature], int], _Beside[Feature]]
    governed: Lookup[Feature]
    near: Callable[[str, str], Feature | None]


class _Side(Generic[Feature]):
    """The features of what stands on one side of the phrases of a sentence: many phrases begin, or end, at one word."""

    def __init__(self, line: _Line[Feature], find: _FindBeside[Feature]) -> None:
        self._line = line
        self._find = find
        self._at: dict[int, _Beside[Feature]] = {}
        self._joined: dict[tuple[int, str], Found[Feature]] = {}

    def of(self, at: int, own: str) -> Found[Feature]:
        """The features beside a phrase that begins, or ends, at word `at` and whose last word is of the family `own`."""
        found = self._joined.get((at, own))
        if found is None:
            find, beside = self._find, self._at.get(at)
            if beside is None:
                beside = self._at[at] = find.at(self._line, at)
            near = find.near
            found = [*beside.found, find.governed(f"{beside.governor} {own}"), *[near(f, own) for f in beside.near]]
            self._joined[at, own] = found
        return found


def _joined(known: Lookup[Feature]) -> Callable[[str, str], Feature | None]:
    """Pairs of families, of which there are few, each looked up once."""
    return lru_cache(maxsize=_MOST_PAIRS)(lambda family, own: known(f"{family} {own}"))


def _own_features(known: Known[Feature]) -> Callable[[Sequence[_Term[Feature]]], Found[Feature]]:
    """Features of the phrase itself, by its words."""
    ends, whole, length, pattern, rare = map(known, ("ends=", "all=", "len=", "pat=", "rare="))
    family_ends, family_all, last_two, first_two, digit = map(known, ("fends=", "fall=", "last2=", "first2=", "digit"))

    def find(terms: Sequence[_Term[Feature]]) -> Found[Feature]:
        words, first, last = [term.text for term in terms], terms[0], terms[-1]
        classes = "".join([term.rarity for term in terms])
        head = terms[words.index("of") - 1] if "of" in words[1:] else last
        out: Found[Feature] = [
            *first.first,
            *last.last,
            *head.head,
            ends(f"{first.text} {last.text}"),
            whole(" ".join(words)),
            length(str(min(len(words), 7))),
            pattern(classes[:5]),
            rare(classes[0] + classes[-1]),
            family_ends(f"{first.family} {last.family}"),
            family_all(" ".join([term.family for term in terms[:4]])),
        ]
        if len(words) > 1:
            out += [last_two(f"{words[-2]} {words[-1]}"), first_two(f"{words[0]} {words[1]}")]
            out += [feature for term in terms[1:-1] for feature in term.middle]
        if any(term.has_digit for term in terms):
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


def _left_features(known: Known[Feature]) -> _FindBeside[Feature]:
    """Features of what stands before a phrase."""
    next_two, governed, tagged, kin_governed, family_governed = map(known, ("L12=", "G=", "GT=", "kG=", "fG="))
    trigger = known("bE=")

    def find(line: _Line[Feature], first: int) -> _Beside[Feature]:
        terms, at = line.terms, first + _ROOM
        k = at - 1
        while terms[k].text in FUNCTION_WORDS and at - 1 - k < _BRIDGE:
            k -= 1
        governor = terms[k]
        between = " ".join([term.text for term in terms[k + 1 : at] if term.text not in _SKIPPED])
        third, second, next_ = terms[at - 3 : at]
        telling = [term for term in terms[at - _WINDOW - 1 : at - 1] if term.is_telling]
        out: Found[Feature] = [
            *next_.left[0],
            *second.left[1],
            *third.left[2],
            *governor.governs_left,
            next_two(f"{second.text} {next_.text}"),
            governed(f"{governor.text} {between}"),
            tagged(f"{_tags(line.sentence, k - _ROOM)} {between}"),
            kin_governed(f"{governor.kin} {between}"),
            family_governed(f"{governor.family} {between}"),
            *[feature for term in telling for feature in term.near_left],
        ]
        before = [(first - n, tag) for n, tag in line.sentence.triggers if n < first]
        out += [trigger(name) for distance, tag in before[-1:] for name in _nearest(distance, tag)]
        return _Beside(out, f"{governor.family} {between}", [term.family for term in telling])

    return _FindBeside(find, known("fGo="), _joined(known("fl=")))


def _right_features(known: Known[Feature]) -> _FindBeside[Feature]:
    """Features of what stands behind a phrase."""
    next_two, governed, tagged, kin_governed, family_governed = map(known, ("R12=", "H=", "HT=", "kH=", "fH="))
    next_tag, trigger = known("nt="), known("aE=")

    def find(line: _Line[Feature], last: int) -> _Beside[Feature]:
        terms, tags = line.terms, line.sentence.tags
        at = k = last + _ROOM
        while (terms[k].text in FUNCTION_WORDS or terms[k].text == ",") and k - at < _BRIDGE:
            k += 1
        governor = terms[k]
        between = " ".join([term.text for term in terms[at:k]])
        next_, second, third = terms[at : at + 3]
        telling = [term for term in terms[at + 1 : at + _WINDOW + 1] if term.is_telling]
        out: Found[Feature] = [
            *next_.right[0],
            *second.right[1],
            *third.right[2],
            *governor.governs_right,
            next_two(f"{next_.text} {second.text}"),
            governed(f"{between} {governor.text}"),
            tagged(f"{between} {_tags(line.sentence, k - _ROOM)}"),
            kin_governed(f"{between} {governor.kin}"),
            family_governed(f"{between} {governor.family}"),
            *[feature for term in telling for feature in term.near_right],
            *[next_tag(tag) for tag in (tags[last] if last < len(tags) else ("",))],
        ]
        after = [(n - last, tag) for n, tag in line.sentence.triggers if n >= last]
        out += [trigger(name) for distance, tag in after[:1] for name in _nearest(distance, tag)]
        return _Beside(out, f"{between} {governor.family}", [term.family for term in telling])

    return _FindBeside(find, known("fHo="), _joined(known("fr=")))


def _nearest(distance: int, tag: str) -> tuple[str, str]:
    """What is told of the nearest word of violence on one side."""
    near = "near" if distance <= 3 else "mid" if distance <= 8 else "far"
    return tag, f"{tag} {near}"


def _tags(sentence: Marked, k: int) -> str:
    return "+".join(sentence.tags[k]) if 0 <= k < len(sentence.tags) else _FAR
