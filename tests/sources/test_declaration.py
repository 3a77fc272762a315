"""Source files are checked strictly, and one bad file never stops the others."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import SourceError
from etl.model import Source
from etl.sources import explain, load_source, load_sources, volume_warning

ROOT = Path(__file__).resolve().parents[2]
GOOD = "source: wire\noutlet: Wire\nkind: feed\nlocation: https://wire.example/rss\nlicence: free\n"


def write(folder: Path, text: str, name: str = "wire.yaml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_source_file_becomes_a_source(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, GOOD + "country: Iran\nleast: 2\nmost: 50\nenabled: false\ndelay: 2\n"))
    assert source == Source(
        "wire",
        "Wire",
        "feed",
        ("https://wire.example/rss",),
        country="Iran",
        licence="free",
        least=2,
        most=50,
        enabled=False,
        delay=2,
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("kindd: feed\n", "unknown key 'kindd'; write 'kind'"),
        ("kind: pages\n", "key 'kind' stands twice"),
        ("zebra: 1\n", "unknown key 'zebra'; use only source, outlet"),
        ("least: many\n", "key 'least' is 'many'; make it a whole number"),
        ("least: true\n", "key 'least' is True; make it a whole number"),
        ("enabled: 1\n", "key 'enabled' is 1; make it true or false"),
        ("themes: []\n", "key 'themes' is []; make it text or a list of texts"),
        ("themes: TERROR\n", "name GDELT themes for kind gdelt, and only there"),
        ("country: Persia\n", "key 'country' is 'Persia', which is no GTD country"),
        ("country: Irann\n", "write 'Iran'"),
        ("reliability: good\n", "use one of independent, official, partisan, perpetrator"),
        ("schedule: often\n", "use @hourly, @daily or five cron fields"),
        ("language: english\n", "use two small letters"),
        ("include: '['\n", "make it a valid regular expression"),
        ("least: 5\nmost: 2\n", "no less than 'least'"),
        ("delay: -1\n", "make it 0 to 3600 seconds"),
        ("page_limit: 0\n", "make it 1 or more"),
    ],
)
def test_wrong_key_is_one_line_that_says_file_key_and_cure(tmp_path: Path, change: str, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        load_source(write(tmp_path, GOOD + change))
    line = str(caught.value)
    assert says in line
    assert line.startswith(str(tmp_path / "wire.yaml"))
    assert "\n" not in line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no list of 'key: value' lines"),
        ("- a\n- b\n", "is no list of 'key: value' lines"),
        ("source: [unclosed\n", "no valid YAML"),
        (GOOD.replace("kind: feed\n", ""), "key 'kind' is missing"),
        (GOOD.replace("outlet: Wire\n", ""), "key 'outlet' is missing"),
        (GOOD.replace("licence: free\n", ""), "key 'licence' is missing"),
        (GOOD.replace("kind: feed", "kind: telegram"), "use one of feed, sitemap"),
        (GOOD.replace("source: wire", "source: The Wire"), "use small letters"),
        (GOOD.replace("https://wire.example/rss", "ftp://wire.example"), "use an http or https address, or a path"),
        (GOOD.replace("https://wire.example/rss", "feed.xml"), "add 'local: true'"),
        (GOOD.replace("https://wire.example/rss", "feed.xml") + "local: true\n", "no file 'feed.xml'"),
        (GOOD.replace("https://wire.example/rss", "pages").replace("feed", "folder"), "no folder 'pages'"),
        (GOOD.replace("kind: feed", "kind: gdelt"), "name GDELT themes"),
    ],
)
def test_file_that_is_no_source_says_why(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        load_source(write(tmp_path, text))
    assert says in str(caught.value)


def test_address_with_credentials_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        load_source(write(tmp_path, GOOD.replace("https://", "https://desk:hunter2@")))
    assert "holds a user name or password for wire.example" in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_file_in_another_encoding_is_an_error_and_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "wire.yaml").write_bytes(b"source: \xff\xfe\n")
    with pytest.raises(SourceError, match="UTF-8"):
        load_source(tmp_path / "wire.yaml")


def test_bad_file_does_not_stop_the_good_ones(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace("wire", "other") + "colour: red\n", "bad.yaml")
    write(tmp_path, GOOD, "wire2.yaml")
    sources, errors = load_sources(tmp_path)
    assert [source.source for source in sources] == ["wire"]
    assert ["unknown key 'colour'" in str(errors[0]), "declared twice" in str(errors[1])] == [True, True]


def test_missing_folder_is_one_error(tmp_path: Path) -> None:
    sources, errors = load_sources(tmp_path / "none")
    assert (sources, len(errors)) == ([], 1)


def test_starter_sources_are_sound_and_switched_off() -> None:
    sources, errors = load_sources(ROOT / "sources")
    assert (len(sources), errors) == (20, [])
    assert not any(source.enabled for source in sources)
    assert all("terms" in source.licence for source in sources)


def test_every_key_is_explained_beside_the_starter_sources() -> None:
    text = (ROOT / "sources" / "README.md").read_text("utf-8")
    assert [field.name for field in fields(Source) if f"`{field.name}`" not in text] == []


def test_explanation_says_what_will_be_read_and_under_which_terms(tmp_path: Path) -> None:
    text = explain(load_source(write(tmp_path, GOOD + "enabled: false\n")))
    assert "off (set enabled: true" in text
    assert "https://wire.example/rss" in text
    assert "licence: free" in text


TODAY = date(2024, 1, 20)
FEED = Source("wire", "Wire", "feed", ("https://wire.example/rss",))


def days(*counts: int) -> dict[date, int]:
    return {TODAY - timedelta(days=len(counts) - 1 - n): count for n, count in enumerate(counts)}


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        (days(20, 18, 22, 0), "nothing on 2024-01-20, 20 articles a day are usual"),
        (days(20, 18, 22, 200), "200 articles on 2024-01-20, 20 a day are usual"),
        (days(20, 18, 22, 150), None),
        (days(20, 18, 22, 3), None),
        (days(0, 1, 0, 0), None),
        (days(20, 0), None),
        ({}, None),
    ],
)
def test_sudden_silence_or_flood_is_a_warning(counts: dict[date, int], says: str | None) -> None:
    warning = volume_warning(FEED, counts, TODAY)
    assert warning is None if says is None else says in str(warning)


def test_declared_bounds_hold_without_any_history() -> None:
    bounded = Source("wire", "Wire", "feed", ("https://wire.example/rss",), least=5, most=10)
    assert "at least 5" in str(volume_warning(bounded, {}, TODAY))
    assert "at most 10" in str(volume_warning(bounded, {TODAY: 11}, TODAY))


@given(st.dictionaries(st.dates(date(2024, 1, 1), date(2024, 2, 1)), st.integers(0, 1000)))
def test_warning_is_about_one_day_and_never_fails(counts: dict[date, int]) -> None:
    warning = volume_warning(FEED, counts, TODAY)
    assert warning is None or str(TODAY) in warning
