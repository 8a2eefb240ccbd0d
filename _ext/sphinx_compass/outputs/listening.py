"""Connects to events that other extensions add, which a site may not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config


def listen(app: Sphinx, event: str, handler: Callable[..., object]) -> None:
    """Connect a handler once all extensions have added their events, if one of them adds this."""

    def connect(app: Sphinx, _config: Config) -> None:
        if event in app.events.events:
            app.connect(event, handler)

    app.connect("config-inited", connect)
