"""Files for mystmd: the targets of names, with titles and texts."""

from __future__ import annotations

from typing import Any

import pytest

from records import area, role, team
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.places import Location, Place
from sphinx_compass.organization.records import Page, Term
from sphinx_compass.organization.text import encoded_target
from sphinx_compass.outputs.mystmd import mdast
from sphinx_compass.outputs.mystmd.xref import Address, Files, XrefName, build

ADDRESSES = {"page": "page/", "other": "other/", "index": ""}
LEAD = Place("page", "role-lead")
HUB, HUBS = Place("page", "term-Hub"), Place("page", "term-Hubs")


def files(*names: XrefName, **texts: str) -> Files:
    """Return the files for a small organization; ``texts`` are by anchor."""
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
    return build(directory, names, ADDRESSES, found)


def references(built: Files) -> list[dict[str, str]]:
    """Return the references that have a name."""
    found = built["myst.xref.json"]["references"]
    return [reference for reference in found if "identifier" in reference]


def shown(built: Files, identifier: str) -> tuple[str, str]:
    """Return the title and text of a name, looked up like mystmd."""
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
    """Pages are found by address without a name; the address of the root is a slash."""
    assert files()["myst.xref.json"] == {
        "version": "1",
        "references": [
            {"kind": "page", "data": "/_xref/page/index.json", "url": "/"},
            {"kind": "page", "data": "/_xref/page/other.json", "url": "/other/"},
            {"kind": "page", "data": "/_xref/page/page.json", "url": "/page/"},
        ],
    }


def test_names_of_one_target_have_one_file() -> None:
    """Slug, label and an old name of a role all show the current role."""
    built = files(
        XrefName("compass:role", "lead", "Lead", LEAD),
        XrefName("std:label", "role-lead", "Lead", LEAD),
        XrefName("std:label", "role-boss", "Boss", LEAD),
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
    """Each headword is the title; the file has the name of the first one."""
    built = files(
        XrefName("std:term", "Hubs", "Hubs", HUBS),
        XrefName("std:term", "Hub", "Hub", HUB),
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
    """Identifiers have no white space, because addresses cannot contain it."""
    built = files(XrefName("std:term", headword, headword, HUB))
    assert sorted(reference["identifier"] for reference in references(built)) == sorted(spellings)
    for spelling in spellings:
        assert shown(built, spelling)[0] == "Hub"


def test_links_ready_to_copy_are_found() -> None:
    """The index also has the encoded spelling that links need."""
    label = "make:a/b (c)'s"
    built = files(XrefName("std:label", label, "So", Place("page", "made-so")))
    spellings = ["make:a/b%20%28c%29%27s", "make:a/b%20(c)'s"]
    assert sorted(reference["identifier"] for reference in references(built)) == spellings
    assert encoded_target(label, is_headword=False) == spellings[0]


def test_name_as_written_comes_first() -> None:
    """A name takes precedence over an encoded spelling, and an object over a label."""
    built = files(
        XrefName("std:label", "lead", "A section", Place("page", "section")),
        XrefName("compass:role", "lead", "Lead", LEAD),
        XrefName("std:term", "Hub", "Hub", HUB),
        XrefName("std:label", "term-Hub", "Of that name", Place("page", "named-so")),
    )
    found = [(it["identifier"], it.get("html_id")) for it in references(built)]
    assert found == [
        ("lead", "role-lead"),
        ("lead", "section"),
        ("term-Hub", "named-so"),
        ("Hub", "term-Hub"),
        ("term-Hub", "term-Hub"),
    ]


def test_old_docname_leads_to_the_current_page() -> None:
    """It has the title and description of that page."""
    built = files(
        XrefName("std:doc", "other", "Other page", Place("other", "")),
        XrefName("std:doc", "before", "Before", Place("other", "")),
    )
    assert [it["kind"] for it in references(built)] == ["page", "page"]
    assert shown(built, "before") == ("Other page", "What it is about.")
    data = built["_xref/page/other.json"]
    assert data["frontmatter"] == {"title": "Other page", "description": "What it is about."}


def test_old_address_leads_to_current_data() -> None:
    """The reference has the old address, which mystmd links to, and the current data."""
    moved = {"data": "/_xref/page/other.json", "url": "/before/", "kind": "page"}
    built = files(
        XrefName("std:doc", "before", "Before", Place("other", ""), (Address("before/", ""),)),
        XrefName("std:term", "An old hub", "An old hub", HUB, (Address("before/", "term-old"),)),
    )
    assert references(built) == [
        {"identifier": "before", **moved, "url": "/other/"},
        *(_hub(identifier, "page/", HUB.anchor) for identifier in ("An%20old%20hub", HUB.anchor)),
        {"identifier": "before", **moved},
        _hub("An%20old%20hub", "before/", "term-old"),
    ]
    for identifier in ("before", "An%20old%20hub"):
        shown(built, identifier)  # fails if the data does not have it


def _hub(identifier: str, page: str, anchor: str) -> dict[str, str]:
    data = "/_xref/term/page/term-Hub.json"
    where = {"html_id": anchor, "kind": "definitionTerm", "url": f"/{page}"}
    return {"identifier": identifier, "data": data, **where}


def test_label_shows_its_section() -> None:
    """A label is in the file of its page; without a title, it has that of another label."""
    place = Place("page", "section")
    built = files(
        XrefName("std:label", "a-figure", "a-figure", Place("page", "figure")),
        XrefName("std:label", "anonymous", "anonymous", place),
        XrefName("std:label", "titled", "Section", place),
        section="How it begins.",
    )
    assert shown(built, "anonymous") == shown(built, "titled") == ("Section", "How it begins.")
    assert shown(built, "a-figure") == ("a-figure", "")
    assert {it["data"] for it in references(built)} == {"/_xref/page/page.json"}


def test_names_of_pages_that_do_not_exist_are_left_out() -> None:
    """Sphinx has a label for an index of Python modules even if there is none."""
    built = files(XrefName("std:label", "modindex", "Module Index", Place("py-modindex", "")))
    assert references(built) == []


def test_long_names() -> None:
    """The file of an object with a very long name has a name that file systems accept."""
    roles = [role("b" * 5000), role("b" * 4999 + "c")]
    names = [
        XrefName("compass:role", item.slug, item.name, Place(item.docname, item.anchor))
        for item in roles
    ]
    found = [name for name in build(Directory.build(roles), names, ADDRESSES, {}) if "role" in name]
    assert len(found) == len(roles)
    assert max(map(len, found)) < 100
