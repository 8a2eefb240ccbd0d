"""The search shows pages last that have words only in their earlier versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import search
from conftest import CONF, Handbook, tree
from sphinx_compass.domain.search_earlier import with_earlier, without_earlier

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = 'html_theme = "basic"\nhtml_theme_options = {}\n'


def entry(date: str, text: str) -> str:
    """Return a block with one entry."""
    return f":::{{earlier-versions}}\n{date}\n: {text}\n:::\n"


PAGES = {
    "index.md": "# Start\n\n```{toctree}\n:glob:\n*\n```\n",
    "now.md": "# Zebras\n\nThe pager rings for somebody.\n",
    "once.md": (
        f"# Aardvarks\n\nNobody is called.\n\n{entry('2022', 'The pagers and a bell rang.')}"
    ),
    "both.md": f"# Both\n\nThe pager rings.\n\n{entry('2022', 'Pagers rang.')}",
    "keyword.md": (
        f"---\nkeywords: gong\n---\n# Key\n\nText.\n\n{entry('2022', 'A gong was a bell.')}"
    ),
    "titled.md": f"# About drums\n\nText.\n\n{entry('2022', 'Drums, and the {role}`Boss`.')}",
    "role.md": "# A role\n\n:::{role} Bandmaster\n:aliases: Boss\n\nLeads.\n:::\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return the built handbook."""
    book = Handbook(tmp_path_factory.mktemp("earlier") / "source")
    book.write({"conf.py": CONF + PLAIN, **PAGES})
    book.build()
    assert book.warnings == ""
    return book


BLOCK = "#compass-earlier"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("pager", ["both/", "now/", f"once/{BLOCK}"]),
        ("page", ["both/", "now/", f"once/{BLOCK}"]),
        ("bell", [f"once/{BLOCK}", f"keyword/{BLOCK}"]),
        ("nobody bell", [f"once/{BLOCK}"]),
        ("pager somebody", ["now/"]),
        ("gong", ["keyword/"]),
        ("drums", ["titled/", "role/", ""]),
        ("bandmaster text", [f"titled/{BLOCK}"]),
        ("nothing", []),
    ],
)
def test_earlier_versions_are_found_last(site: Handbook, words: str, found: list[str]) -> None:
    """What pages say now comes first; what they said before leads to the block."""
    assert search.query(site.outdir, words) == found


def test_index_without_earlier_versions_has_no_script(handbook: Callable[..., Handbook]) -> None:
    """Other programs can read the index as Sphinx writes it."""
    book = handbook({"index.md": "# Start\n"}, PLAIN)
    book.build()
    index = (book.outdir / "searchindex.js").read_text(encoding="utf-8")
    assert index.startswith(search.PREFIX)


def test_incremental_builds_have_the_same_words(handbook: Callable[..., Handbook]) -> None:
    """Words that move between the block and the text are ranked as in a clean build."""
    book = handbook(PAGES, PLAIN)
    book.run(out="incremental")
    book.edit("once.md", "is called", "is called by a bell")
    book.edit("both.md", "The pager rings.", "Silence.")
    book.run(out="incremental")
    assert search.query(book.outdir, "bell") == ["once/", f"keyword/{BLOCK}"]
    assert search.query(book.outdir, "pager") == ["now/", f"once/{BLOCK}", f"both/{BLOCK}"]
    incremental = tree(book.outdir)
    book.run(out="clean")
    assert tree(book.outdir) == incremental


def test_words_of_the_index() -> None:
    """The index lists the words that pages have only in their earlier versions."""
    index = {"terms": {"a": 0, "b": [0, 1]}, "titleterms": {"t": 1}}
    completed = with_earlier(index, {0: {"a", "c", "t"}, 1: {"a", "b", "c", "t"}})
    assert completed == {
        "terms": {"a": [0, 1], "b": [0, 1], "c": [0, 1], "t": 0},
        "titleterms": {"t": 1},
        "earlier": {"a": [1], "c": [0, 1], "t": [0]},
    }
    assert without_earlier(completed)["terms"] == {"a": [0], "b": [0, 1], "c": [], "t": []}
    assert with_earlier(index, {0: {"a"}}) == index
