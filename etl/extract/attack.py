"""What kind of attack it was, with what, on whom, and how it ended: GTD's rules over the words of one incident.

Enters: the units of a Draft. Leaves: Values. Touches nothing but code lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.codebook.gtd import attack_rank
from etl.extract.drafts import Draft
from etl.extract.incidents import BOAST, DOERS, LATER_RAID
from etl.extract.units import Unit
from etl.model import HostagesValue, Mention, MentionKind, Span, TargetValue, TriggerValue, Value, WeaponValue

ASSASSINATION, ARMED, BOMBING, HIJACKING = "Assassination", "Armed Assault", "Bombing/Explosion", "Hijacking"
BARRICADE, KIDNAPPING = "Hostage Taking (Barricade Incident)", "Hostage Taking (Kidnapping)"
FACILITY, UNARMED, UNKNOWN = "Facility/Infrastructure Attack", "Unarmed Assault", "Unknown"
_BARE = "Unknown"

_PROMINENT = frozenset(
    {
        "Judges/Attorneys/Courts",
        "Politician or Political Party Movement/Meeting/Rally",
        "Royalty",
        "Head of State",
        "Government Personnel (excluding police, military)",
        "Diplomatic Personnel (outside of embassy, consulate)",
    }
)
_PROMINENT_WORD = re.compile(
    r"\b(?:police chief|chief of police|detective chief inspector|detective|archbishop|bishop|cardinal|ayatollah|general|army chief|newspaper editor|union leader|deputy head of hamas|militant leader|rebel leader|"
    r"brigadier|police commander|police general|pope|police commissioner|chief justice|army commander)"
)
_NOT_PROMINENT = re.compile(r"(?:officials?|employees?|workers?|personnel|staff|elders?|lawyers?|lawyer|attorneys?|s)$")


# Beside a bombing, words like "raid" alone do not make an armed assault as well.
_SURE_OF_ARMS = 3.0


def _acts(units: Sequence[Unit]) -> list[tuple[Unit, Mention, TriggerValue]]:
    return [
        (u, m, v)
        for u in units
        if not BOAST.search(u.low) and not LATER_RAID.search(u.low)
        for m, v in u.triggers
        if v.nature == "attack"
    ]


def settle_attacktype(draft: Draft) -> Value:
    """Attack types in GTD's hierarchy order, three at most."""
    weights: dict[str, float] = {}
    spans: dict[str, list[Span]] = {}
    own_hands = draft.trait == "" and any(not v.by_state for _, _, v in _acts(draft.units))
    for _unit, mention, value in _acts(draft.units):
        if value.attacktype == UNKNOWN or (own_hands and value.by_state):
            continue
        weight = {3: 3.0, 2: 2.0, 1: 0.6}.get(value.strength, 0.0)
        weights[value.attacktype] = weights.get(value.attacktype, 0.0) + weight
        spans.setdefault(value.attacktype, []).append(mention.span)
    kinds = {kind for kind, weight in weights.items() if weight >= 2.0}
    _infer_from_weapons(draft, kinds, spans)
    _infer_from_hostages(draft, kinds, spans)
    if not kinds:
        _infer_from_doers(draft, kinds, spans)
    if {FACILITY, BOMBING} <= kinds and _only_fire(draft):
        kinds.discard(BOMBING)
    victim = assassinated(draft)
    if victim is not None:
        kinds.add(ASSASSINATION)
        spans.setdefault(ASSASSINATION, []).append(victim.span)
        kinds.discard(ARMED)
    if victim is None and kinds and kinds <= {ARMED}:
        named = _named_victim(draft)
        if named is not None:
            kinds = {ASSASSINATION}
            spans.setdefault(ASSASSINATION, []).append(named.span)
    mine = _mine(draft)
    if ARMED in kinds and mine is not None:
        kinds.add(BOMBING)
        spans.setdefault(BOMBING, []).append(mine.span)
    agent = _agent(draft)
    if agent is not None:
        kinds = (kinds - {BOMBING}) | {UNARMED}
        spans.setdefault(UNARMED, []).append(agent.span)
    kinds = settle_thrown_explosives(draft, kinds)
    kinds = settle_hostage_kind(draft, kinds)
    if BOMBING in kinds and ARMED in kinds and not _firearms(draft) and weights.get(ARMED, 0.0) < _SURE_OF_ARMS:
        kinds.discard(ARMED)
    if FACILITY in kinds and kinds & {ASSASSINATION, BOMBING} and weights.get(FACILITY, 0.0) < 4.0:
        kinds.discard(FACILITY)
    ordered = tuple(sorted(kinds, key=attack_rank)[:3])
    if not ordered and draft.parent is not None:
        return settle_attacktype(draft.parent)
    if not ordered:
        return Value((UNKNOWN,), 0.5, (), "nothing said of the manner")
    evidence = tuple(spans[kind][0] for kind in ordered if spans.get(kind))
    return Value(ordered, 0.85, evidence, "hierarchy")


def _infer_from_weapons(draft: Draft, kinds: set[str], spans: dict[str, list[Span]]) -> None:
    """Firearms or blades without another word of the manner are an armed assault; explosives a bombing; fire an attack on a facility."""
    if kinds:
        return
    kind_of = {
        "Firearms": ARMED, "Melee": ARMED, "Explosives": BOMBING, "Incendiary": FACILITY, "Chemical": UNARMED,
        "Biological": UNARMED, "Vehicle": UNARMED, "Sabotage Equipment": FACILITY,
    }  # fmt: skip
    for unit in dict.fromkeys([*draft.core, *draft.units[:4]]):
        for mention in unit.of(MentionKind.WEAPON):
            kind = kind_of.get(mention.value.weaptype) if isinstance(mention.value, WeaponValue) else None
            if kind:
                kinds.add(kind)
                spans.setdefault(kind, []).append(mention.span)
                return


_AGENTS = ("Chemical", "Biological", "Radiological")


def _agent(draft: Draft) -> Mention | None:
    """A chemical, biological or radiological agent in a sentence that tells the attack: then it is an unarmed assault, however delivered."""
    for unit in dict.fromkeys([*draft.units[:1], *draft.core[:3]]):
        for mention in unit.of(MentionKind.WEAPON):
            if (
                isinstance(mention.value, WeaponValue)
                and mention.value.weaptype in _AGENTS
                and mention.span.quote.lower() != "acid"
            ):
                return mention
    return None


def _infer_from_doers(draft: Draft, kinds: set[str], spans: dict[str, list[Span]]) -> None:
    """Armed people who "attacked" made an armed assault; those who only "killed" did it in a manner not told."""
    for unit, mention, value in _acts(draft.units):
        if (
            value.attacktype == UNKNOWN
            and not value.noun
            and mention.span.quote.lower().startswith("attack")
            and DOERS.search(unit.low)
            and not value.by_state
        ):
            kinds.add(ARMED)
            spans.setdefault(ARMED, []).append(mention.span)
            return


_PLAIN_BOMB = re.compile(r"(?:bombs?|devices?|explosive devices?|bomb(?:ing|ed)|explo\w+)$")
_FIRE_BOMB = re.compile(r"\b(?:fire-?bomb\w*|petrol[- ]bomb\w*|molotov\w*|incendiary|gasoline bomb\w*)\b")


def _only_fire(draft: Draft) -> bool:
    """Whether the only bomb is a firebomb: its other name "the bomb" makes no explosion."""
    if not any(_FIRE_BOMB.search(u.low) for u in draft.units):
        return False
    return all(_PLAIN_BOMB.match(m.span.quote.lower()) for _, m, v in _acts(draft.units) if v.attacktype == BOMBING)


def _mine(draft: Draft) -> Mention | None:
    """A mine or another laid charge in a sentence that tells the attack."""
    for unit in draft.core[:4]:
        for mention in unit.of(MentionKind.WEAPON):
            if isinstance(mention.value, WeaponValue) and mention.value.weapsubtype in (
                "Landmine",
                "Pressure Trigger",
                "Sticky Bomb",
                "Vehicle",
            ):
                return mention
    return None


def _infer_from_hostages(draft: Draft, kinds: set[str], spans: dict[str, list[Span]]) -> None:
    """People told as held or taken make it a taking of hostages: led away a kidnapping, kept where they were a barricade."""
    if kinds & {BARRICADE, KIDNAPPING}:
        return
    for unit in draft.units:
        for mention in unit.of(MentionKind.HOSTAGES):
            value = mention.value
            if (
                isinstance(value, HostagesValue)
                and value.event in ("taken", "held")
                and value.value
                and not BOAST.search(unit.low)
            ):
                kind = (
                    BARRICADE
                    if re.search(
                        r"\b(?:inside|hall|mall|hotel|school|building|theatre|theater|siege|embassy|train|plane|bus|floor|hostages?)\b",
                        unit.low,
                    )
                    else KIDNAPPING
                )
                kinds.add(kind)
                spans.setdefault(kind, []).append(mention.span)
                return


def _firearms(draft: Draft) -> bool:
    return any(
        isinstance(m.value, WeaponValue) and m.value.weaptype in ("Firearms", "Melee")
        for u in draft.units
        for m in u.of(MentionKind.WEAPON)
    )


_AIMED = re.compile(
    r"\b(?:shot|killed|murdered|assassinated|gunned down|stabbed|shooting of|killing of|murder of|shot and killed|shot dead|poisoned|trying to kill|tried to kill|thrown at|at then|bomb at|bombs at|"
    r"hacked to death|killing|kill|kills|shoots?|slaying of|attempt on the life of|bomb against|meant for|aimed at|sent to|survived|blew up|attack on|attack against) (?:dead |and killed )?(?:[\w'’.,-]+ ){0,7}$"
)
_WAS_SLAIN = re.compile(
    r"(?:[^.;]{0,90}?)\b(?:was|were|had been|has been|is) (?:\w+ ){0,2}?(?:shot|killed|murdered|assassinated|gunned down|stabbed|hacked|slain|poisoned|blown up)\b|"
    r"[^.;]{0,80}?\bdied\b[^.;]{0,40}\b(?:bomb|shot|gun|when|where he)|[^.;]{0,60}?\b(?:survived|escaped)\b[^.;]{0,40}\b(?:attempt|attack|bomb|unhurt|blast)"
)


def assassinated(draft: Draft) -> Mention | None:
    """The words for the prominent person at whom the attack was aimed, if it was aimed at one."""
    for _, mention, act in _acts(draft.units):
        if act.attacktype == ASSASSINATION and not act.by_state:
            return mention
    body = [u for u in draft.core if not u.is_title] or draft.core
    for unit in body[:5]:
        for mention in unit.of(MentionKind.TARGET):
            value = mention.value
            if not isinstance(value, TargetValue) or not value.person:
                continue
            name = (value.name or "").lower()
            if not (value.targsubtype in _PROMINENT or _PROMINENT_WORD.match(name)) or _NOT_PROMINENT.search(name):
                continue
            after = unit.after(mention, 130)
            if _NOT_HIT_AFTER.match(after):
                continue
            if (unit.strength >= 1 and _AIMED.search(unit.before(mention, 100))) or _WAS_SLAIN.match(after):
                return mention
    return None


_NOTABLE = frozenset(
    {
        "Journalists & Media", "Religious Figures/Institutions", "Educational Institution", "Government (Diplomatic)", "Government (General)",
        "Police", "Military", "Violent Political Party", "NGO", "Business", "Private Citizens & Property",
    }
)  # fmt: skip
_NOTABLE_WORD = re.compile(
    r"(?:activist|campaigner|leader|banker|businessman|industrialist|executive|chairman|publisher|blogger|writer|poet|lawyer|advocate|judge|professor|editor|journalist|priest|cleric|imam|bishop|diplomat|consul|"
    r"ambassador|attache|commander|colonel|major|general|captain|lieutenant|detective|inspector|superintendent|politician|candidate|mayor|councillor|senator|deputy|prosecutor|governor|minister|director|secretary|trade unionist|official)\b"
)
_NAMED_AFTER = re.compile(r"\s*(?:(?:,|of|for|at|in) [^.;]{0,40})?,?\s*(?:[A-Z][\w'’.-]+ ){1,3}")
_NAMED_BEFORE = re.compile(
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’.-]+)+,? (?:\(?\d\d\)?,? )?(?:an? |the |then |who (?:was|is) (?:an? |the )?)?(?:[\w-]+ ){0,3}$"
)
_FEW = 3
_SURE_HIT = 2.9


def _named_victim(draft: Draft) -> Mention | None:
    """The words for one named person of standing at whom a small attack was aimed: nobody shoots a professor by name at random."""
    killed = [t.value for u in draft.core for _, t in u.tolls if t.kind == "killed" and t.value]
    if killed and max(killed) > _FEW:
        return None
    for unit in draft.core[:5]:
        whole = unit.sentence.text
        for mention in unit.of(MentionKind.TARGET):
            value = mention.value
            if not isinstance(value, TargetValue) or not value.person or value.targtype not in _NOTABLE:
                continue
            word = mention.span.quote
            if not _NOTABLE_WORD.search(word.lower()) or _NOT_PROMINENT.search(word.lower()) or word.isupper():
                continue
            offset = mention.span.start - unit.sentence.start
            named = _NAMED_AFTER.match(whole[offset + len(word) :]) or _NAMED_BEFORE.search(whole[:offset])
            if named and target_weight(unit, mention) >= _SURE_HIT:
                return mention
    return None


def settle_thrown_explosives(draft: Draft, kinds: set[str]) -> set[str]:
    """Grenades and projectiles together with firearms are an armed assault alone."""
    if not {BOMBING, ARMED} <= kinds:
        return kinds
    subtypes = {
        m.value.weapsubtype
        for u in draft.units
        for m in u.of(MentionKind.WEAPON)
        if isinstance(m.value, WeaponValue) and m.value.weaptype == "Explosives"
    }
    thrown = {"Grenade (not RPGs)", "Projectile (e.g., rockets, mortars, RPGs, missiles)"}
    if subtypes and subtypes <= thrown:
        return kinds - {BOMBING}
    return kinds


_LONG_HELD = re.compile(
    r"\b(?:for|after|in) (?:more than |nearly |almost |about )?(?:\w+ ){1,2}(?:weeks|months|years)\b|\bcaptivity\b|\bkidnappers\b|\b(?:seized|snatched|taken|grabbed) from (?:their|his|her)\b|\bransom\b"
)
_LED_AWAY = re.compile(
    r"\b(?:captors?|kidnappers?|abductors?|ransom|captivity|marched (?:off|away|into)|bush|jungle|forest|hideouts?|proof of life|led away|taken away|driven off|held captive|in the hands of)\b"
)
_SIEGE = re.compile(
    r"\b(?:siege|besieged|barricad\w*|stormed|holed up|surrounded|theatre|theater|school|hotel|mall|embassy|plant|complex|hall|restaurant|museum|hospital|airport|hijack\w*)\b"
)
_BESIEGED = re.compile(
    r"\b(?:siege|besieged|barricad\w*|stormed|holed up|theatre|theater|school|hotel|mall|embassy|plane|aircraft|train|bus|surrounded|complex|plant)\b"
)


def settle_hostage_kind(draft: Draft, kinds: set[str]) -> set[str]:
    """Held where they were seized is a barricade; led away is a kidnapping; with a vehicle taken over it is a hijacking first."""
    said = " ".join(u.low for u in draft.units)
    if BARRICADE in kinds and KIDNAPPING not in kinds and _LED_AWAY.search(said) and not _SIEGE.search(said):
        return (kinds - {BARRICADE}) | {KIDNAPPING}
    if BARRICADE in kinds and KIDNAPPING not in kinds and _LONG_HELD.search(said) and not _BESIEGED.search(said):
        return (kinds - {BARRICADE}) | {KIDNAPPING}
    if BARRICADE in kinds and KIDNAPPING in kinds:
        return (
            kinds - {BARRICADE}
            if not any("barricad" in u.low or "siege" in u.low or "inside" in u.low for u in draft.units)
            else kinds - {KIDNAPPING}
        )
    return kinds


def settle_weaptype(draft: Draft, attack: Value) -> tuple[Value, Value | None, Value | None]:
    """Weapon types and subtypes, four at most, the one that fits the first attack type first; and the words for them."""
    spans: dict[str, Span] = {}
    subtype: dict[str, str] = {}
    weight: dict[str, float] = {}
    for unit in draft.units:
        state_only = bool(unit.triggers) and all(v.by_state for _, v in unit.triggers) and not draft.trait
        for mention in unit.of(MentionKind.WEAPON):
            value = mention.value
            if not isinstance(value, WeaponValue) or state_only or LATER_RAID.search(unit.low):
                continue
            if not draft.trait and any(act.by_state and m.span.overlaps(mention.span) for m, act in unit.triggers):
                continue  # the shots of the police
            weight[value.weaptype] = weight.get(value.weaptype, 0.0) + (2.0 if unit.strength else 0.7)
            spans.setdefault(value.weaptype, mention.span)
            if value.weapsubtype and ("Unknown" in subtype.get(value.weaptype, "Unknown")):
                subtype[value.weaptype] = value.weapsubtype
    types = attack.value if isinstance(attack.value, tuple) else ()
    if BOMBING in types and not spans.keys() & {"Explosives", "Chemical", "Radiological"}:
        for _, mention, value in _acts(draft.units):
            if value.attacktype == BOMBING:
                spans["Explosives"], weight["Explosives"] = mention.span, 3.0
                subtype["Explosives"] = "Unknown Explosive Type"
                break
    if (
        FACILITY in types
        and "Incendiary" not in spans
        and "Explosives" not in spans
        and "Sabotage Equipment" not in spans
    ):
        for _, mention, value in _acts(draft.units):
            if value.attacktype == FACILITY and mention.span.quote.lower() not in ("sabotage",):
                spans["Incendiary"], weight["Incendiary"] = mention.span, 2.0
                break
    if UNARMED in types and not spans.keys() & {"Vehicle", "Chemical", "Biological"}:
        for _, mention, value in _acts(draft.units):
            if value.attacktype == UNARMED and re.search(
                r"ram|plough|plow|dr[io]ve|ran|run|truck|van|lorry|vehicle|car|mow", mention.span.quote.lower()
            ):
                spans["Vehicle"], weight["Vehicle"] = mention.span, 3.0
                break
    fits = {
        BOMBING: ("Explosives",), FACILITY: ("Incendiary", "Sabotage Equipment", "Explosives"), UNARMED: ("Vehicle", "Chemical", "Biological"),
        ARMED: ("Firearms", "Melee"), ASSASSINATION: (), HIJACKING: (), BARRICADE: (), KIDNAPPING: (),
    }  # fmt: skip
    if any(w in weight for w in _AGENTS) and BOMBING not in types:
        weight.pop("Explosives", None)
    if BOMBING not in types and ARMED in types and weight.get("Explosives", 0) < 2.0:
        weight.pop("Explosives", None)
    if BOMBING in types and ARMED not in types and ASSASSINATION not in types:
        for other in ("Firearms", "Melee"):
            if weight.get(other, 0.0) < 3.0:
                weight.pop(other, None)
    if not ({FACILITY, UNARMED, ARMED} & set(types)) and "Incendiary" in weight and weight["Incendiary"] < 3.0:
        weight.pop("Incendiary")
    first = [w for kind in types for w in fits.get(kind, ()) if w in weight]
    order = sorted(weight, key=lambda w: (first.index(w) if w in first else len(first), -weight[w], w))
    chosen = order[:4]
    if not chosen and draft.parent is not None:
        return settle_weaptype(draft.parent, attack)
    if not chosen:
        return Value((_BARE,), 0.5, (), "nothing said of a weapon"), None, None
    evidence = tuple(spans[w] for w in chosen)
    main = Value(tuple(chosen), 0.85, evidence, "weapon words")
    subs = [subtype.get(w, "") for w in chosen]
    detail = Value(
        "; ".join(dict.fromkeys(s.quote.replace("\n", " ") for s in evidence)), 0.7, evidence, "weapon words"
    )
    return main, (Value(tuple(subs), 0.7, evidence, "weapon words") if any(subs) else None), detail


# What stands between a word of violence and what it hit: articles, numbers and a few words of description.
_LINK = r"(?:the |a |an |its |their |his |her |some |several |\d[\d,.]* |[\w'’.,(-]+ ){0,6}\(?$"
_NEAR = (
    r"at|in|inside|outside|near|among|amongst|aboard|on|onto|into|in front of|next to|beside|alongside|along|behind|beneath|underneath|under|below|opposite|against|amid|over|through|between|around|within|past|"
    r"close to|adjacent to|across from|by|towards?|from|off"
)
_ON = re.compile(
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
    r"spray(?:ed|s|ing)?|rak(?:ed|es|ing)|riddled|peppered|strafed|looted|ransacked|vandali[sz]ed|desecrated|waylaid|intercepted|stopped|burst (?:into|through)|fell (?:on|upon|in|into|near)|landed (?:on|in|near)|through|claimed the (?:life|lives) of|took the (?:life|lives) of|lives of|cost the (?:life|lives) of|costing|costs?|left|leaving"
)
_OBJECT = re.compile(
    r"\b(?:"
    + _HIT_VERB
    + r"),? (?:dead |up |down |and killed |and wounded |and injured |to death |hostage |at least |as many as |more than |apart )?"
    + _LINK
)
_LOCATED = re.compile(
    r"\b(?:at|in|inside|outside|near|beside|behind|opposite|from|to|by|with|while|when|as|after|for) (?:[\w'’.-]+ ){0,4}$"
)
_PLACE_AT = re.compile(r"\b(?:" + _NEAR + r"|front of|entered|gates? of|entrance (?:of|to))\s+" + _LINK)
_HARMED = (
    r"hit|attacked|bombed|struck|killed|shot|destroyed|targeted|set|abducted|kidnapped|damaged|burn\w*|blown|wounded|injured|hurt|ambushed|hijacked|seized|stabbed|taken|gunned|mown|mowed|maimed|slaughtered|massacred|butchered|"
    r"murdered|assassinated|gutted|torched|cut|hacked|beheaded|executed|slain|raided|stormed|dead|ripped|torn|wrecked|shattered|riddled|sprayed|raked|overrun|besieged|captured|snatched|held|strangled|lynched|knifed|martyred|poisoned|dynamited|rammed|run|"
    r"derailed|razed|looted|ransacked|led away|marched|put to death|tossed|levelled|leveled|flattened|toppled|crippled|sabotaged|cut to pieces|thrown|trapped|lost|maimed|blinded"
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
    r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|several|dozens of|scores of|hundreds of|a dozen|another|some)(?:[- ]\w+)? (?:[\w'’-]+ ){0,2}$"
)
_AMONG_DEAD = re.compile(
    r"\b(?:among (?:the|those|its|their) (?:\w+ )?(?:dead|killed|victims?|wounded|injured|casualties|lost|fatalities|slain)|the (?:dead|victims?|slain|casualties) (?:\w+ )?(?:are|is|were|was|included?|includes|including|comprised?)|victims? (?:of which )?(?:was|were|included?)|killed:|dead:|victims:|those killed (?:\w+ )?(?:were|included?)|"
    r"killed (?:\w+ )?(?:were|was)|attained martyrdom|complete a toll)\b[^.;]{0,110}$|\bkilled: [^.;]{0,60}$"
)
_RIDERS = re.compile(
    r"\b(?:bus(?:es)?|vehicles?|trucks?|cars?|vans?|lorry|lorries|convoys?|helicopters?|planes?|boats?|jeeps?|trains?|coach(?:es)?|minibus(?:es)?|pick-?ups?|motorcades?|homes?|houses?|residence|offices?|headquarters|barracks|dormitory) (?:\w+ ){0,2}?(?:full of|filled with|packed with|crowded with|carrying|transporting|loaded with|taking|ferrying|bringing|belonging to|owned by|used by|of|with|for) (?:[\w'’-]+ ){0,4}$"
)
# A call, a letter or a statement went there, or a voice came from there; no blow did.
_WORDS_TO = re.compile(
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
_NOT_HIT_AFTER = re.compile(
    r"\s*(?:(?:and|or) \w+ )?(?:chief|commissioner|spokes\w+|sources?|officials?|commander)?\s*(?:[A-Za-z'.-]+ ){0,3}(?:said|told|says|confirmed|announced|condemned|blamed|reported|believe|suspect|arrested|detained|opened|seized|cordoned|found|have not|declined|named|gave|put|spoke|added|"
    r"shot (?:him|the|them|dead)|killed the|returned)\b|\s*(?:chief|commissioner|spokes\w+|sources?|report|investigat\w+|records?)\b"
)
_CITIZENS = "Private Citizens & Property"
_WEAK_TARGET = {"Unnamed Civilian/Unspecified", "Religion Identified", "Race/Ethnicity Identified"}
_LOOSE_TARGET = {
    "Vehicles/Transportation",
    "Village/City/Town/Suburb",
    "Highway/Road/Toll/Traffic Signal",
    "House/Apartment/Residence",
}


# Places where the hurt are taken and the charged are heard, not places that were hit.
_CARE = re.compile(r"hospital|court|clinic|medical|home")
_TREATED = re.compile(
    r"\b(?:in|to|at|before|federal|appeared in|from|the|of|and)\s+(?:a |an |the |local |nearby |\w+ )?$"
)


def _is_name_part(unit: Unit, mention: Mention) -> bool:
    """Whether the word is part of a name: "Alamdar Road", "New Port", "Tom King"; capitals tell nothing in titles and old wires."""
    if not _STREET.match(mention.span.quote) or unit.is_title:
        return False
    offset = mention.span.start - unit.sentence.start
    before, after = unit.sentence.text[:offset].rstrip(), unit.sentence.text[offset + len(mention.span.quote) :]
    word = before.rsplit(None, 1)[-1] if before else ""
    return word[:1].isupper() or (mention.span.quote in ("Port", "King", "Fort") and after[1:2].isupper())


def target_weight(unit: Unit, mention: Mention) -> float:
    """How surely the words around a target say that it was hit; 0 where they do not."""
    value = mention.value
    person = isinstance(value, TargetValue) and value.person
    before, after = unit.before(mention, 120), unit.after(mention, 110)
    if _is_name_part(unit, mention) or (_ONLY_PART.match(after) and not person):
        return 0.0
    if _ROLE_ELSEWHERE.match(after) and mention.span.quote.lower() in _HEADS:
        return 0.0
    if _AMONG_DEAD.search(before):
        return 2.9 if person else 0.5
    if _NOT_HIT_BEFORE.search(before[-60:]) or (_NOT_HIT_AFTER.match(after) and not _PASSIVE_NEXT.match(after)):
        return 0.0
    told = unit.strength > 0 or bool(unit.tolls) or unit.is_title
    if _RIDERS.search(before) and told:
        return 3.3
    if _WORDS_TO.search(before):
        return 0.0
    if _ON.search(before):
        return 3.2
    if _TREATED.search(before) and _CARE.search(mention.span.quote.lower()):
        return 0.0
    hit = _OBJECT.search(before)
    if hit and not (_LOCATED.search(before) and _LOCATED.search(before[hit.start() :])):
        return 3.1 if person else 3.0
    if _WAS_HIT.match(after) or (person and _HAVE_FALLEN.match(after)):
        return 2.9 if person else 2.6
    if person and unit.tolls and _COUNTED.search(before):
        return 2.6
    if hit or _PLACE_AT.search(before):
        return 2.3 if told else 1.2
    if unit.is_title and unit.strength >= 1:
        return 2.0
    return 0.5 if unit.strength >= 2 else 0.0


_HEADS = frozenset(
    {"president", "vice president", "vice-president", "chairman", "secretary", "director", "head", "premier"}
)


def settle_targtype(draft: Draft) -> tuple[Value, Value | None, Value | None]:
    """Target types and subtypes, three at most, the one that was most surely hit first; and the words for them."""
    if draft.focus is not None and isinstance(draft.focus.value, TargetValue):
        return _target_values([(draft.focus.value.targtype, draft.focus)])
    total: dict[str, float] = {}
    best: dict[str, tuple[float, Mention]] = {}
    victim = assassinated(draft)
    if victim is not None and isinstance(victim.value, TargetValue):
        best[victim.value.targtype] = 5.0, victim
        total[victim.value.targtype] = 5.0
    civilians: Mention | None = None
    lead = (
        [u for u in draft.units[:3] if u.is_title or u.paragraph <= 1] if draft.units[0].is_title else draft.units[:1]
    )
    units = [u for u in draft.units if u in draft.core or u in lead]
    for rank, unit in enumerate(units):
        taken = [m.span for m, _ in unit.groups]
        named = unit.of(MentionKind.TARGET)
        for mention, following in zip(named, [*named[1:], None], strict=False):
            value = mention.value
            if not isinstance(value, TargetValue) or any(mention.span.overlaps(s) for s in taken):
                continue
            if following is not None and following.span.start - mention.span.end <= 1:
                continue  # it describes the word behind it: "a Shi'ite mosque"
            weight = target_weight(unit, mention)
            if weight <= 0.0:
                continue
            if value.targsubtype in _WEAK_TARGET:
                if weight < 2.5:
                    continue
                civilians = civilians or mention
                weight = 0.9
            elif value.targsubtype in _LOOSE_TARGET:
                weight = min(weight, 2.4) - 0.7
            weight *= {0: 1.35, 1: 1.2, 2: 1.0}.get(rank, 0.8 if rank < 6 else 0.5)
            if unit.is_title:
                weight *= 1.1
            total[value.targtype] = total.get(value.targtype, 0.0) + weight
            if value.targtype not in best or weight > best[value.targtype][0]:
                best[value.targtype] = weight, mention
    _put_school_first(draft, best, total)
    if not best:
        if civilians is not None and isinstance(civilians.value, TargetValue):
            return _target_values([(civilians.value.targtype, civilians)])
        hurt = next(
            (m for u in draft.core for m, toll in u.tolls if toll.kind in ("killed", "wounded") and toll.value), None
        )
        if hurt is not None:
            return Value((_CITIZENS,), 0.4, (hurt.span,), "people were hurt"), None, None
        return Value(("Unknown",), 0.3, (), "nothing said of a target"), None, None
    worth = {t: best[t][0] + min(0.8, 0.2 * (total[t] - best[t][0])) for t in best}
    order = sorted(worth, key=lambda t: (-worth[t], t))
    kept = [t for i, t in enumerate(order[:3]) if i == 0 or (worth[t] >= 0.62 * worth[order[0]] and worth[t] >= 2.0)]
    return _target_values([(t, best[t][1]) for t in kept])


def _put_school_first(draft: Draft, best: dict[str, tuple[float, Mention]], total: dict[str, float]) -> None:
    """Pupils taken or hurt at their school stand for the school; GTD files students elsewhere under private citizens."""
    students = any(
        isinstance(m.value, TargetValue) and m.value.targsubtype == "Student"
        for u in draft.core
        for m in u.of(MentionKind.TARGET)
    )
    if not students or "Educational Institution" in best:
        return
    for unit in draft.units[:8]:
        for mention in unit.of(MentionKind.TARGET):
            if (
                isinstance(mention.value, TargetValue)
                and mention.value.targsubtype == "School/University/Educational Building"
            ):
                best["Educational Institution"] = 4.0, mention
                total["Educational Institution"] = 4.0
                return


def _target_values(chosen: Sequence[tuple[str, Mention]]) -> tuple[Value, Value | None, Value | None]:
    evidence = tuple(m.span for _, m in chosen)
    subs = tuple((m.value.targsubtype or "") if isinstance(m.value, TargetValue) else "" for _, m in chosen)
    names = tuple(dict.fromkeys(m.span.quote.replace("\n", " ") for _, m in chosen))
    main = Value(tuple(t for t, _ in chosen), 0.75, evidence, "nearest to the deed")
    return (
        main,
        (Value(subs, 0.65, evidence, "nearest to the deed") if any(subs) else None),
        Value(names, 0.7, evidence, "nearest to the deed"),
    )


_SUICIDE = re.compile(
    r"\bsuicide (?:bomb\w*|attack\w*|car bomb\w*|truck bomb\w*|vest\w*|blast\w*|mission\w*|squad\w*|assault\w*|explosion|jackets?)|\bbl[eo]w(?:n|ing)? (?:him|her|them)sel(?:f|ves) up|"
    r"\bset(?:ting)? off (?:his|her|their|an?) (?:suicide |explosive )?(?:vests?|belts?)|\bdetonat\w+ (?:his|her|their|an?|explosive|suicide) ?(?:explosive |suicide )?(?:vests?|belts?|explosives strapped|jacket)|"
    r"\bwearing (?:an? )?(?:explosive|suicide|bomb) (?:vests?|belts?|jackets?)|\bexploded (?:him|her|them)sel(?:f|ves)|\bhuman bombs?|\bkamikaze|\bexplosive belts?|\bsuicide bombers?|"
    r"\bmartyrdom[- ](?:seek\w*|operations?|attack\w*|bomb\w*)|\bblown up (?:him|her|them)sel(?:f|ves)|\bintent on (?:dying|death)|\b(?:wore|wearing|strapped|with) (?:an? |the |his |her |their |on )?(?:\w+ )?(?:vests? packed|suicide|explosives? (?:vests?|belts?|jackets?))|"
    r"\bwore the vest|\bsuicide attackers?|\bbombers? (?:also |himself |herself |themselves )?(?:died|perished|was killed|were killed|blew)|\bbomber's (?:death|body|head|remains)|\bkilling (?:him|her|them)sel(?:f|ves) and|\bkilled (?:him|her|them)sel(?:f|ves) and|\bpulled (?:a|the) cord|\bwith a vest and|\bfidayeen|\bexplosives strapped to (?:his|her|their)|\bat the wheel and died"
)
_NO_SUICIDE = re.compile(r"\b(?:not|no|dummy|fake|mock)\s+(?:a |an )?$")


def settle_suicide(draft: Draft) -> Value | None:
    """1 where an attacker is told to have meant to die: vests and belts count, even if shot before use; a dummy does not."""
    for unit in draft.units:
        for match in _SUICIDE.finditer(unit.low):
            if not _NO_SUICIDE.search(unit.low[max(0, match.start() - 12) : match.start()]):
                start = unit.start + match.start()
                text = unit.sentence.text[
                    start - unit.sentence.start : start - unit.sentence.start + len(match.group())
                ]
                return Value(1, 0.9, (Span(start, start + len(match.group()), text),), "told as suicide")
    return None


_FAILED = re.compile(
    r"\b(?:fail(?:s|ed)? to (?:explode|detonate|go off)|did not (?:explode|go off|detonate)|(?:was|were) (?:safely )?(?:defused|disarmed|deactivated|dismantled)|defused|took apart a device|"
    r"blew it up under control|controlled explosion|was destroyed|attempted (?:assassination|bombing|hijacking|attack)|tr(?:ied|ying) to (?:kill|assassinate|murder)|assassination attempt|"
    r"survived|escaped unhurt|escaped unharmed|escaped injury|attempt on (?:his|her|the) life|missed its target|frustrated|botched|foiled|in the air before|found and defused|had found one|found one|was found in|was taken from|picked out by x-ray|a fourth at|was not hurt|detonators? (?:had )?failed|fuses? failed|(?:gun|pistol|rifle|weapon|revolver) jammed|made (?:harmless|safe)|rendered (?:harmless|safe)|neutrali[sz]ed the|blew it up safely|safely detonated|only partially exploded|malfunctioned|misfired|were (?:discovered|found) aboard|were defused|never went off|attempted to (?:kill|assassinate|bomb|hijack)|narrowly (?:escaped|survived|missed)|bungled|thwarted|overpowered before|missed (?:him|her|them))\b"
)


def settle_success(draft: Draft, attack: Value, dead: int | None) -> Value:
    """GTD's rule of success for the first attack type: a bomb that went off, a target that died, a control that was taken."""
    types = attack.value if isinstance(attack.value, tuple) else ()
    said = [(u, m) for u in draft.units for m in _FAILED.finditer(u.low)]
    failed_words = [v for _, _, v in _acts(draft.units) if v.failed]
    core = " ".join(u.low for u in draft.core)
    if types[:1] == (ASSASSINATION,):
        if said or (re.search(r"\b(?:critical|stable|survived|unhurt|unharmed|wounded but)\b", core) and not dead):
            return _failure(said)
        if dead == 0 or (dead is None and failed_words):
            return _failure(said)
        return Value(1, 0.8, (), "the target died")
    if (said or failed_words) and not dead:
        strong = re.search(r"\b(?:exploded|blew up|went off|opened fire|killed|wounded|injured|set fire)\b", core)
        unexploded = any(
            re.search(
                r"explode|detonate|go off|defus|failed|harmless|made safe|rendered safe|safely|neutrali|malfunction|discovered aboard|found aboard|never went|disarm|deactivat|dismantl|took apart|under control|controlled|destroyed|x-ray|found in",
                m.group(),
            )
            for _, m in said
        )
        if unexploded and not re.search(r"\b(?:were|was) (?:killed|wounded|injured|hurt)\b", core):
            return _failure(said)
        if not strong and failed_words:
            return _failure(said)
    return Value(1, 0.8, (), "the deed was done")


def _failure(said: Sequence[tuple[Unit, re.Match[str]]]) -> Value:
    spans = []
    for unit, match in said[:1]:
        start = unit.start + match.start()
        offset = start - unit.sentence.start
        spans.append(Span(start, start + len(match.group()), unit.sentence.text[offset : offset + len(match.group())]))
    return Value(0, 0.75, tuple(spans), "told as failed")
