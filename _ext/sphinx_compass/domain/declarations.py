"""Reads the name, options and body of the directives that declare objects or place views.

Rooms that must not import ``source`` import :class:`Declaration` from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.source import options
from sphinx_compass.source.declaration import Declaration
from sphinx_compass.source.files import location_of
from sphinx_compass.source.lines import first_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.util.docutils import SphinxDirective

__all__ = ["Declaration", "read_declaration"]


def read_declaration(directive: SphinxDirective, kind: str, allowed: Sequence[str]) -> Declaration:
    """Return name, options and body of a directive that registers no option and no argument.

    ``allowed`` are the names of the options that it takes; any other is noted as a problem.
    """
    return options.read(
        kind,
        list(directive.content),
        here=location_of(directive),
        first_line=first_line(directive),
        allowed=allowed,
    )
