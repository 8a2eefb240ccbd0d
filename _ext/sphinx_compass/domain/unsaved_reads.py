"""Reads pages again that an interrupted build has read.

Sphinx writes the doctree of a page when it has read the page, and the environment when it has
read all pages. A build that ends in between leaves doctrees that do not match the saved
environment. The next build reads changed pages again anyway, but not those that were read because
others had changed, if that is undone by then.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sphinx.application import ENV_PICKLE_FILENAME

from sphinx_compass.domain.build_state import replace_file
from sphinx_compass.domain.builders import state_folder
from sphinx_compass.domain.domain import CompassDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class UnsavedReads:
    """Keeps the docnames of pages that have been read, in one file beside the doctrees.

    The file and the saved environment have the same token if the environment was saved after that.
    """

    def __init__(self) -> None:
        """Begin without any page."""
        self._old: set[str] = set()  # pages that an earlier process has read
        self._read: set[str] = set()  # pages that this process has read, and not saved
        self._saved: int | None = None  # when the environment was saved, as of the last note

    def start(self, app: Sphinx) -> None:
        """Find the pages that an earlier process has read. Called at ``builder-inited``."""
        token, docnames = _read_file(_path(app))
        if token != CompassDomain.of(app.env).data["read_token"]:
            self._old = set(docnames)

    def to_read(self, *_args: object) -> Iterable[str]:
        """Return the pages to read again. Called at ``env-get-outdated``."""
        return self._old

    def note(self, app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
        """Note that pages are about to be read. Called at ``env-before-read-docs``."""
        if not docnames:
            return
        saved = _time_saved(app)
        if saved != self._saved:
            self._saved, self._read = saved, set()
        self._read.update(docnames)
        self._old.difference_update(docnames)
        CompassDomain.of(env).data["read_token"] = token = uuid4().hex
        path = _path(app)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, json.dumps([token, sorted(self._read | self._old)]))


def setup(app: Sphinx) -> None:
    """Connect what notes pages, and what reads them again."""
    reads = UnsavedReads()
    app.connect("builder-inited", reads.start)
    app.connect("env-get-outdated", reads.to_read)
    app.connect("env-before-read-docs", reads.note)


def _path(app: Sphinx) -> Path:
    return state_folder(app.builder).parent / "unsaved.json"


def _time_saved(app: Sphinx) -> int | None:
    """Return when the environment was saved, in nanoseconds; None if it never was."""
    try:
        return Path(app.doctreedir, ENV_PICKLE_FILENAME).stat().st_mtime_ns
    except OSError:
        return None


def _read_file(path: Path) -> tuple[str, list[str]]:
    """Return the token and the docnames in a file; none if there is no such file."""
    try:
        token, docnames = json.loads(path.read_text(encoding="utf-8"))
        return str(token), [str(name) for name in docnames]
    except (OSError, RecursionError, TypeError, ValueError):
        return "", []
