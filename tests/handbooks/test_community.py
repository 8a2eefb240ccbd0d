"""A community project: theme furo, its own statuses and team kinds, Markdown and reST."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import jsonschema
import pytest
from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile

from handbooks.building import Site, same_in_every_way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handbooks.installing import Environment

pytestmark = pytest.mark.xdist_group("handbooks")


@pytest.fixture(scope="module")
def site(installed: Environment, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the handbook, built strictly."""
    return Site.of(installed, "html", "community", tmp_path_factory.mktemp("community"))


def soup(site: Site, docname: str) -> BeautifulSoup:
    """Return a page."""
    return BeautifulSoup(site.html(docname), "html.parser")


def links(site: Site) -> Iterator[tuple[str, str]]:
    """Yield each address on this site that a page links to or loads, with the page."""
    for path in sorted(site.out.rglob("*.html")):
        page = path.relative_to(site.out).as_posix()
        found = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for element in found.select("a[href], link[href], script[src], img[src]"):
            address = str(element.get("href") or element.get("src"))
            if not urlsplit(address).netloc and not address.startswith("data:"):
                yield page, urljoin(page, address)


def test_no_link_is_dead(site: Site) -> None:
    """Each page, file and anchor that a page links to exists."""
    anchors: dict[str, set[str]] = {}
    for name, content in site.files().items():
        text = content.decode("utf-8", "replace") if name.endswith(".html") else ""
        anchors[name] = {"", *re.findall(r'\bid="([^"]+)"', text)}
    broken = {
        (page, address)
        for page, address in links(site)
        if (parts := urlsplit(address)).fragment not in anchors.get(parts.path, ())
    }
    assert len(anchors) > 20
    assert broken == set()


def test_both_markups_declare_and_refer(site: Site) -> None:
    """Pages in each markup declare objects that pages in the other one link to."""
    inventory = InventoryFile.loads((site.out / "objects.inv").read_bytes(), uri="")
    roles = {name: item.uri for name, item in inventory.data["compass:role"].items()}
    assert roles == {
        "convener": "governance.html#role-convener",
        "event-helper": "people/coordinators.html#role-event-helper",
        "map-steward": "people/stewards.html#role-map-steward",
        "outreach-coordinator": "people/coordinators.html#role-outreach-coordinator",
        "tile-archivist": "people/stewards.html#role-tile-archivist",
    }
    assert set(inventory.data["compass:area"]) == {"mapping", "outreach"}
    assert set(inventory.data["std:term"]) == {"Bed", "Keeper", "Neighbor", "Steward", "Tile"}
    markdown, restructured = soup(site, "governance"), soup(site, "people/coordinators")
    assert markdown.select_one('a[href="glossary.html#term-Steward"]')
    assert restructured.select_one('a[href="../areas/outreach.html#team-storytellers"]')
    assert restructured.find("a", string="anybody can help")


def test_views_list_what_both_markups_declare(site: Site) -> None:
    """Lists in each markup have rows from all pages, filtered by the project's own words."""
    overview, tables = (soup(site, name) for name in ("overview", "tables"))
    roles = [cell.get_text() for cell in overview.select("#roles td:first-child a")]
    assert roles == [
        "Convener", "Event Helper", "Map Steward", "Outreach Coordinator", "Tile Archivist",
    ]  # fmt: skip
    wanted = [link.get_text() for link in overview.select("#teams-that-look-for-people li a")]
    assert wanted == ["Storytellers"]
    groups = [
        link.get_text() for link in tables.select("#chapters-and-working-groups td:first-child a")
    ]
    assert groups == ["Cartographers", "Harbor Chapter", "Hill Chapter", "Storytellers"]
    headwords = overview.select("#words .compass-term-list > li > p:first-child")
    assert [line.get_text() for line in headwords] == ["Bed", "Neighbor", "Steward Keeper", "Tile"]


def test_council_heads_the_chart_without_a_top_role(site: Site) -> None:
    """Roles that report to a team of a governing kind are below that team in the chart."""
    chart = soup(site, "overview")
    tops = [link.get_text() for link in chart.select(".compass-org > li > p > a > strong")]
    assert tops == ["Garden Council"]
    below = chart.select(".compass-org > li > ul > li > p > a > strong")
    assert [link.get_text() for link in below] == [
        "Convener", "Map Steward", "Outreach Coordinator",
    ]  # fmt: skip


def test_own_words_are_data_and_classes(site: Site) -> None:
    """A status of several words is one value in the data, one CSS class, and valid."""
    data = json.loads((site.out / "compass.json").read_text(encoding="utf-8"))
    schema = json.loads((site.out / "compass.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert {team["kind"] for team in data["teams"]} == {"council", "working group", "chapter"}
    assert {role["status"] for role in data["roles"]} == {"active", "dormant", "looking for people"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "roles": [{**data["roles"][0], "status": "vacant"}]}, schema)
    classes = {
        name
        for element in soup(site, "overview").select("#who-reports-to-whom li *")
        for name in element.get("class") or ()
        if "people" in name
    }
    assert classes == {"compass-is-looking-for-people"}


def test_pages_load_the_styles_of_views(site: Site) -> None:
    """The extension has its own styles, with any theme."""
    page = soup(site, "overview")
    styles = [str(link["href"]).partition("?")[0] for link in page.select("link[rel=stylesheet]")]
    texts = [(site.out / name).read_text(encoding="utf-8") for name in styles]
    assert any(".compass-list" in text for text in texts)
    assert any(name.endswith("furo.css") for name in styles)


def test_nothing_is_kept_without_lists_of_names_and_reviews(site: Site) -> None:
    """A handbook without those files has neither redirects nor findings about changes."""
    redirects = [
        name for name, content in site.files().items() if b'http-equiv="refresh"' in content
    ]
    assert redirects == []
    reviews = soup(site, "overview").select("#reviews tbody tr")
    assert [row.select("td")[-1].get_text(strip=True) for row in reviews] == [""] * len(reviews)


def test_every_way_of_building_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    """Serial, parallel and incremental builds are equal, with edits in both markups."""

    def edit() -> None:
        site.edit(
            "governance.md",
            "{team} Garden Council\n",
            "{team} Big Council\n:slug: garden-council\n",
        )
        site.edit("governance.md", ":aliases: The Council", ":aliases: The Council, Garden Council")
        site.edit("people/coordinators.rst", ":status: looking for people", ":status: dormant")
        site.edit("glossary.rst", "Keeper\n", "Caretaker\n")
        site.edit("words.md", "{term}`Keeper`", "{term}`Caretaker`")
        site.edit("chapters.rst", "Chapters\n========", "Local chapters\n==============")
        (site.source / "people" / "guests.md").write_text(
            "# Guests\n\n```{role} Guest\n:reports-to: Convener\n\nLooks around.\n```\n", "utf-8"
        )
        site.edit("index.rst", "   people/stewards\n", "   people/guests\n")
        (site.source / "people" / "stewards.md").rename(site.source / "areas" / "stewards.md")
        site.edit("index.rst", "   areas/outreach\n", "   areas/outreach\n   areas/stewards\n")

    same_in_every_way(site, edit, tmp_path)
