"""Who did it is often said once for several incidents, and not of every one that stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from etl.codebook.choices import bearing_weights
from etl.extract.bearing import Bearing
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.text import segment
from etl.model import Account, Article

GARISSA = "A bomb killed four people at a bus stop in Garissa on Saturday, Kenyan police said. Buses had just come in from the coast."
MANDERA = "On Sunday gunmen shot dead two teachers at a school in Mandera, near the border. Lessons were called off."


def article(*paragraphs: str) -> Article:
    published = datetime(2019, 5, 7, tzinfo=UTC)
    return Article(doc="a", title="Attacks in two Kenyan towns", text="\n\n".join(paragraphs), published_at=published)


def accounts(*paragraphs: str) -> Sequence[Account]:
    return RulesExtractor().extract(article(*paragraphs))


@pytest.mark.parametrize(
    "said",
    [
        "The government blamed al-Shabaab for both. Schools stay shut.",
        "Al-Shabaab claimed responsibility for the two attacks in a broadcast. Schools stay shut.",
    ],
)
def test_word_about_several_deeds_bears_on_each_whatever_its_day(said: str) -> None:
    first, second = accounts(GARISSA, MANDERA, said)
    assert first.get("date") != second.get("date")
    assert first.get("gname") == second.get("gname") == ("Al-Shabaab",)
    assert [claim.actor for claim in second.claims] == ["Al-Shabaab"]


def test_claim_of_one_deed_does_not_bear_on_another() -> None:
    found = accounts(f"{GARISSA} Al-Shabaab claimed the bombing in Garissa.", MANDERA)
    assert [account.get("claimed") for account in found] == [1, None]


def test_every_author_and_claim_shows_its_words() -> None:
    for account in accounts(GARISSA, MANDERA, "The government blamed al-Shabaab for both. Schools stay shut."):
        assert all(span.quote for span in account.values["gname"].evidence)
        assert all(claim.span.quote for claim in account.claims)


def test_words_weighed_for_an_incident_are_bounded_however_long_the_article() -> None:
    text = segment(article(*[f"{GARISSA} Al-Shabaab claimed the bombing in Garissa.", MANDERA] * 40))
    drafts = find_incidents(text, RulesExtractor(close=()).mentions(text))
    bearing = Bearing(drafts)
    assert max(sum(w.teller is not d for w in bearing.candidates(d)) for d in drafts) <= 28


def test_weights_speak_of_what_is_asked() -> None:
    assert set(bearing_weights()) == {"author", "claimed", "silent"}
    assert bearing_weights()["author"]["ruled author"] > 0
