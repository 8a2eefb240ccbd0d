"""Leaves out links among the static files that lead out of the handbook, and reports them.

Off unless ``compass_untrusted_pages`` is set.
"""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.domain import events
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.unsafe.addresses import is_own_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Look for the links when the settings are known."""
    app.connect("builder-inited", _exclude)
    app.connect("env-get-outdated", _reread)
    app.connect(events.PROBLEMS, _problems)


def _exclude(app: Sphinx) -> None:
    """Tell Sphinx not to copy the links.

    It matches paths from the folder of static files on, which begin with ``./`` at its top.
    """
    paths = (path.relative_to(folder).as_posix() for folder, path in foreign_links(app))
    names = [glob.escape(path if "/" in path else f"./{path}") for path in paths]
    app.config.exclude_patterns = [*app.config.exclude_patterns, *names]


def _reread(app: Sphinx, *_args: object) -> list[str]:
    """Read a page if there is something to report: Sphinx checks nothing if no page is read."""
    return [app.config.root_doc] if any(foreign_links(app)) else []


def _problems(app: Sphinx, *_args: object) -> list[Problem]:
    return [
        Problem(
            Location(path.relative_to(app.srcdir).as_posix(), 1),
            Subtype.UNSAFE,
            _("The file '{name}' is a link to one outside of the handbook").format(name=path.name),
            _("save a copy of that file instead"),
        )
        for _folder, path in foreign_links(app)
    ]


def foreign_links(app: Sphinx) -> Iterator[tuple[Path, Path]]:
    """Yield each such link in the source folder, after its folder of static files."""
    if not app.config.compass_untrusted_pages:
        return
    for entry in app.config.html_static_path:
        folder = Path(app.confdir, entry)
        if not folder.is_relative_to(app.srcdir):  # from an extension
            continue
        for root, folders, files in os.walk(folder):
            for path in (Path(root, name) for name in sorted((*folders, *files))):
                if path.is_symlink() and not is_own_file(str(path), Path(app.srcdir)):
                    yield folder, path
