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
from functools import cache
from math import log, sqrt

from etl.codebook.choices import gate_weights
from etl.codebook.lexicon import lowered
from etl.extract.relevance import may_report_violence
from etl.extract.role_model import load_role_model
from etl.extract.text import Text

# Of 709 coded articles about attacks, each judged by weights found without it, one is below both, and the stages find no attack in it.
WHOLE = -0.8
# One of many chances to pass: so a stretch is asked for more.
STRETCH = -0.1
# Characters: about a hundred words, two or three paragraphs of a newspaper.
_LENGTH = 600
BIAS = "any text"
_WORD = re.compile(r"[a-z]+")


def may_report_attack(text: Text, weights: Mapping[str, float] | None = None) -> bool:
    """Whether the text, or a stretch of it that has a word of violence, is written in words that attacks are told in."""
    low, weights = lowered(text.whole), gate_weights() if weights is None else weights
    return gate_logit(low, weights) >= WHOLE or any(
        may_report_violence(stretch) and gate_logit(stretch, weights) >= STRETCH for stretch in _stretches(text, low)
    )


def gate_logit(low: str, weights: Mapping[str, float]) -> float:
    """How likely the text, in lower case, tells of an attack."""
    return sum(weights.get(name, 0.0) * amount for name, amount in gate_features(low).items())


def gate_features(low: str) -> Mapping[str, float]:
    """The words of a text in lower case, and their groups of like meaning, by how often they stand; together of length one, however long the text."""
    words, groups, groups_of = Counter(_WORD.findall(low)), Counter[str](), _groups()
    for word, count in words.items():
        for group in groups_of.get(word, ()):
            groups[group] += count
    amounts = {name: 1 + log(count) for counts in (words, groups) for name, count in counts.items()}
    length = sqrt(sum(amount * amount for amount in amounts.values()))
    return {BIAS: 1.0} | {name: amount / length for name, amount in amounts.items()}


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
