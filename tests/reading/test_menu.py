"""Each page shows a part of the menu, whose size has a bound. No Sphinx."""

from __future__ import annotations

import gzip

import pytest
from bs4 import BeautifulSoup

from sphinx_compass.reading.menu import (
    FOLDED,
    OPEN,
    FoldedLists,
    Menu,
    MenuEntry,
    MenuGroup,
    Sidebar,
    shortened,
)


def group(*names: str, caption: str = "") -> MenuGroup:
    """Return a group of pages that are named in uppercase."""
    return MenuGroup(tuple(MenuEntry(name.upper(), name) for name in names), caption)


def menu(**listed: str) -> Menu:
    """Return a menu from the names of pages and what they list."""
    return Menu.of("root", {page: (group(*names.split()),) for page, names in listed.items()})


SMALL = menu(root="a b", a="a1 a2", a1="a11", b="b1", b1="b11")


def shown(menu: Menu, page: str) -> BeautifulSoup:
    """Return the menu as a page shows it."""
    return BeautifulSoup(Sidebar(menu, page, "/{}/".format).html(), "html.parser")


def links(menu: Menu, page: str) -> list[str]:
    """Return the texts of the links of the menu."""
    return [link.get_text() for link in shown(menu, page).select("a")]


def test_a_page_is_below_the_first_page_that_lists_it() -> None:
    """Pages nearer to the root come first; a page never is below itself."""
    found = menu(root="a b", a="b c", b="c root", c="a d")
    assert found.parents == {"a": "root", "b": "root", "c": "a", "d": "c"}
    assert found.way_to("d") == ("a", "c", "d")
    assert found.way_to("root") == found.way_to("elsewhere") == ()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("root", "A A1 A2 B B1"),
        ("b", "A A1 A2 B B1"),
        ("a1", "A A1 A11 A2 B B1"),
        ("b11", "A A1 A2 B B1 B11"),
        ("elsewhere", "A A1 A2 B B1"),
    ],
)
def test_each_page_shows_all_sections_and_its_own_branch(page: str, expected: str) -> None:
    """Pages below a section are listed, and what is below those on the way to the page."""
    assert links(SMALL, page) == expected.split()


def test_what_is_on_the_way_is_open() -> None:
    """The other sections can be opened in place; the page is marked once."""
    tree = shown(SMALL, "a11")
    opened = [summary["aria-label"] for summary in tree.select("details[open] > summary")]
    assert opened == ["Pages below A", "Pages below A1"]
    assert len(tree.select("details")) == len(opened) + 1
    assert [link["href"] for link in tree.select("[aria-current=page]")] == ["/a11/"]


def test_pages_that_list_each_other_end_the_menu() -> None:
    """Sphinx only warns of them. A page that several pages list opens below the first."""
    assert links(menu(root="a", a="b", b="a c"), "b") == ["A", "B", "A", "C"]
    tree = shown(menu(root="a b", a="b", b="c"), "c")
    opened = [summary["aria-label"] for summary in tree.select("details[open] > summary")]
    assert opened == ["Pages below B"]


def test_a_menu_without_pages_is_empty() -> None:
    """The template leaves out its landmark then."""
    assert Sidebar(menu(), "root", str).html() == ""


def test_texts_are_escaped() -> None:
    """Titles, captions and addresses cannot add markup."""
    evil = '"><b>'
    items = (MenuEntry(evil, evil), MenuEntry(evil, address=f"https://example.org/{evil}"))
    tree = shown(Menu.of("root", {"root": (MenuGroup(items, evil),)}), evil)
    assert tree.find("b") is None
    assert [link["href"] for link in tree.select("a")] == [
        f"/{evil}/",
        f"https://example.org/{evil}",
    ]
    assert tree.get_text() == evil * 3


@pytest.mark.parametrize(
    ("current", "expected", "is_cut"),
    [
        ("", "a b c", (False, True)),
        ("a", "a b c", (False, True)),
        ("d", "c d e", (True, True)),
        ("g", "e f g", (True, False)),
        ("z", "a b c", (False, True)),
    ],
)
def test_a_long_list_is_cut_around_the_page(
    current: str, expected: str, is_cut: tuple[bool, bool]
) -> None:
    """The page is in the middle of what is left, or near an end of the list."""
    part = shortened([group("a", "b"), group("c", "d"), group("e", "f", "g")], 3, current)
    names = [entry.docname for found in part.groups for entry in found.entries]
    assert (names, (part.has_more_before, part.has_more_after)) == (expected.split(), is_cut)


def test_a_caption_stays_with_what_is_left_of_its_group() -> None:
    """A group without entries has none."""
    groups = [group("a", caption="A"), group("b", "c", "d", caption="B"), group("e", caption="E")]
    assert [found.caption for found in shortened(groups, 2, "d").groups] == ["B"]
    assert [found.caption for found in shortened(groups, 9).groups] == ["A", "B", "E"]


def test_a_cut_list_links_to_all_pages() -> None:
    """The link is where entries are missing."""
    names = [f"p{number:02}" for number in range(40)]
    found = menu(root="a b", a=" ".join(names))
    assert links(found, "b")[1:-1] == [*(name.upper() for name in names[:FOLDED]), ALL]
    branch = links(found, "p20")[1:-1]
    assert (branch[0], branch[-1], len(branch)) == (ALL, ALL, OPEN + 2)
    assert "P20" in branch


ALL = "All pages of this section"


def large(pages: int) -> Menu:
    """Return the menu of a site with many pages: sections, chapters and pages of a chapter."""
    sections = [f"section-{number}" for number in range(min(8, pages))]
    chapters = [f"{name}/chapter-{n}" for name in sections for n in range(max(1, pages // 64))]
    texts = {name: [f"{name}/page-{n}" for n in range(8)] for name in chapters}
    listed = {"root": sections, **texts}
    for section in sections:
        listed[section] = [name for name in chapters if name.startswith(f"{section}/")]
    return Menu.of("root", {page: (group(*names),) for page, names in listed.items()})


def test_the_size_of_the_menu_has_a_bound() -> None:
    """With fourteen times as many pages, the menu of a page has a bounded number of links."""
    sizes = {}
    for pages in (70, 250, 1000, 20000):
        found = large(pages)
        page = next(name for name in reversed(list(found.parents)) if "/page-" in name)
        html = Sidebar(found, page, "../../{}/".format).html()
        sizes[pages] = len(gzip.compress(html.encode()))
        depth = len(found.way_to(page))
        assert html.count("<a ") <= 8 * (FOLDED + 2) + depth * (OPEN + 2)
    assert sizes[20000] < 1.1 * sizes[1000] < 2500


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("a", ("", "a1")),
        ("a1", ("a", "a2")),
        ("a2", ("a1", "")),
        ("a11", ("", "")),
        ("b1", ("", "")),
        ("root", ("", "")),
        ("elsewhere", ("", "")),
    ],
)
def test_pages_that_are_read_in_order_have_neighbors(page: str, expected: tuple[str, str]) -> None:
    """The page that lists them comes first; what is below one of them is not in the order."""
    assert SMALL.neighbors(page, {"a"}) == expected


def test_order_within_order() -> None:
    """A page in order whose pages are in order, too, leads to the first of them."""
    assert SMALL.neighbors("a1", {"a", "a1"}) == ("a", "a11")
    assert SMALL.neighbors("a11", {"a", "a1"}) == ("a1", "")


def test_a_page_that_is_listed_twice_has_its_place_once() -> None:
    """Only the page above it counts."""
    found = menu(root="a b", a="x y x", b="y")
    assert found.neighbors("y", {"a", "b"}) == ("x", "")
    assert found.neighbors("b", {"a", "b"}) == ("", "")


@pytest.mark.parametrize(
    "menu",
    [
        SMALL,
        menu(root="a b c d", a="a1 a2", b="b1 a1", c="c1 d", d="d1 root b1", d1="d2"),
        menu(root="a", a=" ".join(f"a{number}" for number in range(40)), b="a a1"),
    ],
)
def test_lists_that_pages_share_are_those_of_each_page(menu: Menu) -> None:
    """Whichever page comes first, also if a section lists a page that is below another one."""
    pages = [*menu.groups, *menu.parents, "elsewhere"]
    for ordered in (pages, pages[::-1]):
        folded: FoldedLists = {}
        for page in ordered:
            shared = Sidebar(menu, page, "/{}/".format, folded).html()
            assert shared == Sidebar(menu, page, "/{}/".format).html()
        assert folded
