"""What a build keeps for the next one, in one file per builder and output."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

STATE_FILE = "build.json"

_VERSION = 4  # of the form of the file
_NO_STATE = "the text is not the state of a build"


@dataclass(frozen=True, slots=True)
class BuildState:
    """What the next build must know about this one."""

    structure: str  # digest of what orders pages; empty if the build has not finished
    titles: Mapping[str, str]  # docname -> digest of the title, and words of it
    sections: Mapping[str, str]  # docname -> digest of the sections
    pages: Mapping[str, str]  # docname -> digest of what the page shows from elsewhere
    files: tuple[str, ...]  # output files, relative to the output folder
    warned: tuple[str, ...] = ()  # pages with warnings

    def dump(self) -> str:
        """Return the text of the file."""
        maps = (dict(self.titles), dict(self.sections), dict(self.pages))
        return json.dumps([_VERSION, self.structure, *maps, self.files, self.warned])

    def unfinished(self, last: BuildState | None, warned: Iterable[str]) -> BuildState:
        """Return what the next build must know if this one ends before it has finished.

        Some pages may be written by then. So the next build writes all pages, removes the files
        of this build and the one before, and reads the pages with warnings again.
        """
        files = {*self.files, *(last.files if last else ())}
        return BuildState("", {}, {}, {}, tuple(sorted(files)), tuple(warned))

    @classmethod
    def parse(cls, text: str) -> BuildState | None:
        """Return the state that a file's text holds; None if another version wrote it.

        Raises ValueError if the text is not such a state.
        """
        try:
            version, *values = json.loads(text)
            if version != _VERSION:
                return None
            structure, *maps, files, warned = values
            titles, sections, pages = maps
            pairs = [pair for one in maps for pair in one.items()]
            names = (structure, *files, *warned, *chain.from_iterable(pairs))
        except (AttributeError, RecursionError, TypeError) as error:
            raise ValueError(_NO_STATE) from error
        if not all(isinstance(name, str) for name in names):
            raise ValueError(_NO_STATE)
        return cls(structure, titles, sections, pages, tuple(files), tuple(warned))


def read_state(path: Path) -> BuildState | None:
    """Return the state in a file; None if there is none that this version can read."""
    try:
        return BuildState.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
