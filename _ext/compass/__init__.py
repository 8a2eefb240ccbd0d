"""The organisation as typed, checked, linkable Sphinx objects.

Directives: ``{role}``, ``{team}``, ``{area}`` declare; ``{role-list}``, ``{team-list}``,
``{area-list}``, ``{term-list}`` list.  Cross-reference roles: ``{role}``, ``{team}``,
``{area}``.  ``setup`` is the table of contents of everything that is registered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compass import incremental, pages, references, views
from compass.domain import DATA_VERSION, CompassDomain, silence_missing
from compass.facts import VIEWS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the domain, its views and its part in builds."""
    app.add_domain(CompassDomain)
    for name in VIEWS:
        app.add_directive_to_domain("compass", name, views.ViewDirective)

    # Neither value invalidates the environment: problems are found anew each build.
    app.add_config_value("compass_today", "", "", str, "Day that counts as today, YYYY-MM-DD")
    app.add_config_value("compass_top_role", "executive-director", "", str, "Head of all areas")
    app.add_config_value(
        "compass_required_front_matter", [], "", list, "Front matter keys that every page needs"
    )

    app.add_transform(references.OwnPrefix)
    app.add_post_transform(views.FillPlaceholders)

    app.connect("source-read", references.keep_source)
    app.connect("env-get-outdated", incremental.reread_all_if_pages_come_or_go)
    app.connect("env-updated", incremental.docnames_to_rewrite)
    app.connect("warn-missing-reference", silence_missing)
    app.connect("html-page-context", pages.add_description)
    app.connect("html-collect-pages", incremental.complete_search_index)
    app.connect("build-finished", incremental.keep_state)

    return {
        "version": __version__,
        "env_version": DATA_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
