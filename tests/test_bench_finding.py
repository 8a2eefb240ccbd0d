"""Tests how `nox -s bench-reading` evaluates searches and cards; nothing is measured here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from benchmarks import cards, searching
from benchmarks.cards import CardTimes
from benchmarks.searches import SEARCHES
from benchmarks.searching import Answer, Times
from benchmarks.serving import Asked, Body, Site
from benchmarks.tables import middle, ratio

if TYPE_CHECKING:
    from pathlib import Path

HOME = "http://127.0.0.1:1/"


def question(q: str, *accept: str, misspelled: bool = False) -> dict[str, Any]:
    """Return a question as the files have it."""
    return {"q": q, "accept": accept, "misspelled": misspelled}


@pytest.fixture
def site() -> Site:
    """Return a site with requests of a page and of a search on it."""
    paths = ("/", "/search/index.json", "/search.js", "/words.json", "/", "/later.json")
    asked = [Asked(10 * number, path) for number, path in enumerate(paths)]
    bodies = {path: Body(b"x" * 10**number, "", None) for number, path in enumerate(paths[:4])}
    return Site("handbook", HOME, bodies, asked)


def test_queries_are_from_all_parts_of_the_list() -> None:
    """Queries with typos are left out; a short list is taken as it is."""
    questions = [question(f"q{number}", misspelled=number % 2 == 1) for number in range(20)]
    assert searching.chosen(questions, 5) == ["q0", "q4", "q8", "q12", "q16"]
    assert searching.chosen(questions[:4], 5) == ["q0", "q2"]


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (HOME, ""),
        (f"{HOME}about/glossary/?h=sre#term-SRE", "about/glossary"),
        (f"{HOME}roles/index.html", "roles"),
        ("roles/index", "roles"),
        ("index", ""),
        ("about/myindex", "about/myindex"),
    ],
)
def test_pages(address: str, page: str) -> None:
    """Addresses of results and names in questions are compared in one form."""
    assert searching.page_of(address, HOME) == page


def test_right_page() -> None:
    """Any of the accepted pages is right, at whatever section; no result is wrong."""
    asked = question("sre", "about/glossary", "index")
    for href, right in (("about/glossary/#sre", True), ("", True), ("about/", False)):
        assert searching.is_right(Answer(f"{HOME}{href}", 0, 0), asked, HOME) is right
    assert not searching.is_right(Answer("", 0, 0), asked, HOME)


def test_files_of_a_search(site: Site) -> None:
    """They are those since the search opened, and those that only the search needs."""
    assert searching.paths_since(site, 2, None) == {"/search.js", "/words.json", "/later.json"}
    assert searching.paths_since(site, 2, "index", until=25) == {
        "/search/index.json",
        "/search.js",
    }
    assert site.bytes(searching.paths_since(site, 2, None)) == 1100


def test_row_of_a_search() -> None:
    """The first search is apart from the others, and ratios are to the first row."""
    ours, other = (Times(search) for search in SEARCHES[:2])
    for times, factor in ((ours, 1), (other, 3)):
        times.first_bytes += [1000 * factor, 3000 * factor]
        times.all_bytes.append(4000)
        for took in (40, 10, 20, 30):
            answer = Answer(HOME, 0, took * factor)
            times.note(answer, is_first=took == 40)
        times.right = 5
    other.note(Answer("", 0, 0), is_first=False)
    cells = dict(zip(searching.HEADINGS, searching.row(other, ours, 9), strict=True))
    assert cells == {
        "search": "stock",
        "first result KB": "6.0",
        "KB ratio": "3.00",
        "all queries KB": "4.0",
        "first search ms": "120",
        "further ms": "60",
        "most": "90",
        "ms ratio": "3.00",
        "no result": "1",
        "right page first": "5 of 9",
    }


def test_row_of_a_site_without_cards() -> None:
    """What was not measured has no figure."""
    none = CardTimes(cards.PREVIEWS[1], missing=5)
    row = cards.row(none, CardTimes(cards.PREVIEWS[0], further=[10.0], first_bytes=[100]))
    assert row == ("material", "-", "-", "-", "5", "-", "-", "-")


def test_medians() -> None:
    """Cells have whole milliseconds, or KB with one decimal; ratios have two."""
    assert (middle([2, 3, 9]), middle([1250, 1260], unit=1000)) == ("3", "1.3")
    assert (middle([]), ratio([], [1]), ratio([1], []), ratio([1], [0])) == ("-",) * 4
    assert ratio([30, 10], [40]) == "0.50"


def test_links_that_sites_share(tmp_path: Path) -> None:
    """The page with the most links in the text of both sites is taken, and its first links."""
    one, other = tmp_path / "one", tmp_path / "other"
    links = """<nav><a href="../d/">D</a></nav><main>
        <a class="headerlink" href="#x">#</a> <a href="../b/">B</a> <a href="/c/">C</a>
        <a href="../b/#part">part</a> <a href="https://example.org/">E</a> <a href="">A</a>
        </main>"""
    pages = {
        one: {"a": links, "b": '<main><a href="../c/">C</a></main>'},
        other: {"a": links.replace("main>", "article>"), "c": ""},
    }
    for folder, texts in pages.items():
        for name, text in texts.items():
            (folder / name).mkdir(parents=True)
            (folder / name / "index.html").write_text(text, encoding="utf-8")
    folders = [(one, "main"), (other, "article")]
    assert cards.best_page(folders) == ("a", ["b", "c"])
    assert cards.linked(folders, "b") == []
