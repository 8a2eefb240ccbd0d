"""What a site offers to programs: files beside its pages, and data in their heads.

There is one module per format. :mod:`~sphinx_compass.outputs.base` says how to add one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.outputs import (
    head,
    json_ld,
    not_found,
    preview_content,
    search_content,
    template_functions,
    templates_builder,
    writer,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Connect everything that makes outputs."""
    head.setup(app)  # first, so that descriptions come before JSON-LD
    json_ld.setup(app)
    not_found.setup(app)
    preview_content.setup(app)
    search_content.setup(app)
    template_functions.setup(app)
    templates_builder.setup(app)
    writer.setup(app)
