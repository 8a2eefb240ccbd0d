"""What a page's head tells search engines and link previews.

All of it is said by the page itself: its title and its front matter's ``description``.

sphinxext-opengraph 0.13.0 is not used: it takes descriptions from the body, where they end
in the middle of a sentence, and each time it is loaded it prints a line on standard output,
which ``nox -s reviews -- --json`` hands to programs.
"""

from __future__ import annotations

import html
import posixpath
import re
from typing import TYPE_CHECKING, Any, cast

from sphinx_compass.outputs.files import SITES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_compass.domain.domain import CompassDomain

# Width and height in pixels that link previews show whole.
CARD_SIZE = (1200, 630)

_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\n?')


def complete(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put descriptions into the head of a page, and take out what is there twice.

    Called at ``html-page-context``; pages without a doctree are no pages of the handbook.
    """
    if doctree is None:
        return
    page = cast("CompassDomain", app.env.domains["compass"]).pages.get(pagename)
    description = page.description if page is not None else ""
    title = app.env.titles[pagename].astext()
    # Sphinx's own template has one, docutils writes another.
    metatags = _VIEWPORT.sub("", context["metatags"])
    if description:
        metatags += "\n" + _meta("name", "description", description)
    if context["pageurl"] and app.builder.name in SITES:
        metatags += preview(app.config, title, description, context["pageurl"])
    context["metatags"] = metatags
    if title == context["docstitle"]:  # the front page: its name once, not twice
        context["docstitle"] = ""


def preview(config: Config, title: str, description: str, address: str) -> str:
    """Return what link previews show of a page, as Open Graph and its Twitter addition say it.

    Addresses in it must be absolute, so that a site needs ``html_baseurl`` to have it.
    """
    tags = {
        "og:type": "website",
        "og:site_name": config.project,
        "og:title": title,
        "og:description": description,
        "og:url": address,
    }
    if config.compass_card:
        width, height = CARD_SIZE
        tags |= {
            "og:image": posixpath.join(config.html_baseurl, config.compass_card),
            "og:image:alt": config.compass_card_text,
            "og:image:width": str(width),
            "og:image:height": str(height),
        }
    lines = [_meta("property", name, content) for name, content in tags.items() if content]
    if config.compass_card:
        lines.append(_meta("name", "twitter:card", "summary_large_image"))
    return "".join(f"\n{line}" for line in lines)


def _meta(attribute: str, name: str, content: str) -> str:
    return f'<meta {attribute}="{name}" content="{html.escape(content)}" />'
