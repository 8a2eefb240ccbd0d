"""Which builders make a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.builders import Builder

_SITES = frozenset({"html", "dirhtml"})  # each source becomes a page of its own


def is_site(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Tell whether a builder makes a site: a page for each source, with our styles.

    An epub or a single page, which Sphinx builds with the same classes, is not one.
    """
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in _SITES
