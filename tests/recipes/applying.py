"""Reads the recipes of the extension's README and applies them to a copy of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

README = ROOT / "_ext/README.md"

_RECIPE = re.compile(r"^### (?P<title>An? .+)\n(?P<text>(?:(?!^#{2,3} ).*\n)+)", re.MULTILINE)
_STEP = re.compile(
    r"^(?:Create `(?P<new>[^`]+)`|In `(?P<old>[^`]+)`, write below the line `(?P<anchor>[^\n]+)`):"
    r"\n\n```python\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a recipe: a new file, or lines to add to a file."""

    file: str
    anchor: str  # line of the file that the code is written below; empty for a new file
    code: str

    def apply(self, package: Path) -> None:
        """Apply the step in a folder that contains a copy of the extension."""
        path = package / self.file
        if not self.anchor:
            assert not path.exists(), f"{self.file} exists already"
            path.write_text(self.code, encoding="utf-8")
            return
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        found = [index for index, line in enumerate(lines) if line.strip() == self.anchor]
        assert len(found) == 1, f"{self.file} has {len(found)} lines {self.anchor!r}"
        lines.insert(found[0] + 1, self.code)
        path.write_text("".join(lines), encoding="utf-8")


def recipes() -> dict[str, list[Step]]:
    """Return the steps of each recipe by its title."""
    text = README.read_text(encoding="utf-8")
    chapter = text.partition("## How to add something\n")[2]
    return {
        match["title"]: [
            Step(step["new"] or step["old"], step["anchor"] or "", step["code"])
            for step in _STEP.finditer(match["text"])
        ]
        for match in _RECIPE.finditer(chapter)
    }
