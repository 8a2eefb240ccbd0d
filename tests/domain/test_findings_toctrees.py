"""What a build finds in tables of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

CONF = """
compass_check_pages = True
exclude_patterns = ["work/old.md"]
"""
PAGES = {
    "index.md": "# Start\n\n```{toctree}\nwork/index\n```\n",
    "work/index.md": "# Work\n\n```{toctree}\n:maxdepth: 1\n\nplan\n```\n",
    "work/plan.md": "# Plan\n\nText.\n",
    "work/old.md": "# Old\n\nText.\n",
}
SUB = {"work/sub/index.md": "# Sub\n\nText.\n"}


@pytest.mark.parametrize(
    ("entries", "line", "words"),
    [
        ("plan\nplna", 7, "'plna'"),
        ("plna", 6, "did you mean 'plan'?"),
        ("Plan", 6, "did you mean 'plan'?"),
        ("plan.html", 6, "did you mean 'plan'?"),
        ("/plan", 6, "did you mean 'plan'?"),
        ("work/plan", 6, "did you mean 'plan'?"),
        ("- plan", 6, "did you mean 'plan'?"),
        ("[The plan](plan.md)", 6, "did you mean 'plan'?"),
        ("The plan <plann>", 6, "did you mean 'plan'?"),
        ("plan\nnothing/like/it", 7, "delete this line"),
        ("plan\n\nplan", 8, "twice"),
        ("plan\nplan.md", 7, "twice"),
        ("plan\nindex", 7, "its own page"),
        ("plan\nold", 7, "'old'"),
        (":glob:\n\nplan\nnew-*", 9, "'new-*'"),
        ("plan\n/index", 7, "'../index'"),
    ],
)
def test_entry(handbook: Callable[..., Handbook], entries: str, line: int, words: str) -> None:
    """A wrong entry is one finding, at its line; the page it is meant for has none."""
    book = handbook(PAGES, CONF)
    old = ":maxdepth: 1\n\nplan" if entries.startswith(":") else "\nplan\n"
    book.edit("work/index.md", old, entries if entries.startswith(":") else f"\n{entries}\n")
    line -= 2 * entries.startswith(":")
    for _build in range(2):
        assert book.run() == 0, book.warnings
        (finding,) = book.findings
        assert (finding.file, finding.line) == ("work/index.md", line)
        assert finding.subtype == "compass.toctree"
        assert words in finding.text


def test_entry_for_a_folder(handbook: Callable[..., Handbook]) -> None:
    """A folder stands for its first page."""
    book = handbook(PAGES | SUB, CONF)
    book.edit("work/index.md", "\nplan\n", "\nplan\nsub/\n")
    book.run()
    (finding,) = book.findings
    assert (finding.file, finding.line) == ("work/index.md", 7)
    assert "did you mean 'sub/index'?" in finding.text


@pytest.mark.parametrize(
    ("page", "line", "above"),
    [
        ("new.md", "new", "index.md"),
        ("work/new.md", "new", "work/index.md"),
        ("work/sub/new.md", "sub/new", "work/index.md"),
        ("plans/new.md", "plans/new", "index.md"),
        ("words/new.md", "../words/new", "work/words.md"),
    ],
)
def test_page_that_is_not_listed(
    handbook: Callable[..., Handbook], page: str, line: str, above: str
) -> None:
    """The finding shows the line to add, and to which table of contents."""
    book = handbook(PAGES | {page: "# New\n\nText.\n"}, CONF)
    if above == "work/words.md":
        book.write({above: "# Words\n\n```{toctree}\n../words/a\n```\n", "words/a.md": "# A\n"})
        book.edit("work/index.md", "\nplan\n", "\nplan\nwords\n")
    book.run()
    (finding,) = book.findings
    assert (finding.file, finding.subtype) == (page, "compass.toctree")
    assert f"add the line '{line}' to the toctree of {above}" in finding.text
    book.edit(above, "\n```\n", f"\n{line}\n```\n")
    assert (book.run("-W"), book.warnings) == (0, "")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_cycle_of_pages_that_nothing_lists(handbook: Callable[..., Handbook], jobs: str) -> None:
    """A cycle that the menu does not contain is found too."""
    one, two = ("# {}\n\n```{{toctree}}\n{}\n```\n".format(*names) for names in ("ab", "ba"))
    book = handbook(PAGES | {"a.md": one, "b.md": two}, CONF)
    for _build in range(2):
        assert book.run("-j", jobs) == 0, book.warnings
        assert [(item.file, item.line) for item in book.findings] == [("b.md", 4)]


def test_long_menu(handbook: Callable[..., Handbook]) -> None:
    """Too many pages on one level are one finding, at the table that is too long."""
    book = handbook({**PAGES, "work/new.md": "# New\n"}, CONF + "compass_longest_menu = 2\n")
    book.edit("work/index.md", "\nplan\n", "\nplan\nnew\n")
    work = (book.folder / "work/index.md").read_text(encoding="utf-8")
    group = "\n```{toctree}\n:caption: More\n\nsub/index\n```\n"
    book.write({**SUB, "work/index.md": work + group})
    assert (book.run("-W"), book.warnings) == (0, "")
    book.write({"work/index.md": work + group.replace(":caption: More\n", "")})
    for _build in range(2):
        book.run()
        (finding,) = book.findings
        assert (finding.file, finding.line) == ("work/index.md", 10)
        assert finding.subtype == "compass.toctree"
        assert "3 pages" in finding.text


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("work/project", {"work/index.md": "did you mean 'project'?"}),
        ("team/project", {"work/index.md": "delete this line", "team/project.md": "'project'"}),
    ],
)
def test_entry_for_a_page_that_moved(
    handbook: Callable[..., Handbook], new: str, expected: dict[str, str]
) -> None:
    """An entry gets the new name of a page that stays in its folder; others must go.

    A page with a similar name that is listed already is not suggested.
    """
    files = {
        "index.md": "# Start\n\n```{toctree}\nwork/index\nteam/index\n```\n",
        "work/index.md": "# Work\n\n```{toctree}\nplan\n```\n",
        "team/index.md": "# Team\n\n```{toctree}\n/work/plane\n```\n",
        "work/plane.md": "# Plane\n",
        f"{new}.md": "---\nredirect_from: [work/plan]\n---\n\n# Project\n\nText.\n",
        "names.json": '{"names": {"page": {"work/plan": {"at": ["work/plan/"]}}}}',
    }
    book = handbook(files, f"{CONF}compass_names_file = 'names.json'\n")
    book.run()
    found = {finding.file: finding.text for finding in book.findings}
    assert len(book.findings) == len(expected)
    assert found.keys() == expected.keys(), book.warnings
    assert all(words in found[file] for file, words in expected.items())
