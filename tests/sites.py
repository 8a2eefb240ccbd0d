"""Builds sites strictly from scratch, and serves them on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://team-compass.2i2c.org/en/latest/"


def run(*command: object, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a program without access to other hosts than loopback."""
    return subprocess.run(  # noqa: S603 - our own command
        [str(part) for part in command],
        check=False,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1", "NO_PROXY": "127.0.0.1", **env},
    )


def sphinx(builder: str, source: Path, out: Path, *arguments: str) -> None:
    """Build a Sphinx project strictly from scratch, in a separate process."""
    options = ("-q", "-n", "-W", "--keep-going", "-E", "-d", out.parent / "doctrees")
    module = (sys.executable, "-m", "sphinx", "-b", builder)
    done = run(*module, *options, *arguments, source, out, cwd=out.parent)
    assert (done.returncode, done.stderr) == (0, "")


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder under a path, with its page 404.html for missing addresses."""

    protocol_version = "HTTP/1.1"  # keeps connections open, like the real server

    def __init__(self, *args: Any, path: str, **kwargs: Any) -> None:
        self._prefix = path
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self._prefix):
            return str(Path(self.directory) / "no such file")
        return super().translate_path(f"/{path.removeprefix(self._prefix)}")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        """Don't print requests."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 512  # mystmd sends many requests at once

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that disconnect during a response, as browsers do on navigation."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, path: str = "/") -> Iterator[str]:
    """Serve a built site on loopback, under a path; yield its address."""
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder), path=path)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{path}"
        finally:
            server.shutdown()
            thread.join()
