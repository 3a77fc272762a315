"""What a classifier looks at to tell who or what took part in an attack, and how.

Enters: sentences with their words, and the mentions found so far. Leaves: for each phrase of the text, the set of its features:
strings such as `G=killed by` (the word that governs it). All words in lower case, so that capitals-only text is no different.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

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

_SKIPPED = frozenset({"the", "a", "an", "his", "her", "their", "its", "two", "three"})
_WINDOW = 7  # words looked at on either side
_BRIDGE = 4  # function words between a phrase and the word that governs it
_FAR = "^"  # stands for what lies beyond the sentence


@dataclass(frozen=True)
class Lexis:
    """What is known of single words.

    `frequency` is a class from 1 to 6 (very common), `kin` and `family` are groups of words alike in meaning, narrow and wide; a word
    that a table lacks has class 0, or no group.
    """

    frequency: Mapping[str, int]
    kin: Mapping[str, int]
    family: Mapping[str, int]

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
    marked: Sequence[Marked],
    lexis: Lexis,
    *,
    only: Sequence[bool],
    known: Callable[[Iterable[str]], Iterable[Feature]],
) -> dict[str, Phrase[Feature]]:
    """All phrases of the sentences that `only` allows, by their plain spelling; of the names of features `known` makes those to keep."""
    phrases: dict[str, Phrase[Feature]] = {}
    for number, sentence in enumerate(marked):
        if not only[number]:
            continue
        left = _Side(sentence, lexis, known, _left_features)
        right = _Side(sentence, lexis, known, _right_features)
        for first, last in find_phrases(sentence.words):
            words = [w.text for w in sentence.words[first:last] if not w.is_sign]
            key = plain_phrase(words)
            if not key:
                continue
            phrase = phrases.get(key)
            if phrase is None:
                phrase = phrases[key] = Phrase(key, set(known(_own_features(words, lexis))))
            own = lexis.family.get(words[-1])
            phrase.features.update(
                left.of(first, own), right.of(last, own), known(_context_features(sentence, first, last))
            )
            phrase.occurrences.append(Occurrence(number, first, last))
    for phrase in phrases.values():
        often, early = min(len(phrase.occurrences), 4), min(phrase.occurrences[0].sentence, 6)
        phrase.features.update(known((f"n={often}", f"pos={early}")))
    return phrases


class _Side(Generic[Feature]):
    """The features of what stands on one side of the phrases of a sentence: many phrases begin, or end, at one word."""

    def __init__(
        self,
        sentence: Marked,
        lexis: Lexis,
        known: Callable[[Iterable[str]], Iterable[Feature]],
        find: Callable[[Marked, int, Lexis], tuple[list[str], list[str]]],
    ) -> None:
        self._sentence, self._lexis, self._find = sentence, lexis, find
        self._known: Callable[[Iterable[str]], Iterable[Feature]] = known
        self._at: dict[int, tuple[frozenset[Feature], list[str]]] = {}
        self._joined: dict[tuple[int, int | None], frozenset[Feature]] = {}

    def of(self, at: int, own: int | None) -> frozenset[Feature]:
        """The features beside a phrase that begins, or ends, at word `at` and whose last word is of the family `own`."""
        found = self._joined.get((at, own))
        if found is None:
            if at not in self._at:
                alone, to_join = self._find(self._sentence, at, self._lexis)
                self._at[at] = frozenset(self._known(alone)), to_join
            alone_known, to_join = self._at[at]
            found = self._joined[at, own] = alone_known | frozenset(self._known([f"{name} {own}" for name in to_join]))
        return found


def _own_features(words: Sequence[str], lexis: Lexis) -> set[str]:
    """Features of the phrase itself."""
    first, last = words[0], words[-1]
    classes = "".join(str(lexis.rarity(word)) for word in words)
    head = words[words.index("of") - 1] if "of" in words[1:] else last
    out = {
        f"last={last}",
        f"first={first}",
        f"ends={first} {last}",
        f"all={' '.join(words)}",
        f"len={min(len(words), 7)}",
        f"pat={classes[:5]}",
        f"rare={classes[0]}{classes[-1]}",
        f"suf={last[-3:]}",
        f"suf1={first[-3:]}",
        f"head={head}",
    }
    out.update(f"mid={word}" for word in words[1:-1])
    kin, family = lexis.kin, lexis.family
    out |= {f"klast={kin.get(last)}", f"kfirst={kin.get(first)}", f"khead={kin.get(head)}", f"fhead={family.get(head)}"}
    out |= {f"fends={family.get(first)} {family.get(last)}", f"fall={' '.join(str(family.get(w)) for w in words[:4])}"}
    if len(words) > 1:
        out |= {f"last2={words[-2]} {last}", f"first2={first} {words[1]}"}
    if any(char.isdigit() for word in words for char in word):
        out.add("digit")
    return out


def _context_features(sentence: Marked, first: int, last: int) -> Iterable[str]:
    """Features of the phrase and the mentions that it is made of."""
    yield from (f"lt={tag}" for tag in sentence.tags[last - 1])
    yield from (f"ft={tag}" for tag in sentence.tags[first])
    yield f"whole={sentence.whole.get((first, last), '')}"
    if not sentence.triggers:
        yield "noE"


def _left_features(sentence: Marked, first: int, lexis: Lexis) -> tuple[list[str], list[str]]:
    """Features of what stands before a phrase, and those to be joined with the family of its last word."""
    words, kin, family = sentence.words, lexis.kin, lexis.family

    def at(k: int) -> str:
        return words[k].text if k >= 0 else _FAR

    bridge: list[str] = []
    k = first - 1
    while k >= 0 and words[k].text in FUNCTION_WORDS and len(bridge) < _BRIDGE:
        bridge.append(words[k].text)
        k -= 1
    joined, governor = " ".join(word for word in reversed(bridge) if word not in _SKIPPED), at(k)
    out = [
        f"L1={at(first - 1)}",
        f"L12={at(first - 2)} {at(first - 1)}",
        f"L2={at(first - 2)}",
        f"L3={at(first - 3)}",
        f"kL={kin.get(at(first - 1))}",
        f"G={governor} {joined}",
        f"g={governor}",
        f"GT={_tags(sentence, k)} {joined}",
        f"kG={kin.get(governor)} {joined}",
        f"fG={family.get(governor)} {joined}",
    ]
    to_join = [f"fGo={family.get(governor)} {joined}"]
    for d in range(2, _WINDOW + 2):
        word = at(first - d)
        if len(word) > 3 and word not in FUNCTION_WORDS:
            out += [f"wl={word}", f"kl={kin.get(word)}"]
            to_join.append(f"fl={family.get(word)}")
    before = [(first - k, tag) for k, tag in sentence.triggers if k < first]
    return out + [f for distance, tag in before[-1:] for f in _nearest("b", distance, tag)], to_join


def _right_features(sentence: Marked, last: int, lexis: Lexis) -> tuple[list[str], list[str]]:
    """Features of what stands behind a phrase, and those to be joined with the family of its last word."""
    words, kin, family = sentence.words, lexis.kin, lexis.family
    n = len(words)

    def at(k: int) -> str:
        return words[k].text if k < n else _FAR

    bridge: list[str] = []
    k = last
    while k < n and (words[k].text in FUNCTION_WORDS or words[k].text == ",") and len(bridge) < _BRIDGE:
        bridge.append(words[k].text)
        k += 1
    joined, governor = " ".join(bridge), at(k)
    out = [
        f"R1={at(last)}",
        f"R12={at(last)} {at(last + 1)}",
        f"R2={at(last + 1)}",
        f"R3={at(last + 2)}",
        f"kR={kin.get(at(last))}",
        f"H={joined} {governor}",
        f"h={governor}",
        f"HT={joined} {_tags(sentence, k)}",
        f"kH={joined} {kin.get(governor)}",
        f"fH={joined} {family.get(governor)}",
    ]
    to_join = [f"fHo={joined} {family.get(governor)}"]
    for d in range(2, _WINDOW + 2):
        word = at(last + d - 1)
        if len(word) > 3 and word not in FUNCTION_WORDS:
            out += [f"wr={word}", f"kr={kin.get(word)}"]
            to_join.append(f"fr={family.get(word)}")
    out += [f"nt={tag}" for tag in (sentence.tags[last] if last < n else ("",))]
    after = [(k - last, tag) for k, tag in sentence.triggers if k >= last]
    return out + [f for distance, tag in after[:1] for f in _nearest("a", distance, tag)], to_join


def _nearest(side: str, distance: int, tag: str) -> tuple[str, str]:
    """Features of the nearest word of violence on one side."""
    near = "near" if distance <= 3 else "mid" if distance <= 8 else "far"
    return f"{side}E={tag}", f"{side}E={tag} {near}"


def _tags(sentence: Marked, k: int) -> str:
    return "+".join(sentence.tags[k]) if 0 <= k < len(sentence.tags) else _FAR
