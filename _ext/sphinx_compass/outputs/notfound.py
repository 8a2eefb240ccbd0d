"""The page for addresses that the site does not have: ``404.html``, as hosts look for it.

Its text stands in the template that ``compass_not_found_template`` names.  It answers for
addresses at any depth, so that each of its own links begins at the root of the host.

sphinx-notfound-page 1.1.0 is not used: with ``dirhtml`` it writes a page at ``404/``, among
those of the handbook and with a canonical link to itself; on it the link to the front page
leads nowhere, and the root that scripts look for the search index in is wrong.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode, urljoin, urlsplit

from sphinx_compass.outputs.files import SITES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

    from sphinx_compass.domain.domain import CompassDomain

FILE = "404.html"
TITLE = "Page not found"

_NAME = "404"
# Addresses in a tag; not those within the page itself.
_ADDRESS = re.compile(r'(?<=\s)(href|src|action|data-content_root)="([^"#][^"]*)"')


def files(app: Sphinx) -> Iterator[str]:
    """Yield the files of the page, relative to the output."""
    if app.config.compass_not_found_template and app.builder.name in SITES:
        yield FILE


def write(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the page.

    Called at ``html-collect-pages``, in each build that writes.  Yields nothing: Sphinx
    would choose the name of the file itself.
    """
    for name in files(app):
        builder = cast("StandaloneHTMLBuilder", app.builder)
        path = Path(app.outdir, name)
        template = app.config.compass_not_found_template
        builder.handle_page(_NAME, _context(app), template, outfilename=path)
        here = urljoin(root(app.config), builder.get_target_uri(_NAME))
        text = from_root(path.read_text(encoding="utf-8"), here)
        path.write_text(text, encoding="utf-8", newline="\n")
    return iter(())


def _context(app: Sphinx) -> dict[str, Any]:
    directory = cast("CompassDomain", app.env.domains["compass"]).directory
    descriptions = {page.docname: page.description for page in directory.pages}
    return {
        "title": TITLE,
        "pagetitle": TITLE,  # for print
        "pageurl": None,  # no canonical address: it stands for many
        "metatags": '\n<meta name="robots" content="noindex" />',
        "sections": [
            (docname, directory.titles[docname], descriptions.get(docname, ""))
            for docname in app.env.toctree_includes.get(app.config.root_doc, ())
            if docname in directory.titles
        ],
        "report_address": report_address(app.config),
    }


def root(config: Config) -> str:
    """Return where the site stands on its host, such as ``/en/latest/``."""
    base: str = config.html_baseurl
    return urlsplit(base).path.rstrip("/") + "/"


def from_root(text: str, here: str) -> str:
    """Return HTML whose addresses were relative to ``here``, and now begin at the host's root."""
    return _ADDRESS.sub(lambda found: f'{found[1]}="{urljoin(here, found[2])}"', text)


def report_address(config: Config) -> str:
    """Return the address of a new issue about a dead link; empty without a repository."""
    if not config.compass_repository_url:
        return ""
    body = "Address that does not exist:\n\nPage with the link to it:\n"
    query = urlencode({"title": "Dead link", "body": body})
    return f"{config.compass_repository_url}/issues/new?{query}"
