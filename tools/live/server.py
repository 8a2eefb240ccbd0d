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

from tools.live.preview import Request as PageRequest
from tools.live.preview import Viewed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from tools.live.preview import Preview

ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost")
SOCKET, SCRIPT, STYLE = "/_live/socket", "/_live/live.js", "/_live/live.css"

_STATIC = Path(__file__).parent / "static"
_SCRIPTS = ("idiomorph.min.js", "live.js")
_TAG = f'<script src="{SCRIPT}"></script>\n'.encode()
_HEADERS = {"Cache-Control": "no-cache"}


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


class OpenPages:
    """The pages that are open in browsers, each with a web socket."""

    def __init__(self) -> None:
        """Begin without any page."""
        self.preview: Preview | None = None
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
                self._sockets[socket] = await socket.receive_text()
                self._tell_preview()
        except WebSocketDisconnect:
            pass
        finally:
            self._sockets.pop(socket, None)
            self._tell_preview()

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

    def _tell_preview(self) -> None:
        if self.preview is not None:
            self.preview.inbox.put(Viewed(frozenset(self._sockets.values())))


def application(port: int, preview: Preview, pages: OpenPages) -> Starlette:
    """Return what answers requests."""

    async def page(request: Request) -> Response:
        wanted = PageRequest(request.url.path)
        preview.inbox.put(wanted)
        answer = await asyncio.wrap_future(wanted.answer)
        if answer.location:
            return RedirectResponse(answer.location, answer.status)
        content = answer.content + (_TAG if answer.kind == "text/html" else b"")
        return Response(content, answer.status, _HEADERS, answer.kind)

    pages.preview = preview
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
