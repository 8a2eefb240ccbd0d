"""A site that one process keeps built."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from sphinx_compass.pace.warm import WarmBuild

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Site:
    """A small site, and the process that keeps it built."""

    def __init__(
        self,
        folder: Path,
        pages: Mapping[str, str],
        builder: str = "html",
        jobs: int = 1,
        **settings: str,
    ) -> None:
        """Build it from its pages and settings."""
        self.source, self.out = folder / "source", folder / "out"
        for name, text in pages.items():
            self.write(name, text)
        self.warnings = io.StringIO()
        self.app = Sphinx(
            *(self.source, self.source, self.out, folder / "doctrees", builder),
            confoverrides=settings,
            status=None,
            warning=self.warnings,
            parallel=jobs,
        )
        self.build = WarmBuild(self.app)
        self.build.update()

    def write(self, name: str, text: str) -> Path:
        """Write a file, and return its path."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def save(self, name: str, text: str, *first: str) -> list[str]:
        """Save a file, bring everything up to date, and return the pages that were written."""
        self.build.pages.written.clear()
        self.build.note({self.write(name, text)}, assets=name.startswith("_static"))
        self.build.first = first
        for _step in self.build.steps():
            pass
        return sorted(self.build.pages.written)

    def output(self, name: str) -> Path:
        """Return the file that is written for a page."""
        path: Path = self.app.builder.get_output_path(name)  # type: ignore[attr-defined]
        return path

    def html(self, name: str) -> str:
        """Return what has been written for a page."""
        return self.output(name).read_text(encoding="utf-8")
