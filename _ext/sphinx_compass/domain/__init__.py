"""The Sphinx domain: declaring, recording, assembling, resolving, and incremental builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.domain import (
    assembling,
    directives,
    earlier_versions,
    encoding,
    events,
    incremental,
    labels,
    link_schemes,
    myst_lines,
    page_files,
    recording,
    rewording,
    search_index,
    stable_ids,
    static_links,
    std,
    steps,
    terminal,
    toctrees,
    untrusted,
)
from sphinx_compass.domain.check_boxes import CheckBoxes
from sphinx_compass.domain.domain import DATA_VERSION, CompassDomain
from sphinx_compass.domain.picture_names import DecodePictureNames
from sphinx_compass.domain.reviews_builder import ReviewsBuilder
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.source.comments import RemoveComments
from sphinx_compass.source.references import ObjectRole, OwnPrefix

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["DATA_VERSION", "CompassDomain", "setup"]


def setup(app: Sphinx) -> None:
    """Register the domain and its part in builds."""
    app.add_domain(CompassDomain)
    for kind in KINDS:
        app.add_directive_to_domain("compass", kind, directives.directive_of(kind))
        # Directives and roles of the std domain work without a prefix on every site.
        app.add_crossref_type(kind, kind)
        app.add_directive_to_domain("std", kind, directives.directive_of(kind), override=True)
        app.add_role_to_domain("std", kind, ObjectRole(kind), override=True)
    for domain in ("compass", "std"):
        app.add_directive_to_domain(domain, steps.NAME, steps.StepsDirective)
    app.add_builder(ReviewsBuilder)
    app.add_transform(OwnPrefix)
    app.add_transform(RemoveComments)
    app.add_transform(CheckBoxes)
    app.add_transform(DecodePictureNames)
    events.setup(app)

    app.connect("env-before-read-docs", std.begin_noting)
    app.connect("source-read", recording.read_source)
    app.connect("include-read", recording.read_included)
    # before Sphinx (500) looks for files that pages offer for download
    app.connect("doctree-read", recording.set_reference_lines, priority=400)
    app.connect("doctree-read", recording.note_document)
    assembling.setup(app)
    app.connect("warn-missing-reference", recording.silence_missing)
    untrusted.setup(app)
    earlier_versions.setup(app)
    encoding.setup(app)
    labels.setup(app)
    link_schemes.setup(app)
    page_files.setup(app)
    myst_lines.setup(app)
    rewording.setup(app)
    static_links.setup(app)
    terminal.setup(app)
    toctrees.setup(app)
    incremental.setup(app)
    search_index.setup(app)
    stable_ids.setup(app)
