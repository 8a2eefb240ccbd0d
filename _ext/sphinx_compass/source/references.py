"""Cross-reference roles, and the source line on which each reference stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.roles import XRefRole
from sphinx.transforms import SphinxTransform

from sphinx_compass.source.frontmatter import readable
from sphinx_compass.organization.model import Location, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_SOURCE = "compass_source"

# Fenced code (but no directive, unless it shows code), inline code in two or more
# backticks, and comments.
_NO_MARKUP = re.compile(
    r"""
    ^[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*
    (?:\{(?:code|code-block|sourcecode|raw|math)\}|(?!\{))[^`\n]*\n
    .*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
    | (?<!`)(?P<ticks>`{2,})(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)
    | <!--.*?-->
    | ^%.*?$
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


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
    """Takes our own intersphinx prefix off cross-references.

    ``intersphinx_resolve_self`` resolves ``{term}`tc:Fiscal Sponsor``` at home, but
    shows the prefix and looks a name up twice.  Without the prefix the reference is
    an ordinary local one.
    """

    default_priority = 400  # any time between parsing and the domains' process_doc (850)

    def apply(self, **_kwargs: object) -> None:
        """Rewrite target and implicit text of each prefixed reference."""
        strip_own_prefix(self.document, own_prefix(self.env.config))


def own_prefix(config: Config) -> str:
    """Return our own intersphinx prefix; empty without one, or without intersphinx."""
    return getattr(config, "intersphinx_resolve_self", "")


def strip_own_prefix(tree: nodes.Element, own: str) -> None:
    """Take the prefix ``own`` off every cross-reference in a tree of nodes."""
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


def keep_source(app: Sphinx, _docname: str, source: list[str]) -> None:
    """Keep the text of the page being read, for :class:`SourceLines`."""
    app.env.current_document[_SOURCE] = source[0]
    source[0] = readable(source[0])


def source_of(env: BuildEnvironment) -> str:
    """Return the text of the page being read; empty where nothing was kept."""
    return str(env.current_document.get(_SOURCE, ""))


class SourceLines:
    """Finds the line of a reference, of which parsers only know the block's first line.

    References come in the order of the page, so each takes the first occurrence of
    its markup, from its block's first line on, that no earlier reference has taken.
    Of titles and table cells parsers name a later line; then the last one before counts.
    """

    def __init__(self, text: str) -> None:
        """Take the text of one page; code and comments in it hold no references."""
        self._text = _NO_MARKUP.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self._taken: set[int] = set()

    def line(self, kind: str, markup: str, block_line: int) -> int:
        """Return the line, from 1, of the next reference with this markup in a block.

        ``block_line`` is returned where the markup does not stand in the page itself
        (it was included or generated).
        """
        role = rf"(?:\{{(?:compass:)?{kind}\}}|:(?:compass:)?{kind}:)"
        words = r"[\s>]+".join(re.escape(word) for word in markup.split())
        found = [
            match.start()
            for match in re.finditer(rf"{role}`\s*{words}\s*`", self._text)
            if match.start() not in self._taken
        ]
        if not found:
            return block_line
        start = self._starts[min(max(block_line - 1, 0), len(self._starts) - 1)]
        position = next((place for place in found if place >= start), found[-1])
        self._taken.add(position)
        return self._text.count("\n", 0, position) + 1


def collect(document: nodes.document, docname: str, source: str) -> Iterator[Reference]:
    """Yield each reference of a page to an object, and set the line of its node."""
    lines = SourceLines(source)
    for node in document.findall(addnodes.pending_xref):
        if node.get("refdomain") != "compass" or "rawtext" not in node:
            continue
        node.line = lines.line(node["reftype"], node["rawtext"], node.line or 1)
        yield Reference(node["reftype"], node["reftarget"], Location(docname, node.line))
