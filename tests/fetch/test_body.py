"""A body is read to its end or not at all."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import Response
from urllib3 import HTTPResponse

from etl.fetch.body import BodyError, read_body


def response(body: bytes, encoding: str = "") -> Response:
    made = Response()
    made.raw = HTTPResponse(io.BytesIO(body), preload_content=False)
    if encoding:
        made.headers["Content-Encoding"] = encoding
    return made


def read(made: Response, most: int = 10_000) -> bytes:
    return read_body(made, most=most, most_decoded=most)


@given(st.binary(max_size=500), st.binary(max_size=500))
def test_compressed_bodies_come_back_as_they_were(one: bytes, two: bytes) -> None:
    bare = zlib.compressobj(wbits=-15)
    assert read(response(one)) == one
    assert read(response(gzip.compress(one) + gzip.compress(two), "gzip")) == one + two
    assert read(response(zlib.compress(one), "deflate")) == one
    assert read(response(bare.compress(one) + bare.flush(), "deflate")) == one


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_read_or_refused(body: bytes, encoding: str) -> None:
    try:
        read(response(body, encoding))
    except BodyError as error:
        assert str(error)


@given(st.binary(min_size=1, max_size=300), st.integers(1, 17))
def test_cut_off_body_is_never_taken_for_a_whole_one(body: bytes, cut: int) -> None:
    with pytest.raises(BodyError):
        read(response(gzip.compress(body)[:-cut], "gzip"))


def test_body_beyond_the_limit_is_refused() -> None:
    with pytest.raises(BodyError, match="larger than 10 bytes"):
        read(response(b"x" * 11), most=10)
    with pytest.raises(BodyError, match="grows beyond 100 bytes"):
        read(response(gzip.compress(b"x" * 101), "gzip"), most=100)
    assert read(response(gzip.compress(b"x" * 100), "gzip"), most=100) == b"x" * 100
