"""Every figure of dead or hurt that an article gives, with who gave it and what became of it.

Enters: a Text. Leaves: TOLL mentions, those of earlier incidents and of parts included. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from etl.codebook.casualties import POSSESSIVES, person_nouns
from etl.codebook.countries import country_of_demonym
from etl.codebook.wording import Wording
from etl.extract.apart import ORDINALS, begun_within, find_apart, start_of
from etl.extract.counts import ALIVE, LEFT_OUT, UNHURT
from etl.extract.fallen import find_remains, point_back
from etl.extract.harm import Harm, Reading, read_text
from etl.extract.numbers import Number, find_numbers
from etl.extract.people import OF_THEM, Party, Words
from etl.extract.stage import Stage
from etl.extract.text import Sentence, Text
from etl.extract.wake import find_wake
from etl.model import GroupValue, Mention, MentionKind, Span, TollValue

_GENERIC = frozenset(
    {
        "",
        "person",
        "people",
        "individual",
        "human",
        "soul",
        "victim",
        "other",
        "others",
        "casualty",
        "them",
        "whom",
        "those",
        "these",
    }
)

# "the death toll rose to 84 from 103", "put the wounded at 211", "the injured are 284"
_HEAD = Wording(
    r"\b(?:(?P<hurt>(?:number|count|total|tally|figure)s? (?:of|for) (?:the |those |people |persons |civilians |innocent |others |reported |patients |still |now |currently |being )*(?:injured|wounded|hurt|injuries|treated|hospitali[sz]ed|in hospitals?|under treatment|who (?:were|had been) (?:injured|wounded|hurt))|(?:the|total) (?:injured|wounded)(?! (?:in|were|was|man|men|woman|people|soldier|police))"
    r"|injury toll|(?<=and )of (?:the )?(?:injured|wounded|hurt)(?= (?:at|to)\b)|(?:injured|wounded)(?= ?:))"
    r"|(?P<dead>death[ -]?toll|toll|body count|(?:number|count|total|tally|figure)s? (?:of|for) (?:the |those |people |persons |confirmed |civilians? |innocent |victims |reported )*(?:dead|deaths|fatalities|killed|slain|murdered|deceased|losses|who (?:were killed|died)|(?:[\w'’-]+ ){0,5}who (?:have |has |had |were |was |been |all )*(?:perished|died|killed|slain|succumbed|fallen|passed away|lost their lives)|victims|martyrs|martyred|lives lost|casualties|burials|bodies|corpses)"
    r"|the dead|fatalities|deaths|(?:killed|dead)(?= ?:)|(?:its|their|the (?:army|police|government|ministry)['’]s|own) (?:own )?losses|the (?:final |official )?(?:figure|count))|it lost)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:\b(?:to|at|as|is|was|were|are|be|reached|reaches|reaching|hits|hit|passes|passed|exceeded|exceeds|stands at|stood at|number|numbered|total|totall?ed|now|only|currently|officially|still|of)|:|\()\s*$",
    re.IGNORECASE,
)
_RISEN = Wording(
    r"\b(?:gone|went|going|creeps?|crept|jumps?|jumped|rose|risen|climbs?|climbed|moved|edged|inched|shot|is|now|already|stands|stood) up to\s*$",
    re.IGNORECASE,
)
# "of the parcel bomb that ripped through the bus on Friday mounted to 26": so plain a verb links from afar
_MOUNTED = re.compile(
    r"\b(?:r[oi]sen?|rose|rises|rising|climb(?:s|ed|ing)?|mount(?:s|ed|ing)|jump(?:s|ed)?|gr[eo]wn?|grows|increase[sd]?|swelled|swollen|gone up|went up|goes up|crept|edged|inched|soared|shot|moved|fell|dropped|came down|brought|raised|revised|lowered|corrected|put|set)(?: up| down| back)? (?:to|at) (?:[\w'’-]+ ){0,2}?$",
    re.IGNORECASE,
)
# "raised to 41 the number of persons killed"
_RAISED = Wording(
    r"\b(?:rais|br[io]ng|brought|increas|push|lift|tak|took|carr|lower|cut|reduc|revis|put|updat|correct)\w*(?: up| down)? (?:to|at) (?P<n>[^.;]{1,40}?),? (?:the |their |its |his |an? )(?:total |official |overall |provisional |known |confirmed )*"
    r"(?:(?:death )?toll|(?:number|count|total|tally|figure) of (?:the |those |people |persons |confirmed |civilians? |victims )*(?:(?P<hurt>injured|wounded|hurt)|dead|deaths|killed|fatalities|victims|who (?:have |had |were )?(?:died|killed|perished)|slain|lives|martyrs|bodies))\b",
    re.IGNORECASE,
)
_OLD_FROM = re.compile(
    r"^\W*(?:\w+ ){0,2}?(?:from|not|before that at|before it|earlier|instead of|rather than|and not|up from|down from|against)\s+(?:the |an |its |earlier |initial |previous |first |\w+ )?$",
    re.IGNORECASE,
)
_EARLIER = Wording(
    r"\b(?:earlier|previous|initial|first|preliminary|provisional|original|prior|older) (?:official |police |death |casualty )*(?:figure|number|count|toll|estimate|report|bulletin|total|tally|tolls|figures|numbers|counts|estimates|reports)s?\b",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"\s+(?:(?:confirmed|civilian|dead|bullet-riddled|charred|headless|decapitated|mutilated|military|other|more|further|additional|innocent|human|precious|minor|serious|slight|reported|combat|police) )*"
    r"(?:(?P<dead>deaths?|fatalit(?:y|ies)|bodies|corpses?|lives|dead|slain|deceased|martyrs?|remains|(?:fresh |new )?graves|coffins|burials|funerals)|(?P<hurt>injur(?:y|ies)|wounded|injured|hurt))\b(?! (?:people|person|in (?:his|her|their)))",
    re.IGNORECASE,
)
_HURT_NOUN = r"(?:injur(?:y|ies)|casualt(?:y|ies)|victims?|wounded|human losses|loss of (?:human )?li(?:fe|ves))"
_DEAD_NOUN = r"(?:deaths?|fatalit(?:y|ies))"
_HEDGE = r"(?:(?:immediate|initial|official|further|other|known|serious|major|reported|human|civilian|personal|physical|bodily|confirmed) )*"
_NOBODY = Wording(
    rf"\b(?:(?:no|without) {_HEDGE}(?:reports? of )?(?P<nolife>loss of (?:human )?li(?:fe|ves)|li(?:fe|ves) (?:was|were|has been|have been) lost|fatal (?:casualt(?:y|ies)|victims?))"
    rf"|no {_HEDGE}(?:reports? of )?{_HEDGE}(?:(?:any|{_DEAD_NOUN},?(?: or| and)?|(?:material |property )?damages?(?: or| and)) )*{_HURT_NOUN}"
    rf"|no {_HEDGE}(?:reports? of )?{_HEDGE}(?P<nodead>{_DEAD_NOUN})"
    rf"|(?:without|not|nor|never|didn['’]t|did not) (?:(?!among)\w+ ){{0,2}}?(?:any )?{_HEDGE}(?:{_DEAD_NOUN} or )?{_HURT_NOUN}"
    rf"|(?:without|not|nor|never|didn['’]t|did not) (?:(?!among)\w+ ){{0,2}}?(?:any )?{_HEDGE}(?P<nodead2>deaths|fatalities)"
    r"|without (?:getting |being )?(?:injured|hurt|harmed|wounded)|(?:released|freed) (?:unhurt|unharmed)"
    r"|(?P<lucky>escaped|emerged|walked away|got away|came out|came away|got out) (?:\w+ )?(?:unhurt|uninjured|unharmed|unscathed|without (?:a scratch|injury|injuries))"
    r"|(?:casualties|injuries|victims|losses)[^.;,:]{0,30}: (?:nil|none|no|zero|nobody)|all (?:are |were )?safe|all (?:(?:of )?the |\d+ )?(?:\w+ ){0,3}(?:passengers|crew|staff|pupils|students|employees|workers|guests|occupants|people aboard|aboard|on board)(?: members)? (?:are|were) (?:\w+ )?safe"
    r"|no (?:dead|killed) (?:or|and|nor) (?:injured|wounded|hurt)|(?:nobody|no one|no-one)(?: else)? (?:is|was|were|had been) (?:present in|present|inside|aboard|on board|at home|there|around|nearby|in|on) ?(?:(?:it|them|(?:the|his|her|their) (?:[\w-]+ ){0,2}?(?:buildings?|house|houses|home|homes|school|schools|office|offices|car|cars|bus|vehicle|vehicles|premises|church|mosque|station|train|plane|bank|shop|store|compound|room|rooms|embassy|clinic|area|scene|time))\b)?(?= (?:at|when)\b|\W*$|[,.;]| and\b)"
    r"|(?:the )?(?:building|buildings|house|houses|school|schools|office|offices|church|mosque|premises|car|bus|train|shop|store|home|station|clinic|bank) (?:was|were) (?:empty|unoccupied|deserted|closed)(?= (?:at|when|and)\b|\W*$|[,.;])"
    r"|(?:were|are|all) (?:\w+ )?(?:unhurt|uninjured|unharmed|unscathed|safe and sound))\b",
    re.IGNORECASE,
)
# That whoever was hurt lives says that nobody died of it.
_ALIVE = Wording(
    r"\b(?:(?:none|nobody|no one|no-one)(?: of (?:them|the \w+|those \w+))? (?:is|are|was|were) (?:now |any longer |thought to be |believed to be )?in (?:any |mortal |serious )?danger|(?:nobody|no one|no-one)['’]s life (?:is|was) (?:now )?in danger"
    r"|(?:is|are|was|were) (?:all |now |both |said to be |reported |declared |reportedly )*out of danger|(?:life|lives) (?:is|are|was|were) not (?:thought to be |believed to be )?(?:now )?in danger"
    r"|(?:is|are|was|were) (?:all |both )?expected to (?:live|survive|recover|pull through|make a full recovery)|(?:not|n['’]t|non-?) ?(?:life-threatening|threatening (?:his|her|their) li(?:fe|ves)))\b",
    re.IGNORECASE,
)
_UNCLEAR = Wording(
    r"no (?:immediate |official |further |other |reliable |independent )*(?:word|details?|information|confirmation|figures?|news|comment|indication)|(?:not|n['’]t) (?:immediately |yet |been )*(?:known|clear|confirmed|say|sure)|unclear|unknown (?:if|whether|how)"
    r"|whether (?:there|any)|if (?:there|any)",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_JOINT = Wording(
    r"\b(?:in the (?:attack|blast|explosion|bombing|raid|shooting) and (?:in|from|during)|between them|combined|in (?:all )?(?:(?:both|the two|the three|the four)(?! (?:\w+ )?(?:hospitals|clinics|mortuaries|morgues|buildings|houses|buses|vehicles|cars|trucks|coaches|carriages|rooms|classrooms|wards|mosques|churches|cabins|tents|boats))|the (?:twin )?(?:attacks|bombings)|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:separate |other |different |such |similar )?(?:attacks|incidents|bombings|places))"
    r"|(?:so far this|each|every) (?:year|month|decade|week)|(?:over|in|during|within) the (?:past|last|previous) (?:\w+ )?(?:years?|months?|weeks?|decades?|days)(?! of (?:January|February|March|April|May|June|July|August|September|October|November|December))|(?:killed|died|dead|lives|deaths)\b[^.;,]{0,60}(?<! holding)(?<! held)(?<! captive)(?<! hostage)(?<! missing) since|since the (?:start|beginning)"
    r"|(?:claimed|taken|killed|left|died|dead)[^.;]{0,40} this year|since [^.;]{0,40}(?:began|started|took up arms|erupted|broke out|independence)|(?:underway|ongoing|insurgency|conflict|violence|campaign|war|unrest)\b[^.;]{0,40}\bsince|(?:killed|died|dead|perished|lives)[^.;]{0,50}(?:in|from) the (?:violence|insurgency|conflict|war|unrest|rebellion)|across the country|nationwide|so far this|in recent (?:years|months|weeks)|over the years|annually|during the civil war|in \d+ years|per cent|cumulative"
    r"|(?:blamed|responsible|known|notorious|wanted) for (?:the )?(?:deaths?|killings?|murders?|lives) of (?:(?:more than|over|some|about|around|nearly|almost|at least|up to|an estimated) )?\d[\d,.]{2,}"
    r"|since [^.;,]{2,40}, (?:[^.;]{0,60}?\b)?(?:has|have) (?:already |now |also )?been (?:killed|murdered|slain|wounded|injured)"
    rf"|(?:killed|died|dead|perished|lives|slain|deaths|wounded|injured)\b[^.;,]{{0,30}} (?:in|during|over|for) (?:the (?:whole |entire )?month of |all of |the whole of )?(?:{_MONTHS}|last month|last year|(?:19|20)\d\d)(?: alone)?,? (?:by|according to|on|in|as per) (?:an?|the|its|\w+['’]s) (?:[\w'’-]+ ){{0,3}}?(?:count|tally|tallies|reckoning|figures|statistics|records|database|toll)\b"
    rf"|between (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: (?:of )?(?:{_MONTHS}))? and (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: (?:of )?(?:{_MONTHS}))|between (?:{_MONTHS})(?: \d{{1,2}})? and (?:{_MONTHS})"
    r"|(?:in|during|over) (?:the same|this|that|the whole) (?:period|time|month|year)|on \d+ occasions|in \d+ (?:clashes|engagements|actions|encounters|operations|battles)"
    rf"|(?:count|tally|tallies|figures|statistics|database|records)\b[^.;]{{0,60}}\b(?:killed|died|dead|perished|lives|deaths)\b[^.;,]{{0,30}} (?:in|during) (?:{_MONTHS}|last month|last year|(?:19|20)\d\d)(?: alone)?(?= *(?:$|[.;,]))"
    r"|[\w-]+[- ]year(?:[- ](?:long|old))? (?:[\w-]+ )?(?:campaign|war|conflict|insurgency|rebellion|insurrection|fighting|struggle|strife)|(?:for|over|in|during|after) (?:(?:a|one|two|three|nearly|almost|about|more than|over|the past|the last) ){0,3}decades?|decade[- ](?:long|old)"
    r"|(?:war|conflict|insurgency|rebellion|insurrection|unrest|strife) (?:in which|(?:which |that )?(?:has|have))|(?:has|have) (?:\w+ )?(?:died|been (?:killed|murdered|slain))[^.;]{0,30} (?:during|in|since) (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# "the heaviest blow in two decades": a span of time that the deed is measured by, and not one that the figure is of
_RECORD = re.compile(
    r"\b(?:\w+(?:iest|dest|test|gest|sest)|worst|most \w+|first|second|third|only|record|unprecedented)\b[^.;,]{0,50}$",
    re.IGNORECASE,
)
_PERPETRATOR_SAYS = Wording(
    r"\b(?:claim(?:s|ed|ing)? (?:to have|that (?:it|they|its|their|he)|it had|they had|its|it)|boast(?:s|ed|ing)?|(?:its|their|the group['’]s) (?:statement|communiqu[eé]|message|claim)[^.;]{0,60}\b(?:says|said|claims|claimed)|claimed responsibility[^.;]{0,20} (?:and|,) (?:said|saying|say)|brag(?:s|ged|ging)?|its (?:men|fighters|forces|gunmen|members|mujahide+n|soldiers) (?:had |have )?(?:killed|wounded) (?!in\b|by\b|and\b)\w|assert(?:s|ed|ing)?|in (?:its|their) (?:statement|communique|claim)|the (?:group|rebels|militants|movement|organi[sz]ation|insurgents|guerrillas)(?: also)? (?:said|says|claimed|claims|stated)"
    r"|(?:taliban|isis|islamic state|al-shabaab|boko haram|hamas|al-qaeda|militant|rebel|the group['’]s) (?:spokes(?:man|person)|statement)[^.]{0,40}(?:said|claim))",
    re.IGNORECASE,
)
# What makes the group named before it the one that gives a figure, and a word for such a group.
_SAYS = r"(?:has |have |had |also |later |then |earlier )*(?:said|says|claim(?:s|ed)|stat(?:es|ed)|put|g[ai]ves?|boast(?:s|ed)|announc(?:es|ed)|declar(?:es|ed)|report(?:s|ed)|assert(?:s|ed)|maintain(?:s|ed)|insist(?:s|ed)|sp(?:eaks|oke) of|count(?:s|ed))\b"
_GROUP_SAYS = re.compile(
    rf"(?:\s*\([^)]{{1,30}}\))?(?:['’]s? (?:[\w-]+ ){{0,3}}?(?:spokes\w+|statement|agency|channel|radio|website|military wing|armed wing|media \w+|commander)(?:,? [^,.;]{{0,40}},?)?)?(?:, [^,;.]{{1,70}},)? {_SAYS}",
    re.IGNORECASE,
)
_IT_SAYS = re.compile(rf"\b(?:it|they) {_SAYS}", re.IGNORECASE)
# Words that only those who fight for a cause use of the other side or of themselves.
_ZEAL = Wording(
    r"\b(?:hirelings?|puppets?|crusaders?(?! (?:castles?|fort\w*|church\w*|kings?|states?|times?|eras?|ruins?|walls?|towers?|halls?|towns?|ports?|knights?|kingdoms?))|apostates?|infidels?|kuffar|murtadd?(?:in)?|(?<!-)(?<!ul )(?<!hizbul )(?<!harkatul )(?<!jamaatul )(?<!indian )(?<!deccan )(?<!afghan )mujahid[ei]+n|martyrdom[- ](?:seekers?|operations?)|lackeys|taghut|by the grace of (?:god|allah)|(?:god|allah) (?:be praised|made it easy)"
    r"|our (?:fighters|comrades|brothers|heroes|commandos?|units?|men|forces|mujahid[ei]+n) (?:have |had )?(?:killed|executed|eliminated|annihilated|wounded|inflicted|attacked|ambushed|liquidated))\b",
    re.IGNORECASE,
)
_REPLACED = Wording(
    r"\b(?:correction\b|we reported|wrongly|incorrectly|erroneously|mistakenly|revis(?:ing|ed) (?:the|its|an?) (?:\w+ )?(?:figure|toll|number|count) of|had (?:earlier|initially|first|originally|previously|before)|(?:earlier|initially|originally|at first|first|previously|before that)(?: had)? (?:reported|said|put|gave|given|told|announced|stated|confirmed|estimated|thought|spoken|counted)"
    r"|(?:reported|said|put|gave|given|told|announced|stated|confirmed|estimated) (?:earlier|initially|originally|at first|previously)|initial(?:ly)? reports?|early reports|in (?:an?|its|the|their) (?:very )?(?:first|early|initial) (?:toll|count|report|statement|bulletin|figure|list|tally|estimate)s?|earlier in the day|mentioned|first reports|first (?:count|tally|list)s?|who (?:earlier|first|initially)|(?:announced|given|counted|reported|put) (?:\w+ ){0,3}(?:on the evening|the evening before|the night before|in the first hours|at first|at noon|earlier)|in the first hours|was later (?:raised|revised|corrected|lowered)|later (?:raised|revised|corrected|lowered)"
    r"|had been wrong|is superseded|was superseded|had (?:put|said|announced|given|reported|told|counted|spoken))\b",
    re.IGNORECASE,
)
_CORRECTING = Wording(
    r"\b(?:correct|amend|replac|revis|supersed)(?:ing|es|ed) (?:the|an|its|his|her|their|earlier|a) (?:[\w'’-]+ ){0,5}$",
    re.IGNORECASE,
)
_CONTRADICTED = Wording(
    r"\b(?:(?:is|are|was|were) (?:\w+ )?(?:baseless|false|untrue|incorrect|wrong|unfounded|inaccurate|fabricated|fake|out of date|outdated|obsolete|exaggerated)|contradicted|refuted|no truth (?:in|to)"
    r"|(?:den(?:y|ied|ies)|dismiss(?:ed|es)|reject(?:ed|s)|rebutted) (?:\w+ ){0,2}(?:reports?|rumou?rs?|claims?|stories)|rumou?rs? (?:of|that))\b",
    re.IGNORECASE,
)
_CRITICAL_AFTER = Wording(
    r"^[ ,]*(?:of (?:them|whom|these) )?(?:remain |are |is |was |were |being |still |reported |said to be |listed )*(?:in (?:a |an )?(?:very )?(?:critical|serious|grave|stable|intensive)|critically\b(?! (?:injured|wounded))|seriously\b(?! (?:injured|wounded|hurt))|gravely\b(?! injured))",
    re.IGNORECASE,
)
_PART_OF_THEM = Wording(
    r"(?:\bof (?:whom|which|these|them|those)|\bamong (?:them|those|whom)|\bmost of)\s*$", re.IGNORECASE
)
_PART_LEAD = Wording(
    r"(?:\b(?:including|among (?:the (?:dead|victims|killed|injured|wounded|casualties|fatalities))(?: (?:were|was|are|is))?,?|(?:victims|dead|casualties|killed) (?:include|included)|the dead (?:were|are)|as many as half|at least half|includes?|included) *)$",
    re.IGNORECASE,
)
_SOURCE = Wording(
    r"(?:\b[Aa]ccording to (?P<a>[^,.;]{2,80})|(?P<b>[A-Z][^,.;:\"“”]{1,80}?|\b(?:police|officials?|authorities|hospital \w+|witnesses|residents|state (?:television|tv|media|radio)|sources|the (?:army|police|military|government|ministry|governor|mayor))) (?:has |have |had )?(?:also |later |earlier |initially |now |first )?(?:said|says|told|reported|put|announced|confirmed|stated|gave|added)\b"
    r"|(?P<e>[A-Z][^,.;:\"“”]{1,40}), (?:the|an?|chief|head|deputy) [^,.;\"“”]{2,60}, (?:has |have |had )?(?:said|says|told|put|announced|confirmed)\b"
    r"|, (?P<c>[^,.;\"“”]{2,80}) (?:said|reported|announced|confirmed|told \w+)|\b(?:said|reported) (?P<d>[A-Z][^,.;\"“”]{2,60}))"
)


def _told(text: Text, found: list[Mention]) -> Iterator[Mention]:
    """Bare figures told in the wake of a toll."""
    for sentence, number, kind, old in find_wake(text, found):
        flat = sentence.flat
        claimed = bool(_PERPETRATOR_SAYS.search(flat) or _ZEAL.search(flat))
        value = replace(
            _figure(kind, number),
            superseded=old,
            by=_source(flat),
            perpetrator_source=claimed,
            newness=_newness(flat, number.start, number.end),
        )
        yield Mention.make(text.article, sentence.start + number.start, sentence.start + number.end, value, "tolls")


def find_tolls(text: Text, mentions: Sequence[Mention] = ()) -> Iterable[Mention]:
    """The TOLL mentions of the text in order of their offsets."""
    found: list[Mention] = []
    groups = sorted((m for m in mentions if isinstance(m.value, GroupValue) and not m.value.generic), key=start_of)
    held: tuple[int, int] | None = None
    for reading in read_text(text):
        sentence = reading.sentence
        near = held[1] if held is not None and sentence.number - held[0] <= 2 else None
        by_group = _said_by_groups(sentence, groups)
        before = [_toll(m) for m in found[-6:] if m.span.start >= sentence.start - 300]
        hurt_only = bool(before) and all(v.kind == "wounded" for v in before)
        for start, end, value in _in_sentence(reading, near, by_group, "wounded" if hurt_only else "killed"):
            found.append(Mention.make(text.article, sentence.start + start, sentence.start + end, value, "tolls"))
        taken = [
            sum(p.value or 0 for p in h.parties) for h in reading.harms if h.kind in ("taken", "held") and not h.denied
        ]
        held = (sentence.number, taken[-1]) if taken and taken[-1] else held
    found = _with_nth(text, found)
    found.extend(list(_told(text, found)))
    found.extend([Mention.make(text.article, start, end, value, "tolls") for start, end, value in find_remains(text)])
    found.sort(key=lambda m: (m.span.start, m.span.end))
    found = point_back(text, found)
    found.extend(
        [Mention.make(text.article, start, end, value, "tolls") for start, end, value in find_apart(text, found)]
    )
    found.sort(key=lambda m: (m.span.start, m.span.end))
    return sorted(
        _partial(_standing(_renewed(_supersede(_dedupe(found), text), text), text)),
        key=lambda m: (m.span.start, m.span.end),
    )


STAGE = Stage("tolls", find_tolls, frozenset({MentionKind.TOLL}))


# -- one sentence -----------------------------------------------------------------------------------------------------


# "condemned the murder of", "after the killing of": a deed that the text supposes known
_SPOKEN_OF = re.compile(
    r"\b(?:condemn\w*|denounc\w*|deplor\w*|reject\w*|after|follow(?:s|ing|ed)|regarding|concerning|since|over|about|case of|in) (?:an? |the )?(?:brutal |cowardly |recent )?$",
    re.IGNORECASE,
)
_LATER = Wording(
    r"\b(?:later|subsequently|since) (?:died|succumbed)|\b(?:died|succumbed) (?:\w+ ){0,5}later\b|\bsuccumbed to (?:his|her|their)\b",
    re.IGNORECASE,
)
# "her bodyguard was also murdered"
_ALSO = re.compile(
    r"\balso (?:died|dead|perished|succumbed|(?:\w+ )?(?:killed|murdered|slain|shot|executed))\b", re.IGNORECASE
)
# Whom their own bomb kills: "when a bomb he was carrying went off", "while planting a device".
_BOMB = r"(?:bombs?|devices?|grenades?|explosives?|charges?|mines?|parcels?|packages?|incendiar(?:y|ies))"
_AT_WORK = r"(?:carrying|planting|making|preparing|laying|assembling|transporting|arming|building|mounting|priming|delivering|placing|setting|attaching|fitting|burying|throwing|hurling)"
_OWN_BOMB = Wording(
    rf"\b(?:(?:when|as|after|by|because) (?:an?|the|his|her|their) (?:[\w-]+ ){{0,3}}?{_BOMB},? (?:that |which )?(?:he|she|they|the (?:man|men|two|pair)) (?:(?:was|were|is|are|had|have)(?: \w+){{0,6}}? {_AT_WORK}|(?:had )?(?:carried|planted|made|built|assembled|prepared|brought|laid|delivered)\b)"
    rf"|(?:while|when|as) (?:(?:he|she|they) (?:was|were)(?: \w+)? )?{_AT_WORK} (?:an?|the|his|her|their|some) (?:[\w-]+ ){{0,3}}?{_BOMB}"
    rf"|(?:when|as|by) (?:his|her|their) own (?:[\w-]+ ){{0,2}}?{_BOMB}"
    rf"|(?:when|as) (?:an?|the|his|her|their) (?:[\w-]+ ){{0,3}}?{_BOMB}[^.;,]{{0,40}}? (?:exploded|detonated|went off|blew up)[^.;,]{{0,15}} (?:prematurely|in (?:his|her|their) (?:hands?|arms|lap|bag|rucksack))"
    r")",
    re.IGNORECASE,
)
# Fright alone is no wound.
_SHOCKED = re.compile(
    r"[ ,]*(?:only |just )?(?:for |from |with |in )?(?:a |the |minor |mild |severe |deep |nervous |emotional |slight )*(?:shock|panic(?: attacks?)?|anxiety|hysteria|stress|fright|distress|trauma)\b(?! (?:wave|and|or|as well|wounds|ward|unit))(?!, (?:cuts|burns|bruises|wounds|smoke|injuries))",
    re.IGNORECASE,
)
_SPEAKS_OF = {
    "wounded": re.compile(r"injur|wound|hurt|hospital", re.IGNORECASE),
    "killed": re.compile(r"kill|dead|died|death|toll|bod(?:y|ies)|lives|murder|slain", re.IGNORECASE),
}
_AMONG_FIRST = re.compile(
    r"^\W*(?:among|of) the (?:(?P<wounded>injured|wounded|hurt)|(?P<killed>dead|killed|victims))\b", re.IGNORECASE
)
_EXCEPT = re.compile(r"\s*,?\s*(?:except|other than|besides|but (?:for )?the)", re.IGNORECASE)
# What a killing is told for: its own sentence reports something else.
_RECALLED = Wording(
    r"\b(?:retaliat\w+ (?:for|against)|reveng\w+ (?:for|of)?|aveng\w+|anniversary of|commemorat\w+|in (?:response|reply|answer|return|reprisal|exchange) (?:to|for)|(?:reprisals?|payback|retribution|vengeance|an? (?:answer|reply|response)) (?:to|for)|to (?:protest|mark|mourn|avenge)|mourning|respon(?:se|ding) to|protest\w*(?: against| at| over| to| of)?|no reports? of|charged with|convicted (?:of|for|in)|accused of|suspected of|wanted for|wanted in connection with"
    r"|in connection with|guilty (?:of|to)|sentenced \w+ \w+ for|trial (?:for|of)|punish\w* for|investigat\w+|angry over|linked to|related to|blamed for|responsible for|connection to|sought for|implicated in|similar to|including)"
    r" (?:an? |the |its |their |his |her |recent |earlier |previous |last |alleged |several |other )*$",
    re.IGNORECASE,
)


_BODIES_FOUND = Wording(
    r"\b(?:their|the) (?:[\w-]+ )?bodies (?:were|have been|had been) (?:\w+ )?(?:found|recovered|discovered|dumped)\b",
    re.IGNORECASE,
)


_BODY_FOUND = Wording(
    r"\b(his|her|one) (?:[\w-]+ ){0,2}body (?:was|has been|had been) (?:\w+ )?(?:found|discovered|recovered|dumped)\b",
    re.IGNORECASE,
)


_ORDINALS = ORDINALS[1:]
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|\d+(?:st|nd|rd|th))"
_DIES = r"(?:die[sd]?|dead|succumb\w*|passed away|perish\w*|lost (?:his|her) life|breathed (?:his|her) last|did not survive|expired)\b"
# "has taken an eighth life", "a seventh, the deputy speaker, died in hospital"
_NTH_DEAD = Wording(
    rf"\b(?:(?:claim\w*|tak\w+|took|cost\w*) (?:an?|the|its|his|her) (?P<nth>{_ORDINAL}) (?:life|victim)|(?P<who>{_ORDINAL})(?:(?: [\w'’-]+){{0,3}}| ?,[^.;]{{2,60}},)? (?:has |have |had |also |later |then )*{_DIES})",
    re.IGNORECASE,
)


def _nth_dead(text: Text, found: Sequence[Mention]) -> Iterator[tuple[int, int, int]]:
    """Totals told by the last who died, where the article tells of one fewer, or of as many: offsets and the total."""
    known = {v.value for m in found if isinstance(v := m.value, TollValue) and v.kind == "killed"}
    for sentence in text.sentences if known else ():
        for match in _NTH_DEAD.finditer(sentence.flat):
            word = (match["nth"] or match["who"]).lower()
            total = _ORDINALS.index(word) + 2 if word in _ORDINALS else int(word[:-2])
            if total > 2 and not known.isdisjoint((total - 1, total)):
                yield sentence.start + match.start(), sentence.start + match.end(), total


def _with_nth(text: Text, found: list[Mention]) -> list[Mention]:
    """The mentions with those totals, and the death told there as one of them."""
    totals = list(_nth_dead(text, found))
    starts = [start for start, _, _ in totals]

    def stands_in_one(span: Span) -> bool:
        at = bisect_right(
            starts, span.end
        )  # they are apart and in order: the last that begins before the span's end may hold it
        return at > 0 and span.start <= totals[at - 1][1]

    def replaced(mention: Mention) -> bool:
        value = _toll(mention)
        behind = any(n - 1 == value.value and mention.span.end < start for start, _, n in totals)
        return behind and value.kind == "killed" and value.party != "attackers" and not value.subset

    kept = [
        replace(m, value=replace(_toll(m), subset=True))
        if _toll(m).value == 1 and stands_in_one(m.span)
        else replace(m, value=replace(_toll(m), superseded=True))
        if replaced(m)
        else m
        for m in found
    ]
    return [
        *kept,
        *(
            Mention.make(text.article, a, b, TollValue("killed", n, n, n, qualifier="exact", newness=1), "tolls")
            for a, b, n in totals
        ),
    ]


def _said_by_groups(sentence: Sentence, groups: Sequence[Mention]) -> list[tuple[int, int]]:
    """Where the sentence has a group say something, or "it", told right behind a sentence that ends with a group's word."""
    flat = sentence.flat
    said = [
        (m.span.start - sentence.start, match.end())
        for m in begun_within(groups, sentence.start, sentence.end)
        if (match := _GROUP_SAYS.match(flat, m.span.end - sentence.start))
    ]
    near = sentence.start - _NEAR_GROUP
    it = _IT_SAYS.search(flat) if begun_within(groups, near, sentence.end) else None
    if (
        it is not None
        and begun_within(groups, near, sentence.start + it.start())
        and not _ANOTHER_SPEAKER.search(flat[: it.start()])
    ):
        said.append(it.span())
    return said


_NEAR_GROUP = 200  # characters before a sentence: so far back stands the group that "it" is
_ANOTHER_SPEAKER = re.compile(
    r"\b(?:police|army|military|ministry|minister|government|officials?|authorit(?:y|ies)|hospitals?|command|spokes\w+|agency|governor|mayor|residents|witnesses)\b",
    re.IGNORECASE,
)


_STILL = re.compile(r"\b(?:still|remain\w*)\b", re.IGNORECASE)
_COUNTED_BEFORE = re.compile(r"\b(?:already|both) (?:\w+ ){0,2}(?:counted|included)\b", re.IGNORECASE)


def _in_sentence(
    reading: Reading, held: int | None = None, by_group: Sequence[tuple[int, int]] = (), spoken_of: str = "killed"
) -> Iterator[tuple[int, int, TollValue]]:
    """Figures of a sentence with their offsets in it."""
    sentence = reading.sentence
    flat = sentence.flat
    by = _source(flat)
    claims = [*(m.span() for m in _PERPETRATOR_SAYS.finditer(flat)), *by_group]
    claims += [(0, len(flat)) for _ in [0] if _ZEAL.search(flat)]
    joint = [m.span() for m in _JOINT.finditer(flat) if not _RECORD.search(flat, max(0, m.start() - 60), m.start())]
    raised = [m.span() for m in _RAISED.finditer(flat)]
    taken: list[tuple[int, int]] = []
    last: list[tuple[int, str, str]] = [(-1, spoken_of, "")]
    hurt = 0
    for harm in reading.harms:
        if any(a <= harm.end and harm.end <= b for a, b in raised):
            continue  # who raised the number of those killed
        if harm.voice == "noun" and _RECALLED.search(flat[max(0, harm.start - 60) : harm.start]):
            continue
        for start, end, value in _of_harm(harm, reading.words):
            taken.extend((p.start, p.end) for p in (*harm.parties, *harm.details, *harm.included))
            if held and value.value is None and value.kind == "killed" and value.who in _THE_HELD:
                value = replace(value, value=held, low=held, high=held, qualifier="exact", anaphoric=False)
            if _PART_OF_THEM.search(flat[max(0, start - 20) : start]) and _SPEAKS_OF[value.kind].search(flat, 0, start):
                value = replace(value, subset=True)
            if value.more and (_STILL.search(flat[start:end]) or _COUNTED_BEFORE.search(flat, end)):
                value = replace(value, subset=True)  # "five others are still under treatment"
            if value.kind == "wounded":
                if value.value and _SHOCKED.match(flat, end):
                    continue  # "two girls were treated for shock"
                bare = harm.intensified and all(not p.head or p.part_of in OF_THEM for p in harm.parties)
                if bare and (value.value or 0) < hurt:
                    value = replace(value, subset=True)  # "30 injured, five seriously wounded"
                hurt = max(hurt, value.value or 0)
            own = None
            if (value.kind, value.party, harm.voice) == ("killed", "victims", "passive"):
                own = _OWN_BOMB.search(flat, end, end + 140)
            if own is not None and ";" not in flat[end : own.start()]:
                value = replace(value, party="attackers")
            last.append((start, value.kind, value.who))
            yield (
                start,
                end,
                _described(
                    replace(
                        value,
                        by=by,
                        perpetrator_source=_claimed(claims, flat, start, end),
                        joint=_near(joint, start, end) and value.value not in (0, None),
                    ),
                    flat,
                    start,
                    end,
                ),
            )
    body = _BODY_FOUND.search(flat)
    if body:
        alone = body.group(1).lower() == "one"
        yield (
            body.start(),
            body.end(),
            TollValue("killed", 1, 1, 1, by=by, who="" if alone else "he", anaphoric=not alone),
        )
    bodies = _BODIES_FOUND.search(flat) if held else None
    if bodies:
        yield bodies.start(), bodies.end(), TollValue("killed", held, held, held, by=by)
    numbers = [w.number for w in reading.words.words if w.number is not None and w.tag == "N"]
    for start, end, value in _nominal(flat, numbers, taken, last):
        yield (
            start,
            end,
            _described(
                replace(
                    value,
                    by=value.by or by,
                    perpetrator_source=_claimed(claims, flat, start, end),
                    joint=_near(joint, start, end),
                ),
                flat,
                start,
                end,
            ),
        )
    yield from _nobody(flat)


_TURN = re.compile(r"\b(?:but|although|though|while|whereas)\b", re.IGNORECASE)


# "the group said it was responsible": they speak of the deed, and not of its dead
_OF_THE_DEED = re.compile(
    r"[^.;]{0,25}\b(?:it|they|its \w+|he) (?:was|were|had been|is|are) (?:responsible|behind)\b", re.IGNORECASE
)


_ADDED = re.compile(r", (?:in )?which (?:(?:has|had|have|also|\w+ly) )*$", re.IGNORECASE)  # by who reports the claim
# "claimed responsibility for killing a sergeant": that he is dead is not what is claimed
_ANSWERED_FOR = re.compile(r"\bresponsib(?:ility|le) (?:[\w-]+ ){0,3}?for (?:the )?$", re.IGNORECASE)


def _claimed(claims: list[tuple[int, int]], flat: str, start: int, end: int) -> bool:
    """Whether the perpetrators are who says `start:end`: their claim stands before it in its clause, or ends the sentence."""
    if _ANSWERED_FOR.search(flat, max(0, start - 60), start) or _ADDED.search(flat, max(0, start - 30), start):
        return False
    return any(
        not _OF_THE_DEED.match(flat, b)
        and (not _TURN.search(flat, b, start) if a < end else len(flat) - a < 40 and not _TURN.search(flat, end, a))
        for a, b in claims
    )


def _near(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the spans lies beside or within `start:end`."""
    return any(a < end + 60 and b > start - 40 for a, b in spans)


def _kinds(kind: str, parties: Sequence[Party]) -> tuple[str, ...]:
    """The toll kinds that a predicate's kind speaks of."""
    if kind in ("killed", "neutralised", "loss"):
        return ("killed",)
    if kind == "lost":
        counted = all(p.form == "count" and p.certain and p.head and p.opening not in POSSESSIVES for p in parties)
        return ("killed",) if counted else ()
    if kind in ("wounded", "stabbed"):
        return ("wounded",)
    if kind == "burned":  # houses are, too
        people = all(
            p.certain and (p.head in person_nouns() or p.part_of in OF_THEM or p.form != "count") for p in parties
        )
        return ("wounded",) if people else ()
    return ()


# "shot a manager in the legs"
_IN_A_LIMB = re.compile(
    r"\s(?:[\w-]+ )?in (?:the|his|her|their|both|one) (?:left |right |lower |upper )?(?:legs?|knees?|kneecaps?|arms?|hands?|foot|feet|thighs?|ankles?|shoulders?|calf|calves|elbows?|buttocks?)\b",
    re.IGNORECASE,
)


def _of_harm(harm: Harm, words: Words) -> Iterator[tuple[int, int, TollValue]]:
    """The figures that one harm states."""
    if any(p.opening == "any" for p in harm.parties):
        return
    nobody = any(p.form == "zero" for p in harm.parties)
    if nobody:
        if _EXCEPT.match(words.text, harm.parties[0].end) or any(p.more for p in harm.parties if p.form == "zero"):
            if harm.kind in ("wounded", "harmed", "either"):  # one was hurt, but nobody died
                yield harm.start, harm.end, TollValue("killed", 0, 0, 0)
            return
        kinds = (
            ("killed",)
            if harm.kind == "killed"
            else ("killed", "wounded")
            if harm.kind in ("wounded", "harmed", "either")
            else ()
        )
        for kind in kinds:
            yield harm.start, harm.end, TollValue(kind, 0, 0, 0)
        return
    if harm.denied:
        return
    lamed = harm.kind == "shot" and _IN_A_LIMB.match(words.text, harm.end)
    for kind in ("wounded",) if lamed else _kinds(harm.kind, harm.parties):
        attackers = [p for p in harm.parties if p.attackers]
        victims = [p for p in harm.parties if not p.attackers]
        joined = any(p.form == "reflexive" for p in attackers) and victims and harm.voice != "deed"
        if joined:
            value = _sum(kind, [*attackers, *victims], harm, words)
            inside = sum(p.value or 0 for p in attackers) or None
            yield harm.start, harm.end, replace(value, attackers_included=inside, party="all")
        else:
            victims += [p for p in harm.excluded if not p.attackers and p.value] if victims else []
            if victims:
                beside = (
                    bool(attackers) and attackers[0].start < victims[0].start
                )  # "the attacker and five others": all five
                total = _sum(kind, victims, harm, words)
                yield harm.start, harm.end, replace(total, more=False) if beside else total
            if attackers:
                yield harm.start, harm.end, replace(_sum(kind, attackers, harm, words), party="attackers")
        if harm.excluded and any(p.attackers for p in harm.excluded):
            apart = _sum(kind, [p for p in harm.excluded if p.attackers], harm, words)
            yield harm.start, harm.end, replace(apart, party="attackers", who=LEFT_OUT + apart.who)


_THE_HELD = frozenset({"them", "they", "hostage", "captive", "victim", "hostages", "captives", "abductee"})
_HURT_WORDS = frozenset({"wounded", "injured", "hurt"})
_CASUALTY_WORDS = frozenset({"wounded", "injured", "dead", "killed", "hurt", "victim", "casualty"})


def _sum(kind: str, parties: list[Party], harm: Harm, words: Words) -> TollValue:
    """One figure for several parties."""
    told = [p for p in parties if p.value is not None]
    included = [p for p in harm.included if p.attackers]
    inside = sum(p.value or 0 for p in included) if included and all(p.value is not None for p in included) else None
    who = "|".join(dict.fromkeys(_called(p, words) for p in parties))
    generic = all(p.head in _GENERIC for p in parties)
    value = sum(p.value or 0 for p in told) if told else None
    qualifier = (
        "vague" if value is None else next((p.qualifier for p in parties if p.qualifier not in ("exact",)), "exact")
    )
    if qualifier == "vague" and value is not None:
        qualifier = "at_least"
    single = len(parties) == 1
    part = harm.voice == "among" or any(p.part_of in _CASUALTY_WORDS for p in parties)
    if len(parties) == 1 and harm.intensified and words.words[harm.at].low.startswith("in "):
        part = part or parties[0].part_of in OF_THEM or not parties[0].head
    later = kind == "killed" and bool(_LATER.search(words.text[harm.start : harm.end + 7]))
    of_hurt = kind == "killed" and all(p.part_of in _HURT_WORDS for p in parties)
    if of_hurt:
        part = False  # "one of the wounded died"
    return TollValue(
        kind,
        value,
        sum(p.low or 0 for p in told) if told else None,
        sum(p.high or 0 for p in told) if told else None,
        party="all" if inside or (generic and harm.voice != "active") else "victims",
        qualifier=qualifier,
        subset=part,
        attackers_included=inside,
        who=who,
        more=any(p.more for p in parties[:1])
        or later
        or of_hurt
        or (single and kind == "killed" and not harm.denied and bool(_ALSO.search(words.text[harm.start : harm.end]))),
        anaphoric=harm.voice in ("deed", "possessed")
        or (harm.voice == "noun" and bool(_SPOKEN_OF.search(words.text[max(0, harm.start - 40) : harm.start])))
        or (
            single
            and (
                parties[0].form == "pronoun"
                or (parties[0].form == "single" and not parties[0].more and _definite(parties[0]))
                or (parties[0].form == "count" and not parties[0].attackers and parties[0].opening.startswith("the "))
            )
        ),
    )


def _called(party: Party, words: Words) -> str:
    """What the text calls them: the noun, and behind "=" the names of a single person."""
    inner = words.words[party.first : party.last]
    names = (
        [w.low.removesuffix("'s") for w in inner if w.tag == "W" or (w.tag == "A" and w is inner[-1])]
        if party.value == 1
        else []
    )
    noun = "" if party.head in names else party.head
    return f"{noun}={' '.join(names)}" if names else noun


_POINTED = frozenset({"victim", "first", "second", "third", "other", "latter", "former"})


def _definite(party: Party) -> bool:
    """Whether one person is spoken of as known already."""
    return party.form == "pronoun" or (party.head in _POINTED and party.opening == "the")


def _nominal(
    flat: str, numbers: list[Number], taken: list[tuple[int, int]], last: list[tuple[int, str, str]]
) -> Iterator[tuple[int, int, TollValue]]:
    """Figures beside nouns: "a death toll of 12", "the toll rose to 84 from 103", "63 lives", "59 bodies"."""
    used: set[int] = set()

    def free(number: Number) -> bool:
        return number.start not in used and not any(a <= number.core < b for a, b in taken)

    for head in _HEAD.finditer(flat):
        kind = (
            "wounded"
            if head.group("hurt")
            else _kind_before(head.start(), last)
            if _PLAIN_HEAD.search(head.group())
            else "killed"
        )
        listed = bool(_LISTED.search(flat[max(0, head.start() - 12) : head.end()]))
        behind = [n for n in numbers if n.start >= head.end() and n.start - head.end() <= 180 and free(n)]
        previous: Number | None = None
        for number in behind:
            gap = flat[head.end() : number.start]
            if ";" in gap or _HEAD.search(gap):
                break
            if previous is None:
                hedged = flat[head.end() : number.core]  # "gone up to 13": the hedge "up to" is the link
                linked = number is behind[0] and len(gap) <= 90 and bool(_LINK.search(gap) or _RISEN.search(hedged))
                if _UNCLEAR.search(gap):
                    break
                if _OF_THINGS.match(flat, number.end):
                    continue  # "the toll at the two hospitals had risen to 63"
                if not linked and not _MOUNTED.search(gap):
                    continue  # a figure on the way: "the number killed in the five blasts rose to 41"
                if re.search(r"\bcame\b|\bcome\b", gap):
                    break
                if listed and not re.match(r"\s*(?:[.,;)]|$|and\b|as of|people\b)", flat[number.end :]):
                    break
                used.add(number.start)
                previous = number
                old = bool(re.search(r"\bfrom\s*$", gap))
                yield head.start(), number.end, replace(_figure(kind, number), superseded=old)
            else:
                between = flat[previous.end : number.start]
                if re.search(r"\bto\s*$", between) and len(between) < 12:
                    used.add(number.start)
                    yield head.start(), number.end, _figure(kind, number)
                elif _OLD_FROM.match(between):
                    used.add(number.start)
                    yield head.start(), number.end, replace(_figure(kind, number), superseded=True)
                break
    for raised in _RAISED.finditer(flat):
        inside = [n for n in numbers if raised.start("n") <= n.core < raised.end("n")]
        for number in inside[:1]:
            used.add(number.start)
            yield raised.start(), raised.end(), _figure("wounded" if raised["hurt"] else "killed", number)
    for first in _EARLIER.finditer(flat):
        behind = [n for n in numbers if first.end() <= n.start <= first.end() + 60 and free(n)]
        if "wounded" in flat[first.start() : first.end() + 40] or "injured" in flat[first.start() : first.end() + 40]:
            continue
        kind = "killed" if _SPEAKS_OF["killed"].search(flat) else _kind_before(first.start(), last)
        for number in behind[:3]:
            if _NOUN_UNIT.match(flat[number.end :]):
                continue
            used.add(number.start)
            yield first.start(), number.end, replace(_figure(kind, number), superseded=True)
    for number in numbers:
        before = flat[max(0, number.start - 70) : number.start]
        if free(number) and _HOSPITAL_HAS.search(before) and _PATIENTS.match(flat, number.end):
            used.add(number.start)
            dead = re.search(r"\b(?:mortuar\w+|morgues?|bodies|corpses)\b", flat[: number.end + 12], re.IGNORECASE)
            yield number.start, number.end, _figure("killed" if dead else "wounded", number)
    for number in numbers:
        ellipsis = _ACCORDING.match(flat, number.end)
        if free(number) and ellipsis and re.search(r"(?:\band|,|;|\bbut|\bor) $", flat[: number.start]):
            told = [(kind, who) for start, kind, who in last if 0 <= start < number.start]
            if told and _ACCORDING.search(flat[: number.start]):
                used.add(number.start)
                kind, who = told[-1]
                yield number.start, number.end, replace(_figure(kind, number), who=who, by=_source(flat[number.end :]))
    only = _ONLY.search(flat)
    if only:
        yield only.start(), only.end(), TollValue("killed" if only.group("dead") else "wounded", 1, 1, 1)
        if not only.group("dead"):
            yield only.start(), only.end(), TollValue("killed", 0, 0, 0)
    for number in numbers:
        if not free(number):
            continue
        noun = _NOUN_AFTER.match(flat, number.end)
        if noun:
            used.add(number.start)
            figure = _figure("wounded" if noun.group("hurt") else "killed", number)
            yield number.start, noun.end(), replace(figure, more=bool(_FURTHER.search(noun.group())))


_HOSPITAL_HAS = Wording(
    r"\b(?:hospitals?|clinics?|infirmary|doctors|medics|paramedics|surgeons|ambulance (?:service|crews?)|emergency room)\b[^.;,]{0,40}?\b(?:admitted|admit|took in|taken in"
    r"|received|treated|treating|treat|registered|has|have|had)\s+$",
    re.IGNORECASE,
)
_PATIENTS = re.compile(
    r"\s*(?:[,.;:)]|$|(?:and|with|for|from|in|on|by|people|persons|patients|others|victims|wounded|injured|casualties|men|women|of them)\b)(?! (?:bodies|dead|beds|doctors|nurses))",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r",? (?:according to|by the count of|by the reckoning of|by [\w ]{2,20}['’]s (?:count|reckoning|tally)|in the (?:count|reckoning) of)\b",
    re.IGNORECASE,
)


def _kind_before(at: int, last: list[tuple[int, str, str]]) -> str:
    """The kind last spoken of before an offset: what "the figure" means there."""
    return next((kind for start, kind, _ in reversed(last) if start < at), "killed")


_PLAIN_HEAD = re.compile(r"(?:figure|count)$", re.IGNORECASE)
# "the dead were six Britons and two Danes" lists parts; "the injured are 284" is a total.
_LISTED = re.compile(r"(?:among .*|\bthe (?:dead|injured|wounded))$", re.IGNORECASE)
_NOUN_UNIT = re.compile(
    r"\s+(?:bombs?|attackers?|gunmen|suspects?|explosions?|blasts?|people (?:held|arrested))", re.IGNORECASE
)


_OF_THINGS = re.compile(
    r"\s+(?:\w+ )?(?:hospitals|clinics|places|sites|scenes|locations|spots|towns|cities|villages|districts|provinces|attacks|blasts|bombings|explosions|shootings|incidents|stations|mosques|churches|hotels|embassies|buildings|houses|buses|trains|carriages|vehicles|cars|trucks|lorries|planes|aircraft|days|weeks|months|years|hours)\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:more|other|further|additional)\b", re.IGNORECASE)
_SOLE = Wording(
    r"(?:,|-|–|—) ?(?:and )?the (?:only|sole) (?:injur(?:y|ies)|casualt(?:y|ies)|person (?:hurt|injured|wounded)|one (?:hurt|injured))\b(?! (?:was|is))",
    re.IGNORECASE,
)
_ONLY = Wording(
    r"\b(?:the )?(?:only|sole|one) (?:(?P<dead>fatality|death)|injury|person (?:hurt|injured|wounded)) (?:was|is|has been)\b",
    re.IGNORECASE,
)


def _figure(kind: str, number: Number) -> TollValue:
    """A figure without a word for the people."""
    return TollValue(kind, number.value, number.low, number.high, qualifier=number.qualifier)


def _nobody(flat: str) -> Iterator[tuple[int, int, TollValue]]:
    """Stated absences: "there were no casualties", "without causing injuries"."""
    for match in _NOBODY.finditer(flat):
        if _UNCLEAR.search(flat[max(0, match.start() - 60) : match.end() + 20]):
            continue
        if match.group().lower() == "without injury":
            continue  # said of those who got away
        only_dead = match.group("nodead") or match.group("nodead2") or match.group("nolife")
        who = UNHURT if match.group("lucky") else ""
        for kind in ("killed",) if only_dead else ("killed", "wounded"):
            yield match.start(), match.end(), TollValue(kind, 0, 0, 0, who=who)
    alive = _ALIVE.search(flat)
    if alive:
        yield alive.start(), alive.end(), TollValue("killed", 0, 0, 0, who=ALIVE)
    sole = _SOLE.search(flat)
    if sole:
        yield sole.start(), sole.end(), TollValue("killed", 0, 0, 0)


# "the death toll was reported": what stands before the verb is what is told and not who tells it.
_NO_SPEAKER = re.compile(
    r"\b(?:tolls?|numbers?|figures?|deaths?|attacks?|blasts?|explosions?|casualt(?:y|ies)|injur(?:y|ies))\b|\b(?:was|were|is|are|been|be)$",
    re.IGNORECASE,
)


def _source(flat: str) -> str | None:
    """The source that the sentence names, shortened."""
    names = (next((g for g in match.groups() if g), "").strip(" ,") for match in _SOURCE.finditer(flat))
    names = (re.split(r" (?:and|but|while) (?=\d)", name)[0] for name in names)
    return next((name for name in names if name and not _NO_SPEAKER.search(name)), None)


def _described(value: TollValue, flat: str, start: int, end: int) -> TollValue:
    """The figure with what the words around it say: a part of a total, or a figure that was replaced."""
    before = flat[max(0, start - 60) : start]
    opening = _AMONG_FIRST.match(flat)
    part = value.subset or bool(_PART_LEAD.search(before)) or bool(opening and opening.group(value.kind))
    window = flat[max(0, start - 70) : end + 30]
    denied = _CONTRADICTED.search(flat)
    old = (
        value.superseded
        or bool(denied and value.value and (denied.start() > start or denied.end() <= start < denied.end() + 80))
        or bool(_REPLACED.search(window) and value.value not in (0, None) and (value.party != "attackers"))
    )
    near = flat[max(0, start - 60) : end]
    raised = _RAISED_TO.search(near) if value.value else None
    if raised is not None and value.value in [n.value for n in find_numbers(near[raised.end() :])][:1]:
        return replace(value, subset=part, superseded=False, newness=1)
    old = old or bool(_CORRECTING.search(flat[max(0, start - 50) : start]))
    return replace(value, subset=part, superseded=old, newness=_newness(flat, start, end))


# "then raised the first figure to 39"
_RAISED_TO = re.compile(
    r"\b(?:raised|revised|corrected|updated|increased|lifted|amended|changed|lowered|reduced|cut) (?:the|that|this|its|their|his|her|it) ?(?:[\w'’-]+ ){0,4}?(?:up |down |upwards? |downwards? )?to ",
    re.IGNORECASE,
)
# Only words of reporting: "early", "today" and "last night" as often tell when the deed was done.
_NEW = Wording(
    r"\b(?:now|latest|final|definitive|updated|(?:has|have) since|(?:r[oi]s(?:e|en|es|ing)|gr(?:ew|own|ows)|climb(?:s|ed|ing)?|jump(?:s|ed)?|gone up|went up|increas(?:ed|es)|lowered|raised|revised|brought|corrected|updated|amended)\b[^.;,]{0,40}? to"
    r"|as (?:[\w-]+ ){1,3}of the (?:wounded|injured)(?: \w+)? (?:had |have )?(?:later |since )?(?:died|succumbed)"
    r"|(?:said|says|put|gave|announced|counted|declares?|declared|confirmed|reported)\b[^.;,]{0,20}\b(?:today|tonight|after nightfall|by nightfall|in the evening|last night|on \w+ (?:evening|night))"
    r"|(?:today|tonight|after nightfall|by nightfall|in the evening|last night|on \w+ (?:evening|night)) (?:said|says|put|gave|has|announced|counted|declares?|declared|confirmed|reported))\b",
    re.IGNORECASE,
)
_EARLY = Wording(
    r"\b(?:at first|initial(?:ly)?|provisional|preliminary|(?:first|previous|early|earlier) (?:count|list|report|bulletin|briefing|figure|toll|estimate)s?|by (?:noon|lunch|breakfast|midday)|earlier (?:said|put|gave|announced|reported|counted))\b",
    re.IGNORECASE,
)


def _newness(flat: str, start: int, end: int) -> int:
    """1 where the clause of a figure calls it the latest, -1 where it calls it early, else 0."""
    left = max(flat.rfind(sign, 0, start) for sign in ",;:(") + 1
    right = min((k for k in (flat.find(sign, end) for sign in ",;)") if k >= 0), default=len(flat))
    clause = flat[max(left, start - 70) : min(right, end + 45)]
    return -1 if _EARLY.search(clause) else 1 if _NEW.search(clause) else 0


# -- the whole article ------------------------------------------------------------------------------------------------


def _dedupe(found: list[Mention]) -> list[Mention]:
    """Mentions without repeats of one value over one stretch of text."""
    kept: list[Mention] = []
    for mention in found:
        value = mention.value
        assert isinstance(value, TollValue)
        again = any(
            isinstance(o.value, TollValue)
            and o.value.kind == value.kind
            and o.value.value == value.value
            and o.value.party == value.party
            and o.span.overlaps(mention.span)
            for o in kept[-6:]
        )
        if not again:
            kept.append(mention)
    return kept


def _supersede(found: list[Mention], text: Text) -> list[Mention]:
    """Mentions where a rounded total gives way to an exact figure that is told elsewhere, or in the body."""
    title_end = len(text.article.title)
    out: list[Mention] = []
    for mention in found:
        value = mention.value
        assert isinstance(value, TollValue)
        if value.qualifier in ("more_than", "nearly") and value.value:
            exact = any(
                isinstance(o.value, TollValue)
                and o.value.kind == value.kind
                and o.value.qualifier in ("exact", "at_least")
                and o.value.value is not None
                and abs(o.value.value - value.value) <= max(0.35 * value.value, 2)
                and o.span.start >= title_end
                for o in found
            )
            if exact:
                mention = replace(mention, value=replace(value, rounded=True, superseded=True))
        out.append(mention)
    return out


# "a figure which later became 31", "later gave the number as 211", "brought up to date to nine": what was told before gives way.
_NEWER = Wording(
    r"\b(?:later (?:became|gave|put|rose|grew|climbed|raised)|(?:has|had|have) (?:since )?(?:risen|climbed|grown|increased|jumped) to|brought up to date|updated|revised (?:up |down |upwards? |downwards? )?to|(?:rose|climbed|increased) (?:later )?to"
    r"|(?:bring|tak|rais|push|lift|carry|driv)ing (?:up )?(?:(?:the |their |its )(?:[\w'’-]+ ){0,4}?(?:toll|dead|number|total|count|tally|figure|deaths|fatalities|killed|victims|martyrs|injured|wounded)|to (?=\w+ the (?:number|toll|total|count|dead))))\b",
    re.IGNORECASE,
)


def _renewed(found: list[Mention], text: Text) -> list[Mention]:
    """Mentions where a figure said to be newer replaces those of its paragraph before it."""
    out = list(found)
    for k, mention in enumerate(out):
        value = _toll(mention)
        if not value.value or value.party == "attackers" or value.subset:
            continue
        before = text.whole[max(0, mention.span.start - 60) : mention.span.end].replace("\n", " ")
        cue = _NEWER.search(before)
        if cue is None or [n.value for n in find_numbers(before[cue.end() :])][:1] not in ([value.value], []):
            continue
        out[k] = replace(mention, value=replace(value, superseded=False))
        paragraph = text.sentence_at(mention.span.start).paragraph
        for j in range(k - 1, max(-1, k - 6), -1):
            older = _toll(out[j])
            same = (
                older.kind == value.kind
                and older.party != "attackers"
                and text.sentence_at(out[j].span.start).paragraph == paragraph
            )
            if (
                same
                and older.value
                and older.value != value.value
                and not older.more
                and 3 * value.value >= older.value >= value.value / 3
            ):
                out[j] = replace(out[j], value=replace(older, superseded=True))
    return out


def _standing(found: list[Mention], text: Text) -> list[Mention]:
    """Mentions where a figure that "initial reports" gave stands, if no other figure of its kind is told; a joint figure is joint wherever it recurs."""
    spoken = {
        (_toll(m).kind, _toll(m).value, text.sentence_at(m.span.start).paragraph)
        for m in found
        if _toll(m).joint and (_toll(m).value or 0) > 2
    }
    joint = {(kind, value) for kind, value, _ in spoken}

    def recurs(mention: Mention) -> bool:
        value, paragraph = _toll(mention), text.sentence_at(mention.span.start).paragraph
        key = (value.kind, value.value)
        return (key in joint and paragraph <= 1) or (*key, paragraph) in spoken

    found = [replace(m, value=replace(_toll(m), joint=True)) if recurs(m) else m for m in found]
    gone = {
        (_toll(m).kind, _toll(m).value)
        for m in found
        if _toll(m).superseded and not _toll(m).rounded and (_toll(m).value or 0) > 2
    }
    # The two greatest rivals of a kind are enough to know whether any other figure is big enough.
    standing: dict[str, set[int]] = {}
    for value in map(_toll, found):
        if not value.superseded and _counts_all(value) and (value.kind, value.value) not in gone:
            standing.setdefault(value.kind, set()).add(value.value or 0)
    rivals = {kind: sorted(values)[-2:] for kind, values in standing.items()}

    def replaced(value: TollValue) -> bool:
        if (value.kind, value.value) not in gone or value.party == "attackers":
            return False
        return any(v != value.value and v * 3 >= (value.value or 0) for v in rivals.get(value.kind, ()))

    found = [replace(m, value=replace(_toll(m), superseded=True)) if replaced(_toll(m)) else m for m in found]
    alone = {
        kind for kind in ("killed", "wounded") if not any(_positive(m, kind) and not _toll(m).superseded for m in found)
    }
    return [
        replace(m, value=replace(_toll(m), superseded=False, rounded=False))
        if _toll(m).superseded and _toll(m).kind in alone
        else m
        for m in found
    ]


def _counts_all(value: TollValue) -> bool:
    """Whether a figure can be the total of its kind."""
    apart = value.subset or value.joint or value.perpetrator_source or value.rounded or value.party == "attackers"
    return not apart and (value.value or 0) > 2


def _partial(found: list[Mention]) -> list[Mention]:
    """Mentions where the dead or hurt of one nationality are a part, if a greater total is told."""
    most = {
        kind: max((_toll(m).value or 0 for m in found if _positive(m, kind) and not _of_nation(_toll(m))), default=0)
        for kind in ("killed", "wounded")
    }
    return [
        replace(m, value=replace(_toll(m), subset=True))
        if _of_nation(_toll(m)) and (_toll(m).value or 0) < most[_toll(m).kind]
        else m
        for m in found
    ]


def _of_nation(value: TollValue) -> bool:
    """Whether the people are told by their nationality alone."""
    words = [w.split("=")[0] for w in value.who.split("|")]
    return all(w in ("national", "citizen") or (w and country_of_demonym(w.capitalize())) for w in words)


def _toll(mention: Mention) -> TollValue:
    """The value of a TOLL mention."""
    assert isinstance(mention.value, TollValue)
    return mention.value


def _positive(mention: Mention, kind: str) -> bool:
    """Whether the mention counts somebody of a kind."""
    value = _toll(mention)
    return value.kind == kind and bool(value.value) and not (value.subset or value.joint or value.perpetrator_source)
