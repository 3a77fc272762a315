"""Bytes of every kind become articles or a reason, and never an exception."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.model import Article, Snapshot, Source, Unread
from etl.model.article import normalise_text
from etl.model.snapshot import ENTRY_TYPE, digest
from etl.read import list_entries, read_lines, read_snapshot
from etl.read.copies import find_copies
from etl.read.encoding import decode_text
from etl.read.language import language_of
from etl.read.lists import html_text
from etl.read.page import is_noise
from etl.read.times import parse_time

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
FOLDER = Source("s", "Outlet", "folder", (".",), local=True, country="Iran", reliability="partisan")
KEYS = [
    "@type",
    "@graph",
    "headline",
    "datePublished",
    "author",
    "name",
    "articleBody",
    "url",
    "mainEntityOfPage",
    "@id",
    "publisher",
    "inLanguage",
    "items",
    "id",
    "title",
    "content_html",
    "content_text",
    "authors",
    "text",
    "doc",
    "published_at",
]
STORY = "Two bombs went off at a market in the south of the city on Monday, killing nine people, police said."


def snap(body: bytes | str, name: str = "a.html", kind: str = "text/html", **kwargs: Any) -> Snapshot:
    data = body.encode() if isinstance(body, str) else body
    made = Snapshot(digest(data), "s", f"local://s/{name}", f"local://s/{name}", NOW, 0, kind, data, role="file")
    return replace(made, **kwargs)


def only(snapshot: Snapshot, source: Source = FOLDER) -> Any:
    (item,) = read_snapshot(snapshot, source)
    return item


def page(head: str = "", body: str = f"<h1>Blast</h1><p>{STORY}</p><p>{STORY} Again.</p>") -> str:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Wed, 03 Jan 2024 17:30:00 GMT", "2024-01-03T17:30"),
        ("Wed, 3 Jan 2024 17:30:00 EST", "2024-01-03T22:30"),
        ("Wed, 3 Jan 2024 17:30:00 PKT", "2024-01-03T12:30"),
        ("03 Jan 24 17:30 +0330", "2024-01-03T14:00"),
        ("2024-01-03T17:30:00Z", "2024-01-03T17:30"),
        ("2024-01-03T17:30:00.123+05:30", "2024-01-03T12:00:00.123"),
        ("2024-01-03 17:30:00 UTC", "2024-01-03T17:30"),
        ("20240103T173000Z", "2024-01-03T17:30"),
        ("1704303000", "2024-01-03T17:30"),
        ("1704303000000", "2024-01-03T17:30"),
        ("January 3, 2024 at 5:30 p.m. ET", "2024-01-03T22:30"),
        ("3rd of January 2024", "2024-01-03T00:00"),
        ("Published: 17:30 GMT, 3 January 2024", "2024-01-03T17:30"),
        ("Jan 3, 2024, 05:30 PM IST", "2024-01-03T12:00"),
        ("Updated January 3rd 2024 | 5:30 am (UTC+5:30)", "2024-01-03T00:00"),
        ("13/01/2024 10:20", "2024-01-13T10:20"),
        ("01.13.2024", "2024-01-13T00:00"),
        ("Wed Jan  3 17:30:00 2024", "2024-01-03T17:30"),
        ("12:15 a.m., Jan. 3, 2024", "2024-01-03T00:15"),
    ],
)
def test_time_is_read_in_every_form_of_print(written: str, moment: str) -> None:
    assert parse_time(written) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["03/04/2024", "yesterday", "31 Feb 2024", "0000-00-00", "2024-13-45", "", None, "17:30", "Wed", True]
)
def test_what_names_no_time_or_two_is_none(written: Any) -> None:
    assert parse_time(written) is None


@given(st.text(max_size=80))
def test_any_text_is_a_time_or_none(text: str) -> None:
    moment = parse_time(text)
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("body", "said", "text"),
    [
        ("Señor “X”".encode(), "text/html; charset=iso-8859-1", "Señor “X”"),
        ("Señor “X” said so, and nobody else did.".encode("cp1252"), "", "Señor “X” said so, and nobody else did."),
        ("Señor".encode("latin-1"), "text/plain; charset=latin1", "Señor"),
        ("Взрыв на рынке".encode("koi8-r"), "text/plain; charset=koi8-r", "Взрыв на рынке"),
        (b"\xef\xbb\xbfBlast", "", "Blast"),
        ("Blast".encode("utf-16"), "", "Blast"),
        (b"<meta charset='windows-1251'>" + "Взрыв".encode("cp1251"), "", "<meta charset='windows-1251'>Взрыв"),
        (
            "Взрыв на центральном рынке города унёс жизни девяти человек, сообщила полиция в понедельник вечером.".encode(
                "cp1251"
            ),
            "",
            "Взрыв на центральном рынке города унёс жизни девяти человек, сообщила полиция в понедельник вечером.",
        ),
        (("“é” " * 400).encode() + b"\xe2\x80", "", "“é” " * 400 + "\ufffd"),
    ],
)
def test_encoding_is_told_whatever_the_server_says(body: bytes, said: str, text: str) -> None:
    assert decode_text(body, said) == text


def test_bytes_that_are_no_text_are_not_guessed() -> None:
    assert decode_text(bytes(range(256)) * 4) is None
    assert only(snap(b"\x00\x01\x02\x81\x8d" * 50, "a.txt", "text/plain")).reason == "encoding"


@given(st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes_decode_or_do_not(body: bytes, said: str) -> None:
    decode_text(body, said)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400)
    | st.text(max_size=200).map(lambda t: page(t, t).encode())
    | st.text(max_size=200).map(lambda t: f"<rss><channel><item>{t}</item></channel></rss>".encode()),
    st.sampled_from(["a.html", "a.txt", "a.xml", "a.jsonl", "a.warc.gz", "a"]),
    st.sampled_from(["text/html", "text/plain", "application/rss+xml", ENTRY_TYPE + "x", ""]),
    st.sampled_from(["file", "page", "list", "robots"]),
    st.sampled_from(["folder", "feed", "jsonl", "gdelt", "sitemap"]),
)
def test_reader_survives_any_bytes(body: bytes, name: str, kind: str, role: str, source_kind: str) -> None:
    source = replace(FOLDER, kind=source_kind, follow=False, themes=("TERROR",))
    for item in read_snapshot(snap(body, name, kind, role=role), source):
        assert isinstance(item, Article | Unread)
        if isinstance(item, Article):
            assert item.text == normalise_text(item.text)
            assert item.title == normalise_text(item.title)


def test_what_a_page_states_goes_before_what_it_looks_like() -> None:
    head = (
        '<title>Blast | Site</title><meta property="og:title" content="Blast at market kills nine">'
        '<link rel="canonical" href="/news/blast?utm_source=x"><html lang="en">'
        '<script type="application/ld+json">// <![CDATA[\n{"@graph": [{"@type": ["NewsArticle"], "headline": "Blast at market kills nine,", '
        '"datePublished": "2024-05-06T08:00:00+04:00", "author": [{"name": "A. Writer"}, {"name": "B. Writer"}],}]}\n// ]]></script>'
    )
    article = only(
        snap(
            page(head, f"<h1>Blast at market kills nine, wounds forty</h1><time>7 May 2024</time><p>{STORY}</p>"),
            role="page",
            url="https://a.example/x",
            final_url="https://a.example/x",
            status=200,
        )
    )
    assert (
        article.title == "Blast at market kills nine, wounds forty"
    )  # the heading, of which the headline for machines is a start
    assert article.published_at == datetime(2024, 5, 6, 4, tzinfo=UTC)
    assert article.author == "A. Writer, B. Writer"
    assert article.canonical_url == "https://a.example/news/blast"
    assert (article.source, article.outlet_country, article.reliability) == ("Outlet", "Iran", "partisan")


def test_page_of_many_outlets_names_its_own() -> None:
    source = replace(FOLDER, outlet=None)
    assert only(snap(page('<meta property="og:site_name" content="The Herald">')), source).source == "The Herald"
    web = snap(page(), role="page", url="https://www.herald.example/1", final_url="https://www.herald.example/1")
    assert only(web, source).source == "www.herald.example"


def test_time_in_the_future_is_no_time() -> None:
    head = '<meta property="article:published_time" content="2031-01-01T00:00:00Z">'
    assert only(snap(page(head))).published_at is None


def test_front_page_as_canonical_address_is_not_believed() -> None:
    web = snap(
        page('<link rel="canonical" href="https://a.example/">'),
        url="https://a.example/1",
        final_url="https://a.example/1",
    )
    assert only(web).canonical_url == "https://a.example/1"


def test_same_content_of_one_page_is_one_doc_whenever_it_was_fetched() -> None:
    one, two = only(snap(page())), only(snap(page(), fetched_at=NOW + timedelta(days=3)))
    assert one.doc == two.doc
    assert only(snap(page(), "b.html")).doc != one.doc
    assert only(snap(page(body=f"<h1>Blast</h1><p>{STORY}</p><p>{STORY} Changed.</p>"))).doc != one.doc


@pytest.mark.parametrize(
    ("body", "name", "reason"),
    [
        ("", "a.html", "no_body"),
        ("<html><body><nav>Home</nav></body></html>", "a.html", "no_body"),
        ("<html><head><title>Cut o", "a.html", "broken_html"),
        ("<rss version='2.0'><channel></channel></rss>", "a.xml", "empty_feed"),
        ("<rss><channel><item><title>x</title></cha", "a.xml", "no_body"),
        (
            "<!DOCTYPE x [<!ENTITY a 'b'>]><rss><channel><item><title>&a;</title></item></channel></rss>",
            "a.xml",
            "unsafe_xml",
        ),
        ("WARC/1.0\r\nbroken", "a.warc", "broken_archive"),
        ("Title only", "a.txt", "no_body"),
    ],
)
def test_what_is_no_article_says_why_in_one_line(body: str, name: str, reason: str) -> None:
    item = only(snap(body, name, "text/plain" if name.endswith("txt") else "text/html"))
    assert isinstance(item, Unread)
    assert (item.reason, item.source) == (reason, "s")
    assert str(item).startswith("local://s/")
    assert "\n" not in str(item)


def test_entity_bomb_in_utf_16_is_seen_as_well() -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'b'>]><rss><channel><item><title>&a;</title></item></channel></rss>".encode(
        "utf-16"
    )
    assert only(snap(bomb, "a.xml")).reason == "unsafe_xml"


def test_plain_text_has_its_first_line_as_title() -> None:
    article = only(snap(f"Blast in the\nsouth\n\n{STORY}\n\nMore of it.", "a.txt", "text/plain"))
    assert (article.title, article.text) == ("Blast in the south", f"{STORY}\n\nMore of it.")


def test_article_in_another_language_is_kept_with_its_language() -> None:
    german = "Bei einem Anschlag auf einen Markt im Süden der Stadt sind am Montag neun Menschen getötet worden, teilte die Polizei mit."
    assert only(snap(page(body=f"<h1>Anschlag</h1><p>{german}</p><p>{german}</p>"))).language == "de"


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (STORY, "fr", "en"),
        (STORY.upper(), None, "en"),
        ("Mogadishu, Kismayo", "so", "so"),
        ("Short", None, "und"),
        ("Short", "EN_us", "en"),
    ],
)
def test_language_is_detected_where_there_is_enough_text(text: str, declared: str | None, language: str) -> None:
    assert language_of(text, declared) == language


def test_entries_of_a_feed_without_pages_are_articles() -> None:
    feed = f"""<rss version="2.0"><channel><language>en</language>
      <item><title>A &amp; B</title><link>https://a.example/1?utm_source=rss</link><pubDate>Mon, 06 May 2024 08:00:00 PKT</pubDate><description>&lt;p&gt;{STORY}&lt;/p&gt;&lt;p&gt;No claim.&lt;/p&gt;</description></item>
      <item><title>No link, no date</title><description>{STORY}</description></item></channel></rss>"""
    first, second = read_snapshot(snap(feed, "f.xml", role="list"), replace(FOLDER, kind="feed", follow=False))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.text, first.canonical_url) == ("A & B", f"{STORY}\n\nNo claim.", "https://a.example/1")
    assert first.published_at == datetime(2024, 5, 6, 3, tzinfo=UTC)
    assert (second.url, second.published_at) == (None, None)


def test_dates_of_a_feed_are_read_in_ten_forms_and_zones() -> None:
    forms = [
        "Mon, 06 May 2024 08:00:00 GMT", "Mon, 06 May 2024 04:00:00 EDT", "Mon, 06 May 2024 13:00:00 PKT", "6 May 2024 11:30 +0330",
        "2024-05-06T08:00:00Z", "2024-05-06T10:00:00.000+02:00", "2024-05-06 08:00:00", "May 6, 2024 1:30 pm IST",
        "Monday, 6 May 2024 - 08:00 UTC", "1714982400",
    ]  # fmt: skip
    items = "".join(
        f"<item><title>{n}</title><link>https://a.example/{n}</link><pubDate>{form}</pubDate></item>"
        for n, form in enumerate(forms)
    )
    listing = list_entries(
        snap(f"<rss version='2.0'><channel>{items}</channel></rss>", "f.xml", role="list"), replace(FOLDER, kind="feed")
    )
    assert [entry.published_at for entry in listing.entries] == [datetime(2024, 5, 6, 8, tzinfo=UTC)] * 10


def test_page_of_endless_markup_is_told_and_not_worked_through() -> None:
    assert only(snap("<html><body>" + "<b>x</b>" * 80_000)).reason == "not_a_page"


def test_json_feed_is_a_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "1",
                "url": "https://a.example/1",
                "title": "T",
                "content_html": f"<p>{STORY}</p>",
                "date_published": "2024-05-06T08:00:00Z",
                "authors": [{"name": "W"}],
            }
        ],
    }
    (entry,) = list_entries(snap(json.dumps(feed), "f.json", role="list"), replace(FOLDER, kind="feed")).entries
    assert (entry.text, entry.author, entry.published_at) == (STORY, "W", datetime(2024, 5, 6, 8, tzinfo=UTC))


def test_compressed_list_that_grows_without_end_is_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.read.lists._MOST_UNPACKED", 1000)
    bomb = gzip.compress(b"<urlset>" + b" " * 10_000)
    assert "unpacks to more" in str(
        list_entries(snap(bomb, "s.xml.gz", role="list"), replace(FOLDER, kind="sitemap")).complaint
    )


def test_kept_entry_is_read_and_marked() -> None:
    fields = {
        "key": "1",
        "url": "https://a.example/1",
        "title": "T",
        "text": STORY,
        "published_at": "2024-05-06T08:00:00+00:00",
        "author": None,
        "language": "en",
    }
    article = only(snap(json.dumps(fields), kind=ENTRY_TYPE, role="entry"))
    assert (article.marks, article.text, article.url) == (("entry_text",), STORY, "https://a.example/1")


def test_lines_keep_their_ids_and_bad_lines_are_numbered() -> None:
    lines = [
        json.dumps(
            {
                "doc": "a1",
                "title": "T",
                "text": STORY,
                "published_at": "2024-05-06T08:00:00Z",
                "source": "X",
                "url": None,
            }
        ),
        "",
        "{not json",
        '["a list"]',
        json.dumps({"doc": "a2", "title": 7, "text": STORY}),
        json.dumps({"doc": "a3", "text": " "}),
        json.dumps({"doc": "a4", "text": STORY, "published_at": "some day"}),
        b'{"doc": "\xff"}',
    ]
    items = list(read_lines(lines, "file.jsonl"))
    assert isinstance(items[0], Article)
    assert (items[0].doc, items[0].source) == ("a1", "X")
    assert [(item.where, item.reason) for item in items[1:] if isinstance(item, Unread)] == [
        ("file.jsonl:3", "not_json"),
        ("file.jsonl:4", "not_json"),
        ("file.jsonl:5", "wrong_type"),
        ("file.jsonl:6", "missing_key"),
        ("file.jsonl:7", "wrong_type"),
        ("file.jsonl:8", "encoding"),
    ]


def test_same_id_in_two_files_is_two_articles() -> None:
    docs = []
    for name, text in (("one", STORY), ("two", STORY + " Not the same.")):
        source = replace(FOLDER, source=name, kind="jsonl")
        docs.append(only(snap(json.dumps({"doc": "a1", "text": text}), "a.jsonl"), source).doc)
    assert len(set(docs)) == 2


def test_web_archive_gives_its_pages() -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    for status in ("200 OK", "404 Not Found"):
        http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                "https://a.example/1", "response", payload=io.BytesIO(page().encode()), http_headers=http
            )
        )
    article = only(snap(buffer.getvalue(), "a.warc.gz"))
    assert (article.title, article.canonical_url) == ("Blast", "https://a.example/1")


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Who did it?",
        "ALSO READ | The case",
        "Photo: Tasnim",
        "ADVERTISEMENT",
        "Sign up for our newsletter",
        "© 2024 The Post",
        "* * *",
        "Published 3 January 2024",
        "(Reporting by A. B.; Editing by C. D.)",
    ],
)
def test_pointers_credits_and_calls_are_noise(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read the verdict, the judge told them.",
        "Photos showed the burnt bus.",
        "Watch towers were attacked on Monday.",
        "Related attacks killed nine people.",
        "On 3 January 2024 two bombs went off.",
        "Nine dead.",
        "Sources said that two men had fled.",
    ],
)
def test_sentences_of_a_story_are_not_noise(line: str) -> None:
    assert not is_noise(line)


def test_markup_of_a_feed_becomes_paragraphs() -> None:
    assert html_text("One<br>two <script>x()</script>&lt;3<ul><li>a</li><li>b</li></ul>") == "One\n\ntwo <3\n\na\n\nb"


def copy_of(n: int, text: str, moment: datetime | None = NOW) -> Article:
    return Article(f"d{n}", "T", text, published_at=moment)


def test_copies_are_linked_to_the_earlier_article_whatever_the_order() -> None:
    words = [f"word{n}" for n in range(120)]
    wire = copy_of(1, " ".join(words), NOW)
    cut = copy_of(2, "Our city. " + " ".join(words[:90]), NOW + timedelta(hours=1))
    own = copy_of(3, " ".join(f"other{n}" for n in range(120)))
    (pair,) = find_copies([own, cut, wire])
    assert (pair.original, pair.copy, pair.share > 0.9) == ("d1", "d2", True)
    assert find_copies([wire, own, cut]) == [pair]
    assert find_copies([]) == find_copies([copy_of(1, "short")]) == []


def test_versions_of_one_page_are_copies_however_little_they_share() -> None:
    teaser = replace(copy_of(1, "Nine dead in market blast, police say"), canonical_url="https://a.example/1")
    story = replace(
        copy_of(2, " ".join(f"word{n}" for n in range(50)), NOW + timedelta(hours=1)),
        canonical_url="https://a.example/1",
    )
    assert [(pair.original, pair.copy) for pair in find_copies([story, teaser])] == [("d1", "d2")]


@pytest.mark.parametrize(("length", "marks"), [(3, ("paywall",)), (40, ())])
def test_words_of_a_paywall_count_only_where_little_is_left_of_the_story(length: int, marks: tuple[str, ...]) -> None:
    story = "".join(f"<p>{STORY} That was the report of hour {n} of the day.</p>" for n in range(length))
    assert only(snap(page(body=f"<h1>Blast</h1>{story}<p>Already a subscriber? Sign in to read</p>"))).marks == marks


def test_story_parted_by_line_breaks_is_kept_whatever_its_box_is_called() -> None:
    box = f"<div class='post tag-kerman'>{'<br><br>'.join(f'{STORY} Report {n}.' for n in range(5))}</div><div class='share'>Share this</div>"
    assert only(snap(page(body=f"<h1>Blast</h1>{box}"))).text.count("Report") == 5


def test_page_that_only_points_to_a_live_blog_is_none() -> None:
    story = "".join(f"<p>{STORY} Report {n}.</p>" for n in range(5))
    pointer = "<div class='live-updates'><p>Follow the floods as they rise</p></div>"
    assert only(snap(page(body=f"<h1>Blast</h1>{pointer}{story}"))).marks == ()
    assert only(snap(page(body=f"<h1>Blast</h1><div class='live-updates'>{story}</div>"))).marks == ("live_blog",)


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["http://[x", "NewsArticle", "2024-05-06", "https://a.example/1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(anything)
def test_reader_survives_any_statement_of_a_page_or_feed(value: Any) -> None:
    stated = json.dumps(value).replace("<", "")
    head = f'<script type="application/ld+json">{stated}</script><link rel="canonical" href="http://[x"><meta property="og:url" content="//[">'
    assert only(snap(page(head))).text
    feed = {"version": "https://jsonfeed.org/version/1", "items": value, "language": value}
    list_entries(snap(json.dumps(feed), role="list"), replace(FOLDER, kind="feed"))
    feed["items"] = [value]
    list_entries(snap(json.dumps(feed), role="list"), replace(FOLDER, kind="feed"))
    list(read_lines([json.dumps(value), json.dumps({"text": "x y", "url": value, "title": value})], "f"))


def test_feed_with_a_link_that_is_no_address_is_read() -> None:
    feed = f"<rss version='2.0'><channel><item><title>T</title><link>http://[x</link><description>{STORY}</description></item></channel></rss>"
    (article,) = read_snapshot(
        snap(feed, "f.xml", role="list", final_url="https://a.example/f"), replace(FOLDER, kind="feed", follow=False)
    )
    assert isinstance(article, Article)
    assert article.url is None
