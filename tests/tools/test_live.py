"""The live preview answers only to this computer, and knows at once whether its port is free."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest

from live_server import answer, served
from tools.live.__main__ import PORT, listening, main, unavailable
from tools.live.server import ADDRESS, SCRIPT, SOCKET

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Handbook

CONF = """
extensions += ["sphinx_compass.reading"]
compass_content_security_policy = True
"""
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
}
PAGE = "/"


def test_a_port_in_use_is_reported_before_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence says so, with the command for another port."""
    with listening(0) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit) as stop:
            main([str(tmp_path), str(tmp_path / "site"), "--port", str(port)])
    assert stop.value.code == 1
    assert capsys.readouterr().err == f"{unavailable(port)}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_no_such_port(tmp_path: Path, port: str) -> None:
    """A number that is no port is reported in the same way."""
    with pytest.raises(SystemExit) as stop:
        main([str(tmp_path), str(tmp_path / "site"), f"--port={port}"])
    assert stop.value.code == 1


def test_the_message_names_another_port() -> None:
    """The command that it gives is not the one that failed."""
    for port in (PORT, PORT + 1):
        assert unavailable(port).startswith(f"Port {port} ")
        assert not unavailable(port).endswith(f" {port}")


@pytest.mark.build
def test_only_this_computer_gets_answers(handbook: Callable[..., Handbook]) -> None:
    """Pages and reloading work under our names, and not for pages of other sites."""
    book = handbook({"index.md": "# Start\n"}, CONF)
    with served(book) as port:
        status, page = answer(port, PAGE)
        assert (status, "<h1>Start" in page) == (200, True)
        assert re.search(rf'<script src="{SCRIPT}" data-version="\w+"></script>$', page.rstrip())
        assert "WebSocket" in answer(port, SCRIPT)[1]
        own = f"http://localhost:{port}"
        for host in (f"localhost:{port}", f"{ADDRESS}:{port}"):
            assert answer(port, PAGE, Host=host)[0] == 200
            assert answer(port, SOCKET, Host=host, Origin=own, **UPGRADE)[0] == 101
        for host in ("elsewhere.example", f"elsewhere.example:{port}", f"localhost.x:{port}", ""):
            assert answer(port, PAGE, Host=host)[0] == 400
            assert answer(port, SOCKET, Host=host, Origin=own, **UPGRADE)[0] == 400
        for origin in ("http://elsewhere.example", "null", f"https://localhost:{port}", ""):
            assert answer(port, PAGE, Origin=origin)[0] == 403
            assert answer(port, SOCKET, Origin=origin, **UPGRADE)[0] == 403
        for site in ("cross-site", "same-site"):  # which browsers send where there is no origin
            asked = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": "script"}
            assert answer(port, PAGE, **asked)[0] == 403
            assert answer(port, PAGE, **asked | {"Sec-Fetch-Dest": "document"})[0] == 200


def masked(text: str) -> bytes:
    """Return a text as a message of a browser's web socket, with a key of zeros."""
    return bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text.encode()


@pytest.mark.build
def test_a_save_rebuilds_the_page(handbook: Callable[..., Handbook]) -> None:
    """Open pages hear of it."""
    book = handbook({"index.md": "# Start\n"}, CONF)
    with served(book) as port:
        version = answer(port, PAGE)[1].rpartition('data-version="')[2].partition('"')[0]
        lines = "".join(f"{name}: {value}\r\n" for name, value in UPGRADE.items())
        with socket.create_connection((ADDRESS, port), timeout=120) as client:
            client.sendall(f"GET {SOCKET} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode())
            assert b" 101 " in client.recv(4096)
            client.sendall(masked(f"{version} {PAGE}"))
            book.write({"index.md": "# Started\n"})
            received = b""
            while b'"written": ["/"]' not in received:
                part = client.recv(4096)
                assert part, received
                received += part
        assert "<h1>Started" in answer(port, PAGE)[1]
