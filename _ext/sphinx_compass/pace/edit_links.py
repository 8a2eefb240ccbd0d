"""Compiles the template of the address for editing once, not on each page: ``pace_edit_links``.

pydata-sphinx-theme compiles it whenever a template asks for the address of a page, which takes
longer than to render the header that shows it.

Private names used here:

- pydata-sphinx-theme: ``edit_this_page.jinja2``, of which it uses ``Template`` only.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def turn_on(app: Sphinx) -> None:
    """Give the theme templates that are compiled once, if the site has that theme."""
    app.connect("builder-inited", _compile_once)


def _compile_once(app: Sphinx) -> None:
    if "pydata_sphinx_theme" in app.extensions:
        module = import_module("pydata_sphinx_theme.edit_this_page")
        module.jinja2 = SimpleNamespace(Template=cache(jinja2.Template))  # type: ignore[attr-defined]
