"""The place of a deed: which of a unit's places is that of the deed, not of a speaker, of an origin or of a far landmark.

Enters: Units. Leaves: PLACE mentions. Touches nothing of the world.
"""

from __future__ import annotations

import re

from etl.codebook.wording import Wording
from etl.extract.units import Unit
from etl.model import Mention, PlaceValue

OF_PERSON = re.compile(
    r"-(?:bound|based|born)\b|\s+(?:express|flight|mail train)\b|\s+(?:man|woman|resident|native|businessman|police|officials?|authorities|court|judge|mayor|hospital|newspaper|newsroom|bureau|radio|television|tv|university|father|mother|chief|government|troops|army|talks|summit|conference|negotiations|peace|press)\b|,? the trial\b"
)
PLACE_OF_SPEECH = Wording(
    r"\b(?:officials?|diplomats?|envoys?|observers?|activists?|(?:secret|intelligence|security) services?|spokesm[ae]n|ministry|authorities|hospitals?|government|newspaper|analysts?|court|magistrate|told [\w ]+|embassy|ambassador|agency|university of|president of|"
    r"student at|graduate of|graduate student at|professor at|surgery at|correspondent in|resident (?:in|of)|living in|colleagues in|newsroom in|worked in|travell?ed to|home to|going to|born|from|native of|figures|officers?|minister|sources?|reporters|journalists|newsmen|pressmen|the press|media|callers?|correspondents?|leaders?|travell?ing to|bound for|flown to|way to|border (?:with|of)|towards?|leaving [\w ]+ to|capital|based|(?:had|have|has) left|departed|en route to|heading (?:for|to)|headed (?:for|to)|destined for|says?|numbers|(?:radio|television|tv) stations?|agenc(?:y|ies)|bureaus?|broadcasts?|governors?|prefects?|statement|conference|interview(?:ed)?|speaking|speech|fax|monitored|published|prosecutors?|talks|summit|negotiations|treat(?:ed|ment))\s+(?:in |of |at |the |to |from )*$"
)
PLACE_OF_DEED = re.compile(
    r"\b(?:in|at|near|outside|inside|on|around|close to|(?:north|south|east|west) of|outskirts of|between|hit|struck|attacked|stormed|into|rocked|shook|jolted|raided|bombed|shelled|burn(?:ed|t)|torched|looted|sacked|overran|overrun|besieged|seized|captured|invaded|assaulted|targeted|ravaged|upon|village|town|city)\s+(?:the |a |an )?(?:[\w'-]+ ){0,4}$"
)
_INSTITUTION_HIT = Wording(
    r"\b(?:at|outside|near|inside|against|on|to|behind|beside|opposite|of|from|attacked|bombed|stormed|hit|struck)\s+(?:the |a |an )?(?:[\w.'-]+ ){0,4}(?:ministry|hospitals?|embassy|court|magistrate|university|newspaper|agency|government|authorities)\s+(?:in |of |at |the )*$"
)
_DISTANCE = re.compile(
    r"(\d+)\s*-?(?:km|kilomet\w+|miles?)\b(?:\s\([\w ]+\))?[\w -]{0,20}(?:of|from|outside)\s+(?:the )?$"
)
# Past this many kilometres a place named for its distance is not where it happened.
_VICINITY_KM = 30
_FIRED_AT = Wording(
    r"\b(?:fired|launched|lobbed|aimed|hurled|rockets?|mortars?|shells?|missiles?)\b[^.;]{0,60}\b(?:towards?|at|into|in the direction of) (?:the )?(?:[\w-]+ ){0,3}$"
)


# "fired four rockets into Israel from Beit Hanun inside the Gaza Strip": where they came from, not where they fell.
FIRED_FROM = Wording(
    r"\b(?:rockets?|mortars?|shells?|missiles?|projectiles?|katyushas?|qassams?|kassams?|grads?)\b[^.;]{0,70}\bfrom (?:(?:the|inside|within|somewhere|a|an|in|of|near|area|areas|territory|positions?|launchers?|side|part|village|town|city|north|south|east|west|northern|southern|eastern|western|central|neighbou?ring|nearby|adjacent) ){0,6}$"
    r"|\b(?:rockets?|mortars?|shells?|missiles?|projectiles?|katyushas?|qassams?|kassams?|grads?)\b[^.;]{0,70}\bfrom (?:[\w'-]+ ){1,3}(?:inside|within|in) (?:the )?(?:northern |southern |eastern |western |central )?$"
)
# "was heard as far as the village of Mirzan"
_SOME = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|a few|some|several|half a|an?|a couple of)"
_NEAR_BY = re.compile(
    rf"\b{_SOME}(?: (?:and a half|dozen))? (?:kilomet\w+|miles?|km|kms|hundred (?:met(?:re|er)s|yards)|met(?:re|er)s|minutes)\b[\w -]{{0,20}} (?:of|from|outside|beyond) (?:the )?(?:(?:market|centre|center|town|village|city|port) of )?$"
)
_HEARD = Wording(
    r"\b(?:as far (?:away |off )?as|(?:heard|felt|seen|audible|visible) (?:in|at|from|by|across))\b[^.;,]{0,24}$"
)
# "Rajesh Kumar, 29, of Huntington Beach"
_HOME = re.compile(
    r"(?:, \d{1,2},|\(\d{1,2}\),?|\baged \d{1,2},?) (?:an? (?:[\w-]+ ){1,3})?(?:of|from) (?:the )?(?:[\w'’-]+ (?:of|in|near) )?$"
)
# "It happened in the Sayd Abad district", "named the place as Kali Yigi", "The place, Hamid Shafi,": the place of the deed in so many words.
TOLD_PLACE = Wording(
    r"\b(?:it|this|that|which|attack|incident|blast|explosion|shooting|raid|bombing|assault|killings?|ambush|massacre) (?:all )?(?:happened|occurred|took place|unfolded)\b[^.;]{0,50}\b(?:in|at|near|outside|on|around|between) (?:the )?(?:[\w'-]+ ){0,3}$"
    r"|\b(?:place|spot|scene|site|village|hamlet|settlement|location)(?: of the \w+)? (?:as|is|was|called|named) $|\bthe (?:place|spot|village|hamlet|settlement), $"
)
# "according to the headquarters of the district in Rostov", "said the governor's office in X"
_SPOKEN_AT = Wording(
    r"\b(?:ministry|department) of (?:the )?(?:(?!said|that)[\w-]+ ){1,2}(?:in|at) (?:the )?$|\bspokes\w+ (?:for|of) (?:(?!said|told|that)[\w.'’-]+ ){1,7}(?:in|at) (?:the )?$|"
    r"\b(?:according to|sa(?:id|ys)|told|confirmed by|reported by|announced by|quoted|citing)\b[^.;,]{0,70}\b(?:headquarters|command|office|bureau|department|directorate|governor|police|chief|commander|commissioner|spokes\w+|officers?|sources?)\b[^.;,]{0,50}\b(?:in|at|of) (?:the )?$"
)
# "the governor's office in Diyarbakir confirmed", but not "residents in Tal Afar said"
SPEAKS = re.compile(r"\s+(?:said|says|confirmed|announced|reported|told|disclosed|stated|declared|admitted|denied)\b")
DWELLERS = Wording(
    r"\b(?:witness\w*|residents?|survivors?|villagers?|locals?|inhabitants|elders?|people|neighbou?rs) (?:in|at|of|from|near) (?:the )?$"
)
_ROADS = (
    r"(?:road|highway|motorway|way|route|track|path|line|stretch|section|railway|axis|trail|expressway|drive|journey)"
)
# "the plane was seized after it took off from Turbat on a flight to Karachi": filed under where it set out.
FLIGHT_FROM = re.compile(
    r"\b(?:took off|taken off|take off|departed|flights?|flying|en route|bound)\b[^.;,]{0,20} from (?:the )?$"
)
_FLIGHT_TO = re.compile(r"\bflights?\b[^.;,]{0,50} (?:to|for) (?:the )?$|\bflying\b[^.;,]{0,50} to (?:the )?$")
# "on the road from Tame to Fortul": filed under the first of the two.
ROAD_FROM = re.compile(rf"\b{_ROADS}\b[^.;,]{{0,24}}\b(?:from|between) (?:the )?$")
ROAD_TO = re.compile(rf"\b{_ROADS}\b[^.;,]{{0,24}}\b(?:from|between) [^.;,]{{3,40}} (?:to|and|towards?) (?:the )?$")
# "the Cusco-Puno highway": somewhere between the two.
ROAD_BETWEEN = re.compile(rf"[\w'’ ]{{3,30}}[-–][\w'’]{{3,30}} (?:\w+ )?{_ROADS}\b")
# "on the road from Maputo to Xai-Xai, near Macia": where on it.
NEAR_ON_ROAD = re.compile(
    rf"\b{_ROADS}\b[^.;]{{3,60}},? (?:near|close to|at|outside|just (?:before|past|outside|beyond)) (?:the )?(?:(?:town|village|settlement) of )?$"
)

# "the injured are in Bhilai", "succumbed at Dori", "flown to San Salvador", "got down at Wellawatte": where those hit or those who hit went.
BROUGHT_TO = Wording(
    r"\b(?:flown|airlifted|conveyed|evacuated|rushed|transferred|referred|admitted|hospitali[sz]ed|stretchered|ferried|transported|carried|brought|taken|driven|moved|removed|sent|flew|drove|repatriated)\b(?:(?! (?:from|hostage|captive|prisoner)\b) [\w'’-]+){0,6} (?:to|at|in|into) (?:the |a |an )?(?:[\w'’-]+ (?:in|at|of) )?$"
    r"|\b(?:succumbed|recover(?:s|ed|ing)|cared for|operated on|surgery|intensive care|treat(?:ed|ment)|removed|amputated|convalesc\w+|buried|laid to rest|cremated|mourned)\b(?: [\w'’-]+){0,4} (?:to|at|in) (?:the |a |an )?(?:[\w'’-]+ (?:in|at|of) )?$"
    r"|\b(?:injured|wounded|casualties|survivors|bodies|corpses|remains)\b(?:, [\w ]{2,20},)? (?:is|are|were|was|lie|lay|now lie) (?:now |all |being treated )?(?:in|at) (?:the )?$"
    r"|\b(?:got (?:down|off|out)|alighted|boarded|got on|arrested|detained|caught|picked up|taken into custody|charged|remanded|(?:car|vehicle|van|motorcycle|motorbike)(?: [\w'’-]+){0,3} (?:found|abandoned|dumped|discovered)|found the (?:[\w'’-]+ )?(?:car|vehicle|van|motorcycle|motorbike)) (?:at|in|near) (?:the )?$"
)

# "wounded a police officer at Mae Lan", "murdered the minister in Tiro": those whom a deed hits speak nowhere.
_HIT_THERE = Wording(
    r"\b(?:kill(?:ed|ing|s)|wound(?:ed|ing|s)|injur(?:ed|ing|es)|shot(?: dead)?|shoot(?:ing|s)|murder(?:ed|ing|s)|slain|slew|assassinat(?:ed|ing|es)|gunned down|hurt|maim(?:ed|ing)|abduct(?:ed|ing|s)|kidnap(?:ped|ping|s)?|ambush(?:ed|ing|es)|attack(?:ed|ing|s)|execut(?:ed|ing|es)|behead(?:ed|ing|s)|stabb(?:ed|ing)|hack(?:ed|ing)|blew up|blown up|blasted|targeted|took over|taken over|seiz(?:ed|ing)|occupi(?:ed|es)|storm(?:ed|ing)|raid(?:ed|ing)|invaded|dynamited|bombed|burn(?:ed|t)|torched|struck|hit|against|near|outside|(?:death|killing|murder|assassination|slaying|shooting|abduction|kidnapping)s? of)"
    r"(?: [\w.'’-]+){0,5} (?:officials?|diplomats?|envoys?|observers?|activists?|ministry|authorities|government|officers?|minister|leaders?|figures|reporters|journalists|newsmen|pressmen|correspondents?|prosecutors?|ambassador|agency|bureaus?|sources?|media|newspaper|(?:radio|television|tv) stations?)\s+(?:in |at |of |the )*$"
)
# "seized two aid workers from the Dadaab camp"
_TAKEN_FROM = Wording(
    r"\b(?:seiz(?:ed|ing)|abduct(?:ed|ing)|kidnapp(?:ed|ing)|snatch(?:ed|ing)|grabb(?:ed|ing)|captur(?:ed|ing)|dragg(?:ed|ing)|carried off|carried away|led away|marched away|whisked away|taken (?:hostage|captive|away)|took (?:hostage|captive|away))\b[^.;]{0,80}\bfrom (?:the |a |an |their |his |her )?(?:[\w'’-]+ ){0,4}$"
)


# "had just left Mandera", "minutes after leaving Mandera", "had left Mandera town an hour before": near there.
_JUST_LEFT = Wording(
    r"\b(?:(?:had|have|has|was|were) (?:just|barely|only just|hardly|scarcely|recently) (?:left|departed(?: from)?|set (?:out|off) from|pulled out of|leaving|pulling out of)"
    r"|(?:minutes?|moments?|shortly|soon|seconds?|(?:half )?an hour|just|(?:kilomet\w+|km|miles?|met(?:re|er)s)) after (?:leaving|departing(?: from)?|setting (?:out|off) from|pulling out of|passing)) (?:the )?(?:(?:town|city|village|port) of )?$"
)
_LEFT = re.compile(
    r"\b(?:left|departed|departed from|set out from|set off from) (?:the )?(?:(?:town|city|village|port) of )?$"
)
_SHORTLY_BEFORE = re.compile(
    r"(?: (?:town|city|village))? (?:only |just |about |some |barely )?(?:(?:half )?an hour|(?:[\w-]+ )?minutes|moments|shortly|not long) (?:before|earlier)\b"
)


def is_just_left(before: str, after: str) -> bool:
    """Whether those whom a deed hit had set out from a place so shortly before that it happened near there."""
    return bool(_JUST_LEFT.search(before) or (_LEFT.search(before) and _SHORTLY_BEFORE.match(after)))


def is_near_by(before: str) -> bool:
    """Whether the words before a place tell of a short way to it: there it happened, or near there."""
    distance = _DISTANCE.search(before)
    return bool(_NEAR_BY.search(before)) if distance is None else int(distance.group(1)) <= _VICINITY_KM


def is_place_of_speech(before: str) -> bool:
    """Whether the words before a place make it that of a speaker, of an origin or of a far landmark, not of the deed."""
    if _HIT_THERE.search(before) or _TAKEN_FROM.search(before) or _JUST_LEFT.search(before):
        return False
    distance = _DISTANCE.search(before)
    if distance is not None:
        return int(distance.group(1)) > _VICINITY_KM
    if FLIGHT_FROM.search(before):
        return False
    if _HEARD.search(before) or _HOME.search(before) or _FLIGHT_TO.search(before):
        return True
    if _NEAR_BY.search(before):
        return False
    if FIRED_FROM.search(before):
        return True
    if _FIRED_AT.search(before) or ROAD_FROM.search(before):
        return False
    if _SPOKEN_AT.search(before):
        return True
    return bool(PLACE_OF_SPEECH.search(before[-50:])) and not _INSTITUTION_HIT.search(before)


# "in Baquba, north of the capital, gunmen killed …": where Baquba lies.
_BEARING = re.compile(
    r"^,? (?:(?:about|some|just|roughly|nearly|around|located|lying|[\d.,]+|km|kilomet\w+|miles?|\(.{0,20}\)|to|the) ){0,6}(?:north|south|east|west|north-?(?:east|west)|south-?(?:east|west))(?:ern)? (?:of|from) (?:the )?$"
)


def is_bearing(unit: Unit, place: Mention) -> bool:
    """Whether a place only says where another one lies, which is named right before it."""
    return any(
        other.span.end <= place.span.start
        and _BEARING.match(unit.low[other.span.end - unit.start : place.span.start - unit.start])
        for other, value in unit.places
        if not value.dateline
    )


def event_place(unit: Unit) -> tuple[Mention, PlaceValue] | None:
    """The place of the deed in this unit: the settlement nearest to the words of violence, not where somebody spoke or came from."""
    own = [
        (m, v)
        for m, v in unit.places
        if not v.dateline
        and v.level in ("settlement", "district", "site")
        and v.city
        and (is_just_left(unit.before(m, 80), unit.after(m, 40)) or not is_place_of_speech(unit.before(m, 80)))
        and not OF_PERSON.match(unit.after(m, 30))
    ]
    own = [(m, v) for m, v in own if not is_bearing(unit, m)]
    if not own:
        return None
    anchors = [m.span.start for m, _ in unit.triggers] + [m.span.start for m, _ in unit.tolls] or [unit.start]

    def cost(item: tuple[Mention, PlaceValue]) -> tuple[int, int]:
        near = min(abs(item[0].span.start - a) for a in anchors)
        return near + (0 if PLACE_OF_DEED.search(unit.before(item[0], 60)) else 60), item[0].span.start

    return min(own, key=cost)
