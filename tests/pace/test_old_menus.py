"""After a page has a new title, only the menu of other pages is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.util.docutils import docutils_namespace

from conftest import CONF, Handbook, tree
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
    """Assert that the output is that of a build from scratch."""
    book = Handbook(site.source)
    assert book.run("-E", builder=site.app.builder.name, out="clean") == 0
    found, clean = tree(site.out), tree(book.outdir)
    assert len(clean) > len(site.app.env.found_docs)
    assert [name for name in found | clean if found.get(name) != clean.get(name)] == []


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


def test_somebody_can_look_at_another_page_meanwhile(written: Written) -> None:
    """That page is the next one, although others have been written already."""
    written.until_settled()
    build = written.site.build
    steps = build.steps()
    assert "write" in iter(lambda: next(steps), "finish")
    before = set(build.pages.written)
    build.first = ["c"]
    assert next(steps) == "write"
    assert build.pages.written - before == {"c"}


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


NAV = '<nav class="bd-docs-nav" aria-label="Main">{}</nav>'


@pytest.mark.parametrize(
    "template",
    [
        "<nav>{{ compass_menu }}</nav>",
        "{{ compass_menu }}" * 2,
        NAV.format("<p>Pages</p>{{ compass_menu }}"),
        NAV.format("{{ compass_menu|replace('Last', 'First') }}"),
    ],
)
def test_a_menu_of_another_template_is_written(tmp_path: Path, template: str) -> None:
    """If a site has its own template for it, pages are written as a whole."""
    with docutils_namespace():
        written = Written(tmp_path, {**PAGES, FOREIGN: template})
        assert "finished" in written.retitle()
        assert written.site.app.env.found_docs <= written.whole
        assert_clean(written.site)


def test_a_menu_of_another_template_can_list_sections(tmp_path: Path) -> None:
    """Then all pages are written if a section has another name."""
    menu = "{{ toctree(titles_only=False, maxdepth=4, collapse=False) }}"
    with docutils_namespace():
        site = Site(tmp_path, {**PAGES, FOREIGN: menu, "c.md": "# Last\n\n## Part\n"})
        assert "Part" in site.html("three")
        site.save("c.md", "# Last\n\n## Piece\n")
        assert_clean(site)


@pytest.mark.parametrize("title", [*TITLES, PAGES["a/one.md"]])
def test_a_process_that_ends_leaves_the_rest_to_the_next_one(tmp_path: Path, title: str) -> None:
    """Also if some pages show a title that the last finished build did not have."""
    with docutils_namespace():
        written = Written(tmp_path, PAGES)
        steps = written.retitle()
        assert "write" in iter(lambda: next(steps), "finish")
        written.until_settled(title)
    with docutils_namespace():
        assert_clean(Site(tmp_path, {"a/one.md": title}))


def test_pages_that_came_and_went_before_a_process_ends_are_removed(tmp_path: Path) -> None:
    """The last build that has finished did not know of them."""
    with docutils_namespace():
        build = Written(tmp_path, PAGES).site.build
        new = tmp_path / "source/new.md"
        new.write_text("---\norphan: true\n---\n# New\n", "utf-8")
        build.note({new})
        steps = build.steps()
        assert "finish" in iter(lambda: next(steps), "finished")
        assert (tmp_path / "out/new.html").exists()
        new.unlink()
    with docutils_namespace():
        assert_clean(Site(tmp_path, {}))
