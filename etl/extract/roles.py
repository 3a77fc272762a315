"""Who took part in an attack, in the words of the article: attackers, their organisation, what was hit, victims, weapons.

Enters: a Text and its mentions. Leaves: ROLE mentions, each with a probability; and, of those, an account's Values. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from etl.extract.phrases import find_words, plain_phrase
from etl.extract.role_model import ROLES, document_logits, grams, load_role_model, read_roles
from etl.extract.stage import Stage
from etl.extract.text import Text
from etl.model import Mention, MentionKind, RoleValue, Span, Value

NAME = "roles"
RULE = "role model"
# Below this a phrase is not worth a mention: it would stand in no account.
_LEAST_PROBABILITY = 0.06
# From here on a phrase speaks for an attack being told at all.
_LIKELY = 0.2
# The document model's logit under which a text of so many words is hardly a report of an attack; every coded article of one is above 0.
_LEAST_REPORT_LOGIT, _LEAST_WORDS = -0.5, 100
# An account holds a name from the second number on where the words that decided the account's own codes are part of it (a group that is
# `gname`, a weapon that is `weaptype`), else from the first on. Set where the F1 of the incidents found in MUC-4 DEV, cross-validated,
# is highest.
THRESHOLD = {
    "perp_individual": (0.25, 0.1),
    "perp_organisation": (0.4, 0.08),
    "target_name": (0.3, 0.06),
    "victim_name": (0.2, 0.2),
    "weapon_name": (0.5, 0.16),
}
_DECIDED_BY = {
    "perp_individual": ("gname",),
    "perp_organisation": ("gname",),
    "target_name": ("targtype", "target"),
    "victim_name": ("targtype", "target"),
    "weapon_name": ("weaptype", "weapdetail"),
}


def find_roles(text: Text, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """A ROLE mention for every place where a likely name or description stands; none in a text without words of violence."""
    if not any(m.kind is MentionKind.TRIGGER for m in mentions):
        return
    reading = read_roles(text, mentions, load_role_model())
    for scored in reading.phrases:
        for role, logit in zip(ROLES, scored.logits.tolist(), strict=True):
            probability = _probability(logit)
            if probability < _LEAST_PROBABILITY:
                continue
            for place in scored.phrase.occurrences:
                words, start = reading.marked[place.sentence].words, text.sentences[place.sentence].start
                first, last = start + words[place.first].start, start + words[place.last - 1].end
                yield Mention.make(text.article, first, last, RoleValue(role, round(probability, 4)), NAME)


def _probability(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def settle_roles(found: Iterable[Mention], settled: Mapping[str, Value]) -> dict[str, Value]:
    """The role fields of an account from the ROLE mentions in its sentences; a field that nobody fills is absent.

    `settled` are the account's other fields: what they rest on needs less to be believed. Of names that share words only the likeliest
    stays; each is written as at its first place.
    """
    values = {}
    by_role: dict[str, list[Mention]] = {}
    for mention in found:
        if isinstance(mention.value, RoleValue):
            by_role.setdefault(mention.value.role, []).append(mention)
    for role, mentions in sorted(by_role.items()):
        decided_by = [span for field in _DECIDED_BY[role] if field in settled for span in settled[field].evidence]
        names = [places for places in _names(mentions) if _is_believed(role, places, decided_by)]
        if not names:
            continue
        first = [min(places, key=lambda m: m.span) for places in names]
        values[role] = Value(
            value=tuple(" ".join(m.span.quote.split()) for m in first),
            confidence=_mean([_likeliness(m) for m in first]),
            evidence=tuple(m.span for m in first),
            rule=RULE,
        )
    return values


def _is_believed(role: str, places: Sequence[Mention], decided_by: Sequence[Span]) -> bool:
    alone, agreed = THRESHOLD[role]
    agrees = any(place.span.overlaps(span) for place in places for span in decided_by)
    return _likeliness(places[0]) >= (agreed if agrees else alone)


def _names(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The places of each name, likeliest name first, without names that overlap a likelier one."""
    places: dict[str, list[Mention]] = {}
    for mention in mentions:
        places.setdefault(plain_phrase(mention.span.quote.lower().split()), []).append(mention)
    kept: list[list[Mention]] = []
    for _, group in sorted(places.items(), key=lambda item: (-_likeliness(item[1][0]), item[1][0].span)):
        if not any(one.span.overlaps(other.span) for one in group for chosen in kept for other in chosen):
            kept.append(group)
    return kept


def _likeliness(mention: Mention) -> float:
    return mention.value.probability if isinstance(mention.value, RoleValue) else 0.0


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def fills_a_role(found: Iterable[Mention]) -> bool:
    """Whether any of the mentions likely names somebody or something that took part."""
    return any(_likeliness(mention) >= _LIKELY for mention in found)


def hardly_reports_attack(text: Text) -> bool:
    """Whether a text of some length speaks so little like a report of an attack that words of violence alone prove none.

    Talks, statements and comment use the same words as reports, but not the same company of words. True for 55 in 100 of the MUC-4
    DEV documents without an incident and 10 in 100 of the others (cross-validated); a short text has too few words to be judged so.
    """
    found = [find_words(sentence.flat) for sentence in text.sentences]
    if sum(not word.is_sign for words in found for word in words) < _LEAST_WORDS:
        return False
    logits = document_logits(load_role_model().document, [grams(words) for words in found])
    return float(logits[0]) < _LEAST_REPORT_LOGIT


STAGE = Stage(
    NAME,
    find_roles,
    writes=frozenset({MentionKind.ROLE}),
    reads=frozenset({MentionKind.TRIGGER, MentionKind.WEAPON, MentionKind.TARGET}),
)
