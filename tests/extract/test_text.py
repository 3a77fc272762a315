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
    page = "A bomb killed two on Monday.\nPolice held a man.\nShare this\nHe was let go on Friday."
    assert paragraphs(page) == [1, 2, 3, 4]


def test_wrapped_lines_are_one_paragraph() -> None:
    wire = "A BOMB KILLED TWO PERSONS ON MONDAY IN\nTHE CAPITAL.  POLICE HELD A MAN WHO HAD\nBEEN SEEN NEARBY.\n\n   HE WAS LET GO ON\nFRIDAY."
    assert paragraphs(wire) == [1, 1, 2]
