"""Writes a redirect page for each page that is gone, with the extension rediraffe.

Redirects that the site itself gives to rediraffe are kept, and take precedence. Rediraffe
checks all redirects and writes the pages. Unless the site has a template of its own, the
pages then get the content of our template, which rediraffe could not give the titles.

Private or undocumented names used here:

- sphinxext-rediraffe: ``create_graph``, ``remove_suffix``, and ``REDIRECT_JSON_NAME`` (the
  file that records which redirects it has written). Also that it reads
  ``rediraffe_redirects`` at ``build-finished``, in a listener with priority 500, and
  overwrites only pages that are in its record.
"""

from __future__ import annotations

import json
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any

from jinja2 import Template
from sphinx.util.nodes import clean_astext
from sphinxext.rediraffe import REDIRECT_JSON_NAME, create_graph, remove_suffix

from sphinx_compass.config import site_address
from sphinx_compass.domain.builders import is_site
from sphinx_compass.domain.output_paths import inside
from sphinx_compass.names.inventory import listed_names
from sphinx_compass.names.targets import Redirect, Target
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Place
from sphinx_compass.policy import policy_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

PAGE = Path(__file__).parent.parent / "templates" / "redirect.html"
SCRIPT = PAGE.with_name("redirect.js.jinja")


class RedirectPages:
    """Gives rediraffe all redirects, and completes what it writes."""

    def __init__(self) -> None:
        """Begin without any redirect."""
        self._redirects: Mapping[str, Redirect] = {}  # by old docname
        self._own: list[Any] = []  # the site's value, while rediraffe has all redirects

    def hand_over(self, app: Sphinx, exception: Exception | None) -> None:
        """Give rediraffe all redirects.

        All redirect pages are written anew, because titles and targets may have changed.
        """
        if exception is not None or not is_site(app.builder) or _is_file_missing(app):
            return
        self._redirects = _redirects(app, app.builder)
        record = Path(app.outdir, REDIRECT_JSON_NAME)
        written = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else ()
        old = {_docname(app, path) for path in written}
        old.update(listed_names(app.env).compared.redirects)
        pages = {_path(app.builder, docname) for docname in app.env.found_docs}
        for path in {_path(app.builder, docname) for docname in old} - pages:
            if inside(app.outdir, path) and path.is_file():
                path.unlink()
        record.unlink(missing_ok=True)
        self._own.append(app.config.rediraffe_redirects)
        app.config.rediraffe_redirects = {
            docname: redirect.target.place.docname for docname, redirect in self._redirects.items()
        }

    def take_back(self, app: Sphinx, *_args: object) -> None:
        """Give rediraffe the redirects of the site only.

        Called at ``env-before-read-docs``, too: a build of the same process may have ended between
        the two other methods.
        """
        if self._own:
            app.config.rediraffe_redirects = self._own.pop()

    def complete(self, app: Sphinx, exception: Exception | None) -> None:
        """Fill in the pages that rediraffe has written, and remove its record from the site.

        The record stays if it has redirects of the site's own. What the site gives to
        rediraffe is as before, because the process may go on with another build.
        """
        self.take_back(app)
        record = Path(app.outdir, REDIRECT_JSON_NAME)
        if exception is not None or not is_site(app.builder) or not record.is_file():
            return
        written = json.loads(record.read_text(encoding="utf-8")).keys()
        if not app.config.rediraffe_template:
            known = self._redirects
            _fill_in(app, app.builder, {old: known[old] for old in written & known.keys()})
        if written <= listed_names(app.env).compared.redirects.keys():
            record.unlink()


def setup(app: Sphinx) -> None:
    """Load rediraffe, and prepare and complete its part of a build."""
    app.setup_extension("sphinxext.rediraffe")
    pages = RedirectPages()
    app.connect("env-before-read-docs", pages.take_back)
    app.connect("build-finished", pages.hand_over, priority=400)
    app.connect("build-finished", pages.complete, priority=600)


def redirect_files(app: Sphinx) -> tuple[str, ...]:
    """Return the redirect pages, relative to the output."""
    if not is_site(app.builder):
        return ()
    paths = (_path(app.builder, docname) for docname in _redirects(app, app.builder))
    return tuple(path.relative_to(app.outdir).as_posix() for path in paths)


# -- all redirects ------------------------------------------------------------------


def _redirects(app: Sphinx, builder: StandaloneHTMLBuilder) -> dict[str, Redirect]:
    """Return where the page of each old docname leads."""
    own = _own_redirects(app)
    taken = {_path(builder, docname) for docname in own}
    found = {
        docname: redirect
        for docname, redirect in listed_names(app.env).compared.redirects.items()
        if (path := _path(builder, docname)) not in taken and inside(app.outdir, path)
    }
    return found | {docname: _own_redirect(app, docname, own, found) for docname in own}


def _own_redirect(
    app: Sphinx, docname: str, own: Mapping[str, str], others: Mapping[str, Redirect]
) -> Redirect:
    """Return where a redirect of the site's own leads in the end."""
    visited: set[str] = set()
    while docname in own and docname not in visited:
        visited.add(docname)
        docname = own[docname]
    if docname in others:
        return others[docname]
    title = app.env.titles.get(docname)
    return Redirect(Target(docname if title is None else clean_astext(title), Place(docname)))


def _own_redirects(app: Sphinx) -> dict[str, str]:
    """Return the redirects that the site gives to rediraffe, by old docname."""
    value = app.config.rediraffe_redirects
    if isinstance(value, str):
        value = {} if _is_file_missing(app) else create_graph(Path(app.srcdir, value))
    return {_docname(app, old): _docname(app, new) for old, new in (value or {}).items()}


def _is_file_missing(app: Sphinx) -> bool:
    """Tell whether the site names a file of redirects that does not exist.

    Rediraffe reports that, if its settings are left as they are.
    """
    value = app.config.rediraffe_redirects
    return isinstance(value, str) and not Path(app.srcdir, value).is_file()


def _docname(app: Sphinx, path: str) -> str:
    """Return the docname for a path that rediraffe knows, with or without a suffix."""
    return str(remove_suffix(PureWindowsPath(path).as_posix(), list(app.config.source_suffix)))


def _path(builder: StandaloneHTMLBuilder, docname: str) -> Path:
    """Return the output file of a page, current or former."""
    return Path(builder.get_outfilename(docname))


# -- the pages ------------------------------------------------------------------------


def _fill_in(
    app: Sphinx, builder: StandaloneHTMLBuilder, redirects: Mapping[str, Redirect]
) -> None:
    """Write the content of redirect pages."""
    page, script = _template(PAGE), _template(SCRIPT)
    for old, redirect in redirects.items():
        path = _path(builder, old)
        if inside(app.outdir, path):
            shown = _shown(app, builder, old, redirect, script)
            path.write_text(page.render(shown), encoding="utf-8")


def _template(path: Path) -> Template:
    template: Template = Template(path.read_text(encoding="utf-8"))
    return template


def _shown(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    old: str,
    redirect: Redirect,
    script_template: Template,
) -> dict[str, str]:
    """Return what the template shows of one redirect."""
    target = redirect.target.place
    base = site_address(app.config)
    before, _page, after = _("This page is now at {page}.").partition("{page}")
    address = _relative(builder, old, target)
    anchors = {anchor: _relative(builder, old, place) for anchor, place in redirect.anchors.items()}
    # leads to the address, or to that of an anchor
    script = script_template.render(address=address, anchors=anchors)
    return {
        "heading": _("Moved: {title}").format(title=redirect.target.title),
        "before": before,
        "title": redirect.target.title,
        "after": after,
        "lang": app.config.language,
        "address": address,
        "canonical": base and base + builder.get_target_uri(target.docname),
        "policy": policy_of(app.config, script),
        "script": script,
    }


def _relative(builder: StandaloneHTMLBuilder, old: str, place: Place) -> str:
    uri = builder.get_relative_uri(old, place.docname)
    return f"{uri}#{place.anchor}" if place.anchor else uri
