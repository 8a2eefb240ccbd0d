"""Lists the bundles of scripts, and which pages need which. No Sphinx.

Sphinx, the theme and extensions load a dozen scripts on each page. Most of them delay the first
view, and most pages need few of them.

Undocumented names used here: the file names of scripts of Sphinx, sphinx-book-theme,
pydata-sphinx-theme, sphinx-compass, sphinx-copybutton and sphinx-design.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import rjsmin

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence


class Bundle(NamedTuple):
    """Scripts that are written as one file, in their order, and loaded together."""

    name: str  # of the file, below the static folder
    scripts: tuple[str, ...]  # paths below the static folder
    needed_by: re.Pattern[str] | None = None  # what a page that needs it contains; None: all do
    extension: str = ""  # that brings the scripts; empty: Sphinx, the theme or this extension
    replaced_by: str = ""  # extension whose own scripts do the same


SITE = Bundle(
    "site.js",
    (
        "documentation_options.js",
        "doctools.js",
        "translations.js",
        "sphinx_highlight.js",
        "scripts/pydata-sphinx-theme.js",
        "reading.js",
    ),
)
BUNDLES = (
    SITE,
    Bundle(
        "copying.js",
        ("clipboard.min.js", "copybutton.js"),
        re.compile(r'<div class="highlight'),
        "sphinx_copybutton",
    ),
    Bundle(
        "directory.js",
        ("compass/directory.js",),
        re.compile(r'class="compass-directory\b'),
        "sphinx_compass",
    ),
    Bundle(
        "chart.js",
        ("compass/org_chart.js",),
        re.compile(r'class="compass-chart compass-wide\b'),
        "sphinx_compass",
    ),
    Bundle(
        "tabs.js",
        ("design-tabs.js",),
        re.compile(r'class="[^"]*\bsd-tab-set\b'),
        "sphinx_design",
    ),
    Bundle(
        "search.js",
        ("language_data.js", "searchtools.js", "searching.js"),
        re.compile(r'id="search-results"'),
        replaced_by="sphinx_compass.finding",
    ),
)
REQUIRED = frozenset(script for bundle in BUNDLES for script in bundle.scripts)

# What this one does is for parts of pages that our templates do not have.
UNUSED = frozenset({"scripts/sphinx-book-theme.js"})

# Sphinx registers this one only for languages that it has translations for.
_TRANSLATIONS = "translations.js"


def bundles_for(extensions: Container[str], registered: Sequence[str]) -> tuple[Bundle, ...]:
    """Return the bundles of a site.

    ``extensions`` are those that the site loads. ``registered`` are the scripts that every
    page loads: those that belong to no other bundle come last in the first one.
    """
    loaded = [
        item
        for item in BUNDLES
        if (not item.extension or item.extension in extensions)
        and item.replaced_by not in extensions
    ]
    own = {script for bundle in loaded for script in bundle.scripts}
    others = dict.fromkeys(script for script in registered if script not in own | UNUSED)
    core = (script for script in SITE.scripts if script != _TRANSLATIONS or script in registered)
    return (SITE._replace(scripts=(*core, *others)), *loaded[1:])


def needed(bundles: Iterable[Bundle], body: str) -> tuple[str, ...]:
    """Return the names of the bundles that a page (HTML) needs, in the order they run."""
    return tuple(
        bundle.name
        for bundle in bundles
        if bundle.needed_by is None or bundle.needed_by.search(body)
    )


def joined(sources: Iterable[str]) -> str:
    """Return scripts as one, without comments.

    The line break between two scripts ends a comment at the end of the first, and the semicolon
    ends a statement that has none.
    """
    return str(rjsmin.jsmin("\n;\n".join(sources)))
