"""Whether a unit tells a deed, and whether it tells it anew or points back to it.

Enters: Units. Leaves: yes or no. Touches nothing of the world.
"""

from __future__ import annotations

import re

from etl.codebook.wording import Wording
from etl.extract.units import Unit
from etl.model import MentionKind

ANAPHOR = re.compile(
    r"\b(?:the|this|that|these|those|its|it|their|such|both|either|monday's|tuesday's|wednesday's|thursday's|friday's|saturday's|sunday's|yesterday's|last night's|today's)\s+(?:(?!an?\b|two\b|three\b|another\b)\w+[\s-]){0,2}$"
)
DOERS = Wording(
    r"\b(?:gunm[ae]n|militants?|rebels?|attackers?|(?:suicide )?bombers?|terrorists?|insurgents?|extremists?|separatists?|assailants?|guerrillas?|hijackers?|kidnappers?|jihadis?t?s?|islamists?|"
    r"armed (?:men|persons?|people|group|assailants)|masked men|hooded m[ae]n|assassins?|supremacists?|subversives|maoists|fighters|commando|loyalists?|republicans?|extortionists|bandits|saboteurs?)\b"
)
# Attacks told in sum are passing mentions: a place, a deed or a toll must be told.
SUMMARY = Wording(
    r"\b(?:twice|several|dozens of|numerous|many|repeated|frequent|scores of|hundreds of|a (?:series|spate|string|wave) of|\d+) (?:\w+ ){0,3}(?:attacks|bombings|incidents|assaults|raids|blasts)\b|"
    r"\btwice in\b|\battacks (?:\w+ )?(?:in|over) the (?:past|years|recent)\b|\bin the past\b|\b(?:often|regularly|frequently|repeatedly|routinely) (?:\w+ )?(?:attack|target|bomb|kill|accus|strik|kidnap|abduct)\w*|\bthe (?:recent )?attacks (?:this year|last year|of|in)\b|\b(?:since|like) (?:the )?september 11\b"
)
# What a war, a month or a town has suffered in sum, by somebody's count.
STATISTIC = Wording(
    r"\brates? of|\bfor every \w|\bper (?:100|1)[,.]?000|\bby (?:an?|the|its|their|his|her|one|some|most|official|unofficial|independent) (?:[\w'-]+ ){0,4}(?:counts?|tall(?:y|ies)|reckoning|estimates?|figures)\b|\b(?:is|are|were) (?:thought|believed|estimated|said) to have (?:died|been killed|perished|lost their lives)|"
    r"\b(?:civil war|war|wars|conflict|fighting|clashes|insurgency|uprising|rebellion|revolt|unrest|violence|rioting|riots|strife|bloodshed|feuding|massacres)\b[^.;]{0,90}\b(?:died|dead|killed|perished|lost their lives|left|cost|claimed)\b|"
    r"\b(?:died|dead|killed|perished|lost their lives|left|cost|claimed)\b[^.;]{0,60}\b(?:in|during|since|from|through) (?:the |a |an |this |that |its |their )?(?:[\w'-]+ ){0,3}(?:civil war|war|wars|conflict|fighting|insurgency|uprising|rebellion|revolt|unrest|violence|rioting|strife|bloodshed)\b|"
    r"\b(?:waves?|spates?|strings?|spiral|cycle|surge|rise|increase) (?:of|in) (?:such |similar |the )?[\w-]*(?:attacks|bombings|killings|murders|abductions|kidnappings|shootings|violence|stabbings|assaults)\b|"
    r"\b(?:counts?|counted|recorded|registered|documented) (?:\w+ ){0,3}(?:attacks|bombings|killings|murders|abductions|kidnappings|shootings|incidents|deaths|dead)\b"
)
# What only the perpetrators say of themselves is no account of an incident.
BOAST = Wording(r"\b(?:brags?|bragg(?:ed|ing)|boast(?:s|ed|ing)?)\b")
# Suspects who die in a later raid are no dead of the incident.
LATER_RAID = Wording(
    r"\b(?:resist(?:ed|ing)|while resisting|at attempt of) (?:arrest|detention)|\bshowed resistance\b|\bin (?:a|the) (?:later|subsequent|follow-up) (?:raid|operation|search)|\bhunting (?:for )?the (?:attackers|gunmen)\b|\bpursued the attackers\b"
)
# Arms that were found, and arms that are asked for or spoken of, tell no deed.
_SEIZED = Wording(
    r"\b(?:found|seiz\w+|confiscat\w+|discover\w+|recover\w+|arrest\w+|charged|possess\w+|smuggl\w+|haul|cache|suspect(?:s|ed)?|plann\w+|plot\w*|training|bought|sold|warned)\b"
)


def tells_event(unit: Unit) -> bool:
    """Whether the unit tells a deed rather than speaks about one."""
    # Mentions first: most units have none that tell a deed, and of those the words need not be read.
    return _has_deed(unit) and not (
        BOAST.search(unit.low) or (not unit.dates and not unit.tolls and SUMMARY.search(unit.low))
    )


def _has_deed(unit: Unit) -> bool:
    """Whether the unit's mentions make up a deed: an act, harm done, or arms on a day in a town."""
    acts = unit.triggers
    if any(v.strength >= 2 or v.by_state for _, v in acts):
        return True
    if unit.tolls and (acts or unit.dates or unit.places):
        return True
    armed = bool(unit.of(MentionKind.WEAPON)) and bool(unit.dates) and any(v.city for _, v in unit.places)
    return armed and not _SEIZED.search(unit.low)


# "the rocket fire which killed seven" tells a deed of its own, for all its article.
_NARROWED = re.compile(r"\s+(?:which|that)\b[^.;]{0,70}\b(?:killed|wounded|hit|struck|left|claimed)\b")


def is_anaphoric(unit: Unit) -> bool:
    """Whether every word of violence in the unit points back ("the blast", "Monday's attack") and none tells anew."""
    nouns = [(m, v) for m, v in unit.triggers if v.noun]
    verbs = [(m, v) for m, v in unit.triggers if not v.noun and v.strength >= 2]
    if not nouns and not verbs:
        return not unit.dates and not unit.places
    return not verbs and all(
        ANAPHOR.search(unit.before(m)) and not _NARROWED.match(unit.after(m, 90)) for m, _ in nouns
    )


def is_anaphoric_noun(unit: Unit) -> bool:
    """Whether the unit speaks of a deed only by a word that points back."""
    return bool(unit.triggers) and all(v.noun and ANAPHOR.search(unit.before(m)) for m, v in unit.triggers)


def only_state(unit: Unit) -> bool:
    """Whether every deed that the unit tells was done by state forces."""
    deeds = [v for _, v in unit.triggers if v.nature == "attack"]
    return bool(deeds) and all(v.by_state for v in deeds)


_NUMBERED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|twin|several|both|the|these|those|simultaneous|coordinated|of) (?:[\w-]+ ){0,2}$"
)
_LOOSE_FORM = re.compile(r"(?:ing|\bexplode|\bkill|\battack|\bbomb|\bkidnap|\bmurder|\bshoot|\bassassinate|\babduct)\b")


def is_concrete(unit: Unit) -> bool:
    """Whether the unit tells one deed and not a kind of deed: "a bomb exploded", not "bombings and kidnappings go on"."""
    placed = bool(unit.dates) or any(v.city and not v.dateline for _, v in unit.places)
    if any(v.value and not v.joint for _, v in unit.tolls):
        return True
    for mention, value in unit.triggers:
        word = mention.span.quote.lower()
        if value.by_state or value.strength < 1:
            continue
        if value.noun:
            plural = word.endswith("s") and not _NUMBERED.search(unit.before(mention, 40))
            if value.strength >= 2 and (not plural or placed):
                return True
        elif (value.strength >= 2 or placed) and not (_LOOSE_FORM.match(word.split(" ")[0]) and not placed):
            return True
    return any(v.by_state for _, v in unit.triggers)
