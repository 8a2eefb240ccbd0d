"""Runs the live preview of a handbook as the session ``live`` does."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from websockets.sync.client import connect

from conftest import ROOT
from tools.live.__main__ import LISTENER, listening
from tools.live.server import ADDRESS, SCRIPT, SOCKET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Handbook

LONGEST = 60.0  # seconds until a change shows


@contextmanager
def served(book: Handbook) -> Iterator[int]:
    """Serve a handbook as the session does, and yield the port."""
    command = (sys.executable, "-m", "tools.live", ".", "../live", "-n")
    with listening(0) as listener:  # the program gets it, so that no other takes the port
        port: int = listener.getsockname()[1]
        number = listener.fileno()
        path = f"{ROOT}{os.pathsep}{ROOT / '_ext'}"
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd=book.folder,
            env={**os.environ, "PYTHONPATH": path, LISTENER: str(number)},
            pass_fds=[number],
            stdout=subprocess.DEVNULL,
        )
    with process:
        try:
            answer(port, SCRIPT)  # waits until the program has started
            yield port
        finally:
            process.terminate()


def answer(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Return the status and the text of a response."""
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=120)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        # A web socket that is open has no end.
        return response.status, response.read().decode() if response.status != 101 else ""
    finally:
        connection.close()


@contextmanager
def listening_to(port: int, path: str = "/", version: str = "") -> Iterator[Callable[[str], Any]]:
    """Open a page as far as the server can tell; yield what waits for the next item of a kind."""
    with connect(f"ws://{ADDRESS}:{port}{SOCKET}", proxy=None) as client:
        client.send(f"{version} {path}")

        def following(kind: str) -> Any:
            while True:
                message = json.loads(client.recv(timeout=LONGEST))
                if kind in message:
                    return message[kind]

        yield following


def expect_findings(following: Callable[[str], Any], *places: tuple[str, int]) -> None:
    """Wait until the findings are at some places, given as file and line.

    There may be others before, for example of a file that is half written.
    """
    found = None
    while found != [*places]:
        found = [(item["file"], item["line"]) for item in following("findings")]


def eventually(look: Callable[[], object], expected: object) -> None:
    """Wait until a function returns something."""
    deadline = time.monotonic() + LONGEST
    while (found := look()) != expected:
        assert time.monotonic() < deadline, f"{found!r} instead of {expected!r}"
        time.sleep(0.05)
