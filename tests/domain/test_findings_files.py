"""What a build finds in the names and places of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

CONF = """
compass_check_pages = True
source_suffix = {".md": "markdown"}
include_patterns = ["index.md", "work/**"]
exclude_patterns = ["drafts/**"]
compass_other_folders = ["code"]
"""
INDEX = "# Start\n\n```{toctree}\n:glob:\n\nwork/**\n```\n"
PAGE = "# Page\n\nText.\n"


def places(book: Handbook) -> list[tuple[str, str]]:
    """Return the file and subtype of each finding."""
    return [(finding.file, finding.subtype) for finding in book.findings]


@pytest.mark.parametrize("builder", ["dirhtml", "dummy"])
@pytest.mark.parametrize(
    ("files", "file"),
    [
        (["work/page.md", "work/page/index.md"], "work/page/index.md"),
        (["work/handover notes.md"], "work/handover notes.md"),
        (["work/why?.md"], "work/why?.md"),
        (["work/a.md", "people/new.md"], "people/new.md"),
        (["work/a.md", "new.md"], "new.md"),
        (["work/a.md", "work/b.rst"], "work/b.rst"),
        (["work/a.md", "work/b.MD"], "work/b.MD"),
    ],
)
def test_file(handbook: Callable[..., Handbook], files: list[str], file: str, builder: str) -> None:
    """It is one finding, at the file, in any builder, and the next build repeats it."""
    book = handbook({"index.md": INDEX, **dict.fromkeys(files, PAGE)}, CONF)
    for _build in range(2):
        book.run(builder=builder)
        assert places(book) == [(file, "compass.address")]


def test_other_files(handbook: Callable[..., Handbook]) -> None:
    """Files that are excluded, used, or for the repository are no findings."""
    files = [
        "README.md", "code/notes.md", "drafts/x.md", "_build/x.md", ".github/x.md",
        "venv/lib/x.md", "_static/x.md", "people/part.md",
    ]  # fmt: skip
    pages = {
        "index.md": INDEX,
        "work/a.md": "# Page\n\n```{include} /people/part.md\n```\n",
        **dict.fromkeys(files, "Text.\n"),
        "venv/pyvenv.cfg": "",
    }
    book = handbook(pages, CONF)
    assert (book.run("-W"), book.warnings) == (0, "")


def test_new_file_is_found_by_the_next_build(handbook: Callable[..., Handbook]) -> None:
    """A build in which no page has changed finds it too."""
    book = handbook({"index.md": INDEX, "work/a.md": PAGE}, CONF)
    assert (book.run("-W"), book.warnings) == (0, "")
    book.write({"people/new.md": PAGE})
    book.run()
    assert places(book) == [("people/new.md", "compass.address")]
    (book.folder / "people/new.md").unlink()
    assert (book.run("-W"), book.warnings) == (0, "")


def test_two_files_for_one_page(handbook: Callable[..., Handbook]) -> None:
    """It is one finding, at the file that is not used."""
    book = handbook({"index.md": INDEX, "work/a.md": PAGE, "work/a.rst": "Page\n====\n"}, CONF)
    book.run()
    assert places(book) == [("work/a.rst", "compass.address")]


def test_other_handbooks_are_not_checked(handbook: Callable[..., Handbook]) -> None:
    """Without the setting, any name is allowed."""
    conf = CONF.replace("True", "False")
    book = handbook({"index.md": INDEX, "work/a b.md": PAGE, "people/new.md": PAGE}, conf)
    assert (book.run("-W"), book.warnings) == (0, "")
