"""Keeps what a build tells the next one, in a file beside the doctrees."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "pace"


class State:
    """A file for one builder and output folder, or for all builders that share the environment.

    What another version wrote counts as nothing.
    """

    def __init__(self, app: Sphinx, name: str, version: int, *, is_shared: bool = False) -> None:
        """Name the file; each kind of state has a name and a version of its own."""
        key = hashlib.sha256(str(app.outdir).encode()).hexdigest()[:16]
        folder = Path(app.doctreedir) / FOLDER
        if not is_shared:
            folder /= f"{app.builder.name}-{key}"
        self.path = folder / f"{name}.json"
        self._version = version

    def read(self) -> dict[str, Any]:
        """Return the state; empty if there is none."""
        try:
            version, state = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, RecursionError, TypeError, ValueError):
            return {}
        return state if version == self._version and isinstance(state, dict) else {}

    def write(self, state: dict[str, Any]) -> None:
        """Replace the state at once, so that no other process sees a part of it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps([self._version, state]), encoding="utf-8")
        new.replace(self.path)

    def remove(self) -> None:
        """Forget the state."""
        self.path.unlink(missing_ok=True)
