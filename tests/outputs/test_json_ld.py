"""The JSON-LD of pages."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from records import mention
from sample import ORGANIZATION, SITE, Program, program, site
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.kinds import RECORDS
from sphinx_compass.outputs import json_ld
from sphinx_compass.outputs.json_ld import as_script, linked_data


def test_linked_data() -> None:
    """Declarations and terms of a page are schema.org objects that refer to each other."""
    data = linked_data(SITE, "page")
    assert data is not None
    assert data["@context"] == "https://schema.org"
    things = {thing["name"]: thing for thing in data["@graph"]}
    assert list(things) == ["Empty", "Product", "Arriving", "Leaving", "Council", "Makers", "Spoke"]
    maker = {"@type": "OrganizationRole", "@id": "https://x.test/roles/maker/#role-maker"}
    assert things["Product"] == {
        "@type": "Organization",
        "@id": "https://x.test/page/#area-product",
        "url": "https://x.test/page/#area-product",
        "name": "Product",
        "description": "Decides.",
        "subOrganization": [{"@type": "Organization", "@id": "https://x.test/page/#team-makers"}],
        "member": [maker],
    }
    assert things["Makers"] == {
        "@type": "Organization",
        "@id": "https://x.test/page/#team-makers",
        "url": "https://x.test/page/#team-makers",
        "name": "Makers",
        "parentOrganization": [
            {"@type": "Organization", "@id": "https://x.test/page/#team-council"},
            {"@type": "Organization", "@id": "https://x.test/page/#area-product"},
        ],
        "member": [maker],
    }
    assert things["Spoke"] == {
        "@type": "DefinedTerm",
        "@id": "https://x.test/page/#Spoke",
        "url": "https://x.test/page/#Spoke",
        "name": "Spoke",
        "description": "Leads to a hub.",
        "alternateName": ["Spokes"],
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": "https://x.test/index/",
            "name": "The Compass",
        },
    }
    assert linked_data(SITE, "roles/maker") == {
        "@context": "https://schema.org",
        "@graph": [
            {
                **maker,
                "url": maker["@id"],
                "name": "Maker",
                "description": "Works with the Lead.",
                "alternateName": ["Builder", "smith"],
                "roleName": "Maker",
            }
        ],
    }


def test_groups_that_a_new_kind_is_part_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only an option that refers to groups alone gives what an object is part of."""
    monkeypatch.setattr(json_ld, "RECORDS", (*RECORDS, Program))
    item = program(host=mention("Product"), run_by=(mention("Makers"),), motto=mention("Product"))
    data = linked_data(site(Directory.build([*ORGANIZATION.declared, item])), "page")
    assert data is not None
    [thing] = [thing for thing in data["@graph"] if thing["name"] == "Outreach"]
    assert thing["@type"] == "Organization"
    assert list(thing)[4:] == ["parentOrganization"]
    assert thing["parentOrganization"] == [
        {"@type": "Organization", "@id": "https://x.test/page/#area-product"}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "]]>",
        "R&amp;D",
        "\u2028 \\ \" '",
        "é",
    ],
)
def test_no_text_ends_the_script_element(text: str) -> None:
    """A browser reads the same data, with any text of a declaration."""
    data = {"@graph": [{"description": text}]}
    page = f"<head><script type='application/ld+json'>{as_script(data)}</script></head><p>"
    soup = BeautifulSoup(page, "html5lib")
    scripts = soup.find_all("script")
    assert [json.loads(str(script.string)) for script in scripts] == [data]
    assert soup.find("p") is not None
