"""Does not look for changes of templates during a build: ``pace_templates``.

Jinja asks the file system for the time of a template whenever a page, a block, an import or an
include uses it: thirty times per page. Sphinx reads each template once in a build.

Private names used here:

- Sphinx: ``environment`` of the ``BuiltinTemplateLoader``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def turn_on(app: Sphinx) -> None:
    """Read each template once, as soon as there is a builder that has templates."""
    app.connect("builder-inited", _read_once)


def _read_once(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        templates = app.builder.templates
        if isinstance(templates, BuiltinTemplateLoader):
            templates.environment.auto_reload = False
