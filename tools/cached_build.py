"""Builds the handbook with what an earlier build has left, as in a job that restores a cache.

``python -m tools.cached_build [OPTION ...] SOURCE FOLDER`` takes the options of ``sphinx-build``,
writes what it writes, and reports the same findings. It is the live preview without a server: the
same :class:`~sphinx_compass.pace.warm.WarmBuild` does the work.

A checkout gives all files the time of the checkout, and Sphinx looks at times. So a file that is
the same gets back the time that it had. If anything but pages changed (settings, templates, static
files, the extension, installed packages), the build starts from scratch.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.cmd.build import get_parser
from sphinx.errors import SphinxError

from sphinx_compass.pace.warm import WarmBuild
from tools.live.application import sphinx
from tools.live.report import Report

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping, Sequence

_FILE = "sources.json"  # in the folder of the doctrees
_FOLDERS = ("_ext", "_static", "_templates")
_FILES = ("conf.py", "requirements.txt")
_SKIPPED = {"_build", "__pycache__", "node_modules"}


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that a build is made from: digest and time (nanoseconds) by path; and the rest."""

    files: Mapping[str, tuple[str, int]]
    rest: str = ""  # digest of everything that is not a page

    @classmethod
    def of(cls, source: Path, written: Iterable[Path]) -> Sources:
        """Return the files in a folder, without those that builds write."""
        skipped = {path.resolve() for path in written}
        files: dict[str, tuple[str, int]] = {}
        for root, folders, names in os.walk(source.resolve()):
            folders[:] = sorted(
                name
                for name in folders
                if name not in _SKIPPED and name[0] != "." and Path(root, name) not in skipped
            )
            for path in (Path(root, name) for name in sorted(names)):
                if path.is_file():
                    name = path.relative_to(source.resolve()).as_posix()
                    files[name] = (_digest(path.read_bytes()), path.stat().st_mtime_ns)
        fixed = [
            f"{name} {digest}"
            for name, (digest, _time) in files.items()
            if name in _FILES or name.startswith(tuple(f"{folder}/" for folder in _FOLDERS))
        ]
        packages = sorted(f"{item.name}=={item.version}" for item in metadata.distributions())
        return cls(files, _digest("\n".join([sys.version, *packages, *fixed]).encode()))

    def restore_times(self, source: Path, now: Sources) -> None:
        """Give the files that are the same as in this earlier build the times of that build."""
        for name, (digest, time) in self.files.items():
            if now.files.get(name, ("", 0))[0] == digest:
                os.utime(source / name, ns=(time, time))

    def dump(self) -> str:
        """Return the text of the file that keeps this."""
        return json.dumps({"files": dict(self.files), "rest": self.rest})

    @classmethod
    def load(cls, path: Path) -> Sources:
        """Return what a file keeps; nothing if there is no such file."""
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            files = {
                name: (str(digest), int(time)) for name, (digest, time) in kept["files"].items()
            }
            return cls(files, str(kept["rest"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls({})


def build(options: Namespace) -> int:
    """Build with options of ``sphinx-build``, and return its exit status."""
    source, folder = Path(options.sourcedir), Path(options.outputdir)
    doctrees = Path(options.doctreedir or folder / ".doctrees")
    last = Sources.load(doctrees / _FILE)
    now = Sources.of(source, [folder, doctrees])
    if last.rest == now.rest and not options.freshenv:
        last.restore_times(source, now)
    else:
        for path in (folder, doctrees):
            shutil.rmtree(path, ignore_errors=True)
    (doctrees / _FILE).unlink(missing_ok=True)
    report = Report(source, _show)
    try:
        with sphinx(options, report) as app:
            WarmBuild(app).update()
    except SphinxError as error:
        _show(f"{error.category}: {error}")
        return 2
    found = report.findings()
    report.print(found)
    if options.warnfile:
        Path(options.warnfile).write_text(report.text(), encoding="utf-8")
    (doctrees / _FILE).write_text(Sources.of(source, [folder, doctrees]).dump(), encoding="utf-8")
    return int(bool(found) and options.warningiserror)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _show(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the handbook, and exit with the status of ``sphinx-build``."""
    sys.exit(build(get_parser().parse_args(arguments)))


if __name__ == "__main__":
    main()
