"""Serves sites on loopback, from memory, with text compressed by brotli at its best quality."""

from __future__ import annotations

import mimetypes
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

import brotli  # type: ignore[import-untyped] # has no type hints

from benchmarks import BenchmarkError
from browser.viewing import PACKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Body:
    """The response body for a file."""

    data: bytes
    type: str
    encoding: str | None  # compression of the data


def body(path: Path) -> Body:
    """Return the response body for a file, compressed unless its format already is."""
    data = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix in PACKED:
        return Body(data, kind, None)
    return Body(compressed(data), kind, "br")


@cache
def compressed(data: bytes) -> bytes:
    """Compress a text; many are on several sites."""
    return bytes(brotli.compress(data, quality=11))


def address(docname: str) -> str:
    """Return the address of a page relative to the site, which is the same on all sites."""
    return "" if docname == "index" else f"{docname.removesuffix('/index')}/"


def bodies(folder: Path, docnames: Iterable[str]) -> dict[str, Body]:
    """Return the response bodies of some pages and of all files that pages may load, by path.

    Raise BenchmarkError for a page that the site does not have.
    """
    files = {f"/{address(name)}": folder / address(name) / "index.html" for name in docnames}
    for path in files.values():
        if not path.is_file():
            missing = path.relative_to(folder)
            message = f"There is no page {missing} in {folder.name}. Example: about/glossary"
            raise BenchmarkError(message)
    files |= {
        f"/{path.relative_to(folder).as_posix()}": path
        for path in folder.rglob("*")
        # Source maps and texts of pages are large, and pages don't load them.
        if path.is_file() and path.suffix not in {".html", ".map", ".txt", ".inv", ".gz"}
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(files, pool.map(body, files.values()), strict=True))


class Asked(NamedTuple):
    """A request."""

    when: float  # milliseconds since 1970, as in browsers
    path: str


class Handler(BaseHTTPRequestHandler):
    """Sends files from memory."""

    protocol_version = "HTTP/1.1"  # keeps connections open, like the real server
    disable_nagle_algorithm = True  # otherwise small responses may be delayed by 40 ms

    def __init__(self, *args: Any, bodies: Mapping[str, Body], asked: list[Asked]) -> None:
        self._bodies = bodies
        self._asked = asked
        super().__init__(*args)

    def do_GET(self) -> None:
        """Send the file at an address."""
        path = unquote(urlsplit(self.path).path)
        self._asked.append(Asked(1000 * time.time(), path))
        found = self._bodies.get(path)
        sent = found or Body(b"", "text/plain", None)
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", sent.type)
        self.send_header("Content-Length", str(len(sent.data)))
        if sent.encoding:
            self.send_header("Content-Encoding", sent.encoding)
        self.end_headers()
        self.wfile.write(sent.data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        """Don't print requests."""


class Server(ThreadingHTTPServer):
    """Serves a site to browsers."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that disconnect during a response."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@dataclass(frozen=True, slots=True)
class Site:
    """A site on a server."""

    name: str
    address: str
    bodies: dict[str, Body]
    asked: list[Asked] = field(default_factory=list)

    def size(self, requests: Iterable[str]) -> int:
        """Return the size of the site's own files among some requests, in bytes."""
        paths = [unquote(urlsplit(url).path) for url in requests if url.startswith(self.address)]
        return self.bytes(paths)

    def bytes(self, paths: Iterable[str]) -> int:
        """Return the size of files, in bytes; paths that the site does not have are ignored."""
        return sum(len(self.bodies[path].data) for path in paths if path in self.bodies)


@contextmanager
def served(name: str, bodies: dict[str, Body]) -> Iterator[Site]:
    """Serve files on loopback."""
    asked: list[Asked] = []
    handler = partial(Handler, bodies=bodies, asked=asked)
    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield Site(name, f"http://127.0.0.1:{server.server_port}/", bodies, asked)
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def served_sites(
    folders: Mapping[str, Path], docnames: Mapping[str, Iterable[str]]
) -> Iterator[dict[str, Site]]:
    """Serve some pages of sites; both mappings are by the name of a site."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(served(name, bodies(folders[name], names)))
            for name, names in docnames.items()
        }
