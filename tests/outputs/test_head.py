"""Elements for search engines and link previews in the heads of pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

PAGES = {
    "index.md": """\
        ---
        description: An example.
        keywords: [R&D, "night"]
        ---
        # Example

        ```{toctree}
        section/index
        plain
        ```
        """,
    "section/index.md": """\
        ---
        description: What "R&D" is, and why 1 < 2 &amp; so on.
        ---
        # The *R&D* section

        ```{toctree}
        deep/page
        ```
        """,
    "section/deep/page.md": "# Deep\n",
    "plain.md": "# Plain\n\nIt describes itself nowhere.\n",
}
BASE = 'html_baseurl = "https://x.test/en/latest"\n'
CARD = 'compass_card = "_static/card.png"\ncompass_card_text = "A \\"card\\""\n'


def head(book: Handbook, docname: str) -> dict[str, list[str]]:
    """Return the contents of the meta elements of a page, and its title, by name."""
    soup = BeautifulSoup(book.html(docname), "html5lib")
    assert soup.head is not None
    found = {"title": [element.get_text() for element in soup.head.find_all("title")]}
    for meta in soup.head.find_all("meta", content=True):
        name = str(meta.get("name") or meta.get("property"))
        found.setdefault(name, []).append(str(meta["content"]))
    return found


def previews(meta: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the elements for link previews."""
    return {name: value for name, value in meta.items() if name[:3] == "og:" or "twitter" in name}


def test_head_says_what_the_page_says(handbook: Callable[..., Handbook]) -> None:
    """Titles and descriptions are escaped correctly."""
    book = handbook(PAGES, BASE + CARD)
    book.run()
    meta = head(book, "section/index")
    description = 'What "R&D" is, and why 1 < 2 &amp; so on.'
    assert meta["description"] == [description]
    assert previews(meta) == {
        "og:type": ["website"],
        "og:site_name": ["Example"],
        "og:title": ["The R&D section"],
        "og:description": [description],
        "og:url": ["https://x.test/en/latest/section/"],
        "og:image": ["https://x.test/en/latest/_static/card.png"],
        "og:image:alt": ['A "card"'],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "twitter:card": ["summary_large_image"],
    }


def test_keywords_are_in_the_head(handbook: Callable[..., Handbook]) -> None:
    """One element has all of them; a page without keywords has none."""
    book = handbook(PAGES)
    book.run()
    assert head(book, "index")["keywords"] == ["R&D, night"]
    assert "keywords" not in head(book, "section/index")


def test_head_leaves_out_what_is_unknown(handbook: Callable[..., Handbook]) -> None:
    """Without a description, a card or an address, there are no elements for it."""
    book = handbook(PAGES, BASE)
    book.run()
    meta = head(book, "plain")
    assert "description" not in meta
    assert previews(meta).keys() == {"og:type", "og:site_name", "og:title", "og:url"}
    book = handbook(PAGES, CARD)
    book.run()
    meta = head(book, "section/index")
    assert "description" in meta
    assert previews(meta) == {}


def test_theme_keeps_its_part(handbook: Callable[..., Handbook]) -> None:
    """Title and viewport are those of the theme; so is the name of the site above its pages."""
    book = handbook(PAGES, 'html_title = "Example"\n')
    book.run()
    assert head(book, "index")["title"] == ["Example \N{EM DASH} Example"]
    assert len(head(book, "index")["viewport"]) == 3
    logo = BeautifulSoup(book.html("index"), "html5lib").select_one(".logo__title")
    assert logo is not None
    assert logo.get_text() == "Example"


def test_pages_as_data(handbook: Callable[..., Handbook]) -> None:
    """The builder for other programs has pages without an address."""
    book = handbook(PAGES, BASE + CARD + 'html_theme = "basic"\nhtml_theme_options = {}\n')
    assert (book.run("-W", builder="json"), book.warnings) == (0, "")
    tags = json.loads((book.outdir / "index.fjson").read_text(encoding="utf-8"))["metatags"]
    assert '<meta name="description" content="An example." />' in tags
    assert "og:" not in tags


def test_only_sites_have_previews(handbook: Callable[..., Handbook]) -> None:
    """Pages of an EPUB have descriptions, but no link previews."""
    book = handbook(PAGES, BASE + CARD)
    book.run(builder="epub")
    pages = [path.read_text(encoding="utf-8") for path in book.outdir.rglob("*.xhtml")]
    assert [page for page in pages if 'name="description"' in page]
    assert [page for page in pages if "og:" in page] == []
