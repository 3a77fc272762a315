"""What the reader says of an incident's sentences."""

from __future__ import annotations

from datetime import UTC, datetime

from etl.extract.drafts import Draft
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.read_types import read_types
from etl.extract.text import segment
from etl.model import Article

# A text of a line or two is not read closely; these sentences, of no deed, make an article of it.
MORE = " The square was closed to traffic. Shops opened again before noon. The mayor thanked the fire brigade. Schools will be open on Friday."


def draft(text: str) -> Draft:
    article = Article(doc="a", title="", text=text + MORE, published_at=datetime(2024, 5, 10, 18, tzinfo=UTC))
    whole = segment(article)
    return find_incidents(whole, RulesExtractor().mentions(whole))[0]


def test_sentences_that_tell_the_deed_are_read_for_its_kinds() -> None:
    read = read_types(draft("A car bomb killed nine shoppers at a market in Herat on Thursday."), "attack")
    assert max(read, key=lambda kind: read[kind]) == "Bombing/Explosion"


def test_nothing_is_read_where_no_reader_was() -> None:
    told = draft("A car bomb killed nine shoppers at a market in Herat on Thursday.")
    unread = Draft(units=[unit.__class__(unit.start, unit.end, unit.low, unit.sentence, ()) for unit in told.units])
    assert read_types(unread, "attack") == {}
