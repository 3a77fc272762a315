"""Nationalities that the text states for victims.

Enters: a Text. Leaves: VICTIM mentions. Pure. A nationality counts only where the words name the people harmed: "three Germans were killed",
"a French tourist", "14 nationals of Afghanistan", "from Lakeway, Texas"; never where it names an official, a place, a weapon or an airline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.codebook.casualties import follow_words, words_of
from etl.codebook.countries import country_of_demonym, demonym_pattern, nationality_of_name
from etl.codebook.gazetteer import gazetteer
from etl.codebook.wording import Wording
from etl.extract.harm import Harm, Reading, read_text
from etl.extract.nationals import (
    NAME,
    Nationals,
    by_papers,
    countries_listed,
    nations_of_word,
    of_its_own,
    one_each,
)
from etl.extract.numbers import COUNT_WORDS, find_numbers
from etl.extract.people import Party, Word, Words, cut
from etl.extract.stage import Stage
from etl.extract.text import Sentence, Text
from etl.model import HostagesValue, Mention, MentionKind, TollValue, VictimValue

# How often a nationality that a rule reads was right, on development articles: where two rules read it, the surer one counts.
RIGHT_OF_RULE: Mapping[str, float] = {
    "harmed": 0.78,
    "among": 0.75,
    "listed": 0.85,
    "part": 0.75,
    "same person": 0.75,
    "spoken of": 0.65,
    "hinted": 0.42,
    "chained": 0.72,
    "stated": 0.75,
}

_STATUS = {
    "killed": "killed",
    "neutralised": "killed",
    "wounded": "wounded",
    "stabbed": "wounded",
    "burned": "wounded",
    "either": "casualty",
    "harmed": "casualty",
    "taken": "hostage",
    "held": "hostage",
    "freed": "hostage",
    "rescued": "hostage",
    "escaped": "hostage",
}
_OF_NATIONALITY = re.compile(
    r"(?:,? |[^.;,]{0,30}?\b)of (?:the )?(?P<a>[\w'’-]+)(?: and (?P<b>[\w'’-]+))? (?:nationality|nationalities|citizenship)\b",
    re.IGNORECASE,
)
_DESCENT = re.compile(
    r"[^.;,]{0,20}?\b(?:descent|origin|extraction|background|heritage|ancestry|stock|parentage|ethnicity|birth|born)\b",
    re.IGNORECASE,
)
_CITIZEN_OF = re.compile(rf"\s*(?:\([^)]*\)\s*)?(?:of|from) (?P<name>{NAME})")
_FROM = re.compile(
    rf"\s*(?:,? ?\(?\d{{1,2}}\)?,)?,? (?:was |were |came |who (?:was|were|came) )?from (?P<name>{NAME})(?:, (?P<unit>{NAME}))?"
)
# A list of the victims: "the dead were six Britons and two Danes", "the victims - three Germans and a Swiss -".
_LIST = Wording(
    r"\b(?:(?:the|all|those|other|among the|of the|\d+|[a-z]+) )?(?:[a-z-]+ )?(?P<word>dead|victims|killed|casualties|fatalities|injured|wounded|hurt|hostages|captives|kidnapped|abducted|bodies)"
    r"(?:,[^,;]{2,40},| at [A-Z]\w+| in the \w+)? (?:were|was|are|is|included?|includes|comprised?|identified as|named as|:)(?= |$)",
    re.IGNORECASE,
)
_LIST_FIRST = re.compile(
    r"^\W*(?P<word>wounded|injured|killed|dead|kidnapped|hostages) (?:were|was|are|is)\b", re.IGNORECASE
)
_WORD_STATUS = {
    "dead": "killed",
    "killed": "killed",
    "fatalities": "killed",
    "bodies": "killed",
    "injured": "wounded",
    "wounded": "wounded",
    "hurt": "wounded",
    "hostages": "hostage",
    "captives": "hostage",
    "kidnapped": "hostage",
    "abducted": "hostage",
}
_HE_WAS = Wording(
    r"\b(?:[Hh]e|[Ss]he|(?:[Tt]he )?(?:man|woman|victim|employee|guard|driver|soldier|hostage|engineer|worker|journalist|priest)) (?:was|is|were|are|had been|held|has|had) (?:an? |also |both |of |dual )*(?P<body>[^.;]{3,60}?)"
    r"\b(?P<sign>citizens?|nationals?|nationality|citizenship|passport)\b"
)
# "He is Swiss, and 53."
_HE_IS = re.compile(r"\b(?:He|She) (?:is|was) (?:an? )?(?P<body>[A-Z][\w-]+)(?=[,.;])")
_ONLY_HURT = re.compile(r"\bonly (?:injury|person (?:hurt|injured))\b", re.IGNORECASE)


# "among the casualties, 12 were citizens of Afghanistan"
_AMONG = Wording(
    r"\b(?:[Aa]mong|[Aa]mongst|[Oo]f) (?:the|those|its) (?P<word>dead|casualties|killed|victims|injured|wounded|hostages|fatalities|captives)\b,? "
    rf"(?P<count>[\w-]+(?: [\w-]+)?) (?:were|was|are|is) (?:citizens?|nationals?|passport holders?) (?:of|from) (?P<name>{NAME})"
)


def _among(flat: str) -> Iterator[tuple[int, int, VictimValue]]:
    """Nationals told as a part of the victims."""
    for match in _AMONG.finditer(flat):
        country = nationality_of_name(match["name"])
        if country is not None:
            number = next((n.value for n in find_numbers(match["count"])), None)
            status = _WORD_STATUS.get(match["word"].lower(), "casualty")
            yield match.start(), match.end(), VictimValue(country, status, number)


_NATION = demonym_pattern()
_CITIZENS = Wording(
    r"\b(?:citizens?|nationals?|subjects?|nationality|citizenship|passports?|compatriots?|countrym[ae]n|(?:each|apiece|people|tourists?|wom[ae]n|m[ae]n|workers?|soldiers?) (?:from|of) [A-Z])"
)


def find_victims(text: Text, mentions: Sequence[Mention] = ()) -> Iterable[Mention]:
    """The VICTIM mentions of the text in order of their offsets."""
    found: dict[tuple[str, str, int | None, int], Mention] = {}
    readings = {r.sentence.start: r for r in read_text(text)}
    status: str | None = None
    many: str | None = None
    since = since_many = 0
    counted = _counted_in(text, mentions)
    for sentence in text.sentences:
        reading = readings.get(sentence.start)
        told = [*_by("harmed", _in_sentence(reading))] if reading else []
        own = next(
            (
                s
                for h in (reading.harms if reading else ())
                if (s := _STATUS.get(h.kind)) and not h.denied and not _one(h)
            ),
            None,
        )
        own = own or counted.get(sentence.number)
        if own:
            many, since_many = own, sentence.number
        near = many if many and sentence.number - since_many <= 3 else None
        told.extend(_by("among", _among(sentence.flat)))
        listed = list(_by("listed", _listed(sentence, reading, near, text.upper_case)))
        told.extend(listed)
        if status and sentence.number - since <= 2:
            told.extend(_by("same person", _of_the_same(sentence.flat, status)))
        if near:
            told.extend(_by("part", _copula(sentence, reading, near, text.upper_case)))
            told.extend(_fresh(_by("part", _parts(sentence.flat, near)), told))
        if _NATION.search(sentence.text) or _CITIZENS.search(sentence.flat):
            about = _About(
                own,
                near,
                sentence.number - since_many if many else None,
                status if sentence.number - since <= 2 else None,
            )
            words = reading.words if reading else cut(sentence.flat, text.upper_case)
            told.extend(_by("spoken of", _spoken_of(words, reading, about, told)))
            told.extend(_by("chained", _chained(words, told)))
            if told and not near:
                told.extend(_fresh(_by("part", _parts(sentence.flat, told[0][2].status)), told))
            told.extend(_fresh(_by("stated", _stated_beside(words, reading, about, told)), told))
        if listed:
            many, since_many = listed[0][2].status, sentence.number
        latest = [
            s for h in (reading.harms if reading else ()) if (s := _STATUS.get(h.kind)) and not h.denied and _one(h)
        ]
        if not latest and _ONLY_HURT.search(sentence.flat):
            latest = ["wounded"]
        if latest:
            status, since = latest[-1], sentence.number
        for start, end, value in told:
            mention = Mention.make(text.article, sentence.start + start, sentence.start + end, value, "victims")
            found.setdefault((value.country, value.status, value.count, sentence.number), mention)
    if text.article.published_at is not None and text.article.published_at.year < 1990:
        found = {key: _of_its_day(mention) for key, mention in found.items()}
    return sorted(_without_held_dead(list(found.values())), key=lambda m: (m.span.start, m.span.end))


def _by(rule: str, told: Iterable[tuple[int, int, VictimValue]]) -> Iterator[tuple[int, int, VictimValue]]:
    """What a rule read, under its name, unless it has given a name of its own."""
    return ((start, end, replace(value, rule=value.rule or rule)) for start, end, value in told)


def _counted_in(text: Text, mentions: Sequence[Mention]) -> dict[int, str]:
    """For each sentence with a figure of several people, dead first, what befell them."""
    found: dict[int, str] = {}
    for mention in mentions:
        value = mention.value
        if isinstance(value, TollValue) and (value.value or 0) > 1 and value.party != "attackers":
            number = text.sentence_at(mention.span.start).number
            if value.kind == "killed" or number not in found:
                found[number] = value.kind
        elif isinstance(value, HostagesValue) and (value.value or 0) > 1:
            found.setdefault(text.sentence_at(mention.span.start).number, "hostage")
    return found


def _of_its_day(mention: Mention) -> Mention:
    """The mention with the label of a Germany still divided."""
    value = mention.value
    if isinstance(value, VictimValue) and value.country == "Germany":
        return replace(mention, value=replace(value, country="West Germany (FRG)"))
    return mention


STAGE = Stage("victims", find_victims, frozenset({MentionKind.VICTIM}))


def _one(harm: Harm) -> bool:
    """Whether a harm befell one person, of whom the next sentence may go on to speak."""
    return sum(p.value or 2 for p in harm.parties) == 1 and not harm.parties[0].attackers


def _without_held_dead(found: list[Mention]) -> list[Mention]:
    """Mentions without the hostage rows of people who were killed: theirs is `killed` only."""
    dead = [(m, v) for m in found if isinstance(v := m.value, VictimValue) and v.status == "killed"]
    return [m for m in found if not any(_same_people(m, other, value) for other, value in dead)]


def _same_people(held: Mention, dead: Mention, value: VictimValue) -> bool:
    """Whether a mention of hostages names the very people of a mention of dead."""
    told = held.value
    if (
        not isinstance(told, VictimValue)
        or told.status != "hostage"
        or (told.country, told.count) != (value.country, value.count)
    ):
        return False
    return held.span.overlaps(dead.span) or held.span.quote.lower() == dead.span.quote.lower()


# A toll of years, and no single deed's.
_SINCE = Wording(
    r"\b(?:since|over the (?:years|past|last)|this year|in recent (?:years|months)|every year)\b", re.IGNORECASE
)


def _in_sentence(reading: Reading) -> Iterator[tuple[int, int, VictimValue]]:
    """The nationalities of the people harmed in one sentence."""
    words = reading.words
    latest: tuple[str, ...] = ()
    for harm in reading.harms:
        status = _STATUS.get(harm.kind)
        if status is None or harm.denied:
            continue
        of_them = harm.parties[-1].last if harm.voice in ("active", "noun") else harm.at + 1
        if all(p.attackers for p in harm.parties):
            continue
        if sum(p.value or 0 for p in harm.parties) > 100 and _SINCE.search(words.text):
            continue
        for party in (*harm.parties, *harm.included, *harm.details, *_listed_behind(words, of_them, harm)):
            stated = list(_stated(party, words, status))
            if (
                not stated
                and latest
                and not party.head
                and words.text[party.start : party.end].lower().endswith("more")
            ):
                stated = [(party.start, party.end, VictimValue(country, status, party.value)) for country in latest]
            latest = tuple(value.country for _, _, value in stated) or latest
            yield from stated


def _bare_adjective(party: Party) -> bool:
    """Whether a party is one word that is no noun for people: "Danish" in "12 of them Danish"."""
    return party.form == "name" and not party.certain and party.last - party.first == 1


def _stated(party: Party, words: Words, status: str) -> Iterator[tuple[int, int, VictimValue]]:
    """The nationalities that a party's own words state."""
    if party.attackers or party.form in ("zero", "thing", "reflexive") or _bare_adjective(party):
        return
    count = party.value
    for country in _countries(party, words, official=False):
        yield party.start, party.end, VictimValue(country, status, count)


_ANYBODY = frozenset(
    {"", "person", "people", "civilian", "victim", "foreigner", "tourist", "hostage", "passenger", "other"}
)


def _listed_behind(words: Words, i: int, harm: Harm) -> list[Party]:
    """Parties behind a harm that only say who the harmed are: "died: two Rwandans and …", "…, a German woman among them"."""
    found: list[Party] = []
    k = i
    while k < len(words.words) and words.tags[k] in "pDwWAPaNym'" and k < i + 10:
        k += 1
    generic = harm.parties[0].form == "count" and (harm.parties[0].value or 0) > 1 and harm.parties[0].head in _ANYBODY
    apposed = generic and words.tags[k : k + 1] == "," and any(p.first == k + 1 and p.certain for p in words.parties)
    if apposed or (k < len(words.words) and words.words[k].low in (":", "(", "-", "--", "–", "—")):
        for party in words.parties:
            if party.first > k and party.first < k + 60:
                if (
                    words.tags[party.last : party.last + 1] in ("B", "H", "s", "d", "C")
                    or "s" in words.tags[k : party.first]
                ):
                    break
                if any(words.tags[q] in "B" for q in range(k, party.first)):
                    break
                found.append(party)
        return found
    return [
        party
        for party in words.parties
        if 0 <= party.first - i < 8
        and words.tags[party.last : party.last + 1] == "i"
        and words.words[party.last].low.startswith("among")
    ]


def _listed(
    sentence: Sentence, reading: Reading | None, many: str | None, upper: bool
) -> Iterator[tuple[int, int, VictimValue]]:
    """The victims of a list: "among the dead were six Britons, two Danes and the poet …"."""
    flat = sentence.flat
    lead = _LIST_FIRST.match(flat) or _LIST.search(flat)
    if lead is not None:
        status = _WORD_STATUS.get(lead["word"].lower()) or _told_status(flat, reading)
        whole = lead.start("word")
    else:
        lead = _OTHERS_WERE.search(flat) if many else None
        if lead is None or many is None:
            return
        status, whole = many, -1
    words = reading.words if reading else cut(flat, upper)
    begin = next((k for k, w in enumerate(words.words) if w.start >= lead.end()), len(words.words))
    started = False
    part = next((p for p in words.parties if p.form == "count" and p.part_of and p.start < whole <= p.end), None)
    for party in words.parties:
        if party.first < begin or (not started and party.first > begin + 2):
            continue
        if any(words.tags[k] in "Cs" for k in range(begin, party.first)) or party.first > begin + 80:
            break
        if whole < 0 and not started and party.value is None and words.tags[begin - 2 : begin - 1] == "N":
            continue  # "two were Poles": the count stands before
        if part is not None and not started and party.first <= begin + 1 and party.value is None:
            yield from ((a, b, VictimValue(v.country, status, part.value)) for a, b, v in _stated(party, words, status))
            started = True
            continue
        started = True
        if words.tags[party.first - 1] == "p" and party.first > begin + 1:
            continue
        yield from _stated(party, words, status)


def _told_status(flat: str, reading: Reading | None) -> str:
    """What befell "the victims" or "the casualties" of a sentence."""
    kinds = {_STATUS.get(h.kind) for h in reading.harms} if reading else set()
    if "killed" in kinds or re.search(r"\bvictims\b", flat, re.IGNORECASE):
        return "killed"
    return "casualty"


# "Four were nuns: two Rwandans …. The others were Yemeni guards": who those told before were.
_OTHERS_WERE = Wording(
    rf"(?:^|[;:,] )\W*(?:the (?:others?|rest|remaining \w+)|they|most|{COUNT_WORDS}) (?:were|was|are|is)\b",
    re.IGNORECASE,
)
# "three of them were from Malaysia", "thirty-five are Swiss", "the rest are Iranians", "one is a citizen of Ecuador"
_PART_IS = Wording(
    rf"(?<![\w-])(?:(?P<count>(?i:(?:{COUNT_WORDS}|hundred|thousand|and|[ -])*?{COUNT_WORDS}))|(?i:both|all(?: of them)?|the (?:rest|others?|remaining \w+|remainder)|most))(?: more| others?)?"
    r"(?: (?:of|among) (?:(?:them|whom|these|those(?: [^,.;]{2,40}?)?|the (?:[\w'’-]+ ){0,2}?[\w'’-]+)))? (?:is|are|was|were|being|ARE|WERE|IS|WAS|BEING) (?:all |both |mostly |each )?"
    rf"(?P<body>(?:an? |the )?(?:[\w'’-]+ ){{0,3}}?(?:(?:from|of) (?P<place>{NAME})|[A-Z][\w'’-]+(?i: (?:citizens?|nationals?|subjects?|passport[- ]holders?))?))(?=[\s,.;:)–—]|$)",
)


def _parts(flat: str, status: str) -> Iterator[tuple[int, int, VictimValue]]:
    """Parts of those told before, by the words for a number and a nationality alone."""
    for match in _PART_IS.finditer(flat):
        place = nationality_of_name(match["place"]) if match["place"] else None
        names = (
            [place]
            if place
            else [c for w in re.findall(r"[^\W\d_][\w'’-]*", match["body"]) for c in nations_of_word(w)]
        )
        if not names or _DESCENT.match(flat, match.end()):
            continue
        count = next((n.value for n in find_numbers(match["count"] + " people")), None) if match["count"] else None
        for name in names:
            yield match.start(), match.end(), VictimValue(name, status, count)


_WERE = re.compile(r"\b(?:were|was|are|is) (?:all )?[A-Z]")


def _copula(
    sentence: Sentence, reading: Reading | None, status: str, upper: bool
) -> Iterator[tuple[int, int, VictimValue]]:
    """Parts of those told before: "six of the eighty-five were Bolivian citizens; two were Poles"."""
    if not _WERE.search(sentence.flat):
        return
    words = reading.words if reading else cut(sentence.flat, upper)
    begun = False
    for party in words.parties:
        if party.form != "count" or party.attackers:
            continue
        part = (
            party.part_of in ("number", "them", "whom", "dead", "victim", "victims")
            or (begun and not party.head)
            or party.opening.startswith("the ")
        )
        verb = party.last
        if not part or words.tags[verb : verb + 1] != "B":
            continue
        behind = next((p for p in words.parties if p.first == verb + 1), None)
        if behind is None or behind.attackers:
            continue
        for country in _countries(behind, words):
            begun = True
            yield party.start, behind.end, VictimValue(country, status, party.value)


def _fresh(
    more: Iterable[tuple[int, int, VictimValue]], told: Sequence[tuple[int, int, VictimValue]]
) -> list[tuple[int, int, VictimValue]]:
    """Those of `more` whose words nothing told holds yet."""
    return [m for m in more if not any(a < m[1] and b > m[0] for a, b, _ in told)]


@dataclass(frozen=True, slots=True)
class _About:
    """What a sentence is about: the harm of its own to several people, that of the sentences before, how far back, that to one person."""

    own: str | None
    near: str | None
    distance: int | None
    one: str | None


# Weights of what speaks for or against a nationality being a victim's, found on development articles; LEAST of them together makes it one.
_WEIGHTS = {
    "counted": 1.5,
    "an": 0.5,
    "named": -0.5,
    "several": -1.0,
    "the": -1.5,
    "listed": 1.5,
    "among": 2.0,
    "harm": 1.5,
    "harm_before": 1.0,
    "official": -2.0,
    "speaks": -3.0,
    "agent": -3.0,
    "attacker": -3.0,
    "justice": -2.0,
    "part": 1.0,
    "governed": -0.5,
    "apposed": 1.0,
    "all": 2.0,
    "missing": -3.0,
    "attribute": -2.0,
    "doer": -3.0,
    "is": -1.0,
    "stated": 1.0,
    "victims": 1.0,
    "identified": 1.0,
    "those_of": 2.0,
    "addressed": -4.0,
    "confirmed": 1.5,
    "bare": -1.5,
}
_LEAST = 2.5
_PLAIN = 3.0  # less is a hint where the sentence itself tells of no harm


def _spoken_of(
    words: Words, reading: Reading | None, about: _About, told: Sequence[tuple[int, int, VictimValue]]
) -> Iterator[tuple[int, int, VictimValue]]:
    """People of a stated nationality whom no verb of harm takes, but whom what stands around them makes victims."""
    parties = [
        (p, c)
        for p in words.parties
        if p.form in ("count", "single", "name", "vague") and not p.attackers
        for c in [_nations(p, words)]
        if c
    ]
    if not parties:
        return
    kinds = [
        (h.start, _STATUS[h.kind]) for h in (reading.harms if reading else ()) if not h.denied and h.kind in _STATUS
    ]
    counted = len({c for p, cs in parties for c in cs if p.form in ("count", "single")})
    attackers = any(p.attackers for p in words.parties)
    justice = bool(_JUSTICE.search(words.text))
    for party, nations in parties:
        if any(a < party.end and b > party.start for a, b, _ in told):
            continue
        if (party.value or 0) > 100 and _SINCE.search(words.text):
            continue
        if _bare_adjective(party):
            continue
        signs = set(_signs(party, words))
        if counted > 1 and party.form in ("count", "single"):
            signs.add("listed")
        if kinds:
            signs.add("harm")
        elif about.near or about.one:
            signs.add("harm_before")
        if attackers and party.form != "count":
            signs.add("attacker")
        if justice:
            signs.add("justice")
        score = sum(_WEIGHTS[s] for s in signs)
        if score < _LEAST:
            continue
        rule = "hinted" if score < _PLAIN and not kinds and not about.own else ""
        before = [k for at, k in kinds if at <= party.start] or [k for _, k in kinds]
        told_of = _HELD_OF.search(words.text[max(0, party.start - 40) : party.end])
        status = before[-1] if before else about.near or about.one or ("hostage" if told_of else "casualty")
        for nation in nations:
            yield party.start, party.end, VictimValue(nation, status, party.value, rule)


# What stands between people listed: "a German, Dirk Hase, and the Norwegian …", "two Swedes, 30, and …".
_LINK = re.compile(
    r"(?:(?:,| \()? ?(?:aged )?(?:\d{1,2}|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\)?)?(?:,|;|,? and|,? as well as|,? along with|,? together with|,? plus)(?: also)? $"
)
_NO_LINK = frozenset({"addressed", "official", "speaks", "doer", "attribute", "missing", "agent"})


def _chained(words: Words, told: Sequence[tuple[int, int, VictimValue]]) -> Iterator[tuple[int, int, VictimValue]]:
    """People of a stated nationality in one list with others who were found to be victims."""
    parties = [p for p in words.parties if p.form in ("count", "single", "name", "vague") and not p.attackers]
    known = [(a, b, v.status) for a, b, v in told if v.rule in ("harmed", "listed", "spoken of", "hinted")]
    if not known:
        return
    for step in (1, -1):
        for party in parties[::step]:
            if any(a < party.end and b > party.start for a, b, _ in known):
                continue
            status = next((s for a, b, s in known if _linked(words.text, (a, b), party)), None)
            if status is None or _bare_adjective(party):
                continue
            nations = _nations(party, words)
            if not nations or not _NO_LINK.isdisjoint(_signs(party, words)):
                continue
            known.append((party.start, party.end, status))
            for nation in nations:
                yield party.start, party.end, VictimValue(nation, status, party.value)


def _linked(text: str, told: tuple[int, int], party: Party) -> bool:
    """Whether a party stands next to one told, with nothing but a comma, "and" or a name between them."""
    first, second = sorted((told, (party.start, party.end)))
    return second[0] - first[1] < 60 and _LINK.fullmatch(text[first[1] : second[0]]) is not None


def _stated_beside(
    words: Words, reading: Reading | None, about: _About, told: Sequence[tuple[int, int, VictimValue]]
) -> Iterator[tuple[int, int, VictimValue]]:
    """Victims whose nationality stands beside them: "both carrying Swiss passports", "lost four of its nationals", "one each from X and Y"."""
    if any(p.attackers for p in words.parties):
        return
    kinds = [_STATUS[h.kind] for h in (reading.harms if reading else ()) if not h.denied and h.kind in _STATUS]
    word = _VICTIM_WORD.search(words.text)
    named = _WORD_STATUS.get(word.group().lower(), "killed") if word else None
    others = told[0][2].status if told else None
    status = next((s for s in (*kinds[:1], about.own, named, about.near, about.one, others) if s), None)
    if status is None:
        return
    found: list[Nationals] = [*by_papers(words.text), *of_its_own(words.text), *one_each(words.text)]
    for people in found:
        if _MISSING.search(words.text, max(0, people.start - 60), people.end + 40):
            continue
        for country in people.countries:
            yield people.start, people.end, VictimValue(country, status, people.count)


_VICTIM_WORD = Wording(
    r"\b(?:dead|killed|fatalities|bodies|injured|wounded|hurt|hostages|captives|kidnapped|abducted|lost|mourn(?:s|ed|ing)?|victims)\b",
    re.IGNORECASE,
)


def _signs(party: Party, words: Words) -> Iterator[str]:
    """What the words of a party and those beside it say."""
    opening = party.opening.split(" ")[0]
    text = words.text
    those_of = _THOSE_OF.search(text[max(0, party.start - 40) : party.start]) or _OF_THEM.match(text, party.start)
    if those_of:
        yield "those_of"
    if opening in ("all", "both") or _ALL_BEHIND.match(text, party.end):
        yield "all"
    elif opening == "the" and not (those_of and party.form == "count"):
        yield "the"
    elif party.form == "count":
        yield "counted"
    elif party.form == "single":
        yield "an"
    elif party.form == "name":
        yield "named"
    else:
        yield "several"
    if party.part_of or (party.form == "count" and not party.head):
        yield "part"
    inner = {w.low for w in words.words[party.first : party.last]}
    if not inner.isdisjoint(words_of("official")):
        yield "official"
    tags, i = words.tags, party.last
    while i < len(tags) and tags[i] in "aHB":
        i += 1
    if tags[i : i + 1] == "s" or _TOLD_SO.match(words.text, party.end):
        yield "speaks"
    j = party.first
    while j and tags[j - 1] in "a":
        j -= 1
    if j and words.words[j - 1].low == "by":
        yield "agent"
    elif (
        (j and tags[j - 1] == "i")
        or _AMONG_BEFORE.search(words.text[max(0, party.start - 50) : party.start])
        or _AMONG_BEHIND.match(words.text, party.end)
        or _LEAD.match(words.text, 0, party.start)
    ):
        yield "among"
    elif j and tags[j - 1] == "p" and not those_of:
        yield "governed"
    elif j > 1 and tags[j - 1] == "," and party.form == "single":
        yield "apposed"
    elif j and tags[j - 1] == "B":
        yield "is"
    if j and tags[j - 1] == "B" and _IDENTIFIED.search(text, 0, party.start):
        yield "identified"
    if _OF_VICTIMS.search(text[: party.start]) or party.head in _VICTIM_HEADS:
        yield "victims"
    following = words.words[party.last] if party.last < len(words.words) else None
    last = words.words[party.last - 1]
    if (
        following
        and following.tag == "w"
        and following.low not in follow_words()
        and nations_of_word(words.text[last.start : last.end])
    ):
        yield "attribute"
    if _OF_NATIONALITY.match(words.text, party.end):
        yield "stated"
    if _DOES.match(words.text, party.end):
        yield "doer"
    if _MISSING.search(words.text, max(0, party.start - 60), party.end + 40):
        yield "missing"
    if _CONFIRMED.search(text, 0, party.start):
        yield "confirmed"
    if party.form == "single" and not party.opening and party.last - party.first == 1:
        yield "bare"
    if _ADDRESSED.search(text, 0, party.start):
        yield "addressed"


def _nations(party: Party, words: Words) -> list[str]:
    """The nationalities of a party; "88 of them Australian" and "38 Indonesian" leave the word for people out."""
    found = _countries(party, words)
    if not found and party.form == "count" and (party.part_of or not party.head) and party.last < len(words.words):
        word = words.words[party.last]
        found = nations_of_word(words.text[word.start : word.end])
    return found


_AMONG_BEFORE = re.compile(
    r"\b(?:among|amongst|including|included?|includes|includes?|were|was|are|is|as well as|along with|together with|of whom|of them|dead|victims?|injured|wounded|hostages)[ :,]*(?:also |all |two |both )?$",
    re.IGNORECASE,
)
_AMONG_BEHIND = re.compile(r"[^.;]{0,80}?\b(?:was|were|is|are) (?:one\b|among\b)", re.IGNORECASE)
# "Known dead: …", "Among those named so far: …": what stands behind is a list of victims.
_LEAD = re.compile(
    r"\W*(?:also |so far |[\w'’-]+ ){0,3}?(?:among|known|identified|confirmed|named|the|other) (?:the |those |as )?(?:[\w'’-]+ ){0,2}?(?:dead|killed|victims|casualties|injured|wounded|hostages|named|died|fatalities|identified|lost)\b[^.;]{0,30}?(?::|\b(?:is|are|was|were)\b)",
    re.IGNORECASE,
)
# "the captors of three Swedes", "the families of two Danes": people spoken of as victims are.
_THOSE = (
    r"(?:captors|kidnappers|abductors|killers|murderers|famil(?:y|ies)|relatives|widows?|parents|kin|bod(?:y|ies)|corpses?|remains|coffins?|funerals?|fate|lives|life"
    r"|safety|whereabouts|release|freedom|freeing|disappearance|loss|deaths?|killings?|murders?|kidnappings?|abductions?|seizure|capture|plight|ordeal)"
)
_THOSE_OF = re.compile(rf"\b{_THOSE} of (?:the |its |their )?$", re.IGNORECASE)
_HELD_OF = re.compile(
    r"\b(?:captors|kidnappers|abductors|whereabouts|release|freedom|kidnappings?|abductions?|capture) of ",
    re.IGNORECASE,
)
_OF_THEM = re.compile(rf"(?:the )?{_THOSE} of ", re.IGNORECASE)
# "called on all Danes to leave"
_ADDRESSED = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:up)?on|urg(?:es|ed?|ing)|advis(?:es|ed?|ing)|warn(?:s|ed|ing)?|tell(?:s|ing)?|told|ask(?:s|ed|ing)?|order(?:s|ed|ing)?|instruct(?:s|ed|ing)?"
    r"|remind(?:s|ed|ing)?|caution(?:s|ed|ing)?|appeal(?:s|ed|ing)? to|recommend(?:s|ed|ing)?(?: that)?|advice (?:to|for)|threat(?:s|en|ens|ened|ening)?(?: to| against)?)(?: its| their| the| any| more| other)* $",
    re.IGNORECASE,
)
# "Paris confirmed a Frenchman", "Rome mourns two Italians"
_CONFIRMED = re.compile(
    r"\b(?:confirm(?:s|ed)?|mourn(?:s|ed)?|lost|count(?:s|ed)|identif(?:y|ies|ied)|listed|lists)(?: the (?:deaths?|loss|identity|identities) of)?(?: among the [a-z]+)? $",
    re.IGNORECASE,
)
_ALL_BEHIND = re.compile(r",? (?:all|both|every one|each one)(?=[,.;:)]|$)")
# "both were Swedes", "the other two, a driver and a guide, were citizens of Mali"
_IDENTIFIED = re.compile(
    rf"\b(?:both|all|others?|they|rest|remainder|majority|most|{COUNT_WORDS})\b[^.;:]{{0,80}}\b(?:were|are)(?: all| both| mostly)? (?:the )?$",
    re.IGNORECASE,
)
_OF_VICTIMS = re.compile(
    r"\b(?:victims|dead|casualties|fatalities|injured|wounded|hostages|captives|bodies|kidnapped|abducted|on board|passengers)\b[^.;]{0,140}$",
    re.IGNORECASE,
)
_VICTIM_HEADS = frozenset({"victim", "casualty", "fatality", "hostage", "captive", "detainee"})
_MISSING = Wording(
    r"\b(?:missing|unaccounted|untraced|not been found|still sought|escaped (?:injury|unhurt|unharmed)|(?:was|were) (?:unhurt|unharmed|uninjured))\b",
    re.IGNORECASE,
)
_TOLD_SO = re.compile(r",[^,.;]{2,40}, (?:has |had )?(?:told|said|says|added|recalled)\b")
# What attackers do: "an Australian who shot 51 worshippers", "a Tunisian drove a lorry".
_DOES = re.compile(
    r"(?: (?!(?:were|was|been|being|are|is)\b)[\w'’-]+){0,3}?,? (?:(?:who|that|which) (?:had |has |have |then |later |allegedly )*(?:shot|killed|stabbed|attacked|hijacked|seized|kidnapped|murdered|bombed|hacked)"
    r"|(?:(?:who|that|which) )?(?:had |has |have |then |later |allegedly )*(?:opened fire|open fire|drove|rammed|planted|detonated|blew|threw|pledged|fired|hurled|lobbed|claimed|vowed|swore|walked into|burst into|stormed|ploughed|plowed|swerved))\b",
    re.IGNORECASE,
)
_JUSTICE = Wording(
    r"\b(?:arrest\w*|detain\w*|charged|suspect\w*|sentenced|convict\w*|accus\w*|wanted|trial|court|indict\w*|extradit\w*|interpol|investigat\w*)\b",
    re.IGNORECASE,
)


def _of_the_same(flat: str, status: str) -> Iterator[tuple[int, int, VictimValue]]:
    """Of the one person told before: "He was a dual Israeli-Canadian citizen", "the employee is of Ukrainian nationality"."""
    for match in (*_HE_WAS.finditer(flat), *_HE_IS.finditer(flat)):
        for word in re.findall(r"[A-Z][\w-]+", match["body"]):
            for country in nations_of_word(word):
                yield match.start(), match.end(), VictimValue(country, status, 1)


def _countries(party: Party, words: Words, official: bool = True) -> list[str]:
    """The nationalities that the words of a party, and "of" or "from" behind it, name."""
    found: list[str] = []
    inner = words.words[party.first : party.last]
    skip = 0
    for k in range(len(inner)):
        if k < skip or (k and inner[k - 1].low in ("in", "of", "from")):
            continue
        countries, n = _demonym_at(words.text, inner[k:])
        following = inner[k + n] if k + n < len(inner) else None
        if following and following.low in words_of("institution") and (official or following.low != "ambassador"):
            continue
        skip = k + n
        found.extend(c for c in countries if c not in found)
    if found:
        born = _DESCENT.match(words.text, party.end)
        return [] if born and not _OF.match(words.text, party.end) else found
    of = _OF_NATIONALITY.match(words.text, party.end)
    if of:
        return [c for name in (of["a"], of["b"]) if name for c in nations_of_word(name)]
    if party.head in ("citizen", "national", "one", "") or (
        inner and inner[-1].low in ("citizen", "citizens", "national", "nationals")
    ):
        name = _CITIZEN_OF.match(words.text, party.end)
        if name and party.value != 1 and len(listed := countries_listed(words.text, name.start("name"))[0]) > 1:
            return listed
        country = nationality_of_name(name["name"]) if name else None
        if country:
            return [country]
    origin = _FROM.match(words.text, party.end)
    if origin and not _DESCENT.match(words.text, origin.end()):
        country = _of_place(origin["name"], origin["unit"])
        if country:
            return [country]
    return found


# "a German of Afghan origin" is a German.
_OF = re.compile(r" (?:of|with|by) ")


def _demonym_at(text: str, words: Sequence[Word]) -> tuple[list[str], int]:
    """The nationalities in the words that begin here, of as many words as possible, and their number: "Papua New Guinean" is no Guinean."""
    for n in (3, 2):
        if n <= len(words) and (country := country_of_demonym(text[words[0].start : words[n - 1].end])):
            return [country], n
    return nations_of_word(text[words[0].start : words[0].end]), 1


def _of_place(name: str, unit: str | None) -> str | None:
    """The nationality of people "from the Philippines" or "from Lakeway, Texas"; a bare town or region gives none."""
    country = nationality_of_name(unit or name)
    if country or unit is None:
        return country
    places = [p for p in gazetteer().find(unit) if p.kind == "admin1" and p.country]
    return nationality_of_name(places[0].country) if places and places[0].country else None
