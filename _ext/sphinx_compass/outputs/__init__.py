"""What a site has for programs: files beside its pages, and data in their heads.

One module a format. :mod:`~sphinx_compass.outputs.base` says how to add one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.outputs import head, json_ld, not_found, writer

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Connect everything that makes outputs."""
    head.setup(app)  # first, because it writes the description
    json_ld.setup(app)
    not_found.setup(app)
    writer.setup(app)
