"""Which of the people, buildings and things in an incident's sentences were hit, and which of them first.

Enters: a Draft. Leaves: Values. Touches nothing but the codebook. Every word that may name a target is a candidate; what its sentence says
of it are its features; their weights (`target_weights.csv`, found by `training/train_targets.py`) say how likely it is the one that was hit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from etl.codebook.choices import target_weights
from etl.codebook.number_words import ONE_TO_TEN, TENS, UNITS
from etl.codebook.wording import Wording
from etl.extract.drafts import Draft
from etl.extract.read_types import read_types
from etl.extract.units import Unit
from etl.model import HostagesValue, Mention, MentionKind, PlaceValue, TargetValue, TollValue, Value

_MEDICAL = "Medical/Pharmaceutical"
_MILITIA = "Terrorists/Non-State Militia"
CITIZENS = "Private Citizens & Property"
# A second and third target are named where they are this likely beside the first.
_SHARE = 0.2
_MOST = 3
# What the reader's mean logit of a type weighs beside its words; a type that no word names is taken where the reader is surer of it than `_SURE`
# and less sure of the likeliest than `_UNSURE`. The words' weights are fitted without it, since it knows the articles that they are fitted on;
# found on twelve sets that it had not read: the first target is right in 71 of 100 without it, in 74 with it.
_READ, _SURE, _UNSURE = 0.4, 1.0, -2.0
_PLAIN = 3  # the weight of a word whose sentence says plainly that it was hit
# A long article names its target early; the rest tells of rescuers, speakers and earlier deeds.
_MOST_CANDIDATES = 60

# What stands between a word of violence and what it hit: articles, numbers and a few words of description.
_LINK = r"(?:the |a |an |its |their |his |her |some |several |\d[\d,.]* |[\w'’.,(-]+ ){0,6}\(?$"
_NEAR = (
    r"at|in|inside|outside|near|among|amongst|aboard|on|onto|into|in front of|next to|beside|alongside|along|behind|beneath|underneath|under|below|opposite|against|amid|over|through|between|around|within|past|"
    r"close to|adjacent to|across from|by|towards?|from|off"
)
_ON = Wording(
    r"\b(?:attacks?|attempt|bombings?|blasts?|explosions?|raids?|assaults?|shootings?|strikes?|ambush(?:es)?|massacres?|killings?|murders?|slayings?|slaughter|siege|assassinations?|abductions?|kidnappings?|seizures?|takeover|hijackings?|burning|"
    r"firebombings?|arson|sabotage|suicide attack|onslaught|incursion|rampage|stabbings?|shelling|shells?|bombardment|carnage|detonation|bombs?|devices?|charges?|mines?|fire|grenades?|rockets?|mortars?|missiles?|hijack|storming|blowing(?: up)?|destruction|ransacking|looting) "
    r"(?:\w+ ){0,2}?(?:on|at|in|inside|outside|near|of|against|to|targeting|under|beneath|aboard|upon|into) " + _LINK
)
_HIT_VERB = (
    r"attack(?:ed|s|ing)?|bomb(?:ed|ing|s)|target(?:ed|ing|s)|hit|hits|hitting|struck|strikes?|striking|storm(?:ed|s|ing)|raid(?:ed|s|ing)|ambush(?:ed|es|ing)|shot|shoots?|shooting|kill(?:ed|s|ing)?|murder(?:ed|s|ing)?|slay(?:s|ing)?|slew|slain|"
    r"assassinat(?:ed|es?|ing)|massacred?|slaughter(?:ed|ing)?|gun(?:ned|s|ning) down|behead(?:ed|s|ing)|stab(?:bed|s|bing)?|knifed|strangled|lynched|abduct(?:ed|s|ing)|kidnap(?:ped|s|ping)|snatch(?:ed|es|ing)?|seiz(?:ed|es?|ing)|captur(?:ed|es?|ing)|hijack(?:ed|s|ing)|bl[eo]w(?:n|s|ing)? (?:up|apart|open)|ripped apart|torn apart|"
    r"set fire to|fire to|torch(?:ed|es|ing)?|burn(?:ed|t|s|ing)?|raz(?:ed|es|ing)|gut(?:s|ted|ting)|shatter(?:ed|s|ing)?|wreck(?:ed|s|ing)?|devastat(?:ed|es|ing)|destroy(?:ed|s|ing)?|damag(?:ed|es|ing)|dynamit(?:ed|es|ing)|derail(?:ed|s|ing)?|toppl(?:ed|es|ing)|fell(?:ed|s)|cripp?led|demolish(?:ed|es|ing)|"
    r"rip(?:ped|s|ping)? (?:through|into|apart)|t(?:ore|ears?|earing) (?:through|into|apart)|(?:plough|plow)(?:ed|s|ing)? (?:into|through)|ram(?:med|s|ming)?(?: into)?|(?:drove|drives?|driven|driving)(?: \w+){0,4} (?:into|at|through)|opened fire (?:on|at)|opens? fire (?:on|at)|(?:fire|fired|fires|firing)(?: \w+){0,3} (?:on|at|into|upon)|wound(?:ed|s|ing)?|"
    r"injur(?:ed|es|ing)|hurt|maim(?:ed|s|ing)?|mow(?:ed|s|n|ing)? (?:down|through)|ran (?:over|down|through)|overr[au]n|invaded|besieg(?:ed|ing)|board(?:ed|ing)|sabotag(?:ed|es|ing)|sent to|addressed to|posted to|mailed to|(?:throw|threw|thrown|throwing|hurl(?:ed|ing)?|lob(?:bed|s|bing)?|toss(?:ed|ing)?|roll(?:ed|ing)?)(?: [\w-]+){0,6} (?:at|into|through|towards?|in)|"
    r"bombard(?:ed|s|ing)?|shell(?:ed|s|ing)|rock(?:ed|s|ing)?|blew in|martyred|executed|poison(?:ed|s|ing)|took|taken from|bod(?:y|ies) of|deaths? of|aimed at|meant for|hack(?:ed|s|ing)|butchered|cut down|cut to pieces|mutilated|tortured|crash(?:ed|es|ing)? into|slam(?:med|s|ming)? into|smash(?:ed|es|ing)? into|"
    r"spray(?:ed|s|ing)?|rak(?:ed|es|ing)|riddled|peppered|strafed|looted|ransacked|vandali[sz]ed|desecrated|waylaid|intercepted|stopped|burst (?:into|through)|fell (?:on|upon|in|into|near)|landed (?:on|in|near)|through|claimed the (?:life|lives) of|took the (?:life|lives) of|lives of|cost the (?:life|lives) of|costing|costs?|left|leaving|"
    r"went for|turned on|set upon|lay in wait for|waited for|lunged at|swooped on|descended on|pounced on|laid siege to|broke into|smashed into|walked into|entered|scarred|pierced|breached|flattened|levell?ed|tore out|torn out"
)
_OBJECT = Wording(
    r"\b(?:"
    + _HIT_VERB
    + r"),? (?:dead |up |down |and killed |and wounded |and injured |to death |hostage |at least |as many as |more than |apart )?"
    + _LINK
)
_LOCATED = Wording(
    r"\b(?:at|in|inside|outside|near|beside|behind|opposite|from|to|by|with|while|when|as|after|for) (?:[\w'’.-]+ ){0,4}$"
)
_PLACE_AT = re.compile(r"\b(?:" + _NEAR + r"|front of|entered|gates? of|entrance (?:of|to))\s+" + _LINK)
_HARMED = (
    r"hit|attacked|bombed|struck|killed|shot|destroyed|targeted|set|abducted|kidnapped|damaged|burn\w*|blown|wounded|injured|hurt|ambushed|hijacked|seized|stabbed|taken|gunned|mown|mowed|maimed|slaughtered|massacred|butchered|"
    r"murdered|assassinated|gutted|torched|cut|hacked|beheaded|executed|slain|raided|stormed|dead|ripped|torn|wrecked|shattered|riddled|sprayed|raked|overrun|besieged|captured|snatched|held|strangled|lynched|knifed|martyred|poisoned|dynamited|rammed|run|"
    r"derailed|razed|looted|ransacked|led away|marched|put to death|tossed|levelled|leveled|flattened|toppled|crippled|sabotaged|cut to pieces|thrown|trapped|lost|maimed|blinded|commandeered|waylaid|lifted|flung|fired on|fired upon|set upon"
)
_WAS_HIT = re.compile(
    r"[^.;:]{0,60}?\b(?:was|were|is|are|had been|has been|have been|being|got|lay|lie) (?:\w+ ){0,2}?(?:"
    + _HARMED
    + r")\b|[^.;:,]{0,40}?\b(?:died|perish(?:ed)?|succumbed|fell|lost (?:their|his|her|both|a|an) )|(?: [\w'-]+){0,2}?(?<! their)(?<! the)(?<! of)(?<! count) dead\b|"
    r"[^.;:]{0,10}\b(?:dies?|survived|survives|escaped (?:with|unhurt|injury|death))\b|(?: [\w'’,-]+){0,3}? (?:"
    + _HARMED
    + r")(?: up| down| to death)? (?:in|by|at|near|on|after|as|outside|inside|from|when|while|during|this|last|early|late|here|with)\b"
)
_PASSIVE_NEXT = re.compile(
    r"(?:,[^,.;]{0,40},)? (?:was|were|had been|has been|have been|is|are|being) (?:\w+ ){0,2}?(?:" + _HARMED + r")\b"
)
# People may stand further from the word that tells their death: "four soldiers of the first regiment lay dead".
_HAVE_FALLEN = re.compile(
    r"(?:(?! said| told| says| found|[.;:]| police | who did).){0,90}?\b(?:(?:was|were|had been|have been|has been|lay|lie|found|are|is|left) (?:\w+ ){0,3}?(?:killed|dead|shot|hurt|wounded|injured|maimed|gunned|slain|murdered|stabbed|hacked|taken|kidnapped|abducted|burned|burnt|martyred|massacred)|"
    r"died|perished|succumbed|lost (?:their|his|her) li(?:fe|ves))\b"
)
_COUNTED = re.compile(
    rf"\b(?:\d[\d,]*|{'|'.join([*UNITS, *TENS][2:])}|several|dozens of|scores of|hundreds of|a dozen|another|some)(?:[- ]\w+)? (?:[\w'’-]+ ){{0,2}}$"
)
_AMONG_DEAD = Wording(
    r"\b(?:among (?:the|those|its|their) (?:\w+ )?(?:dead|killed|victims?|wounded|injured|casualties|lost|fatalities|slain)|the (?:dead|victims?|slain|casualties) (?:\w+ )?(?:are|is|were|was|included?|includes|including|comprised?)|victims? (?:of which )?(?:was|were|included?)|killed:|dead:|victims:|those killed (?:\w+ )?(?:were|included?)|"
    r"killed (?:\w+ )?(?:were|was)|attained martyrdom|complete a toll)\b[^.;]{0,110}$|\bkilled: [^.;]{0,60}$"
)
_RIDERS = Wording(
    r"\b(?:bus(?:es)?|vehicles?|trucks?|cars?|vans?|lorry|lorries|convoys?|helicopters?|planes?|boats?|jeeps?|trains?|coach(?:es)?|minibus(?:es)?|pick-?ups?|motorcades?|homes?|houses?|residence|offices?|headquarters|barracks|dormitory) (?:\w+ ){0,2}?(?:full of|filled with|packed with|crowded with|carrying|transporting|loaded with|taking|ferrying|bringing|belonging to|owned by|used by|of|with|for) (?:[\w'’-]+ ){0,4}$"
)
# A call, a letter or a statement went there, or a voice came from there; no blow did.
_WORDS_TO = Wording(
    r"\b(?:calls?|called|caller|telephoned?|phoned?|rang|fax(?:ed)?|e-?mail(?:ed)?|statements?|messages?|notes?|letters?|communiqu\w+|tweet(?:ed)?|told|telling|spokes\w+|report(?:s|ed)?|according|broadcast|interview\w*|claim\w*|visit\w*|flown|flew|rushed|admitted|treated|evacuated|airlifted|carried (?:north|south|east|west|home)|condemn\w*|blam\w+|vow\w*|spoke|speaking|fled|escap\w+|driving)\b(?:[^.;,]{0,45})\b(?:to|in|at|on|with|by|for|of|from|into) (?:[\w'’.-]+ ){0,4}$"
)
_ONLY_PART = re.compile(
    r"\s+(?:city|town|area|district|quarter|region|section|lounge|street|road|name|number|worker's|source|crash|accident|manager|chief|card|trade|season|industry|system|door|window|windows|life|lives|time|side)\b"
)
_STREET = re.compile(
    r"(?:Road|Street|Avenue|Square|Park|Port|Bank|Bridge|Highway|King|Prince|Queen|Home|House|Village|Town|Fort|Market|Man|Court|Church|Mission|Garden|Gardens|Temple|Prefecture|Municipality|Park|River|Farm)$"
)
_ROLE_ELSEWHERE = re.compile(
    r"\s+of (?:the |a |an |its |their |his |our )?(?:[\w'’-]+ ){0,3}(?:association|union|committee|council|company|bank|club|chamber|federation|society|board|commission|university|college|group|firm|organi[sz]ation|league|guild|jewish|body|bodies|league|corporation)\b"
)
_NOT_HIT_BEFORE = re.compile(
    r"\b(?:said|told|according to|spokes\w+ for|treated (?:at|in)|taken to|rushed to|died in|died at|by|dressed as|wearing|posing as|disguised as|driving|riding|drove|in a stolen|on a motorcycle|former|quoted|ministry of|minister of|from a|condemned by|"
    r"in the hands of|blamed|accused|arrested|detained|fled|escaped|on the way to|ahead of|attended|called|deputy|hospital|said the|told the|including the attackers?|who visited|visited)\s+(?:the |a |an |local |state |[\w'’.-]+ ){0,2}$"
)
NOT_HIT_AFTER = re.compile(
    r"\s*(?:(?:and|or) \w+ )?(?:chief|commissioner|spokes\w+|sources?|officials?|commander)?(?:, [^,.;:]{2,40},)?\s*(?:[A-Za-z'.-]+ ){0,3}(?:said|told|says|confirmed|announced|condemned|blamed|reported|believe|suspect|arrested|detained|opened|seized|cordoned|found|have not|declined|named|gave|put|spoke|added|"
    r"shot (?:him|the|them|dead)|killed the|returned)\b|\s*(?:chief|commissioner|spokes\w+|sources?|report|investigat\w+|records?)\b"
)
# Places where the hurt are taken and the charged are heard, not places that were hit.
_CARE = re.compile(r"hospital|court|clinic|medical|home")
_TREATED = re.compile(
    r"\b(?:in|to|at|before|federal|appeared in|from|the|of|and)\s+(?:a |an |the |local |nearby |\w+ )?$"
)
_HEADS = frozenset(
    {"president", "vice president", "vice-president", "chairman", "secretary", "director", "head", "premier"}
)
_PAST = Wording(r"\b(?:former|ex|retired|late|one-time|onetime|then)[- ](?:[\w'-]+ ){0,2}$")
_SAID = re.compile(
    r"\b(?:said|says|told|tells|added|according to|spokes\w+|announced|confirmed|condemned|reported|report|statement|declared|warned|called|claimed|denied|believed?|blamed|asked|wrote|recalled|insisted|put)\b"
)
_SEARCHERS = re.compile(
    r"\b(?:arrested|detained|searched|searching|hunting|cordoned|sealed|rescu\w+|evacuat\w+|treat(?:ed|ing)|rushed|arrived|investigat\w+|responded|patrol\w*|defused|questioned|identified|recovered|pulled|dug)\b"
)
# Things that say little of whom they belong to: what stands before or behind them does.
_LOOSE = (
    r"(?:(?:motor ?)?(?:cars?|vehicles?|vans?|trucks?|lorr(?:y|ies)|jeeps?|pick-?ups?|minibus(?:es)?|bus(?:es)?|motorcycles?|motorbikes?|convoys?|motorcades?|boats?|helicopters?|planes?)|"
    r"homes?|houses?|residences?|apartments?|flats?|villas?|compounds?|offices?|buildings?|headquarters|premises|quarters|camps?|posts?|positions?|bases?|stores?|depots?|warehouses?|gates?|doors?|steps|property)"
)
_OWNER_BEFORE = Wording(
    r"\b"
    + _LOOSE
    + r" (?:\w+ ){0,2}?(?:of|belonging to|owned by|used by|run by|carrying|transporting|taking|ferrying|bringing|full of|filled with|packed with|crowded with|with) (?:the |a |an |some |several |\d+ |two |three |four |five |six |seven |eight |nine |ten )?(?:[\w'’-]+ ){0,2}$"
)
_OWNER_AFTER = re.compile(r"(?:'s?|s')? (?:[\w-]+ ){0,2}?" + _LOOSE + r"\b")
_IS_LOOSE = re.compile(_LOOSE + "$")
_OWNED_AFTER = re.compile(
    r" (?:\w+ ){0,2}?(?:of|belonging to|owned by|used by|run by|carrying|transporting|taking|ferrying|bringing|full of|filled with|packed with|crowded with) (?!explosives|dynamite|gas|bombs?\b)"
)
_OWNED_BEFORE = re.compile(r"(?:'s|s') (?:[\w-]+ ){0,2}$")
_ARMED_VEHICLE = re.compile(
    r"[ -](?:bomb|bombing|borne|ramming|packed with|laden with|loaded with|full of|filled with|stuffed with|rigged with|crammed with|carrying)(?: (?:\w+ ){0,3}(?:explosives?|dynamite|gas|bombs?|tnt|gelignite|fertili[sz]er|bottles|mortars?))?\b"
)
_OF_ATTACKERS = Wording(
    r"\b(?:drove|driving|rammed|riding|rode|on|in|aboard|from|by|parked|stolen|hired|rented|hijacked|fled|escaped|got away|sped (?:off|away)|arrived|came|pulled up)(?: \w+){0,3}? (?:a |an |two |three |stolen |the |their )(?:[\w-]+ ){0,2}$"
)
# What the word does itself, right behind it: "two brothers threw", "soldiers opened fire".
_DOES = re.compile(
    r" ?,?(?: who| that| which)?(?: had| have| has| then| also| later| immediately| allegedly)*(?: \w+ly)? (?:opened fire|fired|threw|throws?|hurled?|lobbed|tossed|planted|placed|laid|detonated|blew|drove|rammed|stormed|attacked|attacks?|raided|burst|ambushed|abducted|kidnapped|seized|took|hijacked|"
    r"set fire|set off|torched|burned|burnt|shot|shoots?|killed (?:the|a|an|two|three|four|five|at|\d)|kills?|stabbed (?:the|a|an|two)|launched|bombed|struck|entered|walked|forced|approached|pulled|ran|fled|escaped|claimed|used|carried out|armed|on (?:a )?(?:motor|foot|bike)|with (?:guns|rifles|machetes|knives|kalash)|clashed|exchanged|returned|responded|pursued|retaliated|raid|storm|cordon\w*|surround\w*)\b"
)
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[,;:()\"“”]")
_OPENERS = frozenset(
    [
        "at",
        "in",
        "on",
        "of",
        "by",
        "to",
        "from",
        "with",
        "near",
        "inside",
        "outside",
        "into",
        "against",
        "behind",
        "under",
        "beneath",
        "for",
        "through",
        "between",
        "among",
        "amid",
        "aboard",
        "around",
        "after",
        "before",
        "as",
        "while",
        "when",
        "where",
        "who",
        "which",
        "that",
        "and",
        "or",
        "but",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "said",
        "says",
        "than",
        "about",
        "over",
        "off",
        "opposite",
        "beside",
        "towards",
        "toward",
        "like",
        "including",
        "since",
        "during",
        "without",
    ]
)
_NUMERALS = frozenset((*ONE_TO_TEN, "some", "several"))
_DETERMINERS = (
    frozenset(
        [
            "the",
            "a",
            "an",
            "his",
            "her",
            "their",
            "its",
            "this",
            "that",
            "these",
            "those",
            "our",
            "my",
            "your",
        ]
    )
    | _NUMERALS
)
_SKIP = 6


@dataclass(frozen=True)
class Candidate:
    """A word that may name what was hit, what it stands for in GTD, and what its sentence says of it."""

    mention: Mention
    targtype: str
    targsubtype: str
    features: tuple[str, ...]


def find_candidates(draft: Draft) -> list[Candidate]:
    """Every word of the incident's sentences that may name its target, and every toll, which speaks for private citizens."""
    out: list[Candidate] = []
    core = draft.core
    first = core[0].paragraph if core else draft.units[0].paragraph
    of_abortion = any("abortion" in unit.low for unit in draft.units)
    for order, unit in enumerate(draft.units):
        if len(out) >= _MOST_CANDIDATES:
            break
        scene = tuple(_scene(draft, unit, order, first))
        for mention in _named(unit):
            value = mention.value
            assert isinstance(value, TargetValue)
            if of_abortion and value.targsubtype == _MEDICAL:
                value = replace(
                    value, targtype="Abortion Related", targsubtype="Personnel" if value.person else "Clinics"
                )
            sub = value.targsubtype or ""
            out.append(
                Candidate(
                    mention, value.targtype, sub, (*_own(value), *_slot(unit, mention), *_words(unit, mention), *scene)
                )
            )
        for mention, toll in unit.tolls:
            if (
                toll.party != "attackers"
                and toll.value
                and not any(m.span.overlaps(mention.span) for m in unit.of(MentionKind.TARGET))
            ):
                out.append(Candidate(mention, CITIZENS, "", (*_of_toll(toll), *scene)))
    counts: dict[str, int] = {}
    for c in out:
        counts[c.targtype] = counts.get(c.targtype, 0) + 1
    return [
        Candidate(c.mention, c.targtype, c.targsubtype, (*c.features, f"often {min(counts[c.targtype], 5)}"))
        for c in out
    ]


def _named(unit: Unit) -> Iterator[Mention]:
    """The unit's words for targets, without those that name who did it; a militia that was plainly hit is a target."""
    taken = [m.span for m, _ in unit.groups]
    named = unit.of(MentionKind.TARGET)
    for mention in named:
        if not isinstance(mention.value, TargetValue):
            continue
        if not any(mention.span.overlaps(s) for s in taken) or (
            mention.value.targtype == _MILITIA and is_hit(unit, mention)
        ):
            yield mention


def _own(value: TargetValue) -> Iterator[str]:
    yield "target"
    yield f"type {value.targtype}"
    yield f"subtype {value.targtype} {value.targsubtype or ''}"
    yield "person" if value.person else "thing"


def _of_toll(toll: TollValue) -> Iterator[str]:
    yield "toll"
    yield f"toll {toll.kind}"
    yield f"toll of {'many' if (toll.value or 0) > 3 else 'few'}"
    yield f"toll {'names whom' if toll.who else 'names nobody'}"
    if toll.anaphoric or toll.more:
        yield "toll of others"


def _scene(draft: Draft, unit: Unit, order: int, first: int) -> Iterator[str]:
    core = draft.core
    place = core.index(unit) if unit in core else -1
    yield "core " + ("none" if place < 0 else str(place) if place < 3 else "3-5" if place < 6 else "6+")
    yield "sentence " + (str(order) if order < 3 else "3-5" if order < 6 else "6-9" if order < 10 else "10+")
    yield f"strength {unit.strength}" + (" with toll" if unit.tolls else "")
    if unit.is_title:
        yield "title"
    if unit.triggers and all(v.by_state for _, v in unit.triggers):
        yield "deed of the state"
    if abs(unit.paragraph - first) > 3:
        yield "far from the deed"


def _slot(unit: Unit, mention: Mention) -> Iterator[str]:
    """What the grammar around the word says of it."""
    value = mention.value
    person = isinstance(value, TargetValue) and value.person
    kind = "person" if person else "thing"
    before, after = unit.before(mention, 120), unit.after(mention, 110)
    quote = mention.span.quote.lower()
    found = []
    if _is_name_part(unit, mention):
        found.append("part of a name")
    if _ONLY_PART.match(after) and not person:
        found.append("only part")
    if _ROLE_ELSEWHERE.match(after) and quote in _HEADS:
        found.append("head of a body")
    if _AMONG_DEAD.search(before):
        found.append("among the dead")
    if _NOT_HIT_BEFORE.search(before[-60:]):
        found.append("not hit before")
    if NOT_HIT_AFTER.match(after) and not _PASSIVE_NEXT.match(after):
        found.append("speaks or acts")
    if _RIDERS.search(before):
        found.append("riders")
    if _WORDS_TO.search(before):
        found.append("words go there")
    if _TREATED.search(before) and _CARE.search(quote):
        found.append("place of care")
    if _ON.search(before):
        found.append("attack on")
    hit = _OBJECT.search(before)
    if hit:
        located = _LOCATED.search(before) and _LOCATED.search(before[hit.start() :])
        found.append("object behind" if located else "object")
    if _WAS_HIT.match(after):
        found.append("was hit")
    elif person and _HAVE_FALLEN.match(after):
        found.append("have fallen")
    if _COUNTED.search(before):
        found.append("counted")
    if _PLACE_AT.search(before):
        found.append("at")
    if _PAST.search(before):
        found.append("former")
    if _SAID.match(after.lstrip(" ,")[:20]) or _SAID.search(before[-24:]):
        found.append("beside speech")
    if _SEARCHERS.match(after.lstrip(" ")[:24]) or _SEARCHERS.search(after[:30]):
        found.append("comes after")
    if _OWNER_BEFORE.search(before):
        found.append("owner behind")
    if _OWNER_AFTER.match(after) and not _IS_LOOSE.match(quote):
        found.append("owner")
    if _IS_LOOSE.match(quote.rsplit(" ", 1)[-1]):
        if _OWNED_AFTER.match(after) or _OWNED_BEFORE.search(before):
            found.append("owned")
        if _ARMED_VEHICLE.match(after):
            found.append("carries the bomb")
        if _OF_ATTACKERS.search(before):
            found.append("used by somebody")
    if _DOES.match(after) and not _PASSIVE_NEXT.match(after):
        found.append("does it")
    following = [m for m in unit.of(MentionKind.TARGET) if 0 <= m.span.start - mention.span.end <= 1]
    if following:
        found.append("describes the next")
    if any(isinstance(m.value, PlaceValue) and m.span.overlaps(mention.span) for m in unit.mentions):
        found.append("in a place name")
    for feature in found:
        yield f"{kind} {feature}"
    if not {"attack on", "object", "was hit", "have fallen", "among the dead", "riders"} & set(found):
        yield f"{kind} no blow"
    for other in unit.mentions:
        if not other.span.overlaps(mention.span):
            continue
        if isinstance(other.value, TollValue):
            yield f"in toll {other.value.party} {other.value.kind}"
        elif isinstance(other.value, HostagesValue):
            yield f"in hostages {other.value.event}"
    triggers = [m for m, v in unit.triggers if v.nature == "attack" and not v.by_state]
    if triggers:
        gap = min(_gap(m, mention) for m in triggers)
        side = (
            "behind"
            if any(m.span.end <= mention.span.start and _gap(m, mention) == gap for m in triggers)
            else "before"
        )
        yield f"{kind} {side} deed by {'0-3' if gap < 4 else '4-19' if gap < 20 else '20-49' if gap < 50 else '50+'}"


def _gap(left: Mention, right: Mention) -> int:
    return max(0, right.span.start - left.span.end, left.span.start - right.span.end)


def _words(unit: Unit, mention: Mention) -> Iterator[str]:
    """The closed-class word that opens the phrase, its determiner, and the word behind it."""
    value = mention.value
    kind = "person" if isinstance(value, TargetValue) and value.person else "thing"
    tokens = [m.group() for m in _TOKEN.finditer(unit.before(mention, 70))][::-1]
    determiner = next((t for t in tokens[:_SKIP] if t in _DETERMINERS or t.isdigit()), None)
    opener = next((t for t in tokens[:_SKIP] if t in _OPENERS or not t[0].isalnum()), "none")
    yield f"{kind} opened by {opener}"
    yield f"{kind} determiner {'number' if determiner and (determiner.isdigit() or determiner in _NUMERALS) else determiner or 'none'}"
    behind = _TOKEN.search(unit.after(mention, 24))
    word = behind.group() if behind else "end"
    if word in _OPENERS or not word[0].isalnum() or word == "end":
        yield f"{kind} followed by {word}"
    if mention.span.quote[:1].isupper() and not mention.span.quote.isupper() and not unit.is_title:
        yield f"{kind} capital"


def _is_name_part(unit: Unit, mention: Mention) -> bool:
    """Whether the word is part of a name: "Alamdar Road", "New Port", "Tom King"; capitals tell nothing in titles and old wires."""
    if not _STREET.match(mention.span.quote) or unit.is_title:
        return False
    offset = mention.span.start - unit.sentence.start
    before, after = unit.sentence.text[:offset].rstrip(), unit.sentence.text[offset + len(mention.span.quote) :]
    word = before.rsplit(None, 1)[-1] if before else ""
    return word[:1].isupper() or (mention.span.quote in ("Port", "King", "Fort") and after[1:2].isupper())


def weigh(candidate: Candidate, weights: Mapping[str, float]) -> float:
    """How strongly a candidate's features speak for it."""
    return sum(weights.get(feature, 0.0) for feature in candidate.features)


def shares(
    candidates: Sequence[Candidate], weights: Mapping[str, float], read: Mapping[str, float] = MappingProxyType({})
) -> dict[str, float]:
    """How likely each target type is the one that was hit: all its candidates together, and what the reader says of it."""
    scores = [weigh(c, weights) + _READ * read.get(c.targtype, 0.0) for c in candidates]
    top = max(scores, default=0.0)
    total: dict[str, float] = {}
    for candidate, score in zip(candidates, scores, strict=True):
        total[candidate.targtype] = total.get(candidate.targtype, 0.0) + math.exp(score - top)
    whole = sum(total.values())
    return {kind: mass / whole for kind, mass in total.items()}


def unnamed(likely: Mapping[str, float], read: Mapping[str, float]) -> str:
    """The target type that the reader is sure of though no word names it, where it doubts those that words name; else empty."""
    best = max(read, key=lambda kind: (read[kind], kind), default="")
    named = max(likely, key=lambda kind: (likely[kind], kind), default="")
    sure = best != "" and best not in likely and read[best] > _SURE and read.get(named, _UNSURE) <= _UNSURE
    return best if sure else ""


# What the grammar must say, and must not, for somebody to have been hit for sure.
_BLOWS = frozenset({"attack on", "object", "was hit", "have fallen", "among the dead", "riders"})
_DENIALS = frozenset(
    {
        "not hit before",
        "speaks or acts",
        "words go there",
        "part of a name",
        "head of a body",
        "place of care",
        "does it",
    }
)


def is_hit(unit: Unit, mention: Mention) -> bool:
    """Whether the grammar around a word for a person says outright that this person was hit.

    Distances and chances are left aside: this is for rules that need to be sure.
    """
    said = {feature.removeprefix("person ") for feature in _slot(unit, mention)}
    return bool(said & _BLOWS) and not said & _DENIALS


def settle_targtype(draft: Draft) -> tuple[Value, Value | None, Value | None]:
    """Target types and subtypes, three at most, the likeliest to have been hit first; and the words for them."""
    if draft.focus is not None and isinstance(draft.focus.value, TargetValue):
        value = draft.focus.value
        return _values([(value.targtype, value.targsubtype or "", draft.focus, 0.75)])
    weights = target_weights()
    candidates = find_candidates(draft)
    read = read_types(draft, "target")
    likely = shares(candidates, weights, read)
    words = next((m.span for u in draft.core for m, _ in (*u.tolls, *u.triggers)), None)
    doubtful = max((weigh(c, weights) for c in candidates), default=0.0) < _PLAIN
    read_only = unnamed(likely, read) if doubtful else ""
    if read_only and words is not None:
        return Value((read_only,), 0.5, (words,), "the reader is sure of it"), None, None
    if not candidates:
        return Value(("Unknown",), 0.3, (), "nothing said of a target"), None, None
    order = sorted(likely, key=lambda kind: (-likely[kind], kind))
    kept = [kind for n, kind in enumerate(order[:_MOST]) if n == 0 or likely[kind] >= _SHARE]
    chosen = []
    for kind in kept:
        best = max((c for c in candidates if c.targtype == kind), key=lambda c: weigh(c, weights))
        chosen.append((kind, best.targsubtype, best.mention, likely[kind]))
    return _values(chosen)


def _values(chosen: Sequence[tuple[str, str, Mention, float]]) -> tuple[Value, Value | None, Value | None]:
    rule = "likeliest to have been hit"
    evidence = tuple(mention.span for _, _, mention, _ in chosen)
    subtypes = tuple(subtype for _, subtype, _, _ in chosen)
    names = tuple(
        dict.fromkeys(m.span.quote.replace("\n", " ") for _, _, m, _ in chosen if isinstance(m.value, TargetValue))
    )
    confidence = round(min(0.95, max(0.2, chosen[0][3])), 2)
    return (
        Value(tuple(kind for kind, _, _, _ in chosen), confidence, evidence, rule),
        Value(subtypes, confidence, evidence, rule) if any(subtypes) else None,
        Value(names, confidence, evidence, rule) if names else None,
    )
