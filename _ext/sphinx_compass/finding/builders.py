"""Tells which builders make a site that readers can search."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.builders import Builder


def makes_site(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Tell whether a builder makes a site with a page for each source.

    The rest of the package, which this extension must not import, has the same rule.
    """
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in {"html", "dirhtml"}
