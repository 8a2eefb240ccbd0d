"""The search shows every object by its name, and leads to where it is declared."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.testing.util import SphinxTestApp
from sphinx.util.index_entries import split_index_msg
from sphinx.util.inventory import InventoryFile

import search
from conftest import Handbook, tree
from search import Result
from sphinx_compass.domain.search_index import CompleteIndex, completed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sphinx.search import IndexBuilder

NAMES = 'compass_names_file = "names.json"\nhtml_baseurl = "https://example.org/"\n'

CONF = """\
html_theme = "basic"
html_theme_options = {}

def setup(app):
    app.add_crossref_type("service", "service")
"""

PAGES = {
    "index.md": """\
        # Start

        ```{toctree}
        :glob:

        *
        more/*
        ```
        """,
    "people.md": """\
        ---
        redirect_from: [old, role bookkeeper: css-hr]
        ---
        # R&D

        :::{area} R&D <Lab>
        :page: people
        Explores.
        :::

        :::{role} CS&S HR
        :slug: css-hr
        Hires.
        :::

        :::{role} hub
        Its name is its slug.
        :::

        :::{role} The "Desk" & <b>more</b>
        Answers.
        :::

        :::{team} St. Mary's Circle
        Its name has a dot.
        :::

        :::{team} .NET Lead
        Its name begins with a dot.
        :::

        :::{team} Example Inc.
        Its name ends with a dot.
        :::

        ```{glossary}
        Q&A
          Questions and answers.
        ```

        (a-label)=
        ## Labeled

        Text.
        """,
    "code.rst": """\
        Code
        ====

        .. py:module:: tools

        .. py:class:: Hammer

           .. py:method:: hit()

        .. program:: R&D

        .. option:: --fast

        .. confval:: speed

        .. envvar:: SPEED

        .. index:: single: sound; speed

        .. index:: see: pace; speed

        .. service:: Q&A

        .. rst:directive:: note

        .. js:function:: run()
        """,
    "hidden.rst": """\
        :no-search: yes

        Hidden
        ======

        .. index:: secret
        """,
    "more/one.md": "# One\n\nAlpha.",
    "more/two.md": "# Two\n\nBeta.",
    "more/three.md": "# Three\n\nGamma.",
    "names.json": "{}",
}

OWN = {
    "R&D <Lab>": "area-r-d-lab",
    "CS&S HR": "role-css-hr",
    "hub": "role-hub",
    'The "Desk" & <b>more</b>': "role-the-desk-b-more-b",
    "St. Mary's Circle": "team-st-mary-s-circle",
    ".NET Lead": "team-net-lead",
    "Example Inc.": "team-example-inc",
}
OTHERS = {"tools", "tools.Hammer", "tools.Hammer.hit", "R&D.--fast", "speed", "SPEED"}
OTHERS |= {"Q&A", "note", "run"}


def shown(html: str) -> str:
    """Return the text that a browser shows for HTML; fail if it is more than text."""
    soup = BeautifulSoup(html, "html5lib")
    assert soup.body is not None
    assert soup.body.find_all() == [], f"the search page shows markup of a name: {html}"
    return soup.body.get_text()


@pytest.mark.parametrize("names_file", ["", NAMES], ids=["", "names file"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_object_is_found_by_name_and_arrives(
    handbook: Callable[..., Handbook], builder: str, names_file: str
) -> None:
    """Objects of all domains are shown as they are written, and lead to an id of a page."""
    book = handbook(PAGES, CONF + names_file)
    book.build(builder)
    assert book.warnings == ""
    found = search.results(book.outdir / "searchindex.js", builder)
    page = {"html": "people.html", "dirhtml": "people/"}[builder]
    own = {shown(item.name): item for item in found if item.address.startswith(page)}
    assert {name: item.address for name, item in own.items()} == {
        name: f"{page}#{anchor}" for name, anchor in OWN.items()
    }
    assert shown(own["CS&S HR"].description) == "(Organization role, in R&D)"
    assert {shown(item.name) for item in found} - own.keys() == OTHERS
    assert search.dead(book.outdir, found) == []


def test_old_names_stay_out_of_the_search(handbook: Callable[..., Handbook]) -> None:
    """The inventory has them for other sites; the search has them neither as name nor as place."""
    book = handbook(PAGES, CONF + NAMES)
    book.build()
    inventory = InventoryFile.loads((book.outdir / "objects.inv").read_bytes(), uri="")
    assert inventory["compass:role", "bookkeeper"].uri == "people/#role-css-hr"
    assert ("std:doc", "old") in inventory
    text = (book.outdir / "searchindex.js").read_text(encoding="utf-8")
    assert "bookkeeper" not in text
    types = set(search.load(text)["objtypes"].values())
    assert "compass:role" in types
    assert types & {"std:doc", "std:label", "std:term"} == set()


def test_objects_of_unusual_domains() -> None:
    """An object without an anchor leads to the top of its page; one without a page is left out."""
    domain = SimpleNamespace(
        name="guide",
        object_types={},
        get_objects=lambda: [
            ("gone", "Gone", "kind of page", "removed", "", 1),
            ("page", "Page", "kind of page", "index", "", 1),
        ],
    )
    domains = SimpleNamespace(sorted=lambda: [domain], index_domain=SimpleNamespace(entries={}))
    index = {"docnames": ["index"], "titles": ["Start"], "terms": {}, "titleterms": {}}
    env: Any = SimpleNamespace(domains=domains)
    assert completed(index, env)["objects"] == {"": [(0, 0, 1, "top", "Page")]}
    assert completed(index, env)["objnames"] == {0: ("guide", "kind of page", "kind of page")}


def edit_text(book: Handbook) -> None:
    """Take a word away."""
    book.edit("more/one.md", "Alpha", "Omega")


def rename_object(book: Handbook) -> None:
    """Give an object a name from which the script can build its anchor."""
    book.edit("people.md", "{role} CS&S HR", "{role} css-hr")


def remove_page(book: Handbook) -> None:
    """Remove the objects that the index numbers first."""
    (book.folder / "people.md").unlink()


@pytest.mark.parametrize("edit", [edit_text, rename_object, remove_page])
def test_serial_parallel_and_incremental_builds_are_the_same(
    handbook: Callable[..., Handbook], edit: Callable[[Handbook], None]
) -> None:
    """The whole site has the same bytes, however it was built."""
    book = handbook(PAGES, CONF + NAMES)
    book.run(out="incremental")
    edit(book)
    sites = {}
    for out, arguments in {"incremental": (), "serial": (), "parallel": ("-j", "2")}.items():
        assert book.run("-W", *arguments, out=out) == 0, book.warnings
        sites[out] = tree(book.outdir)
    clean = sites.pop("serial")
    for site in sites.values():
        assert site.keys() == clean.keys()
        assert [name for name in clean if site[name] != clean[name]] == []


# -- private names of Sphinx: when one changes, one of these tests says which -------------------


@pytest.fixture
def app(handbook: Callable[..., Handbook]) -> Iterator[SphinxTestApp]:
    """Build a handbook in which stock Sphinx gets everything right."""
    pages = {name: text for name, text in PAGES.items() if name not in {"names.json", "people.md"}}
    pages["code.rst"] = pages["code.rst"].replace("R&D", "tool").replace("Q&A", "answers")
    folder = handbook(pages, CONF).folder
    app = SphinxTestApp("dirhtml", srcdir=folder, builddir=folder.parent / "build", freshenv=True)
    try:
        app.build()
        assert app.warning.getvalue() == ""
        yield app
    finally:
        app.cleanup()


def indexer(app: SphinxTestApp) -> IndexBuilder:
    """Return the builder of an application's search index."""
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    assert app.builder.indexer is not None
    return app.builder.indexer


class Recorder:
    """A format that only keeps what it is given."""

    def __init__(self) -> None:
        self.index: Any = None

    def dump(self, index: Any, _stream: object) -> None:
        """Keep an index."""
        self.index = index


def test_sphinx_writes_the_index_through_indexer_format(app: SphinxTestApp) -> None:
    """Otherwise nothing is corrected."""
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    recorder = Recorder()
    app.builder.indexer_format = CompleteIndex(recorder, app.builder)
    app.builder.dump_search_index()
    assert recorder.index == completed(indexer(app).freeze(), app.env), (
        "Sphinx changed how it writes the search index: the builder no longer calls "
        "indexer_format.dump with the index that IndexBuilder.freeze returns"
    )


def test_the_index_has_the_form_that_sphinx_gives_it(app: SphinxTestApp) -> None:
    """Where stock Sphinx makes no mistake, nothing is corrected."""
    stock = indexer(app).freeze()
    assert stock["objects"]["tools.Hammer"]
    assert {"speed", "pace", "sound"} <= stock["indexentries"].keys()
    assert completed(stock, app.env) == stock, (
        "Sphinx changed the form of the search index: see IndexBuilder.freeze and get_objects"
    )


def test_the_search_script_builds_anchors_and_escapes_names(tmp_path: Path) -> None:
    """An anchor is given, or it is the name, or the type and the name; names are text."""
    objects = {
        "": [(0, 0, 1, "", "a&b"), (0, 0, 1, "-", "<i>"), (0, 0, 1, "role-x", '"')],
        "a.b": [(0, 0, 1, "", "c"), (0, 0, 1, "-", "d")],
    }
    index = {
        "docnames": ["page"],
        "filenames": ["page.md"],
        "titles": ["<b>"],
        "objects": objects,
        "objnames": {"0": ("compass", "role", "R&D")},
    }
    path = tmp_path / "searchindex.js"
    path.write_text(f"{search.PREFIX}{json.dumps(index)}{search.SUFFIX}", encoding="utf-8")
    text = " (R&amp;D, in &lt;b&gt;)"
    assert search.results(path) == [
        Result("page/#a&b", text, "a&amp;b"),
        Result("page/#a.b.c", text, "a.b.c"),
        Result("page/#role-<i>", text, "&lt;i&gt;"),
        Result("page/#role-a.b.d", text, "a.b.d"),
        Result("page/#role-x", text, "&quot;"),
    ], "Sphinx changed performObjectSearch or _displayItem in searchtools.js"


def test_the_index_domain_lists_entries_by_page(app: SphinxTestApp) -> None:
    """An entry has a type, its text, its anchor, whether it is the main one, and a key."""
    entries = app.env.domains.index_domain.entries["code"]
    found = {(kind, text, main, key) for kind, text, _, main, key in entries}
    assert ("single", "sound; speed", "", None) in found, "Sphinx changed IndexDomain.entries"


def test_sphinx_splits_index_entries() -> None:
    """Each part of an entry can be searched for."""
    for kind, text, parts in (
        ("single", "sound; speed", ["sound", "speed"]),
        ("single", "sound", ["sound"]),
        ("pair", "sound; speed", ["sound", "speed"]),
        ("see", "pace; speed", ["pace", "speed"]),
    ):
        assert split_index_msg(kind, text) == parts, "Sphinx changed split_index_msg"
