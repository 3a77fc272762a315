"""Whether an article may tell of an attack by the words that it is written in: a log-linear model before all stages.

Enters: a Text. Leaves: yes or no. Weights come from the codebook (`gate.csv`, found by `training/train_gate.py`).

Most of a day's news has some word of violence in it, and costs most of what an attack article costs to be found harmless. All its words
together tell sooner what it is about. A paragraph on an attack in a long text about something else would drown in them: so each stretch
of the text is asked as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from math import log, sqrt

from etl.codebook.choices import gate_weights
from etl.codebook.lexicon import lowered_whole
from etl.extract.relevance import may_report_violence
from etl.extract.role_model import load_role_model
from etl.extract.text import Text

# Of 528 coded articles about attacks that the weights had not seen two are below both; half a unit higher would lose two more.
WHOLE = -0.5
# One of many chances to pass: so a stretch is asked for more.
STRETCH = 0.2
# Characters: about a hundred words, two or three paragraphs of a newspaper.
_LENGTH = 600
# So much like a report of an attack that no word of violence need stand in it: "the radio station was taken over by six members of the band".
SOUNDS = 0.7
BIAS = "any text"
_WORD = re.compile(r"[a-z]+")


def may_report_attack(text: Text, weights: Mapping[str, float] | None = None) -> bool:
    """Whether the text, or a stretch of it that has a word of violence, is written in words that attacks are told in."""
    low = lowered_whole(text.whole)
    whole = logit_of_whole(text.whole) if weights is None else gate_logit(low, weights)
    weights = gate_weights() if weights is None else weights
    return whole >= WHOLE or any(
        may_report_violence(stretch) and gate_logit(stretch, weights) >= STRETCH for stretch in _stretches(text, low)
    )


def sounds_like_attack(whole: str) -> bool:
    """Whether the text as a whole is so like reports of attacks that it is read even where no list knows the words for the deed."""
    return logit_of_whole(whole) >= SOUNDS


@lru_cache(maxsize=1)  # asked at the gate, and again of the drafts of the same text
def logit_of_whole(whole: str) -> float:
    """How likely the text as a whole, by its words, tells of an attack."""
    return gate_logit(lowered_whole(whole), gate_weights())


def gate_logit(low: str, weights: Mapping[str, float]) -> float:
    """How likely the text, in lower case, tells of an attack."""
    amounts = _amounts(low)
    length = _length(amounts)
    told = [weight * (amount / length) for name, amount in amounts.items() if (weight := weights.get(name))]
    return sum(told, weights.get(BIAS, 0.0))


def gate_features(low: str) -> Mapping[str, float]:
    """The words of a text in lower case, and their groups of like meaning, by how often they stand; together of length one, however long the text."""
    amounts = _amounts(low)
    length = _length(amounts)
    return {BIAS: 1.0} | {name: amount / length for name, amount in amounts.items()}


def _amounts(low: str) -> dict[str, float]:
    """How much each word, and each group of words, counts by how often it stands."""
    words, groups, groups_of = Counter(_WORD.findall(low)), dict[str, int](), _groups()
    for word, count in words.items():
        for group in groups_of.get(word, ()):
            groups[group] = groups.get(group, 0) + count
    return {name: 1 + log(count) if count > 1 else 1.0 for counts in (words, groups) for name, count in counts.items()}


def _length(amounts: Mapping[str, float]) -> float:
    return sqrt(sum([amount * amount for amount in amounts.values()]))


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """The groups of like meaning that a word is in, narrow and wide."""
    kin, family = load_role_model().lexis.kin, load_role_model().lexis.family
    return {word: (f"kin {kin[word]}", f"family {family[word]}") for word in kin.keys() & family.keys()}


def _stretches(text: Text, low: str) -> Iterator[str]:
    """The text in stretches of whole sentences, the last one reaching back; none where it is only one."""
    begin = 0
    for sentence in text.sentences:
        if sentence.end - begin >= _LENGTH:
            yield low[begin : sentence.end]
            begin = sentence.end
    if 0 < begin < len(low):
        yield low[max(0, len(low) - _LENGTH) :]
