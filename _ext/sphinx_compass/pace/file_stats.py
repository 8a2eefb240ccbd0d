"""Describes the state of files, to tell later whether one has changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Stats = dict[str, list[int]]  # time in nanoseconds and size in bytes of each file

_SKIPPED = {"__pycache__", "node_modules"}


def stats(files: Iterable[str], folders: Iterable[str]) -> Stats:
    """Return time and size of files, and of all files in folders."""
    found: Stats = {}
    for path in files:
        _note(found, path)
    for folder in folders:
        for root, inside, names in os.walk(folder):
            inside[:] = [name for name in inside if name != "__pycache__"]
            for name in names:
                _note(found, os.path.join(root, name))  # noqa: PTH118 - thousands of names
    return found


def source_stats(source: Path, made: set[str]) -> Stats:
    """Return time and size of all files in the source folder.

    Folders in ``made`` (paths), hidden folders, and those of Python and Node.js environments are
    left out.
    """
    found: Stats = {}
    for root, inside, names in os.walk(source):
        if "pyvenv.cfg" in names:
            inside.clear()
            continue
        inside[:] = [
            name
            for name in inside
            if name[0] != "." and name not in _SKIPPED and os.path.join(root, name) not in made  # noqa: PTH118
        ]
        for name in names:
            _note(found, os.path.join(root, name))  # noqa: PTH118
    return found


def _note(found: Stats, path: str) -> None:
    try:
        stat = os.stat(path)  # noqa: PTH116 - thousands of names
    except OSError:
        return
    found[path] = [stat.st_mtime_ns, stat.st_size]
