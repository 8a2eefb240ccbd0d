"""The small files with what results show beside titles."""

from __future__ import annotations

import pytest

from finding.running import evaluate
from sphinx_compass.finding.excerpts import folder_page, parents, text_file, texts_by_id
from sphinx_compass.finding.passages import Passage
from sphinx_compass.finding.search_page import body


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "text/index.json"),
        ("a/b/", "text/a/b/index.json"),
        ("a/b.html", "text/a/b.html.json"),
        ("index.html", "text/index.html.json"),
    ],
)
def test_script_asks_for_the_file_that_is_written(address: str, file: str) -> None:
    """Python and JavaScript derive the same path."""
    assert f"text/{text_file(address)}" == file
    assert evaluate("textFileOf(given.address)", address=address) == file


def test_texts_are_found_by_id() -> None:
    """The texts include summaries of objects, but no empty texts."""
    passages = [
        Passage("Page", "", "Intro"),
        Passage("One", "one", "First"),
        Passage("Two", "two", ""),
    ]
    assert texts_by_id(passages, {"role-lead": "Leads.", "one": "Summary", "two": "Thing"}) == {
        "role-lead": "Leads.",
        "one": "First",
        "two": "Thing",
        "": "Intro",
    }


def test_each_page_has_one_parent() -> None:
    """The parent is the one nearest to the front page; cycles are allowed."""
    includes = {"index": ["a", "b"], "a": ["c", "index"], "b": ["a", "c"], "c": ["a"]}
    assert parents(includes, "index") == {"a": "index", "b": "index", "c": "a"}


@pytest.mark.parametrize(
    ("address", "parent"),
    [
        ("a/b/", "a/"),
        ("a/", ""),
        ("x/y/z/", "x/"),
        ("d/e.html", "d/index.html"),
        ("d/index.html", ""),
    ],
)
def test_folder_of_a_page(address: str, parent: str) -> None:
    """The parent is the page of the nearest folder; the script has the same rule."""
    known = ["", "a/", "a/b/", "x/", "x/y/z/", "d/index.html", "d/e.html"]
    assert folder_page(address, frozenset(known), "") == parent
    titles = [[name, name] for name in known]
    found = evaluate(
        "folderPage(given.address, new Map(given.titles), '')", address=address, titles=titles
    )
    assert found == parent


def test_controls_are_hidden_until_there_is_a_script() -> None:
    """Without a script, readers see what to do instead."""
    page = body("<li>Hint</li>")
    assert '<form class="finding-form" role="search" method="get" hidden>' in page
    assert "<li>Hint</li></ul></noscript>" in page
    assert '<div id="search-results"></div>' in page
