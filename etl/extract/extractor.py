"""Articles in, accounts out: the engines of extraction and how to get one by name.

Enters: an Article. Leaves: its Accounts. Pure: word lists of the codebook are read once, nothing else of the world is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from etl.codebook.lexicon import lowered_whole
from etl.errors import ExtractError, IncidentWarehouseError
from etl.extract import (
    claims,
    dates,
    groups,
    hostages,
    places,
    reader,
    roles,
    targets,
    tolls,
    triggers,
    victims,
    weapons,
)
from etl.extract.accounts import build_accounts
from etl.extract.counted import SURE, WORTH_READING, WORTH_READING_BY_SOUND, likeliest_by_words
from etl.extract.drafts import Draft
from etl.extract.gate import may_report_attack, sounds_like_attack
from etl.extract.incidents import find_incidents
from etl.extract.place_context import group_names
from etl.extract.relevance import arms_and_harm, harm_near, may_report_violence
from etl.extract.shape import BRIEF
from etl.extract.stage import Stage, check_order
from etl.extract.text import Text, segment
from etl.memory import uncollected
from etl.model import Account, Article, Mention, MentionKind, ReadingValue, TriggerValue

VERSION = "1.0"
# Characters: what is so short costs so little that the stages themselves may tell.
_SHORT = 1_000

# In this order: a stage may read what the ones before it wrote.
STAGES: tuple[Stage, ...] = (
    triggers.STAGE,
    dates.STAGE,
    places.STAGE,
    groups.STAGE,
    weapons.STAGE,
    targets.STAGE,
    tolls.STAGE,
    hostages.STAGE,
    victims.STAGE,
    claims.STAGE,
)
# Only where an incident was found: reading closely
CLOSE_STAGES: tuple[Stage, ...] = (reader.STAGE,)
# Only where an incident was found: naming who took part costs more than all stages before it.
NAMING_STAGES: tuple[Stage, ...] = (roles.STAGE,)


class Extractor(Protocol):
    """Reads articles. `name` and `version` stand in every account that it makes."""

    name: str
    version: str

    def extract(self, article: Article) -> list[Account]:
        """The article's accounts, in order of their first evidence; empty where it tells of no incident.

        Raises:
            ExtractError: the article could not be worked through; says why.
        """
        ...


def tells_violence(mentions: Sequence[Mention]) -> bool:
    """Whether some word of violence tells a deed as done: without one the costly stages have nothing to find."""
    acts = [m.value for m in mentions if isinstance(m.value, TriggerValue) and m.value.real]
    return any(v.strength >= 2 or v.by_state for v in acts) or sum(v.strength == 1 for v in acts) > 1


def _group_and_harm(text: Text) -> bool:
    """Whether a text tells of dead or hurt beside an armed group by its name: "the Shining Path killed a mayor"."""
    return harm_near(lowered_whole(text.whole), [(name.start, name.end) for name in group_names(text)])


def _tells_enough(text: Text, mentions: Sequence[Mention]) -> bool:
    """Whether the costly stages may find something: by words of violence, in a line or two also by a group's name."""
    if tells_violence(mentions) or arms_and_harm(lowered_whole(text.whole)) or sounds_like_attack(text.whole):
        return True
    return len(text.sentences) <= BRIEF and _group_and_harm(text)


# Logit. Of 749 unseen coded articles each has a sentence that the reader takes so far for one about an incident; of other news that comes so far every second has none.
_HEARD = -2.5


def _hears_incident(mentions: Sequence[Mention]) -> bool:
    """Whether the reader takes any sentence for one that tells of an incident; yes where no reader was asked."""
    read = [m.value for m in mentions if isinstance(m.value, ReadingValue) and m.value.of == "sentence"]
    return not read or any(max(v.logit("reported"), v.logit("recalled")) >= _HEARD for v in read)


class RulesExtractor:
    """Rules over lexicons: two cheap gates, the stages, then assembly. The same article gives the same accounts, byte for byte."""

    def __init__(
        self,
        stages: Sequence[Stage] = STAGES,
        naming: Sequence[Stage] = NAMING_STAGES,
        close: Sequence[Stage] = CLOSE_STAGES,
        name: str = "rules",
        version: str = VERSION,
    ) -> None:
        check_order((*stages, *close, *naming))
        self.stages = tuple(stages)
        self.close = tuple(close)
        self.naming = tuple(naming)
        self.name = name
        self.version = version

    def mentions(self, text: Text) -> list[Mention]:
        """All mentions that the stages find, in the order of the stages; none where no deed of violence is told."""
        return self._read(text)[0]

    def _read(self, text: Text) -> tuple[list[Mention], list[Draft]]:
        """The mentions of a text and the incidents that they tell."""
        found: list[Mention] = []
        for stage in self.stages:
            found.extend(stage.find(text, tuple(found)))
            if MentionKind.TRIGGER in stage.writes and not _tells_enough(text, found):
                return [], []
        drafts = find_incidents(text, found)
        if not self.close or len(text.sentences) <= BRIEF:
            return found, drafts
        likeliest = likeliest_by_words(text, drafts)
        least = WORTH_READING_BY_SOUND if sounds_like_attack(text.whole) else WORTH_READING
        if drafts and likeliest < least:
            return found, []
        for stage in self.close:
            found.extend(stage.find(text, tuple(found)))
        if drafts and likeliest < SURE and not _hears_incident(found):
            return found, []
        return found, find_incidents(text, found)

    @uncollected()
    def extract(self, article: Article) -> list[Account]:
        """The article's accounts; see `Extractor.extract`."""
        try:
            whole = article.whole
            if len(whole) > _SHORT and not may_report_violence(whole) and not sounds_like_attack(whole):
                return []
            text = segment(article)
            if len(text.sentences) > BRIEF and not may_report_attack(text):
                return []
            found, drafts = self._read(text)
            if not drafts:
                return []
            named = [m for stage in self.naming for m in stage.find(text, tuple(found))]
            return build_accounts(text, drafts, named, f"{self.name}/{self.version}")
        except IncidentWarehouseError:
            raise
        except Exception as error:
            raise ExtractError(
                f"could not be worked through ({type(error).__name__}: {error})",
                where=article.doc,
                fix="keep the article and report it: this is a defect of the extractor",
            ) from error


def load_extractor(name: str = "rules") -> Extractor:
    """The extractor of that name, ready to use.

    Raises:
        ExtractError: there is no such extractor.
    """
    if name != "rules":
        raise ExtractError(f"no extractor named {name!r}", where="extractor", fix='choose "rules"')
    return RulesExtractor()
