"""What a careful client makes of a server that misbehaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from etl.fetch import Client, Limits
from etl.model import Outcome

NOW = datetime(2024, 1, 3, 12, tzinfo=UTC)
LIMITS = Limits(connect=5, read=5, total=10, most=5_000_000, most_decoded=10_000_000, interval=0.0, backoff=0.01)


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(pauses: list[float]) -> Callable[..., Client]:
    def make(**kwargs: Any) -> Client:
        limits = replace(LIMITS, **{name: kwargs.pop(name) for name in list(kwargs) if hasattr(LIMITS, name)})
        return Client(
            "tester/1.0 (+mail@example.org)",
            limits=limits,
            clock=lambda: NOW,
            sleep=pauses.append,
            chance=lambda: 0.5,
            **kwargs,
        )

    return make


CASES = [
    ("/page/1", Outcome.NEW, 200, "", 1),
    ("/loop/a", Outcome.FAILED, 301, "redirects in a circle", 1),
    ("/chain/1", Outcome.FAILED, 302, "more than 5 redirects", 1),
    ("/busy", Outcome.NEW, 200, "", 2),
    ("/always-busy", Outcome.FAILED, 429, "asks to wait 86400 s", 1),
    ("/flaky", Outcome.NEW, 200, "", 2),
    ("/down", Outcome.FAILED, 503, "503 Service Unavailable (3 tries)", 3),
    ("/nothing", Outcome.FAILED, 404, "404 Not Found", 1),
    ("/cut-gzip", Outcome.FAILED, 200, "the compressed body has no end", 3),
    ("/bad-gzip", Outcome.FAILED, 200, "compressed body is damaged", 3),
    ("/gzip", Outcome.NEW, 200, "", 1),
    ("/bomb", Outcome.FAILED, 200, "grows beyond 10000000 bytes", 1),
    ("/huge", Outcome.FAILED, 200, "larger than 5000000 bytes", 1),
    ("/huge/said", Outcome.FAILED, 200, "larger than 5000000 bytes: says 50000000", 1),
    ("/short", Outcome.FAILED, 200, "IncompleteRead", 3),
    ("/chunks/good", Outcome.NEW, 200, "", 1),
    ("/chunks/bad", Outcome.FAILED, 200, "", 3),
    ("/reset", Outcome.FAILED, None, "", 3),
    ("/brotli", Outcome.FAILED, 200, "which was not asked for", 1),
    ("/to-file", Outcome.REFUSED, None, "no http address: file:///etc/hostname", 1),
    ("/to-nowhere", Outcome.FAILED, 302, "redirects to no address: http://[broken", 1),
    ("/cookie-wall/1", Outcome.NEW, 200, "", 1),
]


@pytest.mark.parametrize(("path", "outcome", "status", "reason", "attempts"), CASES, ids=[case[0] for case in CASES])
def test_client_answers_every_misbehaviour_with_a_reason(
    server: Any,
    client: Callable[..., Client],
    path: str,
    outcome: Outcome,
    status: int | None,
    reason: str,
    attempts: int,
) -> None:
    answer = client().ask(server.url + path, local=True)
    assert (answer.outcome, answer.status, answer.attempts) == (outcome, status, attempts), answer
    assert reason in answer.reason
    assert bool(answer.reason) == (outcome is not Outcome.NEW)


@pytest.mark.parametrize("path", ["/drip", "/drip-head", "/silent"])
def test_client_gives_up_on_a_slow_server_when_the_time_is_up(
    server: Any, client: Callable[..., Client], path: str
) -> None:
    answer = client(attempts=1, total=0.4, read=0.3).ask(server.url + path, local=True)
    assert answer.outcome is Outcome.FAILED
    assert answer.reason in ("not done after 0.4 s", "no answer in time")


def test_client_reads_a_gzip_body_of_several_members(server: Any, client: Callable[..., Client]) -> None:
    assert b"story number zipped" in client().ask(f"{server.url}/gzip", local=True).body


def test_client_waits_as_long_as_the_server_asks(
    server: Any, client: Callable[..., Client], pauses: list[float]
) -> None:
    client().ask(f"{server.url}/busy", local=True)
    assert pauses == [7.0]


def test_client_pauses_longer_before_each_further_try(
    server: Any, client: Callable[..., Client], pauses: list[float]
) -> None:
    client(backoff=1.0, attempts=4).ask(f"{server.url}/down", local=True)
    assert pauses == [1.0, 2.0, 4.0]


def test_client_keeps_a_pause_between_requests_to_one_host(server: Any) -> None:
    moment, pauses = [100.0], []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        moment[0] += seconds

    polite = Client(
        "tester/1.0", limits=replace(LIMITS, interval=2.0), clock=lambda: NOW, monotonic=lambda: moment[0], sleep=sleep
    )
    polite.ask(f"{server.url}/page/1", local=True)
    moment[0] += 0.5
    polite.ask(f"{server.url}/page/2", local=True)
    assert pauses == [2.0, 1.5]  # the first after robots.txt


def test_client_honours_the_crawl_delay_of_robots_txt(server: Any) -> None:
    server.robots = "User-agent: *\nCrawl-delay: 4\n"
    moment, pauses = [0.0], []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        moment[0] += seconds

    polite = Client("tester/1.0", limits=LIMITS, clock=lambda: NOW, monotonic=lambda: moment[0], sleep=sleep)
    polite.ask(f"{server.url}/page/1", local=True)
    polite.ask(f"{server.url}/page/2", local=True)
    assert pauses == [4.0]


def test_client_leaves_what_robots_txt_disallows(server: Any, client: Callable[..., Client]) -> None:
    server.robots = "User-agent: *\nDisallow: /*/private\nAllow: /\n"
    ours = client()
    assert ours.ask(f"{server.url}/page/private", local=True).outcome is Outcome.REFUSED
    assert ours.ask(f"{server.url}/page/2", local=True).outcome is Outcome.NEW
    assert server.hits == {"/robots.txt": 1, "/page/2": 1}
    assert [row.url for row in ours.robots_rows("s")] == [f"{server.url}/robots.txt"]
    assert ours.robots_rows("s") == []


def test_client_asks_for_nothing_where_robots_txt_cannot_be_had(server: Any, client: Callable[..., Client]) -> None:
    server.robots = 503
    answer = client().ask(f"{server.url}/page/1", local=True)
    assert (answer.outcome, answer.reason) == (
        Outcome.FAILED,
        "robots.txt could not be had: 503 Service Unavailable (3 tries)",
    )
    assert server.hits == {"/robots.txt": 3}


def test_client_confirms_an_unchanged_page_without_its_body(server: Any, client: Callable[..., Client]) -> None:
    first = client().ask(f"{server.url}/tagged", local=True)
    again = client().ask(f"{server.url}/tagged", local=True, etag=first.response_headers["ETag"])
    assert (again.outcome, again.status, again.body) == (Outcome.UNCHANGED, 304, b"")


def test_client_says_honestly_who_it_is(server: Any, client: Callable[..., Client]) -> None:
    client().ask(f"{server.url}/page/1", local=True)
    assert {headers["User-Agent"] for _, headers in server.seen} == {"tester/1.0 (+mail@example.org)"}


def test_client_tells_the_address_that_it_was_led_to(server: Any, client: Callable[..., Client]) -> None:
    assert client().ask(f"{server.url}/moved", local=True).final_url == f"{server.url}/page/7"
