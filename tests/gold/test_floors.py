"""Runs the extractor on all coded articles: what it once could, it must still be able to."""

from etl.evaluate.floors import fallen
from tests.gold.measure import measure, read_floors, read_rows


def test_no_figure_falls_below_its_floor():
    falls = fallen(measure().figures(), read_floors())
    assert not falls, "\n".join(map(str, falls))


def test_floors_are_set_on_every_field_that_the_project_promises():
    floors = read_floors()
    from etl.evaluate.gold import MISSION

    assert {"mission", "relevance", "grounded", *(f"main.{f}" for f in MISSION)} <= set(floors)


def test_every_coded_quote_stands_in_its_article():
    whole = {a["doc"]: a["title"] + "\n\n" + a["text"] for a in read_rows("articles.jsonl")}
    for row in read_rows("gold.jsonl"):
        for field, quote in row["evidence"].items():
            assert quote in whole[row["doc"]], (row["doc"], row["incident"], field)
