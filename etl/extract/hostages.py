"""People taken and held, and what became of them.

Enters: a Text. Leaves: HOSTAGES mentions; and, for assembly, the settled captivity of one incident. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.codebook.casualties import person_nouns
from etl.codebook.wording import Wording
from etl.extract.harm import Reading, read_text
from etl.extract.numbers import Number, find_numbers
from etl.extract.people import OF_THEM
from etl.extract.stage import Stage
from etl.extract.text import Text
from etl.model import HostagesValue, Mention, MentionKind

_EVENTS = {"taken": "taken", "held": "held", "freed": "freed", "rescued": "rescued", "escaped": "escaped"}
# What is seized, released or captured is often no person; other verbs than these need a word for people beside them.
_PLAIN_CAPTURE = re.compile(r"hostage|kidnap|abduct|captive|captivity|prisoner")
# ... and these a scene of captivity.
_CARRIED = re.compile(r"herd|load|packed|pull|thrown|push|dr[io]ve\w* out|led (?:in|on|from|to|aboard)")
_CAPTIVE_NOUN = re.compile(
    r"^\s+(?:(?:remaining|other|foreign|western|female|male|young|abducted|kidnapped|missing|more|school|[a-z]+an|[A-Z][a-z]+) ){0,3}(?P<noun>hostages|captives|abductees|kidnap victims|(?:abducted|kidnapped|captive|missing)\b)",
)
_CAPTIVITY = Wording(
    r"\b(?:hostage|kidnap|abduct|captiv|captor|hijack|ransom|held|at gunpoint|commandeer|(?:freed|released) (?:by|from)|in the hands of|seized|taken away|led away|marched|whisked|spirited|snatched|dragged away|driven off|took them)",
    re.IGNORECASE,
)
_FREED = Wording(r"\b(?:free|freed|release|released|releasing|let go|set free|recovered|returned)\b", re.IGNORECASE)
_RESCUED = re.compile(r"\b(?:rescue|rescued|rescuing|recovered alive|liberated)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"\b(?:escape|escaped|escaping|fled|flee)\b", re.IGNORECASE)
_ABOARD = Wording(
    r"\b(?:hostage|hijack\w*|commandeer\w*|seized (?:a|the) (?:bus|plane|aircraft|train|ferry|ship|jet))\b",
    re.IGNORECASE,
)
_PASSENGERS = re.compile(
    r"\s+(?:[\w'’-]+ ){0,2}(?:passengers?|people|persons|others|pilgrims|travellers|crew|crewmen)(?: and (?:\w+ ){0,2}crew(?: members)?)?,? (?:were |was |are )?(?:on ?board|aboard)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\s+(?:[\w'’-]+ ){0,2}(?:passengers?|people|persons|pilgrims|children|pupils|of them|hostages|crew)\b",
    re.IGNORECASE,
)
_HELD_THERE = re.compile(
    rf"(?:{_PEOPLE.pattern}|\s+(?:[\w'’-]+ ){{0,2}}(?:employees|workers|staff|clerks|officials|students|schoolgirls|schoolboys|girls|boys|women|men|villagers|foreigners|tourists|guests|customers|worshippers|diplomats|journalists|teachers|nurses|visitors|judges)\b)",
    re.IGNORECASE,
)
_KEPT = re.compile(r"\b(?:kept|herded|locked up|crammed|imprisoned)\s+$", re.IGNORECASE)
_HANDS = re.compile(r"[^.;]{0,60}\bin the hands of\b", re.IGNORECASE)
_CARRYING = re.compile(r"\b(?:carr(?:ying|ied)|with)\s+$", re.IGNORECASE)
_CAPTIVES_ARE = Wording(
    r"\b(?:hostages|captives|abductees|abducted|kidnapped|taken|those held|missing (?:girls|boys|pupils|students|children))"
    r" (?:is |are |was |were |has |have |now |been |stands? |stood |put |rose |risen |revised |numbers? |numbered )*(?:at|to|as|number|numbered|total|totalled|is|are|were|was)\s+(?:some |about |nearly |around |at least |up to )?$",
    re.IGNORECASE,
)
_HOLDING = Wording(
    r"\b(?:(?:hold|holds|holding|held|keep|keeping|keeps|kept|detain\w*|trapp\w+|trapped))\s+(?:some |about |nearly |around |at least |up to |the |the other |the remaining |all )*$",
    re.IGNORECASE,
)
_POLICE_HOLD = Wording(
    r"\b(?:polic\w+|court|prison|jail|authorities|army|troops|government|judge|arrest\w*|state|bus|train|plane|hospital|village|school|town|city|vehicle|ferry|ship|hotel|building|center|centre)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s*(?:%|per cent|years?|days?|hours?|metres?|miles?)", re.IGNORECASE)
_SINCE = Wording(
    r"\bsince (?:the |\d{4}|\w+ (?:of )?\d{4})|\b(?:so far )?this year\b|\b(?:every|each|a) year\b|\bin recent (?:years|months)\b|\bover the (?:years|past|last)\b|\bin the (?:past|last) \w+ (?:years|months|weeks|decade)",
    re.IGNORECASE,
)
_RANSOM = re.compile(r"\bransom", re.IGNORECASE)
_DEMAND = Wording(r"\b(?:demand\w*|ask\w*|want\w*|sought|request\w*|call\w* for)\b", re.IGNORECASE)
_PAID = re.compile(r"\b(?:paid|payment|pay|paying|received|handed over)\b", re.IGNORECASE)
_NO_RANSOM = Wording(
    r"\b(?:no|without|denied|not|never|any)\b[^.;]{0,40}\bransom\b|\bransom\b[^.;]{0,30}\b(?:not|never|denied)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:\$|US\$|USD ?)\s?(?P<n>\d[\d,.]*)\s*(?P<scale>million|m\b|thousand|k\b|billion)?", re.IGNORECASE
)
_LENGTH = Wording(
    r"\b(?:after|for|held|during|lasted|spent|in)\s+(?:more than |nearly |about |almost |some |over |a |an )?(?P<n>[\w-]+)[ -](?P<unit>hours?|days?|weeks?|months?|years?)\b(?:[^.;]{0,40}\b(?:captivity|captive|hostage|held|ordeal|siege|being (?:kidnapped|abducted|seized)))?",
    re.IGNORECASE,
)


# "Police first said about 40 people were being held": what is told elsewhere stands
_AT_FIRST = re.compile(
    r"\b(?:first|initially|at first|earlier|originally|previously) (?:said|reported|put|told|spoke|believed|thought|estimated)\b|\b(?:initial|early|first|earlier) reports?\b|\bhad (?:earlier |first |initially )?(?:said|reported)\b",
    re.IGNORECASE,
)


def find_hostages(text: Text, mentions: Sequence[Mention] = ()) -> Iterable[Mention]:
    """The HOSTAGES mentions of the text in order of their offsets."""
    found: dict[tuple[int, str, int | None], Mention] = {}
    captivity = bool(_CAPTIVITY.search(text.whole))
    seized = bool(_ABOARD.search(text.whole))
    readings = {r.sentence.start: r for r in read_text(text)}
    early: list[tuple[int, str, int | None]] = []
    for sentence in text.sentences if captivity or readings else ():
        reading = readings.get(sentence.start)
        of_harms = _of_harms(reading, captivity) if reading else ()
        of_nouns = _of_nouns(sentence.flat, seized) if captivity else ()
        for start, end, value in (*of_harms, *of_nouns):
            mention = Mention.make(text.article, sentence.start + start, sentence.start + end, value, "hostages")
            key = (sentence.number, value.event, value.value)
            found.setdefault(key, mention)
            if value.event == "held" and _AT_FIRST.search(sentence.flat, 0, start):
                early.append(key)
    if len(early) < len(found):
        for key in early:
            found.pop(key, None)
    return sorted(found.values(), key=lambda m: (m.span.start, m.span.end))


STAGE = Stage("hostages", find_hostages, frozenset({MentionKind.HOSTAGES}))


def _of_harms(reading: Reading, captivity: bool) -> Iterator[tuple[int, int, HostagesValue]]:
    """Takings and releases told by verbs."""
    flat = reading.sentence.flat
    for harm in reading.harms:
        event = _EVENTS.get(harm.kind)
        if event is None or harm.denied:
            continue
        verb = reading.words.words[harm.at].low
        if not _PLAIN_CAPTURE.search(verb):
            named = all(
                (p.certain or "away" in flat) and (p.head or p.more) and p.form != "pronoun" for p in harm.parties
            )
            if not named or (_CARRIED.match(verb) and not captivity):
                continue
        if event in ("freed", "rescued", "escaped") and not captivity:
            continue
        if any(p.part_of and p.part_of not in OF_THEM and p.part_of not in person_nouns() for p in harm.parties):
            continue  # "one of the grenades was taken away"
        if any(p.attackers for p in harm.parties) or any(p.form == "zero" for p in harm.parties):
            continue
        told = [p.value for p in harm.parties if p.value is not None]
        if sum(n or 0 for n in told) > 2 and _SINCE.search(flat, harm.end):
            continue
        yield harm.start, harm.end, HostagesValue(event, sum(told) if told else None)


# "freed the five oil workers whom they had kidnapped"
_WHOM_THEY_TOOK = re.compile(
    r"\s(?:[\w'’-]+\s){1,4}?(?:whom|that|who)\s(?:[\w'’-]+\s){1,4}?(?:kidnapped|abducted|seized|captured|snatched|took\shostage|(?:was|were|had\sbeen)\sholding|held)\b",
    re.IGNORECASE,
)


def _of_nouns(flat: str, seized: bool) -> Iterator[tuple[int, int, HostagesValue]]:
    """Numbers beside "hostages", "aboard the hijacked bus", "in the hands of"."""
    for number in find_numbers(flat):
        after, before = flat[number.end : number.end + 90], flat[max(0, number.start - 30) : number.start]
        noun = _CAPTIVE_NOUN.match(after)
        if noun:
            yield number.start, number.end + noun.end(), HostagesValue(_event(flat, number), number.value)
        elif (_CAPTIVES_ARE.search(before + flat[number.start : number.core]) and not _UNIT.match(after)) or (
            _HOLDING.search(before) and _HELD_THERE.match(after) and not _POLICE_HOLD.search(flat[: number.start])
        ):
            yield number.start, number.end, HostagesValue("held", number.value)
        elif seized and (_PASSENGERS.match(after) or (_CARRYING.search(before) and _PEOPLE.match(after))):
            yield number.start, number.end, HostagesValue("taken", number.value)
        elif (
            (_KEPT.search(before) and _PEOPLE.match(after))
            or (_PEOPLE.match(after) and _HANDS.match(after))
            or _WHOM_THEY_TOOK.match(after)
        ):
            yield number.start, number.end, HostagesValue("held", number.value)


def _event(flat: str, number: Number) -> str:
    """What happened to the hostages of a figure, by the words near it."""
    near = flat[max(0, number.start - 50) : number.end + 70]
    if _RESCUED.search(near):
        return "rescued"
    if _FREED.search(near):
        return "freed"
    if _ESCAPED.search(near):
        return "escaped"
    if re.search(r"\b(?:killed|executed|died?|dies|dead|murdered|beheaded|shot|slain|perish\w*)\b", near):
        return "killed"
    return "held"


@dataclass(frozen=True, slots=True)
class Captivity:
    """The settled captivity of one incident; None where the text does not tell. `outcome` is a GTD label; amounts are US dollars."""

    nhostkid: int | None
    rule: str | None
    evidence: tuple[Mention, ...]
    nreleased: int | None = None
    outcome: str | None = None
    ransom: int | None = None
    ransomamt: float | None = None
    ransompaid: float | None = None
    ndays: int | None = None
    nhours: int | None = None


def settle_captivity(mentions: Sequence[Mention], sentences: Sequence[str] = ()) -> Captivity:
    """The captivity told by the HOSTAGES mentions of one incident; `sentences` are the incident's, read for ransom and length."""
    values = [(m, m.value) for m in mentions if isinstance(m.value, HostagesValue)]

    def of(*events: str) -> list[tuple[Mention, int]]:
        return [(m, v.value) for m, v in values if v.event in events and v.value]

    taken, out = of("taken", "held"), of("freed", "rescued", "escaped")
    value: int | None = None
    rule: str | None = None
    evidence: tuple[Mention, ...] = ()
    if taken:
        counted: dict[int, list[Mention]] = {}
        for mention, n in taken:
            counted.setdefault(n, []).append(mention)
        # one of them, told by name or office, is no rival count
        best = max(counted, key=lambda n: (n > 1, len(counted[n]), n))
        value, rule, evidence = best, "settle_hostages_told", tuple(counted[best][:3])
    elif out:
        mention, value = max(out, key=lambda pair: pair[1])
        rule, evidence = "settle_hostages_freed", (mention,)
    elif values:
        evidence = (values[0][0],)
    released = max((n for _, n in out), default=None)
    text = " ".join(sentences)
    ransom, amount, paid = _ransom(text)
    days, hours = _length(text) if values else (None, None)
    return Captivity(
        value, rule, evidence, released, _outcome({v.event for _, v in values}), ransom, amount, paid, days, hours
    )


def _outcome(events: set[str]) -> str | None:
    """GTD's label for what became of the hostages."""
    ends = {
        "freed": "Hostage(s) released by perpetrators",
        "escaped": "Hostage(s) escaped (not during rescue attempt)",
        "killed": "Hostage(s) killed (not during rescue attempt)",
        "rescued": "Successful Rescue",
    }
    told = [ends[e] for e in ends if e in events]
    return None if not told else told[0] if len(told) == 1 else "Combination"


def _ransom(text: str) -> tuple[int | None, float | None, float | None]:
    """Whether a ransom was demanded, the sum demanded and the sum paid."""
    demanded, amount, paid = None, None, None
    for part in re.split(r"(?<=[.;!?])\s", text):
        if not _RANSOM.search(part):
            continue
        if _NO_RANSOM.search(part):
            demanded = demanded or 0
            continue
        money = _MONEY.search(part)
        sum_ = _dollars(money) if money else None
        if _DEMAND.search(part):
            demanded, amount = 1, amount if amount is not None else sum_
        elif _PAID.search(part):
            demanded, paid = 1, sum_
        else:
            demanded = 1
    return demanded, amount, paid


def _dollars(match: re.Match[str]) -> float | None:
    """The amount of money in a match."""
    try:
        n = float(match["n"].rstrip(".,").replace(",", ""))
    except ValueError:
        return None
    scale = (match["scale"] or "").lower()
    return n * {"million": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3, "billion": 1e9}.get(scale, 1)


def _length(text: str) -> tuple[int | None, int | None]:
    """Days, or hours under a day, of captivity where a sentence of it tells them."""
    for match in _LENGTH.finditer(text):
        if not re.search(r"captiv|hostage|held|ordeal|siege|kidnap|abduct", match.group(), re.IGNORECASE):
            continue
        numbers = [1] if match["n"].lower() in ("a", "an") else [n.value for n in find_numbers(match["n"] + " x")]
        if not numbers:
            continue
        n, unit = numbers[0], match["unit"].lower().rstrip("s")
        if unit == "hour":
            return (None, n) if n < 24 else (n // 24, None)
        return n * {"day": 1, "week": 7, "month": 30, "year": 365}[unit], None
    return None, None
