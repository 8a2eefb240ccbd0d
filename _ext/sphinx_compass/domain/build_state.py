"""What a build keeps for the next one, in one file per builder and output."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STATE_FILE = "build.json"

_VERSION = 3  # of the form of the file
_NO_STATE = "the text is not the state of a build"


@dataclass(frozen=True, slots=True)
class BuildState:
    """What the next build must know about this one."""

    navigation: str  # digest of titles and tables of contents
    pages: Mapping[str, str]  # docname -> digest of what the page shows from elsewhere
    files: tuple[str, ...]  # output files, relative to the output folder
    warned: tuple[str, ...] = ()  # pages with warnings

    def dump(self) -> str:
        """Return the text of the file."""
        values = (self.navigation, dict(self.pages), self.files, self.warned)
        return json.dumps([_VERSION, *values])

    @classmethod
    def parse(cls, text: str) -> BuildState | None:
        """Return the state that a file's text holds; None if another version wrote it.

        Raises ValueError if the text is not such a state.
        """
        try:
            version, *values = json.loads(text)
            if version != _VERSION:
                return None
            navigation, pages, files, warned = values
            names = (navigation, *pages, *pages.values(), *files, *warned)
        except (AttributeError, RecursionError, TypeError) as error:
            raise ValueError(_NO_STATE) from error
        if not all(isinstance(name, str) for name in names):
            raise ValueError(_NO_STATE)
        return cls(navigation, pages, tuple(files), tuple(warned))


def read_state(path: Path) -> BuildState | None:
    """Return the state in a file; None if there is none that this version can read."""
    try:
        return BuildState.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
