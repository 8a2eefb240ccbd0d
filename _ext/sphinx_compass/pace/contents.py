"""Takes a file for changed if its content did, not its time: ``pace_contents``.

Sphinx compares times. After a checkout all files have the time of the checkout, so a build with the
doctrees and pages of an earlier one reads and writes all pages again. Here a file with the content
that it had at the end of the last build keeps the time that it had then. After a build that was
interrupted, times are compared as in Sphinx.

Private names used here:

- Sphinx: ``_last_modified_time``, as used by ``sphinx.environment`` and ``sphinx.builders.html``;
  ``newest_template_mtime``, ``newest_template_name`` and ``pathchain`` of the
  ``BuiltinTemplateLoader``.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx.builders.html
import sphinx.environment
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinx_compass.pace.states import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_VERSION = 1
_original = sphinx.environment._last_modified_time  # type: ignore[attr-defined]


def turn_on(app: Sphinx) -> None:
    """Look at contents from the moment when the builder is known."""
    app.connect("builder-inited", _begin)


def _begin(app: Sphinx) -> None:
    known = KnownTimes(State(app, "contents", _VERSION, is_shared=True))
    sphinx.environment._last_modified_time = known.time_of  # type: ignore[attr-defined]
    sphinx.builders.html._last_modified_time = known.time_of  # type: ignore[attr-defined]
    templates = _templates(app)
    if templates is not None:
        templates.newest_template_mtime = (  # type: ignore[method-assign]
            lambda: max(map(known.time_of, _template_files(templates)), default=0) / 10**6
        )
    for event in ("env-before-read-docs", "write-started"):
        app.connect(event, known.forget)
    app.connect("build-finished", known.keep, priority=990)  # after everything that writes


class KnownTimes:
    """The times of files that have the content that they had in the last build.

    Builders that share the environment share these times.
    """

    def __init__(self, state: State) -> None:
        """Read what the last build has noted: time in microseconds, and digest, by path."""
        self._state = state
        self._noted: dict[str, list[Any]] = state.read()
        self._found: dict[str, int] = {}  # times at which changes were found

    def time_of(self, path: str | os.PathLike[str]) -> int:
        """Return the time of a file in microseconds; raises OSError if there is none.

        A file with another content and an older time counts as changed now.
        """
        now, name = _original(path), os.fspath(path)
        noted = self._noted.get(name)
        if noted is None or noted[0] == now:
            return now
        if noted[1] == digest(path):
            return int(noted[0])
        return now if now > noted[0] else self._found.setdefault(name, time.time_ns() // 1000)

    def forget(self, *_arguments: object) -> None:
        """Remove the noted times until the build has finished.

        If it ends early, what it has read may be undone before the next build.
        """
        self._state.remove()

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """Note times and contents of all files that pages are made from, after success."""
        if exception is not None:
            return
        found: dict[str, list[Any]] = {}
        for path in {*self._noted, *_files(app)}:  # other builders may have noted templates
            try:
                now = self.time_of(path)
                noted = self._noted.get(path)
                is_same = noted is not None and noted[0] == now
                found[path] = noted if is_same and noted else [now, digest(path)]
            except OSError:
                continue
        self._noted = found
        self._state.write(found)


def digest(path: str | os.PathLike[str]) -> str:
    """Return a digest of the content of a file."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(app: Sphinx) -> Iterator[str]:
    """Yield the paths of files whose time Sphinx looks at, as it writes them."""
    env = app.env
    for docname in sorted(env.found_docs):
        yield os.fspath(env.doc2path(docname))
    for path in {path for paths in env.dependencies.values() for path in paths}:
        yield os.fspath(app.srcdir / path)
    if (templates := _templates(app)) is not None:
        yield from _template_files(templates)


def _templates(app: Sphinx) -> BuiltinTemplateLoader | None:
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        templates = builder.templates
        return templates if isinstance(templates, BuiltinTemplateLoader) else None
    return None


def _template_files(templates: BuiltinTemplateLoader) -> list[str]:
    return sorted(
        os.path.join(folder, name)  # noqa: PTH118 - thousands of names
        for root in templates.pathchain
        for folder, _folders, names in os.walk(root)
        for name in names
        if name.endswith(".html")
    )
