"""Nouns as frames: what stands in which column, and that slips in the nouns can be seen there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import expectations
from etl.codebook import gtd
from etl.model import Account, Article, ClaimRow, Incident, Outline, Settlement, Source, Span, TollRow, Value, Witness
from etl.validate.check import validate
from etl.validate.frames import accounts_frame, articles_frame, evidence_frame, incidents_frame, sources_frame

NOW = datetime(2024, 6, 1, tzinfo=UTC)
ARTICLE = Article(
    doc="a1",
    title="Blast at a market in Kano",
    text="A bomb went off at a market in Kano on Tuesday and killed 12 people. The front said that it killed 40 of its enemies there.",
    url="https://news.example.org/a1",
    source="wire",
    published_at=datetime(2024, 5, 15, 9, tzinfo=UTC),
)

OUTLINE = Outline("a1", "wire", "en", ARTICLE.published_at, None, True, len(ARTICLE.text))


def span(quote: str) -> Span:
    start = ARTICLE.whole.index(quote)
    return ARTICLE.span(start, start + len(quote))


def account(**values: Value) -> Account:
    told = {
        "date": Value("2024-05-14", 0.9, (span("on Tuesday"),)),
        "country_txt": Value("Nigeria", 0.8, (span("Kano"),)),
        "city": Value("Kano", 0.9, (span("Kano"),)),
        "attacktype": Value(("Bombing/Explosion",), 0.9, (span("A bomb went off"),)),
        "nkill": Value(12, 0.9, (span("killed 12 people"),)),
    }
    tolls = (
        TollRow("killed", 12, None, False, span("killed 12 people")),
        TollRow("killed", 40, "the front", False, span("it killed 40"), perpetrator_source=True),
    )
    return Account(
        "a1#1",
        "a1",
        "main",
        True,
        told | values,
        tolls,
        extractor="rules/1",
        source="wire",
        published_at="2024-05-15T09:00:00Z",
    )


def settled(field: str, value: object, quote: str | None, rule: str = "settle_unanimous") -> Settlement:
    spans = () if quote is None else (span(quote),)
    return Settlement(field, value, rule, (Witness("a1#1", "a1", "wire", "2024-05-15T09:00:00Z", spans),))  # type: ignore[arg-type]


def incident(*changes: Settlement) -> Incident:
    base = (
        settled("date", "2024-05-14", "on Tuesday"),
        settled("country_txt", "Nigeria", "Kano"),
        settled("city", "Kano", "Kano"),
        settled("attacktype", ("Bombing/Explosion",), "A bomb went off"),
        settled("weaptype", ("Explosives",), "A bomb"),
        settled("nkill", 12, "killed 12 people"),
    )
    settlements = {s.field: s for s in (*base, *changes)}
    return Incident(202405140001, settlements, ("a1#1",), tuple(("a1#1", t) for t in account().tolls))


def failed(suite: str, frame: object, key: str) -> set[str]:
    checked = validate(suite, frame, key=key, as_of=NOW)  # type: ignore[arg-type]
    return {r.expectation.split(".", 1)[1] for r in checked.results if not r.success and r.severity == "reject"}


@pytest.mark.parametrize("frame, suite", [
    (articles_frame([]), "articles"), (accounts_frame([]), "accounts"), (evidence_frame([], []), "evidence"), (incidents_frame([]), "incidents"),
    (sources_frame([], [], days=1), "sources"),
])  # fmt: skip
def test_frame_has_the_suites_columns_even_without_rows(frame: object, suite: str) -> None:
    assert list(frame.columns) == list(expectations.columns(suite))  # type: ignore[attr-defined]


def test_sound_article_and_account_pass() -> None:
    assert failed("articles", articles_frame([ARTICLE]), "doc") == set()
    assert failed("accounts", accounts_frame([account()]), "account_id") == set()
    assert failed("evidence", evidence_frame([account()], [ARTICLE]), "evidence_id") == set()
    assert failed("incidents", incidents_frame([incident()]), "eventid") == set()


def test_value_without_its_sentence_is_seen() -> None:
    assert "every_value_witnessed" in failed("accounts", accounts_frame([account(city=Value("Kano"))]), "account_id")
    assert "every_value_witnessed" in failed(
        "incidents", incidents_frame([incident(settled("city", "Kano", None))]), "eventid"
    )


def test_value_of_another_type_and_unknown_field_are_seen() -> None:
    frame = accounts_frame([account(nkill=Value("twelve", 1, (span("killed 12 people"),)), nkilled=Value(3))])
    assert {"values_of_their_type", "fields_known"} <= failed("accounts", frame, "account_id")


def test_toll_that_stands_on_the_perpetrators_words_is_seen() -> None:
    theirs = account(nkill=Value(40, 0.9, (span("killed 40"),)))
    assert "toll_not_from_perpetrators" in failed("accounts", accounts_frame([theirs]), "account_id")
    assert "toll_not_from_perpetrators" in failed(
        "incidents", incidents_frame([incident(settled("nkill", 40, "killed 40"))]), "eventid"
    )


def test_same_figure_from_another_mouth_is_no_perpetrators_toll() -> None:
    told = replace(
        account(), tolls=(TollRow("killed", 12, "the front", False, span("killed 40"), perpetrator_source=True),)
    )
    assert "toll_not_from_perpetrators" not in failed("accounts", accounts_frame([told]), "account_id")


def test_quote_that_is_not_the_articles_text_is_seen() -> None:
    broken = account(city=Value("Kano", 0.9, (Span(0, 4, "Kano"),)))
    assert "quote_is_its_slice" in failed("evidence", evidence_frame([broken], [ARTICLE]), "evidence_id")
    assert "slice_present" in failed("evidence", evidence_frame([account()], []), "evidence_id")


def test_incident_becomes_a_row_in_gtds_codes() -> None:
    row = incidents_frame([incident(settled("gname", ("Boko Haram", "Bandits"), "A bomb"), settled("claimmode", ("Video", ""), None), settled("claimed", 1, "A bomb"))]).iloc[0]  # fmt: skip
    assert (row["iyear"], row["imonth"], row["iday"]) == (2024, 5, 14)
    assert (row["country"], row["region_txt"]) == (gtd.COUNTRY.code("Nigeria"), "Sub-Saharan Africa")
    assert (row["attacktype1"], row["weaptype1"]) == (3, 6)
    assert (row["gname"], row["gname2"], row["claimmode_txt"]) == ("Boko Haram", "Bandits", "Video")
    assert (row["n_accounts"], row["n_sources"], row["n_origins"]) == (1, 1, 1)


def test_label_that_gtd_does_not_know_is_carried_and_seen() -> None:
    frame = incidents_frame([incident(settled("attacktype", ("Explosion",), "A bomb"))])
    assert frame["attacktype1_txt"].iloc[0] == "Explosion"
    assert "attacktype1_txt_agrees" in failed("incidents", frame, "eventid")


def test_claims_are_counted_by_actor() -> None:
    claims = tuple(("a1#1", ClaimRow(actor, kind, None, span("The front"))) for actor, kind in (("The front", "claim"), ("The front", "claim"), ("Iran", "denial")))  # fmt: skip
    row = incidents_frame([replace(incident(), claims=claims)]).iloc[0]
    assert (row["n_claims"], row["n_denials"]) == (1, 1)


def test_source_is_held_against_what_it_was_declared_to_bring() -> None:
    source = Source("wire", "Wire", "rss", ("https://news.example.org/feed",), least=5, most=50)
    checked = validate("sources", sources_frame([source], [OUTLINE], days=1), key="source", as_of=NOW)
    broken = {r.expectation for r in checked.results if not r.success}
    assert {"sources.volume_not_below_expected", "sources.fresh"} <= broken
