"""From the GROUP and CLAIM mentions of one incident: who did it, how sure that is, who said so, how many they were.

Enters: the mentions that belong to one incident and the sentences that tell it. Leaves: Values and ClaimRows, each with the spans that
witness it and the rule that chose it. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from etl.codebook.claims import UNKNOWN_MODE, is_state
from etl.codebook.groups import generic_rank, parents_of, says_who
from etl.codebook.wording import Wording
from etl.extract.claims import is_doer
from etl.extract.hit import is_hit, stands_aside
from etl.extract.numbers import find_numbers
from etl.extract.text import Sentence
from etl.model import ClaimRow, ClaimValue, GroupValue, Mention, Span, Value

UNKNOWN = "Unknown"
_MOST_GROUPS = 3  # gname, gname2, gname3
_MOST_SUSPECTS = 2  # where each is suspected in words of its own
_SURE, _LIKELY, _HEDGED = 0.95, 0.8, 0.6  # before calibration: claimed or stated, read from a deed, suspected
_PERPETRATOR = re.compile(
    r"^\W*(?:(?:heavily|armed|masked|unidentified|unknown|suspected|male|female|young|other|alleged|hooded|islamist|islamic|muslim|palestinian|chechen|kashmiri|tamil|maoist"
    r"|leftist|rebel|terrorist|militant|jihadist|well-armed|lone|single|black-clad|gun-wielding|knife-wielding|\w+ist)\s+){0,3}"
    r"(?:gunm[ae]n|attackers?|assailants?|militants?|armed (?:men|individuals|persons|people|robbers|subjects)|men (?:armed|on (?:a )?motor|in masks|with (?:guns|rifles|machetes|assault))|bombers?|suicide (?:bombers?|attackers?)"
    r"|terrorists?|rebels?|guerrillas?|hijackers?|kidnappers?|hostage-takers?|insurgents?|fighters?|jihadists?|extremists?|assassins?|hit-?men|raiders?|subversives?|individuals|hooded men|masked men|bandits|perpetrators?|separatists)\b"
)
_NOT_ACTING = Wording(
    r"\b(?:killed|killing|shot dead|killing of|eliminated|neutrali[sz]ed|wounded|against|among|arrested|captured|detained|of the|trial of|including|freed|released)\s+(?:at least |about |some |the |another |all |a |\w+ )?$"
)
_OTHERS = re.compile(
    r"^\W*(?:were|was|have been|had been|are|also)?\s*(?:killed|shot dead|died|arrested|captured|detained|wounded|injured|sentenced|charged)"
)
_VICTIM_LEAD = Wording(
    r"\b(?:killed|killing|wounded|wounding|shot dead|against|fighting|hunting|targeting|target|targeted|(?:murder|death|killing|deaths|massacre)s? of|attacks? on|arrested|captured|clash(?:es|ed)? with|victims? (?:was|were))"
    r"\s+(?:(?:at least|about|some|the|an?|two|three|four|five|six|seven|eight|nine|ten|several|\d+|suspected|alleged|local)\s+){0,3}$"
)
_VICTIM_TAIL = re.compile(
    r"\s+(?:\w+ )?(?:were|was|have been|had been) (?:killed|shot|wounded|arrested|injured|captured|murdered|attacked|kidnapped)\b|\s+(?:died|dead)\b"
)
_CAUGHT = Wording(
    r"\b(?:arrest(?:ed|s|ing)?|detain(?:ed|s)?|captur(?:ed|es)?|caught|in custody|held in connection|apprehended|taken into custody|picked up)\b"
)
_CAUGHT_WHO = re.compile(
    r"^\W*(?:\w+\s+){0,2}?(?:suspects?|attackers?|gunm[ae]n|assailants?|people|persons|men|man|militants?|of (?:them|the (?:attackers|gunmen|assailants))|terrorists?|guerrillas?|hijackers?|kidnappers?|others|alleged|suspected|perpetrators?|individuals)\b"
)
# Generic identities that contradict a group's claim; the others may describe the claimant himself.
_RIVALS = frozenset({"Jihadi-inspired extremists", "Bandits", "Narco-Terrorists", "Criminal gang", "Mercenaries"})
# Fighters of some movement: where one group alone is named, its men.
_FIGHTERS = frozenset({"Rebels", "Guerrillas", "Militants", "Paramilitary members"})
_AN_IDENTITY = 1  # the rank of generic identities that name a movement or a people
# And of those that tell what kind of men: beyond stand "militants", "rebels", whom news suspects of everything.
_A_KIND = 3
_MOST_OF_A_ROW = 2  # generic identities up to this rank are actors of their own
_NEAR_CAUGHT = 30  # characters between a number of suspects and the word that they were caught
_MOST_ATTACKERS = 5000
_FROM = re.compile(r"\bfrom (?:the )?[\w'’-]+(?: [\w'’-]+){0,3}$")
# Which kinds of words show best who did it, the best first.
_BEST_SHOWN = {"claim": 0, "attribution": 1, "suspicion": 2}


@dataclass(frozen=True)
class Perpetrators:
    """What an incident's mentions say of those who did it; a field is None where nothing is said."""

    gname: Value
    guncertain: Value
    claimed: Value | None
    claims: tuple[ClaimRow, ...]
    nperps: Value | None
    nperpcap: Value | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names in `gname`."""
        return tuple(self.gname.value) if isinstance(self.gname.value, tuple) else ()


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim mention with its value, typed."""

    span: Span
    value: ClaimValue

    @property
    def actor(self) -> str:
        return self.value.actor


def settle_perpetrators(mentions: Iterable[Mention], sentences: Sequence[Sentence] = ()) -> Perpetrators:
    """Who did it, by the coding rules, from the mentions of one incident; `sentences` are those that tell it, for the counts."""
    groups: list[tuple[Span, GroupValue]] = []
    said: list[_Said] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, m.span.end)):
        if isinstance(mention.value, GroupValue):
            groups.append((mention.span, mention.value))
        elif isinstance(mention.value, ClaimValue):
            said.append(_Said(mention.span, mention.value))
    acting = [
        (span, value)
        for span, value in groups
        if not _is_victim(span, sentences) and (_tells_identity(value) or _is_doer(span, sentences))
    ]
    gname = settle_gname(acting, said)
    return Perpetrators(
        gname=gname,
        guncertain=settle_guncertain(gname, said),
        claimed=settle_claimed(said),
        claims=claim_rows(said, gname),
        nperps=settle_nperps(sentences),
        nperpcap=settle_nperpcap(sentences),
    )


def settle_again(
    doers: Perpetrators, words: Sequence[tuple[Mention, bool]], names: Sequence[str], claimed: int | None
) -> Perpetrators:
    """The perpetrators with other names in `gname`, and claimed or not; `words` are GROUP and CLAIM mentions, each with whether it is the incident's own.

    Where nobody claims it there is no claim. An author of whom the incident's own words say nothing is shown by the best word told elsewhere.
    """
    spans: dict[str, Span] = {}
    own: list[_Said] = []
    elsewhere: list[_Said] = []
    for mention, is_own in sorted(words, key=lambda word: (not word[1], word[0].span.start)):
        value = mention.value
        if isinstance(value, GroupValue):
            spans.setdefault(value.gname, mention.span)
        elif isinstance(value, ClaimValue) and (claimed == 1 or value.kind != "claim"):
            (own if is_own else elsewhere).append(_Said(mention.span, value))
    said = [s for s in own if s.value.kind != "none_claimed"]
    silence = next((s.span for s in (*own, *elsewhere) if s.value.kind == "none_claimed"), None)
    for name in names:
        if not any(s.actor == name for s in said):
            said += _best_shown(s for s in elsewhere if s.actor == name)
    if claimed == 1 and not any(s.value.kind == "claim" for s in said):
        said += _best_shown(s for s in elsewhere if s.value.kind == "claim" and s.actor in (*names, UNKNOWN))
    for s in sorted(said, key=lambda s: _BEST_SHOWN.get(s.value.kind, len(_BEST_SHOWN))):
        spans.setdefault(s.actor, s.span)
    said.sort(key=lambda s: (s.span.start, s.span.end))
    claims = [s for s in said if s.value.kind == "claim"]
    names = [n for n in names if n in doers.names or not _is_kin(n, [other for other in names if other != n])]
    names.sort(key=lambda name: all(s.actor != name for s in claims))
    gname = doers.gname
    if list(doers.names) != (names or [UNKNOWN]):
        kept = dict(zip(doers.names, doers.gname.evidence, strict=False))
        shown = tuple(kept.get(name) or spans[name] for name in names if name in kept or name in spans)
        gname = Value(tuple(names) or (UNKNOWN,), _HEDGED, shown, "likeliest_author")
    whether: Value | None = None
    if doers.claimed is not None and doers.claimed.value == claimed:
        whether = doers.claimed
    elif claimed == 1 and claims:
        whether = Value(1, _LIKELY, (claims[0].span,), "claim_told")
    elif claimed == 0 and silence is not None:
        whether = Value(0, _LIKELY, (silence,), "no_claim_told")
    return replace(
        doers, gname=gname, guncertain=settle_guncertain(gname, said), claimed=whether, claims=claim_rows(said, gname)
    )


def _best_shown(told: Iterable[_Said]) -> list[_Said]:
    """Of what is said of a name the words that show best that it did it; one for each channel of a claim."""
    ranked = sorted(told, key=lambda s: (_BEST_SHOWN.get(s.value.kind, len(_BEST_SHOWN)), s.span.start))
    return [s for s in ranked if (s.span, s.value.kind) == (ranked[0].span, ranked[0].value.kind)]


def settle_gname(groups: Sequence[tuple[Span, GroupValue]], said: Sequence[_Said]) -> Value:
    """The claimant, then whom officials name beside him; else who is named as fact, else who is suspected, else who is described."""
    claimants = _actors(said, "claim")
    stated = _actors(said, "attribution")
    suspected = _actors(said, "suspicion")
    if claimants:
        disowned = bool(set(claimants) & set(_actors(said, "denial")))  # then a branch of the claimant is a rival
        rivals = [
            name
            for name in dict.fromkeys((*stated, *suspected))
            if name not in claimants and (disowned or not _is_kin(name, claimants))
        ]
        by_others = {s.actor for s in said if s.value.kind == "suspicion" or s.value.by is not None}
        named = [name for name in rivals if _is_named(name)] or [n for n in rivals if n in _RIVALS and n in by_others]
        names = [*(claimants if disowned else _without_kin(claimants)), *named][:_MOST_GROUPS]
        return _value(names, said, ("claim", "attribution", "suspicion"), "claimant_first", _SURE)
    for found, kind, rule, confidence in (
        (stated, "attribution", "stated_as_fact", _SURE),
        (suspected, "suspicion", "suspected", _HEDGED),
    ):
        named = [name for name in found if _is_named(name)]
        if named:
            authors = _without_kin(named)
            most = authors[:_MOST_SUSPECTS] if kind == "suspicion" else authors[:1]
            told = most + [name for name in authors if name not in most and _is_told_with(name, most[0], said)]
            return _value(told[:_MOST_GROUPS], said, (kind,), rule, confidence)
    described = sorted(
        {
            name: rank
            for name in (*_told_who(stated), *_told_who(suspected), *(v.gname for _, v in groups if v.generic))
            if (rank := generic_rank(name)) is not None and says_who(name)
        }.items(),
        key=lambda item: item[1],
    )
    named_beside = _named_beside(groups, said)
    if described and not (described[0][0] in _FIGHTERS and named_beside is not None and _is_only_one(groups)):
        name = described[0][0]
        spans = [s.span for s in said if s.actor == name] or [span for span, value in groups if value.gname == name]
        return Value((name,), _LIKELY, tuple(spans[:1]), "generic_identity")
    if named_beside is not None:
        return named_beside
    return Value((UNKNOWN,), _LIKELY, (), "nobody_named")


def _is_told_with(name: str, other: str, said: Sequence[_Said]) -> bool:
    """Whether words that begin together name two groups in a row: "blamed the one, the other and the third", "the one and the other attacked"."""
    return any(
        a.value.kind == b.value.kind and a.span.start == b.span.start
        for a in said
        if a.actor == name
        for b in said
        if b.actor == other
    )


def _named_beside(groups: Sequence[tuple[Span, GroupValue]], said: Sequence[_Said]) -> Value | None:
    """The group named most in the telling, of those as often named the first; None where none is but one that denies it."""
    if any(s.value.kind == "none_claimed" for s in said):
        return None  # a group is then named for what it has not said, or for its other deeds
    disowning = _actors(said, "denial")
    beside = [
        (span, v.gname) for span, v in groups if not v.generic and not is_state(v.gname) and v.gname not in disowning
    ]
    if not beside:
        return None
    counted = Counter(name for _, name in beside)
    first = max(counted, key=lambda name: counted[name])
    return Value((first,), _HEDGED, tuple(span for span, name in beside if name == first)[:1], "named_beside")


def _is_only_one(groups: Sequence[tuple[Span, GroupValue]]) -> bool:
    """Whether one group alone is named: then "the rebels" are its men."""
    return len({value.gname for _, value in groups if not value.generic}) == 1


def settle_guncertain(gname: Value, said: Sequence[_Said]) -> Value:
    """1 where the first name is only suspected, or its claim is doubted, disowned or contested; else 0."""
    names = gname.value if isinstance(gname.value, tuple) else ()
    first = names[0] if names else UNKNOWN
    own = [s for s in said if s.actor == first]
    kinds = {s.value.kind for s in own}
    claimants = _without_kin(_actors(said, "claim"))
    for holds, rule, witnesses in (
        ("claim" in kinds and "denial" in kinds, "claim_disowned", [s for s in own if s.value.kind == "denial"]),
        (any(s.value.doubted for s in own), "claim_doubted", [s for s in own if s.value.doubted]),
        (
            "claim" in kinds and _are_rivals(claimants, said),
            "rival_claims",
            [s for s in said if s.value.kind == "claim"],
        ),
        ("claim" not in kinds and "denial" in kinds, "denied", [s for s in own if s.value.kind == "denial"]),
        ("suspicion" in kinds and not kinds & {"claim", "attribution"}, "suspected", own),
    ):
        if holds:
            return Value(1, _LIKELY, tuple(s.span for s in witnesses[:2]), rule)
    return Value(0, _LIKELY, (), "claimed_or_stated")


def _are_rivals(claimants: Sequence[str], said: Sequence[_Said]) -> bool:
    """Whether several claim it, each in words of its own: who claims together is no rival."""
    own = [s for s in said if s.value.kind == "claim" and s.actor in claimants]
    joint = {(a.actor, b.actor) for a, b in pairwise(own) if a.span.overlaps(b.span)}
    joint |= {(b, a) for a, b in joint}
    return any((a, b) not in joint for a in claimants for b in claimants if a != b)


def settle_claimed(said: Sequence[_Said]) -> Value | None:
    """1 where somebody claims it, 0 where the article says that nobody does, None where it says nothing."""
    claims = [s for s in said if s.value.kind == "claim"]
    if claims:
        return Value(1, _SURE, (claims[0].span,), "claim_told")
    none = [s for s in said if s.value.kind == "none_claimed"]
    if none:
        return Value(0, _SURE, (none[0].span,), "no_claim_told")
    return None


def claim_rows(said: Sequence[_Said], gname: Value) -> tuple[ClaimRow, ...]:
    """One row an (actor, kind, mode), in order of place; a row without a channel gives way to one of the same claim with it.

    Who claims a deed is not said to be blamed for it as well; who is named as its author without a word for who says so is named as
    fact. Blame of a group that `gname` has not taken over is of something else.
    """
    told = {(s.actor, s.value.kind) for s in said if s.value.mode not in (None, UNKNOWN_MODE)}
    authors = gname.value if isinstance(gname.value, tuple) else ()
    claimed, stated = _actors(said, "claim"), _actors(said, "attribution")
    rows: dict[tuple[str, str, str | None], ClaimRow] = {}
    for s in said:
        value = s.value
        if value.kind == "none_claimed" or not value.actor:
            continue
        if value.mode in (None, UNKNOWN_MODE) and (value.actor, value.kind) in told:
            continue
        if is_state(value.actor) and _FROM.search(s.span.quote):
            continue  # "rockets from Gaza" tells where they came from
        if value.kind in ("attribution", "suspicion") and (
            value.actor in claimed
            or (value.kind == "suspicion" and value.actor in stated)
            or not (_has_row(value.actor) and (value.actor in authors or is_state(value.actor)))
        ):
            continue
        row = ClaimRow(value.actor, value.kind, value.mode, s.span, value.said_date, value.by)
        rows.setdefault((value.actor, value.kind, value.mode), row)
    without = [name for name in authors if _has_row(name) and not any(row.actor == name for row in rows.values())]
    if len(gname.evidence) == len(authors):
        spans = dict(zip(authors, gname.evidence, strict=True))
        return (*rows.values(), *(ClaimRow(name, "attribution", None, spans[name]) for name in without))
    return tuple(rows.values())


def _has_row(name: str) -> bool:
    """Whether a name says enough of its bearer for a claims row: "Gunmen" says no more than that there were some."""
    rank = generic_rank(name)
    return name != UNKNOWN and (rank is None or rank <= _MOST_OF_A_ROW)


def settle_nperps(sentences: Sequence[Sentence]) -> Value | None:
    """How many attackers the sentences tell of: the first figure before a word for attackers who act."""
    for sentence in sentences:
        low = sentence.flat.lower()
        for number in find_numbers(low):
            rest = low[number.end :]
            if not 0 < number.value <= _MOST_ATTACKERS or not (who := _PERPETRATOR.match(rest)):
                continue
            if _NOT_ACTING.search(low, max(0, number.start - 40), number.start) or _OTHERS.match(rest[who.end() :]):
                continue
            start = sentence.start + number.start
            stop = sentence.start + number.end + who.end()
            return Value(number.value, _LIKELY, (_span(sentence, start, stop),), "attackers_counted")
    return None


def settle_nperpcap(sentences: Sequence[Sentence]) -> Value | None:
    """How many suspects the sentences say were caught."""
    for sentence in sentences:
        low = sentence.flat.lower()
        caught = _CAUGHT.search(low)
        if caught is None:
            continue
        for number in find_numbers(low):
            if not 0 < number.value <= _MOST_ATTACKERS or not (who := _CAUGHT_WHO.match(low[number.end :])):
                continue
            near = low[max(0, number.start - _NEAR_CAUGHT) : number.start], low[number.end + who.end() :][:_NEAR_CAUGHT]
            if not any(map(_CAUGHT.search, near)):
                continue
            start, stop = sentence.start + number.start, sentence.start + number.end + who.end()
            return Value(number.value, _LIKELY, (_span(sentence, start, stop),), "captured_counted")
    return None


def _is_victim(span: Span, sentences: Sequence[Sentence]) -> bool:
    """Whether those described are killed, fought or caught where they are named, or only speak of the deed."""
    for sentence in sentences:
        if sentence.start <= span.start < sentence.end:
            low = sentence.flat.lower()
            start, end = span.start - sentence.start, span.end - sentence.start
            told = _VICTIM_LEAD.search(low, max(0, start - 40), start) or _VICTIM_TAIL.match(low, end)
            return bool(told) or is_hit(sentence.low, start, end) or stands_aside(sentence.low, end)
    return False


def _told_who(names: Iterable[str]) -> list[str]:
    """The names of those of whom more is said than that they fight."""
    return [name for name in names if (generic_rank(name) or 0) <= _A_KIND]


def _tells_identity(value: GroupValue) -> bool:
    """Whether it is told who they are, so that being named beside the deed is enough: "the rebels" may be anybody's."""
    return not value.generic or (generic_rank(value.gname) or 0) <= _AN_IDENTITY


def _is_doer(span: Span, sentences: Sequence[Sentence]) -> bool:
    """Whether those described do violence where they are named."""
    for sentence in sentences:
        if sentence.start <= span.start < sentence.end:
            return is_doer(sentence.low, span.start - sentence.start, span.end - sentence.start)
    return False


def _span(sentence: Sentence, start: int, stop: int) -> Span:
    return Span(start, stop, sentence.text[start - sentence.start : stop - sentence.start])


def _actors(said: Sequence[_Said], kind: str) -> list[str]:
    """Actors of one kind of claim that can stand in `gname`, in order of place: no states, nobody without identity."""
    names = dict.fromkeys(s.actor for s in said if s.value.kind == kind and s.actor and s.actor != UNKNOWN)
    return [name for name in names if not is_state(name) and says_who(name)]


def _is_named(name: str) -> bool:
    return generic_rank(name) is None


def _is_kin(name: str, others: Iterable[str]) -> bool:
    """Whether a group is the parent or a branch of one of the others."""
    return any(name in parents_of(other) or other in parents_of(name) for other in others)


def _without_kin(names: Sequence[str]) -> list[str]:
    """The names without those whose branch is also named."""
    return [n for n in names if not any(n in parents_of(other) for other in names)]


def _value(names: Sequence[str], said: Sequence[_Said], kinds: tuple[str, ...], rule: str, confidence: float) -> Value:
    spans = [next(s.span for kind in kinds for s in said if s.actor == name and s.value.kind == kind) for name in names]
    return Value(tuple(names), confidence, tuple(spans), rule)
