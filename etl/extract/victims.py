"""Nationalities that the text states for victims.

Enters: a Text. Leaves: VICTIM mentions. Pure. A nationality counts only where the words name the people harmed: "three Germans were killed",
"a French tourist", "14 nationals of Afghanistan", "from Lakeway, Texas"; never where it names an official, a place, a weapon or an airline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from etl.codebook.countries import country_of_demonym, nationality_of_name
from etl.extract.harm import Harm, Reading, read_text
from etl.extract.people import Party, Words
from etl.extract.stage import Stage
from etl.extract.text import Text
from etl.model import Mention, MentionKind, VictimValue

_STATUS = {
    "killed": "killed",
    "wounded": "wounded",
    "stabbed": "wounded",
    "either": "casualty",
    "harmed": "casualty",
    "taken": "hostage",
    "held": "hostage",
    "freed": "hostage",
    "rescued": "hostage",
    "escaped": "hostage",
}
_CITIZEN_OF = re.compile(
    r"\b(?:citizens?|nationals?|passport holders?|subjects?) (?:of|from) (?P<name>(?:the )?[A-Z][\w.]*(?: (?:of |and )?(?:the )?[A-Z][\w.]*){0,3})"
)
_LIST = re.compile(
    r"\b(?:the dead|the (?:victims|killed|casualties|injured|wounded|hostages|fatalities)|those (?:killed|who died|injured|wounded|held)|(?:among|of) (?:them|those|whom|these|the (?:dead|victims|killed|injured|wounded|casualties|hostages|\w+-?\w*)))\b",
    re.IGNORECASE,
)


def find_victims(text: Text, mentions: Sequence[Mention] = ()) -> Iterable[Mention]:
    """The VICTIM mentions of the text in order of their offsets."""
    found: dict[tuple[str, str, int | None, int], Mention] = {}
    for reading in read_text(text):
        sentence = reading.sentence
        for start, end, value in _in_sentence(reading):
            mention = Mention.make(text.article, sentence.start + start, sentence.start + end, value, "victims")
            found.setdefault((value.country, value.status, value.count, sentence.number), mention)
    return sorted(found.values(), key=lambda m: (m.span.start, m.span.end))


STAGE = Stage("victims", find_victims, frozenset({MentionKind.VICTIM}))


def _in_sentence(reading: Reading) -> Iterator[tuple[int, int, VictimValue]]:
    """The nationalities of the people harmed in one sentence."""
    for harm in reading.harms:
        status = _STATUS.get(harm.kind)
        if status is None or harm.denied:
            continue
        for party in (*harm.parties, *harm.included):
            if party.attackers or party.form in ("zero", "thing", "reflexive"):
                continue
            for country in _countries(party, reading.words, harm):
                yield party.start, party.end, VictimValue(country, status, party.value)


def _countries(party: Party, words: Words, harm: Harm) -> list[str]:
    """The nationalities that the words of a party name."""
    found: list[str] = []
    inner = words.words[party.first : party.last]
    for k, word in enumerate(inner):
        low = word.low
        if low.endswith("'s"):
            continue
        country = country_of_demonym(words.text[word.start : word.end])
        if country is None and k + 1 < len(inner):
            country = country_of_demonym(words.text[word.start : inner[k + 1].end])
        if country and country not in found:
            found.append(country)
    behind = words.text[party.end : party.end + 60]
    if re.match(r" of\b", behind) or party.head in ("citizen", "national"):
        name = _CITIZEN_OF.search(words.text, party.start, min(len(words.text), party.end + 60))
        country = nationality_of_name(name["name"]) if name else None
        if country and country not in found:
            found.append(country)
    return found
