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
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import (
    NAMESPACE,
    WarningStreamHandler,
    get_node_location,
    is_suppressed_warning,
)

from sphinx_compass.domain import events
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.domain.known import KnownToSphinx, relative_to_sources
from sphinx_compass.organization.places import Location
from sphinx_compass.source import rewording
from sphinx_compass.source.rewording.base import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.problems import Problem

_PATH_AND_LINE = re.compile(r"(?P<path>.*?)(?::docstring of [^:]*)?(?::(?P<line>\d*))?", re.DOTALL)
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
        self._held: list[Message] = []  # from reading pages, or from before
        self._of_later: list[Message] = []  # from checking and writing
        self._own: Sequence[Problem] = ()  # what our own checks found
        self._reported: set[Problem] = set()

    def start(self) -> None:
        """Filter warnings from now on."""
        for handler in logging.getLogger(NAMESPACE).handlers:
            if isinstance(handler, WarningStreamHandler):
                handler.filters.insert(0, self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep back a record that a rule matches."""
        if self._app.fresh_env_used is None:  # there is no environment yet
            return True
        if not getattr(record, "location", None) and _REPETITION.match(record.getMessage()):
            return False
        message = _message(record, self._app.env)
        if message is None or not rewording.is_known(message, self._rules):
            return True
        if is_suppressed_warning(*_kind(record), self._app.config.suppress_warnings):
            return True  # Sphinx drops it
        is_read = self._app.phase <= BuildPhase.READING
        (self._held if is_read else self._of_later).append(message)
        return False

    def begin(self, *_args: object) -> None:
        """Forget what an unfinished build of this process has found after reading.

        Pages with such messages are read and written again. Called at ``env-before-read-docs``.
        """
        self._of_later = []

    def forget(self, _app: Sphinx, _env: BuildEnvironment, docname: str) -> None:
        """Forget the messages about a page that is read again. Called at ``env-purge-doc``."""
        self._held = [message for message in self._held if message.location.docname != docname]

    def release(
        self, _app: Sphinx, _env: BuildEnvironment, own: Sequence[Problem]
    ) -> Sequence[Problem]:
        """Return the problems of all messages so far.

        ``own`` is what our own checks found. Called at ``compass-problems``.
        """
        self._own, self._reported = own, set()
        return self._released()

    def finish(self, app: Sphinx, _exception: Exception | None) -> None:
        """Report the messages of writing in the order of pages. Called at ``build-finished``."""
        CompassDomain.of(app.env).report(self._released())

    def _released(self) -> list[Problem]:
        held, self._held, self._of_later = [*self._held, *self._of_later], [], []
        return self._problems(held)

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


def setup(app: Sphinx) -> None:
    """Set up the filter when the settings are known."""
    app.connect("config-inited", _set_up)


def _set_up(app: Sphinx, _config: object) -> None:
    if not app.config.compass_check_pages:
        return
    filtering = Rewording(app)
    filtering.start()  # Sphinx looks for the files of pages before `builder-inited`
    app.connect("env-before-read-docs", filtering.begin)
    app.connect("env-purge-doc", filtering.forget)
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
        path = str(env.doc2path(docname)) if docname in env.found_docs else docname
        location = f"{path}:{line or 1}" if docname else None
    if kind == "compass":
        return None
    location = location or ""
    match = _PATH_AND_LINE.fullmatch(location)
    path = match["path"] if match else location
    docname = path if path in env.found_docs else env.path2doc(path) or ""
    if path and docname not in env.found_docs:
        docname = relative_to_sources(path, env)
    line = int(match["line"] or 1) if match else 1
    text = _TYPE.sub("", record.getMessage())
    return Message(text, ".".join(filter(None, (kind, subtype))), Location(docname, line))
