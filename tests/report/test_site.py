"""The site's files as text: nothing asked of the network, nothing lost, nothing of the data taken for markup."""

from __future__ import annotations

import re

import pytest

from etl.report import build_site
from etl.report.tables import ReportTables
from tests.report import sample


def built(tables: ReportTables, **options: int) -> dict[str, str]:
    files: dict[str, str] = {}
    build_site(tables, files.__setitem__, **options)
    return files


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return built(sample.tables())


def test_site_has_its_pages(site: dict[str, str]) -> None:
    pages = {
        "index",
        "incidents",
        "completeness",
        "accuracy",
        "quarantine",
        "dictionary",
        "suite-incidents",
        f"incident/{sample.EVENT}",
    }
    assert {f"{page}.html" for page in pages} <= set(site)


def test_every_link_inside_the_site_leads_somewhere(site: dict[str, str]) -> None:
    for path, content in site.items():
        folder = path.rpartition("/")[0]
        for href in re.findall(r'href="([^"]+)"', content):
            if href.startswith(("http://", "https://")):
                continue
            target, _, anchor = href.partition("#")
            parts = [*folder.split("/"), *target.split("/")] if target else path.split("/")
            resolved: list[str] = []
            for part in parts:
                if part == "..":
                    resolved.pop()
                elif part:
                    resolved.append(part)
            name = "/".join(resolved)
            assert name in site, f"{path} links to {href}"
            assert not anchor or f'id="{anchor}"' in site[name], f"{path} links to {href}"


def test_pages_load_nothing_from_elsewhere(site: dict[str, str]) -> None:
    for path, content in site.items():
        assert not re.search(r'(?:src|action|poster|data)="?(?:https?:)?//', content), path
        assert "@import" not in content
        assert "url(http" not in content


def test_every_settled_value_shows_its_sentence_and_its_rule(site: dict[str, str]) -> None:
    page = site[f"incident/{sample.EVENT}.html"]
    assert "latest valid source" in page
    assert "revised the toll of Tuesday&#39;s market bombing in Maiduguri to 19 dead from 23" in page
    assert "an older figure, corrected" in page
    assert "the perpetrators&#39; own figure" in page


def test_same_rows_give_the_same_site() -> None:
    assert built(sample.tables()) == built(sample.tables())


def test_empty_warehouse_gives_a_site_all_the_same() -> None:
    files = built(ReportTables(as_of=sample.AS_OF))
    assert "index.html" in files
    assert "Nothing is held back" in files["quarantine.html"]


def test_only_the_newest_incidents_get_pages_and_all_can_be_searched() -> None:
    files = built(sample.tables(), newest=1)
    assert [p for p in files if p.startswith("incident/")] == ["incident/202405150002.html"]
    assert all(str(row["eventid"]) in files["search/0000.js"] for row in sample.incident_rows())
