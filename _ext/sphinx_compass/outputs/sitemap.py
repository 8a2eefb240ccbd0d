"""Writes ``sitemap.xml``: the addresses of all pages, for search engines.

sphinx-sitemap 2.9.0 is not used: an incremental build lists only the pages that it wrote,
a parallel one lists them in the order in which they were finished, and both include the
search page and the index of Sphinx.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sphinx_compass.config import site_address
from sphinx_compass.outputs.base import Output

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_compass.outputs.base import BuiltSite, Site

FILE = "sitemap.xml"


class Sitemap(Output):
    """The addresses of all pages, which must be absolute."""

    file = FILE

    def is_wanted(self, config: Config) -> bool:
        """Tell whether the address of the site is known."""
        return bool(site_address(config))

    def files(self, site: BuiltSite) -> dict[str, str]:
        """Return the one file."""
        return {FILE: sitemap(site)}


def sitemap(site: Site) -> str:
    """Return the text of the file, in the format of sitemaps.org."""
    addresses = sorted(site.addresses.page(docname, "") for docname in site.directory.titles)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *(f"<url><loc>{escape(address)}</loc></url>" for address in addresses),
            "</urlset>\n",
        ]
    )
