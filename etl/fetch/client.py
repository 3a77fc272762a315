"""One polite, careful request after the other.

Enters: an address. Leaves: an Answer, never an exception for what the other side does. The clock, the pauses, chance and the resolver are
handed in.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

import requests
from protego import Protego
from requests import Response
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from etl.fetch.body import BodyError, read_body
from etl.fetch.guard import GuardedAdapter, RefusedAddressError, Resolver, Watch, allowed_addresses, resolve
from etl.model import LedgerRow, Outcome
from etl.model.address import joined_address
from etl.model.snapshot import digest

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_PORTS = {"http": 80, "https": 443}
_LONGEST_CRAWL_DELAY = 30.0  # a site that asks for more would stall the whole run; 30 s is what large crawlers honour


@dataclass(frozen=True)
class Limits:
    """How long and how much. Seconds and bytes.

    A page of news is well under 1 MiB and a large feed or sitemap under 20 (the sitemap standard allows 50 decoded): what is above is
    no article. `total` bounds one request with its redirects, however slowly it drips.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    most: int = 20 * 2**20
    most_decoded: int = 50 * 2**20
    redirects: int = 5
    attempts: int = 3
    backoff: float = 1.0
    longest_wait: float = 120.0
    interval: float = 1.0


@dataclass(frozen=True)
class Answer:
    """What became of one address: outcome, reason in words, and the response where there was one."""

    outcome: Outcome
    asked_at: datetime
    status: int | None = None
    reason: str = ""
    final_url: str | None = None
    body: bytes = field(default=b"", repr=False)
    request_headers: Mapping[str, str] = field(default_factory=dict)
    response_headers: Mapping[str, str] = field(default_factory=dict)
    attempts: int = 0
    again: bool = False
    wait: float | None = None


class Client:
    """Asks for web pages: robots.txt, one host at a time, tries again with growing pauses, follows few redirects.

    Connections stay open between requests; what is known of a host (pace, robots.txt) lasts as long as the client. For one thread.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        limits: Limits = Limits(),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        resolver: Resolver = resolve,
        open_session: Callable[[], requests.Session] = requests.Session,
    ) -> None:
        self.user_agent = user_agent
        self.limits = limits
        self.clock = clock
        self._monotonic, self._sleep, self._chance, self._resolver = monotonic, sleep, chance, resolver
        self._watch = Watch()
        self._sessions = {local: self._open(open_session(), local=local) for local in (False, True)}
        self._next_at: dict[str, float] = {}
        self._robots: dict[tuple[str, bool], Protego | str] = {}
        self._robots_rows: list[LedgerRow] = []

    def _open(self, session: requests.Session, *, local: bool) -> requests.Session:
        adapter = GuardedAdapter(self._resolver, self._watch, local=local)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        session.headers.clear()
        # Redirects are followed here, each one judged; requests would look at them all the same and stumble over bad addresses.
        session.get_redirect_target = lambda resp: None  # type: ignore[method-assign]
        session.auth = lambda request: request  # else requests would send passwords that it finds in a .netrc
        return session

    def close(self) -> None:
        """Nothing; all connections are closed."""
        for session in self._sessions.values():
            session.close()

    def robots_rows(self, source: str) -> list[LedgerRow]:
        """Ledger rows for the robots.txt files asked for since the last call."""
        rows, self._robots_rows = [replace(row, source=source) for row in self._robots_rows], []
        return rows

    def ask(
        self,
        url: str,
        *,
        local: bool = False,
        etag: str | None = None,
        last_modified: str | None = None,
        delay: float | None = None,
        accept: str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    ) -> Answer:
        """What became of `url`; `unchanged` where the server confirms `etag` or `last_modified`.

        `delay` is the least pause before the next request to the same host, None the client's own.
        """
        headers = {
            "User-Agent": self.user_agent,
            "Accept": accept,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "keep-alive",
        }
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        return self._insist(url, headers, local=local, delay=delay, robots=True)

    def _insist(self, url: str, headers: dict[str, str], *, local: bool, delay: float | None, robots: bool) -> Answer:
        limits = self.limits
        attempt = 0
        while True:
            attempt += 1
            answer = replace(self._follow(url, headers, local=local, delay=delay, robots=robots), attempts=attempt)
            if not answer.again or attempt == limits.attempts:
                return (
                    replace(answer, reason=f"{answer.reason} ({attempt} tries)")
                    if answer.again and attempt > 1
                    else answer
                )
            # Half to one and a half times the pause, so that clients that failed together do not come back together.
            pause = (
                answer.wait if answer.wait is not None else limits.backoff * 2 ** (attempt - 1) * (0.5 + self._chance())
            )
            if pause > limits.longest_wait:
                return replace(answer, reason=f"{answer.reason}; asks to wait {pause:.0f} s")
            self._sleep(pause)

    def _follow(self, url: str, headers: dict[str, str], *, local: bool, delay: float | None, robots: bool) -> Answer:
        here, seen = url, {url}
        asked_at = self.clock()
        while True:
            barred = self._barred(here, asked_at, local=local, delay=delay, robots=robots)
            if barred is not None:
                return barred
            self._pace(here, delay)
            answer, onward = self._once(here, headers, local=local)
            if onward is None:
                return answer
            following = joined_address(here, onward)
            if following is None:
                return replace(answer, outcome=Outcome.FAILED, reason=f"redirects to no address: {onward[:100]}")
            if following in seen:
                return replace(answer, outcome=Outcome.FAILED, reason=f"redirects in a circle, back to {following}")
            if len(seen) > self.limits.redirects:
                return replace(answer, outcome=Outcome.FAILED, reason=f"more than {self.limits.redirects} redirects")
            seen.add(following)
            here = following

    def _barred(self, url: str, asked_at: datetime, *, local: bool, delay: float | None, robots: bool) -> Answer | None:
        """An answer where `url` must not be asked for, with nothing sent to it."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            return Answer(Outcome.REFUSED, asked_at, reason=f"no valid address: {error}", final_url=url)
        if parts.scheme not in _PORTS or not host:
            return Answer(Outcome.REFUSED, asked_at, reason=f"no http address: {url}", final_url=url)
        if parts.username is not None:
            return Answer(Outcome.REFUSED, asked_at, reason="the address holds a password", final_url=url)
        try:
            allowed_addresses(host, port or _PORTS[parts.scheme], self._resolver, local=local)
        except RefusedAddressError as error:
            return Answer(Outcome.REFUSED, asked_at, reason=str(error), final_url=url)
        except (OSError, UnicodeError) as error:
            # Behind a proxy names may be known to the proxy alone.
            if not get_environ_proxies(url):
                reason = f"{host} cannot be resolved ({error})"
                return Answer(Outcome.FAILED, asked_at, reason=reason, final_url=url, again=True)
        return self._robots_bar(url, asked_at, local=local, delay=delay) if robots else None

    def _robots_bar(self, url: str, asked_at: datetime, *, local: bool, delay: float | None) -> Answer | None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if (origin, local) not in self._robots:
            self._robots[origin, local] = self._ask_robots(f"{origin}/robots.txt", local=local, delay=delay)
        rules = self._robots[origin, local]
        if isinstance(rules, str):
            return Answer(Outcome.FAILED, asked_at, reason=f"robots.txt could not be had: {rules}", final_url=url)
        if not rules.can_fetch(url, self._robots_name):
            return Answer(Outcome.REFUSED, asked_at, reason="robots.txt disallows it", final_url=url)
        return None

    @property
    def _robots_name(self) -> str:
        return self.user_agent.partition("/")[0]

    def _ask_robots(self, url: str, *, local: bool, delay: float | None) -> Protego | str:
        """The rules of a host; a reason where they could not be had, since then nothing there may be asked for (RFC 9309)."""
        headers = {"User-Agent": self.user_agent, "Accept": "text/plain,*/*;q=0.5", "Accept-Encoding": "gzip, deflate"}
        answer = self._insist(url, headers, local=local, delay=delay, robots=False)
        none_there = (
            answer.status is not None and 400 <= answer.status < 500 and answer.status != HTTPStatus.TOO_MANY_REQUESTS
        )
        had = answer.outcome is Outcome.NEW
        outcome = Outcome.UNCHANGED if had or none_there else answer.outcome
        self._robots_rows.append(
            LedgerRow(
                url=url,
                source="",
                asked_at=answer.asked_at,
                outcome=outcome,
                status=answer.status,
                reason="robots.txt read, not kept"
                if had
                else "no robots.txt: all allowed"
                if none_there
                else answer.reason,
                sha256=digest(answer.body) if had else None,
                final_url=answer.final_url,
                size=len(answer.body),
                attempts=answer.attempts,
                role="robots",
            )
        )
        if had:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        return Protego.parse("") if none_there else answer.reason

    def _pace(self, url: str, delay: float | None) -> None:
        parts = urlsplit(url)
        host = parts.netloc.lower()
        interval = self.limits.interval if delay is None else delay
        for local in (False, True):
            rules = self._robots.get((f"{parts.scheme}://{parts.netloc}", local))
            if isinstance(rules, Protego):
                interval = max(interval, min(rules.crawl_delay(self._robots_name) or 0.0, _LONGEST_CRAWL_DELAY))
        wait = self._next_at.get(host, 0.0) - self._monotonic()
        if wait > 0:
            self._sleep(wait)
        self._next_at[host] = self._monotonic() + interval

    def _once(self, url: str, headers: dict[str, str], *, local: bool) -> tuple[Answer, str | None]:
        """The answer of one request and, for a redirect, where it points."""
        asked_at = self.clock()
        failed = Answer(Outcome.FAILED, asked_at, final_url=url, request_headers=headers)
        stop = self._watch.start(self.limits.total)
        response: Response | None = None
        try:
            response = self._sessions[local].get(
                url,
                headers=headers,
                timeout=(self.limits.connect, self.limits.read),
                allow_redirects=False,
                stream=True,
            )
            answer, onward = self._judge(response, failed)
        except BodyError as error:
            answer, onward = replace(failed, reason=str(error), again=error.again), None
        except RefusedAddressError as error:
            answer, onward = replace(failed, outcome=Outcome.REFUSED, reason=str(error)), None
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            answer, onward = replace(failed, reason=_in_words(error), again=_may_help(error)), None
        finally:
            late = stop()
            if response is not None:
                status = response.status_code
                response.close()
        if late:
            return replace(failed, reason=f"not done after {self.limits.total:g} s", again=True), None
        if response is not None and answer.status is None:
            answer = replace(answer, status=status, response_headers=dict(response.headers))
        return answer, onward

    def _judge(self, response: Response, failed: Answer) -> tuple[Answer, str | None]:
        status = response.status_code
        facts = replace(failed, status=status, response_headers=dict(response.headers))
        if status in _REDIRECTS and (onward := response.headers.get("Location")):
            return facts, onward.encode("latin-1", "replace").decode("utf-8", "replace")
        if status == HTTPStatus.NOT_MODIFIED:
            return replace(facts, outcome=Outcome.UNCHANGED, reason="not modified"), None
        if status not in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
            reason = f"{status} {response.reason or ''}".strip()
            wait = _retry_after(response.headers.get("Retry-After"), self.clock())
            return replace(facts, reason=reason, again=status in _TRY_AGAIN, wait=wait), None
        body = read_body(response, most=self.limits.most, most_decoded=self.limits.most_decoded)
        return replace(facts, outcome=Outcome.NEW, body=body), None


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header: a number of them, or a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _in_words(error: Exception) -> str:
    """The innermost cause, short."""
    inner: BaseException = error
    while True:
        deeper = (
            inner.__cause__ or inner.__context__ or next((a for a in inner.args if isinstance(a, BaseException)), None)
        )
        reason = getattr(inner, "reason", None)
        deeper = reason if isinstance(reason, BaseException) else deeper
        if deeper is None or deeper is inner:
            break
        inner = deeper
    text = str(inner) or type(inner).__name__
    if isinstance(error, requests.ConnectTimeout):
        return "no connection in time"
    if isinstance(error, requests.ReadTimeout) or isinstance(inner, TimeoutError):
        return "no answer in time"
    return " ".join(text.split())[:200]


def _may_help(error: Exception) -> bool:
    """Whether asking again may end otherwise: not for a bad address or a certificate that does not hold."""
    wrong = (
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        requests.exceptions.SSLError,
        requests.exceptions.InvalidHeader,
    )
    return not isinstance(error, wrong)
