"""Collects the warnings of builds as findings, and prints those that are new."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tools.findings import Finding, read_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_COLOR = re.compile(r"\x1b\[[0-9;]*m")


class Report:
    """What Sphinx writes its warnings to."""

    def __init__(self, source: Path, show: Callable[[str], object]) -> None:
        """Take the source folder, and what prints a line in the terminal."""
        self._source = source.resolve()
        self._show = show
        self._written: list[str] = []
        self._printed: set[Finding] = set()

    def write(self, text: str) -> int:
        """Take a part of a warning."""
        self._written.append(text)
        return len(text)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def begin(self) -> None:
        """Forget the findings of the last build, whose pages are read again."""
        self._written.clear()

    def findings(self) -> list[Finding]:
        """Return the findings since the build began, in their order."""
        return read_findings(self.text(), self._source)

    def text(self) -> str:
        """Return the warnings since the build began, as Sphinx writes them."""
        return _COLOR.sub("", "".join(self._written))

    def print(self, found: list[Finding]) -> None:
        """Print the findings that are new, or that there is none any more."""
        for finding in found:
            if finding not in self._printed:
                place = f"{finding.file}:{finding.line}: " if finding.file else ""
                self._show(f"{place}{finding.text}")
        if self._printed and not found:
            self._show("Everything that was found is fixed.")
        self._printed = set(found)


def shown(findings: list[Finding]) -> list[dict[str, Any]]:
    """Return findings as a page shows them: place, sentence, and fix."""
    return [dict(_parts(finding)) for finding in findings]


def _parts(finding: Finding) -> Iterator[tuple[str, Any]]:
    """Yield the parts of a finding. A finding of ours ends with its fix, after a semicolon."""
    known = asdict(finding)
    is_ours = finding.subtype.startswith("compass.")
    sentence, semicolon, fix = finding.text.rpartition("; ") if is_ours else ("", "", "")
    yield from ((name, known[name]) for name in ("file", "line"))
    yield "sentence", sentence if semicolon else finding.text
    yield "fix", fix
