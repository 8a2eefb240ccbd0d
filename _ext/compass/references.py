"""Cross-reference roles, and the source line on which each reference stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.roles import XRefRole
from sphinx.transforms import SphinxTransform

from compass.frontmatter import quote_impossible_dates
from compass.model import Location, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_SOURCE = "compass_source"


class ObjectRole(XRefRole):
    """The cross-reference roles ``{role}``, ``{team}`` and ``{area}``."""

    def __init__(self) -> None:
        """Show text, not code, as the link's text."""
        super().__init__(innernodeclass=nodes.inline)

    def process_link(
        self,
        env: BuildEnvironment,  # noqa: ARG002 - Sphinx's signature
        refnode: nodes.Element,
        has_explicit_title: bool,  # noqa: ARG002, FBT001
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Keep the markup as it stands in the source, to find its line by."""
        refnode["rawtext"] = self.text
        return title, " ".join(target.split())


class OwnPrefix(SphinxTransform):
    """Take our own intersphinx prefix off cross-references.

    ``intersphinx_resolve_self`` resolves ``{term}`tc:Fiscal Sponsor``` at home, but
    shows the prefix and looks a name up twice.  Without the prefix the reference is
    an ordinary local one.
    """

    default_priority = 400  # any time between parsing and the domains' process_doc (850)

    def apply(self, **_kwargs: object) -> None:
        """Rewrite target and implicit text of each prefixed reference."""
        own = self.env.config.intersphinx_resolve_self
        if not own:
            return
        prefix = f"{own}:"
        for node in self.document.findall(addnodes.pending_xref):
            target = node.get("reftarget", "")
            if not target.startswith(prefix) or node.get("refdomain") == "doc":
                continue
            node["reftarget"] = target.removeprefix(prefix)
            if not node.get("refexplicit"):
                for text in list(node.findall(nodes.Text)):
                    shown = text.astext()
                    if shown.startswith(prefix):
                        text.parent.replace(text, nodes.Text(shown.removeprefix(prefix)))


def keep_source(app: Sphinx, _docname: str, source: list[str]) -> None:
    """Keep the text of the page being read, for :class:`SourceLines`."""
    app.env.current_document[_SOURCE] = source[0]
    source[0] = quote_impossible_dates(source[0])


def source_of(env: BuildEnvironment) -> str:
    """Return the text of the page being read; empty where nothing was kept."""
    return str(env.current_document.get(_SOURCE, ""))


class SourceLines:
    """Finds the line of a reference, of which parsers only know the block's first line.

    References come in the order of the page, so each takes the first occurrence of
    its markup, from its block's first line on, that no earlier reference has taken.
    """

    def __init__(self, text: str) -> None:
        """Take the text of one page."""
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self._taken: set[int] = set()

    def line(self, markup: str, block_line: int) -> int:
        """Return the line, from 1, of the next reference with this markup in a block.

        ``block_line`` is returned where the markup does not stand in the page itself
        (it was included or generated).
        """
        words = [re.escape(word) for word in markup.split()]
        pattern = re.compile(r"(?<=[}:])`\s*" + r"[\s>]+".join(words) + r"\s*`")
        start = self._starts[min(max(block_line - 1, 0), len(self._starts) - 1)]
        for match in pattern.finditer(self._text, start):
            if match.start() not in self._taken:
                self._taken.add(match.start())
                return self._text.count("\n", 0, match.start()) + 1
        return block_line


def collect(document: nodes.document, docname: str, source: str) -> Iterator[Reference]:
    """Yield each reference of a page to an object, and set the line of its node."""
    lines = SourceLines(source)
    for node in document.findall(addnodes.pending_xref):
        if node.get("refdomain") != "compass" or "rawtext" not in node:
            continue
        node.line = lines.line(node["rawtext"], node.line or 1)
        yield Reference(node["reftype"], node["reftarget"], Location(docname, node.line))
