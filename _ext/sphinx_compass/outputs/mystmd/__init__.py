"""Writes the files that mystmd sites read when they link to this one.

They are ``myst.xref.json``, and one small JSON file a target in ``_xref``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sphinx_compass.outputs.base import Output
from sphinx_compass.outputs.mystmd import inventory, page_texts, xref

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_compass.outputs.base import BuiltSite


class Mystmd(Output):
    """The names of the site and what they are about."""

    file = xref.INDEX
    folder = xref.FOLDER

    def connect(self, app: Sphinx) -> None:
        """Keep what each page says about its anchors when it is written."""
        page_texts.setup(app)

    def files(self, site: BuiltSite) -> dict[str, str]:
        """Return the index of names and the data files."""
        names = list(inventory.names(site.builder))
        addresses = inventory.page_addresses(site.builder, {name.place.docname for name in names})
        texts = page_texts.read(site.builder)
        files = xref.build(site.directory, names, addresses, texts)
        return {
            name: json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
            for name, content in files.items()
        }
