"""The article cut into sentences."""

from __future__ import annotations

from etl.extract.text import segment
from etl.model import Article


def test_an_endless_line_is_cut_between_words_and_nothing_is_lost() -> None:
    line = "a bomb killed five people in Kabul and " * 400
    sentences = segment(Article("x", "", line)).sentences
    assert max(len(s.text) for s in sentences) <= 1_500
    assert "".join(s.text for s in sentences).replace(" ", "") == line.replace(" ", "")
    assert all(not s.text.startswith("nd ") for s in sentences)


def test_a_line_without_a_blank_is_cut_all_the_same() -> None:
    sentences = segment(Article("x", "", "k" * 5_000)).sentences
    assert [len(s.text) for s in sentences] == [1_500, 1_500, 1_500, 500]


def test_every_sentence_is_the_slice_that_it_says() -> None:
    text = segment(Article("x", "Blast in Jos", "Nine died. Police came.\n\n" + "and so on, " * 300))
    assert all(text.whole[s.start : s.end] == s.text for s in text.sentences)


def paragraphs(text: str) -> list[int]:
    return [s.paragraph for s in segment(Article("x", "Blast", text)).sentences if not s.is_title]


def test_single_line_breaks_end_paragraphs_where_they_stand_behind_sentences() -> None:
    page = "A bomb killed two on Monday.\nPolice held a man.\nNight of the arrest\nHe was let go on Friday."
    assert paragraphs(page) == [1, 2, 3, 4]


def test_wrapped_lines_are_one_paragraph() -> None:
    wire = "A BOMB KILLED TWO PERSONS ON MONDAY IN\nTHE CAPITAL.  POLICE HELD A MAN WHO HAD\nBEEN SEEN NEARBY.\n\n   HE WAS LET GO ON\nFRIDAY."
    assert paragraphs(wire) == [1, 1, 2]


PAGE = """Skip to main content

World News

Mosque blast kills six in Kano

READ MORE: The men who guard the old town

KANO, Nigeria - A bomb killed six people on Friday.

Share this story

Watch the gates, a preacher had said.

Most read

Four dead in Jos market attack
Who won the cup?"""


def test_menus_notices_and_the_headlines_of_other_reports_are_not_read() -> None:
    told = [s.text for s in segment(Article("x", "", PAGE)).sentences]
    assert told == [
        "Mosque blast kills six in Kano",
        "KANO, Nigeria - A bomb killed six people on Friday.",
        "Watch the gates, a preacher had said.",
    ]


def test_what_stands_behind_a_heading_of_other_reports_is_read_where_it_is_prose() -> None:
    told = segment(Article("x", "", PAGE + "\n\nThe governor said that six more were hurt in the blast.")).sentences
    assert "Four dead in Jos market attack" in " ".join(s.flat for s in told)


def test_a_headline_that_the_page_repeats_is_read_once() -> None:
    page = Article(
        "x", "Blast kills six in Kano", "Blast kills six in Kano\n\nJune 3, 2014\n\nA bomb killed six people."
    )
    assert [s.text for s in segment(page).sentences if "six" in s.text] == [
        "Blast kills six in Kano",
        "A bomb killed six people.",
    ]
