"""Which scripts a page loads: a few bundles, none before the page is shown.  No Sphinx.

Sphinx, the theme and its extensions give each page a dozen scripts, most of them loaded
before anything is shown, and most of them of no use to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import rjsmin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Bundle(NamedTuple):
    """Scripts that are written as one file, in their order, and loaded together."""

    name: str  # of the file, below the static folder
    scripts: tuple[str, ...]  # paths below the static folder
    needed_by: re.Pattern[str] | None = None  # what in a page asks for it; None: every page


BUNDLES = (
    Bundle(
        "site.js",
        (
            "documentation_options.js",
            "doctools.js",
            "sphinx_highlight.js",
            "scripts/sphinx-book-theme.js",
            "scripts/pydata-sphinx-theme.js",
            "reading.js",
            "compass/linking.js",
        ),
    ),
    Bundle(
        "copying.js",
        ("clipboard.min.js", "copybutton.js"),
        re.compile(r'<div class="highlight'),
    ),
    Bundle("tabs.js", ("design-tabs.js",), re.compile(r'class="[^"]*\bsd-tab-set\b')),
    Bundle(
        "search.js",
        ("language_data.js", "searchtools.js", "searching.js"),
        re.compile(r'id="search-results"'),
    ),
)

_BUNDLED = {script for bundle in BUNDLES for script in bundle.scripts}


def needed(body: str) -> tuple[str, ...]:
    """Return the names of the bundles that a page needs, in the order they run."""
    return tuple(
        bundle.name
        for bundle in BUNDLES
        if bundle.needed_by is None or bundle.needed_by.search(body)
    )


def is_bundled(script: str) -> bool:
    """Tell whether a script, by its path below the static folder, is in some bundle."""
    return script in _BUNDLED


def joined(sources: Mapping[str, str], names: Iterable[str]) -> str:
    """Return scripts as one, without comments; those that a site lacks are left out.

    A line break before the next one ends a comment at the end of a script, a semicolon
    a statement without one.
    """
    return str(rjsmin.jsmin("\n;\n".join(sources[name] for name in names if name in sources)))
