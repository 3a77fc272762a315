"""What every quoted sentence must meet: it is its slice of the article, and it is short enough to read."""

from __future__ import annotations

import pandas as pd

from etl.codebook.fields import FIELDS
from expectations.rule import Change, Columns, Double, Rule, Suite

_SUITE = Suite("evidence")

# One row a (account, field, span). `slice` is what the article's text holds between `start` and `end`, empty where the article is
# missing; `kind` is `value`, `toll`, `claim` or `victim`; `value` is the field's value in words.
COLUMNS: Columns = {
    "evidence_id": "text",
    "account_id": "text",
    "doc": "text",
    "kind": "text",
    "field": "text",
    "value": "text",
    "start": "number",
    "end": "number",
    "quote": "text",
    "slice": "text",
    "text_length": "number",
    "confidence": "number",
}

# A witness is a clause or a sentence; longer ones no longer show where the value stands.
_LONGEST = 1_000

RULES: tuple[Rule, ...] = (
    _SUITE.not_null("evidence_id", "a quote is addressed by its account, field and place", "pipeline"),
    _SUITE.unique("evidence_id", "a quote is kept once", "pipeline"),
    _SUITE.not_null("account_id", "a quote belongs to an account", "evidence"),
    _SUITE.not_null("doc", "a quote belongs to an article", "evidence"),
    _SUITE.not_null("field", "a quote speaks for a field", "evidence"),
    _SUITE.not_null("quote", "evidence without words is none", "evidence"),
    _SUITE.not_null("slice", "the article that is quoted is at hand", "evidence"),
    _SUITE.in_set(
        "field", [*FIELDS, "tolls", "claims", "victims"], "a quote speaks for a field of the list", "evidence", "nkilled"
    ),
    _SUITE.in_set("kind", ["value", "toll", "claim", "victim"], "what a quote witnesses", "evidence", "rumour"),
    _SUITE.never(
        "quote_is_its_slice",
        "quote slice start end",
        lambda f, _: f["slice"].notna() & (f["quote"] != f["slice"]),
        "a quote is exactly the characters that it points to, or it proves nothing",
        "evidence",
        Change({"quote": "eleven people died", "slice": "leven people died "}),
    ),
    _SUITE.never(
        "length_fits_quote",
        "end start quote",
        lambda f, _: f["quote"].notna() & (f["end"] - f["start"] != f["quote"].str.len()),
        "a span is as long as its quote",
        "evidence",
        Change({"start": 10.0, "end": 900.0}),
    ),
    _SUITE.between("start", 0, None, "a span begins within the text", "evidence", -1.0),
    _SUITE.never(
        "end_after_start",
        "end start",
        lambda f, _: f["end"] <= f["start"],
        "a span holds at least one character",
        "evidence",
        Change({"start": 20.0, "end": 20.0}),
    ),
    _SUITE.never(
        "end_within_text",
        "end text_length",
        lambda f, _: f["end"] > f["text_length"],
        "a span ends within the text",
        "evidence",
        Change({"end": 5_000_000.0}),
    ),
    _SUITE.between("confidence", 0, 1, "a confidence is a share", "evidence", 1.2),
    _SUITE.never(
        "quote_not_blank",
        "quote",
        lambda f, _: f["quote"].notna() & (f["quote"].str.strip() == ""),
        "blanks show nothing",
        "evidence",
        Change({"quote": "  ", "slice": "  "}),
    ),
    _SUITE.never(
        "quote_short_enough",
        "quote",
        lambda f, _: f["quote"].str.len() > _LONGEST,
        f"a quote of more than {_LONGEST:,} characters no longer shows where the value stands",
        "evidence",
        Change({"quote": "x" * (_LONGEST + 1), "slice": "x" * (_LONGEST + 1)}),
        "warn",
    ),
    _SUITE.never(
        "quote_within_words",
        "quote slice",
        lambda f, _: f["quote"].str.contains(r"^\s|\s$", regex=True, na=False),
        "a quote neither begins nor ends with a blank: it has slipped by a character",
        "evidence",
        Change({"quote": " people died", "slice": " people died"}),
        "warn",
    ),
    _SUITE.never(
        "figure_has_a_number",
        "quote field value",
        lambda f, _: f["field"].isin(["nkill", "nwound", "nhostkid"])
        & (pd.to_numeric(f["value"], errors="coerce") > 20)
        & ~f["quote"].str.contains(r"\d|(?i:hundred|dozen|score|thousand|teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|all|both)", regex=True, na=False),
        "a figure above twenty is read from a number",
        "evidence",
        Change({"field": "nkill", "value": "84", "quote": "many people died", "slice": "many people died"}),
        "warn",
    ),
    _SUITE.never(
        "told_once",
        "account_id field start end",
        lambda f, _: f.duplicated(["account_id", "kind", "field", "start", "end", "value"], keep="first"),
        "one sentence witnesses one value once",
        "evidence",
        Double({"evidence_id": "another"}),
        "warn",
    ),
)  # fmt: skip
