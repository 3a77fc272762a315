from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from etl.report.highlight import Quote, paragraphs

_TEXT = st.text(alphabet=st.sampled_from("ab \n\u202eé<"), max_size=60)
_QUOTES = st.lists(
    st.builds(Quote, st.sampled_from(["nkill", "city", "date"]), st.integers(-3, 70), st.integers(-3, 70), st.booleans(), st.booleans()),
    max_size=8,
)  # fmt: skip


@given(_TEXT, _QUOTES)
def test_no_character_is_lost_or_doubled(whole: str, quotes: list[Quote]) -> None:
    shown = "".join(piece.text for p in paragraphs(whole, quotes) for piece in p.pieces)
    assert shown == whole.replace("\n\n", "")


@given(_TEXT, _QUOTES)
def test_marked_text_is_what_was_quoted(whole: str, quotes: list[Quote]) -> None:
    pieces = [piece for p in paragraphs(whole, quotes) for piece in p.pieces]
    marked = sum(len(piece.text) for piece in pieces if piece.fields or piece.lost)
    covered = {n for q in quotes if q.marked and 0 <= q.start < q.end <= len(whole) for n in range(q.start, q.end)}
    breaks = {n for n in covered if whole[n] == "\n"}
    assert len(covered) - len(breaks) <= marked <= len(covered)


def test_overlapping_quotes_are_cut_where_they_begin_and_end() -> None:
    (paragraph,) = paragraphs("ten people died in Kano", [Quote("nkill", 0, 15, True), Quote("city", 4, 23, False)])
    assert [(p.text, p.fields, p.lost, p.closes) for p in paragraph.pieces] == [
        ("ten ", ("nkill",), (), ()),
        ("people died", ("nkill",), ("city",), ("nkill",)),
        (" in Kano", (), ("city",), ("city",)),
    ]


def test_long_text_is_shown_around_its_evidence_and_says_what_is_left_out() -> None:
    whole = "word " * 10_000 + "ten died" + " word" * 10_000
    shown = paragraphs(whole, [Quote("nkill", 50_000, 50_008, True)])
    assert sum(p.left_out for p in shown) + sum(len(piece.text) for p in shown for piece in p.pieces) == len(whole)
    assert any(piece.text == "ten died" and piece.fields for p in shown for piece in p.pieces)
