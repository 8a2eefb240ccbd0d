"""What pages show: cards, views, and lines about the page itself.

Each module separates what something shows (pure, so that incremental builds can compare
it) from the nodes that show it. To add a view, add a module with a
:class:`~sphinx_compass.views.base.View` in its constant ``VIEWS``, and a stylesheet of
the same name in ``static/compass`` if it needs one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.domain.events import PAGE_CONTENT
from sphinx_compass.views import chart_drawing, contents, details, icons, link_button, time_element
from sphinx_compass.views.directive import ViewDirective
from sphinx_compass.views.filling import FillPlaceholders
from sphinx_compass.views.registry import views

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register directives and nodes, and what replaces placeholders."""
    chart_drawing.setup(app)
    details.setup(app)
    icons.setup(app)
    link_button.setup(app)
    time_element.setup(app)
    for name in views():
        app.add_directive_to_domain("compass", name, ViewDirective)
        # Directives of the std domain work without a prefix on every site.
        app.add_directive_to_domain("std", name, ViewDirective)
    app.add_post_transform(FillPlaceholders)
    app.connect(PAGE_CONTENT, contents.shown_on)
