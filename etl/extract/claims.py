"""CLAIM mentions: who says that who did it.

Enters: a Text with its GROUP mentions. Leaves: a mention for each claim, denial, attribution and suspicion, and for each statement
that nobody has claimed; its span runs from the actor to the words that say so. Pure; time is linear in the text, since every
pattern looks a bounded way ahead.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from etl.codebook.claims import UNKNOWN_MODE, Cue, claim_channels, claim_cues, state_names, with_words
from etl.codebook.groups import generic_rank, says_who
from etl.codebook.gtd import CLAIMMODE
from etl.codebook.wording import Wording
from etl.extract.claim_frames import Named, Surroundings, kind_of, signs_of
from etl.extract.hit import is_hit
from etl.extract.stage import Stage
from etl.extract.text import Sentence, Text
from etl.model import ClaimValue, DateValue, GroupValue, Mention, MentionKind, TriggerValue

NAME = "claims"

_VIDEO = CLAIMMODE.label(6)
_ON_AIR = "Other"
_BESIDE_VIDEO = (
    CLAIMMODE.label(2),
    CLAIMMODE.label(4),
)  # calls and e-mails are claims of their own; a web page only carries it
_INSPIRED_IDENTITY = "Jihadi-inspired extremists"
_OFTEN = 3  # namings of a group in one article
_FAR_AFTER = 90  # how far behind its cue an actor may stand
_NEXT = 40  # how far behind "suspected", "alleged" the suspect may stand
_SAME_BACK = 12  # "the same group" looks back further
_CALLER_BACK = 4
_SOMEBODY = "Unknown"
_FAR_BACK = 3  # sentences that "it" and "the group" look back over
_REACH = 90  # how far behind a group its violent verb may stand
_IDENTITY_RANK = 2  # generic identities up to this rank say enough to be an actor of their own
_DATE_GAP = 16

_AN_ATTACK = re.compile(r"(?:an|a|which|that|and)\b")
_BARE_VERB = re.compile(r"\W*(?:claim|took|admit|boast)")
_BARRIER = re.compile(r"[;]|(?<!\w)(?:but|while|whereas|although|though)(?!\w)")
_SELDOM = re.compile(
    r"\b(?:usually|often|typically|habitually|normally|always|routinely|neither|nor|not|never|if|would|could)\W+(?:\w+\W+){0,3}$"
)
_SELF_SAID = re.compile(
    r"[^.;]{0,80}?, (?:the (?:\w+ )?(?:group|organi[sz]ation|movement|militants|rebels|sect|faction)|its \w+(?: \w+)?|it) (?:said|says|claimed|announced|declared)\b"
)
_BACK_TO_SUBJECT = re.compile(r"\W*(?:[\w'-]+ ){0,3}?(?:its|their|it|they)\b")
_NEGATED = re.compile(
    r"(?:\bnot|n't|\bnever|\bnor|short of|refus\w+ to|declin\w+ to|\bwithout|\bneither|\bif|\bwould|\bmay|\bmight|\bcould|\bwill|threat\w*|warned|vow\w*|habitually|usually|often|typically|rarely|seldom|normally|customarily)[ '-]+(?:[\w'-]+ ){0,3}$"
)
# Between the word of saying and the deed: what is only announced, and what is denied.
_UNDONE = re.compile(
    r"\b(?:would|will|shall|should|may|might|could|can|must|intend(?:s|ed)?|plan(?:s|ned)? to|want(?:s|ed)? to|hop(?:es|ed)|whether|if|no longer|ready to|about to|going to)\b"
)
_NOT_DONE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|do|does)(?: \w+)? not\b|n['’]t\b|\b(?:it|they|we|he|she) never\b|\bnone of (?:its|their|our|his|my)\b|\bno (?:\w+ )?of (?:its|theirs|mine|ours|his)\b"
)
_UNHEARD_OF = re.compile(r"\b(?:heard (?!from\b)|(?:knew|known) of\b)")
# What others say of a group: that it is not there.
_ABSENT = re.compile(
    r"[\"”')]* (?:does not|do not|did not|doesn['’]t|don['’]t) (?:exist|operate|live)\b|[\"”')]* (?:is|are|was|were) (?:not|nowhere) (?:active|present|here|to be found)\b|[\"”')]* ha(?:s|ve|d) no (?:presence|base|cells?|foothold)\b"
)
_PART_OF = re.compile(
    r"[\"”']? (?:(?:brigade|katiba|battalion|front|column|unit|command|wing|faction|group) )?of (?:the )?[\"“']?"
)
_OBJECT = re.compile(
    r"(?<!\w)(?:against|on|hunting|fighting|battling|targeting|combating|combatting|over|than|with|fought|condemned|praised|condemn|pursuing|killed|captured|arrested|detained"
    r"|including|backs|supports?|supporting|joined|unlike|between|as well as)\s+(?:the |a |an |some |suspected |alleged |\w+ )?$"
)
_REFERENCE = with_words(r"{reference}")
_PRONOUN = with_words(
    r"{reference}|it|they|which|who|its|their|his (?:group|men)|(?:a|the) spokes(?:man|woman|person)|spokes(?:man|person)"
)
_THE_MEN = re.compile(
    r"the (?:militants|insurgents|rebels|guerrillas|islamists|jihadists|terrorists|extremists|separatists|maoists)"
)
_REPORTS = Wording(
    r"\b(?:said|says|told|announced|believe[sd]?|suspect(?:s|ed)?|charge[sd]?|claim(?:s|ed)|alleg\w+|according to|insist(?:s|ed))\b[^.;]*$"
)
_OUTLET_SAYS = Wording(
    r"\b(?:said|says|saying|report(?:s|ed|ing)?|claim(?:s|ed|ing)?|announc\w+|according to|statement|carried|published|released|quot\w+|confirm\w+|describ\w+|call(?:s|ed)|nam(?:es|ed)|hail(?:s|ed)|put out|posted|ran|aired|broadcast|sp(?:oke|eaks) of|tells|told|wrote)\b"
)
_CODED = Wording(
    r"\bcoded (?:telephone |phone |bomb |telephoned )?(?:warnings?|messages?|calls?)\b|\brecogni[sz]ed code ?-?words?\b|\b(?:telephoned|phoned)[^.;]{0,60}?\bcode ?-?words?\b"
)
_SAYING = Wording(r"\b(?:said|says|claim(?:s|ed)|announced|admit(?:s|ted)|stated|boast(?:s|ed))\b")
_REPORTED = Wording(
    r"\b(?:said|says|insist(?:s|ed)|claim(?:s|ed)|told \w+|add(?:s|ed)|stat(?:es|ed)|believes?d?|stress(?:es|ed)?|maintain(?:s|ed))(?: that)?\W+(?:the )?$"
)
_SENT = Wording(
    r"\b(?:(?:tele)?phon(?:ed|es|ing)|rang|rung|(?:in|by|with) (?:an? |the )?(?:\w+ )?calls?|calls? (?:to|from)|caller|called (?:(?:an?|the|several|local) )?(?:\w+ )?(?:radio|stations?|news\w*|reporters?|journalists?|agency|agencies|paper|television|switchboard|office|bureau|bbc|police to)|e-?mail(?:s|ed)?|fax(?:ed|es)?|telex(?:ed)?|letters?|leaflets?|pamphlets?|flyers?|notes?|communiqu\w+|statements?"
    r"|messages?|bulletins?|videos?|video ?tapes?|films?|footage|tapes?|cassettes?|audio|recordings?|web ?sites?|websites?|web page|on ?-?line|telegram|channels?|whats ?app|tweet(?:s|ed)|twitter|facebook|posted|texted|text messages?"
    r"|signed|sheet of paper|card|banner|graffiti|slogans?|war report|press release|(?<!state )(?<!national )(?<!public )(?<!local )(?<!official )(?<!government )(?<!run )(?<!off by )(?<!triggered by )(?<!detonated by )(?<!exploded by )radio(?![- ](?:control|signal|set|device|transmit|detonat|command))|spokes(?:man|woman|person)|wrote|announced|took upon (?:itself|themselves)|(?:stood|stands) by it|put (?:its|their) name to|own(?:ed|s) up)\b"
)
_LEFT_BEHIND = Wording(
    r"\b(?:leaflets?|pamphlets?|flyers?|notes?|cards?|letters?|banners?|flags?|slogans?|graffiti|sheet of paper|messages?|placards?)\b[^.;]{0,90}?\b(?:found|left|scattered|strewn|pinned|dropped|pasted|nailed|painted|daubed|signed|stamp|signature|bearing|lay)\b"
    r"|\b(?:found|left|leaving|scattered|dropped|gave|handed|pinned|pasted|daubed|painted)\b[^.;]{0,100}?\b(?:leaflets?|pamphlets?|flyers?|notes?|cards?|letters?|banners?|slogans?|graffiti|placards?)\b"
)
_TELLS_DEED = with_words(
    r"(?:{did}|{attack}|responsib\w+|credit|authorship|punish\w*|aveng\w*|reveng\w*|retaliat\w*|retribution|visited|retained|taken|took|holding|hold|(?:its|their|our|his) (?:\w+ )?(?:{member}|front|column)|one of (?:its|their|our)|soldiers of|martyrdom\W+\w+|did it|done it|behind it|upon (?:itself|themselves)|stood by it|put (?:its|their) name to|own(?:ed|s) up|posted them|its doing|tried to|brought to justice|bring \w+ \w+ to justice|removed|hunted|eliminated"
    r"|(?:released|published|put on ?line|put on line|put out|posted|circulated|distributed|showed)\b[^.;]{0,40}?(?:videos?|films?|footage|pictures|photographs|images)|(?:videos?|films?|footage|pictures|photographs|images)\b[^.;]{0,40}?(?:released|published|put on ?line|put on line|put out|posted|circulated|distributed))"
)
# What a message says that is no claim: a denial, praise, a threat, a demand, an offer, a truce.
_NO_CLAIM = Wording(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|condemn\w*|no part|nothing to do|not (?:responsible|involved|behind|carried out|kill)|do(?:es)? not|did not|had not|disown\w*|disavow\w*|repudiat\w*|dissociat\w*|distanc\w+|deplor\w*"
    r"|prais\w+|hail\w+|welcom\w+|congratulat\w+|applaud\w*|celebrat\w+|threaten\w*|vow\w*|will\b|would (?:kill|attack|strike|continue)|cease-?fire|truce|urg(?:ed|es|ing)|call(?:ed|s|ing) (?:on|for|upon)|offer\w*|accus\w+|blam\w+|no longer|(?:it|they|we|he|she|that) (?:would|may|might|could|should)\b|no (?:business|man|men|one|fighter|member)s? (?:of|in|there)\b|none of|not (?:one of )?(?:its|their|our|his|us|ours|theirs)\b|seldom|rarely|usually|habitually|customar\w+|said nothing|silent)\b"
)
_SOMEONE_OF_IT = Wording(
    r"\b(?:an?|the|one) (?:\w+ ){0,2}?(?:commander|leader|spokes(?:man|woman|person)|chief|emir|man|woman|voice) (?:calling (?:him|her)self|who (?:called|gave|introduced|identified|named)|giving|identif\w+ (?:him|her)self|introduc\w+ (?:him|her)self|speaking|known as)"
)
_ARM = re.compile(r"'s? (?:\w+ ){0,2}(?:arm|branch|wing|affiliate|chapter|franchise|ally|allies)\b")
_STATE_SPEAKS = Wording(
    r"\b(?:police|officials?|authorities|government|ministry|minister|president|army|military|officers?|prosecut\w+|investigators?|security (?:forces|sources|service|officials)|governor|mayor|court|judge|diplomats?|witnesses|residents|survivors?|hospital|embassy|analysts?|experts?|according to)\b"
)
_VOICE = with_words(
    r"(?:we|i) (?:\w+ )?(?:(?:are|were) (?:\w+ )?(?:responsible|behind|the authors)|(?:assume|claim|accept|take|avow|vindicate)\b(?: \w+){0,3}? (?:responsib\w+|the \w+|credit)|have (?:taken (?:him|her|them|(?:our )?(?:revenge|vengeance))|avenged|punished|executed|carried out|struck|planted|seized|kidnapped|captured|eliminated|killed|done this|done it)|(?:planted|executed|punished|detonated|struck|ambushed|assassinated|kidnapped)\b|did it)"
    r"|(?:it was us|this was our (?:work|doing)|our (?:\w+ )?(?:fighters|commandos?|men|mujahid\w+|heroes|units?|soldiers|martyrs?|guerrillas|cells?) (?:have |has |had )?(?:{did}))"
)
_UNNAMED_VOICE = re.compile(
    r"\b(?:callers?|(?:phone|telephone|anonymous|second|third) calls?|voice|e-?mail|blog|leaflets?|pamphlets?|communiqu[eé]\w*|recording|cassette|a (?:man|woman|person) who (?:would not|did not|gave no|rang|phoned|telephoned|called)"
    r"|(?:man|woman|person|somebody|someone) (?:speaking|telephoned|phoned|rang|called|spray-?painted|painted|wrote|scrawled))\b[^.;]{0,110}?\b(?:said|says|saying|say|stated|claim(?:s|ed)|that|announced|declared|wrote|attribut\w+|ascrib\w+|nam(?:ed|es|ing)|credit(?:ed|s)|assert(?:ed|s)|maintain(?:ed|s)|insist(?:ed|s))\b"
)
_OF_A_STATE = with_words(r"(?:of|from|by) (?:the )?(?:[\w-]+ ){0,2}?(?:{official}|services)")
_OWN_MEN = with_words(
    r"(?:its|their|the (?:same )?(?:group|organi[sz]ation|movement|sect|outfit)'s) (?:\w+ )?(?:{member})"
)
_OWN_SPOKESMAN = Wording(
    r"\b(?:its|their|the (?:group|organi[sz]ation|movement|party)'s) (?:\w+ ){0,2}(?:spokes(?:man|woman|person)|leader|commander)"
)
_THEY = re.compile(r"(?:^|, |\band )(?:\w+ \w+ \d{1,2},? |\w+ ){0,4}?(they|it)\b")
_CALLER = with_words(
    r"(?:an? |the )?(?:anonymous |unidentified |unknown |telephone |male |female )*(?:callers?|telephone calls?|phone calls?)|a (?:[\w-]+ )?(?:wo)?man (?:speaking|who|giving|with)|a (?:[\w-]+ )?(?:(?:wo)?man|youth|boy|girl|person) (?:telephoned|phoned|rang|called) (?:an?|the|this|our|up|in|(?:[\w.-]+ ){0,3}?(?:tv|television|radio|station|newspaper|news|agency|paper|switchboard|newsroom|[a-z]+-tv))|a voice"
)
_OFFICIAL = with_words(r"(?:{official})")
# Any words may stand between a group and its verb but those that part them or bring in another subject.
_VIOLENT = with_words(
    r"(?:(?!(?:{unlike_subject})\b)[\w'\"“”./\[\]()-]+,?\s+){0,9}?[\"“']?"
    r"(?<!\bthe )(?<!\ban )(?<!\ba )(?<!\bits )(?<!\btheir )(?<!\bhis )(?<!\bthis )(?<!\bof )(?<!\bfor )(?<!\bin )(?<!\bsuch )(?<!\bany )(?<!\bno )(?<!\beach )(?<!\bevery )(?:{violent})"
)
# "X gunmen who had come by sea from the north struck": the clause tells where they came from, not what was done to them.
_WHO_HAD = with_words(
    r"(?:[\w-]+ ){0,2}(?:who|which|that) (?:had )?(?:come|came|arrived|crossed|landed|emerged|infiltrated|posed|dressed|wore|travelled|traveled|drove|walked|rode)\b(?: (?!was\b|were\b|police\b|troops\b)[\w'-]+){1,9}? (?:{violent})"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be|get|got|gets)\s+(?:\w+ly )?$")
_ATTACK_NOUN = with_words(
    r"(?:style |claimed |led |\w+ )?(?:suicide |car |roadside |truck |mortar |bomb |rocket |grenade |gun |terror |terrorist |guerrilla |rebel |sniper |land ?mine |deadly |latest )*(?:{attack})"
)
_NOT_ACTOR = re.compile(
    r"^(?:\s?-\s?(?:run|controlled|held|ruled|linked|inspired|affiliated|backed|aligned|allied|dominated|owned|occupied|era|style|type|free|infested|hit|friendly|prone)"
    r"| (?:linked|inspired|affiliated|backed|controlled|dominated|run|government|authorities|administration|regime|officials)) ?\b"
)
_SUSPECTED = Wording(
    r"(?:suspected|alleged|presumed|supposed|possible|probable|purported|apparent|reputed|believed to be|thought to be|likely)\s+(?:\w+ ){0,2}$"
)
_HEDGE = Wording(r"\b(?:apparently|allegedly|presumably|possibly|probably|supposedly|reportedly|likely)\b")
# "was probably laid by", "believed to have been planted by", "may have been the work of"
_HEDGED_PASSIVE = re.compile(
    r"\b(?:probably|possibly|perhaps|likely|apparently|allegedly|reportedly|presumably|supposedly|purportedly|believed|thought|suspected|presumed|assumed|supposed|understood|feared|alleged|may|might|could|can only|must|seems?|seemed|appears?|appeared)"
    r"(?: to)?(?: have| has| had)?(?: been| be| be)?(?: the)?(?: \w+ly)? $"
)
# "police believe the X were to blame", "hinted that X had done it"
_GUESSED = re.compile(
    r"\b(?:believe[sd]?|suspect(?:s|ed)?|thinks?|thought|hint(?:s|ed)|suggest(?:s|ed)?|insinuat(?:es|ed)|impl(?:ies|ied)|speculat(?:es|ed)|suppose[sd]?|presume[sd]?|assume[sd]?|guess(?:es|ed)?|reckon(?:s|ed)?|fear(?:s|ed)?|allege[sd]?|possib(?:ility|ly)|suspicions?|theory|rule out|exclude)"
    r"(?: \w+ly)?,?(?: is| was)?(?: that)? (?:the |an? |some )?(?:(?:[\w-]+ ){0,3}?(?:group|outfit|organi[sz]ation|movement|faction|sect|militia|members of|elements of),? )?(?:the |\w+ (?=$))?$"
)
# What a group does as a rule says nothing certain of this deed: "often plants mines", "has carried out similar attacks in the past".
_HABIT = re.compile(
    r"\b(?:often|frequently|usually|typically|routinely|regularly|commonly|habitually|sometimes|occasionally|generally|(?:such|similar|comparable|these|this) (?:\w+ )?(?:attacks?|bombs?|bombings?|mines?|raids?|devices?|killings?|blasts?|ambush(?:es)?|weapons?|methods?|abductions?|kidnappings?)|in the past|of the kind)\b"
)
_HABIT_TAIL = 30
_LEAD = 90  # characters before a doer behind "by"
# "shot dead at their quarters by armed men"
_AGENT = with_words(
    r"(?:{violent}|{did}|{attack})\b(?:(?!\b(?:said|says|according)\b)[^.;,]){0,60}? by (?:(?:the|an?|some|two|three|four|five|six|seven|eight|nine|ten|several|about|unidentified|unknown|suspected|masked|\d+) ){0,3}$"
)
_CULPRIT = Wording(
    r"(?:supporters?|sympathi[sz]ers?|inspired|opponents?|rivals?|victims?|critics?|enemies|foes) of (?:the )?$"
)
# What may stand between a group and its verb: "'s", "(FMLN)", a relative clause between commas.
_TO_VERB = re.compile(
    r"(?:'s(?!\w))?[\s\"”'-]*(?:[(\[][^)\]]{1,40}[)\]])?[\s\"”',)\]-]*(?:(?:who|which|whose) [^,;]{3,100},\s*)?"
)
_POSSESSIVE = re.compile(r"(?:'s|s'|')?[\s\"”-]+")
_APPOSITION = re.compile(r"^\W*,(?! (?:along|together|jointly|and|or|as well)\b)[^,;]{3,80}$")
_NOT_SO = re.compile(
    r"(?:\bnot|n't|\bnever|\bnor|\bno|ruled out|\bden(?:y|ied|ies)|\bif|\bwithout|rather than)\W+(?:[\w-]+\W+){0,3}$"
)
_OFFICIAL_REACH = 90
_OFFICIAL_BODY = re.compile(
    r"\b(?:ministry|government|police|army|navy|air force|military|governor|minister|prosecutor'?s?|president|director|spokes(?:man|woman|person) for the (?:army|police|ministry|government|military|interior|defen[cs]e)|brigadier|general|colonel|commissioner|headquarters|authorities|mayor|embassy|state department|united nations|mission)\b"
)
_OTHER_SPEAKER = re.compile(
    r"\b(?:it|they|he|she|we|its|their|the (?:group|organi[sz]ation|movement|rebels|militants)|claim\w*|responsib\w*|killed|attack\w*|against|on|in)\b(?! (?:an? |the )?$)"
)
_MUST_BE_LEFT = re.compile(r"banner|card|graffiti|slogans?|tapes?")
_OWN_WORD = Wording(
    r"\b(?:statements?|communiqu\w+|messages?|audio|video|letters?|e-?mails?|caller|leaflets?|channels?|leader|chief|warlord|voice|tape|recording|pamphlets?|notes?"
    r"|website|spokes(?:man|person) (?:for|of) (?:the )?(?:group|rebels|guerrillas)|emir|mastermind|his|its own|their own)\b[^.;]{0,100}?\b(?:said|says|saying|claim(?:s|ed|ing)|states?|stated|announc\w+|that|boast\w*|declar\w+|his|her|its own)\b"
)
_INSPIRED = Wording(
    r"(?:inspired by|pledg\w+ (?:of )?(?:allegiance|loyalty|support|fealty) to|sw(?:ore|earing|orn) (?:allegiance|loyalty|fealty) to|sympath\w+ (?:of|for|with|to)|loyal(?:ty)? to|supporters? of|radicali[sz]ed by|ideology of|close to"
    r"|(?:allegiance|loyalty) to|admir\w+ (?:of|for)|follower of|propaganda of|devotee of|obsessed with)\W+(?:the |so-called )*$"
)
_OF_THE_CLAIM = re.compile(
    r"\W*(?:the (?:account|claim|statement|video|message|letter|recording|post|group's claim|authenticity)|(?:its|that|this) claim|there was no independent|it was not possible)\b"
)
_FIGURES = Wording(r"\b(?:killed|figures?|numbers?|toll|casualt\w+|dead|wounded)\b")
_STATEMENT = Wording(
    r"^\W*(?:in (?:a|an|the|its)|the (?:statement|claim|message|letter|video|caller)|a (?:statement|caller)|its (?:statement|claim))\b"
    r"|\b(?:letter|statement|text|claim|communiqu\w+|message|confession|declaration|account)\b[^.;]{0,60}?\b(?:published|posted|appeared|sent|released|circulated|turned up|telephoned|e-?mailed|faxed|read|aired|broadcast)\b"
)
_DOUBT = Wording(
    r"not (?:be )?(?:immediately |independently |yet )*(?:be )?(?:verif|confirm)(?!\w* (?:those|the|these|its|their) (?:figures|numbers|toll|casualt|identit))\w*|gave it no weight|no weight|\bdoubt|with caution|dubious|not credible|unverified|no proof|no evidence|without (?:offering |providing )?(?:any )?(?:evidence|proof)"
    r"|authenticity|(?:could|can|to) (?:not )?be authenticated|neither (?:call|claim|statement|message|could)|not (?:been )?authenticated|got (?:\w+ ){0,4}wrong|rings? false|mistakes? in (?:it|the)|treat(?:s|ed)? (?:it|the \w+) with (?:caution|reserve)|not (?:been )?convinced|opportunis\w+|questioned the claim|could not verify (?:it|this|that claim|the claim)|cannot verify (?:it|this|that claim|the claim)|is nothing but|liars?\b|dispute[ds]? the claim|(?:no|little|not much|scant)(?: \w+)? (?:weight|credence|credit|store|stock) (?:to|by|in)\b|(?:gave|give|gives|given|attach\w*|set|put) (?:it |them |the \w+ )?\W?(?:no|little|not much|scant)(?: \w+)? (?:weight|credence|credit|store|value|faith|stock)|(?:did|do|does) not give (?:any )?(?:credit|credence|weight)|(?:grain|pinch|bucket\w*|plenty|spoon\w*|dose|lots?|bag|sack) of salt|(?:does|do|did) not (?:quite )?believe (?:him|her|it|them|the (?:claim|caller|statement|group|voice|letter))|not (?:to be )?take(?:n)? (?:it |them |the \w+ )?(?:too |very )?seriously|few take seriously|claims? everything|(?:take|takes|taking) credit for (?:everything|anything)|(?:put|puts) (?:its|their) (?:name|hand|hands) (?:up )?(?:to|for) (?:anything|everything)|unconvinced|disbeliev(?:ed|es|ing)|cast(?:s|ing)? doubt|discount(?:s|ed) (?:it|the (?:claim|call|statement))|(?:dismiss|reject)(?:es|ed|s) the (?:claim|call|statement|boast|caller)|false claim|unreliable|no way of (?:checking|confirming|verifying|knowing)|account had been hacked|message was (?:unauthorised|unauthorized|fake)|does(?:n't| not) know if such an? (?:organi[sz]ation|group)|sceptic|skeptic|never been (?:heard|verified)|implausib|not genuine|hoax|a forgery"
)
_LIST = re.compile(
    r"^[\s\"”“']*(?:,|and|or|and/or|as well as|/|, and|and the|or the|and to|, the)[\s\"“”']*(?:the |its |on |by |against )?(?:\w+ ){0,1}$"
)
_PART = re.compile(
    r"(?<!\w)(?:with|against|to|for|on|at|from|who|that|which|in|after|during|as|into|over|about|under|near|between|said|told|had|has|have|was|were|is|are)(?!\w)"
)
_OF = re.compile(
    r"(?<!\w)of(?!\w)(?<!member of)(?<!members of)(?<!elements of)(?<!guerrillas of)(?<!rebels of)(?<!unit of)"
)
_MEN_OF = with_words(
    r"(?:{member}|insurgents|assailants|extremists|terrorists|attackers|elements|column|fronts?|faction|students|people|persons|individuals|man|woman|subversives|group|gang|youths|suspects?|assassins?|hitmen)"
    r" (?:from|with|of|belonging to|affiliated (?:with|to)|linked (?:with|to)|loyal to|identified (?:as|with)|claiming to be(?: from)?)\s+(?:the |an? )?(?:[\w'-]+ ){0,5}?$"
)
_CONTRAST = re.compile(r"\b(?:not|rather than|instead of|and not|unlike)\b")
_JOINS = re.compile(
    r"^[\"”')\]]*(?:\s*[(\[][^)\]]{1,20}[)\]])?(?:, (?:which|who|whose|an?|the) [^,;]{3,80})?(?:/$|,? (?:and|or|as well as|together with|jointly with|along with) (?:also )?(?:the |an? )?(?:\w+ ){0,2}[\"“']?$)"
)
# Behind the last two of a row commas alone part its members.
_IN_ROW = re.compile(r"^[\"”')\]]*(?:\s*[(\[][^)\]]{1,20}[)\]])?, (?:the |an? )?(?:\w+ ){0,1}[\"“']?$")
_TO_STATE = re.compile(
    r"^(?:[\s\"“']|the|on|of|both|either|special services|secret services?|intelligence|services?|agents|government|governments|regime|for|,|at|to|it|squarely|directly|and|neighbou?ring|foreign|forces)*$"
)
# A state that is said to blame somebody has its verb, and is not who denies.
_BLAMES = re.compile(
    r" (?:has |have |had |also |was quick to )*(?:accus\w+|blam\w+|suspect\w*|nam(?:es|ed|ing)|sa(?:ys|id)|claim\w*|alleg\w+|h[eo]ld(?:s)?|point\w*|call(?:s|ed)|consider\w*|list(?:s|ed)|ban(?:s|ned)|outlaw\w*)\b"
)
_IS_PLACE = re.compile(
    r"(?:\b(?:from|in|at|near|to|of|into|inside|outside|its|their)|,) (?:south |north |east |west |southern |northern |eastern |western )?$"
)
_STATE_TAIL = re.compile(
    r"^(?:-| (?:office|branch|bureau|representatives?|headquarters|cell|airport|newspaper|daily)\b|'s? (?!government|secret|intelligence|military|army|mossad|foreign|defen[cs]e min|ambassador|embassy|envoy|air force|special services|security services)|\w)"
)


@dataclass(frozen=True, slots=True)
class _Actor:
    """Somebody who may have done it: offsets in the whole text, name, and whether named or described."""

    start: int
    end: int
    name: str
    generic: bool = False
    state: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A claim before it is a mention: offsets in the whole text."""

    start: int
    end: int
    value: ClaimValue


@dataclass(frozen=True, slots=True)
class _Roll:
    """The groups that an article names: whether one alone, how often and from where on each."""

    only: bool
    counts: Counter[str]
    first: dict[str, int]


@dataclass
class Work:
    """A sentence under work: its lowered words, its actors, and the stretches that a cue has used up."""

    sentence: Sentence
    low: str
    groups: list[_Actor]
    used: list[tuple[int, int]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    blamed: set[str] = field(default_factory=set)  # whom somebody else blames here
    vetoed: bool = False  # a claim is spoken of here that was not made
    meant: _Actor | None = None  # whom "it" or "the group" meant here
    only: _Actor | None = None  # the one group that the article names, once it is named
    roll: _Roll = field(default_factory=lambda: _Roll(False, Counter(), {}))

    def groups_other_than(self, name: str) -> bool:
        """Whether another group is named here."""
        return any(not a.generic and a.name != name for a in self.groups)

    def is_used(self, start: int, end: int) -> bool:
        """Whether a cue has taken up some of these characters."""
        return any(start < stop and begin < end for begin, stop in self.used)


def find_claims(text: Text, mentions: Sequence[Mention], /) -> Iterator[Mention]:
    """A mention for each claim, denial, attribution, suspicion, and for each statement that nobody has claimed."""
    works = prepared(text, mentions)
    dates = [m for m in mentions if isinstance(m.value, DateValue)]
    deeds = deeds_in(mentions)
    plain = [told_plainly(index, works) for index in range(len(works))]
    claimants = {f.value.actor for told in plain for f in told if f.value.kind == "claim"}
    for index in range(len(works)):
        found = [*plain[index], *_by_frame(index, works, deeds, claimants)]
        doubted = _is_doubted(works, index) if any(f.value.kind == "claim" for f in found) else False
        seen: set[tuple[str, str]] = set()
        for claim in sorted(found, key=lambda f: (f.start, f.end)):
            key = (claim.value.actor, claim.value.kind)
            if key in seen:
                continue
            seen.add(key)
            for mode in _modes(claim.value, index, works):
                value = replace(
                    claim.value,
                    mode=mode,
                    said_date=_said_on(claim, dates),
                    doubted=doubted and claim.value.kind == "claim",
                )
                yield Mention.make(text.article, claim.start, claim.end, value, NAME)


def told_plainly(index: int, works: Sequence[Work]) -> list[_Found]:
    """What a sentence says of groups in the ways that are listed: by cues, channels, warnings, messages, deeds."""
    work = works[index]
    return [
        *_by_cues(index, works),
        *_by_channel(work),
        *_by_warning(work),
        *_by_voice(index, works),
        *_by_message(index, works),
        *_by_deed(index, works),
    ]


def deeds_in(mentions: Sequence[Mention]) -> list[int]:
    """Where words tell deeds of violence by no state, in order."""
    return sorted(
        m.span.start for m in mentions if isinstance(m.value, TriggerValue) and m.value.real and not m.value.by_state
    )


# "The Abu Sayyaf, a group with links to al-Qaeda": the one is told of, the other only known to it.
_TIED = re.compile(
    r",? (?:[\w-]+ ){0,9}?(?:linked|connected|links?|connections?|ties|tied|relations) (?:to|with) (?:the |an? )?(?:[\w-]+ ){0,2}[\"“']?"
)
_FAR_TIES = 100  # characters


def _without_the_tied(work: Work) -> list[_Actor]:
    """The groups of a sentence without those that another group, named right before, is said to have ties to."""
    base = work.sentence.start
    tied = {
        after.start
        for before, after in pairwise(work.groups)
        if not (before.generic or after.generic)
        and before.name != after.name
        and 0 <= after.start - before.end <= _FAR_TIES
        and _TIED.fullmatch(work.low, before.end - base, after.start - base)
    }
    return [actor for actor in work.groups if actor.start not in tied]


def prepared(text: Text, mentions: Sequence[Mention]) -> list[Work]:
    """The sentences with the groups in each."""
    works = [Work(s, s.low, []) for s in text.sentences]
    starts = [work.sentence.start for work in works]
    for mention in mentions:
        if isinstance(mention.value, GroupValue):
            span, value = mention.span, mention.value
            work = works[max(0, bisect_right(starts, span.start) - 1)]
            work.groups.append(_Actor(span.start, span.end, value.gname, value.generic))
    for work in works:
        work.groups = _without_the_tied(work)
    named = [a for work in works for a in work.groups if not a.generic]
    starts_of: dict[str, int] = {}
    for actor in (a for work in works for a in work.groups):
        starts_of.setdefault(actor.name, actor.start)
    roll = _Roll(len({a.name for a in named}) == 1, Counter(a.name for a in named), starts_of)
    for work in works:
        work.roll = roll
    if len({a.name for a in named}) == 1:
        first = min(named, key=lambda a: a.start)
        for work in works:
            work.only = first if first.end <= work.sentence.start else None
    return works


# ---- cues


def _by_cues(index: int, works: Sequence[Work]) -> Iterator[_Found]:
    work = works[index]
    low, base = work.low, work.sentence.start
    for cue in claim_cues().worth_trying(low):
        for match in cue.pattern.finditer(low):
            start, end = _innermost(cue, match)
            if work.is_used(start, end):
                continue
            if cue.actor == "none":
                if _UNHEARD_OF.search(low, start, end + 3):
                    continue  # "a group that nobody had heard of"
                work.used.append((start, end))
                yield _Found(base + start, base + end, ClaimValue("", cue.kind))
                continue
            if cue.kind == "none_claimed":
                silent = _silent(start, end, index, works)
                if silent is not None:
                    work.told.append((silent.name, cue.kind))
                    work.used.append((start, end))
                    yield _Found(base + start, base + end, ClaimValue("", cue.kind))
                continue
            if cue.kind == "claim" and _NEGATED.search(low, max(0, start - 40), start):
                work.vetoed = True
                work.used.append((start, _clause_end(low, end)))
                continue
            if cue.kind == "claim" and cue.actor == "before" and _UNDONE.search(low, start, end):
                work.vetoed = True
                work.used.append((start, end))
                continue
            if cue.kind == "denial" and _SELDOM.search(low, max(0, start - 30), start):
                work.used.append((start, _clause_end(low, end)))
                continue
            if cue.kind == "denial" and _is_anothers_word(work, match.group(), start):
                continue
            if cue.kind in ("attribution", "suspicion") and _NOT_SO.search(low, max(0, start - 30), start):
                work.told += [
                    (actor.name, "cleared") for actor in _actors(cue, start, end, index, works) if not actor.generic
                ]
                continue
            said = cue.kind
            if said == "claim" and cue.actor == "before" and _NOT_DONE.search(low, start, end):
                said = "denial"
            actors = list(_actors(cue, start, end, index, works))
            if cue.actor == "next" and cue.kind in ("attribution", "suspicion"):
                actors = [actor for actor in actors if not _is_hit(actor, work)]
            if not actors:
                continue
            work.used.append((start, _clause_end(low, end) if said == "denial" else end))
            for actor in actors:
                kind = _kind(said, actor, work, start, end)
                if kind is None or (actor.name, kind) in work.told:
                    continue
                if kind == "attribution" and (actor.name, "suspicion") in work.told:
                    continue
                work.told.append((actor.name, kind))
                if cue.actor != "before" and kind in ("attribution", "suspicion"):
                    work.blamed.add(actor.name)
                inside = base <= actor.start < work.sentence.end
                first = min(actor.start, base + start) if inside else base + start
                last = max(actor.end, base + end) if inside else base + end
                by = _speaker(work, start) if kind in ("attribution", "suspicion") else None
                yield _Found(first, last, ClaimValue(actor.name, kind, by=by))


def _silent(start: int, end: int, index: int, works: Sequence[Work]) -> _Actor | None:
    """The group that keeps silent, None where it is the police."""
    work = works[index]
    actor = _before(work, start, states=False)
    if actor is not None:
        return None if _OFFICIAL.search(work.low, actor.end - work.sentence.start, start) else actor
    return _referred(index, works, start, end, "none_claimed")


def _by_channel(work: Work) -> Iterator[_Found]:
    """What a group's own outlet reports is its claim: "Amaq said an Islamic State soldier did it"."""
    for channel in claim_channels().worth_trying(work.low):
        match = channel.pattern.search(work.low) if channel.actor is not None else None
        if match is None or channel.actor is None or (channel.actor, "claim") in work.told:
            continue
        if channel.mode == _ON_AIR and _NO_CLAIM.search(work.low):
            continue  # a station tells of more than its own side's deeds
        if _OUTLET_SAYS.search(work.low, max(0, match.start() - 60), match.end() + 60):
            work.told.append((channel.actor, "claim"))
            start = work.sentence.start
            yield _Found(start + match.start(), start + match.end(), ClaimValue(channel.actor, "claim"))


def _by_warning(work: Work) -> Iterator[_Found]:
    """A coded warning is a claim, of the group named beside it if one is."""
    match = _CODED.search(work.low)
    if match is None or any(kind == "claim" for _, kind in work.told):
        return
    start = work.sentence.start
    named = next((a for a in work.groups if not a.generic), None)
    name = named.name if named is not None else _SOMEBODY
    work.told.append((name, "claim"))
    yield _Found(start + match.start(), start + match.end(), ClaimValue(name, "claim"))


def _by_voice(index: int, works: Sequence[Work]) -> Iterator[_Found]:
    """What those who did it say of themselves: "This is the X. We are responsible", "I have taken him hostage"."""
    work = works[index]
    match = _VOICE.search(work.low)
    if match is None or any(kind in ("claim", "denial") for _, kind in work.told):
        return
    if _STATE_SPEAKS.search(work.low[: match.start()]):
        return
    actor = next((a for a in work.groups if not a.generic), None) or _last_named(index, works, _FAR_BACK, told=False)
    if actor is None and any(_CALLER.search(w.low) for w in works[max(0, index - 1) : index + 2]):
        actor = _Actor(work.sentence.start, work.sentence.start, _SOMEBODY, generic=True)
    if actor is not None:
        work.told.append((actor.name, "claim"))
        start = work.sentence.start
        yield _Found(start + match.start(), start + match.end(), ClaimValue(actor.name, "claim"))


def _by_message(index: int, works: Sequence[Work]) -> Iterator[_Found]:
    """What a group, or somebody for it, sends to the world about a deed: a call, a fax, a leaflet, a film, a post."""
    work = works[index]
    sent = _SENT.search(work.low)
    if sent is None or any(kind in ("claim", "denial") for _, kind in work.told):
        return
    left = _LEFT_BEHIND.search(work.low)
    tells = _TELLS_DEED.search(work.low)
    if (left is None and tells is None) or _NO_CLAIM.search(work.low):
        return
    if left is None and (_MUST_BE_LEFT.fullmatch(sent.group()) or _is_official_news(work, sent)):
        return
    actor = _sender(index, works, sent, left is not None)
    if actor is None or actor.name in work.blamed or (actor.name, "none_claimed") in work.told:
        return
    work.told.append((actor.name, "claim"))
    base = work.sentence.start
    first, last = base + sent.start(), base + sent.end()
    if base <= actor.start < work.sentence.end:
        first, last = min(first, actor.start), max(last, actor.end)
    yield _Found(first, last, ClaimValue(actor.name, "claim"))


def _is_official_news(work: Work, sent: re.Match[str]) -> bool:
    """Whether an official body puts it out: "a Defence Ministry communique", "the governor said in a statement"."""
    first, base = max(0, sent.start() - _OFFICIAL_REACH), work.sentence.start
    lead = work.low[first : sent.start()]
    for actor in work.groups:  # an army may be a group's
        left, right = max(0, actor.start - base - first), max(0, min(len(lead), actor.end - base - first))
        if left < right:
            lead = lead[:left] + " " * (right - left) + lead[right:]
    bodies = list(_OFFICIAL_BODY.finditer(lead))
    return bool(bodies) and not _OTHER_SPEAKER.search(lead, bodies[-1].end())


def _sender(index: int, works: Sequence[Work], sent: re.Match[str], left: bool) -> _Actor | None:
    """Whose message it is: the first group named that no official speaks of, else whom "the group" or a caller means."""
    work = works[index]
    base, low = work.sentence.start, work.low
    at = base + sent.start()  # rather who stands before the message, and there the nearest
    for actor in sorted(work.groups, key=lambda a: (a.start > at, abs(a.start - at))):
        begin, end = actor.start - base, actor.end - base
        if actor.generic or _NOT_ACTOR.match(low[end : end + 20]) or _OBJECT.search(low, max(0, begin - 40), begin):
            continue
        if _INSPIRED.search(low, max(0, begin - 60), begin) or _ARM.match(low, end):
            continue
        if not left and _STATE_SPEAKS.search(low, 0, begin):
            return None
        return actor
    lead = low[: sent.start()]
    if _STATE_SPEAKS.search(lead):
        return None
    if _REFERENCE.search(lead) or _OWN_SPOKESMAN.search(low) or _SOMEONE_OF_IT.search(low):
        return _last_named(index, works, _FAR_BACK, told=False)
    return None


def _innermost(cue: Cue, match: re.Match[str]) -> tuple[int, int]:
    """The span of a cue from the last word of saying in it: in "A said that B said it did it", B speaks."""
    if cue.kind == "claim" and cue.actor == "before":
        for said in reversed(list(_SAYING.finditer(match.string, match.start() + 1, match.end()))):
            inner = cue.pattern.match(match.string, said.start())
            if inner:
                return inner.span()
    return match.span()


def _is_anothers_word(work: Work, words: str, start: int) -> bool:
    """Whether an official clears a group: "he insisted Boko Haram was not involved" is no denial of its own."""
    if not words.startswith(("was ", "were ", "had ", "has ", "have ", "did ", "is ", "are ")):
        return False
    base = work.sentence.start
    before = [a for a in work.groups if a.end - base <= start]
    if not before:
        return False
    nearest = max(before, key=lambda a: a.end)
    return _REPORTED.search(work.low, 0, nearest.start - base) is not None


def _clause_end(low: str, end: int) -> int:
    found = _BARRIER.search(low, end)
    return found.start() if found else len(low)


# "gunmen believed to belong to X"
_BELIEVED = re.compile(
    r"\b(?:believed|thought|presumed|suspected|alleged|assumed|apparently|allegedly|possibly|probably)\b"
)


def _kind(kind: str, actor: _Actor, work: Work, start: int, end: int) -> str | None:
    """The kind of a cue, given who it speaks of: suspicion where the actor is hedged; None for actors that say nothing."""
    if actor.name == _SOMEBODY:
        return kind if kind == "claim" else None
    if actor.generic and kind in ("claim", "denial"):
        return kind if (generic_rank(actor.name) or 0) <= _IDENTITY_RANK else None
    if (
        kind == "attribution"
        and not actor.state
        and _SELF_SAID.match(work.low, max(start, actor.end - work.sentence.start))
    ):
        return "claim"
    if kind == "attribution" and not actor.state and not actor.generic and _is_called_in(work.low, end):
        return "claim"
    guessed = _is_guess(work.low, actor.start - work.sentence.start, start) or _BELIEVED.search(work.low, start, end)
    return "suspicion" if kind == "attribution" and guessed else kind


def _is_guess(low: str, actor: int, cue: int) -> bool:
    """Whether who is named at `actor`, of whom a cue at `cue` tells, is only thought to have done it."""
    return any(
        pattern.search(low, max(0, at - 60), at)
        for at, patterns in ((cue, (_SUSPECTED, _HEDGED_PASSIVE)), (max(0, actor), (_SUSPECTED, _GUESSED)))
        for pattern in patterns
    )


def _actors(cue: Cue, start: int, end: int, index: int, works: Sequence[Work]) -> Iterator[_Actor]:
    """Who a cue speaks of: those who stand on its side of the sentence, else whom "it" and "the group" mean."""
    work = works[index]
    if cue.actor in ("after", "next"):
        states = cue.kind != "claim" and cue.actor == "after"
        same = _REFERENCE.match(work.low, len(work.low) - len(work.low[end:].lstrip(' "“')))
        for found in _after(work, end, states=states):
            gap = work.low[end : max(end, found.start - work.sentence.start)]
            if cue.actor == "next" and (len(gap) > _NEXT or _PART.search(gap) or _OF.search(gap)):
                return
            if work.low[:end].endswith(" by") and _PART.search(gap) and not _MEN_OF.search(gap):
                return
            yield _meant_by(found, index, works)
            same = None
        if same is not None:
            far = _SAME_BACK if "same" in same.group() else _FAR_BACK
            meant = _last_named(index, works, far, told=False)
            if meant is not None:
                yield meant
        return
    actor = _before(work, start, states=cue.kind == "denial")
    if actor is not None and cue.kind in ("claim", "denial"):
        actor = _meant_by(actor, index, works)
    if actor is None:
        actor = work.meant = _referred(index, works, start, end, cue.kind)
    if actor is None and cue.kind == "claim" and not work.low[:start].strip('"“ ').removeprefix("in "):
        actor = _at_head(work, end)
    if actor is not None:
        yield actor
        yield from _joined(work, actor)


def _meant_by(actor: _Actor, index: int, works: Sequence[Work]) -> _Actor:
    """The group named last where an actor is only "the rebels", "the militants", who may be its men; else the actor."""
    if not actor.generic or (generic_rank(actor.name) or 0) <= _IDENTITY_RANK:
        return actor
    work = works[index]
    left, right = actor.start - work.sentence.start, actor.end - work.sentence.start
    if not 0 <= left <= right <= len(work.low) or _THE_MEN.fullmatch(work.low, max(0, left - 4), right) is None:
        return actor
    return _last_named(index, works, _FAR_BACK, told=False) or actor


def _at_head(work: Work, end: int) -> _Actor | None:
    """The subject of a sentence that begins with the claim: "Claiming responsibility, the group said"."""
    comma = work.low.find(",", end, end + _FAR_AFTER)
    first = min((a for a in work.groups if a.start - work.sentence.start > end), key=lambda a: a.start, default=None)
    if comma < 0 or first is None or first.generic or not 0 < first.start - work.sentence.start - comma < _NEXT:
        return None
    return first


def _joined(work: Work, actor: _Actor) -> Iterator[_Actor]:
    """The groups joined to one on its left: "X and Y claimed"."""
    base = work.sentence.start
    at = actor.start
    seen = {actor.name}
    for other in sorted((a for a in work.groups if a.end <= at and not a.generic), key=lambda a: -a.end):
        if other.name in seen:
            at = other.start
            continue
        seen.add(other.name)
        if not _JOINS.match(work.low[other.end - base : at - base]):
            return
        yield other
        at = other.start


def _in_a_row(work: Work, actor: _Actor) -> Iterator[_Actor]:
    """The groups that a row closes with one, from the right: "X, Y and Z attacked"."""
    base, at = work.sentence.start, actor.start
    joins = _JOINS
    for other in sorted((a for a in work.groups if a.end <= at and not a.generic), key=lambda a: -a.end):
        if not joins.match(work.low[other.end - base : at - base]):
            return
        yield other
        at, joins = other.start, _IN_ROW


def _before(work: Work, start: int, *, states: bool) -> _Actor | None:
    """The nearest actor in front of a cue that can be its subject."""
    base, low = work.sentence.start, work.low
    candidates = [a for a in work.groups if a.end - base <= start and not (a.generic and not says_who(a.name))]
    if states:
        candidates += [
            s
            for s in _states(work, 0, start)
            if not _IS_PLACE.search(low[: s.start - base]) and not _BLAMES.match(low, s.end - base, start)
        ]
    known = [a for a in candidates if not a.generic or (states and (generic_rank(a.name) or 0) <= _IDENTITY_RANK)]
    named = sorted(known or candidates, key=lambda a: -a.end)
    for actor in named:
        left, right = actor.start - base, actor.end - base
        barrier = _BARRIER.search(low, right, start)
        if barrier and not _BACK_TO_SUBJECT.match(low, barrier.end(), start):
            return None
        if _NOT_ACTOR.match(low[right : right + 20]):
            return None  # the government of a movement, or those linked to it, are the subject
        if _OBJECT.search(low, max(0, left - 40), left):
            continue
        head = next((a for a in named if a.end < actor.start and _PART_OF.fullmatch(low, a.end - base, left)), None)
        if head is not None:
            return head  # "the Macina brigade of the JNIM"
        if "," in low[right:start]:  # "the first, a front for the second, took responsibility"
            for earlier in named:
                if earlier.end < actor.start and _APPOSITION.match(low[earlier.end - base : left]):
                    return earlier
        return actor
    return None


def _after(work: Work, end: int, *, states: bool) -> Iterator[_Actor]:
    """The actors behind a cue: the nearest, and those joined to it by "and" or a comma."""
    base, low = work.sentence.start, work.low
    actors = sorted((a for a in work.groups if a.start - base >= end - 1), key=lambda a: a.start)
    near = [a for a in actors if a.start - base - end <= _FAR_AFTER]
    named = next((a for a in near if not a.generic), None)
    if named is not None and not _CONTRAST.search(low, end, named.start - base):
        near = [a for a in near if not a.generic]
    near = [
        a
        for a in near
        if not (a.generic and not says_who(a.name))
        and not _NOT_ACTOR.match(low[a.end - base : a.end - base + 20])
        and (a.generic or not _INSPIRED.search(low, max(0, a.start - base - 60), a.start - base))
    ]
    if states:
        seats = list(_states(work, end, len(low)))
        if seats and _TO_STATE.match(low[end : seats[0].start - base]) and (not near or seats[0].start < near[0].start):
            near = sorted([*near, *seats], key=lambda a: a.start)
    at = None
    for actor in near:
        gap = low[at : actor.start - base] if at is not None else low[end : actor.start - base]
        if _CONTRAST.search(gap) or (
            at is None and (_BARRIER.search(gap) or re.search(r"[.;:]|,? (?:said|told|says)\b", gap))
        ):
            return
        if at is not None and not _LIST.match(gap):
            return
        yield actor
        at = actor.end - base


def _states(work: Work, start: int, end: int) -> Iterator[_Actor]:
    base = work.sentence.start
    for hit in state_names().find(work.low):
        if hit.start >= start and hit.end <= end and not _STATE_TAIL.match(work.low[hit.end : hit.end + 14]):
            yield _Actor(base + hit.start, base + hit.end, hit.row, state=True)


def _referred(index: int, works: Sequence[Work], start: int, end: int, kind: str) -> _Actor | None:
    """Whom "it", "they", "the group" in front of a cue mean: the group named last."""
    work = works[index]
    lead = work.low[:start]
    if kind == "claim" and _CALLER.search(lead):
        return _last_named(index, works, _CALLER_BACK, told=False) or _Actor(start, start, _SOMEBODY, generic=True)
    if _AN_ATTACK.match(work.low, start):  # "an attack which it also claimed"
        lead = work.low[:end]
    if kind == "denial" and len(lead) - max(lead.rfind(mark) for mark in ";:—") > _FAR_AFTER:
        return None  # too much stands in front of the pronoun for it to look beyond its sentence
    pronoun = _PRONOUN.search(lead) or (kind == "claim" and _BARE_VERB.match(work.low, start, end))
    if not pronoun or (_OFFICIAL.search(lead) and not _OWN_SPOKESMAN.search(lead)):
        return None
    here = [a for a in work.groups if not a.generic and a.end - work.sentence.start <= start]
    named = here[-1] if here and _REFERENCE.search(lead, here[-1].end - work.sentence.start) else None
    named = named or _last_named(index, works, _FAR_BACK, told=False)
    if named is None and kind == "claim" and _REFERENCE.search(lead):
        ahead = (a for w in works[index + 1 : index + 3] for a in w.groups if not a.generic)
        named = next(ahead, None)  # "The militant group said ...", and its name in the next sentence
    return named


def _last_named(index: int, works: Sequence[Work], far: int, *, told: bool) -> _Actor | None:
    """The group named last in the `far` sentences before, rather one that has been said to do or claim something."""
    for work in reversed(works[max(0, index - far) : index]):
        base = work.sentence.start
        if work.meant is not None:
            return work.meant
        named = [a for a in work.groups if not a.generic and not _NOT_ACTOR.match(work.low[a.end - base :][:20])]
        doers = [a for a in named if any(name == a.name for name, _ in work.told)]
        if doers or (named and not told):
            return (doers or named)[-1]
    return works[index].only if far >= _FAR_BACK else None


def _speaker(work: Work, start: int) -> str | None:
    """The words for who attributes: the last official body in front of a cue."""
    last = None
    for match in _OFFICIAL.finditer(work.low, 0, start):
        last = match
    if last is None:
        return None
    lead = re.search(r"(?:[\w'’-]+ ){0,2}$", work.sentence.flat[: last.start()])
    first = lead.start() if lead else last.start()
    return work.sentence.flat[first : last.end()].strip()


# ---- the article's own word: "Taliban gunmen stormed", "an IRA bomb", "its followers attacked"


def _by_deed(index: int, works: Sequence[Work]) -> Iterator[_Found]:
    """What the sentence states outright: a group as the subject of a violent verb, or before a word for an attack."""
    work = works[index]
    base, low = work.sentence.start, work.low
    for actor in work.groups:
        if not says_who(actor.name) or any(name == actor.name for name, _ in work.told):
            continue
        left, right = actor.start - base, actor.end - base
        lead = low[max(0, left - 50) : left]
        if (
            _NOT_ACTOR.match(low[right : right + 20])
            or _CULPRIT.search(lead)
            or is_hit(low, left, right)
            or (not actor.generic and _INSPIRED.search(lead) and not _MEN_OF.search(lead))
        ):
            continue
        deed = None if _OBJECT.search(lead) and not _MEN_OF.search(lead) else _deed(low, right)
        noun = None if actor.generic else _attack_noun(low, right)
        stop = deed if deed is not None else noun
        if stop is None and actor.name == _INSPIRED_IDENTITY:
            stop = right  # the phrase itself says it: "inspired by ISIS"
        if stop is None:
            continue
        suspected = _SUSPECTED.search(lead)
        hedged = (
            suspected
            or _GUESSED.search(low, max(0, left - 60), left)
            or (deed is not None and (_HEDGE.search(low, right, deed) or _HABIT.search(low, right, deed + _HABIT_TAIL)))
        )
        weak = actor.generic and (generic_rank(actor.name) or 0) > _IDENTITY_RANK
        if weak and not suspected and not _OFFICIAL.search(low, 0, left):
            continue
        kind = "suspicion" if hedged else "attribution"
        if (
            deed is not None
            and not actor.generic
            and not hedged
            and (_is_own_word(low, left) or _is_called_in(low, left))
        ):
            kind = "claim"
        first = base + max(0, left - 50) + suspected.start() if suspected else actor.start
        by = _speaker(work, left) if kind != "claim" and _REPORTS.search(low, max(0, left - 60), left) else None
        beside = [] if deed is None or actor.generic else list(_in_a_row(work, actor))
        first = min([first, *(other.start for other in beside)])
        last = max(actor.end, min(base + stop, work.sentence.end))
        for name in dict.fromkeys((*(other.name for other in reversed(beside)), actor.name)):
            work.told.append((name, kind))
            yield _Found(first, last, ClaimValue(name, kind, by=by))
    if not work.told:
        yield from _by_reference(index, works)


def _is_hit(actor: _Actor, work: Work) -> bool:
    """Whether an actor is the one that the deed of the sentence hits."""
    base = work.sentence.start
    return is_hit(work.low, actor.start - base, actor.end - base)


def _by_reference(index: int, works: Sequence[Work]) -> Iterator[_Found]:
    """Deeds of the group named last: "the same group burnt", "its followers attacked"."""
    work = works[index]
    low = work.low
    for pattern, far in ((_OWN_MEN, _FAR_BACK), (_REFERENCE, _FAR_BACK), (_THEY, 1)):
        match = pattern.search(low)
        if match is None:
            continue
        if "same" in match.group():
            far = _SAME_BACK
        stop = _deed(low, match.end())
        actor = _last_named(index, works, far, told=pattern is _THEY) if stop is not None else None
        if stop is None or actor is None or _OBJECT.search(low[max(0, match.start() - 50) : match.start()]):
            continue
        work.told.append((actor.name, "attribution"))
        work.meant = actor
        start = work.sentence.start
        by = _speaker(work, match.start()) if _REPORTS.search(low, 0, match.start()) else None
        value = ClaimValue(actor.name, "attribution", by=by)
        yield _Found(start + match.start(), min(start + stop, work.sentence.end), value)
        return


def _deed(low: str, right: int) -> int | None:
    """Where a violent verb ends whose subject stands just before `right`; None where there is none."""
    start = _TO_VERB.match(low, right).end()  # type: ignore[union-attr]  # an empty match at the least
    match = _VIOLENT.match(low, start, start + _REACH) or _WHO_HAD.match(low, start, start + _REACH)
    if match is None or _PASSIVE.search(match.group().rsplit(" ", 1)[0] + " "):
        return None
    return match.end()


def is_doer(low: str, left: int, right: int) -> bool:
    """Whether those named at `left:right` of a lowered sentence do violence in it: the subject of its verb, or behind "by".

    >>> is_doer("gunmen in two cars shot a guard", 0, 6), is_doer("a bomb hit a truck of vigilantes", 22, 32)
    (True, False)
    """
    lead = low[max(0, left - _LEAD) : left]
    if _AGENT.search(lead):
        return True
    return not _OBJECT.search(lead) and not _NOT_ACTOR.match(low[right : right + 20]) and _deed(low, right) is not None


def _attack_noun(low: str, right: int) -> int | None:
    """Where the word for an attack ends that a group's name qualifies: "an IRA bomb"."""
    gap = _POSSESSIVE.match(low, right)
    match = _ATTACK_NOUN.match(low, gap.end()) if gap else None
    return match.end() if match else None


def _is_own_word(low: str, left: int) -> bool:
    """Whether what follows is told in the group's own statement or by its leader, and by no official."""
    found = _OWN_WORD.search(low, 0, left)
    return found is not None and not _OFFICIAL.search(low, 0, left)


def _is_called_in(low: str, before: int) -> bool:
    """Whether an unnamed voice tells the world who did it: "a caller said the X was behind it"."""
    found = _UNNAMED_VOICE.search(low, 0, before)
    if found is None or _STATE_SPEAKS.search(low, 0, found.start()):
        return False
    return _OF_A_STATE.search(found.group()) is None


# ---- groups of which no cue has told


def _by_frame(index: int, works: Sequence[Work], deeds: Sequence[int], claimants: Set[str]) -> Iterator[_Found]:
    """What the sentence says of the groups that none of the ways above has taken up, by its weighed signs.

    Where others have claimed a deed in plain words, signs alone make no rival claimant.
    """
    work = works[index]
    for actor, around, name in named_around(index, works, deeds):
        if any(actor.name == told for told, _ in work.told):
            continue
        if _ABSENT.match(work.low, actor.end - work.sentence.start) or _is_hit(actor, work):
            continue
        kind = kind_of(signs_of(around, name))
        if kind == "claim" and (work.vetoed or claimants - {actor.name} or _NO_CLAIM.search(work.low)):
            continue
        if kind != "none":
            work.told.append((actor.name, kind))
            by = _speaker(work, name.start) if kind in ("attribution", "suspicion") else None
            yield _Found(actor.start, actor.end, ClaimValue(actor.name, kind, by=by))


def named_around(
    index: int, works: Sequence[Work], deeds: Sequence[int]
) -> Iterator[tuple[_Actor, Surroundings, Named]]:
    """The groups in a sentence that can be actors, each with what stands around it."""
    work = works[index]
    actors = [a for a in work.groups if not a.generic or (generic_rank(a.name) or 0) <= _IDENTITY_RANK]
    if not actors:
        return
    base, end, low = work.sentence.start, work.sentence.end, work.low
    here = _between(deeds, base, end)
    before = works[index - 1].sentence if index else None
    for actor in actors:
        left, right = actor.start - base, actor.end - base
        around = Surroundings(
            low,
            [at - base for at in here],
            is_title=work.sentence.is_title,
            is_lead=work.sentence.paragraph <= 1,
            follows_deed=before is not None and bool(_between(deeds, before.start, before.end)),
            is_crowded=work.groups_other_than(actor.name),
            told_of_others=frozenset(kind for told, kind in work.told if told != actor.name),
        )
        yield (
            actor,
            around,
            Named(
                left,
                right,
                generic=actor.generic,
                is_only=work.roll.only,
                is_often=work.roll.counts[actor.name] >= _OFTEN,
                is_first=work.roll.first.get(actor.name) == actor.start,
                is_object=_OBJECT.search(low, max(0, left - 40), left) is not None,
                is_member=_MEN_OF.search(low, max(0, left - 60), left) is not None,
                is_no_actor=_NOT_ACTOR.match(low[right : right + 20]) is not None,
            ),
        )


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """The places of an ordered sequence from `start` on and before `end`."""
    return places[bisect_left(places, start) : bisect_left(places, end)]


# ---- channel, date and doubt


def _modes(value: ClaimValue, index: int, works: Sequence[Work]) -> tuple[str | None, ...]:
    """The channels of a claim: told in its sentence, or in one beside it that speaks of the statement."""
    if value.kind not in ("claim", "denial"):
        return (None,)
    modes = channels_of(works[index].low)
    if value.kind == "denial":
        return modes[:1] or (None,)
    if not modes:
        for work in (*works[index + 1 : index + 3], *works[max(0, index - 1) : index]):
            if _STATEMENT.search(work.low) and not work.groups_other_than(value.actor):
                modes = channels_of(work.low)
                break
    return modes or (UNKNOWN_MODE,)


def channels_of(low: str) -> tuple[str, ...]:
    """The GTD claim modes that a lowered sentence tells: the first by rank, and what else went with a video.

    >>> channels_of("the group said in a statement on its telegram channel"), channels_of("eta said in a statement")
    (('Posted to website, blog, social media',), ())
    """
    told = tuple(dict.fromkeys(c.mode for c in claim_channels().worth_trying(low) if c.pattern.search(low)))
    if told[:1] == (_VIDEO,):
        return told[:1] + tuple(mode for mode in told[1:] if mode in _BESIDE_VIDEO)[:1]
    return told[:1]


def _is_doubted(works: Sequence[Work], index: int) -> bool:
    """Whether the sentence, or the next where it speaks of no figures, doubts a claim."""
    first, *then = works[index : index + 2]
    if _DOUBT.search(first.low) or any(_DOUBT.search(w.low) and not _FIGURES.search(w.low) for w in then):
        return True
    return any(_DOUBT.search(w.low) and _OF_THE_CLAIM.match(w.low) for w in works[index + 2 : index + 5])


def _said_on(claim: _Found, dates: Sequence[Mention]) -> str | None:
    """The day of a statement: a date right behind the words that report it."""
    for mention in dates:
        if (
            claim.start <= mention.span.start <= claim.end + _DATE_GAP
            and isinstance(mention.value, DateValue)
            and claim.value.kind != "attribution"
        ):
            return mention.value.date
    return None


STAGE = Stage(NAME, find_claims, frozenset({MentionKind.CLAIM}), frozenset({MentionKind.GROUP}))
