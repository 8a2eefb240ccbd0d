"""Parses short texts into documents with references, without a Sphinx environment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles
from sphinx import addnodes
from sphinx.util.docutils import docutils_namespace

from sphinx_compass.source.files import SourceFiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docutils.parsers.rst.states import Inliner

# The domain of each cross-reference role that a text may contain.
DOMAINS = {
    "role": "compass",
    "team": "compass",
    "area": "compass",
    "term": "std",
    "ref": "std",
    "doc": "std",
    "any": "",
    "func": "py",
}


def cross_reference(  # noqa: PLR0913, PLR0917 - docutils' signature
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Inliner,
    options: Mapping[str, Any] | None = None,  # noqa: ARG001
    content: Sequence[str] | None = None,  # noqa: ARG001
) -> tuple[list[Any], list[Any]]:
    """Return a reference as Sphinx's roles create it, such as ``the lead <product-lead>``."""
    title, _, rest = text.partition(" <")
    node = addnodes.pending_xref(
        rawtext,
        nodes.inline("", title),
        refdomain=DOMAINS[name.lower()],
        reftype=name.lower(),
        reftarget=rest.removesuffix(">") or title,
        refexplicit=bool(rest),
    )
    if DOMAINS[name.lower()] == "compass":
        node["rawtext"] = text
    _source, node.line = inliner.reporter.get_source_and_line(lineno)
    return [node], []


class Glossary(Directive):
    """Creates a glossary from a list of definitions, as Sphinx does."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the glossary; the anchor of a headword is its slug."""
        glossary = addnodes.glossary()
        self.state.nested_parse(self.content, self.content_offset, glossary)
        for term in glossary.findall(nodes.term):
            term["ids"] = ["term-" + nodes.make_id(term.astext())]
            term.rawsource = term.astext()
        return [glossary]


def parse(text: str) -> nodes.document:
    """Parse a reStructuredText document.

    The section whose title is underlined with ``=`` is the first section of the page.
    """
    with docutils_namespace():
        directives.register_directive("glossary", Glossary)
        for name in DOMAINS:
            roles.register_local_role(name, cross_reference)
        settings = {
            "auto_id_prefix": "id",  # as Sphinx has it
            "doctitle_xform": False,
            "report_level": 5,
            "_disable_config": True,
        }
        document: nodes.document = publish_doctree(text, settings_overrides=settings)
        return document


def references(document: nodes.document) -> list[addnodes.pending_xref]:
    """Return the references of a document, in their order."""
    return list(document.findall(addnodes.pending_xref))


def files(document: nodes.document, text: str) -> SourceFiles:
    """Return the one file of a document."""
    return SourceFiles(document, text, Path("page.rst"), Path())
