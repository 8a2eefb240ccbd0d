"""The directive ``preview-line``: the line of HTML with which other sites show previews."""

from __future__ import annotations

import base64
import hashlib
import html
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from sphinx_compass.finding.previews import PUBLISHED, SCRIPT

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

_MARK = "preview-line"  # attribute of the block that shows the line


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("preview-line", PreviewLine)
    app.add_post_transform(WriteLines)


class PreviewLine(SphinxDirective):
    """Shows the line, ready to copy."""

    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Return an empty block.

        Its text depends on settings, and Sphinx does not read the page again when these change.
        """
        self.env.note_dependency(PUBLISHED / SCRIPT)
        block = nodes.literal_block("", "", language="html", **{_MARK: True})
        self.set_source_info(block)
        return [block]


class WriteLines(SphinxPostTransform):
    """Writes the line into the blocks."""

    default_priority = 5  # before blocks are highlighted

    def run(self, **_kwargs: object) -> None:
        """Complete each block of the page."""
        for block in self.document.findall(nodes.literal_block):
            if block.get(_MARK):
                text = line(self.env.config.html_baseurl)
                block.rawsource = text
                block.append(nodes.Text(text))


def line(base: str) -> str:
    """Return the line for a site at an address."""
    address = html.escape(f"{base.rstrip('/')}/_static/{SCRIPT}".lstrip("/"))
    return (
        f'<script defer src="{address}" integrity="{integrity()}" crossorigin="anonymous"></script>'
    )


def integrity() -> str:
    """Return the hash of the script, by which a browser rejects any other one."""
    digest = hashlib.sha384((PUBLISHED / SCRIPT).read_bytes()).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"
