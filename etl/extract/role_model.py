"""How likely each phrase of a text names who took part in an attack: log-linear models, one on top of the other.

Enters: a Text and its mentions. Leaves: each phrase with a probability a role. Pure; weights come from the codebook.

Four models, each reading the ones before it: how likely a sentence tells an attack, how likely the document does and of what type,
how likely a phrase fills a role by its words and surroundings, and what its rivals in the document add to that or take from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from etl.codebook.weights import LogLinear, role_weights
from etl.extract.phrases import Word
from etl.extract.role_features import Lexis, Marked, Phrase, find_features, mark
from etl.extract.text import Text
from etl.model import Mention

ROLES = ("perp_individual", "perp_organisation", "target_name", "victim_name", "weapon_name")
DOCUMENT_NORM = 10.0
# Phrases of sentences less likely than this to tell an attack are not looked at: under one filler in fifty stands only there.
LEAST_SENTENCE_LOGIT = -5.0
_LOGIT_BOUND = 6.0

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class RoleModel:
    """The models, and what is known of single words."""

    sentence: LogLinear
    document: LogLinear
    phrase: LogLinear
    rival: LogLinear
    lexis: Lexis


@cache
def load_role_model() -> RoleModel:
    """The trained model of the package."""
    models, tables = role_weights()
    lexis = Lexis(tables["frequency"], tables.get("kin", {}), tables.get("family", {}))
    return RoleModel(models["sentence"], models["document"], models["phrase"], models["rival"], lexis)


@dataclass(frozen=True)
class ScoredPhrase:
    """A phrase with the logit of each of `ROLES`."""

    phrase: Phrase
    logits: Floats


def frequency_class(count: int) -> int:
    """A word's class by the number of documents that hold it.

    >>> [frequency_class(n) for n in (0, 1, 2, 8, 25, 80, 81)]
    [0, 1, 2, 3, 4, 5, 6]
    """
    return sum(count > bound for bound in (0, 1, 3, 8, 25, 80))


def grams(words: Sequence[Word]) -> set[str]:
    """A sentence's words and pairs of neighbours."""
    bare = [word.text for word in words if not word.is_sign]
    return {*bare, *(f"{a} {b}" for a, b in pairwise(bare))}


def sentence_logits(model: LogLinear, sentences: Iterable[set[str]]) -> list[float]:
    """How likely each sentence, given as its grams, names who took part in an attack."""
    return [float(model.logits(found)[0]) for found in sentences]


def document_logits(model: LogLinear, sentences: Sequence[set[str]]) -> Floats:
    """How likely the document reports an attack, and of each type."""
    return model.logits(set().union(*sentences) if sentences else set(), norm=DOCUMENT_NORM)


def bucket(logit: float, width: float = 1.0) -> int:
    """A logit as a whole number, the better to have a weight of its own."""
    return round(max(-_LOGIT_BOUND, min(_LOGIT_BOUND, logit)) / width)


def setting_features(phrase: Phrase, sentences: Sequence[float], document: Sequence[float] | Floats) -> list[str]:
    """Features of the sentences and the document that a phrase stands in."""
    best_here = max(sentences[o.sentence] for o in phrase.occurrences)
    best, relevant = bucket(max(sentences)), bucket(document[0])
    out = [
        f"S={bucket(best_here)}",
        f"SD={best}",
        f"D={relevant}",
        f"DS={bucket(document[0], 2)} {bucket(best_here, 2)}",
    ]
    return out + [f"D{c}={bucket(logit)}" for c, logit in enumerate(document[1:4])]


def rival_features(
    phrases: Sequence[Phrase], logits: Floats, sentences: Sequence[float], document: Sequence[float] | Floats
) -> list[list[str]]:
    """For every phrase, what its rivals in the document leave of it. `logits` has a row a phrase and a column a role."""
    if not phrases:
        return []
    ranks = (-logits).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    expected = (1 / (1 + np.exp(-logits))).sum(axis=0)
    overlapping = _overlaps(phrases)
    in_sentence = _best_in_sentence(phrases, logits, len(sentences))
    out = []
    for i, phrase in enumerate(phrases):
        others = logits[overlapping[i]].max(axis=0) if overlapping[i] else np.full(len(ROLES), -_LOGIT_BOUND)
        beside = np.max([in_sentence[o.sentence] for o in phrase.occurrences], axis=0)
        best_here = max(sentences[o.sentence] for o in phrase.occurrences)
        found = [
            f"best={int(logits[i].argmax())}",
            f"n={min(len(phrase.occurrences), 4)}",
            f"pos={min(phrase.occurrences[0].sentence, 6)}",
            f"len={min(phrase.key.count(' '), 5)}",
            f"S={bucket(best_here)}",
            f"D={bucket(document[0])}",
            f"SD={bucket(max(sentences))}",
        ]
        for r in range(len(ROLES)):
            own, rank = bucket(logits[i, r], 0.5), min(int(ranks[i, r]), 5)
            gap = bucket(float(logits[i, r] - others[r]))
            found += [
                f"{r}p={own}",
                f"{r}rank={rank}",
                f"{r}gap={gap}",
                f"{r}pr={own} {rank}",
                f"{r}pg={bucket(logits[i, r])} {gap}",
                f"{r}many={min(int(expected[r]), 6)}",
                f"{r}beside={bucket(float(beside[r]))}",
                f"{r}pD={bucket(logits[i, r])} {bucket(document[0], 2)}",
            ]
        out.append(found)
    return out


def _overlaps(phrases: Sequence[Phrase]) -> list[list[int]]:
    """For each phrase the others that share a word with it somewhere."""
    at: dict[tuple[int, int], list[int]] = {}
    for i, phrase in enumerate(phrases):
        for o in phrase.occurrences:
            for k in range(o.first, o.last):
                at.setdefault((o.sentence, k), []).append(i)
    out: list[set[int]] = [set() for _ in phrases]
    for together in at.values():
        for i in together:
            out[i].update(together)
    return [sorted(found - {i}) for i, found in enumerate(out)]


def _best_in_sentence(phrases: Sequence[Phrase], logits: Floats, sentences: int) -> Floats:
    best = np.full((sentences, logits.shape[1]), -_LOGIT_BOUND, dtype=np.float32)
    for i, phrase in enumerate(phrases):
        for o in phrase.occurrences:
            best[o.sentence] = np.maximum(best[o.sentence], logits[i])
    return best


@dataclass(frozen=True)
class Reading:
    """A text as the models see it: its marked sentences, their logits, the document's, and the scored phrases."""

    marked: list[Marked]
    sentences: list[float]
    document: Floats
    phrases: list[ScoredPhrase]


def read_roles(text: Text, mentions: Iterable[Mention], model: RoleModel) -> Reading:
    """The text's phrases with their logits, in order of first occurrence."""
    marked = mark(text, mentions)
    found = [grams(sentence.words) for sentence in marked]
    sentences = sentence_logits(model.sentence, found)
    document = document_logits(model.document, found)
    only = [logit >= LEAST_SENTENCE_LOGIT for logit in sentences]
    phrases = list(find_features(marked, model.lexis, only=only).values())
    if not phrases:
        return Reading(marked, sentences, document, [])
    first = np.stack([model.phrase.logits([*p.features, *setting_features(p, sentences, document)]) for p in phrases])
    corrections = [model.rival.logits(f) for f in rival_features(phrases, first, sentences, document)]
    scored = [ScoredPhrase(p, x + y) for p, x, y in zip(phrases, first, corrections, strict=True)]
    return Reading(marked, sentences, document, scored)
