"""Reports warnings of Sphinx, docutils and MyST in the form of our own problems.

Off unless ``compass_check_pages`` is set. Warnings are held back while pages are read, so
that they are reported together with the problems of our checks, once and in order, and
while pages are written, for the same reason until the build is finished. A
warning at a line with such a problem only follows from it, and is dropped.

Private or undocumented names used here:

- Sphinx: the logger of ``sphinx.util.logging``, its handler ``WarningStreamHandler``, the
  attributes ``location``, ``type`` and ``subtype`` of its records, ``get_node_location``
  and ``is_suppressed_warning``.
"""

from __future__ import annotations

import logging
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.logging import (
    NAMESPACE,
    WarningStreamHandler,
    get_node_location,
    is_suppressed_warning,
)

from sphinx_compass.domain import events, std
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.domain.page_files import files_below
from sphinx_compass.domain.reporting import report
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Subtype
from sphinx_compass.organization.text import fold
from sphinx_compass.source import rewording
from sphinx_compass.source.directive_names import known_directives
from sphinx_compass.source.encoding import decoded
from sphinx_compass.source.rewording.base import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.problems import Problem

_PATH_AND_LINE = re.compile(r"(?P<path>.*?)(?::docstring of [^:]*)?(?::(?P<line>\d*))?", re.DOTALL)
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_OBJECT_TYPES = {"page": "doc", "label": "label", "term": "term"}
# Sphinx adds them, without a place, to a message that has one.
_REPETITION = re.compile(r"unknown (?:role|directive) name: ")
_TYPE = re.compile(r" \[[\w.]+\]$")  # MyST writes it into its messages


class Rewording(logging.Filter):
    """Takes the messages that a rule matches from the handler that shows warnings."""

    def __init__(self, app: Sphinx) -> None:
        """Begin without any message."""
        super().__init__()
        self._app = app
        self._rules = rewording.rules()
        self._held: list[Message] = []
        self._own: Sequence[Problem] = ()  # what our own checks found
        self._reported: set[Problem] = set()

    def start(self, _app: Sphinx) -> None:
        """Filter warnings from now on. Called at ``builder-inited``."""
        for handler in logging.getLogger(NAMESPACE).handlers:
            if isinstance(handler, WarningStreamHandler):
                handler.filters.insert(0, self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep back a record that a rule matches."""
        if not getattr(record, "location", None) and _REPETITION.match(record.getMessage()):
            return False
        message = _message(record, self._app.env)
        if message is None or not rewording.is_known(message, self._rules):
            return True
        if is_suppressed_warning(*_kind(record), self._app.config.suppress_warnings):
            return True  # Sphinx drops it
        self._held.append(message)
        return False

    def release(
        self, _app: Sphinx, _env: BuildEnvironment, own: Sequence[Problem]
    ) -> Sequence[Problem]:
        """Return the problems of all messages so far.

        ``own`` is what our own checks found. Called at ``compass-problems``.
        """
        held, self._held, self._own = self._held, [], own
        return self._problems(held)

    def finish(self, app: Sphinx, _exception: Exception | None) -> None:
        """Report the messages of writing in the order of pages. Called at ``build-finished``."""
        report(app.env, self.release(app, app.env, self._own))

    def _problems(self, messages: Sequence[Message]) -> list[Problem]:
        known = KnownToSphinx(self._app.env, self._own, messages)
        found = (rewording.reworded(message, self._rules, known) for message in messages)
        new = [
            problem
            for problem in found
            if problem is not None and problem not in self._reported and not known.explains(problem)
        ]
        self._reported.update(new)
        return new


class KnownToSphinx:
    """What the environment knows after all pages have been read."""

    def __init__(
        self,
        env: BuildEnvironment,
        problems: Sequence[Problem],
        messages: Sequence[Message],
    ) -> None:
        self._env = env
        self.messages = messages
        self._titles = CompassDomain.of(env).directory.titles
        self._places = frozenset(problem.location.place for problem in problems)
        self._without_names = frozenset(
            problem.location.place for problem in problems if problem.subtype is not Subtype.UNKNOWN
        )
        self._subtypes: dict[str, set[Subtype]] = {}
        self._former_names: dict[str, Mapping[str, str]] = {}  # by kind
        for problem in problems:
            self._subtypes.setdefault(problem.location.place[0], set()).add(problem.subtype)

    def explains(self, problem: Problem) -> bool:
        """Tell whether a problem only follows from what our own checks found in its line.

        Two unknown names in a line are two mistakes.
        """
        is_name = problem.subtype is Subtype.UNKNOWN
        return problem.location.place in (self._without_names if is_name else self._places)

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of each page, by docname."""
        return self._titles

    @property
    def root(self) -> str:
        """The docname of the first page."""
        root: str = self._env.config.root_doc
        return root

    @property
    def toctrees(self) -> Mapping[str, Sequence[str]]:
        """What each page with a table of contents lists, by docname."""
        return self._env.toctree_includes

    @cached_property
    def pictures(self) -> Sequence[str]:
        """The paths of all pictures in the source folder."""
        source = Path(self._env.srcdir)
        output = Path(self._env.doctreedir).parent
        return sorted(
            path.relative_to(source).as_posix()
            for path in files_below(source, frozenset(self._env.config.compass_other_folders))
            if path.suffix.lower() in _PICTURES and not path.is_relative_to(output)
        )

    @property
    def labels(self) -> Collection[str]:
        """The labels that references can use."""
        return self._env.domains.standard_domain.anonlabels

    @property
    def directives(self) -> Collection[str]:
        """The names of all directives, without the prefix of their domain."""
        return known_directives(self._env)

    @property
    def terms(self) -> Collection[str]:
        """The headwords of all glossaries."""
        return std.all_headwords(self._env.domains.standard_domain)

    def lines(self, docname: str) -> Sequence[str]:
        """Return the lines of a page or of another file; empty if it cannot be read."""
        is_page = docname in self._env.found_docs
        path = Path(self._env.doc2path(docname)) if is_page else Path(self._env.srcdir, docname)
        try:
            return decoded(path.read_bytes()).split("\n")
        except OSError:
            return ()

    def path(self, docname: str) -> str:
        """Return the path of the file of a page."""
        return self._env.doc2path(docname, base=False).as_posix()

    def headings(self, docname: str) -> Collection[str]:
        """Return what links to a heading or label of a page can write after ``#``."""
        slugs = self._env.metadata.get(docname, {}).get("myst_slugs", {})
        labels = self._env.domains.standard_domain.anonlabels
        return [*slugs, *(name for name, place in labels.items() if place[0] == docname)]

    def former(self, kind: str, name: str) -> str:
        """Return the present name of a page, label or term that has changed its name, or ``""``."""
        return self._former(kind).get(fold(name), "")

    def _former(self, kind: str) -> Mapping[str, str]:
        if kind not in self._former_names:
            std_domain = self._env.domains.standard_domain
            present = {
                (docname, anchor): name
                for name, _title, found, docname, anchor, _rank in std_domain.get_objects()
                if found == _OBJECT_TYPES[kind] and (kind == "page" or anchor)
            }
            self._former_names[kind] = {
                fold(name): docname if kind == "page" else present.get((docname, anchor), "")
                for name, _title, _type, docname, anchor, _rank in CompassDomain.of(
                    self._env
                ).permanent.former_objects(kind)
            }
        return self._former_names[kind]

    def relative(self, path: str) -> str:
        """Return the path of a file relative to the source folder, if it is in it."""
        return _relative(path, self._env)

    def found(self, docname: str) -> frozenset[Subtype]:
        """Return the subtypes of what our own checks find on a page."""
        return frozenset(self._subtypes.get(docname, ()))


def setup(app: Sphinx) -> None:
    """Set up the filter when the settings are known."""
    app.connect("config-inited", _set_up)


def _set_up(app: Sphinx, _config: object) -> None:
    if not app.config.compass_check_pages:
        return
    filtering = Rewording(app)
    app.connect("builder-inited", filtering.start)
    app.connect("build-finished", filtering.finish)
    app.connect(events.PROBLEMS, filtering.release)


def _kind(record: logging.LogRecord) -> tuple[str, str]:
    return getattr(record, "type", "") or "", getattr(record, "subtype", "") or ""


def _message(record: logging.LogRecord, env: BuildEnvironment) -> Message | None:
    """Return a record as a message; None for our own. Without a place, its docname is empty."""
    kind, subtype = _kind(record)
    location = getattr(record, "location", None)
    if isinstance(location, nodes.Node):
        location = get_node_location(location)
    if isinstance(location, tuple):
        docname, line = location
        location = f"{env.doc2path(docname)}:{line or 1}" if docname else None
    if kind == "compass":
        path = str(env.doc2path(docname)) if docname in env.found_docs else docname
        location = f"{path}:{line or 1}" if docname else None
    if kind == "compass" or not location:
        return None
    location = location or ""
    match = _PATH_AND_LINE.fullmatch(location)
    path = match["path"] if match else location
    docname = path if path in env.found_docs else env.path2doc(path) or ""
    if path and docname not in env.found_docs:
        docname = _relative(path, env)
    line = int(match["line"] or 1) if match else 1
    text = _TYPE.sub("", record.getMessage())
    return Message(text, ".".join(filter(None, (kind, subtype))), Location(docname, line))


def _relative(path: str, env: BuildEnvironment) -> str:
    """Return the name of a file relative to the source folder, if it is in it."""
    full = Path(path)
    return full.relative_to(env.srcdir).as_posix() if full.is_relative_to(env.srcdir) else path
