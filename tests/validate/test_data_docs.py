from __future__ import annotations

import re

from etl.validate.data_docs import data_docs, offline
from expectations import Change
from tests.expectations import good


def test_page_shows_what_failed_and_asks_nothing_of_the_network() -> None:
    frame = Change({"quote": "never said", "slice": "ever said "}).apply(good.evidence())
    page = data_docs("evidence", frame, as_of=good.AS_OF)
    assert "quote_is_its_slice (quote, slice, start, end)" in page
    assert "Unsuccessful Expectations" in page
    assert not re.search(r"<(?:script|link|img|iframe)\b|https?://", page)


def test_foreign_parts_and_handlers_are_taken_out() -> None:
    page = offline(
        '<html><head><link href="https://cdn.example.org/a.css"></head><body><p onclick="run()" style="height:1px">kept</p>'
        '<script>run()</script><img src="https://example.org/x.png"><a class="b" href="https://example.org">out</a>'
        '<a href="#in">in</a></body></html>',
        "suite",
    )
    assert "kept" in page and '<a href="#in">in</a>' in page
    assert not re.search(r"run\(\)|example\.org|height:1px", page)
