"""Tables of contents on pages: groups of pages with their descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from records import area, role
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.records import ContentsList, Page
from sphinx_compass.views.children import Child, ChildGroup, Children
from sphinx_compass.views.children import content as content_of
from sphinx_compass.views.links import Link
from views.example import changes, soup, text_of, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

TITLES = {"index": "Home", "a": "First", "b": "Second", "c": "Third"}


def listed(*entries: str, caption: str = "", is_hidden: bool = False) -> ContentsList:
    """Return a table of contents whose entries have the titles of their pages."""
    return ContentsList(tuple(("", entry) for entry in entries), caption, is_hidden)


def content(directory: Directory, docname: str, lists: dict[str, list[ContentsList]]) -> Children:
    """Return what a page shows, with the tables of contents of some pages."""
    return content_of(directory, docname, lambda name: lists.get(name, ()))


def test_entries() -> None:
    """A page has its title, or another one, and its description; a missing one is left out."""
    pages = [Page("a", description="Says\n  it."), Page("b")]
    entries = (("", "a"), ("Other", "b"), ("", "gone"), ("There", "https://x.test/"), ("", "self"))
    shown = content(
        Directory.build(titles=TITLES, pages=pages),
        "index",
        {"index": [listed("c", is_hidden=True), ContentsList(entries, "All")]},
    )
    assert shown.groups == (
        ChildGroup(
            "All",
            (
                Child(Link("First", "a"), "Says it."),
                Child(Link("Other", "b")),
                Child(Link("There"), address="https://x.test/"),
                Child(Link("Home", "index")),
            ),
        ),
    )


def test_subject() -> None:
    """A section says whose it is if one area has its structure page there."""
    product, other = area("Product", page="a", lead="Boss"), area("Other", page="b")
    lists = {
        "index": [listed("a", caption="Read")],
        "a": [listed("b", is_hidden=True)],
        "b": [listed("c", "a")],
    }
    directory = Directory.build([product, other, role("Boss")], titles=TITLES)
    subject = content(directory, "index", lists).subject
    assert subject is not None
    assert (subject.area.text, [lead.text for lead in subject.leads]) == ("Product", ["Boss"])
    assert subject.pages == 3  # in spite of the cycle
    assert content(directory, "index", {"index": [listed("a")]}).subject is None
    both = {"index": [listed("a", "b", caption="Read")]}
    assert content(directory, "index", both).subject is None


CONF = """
html_theme = "basic"
html_theme_options = {}
compass_describe_children = True
"""


def toctree(*entries: str, caption: str = "") -> str:
    """Return the directive that lists pages."""
    option = f":caption: {caption}\n" if caption else ""
    return f"```{{toctree}}\n{option}\n" + "\n".join(entries) + "\n```\n\n"


PAGES = {
    "index.md": "# Home\n\nWelcome.\n\n"
    + toctree("inside", caption="Top")
    + "## Part\n\nText.\n\n"
    + toctree("several", caption="Alone"),
    "inside.md": "---\ndescription: Is inside.\n---\n# Inside\n\n## Last\n\nText.\n\n"
    + toctree("x", caption="One")
    + toctree("https://x.test/", caption="Two"),
    "several.md": "---\ndescription: Has several.\n---\n# Several\n\n## Pages\n\n"
    + toctree("y", caption="Some")
    + toctree("z", caption="Others"),
    "x.md": "# X\n\n## Text\n\nWords.\n\n" + toctree("w"),
    **{f"{name}.md": f"---\ndescription: About {name}.\n---\n# {name}\n" for name in "yzw"},
}


def outline(page: Tag) -> list[str]:
    """Return the headings and the rows of a page, in their order."""
    return [
        f"{item.name}: {text_of(item)}"
        for item in page.select("section :is(h2, h3, ul.compass-pages > li)")
    ]


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return pages with tables of contents at every place."""
    book = handbook(PAGES, CONF)
    assert (book.run(), book.warnings) == (0, "")
    return book


def test_headings(book: Handbook) -> None:
    """A caption is a heading, unless one above it has the group alone; what ends a page is its."""
    found = {name: outline(soup(book, name)) for name in ("index", "inside", "several", "x")}
    trimmed = {
        name: [text.replace("\N{PILCROW SIGN}", "") for text in texts]
        for name, texts in found.items()
    }
    assert trimmed == {
        "index": ["h2: Top", "li: Inside Is inside.", "h2: Part", "li: Several Has several."],
        "inside": ["h2: Last", "h2: One", "li: X", "h2: Two", "li: https://x.test/"],
        "several": ["h2: Pages", "h3: Some", "li: y About y.", "h3: Others", "li: z About z."],
        "x": ["h2: Text", "h2: Further pages", "li: w About w."],
    }
    wide = {name for name in found if soup(book, name).select(".compass-wide")}
    assert wide == {"index", "inside", "several"}
    last = soup(book, "inside").select_one("#last")
    assert last is not None
    assert not last.select(".compass-children")


def test_a_description_rewrites_the_page_above(book: Handbook) -> None:
    """Another description, without a change of titles, rewrites the page that lists the page."""
    before = written(book)
    book.edit("y.md", "About y.", "All about y.")
    assert (book.run(), book.warnings) == (0, "")
    assert changes(book, before) == {"several/index.html", "y/index.html"}
    assert "All about y." in text_of(soup(book, "several"))


def test_without_the_setting(handbook: Callable[..., Handbook]) -> None:
    """Without the setting, and in other formats, the tables of contents of Sphinx stay."""
    book = handbook(PAGES, CONF.replace("True", "False"))
    assert (book.run(), book.warnings) == (0, "")
    assert not soup(book, "index").select(".compass-children")
    assert soup(book, "index").select(".toctree-wrapper")
    (book.folder / "conf.py").write_text((book.folder / "conf.py").read_text() + CONF)
    assert (book.run(builder="text"), book.warnings) == (0, "")
    assert "About w." not in (book.outdir / "index.txt").read_text(encoding="utf-8")
