"""Builds with each improvement write the same bytes and find the same mistakes as without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import Handbook, tree
from sphinx_compass.pace import ALL, MODULES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONF = """\
extensions = ["sphinx_compass", "myst_parser", "sphinx_design", "sphinx_compass.pace"]
extensions += ["sphinx_compass.finding", "sphinx_compass.reading"]
primary_domain = "compass"
myst_enable_extensions = ["colon_fence", "deflist"]
suppress_warnings = ["myst.topmatter"]
html_theme = "sphinx_book_theme"
html_theme_options = {"repository_url": "https://github.com/a/b", "use_edit_page_button": True}
compass_check_pages = True
compass_today = "2026-11-21"
project = "Example"
version = "1"
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
MORE = 9  # pages; Sphinx reads a few pages in one process
PAGES = {
    "dot.svg": PICTURE,
    **{f"more/{number}.md": f"---\norphan: true\n---\n# More {number}\n" for number in range(MORE)},
    "index.md": """\
        # Example

        ```{toctree}
        a/index
        words
        ```
        """,
    "a/index.md": """\
        # The *first* & `only` "section"

        :::{role} Lead
        Leads the {term}`Hub`.
        :::

        ```{toctree}
        b/index
        ```
        """,
    "a/b/index.md": """\
        # A ![dot](../../dot.svg) and [a link](../../words.md)

        ```{toctree}
        deep
        ```
        """,
    "a/b/deep.md": """\
        # Deep

        :::{dropdown} More
        | A | B |
        | - | - |
        | [^1] | {role}`Lead` |
        :::

        [^1]: A footnote.

        ## Part "one"

        ```python
        print("x")
        ```
        """,
    "words.md": """\
        # Words

        :::{glossary}
        Hub
          A thing that a {role}`lead` has, and {role}`nobody`.
        :::

        This is **not bold, and [no link](gone.md).
        """,
}


def _built(folder: Path, value: str = "", *arguments: str) -> tuple[Mapping[str, bytes], str]:
    """Return the output and the warnings of builds of all pages, and then of a changed one."""
    folder.mkdir()
    book = Handbook(folder / "source")
    book.write({"conf.py": CONF + (f"{value} = True\n" if value else ""), **PAGES})
    book.run("-n", "-q", *arguments)
    found = book.warnings
    first = tree(book.outdir)
    assert "index.html" in first, found
    book.run("-n", "-q", *arguments)
    assert tree(book.outdir) == first
    book.edit("a/index.md", "# The", "# The new")
    book.run("-n", "-q", *arguments)
    second = {f"after an edit: {name}": text for name, text in tree(book.outdir).items()}
    return {**first, **second}, (found + book.warnings).replace(str(folder), "")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, bytes], str]:
    """Return what builds without any improvement write and find."""
    return _built(tmp_path_factory.mktemp("usual") / "site")


@pytest.mark.build
@pytest.mark.parametrize("value", [ALL, *MODULES])
def test_output_is_the_same(
    tmp_path: Path, usual: tuple[Mapping[str, bytes], str], value: str
) -> None:
    """An improvement changes nothing but the time that a build takes."""
    assert _built(tmp_path / "site", value) == usual


@pytest.mark.build
def test_parallel_output_is_the_same(
    tmp_path: Path, usual: tuple[Mapping[str, bytes], str]
) -> None:
    """Nor does it if several processes build."""
    output, warnings = _built(tmp_path / "site", ALL, "-j", "2")
    assert output == usual[0]
    assert sorted(warnings.splitlines()) == sorted(usual[1].splitlines())
