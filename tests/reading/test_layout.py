"""The extension works on its own, and leaves sites alone that have another layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import tree
from reading.conftest import EXTENSIONS, built

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

PAGES = {
    "index.md": "# Example\n\n```{toctree}\nrich\n```\n",
    "rich.md": """\
        # Rich

        ```python
        print()
        ```

        ![](dot.svg)

        ::::{tab-set}
        :::{tab-item} One
        A
        :::
        ::::

        ::::{grid} 2
        :::{grid-item-card} Card
        A
        :::
        ::::

        ```{toctree}
        below
        ```
        """,
    "below.md": "# Below\n",
    "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}
OWN_LAYOUT = '{% extends "!layout.html" %}\n{% block footer %}Own{% endblock %}\n'
OWN_TEMPLATES = '\ntemplates_path = ["own"]\n'


@pytest.mark.parametrize(
    ("builder", "conf"),
    [
        ("dirhtml", 'html_theme = "alabaster"'),
        ("html", 'html_theme = "pydata_sphinx_theme"'),
        ("dirhtml", OWN_TEMPLATES),
        ("singlehtml", ""),
        ("epub", ""),
        ("text", ""),
    ],
    ids=["alabaster", "pydata", "own layout", "singlehtml", "epub", "text"],
)
def test_other_sites_are_not_changed(
    project: Callable[..., Handbook], builder: str, conf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They have the same bytes as without the extension."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # an EPUB contains the date
    outputs = []
    for extensions in (EXTENSIONS, [name for name in EXTENSIONS if "compass" not in name]):
        book = project({**PAGES, "own/layout.html": OWN_LAYOUT}, f"\n{conf}\n", extensions)
        built(book, builder=builder)
        outputs.append(tree(book.outdir))
        outputs[-1].pop("Example.epub", None)  # an archive contains the times of its files
        outputs[-1].pop(".buildinfo", None)  # it has a digest of all settings that exist
    assert outputs[0] == outputs[1]
    assert outputs[0]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_it_needs_no_other_extension(project: Callable[..., Handbook], builder: str) -> None:
    """It contains all its templates, styles and scripts."""
    pages = {
        "index.rst": "Example\n=======\n\nText.\n\n.. toctree::\n\n   more\n",
        "more.rst": "More\n====\n\nText.\n",
    }
    book = project(pages, extensions=["sphinx_compass.reading"])
    built(book, builder=builder)
    page = book.html("index")
    assert 'aria-label="Theme"' in page
    assert 'href="#pst-primary-sidebar">Menu</a>' in page
    static = book.outdir / "_static"
    assert "color-mode" in (static / "site.js").read_text()
    assert ".compass-modes" in (static / "site.css").read_text()
    assert {path.name for path in static.glob("*.js")} >= {"reading.js", "searching.js"}


def test_a_site_overrides_single_templates_and_files(project: Callable[..., Handbook]) -> None:
    """This works as it does with a theme."""
    book = project(
        {
            **PAGES,
            "own/theme-switcher.html": "<b>Own switcher</b>",
            "own/search-without-script.html": "<li>Own hint</li>",
            "static/reading/controls.css": "h1{top:1px}",
        },
        f'{OWN_TEMPLATES}html_static_path = ["static"]\n',
    )
    built(book)
    page, search = book.html("rich"), book.html("search")
    assert ("<b>Own switcher</b>" in page, 'id="color-mode"' in page) == (True, False)
    assert ("<li>Own hint</li>" in search, "the front page" in search) == (True, False)
    css = (book.outdir / "_static/site.css").read_text()
    assert ("h1{top:1px}" in css, ".compass-modes" in css) == (True, False)


def test_settings_of_the_theme_keep_their_effect(project: Callable[..., Handbook]) -> None:
    """The templates only leave out empty parts, not parts that a site configures."""
    options = {
        "extra_footer": "<b>Own footer</b>",
        "footer_end": ["sphinx-version.html"],
        "disable_search": True,
    }
    book = project(
        PAGES, f'\nhtml_theme_options = {options}\nhtml_context = {{"default_mode": "dark"}}\n'
    )
    built(book)
    page = book.html("rich")
    assert "<b>Own footer</b>" in page
    assert '<footer class="bd-footer">' in page
    assert 'id="pst-search-dialog"' not in page
    assert 'let mode = "dark";' in page


def test_search_without_script_names_the_site(project: Callable[..., Handbook]) -> None:
    """If the site has an address, search engines can find its pages."""
    book = project(PAGES)
    built(book)
    assert "<kbd>site:example.org</kbd>" in book.html("search")
    book = project(PAGES, '\nhtml_baseurl = ""\n')
    built(book)
    assert "<kbd>site:" not in book.html("search")


def test_head_says_nothing_twice(book: Handbook) -> None:
    """A front page with the title of the site does not repeat it; pages have one viewport."""
    book.edit("conf.py", 'project = "Example"', 'project = html_title = "Example"')
    built(book)
    for name, title in {"index": "Example", "plain": "Plain &#8212; Example"}.items():
        assert f"<title>{title}</title>" in book.html(name)
        assert book.html(name).count('<meta name="viewport"') == 1
