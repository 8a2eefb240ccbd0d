"""Parses Markdown pages without a Sphinx environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.core import publish_doctree
from docutils.parsers.rst import roles
from myst_parser.parsers.docutils_ import Parser
from sphinx.util.docutils import docutils_namespace

from parsing import DOMAINS, cross_reference
from sphinx_compass.source.page_checks.base import PageSource

if TYPE_CHECKING:
    from docutils import nodes

EXTENSIONS = ["colon_fence", "deflist", "tasklist", "alert", "strikethrough"]


def markdown(
    text: str, *, path: str = "/source/page.md", smart_quotes: bool = True
) -> nodes.document:
    """Parse a page of Markdown, with the extensions that handbooks use."""
    with docutils_namespace():
        for name in DOMAINS:
            roles.register_local_role(name, cross_reference)
        settings = {
            "doctitle_xform": False,
            "report_level": 5,
            "_disable_config": True,
            "smart_quotes": smart_quotes,  # as Sphinx has it
            "myst_enable_extensions": EXTENSIONS,
            "myst_suppress_warnings": ["myst"],
        }
        document: nodes.document = publish_doctree(
            text, source_path=path, settings_overrides=settings, parser=Parser()
        )
        return document


def page_of(text: str, *, path: str = "/source/page.md", smart_quotes: bool = True) -> PageSource:
    """Return a page of Markdown as its checks get it."""
    return PageSource(
        "page",
        text,
        is_markdown=True,
        document=markdown(text, path=path, smart_quotes=smart_quotes),
    )
