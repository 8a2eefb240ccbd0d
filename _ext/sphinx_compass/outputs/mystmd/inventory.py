"""Lists the names that ``objects.inv`` has, and the addresses that they lead to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.domain import CompassDomain
from sphinx_compass.organization.places import Place
from sphinx_compass.outputs.mystmd.xref import Address, XrefName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.builders.html import StandaloneHTMLBuilder


def names(builder: StandaloneHTMLBuilder) -> Iterator[XrefName]:
    """Yield the names of the inventory, each with the addresses that it had before."""
    permanent = CompassDomain.of(builder.env).permanent
    for domain in builder.env.domains.sorted():
        for name, title, object_type, docname, anchor, _rank in domain.get_objects():
            kind = f"{domain.name}:{object_type}"
            before = tuple(
                Address(builder.get_target_uri(place.docname), place.anchor)
                for place in permanent.places_before(kind, name)
            )
            # str: the titles of Sphinx's own pages are translated when they are shown
            yield XrefName(kind, name, str(title), Place(docname, anchor), before)


def page_addresses(builder: StandaloneHTMLBuilder, docnames: AbstractSet[str]) -> dict[str, str]:
    """Return the addresses of all pages, and of ``docnames`` that exist, relative to the site.

    Sphinx labels its index of Python modules on every site, and most sites have no such
    page. The address of the root is empty, because mystmd expects ``/`` for it.
    """
    found = {
        docname: builder.get_target_uri(docname)
        for docname in sorted(docnames | builder.env.found_docs)
        if Path(builder.get_outfilename(docname)).is_file()
    }
    return found | {builder.config.root_doc: ""}
