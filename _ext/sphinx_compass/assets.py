"""Links the styles and scripts of cards, views and page lines.

Every stylesheet in ``static/compass`` is linked; most have the name of the module of
``views`` whose output they style.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.domain.builders import is_site
from sphinx_compass.organization.messages import _, mark

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).with_name("static")
TOKENS = Path(__file__).with_name("tokens")

_FOLDER = "compass"  # of our files among those of the site
_TOKENS_PRIORITY = 590  # before all that uses them
_FIRST_SCRIPTS = ("texts.js", "shared.js")  # the others use them
_PRIORITY = 600  # after what themes and extensions load (500), before what the site adds (800)

# The texts of scripts, by the names that they use for them.
_SCRIPT_TEXTS = {
    "copy": mark("Copy"),
    "copy_form": mark("Copy for {form}"),
    "copied": mark("Copied"),
    "selected": mark("Selected"),
    "done": mark("{done}: link for {form}"),
    "filter_names": mark("Filter names"),
    "total_names": mark("{total} names"),
    "shown_names": mark("{shown} of {total} names"),
    "filter_terms": mark("Filter terms"),
    "total_terms": mark("{total} terms"),
    "shown_terms": mark("{shown} of {total} terms"),
    "filter_directory": mark("Filter by name, other name, area or summary"),
    "all": mark("All"),
    "kind": mark("Kind"),
    "roles": mark("Roles"),
    "teams": mark("Teams"),
    "areas": mark("Areas"),
    "area": mark("Area"),
    "status": mark("Status"),
    "entries": mark("{shown} of {total} shown"),
    "no_match": mark("Nothing matches"),
    "clear": mark("Show all"),
    "all_areas": mark("All areas"),
    "filter_areas": mark("Show only some areas"),
    "filter_statuses": mark("Show only some states"),
    "chart_shown": mark("{shown} of {total} roles"),
    "branch": mark("below {name}"),
    "duties": mark("Duties"),
    "close": mark("Close"),
    "open_page": mark("Open the page"),
}


def setup(app: Sphinx) -> None:
    """Add the files once the builder is known."""
    app.connect("builder-inited", add_files)


def add_files(app: Sphinx) -> None:
    """Add all styles and scripts to a site; other formats have none."""
    if not is_site(app.builder):
        return
    config = app.config
    config.html_static_path = [*config.html_static_path, str(TOKENS), str(STATIC)]
    app.add_css_file("compass-tokens.css", priority=_TOKENS_PRIORITY)
    # for the template ``texts.js.jinja``
    texts = {name: _(text) for name, text in _SCRIPT_TEXTS.items()}
    config.html_context = {**config.html_context, "compass_texts": texts}
    for stylesheet in sorted((STATIC / _FOLDER).glob("*.css")):
        app.add_css_file(f"{_FOLDER}/{stylesheet.name}", priority=_PRIORITY)
    scripts = {path.name for path in (STATIC / _FOLDER).glob("*.js")}.difference(_FIRST_SCRIPTS)
    for script in (*_FIRST_SCRIPTS, *sorted(scripts)):
        app.add_js_file(f"{_FOLDER}/{script}", priority=_PRIORITY, loading_method="defer")
