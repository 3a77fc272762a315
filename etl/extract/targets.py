"""People, buildings and things that an attack may have hit. Enters: a Text. Leaves: TARGET mentions, most of them only candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etl.codebook.targets import target_lexicon
from etl.extract.stage import Stage
from etl.extract.text import Text
from etl.model import Mention, MentionKind, TargetValue

NAME = "targets"


def find_targets(text: Text, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """A TARGET mention for every word of the target list; which of them was hit is decided with the incident."""
    lexicon = target_lexicon()
    for sentence in text.sentences:
        low = sentence.low
        for hit in lexicon.find(low):
            start, row = sentence.start, hit.row
            value = TargetValue(row.targtype, row.targsubtype, sentence.text[hit.start : hit.end], row.person)
            yield Mention.make(text.article, start + hit.start, start + hit.end, value, NAME)


STAGE = Stage(NAME, find_targets, writes=frozenset({MentionKind.TARGET}))
