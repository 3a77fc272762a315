"""How likely each phrase of a text names who took part in an attack: log-linear models.

Enters: a Text and its mentions. Leaves: each phrase with a probability a role. Pure; weights come from the codebook.

Three models: how likely a sentence names somebody who took part in an attack, how likely the document reports one and of what type,
and, reading both, how likely a phrase fills a role by its words and surroundings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from etl.codebook.weights import LogLinear, role_weights
from etl.extract.phrases import Word
from etl.extract.role_features import Finder, Lexis, Marked, Phrase, mark
from etl.extract.text import Text
from etl.model import Mention

# Kinds of attack, as MUC-4 parts them.
KINDS = ("attack", "bombing", "kidnapping", "arson", "robbery")
ROLES = ("perp_individual", "perp_organisation", "target_name", "victim_name", "weapon_name")
DOCUMENT_NORM = 10.0
# Phrases of sentences less likely than this to name a filler are not looked at: three fillers in a hundred stand only there.
LEAST_SENTENCE_LOGIT = -3.5
# More than any article has: of a book or a dump the likeliest sentences are read, and none that is no prose.
MOST_SENTENCES, MOST_WORDS = 300, 250
_LOGIT_BOUND = 6.0

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class RoleModel:
    """The models, and what is known of single words."""

    sentence: LogLinear
    document: LogLinear
    phrase: LogLinear
    lexis: Lexis

    @cached_property
    def finder(self) -> Finder[int]:
        """What finds the phrases of a text."""
        return Finder(self.lexis, self.phrase.known_by)


@cache
def load_role_model() -> RoleModel:
    """The trained model of the package."""
    models, tables = role_weights()
    lexis = Lexis(tables["frequency"], tables.get("kin", {}), tables.get("family", {}))
    return RoleModel(models["sentence"], models["document"], models["phrase"], lexis)


@dataclass(frozen=True)
class ScoredPhrase:
    """A phrase with the logit of each of `ROLES`."""

    phrase: Phrase[int]
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


def setting_features(best_here: float, likeliest: float, document: Sequence[float] | Floats) -> list[str]:
    """Features of the sentences and the document that a phrase stands in: the highest logit of its own sentences and of all."""
    best, relevant = bucket(likeliest), bucket(document[0])
    out = [
        f"S={bucket(best_here)}",
        f"SD={best}",
        f"D={relevant}",
        f"DS={bucket(document[0], 2)} {bucket(best_here, 2)}",
    ]
    return out + [f"D{c}={bucket(logit)}" for c, logit in enumerate(document[1:4])]


@dataclass(frozen=True)
class Reading:
    """A text as the models see it: its marked sentences, their logits, the document's, and the scored phrases."""

    marked: list[Marked]
    sentences: list[float]
    document: Floats
    phrases: list[ScoredPhrase]


def _worth_looking_at(marked: Sequence[Marked], sentences: Sequence[float]) -> list[bool]:
    """Which sentences are likely enough to name a filler; of a very long text only the likeliest, so that its features fit into memory."""
    bar = LEAST_SENTENCE_LOGIT
    if len(sentences) > MOST_SENTENCES:
        bar = max(bar, sorted(sentences, reverse=True)[MOST_SENTENCES - 1])
    return [logit >= bar and len(m.words) <= MOST_WORDS for m, logit in zip(marked, sentences, strict=True)]


def read_roles(text: Text, mentions: Iterable[Mention], model: RoleModel) -> Reading:
    """The text's phrases with their logits, in order of first occurrence."""
    marked = mark(text, mentions)
    found = [grams(sentence.words) for sentence in marked]
    sentences = sentence_logits(model.sentence, found)
    document = document_logits(model.document, found)
    only = _worth_looking_at(marked, sentences)
    likeliest = max(sentences, default=0.0)
    phrases = list(model.finder.find(marked, only=only).values())
    if not phrases:
        return Reading(marked, sentences, document, [])
    here = [p.likeliest_of(sentences) for p in phrases]
    setting = {best: model.phrase.known(setting_features(best, likeliest, document)) for best in set(here)}
    logits = model.phrase.logits_of_rows([[*p.features, *setting[best]] for p, best in zip(phrases, here, strict=True)])
    return Reading(marked, sentences, document, [ScoredPhrase(p, x) for p, x in zip(phrases, logits, strict=True)])
