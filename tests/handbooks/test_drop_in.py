"""A handbook that used Sphinx's ``add_crossref_type`` before.

Its pages and settings are like those of public team handbooks.  The tests build the same
sources before and after the extension replaces that line, and compare the sites.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.util.inventory import InventoryFile

from handbooks.building import Site, differing, same_in_every_way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handbooks.installing import Environment

pytestmark = pytest.mark.xdist_group("handbooks")

LINES = """\
    app.add_crossref_type("team", "team")
    app.add_crossref_type("role", "role")
"""


class Link(NamedTuple):
    """A link on a page: its text and its target."""

    page: str
    text: str
    target: str  # text at the target


def located(page: str, address: str) -> tuple[str, str]:
    """Return the file and the anchor that an address on a page leads to."""
    parts = urlsplit(urljoin(f"https://example.org/{page}", address))
    file = parts.path.removeprefix("/")
    return f"{file}index.html" if file.endswith("/") or not file else file, parts.fragment


class Pages:
    """The pages of a site, by their file."""

    def __init__(self, site: Site) -> None:
        self.found = {
            path.relative_to(site.out).as_posix(): BeautifulSoup(
                path.read_text(encoding="utf-8"), "html.parser"
            )
            for path in sorted(site.out.rglob("*.html"))
        }

    def anchors(self) -> Iterator[tuple[str, str]]:
        """Yield each page's anchors."""
        for name, page in self.found.items():
            for element in page.find_all(id=True):
                yield name, str(element["id"])

    def place(self, name: str, anchor: str) -> str:
        """Return the text at an anchor, which is a heading, a paragraph or a box."""
        if not anchor:
            return f"page {name}"
        element = self.found[name].find(id=anchor)
        assert element is not None, f"{name} has no anchor '{anchor}'"
        if element.name == "span" and not element.get_text() and element.parent is not None:
            element = element.parent
        heading = element.find(re.compile("h[1-6]")) if element.name == "section" else None
        return " ".join(f"{element.name} {(heading or element).get_text()}".split())

    def links(self) -> Iterator[Link]:
        """Yield each link in the text of a page to a place on this site."""
        for name, page in self.found.items():
            for element in page.select("div.body a.internal[href]"):
                text = " ".join(element.get_text().split())
                yield Link(name, text, self.place(*located(name, str(element["href"]))))


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def builder(request: pytest.FixtureRequest) -> str:
    """Return each builder that makes a site."""
    return str(request.param)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, builder: str) -> Path:
    """Return a folder for the sites of a builder."""
    return tmp_path_factory.mktemp(builder)


@pytest.fixture(scope="module")
def before(installed: Environment, builder: str, folder: Path) -> Site:
    """Return the handbook built with Sphinx's own directive."""
    return Site.of(installed, builder, "drop-in", folder / "before")


@pytest.fixture(scope="module")
def after(installed: Environment, builder: str, folder: Path) -> Site:
    """Return the handbook built with the extension instead."""
    site = Site.copy(installed, builder, "drop-in", folder / "after")
    site.edit("conf.py", LINES, "")
    site.edit("conf.py", "extensions = [\n", 'extensions = [\n    "sphinx_compass",\n')
    site.build()
    return site


def test_every_file_and_anchor_is_still_there(before: Site, after: Site) -> None:
    """No published address is lost, and each one leads to the same place."""
    old, new = Pages(before), Pages(after)
    assert sorted(set(before.files()) - set(after.files())) == []
    anchors = list(old.anchors())
    assert ("team/index.html", "std-team-Core-Team") in anchors
    assert sorted(set(anchors) - set(new.anchors())) == []
    moved = [
        (page, anchor)
        for page, anchor in anchors
        if old.place(page, anchor) != new.place(page, anchor)
    ]
    assert moved == []


def test_every_link_leads_to_the_same_place(before: Site, after: Site) -> None:
    """Links have the same text, the same order and the same targets."""
    expected, found = list(Pages(before).links()), Pages(after).links()
    assert len(expected) > 40
    assert [link for link in expected if link not in found] == [], "in this order"


def test_every_text_is_still_there(before: Site, after: Site) -> None:
    """Headings, paragraphs, boxes and tables have the same text in the same order."""
    blocks = "div.body :is(h1, h2, h3, p, li, td, th), title, header, p.banner"
    for name, page in Pages(before).found.items():
        if name.startswith(("genindex", "search")):
            continue
        found = iter(element.get_text() for element in Pages(after).found[name].select(blocks))
        texts = [element.get_text() for element in page.select(blocks)]
        assert [text for text in texts if text not in found] == [], name


def test_names_for_other_sites_stay(before: Site, after: Site) -> None:
    """Other sites can still link to a team or a label by its name, at the same place."""
    old, new = (
        InventoryFile.loads((site.out / "objects.inv").read_bytes(), uri="").data
        for site in (before, after)
    )
    pages = Pages(after)
    names = [
        (kind, name, located("", item.uri))
        for kind in ("std:team", "std:role", "std:label", "std:doc")
        for name, item in old[kind].items()
    ]
    # Sphinx always has labels for an index of Python modules.
    names = [(kind, name, place) for kind, name, place in names if place[0] in pages.found]
    assert ("std:team", "Core Team", ("team/index.html", "std-team-Core-Team")) in names
    assert [(kind, name) for kind, name, _ in names if name not in new.get(kind, {})] == []
    for kind, name, place in names:
        assert pages.place(*located("", new[kind][name].uri)) == pages.place(*place), name


def test_sections_are_objects(after: Site) -> None:
    """Each directive declares the section below it, with its first sentence as summary."""
    data = json.loads((after.out / "compass.json").read_text(encoding="utf-8"))
    teams = {team["name"]: team for team in data["teams"]}
    assert set(teams) == {
        "Core Team", "Emeritus Team", "Harbor Hosts", "Newsletter Crew", "Night Watch",
        "Outreach Crew", "Service Team", "Spring Hosts", "Steering Council",
        "Tide Lab Community", "v1.2_x Team", "Été & Über Team",
    }  # fmt: skip
    roles = {role["name"]: role for role in data["roles"]}
    assert set(roles) == {
        "Data Steward", "Engineer", "Gauge Guide", "Gauge Host", "Instrument Engineer",
        "Speaker", "Substitute Speaker",
    }  # fmt: skip
    assert teams["Core Team"]["summary"] == "Keeps the instruments and the data in order."
    assert teams["Outreach Crew"]["summary"] == "Talks to schools."
    assert teams["Tide Lab Community"]["summary"] == "We measure tides and publish what we measure."
    assert (
        roles["Engineer"]["summary"]
        == roles["Instrument Engineer"]["summary"]
        == ("An Engineer builds, repairs and calibrates gauges.")
    )
    pages = Pages(after)
    for entry in (*teams.values(), *roles.values()):
        assert pages.place(*located("", entry["address"]))


def test_redirects_are_those_of_rediraffe(before: Site, after: Site) -> None:
    """Each redirect page and rediraffe's record are the same, byte for byte."""
    old, new = before.files(), after.files()
    redirects = [name for name, content in old.items() if b"This page moved" in content]
    assert len(redirects) == 5
    for name in (*redirects, "_rediraffe_redirected.json"):
        assert new.get(name) == old[name], name


def test_theme_and_templates_stay(before: Site, after: Site) -> None:
    """Pages have the same layout, and load the same styles and scripts in the same order."""
    old, new = Pages(before).found, Pages(after).found
    for name, page in old.items():
        loaded = iter(_loaded(new[name]))
        assert [address for address in _loaded(page) if address not in loaded] == [], name


def _loaded(page: BeautifulSoup | Tag) -> list[str]:
    return [
        str(element.get("href") or element.get("src"))
        for element in page.select("link[rel=stylesheet], script[src]")
    ]


def test_redirects_from_a_file(before: Site, after: Site, tmp_path: Path) -> None:
    """Redirects in a file are kept as well."""
    option = ("-D", "rediraffe_redirects=redirects.txt")
    assert differing(after.files(), after.rebuilt(tmp_path, *option).files()) == []
    assert "_rediraffe_redirected.json" in before.files()


def test_extension_in_place_of_the_line_itself(after: Site, tmp_path: Path) -> None:
    """The extension can also be loaded in ``setup()`` instead of that line."""
    site = Site.copy(after.environment, after.builder, "drop-in", tmp_path)
    site.edit("conf.py", LINES, '    app.setup_extension("sphinx_compass")\n')
    site.build()
    assert differing(after.files(), site.files()) == []


def test_docutils_roles_stay(installed: Environment, tmp_path: Path) -> None:
    """A handbook that used ``add_crossref_type`` only for teams keeps its inline roles."""
    site = Site.copy(installed, "html", "drop-in", tmp_path)
    for path in site.source.rglob("*.md"):
        path.unlink()
    for name, text in {
        "conf.py": (
            'extensions = ["sphinx_compass", "myst_parser"]\nexclude_patterns = ["pr*", "res*"]\n'
        ),
        "index.rst": (
            ".. role:: marked(strong)\n   :class: yellow\n.. role:: dim\n\n"
            "Home\n====\n\n:marked:`One` and :dim:`two`.\n\n.. toctree::\n\n   teams\n"
        ),
        "teams.md": (
            "```{role} dim\n```\n```{role} tinted(emphasis)\n:class: blue\n```\n\n"
            "# Teams\n\nThree are {dim}`dim`, four are {tinted}`blue`.\n"
        ),
    }.items():
        (site.source / name).write_text(text, encoding="utf-8")
    site.build()
    home, teams = (BeautifulSoup(site.html(name), "html.parser") for name in ("index", "teams"))
    assert [text.get_text() for text in home.select("strong.yellow, span.dim")] == ["One", "two"]
    assert [text.get_text() for text in teams.select("span.dim, em.blue")] == ["dim", "blue"]


def test_every_way_of_building_gives_the_same_bytes(after: Site, tmp_path: Path) -> None:
    """Serial, parallel and incremental builds are equal, including redirects."""

    def edit() -> None:
        after.edit("team/index.md", "Keeps the instruments", "Cares for the instruments")
        after.edit("team/index.md", "{team} Emeritus Team", "{team} Former Members")
        after.edit("team/structure.md", "{std:team}`Emeritus Team`", "{team}`Former Members`")
        after.edit("practices/communication.rst", "Talks to schools", "Visits schools")
        after.edit("resources/members.md", "Ada and Bo", "Ada, Bo and Cy")
        (after.source / "team" / "new.md").write_text(
            "```{team} Newcomers\n```\n# Newcomers\n\nThey ask the {team}`Core Team`.\n", "utf-8"
        )
        after.edit("index.md", "team/structure\n", "team/structure\nteam/new\n")

    same_in_every_way(after, edit, tmp_path)
