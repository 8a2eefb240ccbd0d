"""A declaration that is only a name declares what follows it, as Sphinx's own directives do.

The anchors are those that ``app.add_crossref_type("team", "team")`` gives, so a handbook
that used it keeps its addresses.  The site has no ``primary_domain``.
"""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.util.inventory import InventoryFile

from conftest import Handbook, tree
from mistakes import assert_found, places

if TYPE_CHECKING:
    from collections.abc import Callable

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

CONF = """\
extensions = ["sphinx_compass", "myst_parser"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
nitpicky = True
"""

INDEX = """\
# Example

```{toctree}
:glob:

*
```
"""


class Case(NamedTuple):
    """A page with declarations, and what becomes of one of them."""

    text: str  # Markdown, or reStructuredText if it is in RST
    anchor: str
    element: str  # tag of what the anchor leads to, and the beginning of its text
    summary: str = ""


MYST = {
    "heading": Case(
        """\
        # Page

        ```{team} Core Team
        ```
        ## Those at the core

        Keeps things running. Second sentence.
        """,
        "std-team-Core-Team",
        "section Those at the core",
        "Keeps things running.",
    ),
    "blank-line": Case(
        """\
        # Page

        ```{team} Outer   Team
        ```

        ## Around

        Helps.
        """,
        "std-team-Outer-Team",
        "section Around",
        "Helps.",
    ),
    "label-above": Case(
        """\
        # Page

        (a-label)=
        ```{team} Labeled
        ```
        ## Here

        Helps.
        """,
        "std-team-Labeled",
        "section Here",
        "Helps.",
    ),
    "label-below": Case(
        """\
        # Page

        ```{team} Labeled below
        ```
        (another-label)=
        ## There

        Helps.
        """,
        "std-team-Labeled-below",
        "section There",
        "Helps.",
    ),
    "two-in-a-row-first": Case(
        """\
        # Page

        ```{role} Infrastructure Engineer
        ```
        ```{role} Engineer
        ```

        ## Engineers

        Build things.
        """,
        "std-role-Infrastructure-Engineer",
        "section Engineers",
        "Build things.",
    ),
    "page-title": Case(
        """\
        ```{team} Responsibility
        ```
        # Shared responsibility

        We share it. All do.

        ## Section

        More.
        """,
        "std-team-Responsibility",
        "section Shared responsibility",
        "We share it.",
    ),
    "paragraph": Case(
        """\
        # Page

        Before.

        ```{team} Writers
        ```
        They write. All day.

        After.
        """,
        "std-team-Writers",
        "p They write.",
        "They write.",
    ),
    "admonition": Case(
        """\
        # Page

        ## Box

        First of the section.

        ```{team} Boxers
        ```
        :::{note}
        In a box.
        :::
        """,
        "std-team-Boxers",
        "div Note",
        "In a box.",
    ),
    "end-of-section": Case(
        """\
        # Page

        ## Full

        A text.

        ```{team} Latecomers
        ```

        ## Next

        Another text.
        """,
        "std-team-Latecomers",
        "section Next",
        "Another text.",
    ),
    "end-of-page": Case(
        """\
        # Page

        A text.

        ```{team} Last
        ```
        """,
        "std-team-Last",
        "span ",
        "A text.",
    ),
    "note-first": Case(
        """\
        # Page

        ```{team} Noted
        ```
        ## Noted section

        :::{note}
        Beside the point.
        :::

        To the point.
        """,
        "std-team-Noted",
        "section Noted section",
        "To the point.",
    ),
    "characters": Case(
        """\
        # Page

        ```{team} Été & Über v1.2_x
        ```
        ## Characters

        Have accents.
        """,
        "std-team-Ete-Uber-v1.2_x",
        "section Characters",
        "Have accents.",
    ),
}

RST = {
    "rst-heading": Case(
        """\
        Page
        ====

        .. team:: Council of Rest

        Resting
        -------

        Rests. Well.
        """,
        "std-team-Council-of-Rest",
        "section Resting",
        "Rests.",
    ),
    "rst-page-title": Case(
        """\
        .. team:: Titled

        A title
        =======

        Is promoted.
        """,
        "std-team-Titled",
        "section A title",
        "Is promoted.",
    ),
    "rst-paragraph": Case(
        """\
        Page
        ====

        .. role:: Plain Writer

        A plain paragraph. With more.
        """,
        "std-role-Plain-Writer",
        "p A plain paragraph.",
        "A plain paragraph.",
    ),
    "rst-two-in-a-row": Case(
        """\
        Page
        ====

        .. role:: Upper Hand
        .. role:: Lower Hand

        Hands
        -----

        Hold.
        """,
        "std-role-Lower-Hand",
        "section Hands",
        "Hold.",
    ),
    "rst-end": Case(
        """\
        Page
        ====

        Text.

        .. team:: Closing
        """,
        "std-team-Closing",
        "span ",
        "Text.",
    ),
}

CASES = MYST | RST

LINKS = """\
# Links

{team}`Core Team`, {std:team}`Core Team`, {compass:team}`Core Team`, {any}`Core Team`,
{team}`core team`, {team}`the core <Core Team>`, {role}`Engineer`s and {team}`Responsibility`.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    """Return the built site, with a page for each case."""
    book = Handbook(tmp_path_factory.mktemp("bare") / "source")
    book.folder.mkdir()
    pages = {f"{name}.{'rst' if name in RST else 'md'}": case.text for name, case in CASES.items()}
    book.write({"conf.py": CONF, "index.md": INDEX, "links.md": LINKS, **pages})
    book.build()
    return book


@pytest.fixture(scope="module")
def objects(site: Handbook) -> dict[str, Any]:
    """Return the objects of ``compass.json`` by their address."""
    data = json.loads((site.outdir / "compass.json").read_text(encoding="utf-8"))
    found = (item for kind in ("roles", "teams", "areas") for item in data[kind])
    return {item["address"]: item for item in found}


@pytest.fixture
def bare(handbook: Callable[..., Handbook]) -> Callable[..., Handbook]:
    """Return a function that makes a handbook with settings of its own alone."""

    def make(pages: dict[str, str], conf: str = "") -> Handbook:
        book = handbook(pages)
        book.write({"conf.py": CONF + conf})
        return book

    return make


def soup(book: Handbook, docname: str) -> BeautifulSoup:
    """Return a page of a built site, parsed as a browser does."""
    return BeautifulSoup(book.html(docname), "html5lib")


def text_of(tag: Tag) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(tag.get_text().split())


def test_no_warnings(site: Handbook) -> None:
    """All declarations and links of the example are in order; ``{any}`` is not ambiguous."""
    assert site.warnings == ""


@pytest.mark.parametrize("name", CASES)
def test_anchor(site: Handbook, name: str) -> None:
    """The anchor is on what follows, or on a place of its own if nothing does."""
    found = soup(site, name).find(id=CASES[name].anchor)
    assert isinstance(found, Tag)
    if found.name == "span" and found.parent is not None and found.parent.name == "section":
        has_own_place = found.get("class") == ["target"]
        found = found if has_own_place else found.parent
    assert f"{found.name} {text_of(found)}".startswith(CASES[name].element)


@pytest.mark.parametrize("name", CASES)
def test_summary(objects: dict[str, Any], name: str) -> None:
    """The summary is the first sentence of what has the anchor, or else of the section."""
    item = objects[f"./{name}/#{CASES[name].anchor}"]
    assert item["summary"] == CASES[name].summary


@pytest.mark.parametrize("name", CASES)
def test_page_is_as_without_it(site: Handbook, name: str) -> None:
    """The page shows no card, and has the title of its heading."""
    page = soup(site, name)
    assert page.select(".compass-card") == []
    heading = page.select_one("h1")
    assert heading is not None
    assert page.title is not None
    assert text_of(page.title).startswith(text_of(heading).rstrip("¶"))


def test_section_keeps_its_first_anchor(site: Handbook) -> None:
    """The address of a heading is that of its words, or of its label."""
    anchors = {
        "heading": "those-at-the-core",
        "label-above": "a-label",
        "label-below": "another-label",
    }
    for name, anchor in anchors.items():
        element = soup(site, name).find(id=anchor)
        assert element is not None, name
        assert element.find(id=CASES[name].anchor) is not None, name


def test_two_in_a_row(site: Handbook, objects: dict[str, Any]) -> None:
    """Both names declare the same section."""
    for name, other in (("two-in-a-row-first", "Engineer"), ("rst-two-in-a-row", "Upper Hand")):
        anchor = f"std-role-{other.replace(' ', '-')}"
        assert objects[f"./{name}/#{anchor}"]["name"] == other
        assert objects[f"./{name}/#{anchor}"]["summary"] == CASES[name].summary
        page = soup(site, name)
        first, second = page.find(id=anchor), page.find(id=CASES[name].anchor)
        assert isinstance(first, Tag)
        assert isinstance(second, Tag)
        assert first.find_parent("section") is second.find_parent("section")


def test_titles_stay(site: Handbook) -> None:
    """A page that begins with a declaration has the title that follows."""
    titles = {text_of(link) for link in soup(site, "index").select(".toctree-l1 > a")}
    assert {"Shared responsibility", "A title"} < titles


def test_links(site: Handbook) -> None:
    """A name leads to the anchor, with or without the name of a domain, in any case."""
    links = [(text_of(link), link["href"]) for link in soup(site, "links").select("section > p a")]
    core = "../heading/#std-team-Core-Team"
    assert links == [
        *[("Core Team", core)] * 5,
        ("the core", core),
        ("Engineer", "../two-in-a-row-first/#std-role-Engineer"),
        ("Responsibility", "../page-title/#std-team-Responsibility"),
    ]


def test_inventory(site: Handbook) -> None:
    """Other sites find the name as that of Sphinx's own directive, and as an object of ours."""
    inventory = InventoryFile.loads((site.outdir / "objects.inv").read_bytes(), uri="")
    for key in (
        ("std:team", "Core Team"),
        ("compass:team", "core-team"),
        ("std:label", "team-core-team"),
    ):
        assert inventory[key].uri == "heading/#std-team-Core-Team"
    assert inventory["std:role", "Engineer"].uri == "two-in-a-row-first/#std-role-Engineer"


def test_search(site: Handbook) -> None:
    """The search shows each object once."""
    text = (site.outdir / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert [row[-1] for row in index["objects"][""]].count("Core Team") == 1


def test_names_without_letters(bare: Callable[..., Handbook]) -> None:
    """Names that give no anchor of their own get one each, and a finding each."""
    sections = (f"```{{team}} {name}\n```\n## {name}\n\nText." for name in ("人", "山"))
    page = "\n\n".join(["# Page", *sections, "{team}`山`", ""])
    book = bare({"index.md": page})
    book.build()
    assert places(book.findings) == [(3, "name"), (9, "name")]
    link = soup(book, "index").select("section > p a")[-1]
    target = soup(book, "index").find(id=str(link["href"]).removeprefix("#"))
    assert target is not None
    assert link["href"] != "#std-team"


@pytest.mark.parametrize("required", [True, False])
def test_require_summary(bare: Callable[..., Handbook], *, required: bool) -> None:
    """The project decides whether a declaration needs a text of its own."""
    page = MYST["heading"].text
    book = bare({"index.md": page}, f"compass_require_summary = {required}\n")
    book.build("dummy")
    assert_found(book.findings, [(3, "body", "Core Team")] if required else [])


def test_declared_twice(bare: Callable[..., Handbook]) -> None:
    """A second declaration is one finding, whatever the form of the two."""
    twice = "\n```{team} Core Team\n```\n## Again\n\nText.\n\n:::{team} core team\nText.\n:::\n"
    book = bare({"index.md": dedent(MYST["heading"].text) + twice})
    book.build("dummy")
    assert places(book.findings) == [(9, "duplicate"), (15, "duplicate")]


def test_own_label(bare: Callable[..., Handbook]) -> None:
    """A page may have a label with the name that the label of an object would have."""
    page = """\
        # Page

        (team-core-team)=
        ```{team} Core Team
        ```
        ## Core

        {ref}`team-core-team`, {team}`Core Team`
        """
    book = bare({"index.md": page})
    book.build()
    assert book.warnings == ""
    links = soup(book, "index").select("section > p a")
    assert [link["href"] for link in links] == ["#team-core-team", "#std-team-Core-Team"]


def test_inline_roles_of_docutils(bare: Callable[..., Handbook]) -> None:
    """The directive ``role`` of docutils still defines roles of reStructuredText's markup."""
    page = """\
        .. role:: marked(strong)
        .. role:: yellow
           :class: bright

        Page
        ====

        :marked:`One` and :yellow:`two`, :role:`Maker`.

        .. role:: Maker

        Makes.
        """
    book = bare({"index.rst": page})
    book.build()
    assert book.warnings == ""
    found = soup(book, "index")
    assert [text_of(tag) for tag in found.select("strong, span.bright")] == ["One", "two"]
    assert found.select('a[href="#std-role-Maker"]') != []


def test_incremental_build_is_clean_build(bare: Callable[..., Handbook]) -> None:
    """Names stay on pages that are not read again, and go with those that are removed."""
    pages = {
        "index.md": INDEX,
        "links.md": LINKS,
        **{f"{name}.md": MYST[name].text for name in ("heading", "page-title", "paragraph")},
        "two-in-a-row-first.md": MYST["two-in-a-row-first"].text,
    }
    book = bare(pages)
    assert (book.run("-W"), book.warnings) == (0, "")
    book.edit("heading.md", "Keeps things", "Keeps everything")
    book.edit("page-title.md", "```{team}", "A text.\n\n```{team}")
    (book.folder / "paragraph.md").unlink()
    book.run("-W")
    incremental = tree(book.outdir), book.findings
    book.run("-E", out="clean")
    assert (tree(book.outdir), book.findings) == incremental
