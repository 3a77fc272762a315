"""Attackers whose death is told by a word that points back to them: "all three were shot dead", "the gunmen died", "the bomber's head was found".

Enters: a Text and the TOLL mentions found in it. Leaves: the mentions, those that speak of attackers marked so and, where only their plural
stands, with the number of attackers told beside them. Pure, linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from etl.codebook.casualties import person_nouns, words_of
from etl.codebook.wording import Wording
from etl.extract.apart import ORDINALS
from etl.extract.doers import FILLER, Told, last_told, next_told, nouns
from etl.extract.numbers import COUNT_WORDS, find_numbers, read_number
from etl.extract.text import Sentence, Text
from etl.model import Mention, TollValue

_BARE = frozenset({"", "them", "other", "others", *ORDINALS})
_BACK = 900  # characters: so far before "the driver" stands what he drove


@dataclass(frozen=True)
class _Expressions:
    """Wordings over the nouns for attackers and for those who end attacks."""

    plural: Wording
    last: Wording
    remains: Wording
    losing: Wording
    acting: Wording
    suffered: Wording


@cache
def _expressions() -> _Expressions:
    many = nouns(plural=True)
    forces = "|".join(sorted(words_of("force") | words_of("state_force"), key=len, reverse=True))
    parts = r"(?:bod(?:y|ies)|remains|(?:severed )?heads?|corpses?|(?:severed )?(?:legs?|limbs)|body parts)"
    state = r"(?:was|were|is|are|has been|have been|had been|lay|lie)\b(?! not)"
    fight = r"gun ?fights?|shoot-?outs?|exchanges? of (?:gun)?fire|fire ?fights?|gun ?battles?|clash(?:es)?|sieges?|stand-?offs?"
    by_force = rf"by (?:the )?(?:[\w'’-]+ ){{0,3}}?(?:{forces})\b"
    in_fight = rf"(?:in|during|after|as) (?:an? |the )?(?:[\w'’-]+ ){{0,3}}?(?:{fight})\b"
    under_fire = (
        rf"when (?:the )?(?:[\w'’-]+ ){{0,3}}?(?:{forces}) (?:[\w'’-]+ ){{0,2}}?(?:fire|stormed|responded|retaliated)"
    )
    return _Expressions(
        plural=Wording(
            rf"\b(?:the|all|both|these|those|its|their) (?:of (?:the|them) )?{FILLER}(?:{many})\b", re.IGNORECASE
        ),
        last=Wording(rf"^ of (?:the |its |their )?(?:(?P<n>{COUNT_WORDS}) )?{FILLER}(?:{many})\b", re.IGNORECASE),
        remains=Wording(
            rf"\b(?:(?:the|an?|one|{COUNT_WORDS}) {FILLER}(?P<whose>{nouns()})(?:['’]s?|s['’])? {parts} {state}"
            rf"|{parts} of (?:the |an? |both |all )?(?:(?P<n>{COUNT_WORDS}) )?{FILLER}(?P<who>{nouns()}) {state})",
            re.IGNORECASE,
        ),
        losing=Wording(rf"\b(?:{many})(?: (?:have|had|also|has|themselves))* $", re.IGNORECASE),
        acting=Wording(rf"\b(?:{forces})\b(?: [\w'’-]+){{0,4}} ?$", re.IGNORECASE),
        suffered=Wording(rf"^[^.;,]{{0,20}}\b(?:{by_force}|{in_fight}|{under_fire})", re.IGNORECASE),
    )


_POINTS = re.compile(
    rf"\b(?:all|both|the) (?:of (?:them|the) )?(?:{COUNT_WORDS})\b|\bboth\b|\bof (?:them|these|those)\b|\bthem\b|^(?:the )?(?:{COUNT_WORDS})(?: others?)? (?:was|were|had)\b",
    re.IGNORECASE,
)
_LOST = re.compile(r"los(?:t|ing|es?)\b", re.IGNORECASE)
# One at the wheel of a bomb dies with it; other drivers do not.
_DRIVEN = Wording(
    r"\bsuicide (?:car|truck|lorry|van|vehicle|bus|motorcycle|bomb|attack)|\b(?:explosives?|bomb|dynamite)[- ](?:laden|packed|filled|rigged|loaded)|\b(?:drove|driven|rammed|crashed|driving|ramming)\b[^.;]{0,80}\b(?:explo\w+|bomb\w*|blew|detonat\w+)",
    re.IGNORECASE,
)
_OTHER_DRIVER = re.compile(
    r"\b(?:bus|taxi|tanker|minibus|ambulance|train|tram|rickshaw|cab|hired|their|his|her|whose)\W+drivers?\b|\bdriver (?:of|for)\b",
    re.IGNORECASE,
)
_THE_DRIVER = re.compile(r"^(?:the|its) (?:[\w-]+ )?(?:driver|rider)\b", re.IGNORECASE)


def find_remains(text: Text) -> Iterator[tuple[int, int, TollValue]]:
    """Attackers whose remains are told of: they died of their own deed. Offsets in the whole text."""
    for sentence in text.sentences:
        for match in _expressions().remains.finditer(sentence.flat):
            whose = (match["whose"] or match["who"]).lower()
            noun = person_nouns()[whose]
            count = read_number(match["n"].lower()) if match["n"] else None if noun.plural else 1
            if count:
                value = TollValue("killed", count, count, count, party="attackers", who=noun.lemma, anaphoric=True)
                yield sentence.start + match.start(), sentence.start + match.end(), value


def point_back(text: Text, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, with whose deaths they tell where the words point back to attackers."""
    out: list[Mention] = []
    for mention in found:
        value = mention.value
        assert isinstance(value, TollValue)
        if value.kind == "killed" and not value.superseded and not value.joint:
            before = out[-1] if out else None
            known = (
                _counted(text, mention, value) if value.party == "attackers" else _known(text, mention, value, before)
            )
            if known.party == "attackers" and _is_beside(text, mention, known, before):
                known = replace(known, more=True, anaphoric=False)
                out[-1] = _told_outright(out[-1])
            mention = replace(mention, value=known)
        out.append(mention)
    return out


def _told_outright(mention: Mention) -> Mention:
    """The mention of a deed, which others of the same sentence are added to."""
    assert isinstance(mention.value, TollValue)
    return replace(mention, value=replace(mention.value, anaphoric=False))


def _counted(text: Text, mention: Mention, value: TollValue) -> TollValue:
    """Attackers' deaths with their number, where "the gunmen" or "all the attackers" stands."""
    if value.value is not None or not _expressions().plural.search(mention.span.quote):
        return value
    told = last_told(text, mention.span.start) or next_told(text, mention.span.end)
    return (
        value if told is None else replace(value, value=told.count, low=told.count, high=told.count, qualifier="exact")
    )


def _known(text: Text, mention: Mention, value: TollValue, before: Mention | None) -> TollValue:
    """A figure known for the attackers' where a pronoun or a bare number points back to them."""
    if value.attackers_included is not None or not value.value:
        return value
    sentence = text.sentence_at(mention.span.start)
    start, end = mention.span.start - sentence.start, mention.span.end - sentence.start
    if _LOST.match(mention.span.quote) and _expressions().losing.search(sentence.flat[:start]):
        return replace(value, party="attackers")
    if value.value == 1 and value.who == "last":
        whole = _expressions().last.search(sentence.flat[end : end + 60])
        if whole is not None:
            return _all_of_them(text, mention, value, whole["n"])
    if value.value == 1 and value.who == "driver":
        return replace(value, party="attackers", more=False) if _drove_a_bomb(text, mention) else value
    told = last_told(text, mention.span.start) if value.who in _BARE and _POINTS.search(mention.span.quote) else None
    if told is None or value.value > told.count or _others_between(text, told, mention, value.value):
        return value
    sure = value.value == told.count or _is_ended(sentence, start, end) or _is_beside(text, mention, value, before)
    return replace(value, party="attackers", anaphoric=False, more=False) if sure else value


def _all_of_them(text: Text, mention: Mention, value: TollValue, number: str | None) -> TollValue:
    """The last of the attackers is dead, and so are all: "killed the last of the three attackers", or of those told before."""
    told = last_told(text, mention.span.start) if number is None else None
    count = read_number(number.lower()) if number is not None else None
    count = count or (told.count if told is not None else None)
    qualifier = "exact" if count else "vague"
    return replace(value, value=count, low=count, high=count, party="attackers", qualifier=qualifier)


def _drove_a_bomb(text: Text, mention: Mention) -> bool:
    """Whether a driver who died is the one at the wheel of the bomb."""
    window = text.whole[max(0, mention.span.start - _BACK) : mention.span.start].replace("\n", " ")
    driver = _THE_DRIVER.match(mention.span.quote) is not None
    return driver and _DRIVEN.search(window) is not None and not _OTHER_DRIVER.search(window)


def _is_ended(sentence: Sentence, start: int, end: int) -> bool:
    """Whether police or soldiers are said to have killed those at `start:end`."""
    said, flat = _expressions(), sentence.flat
    return bool(said.acting.search(flat[max(0, start - 80) : start]) or said.suffered.search(flat[end : end + 120]))


def _is_beside(text: Text, mention: Mention, value: TollValue, before: Mention | None) -> bool:
    """Whether a bare number is told in one sentence with other dead attackers: "two blew themselves up and three were shot dead"."""
    if before is None or not value.value or value.who not in _BARE or not isinstance(other := before.value, TollValue):
        return False
    if before.span.end > mention.span.start or text.sentence_at(before.span.start) != text.sentence_at(
        mention.span.start
    ):
        return False
    if (other.kind, other.party) != ("killed", "attackers") or not other.value:
        return False
    told = last_told(text, before.span.start)
    return told is None or other.value + value.value <= told.count


def _others_between(text: Text, told: Told, mention: Mention, count: int) -> bool:
    """Whether others of the same number are told of between the attackers and the mention."""
    between = text.whole[told.end : mention.span.start].replace("\n", " ")
    return any(n.value == count for n in find_numbers(between))
