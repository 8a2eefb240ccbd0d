"""After a page has a new title, only the menu of other pages is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.util.docutils import docutils_namespace

from conftest import CONF, Handbook
from warm_site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.build,
    pytest.mark.filterwarnings("ignore:'(sphinx_book_theme|myst_parser)[^']*' is deprecated"),
]

FOREIGN = "_templates/sections/sidebar-primary.html"  # instead of that of sphinx_compass.reading
PAGES = {
    "conf.py": f"{CONF}extensions += ['sphinx_compass.reading']\ntemplates_path = ['_templates']\n",
    "index.md": "# Start\n\n```{toctree}\na/index\nb/index\nc\nthree\n```\n",
    "a/index.md": "# Part\n\n```{toctree}\none\ntwo\n```\n",
    "a/one.md": "# Quince & medlar\n",
    "a/two.md": "# Two\n\nSee [](one.md).\n",
    "b/index.md": "# Other part\n\n```{toctree}\nfour\n```\n",
    "b/four.md": "# Four\n",
    "three.md": "# Three\n\nNobody eats Quince.\n",
    "c.md": "# Last\n",
}
TITLES = ("# Another < title\n", "# Cherry\n")


class Written:
    """A site whose pages are noted when they are written as a whole."""

    def __init__(self, folder: Path, pages: dict[str, str], builder: str = "html") -> None:
        """Build it."""
        self.site = Site(folder, pages, builder)
        self.whole: set[str] = set()
        assert self.site.warnings.getvalue() == ""
        self.site.app.connect("html-page-context", self._note)

    def _note(self, _app: object, pagename: str, *_args: object) -> None:
        self.whole.add(pagename)

    def retitle(self, text: str = TITLES[0]) -> Iterator[str]:
        """Give a page another title, and return the steps that follow."""
        self.whole.clear()
        self.site.build.pages.written.clear()
        self.site.build.note({self.site.write("a/one.md", text)})
        return self.site.build.steps()

    def until_settled(self, text: str = TITLES[0]) -> None:
        """Give a page another title, and go on until it is known what to write."""
        steps = self.retitle(text)
        assert "settle" in iter(lambda: next(steps), "check")


@pytest.fixture(params=["html", "dirhtml"])
def written(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Written]:
    """Return the site."""
    with docutils_namespace():
        yield Written(tmp_path, PAGES, request.param)


def assert_clean(site: Site) -> None:
    """Assert that each page is as a build from scratch makes it."""
    book = Handbook(site.source)
    assert book.run("-E", builder=site.app.builder.name, out="clean") == 0
    found = {path.relative_to(book.outdir) for path in book.outdir.rglob("*.html")}
    assert len(found) >= len(site.app.env.found_docs)
    for path in found:
        assert (site.out / path).read_text("utf-8") == (book.outdir / path).read_text("utf-8")


def test_only_pages_with_the_title_in_their_text_are_written(written: Written) -> None:
    """The page, those above it, and one with a link; the other menus are replaced."""
    assert "Quince &amp; medlar" in written.site.html("c")
    assert "finished" in written.retitle()
    sources = written.whole & written.site.app.env.found_docs
    assert sources == {"index", "a/index", "a/one", "a/two", "three"}
    assert {"b/index", "b/four", "c"} <= written.site.build.pages.written
    assert "Another &lt; title" in written.site.html("c")
    assert_clean(written.site)


def test_the_page_that_somebody_looks_at_is_the_first(written: Written) -> None:
    """Whether all of it is written or its menu is replaced."""
    for name in ("a/two", "c"):
        written.site.save("a/one.md", PAGES["a/one.md"])
        written.until_settled()
        written.site.build.first = [name]
        steps = written.site.build.steps()
        assert "write" in iter(lambda steps=steps: next(steps), "finish")  # type: ignore[misc]
        assert written.site.build.pages.written == {name}
        written.site.build.update(())


def test_edits_in_between_are_not_lost(written: Written) -> None:
    """The title can change again, and pages whose menus wait can change, or be deleted."""
    written.until_settled()
    assert {"b/index", "b/four", "c"} <= written.site.build.pages.old_menus.pages
    assert written.site.build.pages
    written.until_settled(TITLES[1])
    written.site.write("c.md", "# Last\n\nWith a text.\n")
    written.site.output("b/index").unlink()
    written.site.build.update({written.site.source / "c.md"})
    assert not written.site.build.pages
    assert_clean(written.site)
    written.site.save("a/one.md", PAGES["a/one.md"])
    written.until_settled()
    written.site.write("index.md", PAGES["index.md"].replace("\nc\n", "\n"))
    (written.site.source / "c.md").unlink()
    written.site.build.update({written.site.source / name for name in ("index.md", "c.md")})
    assert_clean(written.site)


@pytest.mark.parametrize("template", ["<nav>{{ compass_menu }}</nav>", "{{ compass_menu }}" * 2])
def test_a_menu_in_another_place_is_written(tmp_path: Path, template: str) -> None:
    """If a site has its own template for it, pages are written as a whole."""
    with docutils_namespace():
        written = Written(tmp_path, {**PAGES, FOREIGN: template})
        assert "finished" in written.retitle()
        assert written.site.app.env.found_docs <= written.whole
        assert_clean(written.site)


def test_a_process_that_ends_leaves_the_rest_to_the_next_one(tmp_path: Path) -> None:
    """The next one finds the menus that are still old."""
    with docutils_namespace():
        Written(tmp_path, PAGES).until_settled()
    with docutils_namespace():
        assert_clean(Site(tmp_path, {"a/one.md": TITLES[0]}))
