"""All that a source gives, once, with a ledger row for everything that was asked."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.warcwriter import WARCWriter

from etl.fetch import Client, Limits, fetch_source, summarise
from etl.model import FetchOutcome, Outcome, Source
from etl.read import list_entries, read_snapshot
from etl.store import Ledger, SnapshotStore, keep

NOW = datetime(2024, 1, 3, 12, tzinfo=UTC)
LIMITS = Limits(connect=5, read=5, total=10, most=5_000_000, most_decoded=10_000_000, interval=0.0, attempts=1)
Fetch = Callable[..., list[FetchOutcome]]


@pytest.fixture
def fetch(kept: tuple[SnapshotStore, Ledger]) -> Fetch:
    store, ledger = kept
    moment = [NOW]

    def run(source: Source, **kwargs: Any) -> list[FetchOutcome]:
        def clock() -> datetime:
            moment[0] += timedelta(seconds=1)
            return moment[0]

        limits = kwargs.pop("limits", LIMITS)
        client = Client("tester/1.0", limits=limits, clock=clock, sleep=lambda _: None)
        outcomes = fetch_source(
            source, client=client, memory=ledger, recall=store.get, list_entries=list_entries, **kwargs
        )
        return list(keep(outcomes, store, ledger))

    return run


def feed(server: Any, url: str, **kwargs: Any) -> Source:
    return Source("s", "Outlet", "feed", (url,), local=True, delay=0.0, **kwargs)


def item(server: Any, path: str, extra: str = "") -> str:
    return f"<item><title>T {path}</title><link>{server.url}{path}</link>{extra}</item>"


def tally(outcomes: list[FetchOutcome], role: str = "page") -> dict[str, int]:
    return dict(Counter(o.row.outcome.value for o in outcomes if o.row.role == role))


def test_pages_of_a_feed_are_asked_for_once(server: Any, fetch: Fetch) -> None:
    url = server.rss("a", item(server, "/page/1") + item(server, "/page/2") + item(server, "/page/1?utm_source=x"))
    assert tally(fetch(feed(server, url))) == {"new": 2}
    again = fetch(feed(server, url))
    assert tally(again) == {"known": 2}
    assert tally(again, "list") == {"unchanged": 1}
    assert (server.hits["/page/1"], server.hits["/page/2"]) == (1, 1)


def test_every_address_asked_ends_as_a_ledger_row(
    server: Any, fetch: Fetch, kept: tuple[SnapshotStore, Ledger]
) -> None:
    server.robots = "User-agent: *\nDisallow: /page/secret\n"
    bad = [
        "/loop/a",
        "/down",
        "/bomb",
        "/reset",
        "/nothing",
        "/huge",
        "/chunks/bad",
        "/cut-gzip",
        "/empty",
        "/is-image",
        "/page/secret",
        "/short",
    ]
    url = server.rss("a", "".join(item(server, path) for path in [*bad, "/page/1", "/says-image", "/wrong-charset"]))
    fetch(feed(server, url))
    rows = {row.url.removeprefix(server.url): row for row in kept[1].rows() if row.role == "page"}
    assert set(rows) == {*bad, "/page/1", "/says-image", "/wrong-charset"}
    assert {path for path, row in rows.items() if row.outcome in (Outcome.FAILED, Outcome.REFUSED)} == set(bad)
    assert all(row.reason for row in rows.values())
    assert rows["/page/1"].reason == "kept"
    assert rows["/says-image"].reason == "kept; says image/jpeg, is text"
    assert rows["/wrong-charset"].reason == "kept; says iso-8859-1, is UTF-8"
    assert [row.role for row in kept[1].rows()][:2] == ["robots", "list"]


def test_the_entrys_own_text_is_kept_when_its_page_cannot_be_had(
    server: Any, fetch: Fetch, kept: tuple[SnapshotStore, Ledger]
) -> None:
    text = "Two people were wounded on Monday when a parcel exploded in a post office, police said. " * 4
    url = server.rss(
        "a", item(server, "/down", f"<description>{text}</description><pubDate>Wed, 03 Jan 2024 08:00:00 GMT</pubDate>")
    )
    source = feed(server, url)
    first = fetch(source)
    assert tally(first) == {"failed": 1}
    assert tally(first, "entry") == {"new": 1}
    (article,) = [a for s in kept[0].read() for a in read_snapshot(s, source)]
    assert article.text.startswith("Two people were wounded")  # type: ignore[union-attr]
    assert (article.marks, article.url) == (("entry_text",), f"{server.url}/down")  # type: ignore[union-attr]
    assert tally(fetch(source), "entry") == {}
    assert server.hits["/down"] == 2  # an outage may end: the page itself is tried again, its entry is not kept twice


def test_a_page_that_is_gone_is_not_asked_for_again(server: Any, fetch: Fetch) -> None:
    source = feed(server, server.rss("a", item(server, "/nothing")))
    fetch(source)
    assert fetch(source)[-1].row.reason == "given up: 404 Not Found"
    assert server.hits["/nothing"] == 1


def test_a_page_that_keeps_failing_is_given_up(server: Any, fetch: Fetch) -> None:
    source = feed(server, server.rss("a", item(server, "/reset")))
    for _ in range(8):
        last = fetch(source)[-1].row
    assert server.hits["/reset"] == 5
    assert last.reason.startswith("given up after 5 runs")


def test_a_page_is_asked_for_again_when_its_feed_says_that_it_changed(server: Any, fetch: Fetch) -> None:
    entry = "<entry><id>1</id><title>T</title><link href='{0}/tagged'/><updated>{1}</updated></entry>"
    server.lists["atom"] = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'>"
        + entry.format(server.url, "2024-01-03T10:00:00Z").encode()
        + b"</feed>"
    )
    source = feed(server, f"{server.url}/feed/atom")
    assert tally(fetch(source)) == {"new": 1}
    server.lists["atom"] = server.lists["atom"].replace(b"03T10", b"04T10")
    assert tally(fetch(source)) == {"unchanged": 1}  # asked with its ETag, and the server says that it is the same
    assert server.hits["/tagged"] == 2


def test_a_feed_of_ten_thousand_entries_is_cut_to_what_one_run_may_ask(server: Any, fetch: Fetch) -> None:
    url = server.rss("a", "".join(item(server, f"/page/{n}") for n in range(10_000)))
    assert tally(fetch(feed(server, url, page_limit=3))) == {"new": 3, "known": 9_997}
    assert sum(count for path, count in server.hits.items() if path.startswith("/page/")) == 3


def test_an_unchanged_feed_is_worked_on_where_the_last_run_stopped(server: Any, fetch: Fetch) -> None:
    source = feed(server, server.rss("a", "".join(item(server, f"/page/{n}") for n in range(5))), page_limit=3)
    assert tally(fetch(source)) == {"new": 3, "known": 2}
    assert tally(fetch(source)) == {"new": 2, "known": 3}
    assert server.hits["/feed/a"] == 2


def test_an_entry_without_link_or_text_fails_with_a_reason_once(server: Any, fetch: Fetch) -> None:
    source = feed(server, server.rss("a", "<item><title>only a title</title></item>" + item(server, "/page/1")))
    assert [o.row.reason for o in fetch(source) if o.row.role == "entry"] == ["the entry has neither a link nor a text"]
    assert tally(fetch(source), "entry") == {"known": 1}


def test_an_entity_bomb_and_an_empty_feed_are_rows_with_a_reason(server: Any, fetch: Fetch) -> None:
    server.lists["bomb"] = (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'
    )
    server.lists["none"] = b"<rss version='2.0'><channel><title>x</title></channel></rss>"
    server.lists["page"] = b"<html><body>a login page</body></html>"
    reasons = {
        name: fetch(feed(server, f"{server.url}/feed/{name}"))[-1].row.reason for name in ("bomb", "none", "page")
    }
    assert reasons == {
        "bomb": "the XML declares entities, as entity bombs do",
        "none": "no entry in it",
        "page": "neither a feed nor a sitemap",
    }


def test_entries_out_of_the_range_of_a_backfill_are_left_aside(server: Any, fetch: Fetch) -> None:
    dated = "".join(item(server, f"/page/{d}", f"<pubDate>{d:02} Jan 2024 08:00:00 GMT</pubDate>") for d in range(1, 6))
    outcomes = fetch(
        feed(server, server.rss("a", dated)),
        since=datetime(2024, 1, 2, tzinfo=UTC),
        until=datetime(2024, 1, 4, tzinfo=UTC),
    )
    assert [o.row.url.rpartition("/")[2] for o in outcomes if o.row.role == "page"] == ["2", "3"]


def test_a_sitemap_index_leads_to_the_pages_of_its_sitemaps(server: Any, fetch: Fetch) -> None:
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    server.lists["index"] = (
        f"<sitemapindex {ns}><sitemap><loc>{server.url}/feed/news</loc></sitemap></sitemapindex>".encode()
    )
    news = "<url><loc>{0}/page/{1}</loc><news:news><news:publication_date>2024-01-0{1}T10:00:00+03:00</news:publication_date></news:news></url>"
    server.lists["news"] = gzip.compress(
        f"<urlset {ns}>{''.join(news.format(server.url, n) for n in (1, 2, 3))}</urlset>".encode()
    )
    source = Source("s", "Outlet", "sitemap", (f"{server.url}/feed/index",), local=True, include=r"/page/[12]$")
    outcomes = fetch(source)
    assert tally(outcomes) == {"new": 2}
    assert tally(outcomes, "list") == {"new": 2}


def test_a_gdelt_list_is_filtered_by_theme(server: Any, fetch: Fetch) -> None:
    def line(n: int, themes: str) -> str:
        columns = [""] * 27
        columns[4], columns[7], columns[26] = (
            f"{server.url}/page/{n}",
            themes,
            "<PAGE_TITLE>Blast &amp; fire</PAGE_TITLE>",
        )
        return "\t".join(columns)

    server.lists["20240103101500.gkg.csv"] = "\n".join(
        [line(1, "TERROR;KILL"), line(2, "SPORT"), line(3, "TAX_FNCACT;TERROR")]
    ).encode()
    server.lists["last"] = (
        f"812 {'0' * 32} {server.url}/feed/20240103101500.export.CSV\n99 {'1' * 32} {server.url}/feed/20240103101500.gkg.csv".encode()
    )
    source = Source("g", None, "gdelt", (f"{server.url}/feed/last",), local=True, themes=("TERROR",))
    outcomes = fetch(source)
    assert [o.row.url.rpartition("/")[2] for o in outcomes if o.row.role == "page"] == ["1", "3"]
    assert tally(fetch(source, since=datetime(2024, 1, 4, tzinfo=UTC)), "list") == {
        "unchanged": 1
    }  # the older list is not even asked for


def test_a_backfill_asks_for_each_quarter_of_an_hour_once(server: Any, fetch: Fetch) -> None:
    columns = [""] * 27
    for stamp in ("20240103100000", "20240103101500", "20240103103000"):
        columns[4], columns[7] = f"{server.url}/page/{stamp}", "TERROR"
        server.lists[f"{stamp}.gkg.csv"] = "\t".join(columns).encode()
    source = Source("g", None, "gdelt", (server.url + "/feed/{stamp}.gkg.csv",), local=True, themes=("TERROR",))
    span = {"since": datetime(2024, 1, 3, 10, tzinfo=UTC), "until": datetime(2024, 1, 3, 10, 30, tzinfo=UTC)}
    assert tally(fetch(source, **span)) == {"new": 2}
    assert tally(fetch(source, **span), "list") == {"known": 2}
    assert server.hits["/feed/20240103101500.gkg.csv"] == 1
    assert server.hits["/feed/20240103103000.gkg.csv"] == 0


def test_summary_says_in_one_line_what_came_of_a_source(server: Any, fetch: Fetch) -> None:
    source = feed(
        server, server.rss("a", "".join(item(server, path) for path in ("/page/1", "/nothing", "/nothing/2", "/bomb")))
    )
    line = summarise("s", [outcome.row for outcome in fetch(source)])
    assert line == (
        "s: 2 new, 0 unchanged, 0 known, 3 failed (404 Not Found ×2; grows beyond 10000000 bytes when decompressed)"
    )


def test_declared_pages_are_asked_for(server: Any, fetch: Fetch, tmp_path: Path) -> None:
    (tmp_path / "pages.txt").write_text(f"# seen by hand\n{server.url}/page/1\n\n{server.url}/page/2\n")
    source = Source("p", "Outlet", "pages", (f"{server.url}/page/3", str(tmp_path / "pages.txt")), local=True)
    assert tally(fetch(source)) == {"new": 3}


def test_files_of_a_folder_are_kept_once_wherever_the_folder_lies(fetch: Fetch, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "day 1").mkdir(parents=True)
        (tmp_path / name / "day 1" / "ä.txt").write_text("Title\n\nA text that goes on for a while.")
        (tmp_path / name / ".hidden").write_text("x")
    first = fetch(Source("f", "Outlet", "folder", (str(tmp_path / "one"),), local=True))
    second = fetch(Source("f", "Outlet", "folder", (str(tmp_path / "two"),), local=True))
    assert [o.row.url for o in first] == ["local://f/day%201/%C3%A4.txt"]
    assert [o.row.outcome for o in first + second] == [Outcome.NEW, Outcome.UNCHANGED]


def test_a_file_that_is_too_large_is_a_row_and_the_others_go_on(fetch: Fetch, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"x" * 100)
    (folder / "b.txt").write_bytes(b"y")
    outcomes = fetch(
        Source("f", "Outlet", "folder", (str(folder),), local=True), limits=replace(LIMITS, most_decoded=50)
    )
    assert [(o.row.outcome, o.row.reason) for o in outcomes] == [
        (Outcome.FAILED, "larger than 50 bytes; split the file"),
        (Outcome.NEW, "kept"),
    ]


def _archive(path: Path, pages: int, *, cut: int | None = None) -> None:
    from warcio.statusandheaders import StatusAndHeaders

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    for n in range(pages):
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        body = io.BytesIO(
            f"<html><body><p>Story number {n} of the archive, long enough to be read as one.</p></body></html>".encode()
        )
        date = {"WARC-Date": f"2024-01-{n + 1:02}T10:00:00Z"}
        writer.write_record(
            writer.create_warc_record(
                f"http://news.example/{n}", "response", payload=body, http_headers=http, warc_headers_dict=date
            )
        )
    path.write_bytes(buffer.getvalue()[:cut])


def test_a_web_archive_gives_its_pages_with_the_time_of_their_capture(fetch: Fetch, tmp_path: Path) -> None:
    _archive(tmp_path / "news.warc.gz", 4)
    source = Source("w", None, "warc", (str(tmp_path / "news.warc.gz"),), local=True)
    outcomes = fetch(source, since=datetime(2024, 1, 2, tzinfo=UTC), until=datetime(2024, 1, 4, tzinfo=UTC))
    assert [(o.snapshot.url, o.snapshot.fetched_at.day) for o in outcomes if o.snapshot] == [
        ("http://news.example/1", 2),
        ("http://news.example/2", 3),
    ]
    assert tally(fetch(source)) == {"new": 2, "known": 2}


def test_a_web_archive_is_worked_through_in_batches(fetch: Fetch, tmp_path: Path) -> None:
    _archive(tmp_path / "news.warc.gz", 5)
    source = Source("w", None, "warc", (str(tmp_path / "news.warc.gz"),), local=True, page_limit=2)
    first, second, third = fetch(source), fetch(source), fetch(source)
    assert [tally(first), tally(second), tally(third)] == [{"new": 2}, {"new": 2, "known": 2}, {"new": 1, "known": 4}]
    assert first[-1].row.reason == "left for the next run: more than 2 new pages"
    assert third[-1].row.reason == "5 pages in it"


def test_a_damaged_list_in_the_store_is_asked_for_again(server: Any, fetch: Fetch, tmp_path: Path) -> None:
    source = feed(server, server.rss("a", item(server, "/page/1")))
    fetch(source)
    for path in tmp_path.rglob("*.warc.gz"):
        path.write_bytes(b"damaged")
    assert tally(fetch(source)) == {"known": 1}


def test_a_damaged_archive_gives_what_stood_before_the_damage(fetch: Fetch, tmp_path: Path) -> None:
    _archive(tmp_path / "news.warc.gz", 6, cut=900)
    outcomes = fetch(Source("w", None, "warc", (str(tmp_path / "news.warc.gz"),), local=True))
    assert tally(outcomes)["new"] >= 1
    assert outcomes[-1].row.role == "archive"


def test_a_jsonl_file_is_kept_as_it_is(fetch: Fetch, tmp_path: Path, kept: tuple[SnapshotStore, Ledger]) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"doc": "a1", "title": "T", "text": "A short text for the test."}) + "\nno json\n"
    )
    source = Source("j", None, "jsonl", (str(tmp_path / "a.jsonl"),), local=True)
    assert [o.row.outcome for o in fetch(source)] == [Outcome.NEW]
    (snapshot,) = kept[0].read()
    assert snapshot.body == (tmp_path / "a.jsonl").read_bytes()
