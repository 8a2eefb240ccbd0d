"""What every page shows of itself: so far, its description for search engines."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from compass.domain import CompassDomain


def add_description(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Put the front matter's ``description`` into the page's head."""
    domain = cast("CompassDomain", app.env.domains["compass"])
    page = domain.pages.get(pagename)
    if page is not None and page.description:
        content = html.escape(page.description, quote=True)
        context["metatags"] += f'\n<meta name="description" content="{content}" />'
