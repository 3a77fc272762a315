"""On which incidents of an article a word about the author bears: "both", "the group behind the attacks" are said once, of several.

Enters: the Drafts of an article. Leaves: for each who did it, by the words told with it and with the others, all weighed together, and
whether anybody claims it. Touches nothing but the codebook: the weights (`bearing.csv`) are found by `training/train_bearing.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.codebook.choices import bearing_weights
from etl.codebook.claims import is_state
from etl.codebook.groups import generic_rank, parents_of
from etl.codebook.wording import Wording
from etl.extract.drafts import Draft, day_of, plain_name, town_of
from etl.extract.perpetrators import UNKNOWN, Perpetrators, settle_again
from etl.extract.units import UNSEEN, Unit, scaled
from etl.model import ClaimValue, GroupValue, Mention, ReadingValue

SEVERAL = (
    r"attacks|bombs|blasts|bombings|explosions|devices|shootings|mosques|churches|raids|assaults|packages|parcels|letters|"
    r"bombers|both|them|those responsible"
)
# Words for several deeds at once: what is said beside them is said of each.
_DEEDS = Wording(
    rf"\b(?:{SEVERAL}|killings|murders|deeds|incidents|operations|actions|strikes|ambushes|abductions|kidnappings|fires|charges|massacres|"
    r"assassinations|burnings|attempts|shellings|stabbings|beheadings|executions|hijackings|arsons|slayings|launches|rockets|mortars|salvo(?:e)?s|seizures|blows|(?:the|all|these|those|any|none|either|neither) (?:of (?:the|them|these) )?(?:two|three|four|five|six|seven|eight|nine|ten)|violence|spate|wave|series|the lot|"
    r"all of (?:it|them)|each of|(?:any|none|neither|either) of (?:the|them|these|it)|the whole|everything|campaign|outrages|crimes|"
    r"(?:day|night|week|weekend|month)'?s (?:work|violence|attacks|bloodshed|killings)|the \w+ n?or the \w+)\b"
)
# A claim of "the attack" is of one.
_ONE_DEED = re.compile(
    r"\b(?:the|this|that|an?|its|\w+'s) (?:[\w-]+ ){0,2}?(?:attack|bombing|blast|explosion|killing|murder|shooting|kidnapping|abduction|assault|raid|ambush|assassination|strike|hijacking|massacre|bomb|deed|operation)\b"
)
_A_DEED = 2  # the strength of words that tell a deed outright
_A_DESCRIPTION = 3  # generic identities up to this rank describe others than those who did the rest of a wave
_CLAIMED_OR_NOT = frozenset({"claim", "none_claimed"})
# The least that speaks for an author where the rules name none, for one more, and for a claim or a silence; and what keeps those of the rules.
# Chosen among four sets of bars on the articles held out: a claim goes by the odds, an author needs more, for a wrong one also pairs incidents wrongly.
_LEAST, _LEAST_BESIDE, _LEAST_CLAIMED = 0.8, 1.0, -0.4
_LEAST_RULED, _LEAST_RULED_CLAIMED = -2.0, -1.0
_MOST_AUTHORS = 3  # gname, gname2, gname3
_NEAR_DAYS = 3
_OFTEN = 3  # namings of a group in one article
_MOST = 3  # counts are told apart up to this one
# Of what is said in other incidents so many words are weighed for each: those nearest to it, and those that open the article.
_NEAREST, _OPENING = 12, 4
_MOST_CORE = 60  # sentences that tell a deed: what goes together with these goes together with it


@dataclass(frozen=True)
class Word:
    """A word about an author: the mention, the unit that holds it, the incident that it is told with, and what holds of it for any incident."""

    mention: Mention
    unit: Unit
    teller: Draft
    kind: str
    actor: str
    flags: frozenset[str]
    together: tuple[float, ...] = ()
    doer: float = UNSEEN


@dataclass
class _Told:
    """What an incident's own units say of its author."""

    own: list[Word] = field(default_factory=list)
    plain: list[Mention] = field(
        default_factory=list
    )  # descriptions, and names that a claim in their unit holds: never another's
    is_vague: bool = True  # nobody is described but as an armed man
    flags: set[str] = field(default_factory=set)
    spots: dict[str, set[int]] = field(default_factory=dict)  # where the units begin that name each actor


class Bearing:
    """The words about authors of an article, to be asked for those that bear on each of its incidents."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts
        self._at = {id(draft): n for n, draft in enumerate(drafts)}
        self._named: Counter[str] = Counter()
        self._last = max((u.paragraph for d in drafts for u in d.units), default=0)
        for group in {
            (m.span, m.value.gname)
            for d in drafts
            for u in d.units
            for m in u.mentions
            if isinstance(m.value, GroupValue) and not m.value.generic
        }:
            self._named[group[1]] += 1
        self._deeds = {id(draft): _first_deeds(draft) for draft in drafts}
        self._core = {id(draft): [u.sentence for u in (draft.core or draft.units)[:_MOST_CORE]] for draft in drafts}
        self._told = {id(draft): self._tell(draft) for draft in drafts}
        self._words = sorted(
            (w for told in self._told.values() for w in told.own), key=lambda w: (w.unit.start, w.mention.span.start)
        )
        self._starts = [w.unit.start for w in self._words]

    def _tell(self, draft: Draft) -> _Told:
        told = _Told()
        seen: set[tuple[str, str, int]] = set()
        for unit in draft.units:
            actors = {m.value.actor for m in unit.mentions if isinstance(m.value, ClaimValue)}
            for mention in unit.mentions:
                value = mention.value
                if isinstance(value, ClaimValue):
                    told.own.append(self._word(mention, unit, draft, value.kind, value.actor))
                elif isinstance(value, GroupValue):
                    if value.generic:
                        rank = min(generic_rank(value.gname) or 0, _A_DESCRIPTION + 1)
                        told.plain.append(mention)
                        told.flags.add(f"has generic {rank}")
                        told.is_vague &= rank > _A_DESCRIPTION
                    elif value.gname not in actors and ("named", value.gname, unit.start) not in seen:
                        seen.add(("named", value.gname, unit.start))
                        told.own.append(self._word(mention, unit, draft, "named", value.gname))
                    else:
                        told.plain.append(mention)
                        told.is_vague = False
        told.flags |= {f"has {w.kind}" for w in told.own}
        for word in told.own:
            if word.kind != "none_claimed":
                told.spots.setdefault(word.actor, set()).add(word.unit.start)
        return told

    def _word(self, mention: Mention, unit: Unit, teller: Draft, kind: str, actor: str) -> Word:
        """A word with what holds of it whatever incident is asked about."""
        flags = {kind, f"of {min(len(self._drafts), _MOST + 1)}", f"{min(len(self._named), _MOST)} named"}
        rank = generic_rank(actor) if actor else None
        several, one = bool(_DEEDS.search(unit.low)), bool(_ONE_DEED.search(unit.low))
        claimed = "claimed" if kind in _CLAIMED_OR_NOT else "held"
        for holds, flag in (
            (several, f"several {claimed}"),
            (one, f"one deed {claimed}"),
            (several and one, "several and one"),
            (unit.is_title, "title"),
            (not unit.is_title and unit.paragraph <= 1, "lead"),
            (unit.paragraph == self._last, "last paragraph"),
            (unit.strength >= _A_DEED or bool(unit.tolls), "tells a deed"),
            (bool(unit.places), "names a place"),
            (rank is not None, f"generic {min(rank or 0, _A_DESCRIPTION + 1)}"),
            (self._named[actor] >= _OFTEN, "often"),
            (self._is_told_beside(unit, teller), "told beside"),
        ):
            if holds:
                flags.add(flag)
        together: tuple[float, ...] = ()
        doer = UNSEEN
        for m in unit.mentions:
            reading = m.value
            if not isinstance(reading, ReadingValue) or reading.of not in ("group", "sentence"):
                continue
            if reading.of == "group" and m.span.overlaps(mention.span):
                together = reading.together
                doer = max(doer, reading.logit("claimant" if kind == "claim" else "doer"))
            elif not together:
                together = reading.together
        return Word(mention, unit, teller, kind, actor, frozenset(flags), together, doer)

    def candidates(self, draft: Draft) -> Iterator[Word]:
        """The words about authors that may bear on an incident: its own, those nearest to it, and those that open the article."""
        if not self._words:
            return
        own = self._told[id(draft)].own
        yield from own
        at = bisect_left(self._starts, draft.units[0].start)
        first = max(0, at - _NEAREST)
        opening = self._words[: min(_OPENING, first)]
        behind = [w for w in self._words[at : at + 2 * _NEAREST + len(own)] if w.teller is not draft]
        yield from (w for w in (*opening, *self._words[first:at]) if w.teller is not draft)
        yield from behind[:_NEAREST]

    def said_of(self, draft: Draft, siblings: Sequence[Draft]) -> list[Mention]:
        """The GROUP and CLAIM mentions that by the words alone speak of an incident's author; `siblings` are the others of its wave."""
        own = [*self._told[id(draft)].plain, *(word.mention for word in self._told[id(draft)].own)]
        return own + [w.mention for w, f in self.weighed(draft, siblings) if "ruled" in f]

    def choose(self, draft: Draft, siblings: Sequence[Draft], doers: Perpetrators) -> Perpetrators:
        """Who did it and whether it is claimed, where all words weighed together say otherwise than the rules (`doers`)."""
        if not any(unit.readings for unit in draft.units):
            return doers
        words = list(self.weighed(draft, siblings))
        options = author_options(words, doers)
        likely = {name: self._weigh("author", features) for name, features in options.items()}
        ruled = [name for name in doers.names if likely.get(name, _LEAST_RULED) > _LEAST_RULED]
        names = [
            name
            for name in sorted(likely, key=lambda n: -likely[n])
            if likely[name] > (_LEAST_BESIDE if ruled else _LEAST)
        ]
        names = [
            *ruled,
            *(n for n in names if n not in ruled and (not names.index(n) or ruled or likely[n] > _LEAST_BESIDE)),
        ]
        claims = {
            value: self._weigh("claimed" if value else "silent", features)
            for value, features in claimed_options(words, doers).items()
        }
        told = doers.claimed.value if doers.claimed else None
        claimed = max(claims, key=lambda value: claims[value], default=None)
        if claimed is not None and claims[claimed] <= _LEAST_CLAIMED:
            claimed = None
        if isinstance(told, int) and claims.get(told, _LEAST_RULED_CLAIMED) > _LEAST_RULED_CLAIMED:
            claimed = told
        return settle_again(
            doers, [(w.mention, w.teller is draft or "ruled" in f) for w, f in words], names[:_MOST_AUTHORS], claimed
        )

    def _weigh(self, question: str, features: Mapping[str, float]) -> float:
        weights = bearing_weights()[question]
        return sum(weights.get(name, 0.0) * amount for name, amount in features.items())

    def weighed(self, draft: Draft, siblings: Sequence[Draft]) -> Iterator[tuple[Word, Mapping[str, float]]]:
        """The words that may bear on an incident, each with what speaks for it."""
        wave = {id(sibling) for sibling in siblings}
        for word in self.candidates(draft):
            ruled = word.teller is not draft and id(word.teller) in wave and self._is_ruled(word, draft)
            yield word, self.features(word, draft, ruled)

    def _is_ruled(self, word: Word, draft: Draft) -> bool:
        """Whether by the words alone what is said where one incident of a wave is told is said of another one too."""
        told = self._told[id(draft)]
        of_several = bool(_DEEDS.search(word.unit.low)) or are_kin(word.teller, draft)
        kinds = {w.kind for w in told.own} - {"named"}
        if word.kind == "named":
            return of_several and not kinds
        if kinds & _CLAIMED_OR_NOT or (kinds and word.kind not in _CLAIMED_OR_NOT):
            return False
        if of_several:
            return True
        nameless = not any(w.kind == "named" for w in told.own) and told.is_vague
        if kinds or not nameless:
            return False
        return word.kind != "claim" or not (
            self._is_told_beside(word.unit, word.teller) or _ONE_DEED.search(word.unit.low) is not None
        )

    def features(self, word: Word, draft: Draft, ruled: bool) -> Mapping[str, float]:
        """What speaks for (and against) a word's being about the author of an incident."""
        told = self._told[id(draft)]
        teller = word.teller
        own = teller is draft
        flags = set(word.flags)
        if own:
            flags = {f"own {flag}" for flag in flags} | {"own"}
        flags |= {f"{word.kind}, {flag}" for flag in told.flags if not own}
        flags |= {
            f"{'own ' if own else ''}{teller.role} to {draft.role}",
            f"trait {draft.trait or 'none'}",
            f"same trait {teller.trait == draft.trait}",
        }
        if ruled:
            flags.add("ruled")
        others = {actor for actor, starts in told.spots.items() if starts - {word.unit.start}}
        if word.actor and word.actor in others:
            flags.add("named here too" if not own else "own named again")
        if others - {word.actor}:
            flags.add("another named here" if not own else "own another named")
        if not own:
            flags |= self._between(word, draft)
        features = dict.fromkeys(sorted(flags), 1.0) | {"always": 1.0}
        near = self._together(word, draft)
        if near is not None:
            features["near"] = scaled(near)
            features["near likely"] = max(0.0, scaled(near))
            beside = None if own else self._together(word, teller)
            if beside is not None:
                features["near behind"] = max(0.0, scaled(beside) - scaled(near))
            features["doer"] = scaled(word.doer)
        return features

    def _is_told_beside(self, unit: Unit, teller: Draft) -> bool:
        """Whether the paragraph tells the incident's deed before the unit: then what the unit says is of that one."""
        return self._deeds[id(teller)].get(unit.paragraph, unit.start) < unit.start

    def _together(self, word: Word, draft: Draft) -> float | None:
        """The logit of a word's going together with the sentences that tell an incident's deed."""
        if not word.together:
            return None
        told = [word.together[s.number] for s in self._core[id(draft)] if s is not word.unit.sentence]
        return 2 * sum(told) / len(told) if told else None

    def _between(self, word: Word, draft: Draft) -> set[str]:
        teller, unit = word.teller, word.unit
        flags: set[str] = set()
        one, other = (day_of(d.date) if d.date else None for d in (teller, draft))
        if one is None or other is None or teller.date is None or draft.date is None:
            flags.add("day untold")
        elif teller.date.date == draft.date.date:
            flags.add("day same")
        else:
            flags.add("day near" if abs((one - other).days) <= _NEAR_DAYS else "day far")
        here, there = town_of(draft), town_of(teller)
        flags.add("town untold" if here is None or there is None else f"town same {here == there}")
        if draft.place and teller.place and draft.place.country_txt and teller.place.country_txt:
            flags.add(f"country same {draft.place.country_txt == teller.place.country_txt}")
        towns = {plain_name(v.city) for _, v in unit.places if v.city and not v.dateline}
        if here is not None and here in towns:
            flags.add("names its town")
        elif towns:
            flags.add("names other towns")
        starts = [u.start for u in draft.core or draft.units]
        flags.add("after" if unit.start > max(starts) else "before" if unit.start < min(starts) else "within")
        apart = self._at[id(draft)] - self._at[id(teller)]
        flags.add(f"{max(-_MOST, min(_MOST, apart))} apart")
        if any(u.paragraph == unit.paragraph for u in draft.units):
            flags.add("paragraph of both")
        if are_kin(teller, draft):
            flags.add("kin")
        return flags


def author_options(
    words: Sequence[tuple[Word, Mapping[str, float]]], doers: Perpetrators
) -> dict[str, Mapping[str, float]]:
    """The names that may be an incident's author, each with what speaks for and against it; `doers` is what the rules say."""
    found: dict[str, dict[str, float]] = {}
    kinds: dict[str, set[str]] = defaultdict(set)
    for word, features in words:
        if word.actor in ("", UNKNOWN) or word.kind == "none_claimed" or is_state(word.actor):
            continue
        _join(found.setdefault(word.actor, {}), features)
        kinds[word.actor].add(f"{'own ' if 'own' in features else 'other '}{word.kind}")
    ruled = [name for name in doers.names if name != UNKNOWN]
    for name in ruled:
        found.setdefault(name, {})
    silent = any(word.kind == "none_claimed" and "own" in features for word, features in words)
    for name, features in found.items():
        flags = {"always", f"{min(len(found), _MOST + 1)} options", *(f"kind {kind}" for kind in kinds[name])}
        flags.add(f"only {min(kinds[name])}" if len(kinds[name]) == 1 else "several kinds")
        if name in ruled:
            flags |= {"ruled author", f"ruled by {doers.gname.rule}", f"ruled {min(ruled.index(name), 1)}"}
        else:
            flags.add(f"other ruled by {doers.gname.rule}" if ruled else "none ruled")
        if silent:
            flags.add("silence told")
        rank = generic_rank(name)
        if rank is not None:
            flags.add(f"described {rank}")
        if any(name in parents_of(other) for other in found):
            flags.add("branch told")
        if any(other in parents_of(name) for other in found):
            flags.add("parent told")
        features.update(dict.fromkeys(sorted(flags), 1.0))
    return dict(found)


def claimed_options(
    words: Sequence[tuple[Word, Mapping[str, float]]], doers: Perpetrators
) -> dict[int, Mapping[str, float]]:
    """What speaks for an incident's being claimed (1), and for its being told that nobody claims it (0), where a word says either."""
    ruled = doers.claimed.value if doers.claimed else None
    found: dict[int, dict[str, float]] = {}
    for word, features in words:
        if word.kind in _CLAIMED_OR_NOT:
            entry = found.setdefault(int(word.kind == "claim"), {})
            _join(entry, features)
            _join(entry, {"own" if "own" in features else "other": 1.0})
    for value, entry in found.items():
        _join(entry, {"always": 1.0, f"ruled {ruled == value}": 1.0, f"ruled value {ruled}": 1.0})
        if len(found) > 1:
            entry["rival"] = 1.0
    return dict(found)


def _join(found: dict[str, float], features: Mapping[str, float]) -> None:
    """Adds features to those found, the larger of two amounts standing."""
    for name, amount in features.items():
        found[name] = max(found.get(name, amount), amount)


def _first_deeds(draft: Draft) -> dict[int, int]:
    """Where in each paragraph the first unit begins that tells the deed."""
    found: dict[int, int] = {}
    for unit in draft.units:
        if unit.strength >= _A_DEED or unit.tolls:
            found[unit.paragraph] = min(unit.start, found.get(unit.paragraph, unit.start))
    return found


def are_kin(left: Draft, right: Draft) -> bool:
    """Whether two incidents were told as devices or teams of one attack."""
    if left.parent is None and right.parent is None:
        return False
    return (left.parent or left) is (right.parent or right)
