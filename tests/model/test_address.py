"""The same page has one address, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.model import canonical_address


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://News.Example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
        ("http://news.example:80/a#top", "http://news.example/a"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/a?id=7&fbclid=z", "https://news.example/a?id=7"),
        ("https://news.example/a?b=%20&c=1+2", "https://news.example/a?b=%20&c=1+2"),
        ("https://news.example/Straße/a b", "https://news.example/Stra%C3%9Fe/a%20b"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("local://s/a", "local://s/a"),
        ("https://a:99999/", "https://a:99999/"),
    ],
)
def test_address_is_written_in_one_way(written: str, meant: str) -> None:
    assert canonical_address(written) == meant


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda rest: f"https://news.example/{rest}"))
def test_canonical_address_is_its_own_canonical_address(text: str) -> None:
    once = canonical_address(text)
    assert canonical_address(once) == once
