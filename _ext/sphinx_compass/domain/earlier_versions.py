"""The directive ``earlier-versions``: what was different before, folded at the end of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from sphinx_compass.source.earlier_versions import NAME, earlier_versions

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class EarlierVersionsDirective(SphinxDirective):
    """Holds a list of dates, each with what was different then."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the block; its words are not in the search index of Sphinx."""
        block = earlier_versions(classes=["no-search"])
        self.set_source_info(block)
        self.state.nested_parse(self.content, self.content_offset, block)
        return [block]


def setup(app: Sphinx) -> None:
    """Register the directive; those of the std domain work without a prefix on every site."""
    app.add_directive_to_domain("compass", NAME, EarlierVersionsDirective)
    app.add_directive_to_domain("std", NAME, EarlierVersionsDirective)
