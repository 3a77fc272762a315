"""What a classifier looks at to tell who or what took part in an attack, and how.

Enters: sentences with their words, and the mentions found so far. Leaves: for each phrase of the text, the set of its features:
strings such as `G=killed by` (the word that governs it). All words in lower case, so that capitals-only text is no different.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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

_SKIPPED = frozenset({"the", "a", "an", "his", "her", "their", "its", "two", "three"})
_WINDOW = 7  # words looked at on either side
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
class Phrase:
    """A phrase, once for the whole text however often it occurs, with all its features."""

    key: str
    features: set[str] = field(default_factory=set)
    occurrences: list[Occurrence] = field(default_factory=list)


@dataclass(frozen=True)
class Marked:
    """A sentence's words and, for each, the tags of the mentions that cover it; `triggers` are (first word, tag) in order."""

    words: list[Word]
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


def _mark(words: list[Word], offset: int, mentions: Iterable[Mention]) -> Marked:
    tags: list[set[str]] = [set() for _ in words]
    whole: dict[tuple[int, int], str] = {}
    triggers: list[tuple[int, str]] = []
    for mention in mentions:
        tag = _tag(mention)
        if not tag:
            continue
        start, end = mention.span.start - offset, mention.span.end - offset
        covered = [k for k, w in enumerate(words) if w.start < end and start < w.end]
        if not covered:
            continue
        for k in covered:
            tags[k].add(tag)
        whole[covered[0], covered[-1] + 1] = tag
        if isinstance(mention.value, TriggerValue):
            triggers.append((covered[0], tag))
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


def find_features(marked: Sequence[Marked], lexis: Lexis, *, only: Sequence[bool]) -> dict[str, Phrase]:
    """All phrases of the sentences that `only` allows, by their plain spelling."""
    phrases: dict[str, Phrase] = {}
    for number, sentence in enumerate(marked):
        if not only[number]:
            continue
        for first, last in find_phrases(sentence.words):
            words = [w.text for w in sentence.words[first:last] if not w.is_sign]
            key = plain_phrase(words)
            if not key:
                continue
            phrase = phrases.get(key)
            if phrase is None:
                phrase = phrases[key] = Phrase(key, _own_features(words, lexis))
            phrase.features.update(_context_features(sentence, first, last, lexis))
            phrase.occurrences.append(Occurrence(number, first, last))
    for phrase in phrases.values():
        phrase.features.add(f"n={min(len(phrase.occurrences), 4)}")
        phrase.features.add(f"pos={min(phrase.occurrences[0].sentence, 6)}")
    return phrases


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


def _context_features(sentence: Marked, first: int, last: int, lexis: Lexis) -> Iterable[str]:
    """Features of one place where a phrase stands."""
    words, kin, family = sentence.words, lexis.kin, lexis.family
    n = len(words)
    own = family.get(words[last - 1].text)

    def at(k: int) -> str:
        return words[k].text if 0 <= k < n else _FAR

    out = [
        f"L1={at(first - 1)}",
        f"L12={at(first - 2)} {at(first - 1)}",
        f"L2={at(first - 2)}",
        f"L3={at(first - 3)}",
        f"R1={at(last)}",
        f"R12={at(last)} {at(last + 1)}",
        f"R2={at(last + 1)}",
        f"R3={at(last + 2)}",
    ]
    bridge: list[str] = []
    k = first - 1
    while k >= 0 and words[k].text in FUNCTION_WORDS and len(bridge) < 4:
        bridge.append(words[k].text)
        k -= 1
    joined = " ".join(word for word in reversed(bridge) if word not in _SKIPPED)
    out += [f"G={at(k)} {joined}", f"g={at(k)}", f"GT={_tags(sentence, k)} {joined}"]
    out += [
        f"kG={kin.get(at(k))} {joined}",
        f"fG={family.get(at(k))} {joined}",
        f"fGo={family.get(at(k))} {joined} {own}",
    ]
    k, bridge = last, []
    while k < n and (words[k].text in FUNCTION_WORDS or words[k].text == ",") and len(bridge) < 4:
        bridge.append(words[k].text)
        k += 1
    joined = " ".join(bridge)
    out += [f"H={joined} {at(k)}", f"h={at(k)}", f"HT={joined} {_tags(sentence, k)}"]
    out += [
        f"kH={joined} {kin.get(at(k))}",
        f"fH={joined} {family.get(at(k))}",
        f"fHo={joined} {family.get(at(k))} {own}",
    ]
    out += [f"kL={kin.get(at(first - 1))}", f"kR={kin.get(at(last))}"]
    for d in range(2, _WINDOW + 2):
        left, right = at(first - d), at(last + d - 1)
        if len(left) > 3 and left not in FUNCTION_WORDS:
            out += [f"wl={left}", f"kl={kin.get(left)}", f"fl={family.get(left)} {own}"]
        if len(right) > 3 and right not in FUNCTION_WORDS:
            out += [f"wr={right}", f"kr={kin.get(right)}", f"fr={family.get(right)} {own}"]
    out += [f"lt={tag}" for tag in sentence.tags[last - 1]] + [f"ft={tag}" for tag in sentence.tags[first]]
    out += [f"nt={tag}" for tag in (sentence.tags[last] if last < n else ("",))]
    out.append(f"whole={sentence.whole.get((first, last), '')}")
    before = [(first - k, tag) for k, tag in sentence.triggers if k < first]
    after = [(k - last, tag) for k, tag in sentence.triggers if k >= last]
    for side, near in (("b", before[-1:]), ("a", after[:1])):
        for distance, tag in near:
            near_far = "near" if distance <= 3 else "mid" if distance <= 8 else "far"
            out += [f"{side}E={tag}", f"{side}E={tag} {near_far}"]
    if not sentence.triggers:
        out.append("noE")
    return out


def _tags(sentence: Marked, k: int) -> str:
    return "+".join(sentence.tags[k]) if 0 <= k < len(sentence.tags) else _FAR
