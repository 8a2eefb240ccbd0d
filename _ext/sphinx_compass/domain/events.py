"""The events by which other rooms take part in a build.

``compass-names`` (env, directory)
    Returns the permanent names of the handbook, see
    :class:`~sphinx_compass.domain.permanent.PermanentNames`; the first result counts.
    Emitted when the organization has been assembled.
``compass-published-ids`` (env, docname)
    Returns what is known about published ids, see
    :class:`~sphinx_compass.organization.anchors.PublishedIds`; the first result counts.
    Emitted while a page is read whose ids can depend on that.
``compass-page-content`` (env, docname)
    Returns everything that a page shows but does not contain itself, as values with a
    stable ``repr``. Incremental builds compare them to find the pages to write again.
``compass-problems`` (env, problems)
    Returns further problems. ``problems`` is what the checks of the domain have found, in
    no order. Emitted once, when all pages have been read.
``compass-output-files`` ()
    Returns the names of output files besides pages, relative to the output folder.
    Those that are no longer returned are removed.
``compass-menus-of-titles`` ()
    Returns a function from the output of a page, as bytes, to the same without its menu, if menus
    show only the titles of other pages, not their sections; the first result counts.
``compass-old-menus`` (docnames)
    Returns True if the handler will replace the menus of these pages, so that they need not be
    written as a whole. Nothing else on them shows the titles that changed. The first result counts.
``compass-new-menu`` (docname)
    Returns True if the menu in the output of a page has been replaced. Otherwise the page has to be
    written as a whole. The first result counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAMES = "compass-names"
PUBLISHED_IDS = "compass-published-ids"
PAGE_CONTENT = "compass-page-content"
PROBLEMS = "compass-problems"
OUTPUT_FILES = "compass-output-files"
MENUS_OF_TITLES = "compass-menus-of-titles"
OLD_MENUS = "compass-old-menus"
NEW_MENU = "compass-new-menu"

EVENTS = (
    NAMES,
    PUBLISHED_IDS,
    PAGE_CONTENT,
    PROBLEMS,
    OUTPUT_FILES,
    MENUS_OF_TITLES,
    OLD_MENUS,
    NEW_MENU,
)


def setup(app: Sphinx) -> None:
    """Register the events."""
    for name in EVENTS:
        app.add_event(name)
