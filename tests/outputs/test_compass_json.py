"""The content of ``compass.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records import mention, role
from sample import ORGANIZATION, SITE, Program, invalid, program, site, term
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.kinds import LARGEST_FIRST, RECORDS
from sphinx_compass.organization.rules import Rules
from sphinx_compass.outputs import compass_json, schema
from sphinx_compass.outputs.compass_json import organization
from sphinx_compass.outputs.json_ld import linked_data
from sphinx_compass.outputs.llms_txt import llms_txt

if TYPE_CHECKING:
    import pytest


def test_organization_as_data() -> None:
    """Every object has all known options, and relations by slug."""
    data = organization(SITE)
    assert data == {
        "$schema": "https://x.test/compass.schema.json",
        "schema_version": schema.VERSION,
        "title": "The Compass",
        "address": "https://x.test/index/",
        "areas": [
            {
                "slug": "empty",
                "name": "Empty",
                "address": "https://x.test/page/#area-empty",
                "declared_on": "page",
                "aliases": [],
                "leads": [],
            },
            {
                "slug": "product",
                "name": "Product",
                "address": "https://x.test/page/#area-product",
                "declared_on": "page",
                "summary": "Decides.",
                "aliases": [],
                "leads": ["lead"],
                "structure_page": "page",
            },
        ],
        "teams": [
            {
                "slug": "council",
                "name": "Council",
                "address": "https://x.test/page/#team-council",
                "declared_on": "page",
                "aliases": [],
                "kind": "governing",
                "status": "established",
                "leads": [],
            },
            {
                "slug": "makers",
                "name": "Makers",
                "address": "https://x.test/page/#team-makers",
                "declared_on": "page",
                "aliases": [],
                "kind": "service",
                "area": "product",
                "parent": "council",
                "leads": ["lead"],
            },
        ],
        "roles": [
            {
                "slug": "lead",
                "name": "Lead",
                "address": "https://x.test/roles/lead/#role-lead",
                "declared_on": "roles/lead",
                "aliases": ["Boss"],
                "reports_to": {"kind": "team", "slug": "council"},
                "teams": [],
            },
            {
                "slug": "loner",
                "name": "Loner",
                "address": "https://x.test/roles/lead/#role-loner",
                "declared_on": "roles/lead",
                "aliases": [],
                "teams": [],
            },
            {
                "slug": "maker",
                "name": "Maker",
                "address": "https://x.test/roles/maker/#role-maker",
                "declared_on": "roles/maker",
                "summary": "Works with the Lead.",
                "aliases": ["Builder", "smith"],
                "status": "new",
                "area": "product",
                "reports_to": {"kind": "role", "slug": "lead"},
                "teams": ["council", "makers"],
            },
        ],
        "checklists": [
            {
                "slug": "arriving",
                "name": "Arriving",
                "address": "https://x.test/page/#checklist-arriving",
                "declared_on": "page",
                "aliases": [],
                "phases": ["Second", "First"],
                "issue_title": "Arriving: NAME",
                "issue_labels": [],
            },
            {
                "slug": "leaving",
                "name": "Leaving",
                "address": "https://x.test/page/#checklist-leaving",
                "declared_on": "page",
                "aliases": [],
                "phases": [],
                "issue_labels": [],
            },
        ],
        "steps": [
            {
                "checklist": "arriving",
                "number": 1,
                "phase": "Second",
                "text": "Open the door.",
                "address": "https://x.test/roles/maker/#step-1-1",
                "written_on": "roles/maker",
                "done_by": [{"kind": "role", "slug": "lead"}, {"kind": "team", "slug": "makers"}],
                "concerns": [{"kind": "area", "slug": "product"}],
            },
            {
                "checklist": "arriving",
                "number": 2,
                "phase": "First",
                "text": "Say hello.",
                "address": "https://x.test/page/#step-90-1",
                "written_on": "page",
                "done_by": [{"kind": "role", "slug": "lead"}],
                "concerns": [],
            },
            {
                "checklist": "leaving",
                "number": 1,
                "text": "Close it.",
                "address": "https://x.test/roles/maker/#step-40-1",
                "written_on": "roles/maker",
                "done_by": [],
                "concerns": [],
                "undoes": [1],
                "undoes_in": "arriving",
            },
        ],
        "terms": [
            {
                "name": "hub",
                "address": "https://x.test/words/#hub",
                "defined_on": "words",
                "other_headwords": [],
            },
            {
                "name": "Spoke",
                "address": "https://x.test/page/#Spoke",
                "defined_on": "page",
                "summary": "Leads to a hub.",
                "other_headwords": [{"name": "Spokes", "address": "https://x.test/page/#Spokes"}],
            },
        ],
        "pages": [
            {"docname": "index", "title": "Front page", "address": "https://x.test/index/"},
            {
                "docname": "page",
                "title": "Page",
                "address": "https://x.test/page/",
                "description": "What a page says.",
                "owner": "lead",
                "last_reviewed_on": "2026-11-02",
                "review_by": "2027-05-02",
                "keywords": ["Laptop", "pager"],
                "facts_as_of": "2026-08",
                "changed_since_review": [],
            },
            {
                "docname": "roles/index",
                "title": "All roles",
                "address": "https://x.test/roles/index/",
            },
            {"docname": "roles/lead", "title": "Lead", "address": "https://x.test/roles/lead/"},
            {"docname": "roles/maker", "title": "Maker", "address": "https://x.test/roles/maker/"},
            {
                "docname": "words",
                "title": "Words",
                "address": "https://x.test/words/",
                "changed_since_review": [
                    {"kind": "team", "slug": "makers"},
                    {"kind": "term", "name": "Spoke"},
                ],
            },
        ],
    }
    assert invalid(data) == []


def test_order_of_reading_does_not_show() -> None:
    """Records in another order, as from parallel builds, give the same bytes."""
    other = Directory.build(
        reversed(ORGANIZATION.declared),
        terms=reversed(ORGANIZATION.terms),
        pages=reversed(ORGANIZATION.pages),
        references=reversed(ORGANIZATION.references),
        step_blocks=reversed(ORGANIZATION.step_blocks),
        titles=dict(sorted(ORGANIZATION.titles.items(), reverse=True)),
        reviews=ORGANIZATION.reviews,
    )
    data = organization(SITE)
    assert repr(organization(site(other))) == repr(data)
    assert llms_txt(site(other)) == llms_txt(SITE)
    for docname in ORGANIZATION.titles:
        assert repr(linked_data(site(other), docname)) == repr(linked_data(SITE, docname))


def test_the_first_of_two_definitions_counts() -> None:
    """If a headword is defined twice, the data has the definition that look-ups find."""
    directory = Directory.build(
        terms=[
            term("Hub", docname="a", summary="The first."),
            term("hub", "Hubs", docname="b", summary="The second."),
            term("HUB", docname="c", summary="The third."),
        ],
        titles={"a": "A", "b": "B", "c": "C"},
    )
    terms = organization(site(directory))["terms"]
    assert [(entry["name"], entry["summary"]) for entry in terms] == [
        ("Hub", "The first."),
        ("Hubs", "The second."),
    ]
    assert linked_data(site(directory), "c") is None


def test_the_first_of_two_declarations_counts() -> None:
    """Each slug appears once, even if it is declared twice."""
    directory = Directory.build(
        [role("Lead", docname="b", summary="Second."), role("Lead", docname="a", summary="First.")],
        titles={"a": "A", "b": "B"},
    )
    roles = organization(site(directory))["roles"]
    assert [entry["summary"] for entry in roles] == ["First."]
    assert linked_data(site(directory), "b") is None


def test_empty_organization() -> None:
    """The data of a handbook without declarations or pages is valid."""
    data = organization(site(Directory()))
    assert invalid(data) == []
    assert [data[key] for key in ("areas", "teams", "roles", "terms", "pages", "steps")] == [[]] * 6
    assert linked_data(site(Directory()), "index") is None
    assert llms_txt(site(Directory())) == (
        "# The Compass\n"
        "\n"
        "## Data\n"
        "\n"
        "- [compass.json](https://x.test/compass.json): "
        "Areas, teams, roles, checklists, terms and pages as JSON.\n"
        "- [compass.schema.json](https://x.test/compass.schema.json): "
        "The JSON Schema of that file.\n"
    )


def test_every_form_of_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    """All types of options of a new kind are in the data and in the schema."""
    for module in (compass_json, schema):
        monkeypatch.setattr(module, "LARGEST_FIRST", (Program, *LARGEST_FIRST))
    monkeypatch.setattr(schema, "RECORDS", (*RECORDS, Program))
    monkeypatch.setattr(compass_json, "plural", lambda kind: f"{kind}s")
    monkeypatch.setattr(schema, "plural", lambda kind: f"{kind}s")
    item = program(
        motto=mention("Reach out"),
        places=(mention("sea"), mention("Land"), mention("sea")),
        host=mention("Product"),
        run_by=(mention("Makers"), mention("Lead"), mention("Nobody")),
        guides=(mention("words"), mention("page"), mention("gone")),
        nickname=mention("Secret"),
    )
    data = organization(
        site(Directory.build([*ORGANIZATION.declared, item], titles=ORGANIZATION.titles))
    )
    assert data["programs"] == [
        {
            "slug": "outreach",
            "name": "Outreach",
            "address": "https://x.test/page/#program-outreach",
            "declared_on": "page",
            "aliases": [],
            "motto": "Reach out",
            "places": ["Land", "sea"],
            "host": "product",
            "run_by": [{"kind": "role", "slug": "lead"}, {"kind": "team", "slug": "makers"}],
            "guides": ["page", "words"],
        }
    ]
    assert list(data)[4:6] == ["programs", "areas"], "new kinds come last in RECORDS"
    form = schema.schema(Rules())
    assert invalid(data, form) == []
    for key, wrong in {
        "motto": [],
        "places": "sea",
        "host": "Not a slug",
        "run_by": ["lead"],
        "guides": [""],
        "nickname": "Secret",
    }.items():
        broken = {**data, "programs": [{**data["programs"][0], key: wrong}]}
        assert len(invalid(broken, form)) == 1, key


def test_unknown_options_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Options without a value are left out, except for lists, which are empty."""
    monkeypatch.setattr(compass_json, "LARGEST_FIRST", (Program,))
    monkeypatch.setattr(compass_json, "plural", lambda kind: f"{kind}s")
    [data] = organization(site(Directory.build([program()])))["programs"]
    assert list(data)[5:] == ["places", "run_by", "guides"]
    assert data["places"] == data["run_by"] == data["guides"] == []
