"""Turns links and texts into docutils nodes, for one page and one builder."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.i18n import format_date
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from sphinx_compass.config import own_prefix, site_address
from sphinx_compass.domain.builders import is_site
from sphinx_compass.organization.messages import _
from sphinx_compass.views.link_button import link_button
from sphinx_compass.views.snippets import LinkBase, forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.views.links import Link
    from sphinx_compass.views.snippets import LinkableName


class Drawing:
    """What views need to draw their content on a page."""

    def __init__(self, env: BuildEnvironment, builder: Builder, docname: str) -> None:
        """Draw on the page ``docname`` in the format of a builder."""
        self.env = env
        self.docname = docname
        self.is_site = is_site(builder)  # only a site has our styles, scripts and buttons
        self.link_base = LinkBase(own_prefix(env.config), site_address(env.config))
        self.heading_level = 2  # of headings in the view that is drawn
        self._builder = builder
        self._ids: set[str] = set()

    def link(self, link: Link) -> nodes.Node:
        """Return a link as a reference, or as text if it leads nowhere in this format."""
        if not link.docname:
            return nodes.Text(link.text)
        text = nodes.inline("", link.text)
        try:
            return make_refnode(self._builder, self.docname, link.docname, link.anchor, text)
        except NoUri:
            return nodes.Text(link.text)

    def inline(self, links: Iterable[Link]) -> list[nodes.Node]:
        """Return links and texts, separated by commas."""
        shown: list[nodes.Node] = []
        for link in links:
            if shown:
                shown.append(nodes.Text(", "))
            shown.append(self.link(link))
        return shown

    def link_button(self, name: LinkableName) -> list[link_button]:
        """Return the button that shows how to link to a name; empty if other sites cannot."""
        if not (self.is_site and self.link_base.is_known):
            return []
        address = self._builder.get_target_uri(name.docname)
        return [link_button(title=name.title, forms=forms(name, self.link_base, address))]

    def file_link(self, text: str, name: str) -> nodes.reference:
        """Return a link to a file of the site, by its name relative to the site."""
        address = relative_uri(self._builder.get_target_uri(self.docname), name)
        return nodes.reference("", "", nodes.inline("", text), refuri=address, internal=True)

    def date(self, date: dt.date, form: str = "") -> str:
        """Return a date as readers write it, such as ``21 November 2026``."""
        return _formatted(date, form or _("%-d %B %Y"), self.env.config.language)

    def short_date(self, date: dt.date) -> str:
        """Return a date with its month in short, such as ``21 Nov 2026``."""
        return self.date(date, _("%-d %b %Y"))

    def new_id(self, wanted: str) -> str:
        """Return an HTML id that no view on the page has yet."""
        number, found = 1, wanted
        while found in self._ids:
            number += 1
            found = f"{wanted}-{number}"
        self._ids.add(found)
        return found

    @staticmethod
    def nothing() -> nodes.paragraph:
        """Return what a view without content shows."""
        return nodes.paragraph("", _("None is declared yet."), classes=["compass-empty"])


@lru_cache(maxsize=1000)
def _formatted(date: dt.date, form: str, language: str) -> str:
    noon = dt.datetime.combine(date, dt.time(12), tzinfo=dt.UTC)
    return format_date(form, date=noon, language=language)
