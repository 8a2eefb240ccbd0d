"""Permanent names: no name or address that was ever published is lost.

Inactive unless ``compass_names_file`` names a list: without one, Sphinx's standard domain
is not overridden, pages keep no anchors, and redirects stay as the site sets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.domain import events
from sphinx_compass.names import redirects
from sphinx_compass.names.anchors import KeepAnchors, kept_anchors
from sphinx_compass.names.builder import NamesBuilder
from sphinx_compass.names.inventory import permanent_names
from sphinx_compass.names.published import published_ids
from sphinx_compass.names.standard_domain import StandardDomainWithFormerNames

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def setup(app: Sphinx) -> None:
    """Register the builder, and the rest when the settings are known."""
    app.add_builder(NamesBuilder)  # Sphinx looks it up before the settings are known
    app.connect("config-inited", _set_up_list)


def _set_up_list(app: Sphinx, config: Config) -> None:
    """Register what the list needs, before Sphinx makes the domains."""
    if not config.compass_names_file:
        return
    app.add_domain(StandardDomainWithFormerNames, override=True)
    app.add_post_transform(KeepAnchors)
    app.connect(events.NAMES, permanent_names)
    app.connect(events.PUBLISHED_IDS, published_ids)
    app.connect(events.PAGE_CONTENT, kept_anchors)
    app.connect(events.OUTPUT_FILES, redirects.redirect_files)
    redirects.setup(app)
