"""Whoever is to be told of a failure is told, by the way that the settings name; no secret is in what they read."""

from __future__ import annotations

import json
import logging
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from pydantic import ValidationError

from etl.notice import tell
from etl.settings import Settings


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]  # type: ignore[index]
    finally:
        server.shutdown()
        server.server_close()


def test_webhook_gets_task_run_and_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[dict[str, Any]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with _serving(HTTPServer(("127.0.0.1", 0), Hook)) as port:
        settings = Settings(notify="webhook", notify_to=f"http://127.0.0.1:{port}/hook")
        assert tell(settings, "build.load", "run1", ValueError("table is full\nsecond line"))
    assert got == [{"task": "build.load", "run": "run1", "why": "table is full"}]


def test_mail_reaches_its_server() -> None:
    got: list[str] = []

    class Mail(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline().decode().rstrip("\r\n"):
                if line.upper() == "DATA":
                    self.wfile.write(b"354 go on\r\n")
                    while (text := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                        got.append(text)
                self.wfile.write(b"221 bye\r\n" if line.upper() == "QUIT" else b"250 ok\r\n")
                if line.upper() == "QUIT":
                    return

    with _serving(socketserver.TCPServer(("127.0.0.1", 0), Mail)) as port:
        settings = Settings(notify="email", notify_to="desk@example.org", smtp_host="127.0.0.1", smtp_port=port)
        assert tell(settings, "ingest.fetch", "run2", None)
    assert "Subject: ingest.fetch failed" in got
    assert "why: the task was killed or timed out" in got


def test_notice_that_cannot_be_sent_is_a_log_line_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(notify="webhook", notify_to="http://127.0.0.1:9/secret-token")
    with caplog.at_level(logging.ERROR, "etl.notice"):
        assert not tell(settings, "build.load", "run3", ValueError("full"))
    assert "could not be sent" in caplog.text and "secret-token" not in caplog.text


def test_way_without_an_address_is_refused_at_the_start() -> None:
    for way in ("email", "webhook"):
        with pytest.raises(ValidationError, match="INCIDENTS_NOTIFY_TO"):
            Settings(notify=way)
    shown = repr(Settings(smtp_password="hunter2", notify="webhook", notify_to="https://hook.example/hunter3"))
    assert "hunter" not in shown
