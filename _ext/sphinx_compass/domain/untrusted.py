"""Removes from pages what is not safe to publish, and reports it.

Off unless ``compass_untrusted_pages`` is set. Markdown in a pull request comes from anybody,
and reviewers open its preview, so unsafe parts are not published even if the build goes on.

Undocumented names used here:

- docutils: the setting ``raw_enabled``, without which its role ``raw`` does nothing; the
  attribute ``options`` of roles; and ``standard_include_path`` of ``include``.
- Sphinx: ``settings`` of its environment, which documents are parsed with.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.misc import Raw
from docutils.parsers.rst.states import SubstitutionDef
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.files import SourceFiles, location_of
from sphinx_compass.source.unsafe.addresses import is_own_file, is_remote, scheme
from sphinx_compass.source.unsafe.document import UnsafeParts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docutils.parsers.rst.states import Inliner
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

SOURCE = "compass_source"  # key of the page's text in the temporary data of its reading

_INCLUDE = re.compile(r"\binclude\}[ \t]*(?P<name>\S(?:.*\S)?)")


class RemoveUnsafe(SphinxTransform):
    """Removes unsafe parts of a page before pictures and downloads are copied."""

    default_priority = 870  # just before Sphinx's event ``doctree-read`` (880)

    def apply(self, **_kwargs: object) -> None:
        """Remove the parts, and note a problem for each."""
        docname = self.env.current_document.docname
        text = str(self.env.current_document.get(SOURCE, ""))
        page, srcdir = Path(self.env.doc2path(docname)), Path(self.env.srcdir)
        files = SourceFiles(self.document, text, page, srcdir)
        for problem in UnsafeParts(self.document, docname, files, srcdir).remove():
            CompassDomain.of(self.env).note_problem(problem)


class RejectedRaw(SphinxDirective):
    """Takes the place of ``raw``, and leaves nothing on the page."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        **(Raw.option_spec or {}),
        "file": directives.unchanged,
        "encoding": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Report the block."""
        _note(
            self,
            Subtype.UNSAFE,
            _("A block '{name}' can contain anything, so pages cannot have it").format(
                name=self.name
            ),
            _("write Markdown instead"),
        )
        # A substitution must not be empty.
        return [nodes.Text("")] if isinstance(self.state, SubstitutionDef) else []


class RejectedRawRole:
    """Takes the place of the role ``raw``, which others can be made from."""

    options: ClassVar[dict[str, Any]] = {"format": directives.unchanged}

    def __call__(
        self,
        _role: str,
        rawtext: str,
        _text: str,
        lineno: int,
        inliner: Inliner,
        options: Mapping[str, Any] | None = None,  # noqa: ARG002 - passed by its name
        content: Sequence[str] = (),  # noqa: ARG002
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Report what is written with the role, and leave nothing of it."""
        env = inliner.document.settings.env
        problem = Problem(
            Location(env.current_document.docname, lineno),
            Subtype.UNSAFE,
            _("The text {text} is not checked, so pages cannot have it").format(text=rawtext),
            _("write Markdown instead"),
        )
        CompassDomain.of(env).note_problem(problem)
        return [], []


class OwnFilesInclude(Include):
    """An ``include`` of files of the handbook only, without the option that runs a module."""

    option_spec: ClassVar[dict[str, Any]] = {**(Include.option_spec or {})}
    del option_spec["parser"]

    def run(self) -> Sequence[nodes.Node]:
        """Include the file if it is one of the handbook."""
        return super().run() if _check_file(self, self.arguments[0]) else []


class OwnFilesLiteralInclude(LiteralInclude):
    """A ``literalinclude`` of files of the handbook only."""

    def run(self) -> list[nodes.Node]:
        """Show the file if it is one of the handbook, and so is the one to compare with."""
        names = [self.arguments[0], *filter(None, [self.options.get("diff")])]
        return super().run() if all(_check_file(self, name) for name in names) else []


class OwnFilesCSVTable(CSVTable, SphinxDirective):
    """A ``csv-table`` with files of the handbook only."""

    def run(self) -> list[nodes.Node]:  # type: ignore[override] # docutils narrows it
        """Show the table if its file is one of the handbook."""
        name = self.options.get("file") or self.options.get("url")
        return super().run() if name is None or _check_file(self, name) else []


def foreign_page(app: Sphinx, docname: str) -> Problem | None:
    """Return the problem of a page whose file is a link to one that is not of the handbook."""
    path = str(app.env.doc2path(docname, base=False))
    if not app.config.compass_untrusted_pages or is_own_file(path, Path(app.srcdir)):
        return None
    return _foreign_file(Location(docname, 1), path)


def setup(app: Sphinx) -> None:
    """Set up the checks when the settings are known."""
    app.connect("config-inited", _set_up)


def _set_up(app: Sphinx, config: Config) -> None:
    if not config.compass_untrusted_pages:
        return
    app.add_transform(RemoveUnsafe)
    app.add_directive("raw", RejectedRaw, override=True)
    app.add_role("raw", RejectedRawRole(), override=True)
    app.add_directive("include", OwnFilesInclude, override=True)
    app.add_directive("literalinclude", OwnFilesLiteralInclude, override=True)
    app.add_directive("csv-table", OwnFilesCSVTable, override=True)
    app.connect("builder-inited", _disable_raw_roles)
    app.connect("include-read", _empty_foreign_file)


def _disable_raw_roles(app: Sphinx) -> None:
    app.env.settings["raw_enabled"] = False


def _empty_foreign_file(app: Sphinx, path: Path, _docname: str, content: list[str]) -> None:
    """Leave nothing of an included file that is no file of the handbook.

    MyST does not run the directive itself. Called at ``include-read``.
    """
    if is_own_file(str(path), Path(app.srcdir)):
        return
    content[0] = ""
    env = app.env
    lines = enumerate(str(env.current_document.get(SOURCE, "")).split("\n"), start=1)
    read = (Path(app.srcdir) / path).resolve()
    arguments = (
        (number, match["name"]) for number, line in lines for match in _INCLUDE.finditer(line)
    )
    line, name = next(
        ((line, name) for line, name in arguments if _included(env, name) == read), (1, path.name)
    )
    problem = _foreign_file(Location(env.current_document.docname, line), name)
    CompassDomain.of(env).note_problem(problem)


def _included(env: BuildEnvironment, name: str) -> Path:
    """Return the path of the file that a page includes by a name."""
    if name.startswith("<"):
        return Path(Include.standard_include_path, name[1:-1]).resolve()
    return Path(env.relfn2path(name)[1]).resolve()


def _check_file(directive: SphinxDirective, name: str) -> bool:
    """Tell whether a directive uses a file of the handbook; report it otherwise."""
    if scheme(name) or is_remote(name):
        _note(
            directive,
            Subtype.UNSAFE,
            _("The file '{name}' is on another site").format(name=name),
            _("save it in the handbook and name it by its path"),
        )
        return False
    if name.startswith("<"):
        path = posixpath.join("/", name)
    else:
        path, _full = directive.env.relfn2path(name)
    if not is_own_file(path, Path(directive.env.srcdir)):
        problem = _foreign_file(location_of(directive), name)
        CompassDomain.of(directive.env).note_problem(problem)
        return False
    return True


def _note(directive: SphinxDirective, subtype: Subtype, message: str, suggestion: str) -> None:
    problem = Problem(location_of(directive), subtype, message, suggestion)
    CompassDomain.of(directive.env).note_problem(problem)


def _foreign_file(location: Location, name: str) -> Problem:
    return Problem(
        location,
        Subtype.UNSAFE,
        _("The file '{name}' is not in the folders of the handbook").format(name=name),
        _("save a copy in the handbook and name that"),
    )
