"""Words that tell of violence, with what the sentence says of them: done or only planned, by whom, with what end.

Enters: a Text. Leaves: TRIGGER mentions. Touches nothing but the codebook's word list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from etl.codebook.groups import states_own
from etl.codebook.lexicon import Hit
from etl.codebook.triggers import TriggerWord, trigger_lexicon, trigger_phrases
from etl.codebook.wording import Wording
from etl.extract.place_context import group_names
from etl.extract.stage import Stage
from etl.extract.text import Text, without
from etl.model import Mention, MentionKind, TriggerValue

NAME = "triggers"

# How far a cue may stand before a trigger: a clause of plain news prose seldom runs longer.
_REACH = 70

_UNREAL_BEFORE = Wording(
    r"(?:\b(?:plan(?:s|ned|ning)?|plot(?:s|ted|ting)?|conspir\w+|intend(?:s|ed|ing)?|intention|prepar(?:e|es|ed|ing)|threat(?:s|en|ens|ened|ening)?"
    r"|foil(?:s|ed|ing)?|thwart(?:s|ed|ing)?|prevent(?:s|ed|ing)?|avert(?:s|ed|ing)?|disrupt(?:s|ed|ing)?|warn(?:s|ed|ing)?|fear(?:s|ing)?|feared a|"
    r"possib(?:le|ility)|potential|imminent|future|simulat\w+|mock|rehears\w+|drill|exercise|imagin\w+|fictional|hypothetical|"
    r"could|might|(?<!in )(?<!of )(?<!since )may(?! \d)|would(?! not have)|will|shall|wants?|wanted|ready|hop(?:e|es|ed|ing)|meant|about to|in case of|risk of|"
    r"urg(?:e|es|ed|ing)|cease|ceasing|halt|stop(?:ping)?|"
    r"train(?:ed|ing)? (?:for|to)|capable of|charged with planning|accused of planning|ban(?:s|ned)? on|ended|renounce\w*)\b)"
    r"[^.;:,\"“”]{0,45}$"
)
_UNREAL_MODAL_VERB = re.compile(
    r"\b(?:to|could|might|(?<!in )may|would|will|shall|can|must|should|cannot|not|never|n't)\s+(?:have\s+|be\s+|not\s+)?$"
)
_REAL_BEFORE_TO = Wording(
    r"\b(?:tried|trying|attempted|attempting|attempt|managed|(?:were|was) able|used|began|started|continued|sought|came|went|proceeded|had) to\s+$|\bbefore\s+\w+ing to\s+$"
)
_SCARE = re.compile(r"[\"“‘']\s*(?:terror |bomb |terrorist )?$")
_STATE = (
    rf"(?:police(?:men|man)?|cops?|troops?|soldiers?|security (?:forces?|personnel|agents|guards?)|{states_own('army')}|military|commandos|marines?|special forces|special squad|riot squad|"
    rf"air force|air force jets?|jets?|fighter jets?|jet fighters?|warplanes?|war planes?|aircraft|helicopters?|gunships?|navy|coalition|nato|{states_own('forces')}|snipers|troopers|"
    rf"government (?:forces|troops)|officers?|officer [a-z]+ [a-z]+|gendarmes?|junta|idf|border guards?|national guard(?:smen)?|paramilitary (?:police\w*|troops|soldiers|forces?|rangers|personnel|units?)|{states_own('paramilitaries')}|"
    r"battalion|patrol|regime|rangers|red berets|presidential guards?|"
    r"(?:u\.?s\.?|american|israeli|russian|turkish|french|british|ethiopian|kenyan|syrian|iraqi|saudi|indian|pakistani|iranian|ukrainian|armenian|azerbaijani|coalition|government|regime|army) "
    r"(?:troops|forces|soldiers|army|military|jets|planes|aircraft|bombers|drones?|navy|marines|artillery|missiles?|tanks|gunships|warships))"
)
_STATE_SUBJECT = Wording(
    _STATE
    + r"(?:\s+of (?:the )?[a-z]+ (?:military|army|air force|navy|armed forces))?"
    + r"(?:\s+(?:have|has|had|then|also|later|first|in [a-z]+|eventually|finally|nevertheless|fatally|reportedly|allegedly|overnight))*\s*"
    r"(?:,[^;.]{0,60},\s*)?$"
)
_STATE_ACTING = Wording(_STATE + r"\s+(?:were|was|had been)\s+$")
_STATE_AGENT = Wording(
    r"^[^.;,]{0,30}?\bby (?:the |a |an |some |armed |riot |local |federal |government |two |three |off-duty |us |u\.s\. |israeli |american |special |undercover |plainclothes |plain-clothes |the state |iraqi |turkish |russian |saudi )*"
    + _STATE
    + r"\b"
)
_FIGHTERS = (
    r"(?:militants?|rebels?|insurgents?|guerrill?as?|extremists?|separatists?|terrorists?|subversives?|maoists?|naxal(?:ite)?s?|jihadis?t?s?|islamists?|fighters|cadres?|infiltrators?|"
    r"(?:[\w-]+ )?(?:group|gang|cell|militia|rebel) (?:members?|fighters)|members? of (?:the |a |an )?[^.;,]{0,30}(?:group|gang|cell|militia|rebels)|gunm[ae]n|bandits?|dacoits?|suspects?|outlaws?|militiam[ae]n|mutineers?)"
)
# "Soldiers pursuing insurgents shot dead two rebels": whoever fights them, with forces as the last who were named before.
_KILLS_FIGHTERS = re.compile(
    r"\s(?:(?:at least|about|some|around|nearly|more than|up to|as many as|an estimated|a total of|over) )?(?:[\w-]+ ){0,4}?"
    + _FIGHTERS
    + r"\b"
)
_SOME_OF_THEM = re.compile(r"\s(?:[\w-]+ ){1,3}of them\b")
_NAMES_FIGHTERS = re.compile(r"\b" + _FIGHTERS + r"\b")
_FORCES_BEFORE = Wording(_STATE + r"\b[^.;:\"“”]{0,70}$")
_OTHERS_BETWEEN = re.compile(
    r"\b(?:said|says|told|reported|announced|according to|where|when|after which|but|while)\b|\b"
    + _FIGHTERS
    + r" (?:then |later |also |had |have )?$"
)
_FIGHTERS_WERE = re.compile(_FIGHTERS + r"\s(?:were|was|have been|had been|has been) (?:also |later )?$")
_IN_OPERATION = Wording(
    r"^[^.;]{0,60}?\b(?:in|during|by|when|as|after|with) (?:an? |the |two |three |several |separate |what \w+ called )*(?:[\w'-]+ ){0,3}?(?:operations?|raids?|encounters?|shoot-?outs?|gun ?battles?|gunfights?|exchanges? of fire|clash(?:es)?|sweeps?|manhunt|troops|soldiers|security forces|army|police|marines|commandos|rangers)\b"
)
# "Soldier hacked to death in Woolwich": a participle with nobody behind it is passive, in headlines and appositions.
_HEADLINE_PASSIVE = re.compile(r"\s*(?:$|[.,;:)]|(?:in|at|by|near|outside|during|after|as|while|when|and)\b)")
_DISGUISED = Wording(
    r"\b(?:dressed|disguised|posing|masquerading|attired|dressed up) (?:up )?as (?:an? )?[\w ]{0,25}$|\b(?:in|wearing) (?:\w+ ){0,2}uniforms? $"
)
_HAS_OBJECT = re.compile(r"^(?:open fire|fire|raid|storm)|\b(?:the|him|her|them|an?|of|\d+)\b")
_IN_STRIKE = re.compile(
    r"\s*(?:[\w,'-]+ ){0,5}(?:in|by) (?:an? |the )?(?:[\w.]+ )?(?:air ?strikes?|air raids?|drone strikes?|missile strikes?|air attacks?|shelling by)\b"
)
_PASSIVE = re.compile(r"\b(?:were|was|been|being|be|is|are|got|get)\s+(?:\w+ly\s+|also\s+|all\s+|then\s+)?$")
_STATE_OWNER = re.compile(
    rf"\b(?:u\.?s\.?|american|israeli|russian|turkish|french|british|syrian|saudi|nato|coalition|{states_own('army')}|military|air force|government|police)(?:'s|-led)?\s+(?:\w+\s+)?$"
)
_NEGATED = re.compile(
    r"\b(?:no (?:sign|evidence|trace|indication)s? of(?: any| an?)?|no|not an?|not|never|nor|neither|without)\s+(?:(?:such|other|further|new|major|terrorist|real|more)\s+){0,2}$"
)
_NEAR_FAIL = Wording(
    r"\b(?:tr(?:ied|ying) to|attempt(?:ed|ing) to|fail(?:s|ed)?|unsuccessful(?:ly)?|foiled|botched|frustrated|abortive|missed|defused|attempted)\b"
)


_METAPHOR_AFTER = re.compile(
    r"\s+(?:of|on) (?:my|our|his|her|their|the|your) (?:own )?(?:character|economy|career|soul|minds?|senses|nerves|reputation|language|truth|democracy|title|integrity|record|budget|constitution|free press|rule of law|left wing|right wing|penalty area|goal)\b"
)
_UNDER_ATTACK = Wording(r"\b(?:i am|i'm|we are|we're|he is|she is|he was|she was|is|are) under\s+$")
_SCARED_SUBJECT = re.compile(r"[\"“‘']\w+(?: \w+){0,2}[\"”’']\s+$")
_FOUND_AFTER = Wording(
    r"^[^.;,]{0,15}?\b(?:was|were|had been|have been) (?:also |later |then )?(?:found|seized|discovered|recovered)\b|^s? found (?:in|at|on|near|hidden)\b"
)
# "seized 70 kilos of dynamite": the explosive, and nothing that was dynamited
_SEIZED = re.compile(
    r"\b(?:seiz|confiscat|found|find|discover|recover|hid|stole|stock|bought|smuggl)\w*\b[^.;,]{0,50}\bof $"
)
_REASON_BEFORE = Wording(
    r"\b(?:revenge|retaliation|retribution|reprisals?|aveng\w+|in response|response|in protest|protest(?:ing|ed)?|punishment|in memory|inquiry into|investigat\w+ (?:of|into)?)\b (?:for|to|of|at|against|into)?\s*(?:the |his |their |its |a )?(?:[\w'-]+ ){0,3}$"
)


def _clause_before(low: str, start: int) -> str:
    """What stands before the trigger, back to the start of its clause."""
    return low[max(0, start - _REACH) : start]


def is_real(before: str, after: str, word: TriggerWord) -> bool:
    """Whether the sentence tells the act as done: not planned, feared, foiled, rehearsed, denied or meant in jest.

    >>> is_real("two men planned a ", " on the airport", TriggerWord("bombing", "Bombing/Explosion", 2, "", True))
    False
    """
    if word.flag == "plot" or (word.term == "dynamite" and _SEIZED.search(before)):
        return False
    if word.noun and word.flag != "failed" and _FOUND_AFTER.search(after):
        return False
    if _UNDER_ATTACK.search(before) and word.term == "attack":
        return False
    if _METAPHOR_AFTER.match(after) or _SCARED_SUBJECT.search(before):
        return False
    if _REASON_BEFORE.search(before) and "inquiry" not in before and "investigat" not in before:
        return False
    if _SCARE.search(before) and after[:1] in "\"”’'":
        return False
    if _UNREAL_MODAL_VERB.search(before) and not word.noun and not _REAL_BEFORE_TO.search(before):
        return False
    return not _UNREAL_BEFORE.search(before) and not _NEGATED.search(before)


_ARMS = ("missile", "rocket", "shell", "mortar", "drone", "artillery", "bombs ")


def is_by_state(before: str, after: str, word: TriggerWord) -> bool:
    """Whether state forces are told to have done it.

    >>> is_by_state("israeli troops ", " a boy of 16", TriggerWord("shoot dead", "Armed Assault", 3, "", False))
    True
    >>> is_by_state("the soldiers were ", " in an ambush", TriggerWord("kill", "Unknown", 1, "", False))
    False
    """
    if word.flag == "failed" or word.term.startswith(("came under", "come under")):
        return False  # police defuse what others laid
    if _DISGUISED.search(before):
        return False
    if word.flag == "state" or _IN_STRIKE.match(after):
        return True
    if word.term.endswith("ing") and _fights_fighters(before, after):
        return True
    if word.term.startswith(_ARMS) and _STATE_OWNER.search(before):
        return True  # "Russian missiles hit a block of flats"
    if word.noun:
        return bool(_STATE_OWNER.search(before)) and word.strength < 3
    bare = _HEADLINE_PASSIVE.match(after) and not _HAS_OBJECT.search(word.term)
    if _PASSIVE.search(before) or bare:
        return bool(_STATE_AGENT.search(after)) or bool(_FIGHTERS_WERE.search(before) and _IN_OPERATION.search(after))
    if _fights_fighters(before, after):
        return True
    return bool(_STATE_SUBJECT.search(before)) or bool(_STATE_AGENT.search(after))


def _fights_fighters(before: str, after: str) -> bool:
    """Whether forces named before are told to have killed those whom they fight."""
    forces = _FORCES_BEFORE.search(before)
    if forces is None or _OTHERS_BETWEEN.search(before, forces.start()):
        return False
    some = _SOME_OF_THEM.match(after) is not None and _NAMES_FIGHTERS.search(before, forces.start()) is not None
    return some or _KILLS_FIGHTERS.match(after) is not None


# Many words are verb and noun alike: a determiner in front makes them nouns.
_DETERMINED = re.compile(
    r"\b(?:the|an?|this|that|these|those|his|her|its|their|another|each|every)\s+(?:[\w-]+\s+)?$|'s\s+(?:\w+\s+)?$"
)


def _hits(low: str) -> list[Hit[TriggerWord]]:
    """Words and phrases of violence in order; a phrase takes the place of the words that it holds."""
    phrases = [
        Hit(
            match.start(),
            match.end(),
            TriggerWord(match.group(), phrase.attacktype, phrase.strength, phrase.flag, False),
        )
        for phrase in trigger_phrases().worth_trying(low)
        for match in phrase.pattern.finditer(low)
    ]
    words = trigger_lexicon().find(low)
    kept = [p for n, p in enumerate(phrases) if not any(q.start < p.end and p.start < q.end for q in phrases[:n])]
    kept = [
        p
        for p in kept
        if not any(
            p.start < w.end
            and w.start < p.end
            and w.row.strength >= p.row.strength
            and w.row.flag == ""
            and w.row.attacktype == p.row.attacktype
            for w in words
        )
    ]
    alone = [
        w
        for w in words
        if not any(
            p.start < w.end and w.start < p.end and w.row.attacktype in (p.row.attacktype, "Unknown") for p in kept
        )
    ]
    return sorted([*alone, *kept], key=lambda h: (h.start, h.end, h.row.term))


def _value(low: str, hit: Hit[TriggerWord]) -> TriggerValue:
    """What a sentence, in lower case and without the names of groups, says of a word in it."""
    word = hit.row
    before, after = _clause_before(low, hit.start), low[hit.end : hit.end + _REACH]
    return TriggerValue(
        attacktype=word.attacktype,
        real=is_real(before, after, word),
        by_state=is_by_state(before, after, word),
        suicide=word.flag == "suicide" and not _NEGATED.search(before),
        failed=word.flag == "failed" or bool(_NEAR_FAIL.search(before[-25:])),
        strength=word.strength,
        noun=word.noun or (hit.end - hit.start <= len(word.term) + 2 and bool(_DETERMINED.search(before))),
        nature=word.flag if word.flag in ("clash", "accident") else "attack",
    )


def find_triggers(text: Text, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """A TRIGGER mention for every word that tells of violence, real or not."""
    names = group_names(text)
    starts = [name.start for name in names]
    for sentence in text.sentences:
        start, low = sentence.start, sentence.low
        inside = names[bisect_left(starts, start) : bisect_left(starts, sentence.end)]
        told = without(low, [(name.start - start, name.end - start) for name in inside])
        for hit in _hits(low):
            if hit.row.strength > 0 or hit.row.flag in ("clash", "state"):
                yield Mention.make(text.article, start + hit.start, start + hit.end, _value(told, hit), NAME)


STAGE = Stage(NAME, find_triggers, writes=frozenset({MentionKind.TRIGGER}))
