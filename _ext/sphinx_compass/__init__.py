"""The organization as typed, checked, linkable Sphinx objects.

Each folder of this package is a room; README.md says what each one holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.2.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the rooms of the extension, one line each."""
    # Python runs this module before any module of a room. Imports at its top would load
    # all rooms, and Sphinx, with `reading` alone, or with `organization` in a pure test.
    from sphinx_compass import assets, config, domain, names, outputs, views  # noqa: PLC0415

    config.setup(app)
    domain.setup(app)
    views.setup(app)
    assets.setup(app)
    outputs.setup(app)
    names.setup(app)
    return {
        "version": __version__,
        "env_version": domain.DATA_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
