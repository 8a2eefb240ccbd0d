"""Finds the stylesheets and scripts that every page of a site loads.

Private or undocumented names used here:

- Sphinx: ``_css_files`` and ``_js_files`` of the ``StandaloneHTMLBuilder``, and ``filename``,
  ``priority`` and ``attributes`` of their items.
- pydata-sphinx-theme: its stylesheets, which its template links without Sphinx.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from sphinx_compass.reading import scripts
from sphinx_compass.reading.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.builders.html._assets import _CascadingStyleSheet, _JavaScript

STATIC = "_static"
THEME_STYLESHEETS = ("styles/theme.css", "styles/pydata-sphinx-theme.css")

# A file with any other attribute, such as ``media`` or ``type``, means something else in a bundle.
_PLAIN_STYLESHEET = {("rel", "stylesheet"), ("type", "text/css")}
_PLAIN_SCRIPT = {("defer", "defer")}


@dataclass(frozen=True, slots=True)
class Assets:
    """Local files that every page of a site loads: paths below the static folder, in order."""

    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]

    @classmethod
    def of(cls, builder: StandaloneHTMLBuilder) -> Assets:
        """Return what is registered for all pages now, and the theme's own stylesheets."""
        own = _paths(builder._css_files, _PLAIN_STYLESHEET)
        return cls(
            stylesheets=tuple(dict.fromkeys([*THEME_STYLESHEETS, *own])),
            scripts=tuple(_paths(builder._js_files, _PLAIN_SCRIPT)),
        )


def _paths(
    files: Iterable[_CascadingStyleSheet | _JavaScript], plain: set[tuple[str, str]]
) -> list[str]:
    """Return the paths of local files that have no other attributes than plain ones."""
    ordered = sorted(files, key=lambda file: file.priority)
    found = [static_path(file) for file in ordered if plain.issuperset(file.attributes.items())]
    return [path for path in found if path]


def static_path(file: object) -> str:
    """Return the path of a stylesheet or script below the static folder; empty if elsewhere."""
    name = os.fspath(getattr(file, "filename", str(file)))
    return name.removeprefix(f"{STATIC}/") if name.startswith(f"{STATIC}/") else ""


def read(static: Path, name: str) -> str:
    """Return the text of a file below the static folder.

    Raises :exc:`sphinx.errors.ExtensionError` if there is no such file.
    """
    try:
        return (static / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        pass
    if name in scripts.REQUIRED or name in THEME_STYLESHEETS:
        text = _(
            "The site has no static file '{file}'. A release of Sphinx, the theme or an extension"
            " has renamed or removed it: update the name in sphinx_compass.reading, or install"
            " the release before."
        )
    else:
        text = _(
            "The site has no static file '{file}', which every page loads. Correct its name where"
            " it is registered, such as in html_css_files or html_js_files."
        )
    raise ExtensionError(text.format(file=name), modname="sphinx_compass.reading")
