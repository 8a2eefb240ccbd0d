"""Pages show the menu, their sections, the pages beside them, and links that the site chose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from reading.conftest import built

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Handbook

SECTIONS = "\n## One\n\nText.\n\n### In one\n\n## Two & more\n\nText.\n"


def page(book: Handbook, docname: str) -> BeautifulSoup:
    """Return a page as a browser reads it."""
    return BeautifulSoup(book.html(docname), "html5lib")


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    """Return the texts of the elements that a selector matches."""
    return [found.get_text(strip=True) for found in soup.select(selector)]


def addresses(soup: BeautifulSoup, selector: str) -> dict[str, str]:
    """Return the addresses of links by their texts."""
    return {" ".join(link.get_text().split()): str(link["href"]) for link in soup.select(selector)}


# -- Menu ----------------------------------------------------------------------------------


def test_the_menu_has_what_tables_of_contents_list(book: Handbook) -> None:
    """Titles, captions, links to other sites and generated pages are as they are written."""
    entries = "plain\nThe rich page <rich>\nElsewhere <https://example.org>\ngenindex\nself"
    book.write(
        {"index.md": f"# Example\n\n```{{toctree}}\n:caption: Pages\n:hidden:\n{entries}\n```\n"}
    )
    built(book)
    soup = page(book, "plain/index")
    assert texts(soup, ".compass-tree > li") == [
        *("Pages", "Plain", "The rich page", "Elsewhere", "Index"),
    ]
    assert addresses(soup, ".compass-tree a") == {
        "Plain": "#",
        "The rich page": "../rich/",
        "Elsewhere": "https://example.org",
        "Index": "../genindex/",
    }


BELOW = {
    "index": "f a g/index a/d/index",
    "f": "a/b a/d/e",
    "a": "a/b/c",
    "g/index": "g/h a/b",
    **dict.fromkeys(("a/b", "a/b/c", "a/d/index", "a/d/e", "g/h"), ""),
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_menus_lead_from_each_page_to_each_page(
    project: Callable[..., Handbook], builder: str
) -> None:
    """Also from and to pages whose addresses begin with that of another page."""
    pages = {}
    for name, below in BELOW.items():
        entries = "".join(f"\n/{docname}" for docname in below.split())
        pages[f"{name}.md"] = f"# Page {name}\n\n```{{toctree}}{entries}\n```\n"
    book = project(pages)
    built(book, builder=builder)
    for name in BELOW:
        path = page_file(book, name)
        links = addresses(BeautifulSoup(path.read_bytes(), "html5lib"), ".compass-tree a")
        assert len(links) >= len(BELOW["index"].split())
        for text, address in links.items():
            found = path if address == "#" else path.parent / address
            target = found / "index.html" if found.is_dir() else found
            assert target.resolve() == page_file(book, text.removeprefix("Page ")), name


def page_file(book: Handbook, docname: str) -> Path:
    """Return the file of a page."""
    path = (book.outdir / docname).with_suffix(".html")
    return path if path.is_file() else book.outdir / docname / "index.html"


@pytest.mark.parametrize(("tag", "expected"), [("", ["Plain"]), ("full", ["Plain", "Rich"])])
def test_only_what_the_tags_of_a_build_include(
    book: Handbook, tag: str, expected: list[str]
) -> None:
    """The directive ``only`` around a table of contents or a section is respected."""
    book.write(
        {
            "index.md": """\
                # Example

                ```{toctree}
                plain
                ```

                :::{only} full
                ```{toctree}
                rich
                ```
                :::
                """,
            "plain.md": f"# Plain\n{SECTIONS}",
            "rich.md": "---\norphan: true\n---\n\n# Rich\n",
        }
    )
    (book.folder / "part.rst").write_text(
        "Part\n====\n\nA\n-\n\nB\n-\n\n.. only:: full\n\n   C\n   -\n"
    )
    book.edit("index.md", "plain\n", "plain\npart\n")
    built(book, *(["-t", tag] if tag else []))
    soup = page(book, "part/index")
    assert [text for text in texts(soup, ".compass-tree a") if text != "Part"] == expected
    assert texts(soup, ".compass-rail li") == ["A", "B", *(["C"] if tag else [])]


# -- Sections and breadcrumbs --------------------------------------------------------------


def test_a_page_lists_its_sections_twice(book: Handbook) -> None:
    """They are beside the text, and folded below the title for narrow screens."""
    book.write({"rich.md": f"# Rich\n\nText.\n{SECTIONS}"})
    built(book)
    soup = page(book, "rich/index")
    for place in (".bd-sidebar-secondary", "h1 + details"):
        assert addresses(soup, f"{place} nav a") == {"One": "#one", "Two & more": "#two-more"}
    assert [section["id"] for section in soup.select("section section")][::2] == ["one", "two-more"]


@pytest.mark.parametrize(
    "text", ["", "\n## One\n", ":::{div} compass-wide\nText.\n:::\n" + SECTIONS]
)
def test_short_and_wide_pages_list_no_sections(book: Handbook, text: str) -> None:
    """A list of one section says nothing, and wide pages need its place."""
    book.write({"rich.md": f"# Rich\n\n{text}"})
    built(book)
    soup = page(book, "rich/index")
    assert soup.select(".bd-sidebar-secondary, .compass-otp") == []
    is_wide = "compass-wide" in text
    assert bool(soup.select(".compass-columns")) is not is_wide


@pytest.mark.parametrize(
    "text", ["Use `compass-wide`.", '```html\n<div class="compass-wide">\n```', "not-compass-wide"]
)
def test_a_page_about_wide_pages_is_not_wide(book: Handbook, text: str) -> None:
    """Only a class makes a page wide, not a text with its name, nor a longer class."""
    book.write({"rich.md": f"# Rich\n\n{text}\n\n:::{{div}} not-compass-wide\nA\n:::\n{SECTIONS}"})
    built(book)
    assert len(page(book, "rich/index").select(".compass-otp, .compass-columns")) == 2


def test_breadcrumbs_lead_to_the_pages_above(book: Handbook) -> None:
    """The title of the page itself is not repeated."""
    book.write({"rich.md": "# Rich\n\n```{toctree}\nbelow\n```\n", "below.md": "# Below\n"})
    built(book)
    crumbs = "nav[aria-label=Breadcrumb] a"
    assert addresses(page(book, "below/index"), crumbs) == {
        "Example documentation": "../",
        "Rich": "../rich/",
    }
    assert page(book, "index").select(crumbs) == []


def test_names_of_sites_are_texts(project: Callable[..., Handbook]) -> None:
    """A name with characters of HTML is shown as it is, in the header and in breadcrumbs."""
    name = "R&D <b>Guide</b> &copy;"
    book = project(conf=f"\nhtml_title = html_short_title = {name!r}\n")
    built(book)
    soup = page(book, "plain/index")
    assert texts(soup, ".compass-brand, .compass-crumbs a") == [name, name]


def test_the_front_page_begins_with_the_search(book: Handbook) -> None:
    """The field is below the first paragraph, and on no other page."""
    book.edit("index.md", "# Example\n", "# Example\n\nWhat this is.\n\nMore.\n")
    built(book)
    assert page(book, "index").select("h1 + p + form.compass-find + p")
    assert page(book, "plain/index").select("article form") == []


@pytest.mark.parametrize(
    "text",
    [":::{note}\nA\n:::", "- A\n\n  B", "> A", "```{toctree}\nplain\nrich\n```", "## Two\n\nB"],
)
def test_the_search_is_never_inside_another_element(book: Handbook, text: str) -> None:
    """It is below the title, if that has no paragraph."""
    book.edit("index.md", "# Example\n", f"# Example\n\n{text}\n\nMore.\n")
    built(book)
    assert len(page(book, "index").select("article form")) == 1
    assert page(book, "index").select("h1 + form.compass-find")


# -- Order ---------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["true", "'True'", "false", "no"])
def test_pages_lead_to_their_neighbors_if_they_are_read_in_order(
    book: Handbook, value: str
) -> None:
    """The page that lists them says so in its front matter."""
    book.edit("index.md", "# Example", f"---\nread_in_order: {value}\n---\n\n# Example")
    built(book)
    found = {
        name: addresses(page(book, name), ".compass-order a")
        for name in ("index", "plain/index", "rich/index")
    }
    in_order = {
        "index": {"Next Plain": "plain/"},
        "plain/index": {"Previous Example": "../", "Next Rich": "../rich/"},
        "rich/index": {"Previous Plain": "../plain/"},
    }
    assert found == (in_order if "rue" in value else {name: {} for name in found})


# -- Links of header and footer ------------------------------------------------------------

LINKS = """
reading_header_links = [("Rich", "rich"), ("Plain & simple", "plain")]
reading_footer_links = [
    ("Far", "https://example.org/?a=1&b=2"), ("Mail", "mailto:a@example.org"), ("File", "own.txt")
]
html_extra_path = ["own.txt"]
"""


def test_links_lead_to_pages_files_and_other_sites(project: Callable[..., Handbook]) -> None:
    """Addresses are as seen from each page."""
    book = project(conf=LINKS)
    (book.folder / "own.txt").write_text("Text.")
    built(book)
    soup = page(book, "rich/index")
    assert addresses(soup, "header nav a") == {"Rich": "#", "Plain & simple": "../plain/"}
    assert addresses(soup, "footer li a") == {
        "Far": "https://example.org/?a=1&b=2",
        "Mail": "mailto:a@example.org",
        "File": "../own.txt",
    }
    assert addresses(page(book, "index"), "footer li a")["File"] == "own.txt"


@pytest.mark.parametrize("target", ["gone", "gone.txt", "/rich", "rich/", "rich.md"])
def test_a_link_to_nothing_is_reported(project: Callable[..., Handbook], target: str) -> None:
    """The warning names the setting."""
    book = project(conf=f'\nreading_footer_links = [("Gone", "{target}")]\n')
    assert book.run("-q") == 0
    text = f"The site has no page or file '{target}'; correct it in 'reading_footer_links'"
    assert re.sub(r"\x1b\[[\d;]*m", "", book.warnings).count(text) == 1
