"""The extractor as a whole: grounded, repeatable, and unbroken by any text."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import ExtractError
from etl.extract.extractor import NAMING_STAGES, STAGES, RulesExtractor, load_extractor
from etl.extract.stage import Stage, check_order
from etl.model import Account, Article, MentionKind

_EXTRACTOR = RulesExtractor()
_TITLE = "Bomb kills nine at market in Jos"
_TEXT = (
    "JOS, Nigeria, May 9 - A car bomb exploded at a crowded market in the city of Jos on Thursday, killing nine people and wounding 31, police said.\n\n"
    "Boko Haram claimed responsibility in a message on Telegram. Two of the dead were citizens of Ghana, a hospital official said.\n\n"
    "In June 2021 gunmen on motorcycles raided a village near Maiduguri and abducted 14 schoolgirls."
)


def article(title: str = _TITLE, text: str = _TEXT) -> Article:
    return Article(
        doc="x1", title=title, text=text, published_at=datetime(2024, 5, 10, 9, tzinfo=UTC), source="A Paper"
    )


def spans(account: Account) -> list[tuple[int, int, str]]:
    quoted = [s for v in account.values.values() for s in v.evidence]
    quoted += [row.span for rows in (account.tolls, account.claims, account.victims) for row in rows]
    return [(s.start, s.end, s.quote) for s in quoted]


def test_accounts_hold_what_the_article_says() -> None:
    main, earlier = _EXTRACTOR.extract(article())
    assert (main.role, main.get("date"), main.get("country_txt"), main.get("city")) == (
        "main",
        "2024-05-09",
        "Nigeria",
        "Jos",
    )
    assert (main.get("nkill"), main.get("nwound"), main.get("gname"), main.get("claimed")) == (
        9,
        31,
        ("Boko Haram",),
        1,
    )
    assert (earlier.role, earlier.get("date")) == ("background", "2021-06")
    assert earlier.get("attacktype")[0] == "Hostage Taking (Kidnapping)"


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        _EXTRACTOR.extract(article())
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_every_quote_is_the_slice_that_it_says_it_is() -> None:
    whole = article().whole
    for account in _EXTRACTOR.extract(article()):
        assert spans(account)
        assert all(whole[start:end] == quote for start, end, quote in spans(account))


def test_accounts_are_numbered_and_say_who_made_them() -> None:
    accounts = _EXTRACTOR.extract(article())
    assert [a.account_id for a in accounts] == ["x1#1", "x1#2"]
    assert {a.extractor for a in accounts} == {f"{_EXTRACTOR.name}/{_EXTRACTOR.version}"}


def test_article_without_violence_has_no_account() -> None:
    assert _EXTRACTOR.extract(article("Rates unchanged", "The central bank left rates unchanged on Thursday.")) == []


def test_capitals_only_are_read_as_well() -> None:
    accounts = _EXTRACTOR.extract(
        article("", "BOGOTA, 9 MAY 90 -- GUERRILLAS BLEW UP AN OIL PIPELINE NEAR ARAUCA YESTERDAY. NO ONE WAS HURT.")
    )
    assert accounts[0].get("attacktype") == ("Bombing/Explosion",)


def test_same_article_gives_the_same_accounts_under_any_hash_seed() -> None:
    code = (
        "import json;from datetime import datetime,UTC;from etl.extract.extractor import load_extractor;from etl.model import Article;"
        f"a=Article(doc='x',title={_TITLE!r},text={_TEXT!r},published_at=datetime(2024,5,10,9,tzinfo=UTC));"
        "print(json.dumps([r.to_row() for r in load_extractor().extract(a)]))"
    )
    outputs = set()
    for seed in ("0", "1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert json.loads(outputs.pop())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "bomb",
                "killed",
                "12",
                "people",
                "in",
                "Kabul",
                "on",
                "Monday",
                "gunmen",
                "\n\n",
                ". ",
                "“",
                "”",
                "(",
                "<p>",
                "&amp;",
                "\x00",
                "İ",
                "ß",
                "爆発",
                "2017",
                "the",
                "attack",
                ";",
                "—",
                "said",
                "IRAQ –",
                "claimed",
                "Taliban",
            ]
        ),
        max_size=60,
    )
)
def test_any_words_in_any_order_break_nothing_and_stay_grounded(words: list[str]) -> None:
    some = article("Attack", " ".join(words))
    for account in _EXTRACTOR.extract(some):
        assert all(some.whole[start:end] == quote for start, end, quote in spans(account))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "\x00\x01\x02 bomb \x03 killed 4 people",
        "<html><body><p>A bomb killed 4 people in Kabul on Monday</p></body></html>",
        "На рынке взорвалась бомба, погибли 5 человек.",
        "爆弾が爆発し、5人が死亡した。bomb killed",
        "bomb " * 3000,
        "a" * 60000 + " bomb killed 5 people",
        "killed, " * 2000,
        "((((((((((" * 500 + "bomb attack killed 5",
    ],
)
def test_odd_texts_break_nothing(text: str) -> None:
    _EXTRACTOR.extract(article("Bomb attack", text))


@pytest.mark.slow
def test_time_grows_with_length_and_no_faster(processor_seconds) -> None:
    paragraph = "A bomb exploded at a market in Jos on Thursday, killing nine people and wounding 31, police said.\n\n"

    def seconds(times: int) -> float:
        return processor_seconds(lambda: _EXTRACTOR.extract(article("Bomb", paragraph * times)))

    seconds(5)
    small, large = seconds(100), seconds(1000)
    assert large < 25 * small  # ten times the text; room for a busy machine


def test_unknown_extractor_is_refused_with_the_choice() -> None:
    with pytest.raises(ExtractError, match="rules"):
        load_extractor("oracle")


def test_stages_stand_in_a_workable_order() -> None:
    check_order((*STAGES, *NAMING_STAGES))
    with pytest.raises(ExtractError, match="no earlier stage writes"):
        check_order([Stage("claims", STAGES[0].find, frozenset({MentionKind.CLAIM}), frozenset({MentionKind.GROUP}))])


def test_defect_of_a_stage_names_the_article() -> None:
    def broken(text: object, mentions: object) -> list[object]:
        raise ZeroDivisionError("stage fell over")

    extractor = RulesExtractor([Stage("broken", broken, frozenset({MentionKind.DATE}))], [], [])  # type: ignore[arg-type]
    with pytest.raises(ExtractError, match=r"x1: .*ZeroDivisionError"):
        extractor.extract(article())
