"""Does nothing if nothing changed: ``pace_unchanged``.

Sphinx reads and writes no page then, but it copies all static files, renders the pages that it
makes itself, and writes inventory and search index again; extensions read and write more.

A build is left out only if the last one had no warning, and each of these is the same: all
settings, the day, the pages, the files that they depend on, files and folders that settings name,
templates and themes, the modules that were loaded, every other file in the source folder, and
everything in the output folder. A file that changed during the last build counts as changed. If an
extension uses anything else, such as the network or the history of the sources, its output stays as
it is until one of these changes.

Private names used here:

- Sphinx: that ``Sphinx.build`` is what builds; ``_warncount``; ``dependencies``, ``images`` and
  ``dlfiles`` of the environment; ``pathchain`` of the ``BuiltinTemplateLoader``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.util import logging

from sphinx_compass.pace.file_stats import Stats, source_stats, stats
from sphinx_compass.pace.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

logger = logging.getLogger(__name__)

_VERSION = 1
_SECOND = 10**9  # nanoseconds
_VARIABLES = ("LANG", "LC_", "READTHEDOCS", "SOURCE_DATE_EPOCH", "TZ")
_LOADING = 10 * _SECOND  # longest time from reading conf.py and modules to the first build


def turn_on(app: Sphinx) -> None:
    """Replace how the application builds, when its builder is known."""
    app.connect("builder-inited", _replace, priority=999)


def _replace(app: Sphinx) -> None:
    app.build = UnchangedBuild(app).build  # type: ignore[method-assign]


class UnchangedBuild:
    """The builds of an application, of which those that would change nothing are left out."""

    def __init__(self, app: Sphinx) -> None:
        """Begin with what the last build has kept."""
        self._app = app
        self._state = State(app, "unchanged", _VERSION)
        self._started = time.time_ns()

    def build(self, force_all: bool = False, filenames: Sequence[Path] = ()) -> None:  # noqa: FBT001, FBT002
        """Build as ``Sphinx.build`` does, unless nothing changed."""
        app, settings = self._app, self._settings()
        is_usual = not force_all and not filenames
        if is_usual and self._is_same(self._state.read(), settings):
            logger.info("nothing changed.")
            app.builder.cleanup()
            return
        self._state.remove()
        Sphinx.build(app, force_all, filenames)
        if is_usual and app.statuscode == 0 and app._warncount == 0:
            self._keep(settings)
        self._started = time.time_ns()

    def _settings(self) -> dict[str, Any]:
        """Return everything but files, before the build changes it."""
        app = self._app
        app.env.find_files(app.config, app.builder)
        return {
            "config": [[item.name, _plain(item.value)] for item in app.config],
            "configured": sorted(_configured(app)),
            "day": dt.datetime.now(tz=dt.UTC).astimezone().date().isoformat(),
            "docnames": sorted(app.env.found_docs),
            "extensions": {name: item.version for name, item in sorted(app.extensions.items())},
            "python": sys.version,
            "tags": sorted(map(str, app.tags)),
            "variables": [
                item for item in sorted(os.environ.items()) if item[0].startswith(_VARIABLES)
            ],
        }

    def _is_same(self, last: dict[str, Any], settings: dict[str, Any]) -> bool:
        """Tell whether the last build had the same settings and files."""
        env = self._app.env
        if (
            not last
            or last["settings"] != _digest(settings)
            or env.all_docs.keys() != env.found_docs
        ):
            return False  # a build from scratch has read no page yet
        inputs, output = self._inputs(last["files"], last["folders"]), self._output()
        return bool(inputs == last["files"] | last["inside"] and output == last["output"])

    def _keep(self, settings: dict[str, Any]) -> None:
        """Keep what the build was made from, unless some of it has changed meanwhile."""
        app = self._app
        folders = sorted(
            {*_folders(app), *(path for path in _configured(app) if Path(path).is_dir())}
        )
        files = stats({*_files(app), *_configured(app)}, ())
        inside = self._inputs((), folders)
        own = f"{app.doctreedir}{os.sep}"  # whose files only the build itself writes
        others = {path: stat for path, stat in (files | inside).items() if not path.startswith(own)}
        if any(self._is_new(path, *stat) for path, stat in others.items()):
            return
        self._state.write(
            {
                "settings": _digest(settings),
                "files": files,
                "folders": folders,
                "inside": inside,
                "output": self._output(),
            }
        )

    def _inputs(self, files: Iterable[str], folders: Iterable[str]) -> Stats:
        """Return the state of files, and of all files in folders and in the source folder."""
        app = self._app
        source = Path(app.srcdir)
        # A folder of the source in which the site is made may have other sites, too.
        made = {
            source / path.relative_to(source).parts[0]
            for path in (app.outdir, app.doctreedir)
            if source in path.parents
        }
        return stats(files, folders) | source_stats(source, {str(path) for path in made})

    def _output(self) -> Stats:
        return stats((), [str(self._app.outdir)])

    def _is_new(self, path: str, changed: int, _size: int) -> bool:
        """Tell whether a file may have changed since the build read it.

        Some file systems know only every second second.
        """
        margin = _SECOND // 10 if changed % _SECOND else 2 * _SECOND
        if path.endswith(".py"):
            margin = _LOADING
        return changed + margin > self._started


def _digest(settings: dict[str, Any]) -> str:
    return hashlib.sha256(repr(settings).encode()).hexdigest()


def _plain(value: object) -> object:
    """Return a value of which the representation is the same in each process."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case dict():
            return [[_plain(key), _plain(item)] for key, item in value.items()]
        case list() | tuple():
            return [_plain(item) for item in value]
        case set() | frozenset():
            return sorted(map(repr, map(_plain, value)))
        case Path():
            return str(value)
    kind = value if isinstance(value, type) else type(value)
    return f"{kind.__module__}.{getattr(value, '__qualname__', kind.__qualname__)}"


def _configured(app: Sphinx) -> set[str]:
    """Return the files and folders that settings name."""
    names = {name for item in app.config for name in _texts(item.value)}
    roots = (app.confdir, app.srcdir)
    paths = {os.path.normpath(root / name) for name in names if "\0" not in name for root in roots}
    return {path for path in paths if path not in map(str, roots) and _exists(path)}


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:  # too long to be a path
        return False


def _texts(value: object) -> Iterator[str]:
    """Yield the texts that a setting consists of, if they can be paths."""
    match value:
        case str() | Path():
            if 0 < len(str(value)) < 1000 and "\n" not in str(value):  # noqa: PLR2004
                yield str(value)
        case dict():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple() | set() | frozenset():
            for item in value:
                yield from _texts(item)


def _files(app: Sphinx) -> Iterator[str]:
    """Yield the files that the build was made from."""
    env = app.env
    yield str(app.confdir / "conf.py")
    yield str(Path(app.doctreedir) / ENV_PICKLE_FILENAME)
    yield from (str(env.doc2path(docname)) for docname in env.found_docs)
    for paths in env.dependencies.values():
        yield from (str(app.srcdir / path) for path in paths)
    yield from (str(app.srcdir / path) for path in (*env.images, *env.dlfiles))
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str):
            yield path


def _folders(app: Sphinx) -> Iterator[str]:
    """Yield the folders with templates and themes, and with local packages of extensions."""
    templates = getattr(app.builder, "templates", None)  # builders of text have none
    yield from map(str, getattr(templates, "pathchain", ()))
    for name in app.extensions:
        path = Path(getattr(sys.modules.get(name), "__file__", None) or "site-packages")
        if path.name == "__init__.py" and "site-packages" not in path.parts:
            yield str(path.parent)
