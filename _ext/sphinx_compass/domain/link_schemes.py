"""Lets links begin with a scheme in any case, such as ``HTTPS://example.org``.

Browsers and GitHub ignore the case of schemes, but MyST-Parser takes such an address for the
name of a file. Off unless ``compass_check_pages`` is set.

Private or undocumented names used here:

- MyST-Parser: ``render_link`` of ``myst_parser.mdit_to_docutils.base.DocutilsRenderer``, which
  compares schemes with those that it knows, and ``REGEX_SCHEME`` beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from myst_parser.mdit_to_docutils import base

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx

_MYST_SCHEMES = frozenset({"inv", "path", "project"})  # what MyST-Parser has beside those of sites
_render_link = base.DocutilsRenderer.render_link


def setup(app: Sphinx) -> None:
    """Replace the method of MyST-Parser while a build runs."""
    app.connect("env-before-read-docs", _replace)
    app.connect("build-finished", _restore)


def _replace(app: Sphinx, *_args: object) -> None:
    if app.config.compass_check_pages:
        base.DocutilsRenderer.render_link = _render_in_lowercase  # type: ignore[method-assign]


def _restore(_app: Sphinx, _exception: Exception | None) -> None:
    base.DocutilsRenderer.render_link = _render_link  # type: ignore[method-assign]


def _render_in_lowercase(self: base.DocutilsRenderer, token: SyntaxTreeNode) -> None:
    """Render a link, the scheme of its address in lowercase if it is a known one."""
    address = str(token.attrs.get("href", ""))
    match = base.REGEX_SCHEME.match(address)
    scheme = match[1].lower() if match is not None else ""
    if scheme in _MYST_SCHEMES or scheme in self.md_config.url_schemes:
        token.attrs["href"] = scheme + address[len(scheme) :]
    _render_link(self, token)
