"""Brings along the styles and scripts that sites need to show cards, views and page lines.

Every stylesheet in ``static/compass`` is linked; those of ``views`` have the names of
the modules whose output they style.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.domain.builders import is_site
from sphinx_compass.organization.messages import _, mark

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"

_FOLDER = "compass"  # of our files among those of the site
_PRIORITY = 600  # after what themes and extensions load (500), before what the site adds (800)

# The texts of ``linking.js``.
_SCRIPT_TEXTS = (
    mark("Copied"),
    mark("Selected"),
    mark("Copy"),
    mark("Copy for {form}"),
    mark("{done}: link for {form}"),
    mark("Filter names"),
    mark("{total} names"),
    mark("{shown} of {total} names"),
)


def setup(app: Sphinx) -> None:
    """Add the files once the builder is known."""
    app.connect("builder-inited", add_files)


def add_files(app: Sphinx) -> None:
    """Add all styles and scripts to a site; other formats have none."""
    if not is_site(app.builder):
        return
    app.config.html_static_path = [*app.config.html_static_path, str(STATIC)]
    for stylesheet in sorted((STATIC / _FOLDER).glob("*.css")):
        app.add_css_file(f"{_FOLDER}/{stylesheet.name}", priority=_PRIORITY)
    translated = {text: _(text) for text in _SCRIPT_TEXTS if _(text) != text}
    if translated:
        app.add_js_file(None, priority=_PRIORITY, body=f"COMPASS_TEXTS={json.dumps(translated)}")
    app.add_js_file(f"{_FOLDER}/linking.js", priority=_PRIORITY, loading_method="defer")
