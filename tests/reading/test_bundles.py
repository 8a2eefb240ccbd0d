"""Pages load one stylesheet and few scripts, in every kind of build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from sphinx.errors import ExtensionError

from conftest import Handbook, tree
from reading.conftest import PAGES, built
from sphinx_compass.reading.assets import THEME_STYLESHEETS, Assets, read
from sphinx_compass.reading.bundles import Bundler
from sphinx_compass.reading.scripts import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CODE = "\n```python\nprint()\n```\n"
TABS = "\n::::{tab-set}\n:::{tab-item} One\nA\n:::\n:::{tab-item} Two\nB\n:::\n::::\n"
WARNING = "\n:::{warning}\nText.\n:::\n"
# An extension in conf.py, such as a site has.
SETUP = """
def setup(app):
    app.connect("build-finished", lambda app, exception: exception or {action}, priority=800)
"""


def loaded(book: Handbook, docname: str) -> list[str]:
    """Return the names of the stylesheets and scripts that a page loads."""
    html = book.html(docname)
    return re.findall(r'(?:<script[^>]*src|rel="stylesheet"[^>]*href)="[./]*([^"?]+)', html)


def addresses(book: Handbook) -> Iterator[tuple[Path, str]]:
    """Yield each bundle that a page links, with the version in the address."""
    for path in book.outdir.rglob("*.html"):
        for name, version in re.findall(r'"[./]*(_static/[^"?]+)\?v=(\w*)"', path.read_text()):
            yield book.outdir / name, version


def add_static(book: Handbook, **files: str) -> None:
    """Add static files to the site, as name=text, with ``_`` for the dot in names."""
    folder = book.folder / "own"
    folder.mkdir()
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


# -- What pages load -----------------------------------------------------------------------


def test_a_page_loads_what_it_needs(book: Handbook) -> None:
    """Code needs copy buttons, tabs need their script, text needs neither."""
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


def test_no_script_blocks_the_parser(book: Handbook) -> None:
    """All scripts are deferred, so they run in order after the page is shown."""
    built(book)
    for path in book.outdir.rglob("index.html"):
        tags = re.findall(r"<script[^>]*\bsrc=[^>]*>", path.read_text(encoding="utf-8"))
        assert tags
        assert [tag for tag in tags if " defer" not in tag] == []


def test_files_that_the_site_registers_are_bundled(project: Callable[..., Handbook]) -> None:
    """Files with attributes, files of other sites and files of one page are not."""
    book = project(
        conf="""
html_static_path = ["own"]
html_css_files = ["own.css", ("print.css", {"media": "print"}), "https://example.org/far.css"]
html_js_files = ["own.js", ("module.js", {"type": "module"}), "https://example.org/far.js"]

def add_to_page(app, pagename, templatename, context, doctree):
    if pagename == "rich":
        app.add_css_file("page.css")
        app.add_js_file("page.js")

def setup(app):
    app.connect("html-page-context", add_to_page)
"""
    )
    scripts = {name: f"console.log('{name}')" for name in ("own_js", "module_js", "page_js")}
    add_static(book, own_css="h1{top:1px}", print_css="", page_css="h1{top:2px}", **scripts)
    built(book)
    others = [
        "_static/print.css",
        "https://example.org/far.css",
        "_static/site.js",
        "_static/module.js",
        "https://example.org/far.js",
    ]
    assert loaded(book, "plain/index") == ["_static/site.css", *others]
    assert sorted(loaded(book, "rich/index")) == sorted(
        ["_static/site.css", *others, "_static/page.css", "_static/page.js"]
    )
    static = book.outdir / "_static"
    css, js = (static / "site.css").read_text(), (static / "site.js").read_text()
    assert ("h1{top:1px}" in css, "h1{top:2px}" in css) == (True, False)
    assert re.findall(r"console\.log\('(\w+)'\)", js) == ["own_js"]


def test_stylesheets_of_the_site_come_last(project: Callable[..., Handbook]) -> None:
    """They can override the rules of this extension."""
    book = project(conf='\nhtml_static_path = ["own"]\nhtml_css_files = ["own.css"]\n')
    add_static(book, own_css="h1{top:1px}")
    built(book)
    assert (book.outdir / "_static/site.css").read_text().endswith("h1{top:1px}")


def test_translations_are_in_the_bundle(project: Callable[..., Handbook]) -> None:
    """They depend on the script before them, which is deferred."""
    book = project(conf='\nlanguage = "de"\n')
    built(book)
    assert loaded(book, "plain/index") == ["_static/site.css", "_static/site.js"]
    assert "Documentation.addTranslations(" in (book.outdir / "_static/site.js").read_text()


# -- Builds --------------------------------------------------------------------------------


def test_styles_depend_on_the_pages_that_need_them(book: Handbook) -> None:
    """Incremental builds add and remove styles and icons."""
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
    """The addresses change on all pages, including those that are not written again."""
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


def test_incremental_and_parallel_builds_equal_clean_ones(book: Handbook) -> None:
    """All builds give the same bytes."""
    built(book)
    book.edit("rich.md", "Text.\n", f"Text.\n{WARNING}{CODE}")
    book.write({"new.md": f"---\norphan: true\n---\n\n# New\n{TABS}"})
    built(book)
    incremental = tree(book.outdir)
    built(book, "-j", "2")
    assert tree(book.outdir) == incremental
    built(book, "-j", "2", out="parallel")
    assert tree(book.outdir) == incremental
    built(book, out="clean")
    assert tree(book.outdir) == incremental


def test_a_changed_stylesheet_reaches_the_site(book: Handbook) -> None:
    """This does not depend on pages that are written again."""
    add_static(book, own_css="h1{color:red}")
    conf = book.folder / "conf.py"
    text = 'html_static_path = ["own"]\nhtml_css_files = ["own.css"]\n'
    conf.write_text(conf.read_text() + text)
    built(book)
    assert b"h1{color:red}" in tree(book.outdir)["_static/site.css"]
    (book.folder / "own/own.css").write_text("h1{color:blue}")
    book.edit("plain.md", "Text.", "Other text.")
    built(book)
    assert b"h1{color:blue}" in tree(book.outdir)["_static/site.css"]
    conf.write_text(conf.read_text().replace('html_css_files = ["own.css"]', ""))
    built(book)
    assert b"h1{color:blue}" not in tree(book.outdir)["_static/site.css"]


# -- Missing files -------------------------------------------------------------------------


def test_a_script_that_the_theme_renames_fails_the_build(project: Callable[..., Handbook]) -> None:
    """The message names the script."""
    script = "scripts/pydata-sphinx-theme.js"
    rename = f'(app.outdir / "_static/{script}").rename(app.outdir / "_static/scripts/new.js")'
    book = project(conf=SETUP.format(action=rename))
    assert book.run("-q") != 0
    assert f"The site has no static file '{script}'. A release of Sphinx, the" in book.warnings


@pytest.mark.parametrize("name", sorted({*REQUIRED, *THEME_STYLESHEETS}))
def test_each_required_file_is_named_if_it_is_missing(tmp_path: Path, name: str) -> None:
    """The message gives the probable cause."""
    with pytest.raises(ExtensionError, match=f"'{re.escape(name)}'. A release of Sphinx"):
        read(tmp_path, name)


@pytest.mark.parametrize("setting", ["html_js_files", "html_css_files"])
def test_a_missing_file_of_the_site_is_named(
    project: Callable[..., Handbook], setting: str
) -> None:
    """The message says where to correct the name."""
    book = project(conf=f'\n{setting} = ["gone.file"]\n')
    assert book.run("-q") != 0
    assert "'gone.file', which every page loads. Correct its name where" in book.warnings


def test_scripts_of_extensions_that_are_not_loaded_are_not_required(
    project: Callable[..., Handbook],
) -> None:
    """They are not written either."""
    book = project(extensions=["myst_parser", "sphinx_compass.reading"])
    book.edit("rich.md", "Text.\n", f"Text.\n{CODE}")
    built(book)
    assert loaded(book, "rich/index") == ["_static/site.css", "_static/site.js"]
    names = {path.name for path in (book.outdir / "_static").iterdir()}
    assert names.isdisjoint({"copying.js", "tabs.js"})


@pytest.mark.parametrize(
    "assets", [Assets(("site.css",), ()), Assets((), ("tabs.js",))], ids=["stylesheet", "script"]
)
def test_a_file_of_the_site_is_not_overwritten(assets: Assets) -> None:
    """A file of the site with the name of a bundle is an error."""
    with pytest.raises(ExtensionError, match="is the name of a file that this extension writes"):
        Bundler(Mock(), assets, {"sphinx_design"})


def test_a_failed_build_writes_no_bundle(project: Callable[..., Handbook]) -> None:
    """The exception that stopped the build is the one that is shown."""
    conf = '\ndef setup(app):\n    app.connect("env-updated", lambda app, env: 1 / 0)\n'
    book = project(PAGES, conf=conf)
    assert book.run("-q") != 0
    assert "division by zero" in book.warnings
    assert not (book.outdir / "_static/site.css").exists()
