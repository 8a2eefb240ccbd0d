"""Corrects the files and lines that MyST-Parser reports, and finds files that include themselves.

MyST-Parser reports its warnings about an included file at the page, with the line of the
file. In a block of colons that begins with another block, it counts one line too many. A
file that includes itself ends in a traceback. Off unless ``compass_check_pages`` is set.

Private or undocumented names used here:

- MyST-Parser: in ``myst_parser.mdit_to_docutils.base``, the names ``MockIncludeDirective``,
  ``create_warning`` and ``parse_directive_text``, which ``DocutilsRenderer`` uses, and its
  method ``render_colon_fence``, which puts an empty line before a block that begins another.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import DirectiveError
from myst_parser.mdit_to_docutils import base
from myst_parser.mocking import MockIncludeDirective
from myst_parser.parsers.directives import parse_directive_text
from myst_parser.warnings_ import MystWarnings, create_warning

from sphinx_compass.source.included_parts import shown_lines
from sphinx_compass.source.unsafe.addresses import is_own_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.parsers.rst import Directive
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.parsers.directives import DirectiveParsingResult
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Keys in the temporary data of the page being read
_OPEN = "compass_open_includes"  # paths of the files being included, the outermost first
_PARTS = "compass_included_parts"  # path -> indexes of the lines that are read as markup

_FATAL = 4
_render_colon_fence = base.DocutilsRenderer.render_colon_fence


def setup(app: Sphinx) -> None:
    """Replace the names in MyST-Parser while a build runs."""
    app.connect("env-before-read-docs", _replace)
    app.connect("build-finished", _restore)


def _replace(app: Sphinx, *_args: object) -> None:
    if app.config.compass_check_pages:
        vars(base).update(
            MockIncludeDirective=LocatedInclude,
            create_warning=_create_warning,
            parse_directive_text=_parse_directive_text,
        )
        base.DocutilsRenderer.render_colon_fence = _render_located  # type: ignore[method-assign]


def _restore(_app: Sphinx, _exception: Exception | None) -> None:
    vars(base).update(
        MockIncludeDirective=MockIncludeDirective,
        create_warning=create_warning,
        parse_directive_text=parse_directive_text,
    )
    base.DocutilsRenderer.render_colon_fence = _render_colon_fence  # type: ignore[method-assign]


# -- included files -------------------------------------------------------------


def included_parts(env: BuildEnvironment) -> dict[str, set[int]]:
    """Return the indexes of the lines that the page being read includes, by path."""
    parts: dict[str, set[int]]
    parts = env.current_document[_PARTS] = env.current_document.get(_PARTS) or {}
    return parts


class LocatedInclude(MockIncludeDirective):
    """Includes a file, and notes which one."""

    def run(self) -> list[nodes.Element]:
        """Include the file; raises DirectiveError if it includes itself."""
        env = self.document.settings.env
        _name, found = env.relfn2path(self.arguments[0])
        path = str(Path(found))
        opened: list[str] = env.current_document.setdefault(_OPEN, [])
        if path in {*opened, str(env.doc2path(env.current_document.docname))}:
            message = f'Directive "{self.name}": {self.arguments[0]} includes itself'
            raise DirectiveError(_FATAL, message)
        options = dict(self.options)
        with _noted(opened, path):
            result: list[nodes.Element] = super().run()
        if Path(path).is_file() and is_own_file(path, Path(env.srcdir)):
            lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
            included_parts(env).setdefault(path, set()).update(shown_lines(lines, options))
        return result


def _create_warning(
    document: nodes.document,
    message: str,
    subtype: MystWarnings | str,
    *,
    line: int | None = None,
    **options: Any,
) -> nodes.system_message | None:
    """Report a warning at the file that is being included, or else at the page."""
    if document.settings.env.current_document.get(_OPEN) and "node" not in options:
        options["node"] = node = nodes.Element()
        node.source, node.line = document["source"], line
    return create_warning(document, message, subtype, line=line, **options)


@contextmanager
def _noted(opened: list[str], path: str) -> Iterator[None]:
    opened.append(path)
    try:
        yield
    finally:
        opened.pop()


# -- blocks that begin with another block ------------------------------------------


class _AfterEmptyLine(str):
    """The content of a block, after an empty line that is not in the source."""

    __slots__ = ()


def _render_located(self: base.DocutilsRenderer, token: SyntaxTreeNode) -> None:
    """Render a block of colons, and mark a content that gets an empty line."""
    name, _space, arguments = (token.info or "").strip().partition(" ")
    is_directive = name.startswith("{") and name.endswith("}")
    if not (is_directive and token.content.startswith(":::") and token.token is not None):
        _render_colon_fence(self, token)
        return
    located = token.token.copy()
    located.content = _AfterEmptyLine(f"\n{token.content}")
    token.token = located
    self.render_directive(token, name[1:-1], arguments.strip())


def _parse_directive_text(
    directive_class: type[Directive], first_line: str, content: str, **options: Any
) -> DirectiveParsingResult:
    """Parse the text of a directive, and leave out an empty line that is not in the source."""
    if not isinstance(content, _AfterEmptyLine):
        return parse_directive_text(directive_class, first_line, content, **options)
    if not directive_class.option_spec:
        return parse_directive_text(directive_class, first_line, content[1:], **options)
    result = parse_directive_text(directive_class, first_line, content, **options)
    if result.blank_line_removed:
        result.body_offset -= 1
    else:
        del result.body[1]  # the text beside the name is in the first place
    return result
