"""The page for missing addresses."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from sphinx.builders.html import StandaloneHTMLBuilder

from conftest import ROOT
from sphinx_compass.outputs import not_found

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
    "plain.md": "# Plain\n\nIt describes itself nowhere.\n\n```{linkable-names}\n```\n",
    "_templates/404.html": (ROOT / "_templates/404.html").read_text(encoding="utf-8"),
}
BASE = 'html_baseurl = "https://x.test/en/latest"\n'
NOT_FOUND = 'templates_path = ["_templates"]\ncompass_not_found_template = "404.html"\n'
REPOSITORY = 'compass_repository_url = "https://x.test/repository"\n'


def missing(outdir: Path) -> BeautifulSoup:
    """Return the page for missing addresses."""
    return BeautifulSoup((outdir / not_found.FILE).read_text(encoding="utf-8"), "html5lib")


@pytest.mark.parametrize(
    ("builder", "ending", "index"), [("dirhtml", "/", ""), ("html", ".html", "index.html")]
)
def test_links_of_the_page(
    handbook: Callable[..., Handbook], builder: str, ending: str, index: str
) -> None:
    """The page has links to the search and to each section, which work at any address."""
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
        "Find a name": f"/en/latest/plain{ending}",
    }
    assert report.startswith("https://x.test/repository/issues/new?")
    assert parse_qs(urlsplit(report).query)["title"] == ["Dead link"]
    assert 'What "R&D" is' in article.get_text()


def test_missing_address_is_no_page(handbook: Callable[..., Handbook]) -> None:
    """The page is not in outputs for search engines and programs."""
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
    """If the site's address is unknown or has no path, links start at the root of the host."""
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
def test_addresses_start_at_the_root(address: str, expected: str) -> None:
    """Addresses of other sites, and of anchors on the page itself, are not changed."""
    text = '<a class="x" href="{0}"><img\nsrc="{0}"><p data-href="../">href="../"</p>'
    assert not_found.from_root(text.format(address), "/base/404/") == text.format(expected)


def test_disabled_files_are_removed(handbook: Callable[..., Handbook]) -> None:
    """An incremental build removes files that are no longer configured."""
    book = handbook(PAGES, BASE + NOT_FOUND)
    book.run()
    assert (book.outdir / "404.html").is_file()
    assert (book.outdir / "sitemap.xml").is_file()
    conf = (book.folder / "conf.py").read_text(encoding="utf-8")
    book.write({"conf.py": conf.replace(BASE, "").replace(NOT_FOUND, "")})
    book.run()
    assert not (book.outdir / "404.html").exists()
    assert not (book.outdir / "sitemap.xml").exists()


def test_sphinx_renders_the_page_with_our_templates() -> None:
    """If this fails, an undocumented part of Sphinx has changed."""
    method = StandaloneHTMLBuilder.handle_page
    changed = "Sphinx changed here: see the top of not_found.py"
    assert "outfilename" in inspect.signature(method).parameters, changed
    assert "self.templates.render(templatename, ctx)" in inspect.getsource(method), changed
