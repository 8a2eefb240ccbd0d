"""HTML ids of words on built pages: permalinks, indexes, links, and published names."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from docutils.transforms.references import PropagateTargets
from myst_parser.mdit_to_docutils.transforms import AddSlugIds, PrioritiseExplicitIds
from sphinx.testing.util import SphinxTestApp
from sphinx.transforms import AutoNumbering, SortIds
from sphinx.util.inventory import InventoryFile
from sphinx.util.nodes import _make_id

from conftest import tree
from sphinx_compass.domain.stable_ids import StableIds

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

CONF = """\
compass_stable_ids = True
compass_names_file = "names.json"
html_theme = "basic"
html_theme_options = {}
numfig = True
"""
PAGE = """\
# 2i2c

Links: [](#目标), [](#whats-new), [](#2025-goals), {ref}`标签`, {term}`C++`, {term}`C`.

## 2025 goals

## 2024 goals

## 目标

### Aims

## أهداف

### Aims

## 🎉

## ???

## What's new

(标签)=
## Labeled

(same-words)=
## Same words

A footnote.[^1]

[^1]: With a text.

:::{glossary}
C
  A language.

C++
  Another one.

核心小组
  A group.

Big Hub
  A place.
:::

```{figure} picture.png
A picture, 2025
```

```{list-table} Prices
* - 1
```

```{code-block} python
:caption: An example
1
```
"""
OTHER = """\
# Other

[](index.md#目标), [](index.md#2025-goals), {ref}`标签`.
"""
IDS = [
    *("i2c", "2025-goals", "2024-goals", "目标", "目标--aims", "أهداف", "أهداف--aims", "u1f389"),
    *("question-mark-question-mark-question-mark", "what-s-new", "labeled", "same-words"),
    *("term-C", "term-c-plus-plus", "term-核心小组", "term-Big-Hub"),
    *("figure-a-picture-2025", "table-prices", "code-an-example"),
]
EMPTY = '{"moved": {}, "names": {}}'


@pytest.fixture
def book(handbook: Callable[..., Handbook]) -> Handbook:
    """Return a handbook with headings, terms and captions in several scripts."""
    toctree = "\n```{toctree}\nother\n```\n"
    book = handbook({"index.md": PAGE + toctree, "other.md": OTHER, "names.json": EMPTY}, conf=CONF)
    (book.folder / "picture.png").write_bytes(b"")
    return book


def strict(book: Handbook, *arguments: str, out: str = "out") -> None:
    """Build without any warning."""
    assert book.run("-n", "-W", "--keep-going", *arguments, out=out) == 0, book.warnings


def publish(book: Handbook) -> None:
    """Write what is published into the list of names."""
    site = book.outdir
    book.run(builder="names")
    text = (book.outdir / "names.json").read_text(encoding="utf-8")
    (book.folder / "names.json").write_text(text, encoding="utf-8")
    book.outdir = site


def check_against_clean_build(book: Handbook) -> None:
    """Check that the last build has written the same as a clean, parallel one does."""
    incremental = tree(book.outdir)
    strict(book, "-E", "-j", "2", out="clean")
    assert tree(book.outdir) == incremental
    book.outdir = book.folder.parent / "out" / "dirhtml"


def parts(book: Handbook, page: str = "") -> dict[str, str]:
    """Return the text of the element of each permalink of a page, by its id."""
    html = BeautifulSoup(book.html(page), "html5lib")
    links = [str(link["href"])[1:] for link in html.select("a.headerlink")]
    return {anchor: _text(html, anchor) for anchor in links}


def _text(html: BeautifulSoup, anchor: str) -> str:
    element = html.find(id=anchor)
    assert element is not None, anchor
    while element.name == "span" and not element.get_text() and element.parent is not None:
        element = element.parent
    element = element.find(re.compile("h[1-6]")) or element
    return " ".join(element.get_text(" ").split()).removesuffix("¶").strip()


def test_permalinks(book: Handbook) -> None:
    """Permalinks of headings, terms and captions consist of words; all links lead there."""
    strict(book)
    assert set(IDS) - set(parts(book)) == {"labeled"}  # its label is first
    html = BeautifulSoup(book.html(""), "html5lib")
    links = [str(link["href"]) for link in html.select("p a.internal")]
    expected = ["#目标", "#what-s-new", "#2025-goals", "#标签", "#term-c-plus-plus", "#term-C"]
    assert links[:6] == expected
    other = BeautifulSoup(book.html("other"), "html5lib")
    links = [str(link["href"]) for link in other.select("p a.internal")]
    assert links == ["../#目标", "../#2025-goals", "../#标签"]


def test_indexes(book: Handbook) -> None:
    """The inventory, the search and the index have the same ids."""
    strict(book)
    inventory = InventoryFile.loads((book.outdir / "objects.inv").read_bytes(), uri="").data
    assert inventory["std:term"]["C++"].uri == "#term-c-plus-plus"
    assert inventory["std:label"]["标签"].uri == "#标签"
    search = (book.outdir / "searchindex.js").read_text(encoding="utf-8")
    found = json.loads(search.removeprefix("Search.setIndex(").removesuffix(")"))
    assert found["alltitles"]["2024 goals"] == [[0, "2024-goals"]]
    assert found["indexentries"]["c++"] == [[0, "term-c-plus-plus", True]]
    assert "#term-c-plus-plus" in book.html("genindex")


def test_published_ids_stay_where_they_are(book: Handbook) -> None:
    """New headings and terms above others move no id, and get ids of their own."""
    strict(book)
    publish(book)
    before = parts(book)
    book.edit("index.md", "## 2025 goals", "## 2023 goals\n\n### Aims\n\n## Goals\n\n## 2025 goals")
    book.edit("index.md", "C\n  A", "C#\n  A third one.\n\nC\n  A")
    strict(book)
    after = parts(book)
    new = {"2023-goals", "aims", "goals", "term-c-sharp"}
    assert after.keys() - before.keys() == new
    assert {anchor: text for anchor, text in after.items() if anchor in before} == before


def test_ids_published_by_docutils(book: Handbook) -> None:
    """Ids from before the setting was on stay valid on the elements that had them."""
    book.edit("conf.py", "compass_stable_ids = True", "compass_stable_ids = False")
    strict(book)
    publish(book)
    before = BeautifulSoup(book.html(""), "html5lib")
    book.edit("conf.py", "compass_stable_ids = False", "compass_stable_ids = True")
    book.edit("index.md", "## 2025 goals", "## 2023 goals\n\n## 2025 goals")
    strict(book)
    after = BeautifulSoup(book.html(""), "html5lib")
    kept = [str(item["id"]) for item in before.select("section[id], section > span[id], dt[id]")]
    expected = {anchor: _text(before, anchor) for anchor in kept if not anchor.startswith("id")}
    assert {anchor: _text(after, anchor) for anchor in expected} == expected
    assert _text(after, "goals").startswith("2025 goals")


def test_incremental_builds(book: Handbook) -> None:
    """Pages whose ids depend on the list are read again when it changes."""
    strict(book)
    publish(book)
    book.edit("index.md", "## 目标", "## Aims\n\n## 目标")
    strict(book)
    check_against_clean_build(book)
    book.edit("names.json", '"at": ["#目标--aims"]', '"at": ["#目标--aims", "#aims"]')
    strict(book, "-j", "2")
    assert "目标--aims" not in parts(book)
    check_against_clean_build(book)


def test_off_by_default(book: Handbook) -> None:
    """Without the setting, ids are those of docutils."""
    book.edit("conf.py", "compass_stable_ids = True", "")
    strict(book)
    assert {"goals", "term-0"} <= parts(book).keys()
    publish(book)
    assert '"path"' not in (book.folder / "names.json").read_text(encoding="utf-8")


def test_private_names(book: Handbook) -> None:
    """The private names of docutils, Sphinx and MyST that ids of words rely on still exist."""
    (book.folder / "conf.py").write_text("extensions = ['myst_parser']\nmyst_heading_anchors = 2\n")
    book.write({"index.md": "# One\n\n## Two\n\n```{glossary}\nC++\n  A.\n```\n", "other.md": ""})
    seen: list[object] = []
    app = SphinxTestApp("dummy", srcdir=book.folder, builddir=book.folder.parent / "build")
    try:
        app.connect("source-read", lambda _app, docname, _source: seen.append(docname))
        app.build()
        slugs = app.env.metadata["index"]["myst_slugs"]
        std, entries = app.env.domains.standard_domain, app.env.domains.index_domain.entries
        assert std.objects["term", "C++"] == ("index", "term-C"), "Sphinx changed here: objects"
        assert std.data["terms"]["c++"] == ("index", "term-C"), "Sphinx changed here: terms"
    finally:
        app.cleanup()
    entry = ("single", "C++", "term-C", "main", None)
    assert entries["index"] == [entry], "Sphinx changed here: entries of the index"
    assert _make_id("term-Big Hub+") == "term-Big-Hub", "Sphinx changed here: _make_id"
    assert slugs == {"one": (1, "one", "One"), "two": (3, "two", "Two")}, "MyST changed its slugs"
    earlier = (AutoNumbering, PropagateTargets, SortIds, PrioritiseExplicitIds)
    last = max(transform.default_priority for transform in earlier)
    assert last < StableIds.default_priority < AddSlugIds.default_priority, "priorities changed"
