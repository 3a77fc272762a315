"""The names in a text that may be places, and what stands around each.

Enters: a Text. Leaves: Candidates in order: countries, capitalised words that the gazetteer knows, and unknown ones that a frame may mark.
Touches package data (the gazetteer, word lists).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from etl.codebook.countries import country_of_demonym, country_of_name, name_pattern
from etl.codebook.gazetteer import Place, gazetteer, place_key, place_words
from etl.codebook.wording import Wording
from etl.extract.pieces import is_everyday
from etl.extract.text import Sentence, Text

_JOINT = r"(?:de|del|della|di|da|do|dos|das|la|las|los|le|les|el|al|ul|ur|es|ez|ed|er|esh|ech|ar|ash|bin|ibn|ould|von|am|aan|sur|sous|upon|y|du|den|der|op)"
_ARTICLE = r"(?:(?:[Aa]l|[Ee]l|as|ad|ar|at|ash|az|an|ez|es)[-–])"
_WORD = r"(?:(?:St|Ste|Mt|Ft)\.\s)?(?:(?:[dlDLOMN])['’])?[A-ZÀ-ÖØ-ÞĀ-ŽḀ-ỿ‘'ʿ][\w'’ʻʿ‘]*(?:[-–][\w'’ʻʿ‘]+)*"
_CHUNK = re.compile(rf"(?<![\w’'-]){_ARTICLE}?{_WORD}(?:\s(?:{_JOINT}\s(?:la\s|las\s|los\s)?)?{_ARTICLE}?{_WORD})*")
# "The Jordan Valley", "Lake Chad": waters run through several countries.
_WATER_AFTER = re.compile(r"\s(?:[Rr]iver|[Vv]alley|[Bb]asin)\b")
_WATER_BEFORE = re.compile(r"\b(?:Lake|River)\s$")
# "Jammu and Kashmir", "Sistan and Baluchestan": a unit whose name joins two.
_PAIR = re.compile(rf"(?<![\w’'-]){_WORD}\s(?:and|&)\s{_WORD}(?:\s{_WORD})?")
_AND = re.compile(r"\s(?:and|&)\s")
_TOKEN = re.compile(r"[^\W\d_][\w'’ʻʿ‘]*(?:[-–][\w'’ʻʿ‘]+)*")
_POSSESSIVE = re.compile(r"['’](?:[sS])?$")
_COMPOUND = re.compile(r"(.{3,})-(?:bound|based|area|born|style|led|trained|run|held|controlled|backed|registered)$")
# "the Bitlis-Tatvan highway": the towns that a road joins.
_ROAD_BETWEEN = re.compile(
    r"(?P<a>[A-ZÀ-Þ][\w'’]{2,})[-–](?P<b>[A-ZÀ-Þ][\w'’]{2,})(?=(?i:\s(?:[a-z]+\s)?(?:highway|road|motorway|expressway|railway|rail|line|route|axis|track|section|sector|stretch|pipeline|bus|train|border|corridor|trail|crossing|ferry|gas\sline|oil\sline)\b))"
)
_MAJORITY = re.compile(
    r"-(?:majority|dominated|populated|speaking|occupied|administered|held|controlled|led|backed|born|ruled)$"
)
_LONGEST = 6  # words of a name: "San Pedro de la Sierra Norte"

MODIFIER = r"(?:(?:(?:north|south|east|west|central|upper|lower|old|downtown|nearby|neighbou?ring|remote|rural|far|restive|volatile|troubled|border|coastal|mostly|predominantly|oil-rich|rebel-held|government-held|kurdish-held|war-torn)[a-z-]*)\s){0,3}"
_LOCATIVE = re.compile(
    rf"(?:\b(?:in|at|near|from|to|of|outside|inside|around|between|towards?|into|through|across|throughout|within|leaving|entering|reached|left|via|over|off|against|on|for"
    rf"|take|taking|took|attack|storm|raid|seize|overrun|enter|reach|leave|strike|bomb|shell|attacked|raided|stormed|seized|captured|hit|struck|targeted|bombed|shelled|beyond|visiting|visited|toured|entered|reaching|besieged|overran|rocked|shook)\s|[/,]\s?)(?:the\s)?{MODIFIER}$"
)
_NOUN_OF = re.compile(r"(?i)\b(?P<noun>[a-z-]+)\s(?P<of>of|called|named|known\sas|at)\s(?:the\s)?$")
_NOUN_BEFORE = re.compile(r"\b(?P<noun>[A-Za-z-]+)\s$")
_NOUN_AFTER = re.compile(r"^\s(?P<noun>[A-Za-z][A-Za-z’'-]*)(?:\s(?P<noun2>[A-Za-z-]+))?")
VICINITY = Wording(
    r"\b(?:near(?:\sto|by)?|(?:just\s)?outside(?:\sof)?|close\s(?:to|by)|not\sfar\sfrom|adjacent\sto|in\sthe\sdirection\sof|beyond|short\sof|on\sthe\s(?:\w+\s)?(?:outskirts|edges?|fringes?|periphery|approaches)\s(?:of|to)|(?:outskirts|suburbs?|vicinity|environs|surroundings)\sof"
    r"|(?:hills|mountains|forests?|fields)\s(?:above|around|near|outside|of)|around|en\sroute\s(?:to|from)|on\sthe\s(?:way|road)\s(?:to|from)|bound\sfor"
    r"|(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west)\sof"
    r"|(?:kilomet(?:er|re)s?|kms?|miles?)\s(?:away\s)?(?:from|outside|of))"
    r"\s(?:the\s)?(?:(?:[\w-]+\s){0,3}(?:town|city|village|hamlet|port|capital|settlement|resort|community)\s(?:of\s|called\s|named\s)?)?$"
)
_BETWEEN = re.compile(r"(?i)\bbetween\s(?:the\s)?(?:[a-z]+\sof\s)?(?:(?-i:[A-Z])[^,.;]{2,40}\sand\s)?$")
_PREPOSITIONS = frozenset(
    {"on", "in", "at", "by", "near", "and", "when", "as", "the", "with", "after", "from", "to", "that"}
)
_ENGLISH_THE = re.compile(r"THE\s")
_DAYS = frozenset({"TODAY"})  # a newspaper's name and, in capitals, the day
_AGENCY = re.compile(r"\d\s?\([^)]{0,60}$")
_ENGLISH_ARTICLES = frozenset({"at", "an", "as", "ad", "az"})
_OUTSIDE_AFTER = re.compile(r"(?i)^['’]s\s(?:outskirts|suburbs|edge)")
_BLOCK_OF = Wording(
    r"\b(?:(?:embass(?:y|ies)|consulates?|consul|president|prime\sminister|minister|government|king|queen|emir|bank|part(?:y|ies)|army|forces|front|voice|flag|sons?|friends"
    r"|movement|union|tigers|council|congress|committee|workers|democrats?|league|federation|association|liberation|youth|alliance|brigades?|companies)\sof"
    r"|(?:ambassadors?|envoys?|attach[eé]s?)\s(?:to|from)|(?:citizens?|nationals?|born|native|natives|immigrants?|migrants?|refugees|originally|came|comes|come|hails?|hailed|people|men|workers|tourists|engineers?|soldiers|students?)\s(?:of|from|in\sfrom)"
    r"|tehrik-i-taliban|tehreek-e-taliban|islamic\sstate\s(?:of|in)|al-qa(?:e|i)da\sin|qaeda\sin|qaida\sin)\s(?:the\s)?$"
)
_FROM_HOME = Wording(
    r"\b(?:passengers|labou?rers|workers|men|women|people|travel+ers|traders|miners|pilgrims|tourists|families|students|teachers|youths?|man|woman|settlers|farmers)\sfrom\s(?:the\s)?$"
    r"|\b(?:return(?:ed|ing|s)?|go(?:ing|es)?|went|c[ao]me|coming|back|flown|flying|brought|taken|head(?:ed|ing)|travel+(?:ed|ing)|driv(?:ing|en)|drove|on\s(?:his|her|their|the|its)\sway|(?:on\s)?(?:his|her|their)\sway\sback|bound|sent)\shome\sto\s$|\bhome\s?town\s(?:of\s)?$"
    r"|\b(?:citizens?|nationals?|born|native|natives|ambassadors?|originally|hails?|hailed)\s(?:of|from|in|to)\s(?:the\s)?$"
)
_STATE_AFTER = re.compile(
    r"(?i)^['’]s?\s(?:\w+\s)?(?:government|foreign|president|prime|minister|army|ambassador|interior|defen[cs]e|parliament|supreme\sleader|ministry|embassy|envoy|leader|king|military|consul|spy|intelligence|ruling|state)"
)
_BORDER_BEFORE = Wording(r"\b(?:borders?|frontier|bordering)\s(?:with|to|of|into)?\s?(?:the\s)?(?:neighbou?ring\s)?$")
_BORDER_AFTER = re.compile(r"^(?:[-–/][A-Z]\w+)?(?:['’]s)?\s(?:border|frontier)\b")
_MISSION_AFTER = re.compile(
    r"^\s(?:[Ee]mbass|[Cc]onsul|[Aa]mbassador|High\sCommission|[Gg]overnment|[Pp]resident|[Pp]rime\s[Mm]inister|[Aa]rmy|[Nn]ationals?\b|[Cc]itizens?\b|[Dd]iplomat)"
)
# "six from Britain", "the war in Iraq", "spying for the United States", "a bridge that leads to Ecuador": countries that are not the deed's.
TOLD_ASIDE = Wording(
    r"(?i)\b(?:(?:wars?|conflict|fighting|invasion|occupation|bombings?|air ?strikes|involvement|presence|intervention|polic(?:y|ies)|troops|soldiers|contingent|elections?|summit|conference|talks|negotiations|exile|deployed|serv(?:ed|ing)|tour of duty)\s(?:in|of|against|on|with|to)"
    r"|(?:spy(?:ing)?|spied|spies|work(?:s|ing|ed)?|inform(?:ing|ers?)?|agents?)\sfor|(?:ties|links|close|loyal|opposed|hostile|allegiance|access|aid|support|visas?|flights?|trips?|visits?)\s(?:to|with|for)"
    r"|(?:extradit|deport|expel|exil|repatriat|smuggl|emigrat|export|import)\w*(?:\s[\w'-]+){0,5}\s(?:to|from|into|in)|(?:forced|driven|thrown|withdrawal|withdraw|pull(?:ing|ed)?|get(?:ting)?)\s(?:out\s)?(?:of|from)|(?:fled|flee|fleeing|refugees?)(?:\s(?:from|to|into))?"
    r"|(?:crossing|crossed|cross|escap\w+|retreat\w*)\s(?:over\s)?(?:back\s)?(?:in)?to|(?:connect|link|lead|run)\w*\s(?:[\w'-]+\s){0,4}(?:to|with)|border\s(?:with|of|between)|bord(?:ers?|ering)(?:\son)?"
    r"|(?:gather|meet|convene)\sin|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|each|others?|some|several|many|m[ae]n|wom[ae]n|worker|officer|soldier|policem[ae]n|peacekeepers?|engineers?|national|members?|nuns?|priest|missionar(?:y|ies))\s(?:each\s)?from)\s(?:the\s)?$"
)
_STREET_AFTER = re.compile(
    r"^\s(?:[Ee]xpress|Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Drive|Square|Plaza|Highway|Alley|Way|Gate)\b"
    r"|^(?:(?:,\s|\s(?:and|AND|&)\s)[A-Z0-9][\w.]*(?:\s[A-Z0-9][\w.]*){0,2})?\s(?:[Ss]treets|STREETS?|[Aa]venues|AVENUES?|[Rr]oads|ROADS?|BOULEVARDS?|HIGHWAYS?|SQUARE|PLAZA)\b"
)
_STREET_BEFORE = re.compile(
    r"\b(?:rue|calle|via|viale|avenida|rua|boulevard|bulevar|carrera|ulitsa|passeig|paseo)\s(?:(?:de|del|della|du|des|di|do|da)\s(?:la\s|las\s|los\s)?|d['’])?$"
)
# "the Chechen town of Shali": a people without a state, before what its town is called.
_ADJECTIVE_AFTER = re.compile(
    r"^\s(?:[a-z-]+\s){0,2}(?:town|city|village|hamlet|capital|port|settlement|province|region|district|resort|enclave)s?\s(?:of\s|called\s)?[A-Z]|^\s(?:regional\s|provincial\s)?capital\b"
)
_ARTICLE_BEFORE = re.compile(
    r"\b(?:an?|the|this|that|another|every|each|some|one)\s(?:[a-z-]+\s){0,2}$"
)  # but "in Raman district of Yala"
_JOINT_SUBJECT = re.compile(r"^(?:,\s[A-Z][\w-]+){0,3}\sand\s(?:the\s)?[A-Z][\w-]+\s(?P<verb>[a-z]+)")
_LEAD = re.compile(r"^[\s(\[*•·–—\"“'-]*$")
CITY = 100_000  # people: such a city has quarters, and its name stands for itself without a preposition


@cache
def word_set(*kinds: str) -> frozenset[str]:
    """The words of several kinds, in small letters."""
    return frozenset(word.casefold() for kind in kinds for word in place_words(kind))


def is_place_noun(word: str) -> bool:
    """Whether a word (in small letters) beside a name tells what kind of place it is: "province", "village", "airport"."""
    return word in word_set("first_order", "second_order", "settlement", "quarter", "facility")


@dataclass(slots=True)
class Candidate:
    """A name that may be a place: `start:end` of its sentence's flat text, what the gazetteer offers and what stands around it."""

    sentence: Sentence
    start: int
    end: int
    words: str
    options: tuple[Place, ...] = ()
    country: str | None = None
    noun: str | None = None
    locative: bool = False
    blocked: bool = False
    person: bool = False
    inside_group: bool = False
    unknown: bool = False
    lead: bool = False
    heading: bool = False
    vicinity: bool = False
    partial: bool = False
    linked: bool = False
    outer: Candidate | None = None
    inner: Candidate | None = None
    owner: Candidate | None = None
    chosen: Place | None = None
    key: str = ""

    def __post_init__(self) -> None:
        self.key = place_key(self.words)

    @property
    def located(self) -> str | None:
        """The country that the name lies in, as far as settled."""
        if self.blocked:
            return None
        return self.country or (self.chosen.country if self.chosen else None)


def _chunks(sentence: Sentence, shouted: bool) -> Iterator[list[tuple[int, int]]]:
    """Runs of words that may hold a name, as token offsets: capitalised words, or any words of a text in capitals."""
    flat = sentence.flat
    if not shouted:
        for match in _CHUNK.finditer(flat):
            run: list[tuple[int, int]] = []
            for token in _TOKEN.finditer(match.group()):
                run.append((match.start() + token.start(), match.start() + token.end()))
                if token.group().endswith(("'s", "’s")):
                    yield run
                    run = []
            if run:
                yield run
        return
    run = []
    for token in _TOKEN.finditer(flat):
        if run and flat[run[-1][1] : token.start()] != " ":
            yield run
            run = []
        run.append(token.span())
    if run:
        yield run


def _bare(flat: str, lo: int, hi: int) -> tuple[str, int]:
    """The words without a possessive, and where they end."""
    trimmed = _POSSESSIVE.sub("", flat[lo:hi])
    return trimmed, lo + len(trimmed)


def find_candidates(text: Text) -> list[Candidate]:
    """Every name of the text that the gazetteer knows, every country, and every other name that a frame might mark."""
    found: list[Candidate] = []
    capitals = text.upper_case
    for sentence in text.sentences:
        flat = sentence.flat
        shouted = capitals or (len(flat) > 25 and flat.isupper())
        states = {
            m.start(): m.end() for m in name_pattern().finditer(flat) if not (shouted and m.group() in ("US", "CAR"))
        }
        names = [name for chunk in _chunks(sentence, shouted) for name in _names_in(sentence, chunk, states, shouted)]
        for pair in _joined_units(sentence):
            names = [n for n in names if n.end <= pair.start or n.start >= pair.end] + [pair]
        known = [n for n in names if not n.unknown]
        starts = [n.start for n in known]
        for lo, hi in states.items():
            words = flat[lo:hi]
            at = bisect_right(starts, lo) - 1
            if at >= 0 and hi <= known[at].end and known[at].end - known[at].start > hi - lo:
                continue  # "New Mexico", "Gaza City"
            if _WATER_AFTER.match(flat, hi) or _WATER_BEFORE.search(flat, max(0, lo - 8), lo):
                continue
            options = gazetteer().find(words) if words not in ("US", "UK") else ()
            names.append(Candidate(sentence, lo, hi, words, options, country=country_of_name(words)))
        found.extend(names)
    return sorted(found, key=lambda c: (c.sentence.number, c.start, c.unknown))


def _joined_units(sentence: Sentence) -> Iterator[Candidate]:
    """The first-order units of a sentence whose names join two by "and"."""
    for match in _PAIR.finditer(sentence.flat):
        words = match.group()
        while _AND.search(words) and not (options := gazetteer().find(words := _POSSESSIVE.sub("", words))):
            words = words.rpartition(" ")[0]
        if _AND.search(words) and any(option.kind == "admin1" for option in options):
            yield Candidate(sentence, match.start(), match.start() + len(words), words, options)


def _names_in(
    sentence: Sentence, chunk: list[tuple[int, int]], states: dict[int, int], shouted: bool
) -> Iterator[Candidate]:
    """The known names of a run of words, longest first from each word; then the whole run, which a frame may mark."""
    flat = sentence.flat
    common = word_set("common", "person") if shouted else frozenset()
    first = 0
    while (
        first < len(chunk)
        and (low := flat[chunk[first][0] : chunk[first][1]].casefold())
        and (low in word_set("function") or low in common or _MAJORITY.search(low))
        and not (
            low in word_set("direction")
            and first + 1 < len(chunk)
            and gazetteer().find(flat[chunk[first][0] : chunk[first + 1][1]])
        )
    ):
        first += 1
    known = whole = False
    i = first
    while i < len(chunk):
        step = 1
        lo = chunk[i][0]
        longest = min(len(chunk), i + _LONGEST)
        if longest - i > 2 and not gazetteer().begins_longer(flat[lo : chunk[i + 1][1]]):
            longest = i + 2
        for j in range(longest, i, -1):
            words, hi = _bare(flat, lo, chunk[j - 1][1])
            if place_key(words) in word_set("region"):
                known, step, whole = True, j - i, True
                break
            if states.get(lo) == hi:
                known, step = True, j - i
                break
            if not (_may_be_name(flat, chunk[i:j], words, shouted) or _is_heading(flat, lo, hi)):
                continue
            options = gazetteer().find(words)
            if not options and j - i == 1 and (ends := _ROAD_BETWEEN.match(flat, lo)) and ends.end("b") == hi:
                for part in ("a", "b"):
                    if towns := gazetteer().find(ends.group(part)):
                        yield Candidate(sentence, ends.start(part), ends.end(part), ends.group(part), towns)
                known, whole = True, True
                break
            if not options and j - i == 1 and (stem := _COMPOUND.match(words)):
                words = stem.group(1)
                hi = lo + len(words)
                options = gazetteer().find(words)
            if options and (country_of_demonym(words) is None or _region_follows(flat, hi)):
                partial = i > first or j < len(chunk)
                known, step = True, j - i
                whole = whole or not partial
                yield Candidate(sentence, lo, hi, words, options, partial=partial)
                break
        i += step
    if shouted:
        yield from _framed_names(sentence, chunk)
    if first < len(chunk) and not shouted and not whole:
        last = len(chunk)
        while last - 1 > first and is_place_noun(noun := flat[chunk[last - 1][0] : chunk[last - 1][1]].casefold()):
            if noun in ("island", "islet"):
                break  # "Manda Island" is called so
            last -= 1
        words, hi = _bare(flat, chunk[first][0], chunk[last - 1][1])
        if (
            last - first <= 4
            and len(words) > 2
            and (not known or last - first > 1)
            and not any(chunk[first][0] <= a < hi for a in states)
        ):
            yield Candidate(sentence, chunk[first][0], hi, words, unknown=True)


_JOINTS = frozenset({"de", "del", "la", "las", "los", "el", "al", "y", "di", "da", "do", "dos"})


def _framed_names(sentence: Sentence, run: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    """Names in capitals that only a noun beside them marks: "THE HAMLET OF EL PESEBRE", "DOLAYLI VILLAGE", "VILLAGE LAS CRUCES"."""
    flat = sentence.flat
    words = [flat[lo:hi].casefold() for lo, hi in run]
    for first, last in [*_beside_noun(words), *_behind_relation(words)]:
        name = flat[run[first][0] : run[last - 1][1]] if first < last else ""
        if len(name) > 3 and not gazetteer().find(name) and country_of_demonym(name) is None:
            yield Candidate(sentence, run[first][0], run[last - 1][1], name, unknown=True)


def _beside_noun(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the name begins and ends that stands behind a settlement's or district's noun, else before it."""
    for n, word in enumerate(words):
        if word not in word_set("settlement", "second_order"):
            continue
        if n + 2 < len(words) and words[n + 1] in ("of", "called", "named"):
            first, last = n + 2, _name_end(words, n + 2, framed=True)
        else:
            first, last = n + 1, _name_end(words, n + 1, framed=False)
        if last <= first:
            first = last = n
            while first and n - first < 3 and not _is_plain(words[first - 1]):
                first -= 1
        yield first, last


def _behind_relation(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the name begins and ends that stands behind "near", "close to", "km from", "the mayor of"."""
    for n, word in enumerate(words[:-1]):
        if word in _BEFORE_TOWN or (word in ("of", "from", "to") and n and words[n - 1] in _TOWN_WORDS):
            yield n + 1, _name_end(words, n + 1, framed=False)


# "NEAR VINZOS", "AT RAZUHUILLCA", "CLOSE TO SHANAO", "12 KM FROM TIL TIL", "THE MAYOR OF LISLIQUE"
_BEFORE_TOWN = frozenset({"near", "outside", "at", "in", "beyond", "between"})
_TOWN_WORDS = frozenset(
    [
        "close",
        "next",
        "km",
        "kms",
        "kilometers",
        "kilometres",
        "miles",
        "north",
        "south",
        "east",
        "west",
        "outskirts",
        "vicinity",
        "mayor",
        "alcalde",
        "residents",
        "inhabitants",
        "villagers",
        "dwellers",
        "townspeople",
        "peasants",
        "prefect",
        "parish",
        "market",
        "garrison",
        "massacre",
        "streets",
        "approaches",
        "entrance",
    ]
)


def _is_plain(word: str) -> bool:
    return word in word_set("function", "common", "person", "title") or is_everyday(word) or is_place_noun(word)


def _name_end(words: Sequence[str], first: int, *, framed: bool) -> int:
    """Where a name that begins at `first` ends; `first` where none does. Behind "of" it may begin with any word."""
    at = first
    while at < len(words) and words[at] in word_set("opens_name"):
        at += 1
    if at == len(words) or words[at] in word_set("function") or is_place_noun(words[at]):
        return first
    if _is_plain(words[at]) and not (at > first or (framed and words[at] not in word_set("common", "person", "title"))):
        return first
    at += 1
    while at < len(words) and (not _is_plain(words[at]) or words[at] in _JOINTS):
        at += 1
    while words[at - 1] in _JOINTS:
        at -= 1
    return at


def _region_follows(flat: str, end: int) -> bool:
    """Whether a people's word is a unit's name here: "Somali region"."""
    following = _NOUN_AFTER.match(flat[end : end + 20])
    return following is not None and following.group("noun").casefold() in ("region", "state", "province")


_HEADING_ENDS = re.compile(r"(?:\s\([^)]{1,40}\))?(?:,\s[A-Z0-9]|\s?[–—]\s?|\s-{1,2}\s|:\s|\.(?:\s|$)|/[A-Z])")


def _is_heading(flat: str, start: int, end: int) -> bool:
    """Whether a short word in capitals heads a report, as a town does, and no acronym: "LIMA, May 3 -", "MOY. A coal merchant"."""
    word = flat[start:end]
    return (
        word.isupper()
        and 2 < len(word) <= 4
        and bool(_LEAD.match(flat[:start]))
        and word.casefold() not in word_set("common", "function", "never_alone")
        and bool(_HEADING_ENDS.match(flat[end : end + 48]))
    )


def _may_be_name(flat: str, tokens: Sequence[tuple[int, int]], words: str, shouted: bool) -> bool:
    """Whether the words are worth a look: no single function word or acronym, in capitals no English phrase."""
    if len(tokens) == 1:
        low = words.casefold()
        if len(words) < 3 or low in word_set("function") or low in word_set("never_alone"):
            return False
        return low not in word_set("common") if shouted else not (words.isupper() and len(words) <= 4)
    last = flat[tokens[-1][0] : tokens[-1][1]].casefold()
    if last in word_set("function") and (shouted or not flat[tokens[-1][0]].isupper()):
        return False  # but "Elon More"
    if shouted and flat[slice(*tokens[0])].casefold() in _ENGLISH_ARTICLES:
        return False  # "AT UCHIZA" is no Arabic name
    return not shouted or any(
        (low := flat[a:b].casefold()) not in word_set("common", "person") and low not in word_set("function")
        for a, b in tokens
    )


# So many heads in capitals make a list of items; of so many the gazetteer must know the name.
_HEADS, _SHARE_KNOWN = 3, 0.4


def mark_headings(candidates: Sequence[Candidate]) -> None:
    """Mark the names in capitals that head the items of a list, the unknown ones too: "LURGAN. Three soldiers were hurt"."""
    heads: dict[int, list[Candidate]] = {}
    for c in candidates:
        flat = c.sentence.flat
        if (
            not c.sentence.is_title
            and c.words.isupper()
            and _LEAD.match(flat[: c.start])
            and re.match(r"\s?[–—:.](?:\s|$)|\s-\s", flat[c.end : c.end + 4])
        ):
            heads.setdefault(c.sentence.paragraph, []).append(c)
    known = [p for p, found in heads.items() if any(c.options or c.country for c in found)]
    if len(heads) >= _HEADS and len(known) >= _SHARE_KNOWN * len(heads):
        for found in heads.values():
            for c in found:
                c.heading = True


def look_around(c: Candidate, shouted: bool) -> None:
    """Fill in the noun beside the name, the preposition before it, and what forbids it to be a place."""
    flat = c.sentence.flat
    before, after = flat[max(0, c.start - 70) : c.start].replace("  ", " "), flat[c.end : c.end + 60]
    low = before.lower()
    c.lead = bool(_LEAD.match(flat[: min(c.start, 12)])) if c.start < 12 else False
    c.locative = bool(_LOCATIVE.search(low))
    c.vicinity = bool(VICINITY.search(low) or _BETWEEN.search(before) or _OUTSIDE_AFTER.match(after))
    following_match = _NOUN_AFTER.match(after)
    following = following_match.group("noun") if following_match else ""
    second = (following_match.group("noun2") or "") if following_match else ""
    if {following, second} & word_set("facility") and following not in _PREPOSITIONS:
        c.vicinity = c.vicinity and bool(_OUTSIDE_AFTER.match(after))  # "outside Athens tax office" is in Athens
    _name_noun(c, before, following.casefold(), second.casefold())
    previous = _word_before(before)
    capital_follows = following[:1].isupper() and not shouted
    if (
        previous.rstrip(".,").casefold() in word_set("title")
        and not previous.endswith(",")
        and (previous[:1].isupper() or not c.lead)
    ):
        c.blocked = c.person = True
    organised = following.casefold() in word_set("organisation") and not (shouted and following in _DAYS)
    if organised and (capital_follows or shouted) and c.noun is None:
        c.blocked = True
    if (
        capital_follows
        and second[:1].isupper()
        and second.casefold() in word_set("organisation")
        and not is_place_noun(following.casefold())
    ):
        c.blocked = True
    if before.endswith("Bank of ") and not shouted:
        c.blocked = True  # "the Bank of Boston"
    if c.country == "International" or (c.country and before.endswith(" New ") and not c.lead):
        c.blocked = c.person = True  # "CIS peacekeepers", "New Canada station"
    of_unit = any(p.kind in ("admin1", "region") and p.main for p in c.options)
    if _FROM_HOME.search(low) or (_BLOCK_OF.search(low) and (c.country or c.unknown or of_unit)):
        c.blocked = True
    if (
        shouted
        and not c.country
        and (previous.casefold() in word_set("person") or following.casefold() in word_set("person"))
    ):
        c.blocked = c.person = True
    if shouted and _ENGLISH_THE.match(c.words) and all(p.population < CITY for p in c.options):
        c.blocked = True  # "AT THE ENTRANCE OF THE BANK"
    if ")" in after and _AGENCY.search(before):
        c.blocked = True  # "SAN SALVADOR, 31 OCT 89 (RADIO SONORA) --"
    if c.partial and not shouted and not c.country:
        _glued(c, previous, following if capital_follows else "")
    of_people = c.words[-1:] == "i" and (
        is_everyday(c.words) or c.key in word_set("people") or country_of_demonym(c.words) is not None
    )  # but "the Archi district of Kunduz"
    if (c.words[-2:] in ("an", "en", "sh", "se", "ic") or of_people) and _ARTICLE_BEFORE.search(low):
        small = all(p.population < CITY for p in c.options)
        c.blocked = c.blocked or (small and c.country is None and bool(_ADJECTIVE_AFTER.match(after)))
    if not shouted and c.country is None and c.noun is None and _named_thing(c, before, after):
        c.blocked = True
    if following in _WATERS and c.country is None:
        c.blocked = True  # "the mouth of Manila Bay"
    if _STREET_BEFORE.search(low):
        c.blocked = True
    if _STREET_AFTER.match(after):
        c.blocked = True
    if c.country and (_MISSION_AFTER.match(after) or _BORDER_BEFORE.search(low) or _BORDER_AFTER.match(after)):
        c.blocked = True
    if c.country and c.words.isupper() and before.endswith("(") and after.startswith(")") and not shouted:
        c.blocked = c.person = True  # "the Popular Resistance Committees (PRC)"
    if _STATE_AFTER.match(after) and (c.country is None or not c.locative):
        c.blocked = True
    if not c.locative and (joint := _JOINT_SUBJECT.match(after)) and joint.group("verb") in word_set("metonym"):
        c.blocked = c.blocked or c.country is None
    if not c.locative and following.casefold() in word_set("metonym"):
        c.blocked = c.blocked or c.country is None
    if c.country and low.endswith(" the ") and not c.sentence.is_title and _HOUSE_OF_NAME.match(after):
        c.blocked = c.person = True  # "the Ireland school" of Lima
    if c.country and not shouted:
        _state_as_name(c, previous, following if capital_follows else "")
    if (
        c.country
        and c.words.replace(".", "") in ("US", "UK", "UAE", "USA")
        and not c.locative
        and re.match(r"^\s[A-Za-z]", after)
    ):
        c.blocked = True


def _word_before(before: str) -> str:
    """The word that one blank parts from a name; "" where none does.

    >>> _word_before("the town of "), _word_before("in the ("), _word_before("of  ")
    ('of', '', '')
    """
    head, blank = before[:-1], before[-1:]
    return head.rsplit(maxsplit=1)[-1] if blank.isspace() and head[-1:].strip() else ""


_HOUSE_OF_NAME = re.compile(
    r"(?i)^\s(?:(?:primary|secondary|high|girls|boys)['’]?\s)?(?:schools?|college|hotel|hospital|bank|clinic|park|stadium|avenue|street|theat(?:re|er)|cinema|plaza|building|restaurant|pharmacy|supermarket|club)\b"
)
_WATERS = frozenset(
    {"Bay", "Gulf", "Lake", "River", "Sea", "Strait", "Channel", "Canal", "Dam", "Desert", "Forest", "Falls"}
)


def _named_thing(c: Candidate, before: str, after: str) -> bool:
    """Whether "the" makes a town's name that of a house or a ship: "at the Red Lion in Torrevieja"."""
    towns = all(p.kind == "settlement" for p in c.options)
    article = before.endswith((" the ", "The ")) or before == "the "
    return (
        bool(c.options)
        and towns
        and article
        and bool(re.match(r"^(?:[.,;:)]|\s(?:in|on|at|near|and|was|were|had|is|by|as|when|where|with)\b)", after))
    )


def _name_noun(c: Candidate, before: str, following: str, second: str) -> None:
    """The noun that tells what the name is of: "X province", "the town of X", "Mexican city X"."""
    of = _NOUN_OF.search(before)
    if of is not None:
        noun, at = of.group("noun").casefold(), of.group("of").casefold() == "at"
        name = re.search(r"(?P<word>[A-ZÀ-Þ][\w'’-]*)\s$", before[: of.start()])
        named = name is not None and name["word"].casefold() not in word_set(
            "function"
        )  # "IN THE CANTON OF" names none
        # "The town of X" is X; "the X area of Y" and "the gates of Y" lie in Y.
        if noun in word_set("settlement") or (not at and not named and noun in word_set("first_order", "second_order")):
            c.noun = noun
    if following in ("area", "border", "region") or (
        following in word_set("facility")
        and following not in word_set("first_order", "second_order", "settlement", "quarter")
    ):
        c.noun = c.noun or following
    elif is_place_noun(following):
        c.noun = following
    elif following in word_set("before_noun") and is_place_noun(second):
        c.noun = second
    elif (
        c.noun is None
        and (noun := _NOUN_BEFORE.search(before))
        and noun.group("noun").casefold() in word_set("settlement", "second_order")
    ):
        c.noun = noun.group("noun").casefold()


def _glued(c: Candidate, previous: str, following: str) -> None:
    """Forbid a known name inside a longer one that is no place: "Kashmir Singh", "Bank of Georgia"."""
    low = previous.casefold()
    if low in word_set("street"):
        c.blocked = True
    if (
        previous[:1].isupper()
        and previous[-1:].isalpha()
        and not previous.endswith(("'s", "’s"))
        and low not in word_set("function")
        and low not in word_set("direction")
        and not is_place_noun(low)
        and not (previous.isupper() and len(previous) <= 5)
        and country_of_demonym(previous) is None
        and low not in word_set("common")
    ):
        c.blocked = c.person = True
    if (
        following
        and not is_place_noun(following.casefold())
        and (country_of_demonym(following) is None or _COMPANY_AFTER.match(c.sentence.flat[c.end : c.end + 40]))
        and following.casefold() not in word_set("common")
    ):
        c.blocked = c.person = True


_COMPANY_AFTER = re.compile(r"^\s[A-Z][\w-]+\s[A-Z]")  # "Royal Dutch Shell"


def _state_as_name(c: Candidate, previous: str, following: str) -> None:
    """Forbid a country's name that is a person's: "Hermes Flor Montenegro", "Jordan Smith"."""
    low = previous.casefold()
    if previous[:1].isupper() and previous.isalpha() and not previous.isupper() and not c.locative:
        known = (
            low in word_set("function")
            or low in word_set("direction")
            or is_place_noun(low)
            or low in word_set("common", "region")
        )
        if not known and country_of_demonym(previous) is None and country_of_name(previous) is None:
            c.blocked = c.person = True
    if (
        c.key in word_set("person_country")
        and following
        and not is_place_noun(following.casefold())
        and following.casefold() not in word_set("common")
    ):
        c.blocked = c.person = country_of_demonym(following) is None
