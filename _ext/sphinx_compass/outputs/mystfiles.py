"""Writes what :mod:`sphinx_compass.outputs.mystxref` builds, beside the pages of a finished site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin

from docutils import nodes
from sphinx.util.logging import suppress_logging

from sphinx_compass.outputs import mdast
from sphinx_compass.outputs import mystxref
from sphinx_compass.domain.directives import card
from sphinx_compass.outputs.mystxref import Address, Entry, Place
from sphinx_compass.names.names import Name, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from sphinx_compass.domain.domain import CompassDomain
    from sphinx_compass.outputs.mdast import Mdast

_BUILDERS = ("html", "dirhtml")


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files for mystmd, after success and for a site of pages only.

    Called at ``build-finished``, when all pages of the site are there.
    """
    if exception is not None or app.builder.name not in _BUILDERS:
        return
    domain = cast("CompassDomain", app.env.domains["compass"])
    entries = list(_inventory(app))
    addresses = _addresses(app, {entry.place.docname for entry in entries})
    places = {entry.place for entry in entries}
    files = mystxref.build(domain.directory, entries, addresses, dict(_texts(app, places)))
    outdir = Path(app.outdir)
    shutil.rmtree(outdir / mystxref.DATA_FOLDER, ignore_errors=True)
    for name, content in files.items():
        path = outdir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        path.write_text(f"{text}\n", encoding="utf-8")


def _inventory(app: Sphinx) -> Iterator[Entry]:
    """Yield what Sphinx writes into ``objects.inv``, and where it was before."""
    permanent = cast("CompassDomain", app.env.domains["compass"]).permanent
    for domain in app.env.domains.sorted():
        for name, title, objtype, docname, anchor, _ in domain.get_objects():
            kind = f"{domain.name}:{objtype}"
            before = tuple(
                Address(app.builder.get_target_uri(place.docname), place.anchor)
                for place in permanent.before(Name(kind_of(kind), name))
            )
            # str: Sphinx's own pages have titles that are translated when they are shown
            yield Entry(kind, name, str(title), Place(docname, anchor), before)


def _addresses(app: Sphinx, docnames: AbstractSet[str]) -> dict[str, str]:
    """Return the address of each page, relative to the site; mystmd wants ``/`` for the root.

    Sphinx has a label for the index of Python modules on every site, and mostly no page.
    """
    found = {
        docname: app.builder.get_target_uri(docname)
        for docname in sorted(docnames | app.env.found_docs)
        if Path(app.builder.get_outfilename(docname)).is_file()  # type: ignore[attr-defined]
    }
    return found | {app.config.root_doc: ""}


def _texts(app: Sphinx, places: AbstractSet[Place]) -> Iterator[tuple[Place, list[Mdast]]]:
    """Yield what each place is about, references resolved."""
    base = app.config.html_baseurl
    for docname in sorted({place.docname for place in places} & app.env.found_docs):
        doctree = app.env.get_doctree(docname)
        anchors = {place.anchor for place in places if place.docname == docname}
        resolved = doctree.copy()
        for anchor, found in _about(doctree, anchors):
            resolved += nodes.container("", *(node.deepcopy() for node in found), anchor=anchor)
        with suppress_logging():  # whatever is wrong was reported when the page was written
            app.env.resolve_references(resolved, docname, app.builder)
        page = urljoin(base, app.builder.get_target_uri(docname)) if base else ""
        for child in resolved.children:
            container = cast("nodes.container", child)
            yield (
                Place(docname, container["anchor"]),
                mdast.convert(container.children, page),
            )


def _about(
    doctree: nodes.document, anchors: AbstractSet[str]
) -> Iterator[tuple[str, Sequence[nodes.Node]]]:
    """Yield the nodes that say what an anchor is about; none for one that marks a figure."""
    for node in doctree.findall(nodes.Element):
        if isinstance(node, nodes.section) and node.parent is doctree and "" in anchors:
            yield "", _beginning(node)
        for anchor in sorted(anchors & set(node.get("ids", ()))):
            if isinstance(node, card):
                yield anchor, node.children
            elif isinstance(node, nodes.term):
                definition = node.parent.children[-1]
                yield (
                    anchor,
                    definition.children if isinstance(definition, nodes.definition) else [],
                )
            elif isinstance(node, nodes.section):
                yield anchor, _beginning(node)
            elif isinstance(node, nodes.paragraph):
                yield anchor, [node]


def _beginning(section: nodes.section) -> Sequence[nodes.Node]:
    """Return the first declaration or paragraph of a section, before any other begins."""
    first = next((node for node in section if isinstance(node, card | nodes.paragraph)), None)
    if first is None:
        return []
    return first.children if isinstance(first, card) else [first]
