"""Who did it is often said once for several incidents, and not of every one that stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from etl.codebook.choices import bearing_weights
from etl.extract.bearing import Bearing, author_options
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.perpetrators import settle_perpetrators
from etl.extract.text import segment
from etl.model import Account, Article

GARISSA = "A bomb killed four people at a bus stop in Garissa on Saturday, Kenyan police said. Buses had just come in from the coast."
MANDERA = "On Sunday gunmen shot dead two teachers at a school in Mandera, near the border. Lessons were called off."


def article(*paragraphs: str) -> Article:
    published = datetime(2019, 5, 7, tzinfo=UTC)
    return Article(doc="a", title="Attacks in two Kenyan towns", text="\n\n".join(paragraphs), published_at=published)


def accounts(*paragraphs: str) -> Sequence[Account]:
    return RulesExtractor().extract(article(*paragraphs))


def likely(said: str) -> float:
    """What speaks for al-Shabaab as the author of the second deed, where this is said behind both."""
    text = segment(article(GARISSA, MANDERA, said))
    drafts = find_incidents(text, RulesExtractor().mentions(text))
    bearing = Bearing(drafts)
    second = next(d for d in drafts if d.place is not None and d.place.city == "Mandera")
    doers = settle_perpetrators(bearing.said_of(second, ()), [u.sentence for u in second.units])
    options = author_options(list(bearing.weighed(second, ())), doers)
    return sum(bearing_weights()["author"].get(f, 0.0) * x for f, x in options["Al-Shabaab"].items())


def test_word_about_several_deeds_bears_on_each_whatever_its_day() -> None:
    both = likely("The government blamed al-Shabaab for both. Schools stay shut.")
    one = likely("The government blamed al-Shabaab for the bombing in Garissa. Schools stay shut.")
    assert both > 0 > one


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
