"""What is put is read again: each once, whole, whatever was killed meanwhile and in whatever order it came."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from etl.errors import ReadError
from etl.model import Account, Article, FetchOutcome, LedgerRow, Outcome, Outline, Snapshot, Span, Value
from etl.model.snapshot import digest
from etl.store import AccountStore, ArticleStore, Ledger, SnapshotStore, adopt_orphans, keep

NOW = datetime(2024, 1, 3, 12, tzinfo=UTC)


def snapshot(n: int = 1, body: bytes = b"<p>Two blasts.</p>", **kwargs: object) -> Snapshot:
    made = Snapshot(
        digest(body),
        "wire",
        f"https://wire.example/{n}?q=a%20b",
        f"https://wire.example/final/{n}",
        NOW,
        200,
        "text/html; charset=utf-8",
        body,
        {"User-Agent": "tester/1.0"},
        {"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"'},
    )
    return replace(made, **kwargs)  # type: ignore[arg-type]


def row(snap: Snapshot, **kwargs: object) -> LedgerRow:
    made = LedgerRow(
        snap.url, snap.source, snap.fetched_at, Outcome.NEW, 200, sha256=snap.sha256, snapshot=snap.key, role=snap.role
    )
    return replace(made, **kwargs)  # type: ignore[arg-type]


def test_snapshot_comes_back_as_it_was_put(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    assert [store.put(snapshot()), store.put(snapshot())] == [True, False]
    assert store.get(snapshot().key) == snapshot()
    assert list(store.read()) == [snapshot()]


@pytest.mark.parametrize(
    "snap",
    [
        snapshot(
            status=0, role="file", content_type="text/plain", url="local://s/a%20b.txt", final_url="local://s/a%20b.txt"
        ).__class__(
            digest(b"\x00\xff"),
            "s",
            "local://s/a%20b.txt",
            "local://s/a%20b.txt",
            NOW,
            0,
            "text/plain",
            b"\x00\xff",
            role="file",
        ),
        Snapshot(
            digest(b"{}"),
            "s",
            "https://a.example/#entry",
            "https://a.example/#entry",
            NOW,
            0,
            "application/json",
            b"{}",
            role="entry",
            listed_in="https://a.example/rss",
        ),
        snapshot(status=200, content_type="", response_headers={}, request_headers={}),
    ],
    ids=["file", "entry", "bare"],
)
def test_every_kind_of_snapshot_comes_back(tmp_path: Path, snap: Snapshot) -> None:
    store = SnapshotStore(tmp_path)
    store.put(snap)
    assert store.get(snap.key) == snap


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    body=st.binary(max_size=300),
    headers=st.dictionaries(st.from_regex(r"X-[a-z]{1,8}", fullmatch=True), st.text(max_size=20), max_size=3),
)
def test_snapshot_survives_any_bytes_and_headers(tmp_path: Path, body: bytes, headers: dict[str, str]) -> None:
    store = SnapshotStore(tmp_path)
    snap = snapshot(1, body, sha256=digest(body), response_headers={"Content-Type": "text/html", **headers})
    store.put(snap)
    assert store.get(snap.key).body == body


def test_snapshot_file_is_a_web_archive_that_any_tool_reads(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    for n in (1, 2):
        store.put(
            snapshot(
                n, response_headers={"Content-Type": "text/html", "Content-Encoding": "gzip", "Content-Length": "7"}
            )
        )
    joined = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("*/*.warc.gz")))
    records = [
        (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
        for r in ArchiveIterator(io.BytesIO(joined))
    ]
    assert sorted(kind for kind, _, _ in records) == ["request", "request", "response", "response"]
    assert {body for kind, _, body in records if kind == "response"} == {b"<p>Two blasts.</p>"}
    text = gzip.decompress(joined).decode()
    assert "GET /1?q=a%20b HTTP/1.1" in text
    # The body is kept decoded, so the header that would say otherwise is kept under another name.
    assert "X-Archive-Orig-Content-Encoding: gzip" in text


def test_two_writes_of_one_snapshot_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        SnapshotStore(tmp_path / name).put(snapshot())
    one, two = (next((tmp_path / name).glob("*/*.gz")).read_bytes() for name in ("one", "two"))
    assert one == two


def test_damaged_or_missing_snapshot_is_one_clear_line(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    store.put(snapshot())
    path = next(tmp_path.glob("*/*.gz"))
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(ReadError, match="damaged"):
        store.get(snapshot().key)
    with pytest.raises(ReadError, match="no such snapshot"):
        store.get("0" * 40)


def test_leftovers_of_a_killed_writer_are_no_snapshots(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    store.put(snapshot())
    key = snapshot().key
    (tmp_path / key[:2] / f".{key}.warc.gz.abc.partial").write_bytes(b"half")
    assert store.keys() == [key]
    assert store.clear_partial() == 1


def test_snapshot_without_a_row_is_adopted(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "s")
    store.put(snapshot())
    with Ledger(tmp_path / "l.sqlite") as ledger:
        assert [adopt_orphans(store, ledger), adopt_orphans(store, ledger)] == [1, 0]
        kept = ledger.kept(snapshot().url)
        assert kept is not None
        assert (kept.snapshot, kept.etag) == (snapshot().key, '"v1"')


def test_keep_writes_the_snapshot_before_its_row_and_leaves_known_pages_out(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "s")
    with Ledger(tmp_path / "l.sqlite") as ledger:
        outcomes = [FetchOutcome(row(snapshot()), snapshot()), FetchOutcome(row(snapshot(), outcome=Outcome.KNOWN))]
        for outcome in keep(iter(outcomes), store, ledger):
            assert store.has(snapshot().key)
            assert outcome in outcomes
        assert [r.outcome for r in ledger.rows()] == [Outcome.NEW]


def test_ledger_tells_what_is_kept_and_what_failed_since(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    snap = snapshot()
    failed = LedgerRow(snap.url, "wire", NOW, Outcome.FAILED, 500, "500 Internal Server Error")
    with Ledger(path) as ledger:
        for one in (
            failed,
            row(snap),
            failed,
            replace(failed, outcome=Outcome.REFUSED, reason="robots.txt disallows it"),
        ):
            ledger.append(one)
    with Ledger(path) as ledger:
        assert ledger.kept(snap.url) == row(snap)
        assert [r.outcome for r in ledger.trouble(snap.url)] == [Outcome.REFUSED, Outcome.FAILED]
        assert ledger.holds(snap.key)
        assert not ledger.holds("other")
        assert ledger.snapshots() == {snap.key}
        assert len(list(ledger.rows("wire"))) == 4
        assert list(ledger.rows("other")) == []


def test_ledger_counts_pages_by_source_and_day(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.sqlite") as ledger:
        for n in range(3):
            ledger.append(row(snapshot(n), asked_at=NOW + timedelta(days=n // 2)))
        ledger.append(row(snapshot(9, role="list"), role="list"))
        assert ledger.daily() == {"wire": {date(2024, 1, 3): 2, date(2024, 1, 4): 1}}


def test_two_ledgers_write_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Ledger(path) as one, Ledger(path) as two:
        one.append(row(snapshot(1)))
        two.append(row(snapshot(2)))
        assert [r.url for r in one.rows()] == [snapshot(1).url, snapshot(2).url]


def article(n: int, **kwargs: object) -> Article:
    made = Article(
        f"{n:04}",
        f"Title {n}",
        "Text.\n\nMore.",
        "https://wire.example/a",
        "Wire",
        NOW,
        None,
        "en",
        "key",
        NOW,
        marks=("paywall",),
    )
    return replace(made, **kwargs)  # type: ignore[arg-type]


def test_articles_come_back_once_ordered_and_whole(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    assert store.put([article(2), article(1)]) == ["0001", "0002"]
    assert store.put([article(2), article(3)]) == ["0003"]
    assert list(store.read()) == [article(1), article(2), article(3)]
    assert list(store.read(["0003", "0001"])) == [article(1), article(3)]
    assert (store.docs(), store.has("0001"), store.has("0009")) == ({"0001", "0002", "0003"}, True, False)


def test_same_batch_in_any_order_is_one_file(tmp_path: Path) -> None:
    for name, batch in (("one", [1, 2, 3]), ("two", [3, 1, 2, 2])):
        ArticleStore(tmp_path / name).put(article(n) for n in batch)
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert [p.name for p in one] == [p.name for p in two]
    assert one[0].read_bytes() == two[0].read_bytes()
    store = ArticleStore(tmp_path / "one")
    assert store.put(article(n) for n in (1, 2, 3)) == []
    assert len(list((tmp_path / "one").iterdir())) == 1


def test_article_written_by_two_tasks_at_once_is_read_once_as_first_fetched(tmp_path: Path) -> None:
    later = article(1, fetched_at=NOW + timedelta(hours=1))
    for name, batch in (("a", [article(1)]), ("b", [later, article(2)])):
        ArticleStore(tmp_path / name).put(batch)
    merged = tmp_path / "merged"
    merged.mkdir()
    for part in [*(tmp_path / "a").iterdir(), *(tmp_path / "b").iterdir()]:
        part.rename(merged / part.name)
    store = ArticleStore(merged)
    assert list(store.read()) == [article(1), article(2)]
    assert store.fetched() == {"0001": NOW, "0002": NOW}
    assert list(store.outlines()) == [Outline(f"{n:04}", "Wire", "en", NOW, NOW, True, 12) for n in (1, 2)]


def account(doc: str, n: int = 1, nkill: int = 4) -> Account:
    span = Span(0, 4, "Four")
    return Account(
        f"{doc}#{n}",
        doc,
        "main",
        True,
        {"nkill": Value(nkill, 0.9, (span,), "exact"), "gname": Value(("Unknown",))},
        extractor="rules/1.2",
    )


def test_accounts_of_the_newest_extractor_are_read(tmp_path: Path) -> None:
    store = AccountStore(tmp_path)
    assert store.put({"b": [account("b")], "a": [account("a"), account("a", 2)], "c": []}, "rules/1.9") == [
        "a",
        "b",
        "c",
    ]
    assert store.put({"a": [account("a", nkill=9)]}, "rules/1.10") == ["a"]
    assert [(a.account_id, a.get("nkill")) for a in store.read()] == [("a#1", 9), ("b#1", 4)]
    assert [a.get("nkill") for a in store.read(["a"], extractor="rules/1.9")] == [4, 4]
    assert (store.docs(), store.docs("rules/1.10"), store.has("c", "rules/1.9")) == ({"a", "b", "c"}, {"a"}, True)


def test_accounts_put_twice_are_one_file(tmp_path: Path) -> None:
    store = AccountStore(tmp_path)
    store.put({"a": [account("a")]}, "rules/1")
    assert store.put({"a": [account("a")]}, "rules/1") == []
    assert len(list(tmp_path.iterdir())) == 1
    assert list(store.read()) == [account("a")]
