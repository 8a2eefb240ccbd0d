"""The cross-references of a page: the roles that write them, and their records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.roles import XRefRole
from sphinx.transforms import SphinxTransform

from sphinx_compass.config import own_prefix
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Reference
from sphinx_compass.source.context import Surroundings
from sphinx_compass.source.lines import SourceLines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node, system_message
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.objects import Kind
    from sphinx_compass.source.files import SourceFiles


class ObjectRole(XRefRole):
    """The cross-reference role of one kind of object."""

    def __init__(self, kind: Kind) -> None:
        """Show the text of links as text, not as code."""
        super().__init__(innernodeclass=nodes.inline)
        self._kind = kind

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Refer to our domain even if the role is written without it."""
        self.name = f"compass:{self._kind}"
        return super().run()

    def process_link(
        self,
        env: BuildEnvironment,  # noqa: ARG002 - Sphinx's signature
        refnode: nodes.Element,
        has_explicit_title: bool,  # noqa: ARG002, FBT001
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Keep the markup as written, which :func:`collect` needs to find its line."""
        refnode["rawtext"] = self.text
        return title, " ".join(target.split())


class OwnPrefix(SphinxTransform):
    """Removes our own intersphinx prefix from cross-references.

    With ``intersphinx_resolve_self = "tc"``, Sphinx resolves ``{term}`tc:Hub``` on this site,
    but shows the prefix and looks the name up twice. Without the prefix, the reference is
    an ordinary one.
    """

    default_priority = 400  # any time between parsing and the domains' process_doc (850)

    def apply(self, **_kwargs: object) -> None:
        """Rewrite target and implicit text of each prefixed reference."""
        strip_own_prefix(self.document, own_prefix(self.env.config))


def strip_own_prefix(tree: nodes.Element, own: str) -> None:
    """Remove the prefix ``own`` from every cross-reference in a tree of nodes."""
    prefix = f"{own}:"
    for node in tree.findall(addnodes.pending_xref):
        target = node.get("reftarget", "")
        if not own or not target.startswith(prefix) or node.get("refdomain") == "doc":
            continue
        node["reftarget"] = target.removeprefix(prefix)
        if not node.get("refexplicit"):
            for text in list(node.findall(nodes.Text)):
                shown = text.astext()
                if shown.startswith(prefix):
                    text.parent.replace(text, nodes.Text(shown.removeprefix(prefix)))


def collect(document: nodes.document, docname: str, files: SourceFiles) -> Iterator[Reference]:
    """Yield each reference of a page to an object or a term, in the order of the page.

    The line of each reference is set on its node, too.
    """
    lines: dict[str, SourceLines] = {}
    surroundings = Surroundings()
    for node in document.findall(addnodes.pending_xref):
        kind = kind_of(node)
        if kind is None:
            continue
        file = files.of(node)
        if file not in lines:
            lines[file] = SourceLines(files.text(file))
        if "rawtext" in node:
            node.line = lines[file].line(kind, node["rawtext"], node.line or 1)
        section, anchor = surroundings.place_of(node)
        yield Reference(
            location=Location(docname, node.line or 1, file),
            kind=kind,
            name=node["reftarget"],
            section=section,
            anchor=anchor,
            sentence=surroundings.sentence_of(node),
        )


def kind_of(node: nodes.Element) -> str | None:
    """Return the kind of target of a reference; None if it is not one that we record."""
    match node.get("refdomain"), str(node["reftype"]):
        case "compass", kind:
            return kind
        case "std", "term":
            return "term"
        case "std", "ref":
            return "label"
        case "doc", _:  # a Markdown link to a page
            return None
        case _, "any" | "myst":  # the latter is a Markdown link to a name
            return "any"
    return None


def looked_up(document: nodes.document) -> set[str]:
    """Return every name that references of a page look up, whatever the domain."""
    return {
        str(node["reftarget"])
        for node in document.findall(addnodes.pending_xref)
        if node.get("reftarget")
    }
