"""GROUP mentions: who is named, or described, as a perpetrator might be.

Enters: a Text and the PLACE mentions found so far, which tell groups of one name apart. Leaves: a mention for each named group and
each generic identity ("gunmen"), its span the exact words. A state's forces, parties in office, companies and papers are no groups.
Pure; time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.codebook.groups import (
    Branches,
    Candidate,
    GenericIdentity,
    Group,
    Name,
    NameHit,
    branches,
    factions,
    fold,
    groups,
    is_faction,
    names_of_whole,
)
from etl.codebook.lexicon import Lexicon
from etl.codebook.wording import Wording
from etl.extract.stage import Stage
from etl.extract.text import Text
from etl.extract.unlisted import ABBREVIATION, country_words, unlisted
from etl.model import GroupValue, Mention, MentionKind, PlaceValue

NAME = "groups"

_NEAR = 2  # a country in the same paragraph speaks louder than one elsewhere in the article
_LONG_NAME = 6  # characters: a shorter name may be anything
_IN_SENTENCE = 4  # and one in the same sentence louder still
_FIRM = 3  # a name that can mean one group only settles what its short forms mean
_ENDED = 1000  # of groups of one name those that had ended come last
_YEARS_AFTER = 2
_YEARS_AHEAD = 1  # founding years are those of the first known deed: reports may be a little earlier

_GROUP_NOUN = re.compile(
    r"(?:'s)?\s+(?:\w+\s+)?(?:group|organi[sz]ation|movement|outfit|sect|network|alliance|part(?:y|ies)|faction)\b",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"\s+(?:(?:terrorist|terror|guerrilla|rebel|militant|extremist|armed|insurgent)\s+)?(?:group|organi[sz]ation|movement|outfit|sect|network|faction|guerrillas|militants|party)?,?\s*[\"“'(]?(?:the\s+)?",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:^|\W)the\s+(?:\w+\s+)?$", re.IGNORECASE)
# "Commando X", "Kommando Y": one of the units of the group that is named beside it.
_UNIT_OF = re.compile(r"(?:[CK]om+ando|Commando Unit|Column|Columna|Unit|Cell) [A-Z]")
_QUOTES = ("'", '"', "“", "«", "‘")
_BRANCH_REACH = 80
_BRANCH = re.compile(r"\s*[(\[]\s*")
_FACTION_OF = re.compile(
    r"\b(?P<word>[A-Z][\w’'-]+?)(?:['’]s|-led)? (?:faction|wing|group|branch|section|splinter) of (?:the )?$"
)
_FACTION_AFTER = re.compile(
    r"(?:\s?[(\[]|\s?[-–/]\s?|,? (?:the |led by )?(?:[A-Z][a-z]+ )?)(?P<word>[A-Z][\w’'-]+)(?:[)\]]| (?:faction|wing|group|branch))?"
)
_FOLLOWER = re.compile(r"[\s-](?:inspired|ideology|sympathi[sz]ers?|supporters?)\b", re.IGNORECASE)
_LEAD = 120
_MANY = Wording(
    r"\b(?:groups?|militants|fighters|factions?|organi[sz]ations?|movements?|insurgents|rebels|which|branch|outfit|cells?|network|militia|leader)\b[^.]*$",
    re.IGNORECASE,
)
_INSPIRED_IDENTITY = "Jihadi-inspired extremists"
_INSPIRED = Wording(
    r"(?:(?:self-)?(?:inspired|radicali[sz]ed|fascinated) by|oath(?: of (?:allegiance|loyalty|fealty))? to|(?:pledg\w+|sw(?:ore|earing|orn|ears?)) (?:an? |his |her |their )?(?:oath of )?"
    r"(?:allegiance|loyalty|support|fealty|bay[’']?ah?) to|shown interest in(?: extremist organi[sz]ations such as)?|admir(?:er|ation) (?:of|for)|sympathi[sz]ers? (?:of|with)|sympathi[sz](?:ed|es|ing) with|self-declared (?:follower|soldier) of)"
    r"\s+(?:the\s+)?(?:(?:leader|head|caliph|chief|ideology|ideas|cause|videos|propaganda)\s+of\s+(?:the\s+)?)?(?:so-called\s+)?$",
    re.IGNORECASE,
)
# What a group is to one named beside it.
_KIN_LEAD = 70
_KIN_REACH = 30
_KIN_OF = re.compile(
    r"\b(?:splinter(?: (?:group|faction|cell|wing|organi[sz]ation))?|offshoot|breakaway(?: (?:group|faction|wing))?|faction|affiliate|ally|allies|rivals?|opponents?|foes?|enem(?:y|ies)"
    r"|successors?|forerunner|precursor|remnants?|cover(?: name)?|front(?: (?:group|organi[sz]ation))?|alias|umbrella|sympathi[sz]ers?) (?:of|to|for) (?:the )?(?:banned |outlawed |larger |main |former )?$"
    r"|\b(?:belong(?:s|ed|ing)? to|(?:is|are|was|were) (?:a )?(?:part|arm|wing|branch|affiliate|ally|offshoot|splinter)s? of) (?:the )?(?:[\w’'-]+ )?(?:[\w]+['’]s )?$"
    r"|\b(?:opposed|hostile|linked|allied|close|affiliated|tied) (?:to|with) (?:the )?(?:banned |outlawed )?$"
    r"|\b(?:broke(?:n)? (?:away |off )?|split (?:off |away )?|seceded|parted|separated|defected) from (?:the )?(?:banned |outlawed |larger |main )?$",
    re.IGNORECASE,
)


# Abbreviations that are words as well.
_WORDS_TOO = frozenset(
    [
        "arm",
        "aim",
        "aid",
        "born",
        "coma",
        "fact",
        "fan",
        "far",
        "fear",
        "her",
        "is",
        "its",
        "let",
        "mas",
        "mile",
        "mob",
        "raid",
        "tip",
    ]
)
# A band may bear the name of its village.
_SETTLEMENT_OF = re.compile(r"\b(?:village|town|city|hamlet|settlement|district|region|valley|forest|mountains?) of $")
_POLICE_RANKS = frozenset({"SSP", "SP", "DSP", "ASP", "DIG", "IG", "SI", "ASI", "DC", "AC", "CPO", "RPO", "DPO", "SHO"})
_PERSON = re.compile(r"\s(?:\([^)]{1,20}\)\s)?[A-Z][a-z]+\s[A-Z][a-z]")
_NOWHERE: Counter[str] = Counter()
_Placed = tuple[int, int, GroupValue]


@dataclass
class _Context:
    """What tells groups of one name apart: the countries spoken of, the year, the groups named beyond doubt."""

    text: Text
    year: int | None
    everywhere: Counter[str] = field(default_factory=Counter)
    nearby: dict[int, Counter[str]] = field(default_factory=dict)
    beside: dict[int, Counter[str]] = field(default_factory=dict)
    firm: set[str] = field(default_factory=set)

    def speaks_of(self, group: Group, start: int) -> int:
        """How much the text speaks of a group's countries, at an offset."""
        sentence = self.text.sentence_at(start)
        near = self.nearby.get(sentence.paragraph, _NOWHERE)
        beside = self.beside.get(sentence.number, _NOWHERE)
        return sum(self.everywhere[c] + _NEAR * near[c] + _IN_SENTENCE * beside[c] for c in group.countries)

    def is_too_early(self, group: Group) -> bool:
        """Whether the article is older than the group."""
        return self.year is not None and group.first_year > self.year + _YEARS_AHEAD

    def is_too_late(self, group: Group) -> bool:
        """Whether the group had ended years before the article."""
        return self.year is not None and group.last_year is not None and group.last_year + _YEARS_AFTER < self.year


def find_groups(text: Text, mentions: Sequence[Mention], /) -> Iterator[Mention]:
    """A mention for each named group and each generic identity, in order of place, none overlapping."""
    if not text.sentences:
        return
    folded, hits = names_of_whole(text.whole)
    context = _context(text, mentions, folded.text, folded.places, hits)
    local = _abbreviations(text, hits, context)
    spans = _disjoint(
        [(hit.start, hit.end, value) for hit in hits if (value := _named(hit, text, context, local)) is not None]
    )
    described = [
        (hit.start, hit.end, GroupValue(hit.name.generic.gname, generic=True))
        for hit in hits
        if hit.name.generic is not None and _may_be_meant(hit.name.generic, context)
    ]
    spans = _as_branches(text, _by_place(text, _as_followers(text, spans), context))
    spans = _beside(spans, _inspired(text, spans) + described)
    spans = _without_kinsmen(text, _with_unlisted(text, _without_adjectives(text, spans)))
    for start, stop, value in spans:
        yield Mention.make(text.article, start, stop, value, NAME)


def _may_be_meant(identity: GenericIdentity, context: _Context) -> bool:
    """Whether the text speaks of a country in which the phrase means this identity."""
    return not identity.countries or any(context.everywhere[country] for country in identity.countries)


def _context(
    text: Text, mentions: Sequence[Mention], folded: str, places: Sequence[int], hits: Iterable[NameHit]
) -> _Context:
    published = text.article.published_at
    context = _Context(text, published.year if published else None)
    seen = [(m.span.start, m.value.country_txt) for m in mentions if isinstance(m.value, PlaceValue)]
    seen += [(places[hit.start], hit.row) for hit in country_words().find(folded)]
    for start, label in seen:
        if label is not None:
            context.everywhere[label] += 1
            sentence = text.sentence_at(start)
            context.nearby.setdefault(sentence.paragraph, Counter())[label] += 1
            context.beside.setdefault(sentence.number, Counter())[label] += 1
    end = -1
    for hit in hits:
        only = hit.name.candidates
        if only and hit.start >= end and _is_written(hit, text):
            end = hit.end  # a shorter name within a longer one settles nothing
            if len(only) == 1 and only[0].sure and hit.end - hit.start > _LONG_NAME:
                context.firm.add(only[0].group.gname)
    return context


def _is_written(hit: NameHit, text: Text) -> bool:
    """Whether the capitals are those of the name; in capitals throughout, they tell nothing."""
    return text.upper_case or hit.name.is_written(text.whole[hit.start : hit.end])


def _named(hit: NameHit, text: Text, context: _Context, local: Mapping[str, str]) -> GroupValue | None:
    """The group that a name means here, None where it is no name."""
    quote = text.whole[hit.start : hit.end]
    if quote in _POLICE_RANKS and _PERSON.match(text.whole, hit.end):
        return None
    if quote in local:
        return GroupValue(local[quote])
    if hit.name.candidates and _is_written(hit, text):
        group = _choose(hit.name, hit.start, context)
        if group is None or (hit.name.is_word(quote) and group.countries and not context.speaks_of(group, hit.start)):
            return None  # a man or a place may bear such a name
        return GroupValue(group.gname)
    return None


def _disjoint(spans: Iterable[_Placed]) -> list[_Placed]:
    """Spans in order of place, those dropped that overlap an earlier or, from the same place, a longer one."""
    kept: list[_Placed] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _beside(first: list[_Placed], second: Iterable[_Placed]) -> list[_Placed]:
    """The first spans, and those of the second that overlap none of them."""
    kept = list(first)
    starts = [s[0] for s in first]
    for span in _disjoint(second):
        index = bisect_left(starts, span[1])
        if index == 0 or first[index - 1][1] <= span[0]:
            kept.append(span)
    return sorted(kept, key=lambda s: s[0])


def _choose(name: Name, start: int, context: _Context) -> Group | None:
    """The group that a name means in its context: the one whose countries the text speaks of most."""
    best: tuple[int, bool, bool, int] | None = None
    chosen: Group | None = None
    for candidate in name.candidates:
        worth = _worth(candidate, name, start, context)
        if worth is None:
            continue
        rank = (
            worth - _ENDED * context.is_too_late(candidate.group),
            candidate.sure,
            not candidate.varied,
            -candidate.group.order,
        )
        if best is None or rank > best:
            best, chosen = rank, candidate.group
    return chosen


def _worth(candidate: Candidate, name: Name, start: int, context: _Context) -> int | None:
    """How well a group fits the context, None where it cannot be meant."""
    group = candidate.group
    spoken = context.speaks_of(group, start)
    worth = spoken + _FIRM * (group.gname in context.firm)
    shared = len(name.candidates) > 1
    quote = context.text.whole[start : start + len(name.written)]
    sure = candidate.is_sure(quote, shouted=context.text.upper_case)
    if context.is_too_early(group) and (shared or not sure or name.writing == "exact"):
        return None
    if not sure and (context.text.upper_case or worth == 0) and spoken == 0 and group.gname not in context.firm:
        return None
    if (
        context.text.upper_case
        and name.writing == "exact"
        and ((group.countries and worth == 0) or name.written.lower() in _WORDS_TOO)
    ):
        return None  # in capitals throughout, an abbreviation may be any word
    return worth


def _abbreviations(text: Text, hits: Iterable[NameHit], context: _Context) -> dict[str, str]:
    """Short forms that the article itself gives: "Popular Resistance Army (PRA)"."""
    local: dict[str, str] = {}
    hits = list(hits)
    by_quote = {text.whole[hit.start : hit.end]: hit for hit in hits if hit.name.candidates}
    for hit in hits:
        if " " not in text.whole[hit.start : hit.end] or not hit.name.candidates or not _is_written(hit, text):
            continue
        found = ABBREVIATION.match(text.whole, hit.end)
        if found is not None and sum(c.isupper() for c in found[1]) > 1:
            group = _choose(hit.name, hit.start, context)
            inner = by_quote.get(found[1])
            if inner is not None and group is not None and _is_factions(inner, group):
                continue  # "X (X-K)"
            if group is not None:
                local.setdefault(found[1], group.gname)
    return local


def _is_factions(hit: NameHit, of: Group) -> bool:
    """Whether a name can mean a faction of a group."""
    return any(is_faction(candidate.group.gname, of.gname) for candidate in hit.name.candidates)


def _as_branches(text: Text, spans: list[_Placed]) -> list[_Placed]:
    """The spans, a parent's name read as its branch where the article says so once: "Daesh (ISIS-K)"."""
    meant = {
        parent[2].gname: branch[2]
        for parent, branch in pairwise(spans)
        if _BRANCH.fullmatch(text.whole[parent[1] : branch[0]]) and is_faction(branch[2].gname, parent[2].gname)
    }
    return [(start, end, meant.get(value.gname, value)) for start, end, value in spans] if meant else spans


def _by_place(text: Text, spans: list[_Placed], context: _Context) -> list[_Placed]:
    """The spans, a parent's name with the place of its branch made the branch: "Islamic State's branch in Khorasan"."""
    kept: list[_Placed] = []
    for start, end, value in (_as_faction(text, span) for span in spans):
        known = branches().get(value.gname)
        after = known.after.match(text.whole, end, end + _BRANCH_REACH) if known else None
        before = known.before.search(text.whole, max(0, start - _BRANCH_REACH), start) if known else None
        match = after or before
        if known is None or match is None:
            kept.append(_local_branch(text, (start, end, value), known, context))
            continue
        place = " ".join((match["place"] or match["adjective"]).lower().split())
        if context.is_too_early(groups()[known.by_place[place]]):
            kept.append((start, end, value))
            continue
        named = GroupValue(known.by_place[place])
        kept.append((start, match.end(), named) if after else (match.start(), end, named))
    return kept


def _as_faction(text: Text, span: _Placed) -> _Placed:
    """The span, a group's name with its faction's leader made the faction: "the Khaplang faction of the NSCN", "NSCN (Khaplang)"."""
    start, end, value = span
    by_word = factions().get(value.gname)
    if by_word is None:
        return span
    before = _FACTION_OF.search(text.whole, max(0, start - _BRANCH_REACH), start)
    if before is not None and (gname := by_word.get(fold(before["word"]).text.strip())) is not None:
        return before.start("word"), end, GroupValue(gname)
    after = _FACTION_AFTER.match(text.whole, end)
    if after is not None and (gname := by_word.get(fold(after["word"]).text.strip())) is not None:
        return start, after.end(), GroupValue(gname)
    return span


def _local_branch(text: Text, span: _Placed, known: Branches | None, context: _Context) -> _Placed:
    """The span, a parent's name with "local arm" made its branch in the country that the text speaks of most."""
    start, end, _ = span
    if known is None or not context.everywhere:
        return span
    branch = known.by_place.get(context.everywhere.most_common(1)[0][0].lower())
    after = known.local_after.match(text.whole, end, end + _BRANCH_REACH)
    before = known.local_before.search(text.whole, max(0, start - _BRANCH_REACH), start)
    if branch is None or context.is_too_early(groups()[branch]) or (after is None and before is None):
        return span
    return (before.start() if before else start, after.end() if after else end, GroupValue(branch))


def _as_followers(text: Text, spans: Iterable[_Placed]) -> list[_Placed]:
    """The spans, those of jihadist groups that only qualify a follower made his identity: "ISIS-inspired", "ISIS ideology"."""
    kept: list[_Placed] = []
    for start, end, value in spans:
        group = groups().get(value.gname)
        match = _FOLLOWER.match(text.whole, end) if group is not None and group.kind == "jihadist" else None
        kept.append(
            (start, match.end(), GroupValue(_INSPIRED_IDENTITY, generic=True)) if match else (start, end, value)
        )
    return kept


def _inspired(text: Text, spans: Iterable[_Placed]) -> list[_Placed]:
    """The words before a jihadist group's name that tell of a follower of his own: "inspired by", "pledged allegiance to"."""
    found: list[_Placed] = []
    for start, _, value in spans:
        group = groups().get(value.gname)
        lead = text.whole[max(0, start - _LEAD) : start]
        match = _INSPIRED.search(lead) if group is not None and group.kind == "jihadist" else None
        if match is not None and not _MANY.search(lead[: match.start()]):
            begin = start - len(lead) + match.start()
            found.append((begin, begin + len(match.group().rstrip()), GroupValue(_INSPIRED_IDENTITY, generic=True)))
    return found


def _without_adjectives(text: Text, spans: list[_Placed]) -> list[_Placed]:
    """The spans without generic words that only describe a named group: "the Islamist group al Shabaab", "the Maoist party"."""
    kept: list[_Placed] = []
    for index, (start, end, value) in enumerate(spans):
        if value.generic and value.gname != _INSPIRED_IDENTITY:
            after = text.whole[end : end + 40]
            follows = spans[index + 1] if index + 1 < len(spans) else None
            names_it = (
                follows is not None and not follows[2].generic and _DESCRIBES.fullmatch(text.whole[end : follows[0]])
            )
            if names_it or (_GROUP_NOUN.match(after) and _THE.search(text.whole[max(0, start - 30) : start])):
                continue
        kept.append((start, end, value))
    return kept


def _without_kinsmen(text: Text, spans: list[_Placed]) -> list[_Placed]:
    """The spans without groups that only say what another one is, named beside them: "Y, a splinter of X", "rivals of X"."""
    kept: list[_Placed] = []
    named = [s for s in spans if not s[2].generic]
    for start, end, value in spans:
        lead = None if value.generic else _KIN_OF.search(text.whole, max(0, start - _KIN_LEAD), start)
        if lead is None or not any(
            (lead.start() - _KIN_REACH <= s[1] <= lead.start() or end <= s[0] <= end + _KIN_REACH)
            and s[2].gname != value.gname
            and text.sentence_at(s[0]).number == text.sentence_at(start).number
            for s in named
        ):
            kept.append((start, end, value))
    return kept


def _with_unlisted(text: Text, spans: list[_Placed]) -> list[_Placed]:
    """The spans and those of groups that no list knows, named as the text names them, short forms included."""
    named = [s for s in spans if not s[2].generic]
    new = sorted(unlisted(text), key=lambda s: (s[0], -s[1]))
    starts = [s[0] for s in new]
    named = [s for s in named if not _is_longer(text, new[max(0, bisect_right(starts, s[0]) - 1) :][:1], s)]
    known = {s[:2] for s in named}
    found = [
        s for s in _beside(named, new) if s[:2] not in known and not (named and _UNIT_OF.match(text.whole, s[0], s[1]))
    ]
    if not found:
        return spans
    forms: dict[str, GroupValue] = {}
    shorts: set[str] = set()
    for start, end, value in found:
        forms.setdefault(text.whole[start:end], value)
        short = _short_form(value.gname)
        if short is not None:
            forms.setdefault(short, value)
            shorts.add(short)
    more = [
        *found,
        *(
            (hit.start, hit.end, hit.row)
            for hit in Lexicon(forms.items()).find(text.whole)
            if not _SETTLEMENT_OF.search(text.whole[max(0, hit.start - 30) : hit.start])
        ),
    ]
    named = [
        s for s in named if text.whole[s[0] : s[1]] not in shorts
    ]  # the article's own abbreviation is not the famous one
    return _beside(_beside(named, more), [s for s in spans if s[2].generic])


def _is_longer(text: Text, names: Sequence[_Placed], listed: _Placed) -> bool:
    """Whether a name in quotes says more than the listed one within it: "Organisation of the Sons of X"."""
    return any(
        start <= listed[0]
        and listed[1] <= end
        and text.whole[max(0, start - 1) : start] in _QUOTES
        and len(text.whole[start:end].split()) > len(text.whole[listed[0] : listed[1]].split()) + 1
        for start, end, _ in names
    )


def _short_form(gname: str) -> str | None:
    found = re.search(r"\(([^)]+)\)$", gname)
    return found[1] if found else None


STAGE = Stage(NAME, find_groups, frozenset({MentionKind.GROUP}), frozenset({MentionKind.PLACE}))
