"""What a build keeps for the next one, in one file per builder and output."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
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


_UNFINISHED = BuildState("", {}, {}, {}, ())


class StateFile:
    """The file with the state of the last build.

    While a build goes on, the file only says that it has not finished. If it ends early, its pages
    may show text that is undone before the next build. So the next build writes all pages, removes
    all output files that may be there, and reads pages with warnings again.
    """

    def __init__(self, path: Path) -> None:
        """Read the file, if there is one that this version can read."""
        self._path = path
        self.last = read_state(path)  # of the last build, also while this one goes on
        self._begun = self.last or _UNFINISHED

    @property
    def files(self) -> AbstractSet[str]:
        """The output files that may be there, relative to the output folder."""
        return frozenset(self._begun.files)

    def note_unfinished(self, files: Iterable[str], warned: Iterable[str]) -> None:
        """Note the output files that may be there soon, and more pages with warnings."""
        all_warned = {*self._begun.warned, *warned}
        state = replace(_UNFINISHED, files=tuple(sorted(files)), warned=tuple(sorted(all_warned)))
        if state != self._begun:
            self._begun = state
            self._write(state)

    def fail(self) -> None:
        """Note that a build has failed, which may have written anything."""
        self.last = self._begun

    def finish(self, state: BuildState) -> None:
        """Keep the state of a build that has finished."""
        self.last = self._begun = state
        self._write(state)

    def _write(self, state: BuildState) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self._path, state.dump())


def read_state(path: Path) -> BuildState | None:
    """Return the state in a file; None if there is none that this version can read."""
    try:
        return BuildState.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def replace_file(path: Path, text: str) -> None:
    """Write a file at once or not at all."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
