"""Words that tell of violence, with the GTD attack type that each suggests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.codebook.lexicon import Lexicon, forms_of, read_rows
from etl.codebook.wording import Wordings


@dataclass(frozen=True, slots=True)
class TriggerWord:
    """One term. `strength`: 3 tells an attack alone, 2 tells one in plain news, 1 needs company, 0 tells none ("heart attack").

    `flag` is empty, `suicide`, `state` (what state forces do), `clash`, `plot`, `failed`, `accident` or `none`; `noun` is true for
    words that name the event ("blast") and false for those that tell it ("exploded").
    """

    term: str
    attacktype: str
    strength: int
    flag: str
    noun: bool


@dataclass(frozen=True, slots=True)
class TriggerPhrase:
    """A deed that no single word tells: what was taken, driven or thrown decides what kind of attack it was. `flag` is empty or `failed`."""

    pattern: re.Pattern[str]
    attacktype: str
    strength: int
    flag: str


# Word classes that several phrases share, written <NAME> in the data file.
_CLASSES = {
    "<VEHICLE>": r"(?:plane|airliner|jet|aircraft|airbus|boeing|train|express|bus|coach|ferry|ship|vessel|tanker|flight|helicopter|boat|freighter|yacht)",
    "<TAKERS>": r"(?:gunm[ae]n|armed (?:men|group)|militants?|rebels?|separatists?|guerrillas?|hijackers?|terrorists?|attackers?|men|pirates|insurgents?|bandits|kidnappers|raiders|assailants|fighters|jihadis?t?s?|islamists|extremists|militiamen|maoists|cadres)",
    "<PEOPLE>": r"(?:people|persons?|villagers?|m[ae]n|wom[ae]n|girls?|boys?|school(?:girls|boys|children)|pupils?|students?|staff|workers?|passengers?|children|teachers?|nurses?|doctors?|priests?|nuns?|missionar(?:y|ies)|monks?|engineers?|technicians?|tourists?|travell?ers|holidaymakers|hostages?|captives?|soldiers?|"
    r"polic(?:emen|eman|ewoman)|officers?|employees?|managers?|residents?|civilians?|farmers?|labourers?|laborers?|drivers?|contractors?|foreigners?|westerners?|nationals?|citizens?|journalists?|reporters?|crew|members?|officials?|mayors?|judges?|deput(?:y|ies)|families|family|couple|fishermen|traders?|"
    r"businessm[ae]n|aid workers?|sailors?|seam[ae]n|chiefs?|leaders?|commanders?|clerics?|bishops?|pastors?|imams?|lawmakers?|politicians?|councill?ors?|senators?|governors?|lecturers?|peasants?|herders?|pilgrims?|worshippers?|elders?|guards?|lawyers?|sons?|daughters?|wives|wife|brothers?|expatriates?|observers?|diplomats?|americans?|[a-z]{4,}(?:ians?|eans?|ese|ards|iards))",
    "<WORDS>": r"(?:[\w,'-]+ ){0,6}",
}


@cache
def trigger_phrases() -> Wordings[TriggerPhrase]:
    """All phrases, in the order of the data file; they search text as `lowered` returns it."""
    phrases = []
    for row in read_rows("trigger_phrase"):
        pattern = row["pattern"]
        for name, words in _CLASSES.items():
            pattern = pattern.replace(name, words)
        phrases.append(TriggerPhrase(re.compile(pattern), row["attacktype"], int(row["strength"]), row["flag"]))
    return Wordings((phrase.pattern, phrase) for phrase in phrases)


@cache
def trigger_lexicon() -> Lexicon[TriggerWord]:
    """All trigger words in all their forms."""
    return Lexicon(
        (
            form,
            TriggerWord(row["term"], row["attacktype"], int(row["strength"]), row["flag"], row["form"] == "n"),
        )
        for row in read_rows("trigger")
        for form in forms_of(row["term"], row["form"])
    )
