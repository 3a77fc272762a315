"""Bare figures in the wake of a toll: "the ministry gave 17", "its list bears 78 names", "the Red Cross has sixty-six".

Enters: a Text and the TOLL mentions already found. Leaves: TOLL mentions of the figures that only their surroundings tell. Pure, linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.codebook.wording import Wording
from etl.extract.numbers import Number, find_numbers
from etl.extract.text import Sentence, Text
from etl.model import Mention, TollValue

_BEHIND = 3  # sentences after a toll in which a bare figure may still speak of it
# Weights of what speaks for a bare figure being of dead or hurt, found on development articles; LEAST of them together makes it one.
_WEIGHTS = {
    "source": 1.0,
    "saying": 0.5,
    "telling": 1.5,
    "word": 1.0,
    "alike": 1.5,
    "noun": 1.0,
    "ranked": 1.0,
    "far": -2.5,
    "small": -1.5,
    "part": -4.0,
}
_LEAST = 4.0

_ALONE = re.compile(
    r"\s*(?:[,.;:)\]\"”–—]|$|(?:in|at|on|by|as|for|from|to|with|after|before|while|when|whereas|and|but|or|so far|late|later|early|earlier|this|last|yesterday|today|tonight|overnight|over|then|now"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|according|says?|said|until|till|instead|rather|than|was|were|is|are|had|has|because|since|first|already|there|here|which|who|that|per)\b)",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\s+(?:(?:\w+ )?names?|dead|deaths?|bodies|corpses|victims|souls|coffins|graves|burials|fatalities|martyrs|casualties|patients|wounded|injured|hurt|lives)(?!\w)",
    re.IGNORECASE,
)
# "which makes 21 civilians", "has grown to 13 people"
_MAKES = Wording(
    r"\b(?:mak(?:es|ing)(?: it| that| the \w+)?|(?:bring(?:s|ing)|brought|r[oi]s(?:e|en|es|ing)|gr(?:ew|own|ows)|climb(?:s|ed|ing)?|jump(?:s|ed)?|lowered|raised|revised|corrected)\b[^.;,]{0,30}? to)(?: \w+){0,2}? *$",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\s+(?:people|persons|civilians|men|women|soldiers|policemen|villagers|others|of them)\b", re.IGNORECASE
)
_TELLING = re.compile(
    r"(?:\b(?:sa(?:y|ys|id)|g[ai]v(?:e|es|en|ing)|puts?|putting|sp(?:eaks?|oke|oken) of|count(?:s|ed)?|report(?:s|ed)?|list(?:s|ed)?|record(?:s|ed)?|regist(?:ers?|ered)|show(?:s|ed)?|publish(?:es|ed)?|announc(?:es|ed|ing)"
    r"|declar(?:es|ed)|confirm(?:s|ed)?|insist(?:s|ed|ing) on|mention(?:s|ed)?|broadcasts?|us(?:es|ed)|has|have|had|had been|was|is|reach(?:es|ed|ing)|st(?:ands|ood|opped) at|talk(?:s|ed) of|tell(?:s|ing)? of|told of|bears?|bore|holds?|held|known of|knows of|heard of|assum(?:es|ed)|estimat(?:es|ed)|makes?|making|made"
    r"|(?:r[oi]s(?:e|en|es|ing)|gr(?:ew|own|ows)|climb(?:s|ed|ing)?|jump(?:s|ed)?|went|gone|swell(?:s|ed)?|increas(?:ed|es)|fell|lowered|raised|revised|cut|brought|corrected|updated|up|down|moved|amended|crept)(?: (?:it|that|this|them|later|back|up|down|again|since))* to"
    r"|(?:figure|count|toll|number|total|tally|estimate|bulletin|list|register|sum)s?(?: (?:is|was|of|had|has|at|to|stood at|stands at|be|up to \w+,?|now|:))+|than|from|not|nor|then|even|of about|up to|correcting the|instead of)"
    r"|,|\(|^\W*)\s*(?:(?:the|its|his|a|an|only|just|already|still|now|then|at|least|about|around|some|nearly|almost|over|more than|perhaps|possibly|not|exactly|even) |[\"“'‘])*$",
    re.IGNORECASE,
)
# Verbs that give figures and hardly anything else with a bare number behind them.
_SAYING = Wording(
    r"\b(?:sa(?:y|ys|id)|g[ai]v(?:e|es|en|ing)|sp(?:eaks?|oke|oken) of|talk(?:s|ed)? of|tells? of|told of|count(?:s|ed)?|report(?:s|ed)?|mention(?:s|ed)?|confirm(?:s|ed)?|announc(?:es|ed)|insist(?:s|ed|ing) on|mak(?:es|ing) it|(?:puts?|putting|plac(?:e|es|ed)) (?:it|them|this|that|the \w+(?: \w+)?) at)"
    r" (?:(?:about|around|some|nearly|almost|over|only|just|at|least|more|than|already|now) )*[\"“'‘]?$",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(?:ministry|minister|police|army|military|hospitals?|clinics?|surgeons?|red (?:cross|crescent)|governor|mayor|officials?|officers?|authorit(?:y|ies)|spokes\w+|coroners?|prosecutors?|medics?|medical|doctors?|nurses?|administrat(?:or|ion)|civil society|association|bishop|parish|priest|church"
    r"|agenc(?:y|ies)|radio|television|tv|channels?|papers?|newspapers?|media|witness(?:es)?|sources?|government|committee|council(?:lor|man)?|registrar|communiqu[eé]|bulletins?|statement|morgue|mortuary|union|commission|institute|consulate|embass(?:y|ies)|residents|villagers|elders|deputy|leaders?|chief"
    r"|ambulance|fire (?:service|brigade|department)|rescuers?|monitors?|observatory|united nations|capital|presidency|director|superintendent|relatives|locals|traders|townsfolk|cabinet|company|airline|locals?|judge|lawyers?)\b",
    re.IGNORECASE,
)
_WORDS = Wording(
    r"\b(?:tolls?|figures?|counts?|counted|numbers?|list(?:s|ed)?|registers?|bulletins?|total|tally|dead|deaths?|killed|bodies|lives|victims|fatalities|perished|injured|wounded|hurt|casualties|updates?|estimates?|losses)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:includ\w+|among(?:st)?|of (?:whom|them|which|these|those|the)|most|aged?|age(?: of)?|children of|half|other|flight|road|room|article|no\.?|number of (?:attackers|gunmen|arrests|suspects|detainees)|at|another|further|arrest\w*|detain\w*|suspects?|missing|held|kidnap\w*|hostages?|freed|released|ransom|reward|sentenced|guns?|rifles?|bombs?|kilos?|votes?)(?: (?:the|some|about))? *$",
    re.IGNORECASE,
)
_ATTACKERS_OWN = Wording(
    r"\b(?:attackers|militants|rebels|gunmen|insurgents|terrorists|guerrillas|fighters)['’]", re.IGNORECASE
)
_POINTING = re.compile(r"(?:the|those|these)\b", re.IGNORECASE)
_PART_OF = re.compile(r"\W*(?:of|among) (?:the|these|those|them|its|his)\b", re.IGNORECASE)
_AGE = Wording(
    r"\b(?:he|she|his|her|who|girl|boy|son|daughter|man|woman)\b[^.;]{0,30}\b(?:is|was|were|turned|be) (?:only |just )?$",
    re.IGNORECASE,
)
_OTHER_MATTER = Wording(
    r"\b(?:arrest\w*|detain\w*|suspects? (?:held|in)|hostages?|kidnap\w*|abduct\w*|captives?|missing|passengers|population|inhabitants|households|houses|homes|families|years old|votes?|seats?|per cent|score|goals?|ransom|compensation|reward|rupees|dollars|weapons|rifles|prisoners|freed|released|custody|dial\w+)\b",
    re.IGNORECASE,
)
_OLD = Wording(
    r"\b(?:earlier|initial(?:ly)?|previous(?:ly)?|at first|first(?:ly)?|originally|provisional(?:ly)?|preliminary|before that|before it|until then|by (?:breakfast|lunch|noon|then)|in the first hours?|overnight|(?:had|having) (?:[\w ]{1,25} )?(?:been|said|given|known|put|spoken|listed|announced|reported|published|counted|stood|told|mentioned|broadcast|confirmed|registered|named|declared)"
    r"|up from|down from|instead of|rather than|correct(?:s|ed|ing)|withdr[ae]ws?|withdrew|withdrawn|wrong(?:ly)?|mistak\w+|(?:not|nor|from)(?= *$)|no longer|replac\w+|supersed\w+|out of date|refut\w+)\b",
    re.IGNORECASE,
)
_HURT = Wording(r"injur|wound|hurt|hospitali|patients|treated|treatment|warded|maimed", re.IGNORECASE)
_DEAD = Wording(
    r"\bkill|\bdead\b|\bdie[ds]?\b|death|\bbod(?:y|ies)\b|\blives\b|murder|slain|perish|fatalit|graves?\b|mortuar|morgue|coffin|burial|buried|souls|corpse",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A toll told before: its kind and value, and the number of its sentence."""

    kind: str
    value: int
    sentence: int


def find_wake(text: Text, found: Sequence[Mention]) -> Iterator[tuple[Sentence, Number, str, bool]]:
    """The bare figures: sentence, number, kind, and whether the words call it out of date."""
    told = [
        _Told(v.kind, v.value, text.sentence_at(m.span.start).number)
        for m in found
        if isinstance(v := m.value, TollValue) and (v.value or 0) > 2 and v.value is not None and not v.subset
    ]
    if not told:
        return
    taken: set[int] = set()
    for mention in found:
        taken.update(range(mention.span.start, min(mention.span.end, mention.span.start + 400)))
    near = {t.sentence + k for t in told for k in range(-1, _BEHIND + 1)}
    for sentence in text.sentences:
        if sentence.number not in near:
            continue
        numbers = [n for n in find_numbers(sentence.flat) if sentence.start + n.core not in taken]
        for number in numbers:
            kind = _kind(sentence, number, told)
            if kind is not None:
                yield sentence, number, kind, _is_old(sentence.flat, number)


def _kind(sentence: Sentence, number: Number, told: Sequence[_Told]) -> str | None:
    """Whose figure a bare number is, None where it is none."""
    flat = sentence.flat
    noun = _NOUN.match(flat, number.end)
    if _MAKES.search(flat, max(0, number.start - 60), number.start):
        noun = noun or _ANYBODY.match(flat, number.end)
    if number.value < 2 or not (noun or _ALONE.match(flat, number.end)):
        return None
    if number.core != number.start and _POINTING.match(flat, number.start):
        return None
    if (not flat[: number.start].strip() and _HEADING.match(flat, number.end)) or _GRAVE.match(flat, number.end):
        return None
    before = flat[max(0, number.start - 60) : number.start]
    if _PART_OF.match(flat) or _AGE.search(before):
        return None
    clause = re.split(r"[;:]", flat[: number.start])[-1] + flat[number.start : number.end + 25]
    if _OTHER_MATTER.search(clause) or _ATTACKERS_OWN.search(clause):
        return None
    around = [t for t in told if -1 <= sentence.number - t.sentence <= _BEHIND]
    wounded, killed = _last(_HURT, flat, number), _last(_DEAD, flat, number)
    kinds = {t.kind for t in around}
    if wounded < 0 and killed < 0:
        kind = min(around, key=lambda t: (max(t.value, number.value) / min(t.value, number.value), t.sentence)).kind
    elif len(kinds) == 1 and max(wounded, killed) < 0:
        kind = next(iter(kinds))
    else:
        kind = "wounded" if wounded > killed else "killed"
    same = [t.value for t in around if t.kind == kind]
    signs = []
    if _SOURCES.search(flat):
        signs.append("source")
    saying = _SAYING.search(before)
    if saying or _TELLING.search(before) or _MAKES.search(before):
        signs.append("telling")
    if saying:
        signs.append("saying")
    if _WORDS.search(flat):
        signs.append("word")
    if noun:
        signs.append("noun")
    if any(v <= 3 * number.value and number.value <= 3 * v for v in same):
        signs.append("alike")
    elif not any(v <= 8 * number.value and number.value <= 8 * v for v in same):
        signs.append("far")
    if number.value < 4:
        signs.append("small")
    if _PART.search(before):
        signs.append("part")
    return kind if sum(_WEIGHTS[s] for s in signs) >= _LEAST else None


def _last(words: Wording, flat: str, number: Number) -> int:
    """How near before the number, or close behind it, a word stands: its offset, -1 where none does."""
    close = words.search(flat, number.end, number.end + 30)
    if close:
        return len(flat)
    return max((m.start() for m in words.finditer(flat, 0, number.start)), default=-1)


# "4.": the number of a paragraph
_HEADING = re.compile(r"\s*[.)]")
_GRAVE = re.compile(r" (?:of them )?in (?:a |an )?(?:\w+ )?(?:condition|state|danger)", re.IGNORECASE)
# what a source has left out, or says to be old, stands no longer
_LACKING = re.compile(
    r"[^.;]{0,45}?\b(?:(?:did|does) not include|incomplete|old one|had left out|leaves out|out of date|in (?:its|an|the|his|their) (?:morning|noon|first|earlier|early|initial|overnight|previous))\b|[^.;,]{0,12}(?:earlier|at first|before that|in earlier)\b",
    re.IGNORECASE,
)
_SINCE_THEN = re.compile(r";|\b(?:but|now|later|today|since)\b|, (?:said|says|put|puts) ", re.IGNORECASE)


def _is_old(flat: str, number: Number) -> bool:
    """Whether the clause before the number, or the words right behind it, say that it stands no longer."""
    clause = _SINCE_THEN.split(flat[: number.start])[-1]
    return bool(_OLD.search(clause[-90:]) or _LACKING.match(flat, number.end))
