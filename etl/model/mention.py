"""A mention: a typed span of an article with a normalised value. Stages make them with `Mention.make` and never change them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from etl.model.article import Article
from etl.model.span import Span


class MentionKind(StrEnum):
    """What a span speaks of."""

    DATE = "date"
    PLACE = "place"
    TOLL = "toll"
    HOSTAGES = "hostages"
    VICTIM = "victim"
    GROUP = "group"
    CLAIM = "claim"
    TRIGGER = "trigger"
    WEAPON = "weapon"
    TARGET = "target"
    ROLE = "role"
    REPORT = "report"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class DateValue:
    """A calendar date at the precision that the text allows: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.

    `end_date` closes a span of days ("13-15 March"). `rule` names how it was read (`explicit`, `weekday`, `relative`, `year`,
    `anniversary`, `inferred_year`, `dateline`, ...). `corrected_from` keeps what the text literally says when the article's own
    reckoning shows a slip.
    """

    date: str
    rule: str
    end_date: str | None = None
    approximate: bool = False
    corrected_from: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place: GTD country label, first-order unit, settlement or district; coordinates are WGS84 degrees.

    `level` is `settlement`, `district`, `admin1`, `country`, `region` (no single country) or `site` (a named spot inside `city`).
    `vicinity` is true for "near", "outside", "on the outskirts of". `dateline` marks the place before the agency's dash.
    """

    level: str
    country_txt: str | None
    provstate: str | None = None
    city: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    vicinity: bool = False
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class TollValue:
    """One figure for the dead or the hurt.

    `kind` is `killed` or `wounded`. `party` is `victims`, `attackers` or `all` (both, or not told apart). `attackers_included` is
    the number of attackers that the figure itself includes ("12, including the bomber" is 1). `by` is the source named.
    `qualifier` is `exact`, `at_least`, `nearly`, `more_than`, `range` or `vague` (then `value` is None). `subset` marks a figure
    of a part (children, one nationality), `joint` one over several incidents, `rounded` one that an exact figure replaces. `who` is what the
    text calls them ("soldier"), `more` marks people beside others ("three others"), `anaphoric` a pronoun or definite ("he", "the man").
    `newness` is 1 where the words call the figure the latest ("has risen to"), -1 where they call it early.
    """

    kind: str
    value: int | None
    low: int | None
    high: int | None
    party: str = "all"
    by: str | None = None
    qualifier: str = "exact"
    superseded: bool = False
    subset: bool = False
    joint: bool = False
    attackers_included: int | None = None
    perpetrator_source: bool = False
    rounded: bool = False
    who: str = ""
    more: bool = False
    anaphoric: bool = False
    newness: int = 0


@dataclass(frozen=True, slots=True)
class HostagesValue:
    """People held: `event` is `taken`, `freed`, `escaped`, `killed`, `rescued` or `held`; `value` None when no number is told."""

    event: str
    value: int | None


@dataclass(frozen=True, slots=True)
class VictimValue:
    """Victims of one nationality (GTD country label); `status` is `killed`, `wounded`, `casualty` or `hostage`; `rule` names how it was read."""

    country: str
    status: str
    count: int | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class GroupValue:
    """A perpetrator as named: the GTD-style name, or a generic identity ("Gunmen")."""

    gname: str
    generic: bool = False


@dataclass(frozen=True, slots=True)
class ClaimValue:
    """Who says that who did it. `actor` is a group's GTD-style name, a country label for a state, or a person.

    `kind` is `claim`, `denial`, `attribution`, `suspicion`, or `none_claimed` (the text says that nobody has; `actor` is "").
    `mode` is a GTD claim-mode label, for claims (and denials whose channel is told). `said_date` is the day of the statement.
    `by` is who attributes or suspects. `doubted` is true when the article itself doubts the claim.
    """

    actor: str
    kind: str
    mode: str | None = None
    said_date: str | None = None
    by: str | None = None
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class TriggerValue:
    """A word that tells of a violent event. `attacktype` is a GTD label.

    `real` is false for what did not happen: planned, foiled, feared, rehearsed, filmed. `by_state` is true for air strikes, raids
    and shootings by state forces. `strength` is 3 for words that tell an attack alone ("car bombing"), 2 for those that tell one in
    plain news ("blast"), 1 for those that need company ("killed"). `noun` is true where the word names the event instead of telling it.
    `nature` is `attack`, `clash` or `accident`.
    """

    attacktype: str
    real: bool = True
    by_state: bool = False
    suicide: bool = False
    failed: bool = False
    strength: int = 2
    noun: bool = False
    nature: str = "attack"


@dataclass(frozen=True, slots=True)
class WeaponValue:
    """A weapon: GTD labels of type and, where told, subtype."""

    weaptype: str
    weapsubtype: str | None = None


@dataclass(frozen=True, slots=True)
class TargetValue:
    """Who or what was hit: GTD labels; `name` is the person, body or building as named."""

    targtype: str
    targsubtype: str | None = None
    name: str | None = None
    person: bool = False


@dataclass(frozen=True, slots=True)
class RoleValue:
    """A part played in an attack: `role` is `perp_individual`, `perp_organisation`, `target_name`, `victim_name` or `weapon_name`.

    The span is the name or description itself. `probability` (0…1) is how sure it is that the words fill this role; `kinds`
    are the kinds of attack that they may take part in.
    """

    role: str
    probability: float
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportValue:
    """What the whole text reports, as a trained model reads it: that it reports an attack at all, and each kind of attack.

    `attack` and the numbers of `kinds` are logits: 0 is as likely as not.
    """

    attack: float
    kinds: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ReadingValue:
    """What a trained reader makes of a span: `of` is `number`, `place`, `date`, `group` or `sentence`; `logits` answers its questions.

    `count` is the figure, where the span is one; `together` has, for each sentence of the text, the logit of the span's going together with
    it. A logit of 0 is as likely as not.
    """

    of: str
    logits: tuple[tuple[str, float], ...]
    count: int | None = None
    together: tuple[float, ...] = ()

    def logit(self, question: str) -> float:
        """The answer to a question of the span's kind."""
        return next(logit for name, logit in self.logits if name == question)


MentionValue = (
    DateValue
    | PlaceValue
    | TollValue
    | HostagesValue
    | VictimValue
    | GroupValue
    | ClaimValue
    | TriggerValue
    | WeaponValue
    | TargetValue
    | RoleValue
    | ReportValue
    | ReadingValue
)

_KIND: dict[type, MentionKind] = {
    DateValue: MentionKind.DATE,
    PlaceValue: MentionKind.PLACE,
    TollValue: MentionKind.TOLL,
    HostagesValue: MentionKind.HOSTAGES,
    VictimValue: MentionKind.VICTIM,
    GroupValue: MentionKind.GROUP,
    ClaimValue: MentionKind.CLAIM,
    TriggerValue: MentionKind.TRIGGER,
    WeaponValue: MentionKind.WEAPON,
    TargetValue: MentionKind.TARGET,
    RoleValue: MentionKind.ROLE,
    ReportValue: MentionKind.REPORT,
    ReadingValue: MentionKind.READING,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of an article that says `value`, found by `stage`."""

    span: Span
    value: MentionValue
    stage: str

    @property
    def kind(self) -> MentionKind:
        """The kind, told by the type of the value."""
        return _KIND[type(self.value)]

    @staticmethod
    def make(article: Article, start: int, end: int, value: MentionValue, stage: str) -> Mention:
        """The only way to make a mention: its quote is taken from the text.

        Raises:
            EvidenceError: `start:end` is no slice of the article.
        """
        return Mention(article.span(start, end), value, stage)
