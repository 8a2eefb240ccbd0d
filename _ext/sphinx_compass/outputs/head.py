"""Adds descriptions for search engines and link previews to the heads of pages.

They come from the page's title and from ``description`` and ``keywords`` in its front matter.

sphinxext-opengraph 0.13.0 is not used: it takes descriptions from the body, cut off in the
middle of a sentence, and prints a line on standard output each time it is loaded, which
breaks commands whose output other programs read.

Of the template context, this module changes ``metatags``.
"""

from __future__ import annotations

import html
import posixpath
from typing import TYPE_CHECKING, Any

from sphinx_compass.config import site_address
from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.builders import is_site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

# Width and height in pixels that link previews show uncropped.
CARD_SIZE = (1200, 630)


def setup(app: Sphinx) -> None:
    """Connect what completes the heads."""
    app.connect("html-page-context", complete)


def complete(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add descriptions to the head of a page.

    Pages without a doctree, such as the search page, are not pages of the handbook.
    """
    if doctree is None:
        return
    directory = CompassDomain.of(app.env).directory
    page = directory.page_of.get(pagename)
    description = page.description if page is not None else ""
    if description:
        context["metatags"] += "\n" + _meta("name", "description", description)
    if page is not None and page.keywords:
        context["metatags"] += "\n" + _meta("name", "keywords", ", ".join(page.keywords))
    if is_site(app.builder) and context["pageurl"]:  # other formats have no such address
        title = directory.titles[pagename]
        context["metatags"] += preview(app.config, title, description, context["pageurl"])


def preview(config: Config, title: str, description: str, address: str) -> str:
    """Return the tags of a page for link previews: Open Graph, and what Twitter adds to it.

    Addresses in them must be absolute, so a site needs ``html_baseurl`` to have them.
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
            "og:image": posixpath.join(site_address(config), config.compass_card),
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
