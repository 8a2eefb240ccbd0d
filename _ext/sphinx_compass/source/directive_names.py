"""The names of all directives that a page can use.

Private or undocumented names used here:

- docutils: ``_directive_registry`` and ``_directives`` of ``docutils.parsers.rst.directives``,
  which contain its own directives, and those that extensions add.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.parsers.rst import directives

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def known_directives(env: BuildEnvironment) -> frozenset[str]:
    """Return the names of all directives; those of domains have no prefix."""
    own = (name for domain in env.domains.sorted() for name in domain.directives)
    registered = vars(directives)
    return frozenset(
        ("eval-rst", *registered["_directive_registry"], *registered["_directives"], *own)
    )
