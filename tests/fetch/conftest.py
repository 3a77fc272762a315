"""A real HTTP server on loopback that misbehaves on purpose."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from etl.store import Ledger, SnapshotStore

STORY = (
    "<html><head><title>Story {n}</title></head><body><article><h1>Story {n}</h1>"
    "<p>Police said on Wednesday that story number {n} was one of many that this server tells.</p>"
    "<p>No group has claimed responsibility for it, and nobody expects that one will.</p></article></body></html>"
)


BOMB = gzip.compress(b"\0" * 2_000_000) * 30  # sixty million zeros in sixty thousand bytes


def story(n: int | str) -> bytes:
    return STORY.format(n=n).encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = (
        True  # head and body go out apart: with it each answer would wait 40 ms for the other side's nod
    )
    server: Server

    def log_message(self, *args: object) -> None:
        """Keep the tests quiet."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("http://"):  # asked as a proxy
            self.path = path = "/" + path.split("/", 3)[3]
            self.server.proxied += 1
        self.server.hits[path] += 1
        self.server.seen.append((path, dict(self.headers)))
        name = path.strip("/").partition("/")[0].replace("-", "_").replace(".", "_")
        try:
            getattr(self, f"serve_{name}", self.serve_missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for key, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            **named,
        }.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def serve_missing(self) -> None:
        self.answer(b"nothing here", 404)

    def serve_robots_txt(self) -> None:
        if self.server.robots is None:
            self.answer(b"", 404)
        elif isinstance(self.server.robots, int):
            self.answer(b"down", self.server.robots)
        else:
            self.answer(self.server.robots.encode(), Content_Type="text/plain")

    def serve_page(self) -> None:
        self.answer(story(self.path.rpartition("/")[2]))

    def serve_tagged(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"' or self.headers.get("If-Modified-Since"):
            self.answer(b"", 304)
        else:
            self.answer(story("tagged"), ETag='"v1"', Last_Modified="Wed, 03 Jan 2024 10:00:00 GMT")

    def serve_loop(self) -> None:
        self.answer(b"", 301, Location="/loop/b" if self.path.endswith("a") else "/loop/a")

    def serve_chain(self) -> None:
        self.answer(b"", 302, Location=f"/chain/{int(self.path.rpartition('/')[2]) + 1}")

    def serve_moved(self) -> None:
        self.answer(b"", 301, Location="/page/7")

    def serve_to_private(self) -> None:
        self.answer(b"", 302, Location="http://10.0.0.1/secret")

    def serve_to_nowhere(self) -> None:
        self.answer(b"", 302, Location="http://[broken")

    def serve_to_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/hostname")

    def serve_busy(self) -> None:
        if self.server.hits[self.path] == 1:
            self.answer(b"slow down", 429, Retry_After="7")
        else:
            self.answer(story("busy"))

    def serve_always_busy(self) -> None:
        self.answer(b"slow down", 429, Retry_After="86400")

    def serve_flaky(self) -> None:
        if self.server.hits[self.path] == 1:
            self.answer(b"oops", 500)
        else:
            self.answer(story("flaky"))

    def serve_down(self) -> None:
        self.answer(b"down", 503)

    def serve_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        for _ in range(300):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.02)

    def serve_drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(300):
            self.wfile.write(f"X-{n}: y\r\n".encode()[: 3 if n % 2 else None])
            self.wfile.flush()
            time.sleep(0.02)

    def serve_silent(self) -> None:
        time.sleep(1.0)

    def serve_cut_gzip(self) -> None:
        body = gzip.compress(story("cut") * 50)
        self.answer(body[: len(body) // 2], Content_Encoding="gzip")

    def serve_bad_gzip(self) -> None:
        self.answer(b"this is no gzip", Content_Encoding="gzip")

    def serve_gzip(self) -> None:
        body = story("zipped")
        self.answer(gzip.compress(body[:50]) + gzip.compress(body[50:]), Content_Encoding="gzip")

    def serve_bomb(self) -> None:
        self.answer(BOMB, Content_Encoding="gzip")

    def serve_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if "said" in self.path:
            self.send_header("Content-Length", "50000000")
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(50):
            self.wfile.write(b"x" * 1_000_000)
        self.close_connection = True

    def serve_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b"<p>only a start")
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def serve_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        bad = "bad" in self.path
        self.wfile.write(b"5\r\n<p>He\r\n" + (b"zz\r\nwrong\r\n" if bad else b"7\r\nllo</p>\r\n0\r\n\r\n"))
        self.close_connection = bad

    def serve_reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def serve_wrong_charset(self) -> None:
        self.answer(
            "<html><body><p>Zamfara’s “bandits” – señor</p></body></html>".encode(),
            Content_Type="text/html; charset=iso-8859-1",
        )

    def serve_says_image(self) -> None:
        self.answer(story("image"), Content_Type="image/jpeg")

    def serve_is_image(self) -> None:
        self.answer(b"\xff\xd8\xff\xe0" + b"\x00" * 500, Content_Type="text/html")

    def serve_empty(self) -> None:
        self.answer(b"")

    def serve_brotli(self) -> None:
        self.answer(b"\x1b\x0e", Content_Encoding="br")

    def serve_cookie_wall(self) -> None:
        if "seen=1" in (self.headers.get("Cookie") or ""):
            self.answer(story("cookie"))
        else:
            self.answer(
                b"",
                302,
                Location="/cookie-wall/2" if self.path.endswith("1") else "/cookie-wall/1",
                Set_Cookie="seen=1; Path=/",
            )

    def serve_feed(self) -> None:
        body = self.server.lists[self.path.rpartition("/")[2]]
        tag = f'"{hash(body)}"'
        if self.headers.get("If-None-Match") == tag:
            self.answer(b"", 304)
        else:
            self.answer(body, Content_Type="application/rss+xml", ETag=tag)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.hits: Counter[str] = Counter()
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.lists: dict[str, bytes] = {}
        self.robots: str | int | None = None
        self.proxied = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Broken connections are what this server is for."""

    def rss(self, name: str, items: str) -> str:
        self.lists[name] = (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()
        )
        return f"{self.url}/feed/{name}"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[SnapshotStore, Ledger]]:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield SnapshotStore(tmp_path / "snapshots"), ledger


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
