"""A build is left out only if nothing changed; a page is read again only if its text changed."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from conftest import Handbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.build

CONF = """\
extensions = ["sphinx_compass", "myst_parser", "sphinx_compass.pace"]
primary_domain = "compass"
pace_contents = pace_unchanged = True
html_theme = "basic"
html_static_path = ["static"]
templates_path = ["templates"]
compass_changes_file = "changes.json"
project = "Example"
"""
PAGES = {
    "conf.py": CONF,
    "static/site.css": "p {}\n",
    "templates/page.html": '{% extends "!page.html" %}\n',
    "index.md": "# Example\n\n```{toctree}\nother\n```\n\n![A dot](dot.svg)\n",
    "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "other.md": "# Other\n\n```{include} part.txt\n```\n",
    "part.txt": "Included.\n",
}
PAST = 1000  # seconds


def made_earlier(book: Handbook) -> None:
    """Give all sources a time in the past, as if they had not just been written."""
    past = time.time() - PAST
    for path in book.folder.rglob("*"):
        os.utime(path, (past, past + 0.5))


@pytest.fixture
def book(tmp_path: Path) -> Handbook:
    """Return a handbook that has been built."""
    made = Handbook(tmp_path / "source")
    made.write(PAGES)
    made_earlier(made)
    build(made)
    return made


def build(book: Handbook, *arguments: str) -> dict[str, int]:
    """Build, and return when each page, and the inventory, was written."""
    status = book.run("-q", *arguments)
    assert (status, book.warnings) == (0, "")
    names = ("index.html", "other/index.html", "objects.inv")
    return {name: (book.outdir / name).stat().st_mtime_ns for name in names}


def touch(path: Path) -> None:
    """Give a file the present time."""
    os.utime(path)


def test_nothing_changed(book: Handbook) -> None:
    """Nothing is written; the time of a page counts as little as that of a checkout."""
    first = build(book)
    assert build(book) == first
    touch(book.folder / "other.md")
    second = build(book)
    assert second["other/index.html"] == first["other/index.html"]


def test_builder_without_templates(book: Handbook) -> None:
    """Such a build is left out, too."""
    text = book.outdir / "other.txt"
    assert (book.run("-q", "-b", "text"), book.warnings) == (0, "")
    first = text.stat().st_mtime_ns
    book.run("-b", "text")
    assert text.stat().st_mtime_ns == first


def test_all_extensions(book: Handbook) -> None:
    """No extension of this repository writes anew what a build reads."""
    book.edit("conf.py", '"basic"', '"sphinx_book_theme"')
    book.edit("conf.py", '.pace"]', '.pace", "sphinx_compass.reading", "sphinx_compass.finding"]')
    made_earlier(book)
    first = build(book)
    assert build(book) == first


CHANGES: dict[str, Callable[[Handbook], object]] = {
    "a page": lambda book: book.edit("other.md", "# Other", "# Another"),
    "an included file": lambda book: book.edit("part.txt", "Included", "Changed"),
    "a picture": lambda book: book.edit("dot.svg", 'width="9"', 'width="8"'),
    "a stylesheet": lambda book: book.edit("static/site.css", "p", "b"),
    "a new file": lambda book: book.write({"static/more.css": "b {}"}),
    "a template": lambda book: book.edit("templates/page.html", "%}", "%} "),
    "a new page": lambda book: book.write({"third.md": "---\norphan: true\n---\n# Third\n"}),
    "a file outside of the pages": lambda book: book.write({"other/notes.txt": "Notes."}),
    "a setting": lambda book: book.edit("conf.py", '"Example"', '"Changed"'),
    "a file that did not exist": lambda book: book.write({"changes.json": '{"changes": []}'}),
    "the output": lambda book: (book.outdir / "other/index.html").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_something_changed(book: Handbook, change: str) -> None:
    """The build takes place."""
    before = build(book)["objects.inv"]
    CHANGES[change](book)
    assert build(book)["objects.inv"] > before


def test_everything_anew(book: Handbook) -> None:
    """A build from scratch is never left out, nor is one after a build with a warning."""
    before = build(book)
    assert build(book, "-E")["objects.inv"] > before["objects.inv"]
    book.write({"other.md": "# Other\n\n{role}`nobody`\n"})
    for _round in range(2):
        book.run("-n", "-q")
        assert "nobody" in book.warnings


def test_state_of_another_version(book: Handbook) -> None:
    """A state that cannot be read counts as none."""
    for path in (book.folder.parent / "out" / "doctrees" / "pace").rglob("*.json"):
        path.write_text("[0, 1]", encoding="utf-8")
    before = build(book)
    for path in (book.folder.parent / "out" / "doctrees" / "pace").rglob("*.json"):
        path.write_text("broken", encoding="utf-8")
    assert build(book)["objects.inv"] > before["objects.inv"]


def test_builders_share_what_was_read(book: Handbook) -> None:
    """A page is read again if its text is no longer what any of them has read last."""
    book.run("-q", builder="html")
    page = book.outdir / "other.html"
    before = page.read_text(encoding="utf-8")
    book.edit("other.md", "# Other", "# Another")
    book.run("-q")
    book.edit("other.md", "# Another", "# Other")
    book.run("-q", builder="html")
    assert page.read_text(encoding="utf-8") == before


def test_an_older_file_with_another_text(book: Handbook) -> None:
    """It is read, and only once."""
    old = book.folder / "old.md"
    old.write_text("# Older\n", encoding="utf-8")
    past = time.time() - 2 * PAST
    os.utime(old, (past, past))
    old.replace(book.folder / "other.md")
    first = build(book)
    assert "Older" in (book.outdir / "other/index.html").read_text(encoding="utf-8")
    book.edit("index.md", "A dot", "Another dot")
    second = build(book)
    assert second["other/index.html"] == first["other/index.html"]


def test_builders_share_what_a_page_includes(book: Handbook) -> None:
    """A page that was read again for one builder is written by the other one, too."""
    book.run("-q", builder="html")
    page = book.outdir / "other.html"
    book.edit("part.txt", "Included", "Changed")
    book.run("-q")
    book.run("-q", builder="html")
    assert "Changed" in page.read_text(encoding="utf-8")
