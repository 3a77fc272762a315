"""The incidents of the samples come out as a careful reader codes them in `samples/expected.csv`."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

import pytest

from etl.extract.extractor import load_extractor
from etl.fetch import Client, fetch_source
from etl.model import Account, Article, LedgerRow, Outcome, Snapshot
from etl.read import list_entries, read_snapshot
from etl.settings import PROJECT
from etl.sources import load_sources

SAMPLES = PROJECT / "samples"
FIELDS = ("date", "country_txt", "city", "gname", "claimed", "nkill", "nwound")
# (incident, its outlet, field): why the rules do not find what a reader does.
KNOWN_MISSES: dict[tuple[str, str, str], str] = {
    ("peshawar-2024", "gulf-courier", "gname"): "the body a branch belongs to is taken for a third claimant",
    ("mogadishu-2023", "harbour-wire", "gname"): "the network a group is linked to is taken for a second author",
    ("mogadishu-2023", "harbour-wire", "nkill"): "the dead are told one by one and counted twice",
    ("bujumbura-2023", "harbour-wire", "claimed"): "a denial of every claim told in other words",
    ("bujumbura-2023", "wire-archive", "claimed"): "a denial of every claim told in other words",
}

with (SAMPLES / "expected.csv").open(encoding="utf-8", newline="") as file:
    EXPECTED = list(csv.DictReader(file))
MAIN = [row for row in EXPECTED if row["role"] == "main"]
BACKGROUND = [row for row in EXPECTED if row["role"] == "background"]


class Nothing:
    """A memory without anything in it."""

    def kept(self, url: str) -> LedgerRow | None:
        return None

    def trouble(self, url: str) -> list[LedgerRow]:
        return []

    def holds(self, snapshot: str) -> bool:
        return False


def _recall(snapshot: str) -> Snapshot:
    raise KeyError(snapshot)


@pytest.fixture(scope="module")
def accounts() -> dict[tuple[str, str], list[Account]]:
    """The accounts of every English sample, by outlet and title."""
    client = Client("tester/1.0", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    extractor = load_extractor()
    found: dict[tuple[str, str], list[Account]] = {}
    for source in load_sources(SAMPLES / "sources")[0]:
        for outcome in fetch_source(source, client=client, memory=Nothing(), recall=_recall, list_entries=list_entries):
            if outcome.row.outcome is not Outcome.NEW or outcome.snapshot is None:
                continue
            for item in read_snapshot(outcome.snapshot, source):
                if isinstance(item, Article) and item.language == "en":
                    found[source.source, item.title] = extractor.extract(item)
    return found


def _said(account: Account, field: str) -> str:
    value = account.get(field)
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _known(row: dict[str, str], field: str) -> str | None:
    return KNOWN_MISSES.get((row["incident"], row["source"], field))


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row['source']}-{row['incident']}")
def test_an_article_tells_each_incident_of_its_own_once(
    accounts: dict[tuple[str, str], list[Account]], row: dict[str, str]
) -> None:
    found = accounts.get((row["source"], row["title"]), [])
    wanted = [
        r
        for r in EXPECTED
        if (r["source"], r["title"]) == (row["source"], row["title"])
        and r["role"] == "main"
        and r["is_terrorism"] == "1"
    ]
    assert len([a for a in found if a.is_terrorism and a.role == "main"]) == len(wanted)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("row", MAIN, ids=lambda row: f"{row['source']}-{row['incident']}")
def test_the_incident_reported_has_what_a_careful_reader_codes(
    accounts: dict[tuple[str, str], list[Account]], row: dict[str, str], field: str
) -> None:
    (account,) = [a for a in accounts[row["source"], row["title"]] if a.is_terrorism and a.role == "main"]
    said = _said(account, field)
    why = _known(row, field)
    if why is not None and said != row[field]:
        pytest.xfail(why)
    assert said == row[field]


@pytest.mark.parametrize("row", BACKGROUND, ids=lambda row: f"{row['source']}-{row['incident']}")
def test_an_earlier_incident_is_background(accounts: dict[tuple[str, str], list[Account]], row: dict[str, str]) -> None:
    recalled = [a for a in accounts[row["source"], row["title"]] if a.role == "background"]
    same = [a for a in recalled if _said(a, "date") == row["date"] and str(int(a.is_terrorism)) == row["is_terrorism"]]
    assert same, [(_said(a, "date"), a.is_terrorism) for a in recalled]


def test_article_that_reports_no_attack_tells_none(accounts: dict[tuple[str, str], list[Account]]) -> None:
    """Neither as its subject nor beside it: what an accident is likened to is none either."""
    silent = {(row["source"], row["title"]) for row in EXPECTED if row["role"] == "none"} & set(accounts)
    assert silent
    told = {place: [a.get("summary") for a in accounts[place] if a.is_terrorism] for place in silent}
    assert told == {place: [] for place in silent}
