"""Which builders make a site, and where what they know of their last build is kept."""

from __future__ import annotations

import hashlib
from pathlib import Path
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


def state_folder(builder: Builder) -> Path:
    """Return the folder for what a builder must know of its last build, beside the doctrees.

    Several builders can share the doctrees, so each has a folder for each of its outputs.
    """
    key = hashlib.sha256(str(builder.outdir).encode()).hexdigest()[:16]
    return Path(builder.doctreedir) / "compass" / f"{builder.name}-{key}"
