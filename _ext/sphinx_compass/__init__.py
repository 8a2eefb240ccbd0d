"""The organisation as typed, checked, linkable Sphinx objects.

Directives: ``{role}``, ``{team}``, ``{area}`` declare; ``{role-list}``, ``{team-list}``,
``{area-list}``, ``{term-list}``, ``{org-chart}``, ``{page-reviews}`` and
``{linkable-names}`` show what is declared.  Cross-reference roles: ``{role}``,
``{team}``, ``{area}``.  ``setup`` is the table of contents of everything that is
registered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sphinx_compass.names import addresses
from sphinx_compass.views import disclosure
from sphinx_compass.outputs import heads
from sphinx_compass.domain import incremental
from sphinx_compass.names import inventory
from sphinx_compass.views import linking
from sphinx_compass.outputs import mystfiles
from sphinx_compass.outputs import notfound
from sphinx_compass.outputs import files as outputs
from sphinx_compass.source import references
from sphinx_compass.views import rendering
from sphinx_compass.views import directives as views
from sphinx_compass.domain.agenda import ReviewsBuilder
from sphinx_compass.domain.domain import DATA_VERSION, CompassDomain, note_page, silence_missing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

# Name, default, what a change rebuilds, meaning.  Problems and due dates are found anew
# in each build, so that most values rebuild nothing.
CONFIG: tuple[tuple[str, str | int | list[str], Literal["", "html"], str], ...] = (
    ("compass_today", "", "", "Day that counts as today, YYYY-MM-DD; empty: the real one"),
    ("compass_top_role", "executive-director", "", "Role that leads of all areas may report to"),
    ("compass_required_front_matter", [], "", "Front matter keys that every page needs"),
    ("compass_late_after_days", 90, "", "Days after which a due review shows on the page"),
    ("compass_reviews_file", "", "", "File of what pages cited when last reviewed"),
    ("compass_names_file", "", "", "File of every name that was ever published"),
    ("compass_names_site", "", "", "Built site that the builder `names` compares with that file"),
    ("compass_repository_url", "", "html", "Address of the repository, for edit and issue links"),
    ("compass_repository_branch", "main", "html", "Branch that readers edit"),
    ("compass_card", "", "html", "Picture for link previews, 1200 by 630 pixels, on the site"),
    ("compass_card_text", "", "html", "What that picture shows, for who cannot see it"),
    ("compass_not_found_template", "", "html", "Template of the page for missing addresses"),
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the domain, its views and its part in builds."""
    app.add_domain(CompassDomain)
    app.add_builder(ReviewsBuilder)
    for name, directive in views.DIRECTIVES.items():
        app.add_directive_to_domain("compass", name, directive)
    disclosure.setup(app)
    inventory.setup(app)
    linking.setup(app)

    for name, default, rebuild, description in CONFIG:
        app.add_config_value(name, default, rebuild, type(default), description)
    addresses.setup(app)

    app.add_transform(references.OwnPrefix)
    app.add_post_transform(rendering.FillPlaceholders)

    app.connect("source-read", references.keep_source)
    app.connect("env-get-outdated", incremental.reread_all_if_pages_come_or_go)
    app.connect("doctree-read", note_page)
    app.connect("env-updated", incremental.docnames_to_rewrite)
    app.connect("warn-missing-reference", silence_missing)
    app.connect("html-page-context", heads.complete)
    app.connect("html-page-context", outputs.add_linked_data)
    app.connect("html-collect-pages", notfound.write)
    app.connect("html-collect-pages", incremental.complete_search_index)
    app.connect("build-finished", outputs.write)
    app.connect("build-finished", mystfiles.write)
    app.connect("build-finished", incremental.keep_state)

    return {
        "version": __version__,
        "env_version": DATA_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
