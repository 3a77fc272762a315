"""Groups that no list knows, read from the words around their names: "calling itself", "claimed by the", "a caller said that the".

Enters: a Text. Leaves: the places of such names, each with the group as the text names it. A state's forces, parties in office and papers
are no groups. Pure; time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz import fuzz

from etl.codebook.countries import countries, demonyms_of
from etl.codebook.groups import find_names, fold, group_words, own_names
from etl.codebook.lexicon import Lexicon
from etl.codebook.wording import Wording
from etl.extract.text import Text
from etl.model import GroupValue

_SHORTEST_COUNTRY = 4
ABBREVIATION = re.compile(r"\s{0,2}[(\[]\s?[\"“]?([A-Z][A-Za-z0-9/-]{1,9})[\"”]?\s?[)\]]")
_QUOTED = r"[\"“«']([^\"”»'\n]{3,60})[\"”»']"
_WORD = r"(?:[A-Z]\.)+|[A-Z0-9][\w’'-]*"
_LINK = r"(?:of|the|for|and|with|against|in|de|del|la|los|al|el|e|i|ul|wal|li)"
_CAPITALS = rf"((?:{_WORD})(?:[ \n](?:{_LINK}[ \n]){{0,2}}(?:{_WORD})){{0,7}})"
_SELF = Wording(
    rf"\b(?:(?:call(?:s|ed|ing)?|styl(?:es?|ed|ing)|nam(?:es?|ed|ing)|dub(?:s|bed)|term(?:s|ed)) (?:itself|themselves|himself),?|self-styled|so-called"
    rf"|identif(?:ied|ying) (?:itself|themselves) as|signing (?:itself|themselves))\s*(?:the\s+)?(?:{_QUOTED}|{_CAPITALS})"
)
_CALLED = Wording(
    rf"\b(?:group|outfit|organi[sz]ation|faction|militia|movement|cell|network|gang|alliance|band|guerrillas|party)s?"
    rf",? (?:called|named|known as|by the name of)\s+(?:the\s+)?(?:{_QUOTED}|{_CAPITALS})"
)
_SIGNED = Wording(
    rf"\b(?:in the name of|on behalf of|signed|(?:spoke|speaking|spokesman) for)\s+(?:the\s+|a\s+)?(?:{_QUOTED}|{_CAPITALS})"
)
_KIND = (
    r"(?:group|organi[sz]ation|outfit|faction|movement|cell|band|unit|gang|squad|body|militia|network|alliance|sect)"
)
# What stands between "a group" and its name: "that nobody had heard of", "hitherto unknown".
_UNHEARD = r"(?: (?:(?:that|which|of which|of whom) )?(?:nobody|no one|few|hitherto|previously|until now|not heard)\b[^,.;\n]{0,40})?"
_CLAIMS = (
    r"(?:(?:promptly|later|also|since|then|quickly|immediately|has|have|had) )*(?:said|says|claim(?:ed|s)|announced|wrote|t(?:ook|akes|aken)|admitted|telephoned|phoned|rang|posted|declared"
    r"|sent|issued|put out|released|published|faxed|e-?mailed|assum(?:ed|es)|accept(?:ed|s)|acknowledged|vindicated|avowed|owned|boast(?:ed|s)|signed)\b"
)
_APPOSED = Wording(
    rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]he) (?:[\w-]+ ){{0,3}}?{_KIND}{_UNHEARD},? (?:the )?(?:{_QUOTED}|{_CAPITALS}),? {_CLAIMS}"
)
# One word is a name as well, where commas set it off.
_APPOSED_WORD = Wording(
    rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) (?:[\w-]+ ){{0,3}}?{_KIND}{_UNHEARD}, (?:{_QUOTED}|([A-Z][\w’'-]{{3,}})), (?:has |have |had )?(?:claimed|took|taken|admitted|assumed|accepted|vindicated|avowed|owned)\b"
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
# What bands that no list knows call themselves, believed only where somebody speaks for them or blames them.
_BAND = Wording(
    r"\b(?:Army|Armies|Front|Brigades?|Movement|Battalions?|Regiments?|Commandos?|Cells?|Faction|Militias?|Muj[ah]+id(?:een|in)|Martyrs|Tigers|Cartel|Resistance|Organi[sz]ation|Command|Avengers|Jihad|Forces?|Groups?|Squads?|Gang|Alliance"
    r"|Legions?|Fighters|Nuclei|Warriors|Militants|Left|Band|Guerrillas|Partisans|Sons|Brothers|Brotherhood|Children|Daughters|Friends|Soldiers|Knights|Lions|Eagles|Hawks|Falcons|Wolves|Panthers|Scorpions|Serpents|Swords?|Daggers?|Fist|Hand|Guardians?|Defenders"
    r"|Protectors|Supporters|Followers|Companions|Vanguards?|Columns?|Units?|Phalanx|Falange|Network|Committees?|Council|Union|League|Youths?|Volunteers|Rebels|Insurgents|Revolutionaries|Anarchists|Patriots|Nationalists|Rangers|Dawn|Storm|Vengeance|Revenge|Wrath"
    r"|Ansar|Jund|Ja[iy]sh|Lashkar|Hark?[ae]?kat|Katibat?|Kata[’']?ib|Liwa|Saraya|Tehrik|Jamaa?t|Hizb|Tanzim|Sipah|Sena|Frente|Ej[eé]rcito|Comandos?|Movimiento|Brigadas?|Fracci[oó]n|N[uú]cleos?|C[eé]lulas?|Resistencia|Brigate|Nuclei|Cellules?|Arm[eé]e|Mouvement)\b"
)
# And of these what no party, union or team is called.
_ARMED_BAND = Wording(
    r"\b(?:Brigades|Battalions|Commandos?|Cells|Muj[ah]+id(?:een|in)|Martyrs|Tigers|Avengers|Jihad|Squads|Fighters|Nuclei|Warriors|Militants|Guerrillas|Partisans|Soldiers|Knights|Lions|Eagles|Hawks|Falcons|Wolves|Panthers|Scorpions|Swords?|Guardians|Defenders"
    r"|Vanguards?|Phalanx|Falange|Rebels|Insurgents|Revolutionaries|Vengeance|Revenge|Wrath|Resistance|Militia|Army|Front|Brigade|Battalion|Command)\b"
)
_NAMED = rf"(?:{_QUOTED}|(?<=[Tt]he ){_CAPITALS})"
_ASIDE = r"(?:\s?\([^)\n]{2,15}\))?(?:, [^,.;\n]{3,90},)?"
_ACTS = r"(?:had|has|have|was|were|is|are|did|carried|planted|placed|laid|set|shot|killed|kidnapped|abducted|attacked|bombed|blew|fired|burned|burnt|seized|executed|murdered|staged|ambushed|struck|claim(?:ed|s)|took|takes)\b"
# Somebody unnamed speaks: "a man telephoned to say that the X had done it".
_VOICED = Wording(
    r"\b(?:[Cc]allers?|[Vv]oice|(?:[Mm]an|[Ww]oman|[Pp]erson|[Ss]omebody|[Ss]omeone|[Yy]outh)\b[^.;\n]{0,60}?\b(?:telephon\w+|phon\w+|rang|call\w+|speaking|spoke)|(?:[Tt]ele)?[Pp]hone calls?|[Aa]nonymous \w+)\b"
    rf"[^.;\n]{{0,140}}?\b(?:said|says|say|saying|stated|claim(?:ed|ing|s)|that|announc(?:ed|ing)) (?:that )?(?:the )?{_NAMED}{_ASIDE} {_ACTS}"
)
_SAYS_SO = Wording(
    rf"\b(?:[Tt]he )?{_NAMED}{_ASIDE} (?:said|says|announced|stated|wrote|boasted|declared)\b[^.;\n]{{0,80}}?\b(?:it|they|its (?:men|fighters|members|units?|commandos|militants|soldiers)) (?:had |was |were |is |are |have |has |also )*"
    r"(?:behind|responsible|planted|placed|laid|shot|killed|carried out|kidnapped|abducted|attacked|bombed|blown up|fired|burned|burnt|seized|executed|murdered|staged|ambushed|struck|set (?:fire|off)|done it|did it)\b"
)
_SPOKEN_FOR = Wording(
    rf"\b(?:[Cc]laim(?:ed|ing|s) (?:[\w'’-]+ ){{0,5}}?(?:for|in the name of|on behalf of)|(?:speaking|spoke|speaks|calling|called) (?:for|in the name of|on behalf of)|[Oo]n behalf of|[Ii]n the name of|claim(?:ed|ing|s) to (?:be|represent|speak for|belong to|come from|be calling)(?: (?:from|of|for|with|an? members? of))?"
    rf"|said (?:he|she|they) (?:was|were|spoke|belonged|represented|called)(?: (?:from|of|for|to|with|an? members? of))?|[Ww]e are|[Tt]his is|[Ii]t was|[Uu]sing the name(?: of)?|[Gg][ai]v(?:e|ing) the name(?: of)?|[Tt]he name of|[Ii]nitials of) (?:the )?{_NAMED}"
)
_SIGNED_QUOTE = Wording(
    rf"\b(?:signed|signature|headed|bearing the name|under the name|in the name of)(?: by| of| with)?(?: the (?:words?|name))?,? (?:the )?{_QUOTED}"
)
_BLAMED = Wording(
    r"\b(?:blam(?:ed|es|ing)(?: (?:it|this|the \w+|them|both))?(?: on)?|accus(?:ed|es|ing)|suspect(?:ed|s|ing)?|attribut(?:ed|es|ing) (?:[\w'’-]+ ){0,6}?to|(?:work|handiwork|hand|door|stamp|hallmarks?|doing) of|point(?:ed|s|ing) (?:the finger )?(?:to|at)"
    rf"|(?:members|militants|fighters|gunmen|men|rebels|guerrillas|activists|commandos|followers|leaders?|commanders?) (?:of|from)|(?:carried out|planted|killed|shot|kidnapped|abducted|staged|claimed|set off) by) the {_CAPITALS}"
)
_LOWER_TAIL = re.compile(r" (?:group|cell|brigade|faction|commando|unit|column|movement|organi[sz]ation)$")
_QUOTED_NAME = re.compile(_QUOTED)
_CLAIM_TALK = Wording(
    r"\b(?:responsib\w+|claim\w*|callers?|telephoned|phoned|rang|communiqu\w+|leaflets?|pamphlets?|letters?|fax(?:ed)?|signed|notes?|behind|theirs|credit|e-?mails?)\b"
)
_HEADED = re.compile(rf"(?<![\w’'.-]){_CAPITALS}")
# Units and services of states, and what only sounds like a band.
_STATE_UNIT = re.compile(
    r"\b(?:Fire (?:Brigade|Service|Department)|(?:Rescue|Ambulance|Bomb|Flying|Vice|Drug|Riot|Anti-?[Tt]error\w*|Anti-?[Bb]omb) (?:Squad|Service|Unit|Brigade|Force)|(?:Northern|Southern|Eastern|Western|Central|North|South|East|West|High|Supreme|Joint|General|Regional|Military|Army|Air|Naval|Navy|Operations?|Home|Strategic|Special) Command"
    r"|Reserve (?:Police )?Force|Rapid (?:Action|Response|Reaction) \w+|Frontier (?:Corps|Force|Guards?)|Border (?:Guards?|Force)|(?:Presidential|Republican|Civil|Home) Guard|Peacekeeping Force|Labou?r (?:Front|Movement|Union)|Trade Union)\b"
)
_OFFICIAL = re.compile(
    r"\b(?:Revolutionary Guards?|National Guard|Ministry|Department|Court|Council|Parliament|Police|Air Force|Armed Forces|Defen[cs]e Forces?|Army Radio"
    r"|University|Republic|Committee|Conference|Bank|Party|News|Agency|Institute|Street|Square|Hospital|Church|School|Airport|Embassy|Salvation Army|Red Cross"
    r"|Red Crescent|Security Forces|Special Forces|Royal|Task Force|Multinational|Coast Guard|Observatory|Foundation|Day|Organization of|United Nations|Congress"
    r"|Rapid Deployment|Self-Defen[cs]e Forces|Secretary|Minister|President|General|Summit|Federation|Brigade \d|\d+(?:st|nd|rd|th)|(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth|Fifteenth|Sixteenth|Seventeenth|Eighteenth|Nineteenth|Twentieth|Mobile|Infantry|Armou?red|Mechani[sz]ed|Paratroop|Artillery) (?:Brigade|Battalion|Army|Division|Command))\b"
)
_ARTICLE = re.compile(
    r"(?:(?:suspected|alleged|two|three|four|five|several)\s)?(?:(?:members|rebels|supporters|snipers|guerrillas|fighters|militants|gunmen|military wing|armed wing|commander)\sof\s)?(?:(?:the|an?)\s)?",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(
    {"For", "The", "In", "A", "AFP", "AP", "Reuters", "Islam", "God", "Allah", "Jihad", "People", "President"}
)
_ALIKE = 70  # of 100: how much of its words a name shares with the group that its abbreviation stands for
# What never calls itself a group; committees and councils of all kinds do.
_STATE_BODY = Wording(
    r"\b(?:Ministry|Department|Court|Parliament|Police|Air Force|Government|Radio|University|News|Agency|Secretary|Minister|President|General|Bank|Embassy|Army of the Republic|Armed Forces of the Republic|Hospital|Airport)\b"
)


@cache
def country_words() -> Lexicon[str]:
    """Names and adjectives of countries as folded text has them, short ones aside."""
    terms = [
        (fold(word).text, country.location)
        for label, country in countries().items()
        for word in (label, *country.names, *demonyms_of(label))
    ]
    return Lexicon((word, label) for word, label in terms if len(word) >= _SHORTEST_COUNTRY)


def unlisted(text: Text) -> Iterator[tuple[int, int, GroupValue]]:
    """The places of names that the words around show to be groups', each with the group as the text names it."""
    whole = text.whole
    for pattern in (_SELF, _CALLED, _SIGNED):
        for match in pattern.finditer(whole):
            index = match.lastindex or 1
            name = match[index]
            if index == 1 and not name[:1].isupper():
                continue
            if pattern is _SIGNED and not _MARK.search(name):
                continue
            yield from _as_group(text, match.start(index), name, strict=pattern is _SIGNED, told=pattern is not _SIGNED)
    if text.upper_case:
        return
    for pattern in (_CLAIMANT, _CLAIMED_BY, _ON_BEHALF, _APPOSED, _APPOSED_WORD):
        for match in pattern.finditer(whole):
            index = match.lastindex or 1
            if (" " in match[index] or pattern is _APPOSED_WORD) and match[index][:1].isupper():
                yield from _as_group(text, match.start(index), match[index], strict=False)
    for match in _HEADED.finditer(whole):
        if " " in match[1] and _HEAD.search(match[1]) and _MARK.search(match[1]):
            yield from _as_group(text, match.start(1), match[1], strict=True)
    yield from _framed(text)


def _framed(text: Text) -> Iterator[tuple[int, int, GroupValue]]:
    """Names of bands where somebody speaks for them, where they say that they did it, or where they are blamed."""
    whole = text.whole
    for pattern, band, barred in (
        (_VOICED, _BAND, _is_of_a_state),
        (_SPOKEN_FOR, _BAND, _is_of_a_state),
        (_SAYS_SO, _BAND, _is_official),
        (_BLAMED, _ARMED_BAND, _is_official),
    ):
        for match in pattern.finditer(whole):
            index = match.lastindex or 1
            name = match[index]
            if _is_title(name) and band.search(name) and not barred(name):
                yield from _as_group(text, match.start(index), name, strict=False)
    for match in _SIGNED_QUOTE.finditer(whole):
        if _is_title(match[1]) and (_BAND.search(match[1]) or _MARK.search(match[1])):
            yield from _as_group(text, match.start(1), match[1], strict=False)
    for match in _QUOTED_NAME.finditer(whole):
        name = match[1]
        if _is_title(name) and _BAND.search(name) and not _is_of_a_state(name):
            sentence = text.sentence_at(match.start())
            if _CLAIM_TALK.search(whole[sentence.start : sentence.end].lower()):
                yield from _as_group(text, match.start(1), name, strict=False)


def _is_title(name: str) -> bool:
    """Whether a name has two words or more, all of them written with capitals but the small ones.

    >>> _is_title("Sons of the Valley"), _is_title("Army of one man"), _is_title("Army")
    (True, False, False)
    """
    words = _LOWER_TAIL.sub("", name).split()
    return len(words) > 1 and all(
        word[:1].isupper() or word[:1].isdigit() or word in group_words("small") for word in words
    )


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
    short = ABBREVIATION.match(text.whole, start + len(name))
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


def _is_of_a_state(name: str) -> bool:
    """Whether a unit or a body of a state is named so: "Fire Brigade", "Northern Command"."""
    return bool(_STATE_UNIT.search(name) or _STATE_BODY.search(name)) or _is_countrys_own(name)


def _is_countrys_own(name: str) -> bool:
    """Whether a country's force is named so: "Indian Army"."""
    first, *rest = name.split()
    return (
        len(rest) <= 1
        and bool(country_words().find(fold(first).text))
        and rest[-1:] in (["Army"], ["Forces"], ["Command"])
    )


def _is_official(name: str) -> bool:
    """Whether a state's force or an institution is named so: "Indian Army", "Central Bank"."""
    if _OFFICIAL.search(name) or _STATE_UNIT.search(name):
        return True
    return _is_countrys_own(name)


def _is_person(name: str) -> bool:
    return bool(re.match(r"(?:Mr|Mrs|Dr|Sheikh|Mullah|Abu|President|Gen|Col|Capt|Commander)\b", name))
