"""What mystmd reads: which names lead where, under which title, with which text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes

from sphinx_compass.outputs import mdast
from sphinx_compass.organization.model import Directory, Location, Page, Term
from sphinx_compass.outputs.mystxref import Address, Entry, Files, Place, build
from sphinx_compass.views.snippets import Name, Site, forms
from records import area, role, team

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

ADDRESSES = {"page": "page/", "other": "other/", "index": ""}
LEAD = Place("page", "role-lead")
HUB, HUBS = Place("page", "term-Hub"), Place("page", "term-Hubs")


def files(*entries: Entry, **texts: str) -> Files:
    """Build the files of a small organisation; texts are of places by their anchors."""
    directory = Directory.build(
        [role("Lead"), team("Lead"), area("Lead")],
        terms=[Term(("Hub", "Hubs"), (HUB.anchor, HUBS.anchor), "", Location("page", 9))],
        pages=[Page("other", description="What it is about.")],
        titles={"index": "Home", "page": "Page", "other": "Other page"},
    )
    found = {
        Place("page", anchor.replace("_", "-")): [mdast.paragraph(text)]
        for anchor, text in texts.items()
    }
    return build(directory, entries, ADDRESSES, found)


def references(built: Files) -> list[dict[str, str]]:
    """Return the references that have a name."""
    found = built["myst.xref.json"]["references"]
    return [reference for reference in found if "identifier" in reference]


def shown(built: Files, identifier: str) -> tuple[str, str]:
    """Return title and text of a name, found as mystmd finds them."""
    reference = next(it for it in references(built) if it["identifier"] == identifier)
    data = built[reference["data"].removeprefix("/")]
    for found in data["mdast"]["children"]:
        terms = [it for it in found["children"] if it.get("identifier") == identifier]
        if terms:
            last = found["children"][-1]
            text = _text(last) if last["type"] == "definitionDescription" else ""
            return _text(terms[0]), text
    raise AssertionError(identifier)


def _text(node: dict[str, Any]) -> str:
    return str(node.get("value", "")) + "".join(_text(child) for child in node.get("children", ()))


def test_every_page_is_found_by_its_address() -> None:
    """A page needs no name for that, and the address of the root is a slash."""
    assert files()["myst.xref.json"] == {
        "version": "1",
        "references": [
            {"kind": "page", "data": "/_xref/page/index.json", "url": "/"},
            {"kind": "page", "data": "/_xref/page/other.json", "url": "/other/"},
            {"kind": "page", "data": "/_xref/page/page.json", "url": "/page/"},
        ],
    }


def test_names_of_one_target_have_one_file() -> None:
    """Slug, label and an old name of a role all show the role of today."""
    built = files(
        Entry("compass:role", "lead", "Lead", LEAD),
        Entry("std:label", "role-lead", "Lead", LEAD),
        Entry("std:label", "role-boss", "Boss", LEAD),
        role_lead="Leads us all.",
    )
    assert references(built)[0] == {
        "identifier": "lead",
        "html_id": "role-lead",
        "kind": "definitionTerm",
        "data": "/_xref/role/lead.json",
        "url": "/page/",
    }
    assert {reference["data"] for reference in references(built)} == {"/_xref/role/lead.json"}
    for name in ("lead", "role-lead", "role-boss"):
        assert shown(built, name) == ("Lead", "Leads us all.")
    assert built["_xref/role/lead.json"]["frontmatter"] == {"title": "Lead"}


def test_headwords_share_a_definition() -> None:
    """Each headword shows itself; the file is the term's, named for the first."""
    built = files(
        Entry("std:term", "Hubs", "Hubs", HUBS),
        Entry("std:term", "Hub", "Hub", HUB),
        term_Hub="Where people meet.",
    )
    assert shown(built, "Hub") == ("Hub", "Where people meet.")
    assert shown(built, "Hubs") == ("Hubs", "Where people meet.")
    assert built["_xref/term/page/term-Hub.json"]["frontmatter"] == {"title": "Hub"}


@pytest.mark.parametrize(
    ("headword", "spellings"),
    [
        ("Hub", ["Hub", "term-Hub"]),
        ("R & D", ["R%20&%20D", "R%20%26%20D", "term-Hub"]),
        ("Café", ["Caf%C3%A9", "term-Hub"]),
        ("100%", ["100%25", "term-Hub"]),
        ("CI/CD", ["CI/CD", "CI%2FCD", "term-Hub"]),
    ],
)
def test_headwords_are_found_as_they_are_encoded(headword: str, spellings: list[str]) -> None:
    """An identifier never has white space, which no address can have."""
    built = files(Entry("std:term", headword, headword, HUB))
    assert sorted(reference["identifier"] for reference in references(built)) == sorted(spellings)
    for spelling in spellings:
        assert shown(built, spelling)[0] == "Hub"


def test_links_ready_to_copy_are_found() -> None:
    """What a link cannot hold as it is, it has encoded; the index knows that spelling too."""
    place = Place("page", "made-so")
    built = files(Entry("std:label", "make:a/b (c)'s", "So", place))
    spellings = ["make:a/b%20%28c%29%27s", "make:a/b%20(c)'s"]
    assert sorted(reference["identifier"] for reference in references(built)) == spellings
    name = Name("section", "So", "make:a/b (c)'s", *place)
    form = forms(name, Site.of("tc", "https://handbook.example"), "page/")[2]
    assert form.text == f"[So](xref:tc#{spellings[0]})"


def test_first_of_two_targets_is_the_one_written_so() -> None:
    """A name goes before another one's encoded spelling, an object before a label."""
    built = files(
        Entry("std:label", "lead", "A section", Place("page", "section")),
        Entry("compass:role", "lead", "Lead", LEAD),
        Entry("std:term", "Hub", "Hub", HUB),
        Entry("std:label", "term-Hub", "Of that name", Place("page", "named-so")),
    )
    found = [(it["identifier"], it.get("html_id")) for it in references(built)]
    assert found == [
        ("lead", "role-lead"),
        ("lead", "section"),
        ("term-Hub", "named-so"),
        ("Hub", "term-Hub"),
        ("term-Hub", "term-Hub"),
    ]


def test_old_document_name_leads_to_the_page_of_today() -> None:
    """The title is that of the page, the text its description."""
    built = files(
        Entry("std:doc", "other", "Other page", Place("other", "")),
        Entry("std:doc", "before", "Before", Place("other", "")),
    )
    assert [it["kind"] for it in references(built)] == ["page", "page"]
    assert shown(built, "before") == ("Other page", "What it is about.")
    data = built["_xref/page/other.json"]
    assert data["frontmatter"] == {"title": "Other page", "description": "What it is about."}


def test_old_address_leads_to_what_is_there_today() -> None:
    """The reference has the old address, which mystmd links to, and the data of today."""
    moved = {"data": "/_xref/page/other.json", "url": "/before/", "kind": "page"}
    built = files(
        Entry("std:doc", "before", "Before", Place("other", ""), (Address("before/", ""),)),
        Entry("std:term", "An old hub", "An old hub", HUB, (Address("before/", "term-old"),)),
    )
    assert references(built) == [
        {"identifier": "before", **moved, "url": "/other/"},
        *(_hub(identifier, "page/", HUB.anchor) for identifier in ("An%20old%20hub", HUB.anchor)),
        {"identifier": "before", **moved},
        _hub("An%20old%20hub", "before/", "term-old"),
    ]
    for identifier in ("before", "An%20old%20hub"):
        shown(built, identifier)  # fails where the data lacks it


def _hub(identifier: str, page: str, anchor: str) -> dict[str, str]:
    data = "/_xref/term/page/term-Hub.json"
    where = {"html_id": anchor, "kind": "definitionTerm", "url": f"/{page}"}
    return {"identifier": identifier, "data": data, **where}


def test_label_shows_its_section() -> None:
    """A label lies in its page's file; one without a title takes another one's there."""
    place = Place("page", "section")
    built = files(
        Entry("std:label", "a-figure", "a-figure", Place("page", "figure")),
        Entry("std:label", "anonymous", "anonymous", place),
        Entry("std:label", "titled", "Section", place),
        section="How it begins.",
    )
    assert shown(built, "anonymous") == shown(built, "titled") == ("Section", "How it begins.")
    assert shown(built, "a-figure") == ("a-figure", "")
    assert {it["data"] for it in references(built)} == {"/_xref/page/page.json"}


def test_names_of_pages_that_do_not_exist_are_left_out() -> None:
    """Sphinx labels an index of Python modules on sites that have none."""
    built = files(Entry("std:label", "modindex", "Module Index", Place("py-modindex", "")))
    assert references(built) == []


def test_converted_nodes_keep_every_word() -> None:
    """Known nodes keep their kind, of others the children stay; links become absolute."""
    paragraph = nodes.paragraph("", "Go\nto ")
    paragraph += nodes.reference("", "here", refid="there")
    paragraph += nodes.reference("", "up", refuri="../up/#x", internal=True)
    paragraph += nodes.reference("", "mail", refuri="mailto:a@b.example")
    paragraph += nodes.inline("", "", nodes.strong("", "bold"), nodes.literal("", "code"))
    paragraph += nodes.image(alt="picture", uri="x.png")
    paragraph += nodes.comment("", "silent")
    assert mdast.convert([paragraph], "https://a.example/b/c/") == [
        {
            "type": "paragraph",
            "children": [
                {"type": "text", "value": "Go to "},
                {
                    "type": "link",
                    "url": "https://a.example/b/c/#there",
                    "children": [{"type": "text", "value": "here"}],
                },
                {
                    "type": "link",
                    "url": "https://a.example/b/up/#x",
                    "children": [{"type": "text", "value": "up"}],
                },
                {
                    "type": "link",
                    "url": "mailto:a@b.example",
                    "children": [{"type": "text", "value": "mail"}],
                },
                {"type": "strong", "children": [{"type": "text", "value": "bold"}]},
                {"type": "inlineCode", "value": "code"},
                {"type": "text", "value": "picture"},
            ],
        }
    ]


def test_converted_lists_and_code() -> None:
    """Lists say whether they are ordered."""
    item = nodes.list_item("", nodes.paragraph("", "One"))
    tree = [nodes.enumerated_list("", item), nodes.literal_block("", "x = 1")]
    one = {"type": "listItem", "children": [mdast.paragraph("One")]}
    assert mdast.convert(tree, "") == [
        {"type": "list", "ordered": True, "children": [one]},
        {"type": "code", "value": "x = 1"},
    ]


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


def links(book: Handbook, name: str) -> list[str]:
    """Return the addresses in a data file of the last build."""
    text = (book.outdir / name).read_text(encoding="utf-8")
    found: list[str] = []
    json.loads(text, object_hook=lambda it: found.append(it["url"]) if "url" in it else it)
    return found


@pytest.mark.parametrize(("builder", "page"), [("dirhtml", "people/"), ("html", "people.html")])
def test_links_are_absolute(handbook: Callable[..., Handbook], builder: str, page: str) -> None:
    """A preview on a foreign site leads to the handbook."""
    book = handbook(PAGES, conf=PLAIN + 'html_baseurl = "https://a.example/b/"\n')
    book.build(builder)
    assert book.warnings == ""
    assert links(book, "_xref/role/lead.json") == [
        f"https://a.example/b/{page}#words",
        f"https://a.example/b/{page}#role-maker",
        "https://us.example/",
    ]


def test_site_without_an_address_has_outward_links_alone(
    handbook: Callable[..., Handbook],
) -> None:
    """A link that leads nowhere on a foreign site is worse than its text."""
    book = handbook(PAGES, conf=PLAIN)
    book.build()
    assert links(book, "_xref/role/lead.json") == ["https://us.example/"]


LISTED = """
{
 "moved": {"page how": "people", "role boss": "lead"},
 "names": {
  "label": {"words": {"at": ["how/#words"]}},
  "page": {"gone": {"at": ["gone/"]}},
  "role": {"lead": {"at": ["people/#role-lead", "how/#role-lead"]}, "boss": {"at": ["people/#x"]}}
 }
}
"""


@pytest.mark.parametrize(("builder", "ending"), [("dirhtml", "/"), ("html", ".html")])
def test_addresses_of_before_are_those_of_redirects_and_kept_anchors(
    handbook: Callable[..., Handbook], builder: str, ending: str
) -> None:
    """Each is one that the site has; what was published and leads nowhere is left out."""
    book = handbook(PAGES, conf=PLAIN + 'compass_names_file = "names.json"\n')
    book.write({"names.json": LISTED})
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
    """The text for mystmd is resolved a second time, and says nothing more."""
    book = handbook(PAGES, conf=PLAIN)
    book.edit("people.md", "Makes.", "Makes {ref}`nothing`.")
    book.build()
    assert len(book.findings) == 1


def test_other_builders_write_nothing_for_mystmd(handbook: Callable[..., Handbook]) -> None:
    """An epub holds no data files."""
    book = handbook(PAGES, conf=PLAIN)
    book.build("epub")
    assert not (book.outdir / "myst.xref.json").exists()


def test_removed_role_leaves_no_file(handbook: Callable[..., Handbook]) -> None:
    """An incremental build drops the data file of what is gone."""
    book = handbook(PAGES, conf=PLAIN)
    assert book.run("-q") == 0
    assert (book.outdir / "_xref/role/maker.json").is_file()
    book.edit("people.md", ":::{role} Maker\nMakes.\n:::\n", "")
    book.edit("people.md", " {role}`maker`", " nobody")
    assert book.run("-q") == 0
    assert not (book.outdir / "_xref/role/maker.json").exists()
