"""Writes ``changes.xml``: what changed, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from sphinx_compass.config import site_address
from sphinx_compass.domain.builders import is_site
from sphinx_compass.organization.changes import FEED, month_anchor
from sphinx_compass.organization.messages import _
from sphinx_compass.outputs.base import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_compass.organization.changes import ChangeEntry
    from sphinx_compass.outputs.base import BuiltSite, Site

MOST_ENTRIES = 50
MEDIA_TYPE = "application/atom+xml"
_BEFORE_ALL = "1970-01-01"  # a feed needs a date, also one without entries


class ChangesXml(Output):
    """The newest changes, whose addresses must be absolute."""

    file = FEED

    def connect(self, app: Sphinx) -> None:
        """Connect what tells feed readers about the feed."""
        app.connect("html-page-context", self._link)

    def is_wanted(self, config: Config) -> bool:
        """Tell whether there is a file of changes, and the address of the site is known."""
        return bool(config.compass_changes_file and site_address(config))

    def files(self, site: BuiltSite) -> dict[str, str]:
        """Return the one file."""
        return {FEED: changes_xml(site)}

    def _link(
        self,
        app: Sphinx,
        _pagename: str,
        _templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add a link to the feed to the head of each page of the handbook."""
        if doctree is None or not is_site(app.builder) or not self.is_wanted(app.config):
            return
        address = html.escape(context["pathto"](FEED, 1))
        title = html.escape(feed_title(app.config.project))
        context["metatags"] += (
            f'\n<link rel="alternate" type="{MEDIA_TYPE}" href="{address}" title="{title}" />'
        )


def feed_title(project: str) -> str:
    """Return the title of the feed."""
    return _("{project}: what changed").format(project=project)


def changes_xml(site: Site) -> str:
    """Return the text of the file."""
    entries = site.directory.changes.newest_first[:MOST_ENTRIES]
    feed = site.addresses.file(FEED)
    page = _page(site)
    newest = entries[0].date.isoformat() if entries else _BEFORE_ALL
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            f"<id>{escape(feed)}</id>",
            f"<title>{escape(feed_title(site.title))}</title>",
            f"<updated>{_time(newest)}</updated>",
            f"<author><name>{escape(site.title)}</name></author>",
            f'<link rel="self" type="{MEDIA_TYPE}" href={quoteattr(feed)}/>',
            f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
            *(line for entry in entries for line in _entry(site, entry)),
            "</feed>\n",
        ]
    )


def _page(site: Site, anchor: str = "") -> str:
    """Return the address of the page with all changes, or else of the front page."""
    docname = site.directory.page_of_changes
    return site.addresses.page(docname or site.addresses.home, anchor if docname else "")


def _entry(site: Site, entry: ChangeEntry) -> Iterator[str]:
    """Yield the lines of an entry; its id is made from its day and its commit."""
    day = entry.date.isoformat()
    host = urlsplit(site.addresses.file(FEED)).hostname or "localhost"
    first, *others = map(str, entry.changes)
    more = ""
    if others:
        more = _(" (and {count} more)").format(count=len(others))
    text = "\n".join([first, *others])
    page = _page(site, month_anchor(entry.date))
    yield "<entry>"
    yield f"<id>tag:{escape(host)},{day}:changes/{entry.commit}</id>"
    yield f"<title>{escape(first + more)}</title>"
    yield f"<updated>{_time(day)}</updated>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>'
    yield f'<content type="text">{escape(text)}</content>'
    yield "</entry>"


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"
