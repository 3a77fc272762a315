"""GROUP mentions: who is named, or described, as a perpetrator might be.

Enters: a Text and the PLACE mentions found so far, which tell groups of one name apart. Leaves: a mention for each named group and
each generic identity ("gunmen"), its span the exact words. A state's forces, parties in office, companies and papers are no groups.
Pure; time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from etl.codebook.countries import countries, demonyms_of
from etl.codebook.groups import (
    Branches,
    Candidate,
    GenericIdentity,
    Group,
    Name,
    NameHit,
    branches,
    find_names,
    fold,
    groups,
    own_names,
    parents_of,
)
from etl.codebook.lexicon import Lexicon
from etl.codebook.wording import Wording
from etl.extract.stage import Stage
from etl.extract.text import Text
from etl.model import GroupValue, Mention, MentionKind, PlaceValue

NAME = "groups"

_NEAR = 2  # a country in the same paragraph speaks louder than one elsewhere in the article
_LONG_NAME = 6  # characters: a shorter name may be anything
_IN_SENTENCE = 4  # and one in the same sentence louder still
_FIRM = 3  # a name that can mean one group only settles what its short forms mean
_SHORTEST_COUNTRY = 4
_YEARS_AHEAD = 1  # founding years are those of the first known deed: reports may be a little earlier

_QUOTED = r"[\"“«']([^\"”»'\n]{3,60})[\"”»']"
_WORD = r"(?:[A-Z]\.)+|[A-Z0-9][\w’'-]*"
_LINK = r"(?:of|the|for|and|with|against|in|de|del|la|los|al|el|e|i|ul|wal|li)"
_CAPITALS = rf"((?:{_WORD})(?:[ \n](?:{_LINK}[ \n]){{0,2}}(?:{_WORD})){{0,7}})"
_SELF = Wording(
    rf"\b(?:calling (?:itself|themselves)|(?:call|styl|nam)(?:es|ed|ing)? (?:itself|themselves),?|self-styled|so-called"
    rf"|identif(?:ied|ying) (?:itself|themselves) as|signing (?:itself|themselves))\s*(?:the\s+)?(?:{_QUOTED}|{_CAPITALS})"
)
_CALLED = Wording(
    rf"\b(?:group|outfit|organi[sz]ation|faction|militia|movement|cell|network|gang|alliance|band|guerrillas|party)s?"
    rf",? (?:called|named|known as|by the name of)\s+(?:the\s+)?(?:{_QUOTED}|{_CAPITALS})"
)
_SIGNED = Wording(
    rf"\b(?:in the name of|on behalf of|signed|(?:spoke|speaking|spokesman) for)\s+(?:the\s+|a\s+)?(?:{_QUOTED}|{_CAPITALS})"
)
_APPOSED = Wording(
    rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]he) (?:[\w-]+ ){{0,3}}?(?:group|organi[sz]ation|outfit|faction|movement|cell|band|unit|gang|squad),? (?:the )?(?:{_QUOTED}|{_CAPITALS}),? (?:has |have |had |later )?(?:said|claimed|announced|wrote|took|admitted|telephoned|posted|declared)\b"
)
# Whoever claims responsibility is a perpetrator, whatever he is called.
_CLAIMANT = Wording(
    rf"\b[Tt]he (?:group |organi[sz]ation )?(?:{_QUOTED}|{_CAPITALS})(?:\s?\([^)\n]{{2,15}}\))?,?(?: [^.,;\n]{{0,60}},)?"
    r" (?:has |have |had |later |also |subsequently |immediately |quickly |then |since |promptly )*(?:(?:claim(?:ed|s)|took|takes|taken|assum(?:ed|es)|accept(?:ed|s)|admit(?:ted|s)|acknowledged|vindicated|avowed) (?:\w+ ){0,2}?(?:responsibility|credit|authorship|paternity|the (?:attack|bombing|blast|killing|murder|raid|kidnapping|ambush|deed))|signed\b|owned up|put (?:its|their) name to)"
)
_CLAIMED_BY = Wording(
    rf"(?:[Cc]laim(?:ed|s)?|[Rr]esponsibility|credit|authorship|assumed|signed|vindicated|avowed|owned)\b[^.;\n]{{0,60}}? (?:by|from|behalf of|name of) (?:(?:an?|the) (?:[\w-]+ ){{0,2}}?(?:group|organi[sz]ation|body|outfit|faction|movement|cell|band),? (?:called|named|calling itself|known as|styled)? ?)?(?:the )?(?:{_QUOTED}|(?<=the ){_CAPITALS})"
)
_ON_BEHALF = Wording(
    rf"\b(?:on behalf of|in the name of|speaking for|spoke for|signed(?: by)?|work of|claiming to (?:be|represent|speak for|belong to)) (?:(?:an?|the) (?:[\w-]+ ){{0,2}}?(?:group|organi[sz]ation|body|outfit|faction|movement|cell|band),? )(?:called |named |calling itself |known as )?(?:the )?(?:{_QUOTED}|{_CAPITALS})"
)
_HEAD = Wording(
    r"\b(?:Army|Armies|Front|Brigades?|Movement|Battalions?|Commandos?|Cells?|Faction|Militia|Mujahid(?:een|in)|Mujahed(?:een|in)|Martyrs|Tigers|Cartel"
    r"|Resistance|Organi[sz]ation|Command|Avengers|Jihad|Forces|Group|Squad|Mafia|Gang|Alliance|Legion|Fighters|Nuclei|Warriors|Militants|Left|Militias?|Band|Guerrillas)\b"
)
_MARK = Wording(
    r"\b(?:Liberation|Revolutionary|Revolution|Jihad|Mujahid(?:een|in)|Mujahed(?:een|in)|Martyrs?|Brigades?|Freedom|Resistance|Popular|People[’']?s|Islamic|Armed"
    r"|Anti-?\w+|Avengers|Red|Black|Holy|Patriotic|Separatist|Guerrilla|Independence|Salafist|Combatant|Anarchist|Commandos?|Cartel|Mafia|Gang|Defen[cs]e)\b"
)
_HEADED = re.compile(rf"(?<![\w’'.-]){_CAPITALS}")
_OFFICIAL = re.compile(
    r"\b(?:Revolutionary Guards?|National Guard|Ministry|Department|Court|Council|Parliament|Police|Air Force|Armed Forces|Defen[cs]e Forces?|Army Radio"
    r"|University|Republic|Committee|Conference|Bank|Party|News|Agency|Institute|Street|Square|Hospital|Church|School|Airport|Embassy|Salvation Army|Red Cross"
    r"|Red Crescent|Security Forces|Special Forces|Royal|Task Force|Multinational|Coast Guard|Observatory|Foundation|Day|Organization of|United Nations|Congress"
    r"|Rapid Deployment|Self-Defen[cs]e Forces|Secretary|Minister|President|General|Summit|Federation|Brigade \d|\d+(?:st|nd|rd|th)|(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|Fifteenth|Sixteenth|Seventeenth|Eighteenth|Nineteenth|Twentieth|Mobile|Infantry|Armou?red|Mechani[sz]ed|Paratroop|Artillery) (?:Brigade|Battalion|Army|Division|Command))\b"
)
_GROUP_NOUN = re.compile(
    r"(?:'s)?\s+(?:\w+\s+)?(?:group|organi[sz]ation|movement|outfit|sect|network|alliance|part(?:y|ies)|faction)\b",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"\s+(?:(?:terrorist|terror|guerrilla|rebel|militant|extremist|armed|insurgent)\s+)?(?:group|organi[sz]ation|movement|outfit|sect|network|faction|guerrillas|militants|party)?,?\s*[\"“'(]?(?:the\s+)?",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:^|\W)the\s+(?:\w+\s+)?$", re.IGNORECASE)
_BRANCH_REACH = 80
_BRANCH = re.compile(r"\s*[(\[]\s*")
_FOLLOWER = re.compile(r"[\s-](?:inspired|ideology|sympathi[sz]ers?|supporters?)\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:(?:suspected|alleged|two|three|four|five|several)\s)?(?:(?:members|rebels|supporters|snipers|guerrillas|fighters|militants|gunmen|military wing|armed wing|commander)\sof\s)?(?:(?:the|an?)\s)?",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(
    {"For", "The", "In", "A", "AFP", "AP", "Reuters", "Islam", "God", "Allah", "Jihad", "People", "President"}
)
_ALIKE = 70  # of 100: how much of its words a name shares with the group that its abbreviation stands for
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
# What never calls itself a group; committees and councils of all kinds do.
_STATE_BODY = Wording(
    r"\b(?:Ministry|Department|Court|Parliament|Police|Air Force|Government|Radio|University|News|Agency|Secretary|Minister|President|General|Bank|Embassy|Army of the Republic|Armed Forces of the Republic|Hospital|Airport)\b"
)
# What a group is to one named beside it.
_KIN_LEAD = 70
_KIN_REACH = 30
_KIN_OF = re.compile(
    r"\b(?:splinter(?: (?:group|faction|cell|wing|organi[sz]ation))?|offshoot|breakaway(?: (?:group|faction|wing))?|faction|affiliate|ally|allies|rivals?|opponents?|foes?|enem(?:y|ies)"
    r"|successors?|forerunner|precursor|remnants?|cover(?: name)?|front(?: (?:group|organi[sz]ation))?|alias|umbrella|sympathi[sz]ers?) (?:of|to|for) (?:the )?(?:banned |outlawed |larger |main |former )?$"
    r"|\b(?:opposed|hostile|linked|allied|close|affiliated|tied) (?:to|with) (?:the )?(?:banned |outlawed )?$"
    r"|\b(?:broke(?:n)? (?:away |off )?|split (?:off |away )?|seceded|parted|separated|defected) from (?:the )?(?:banned |outlawed |larger |main )?$",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\s{0,2}[(\[]\s?[\"“]?([A-Z][A-Za-z0-9/-]{1,9})[\"”]?\s?[)\]]")


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


@cache
def _country_words() -> Lexicon[str]:
    """Names and adjectives of countries as folded text has them, short ones aside."""
    terms = [
        (fold(word).text, country.location)
        for label, country in countries().items()
        for word in (label, *country.names, *demonyms_of(label))
    ]
    return Lexicon((word, label) for word, label in terms if len(word) >= _SHORTEST_COUNTRY)


def find_groups(text: Text, mentions: Sequence[Mention], /) -> Iterator[Mention]:
    """A mention for each named group and each generic identity, in order of place, none overlapping."""
    if not text.sentences:
        return
    folded = fold(text.whole)
    hits = find_names(folded)
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
    seen += [(places[hit.start], hit.row) for hit in _country_words().find(folded)]
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
    best: tuple[int, bool, int] | None = None
    chosen: Group | None = None
    for candidate in name.candidates:
        worth = _worth(candidate, name, start, context)
        if worth is None:
            continue
        rank = (worth, candidate.sure, -candidate.group.order)
        if best is None or rank > best:
            best, chosen = rank, candidate.group
    return chosen


def _worth(candidate: Candidate, name: Name, start: int, context: _Context) -> int | None:
    """How well a group fits the context, None where it cannot be meant."""
    group = candidate.group
    spoken = context.speaks_of(group, start)
    worth = spoken + _FIRM * (group.gname in context.firm)
    shared = len(name.candidates) > 1
    if context.is_too_early(group) and (shared or not candidate.sure or name.writing == "exact"):
        return None
    if (
        not candidate.sure
        and (context.text.upper_case or worth == 0)
        and spoken == 0
        and group.gname not in context.firm
    ):
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
    for hit in hits:
        if " " not in text.whole[hit.start : hit.end] or not hit.name.candidates or not _is_written(hit, text):
            continue
        found = _ABBREVIATION.match(text.whole, hit.end)
        if found is not None and sum(c.isupper() for c in found[1]) > 1:
            group = _choose(hit.name, hit.start, context)
            if group is not None:
                local.setdefault(found[1], group.gname)
    return local


def _as_branches(text: Text, spans: list[_Placed]) -> list[_Placed]:
    """The spans, a parent's name read as its branch where the article says so once: "Daesh (ISIS-K)"."""
    meant = {
        parent[2].gname: branch[2]
        for parent, branch in pairwise(spans)
        if _BRANCH.fullmatch(text.whole[parent[1] : branch[0]]) and parent[2].gname in parents_of(branch[2].gname)
    }
    return [(start, end, meant.get(value.gname, value)) for start, end, value in spans] if meant else spans


def _by_place(text: Text, spans: list[_Placed], context: _Context) -> list[_Placed]:
    """The spans, a parent's name with the place of its branch made the branch: "Islamic State's branch in Khorasan"."""
    kept: list[_Placed] = []
    for start, end, value in spans:
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
    known = {s[:2] for s in named}
    found = [s for s in _beside(named, _unlisted(text)) if s[:2] not in known]
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


def _short_form(gname: str) -> str | None:
    found = re.search(r"\(([^)]+)\)$", gname)
    return found[1] if found else None


def _unlisted(text: Text) -> Iterator[tuple[int, int, GroupValue]]:
    whole = text.whole
    for pattern in (_SELF, _CALLED, _SIGNED):
        for match in pattern.finditer(whole):
            index = 1 if match[1] is not None else 2
            name = match[index]
            if index == 1 and not name[:1].isupper():
                continue
            if pattern is _SIGNED and not _MARK.search(name):
                continue
            yield from _as_group(text, match.start(index), name, strict=pattern is _SIGNED, told=pattern is not _SIGNED)
    if not text.upper_case:
        for pattern in (_CLAIMANT, _CLAIMED_BY, _ON_BEHALF, _APPOSED):
            for match in pattern.finditer(whole):
                index = 1 if match[1] is not None else 2
                if " " in match[index] and match[index][:1].isupper():
                    yield from _as_group(text, match.start(index), match[index], strict=False)
        for match in _HEADED.finditer(whole):
            if " " in match[1] and _HEAD.search(match[1]) and _MARK.search(match[1]):
                yield from _as_group(text, match.start(1), match[1], strict=True)


def _as_group(
    text: Text, start: int, name: str, *, strict: bool, told: bool = False
) -> Iterator[tuple[int, int, GroupValue]]:
    name = name.rstrip(".,'’- ")
    article = _ARTICLE.match(name)
    if article:
        start, name = start + article.end(), name[article.end() :]
    if name in _NO_NAMES:
        return
    if strict:
        heads = list(_HEAD.finditer(name))
        if not heads:
            return
        tail = name[heads[-1].end() :]
        if not tail.startswith((" of ", " for ", "-")):
            name = name[: heads[-1].end()]
        if " " not in name or _is_official(name):
            return
    elif len(name) < 3 or _is_person(name) or (not told and _STATE_BODY.search(name)):
        return
    short = _ABBREVIATION.match(text.whole, start + len(name))
    label = " ".join(name.split())
    if short and short[1].isupper():
        known = _misspelt(label, short[1])
        gname = known or f"{label.title() if text.upper_case else label} ({short[1]})"
    else:
        gname = label.title() if text.upper_case else label
    if name:
        yield start, start + len(name), GroupValue(gname)


def _misspelt(name: str, short: str) -> str | None:
    """The listed group whose abbreviation follows a name much like its own: "United Liberation Forces of Assam (ULFA)"."""
    plain = fold(name).text
    for hit in find_names(fold(short)):
        for candidate in hit.name.candidates:
            own = fold(own_names(candidate.group.gname)[0]).text
            if hit.end == len(short) and fuzz.token_set_ratio(plain, own) >= _ALIKE:
                return candidate.group.gname
    return None


def _is_official(name: str) -> bool:
    """Whether a state's force or an institution is named so: "Indian Army", "Central Bank"."""
    if _OFFICIAL.search(name):
        return True
    first, *rest = name.split()
    return (
        len(rest) <= 1
        and bool(_country_words().find(fold(first).text))
        and rest[-1:] in (["Army"], ["Forces"], ["Command"])
    )


def _is_person(name: str) -> bool:
    return bool(re.match(r"(?:Mr|Mrs|Dr|Sheikh|Mullah|Abu|President|Gen|Col|Capt|Commander)\b", name))


STAGE = Stage(NAME, find_groups, frozenset({MentionKind.GROUP}), frozenset({MentionKind.PLACE}))
