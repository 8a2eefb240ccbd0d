"""Answers requests on loopback: the pages, and what shows changes in them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tools.live.messages import Opened, Viewed
from tools.live.messages import Request as PageRequest

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from tools.live.messages import Inbox

ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost")
SOCKET, SCRIPT, STYLE = "/_live/socket", "/_live/live.js", "/_live/live.css"

_STATIC = Path(__file__).parent / "static"
_SCRIPTS = ("idiomorph.min.js", "live.js")
_HEADERS = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin"}
_OTHERS = {"cross-site", "same-site"}  # as browsers say, also of other ports of this computer


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
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if (origin is not None and origin not in self._origins) or _is_embedding(headers):
                app = PlainTextResponse("Only for pages of this server", status_code=403)
        await app(scope, receive, send)


def _is_embedding(headers: Headers) -> bool:
    """Tell whether a page of another site wants to use a file, rather than a reader to open it."""
    is_opening = headers.get("sec-fetch-dest") == "document"
    return headers.get("sec-fetch-site") in _OTHERS and not is_opening


def tag(version: str) -> str:
    """Return the line of HTML that keeps a page informed which has some version."""
    return f'<script src="{SCRIPT}" data-version="{version}"></script>\n'


class OpenPages:
    """The pages that are open in browsers, each with a web socket."""

    def __init__(self) -> None:
        """Begin without any page."""
        self.inbox: Inbox | None = None
        self._sockets: dict[WebSocket, str] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._last: dict[str, Any] = {"findings": []}  # for pages that are opened later

    async def follow(self, socket: WebSocket) -> None:
        """Keep a page informed until it is closed."""
        self._loop = asyncio.get_running_loop()
        await socket.accept()
        try:
            await socket.send_text(json.dumps(self._last))
            while True:
                version, _space, path = (await socket.receive_text()).partition(" ")
                self._sockets[socket] = path
                self._tell_viewed()
                if self.inbox is not None:
                    self.inbox.put(Opened(path, version))
        except WebSocketDisconnect:
            pass
        finally:
            self._sockets.pop(socket, None)
            self._tell_viewed()

    def publish(self, message: dict[str, Any]) -> None:
        """Send a message to all open pages. Called in any thread."""
        if "findings" in message:
            self._last = {"findings": message["findings"]}
        if self._loop is not None and not self._loop.is_closed():
            asyncio.run_coroutine_threadsafe(self._send(json.dumps(message)), self._loop)

    async def _send(self, text: str) -> None:
        for socket in tuple(self._sockets):
            try:
                await socket.send_text(text)
            except (RuntimeError, WebSocketDisconnect):  # it is being closed
                self._sockets.pop(socket, None)

    def _tell_viewed(self) -> None:
        if self.inbox is not None:
            self.inbox.put(Viewed(frozenset(self._sockets.values())))


def application(port: int, inbox: Inbox, pages: OpenPages) -> Starlette:
    """Return what answers requests."""

    async def page(request: Request) -> Response:
        wanted = PageRequest(request.url.path)
        inbox.put(wanted)
        answer = await asyncio.wrap_future(wanted.answer)
        if answer.location:
            return RedirectResponse(answer.location, answer.status)
        end = tag(answer.version) if answer.kind == "text/html" else ""
        return Response(answer.content + end.encode(), answer.status, _HEADERS, answer.kind)

    pages.inbox = inbox
    routes: list[BaseRoute] = [
        WebSocketRoute(SOCKET, pages.follow),
        Route(SCRIPT, _script),
        Route(STYLE, _style),
        Route("/{path:path}", page),
    ]
    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=NAMES, www_redirect=False),
        Middleware(OwnPages, port=port),
    ]
    return Starlette(routes=routes, middleware=middleware)


def _script(_request: Request) -> Response:
    text = "".join((_STATIC / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    return Response(text, headers=_HEADERS, media_type="text/javascript")


def _style(_request: Request) -> Response:
    text = (_STATIC / "live.css").read_text(encoding="utf-8")
    return Response(text, headers=_HEADERS, media_type="text/css")
