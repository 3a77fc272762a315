"""Perpetrator groups and generic identities: who they are called, in which countries and years, and where a text names them.

Enters: `groups.csv` (one row a group, GTD-style name, aliases), `group_leaders.csv` (who leads one group and no other),
`group_branches.csv` (branches by their places), `group_spellings.csv` (spellings of one word) and
`generic_groups.csv` (phrases for the unnamed). Leaves: `find_names`, all names in a text in one pass. Touches package data, once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product

from ahocorasick_rs import AhoCorasick, MatchKind

from etl.codebook.lexicon import read_rows, words_of_kind

_MOST_SPELLINGS = 48  # of one alias: the longest names have many words with many spellings
_ABBREVIATION_LENGTH = 9
_MOST_FACTION_WORDS = 4
_SHORT = 3  # letters: such an abbreviation is unsure unless the list names it as an alias
_APOSTROPHES = frozenset("'’‘`ʼʿʾ´")
_DROPPED = frozenset('"“”«»„')
_NO_IDENTITY_RANK = 6  # from here on a phrase says that somebody did it, not who: "attackers", "terrorists"
_PARENTHESIS = re.compile(r"\s*\(([^)]*)\)")
_LED = (
    "men", "people", "fighters", "followers", "rebels", "guerrillas", "militia", "militiamen", "gunmen", "forces",
    "militants", "insurgents", "troops", "faction", "group", "supporters", "loyalists", "army", "band",
)  # fmt: skip
# Words that stay in lower case in a name's translation: "the Maute group", "Medellin drug cartel".
_COMMON_TAIL = frozenset(
    {"group", "groups", "cartel", "drug", "movement", "gang", "network", "militia", "brigades", "brigade",
     "separatists", "rebels", "guerrillas", "militants", "extremists", "fighters", "organization", "organisation",
     "dissidents", "faction", "insurgents", "gunmen", "branch", "affiliate", "chapter", "terrorists", "nationalists",
     "activists", "militiamen", "herdsmen", "herders", "self", "styled", "called", "cocaine", "trafficking",
     "outlawed", "banned", "paramilitaries", "exiles", "loyal", "forces", "separatist", "dissident", "tribesmen",
     "movement's", "and", "with", "from", "that", "elements", "against"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """A group by its GTD-style name. `countries` are GTD labels (empty: world-wide), `home` the one it fights for; `kind` is its ideology in one word."""

    gname: str
    countries: frozenset[str]
    home: str | None
    first_year: int
    last_year: int | None
    kind: str
    parent: str | None
    order: int


@dataclass(frozen=True, slots=True)
class GenericIdentity:
    """Somebody unnamed, GTD style. The lower the `rank`, the more it says; `gname` is "Unknown" where it says nothing.

    Where `countries` are told, its phrase means this identity only in a text that speaks of one of them: settlers, loyalists and herders
    are everywhere.
    """

    gname: str
    rank: int
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group that a name may mean. An unsure one (a common word, a shared abbreviation) needs the context of its country.

    `in_capitals` makes it sure where it is written so: "Eta" may be anybody, "ETA" is no word. `varied` is true where the name is only like one
    that is listed: "Jemaah Islamiyah" is listed for one group, and how others spell the name of another.
    """

    group: Group
    sure: bool
    in_capitals: bool = False
    varied: bool = False

    def is_sure(self, quote: str, *, shouted: bool) -> bool:
        """Whether the name, written as in `quote`, can only mean this group; in a `shouted` text capitals tell nothing."""
        return self.sure or (self.in_capitals and not shouted and quote.isupper())


@dataclass(frozen=True, slots=True)
class Name:
    """One written form: what it may mean, and how it must be written in a text that uses capitals (`any`, `capital`, `exact`)."""

    written: str
    writing: str
    candidates: tuple[Candidate, ...]
    generic: GenericIdentity | None

    def is_word(self, quote: str) -> bool:
        """Whether `quote` is this abbreviation written as a word that the list does not know: "Mira", "Arif"."""
        return self.writing == "exact" and _letters(quote) != _letters(self.written) and _is_titled(quote, self.written)

    def is_written(self, quote: str) -> bool:
        """Whether `quote`, from a text that uses capitals, is this name and no common words."""
        if self.writing == "any":
            return True
        if self.writing == "exact":
            return _letters(quote) == _letters(self.written) or _is_titled(quote, self.written)
        words = re.findall(r"[^\W_]+", "".join(c for c in quote if c not in _APOSTROPHES))  # "Jama'atul" is one word
        plain = _COMMON_TAIL.union(w for w in re.findall(r"[^\W_]+", self.written) if w.islower())
        long = [w for w in words if len(w) > 3 and w.lower() not in plain]
        return (
            all(w[0].isdigit() or any(c.isupper() for c in w[:2]) for w in long)
            if long
            else any(c.isupper() for c in quote)
        )


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _is_titled(quote: str, written: str) -> bool:
    """Whether an abbreviation is written as a word, as some papers do: "Farc", "Isis"."""
    plain = _letters(quote)
    return len(plain) >= 4 and plain == _letters(written).capitalize() and plain.isalpha()


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name at `start:end` of the text that was searched."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in lower case without accents, quotes and hyphens, with the place of each character in the original."""

    text: str
    places: list[int]


# Plain words with one blank between them, which folding only lowers; any other character alone.
_RUN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*|.", re.DOTALL)


@cache
def _plain(char: str) -> str:
    """One character as it is folded: "" for what falls away, " " for what parts words."""
    if char in _APOSTROPHES or char in _DROPPED:
        return ""
    if char in "-‐‑–—/\n\t\r\u00a0 _":
        return " "
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).lower()
    return bare if len(bare) == 1 else bare[:1]


def fold(text: str) -> Folded:
    """The text as names are compared: one blank for hyphens and line breaks, no accents, no quotes; linear in the text.

    >>> fold("Al-Qa’ida’s  I.R.A.").text
    'al qaida s ira.'
    """
    out: list[str] = []
    places: list[int] = []
    last = " "
    size = len(text)
    for run in _RUN.finditer(text):
        char, index = run.group(), run.start()
        if char.isascii() and char[0].isalnum():
            out.append(char.lower())
            places += range(index, run.end())
            last = char
            continue
        plain = _plain(char)
        if not plain:
            if char in _APOSTROPHES and _is_possessive(text, index, size):
                plain = " "
            else:
                continue
        elif plain == "." and index + 1 < size and text[index + 1].isalpha() and index and text[index - 1].isupper():
            continue
        if plain == " " and last == " ":
            continue
        out.append(plain)
        places.append(index)
        last = plain
    return Folded("".join(out), places)


def _is_possessive(text: str, index: int, size: int) -> bool:
    """Whether an apostrophe begins "'s" at the end of a word."""
    return text[index + 1 : index + 2] in ("s", "S") and not (index + 2 < size and text[index + 2].isalnum())


@cache
def groups() -> Mapping[str, Group]:
    """Every group of the list by its name, in the list's order."""
    return {
        row["gname"]: Group(
            gname=row["gname"],
            countries=frozenset(filter(None, row["countries"].split(";"))),
            home=row["countries"].split(";")[0] or None,
            first_year=int(row["first_year"]),
            last_year=int(row["last_year"]) if row["last_year"] else None,
            kind=row["kind"],
            parent=row["parent"] or None,
            order=order,
        )
        for order, row in enumerate(read_rows("groups"))
    }


@cache
def generic_identities() -> Mapping[str, GenericIdentity]:
    """Generic identities by their GTD-style name."""
    return {row["gname"]: _identity_of(row) for row in reversed(read_rows("generic_groups"))}


def _identity_of(row: Mapping[str, str]) -> GenericIdentity:
    return GenericIdentity(row["gname"], int(row["rank"]), frozenset(filter(None, row["countries"].split(";"))))


def generic_rank(gname: str) -> int | None:
    """How little a generic identity says (1 most, 9 nothing), None for a named group.

    >>> generic_rank("Gunmen") < generic_rank("Attackers"), generic_rank("Hezbollah")
    (True, None)
    """
    found = generic_identities().get(gname)
    return None if found is None else found.rank


def says_who(gname: str) -> bool:
    """Whether a name tells more than that somebody did it: "Gunmen" does, "Attackers" and "Unknown" do not."""
    rank = generic_rank(gname)
    return gname != "Unknown" and (rank is None or rank < _NO_IDENTITY_RANK)


def parents_of(gname: str) -> Iterator[str]:
    """The groups that a group belongs to, nearest first."""
    group = groups().get(gname)
    while group is not None and group.parent is not None:
        yield group.parent
        group = groups().get(group.parent)


def own_names(gname: str) -> tuple[str, ...]:
    """The written names within a GTD-style one: without its parentheses, and the abbreviation in them.

    >>> own_names("Shining Path (SL)"), own_names("Jundallah (Pakistan)")
    (('Shining Path', 'SL'), ('Jundallah',))
    """
    short = [part for part in _PARENTHESIS.findall(gname) if _is_abbreviation(part)]
    return (_PARENTHESIS.sub("", gname).strip(), *short)


def _is_abbreviation(text: str) -> bool:
    return " " not in text and len(text) <= _ABBREVIATION_LENGTH and sum(c.isupper() for c in text) > 1


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    rows = [tuple(row["spellings"].split("|")) for row in read_rows("group_spellings")]
    return tuple((re.compile(rf"\b(?:{'|'.join(sorted(row, key=len, reverse=True))})\b"), row) for row in rows)


def spellings(folded: str) -> list[str]:
    """All spellings of a folded name, itself first.

    >>> spellings("al qaida")[:3]
    ['al qaida', 'el qaida', 'al qaeda']
    """
    parts: list[tuple[str, ...]] = [(folded,)]
    for pattern, row in _spellings():
        parts = [piece for part in parts for piece in _split(part, pattern, row)]
    out: dict[str, None] = {folded: None}
    size = 1
    for index, part in enumerate(parts):  # words far back keep their spelling once there are too many
        size *= len(part)
        if size > _MOST_SPELLINGS:
            parts[index] = part[:1]
            size //= len(part)
    for choice in product(*reversed(parts)):
        out["".join(reversed(choice))] = None
    return list(out)


def _split(part: tuple[str, ...], pattern: re.Pattern[str], row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A fixed piece of a name cut at the words that have several spellings; a piece with a choice stays whole."""
    if len(part) > 1:
        yield part
        return
    at = 0
    text = part[0]
    for match in pattern.finditer(text):
        if match.start() > at:
            yield (text[at : match.start()],)
        found = match.group()
        yield (found, *(word for word in row if word != found))
        at = match.end()
    if at < len(text):
        yield (text[at:],)


def _writing(alias: str) -> str:
    if alias == alias.lower():
        return "any"
    return (
        "exact" if " " not in alias and sum(c.isupper() for c in alias) > 1 and len(_letters(alias)) <= 8 else "capital"
    )


@dataclass
class _Entry:
    written: str
    writing: str
    candidates: list[Candidate]
    generic: GenericIdentity | None = None


def _entries() -> dict[str, _Entry]:
    table: dict[str, _Entry] = {}
    for row in read_rows("groups"):
        group = groups()[row["gname"]]
        firm = dict.fromkeys(filter(None, row["aliases"].split(";")))
        short = [name for name in own_names(row["gname"])[1:] if len(name) <= _SHORT and name not in firm]
        unsure = dict.fromkeys((*filter(None, row["unsure_aliases"].split(";")), *short))
        firm |= dict.fromkeys(own_names(row["gname"]))
        for alias in (*unsure, *firm):
            listed = fold(alias).text.strip()
            for spelling in spellings(listed):
                _add(table, spelling, alias, Candidate(group, alias not in unsure, varied=spelling != listed))
    for row in read_rows("group_leaders"):
        for phrase in (phrase for leader in row["leaders"].split("|") for phrase in _led_by(leader)):
            _add(table, fold(phrase).text, phrase, Candidate(groups()[row["gname"]], sure=False))
    for row in read_rows("generic_groups"):
        identity = _identity_of(row)
        for phrase in phrases_of(row["phrases"]):
            entry = table.setdefault(fold(phrase).text, _Entry(phrase, "any", []))
            entry.generic = entry.generic or identity
    return table


def _led_by(leader: str) -> Iterator[str]:
    """How a text names a leader's men: "Savimbi's men", "fighters loyal to Jonas Savimbi"."""
    for noun in _LED:
        yield f"{leader}'s {noun}"
        yield from (f"{noun} {link} {leader}" for link in ("of", "loyal to", "led by", "commanded by", "faithful to"))


def phrases_of(listed: str) -> Iterator[str]:
    """The phrases of a generic identity; "*" stands for every word for fighters, "@" for every way to say that a person strikes.

    >>> list(phrases_of("armed men")), "palestinian motorist rammed" in phrases_of("palestinian @")
    (['armed men'], True)
    """
    for phrase in listed.split("|"):
        if "*" in phrase:
            yield from (phrase.replace("*", noun) for noun in _fighter_nouns())
        elif "@" in phrase:
            yield from (" ".join(phrase.replace("@", strike).split()) for strike in _strikes())
        else:
            yield phrase


def group_words(kind: str) -> frozenset[str]:
    """The words of one kind in `data/group_words.csv`.

    Kinds: `striker` and `strike` (who strikes, and how, where only his people is told: "a Palestinian motorist rammed"), `no_faction` (parts of
    longer names that are no leader and no wing), `small` (words of a name that are not written with a capital),
    `state_body` (what speaks and strikes for a state, behind the name of its people), `own_army`, `own_forces` and
    `own_paramilitaries` (what stands before these where they are none of a state's: "the New People's Army").
    """
    return words_of_kind("group_words", kind)


@cache
def states_own(noun: str) -> str:
    """A pattern for the "army", "forces" or "paramilitaries" of a state, in lower case: not those that a group's name ends with.

    >>> bool(re.search(states_own("army"), "the army said")), bool(re.search(states_own("army"), "the lord's resistance army said"))
    (True, False)
    """
    return "".join(rf"(?<!{word} )" for word in sorted(group_words(f"own_{noun}"))) + noun


@cache
def _strikes() -> tuple[str, ...]:
    strikers, deeds = ("", *sorted(group_words("striker"))), sorted(group_words("strike"))
    return tuple(
        f"{who} {link}{deed}" for who in strikers for link in ("", "who ", "had ", "who had ") for deed in deeds
    )


@cache
def _fighter_nouns() -> tuple[str, ...]:
    return tuple(row["noun"] for row in read_rows("fighter_nouns"))


@dataclass(frozen=True, slots=True)
class Branches:
    """How a text names the branches of a group by their places: patterns for what follows the group's name and for what stands before it.

    The `local` ones name no place: the branch is that of the country spoken of.
    """

    after: re.Pattern[str]
    before: re.Pattern[str]
    local_after: re.Pattern[str]
    local_before: re.Pattern[str]
    by_place: Mapping[str, str]


@cache
def branches() -> Mapping[str, Branches]:
    """The branches of each group that has some, by the group's name."""
    places: dict[str, dict[str, str]] = {}
    for row in read_rows("group_branches"):
        places.setdefault(row["parent"], {}).update(dict.fromkeys(row["places"].split("|"), row["branch"]))
    return {parent: _branches(by_place) for parent, by_place in places.items()}


def _branches(by_place: Mapping[str, str]) -> Branches:
    place = "|".join(sorted(by_place, key=len, reverse=True))
    kind = r"(?:branch|wing|arm|affiliate|chapter|franchise|offshoot|province|w[ai]layat?|cell|network|subsidiary|ally|outfit|section|division|outpost|satellite|faction|partner)"
    local = r"(?:local|regional|in-country)"
    lead = r"(?: group)?(?:['’]s?)?,?(?: (?:naming|citing|under the name of|in the name of|through|via) its)?"
    here = r"(?:in (?:the|that|this) (?:country|region|area|republic|nation|province)|there|here|on the ground)"
    return Branches(
        after=re.compile(
            rf"{lead}[\s-](?:\(\w+\) )?[\"“]?(?:[\w-]+ ){{0,1}}?(?:{kind} (?:in|for|of) (?:the )?(?P<place>{place})|(?P<adjective>{place})[\s-](?:\w+ )?{kind})\b",
            re.IGNORECASE,
        ),
        before=re.compile(
            rf"\b(?:(?P<place>{place})(?:['’]s)?[\s-](?:\w+ )?{kind}|{kind} (?:in|for) (?:the )?(?P<adjective>{place})) of (?:the )?(?:so-called |self-styled )?$",
            re.IGNORECASE,
        ),
        local_after=re.compile(
            rf"(?: group)?(?:['’]s?)? (?:{local} (?:\w+ )?{kind}\b|(?:\w+ )?{kind} {here}\b)", re.IGNORECASE
        ),
        local_before=re.compile(
            rf"\b(?:{local} (?:\w+ )?{kind}|{kind} {here}) of (?:the )?(?:so-called |self-styled )?$", re.IGNORECASE
        ),
        by_place=by_place,
    )


@cache
def factions() -> Mapping[str, Mapping[str, str]]:
    """The factions of each group that its name is the beginning of, by the words that their own names add: leaders and wings.

    >>> factions()["National Socialist Council of Nagaland"]["khaplang"]
    'National Socialist Council of Nagaland-Khaplang (NSCN-K)'
    """
    named = sorted(((own_names(gname)[0], gname) for gname in groups()), key=lambda pair: (len(pair[0]), pair[0]))
    by_name: dict[str, str] = {}
    found: dict[str, dict[str, str]] = {}
    for name, gname in named:
        by_name.setdefault(name, gname)
        for dash in re.finditer(r"\s?[-–]\s?", name):
            parent = by_name.get(name[: dash.start()])
            words = fold(name[dash.end() :]).text.split()
            if parent is not None and parent != gname and len(words) <= _MOST_FACTION_WORDS:
                for word in words:
                    if len(word) >= _SHORT and word not in group_words("no_faction"):
                        found.setdefault(parent, {}).setdefault(word, gname)
    return found


def is_faction(gname: str, of: str) -> bool:
    """Whether a group's own name begins with that of another one, or it is listed as its branch.

    >>> is_faction("National Socialist Council of Nagaland-Khaplang (NSCN-K)", "National Socialist Council of Nagaland")
    True
    """
    return of in parents_of(gname) or gname in factions().get(of, {}).values()


def _add(table: dict[str, _Entry], spelling: str, alias: str, candidate: Candidate) -> None:
    entry = table.setdefault(spelling, _Entry(alias, _writing(alias), []))
    if entry.writing == "exact" and _is_titled(alias, entry.written):
        entry.writing = "capital"  # the list itself has it written as a word
    if _writing(alias) == "any":
        entry.writing = "any"
    known = next((n for n, other in enumerate(entry.candidates) if other.group is candidate.group), None)
    if known is None:
        entry.candidates.append(candidate)
        return
    before = entry.candidates[known]
    entry.candidates[known] = replace(
        before,
        in_capitals=before.in_capitals or (candidate.sure and alias.isupper()),
        varied=before.varied and candidate.varied,
    )


@cache
def _searcher() -> tuple[AhoCorasick, tuple[Name, ...]]:
    table = _entries()
    names = tuple(Name(e.written, e.writing, tuple(e.candidates), e.generic) for e in table.values())
    return AhoCorasick(list(table), matchkind=MatchKind.Standard), names


@lru_cache(maxsize=1)  # places and groups ask for them, one after the other
def names_of_whole(whole: str) -> tuple[Folded, list[NameHit]]:
    """A whole text folded, and the names and generic phrases in it."""
    folded = fold(whole)
    return folded, find_names(folded)


def find_names(folded: Folded) -> list[NameHit]:
    """Every name and generic phrase, whole words only, in order of place, of those that begin together the longest first.

    Names may overlap: the caller takes the longest that the context allows. Offsets are those of the original text.
    """
    automaton, names = _searcher()
    text = folded.text
    hits = [
        (start, -end, index)
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
        if not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())
    ]
    places = folded.places
    return [NameHit(places[start], places[-end - 1] + 1, names[index]) for start, end, index in sorted(hits)]
