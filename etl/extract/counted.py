"""Whether GTD would count what a draft tells: a log-linear model over what the draft says and what its article is about.

Enters: a Draft with its settled values, its Text and the REPORT mention. Leaves: a probability. Weights come from the codebook.

Matches are lost by an ambush, shares crash like bombs, husbands kill wives, and armies shell each other, all in the words of attacks.
No single word parts them from terrorism; the company that the words keep does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from etl.codebook.counted import counted_weights, deed_words
from etl.codebook.lexicon import lowered, lowered_whole
from etl.codebook.nonevents import nonevent_lexicon
from etl.codebook.wording import Wording
from etl.extract.deeds import DOERS
from etl.extract.drafts import Draft
from etl.extract.gate import logit_of_whole
from etl.extract.place_context import group_names
from etl.extract.role_model import load_role_model
from etl.extract.text import Text, without
from etl.extract.units import Unit, scaled
from etl.model import ClaimValue, Mention, ReportValue, TargetValue, Value, WeaponValue

# From here on a draft counts. Below the second number it is no incident at all: a figure of speech, a match, a film.
COUNTS, IS_INCIDENT = 0.5, 0.1
# Beside an incident that surely counts a clause is enough: what is recalled there, or the next device, is told in few words.
SURE, COUNTS_BESIDE = 0.8, 0.2
# By its words alone, before an encoder has read it, an article is worth no closer look where no draft is as likely as the first number; where
# the gate takes it as a whole for a report of an attack, as likely as the second. Where the gate is less sure than the last, what it lacks is
# taken off.
WORTH_READING, WORTH_READING_BY_SOUND, SURE_OF_WORDS = 0.3, 0.1, 1.0
# So many sentences of a draft say what it is about, and the first words of violence of so many who did what to whom.
_OPENING, _DEEDS = 3, 2
_MOST = 4  # more of a kind says nothing more
_PASSIVE = re.compile(r"\b(?:were|was|been|being)\s+(?:\w+ly\s+)?$")
_WORD = re.compile(r"[a-z][a-z'-]+")
_POLITICAL = Wording(
    r"\b(?:terror\w*|militants?|rebels?|extremis\w*|assassinat\w*|insurgen\w*|guerrillas?|jihad\w*|islamist\w*|separatis\w*|paramilitar\w*|bombers?|suicide (?:attack|bomb)\w*|car bombs?|gunm[ae]n|hijackers?|"
    r"claimed responsibility|responsibility for|manifesto|neo-?nazis?|supremacis\w*|anarchis\w*|loyalists?|republicans?|cells?|commandos?|explosive devices?|maoists?|armed wing|ceasefire|hostages?)\b"
)
_CRIME = Wording(
    r"\b(?:husband|wife|girlfriend|ex-wife|quarrel|family|drunk\w*|debts?|drugs?|cocaine|heroin|gangs?|cartels?|robber(?:y|s)?|burglar\w*|ransom|insurance|jealous\w*|inheritance|feud|vendetta|mafia|smuggl\w*|thieves|thief|theft|dismissed|neighbou?rs?|landlord|mental(?:ly)?|psychiatric)\b"
)
_COURT = Wording(
    r"\b(?:sentenced|convicted|jury|judge|trial|court|prosecut\w+|pleaded|verdict|appeal|acquitted|jailed)\b"
)
_ARMIES = Wording(
    r"\b(?:artillery|tanks?|jets?|warplanes?|air ?strikes?|air raids?|troops|ceasefire|front ?line|shell(?:ed|ing|s)|offensive|defen[cs]e ministry|armed forces|brigade|battalion|howitzers?|missiles?|fighter(?:s| jets?)|bombardment|war)\b"
)
_MISHAP = Wording(
    r"\b(?:accident\w*|gas|leak|storm|typhoon|hurricane|earthquake|quake|flood\w*|landslide|rain|weather|skidd\w+|crash\w*|collision|derail\w+|sank|capsiz\w+|overturn\w*|short circuit|boiler|fireworks?|crackers|wildfires?|fire brigade|firemen|runway|pilot|shark|avalanche|mine collapse|faulty|cylinder)\b"
)
_PLAY = Wording(
    r"\b(?:goals?|coach|season|league|match|half-time|striker|novel|film|director|actor|stage|theatre|play|scene|script|album|tickets|shares|investors|market|traders|index|recipe|painting|exhibition|chapter|readers?)\b"
)


@dataclass(frozen=True)
class About:
    """What the article as a whole is about, read once: marks that are the same for all its drafts."""

    marks: tuple[str, ...]
    report: float


def about(text: Text, report: Mention | None) -> About:
    """The marks of the whole text, and the logit of its being a report of an attack (0 where no model has read it)."""
    said = report.value if report is not None else None
    return About(_marks_of(text), said.attack if isinstance(said, ReportValue) else 0.0)


# Of one article they are asked for at first sight and once it has been read.
@lru_cache(maxsize=1)
def _marks_of(text: Text) -> tuple[str, ...]:
    low = without(lowered_whole(text.whole), [(name.start, name.end) for name in group_names(text)])
    title = low[: len(text.article.title)]
    hundreds = max(1.0, low.count(" ") / 100)
    kinds = Counter(kind for kind, _ in {(hit.row, low[hit.start : hit.end]) for hit in nonevent_lexicon().find(low)})
    marks = [f"text {kind} {min(int(2 * count / hundreds), 4)}" for kind, count in sorted(kinds.items())]
    for name, cue in _CUES:
        found = {m.group() for m in cue.finditer(low)}
        marks.append(f"text {name} {min(len(found), 4)}")
        if cue.search(title):
            marks.append(f"title {name}")
    return tuple(marks)


_CUES = (
    ("political", _POLITICAL),
    ("doers", DOERS),
    ("crime", _CRIME),
    ("court", _COURT),
    ("armies", _ARMIES),
    ("mishap", _MISHAP),
    ("play", _PLAY),
)


def probability_counted(draft: Draft, values: Mapping[str, Value], whole: About) -> float:
    """How likely GTD would count the draft, 0…1."""
    return _probability(counted_features(draft, values, whole), counted_weights()["read"])


def _probability(features: Mapping[str, float], weights: Mapping[str, float], less: float = 0.0) -> float:
    logit = sum(weights.get(name, 0.0) * amount for name, amount in features.items()) - less
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def likeliest_by_words(text: Text, drafts: Sequence[Draft]) -> float:
    """How likely the likeliest of the drafts counts as far as words go, 0…1; 0 without drafts."""
    if not drafts:
        return 0.0
    whole, weights = about(text, None), counted_weights()["first"]
    doubt = max(0.0, SURE_OF_WORDS - logit_of_whole(text.whole))
    return max(_probability(first_features(draft, whole), weights, doubt) for draft in drafts)


def counted_features(draft: Draft, values: Mapping[str, Value], whole: About) -> dict[str, float]:
    """What speaks for and against the draft being an incident that GTD counts, once it is read closely and its values are settled."""
    opening = _opening_of(draft)
    marks = [
        *_hands(opening),
        *_fighting("opening", opening),
        *_fighting("draft", draft.units),
        *(f"has {name}" for name in ("city", "country_txt", "date", "nkill", "nwound", "nkillter") if name in values),
        *(f"{name} {label}" for name in ("attacktype", "weaptype", "targtype") for label in _labels(values, name)),
    ]
    return (
        first_features(draft, whole) | dict.fromkeys(marks, 1.0) | {"report": whole.report / 2} | _read_closely(draft)
    )


def first_features(draft: Draft, whole: About) -> dict[str, float]:
    """What of that its words tell, before anything is settled."""
    opening = _opening_of(draft)
    marks = [
        "any",
        f"rules {draft.trait or 'count it'}",
        f"role {draft.role}",
        f"units {min(len(draft.units), 4)}",
        *whole.marks,
        *_said(draft.units),
        *(f"opening {name}" for name in _cues_in(opening)),
        *(f"draft {name}" for name in _cues_in(draft.units)),
    ]
    family = load_role_model().lexis.family
    words = {w for u in opening for w in _WORD.findall(u.low)}
    marks += [f"family {kin}" for kin in sorted({family[w] for w in words if w in family})]
    return dict.fromkeys(marks, 1.0)


def _cues_in(units: Iterable[Unit]) -> list[str]:
    """The names of the cues that stand in any of the units."""
    found = frozenset[str]().union(*(_cues_of(unit.nameless) for unit in units))
    return [name for name, _ in _CUES if name in found]


# An article's units: they are asked for at first sight and once it has been read, in the opening and in the whole draft.
@lru_cache(maxsize=200)
def _cues_of(low: str) -> frozenset[str]:
    return frozenset(name for name, cue in _CUES if cue.search(low))


def _opening_of(draft: Draft) -> Sequence[Unit]:
    return (draft.core or draft.units)[:_OPENING]


def _read_closely(draft: Draft) -> dict[str, float]:
    """What the reader makes of the sentences that tell the deed: how surely the best of them, and all of them, tell of an incident."""
    told = [
        scaled(max(reading.logit("reported"), reading.logit("recalled")))
        for unit in draft.core or draft.units
        for reading in unit.readings
    ]
    if not told:
        return {"unread": 1.0}
    return {"told": max(told), "told on the whole": sum(told) / len(told), "told at first": told[0]}


def _said(units: Iterable[Unit]) -> list[str]:
    """Marks of the mentions: who is named, how strong and by whose hands the acts are, what is claimed, with what and against whom."""
    marks: set[str] = set()
    strongest = 0
    for unit in units:
        for _, act in unit.triggers:
            marks.add("by state" if act.by_state else f"nature {act.nature}")
            strongest = max(strongest, 0 if act.by_state else act.strength)
            if act.strength >= 2 and not act.by_state:
                marks.add(f"strong {'noun' if act.noun else 'verb'}")
        marks |= {"generic " + v.gname if v.generic else "group named" for _, v in unit.groups}
        for mention in unit.mentions:
            value = mention.value
            if isinstance(value, ClaimValue):
                marks.add(f"claim {value.kind}")
            elif isinstance(value, WeaponValue):
                marks.add(f"weapon told {value.weaptype}")
            elif isinstance(value, TargetValue):
                marks.add("target person" if value.person else "target thing")
    return [f"strength {strongest}", *sorted(marks)]


def _hands(opening: Sequence[Unit]) -> list[str]:
    """Marks of whose deeds the sentences tell, and of who fell: troops that kill rebels are told in the words of an attack."""
    acts = [act for unit in opening for _, act in unit.triggers if act.strength >= 1 or act.by_state]
    by_state = sum(act.by_state for act in acts)
    marks = []
    if acts:
        share = "all" if by_state == len(acts) else "most" if 2 * by_state > len(acts) else "some" if by_state else "no"
        marks = [f"by state {share}", f"first act {'state' if acts[0].by_state else acts[0].nature}"]
    for unit in opening[:_DEEDS]:
        marks += _around_first_act(unit)
    dead = [toll for unit in opening for _, toll in unit.tolls if toll.kind == "killed" and toll.value]
    for toll in dead:
        marks.append(f"dead {toll.party}")
        marks += [f"dead {kind}" for kind in _kinds(lowered(toll.who))]
        marks += [f"dead told by {kind}" for kind in _kinds(lowered(toll.by or ""))]
    if dead and all(toll.party == "attackers" for toll in dead):
        marks.append("only attackers dead")
    return sorted(set(marks))


def _around_first_act(unit: Unit) -> list[str]:
    """Marks of who stands before and behind the first word of violence: who does it and who suffers it, the other way round in the passive."""
    if not unit.triggers:
        return []
    mention, act = unit.triggers[0]
    before, after = unit.before(mention), unit.after(mention)
    voice = "noun" if act.noun else "passive" if _PASSIVE.search(before) else "active"
    return [
        f"{voice} {side} {kind}" for side, words in (("before", before), ("behind", after)) for kind in _kinds(words)
    ]


def _fighting(name: str, units: Iterable[Unit]) -> list[str]:
    """Marks of how much is told of forces, of those they fight, and of operations."""
    said = {(hit.row, unit.low[hit.start : hit.end]) for unit in units for hit in deed_words().find(unit.nameless)}
    counts = Counter(kind for kind, _ in said)
    return [
        *(f"{name} {kind} {min(counts[kind], _MOST)}" for kind in ("force", "fighter", "operation")),
        *(f"{name} word {words}" for kind, words in sorted(said) if kind == "operation"),
    ]


def _kinds(low: str) -> list[str]:
    return sorted({hit.row for hit in deed_words().find(low)})


def _labels(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = values[name].value if name in values else ()
    return value if isinstance(value, tuple) else ()
