"""The search finds pages by words that they do not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import search
from conftest import CONF, Handbook, tree
from sphinx_compass.domain.search_words import new_words, with_words

if TYPE_CHECKING:
    from collections.abc import Callable

OWN = 'html_theme = "basic"\nhtml_theme_options = {}\n'

PAGES = {
    "index.md": """\
        # Start

        ```{toctree}
        :glob:

        *
        ```
        """,
    "failure.md": """\
        ---
        keywords: [Outages at night, pager]
        ---
        # When a hub fails

        Call somebody.
        """,
    "money.rst": """\
        :keywords: refunds, taxi

        Claims
        ======

        Send the bill.
        """,
    "call.md": "# Call\n\nCall at night.\n",
    "hidden.rst": ":no-search: yes\n:keywords: taxi\n\nHidden\n======\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return the built handbook."""
    book = Handbook(tmp_path_factory.mktemp("words") / "source")
    book.write({"conf.py": CONF + OWN, **PAGES})
    book.build()
    assert book.warnings == ""
    return book


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("outage", ["failure/"]),
        ("outage night", ["failure/"]),
        ("night", ["call/", "failure/"]),
        ("outages at night fail", ["failure/"]),
        ("pagers", ["failure/"]),
        ("refund taxi", ["money/"]),
        ("taxi bill", ["money/"]),
        ("pager taxi", []),
    ],
)
def test_pages_are_found_by_their_keywords(site: Handbook, words: str, found: list[str]) -> None:
    """Each word of a keyword counts like a word of the page, in any form."""
    assert search.query(site.outdir, words) == found


def test_incremental_builds_have_the_same_words(handbook: Callable[..., Handbook]) -> None:
    """Keywords of unchanged pages stay, and removed ones are gone."""
    book = handbook(PAGES, OWN)
    book.run(out="incremental")
    book.edit("failure.md", ", pager", "")
    book.edit("call.md", "Call at night", "Call by day")
    book.run(out="incremental")
    incremental = tree(book.outdir)
    assert search.query(book.outdir, "pager") == []
    assert search.query(book.outdir, "taxi") == ["money/"]
    book.run(out="clean")
    assert tree(book.outdir) == incremental


# -- private names of Sphinx: when one changes, one of these tests says which -------------------


def test_words_are_stemmed_as_sphinx_does(handbook: Callable[..., Handbook]) -> None:
    """The index has the same words, whether they are on the page or its keywords."""
    words = "Outages of THE hubs, running 24 x7 co-workers; i do, naïve Ω"
    terms = []
    for text in (f"# Page\n\n{words}\n", f"---\nkeywords: '{words}'\n---\n# Page\n"):
        book = handbook({"index.md": text}, OWN)
        book.build()
        index = search.load((book.outdir / "searchindex.js").read_text(encoding="utf-8"))
        terms.append(index["terms"])
    assert terms[0] == terms[1], "Sphinx changed how IndexBuilder.feed makes terms of words"
    assert "outag" in terms[0]


def test_terms_are_numbers_or_lists() -> None:
    """A word on one page has its number, and a word on several has a list."""
    terms: dict[str, int | list[int]] = {"a": 0, "b": [0, 2], "c": 1}
    words = {0: ["b", "d", "title"], 1: ["a", "d", "e"], 2: ["title", "c"]}
    added = new_words(words, {"title": [2], "c": 2})
    assert with_words(terms, added) == {
        "a": [0, 1],
        "b": [0, 2],
        "c": 1,
        "d": [0, 1],
        "e": 1,
        "title": 0,
    }
