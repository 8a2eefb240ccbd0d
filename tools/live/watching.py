"""Watches the files of the handbook, and tells what a change of each of them needs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, watch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from threading import Event

    from sphinx.application import Sphinx
    from watchfiles import Change

# Milliseconds. A save is often several changes, of a temporary file and then of the page.
_QUIET, _LONGEST = 5, 50
_WAKING = 200  # milliseconds

_TOOLS = (".nox", ".ruff_cache", "venv", "_build")


class Need(Enum):
    """What a change needs."""

    READING = "pages are read"
    COPYING = "static files are copied"
    RESTART = "another process"
    FRESH_RESTART = "another process, which reads all pages"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the files are that need more than reading."""

    settings: tuple[Path, ...]
    templates: tuple[Path, ...]
    static: tuple[Path, ...]
    extensions: tuple[Path, ...]

    @classmethod
    def of(cls, app: Sphinx) -> Folders:
        """Return the folders of an application: those inside of the handbook."""
        source, config = Path(app.confdir), app.config
        names = [*config.html_static_path, *config.html_extra_path]
        pictures = [name for name in (config.html_logo, config.html_favicon) if name]
        files = (getattr(module, "__file__", None) for module in tuple(sys.modules.values()))
        modules = {Path(file).parent for file in files if file}
        return cls(
            (source / "conf.py", source / "docutils.conf"),
            tuple(source / name for name in config.templates_path),
            tuple(source / name for name in (*names, *pictures)),
            tuple(path for path in modules if path.is_relative_to(source) and path != source),
        )

    def need(self, path: Path) -> Need:
        """Return what a change of a file needs."""
        if path in self.settings or _is_in(path, self.templates):
            return Need.RESTART
        if _is_in(path, self.static):
            return Need.COPYING
        return Need.FRESH_RESTART if _is_in(path, self.extensions) else Need.READING


def _is_in(path: Path, folders: Collection[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


class Filter(DefaultFilter):
    """Leaves out files of editors and tools, and what the build itself writes."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, *_TOOLS)

    def __init__(self, source: Path, written: Collection[Path]) -> None:
        """Take the source folder, and the folders that the build writes to."""
        super().__init__()
        self._source = source.resolve()
        self._written = [path.resolve() for path in written]

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a change counts, whatever the folders above the source are called."""
        changed = Path(path)
        if _is_in(changed, self._written) or not changed.is_relative_to(self._source):
            return False
        return super().__call__(change, str(changed.relative_to(self._source)))


def saves(
    source: Path, written: Collection[Path], stop: Event | None = None
) -> Iterator[set[Path]]:
    """Yield the files that have been saved, moved or deleted together.

    The first item is empty: no later change is missed. So are items without a change for a while.
    """
    found = watch(
        source.resolve(),
        watch_filter=Filter(source, written),
        debounce=_LONGEST,
        step=_QUIET,
        rust_timeout=_WAKING,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
    )
    for changes in found:
        yield {Path(path) for _change, path in changes}
