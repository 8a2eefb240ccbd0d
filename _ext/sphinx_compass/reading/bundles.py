"""Makes pages load little: one stylesheet, few scripts, a small icon font.

The theme and its extensions load 23 files, 787 KB of them, for a first view: most rules
match nothing on the site, and some 20 icons come with a font, or a script, of thousands.
Pages link to bundles instead.  What is in them depends on all pages, so that they are
written at the end of each build, from all pages as they stand in the output, and only
then get their addresses, which change with their content.

Templates of the site use what :func:`use_bundles` adds to their context.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_compass.reading import icons, scripts, stylesheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes
    from sphinx.application import Sphinx

VERSION = "1"  # of how bundles are made

_SITES = ("html", "dirhtml")
_STATIC = "_static"
_STYLESHEET = "site.css"

# The theme links these from its template and not through Sphinx.
_THEME_STYLESHEETS = ("styles/theme.css", "styles/pydata-sphinx-theme.css")

# Inline scripts that would run before the deferred one that they build upon.  The theme
# reads the first in its switcher of versions only, and takes a missing second as "no".
_INLINE = ("DOCUMENTATION_OPTIONS.pagename", "DOCUMENTATION_OPTIONS.search_as_you_type = false")

# Templates that themes leave among the files of a site, where they look like broken pages.
_STRAY = "*webpack-macros.html"

_ICON_FONTS = "fa-*.woff2"

_ADDRESS = re.compile(rf"({_STATIC}/([\w.-]+)\?v=)(\w*)")


def use_bundles(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Take what is bundled off a page's own lists, and tell its templates what to load.

    A stylesheet or script that only some pages ask for, or that has an address of
    another site, is left to Sphinx.
    """
    if app.builder.name not in _SITES:
        return
    bundled = set(_stylesheets(app))
    context["css_files"] = [css for css in context["css_files"] if _static_path(css) not in bundled]
    context["script_files"] = [
        script
        for script in context["script_files"]
        if not scripts.is_bundled(_static_path(script))
        and not str(getattr(script, "attributes", {}).get("body", "")).startswith(_INLINE)
    ]
    body = context.get("body", "") if _templatename != "search.html" else 'id="search-results"'
    context["bundles"] = scripts.needed(body)


def _static_path(asset: object) -> str:
    """Return where a stylesheet or script stands below the static folder; empty if elsewhere."""
    name = str(getattr(asset, "filename", asset))
    return name.removeprefix(f"{_STATIC}/") if name.startswith(f"{_STATIC}/") else ""


def _stylesheets(app: Sphinx) -> list[str]:
    """Return the stylesheets that every page has, in the order they are loaded."""
    own = sorted(app.builder._css_files, key=lambda css: css.priority)  # type: ignore[attr-defined]
    return list(dict.fromkeys([*_THEME_STYLESHEETS, *filter(None, map(_static_path, own))]))


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the bundles, and their addresses into all pages; after success only."""
    if exception is not None or app.builder.name not in _SITES:
        return
    outdir = Path(app.outdir)
    static = outdir / _STATIC
    pages = {
        path: path.read_text(encoding="utf-8")
        for path in sorted(outdir.rglob("*.html"))
        if path.is_file() and static not in path.parents
    }
    for path in static.glob(_STRAY):
        path.unlink()
    bundles = _write_scripts(static)
    used = stylesheet.Used.by(pages.values(), bundles.values())
    bundles[_STYLESHEET] = _write_stylesheet(static, _stylesheets(app), used)
    versions = {name: _digest(content)[:8] for name, content in bundles.items()}
    for path, page in pages.items():
        linked = _ADDRESS.sub(lambda match: match[1] + versions.get(match[2], match[3]), page)
        if linked != page:
            path.write_text(linked, encoding="utf-8", newline="\n")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _write_scripts(static: Path) -> dict[str, str]:
    """Write the bundles of scripts, and return them by name."""
    sources = {
        name: (static / name).read_text(encoding="utf-8")
        for bundle in scripts.BUNDLES
        for name in bundle.scripts
        if (static / name).is_file()
    }
    bundles = {bundle.name: scripts.joined(sources, bundle.scripts) for bundle in scripts.BUNDLES}
    for name, content in bundles.items():
        (static / name).write_text(content, encoding="utf-8", newline="\n")
    return bundles


def _write_stylesheet(static: Path, names: Sequence[str], used: stylesheet.Used) -> str:
    """Write the stylesheet with its icon fonts, and return it.

    It begins with a digest of all that it is made from: while that is the same, as in most
    builds of a preview, the last one stays.
    """

    def read(path: str) -> str:
        return (static / path).read_text(encoding="utf-8")

    found = sorted(path.relative_to(static).as_posix() for path in static.rglob("*.css"))
    sources = {name: read(name) for name in found if name != _STYLESHEET}
    made_from = (VERSION, *names, *sources.values(), *sorted(used.names), *sorted(used.properties))
    head = f'@charset "utf-8";/*{_digest(*made_from)[:16]}*/'
    path = static / _STYLESHEET
    if path.is_file() and (last := path.read_text(encoding="utf-8")).startswith(head):
        return last
    rules = [
        rule
        for name in names
        for rule in stylesheet.parse(sources[name], posixpath.dirname(name), read)
    ]
    left = stylesheet.purge(rules, used)
    fonts = icons.use_smaller_fonts(left, lambda name: (static / name).read_bytes())
    for stale in static.glob(_ICON_FONTS):  # of an earlier build, which showed other icons
        stale.unlink()
    for name, font in fonts.items():
        (static / name).write_bytes(font)
    css = head + "".join(map(str, left))
    path.write_text(css, encoding="utf-8", newline="\n")
    return css
