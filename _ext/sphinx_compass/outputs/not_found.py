"""Writes the page for addresses that the site does not have: ``404.html``, as hosts expect it.

The template that ``compass_not_found_template`` names contains its text. The page is
shown at addresses of any depth, so all of its own links start at the root of the host.

sphinx-notfound-page 1.1.0 is not used: with ``dirhtml`` it writes a page at ``404/``, among
those of the handbook and with a canonical link to itself; on that page the link to the
front page is broken, and so is the root where scripts look for the search index.

Private or undocumented names used here:

- Sphinx: ``StandaloneHTMLBuilder.handle_page`` with its argument ``outfilename``, and that it
  renders pages with ``builder.templates.render``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sphinx_compass.config import new_issue_address, site_address
from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.builders import is_site
from sphinx_compass.domain.events import OUTPUT_FILES
from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

FILE = "404.html"

_NAME = "404"
# Addresses in a tag; not those within the page itself.
_ADDRESS = re.compile(r'(?<=\s)(href|src|action|data-content_root)="([^"#][^"]*)"')


def setup(app: Sphinx) -> None:
    """Connect what writes the page."""
    app.connect(OUTPUT_FILES, files)
    app.connect("html-collect-pages", write)


def files(app: Sphinx) -> list[str]:
    """Return the file of the page if the site has one, relative to the output."""
    return [FILE] if app.config.compass_not_found_template and is_site(app.builder) else []


def write(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the page, in each build that writes pages.

    Yields nothing, because Sphinx would choose the name of the file itself.
    """
    builder = app.builder
    if is_site(builder):
        for name in files(app):
            _write(builder, Path(app.outdir, name))
    return iter(())


def _write(builder: StandaloneHTMLBuilder, path: Path) -> None:
    here = urljoin(root(builder.config), builder.get_target_uri(_NAME))
    template = builder.config.compass_not_found_template
    templates = builder.templates
    builder.templates = _FromRoot(templates, here)
    try:
        builder.handle_page(_NAME, _context(builder), template, outfilename=path)
    finally:
        builder.templates = templates


class _FromRoot:
    """Renders templates with addresses that start at the root of the host."""

    def __init__(self, templates: Any, here: str) -> None:
        self._templates = templates
        self._here = here

    def render(self, template: str, context: dict[str, Any]) -> str:
        return from_root(self._templates.render(template, context), self._here)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._templates, name)


def _context(builder: StandaloneHTMLBuilder) -> dict[str, Any]:
    config, directory = builder.config, CompassDomain.of(builder.env).directory
    descriptions = {page.docname: page.description for page in directory.pages}
    title = _("Page not found")
    return {
        "title": title,
        "pagetitle": title,  # for print
        "pageurl": None,  # no canonical address: the page stands for many
        "metatags": '\n<meta name="robots" content="noindex" />',
        "sections": [
            (docname, directory.titles[docname], descriptions.get(docname, ""))
            for docname in builder.env.toctree_includes.get(config.root_doc, ())
            if docname in directory.titles
        ],
        "report_address": report_address(config),
    }


def root(config: Config) -> str:
    """Return where the site is on its host, such as ``/en/latest/``."""
    return urlsplit(site_address(config)).path or "/"


def from_root(text: str, here: str) -> str:
    """Return HTML with addresses relative to ``here`` changed to start at the host's root."""
    return _ADDRESS.sub(lambda found: f'{found[1]}="{urljoin(here, found[2])}"', text)


def report_address(config: Config) -> str:
    """Return the address of a new issue about a dead link; empty without a repository."""
    body = _("Address that does not exist:\n\nPage with the link to it:\n")
    return new_issue_address(config, _("Dead link"), body)
