"""Links pages to bundles of stylesheets and scripts, and writes the bundles.

The theme and its extensions load 23 files (787 KB) on a first view. Most rules of their
stylesheets match nothing on the site, and some 20 icons come with a font, or a script, that has
thousands. Pages link to bundles instead.

What is in a bundle depends on all pages. So the bundles are written at the end of each build,
from all pages in the output, and only then are versions, which change with the content, added to
their addresses.

Undocumented names used here:

- pydata-sphinx-theme: the text of two inline scripts.
- Both themes: ``webpack-macros.html`` in their static folders.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

from sphinx_compass.reading import icons, scripts, stylesheet
from sphinx_compass.reading.assets import STATIC, read, static_path
from sphinx_compass.reading.messages import _
from sphinx_compass.reading.page_uses import PageUses
from sphinx_compass.reading.purge import Used, may_match, purge

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_compass.reading.assets import Assets

VERSION = "1"  # raise it when this module makes other bundles of the same files
STYLESHEET = "site.css"

# Inline scripts that would run before the deferred script that they depend on. The theme uses
# the first only in its version switcher, and takes a missing second as "no".
INLINE = ("DOCUMENTATION_OPTIONS.pagename", "DOCUMENTATION_OPTIONS.search_as_you_type = false")

# Templates that the themes leave in the static folder of a site, where they are broken pages.
STRAY = "*webpack-macros.html"

_ICON_FONTS = "fa-*.woff2"
_ADDRESS = re.compile(rf"({STATIC}/([\w.-]+)\?v=)(\w*)")


class Bundler:
    """Replaces the stylesheets and scripts that every page of a site loads with bundles."""

    def __init__(
        self, builder: StandaloneHTMLBuilder, assets: Assets, extensions: Container[str]
    ) -> None:
        self._builder = builder
        self._stylesheets = assets.stylesheets
        self._scripts = scripts.bundles_for(extensions, assets.scripts)
        self._bundled = {script for bundle in self._scripts for script in bundle.scripts}
        written = {STYLESHEET, *(bundle.name for bundle in self._scripts)}
        for name in sorted(written.intersection([*self._stylesheets, *self._bundled])):
            text = _("'{file}' is the name of a file that this extension writes: rename yours.")
            raise ExtensionError(text.format(file=name), modname="sphinx_compass.reading")

    def link_bundles(
        self,
        _app: Sphinx,
        _pagename: str,
        templatename: str,
        context: dict[str, Any],
        _doctree: nodes.document | None,
    ) -> None:
        """Remove what is bundled from a page's lists, and list the bundles that it needs.

        A file that only some pages load, or that is on another site, stays in the lists.
        """
        context["css_files"] = [
            css for css in context["css_files"] if static_path(css) not in self._stylesheets
        ]
        context["script_files"] = [
            script
            for script in context["script_files"]
            if static_path(script) not in self._bundled | scripts.UNUSED
            and not getattr(script, "attributes", {}).get("body", "").startswith(INLINE)
        ]
        body = 'id="search-results"' if templatename == "search.html" else context.get("body", "")
        context["bundles"] = scripts.needed(self._scripts, body)

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the bundles and their versions in the addresses on all pages, after success."""
        if exception is not None:
            return
        outdir = Path(app.outdir)
        static = outdir / STATIC
        for path in static.glob(STRAY):
            path.unlink()
        pages = [path for path in sorted(_files(outdir, ".html")) if static not in path.parents]
        uses = PageUses.of(self._builder)
        found: dict[Path, Used] = {}
        changed: set[Path] = set()
        for path in pages:
            known = uses.known(path)
            if known is None:
                changed.add(path)
                known = Used.by([path.read_text(encoding="utf-8")], ())
            found[path] = known
        written = self._write_scripts(static)
        used = Used.together([*found.values(), Used.by((), written.values())])
        written[STYLESHEET] = _write_stylesheet(static, self._stylesheets, used)
        versions = {name: _digest(content)[:8] for name, content in written.items()}
        for path in pages if versions != uses.versions else sorted(changed):
            _link(path, versions)
        uses.keep(found, versions)

    def _write_scripts(self, static: Path) -> dict[str, str]:
        """Write the bundles of scripts, and return them by name."""
        bundles = {
            bundle.name: scripts.joined(read(static, name) for name in bundle.scripts)
            for bundle in self._scripts
        }
        for name, content in bundles.items():
            (static / name).write_text(content, encoding="utf-8", newline="\n")
        return bundles


def _files(folder: Path, suffix: str) -> Iterator[Path]:
    """Yield the files in a folder, of which another process may change some of other kinds."""
    for name, _folders, files in os.walk(folder):
        paths = (Path(name, file) for file in files if file.endswith(suffix))
        yield from (path for path in paths if path.is_file())


def _link(path: Path, versions: Mapping[str, str]) -> None:
    """Write the versions of bundles into their addresses on a page."""
    page = path.read_text(encoding="utf-8")
    linked = _ADDRESS.sub(lambda match: match[1] + versions.get(match[2], match[3]), page)
    if linked != page:
        _replace(path, linked)


def _replace(path: Path, text: str) -> None:
    """Write a file at once or not at all, because the next build can take it for complete."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _write_stylesheet(static: Path, names: Sequence[str], used: Used) -> str:
    """Write the stylesheet and its icon fonts, and return the stylesheet.

    It starts with a digest of everything that it is made from. If that is still the same, as
    in most builds of a preview, the file stays as it is.
    """
    found = sorted(path.relative_to(static).as_posix() for path in _files(static, ".css"))
    sources = {name: read(static, name) for name in (*found, *names) if name != STYLESHEET}
    made_from = (VERSION, *names, *sources.values(), *sorted(used.names), *sorted(used.properties))
    head = f'@charset "utf-8";/*{_digest(*made_from)[:16]}*/'
    path = static / STYLESHEET
    if path.is_file() and (last := path.read_text(encoding="utf-8")).startswith(head):
        return last
    reads = partial(read, static)
    rules = [
        rule
        for name in names
        for rule in stylesheet.parse(
            sources[name],
            posixpath.dirname(name),
            reads,
            is_kept=lambda selectors: may_match(selectors, used),  # so that few rules are parsed
        )
    ]
    rules = purge(rules, used)
    fonts = icons.use_smaller_fonts(rules, lambda name: (static / name).read_bytes())
    path.unlink(missing_ok=True)  # so that the next build makes the fonts again if this one ends
    for stale in static.glob(_ICON_FONTS):  # an earlier build may have shown other icons
        stale.unlink()
    for name, font in fonts.items():
        (static / name).write_bytes(font)
    css = head + "".join(map(str, rules))
    _replace(path, css)
    return css
