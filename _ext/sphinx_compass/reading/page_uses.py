"""Remembers what each page uses of stylesheets, so that a build reads only the pages that changed.

The file is beside the doctrees, one for each builder and output folder. A page counts as the same
if its time and size are; what another version of this module wrote counts as nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx_compass.reading.purge import Used

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.builders.html import StandaloneHTMLBuilder

_VERSION = "1"  # raise it when pages are searched for other things
_FOLDER = "reading"

_Stamp: TypeAlias = list[int]  # time in nanoseconds and size of a file


@dataclass(slots=True)
class PageUses:
    """What pages use, by path, and the versions of bundles in the addresses on them."""

    file: Path
    versions: dict[str, str] = field(default_factory=dict)
    _pages: dict[str, tuple[_Stamp, Used]] = field(default_factory=dict)

    @classmethod
    def of(cls, builder: StandaloneHTMLBuilder) -> PageUses:
        """Return what the last build of a builder and output folder kept."""
        key = hashlib.sha256(f"{builder.name} {builder.outdir}".encode()).hexdigest()[:16]
        uses = cls(Path(builder.doctreedir) / _FOLDER / f"{key}.json")
        try:
            uses._load(json.loads(uses.file.read_text(encoding="utf-8")))
        except (AttributeError, IndexError, OSError, RecursionError, TypeError, ValueError):
            uses = cls(uses.file)
        return uses

    def _load(self, state: Any) -> None:
        version, versions, words, pages = state
        if version == _VERSION:
            self.versions = dict(versions)
            self._pages = {
                path: (stamp, Used(*(frozenset(words[number] for number in part) for part in used)))
                for path, stamp, *used in pages
            }

    def known(self, path: Path) -> Used | None:
        """Return what a page uses; None if the page changed."""
        stamp, used = self._pages.get(str(path), ([], None))
        return used if stamp == _stamp(path) else None

    def keep(self, pages: Mapping[Path, Used], versions: Mapping[str, str]) -> None:
        """Keep what pages use, when they have been written."""
        words: dict[str, int] = {}

        def numbers(names: Iterable[str]) -> list[int]:
            return [words.setdefault(name, len(words)) for name in sorted(names)]

        rows = [
            (str(path), _stamp(path), numbers(used.names), numbers(used.properties))
            for path, used in pages.items()
        ]
        self.file.parent.mkdir(parents=True, exist_ok=True)
        state = (_VERSION, dict(versions), list(words), rows)
        self.file.write_text(json.dumps(state), encoding="utf-8")


def _stamp(path: Path) -> _Stamp:
    stat = path.stat()
    return [stat.st_mtime_ns, stat.st_size]
