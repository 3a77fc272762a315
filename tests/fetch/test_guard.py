"""Private addresses are refused, and nothing is sent to them."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import Any

import pytest
from protego import Protego

from etl.fetch import Client, Limits
from etl.fetch.guard import is_public
from etl.model import Outcome

NOW = datetime(2024, 1, 3, 12, tzinfo=UTC)
QUICK = Limits(connect=1, read=1, total=2, interval=0, attempts=1)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *(
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1%eth0",
            "fc00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "ff02::1",
        ),
    ],
)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


def _client(resolver: Any) -> Client:
    return Client("tester/1.0", limits=QUICK, clock=lambda: NOW, sleep=lambda _: None, resolver=resolver)


def test_a_name_that_resolves_to_a_private_address_is_refused_with_nothing_sent(server: Any) -> None:
    client = _client(lambda host, port: ["127.0.0.1"])
    answer = client.ask(f"http://news.example:{server.server_port}/page/1")
    assert (answer.outcome, answer.reason) == (Outcome.REFUSED, "news.example is 127.0.0.1, which is no public address")
    assert not server.hits


def test_one_private_address_among_public_ones_is_enough(server: Any) -> None:
    client = _client(lambda host, port: ["93.184.215.14", "127.0.0.1"])
    assert client.ask(f"http://news.example:{server.server_port}/page/1").outcome is Outcome.REFUSED
    assert not server.hits


def test_a_redirect_to_a_private_address_is_refused(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is a public name; the connection to it is led to our server, for no test may reach the internet."""
    monkeypatch.setattr("etl.fetch.guard.is_public", lambda address: not address.startswith("10."))
    client = _client(lambda host, port: [host] if host[0].isdigit() else ["127.0.0.1"])
    answer = client.ask(f"http://news.example:{server.server_port}/to-private")
    assert (answer.outcome, answer.reason) == (Outcome.REFUSED, "10.0.0.1 is 10.0.0.1, which is no public address")
    assert answer.final_url == "http://10.0.0.1/secret"


def test_a_name_that_changes_its_address_between_check_and_connection_is_refused(server: Any) -> None:
    """DNS rebinding: public when looked at, loopback when connected to. Only the look-up of the connection itself counts."""
    answers = iter([["93.184.215.14"]])
    client = _client(lambda host, port: next(answers, ["127.0.0.1"]))
    client._robots[f"http://news.example:{server.server_port}", False] = Protego.parse("")
    answer = client.ask(f"http://news.example:{server.server_port}/page/1")
    assert (answer.outcome, answer.reason) == (Outcome.REFUSED, "news.example is 127.0.0.1, which is no public address")
    assert not server.hits


def test_the_connection_goes_to_the_address_that_was_checked(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's resolver is never asked for the name again."""
    monkeypatch.setattr("etl.fetch.guard.is_public", lambda address: True)
    looked_up = []
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: looked_up.append(host) or real(host, *a, **k))
    answer = _client(lambda host, port: ["127.0.0.1"]).ask(f"http://news.example:{server.server_port}/page/1")
    assert answer.outcome is Outcome.NEW
    assert set(looked_up) == {"127.0.0.1"}
    assert {headers["Host"] for _, headers in server.seen} == {f"news.example:{server.server_port}"}


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/a",
        "http:///a",
        "http://user:pass@news.example/",
        "http://[::1",
        "file:///a",
        "http://a:99999/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    assert _client(lambda host, port: ["93.184.215.14"]).ask(url).outcome is Outcome.REFUSED


def test_a_name_without_an_address_fails_with_a_reason() -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    answer = _client(resolver).ask("http://nowhere.example/a")
    assert (answer.outcome, answer.reason) == (Outcome.FAILED, "nowhere.example cannot be resolved (no such name)")


def test_a_proxy_of_the_environment_is_used_and_private_targets_stay_refused(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.setenv("no_proxy", "")
    addresses = {"news.example": ["93.184.215.14"], "inside.example": ["192.168.1.1"]}
    client = _client(lambda host, port: addresses[host])
    assert client.ask("http://news.example/page/1").outcome is Outcome.NEW
    assert server.proxied == 2  # robots.txt and the page
    assert client.ask("http://inside.example/page/1").outcome is Outcome.REFUSED
    assert server.proxied == 2


def test_a_slow_proxy_is_cut_off_as_well(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.setenv("no_proxy", "")
    client = Client(
        "tester/1.0",
        limits=Limits(connect=1, read=1, total=0.3, interval=0, attempts=1),
        resolver=lambda host, port: ["93.184.215.14"],
    )
    assert client.ask("http://news.example/drip").reason == "not done after 0.3 s"
