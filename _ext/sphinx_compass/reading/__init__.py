"""Makes the pages of sphinx-book-theme light and accessible.

The theme and its extensions load two dozen files on a first view, and leave controls without
an accessible name. This extension links one stylesheet, a few scripts and small icon fonts
instead, and replaces templates of the theme.

It changes only sites that are built with the theme's own layout. A site with another theme,
or with a ``layout.html`` of its own, stays exactly as it is.

Header, menu, breadcrumbs and footer are its own, so options of the theme and of Sphinx that list
parts of them (such as ``navbar_end``, ``html_sidebars`` and ``article_header_end``) have no effect.
Not supported, because neither Bootstrap's script nor that of sphinx-book-theme is loaded: the
theme's dropdown menus, its button "back to top", its version switcher, its search as you type,
Thebe, full screen, and content in the margin, which stays in the text instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.reading import access, layout, links, mathml
from sphinx_compass.reading.assets import Assets
from sphinx_compass.reading.bundles import VERSION, Bundler
from sphinx_compass.reading.menu_output import without_menu
from sphinx_compass.reading.messages import CATALOG, LOCALE
from sphinx_compass.reading.navigation import Navigation

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STATIC = Path(__file__).parent / "static"
TOKENS = Path(__file__).parents[1] / "tokens"
# Events of sphinx_compass, if it is there
MENUS_OF_TITLES, NEW_MENU = "compass-menus-of-titles", "compass-new-menu"
STYLESHEETS = ("base", "frame", "menus", "article", "controls", "without_script", "print")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the handler that activates the extension once the builder is known."""
    app.add_message_catalog(CATALOG, LOCALE)
    mathml.setup(app)
    # Late, so that all other extensions have registered their stylesheets and scripts.
    app.connect("builder-inited", activate, priority=900)
    for name in links.VALUES:
        app.add_config_value(name, [], "html", types=(list, tuple))
    app.connect("config-inited", links.check_values)
    return {"version": VERSION, "parallel_read_safe": True, "parallel_write_safe": True}


def activate(app: Sphinx) -> None:
    """Change how pages are written, if the builder renders them with the theme's layout."""
    builder = app.builder
    if not layout.makes_site(builder) or not layout.use_templates(builder):
        return
    # First, so that files of the site replace those of the same name.
    app.config.html_static_path = [str(STATIC), str(TOKENS), *app.config.html_static_path]
    # After the stylesheets of extensions (500) and before those of the site (800).
    app.add_css_file("compass-tokens.css", priority=590)
    for stylesheet in STYLESHEETS:
        app.add_css_file(f"reading/{stylesheet}.css", priority=700)
    app.add_post_transform(access.CorrectElements)
    app.connect("html-page-context", layout.remove_components, priority=400)
    app.connect("html-page-context", layout.remove_second_viewport)
    app.connect("html-page-context", layout.escape_titles, priority=600)  # after the theme (500)
    app.connect("html-page-context", layout.keep_menu, priority=600)
    navigation = Navigation()
    # So that fewer pages are written again.
    if MENUS_OF_TITLES in app.events.events and layout.can_replace_menus(builder):
        app.connect(MENUS_OF_TITLES, lambda _app: without_menu)
        app.connect(NEW_MENU, navigation.renew)
    app.connect("env-updated", navigation.forget)
    app.connect("html-page-context", navigation.add_to, priority=700)
    app.connect("html-page-context", links.add_to, priority=700)
    app.connect("html-page-context", layout.add_parts, priority=750)
    bundler = Bundler(builder, Assets.of(builder), app.extensions)
    # After all handlers that add stylesheets or scripts to a page, or files to the site.
    app.connect("html-page-context", bundler.link_bundles, priority=900)
    app.connect("build-finished", bundler.write, priority=900)
    app.connect("build-finished", links.check_targets, priority=950)
