"""Lets Sphinx read pages that are not in UTF-8, so that one such page is only one finding.

Off unless ``compass_check_pages`` is set. Otherwise one byte that cannot be decoded ends
the build, without the name of the file, and with no other finding.

Undocumented names used here:

- Sphinx: the key ``input_encoding`` of ``BuildEnvironment.settings``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.domain import events
from sphinx_compass.source import encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.problems import Problem

_SETTING = "input_encoding"


def setup(app: Sphinx) -> None:
    """Set the encoding when the environment is there."""
    encoding.register()
    app.connect("builder-inited", _set_encoding)
    app.connect(events.PROBLEMS, _problems_of_included_files)


def _set_encoding(app: Sphinx) -> None:
    if app.config.compass_check_pages and app.config.source_encoding.startswith("utf-8"):
        app.env.settings[_SETTING] = encoding.ENCODING


def problems_of_page(env: BuildEnvironment, docname: str) -> Iterator[Problem]:
    """Yield what is wrong with the bytes of the page being read."""
    if env.settings[_SETTING] == encoding.ENCODING:
        yield from encoding.problems(docname, Path(env.doc2path(docname)).read_bytes())


def _problems_of_included_files(
    _app: Sphinx, env: BuildEnvironment, _problems: object
) -> list[Problem]:
    """Return what is wrong with the bytes of files that pages include."""
    if env.settings[_SETTING] != encoding.ENCODING:
        return []
    pages = {Path(env.doc2path(docname)) for docname in env.found_docs}
    used = {Path(env.srcdir, file) for files in env.dependencies.values() for file in files}
    images = {Path(env.srcdir, image) for image in env.images}
    return [
        problem
        for path in sorted(used - pages - images)
        if path.is_file() and path.is_relative_to(env.srcdir)
        for problem in encoding.problems(path.relative_to(env.srcdir).as_posix(), path.read_bytes())
    ]
