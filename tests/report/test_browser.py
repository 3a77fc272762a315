"""The site in a headless Chromium: quiet, offline, usable by keyboard, and unmoved by hostile text."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.report import build_site
from etl.report.tables import ReportTables
from tests.report import sample

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# axe-core is a JavaScript file of others; where AXE_CORE names one, the pages are held against it.
AXE = os.environ.get("AXE_CORE")

pytestmark = pytest.mark.browser
if CHROMIUM is None:
    warnings.warn("no Chromium found: the browser tests of the report are skipped", stacklevel=1)
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason="no Chromium on this machine: apt-get install chromium")]

PAGES = (
    "index.html", "incidents.html", "completeness.html", "accuracy.html", "quarantine.html", "dictionary.html", "suite-incidents.html",
    f"incident/{sample.EVENT}.html",
)  # fmt: skip
WIDTHS = (390, 820, 1280)


def put(tables: ReportTables, folder: Path, **options: int) -> Path:
    def write(path: str, content: str) -> None:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8", "surrogatepass")

    build_site(tables, write, **options)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(sample.tables(), tmp_path_factory.mktemp("site"))


class Visit:
    """A page that keeps what it complained of and what it asked for."""

    def __init__(self, browser: Any, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("dialog", lambda d: (self.complaints.append(f"dialog {d.message}"), d.dismiss()))
        self.page.on(
            "request", lambda r: self.asked.append(r.url) if not r.url.startswith(("file:", "data:")) else None
        )

    def open(self, file: Path, anchor: str = "") -> Any:
        self.page.goto(file.as_uri() + anchor)
        return self.page

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def test_pages_are_quiet_offline_and_as_wide_as_the_screen(browser: Any, site: Path) -> None:
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            with Visit(browser, width, scheme) as visit:
                for name in PAGES:
                    page = visit.open(site / name)
                    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    assert wide <= 0, f"{name} is {wide} px wider than a screen of {width}"
                assert visit.complaints == []
                assert visit.asked == []


def test_value_opens_by_keyboard_and_its_sentence_lights_up(browser: Any, site: Path) -> None:
    with Visit(browser) as visit:
        page = visit.open(site / f"incident/{sample.EVENT}.html")
        page.focus("#value-nkill summary")
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector('#value-nkill').open")
        assert page.locator("mark.lit").count() > 0
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#value-nkill') !== null")
        assert visit.complaints == []


def test_first_tab_skips_to_the_content(browser: Any, site: Path) -> None:
    with Visit(browser) as visit:
        page = visit.open(site / "index.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
        assert {"incidents.html", "suite-accounts.html", "quarantine.html"} <= reached


def test_link_to_a_value_opens_it(browser: Any, site: Path) -> None:
    with Visit(browser) as visit:
        page = visit.open(site / f"incident/{sample.EVENT}.html", "#value-gname")
        assert page.evaluate("document.querySelector('#value-gname').open")


def test_quote_leads_to_its_place_in_the_article(browser: Any, site: Path) -> None:
    with Visit(browser) as visit:
        page = visit.open(site / f"incident/{sample.EVENT}.html")
        page.click("#value-nkill summary")
        page.click("#value-nkill blockquote a >> nth=0")
        where = page.evaluate("document.querySelector(':target')?.closest('mark')?.textContent")
        assert where and where in "revised the toll of Tuesday's market bombing in Maiduguri to 19 dead from 23"


def found(page: Any, told: Callable[[str], bool]) -> str:
    """What the search page says once it says what is waited for. The page's own policy forbids the browser to wait by itself."""
    for _ in range(200):
        text = page.text_content("#found")
        if told(text):
            return str(text)
        page.wait_for_timeout(50)
    raise AssertionError(f"the search page still says: {text}")


def test_search_finds_by_words_and_filters_over_all_files(browser: Any, tmp_path: Path) -> None:
    site = put(sample.many(4_500, paged=5), tmp_path, newest=5)
    with Visit(browser) as visit:
        page = visit.open(site / "incidents.html")
        page.select_option("#country", "Somalia")
        found(page, lambda text: "so far" not in text and not text.startswith("4,500 "))
        told = int(page.text_content("#found").split()[0].replace(",", ""))
        expected = [row for row in sample.many(4_500, paged=0).incidents if row["country_txt"] == "Somalia"]
        assert told == len(expected)
        page.fill("#q", expected[-1]["city"].lower())
        page.fill("#killed", "10")
        words = expected[-1]["city"].lower().split()
        texts = {
            r["eventid"]: f"{r['eventid']} {r['date']} {r['city']} {r['attacktype1_txt']}".lower() for r in expected
        }
        hits = [r for r in expected if all(w in texts[r["eventid"]] for w in words) and r["nkill"] >= 10]
        assert page.text_content("#found").startswith(f"{len(hits)} ")
        page.click("button[type=reset]")
        found(page, lambda text: text.startswith("4,500 "))
        page.click("#more")
        assert page.locator("#results tbody tr").count() == 200
        assert visit.complaints == []
        assert visit.asked == []


HOSTILE = (
    "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 2'>\"'><svg onload=window.hurt=3>"
    "{{ 7 * 7 }} {% raw %} ]]> </style></title><!-- \u202e\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645 javascript:alert(1)"
)


def hostile() -> ReportTables:
    """Every text of the sample replaced or lengthened by what must not be taken for markup."""

    def spoil(rows: Any, *names: str) -> list[dict[str, Any]]:
        return [{**row, **{name: HOSTILE for name in names if name in row}} for row in rows]

    tables = sample.tables()
    articles = [
        {**row, "title": row["title"], "text": row["text"] + "\n\n" + HOSTILE + "\n\n" + "word " * 200_000, "url": "javascript:window.hurt=4", "source": HOSTILE}
        for row in tables.articles
    ]  # fmt: skip
    return replace(
        tables,
        articles=articles,
        incidents=spoil(tables.incidents, "city", "gname", "provstate"),
        accounts=spoil(tables.accounts, "source"),
        tolls=spoil(tables.tolls, "by", "quote"),
        claims=spoil(tables.claims, "actor", "quote", "by"),
        victims=spoil(tables.victims, "country", "quote"),
        quarantine=spoil(tables.quarantine, "key", "reason", "kind", "title"),
        sources=spoil(tables.sources, "source"),
        results=[{**row, "observed": HOSTILE, "why": HOSTILE, "success": False} for row in tables.results],
        settlements=[
            *tables.settlements,
            {**tables.settlements[0], "field": "location", "value": HOSTILE, "rule": HOSTILE},
        ],
        places=[{**row, "name": HOSTILE} for row in tables.places],
    )


def test_hostile_text_stays_text(browser: Any, tmp_path: Path) -> None:
    site = put(hostile(), tmp_path)
    with Visit(browser) as visit:
        for name in PAGES:
            page = visit.open(site / name)
            if name == "incidents.html":
                page.fill("#q", "script")
                page.wait_for_timeout(300)
            assert page.evaluate("window.hurt === undefined"), name
            assert page.evaluate("document.querySelectorAll('img, iframe, object, a[href^=javascript]').length") == 0, (
                name
            )
            assert page.evaluate("document.querySelectorAll('script').length") <= 2, name
        assert visit.complaints == []
        assert visit.asked == []


def test_megabyte_of_text_is_shown_around_its_evidence_alone(tmp_path: Path) -> None:
    site = put(hostile(), tmp_path)
    page = (site / f"incident/{sample.EVENT}.html").read_text()
    assert len(page) < 200_000
    assert "characters without evidence are not shown" in page


@pytest.mark.skipif(AXE is None, reason="AXE_CORE names no axe-core file")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Any, site: Path, scheme: str) -> None:
    for width in (390, 1280):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        for name in PAGES:
            page.goto((site / name).as_uri())
            page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
            page.add_script_tag(path=AXE)
            found = page.evaluate("axe.run()")["violations"]
            grave = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
            assert grave == [], f"{name} at {width}"
        context.close()
