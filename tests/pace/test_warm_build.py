"""What a build that goes on in one process does with a save, whatever the save is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.util.docutils import docutils_namespace

from conftest import CONF as COMPASS
from warm_site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.build

CONF = """
extensions = []
html_theme = "basic"
def fail(app, docname, content):
    if "FAIL" in content[0]:
        raise ValueError("no such thing")
def fail_to_write(app, pagename, template, context, doctree):
    if "BREAK" in context.get("body", ""):
        raise ValueError("no such template")
def setup(app):
    app.connect("source-read", fail)
    app.connect("html-page-context", fail_to_write)
"""
PAGES = {
    "conf.py": CONF,
    "index.rst": "Start\n=====\n\n.. toctree::\n\n   a\n   b\n",
    "a.rst": "Page A\n======\n\nText of A.\n",
    "b.rst": "Page B\n======\n\nText of B.\n",
    "_static/x.css": "",
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Return the site."""
    with docutils_namespace():
        yield Site(tmp_path, PAGES, html_static_path="_static", html_css_files="x.css")


def test_only_what_changed_is_written(site: Site) -> None:
    """A page that is saved without a change is not read again."""
    assert site.save("a.rst", PAGES["a.rst"].replace("Text", "New text")) == ["a", "index"]
    assert "New text of A" in site.html("a")
    assert site.save("a.rst", PAGES["a.rst"].replace("Text", "New text")) == []


def test_a_page_that_somebody_looks_at_is_written_first(site: Site) -> None:
    """Before other pages are looked at, and then once more with everything that follows."""
    site.build.note({site.write("b.rst", PAGES["b.rst"] + "\nMore.\n")})
    site.build.first = ["b"]
    steps = site.build.steps()
    assert "write first" in [next(steps) for _number in range(3)]
    assert "More." in site.html("b")
    assert not site.build.is_settled
    assert "b" in site.build.pages.unwritten


def test_an_edit_during_a_build_is_not_lost(site: Site) -> None:
    """The next steps also do what the last ones left undone."""
    site.build.note({site.write("a.rst", PAGES["a.rst"].replace("Text", "New text"))})
    next(site.build.steps())
    site.save("b.rst", PAGES["b.rst"].replace("Text", "New text"))
    assert "New text of A" in site.html("a")
    assert "New text of B" in site.html("b")


def test_a_page_that_cannot_be_read_stays(site: Site) -> None:
    """It is a finding with the page, until the page can be read."""
    site.save("a.rst", PAGES["a.rst"].replace("Text", "FAIL"))
    assert "Text of A" in site.html("a")
    assert "a.rst: ERROR: " in site.warnings.getvalue()
    assert "no such thing" in site.warnings.getvalue()
    assert "Page A" in site.html("index")
    site.save("a.rst", PAGES["a.rst"].replace("Text", "Good text"))
    assert "Good text of A" in site.html("a")


def test_a_page_that_cannot_be_written_stays(site: Site) -> None:
    """Other pages are written."""
    site.save("a.rst", PAGES["a.rst"].replace("Text", "BREAK"), "a")
    assert "Text of A" in site.html("a")
    assert site.warnings.getvalue().count("no such template") == 1
    site.save("a.rst", PAGES["a.rst"].replace("Text", "Good text"))
    assert "Good text of A" in site.html("a")


def test_pages_come_and_go(site: Site) -> None:
    """A deleted page is in no list any more."""
    site.save("index.rst", PAGES["index.rst"] + "   c\n")
    site.save("c.rst", "Page C\n======\n")
    assert "Page C" in site.html("index")
    (site.source / "c.rst").unlink()
    site.save("index.rst", PAGES["index.rst"])
    site.build.update({site.source / "c.rst"})
    assert "Page C" not in site.html("index")
    assert "c" not in site.app.env.all_docs


def test_a_stylesheet_changes_its_version_on_pages(site: Site) -> None:
    """Otherwise browsers would go on using the old one."""
    before = site.html("b")
    assert site.save("_static/x.css", "p { color: red }") == ["a", "b", "index"]
    assert site.html("b") != before


def test_what_is_not_written_is_not_saved(site: Site) -> None:
    """A process that ends then leaves an environment from which the next one does all again."""
    environment = site.app.doctreedir / "environment.pickle"
    before = environment.read_bytes()
    site.build.note({site.write("a.rst", PAGES["a.rst"].replace("Text", "New text"))})
    next(site.build.steps())
    site.build.save()
    assert environment.read_bytes() == before
    site.build.update(())
    assert environment.read_bytes() != before


def test_a_static_file_that_is_gone_is_not_in_the_output(site: Site) -> None:
    """Neither are those in a folder that is gone."""
    site.save("_static/folder/y.txt", "text")
    assert (site.out / "_static/folder/y.txt").is_file()
    (site.source / "_static/folder/y.txt").unlink()
    (site.source / "_static/folder").rmdir()
    site.build.note({site.source / "_static/folder"}, assets=True)
    site.build.update(())
    assert not (site.out / "_static/folder").exists()


REDIRECTED = {
    "conf.py": COMPASS.replace("sphinx_book_theme", "basic")
    + 'compass_names_file = "names.json"\n',
    "names.json": '{"names": {}}\n',
    "index.md": "---\nredirect_from: [gone]\n---\n# Start\n\n```{toctree}\na\n```\n",
    "a.md": """\
---
redirect_from:
  - old
  - gone#lead: role-lead
---
# A

:::{role} Lead
Leads.
:::
""",
}


def test_redirects_after_a_save_at_any_moment(tmp_path: Path) -> None:
    """Redirects lead to the same places, whatever step a save interrupts."""
    with docutils_namespace():
        site = Site(tmp_path, REDIRECTED)
        first = {name: site.html(name) for name in ("old", "gone")}
        assert "role-lead" in first["gone"]
        for number in range(40):
            site.build.note({site.write("a.md", f"{REDIRECTED['a.md']}\nNumber {number}.\n")})
            for _step in zip(range(number), site.build.steps(), strict=False):
                pass
        site.build.update(())
        assert {name: site.html(name) for name in first} == first
