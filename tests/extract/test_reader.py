"""The trained reader: what it is shown, that it sees whole articles, and what its answers change."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from etl.extract.extractor import RulesExtractor
from etl.extract.reader import COLUMN, MOST_WINDOWS, PAIR, WINDOW, find_spots, open_windows, read_article
from etl.extract.second_look import Option, likeliest, look_again
from etl.extract.text import Text, segment
from etl.model import Article, MentionKind, ReadingValue

_RULES = RulesExtractor(close=())


def text_of(body: str, title: str = "") -> Text:
    return segment(Article("a", title, body, None, None, datetime(2012, 5, 18, tzinfo=UTC)))


def shown(body: str) -> dict[str, list[str]]:
    text = text_of(body)
    spots = find_spots(text, _RULES.mentions(text))
    out: dict[str, list[str]] = {}
    for spot in spots:
        out.setdefault(spot.kind, []).append(text.whole[spot.start : spot.end])
    return out


def test_reader_is_shown_every_figure_place_date_and_group_once():
    found = shown("A bomb killed nine people in Herat on Thursday. Nobody else was hurt, said the 40-bed hospital.")
    assert [f for f in found["number"] if "nine" in f] and any("obody" in f for f in found["number"])
    assert found["place"] == ["Herat"]
    assert found["date"] == ["on Thursday"]
    assert len(found["sentence"]) == 2


def test_windows_hold_whole_sentences_and_open_with_the_first_words():
    body = "Gunmen killed three traders in Kano on Monday.\n\n" + "\n\n".join(
        f"The governor of the state said that the market would be closed for {n} days and that more men would come."
        for n in range(2, 60)
    )
    text = text_of(body)
    spots = find_spots(text, _RULES.mentions(text))
    windows = open_windows(text, spots)
    assert 1 < len(windows.rows) <= MOST_WINDOWS
    assert all(len(row) <= WINDOW for row in windows.rows)
    assert windows.rows[1][1:9] == windows.rows[0][1:9]


def test_same_text_gets_the_same_answers_and_an_unseen_spot_none():
    class Deaf:
        def run(self, names, feed):
            spots = len(feed["first"])
            return [np.ones((spots, width), np.float32) for width in (len(COLUMN), PAIR, PAIR)]

    text = text_of("A bomb killed nine people in Herat on Thursday.")
    first = read_article(text, _RULES.mentions(text), Deaf())
    assert first.seen.all() and (first.logits == 1).all()
    assert (first.together == 2 * PAIR).all() and first.together.shape[1] == len(text.sentences)
    assert (read_article(text, _RULES.mentions(text), Deaf()).logits == first.logits).all()


# A text of a line or two is not read closely; these sentences, of no deed, make an article of it.
MORE = " The square was closed to traffic. Shops opened again before noon. The mayor thanked the nurses. Schools will be open on Friday."


def test_text_of_a_line_or_two_is_left_to_the_rules():
    text = text_of("A bomb killed nine people in Herat on Thursday.")
    assert not any(m.kind is MentionKind.READING for m in _RULES.mentions(text))


def test_figure_that_words_no_rule_knows_tell_is_found_by_its_surroundings():
    body = (
        "A bomb tore through the bus station of Kaduna on Monday evening. Police yesterday put at 49 the number of those "
        "who lost their lives, and 112 were being treated in four hospitals."
    )
    (account,) = RulesExtractor().extract(Article("a", "", body + MORE, None, None, datetime(2012, 5, 16, tzinfo=UTC)))
    assert account.values["nkill"].value == 49


def test_rules_stand_where_the_reader_does_not_speak_against_them():
    options = [Option(3, {"ruled": 1.0}, ()), Option(5, {}, ()), Option(None, {"nothing": 1.0}, ())]
    assert likeliest(options, {"ruled": 1.0}).value == 3
    assert look_again("killed", options).value == 3


def test_a_reading_answers_the_questions_of_its_kind():
    text = text_of("A bomb killed nine people in Herat on Thursday." + MORE)
    readings = [m for m in RulesExtractor().mentions(text) if m.kind is MentionKind.READING]
    assert {m.value.of for m in readings if isinstance(m.value, ReadingValue)} >= {
        "number",
        "place",
        "date",
        "sentence",
    }
    sentence = next(m.value for m in readings if isinstance(m.value, ReadingValue) and m.value.of == "sentence")
    assert sentence.logit("opens") > sentence.logit("opens several")


def test_second_deed_of_another_kind_on_the_same_day_opens_an_incident_of_its_own():
    body = (
        "A car bomb killed four people outside a bank in Mosul on Monday, police said.\n\n"
        "In Tikrit, gunmen broke into a house before dawn and shot dead a schoolteacher."
    )
    found = RulesExtractor().extract(Article("a", "", body, None, None, datetime(2012, 5, 15, tzinfo=UTC)))
    assert [a.values["city"].value for a in found] == ["Mosul", "Tikrit"]
