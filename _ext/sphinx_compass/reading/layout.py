"""Decides where the extension is active, and adds its templates to the theme's.

Private or undocumented names used here:

- Sphinx: ``environment``, ``loaders``, ``pathchain`` and ``templatepathlen`` of the
  ``BuiltinTemplateLoader``, and ``SphinxFileSystemLoader``.
- Sphinx: that the template has a viewport, and ``metatags`` in the context of a page too.
- sphinx-book-theme: its name, its template ``layout.html``, and that ``pagetitle`` and
  ``root_title`` in the context of a page are plain text, set with priority 500.
- pydata-sphinx-theme: the function ``suppress_sidebar_toctree``, set with priority 500, whose
  result concerns components that our templates do not use; the lists of components in the
  context of a page, and that it leaves ``navbar-nav.html`` in them without rendering it.

The templates themselves use template files, blocks, macros and context variables of
sphinx-book-theme, pydata-sphinx-theme and Sphinx.
"""

from __future__ import annotations

import codecs
import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

TEMPLATES = Path(__file__).parent / "templates"
THEME = "sphinx_book_theme"
MENU = "sections/sidebar-primary.html"

_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\n?')


def makes_site(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Tell whether a builder makes a site of many pages, which share stylesheets and scripts.

    The rest of the package, which this extension must not import, has the same rule.
    """
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in {"html", "dirhtml"}


def use_templates(builder: StandaloneHTMLBuilder) -> bool:
    """Add the templates before those of the theme, and after those of the site.

    Returns False, and changes nothing, unless the builder would render pages with the layout
    of sphinx-book-theme itself.
    """
    templates = builder.templates
    theme = [Path(folder).resolve() for folder in builder.theme.get_theme_dirs()]
    if builder.theme.name != THEME or not isinstance(templates, BuiltinTemplateLoader):
        return False
    _source, layout, _uptodate = templates.get_source(templates.environment, "layout.html")
    if Path(layout).resolve() != theme[0] / "layout.html":
        return False
    # The theme's folders of components count as the site's: `!name` skips them, too.
    position = next(
        index
        for index, folder in enumerate(templates.pathchain)
        if any(Path(folder).resolve().is_relative_to(root) for root in theme)
    )
    own = builder.confdir / TEMPLATES  # an absolute path, in the type that Sphinx uses
    templates.pathchain.insert(position, own)
    templates.loaders.insert(position, SphinxFileSystemLoader(own))
    templates.templatepathlen += 1
    return True


def can_replace_menus(builder: StandaloneHTMLBuilder) -> bool:
    """Tell whether the template of the menu is that of this extension, and pages are in UTF-8."""
    templates = cast("BuiltinTemplateLoader", builder.templates)  # see use_templates()
    _source, path, _uptodate = templates.get_source(templates.environment, MENU)
    is_own = Path(path).is_relative_to(TEMPLATES)
    return is_own and codecs.lookup(builder.config.html_output_encoding).name == "utf-8"


def remove_second_viewport(
    _app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Remove the viewport that docutils writes: Sphinx's template has one already."""
    if "metatags" in context:  # not on pages such as the search page
        context["metatags"] = _VIEWPORT.sub("", context["metatags"])


def escape_titles(
    _app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Escape the titles that the theme's templates write as they are."""
    for name in ("pagetitle", "root_title"):
        if name in context:  # not on pages such as the search page
            context[name] = html.escape(context[name])


# Lists of components that the theme renders on each page to drop those that render to nothing.
# Our templates write none of these.
_UNUSED = (
    *("theme_article_footer_items", "theme_article_header_end", "theme_article_header_start"),
    *("theme_content_footer_items", "theme_navbar_center", "theme_navbar_end"),
    *("theme_navbar_persistent", "theme_navbar_start", "theme_primary_sidebar_end"),
    "theme_secondary_sidebar_items",
)
# The theme never renders it on trial. If the list were empty, it would hide the menu.
_UNTRIED = "navbar-nav.html"


def remove_components(
    _app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Remove the theme's components, before the theme (priority 500) renders them on trial."""
    context.update({name: [] for name in _UNUSED if name in context})
    if context.get("sidebars"):
        context["sidebars"] = [_UNTRIED]


def keep_menu(
    _app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Have the theme not look for menus to leave out, which takes as long as the site is large."""
    context["suppress_sidebar_toctree"] = lambda **_kwargs: False


# The title of a page, and what sphinx_compass says about the page below it.
_TOP = re.compile(
    r'</h1>\s*(?:<ul class="compass-meta[^>]*>.*?</ul>\s*)?(?:<p class="compass-late">.*?</p>\s*)*',
    re.DOTALL,
)
# On the front page, also the first paragraph, unless a list or a box is above it.
_LEAD = re.compile(rf"{_TOP.pattern}(?:<p\b[^>]*>.*?</p>\s*)?", re.DOTALL)


def add_parts(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Add what belongs inside the text of a page.

    On the front page this is the search field, on others the folded list of contents, for
    screens without room beside the text.
    """
    is_front = pagename == app.config.root_doc
    body = context.get("body", "")
    place = (_LEAD if is_front else _TOP).search(body)
    if place and (is_front or context["compass_contents"]):
        template = "compass-search.html" if is_front else "compass-contents.html"
        part = app.builder.templates.render(template, context)
        context["body"] = body[: place.end()] + part + body[place.end() :]
