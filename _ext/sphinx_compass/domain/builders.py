"""Finds the builder, tells whether it makes a site, and names the folder for its state.

Private or undocumented names used here:

- Sphinx: ``BuildEnvironment._app``, the only way from a post-transform to the builder.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_SITES = frozenset({"html", "dirhtml"})  # each source becomes a page of its own


def builder_of(env: BuildEnvironment) -> Builder:
    """Return the builder of the running build."""
    return env._app.builder  # noqa: SLF001 - see above


def is_site(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Tell whether a builder makes a site: a page for each source, with our styles.

    An epub or a single page, which Sphinx builds with the same classes, is not one.
    """
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in _SITES


def state_folder(builder: Builder) -> Path:
    """Return the folder for what a builder keeps for the next build, beside the doctrees.

    Several builders can share the doctrees, so there is one folder per builder and output.
    """
    key = hashlib.sha256(str(builder.outdir).encode()).hexdigest()[:16]
    return Path(builder.doctreedir) / "compass" / f"{builder.name}-{key}"
