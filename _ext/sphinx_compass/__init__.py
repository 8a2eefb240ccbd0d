"""The organization as typed, checked, linkable Sphinx objects.

Directives that declare: ``{role}``, ``{team}``, ``{area}``.  Directives that show what
is declared: ``{role-list}``, ``{team-list}``, ``{area-list}``, ``{term-list}``,
``{org-chart}``, ``{page-reviews}``, ``{linkable-names}``.  Cross-reference roles:
``{role}``, ``{team}``, ``{area}``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translator

from sphinx_compass import assets, config, domain, names, outputs, views
from sphinx_compass.organization.messages import use_translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.2.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the rooms of the extension, one line each."""
    app.add_message_catalog(config.CATALOG, str(Path(__file__).with_name("locale")))
    use_translation(get_translator(config.CATALOG))
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
