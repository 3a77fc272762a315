"""Who took part in an attack, in the words of the article: attackers, their organisation, what was hit, victims, weapons.

Enters: a Text and its mentions. Leaves: ROLE mentions, each with a probability, and one REPORT mention for the text as a whole; and, of
the former, an account's Values. Pure: the models come from the codebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from etl.extract.phrases import plain_phrase
from etl.extract.role_encoder import encode, load_encoder, open_window
from etl.extract.role_model import KINDS, ROLES, load_role_model, read_roles
from etl.extract.stage import Stage
from etl.extract.text import Text
from etl.model import Mention, MentionKind, ReportValue, RoleValue, Span, Value

NAME = "roles"
RULE = "role model"
# Below this, a probability of one in ten, a phrase is not worth a mention: it would stand in no account.
_LEAST_LOGIT = log(0.1 / 0.9)
# From here on a phrase may take part in an attack of a kind.
_LEAST_KIND_LOGIT = -2.0
# An account holds a name from the second number on where the words that decided the account's own codes are part of it (a group that is
# `gname`, a weapon that is `weaptype`), else from the first on. One pair for all roles: the F1 of whole incidents on the fifth of MUC-4
# DEV that was held out is level around it, so that a pair a role would fit that fifth alone.
ALONE, AGREED = 0.25, 0.12
_DECIDED_BY = {
    "perp_individual": ("gname",),
    "perp_organisation": ("gname",),
    "target_name": ("targtype", "target"),
    "victim_name": ("targtype", "target"),
    "weapon_name": ("weaptype", "weapdetail"),
}


def find_roles(text: Text, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """What the text as a whole reports, and a ROLE mention for every place where a likely name or description stands.

    Nothing in a text without words of violence.
    """
    if not any(m.kind is MentionKind.TRIGGER for m in mentions):
        return
    reading = read_roles(text, mentions, load_role_model())
    window = open_window([[w.text for w in sentence.words] for sentence in reading.marked], reading.sentences)
    phrases = [scored.phrase for scored in reading.phrases]
    lower = np.array([scored.logits for scored in reading.phrases], dtype=np.float32).reshape(-1, len(ROLES))
    encoded = encode(window, phrases, lower, reading.document, load_encoder())
    attack, *kinds = encoded.document.tolist()
    first = text.sentences[0]
    report = ReportValue(round(attack, 4), tuple((kind, round(x, 4)) for kind, x in zip(KINDS, kinds, strict=True)))
    yield Mention.make(text.article, first.start, first.end, report, NAME)
    for number, role in zip(*np.nonzero(encoded.roles >= _LEAST_LOGIT), strict=True):
        probability = _probability(encoded.roles[number, role])
        value = RoleValue(ROLES[role], round(probability, 4), _kinds(encoded.kinds[number]))
        for place in phrases[number].occurrences:
            words, start = reading.marked[place.sentence].words, text.sentences[place.sentence].start
            yield Mention.make(
                text.article, start + words[place.first].start, start + words[place.last - 1].end, value, NAME
            )


def _kinds(logits: NDArray[np.float32]) -> tuple[str, ...]:
    return tuple(kind for kind, logit in zip(KINDS, logits.tolist(), strict=True) if logit >= _LEAST_KIND_LOGIT)


def _probability(logit: float) -> float:
    return float(1 / (1 + np.exp(-float(logit))))


def settle_roles(found: Iterable[Mention], settled: Mapping[str, Value]) -> dict[str, Value]:
    """The role fields of an account from the ROLE mentions in its sentences; a field that nobody fills is absent.

    `settled` are the account's other fields: what they rest on needs less to be believed, and what takes part in attacks of other kinds
    than the account is told as has no place in it. Of names that share words only the likeliest stays; each is written as at its first
    place.
    """
    values = {}
    told = settled.get("told_as")
    kinds = set(told.value) if told is not None and isinstance(told.value, tuple) else set()
    by_role: dict[str, list[Mention]] = {}
    for mention in found:
        value = mention.value
        if isinstance(value, RoleValue) and (not kinds or not value.kinds or kinds & set(value.kinds)):
            by_role.setdefault(value.role, []).append(mention)
    for role, mentions in sorted(by_role.items()):
        decided_by = [span for field in _DECIDED_BY[role] if field in settled for span in settled[field].evidence]
        names = [places for places in _names(mentions) if _is_believed(places, decided_by)]
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


def _is_believed(places: Sequence[Mention], decided_by: Sequence[Span]) -> bool:
    agrees = any(place.span.overlaps(span) for place in places for span in decided_by)
    return _likeliness(places[0]) >= (AGREED if agrees else ALONE)


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


STAGE = Stage(
    NAME,
    find_roles,
    writes=frozenset({MentionKind.ROLE, MentionKind.REPORT}),
    reads=frozenset({MentionKind.TRIGGER, MentionKind.WEAPON, MentionKind.TARGET}),
)
