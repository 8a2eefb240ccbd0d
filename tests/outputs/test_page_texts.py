"""The texts of anchors on pages, and their files for mystmd."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import new_document
from sphinx import addnodes

from conftest import tree
from sphinx_compass.domain.nodes import card
from sphinx_compass.outputs.mystmd import page_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

PAGES = {
    "index.md": """\
        # Example

        ```{toctree}
        people
        ```
        """,
    "people.md": """\
        # People

        :::{role} Lead
        Leads, see [the words](#words), {role}`maker` and [us](https://us.example/).
        :::

        :::{role} Maker
        Makes.
        :::

        (words)=
        ## Words

        Words that we use.
        """,
}
PLAIN = """
html_theme = "basic"
html_theme_options = {}
"""


def marked(text: str) -> dict[str, list[str]]:
    """Return the texts of the anchors of a reStructuredText page, without markup."""
    doctree = publish_doctree(text, settings_overrides={"doctitle_xform": False})
    found: dict[str, list[str]] = {}
    for anchor, texts in page_texts.about(doctree):
        found.setdefault(anchor, []).extend(node.astext() for node in texts)
    return found


def test_what_anchors_are_about() -> None:
    """A section and a page have the text of their first paragraph, a paragraph has its own."""
    text = """
        Page
        ====

        First of the page.

        .. _named:

        Second of the page.

        Section
        -------

        .. image:: x.png

        First of the section.

        Without paragraph
        -----------------
        """
    assert marked(dedent(text)) == {
        "": ["First of the page."],
        "page": ["First of the page."],
        "named": ["Second of the page."],
        "section": ["First of the section."],
        "without-paragraph": [],
    }


def test_terms_are_about_their_definition() -> None:
    """All headwords have the text of the definition, if there is one."""
    first, second, last = (nodes.term("", name, ids=[name]) for name in "abc")
    definition = nodes.definition("", nodes.paragraph("", "One."), nodes.paragraph("", "Two."))
    doctree = new_document("")
    doctree += nodes.definition_list_item("", first, second, definition)
    doctree += nodes.definition_list_item("", last)
    texts = {
        anchor: [node.astext() for node in found] for anchor, found in page_texts.about(doctree)
    }
    assert texts == {"a": ["One.", "Two."], "b": ["One.", "Two."], "c": []}


def test_objects_are_about_their_summary() -> None:
    """Objects, and sections that start with one, have the text of the summary."""
    only = addnodes.only("", nodes.paragraph("", "Two."))
    declared = card("", nodes.paragraph("", "One."), only, ids=["role-lead"])
    doctree = new_document("")
    doctree += nodes.section("", nodes.title("", "Lead"), declared, ids=["lead"])
    texts = {
        anchor: [node.astext() for node in found] for anchor, found in page_texts.about(doctree)
    }
    assert texts == {anchor: ["One.", "Two."] for anchor in ("", "lead", "role-lead")}


def links(book: Handbook, name: str) -> list[str]:
    """Return the addresses in a data file of the last build."""
    text = (book.outdir / name).read_text(encoding="utf-8")
    found: list[str] = []
    json.loads(text, object_hook=lambda it: found.append(it["url"]) if "url" in it else it)
    return found


@pytest.mark.parametrize(("builder", "page"), [("dirhtml", "people/"), ("html", "people.html")])
def test_links_are_absolute(handbook: Callable[..., Handbook], builder: str, page: str) -> None:
    """Links in previews on other sites lead to the handbook."""
    book = handbook(PAGES, conf=PLAIN + 'html_baseurl = "https://a.example/b/"\n')
    book.build(builder)
    assert book.warnings == ""
    assert links(book, "_xref/role/lead.json") == [
        f"https://a.example/b/{page}#words",
        f"https://a.example/b/{page}#role-maker",
        "https://us.example/",
    ]


def test_site_without_an_address_has_links_to_others_only(
    handbook: Callable[..., Handbook],
) -> None:
    """Links that would be broken on another site become text."""
    book = handbook(PAGES, conf=PLAIN)
    book.build()
    assert links(book, "_xref/role/lead.json") == ["https://us.example/"]


LISTED = """
{
 "names": {
  "label": {"words": {"at": ["how/#words"]}},
  "page": {"how": {"at": ["how/"]}},
  "role": {"lead": {"at": ["people/#role-lead", "how/#role-lead"]}, "boss": {"at": ["people/#x"]}}
 }
}
"""


@pytest.mark.parametrize(("builder", "ending"), [("dirhtml", "/"), ("html", ".html")])
def test_old_addresses_are_those_of_redirects_and_kept_anchors(
    handbook: Callable[..., Handbook], builder: str, ending: str
) -> None:
    """All of them exist; published addresses that lead nowhere are left out."""
    book = handbook(PAGES, conf=PLAIN + 'compass_names_file = "names.json"\n')
    book.write({"names.json": LISTED})
    path = book.folder / "people.md"
    old = "---\nredirect_from: [how, role boss: lead]\n---\n"
    path.write_text(old + path.read_text(encoding="utf-8"), encoding="utf-8")
    book.build(builder)
    assert book.warnings == ""
    listed = json.loads((book.outdir / "myst.xref.json").read_text(encoding="utf-8"))
    found = [
        (it.get("identifier"), it["url"], it.get("html_id"), it["data"])
        for it in listed["references"]
    ]
    role, page = "/_xref/role/lead.json", "/_xref/page/people.json"
    assert found[-4:] == [
        ("boss", f"/people{ending}", "x", role),
        ("lead", f"/how{ending}", "role-lead", role),
        ("how", f"/how{ending}", None, page),
        ("words", f"/how{ending}", "words", page),
    ]
    assert [it for it in found if it[1] == f"/how{ending}"] == found[-3:]
    people, how = (
        book.outdir / f"{page}{ending.replace('/', '/index.html')}" for page in ("people", "how")
    )
    assert 'id="x"' in people.read_text(encoding="utf-8")
    assert how.is_file()


def test_broken_reference_is_reported_once(handbook: Callable[..., Handbook]) -> None:
    """The texts for mystmd do not repeat the warnings of the page."""
    book = handbook(PAGES, conf=PLAIN)
    book.edit("people.md", "Makes.", "Makes {ref}`nothing`.")
    book.build()
    assert len(book.findings) == 1


def test_other_builders_write_nothing_for_mystmd(handbook: Callable[..., Handbook]) -> None:
    """An EPUB contains no data files."""
    book = handbook(PAGES, conf=PLAIN)
    book.build("epub")
    assert not (book.outdir / "myst.xref.json").exists()


def test_removed_role_leaves_no_file(handbook: Callable[..., Handbook]) -> None:
    """An incremental build removes the data file of a removed object."""
    book = handbook(PAGES, conf=PLAIN)
    assert book.run("-q") == 0
    assert (book.outdir / "_xref/role/maker.json").is_file()
    book.edit("people.md", ":::{role} Maker\nMakes.\n:::\n", "")
    book.edit("people.md", " {role}`maker`", " nobody")
    assert book.run("-q") == 0
    assert not (book.outdir / "_xref/role/maker.json").exists()


def words_of(data: object) -> str:
    """Return all text in a data file."""
    if isinstance(data, list):
        return "".join(map(words_of, data))
    if not isinstance(data, dict):
        return ""
    return str(data.get("value", "")) + "".join(map(words_of, data.values()))


def texts_kept(book: Handbook) -> set[str]:
    """Return the pages whose texts are cached, by builder."""
    folder = book.outdir.parent / "doctrees" / "compass"
    found = (path.relative_to(folder).parts for path in folder.glob("*/mystmd/**/*.json"))
    return {f"{parts[0].partition('-')[0]}: {'/'.join(parts[2:])}" for parts in found}


def test_unchanged_pages_keep_their_texts(handbook: Callable[..., Handbook]) -> None:
    """Parallel, serial and incremental builds, and two builders, give the same files."""
    more = {
        f"more/{name}.md": f"# {name}\n\nAbout {name}, a {{role}}`lead`.\n" for name in "abcdef"
    }
    pages = {**PAGES, **more}
    pages["index.md"] = pages["index.md"].replace("people\n", "people\n" + " " * 8 + "more/a\n")
    book = handbook(pages, conf=PLAIN + 'suppress_warnings = ["toc"]\n')
    book.run("-j", "4")
    book.run(builder="html")
    book.edit("people.md", "Words that we use.", "Some words.")
    book.edit("people.md", "Lead\n", "Head\n:slug: lead\n:aliases: Lead\n\n")
    (book.folder / "more/f.md").unlink()
    found = {}
    for builder in ("dirhtml", "html"):
        book.run("-j", "4", builder=builder)
        found[builder] = tree(book.outdir / "_xref")
        index = json.loads((book.outdir / "_xref/page/more/a.json").read_text(encoding="utf-8"))
        assert "About a, a Head." in words_of(index)
    assert texts_kept(book) == {
        f"{builder}: {page.replace('.md', '.json')}"
        for builder in found
        for page in pages
        if page != "more/f.md"
    }
    for builder, files in found.items():
        book.run(builder=builder, out="clean")
        assert tree(book.outdir / "_xref") == files
