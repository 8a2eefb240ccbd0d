"""Fixtures: plain Sphinx projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import Handbook
from reading.host import host as host  # noqa: PLC0414 - makes it a fixture of this folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

CONF = """\
extensions = {extensions!r}
project = "Example"
version = "1"
epub_copyright = "2026"
suppress_warnings = ["epub.unknown_project_files"]
myst_enable_extensions = ["colon_fence"]
html_theme = "sphinx_book_theme"
html_baseurl = "https://example.org/en/latest/"
"""
EXTENSIONS = ("myst_parser", "sphinx_copybutton", "sphinx_design", "sphinx_compass.reading")
PAGES = {
    "index.md": """\
        # Example

        ```{toctree}
        plain
        rich
        ```
        """,
    "plain.md": "# Plain\n\nText.\n",
    "rich.md": "# Rich\n\nText.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Handbook]:
    """Return a function that creates a project from pages, extensions and further settings."""
    count = 0

    def make(
        pages: Mapping[str, str] = PAGES, conf: str = "", extensions: Sequence[str] = EXTENSIONS
    ) -> Handbook:
        nonlocal count
        count += 1
        folder = tmp_path / f"project{count}" / "source"
        folder.mkdir(parents=True)
        book = Handbook(folder)
        book.write({"conf.py": CONF.format(extensions=[*extensions]) + conf, **pages})
        return book

    return make


@pytest.fixture
def book(project: Callable[..., Handbook]) -> Handbook:
    """Return a project with three pages and the usual extensions."""
    return project()


def built(book: Handbook, *arguments: str, builder: str = "dirhtml", out: str = "out") -> None:
    """Build strictly in a separate process."""
    status = book.run("-n", "-W", "-q", *arguments, builder=builder, out=out)
    assert (status, book.warnings) == (0, "")
