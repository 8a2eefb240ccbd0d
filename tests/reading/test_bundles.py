"""Pages load one stylesheet and few scripts, whatever was written in which order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, Handbook, tree
from sphinx_compass.reading import scripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CONF = f"""\
templates_path = [{str(ROOT / "_templates")!r}]
html_static_path = [{str(ROOT / "_static")!r}]
html_css_files = ["compass.css", "reading.css"]
html_js_files = ["reading.js", "linking.js"]
html_baseurl = "https://example.org/en/latest/"
extensions += ["sphinx_copybutton", "sphinx_design", "sphinx_compass.reading"]
"""
PAGES = {
    "index.md": """\
        # Example

        ```{toctree}
        plain
        rich
        ```
        """,
    "plain.md": "# Plain\n\nText.\n",
    "rich.md": "# Rich\n\nText.\n",
}
CODE = "\n```python\nprint()\n```\n"
TABS = "\n::::{tab-set}\n:::{tab-item} One\nA\n:::\n:::{tab-item} Two\nB\n:::\n::::\n"
WARNING = "\n:::{warning}\nText.\n:::\n"


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a small handbook with the templates, styles and scripts of the real one."""
    return handbook(PAGES, conf=CONF)


def built(book: Handbook, *arguments: str) -> None:
    """Build strictly in a process of its own."""
    assert (book.run("-n", "-W", "-q", *arguments), book.warnings) == (0, "")


def loaded(book: Handbook, docname: str) -> list[str]:
    """Return the stylesheets and scripts that a page loads, by name."""
    html = book.html(docname)
    return re.findall(r'(?:<script[^>]*src|rel="stylesheet"[^>]*href)="[./]*([^"?]+)', html)


def addresses(book: Handbook) -> Iterator[tuple[Path, str]]:
    """Yield each bundle that any page links to, with the version in its address."""
    for path in book.outdir.rglob("*.html"):
        for name, version in re.findall(r'"[./]*(_static/[^"?]+)\?v=(\w*)"', path.read_text()):
            yield book.outdir / name, version


def test_a_page_loads_what_it_needs(book: Handbook) -> None:
    """Code needs copying and tabs need switching; text needs neither."""
    book.edit("rich.md", "Text.\n", f"Text.\n{CODE}{TABS}")
    built(book)
    assert loaded(book, "plain/index") == ["_static/site.css", "_static/site.js"]
    assert loaded(book, "rich/index") == [
        "_static/site.css",
        "_static/site.js",
        "_static/copying.js",
        "_static/tabs.js",
    ]
    assert loaded(book, "search/index")[2:] == ["_static/search.js"]


def test_no_script_stops_the_parser(book: Handbook) -> None:
    """All are deferred, and run in the order of their needs."""
    built(book)
    for path in book.outdir.rglob("index.html"):
        tags = re.findall(r"<script[^>]*\bsrc=[^>]*>", path.read_text(encoding="utf-8"))
        assert tags
        assert [tag for tag in tags if " defer" not in tag] == []


def test_styles_come_with_the_page_that_needs_them(book: Handbook) -> None:
    """Also with one that is added later, and go with it; so does the glyph of an icon."""
    built(book)
    before = tree(book.outdir)
    (book.outdir / "_static/fa-other-400.woff2").write_bytes(b"of icons that were shown once")
    assert b".admonition.warning" not in before["_static/site.css"]
    book.edit("rich.md", "Text.\n", f"Text.\n{WARNING}")
    built(book)
    after = tree(book.outdir)
    assert b".admonition.warning" in after["_static/site.css"]
    assert before["_static/fa-solid-900.woff2"] != after["_static/fa-solid-900.woff2"]
    book.edit("rich.md", WARNING, "")
    built(book)
    assert tree(book.outdir) == before


def test_addresses_change_with_their_content(book: Handbook) -> None:
    """On every page, also on those that were not written again."""
    built(book)
    before = dict(addresses(book))
    assert all(before.values())
    book.edit("rich.md", "Text.\n", f"Text.\n{WARNING}")
    built(book)
    after = dict(addresses(book))
    assert [path.name for path in before if before[path] != after[path]] == ["site.css"]
    assert {version for path, version in addresses(book) if path.name == "site.css"} == {
        after[book.outdir / "_static/site.css"]
    }


def test_incremental_and_parallel_builds_are_as_clean_ones(book: Handbook) -> None:
    """Whatever was added to pages, and in however many processes."""
    built(book)
    book.edit("rich.md", "Text.\n", f"Text.\n{WARNING}{CODE}")
    book.write({"new.md": f"---\norphan: true\n---\n\n# New\n{TABS}"})
    built(book)
    incremental = tree(book.outdir)
    built(book, "-j", "2")
    assert tree(book.outdir) == incremental
    assert (book.run("-q", "-j", "2", out="parallel"), book.warnings) == (0, "")
    assert tree(book.outdir) == incremental
    assert (book.run("-q", out="clean"), book.warnings) == (0, "")
    assert tree(book.outdir) == incremental


def test_a_change_of_styles_reaches_the_site(book: Handbook) -> None:
    """Although no page is written again."""
    own = book.folder / "own"
    own.mkdir()
    (own / "own.css").write_text("h1{color:red}")
    conf = book.folder / "conf.py"
    text = 'html_static_path.append("own")\nhtml_css_files.append("own.css")\n'
    conf.write_text(conf.read_text() + text)
    built(book)
    assert b"h1{color:red}" in tree(book.outdir)["_static/site.css"]
    (own / "own.css").write_text("h1{color:blue}")
    book.edit("plain.md", "Text.", "Other text.")
    built(book)
    assert b"h1{color:blue}" in tree(book.outdir)["_static/site.css"]
    conf.write_text(conf.read_text().replace('html_css_files.append("own.css")', ""))
    built(book)
    assert b"h1{color:blue}" not in tree(book.outdir)["_static/site.css"]


def test_an_epub_is_not_concerned(book: Handbook) -> None:
    """It has the folder of templates too, but a theme and styles of its own."""
    assert (book.run("-q", builder="epub"), book.warnings) == (0, "")
    page = (book.outdir / "plain.xhtml").read_text(encoding="utf-8")
    assert "site.css" not in page
    assert "_static/epub.css" in page


def test_scripts_are_joined_whole() -> None:
    """A comment at the end of one does not swallow the next; a missing one is left out."""
    sources = {"a.js": "let a = 1 // one", "b.js": "(() => a)()"}
    joined = scripts.joined(sources, ["a.js", "gone.js", "b.js"])
    assert "one" not in joined
    assert joined == "let a=1;(()=>a)()"


# -- names ---------------------------------------------------------------------------------


def test_what_opens_a_part_of_the_navigation_has_a_name(book: Handbook) -> None:
    """The theme's has an icon alone."""
    book.write(
        {
            "rich.md": "# Rich & more\n\n```{toctree}\nrich/below\n```\n",
            "rich/below.md": "# Below\n",
        }
    )
    built(book)
    page = book.html("rich/below/index")
    assert re.findall(r"<summary([^>]*)>", page.partition("<main")[0]) == [
        ' aria-label="Pages below Rich &amp; more"'
    ]


def test_an_image_without_alternative_text_is_decoration(book: Handbook) -> None:
    """Its address is nothing to read out."""
    (book.folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    images = "\n```{image} dot.svg\n```\n\n```{image} dot.svg\n:alt: A dot\n```\n"
    book.edit("plain.md", "Text.\n", images)
    built(book)
    assert re.findall(r'<img alt="([^"]*)" src="[^"]*dot.svg"', book.html("plain/index")) == [
        "",
        "A dot",
    ]


def test_labels_of_tabs_have_no_attribute_that_labels_must_not_have(book: Handbook) -> None:
    """It says nothing on a label."""
    book.edit("rich.md", "Text.\n", TABS)
    built(book)
    assert re.findall(r"<label[^>]*sd-tab-label", book.html("rich/index"))
    assert "aria-controls" not in book.html("rich/index")
