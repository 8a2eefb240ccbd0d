"""Serves the handbook on this computer only, and rebuilds it on each save.

``python -m tools.live [--port PORT] SOURCE FOLDER [OPTION ...]`` passes other options to
``sphinx-build``.

sphinx-autobuild watches and builds. Its own server answers to any host name, so that a page of
another site could read the handbook under a name that leads to this computer (DNS rebinding).
It also builds before it finds that its port is in use, and reloads pages with an inline script,
which the policy of our pages stops.

Undocumented names used here:

- sphinx-autobuild: ``Builder``, ``IgnoreFilter``, ``RebuildServer``,
  ``JavascriptInjectorMiddleware`` and its attribute ``script``.
"""

from __future__ import annotations

import argparse
import socket
from typing import TYPE_CHECKING

import uvicorn
from sphinx_autobuild.build import Builder
from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost")
PORT = 8000

_IGNORED = ("_build", ".git", ".hypothesis", ".mypy_cache", ".nox", ".pytest_cache", ".ruff_cache")
_ALSO_IGNORED = (".venv", "venv", "node_modules", "*/node_modules/*", "*/__pycache__/*")
_SCRIPT = "new WebSocket(`ws://${location.host}/_reload`).onmessage = () => location.reload();\n"


class OwnPages:
    """Refuses requests that pages of other sites send."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        """Take what answers other requests, and the port of the server."""
        self._app = app
        self._origins = {f"http://{name}:{port}" for name in NAMES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or the start of a web socket."""
        app = self._app
        if scope["type"] in {"http", "websocket"}:
            origin = Headers(scope=scope).get("origin")
            if origin is not None and origin not in self._origins:
                app = PlainTextResponse("Only for pages of this server", status_code=403)
        await app(scope, receive, send)


class Reloading(JavascriptInjectorMiddleware):  # type: ignore[misc] # has no type hints
    """Adds a script to pages that reloads them after a build."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what serves the pages."""
        super().__init__(app, ws_url="")
        self.script = b'<script src="/_reload.js"></script>\n'


def script(_request: Request) -> Response:
    """Return the script that reloads pages."""
    return Response(_SCRIPT, media_type="text/javascript")


def application(folder: str, port: int, server: RebuildServer) -> Starlette:
    """Return what answers requests: the pages in a folder, and when to reload them."""
    routes: list[BaseRoute] = [
        WebSocketRoute("/_reload", server),
        Route("/_reload.js", script),
        Mount("/", StaticFiles(directory=folder, html=True, check_dir=False)),
    ]
    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=NAMES, www_redirect=False),
        Middleware(OwnPages, port=port),
        Middleware(Reloading),
    ]
    return Starlette(routes=routes, middleware=middleware, lifespan=server.lifespan)


def listening(port: int) -> socket.socket:
    """Return a socket that listens on a port of this computer.

    Raises OSError if another program uses it, and OverflowError if there is no such port.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen()
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the handbook on this computer, and rebuild it on each save."""
    parser = argparse.ArgumentParser(prog="nox -s live --", description=main.__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"of the server, usually {PORT}")
    parser.add_argument("source", help="the folder of conf.py")
    parser.add_argument("folder", help="where the site is built")
    options, others = parser.parse_known_args(arguments)
    try:
        listener = listening(options.port)
    except (OSError, OverflowError):
        parser.exit(1, f"{unavailable(options.port)}\n")
    port = listener.getsockname()[1]
    build = ["-b", "dirhtml", *others, options.source, options.folder]
    builder = Builder(
        build, url_host=f"{ADDRESS}:{port}", pre_build_commands=[], post_build_commands=[]
    )
    ignore = IgnoreFilter([*_IGNORED, *_ALSO_IGNORED, options.folder], [])
    server = RebuildServer([options.source], ignore, builder)
    builder(changed_paths=())
    app = application(options.folder, port, server)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


def unavailable(port: int) -> str:
    """Return the message for a port that cannot be used."""
    other = PORT + 2 if port == PORT + 1 else PORT + 1
    return f"Port {port} is in use or not allowed; run: nox -s live -- --port {other}"


if __name__ == "__main__":
    main()
