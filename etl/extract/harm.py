"""What befell whom in a sentence: predicates of death, injury and captivity linked to the parties of people they befell.

Enters: a sentence's Words. Leaves: Harms. Pure. The grammar of news English is read shallowly: a verb's object follows it, the subject of a
passive or of "died" precedes it, and a figure beside a state ("12 dead") belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from etl.codebook.casualties import POSSESSIVES, first_words, follow_words, split_tails, thing_nouns, words_of
from etl.extract.people import OF_THEM, Party, Words, cut
from etl.extract.text import Sentence, Text

_LETTERS = re.compile(r"[a-z][a-z'-]*")
_CUES = frozenset(
    [
        "dead",
        "deceased",
        "lifeless",
        "death",
        "deaths",
        "shahadat",
        "toll",
        "tolls",
        "fatality",
        "fatalities",
        "casualty",
        "casualties",
        "body",
        "bodies",
        "corpse",
        "corpses",
        "remains",
        "victim",
        "victims",
        "treatment",
        "hospital",
        "hospitals",
        "hospitalised",
        "hospitalized",
        "injury",
        "injuries",
        "wounded",
        "hostage",
        "hostages",
        "captive",
        "captives",
        "ransom",
        "life",
        "lives",
        "number",
        "figure",
        "figures",
        "count",
        "critical",
    ]
)


# "YALA, Thailand, June 5 (Wire) - ": towns and months are no people
_DATELINE = re.compile(r"[A-Z][A-Z .'’/-]{2,30}(?:, [\w.' ]{2,25}){0,3}(?: \([^)]{1,40}\))? ?(?:--?|–|—) ")


def _speaks_of_harm(flat: str) -> bool:
    """Whether a sentence holds a word that a harm is told with."""
    return not _harm_words().isdisjoint(_LETTERS.findall(flat.lower().replace("’", "'")))


@cache
def _harm_words() -> frozenset[str]:
    return frozenset(first_words() | _CUES)


# "were taken" by those who seize people, not to a hospital
_TAKEN_WHERE = frozenset(["away", "from", "off", "hostage", "hostages", "captive", "captives", "prisoner", "prisoners"])
_REAL_TO = frozenset(
    [
        "managed",
        "managing",
        "able",
        "went",
        "seem",
        "seemed",
        "appear",
        "appeared",
        "happened",
        "reported",
        "first",
        "latest",
        "last",
        "second",
        "third",
        "said",
        "believed",
    ]
)


_REACH = 70  # words: how far left a subject may stand; bounds the work on text without sentence ends
_ESCAPED_FROM = frozenset(
    {
        "injury",
        "injuries",
        "unhurt",
        "unharmed",
        "uninjured",
        "unscathed",
        "death",
        "harm",
        "serious",
        "assassination",
        "an",
        "a",
        "the",
        "without",
        "with",
    }
)
# Nouns that take in whoever is listed behind them: "three tourists, two Germans and a Swiss".
_TAKE = frozenset({"took", "taken", "taking", "take", "takes"})
_HELD_OTHERWISE = frozenset(
    {
        "in",
        "for",
        "on",
        "responsible",
        "accountable",
        "under",
        "over",
        "back",
        "up",
        "at",
        "talks",
        "after",
        "as",
        "without",
    }
)
_MOSTLY = frozenset({"mostly", "mainly", "largely", "chiefly", "predominantly"})
_SOME = frozenset({"many", "most", "some", "several", "mostly", "all", "both", "mainly"})
_SEVERAL = POSSESSIVES | {"a", "an", "another"}
_IN_HOSPITAL = frozenset({"in hospital", "in hospitals"})
_ANYBODY = frozenset({"man", "woman", "youth", "boy", "girl", "teenager", "person", "brother", "sister"})
_LONE = frozenset({"man", "person", "one", "driver", "youth", "suspect", "teenager", "rider", "stabber", "knifeman"})
_AMONG_THEM = frozenset({f"{a} {b}" for a in ("among", "amongst") for b in ("them", "whom", "those", "these")})
_STILL_ILL = re.compile(r"\b(?:still|remain\w*|lying)\b.*\b(?:hospitals?|care)\b")
_OBJECTS = frozenset({"him", "them", "us", "me"})
_RELATIVES = frozenset({"whom", "whose", "who", "which"})
_PLURAL_VERBS = frozenset({"were", "are", "weren't", "aren't"})
_BECOMING = frozenset({"be", "been", "being", "become"})
_GRAVELY = frozenset({"seriously", "critically", "gravely", "badly", "severely"})


@dataclass(frozen=True, slots=True)
class Harm:
    """`parties` met with `kind`; characters `start:end` of the sentence say so, `at` is the predicate's place among the words.

    `voice` is `active`, `passive`, `noun` or `deed`. `included` are parties that the others already hold, `excluded` those said to be left
    out, `details` those that only spell the parties out. `denied` is true for what did not happen to anybody.
    """

    kind: str
    parties: tuple[Party, ...]
    start: int
    end: int
    at: int
    voice: str
    included: tuple[Party, ...] = ()
    excluded: tuple[Party, ...] = ()
    denied: bool = False
    intensified: bool = False
    details: tuple[Party, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A sentence with its words and what befell whom."""

    sentence: Sentence
    words: Words
    harms: tuple[Harm, ...]


@lru_cache(maxsize=8)
def read_text(text: Text) -> tuple[Reading, ...]:
    """The readings of the sentences that speak of harm, in order."""
    return tuple(read_sentence(s, text.upper_case) for s in text.sentences if _speaks_of_harm(s.flat))


def read_sentence(sentence: Sentence, upper: bool) -> Reading:
    """One sentence read."""
    shouted = upper or (sentence.is_title and sentence.flat.isupper())
    words = cut(sentence.flat, shouted)
    dateline = _DATELINE.match(sentence.flat)
    if dateline:
        words = replace(words, parties=tuple(p for p in words.parties if p.start >= dateline.end()))
    return Reading(sentence, words, tuple(find_harms(words)))


def find_harms(words: Words) -> Iterator[Harm]:
    """The harms of a sentence in order of their predicates."""
    return _Linker(words).run() if "C" in words.tags else iter(())


class _Linker:
    """Walks over the predicates of one sentence, keeping what the earlier ones took."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.w = words.words
        self.tags = words.tags
        self.first = {p.first: p for p in words.parties}
        self.last = {p.last: p for p in words.parties}
        self.inside = {k: p for p in words.parties for k in range(p.first, p.last)}
        self.voice: dict[int, str] = {}
        self.bound: dict[int, str] = {}
        self.subjects: dict[int, tuple[Party, ...]] = {}
        self.at: dict[int, Harm] = {}
        self.latest = -1
        self.irreal: set[int] = set()
        self.details: list[Party] = []
        self.left_out: tuple[Party, ...] = ()

    def run(self) -> Iterator[Harm]:
        """The harms in order; who is hurt and then dies in one sentence is dead only."""
        harms = list(self._walk())
        dead = {p.first for h in harms if h.kind == "killed" for p in h.parties}
        told: set[int] = set()
        for harm in harms:
            if harm.kind == "killed" and harm.parties:
                again = all(p.first in told and p.form in ("pronoun", "single", "name") for p in harm.parties)
                told |= {p.first for p in harm.parties}
                if again:
                    continue  # "shot him dead": once by the verb, and once by the state
            if (
                harm.kind in ("wounded", "stabbed", "burned")
                and harm.parties
                and all(p.first in dead and p.form != "zero" for p in harm.parties)
            ):
                continue
            yield harm

    def _walk(self) -> Iterator[Harm]:
        for at, word in enumerate(self.w):
            if word.tag != "C" or word.predicate is None or at in self.inside:
                continue
            harm = self._checked(self._at(at, word.predicate.kind, word.predicate.form))
            if harm is not None:
                for party in harm.parties:
                    self.bound.setdefault(party.first, harm.voice)
                self.at[at] = harm
            if at in self.voice:
                self.latest = at
            if harm is not None:
                yield harm

    @staticmethod
    def _checked(harm: Harm | None) -> Harm | None:
        """The harm, None where its verb serves for things too and nobody certain is named; patients are hurt."""
        if harm is None or harm.kind != "treated":
            return harm
        told = all(p.certain and not p.attackers for p in harm.parties)
        if harm.voice == "active":
            told = told and all(p.form in ("count", "vague") and (p.head or p.value) for p in harm.parties)
        return replace(harm, kind="wounded") if told else None

    # -- one predicate ------------------------------------------------------------------------------------------------

    def _at(self, at: int, kind: str, form: str) -> Harm | None:
        if form == "deed":
            return self._deed(at, kind)
        if form == "possessed":
            return self._possessed(at, kind)
        if form in ("active", "body"):
            if self._behind(at, ("attempted", "alleged", "of")) == "attempted":
                return None
            harm = self._object(at, at, kind, "noun")
            bodily = kind == "wounded"
            if form == "body" and harm is not None and harm.parties[0].plural:
                return None  # "a body of some 300 rebels"
            return (
                None
                if bodily and harm is not None and any(p.form == "single" and not p.certain for p in harm.parties)
                else harm
            )
        if form == "among":
            return self._among(at, kind)
        if form == "counted":
            harm = self._subject(at, at, kind, "state")
            return harm if harm and all(p.certain and p.form in ("count", "zero") for p in harm.parties) else None
        if form == "adjunct":
            harm = self._subject(at, at, kind, "state")
            return harm if harm and all(p.certain and p.form != "pronoun" for p in harm.parties) else None
        aux, auxiliary, denied, irreal = self._auxiliary(at)
        if kind == "plain":
            if irreal or denied:
                return None
            if auxiliary != "be":
                return self._split(at, kind)
            self.voice[at] = "passive"  # "was dragged from his house and shot dead"
            return self._kept(at, aux)
        if irreal or (form == "base" and self._joined_irreal(at)):
            self.irreal.add(at)
            return None
        if form == "subject":
            if (
                self.w[at].low in ("were taken", "was taken")
                and self.tags[at + 1 : at + 2] not in ("", ",", ";")
                and self.w[at + 1].low not in _TAKEN_WHERE
            ):
                return None
            if kind == "escaped" and self.w[at + 1 : at + 2] and self.w[at + 1].low in _ESCAPED_FROM:
                return None
            return self._subject(at, aux, kind, "passive", denied)
        if form == "state":
            return self._state(at, aux, kind, auxiliary, denied)
        if form == "ing":
            if auxiliary == "without":
                return self._object(at, at, kind, "active", denied=True)
            if self.tags[at - 1 : at] == "D":
                return None
            return self._split(at, kind) or self._object(at, at, kind, "active")
        if form in ("base", "third"):
            if (
                self.w[at].capital
                and at > 1
                and self.tags[at - 1] in "WP"
                and at + 1 < len(self.w)
                and self.w[at + 1].capital
            ):
                return None
            if denied or auxiliary == "do":
                harm = self._object(at, at, kind, "active", denied=denied)
                return harm if harm and not denied else None
            if kind in ("wounded", "harmed") and form == "base" and self.w[at].low == "hurt":
                form = "past"
            elif self.tags[max(0, at - 1) : at] in ("D", "p", "N", "A", "Z"):
                return None
            else:
                return self._split(at, kind) or self._object(at, at, kind, "active")
        if auxiliary == "be":
            self.voice[at] = "passive"
            after = self.first.get(self._skip(at + 1))
            subject = self.last.get(aux)
            bare = subject is None or subject.form == "thing" or self._governed(subject)
            if after is not None and after.form == "count" and after.certain and bare and not self._new_clause(after):
                return self._object(at, at, kind, "passive")
            return self._subject(at, aux, kind, "passive", denied)
        if auxiliary == "have" or form == "preterite":
            self.voice[at] = "active"
            return self._split(at, kind) or self._object(at, at, kind, "active", denied=denied)
        return self._bare(at, aux, kind, form)

    def _possessed(self, at: int, kind: str) -> Harm:
        """One person's end told as a noun: "Galan's murder"."""
        first = at - 1
        while first and self.tags[first - 1] in "WP'" and at - first < 6:
            first -= 1
        names = " ".join(w.low.removesuffix("'s") for w in self.w[first:at] if w.noun is None)
        party = Party(
            self.w[first].start,
            self.w[at - 1].end,
            first,
            at,
            "name",
            1,
            1,
            1,
            "exact",
            names.split(" ")[-1] if names else self.w[at - 1].low[:-2],
        )
        return Harm(kind, (party,), party.start, self.w[at].end, at, "possessed")

    def _among(self, at: int, kind: str) -> Harm | None:
        """Some of the dead or hurt: "among the dead were six Britons", "a nun was among the injured"."""
        i = at + 1
        while i < len(self.w) and (self.tags[i] in "Ba" or (self.tags[i] == "," and i == at + 1)):
            i += 1
        party = self.first.get(i)
        if i > at + 1 and party is not None and self._people(party) and not self._new_clause(party):
            chain, end = self._chain_right(party)
            return Harm(kind, tuple(chain), self.w[at].start, self.w[end - 1].end, at, "among")
        i = at
        while i and self.tags[i - 1] in "aBH":
            i -= 1
        found = self._find_subject(i) if i < at else None
        if found is None:
            return None
        return Harm(kind, tuple(found[0]), found[0][0].start, self.w[at].end, at, "among")

    def _auxiliary(self, at: int) -> tuple[int, str, bool, bool]:
        """Where the verb group of the predicate begins, its auxiliary, whether it is denied, whether it is only possible."""
        i, auxiliary, denied, irreal = at, "", False, False
        while i > 0 and at - i < 8:
            word = self.w[i - 1]
            tag, low = word.tag, word.low
            if tag == "a":
                pass
            elif tag == "!":
                denied = True
            elif tag == "B":
                auxiliary = auxiliary or "be"
                denied = denied or low.endswith("n't")
            elif tag == "H":
                auxiliary = auxiliary or "have"
                denied = denied or low.endswith("n't")
            elif tag == "M":
                irreal = low != "will" or True
            elif tag == "d":
                auxiliary = "do"
                denied = denied or low.endswith("n't")
            elif tag == "t":
                before = self.w[i - 2] if i > 1 else None
                if before is not None and (
                    before.low in _REAL_TO or before.tag == "s" or (auxiliary in ("have", "be") and self._saying(i - 2))
                ):
                    i -= 1
                    continue
                predicate = self.w[at].predicate
                gerund = predicate is not None and predicate.form == "ing"
                means = any(
                    self.w[k].low == "used" for k in range(max(0, i - 10), i - 1)
                )  # "knives were used to kill two"
                irreal = irreal or not (gerund or means)
            elif tag == "o":
                return i - 1, "without", True, False
            elif low in (
                "reported",
                "feared",
                "presumed",
                "believed",
                "confirmed",
                "found",
                "declared",
                "thought",
                "said",
                "listed",
                "left",
                "themselves",
            ):
                if low == "themselves":
                    break
                i -= 1
                continue
            else:
                break
            i -= 1
        return i, auxiliary, denied, irreal

    def _is_counted(self, party: Party) -> bool:
        """Whether a party is only what a number is of: "the number of people"."""
        first = party.first
        return (
            first > 1
            and self.w[first - 1].low == "of"
            and self.w[first - 2].low in ("number", "figure", "total", "tally")
        )

    def _is_thing_or_place(self, k: int) -> bool:
        """Whether the words there name a thing or, behind a preposition, a place: nobody who does or suffers."""
        form = self.first[k].form
        return form == "thing" or (form == "name" and self.tags[k - 1 : k] == "p")

    def _joined_irreal(self, at: int) -> bool:
        """Whether the verb is joined to one that is only possible: "designed to kill or injure"."""
        i = at
        while i and self.tags[i - 1] == "a":
            i -= 1
        return i > 1 and self.tags[i - 1] == "&" and i - 2 in self.irreal

    def _saying(self, i: int) -> bool:
        return i >= 0 and self.w[i].low in (
            "reported",
            "said",
            "believed",
            "feared",
            "thought",
            "known",
            "understood",
            "confirmed",
            "alleged",
            "claimed",
            "claims",
            "claiming",
            "appear",
        )

    def _behind(self, at: int, lows: tuple[str, ...]) -> str:
        return self.w[at - 1].low if at and self.w[at - 1].low in lows else ""

    def _split(self, at: int, kind: str, after: int | None = None) -> Harm | None:
        """A verb whose particle stands behind the object: "shot two men dead", "took four people hostage"."""
        ends = split_tails().get(self.w[at].low, {})
        if not ends:
            return None
        harm = self._object(at, at, kind, "active", after=after)
        if harm is None:
            return None
        end = max(p.last for p in harm.parties)
        for k in range(max(end - 1, at + 2), min(end + 3, len(self.w))):
            for length in (1, 2):
                tail = " ".join(w.low for w in self.w[k : k + length])
                if tail in ends:
                    return replace(harm, kind=ends[tail], end=self.w[min(k + length, len(self.w)) - 1].end)
        told = all(p.certain and p.head and p.form in ("count", "single") and not p.attackers for p in harm.parties)
        beside = [w.low for w in self.w[end : end + 2]]
        along = self.w[at].low in _TAKE and beside[:1] == ["with"] and beside[-1] in ("him", "her", "them")
        if told and along and any(h.voice == "deed" for h in self.at.values()):
            return replace(harm, kind="killed")  # "blew herself up, taking 12 people with her"
        if kind == "plain" and told and self.w[at].low in _TAKE and end < len(self.w) and self.w[end].low == "from":
            return replace(harm, kind="taken")  # "took 276 schoolgirls from their dormitory"
        return None

    def _kept(self, at: int, aux: int) -> Harm | None:
        """People who "were held" by others than the law."""
        if self.w[at].low != "held" or (at + 1 < len(self.w) and self.w[at + 1].low in _HELD_OTHERWISE):
            return None
        harm = self._subject(at, aux, "held", "passive")
        told = harm is not None and all(p.certain and p.form == "count" and not p.attackers for p in harm.parties)
        return harm if told else None

    # -- who ----------------------------------------------------------------------------------------------------------

    def _bare(self, at: int, aux: int, kind: str, form: str) -> Harm | None:
        """A participle or past tense without an auxiliary: what stands beside it decides."""
        after = self._skip(at + 1)
        after = self._shared(after)  # "abducted and beheaded a civilian", "kidnapped, shot and killed an inspector"
        if (
            self.tags[after : after + 1] == "B"
            and aux not in self.last
            and self.w[after].low in ("was", "were", "is", "are")
        ):
            behind = self.first.get(self._skip(after + 1))
            if behind is not None and self._people(behind):  # "Also killed were his brother and a passer-by"
                return self._object(at, at, kind, "passive", after=self._skip(after + 1))
        party = self.first.get(after) or self._described(after)
        before = self.last.get(aux)
        inherited = ""
        joined = at and (self.tags[at - 1] == "&" or self.tags[max(0, at - 2) : at] == "&a")
        if joined and self.latest >= 0:
            between = range(max(self.latest, at - _REACH), at)
            if not any(k in self.first and not self._is_thing_or_place(k) for k in between):
                inherited = self.voice[self.latest]
        if inherited == "passive":
            self.voice[at] = "passive"
            # A verb that hurts nobody itself ("was dragged from his house and shot dead") lends its subject, too.
            group = aux if self.latest in self.at else self._auxiliary(self.latest)[0]
            return self._subject(at, group, kind, "passive")
        if (
            party is not None
            and self._people(party, active=True)
            and not (
                before is not None
                and before.form == "count"
                and before.value
                and party.form != "count"
                and self._elliptic(before)
            )
        ):
            if before is not None and self._elliptic(before) and party.form == "count":
                self.voice[at] = "passive"
                return self._beside(at, aux, kind, before)
            self.voice[at] = "active"
            return self._split(at, kind, after) or self._object(at, at, kind, "active", after=after)
        if form == "preterite" or (before is None and at and self.tags[at - 1] in "pDA"):
            return None
        if before is not None and self._is_counted(before):
            return None  # "raising to 41 the number of people killed": the figure is told there
        self.voice[at] = "passive"
        if before is not None:
            part = self.last.get(before.first)
            explained = part is not None and part.part_of in ("them", "whom")
            if before.form == "thing" or explained or (self._governed(before) and before.form != "count"):
                return self._subject(at, aux, kind, "passive")
            if before.form == "single" and not before.certain:
                return None
            return self._beside(at, aux, kind, before)
        return self._subject(at, aux, kind, "passive")

    def _shared(self, after: int) -> int:
        """Where the object of joined verbs begins, behind the last of them; `after` itself where no verb is joined there."""
        at, listed = after, False
        while self.tags[at : at + 1] in ("&", ","):
            last = self.tags[at] == "&"
            i = at + 1
            if not last and self.tags[i : i + 1] == "&":
                last, i = True, i + 1
            i = self._skip(i)
            predicate = self.w[i].predicate if i < len(self.w) and self.tags[i] == "C" else None
            if predicate is None or predicate.form not in ("past", "preterite", "participle"):
                break
            at, listed = self._skip(i + 1), last
            if last:
                break
        return at if listed else after

    def _elliptic(self, party: Party) -> bool:
        """A bare figure after a comma or "and": "12 killed, 30 wounded"."""
        return party.form == "count" and party.head == "" and (party.first == 0 or self.tags[party.first - 1] in ",&;")

    def _skip(self, i: int) -> int:
        while i < len(self.w) and self.tags[i] == "a":
            i += 1
        return i

    def _people(self, party: Party, *, active: bool = False) -> bool:
        """Whether a party can be people at all."""
        if party.form == "thing":
            return False
        if party.form == "pronoun" and active:
            return party.head not in ("he", "she", "they", "we", "who", "i")
        return True

    def _object(
        self,
        at: int,
        begin: int,
        kind: str,
        voice: str,
        denied: bool = False,
        after: int | None = None,
    ) -> Harm | None:
        """The people behind the predicate."""
        i = self._skip(at + 1) if after is None else after
        if after is None:
            i = self._over_aside(i)
        party = self.first.get(i) or self._described(i)
        if party is None or not self._people(party, active=True):
            return None
        if party.form == "vague" and not party.plural:
            return None
        if voice == "active":
            party = self._by_state(party, at)
        if (
            party.form == "pronoun"
            and party.head == "them"
            and voice == "active"
            and (met := self._met_before(at)) is not None
        ):
            party = replace(party, value=met.value, low=met.low, high=met.high, qualifier=met.qualifier)
        if party.form == "reflexive" and party.plural and (doers := self._several_before(at)) is not None:
            party = replace(party, value=doers.value, low=doers.low, high=doers.high, qualifier=doers.qualifier)
        chain, end = self._chain_right(party, nominal=voice == "noun")
        details = tuple(self.details)
        included, excluded, end = self._annexes(end)
        stop = self.w[max(end - 1, at)].end
        return Harm(
            kind,
            tuple(chain),
            self.w[begin].start,
            stop,
            at,
            voice,
            included,
            excluded,
            denied,
            details=details,
        )

    def _over_aside(self, i: int) -> int:
        """Behind what stands between commas after a verb: "killed, with machetes and some rifles, 55 patrollers"."""
        if self.tags[i : i + 1] == "," and self.tags[i + 1 : i + 2] in ("p", "a", "m"):
            end = self.tags.find(",", i + 1, i + 14)
            party = self.first.get(end + 1) if end > 0 else None
            if party is not None and party.form == "count" and party.certain:
                return end + 1
        return i

    def _by_state(self, party: Party, at: int) -> Party:
        """The party, known for attackers where police or soldiers are said to have killed "him" or "the man"."""
        if party.form == "pronoun" or (
            party.form in ("single", "count")
            and party.head in ("man", "person", "one", "driver", "youth")
            and self.w[party.first].low.split(" ")[0] in ("the", "this", "both")
        ):
            i = at
            while i and self.tags[i - 1] in "aHB":
                i -= 1
            doer = self.last.get(i)
            low = doer.head if doer is not None else (self.w[i - 1].low if i else "")
            if low in words_of("force"):
                return replace(party, attackers=True)
        return party

    def _chain_right(self, party: Party, nominal: bool = False) -> tuple[list[Party], int]:
        """The party and those joined to it by commas and "and"."""
        chain, joints = [party], [""]
        end = party.last
        while True:
            i = end
            i = self._skip_age(i)
            i = self._skip_part(self._skip_of(i))
            comma = i < len(self.w) and self.tags[i] == ","
            if comma:
                i += 1
            joined = i < len(self.w) and (self.tags[i] == "&" or self.w[i].low in ("along", "together"))
            if joined:
                if self.w[i].low == "or":
                    break
                i += 2 if self.w[i].low in ("along", "together") else 1
            elif (
                i + 2 < len(self.w)
                and self.w[i].low == "as"
                and self.w[i + 1].low == "well"
                and self.w[i + 2].low == "as"
            ):
                joined, i = True, i + 3
            if not (comma or joined):
                break
            while i < len(self.w) and self.w[i].low in (
                "then",
                "also",
                "at",
                "former",
                "retired",
                "acting",
                "outgoing",
            ):
                i += 1
            follower = self.first.get(i) or (self._described(i) if comma else None)
            if (
                follower is None
                or follower.form in ("zero", "pronoun", "thing")
                or (not follower.certain and follower.form != "name")
            ):
                break
            if not nominal and self._new_clause(follower):
                break
            chain.append(follower)
            joints.append(f"{',' if comma else ''}{'&' if joined else ''}")
            end = follower.last
        if self._speaks(chain[-1]):
            # "killed three people, a police officer and a doctor said": behind the comma stands who says it
            said_by = max((n for n, joint in enumerate(joints) if joint.startswith(",")), default=len(chain))
            chain, joints = chain[:said_by], joints[:said_by]
        kept, end = self._trim(chain, joints)
        i = end
        while (
            i < len(self.w)
            and i < end + 16
            and self.tags[i] in "pDwWAP,y'"
            and self.w[i].low not in ("along", "together")
        ):
            i += 1
        if i > end and i + 2 < len(self.w) and self.w[i].low in ("along", "together"):
            beside, stop = self._along_with(i)
            return ([*kept, *beside], stop) if beside else (kept, end)
        return kept, end

    def _speaks(self, party: Party) -> bool:
        """Whether a verb of speech stands behind a party."""
        i = party.last
        while i < len(self.w) and self.tags[i] in "aH":
            i += 1
        return i < len(self.w) and (self.tags[i] == "s" or self._saying(i))

    def _described(self, i: int) -> Party | None:
        """A bare noun for a person behind its adjectives: "health minister"."""
        for k in range(i + 1, min(i + 4, len(self.w))):
            if (
                self.tags[k - 1] not in "wAW"
                or self.w[k - 1].low in follow_words()
                or (self.w[k - 1].low in thing_nouns() and self.tags[k] != "P")
            ):
                return None
            party = self.first.get(k)
            if party is not None and self.tags[k] == "P":
                return party
        return None

    def _trim(self, chain: list[Party], joints: list[str]) -> tuple[list[Party], int]:
        """The chain without apposed explanations and without an unfinished list of commas."""
        self.details = []
        kept, ends = [chain[0]], chain[0].last
        has_and = any("&" in joint for joint in joints)
        i = 1
        explained = False
        while i < len(chain):
            party, previous = chain[i], kept[-1]
            if joints[i] == "," and self._apposed(previous, party):
                explained = previous.form == "name"
                ends = party.last
                i += 1
                continue
            if joints[i] == "&" and self._goes_on(previous, party, explained):
                kept[-1] = party if party.form == "name" and not explained else previous
                ends = party.last
                i += 1
                continue
            explained = False
            if joints[i] == "," and not any("&" in joint for joint in joints[i:]):
                break
            kept.append(party)
            ends = party.last
            i += 1
        if len(kept) > 2 and has_and and joints[1] == "," and self._sums_up(kept[0], kept[1:]):
            self.details = kept[1:]
            return kept[:1], ends
        return kept, ends

    @staticmethod
    def _apposed(left: Party, right: Party) -> bool:
        """Whether the right party only says who the left one is."""
        if right.opening in POSSESSIVES:
            return False
        if left.form == "name" and right.form == "single" and not right.more:
            return True
        if left.form == right.form == "single" and right.opening == right.head and left.opening in _SEVERAL:
            return not left.plural and not right.plural  # "a clerk, wife of a sergeant,"
        if left.plural and right.plural and right.value is None and right.qualifier == "vague" and right.universal:
            return True
        return left.form in ("single", "count") and right.form == "name" and left.value == 1

    def _goes_on(self, left: Party, right: Party, explained: bool) -> bool:
        """Whether "and" goes on telling who one person is: "Jane Roe, a teacher and mother of two", "journalist and poet Jane Roe", "a lawyer and head of the bar"."""
        if right.opening in POSSESSIVES or right.plural or right.more or right.value != 1:
            return False
        if explained:
            return right.certain
        if left.form != "single" or left.plural or not left.certain:
            return False
        if right.form == "name":
            return right.certain and left.opening == left.head
        bare = right.form == "single" and right.opening == right.head
        return bare and left.opening in ("a", "an") and self._has_of(right)

    def _has_of(self, party: Party) -> bool:
        """Whether "of" stands right behind a party."""
        return party.last < len(self.w) and self.w[party.last].low == "of"

    def _skip_part(self, i: int) -> int:
        """Behind ", four of them clerks," where "and" goes on with the list; else where it was."""
        part = self.first.get(i + 1) if self.tags[i : i + 1] == "," else None
        if part is None or part.part_of not in ("them", "whom"):
            return i
        end = self.tags.find(",", part.last, part.last + 12)
        return end if end > 0 and self.tags[end + 1 : end + 2] == "&" and end + 2 in self.first else i

    def _skip_age(self, i: int) -> int:
        """Behind ", 34," or "(34)"."""
        if i + 1 < len(self.w) and self.tags[i] == "," and self.tags[i + 1] == "y":
            return i + 2
        return i

    def _skip_of(self, i: int) -> int:
        """Behind "of the party", "from the town", "in a car" where a list goes on after it; else where it was."""
        j = i
        while j < len(self.w) and self.tags[j] == "p" and j - i < 12:
            j += 1
            while j < len(self.w) and self.tags[j] in "DNwWAPaV'" and self.tags[j] != "p" and j - i < 12:
                j += 1
            k = j + 1 if j < len(self.w) and self.tags[j] == "," else j
            if (
                k > j
                and k in self.first
                and (self.first[k].form == "name" or (self.first[k].certain and "&" in self.tags[k : k + 9]))
            ):
                return j
            if (
                k < len(self.w)
                and self.tags[k] == "&"
                and (k + 1) in self.first
                and self.first[k + 1].certain
                and (self.first[k + 1].form in ("count", "single", "vague") or self.first[k + 1].opening in POSSESSIVES)
            ):
                follower = self.first[k + 1]
                if (follower.head or follower.more) and not self._new_clause(follower):
                    return j
        return i

    def _new_clause(self, party: Party) -> bool:
        """Whether a verb of its own follows the party, so that it is no further object."""
        i = party.last
        while i < len(self.w) and self.tags[i] in "ay":
            i += 1
        if i < len(self.w) and self.tags[i] == "r":
            return False
        if i < len(self.w) and self.tags[i] in "BHMdC":
            predicate = self.w[i].predicate
            if predicate is None or predicate.form != "ing":
                return True
        # "and two soldiers in the car were hurt"
        steps = 0
        while i < len(self.w) and self.tags[i] in "pDwWAPN" and steps < 8:
            i += 1
            steps += 1
            if i < len(self.w) and self.tags[i] == "B" and self.w[i].low in ("was", "were"):
                return True
        return False

    def _annexes(self, i: int) -> tuple[tuple[Party, ...], tuple[Party, ...], int]:
        """What "including …" and "not including …" behind the parties say, and where they end."""
        included: tuple[Party, ...] = ()
        excluded: tuple[Party, ...] = ()
        j, end = i, i
        steps = 0
        while j < len(self.w) and steps < 10 and self.tags[j] in ",p&DwWAaNP!CV'":
            if self.tags[j] == "!" and j + 1 < len(self.w) and self.w[j + 1].low in ("including", "counting"):
                party = self.first.get(j + 2)
                if party:
                    excluded, end = tuple(self._chain_right(party)[0]), party.last
                break
            j, steps = j + 1, steps + 1
            if j < len(self.w) and self.tags[j] in "ie":
                party = self.first.get(self._skip(j + 1))
                negated = self.tags[j] == "e" or (j and self.tags[j - 1] == "!")
                if party:
                    chain, last = self._chain_right(party)
                    if negated:
                        excluded = tuple(chain)
                    else:
                        included = (*chain, *self.details)
                    end = last
                break
        if i < len(self.w) and self.tags[i] in "ie" and not included and not excluded:
            party = self.first.get(self._skip(i + 1))
            if party:
                chain, end = self._chain_right(party)
                included, excluded = ((), tuple(chain)) if self.tags[i] == "e" else ((*chain, *self.details), ())
        return included, tuple(map(self._one_apart, excluded)), max(i, end)

    def _one_apart(self, party: Party) -> Party:
        """One left out of a figure, known for the attacker where the text points to whom it has spoken of: "besides the driver"."""
        return replace(party, attackers=party.attackers or self._known(party))

    def _beside(self, at: int, aux: int, kind: str, party: Party) -> Harm | None:
        """A party directly before its state: "12 people killed", "30 others seriously wounded"."""
        return self._befallen(at, aux, kind, self._chain_left(party), ()) if self._people(party) else None

    def _subject(self, at: int, aux: int, kind: str, voice: str, denied: bool = False) -> Harm | None:
        """The people before the verb group that begins at `aux`."""
        found = self._find_subject(aux, kind)
        if found is None:
            return None
        chain, included = found
        if denied and chain[0].form != "zero":
            return Harm(kind, tuple(chain), chain[0].start, self.w[at].end, at, voice, included, (), True)
        return self._befallen(at, aux, kind, chain, included)

    def _befallen(self, at: int, aux: int, kind: str, chain: list[Party], included: tuple[Party, ...]) -> Harm:
        """The harm of parties that stand before their verb."""
        begin = min(chain[0].start, self.w[at].start)
        left_out, self.left_out = self.left_out or self._set_apart_first(chain[0]), ()
        if len(chain) > 1 and self.w[aux].low in ("was", "is", "dies") and self._one_person(chain):
            chain = [replace(chain[-1], start=chain[0].start, first=chain[0].first)]
        chain, details = self._spelt_out(chain)
        lone = len(chain) == 1 and self._by_force(at + 1, words_of("state_force"))
        if kind == "killed" and (lone or self._by_force(at + 1)):
            known = [self._known(p) or (lone and p.form == "name") for p in chain]
            chain = [replace(p, attackers=True) if doer else p for p, doer in zip(chain, known, strict=True)]
        if len(chain) == 1 and (aux == at or "r" in self.tags[chain[0].last : aux]):
            chain = [self._one_of(chain[0])]
        beside, stop_at = self._along_with(at + 1)
        chain = [*chain, *beside]
        more, excluded, end = self._annexes(stop_at)
        excluded = (*left_out, *excluded)
        chain = [self._of_whom(p, at) for p in chain]
        stop = self.w[max(end - 1, at)].end
        intensified = any(self.w[k].low in _GRAVELY for k in range(aux, at)) or (
            kind != "killed" and (self.w[at].low.startswith("in ") or bool(_STILL_ILL.search(self.w[at].low)))
        )
        return Harm(
            kind, tuple(chain), begin, stop, at, "passive", included + more, excluded, False, intensified, details
        )

    def _set_apart_first(self, subject: Party) -> tuple[Party, ...]:
        """Whom the opening of the sentence leaves out of the subject: "In addition to the mayor, one guard [was killed]"."""
        if self.tags[:1] != "e" or (party := self.first.get(1)) is None or not party.certain or not party.value:
            return ()
        return (self._one_apart(party),) if self.w[party.last].low == "," and subject.first == party.last + 1 else ()

    def _one_of(self, party: Party) -> Party:
        """All of those among whom one is told: "one of the 27 persons [treated there]"."""
        words = self.w[party.first : party.last]
        if len(words) < 3 or words[0].low != "one" or words[1].low != "of":
            return party
        number = next((w.number for w in words[2:4] if w.number is not None), None)
        if number is None or number.value < 2:
            return party
        return replace(
            party, value=number.value, low=number.low, high=number.high, qualifier=number.qualifier, part_of=""
        )

    def _known(self, party: Party) -> bool:
        """Whether one is meant whom the text has spoken of: "he", "the driver"."""
        if party.form == "pronoun":
            return True
        opening = [w.low for w in self.w[party.first : party.first + 3]]
        return (
            party.form != "vague" and opening[:1] in (["the"], ["this"], ["both"]) and not _LONE.isdisjoint(opening[1:])
        )

    def _by_force(self, i: int, forces: frozenset[str] | None = None) -> bool:
        """Whether police or soldiers, or those of the words given, are named behind "by"."""
        for k in range(i, min(i + 5, len(self.w))):
            if self.w[k].low == "by":
                doers = [w.low.removesuffix("'s").removesuffix("s'") for w in self.w[k + 1 : k + 5]]
                return not (forces or words_of("force")).isdisjoint(doers)
            if self.tags[k] not in "pamD":
                return False
        return False

    def _along_with(self, i: int) -> tuple[list[Party], int]:
        """Those who met with the same: "was killed along with two of his bodyguards", "…, as well as a woman"."""
        j = i
        while j < len(self.w) and self.tags[j] in "a,m" and j < i + 3:
            j += 1
        lows = [w.low for w in self.w[j : j + 3]]
        length = (
            2 if lows[:2] in (["along", "with"], ["together", "with"]) else 3 if lows == ["as", "well", "as"] else 0
        )
        k = j + (self.tags[j : j + 1] == "&")
        if not length and self.w[k : k + 1] and self.w[k].low in ("as", "so") and self.tags[k + 1 : k + 2] == "B":
            party = self.first.get(k + 2)  # "as was his driver"
            if party is not None and party.certain and party.form in ("single", "count"):
                return [party], party.last
        if not length:
            joint = self._clause_tail(i)
            joint += self.tags[joint : joint + 1] == ","
            if self.tags[joint : joint + 1] == "&" and joint - i < 14:
                if any(self.tags[k] in "BHMdC" for k in range(i, joint)):
                    return [], i
                beside, stop = self._afterthought(joint + 1, i)
                if joint == j or all(p.more for p in beside):
                    return beside, stop
            return [], i
        party = self.first.get(j + length) if length else None
        if party is None or not party.certain or party.form in ("thing", "zero") or self._new_clause(party):
            return [], i
        return self._chain_right(party)

    def _afterthought(self, j: int, i: int) -> tuple[list[Party], int]:
        """Parties added behind the verb: "thirty-nine died, and four attackers"."""
        party = self.first.get(j)
        if party is None or not party.certain or party.form not in ("count", "single"):
            return [], i
        after = party.last
        if self.tags[after : after + 1] not in ("", ";"):
            # "and a seventh on the operating table": another one, and no verb behind
            if not party.more or self.tags[after] not in "pma":
                return [], i
            rest = self._clause_tail(after)
            if any(self.tags[k] in "BHMdCr" and self.w[k].low not in _IN_HOSPITAL for k in range(after, rest)):
                return [], i
        return [party], party.last

    def _clause_tail(self, i: int) -> int:
        """Where the words of one clause end: at a comma, a conjunction, or the sentence's end."""
        while i < len(self.w) and self.tags[i] not in ",;:&csr":
            i += 1
        return i

    @staticmethod
    def _one_person(chain: list[Party]) -> bool:
        """Whether parties before a verb in the singular are all one person: "the senator and candidate Jane Roe was killed"."""
        last = chain[-1]
        if last.form not in ("single", "name") or last.more or last.opening in POSSESSIVES:
            return False
        return chain[0].form == "name" or last.opening not in _SEVERAL

    def _of_whom(self, party: Party, at: int) -> Party:
        """The party, known for attackers where "of the attackers, 31" or "killed by police" says so."""
        if party.head == "" and party.first > 2 and self.tags[party.first - 1] == ",":
            whole = self.last.get(party.first - 1)
            if whole is not None and whole.attackers and self._governed(whole):
                return replace(party, attackers=True, head=whole.head)
        i = self._skip(at + 1)
        generic = party.form == "pronoun" or (
            party.head in ("man", "one", "") and party.value == 1 and party.opening in ("the", "one")
        )
        if generic and i + 1 < len(self.w) and self.w[i].low == "by":
            doer = self.first.get(i + 1)
            low = doer.head if doer is not None else self.w[i + 1].low
            if low in words_of("force"):
                return replace(party, attackers=True)
        return party

    def _spelt_out(self, chain: list[Party]) -> tuple[list[Party], tuple[Party, ...]]:
        """The first party alone where the others only spell it out: "two riders - a Dutch man and a Swiss woman -"."""
        first, rest = chain[0], chain[1:]
        if len(rest) > 1 and self._sums_up(first, rest):
            return [first], tuple(rest)
        return chain, ()

    def _sums_up(self, first: Party, rest: list[Party]) -> bool:
        """Whether a figure counts the people who are listed behind it."""
        told = [p.value or 0 for p in rest]
        kin = first.form == "count" and first.head == "member" and all(p.head in words_of("kin") for p in rest)
        if kin and sum(told) <= (first.value or 0):
            return True  # "six members of a family, parents and their four daughters"
        if first.form != "count" or first.value != sum(told) or not all(told) or any(p.more for p in rest):
            return False
        dashed = self.tags[first.last : first.last + 1] == "," and self.w[first.last].low != ","
        names = (
            any(p.form == "name" or p.opening == "one" or p.head == "one" for p in rest)
            or rest[-1].opening == rest[-1].head
        )
        return dashed or names or not first.head or first.head in words_of("anybody")

    def _find_subject(self, aux: int, kind: str = "killed") -> tuple[list[Party], tuple[Party, ...]] | None:
        """The nearest party to the left that is nobody's complement, with what is joined to it."""
        i = self._over_relative(aux)
        included = tuple(p for p in self.words.parties if i < p.first < aux and p.attackers and p.value)
        self.left_out = ()
        fallback: Party | None = None
        unsure: Party | None = None
        alone: tuple[Party, ...] = ()
        verb = self._skip(aux)
        low = self.w[verb].low if verb < len(self.w) else ""
        several = low in _PLURAL_VERBS or (low == "have" and self.tags[verb + 1 : verb + 2] == "B")
        while i > 0 and aux - i < _REACH:
            party = self.last.get(i)
            if party is None:
                tag = self.tags[i - 1]
                if tag in ";s" or (tag == "c" and i != aux):
                    break
                if self.w[i - 1].low == ")":
                    opening = next((k for k in range(i - 2, max(-1, i - 25), -1) if self.w[k].low == "("), None)
                    i = opening if opening is not None else i - 1
                    continue
                if tag == "C" and i - 1 not in self.inside and i != aux and not self._relative_between(i - 1):
                    predicate = self.w[i - 1].predicate
                    if predicate is not None and predicate.form not in ("ing", "active", "possessed"):
                        harm = self.at.get(i - 1)
                        if harm and (self.voice.get(i - 1) == "passive" or predicate.form in ("subject", "state")):
                            return list(harm.parties), ()
                        break
                i -= 1
                continue
            i = party.first
            if i > 1 and self.w[i - 1].low in _BECOMING and self.tags[i - 2] in "tMHa":
                continue  # "sixty of those who wanted to be policemen are dead"
            part = party if party.part_of and party.last != aux else self.last.get(i)
            if (
                part is not None
                and part.part_of in ("them", "whom")
                and part.first
                and self.tags[part.first - 1] == ","
            ):
                i = part.first  # "eleven people, five of them children, were killed"
                continue
            if party.form == "thing" or not self._people(party):
                mortal = kind in ("killed", "wounded") and party.first > 3
                if party.form == "thing" and self._near(party.last, aux) and not self._governed(party) and not mortal:
                    return None
                continue
            gap = self.tags[max(0, party.first - 6) : party.first].rpartition("r")
            if gap[1] and not {"C", "H"}.isdisjoint(gap[2]) and {",", "&", "c", ";"}.isdisjoint(gap[2]):
                continue  # "two men who had taken four clerks hostage were shot dead"
            if i and self.tags[i - 1] in "ep" and self._antecedent(party, aux):
                return self._chain_left(
                    party
                ), included  # "by four gunmen who were shot dead", "besides the two who died"
            if i and self.tags[i - 1] == "e":
                self.left_out = (self._one_apart(party), *self.left_out)
                continue  # "14 people besides the driver were killed"
            if i and self.tags[i - 1] == "i":
                included = (party, *included)
                continue
            whole = self.last.get(i - 1) if i > 1 and self.tags[i - 1] == "B" else None
            if whole is not None and whole.part_of in OF_THEM:
                included = (party, *included)  # "ten people, one of whom was a nurse, were killed"
                i = whole.first
                continue
            if i > 1 and self.w[i - 1].low == "one" and self.tags[i - 2] == "," and party.form == "single":
                included = (party, *included)  # "two men, one an official, were shot"
                i -= 2
                continue
            if self.w[party.last].low in _AMONG_THEM and i and self.tags[i - 1] == ",":
                included = (party, *included)  # "four people, a boy among them, were killed"
                continue
            before = i
            while before and self.tags[before - 1] in "wA" and i - before < 3:
                before -= 1
            mostly = before > 1 and self.w[before - 1].low in _MOSTLY and self.tags[before - 2] == ","
            some = i > 0 and party.opening in _SOME and not party.universal and self.tags[i - 1] == ","
            if party.value is None and (some or mostly) and self.tags[party.last : party.last + 1] == ",":
                continue  # "20 people - many of them refugees - were wounded"
            if party.form == "pronoun" and party.head in ("we", "i") and self._relative_to(party.first, aux):
                continue  # "another, whose name we do not have, was wounded"
            chain = self._chain_left(party)
            one = low in ("was", "is") and len(chain) == 1 and self.tags[party.last : aux] != ""
            if one and self._are_many(party) and party.first > 1:
                alone = alone or (party,)
                i = party.first
                continue  # "a man blew up a car, injuring five, and then was shot dead"
            if several and len(chain) == 1 and self._is_one(chain[0]) and chain[0].first > 1:
                alone = alone or ((party,) if party.certain or self._near(party.last, aux) else ())
                i = chain[0].first
                continue  # "six priests, with them the rector, Father Roe, were found dead": the verb is of several
            if chain[0] is not party and chain[0].first != party.first:
                first = chain[0]
                if first.first and self.tags[first.first - 1] in "ie":
                    included = (*chain, *included)
                    i = first.first
                    continue
                if self._governed(first):
                    i = first.first
                    fallback = fallback or party
                    continue
                return chain, included
            if self._governed(party):
                fallback = fallback or party
                continue
            if (
                not party.certain
                and party.form in ("name", "single")
                and self.tags[party.last : aux] != ""
                and not self._between_commas(party.last, aux)
            ):
                continue
            if not party.certain and party.form == "name" and self._place_behind(party):
                continue
            if (
                not party.certain
                and party.form in ("single", "vague")
                and unsure is None
                and self._relative_to(party.first, aux)
            ):
                unsure = party
                continue
            return chain, included
        if alone and (fallback is None or not self._near(fallback.last, aux)):
            return self._chain_left(alone[0]), included
        if unsure is not None:
            return [unsure], included
        if fallback is not None and self._near(fallback.last, aux):
            if not fallback.certain and fallback.form in ("name", "single"):
                return None
            return self._chain_left(fallback), included
        return None

    def _over_relative(self, aux: int) -> int:
        """Before a relative clause between commas that ends at a verb: "A waiter and six guests, of whom two are Swiss, [were hurt]"."""
        if not aux:
            return aux
        if (
            self.w[aux - 1].low in _OBJECTS
        ):  # such a word is nobody's subject: "two nuns who tried to help him [were hurt]"
            return next((k for k in range(aux - 2, max(0, aux - 9), -1) if self.w[k].low in ("who", "that")), aux)
        if self.tags[aux - 1] != ",":
            return aux
        for k in range(aux - 2, max(1, aux - 20), -1):
            if self.tags[k] in ",;":
                return aux
            if self.w[k].low in _RELATIVES:
                start = k
                while start > k - 4 and start > 1 and self.tags[start - 1] in "pNQLV":
                    start -= 1
                at = self.tags[start - 1] == "," and any(self.tags[n] in "BH" for n in range(k + 1, aux))
                return start - 1 if at else aux
        return aux

    def _antecedent(self, party: Party, aux: int) -> bool:
        """Whether a relative pronoun right behind the party hands it the verb, and both agree in number."""
        if "r" not in self.tags[party.last : aux] or not self._near(party.last, aux) or not party.certain:
            return False
        low = self.w[aux].low
        several = low in _PLURAL_VERBS or low == "have"
        one = low in ("was", "is", "has")
        return party.form in ("count", "single", "vague") and not (
            party.plural if one else several and not party.plural
        )

    @staticmethod
    def _are_many(party: Party) -> bool:
        """Whether several are counted, of whom no verb in the singular can be: not "a group of 12 tourists"."""
        return party.form == "count" and (party.value or 0) > 1 and party.opening not in ("a", "an", "the", "another")

    @staticmethod
    def _is_one(party: Party) -> bool:
        """Whether one person is named, whom no verb in the plural can be of."""
        return party.form in ("single", "name") and party.value == 1 and not party.plural

    def _relative_to(self, first: int, aux: int) -> bool:
        """Whether a relative pronoun stands a little before the party, so that it may be an object in a relative clause."""
        return "r" in self.tags[max(0, first - 8) : first]

    def _relative_between(self, i: int) -> bool:
        """Whether the predicate at `i` sits in a relative clause."""
        return any(self.tags[k] == "r" for k in range(max(0, i - 4), i))

    def _near(self, last: int, aux: int) -> bool:
        """Whether only commas, ages, relatives and adverbs part a party from its verb."""
        return all(self.tags[k] in ",yar'" or self.w[k].low == "that" for k in range(last, aux))

    def _between_commas(self, last: int, aux: int) -> bool:
        """Whether a party and its verb are parted only by what stands between commas: "Jane Roe, 45, from Lakeway, Texas, was"."""
        gap = self.tags[last:aux]
        if gap[:1] != "," or gap[-1:] != ",":
            return False
        return (gap[1:2] == "r" and len(gap) < 24) or (len(gap) < 16 and not set(gap) - set(",yar'pWDwANP"))

    def _place_behind(self, party: Party) -> bool:
        """Whether a name only continues a place: "from Lakeway, Texas"."""
        before = self.last.get(party.first - 1) if party.first and self.tags[party.first - 1] == "," else None
        if before is None or before.form != "name" or not before.first:
            return False
        if self._place_behind(before):
            return True
        short = before.last - before.first == 1 and party.last - party.first == 1
        return self.w[before.first - 1].low in ("from", "in", "near", "at") or (
            short and self.w[before.first - 1].low == "of"
        )

    def _governed(self, party: Party) -> bool:
        """Whether a preposition stands before the party."""
        i = party.first - 1
        while i >= 0 and self.tags[i] in "aA'":
            i -= 1
        lone = party.form == "name" and not party.certain and party.last - party.first == 1
        if i > 0 and self.tags[i] == "&" and lone:
            before = self.last.get(i)  # "from the provinces Herat and Nimroz"
            return before is not None and before.form in ("name", "single") and self._governed(before)
        return i >= 0 and self.tags[i] in "pt" and self.w[i].low != "than"

    def _chain_left(self, party: Party) -> list[Party]:
        """The party with those joined before it: "a soldier, two policemen and [three civilians]"."""
        chain = [party]
        has_and = False
        while True:
            head = chain[0]
            i = head.first
            bare = self.tags[i : i + 1] == "P"
            while i and (self.tags[i - 1] == "a" or (bare and self.tags[i - 1] in "wA" and head.first - i < 4)):
                i -= 1
            joined = i > 0 and self.tags[i - 1] == "&" and self.w[i - 1].low != "or"
            if joined:
                i -= 1
                has_and = True
            comma = i > 0 and self.tags[i - 1] == ","
            if comma:
                i -= 1
                if self.w[i].low == ")":
                    i = next((k for k in range(i - 1, max(-1, i - 25), -1) if self.w[k].low == "("), i)
            if not (joined or comma):
                break
            j = i
            while j and self.tags[j - 1] in "yA," and j > i - 3:
                j -= 1
            before = self.last.get(i) or (self.last.get(j) if j < i and self.tags[j] in ",y" else None)
            before = self._over_phrase(before, i)
            if before is None or not self._people(before) or before.form == "zero":
                break
            if before.form == "pronoun" and not (joined and head.opening in POSSESSIVES):
                break
            driver = joined and not comma and before.form == "single" and head.opening in POSSESSIVES
            if not before.certain and before.form not in ("name", "pronoun") and not driver:
                break
            told = comma and not joined and before.form == "name" and len(chain) == 1
            if told and head.opening in POSSESSIVES and self.tags[head.last : head.last + 1] == ",":
                chain[0] = replace(before, end=head.end, last=head.last)  # "John Doe, his driver, were killed"
                continue
            whole = self.last.get(before.first)
            if whole is not None and whole.part_of in OF_THEM:
                break
            if before.first in self.bound or (head.more and comma and not before.certain and self._governed(before)):
                break
            if not has_and and comma and not self._apposed(before, head):
                break
            if self._governed(before) and not (joined or has_and):
                break
            if before.first and self.tags[before.first - 1] == "C" and not joined:
                break
            if self._governed(before):
                break
            if before.first and self.tags[before.first - 1] in "ie":
                if joined and not comma:
                    chain.insert(0, before)
                break
            if head.universal and self._apposed(before, head):
                chain[0] = replace(before, end=head.end, last=head.last)
                continue
            if self._apposed(before, head) and not joined:
                chain[0] = replace(
                    head,
                    start=before.start,
                    first=before.first,
                    form=before.form if before.form == "name" else head.form,
                    attackers=head.attackers or before.attackers,
                    head=head.head,
                    certain=head.certain or before.certain,
                )
                continue
            if before.form == "single" and head.form == "name" and joined is False:
                break
            chain.insert(0, before)
        return chain

    def _over_phrase(self, before: Party | None, i: int) -> Party | None:
        """The party that a phrase with a preposition hangs on: "[two employees] of the company and …"."""
        if before is not None and not self._governed(before) and before.form != "thing":
            return before
        j = i
        steps = 0
        while j > 0 and steps < 10 and self.tags[j - 1] in "DNwWAPpy'":
            candidate = self.last.get(j)
            if (
                candidate is not None
                and candidate.form != "thing"
                and not self._governed(candidate)
                and j < len(self.tags)
                and self.tags[j] == "p"
            ):
                return candidate
            j -= 1
            steps += 1
        return None

    def _state(self, at: int, aux: int, kind: str, auxiliary: str, denied: bool) -> Harm | None:
        """What people are: "12 dead", "were found dead", "pronounced dead X"."""
        before = self.last.get(aux)
        if self.tags[at + 1 : at + 2] == "P" and self.w[at].low == "dead":
            return None
        if (
            self.w[at].low == "dead"
            and not auxiliary
            and (before is None or before.form == "thing" or self._governed(before))
        ):
            left = next(
                (k for k in range(at - 1, max(-1, at - 14), -1) if self.w[k].low in ("left", "leaving", "leaves")), None
            )
            party = self.first.get(left + 1) if left is not None else None
            if party is not None and party.certain and self._people(party, active=True):
                return Harm(kind, (party,), party.start, self.w[at].end, at, "passive")
        after = self.first.get(at + 1)
        if (
            not auxiliary
            and self.w[at].low in ("pronounced dead", "declared dead")
            and after is not None
            and self._people(after, active=True)
        ):
            return self._object(at, at, kind, "active")
        if before is not None and before.form != "thing":
            if auxiliary == "be":
                return self._subject(at, aux, kind, "passive", denied)
            if before.form in ("count", "vague", "zero", "reflexive", "pronoun") or (
                before.form in ("single", "name") and self.w[at].low != "dead"
            ):
                return self._beside(at, aux, kind, before)
            if (
                self.w[at].low == "dead"
                and before.certain
                and before.form in ("single", "name")
                and (aux < at or self._verbless(before))
            ):
                return self._beside(at, aux, kind, before)
            return None
        if auxiliary == "be":
            return self._subject(at, aux, kind, "passive", denied)
        after = self.first.get(at + 1)
        if (
            self.w[at].low in ("pronounced dead", "declared dead")
            and after is not None
            and self._people(after, active=True)
        ):
            return self._object(at, at, kind, "active")
        if self.w[at].low in ("found dead", "pronounced dead", "declared dead", "found slain", "found murdered"):
            return self._subject(at, aux, kind, "passive", denied)
        if self.tags[at - 1 : at] == "," and at > 1:
            return None
        return None

    def _verbless(self, party: Party) -> bool:
        """Whether a party stands after a word like "left" or opens the sentence: "left a policeman dead", "one dead"."""
        return party.first == 0 or self.w[party.first - 1].low in (
            "left",
            "leaving",
            "leaves",
            "leave",
            "with",
            "and",
            "shot",
            "found",
        )

    def _met_before(self, at: int) -> Party | None:
        """The people in a number whom a verb before this one has for its object: "took out eight peasants and [killed] them"."""
        i = at
        while i and self.tags[i - 1] in "a":
            i -= 1
        if not i or self.tags[i - 1] not in "&,c":
            return None
        told = [p for p in self.words.parties if p.last < i and at - p.first < 30 and p.form != "thing" and p.plural]
        if not told or told[-1].form != "count" or told[-1].part_of:
            return None
        return told[-1] if told[-1].certain and not told[-1].attackers and not self._governed(told[-1]) else None

    def _several_before(self, at: int) -> Party | None:
        """Those who are told of in a number before: "two men dressed as mullahs shook hands and blew themselves up"."""
        told = [p for p in self.words.parties if p.last <= at and at - p.first < _REACH and not self._governed(p)]
        return next(
            (p for p in told if p.form == "count" and p.certain and p.plural and (p.attackers or p.head in _ANYBODY)),
            None,
        )

    def _deed(self, at: int, kind: str) -> Harm | None:
        """Attackers who end themselves: "blew himself up"; how many is told by the subject."""
        found = self._find_subject(at)
        low = self.w[at].low
        if self._auxiliary(at)[3]:
            return None
        plural = "themselves" in low or " their " in f" {low} "
        if found and not plural:
            chain = [replace(p, value=1, low=1, high=1, qualifier="exact") for p in found[0][-1:]]
        elif found and (found[0][-1].value or found[0][-1].form != "thing"):
            chain = found[0][-1:]
        elif plural and (doers := self._several_before(at)) is not None:
            chain = [doers]
        else:
            value = None if plural else 1
            chain = [
                Party(
                    self.w[at].start,
                    self.w[at].end,
                    at,
                    at + 1,
                    "reflexive",
                    value,
                    value,
                    value,
                    "exact" if value else "vague",
                    "himself",
                    True,
                    plural=plural,
                )
            ]
        chain = [replace(p, attackers=True) for p in chain]
        return Harm("killed", tuple(chain), min(chain[0].start, self.w[at].start), self.w[at].end, at, "deed")
