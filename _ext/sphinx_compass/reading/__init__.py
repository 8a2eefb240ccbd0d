"""Makes sites of the stock theme light, and readable for everybody.

Nothing here knows of the organisation: :mod:`compass` does.  What the theme lacks is mended
where it is made: in ``_templates`` and ``_static/reading.*`` as far as they reach, in HTML
that extensions write, here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.reading import access, bundles

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what is mended, and the bundles after all that gives pages scripts."""
    app.add_post_transform(access.MendElements)
    app.connect("html-page-context", access.name_toggles, priority=800)
    app.connect("html-page-context", bundles.use_bundles, priority=900)
    app.connect("build-finished", bundles.write, priority=900)
    return {"version": bundles.VERSION, "parallel_read_safe": True, "parallel_write_safe": True}
