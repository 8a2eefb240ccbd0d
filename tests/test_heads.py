"""What pages say of themselves in their heads, and the page for missing addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from sphinx_compass.outputs import notfound
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Handbook

PAGES = {
    "index.md": """\
        ---
        description: An example.
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
    "_templates/404.html": (ROOT / "_templates/404.html").read_text(encoding="utf-8"),
}
BASE = 'html_baseurl = "https://x.test/en/latest"\n'
CARD = 'compass_card = "_static/card.png"\ncompass_card_text = "A \\"card\\""\n'
NOT_FOUND = 'templates_path = ["_templates"]\ncompass_not_found_template = "404.html"\n'
REPOSITORY = 'compass_repository_url = "https://x.test/repository"\n'


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
    """Return what is for link previews."""
    return {name: value for name, value in meta.items() if name[:3] == "og:" or "twitter" in name}


def test_head_says_what_the_page_says(handbook: Callable[..., Handbook]) -> None:
    """Title and description arrive as written, whatever stands in them."""
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


def test_head_leaves_out_what_is_unknown(handbook: Callable[..., Handbook]) -> None:
    """Without a description, a card or an address there is no word of it."""
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
    assert not (book.outdir / "sitemap.xml").exists()


def test_title_of_the_site_stands_once(handbook: Callable[..., Handbook]) -> None:
    """A front page that is called like the site is not called so twice."""
    book = handbook(PAGES, 'html_title = "Example"\n')
    book.run()
    assert head(book, "index")["title"] == ["Example"]
    assert head(book, "plain")["title"] == ["Plain \N{EM DASH} Example"]


def test_only_sites_have_previews(handbook: Callable[..., Handbook]) -> None:
    """A page of a book has no address, and a book no missing one; descriptions stay."""
    book = handbook(PAGES, BASE + CARD + NOT_FOUND)
    book.run(builder="epub")
    pages = [path.read_text(encoding="utf-8") for path in book.outdir.rglob("*.xhtml")]
    assert [page for page in pages if 'name="description"' in page]
    assert [page for page in pages if "og:" in page] == []
    assert list(book.outdir.rglob("404*")) == []
    assert list(book.outdir.rglob("sitemap.xml")) == []


# -- page for missing addresses -------------------------------------------------------


def missing(outdir: Path) -> BeautifulSoup:
    """Return the page for missing addresses."""
    return BeautifulSoup((outdir / notfound.FILE).read_text(encoding="utf-8"), "html5lib")


@pytest.mark.parametrize(
    ("builder", "ending", "index"), [("dirhtml", "/", ""), ("html", ".html", "index.html")]
)
def test_missing_address_leads_on(
    handbook: Callable[..., Handbook], builder: str, ending: str, index: str
) -> None:
    """The page leads to the search and each section, from whatever address."""
    book = handbook(PAGES, BASE + NOT_FOUND + REPOSITORY)
    book.run(builder=builder)
    article = missing(book.outdir).find("article")
    assert article is not None
    form = article.find("form")
    assert form is not None
    assert form["action"] == f"/en/latest/search{ending}"
    links = {link.get_text(): str(link["href"]) for link in article.find_all("a", href=True)}
    report = links.pop("Report the dead link")
    assert links == {
        "Example": f"/en/latest/{index}",
        "The R&D section": f"/en/latest/section/{index}",
        "Plain": f"/en/latest/plain{ending}",
        "Find a name": f"/en/latest/operations/linking{ending}#find-a-name",
    }
    assert report.startswith("https://x.test/repository/issues/new?")
    assert parse_qs(urlsplit(report).query)["title"] == ["Dead link"]
    assert 'What "R&D" is' in article.get_text()


def test_missing_address_is_no_page(handbook: Callable[..., Handbook]) -> None:
    """Search engines and the outputs of the handbook do not list it."""
    book = handbook(PAGES, BASE + NOT_FOUND)
    book.run()
    soup = missing(book.outdir)
    assert [meta["content"] for meta in soup.find_all("meta", attrs={"name": "robots"})] == [
        "noindex"
    ]
    assert soup.find("link", rel="canonical") is None
    assert "Report" not in soup.get_text(), "there is no repository"
    assert not (book.outdir / "404").exists()
    names = ("sitemap.xml", "compass.json", "llms.txt", "searchindex.js", "myst.xref.json")
    assert [name for name in names if "404" in (book.outdir / name).read_text("utf-8")] == []


def test_site_at_the_root_of_a_host(handbook: Callable[..., Handbook]) -> None:
    """Where no address is known, or one without a path, links begin at the host's root."""
    book = handbook(PAGES, NOT_FOUND)
    book.run()
    html = missing(book.outdir).find("html")
    assert html is not None
    assert html["data-content_root"] == "/"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("../a%20b/?q=1&amp;r=2#c", "/base/a%20b/?q=1&amp;r=2#c"),
        ("../", "/base/"),
        ("x.css?v=1", "/base/404/x.css?v=1"),
        ("#main", "#main"),
        ("", ""),
        ("/already", "/already"),
        ("https://x.test/a", "https://x.test/a"),
        ("mailto:a@x.test", "mailto:a@x.test"),
        ("data:image/png;base64,AA==", "data:image/png;base64,AA=="),
    ],
)
def test_addresses_begin_at_the_root(address: str, expected: str) -> None:
    """What leads elsewhere, or to a place on the page itself, stays as it is."""
    text = '<a class="x" href="{0}"><img\nsrc="{0}"><p data-href="../">href="../"</p>'
    assert notfound.from_root(text.format(address), "/base/404/") == text.format(expected)


def test_what_is_turned_off_goes(handbook: Callable[..., Handbook]) -> None:
    """An incremental build takes away what a site no longer has."""
    book = handbook(PAGES, BASE + NOT_FOUND)
    book.run()
    assert (book.outdir / "404.html").is_file()
    assert (book.outdir / "sitemap.xml").is_file()
    conf = (book.folder / "conf.py").read_text(encoding="utf-8")
    book.write({"conf.py": conf.replace(BASE, "").replace(NOT_FOUND, "")})
    book.run()
    assert not (book.outdir / "404.html").exists()
    assert not (book.outdir / "sitemap.xml").exists()
