"""An account and its wire form say the same; rows coded by hand are read as well."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.model import Account, ClaimRow, Span, TollRow, Value, VictimRow

spans = st.builds(
    lambda start, quote: Span(start, start + len(quote), quote), st.integers(0, 5000), st.text(min_size=1, max_size=20)
)
texts = st.text(max_size=12)
maybe = st.none() | texts
scalars = st.none() | texts | st.integers(0, 10**6) | st.floats(-180, 180)
values = st.builds(
    Value,
    scalars | st.lists(texts, max_size=3).map(tuple),
    st.integers(0, 10_000).map(lambda n: n / 10_000),
    st.lists(spans, max_size=2).map(tuple),
    st.none() | st.text(min_size=1, max_size=8),
)
accounts = st.builds(
    Account,
    account_id=st.text(min_size=1, max_size=8),
    doc=texts,
    role=st.sampled_from(["main", "background"]),
    is_terrorism=st.booleans(),
    values=st.dictionaries(st.sampled_from(["date", "city", "nkill", "gname", "latitude", "attacktype"]), values),
    tolls=st.lists(
        st.builds(TollRow, texts, st.none() | st.integers(), maybe, st.booleans(), spans, st.booleans()), max_size=2
    ).map(tuple),
    claims=st.lists(st.builds(ClaimRow, texts, texts, maybe, spans, maybe, maybe), max_size=2).map(tuple),
    victims=st.lists(
        st.builds(VictimRow, texts, texts, st.none() | st.integers(), spans, st.sampled_from([0.42, 1.0])), max_size=2
    ).map(tuple),
    extractor=texts,
    source=maybe,
    published_at=maybe,
    note=maybe,
)


@given(accounts)
def test_account_comes_back_from_its_wire_form(account: Account) -> None:
    assert Account.from_row(json.loads(json.dumps(account.to_row()))) == account


GOLD = {
    "doc": "a1",
    "incident": "i7",
    "role": "main",
    "is_terrorism": 1,
    "date": "2024-01-03",
    "city": None,
    "gname": ["Unknown"],
    "nkill": 4,
    "tolls": [{"kind": "killed", "value": 4, "by": None, "superseded": 0, "quote": "four dead"}],
    "claims": [{"actor": "Taliban", "kind": "denial", "mode": None, "quote": "The Taliban denied"}],
    "victims": [{"country": "Iran", "status": "killed", "count": None, "quote": "Iranians"}],
    "evidence": {"nkill": "four dead", "date": "on Wednesday"},
    "note": None,
}


def test_row_coded_by_hand_is_read_with_its_quotes() -> None:
    account = Account.from_row(GOLD, number=2)
    assert account.account_id == "a1#2"
    assert set(account.values) == {"date", "gname", "nkill"}  # what is null is not told, `incident` is no field
    assert account.values["nkill"].evidence == (Span(-1, -1, "four dead"),)
    assert (account.tolls[0].value, account.claims[0].kind, account.victims[0].country) == (4, "denial", "Iran")
    assert account.victims[0].confidence == 1.0  # a row from before victims had a confidence


def test_quotes_coded_by_hand_are_found_in_the_text() -> None:
    account = Account.from_row(GOLD, whole="Blast leaves four dead")
    assert account.values["nkill"].evidence == (Span(13, 22, "four dead"),)
    assert account.values["date"].evidence == (Span(-1, -1, "on Wednesday"),)


@pytest.mark.parametrize("missing", ["doc", "role"])
def test_row_without_a_doc_or_role_is_no_account(missing: str) -> None:
    with pytest.raises(KeyError):
        Account.from_row({key: value for key, value in GOLD.items() if key != missing})
