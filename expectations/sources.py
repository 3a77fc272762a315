"""What each source must bring: how much, how fresh, how complete."""

from __future__ import annotations

import pandas as pd

from expectations.rule import Change, Columns, Rule, Suite, Violated

_SUITE = Suite("sources")

# One row a source and run. `least` and `most` are articles a day as the declaration says; `days` is the stretch that the run covers;
# shares are of the articles that the run read.
COLUMNS: Columns = {
    "source": "text",
    "enabled": "number",
    "reliability": "text",
    "least": "number",
    "most": "number",
    "days": "number",
    "n_articles": "number",
    "n_accounts": "number",
    "n_quarantined": "number",
    "n_failed": "number",
    "last_published_at": "time",
    "last_fetched_at": "time",
    "stale_after_days": "number",
    "share_without_date": "number",
    "share_without_title": "number",
    "share_foreign": "number",
    "median_length": "number",
}


def _share(part: str, most: float) -> Violated:
    return lambda f, _: (f["n_articles"] >= 5) & (f[part] / f["n_articles"] > most)


RULES: tuple[Rule, ...] = (
    _SUITE.not_null("source", "a source has a name", "sources"),
    _SUITE.unique("source", "a source is declared once", "sources"),
    _SUITE.some_rows("without a source nothing is read", "sources"),
    _SUITE.in_set(
        "reliability",
        ["independent", "official", "partisan", "perpetrator"],
        "how far a source's word goes is declared: perpetrators' figures never set a toll",
        "sources",
        "gossip",
    ),
    _SUITE.between("n_articles", 0, None, "a count of articles", "pipeline", -1.0),
    _SUITE.never(
        "volume_not_below_expected",
        "n_articles least days",
        lambda f, _: (f["enabled"] == 1) & (f["n_articles"] < f["least"] * f["days"]),
        "fewer articles than declared: the feed has moved, or the page has a new shape",
        "sources",
        Change({"enabled": 1.0, "least": 5.0, "days": 2.0, "n_articles": 3.0}),
        "warn",
    ),
    _SUITE.never(
        "volume_not_above_expected",
        "n_articles most days",
        lambda f, _: f["n_articles"] > f["most"] * f["days"].clip(lower=1),
        "more articles than declared: an archive was read as news, or one article under many addresses",
        "sources",
        Change({"most": 10.0, "days": 1.0, "n_articles": 900.0}),
        "warn",
    ),
    _SUITE.never(
        "fresh",
        "last_published_at stale_after_days",
        lambda f, as_of: (f["enabled"] == 1) & ((as_of - f["last_published_at"]).dt.total_seconds() / 86_400 > f["stale_after_days"]),
        "the newest article is older than this source usually leaves it",
        "sources",
        Change({"enabled": 1.0, "stale_after_days": 3.0, "last_published_at": pd.Timestamp("2001-01-01", tz="UTC")}),
        "warn",
    ),
    _SUITE.never(
        "fetched_lately",
        "last_fetched_at",
        lambda f, as_of: (f["enabled"] == 1) & ((as_of - f["last_fetched_at"]).dt.total_seconds() > 7 * 86_400),
        "an enabled source is asked at least once a week",
        "sources",
        Change({"enabled": 1.0, "last_fetched_at": pd.Timestamp("2001-01-01", tz="UTC")}),
        "inform",
    ),
    _SUITE.never(
        "not_in_future",
        "last_published_at",
        lambda f, as_of: f["last_published_at"] > as_of + pd.Timedelta(days=2),
        "a source whose newest article is of the future has its dates misread",
        "dates",
        Change({"last_published_at": pd.Timestamp("2199-01-01", tz="UTC")}),
        "warn",
    ),
    _SUITE.never(
        "mostly_dated",
        "share_without_date",
        lambda f, _: f["share_without_date"] > 0.5,
        "most of its articles show no date: weekdays cannot be read",
        "dates",
        Change({"share_without_date": 0.9}),
        "warn",
    ),
    _SUITE.never(
        "mostly_titled",
        "share_without_title",
        lambda f, _: f["share_without_title"] > 0.5,
        "most of its articles have no title: the page is not read as it is built",
        "sources",
        Change({"share_without_title": 0.8}),
        "warn",
    ),
    _SUITE.never(
        "mostly_english",
        "share_foreign",
        lambda f, _: f["share_foreign"] > 0.5,
        "most of its articles are not English and are kept unread",
        "sources",
        Change({"share_foreign": 0.8}),
        "inform",
    ),
    _SUITE.never(
        "texts_not_stubs",
        "median_length n_articles",
        lambda f, _: (f["n_articles"] >= 5) & (f["median_length"] < 300),
        "half of its texts are under 300 characters: teasers are read in place of articles",
        "sources",
        Change({"n_articles": 10.0, "median_length": 120.0}),
        "warn",
    ),
    _SUITE.never(
        "few_quarantined",
        "n_quarantined n_articles",
        _share("n_quarantined", 0.2),
        "more than a fifth of its articles are held back: look at the reasons",
        "pipeline",
        Change({"n_articles": 10.0, "n_quarantined": 6.0}),
        "warn",
    ),
    _SUITE.never(
        "few_fetches_failed",
        "n_failed n_articles",
        _share("n_failed", 0.2),
        "more than a fifth of its fetches failed",
        "sources",
        Change({"n_articles": 10.0, "n_failed": 6.0}),
        "warn",
    ),
    _SUITE.never(
        "not_only_incidents",
        "n_accounts n_articles",
        lambda f, _: (f["n_articles"] >= 20) & (f["n_accounts"] > 5 * f["n_articles"]),
        "five accounts an article on average: lists or chronologies are read as news",
        "several",
        Change({"n_articles": 30.0, "n_accounts": 400.0}),
        "warn",
    ),
    _SUITE.never(
        "told_in_one_row",
        "source least most",
        lambda f, _: f["least"] > f["most"],
        "the least number of articles expected is not above the greatest",
        "sources",
        Change({"least": 50.0, "most": 10.0}),
    ),
)  # fmt: skip
