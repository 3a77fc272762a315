"""What an article must meet before anything is read out of it."""

from __future__ import annotations

import pandas as pd

from expectations.rule import Change, Columns, Double, Rule, Suite

_SUITE = Suite("articles")

COLUMNS: Columns = {
    "doc": "text",
    "title": "text",
    "text": "text",
    "url": "text",
    "canonical_url": "text",
    "source": "text",
    "language": "text",
    "snapshot": "text",
    "outlet_country": "text",
    "published_at": "time",
    "fetched_at": "time",
}

# Bounds of a news text in characters: below, it is a teaser or a cookie banner; above, a whole feed or a book glued together.
_SHORTEST, _LONGEST = 120, 200_000

_BOILERPLATE = r"(?i)(?:accept (?:all )?cookies|enable javascript|subscribe to continue|page not found|access denied|are you a robot)"


def _control(frame: pd.DataFrame, _: pd.Timestamp) -> pd.Series:
    pattern = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\r\u2028\u2029]"
    return frame["text"].str.contains(pattern, regex=True, na=False) | frame["title"].str.contains(
        pattern, regex=True, na=False
    )


RULES: tuple[Rule, ...] = (
    _SUITE.not_null("doc", "an article is addressed by its doc", "pipeline"),
    _SUITE.unique("doc", "a doc names one article", "pipeline"),
    _SUITE.not_null("text", "an article without text tells nothing", "pipeline"),
    _SUITE.not_null(
        "title", "most outlets give a headline; without one the reader of the page has failed", "pipeline", "warn"
    ),
    _SUITE.not_null("source", "who said it is half of the evidence", "sources"),
    _SUITE.not_null("published_at", "without a time of publication no weekday can be read", "dates", "warn", pd.NaT),
    _SUITE.some_rows("a run that read nothing has a source that changed", "pipeline"),
    _SUITE.never(
        "text_not_blank",
        "text",
        lambda f, _: f["text"].notna() & (f["text"].str.strip().str.len() == 0),
        "an article without text tells nothing",
        "pipeline",
        Change({"text": "   \n "}),
    ),
    _SUITE.never(
        "text_long_enough",
        "text",
        lambda f, _: f["text"].str.len() < _SHORTEST,
        f"under {_SHORTEST} characters it is a teaser or a banner, seldom a report",
        "pipeline",
        Change({"text": "Read more here."}),
        "warn",
    ),
    _SUITE.never(
        "text_not_too_long",
        "text",
        lambda f, _: f["text"].str.len() > _LONGEST,
        f"over {_LONGEST:,} characters several pages were read as one",
        "pipeline",
        Change({"text": "word " * (_LONGEST // 5 + 1)}),
        "warn",
    ),
    _SUITE.never(
        "text_normalised",
        "text title",
        _control,
        "control characters and foreign line ends shift every span after them",
        "evidence",
        Change({"text": "A blast tore through a market.\r\nTen people died, police said." * 4}),
    ),
    _SUITE.never(
        "text_without_markup",
        "text",
        lambda f, _: f["text"].str.contains(r"(?i)<(?:script|style|div|p|a|span)\b[^>]{0,200}>", regex=True, na=False),
        "tags in the text mean that the page was not read but copied",
        "evidence",
        Change({"text": '<div class="story">A blast tore through a market.</div> ' * 4}),
        "warn",
    ),
    _SUITE.never(
        "text_is_no_notice",
        "text",
        lambda f, _: (
            f["text"].str.slice(0, 400).str.contains(_BOILERPLATE, regex=True, na=False) & (f["text"].str.len() < 1500)
        ),
        "a short text that asks for cookies, scripts or money is a wall, not a report",
        "pipeline",
        Change({"text": "Please enable JavaScript to read this page. " * 5}),
        "warn",
    ),
    _SUITE.never(
        "text_decoded_rightly",
        "text",
        lambda f, _: f["text"].str.contains("\ufffd|â€|Ã©|Ã¼", regex=True, na=False),
        "replacement characters and mangled accents: the text was read in a wrong encoding",
        "evidence",
        Change({"text": "The police said thatâ€™s what they saw when the bomb went off in the market. " * 3}),
        "warn",
    ),
    _SUITE.matches(
        "url", r"^(?:https?|file|ftp)://\S+$", "an address can be opened", "sources", "see the paper", "warn"
    ),
    _SUITE.matches("language", r"^(?:[a-z]{2,3}|und)$", "a language is an ISO 639 code", "pipeline", "English"),
    _SUITE.in_set(
        "language", ["en"], "the extractor reads English; other texts are kept, not read", "pipeline", "fr", "inform"
    ),
    _SUITE.never(
        "published_not_in_future",
        "published_at",
        lambda f, as_of: f["published_at"] > as_of + pd.Timedelta(days=2),
        "an article from the future has its date misread",
        "dates",
        Change({"published_at": pd.Timestamp("2199-01-01", tz="UTC")}),
    ),
    _SUITE.never(
        "published_since_1950",
        "published_at",
        lambda f, _: f["published_at"] < pd.Timestamp("1950-01-01", tz="UTC"),
        "1900 and 1970-01-01 are how an unknown date is often written",
        "dates",
        Change({"published_at": pd.Timestamp("1900-01-01", tz="UTC")}),
    ),
    _SUITE.never(
        "published_before_fetched",
        "published_at fetched_at",
        lambda f, _: f["published_at"] > f["fetched_at"] + pd.Timedelta(days=1),
        "no article is fetched before it is out",
        "dates",
        Change(
            {
                "published_at": pd.Timestamp("2024-06-09", tz="UTC"),
                "fetched_at": pd.Timestamp("2024-06-01", tz="UTC"),
            }
        ),
        "warn",
    ),
    _SUITE.never(
        "text_told_once",
        "text source",
        lambda f, _: f.duplicated(["source", "title", "text"], keep="first") & f["text"].notna(),
        "one outlet's text under two addresses is one article and would count twice",
        "sources",
        Double({"doc": "another-doc"}),
        "warn",
    ),
)
