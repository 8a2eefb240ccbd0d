"""Relations between objects of an organization."""

from __future__ import annotations

import pytest

from records import area, directory, mention, page, role, team
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.objects import Area, Role, Team
from sphinx_compass.organization.options import Inverse, options_of
from sphinx_compass.organization.rules import Rules

LEAD = role("Product Lead", slug="lead", aliases="Boss, Head of Product")
COUNCIL = team("Council", 30, kind="governing")
MAKERS = team("Makers", 40, kind="service")


def test_manager() -> None:
    """A role reports to a role, or to a team that governs, but to no other team."""
    to_role = role("A", 50, reports_to="boss")
    to_council = role("B", 60, reports_to="council")
    to_makers = role("C", 70, reports_to="makers")
    to_nobody = role("D", 80, reports_to="nobody")
    found = directory(LEAD, COUNCIL, MAKERS, to_role, to_council, to_makers, to_nobody)
    assert found.manager(to_role) == LEAD
    assert found.manager(to_council) == COUNCIL
    assert found.manager(to_makers) is found.manager(to_nobody) is found.manager(LEAD) is None
    assert found.reports(LEAD) == (to_role,)
    assert found.reports(COUNCIL) == (to_council,)
    assert found.reports(MAKERS) == ()


def test_not_governing_team_is_no_target() -> None:
    """A team that does not govern is not a target, so cards and data do not show it."""
    makers = role("A", 50, reports_to="makers")
    council = role("B", 60, reports_to="council")
    found = directory(COUNCIL, MAKERS, makers, council)
    assert found.targets(makers, "reports_to") == ()
    assert found.targets(council, "reports_to") == (COUNCIL,)
    assert found.sources(MAKERS, Role, "reports_to") == ()
    assert found.incoming(MAKERS)[Inverse("Reports here", "reports-to")] == ()


def test_governing_kinds_are_configured() -> None:
    """A setting decides which teams govern."""
    makers, council = role("A", 50, reports_to="makers"), role("B", 60, reports_to="council")
    found = directory(
        COUNCIL, MAKERS, makers, council, rules=Rules(governing_kinds=("service", "board"))
    )
    assert found.manager(makers) == MAKERS
    assert found.manager(council) is None


def test_role_goes_before_team_as_manager() -> None:
    """If a role and a governing team have the same name, the role is the manager."""
    chair, member = role("Council", 20), role("Member", 35, reports_to="Council")
    found = directory(chair, COUNCIL, member)
    assert found.manager(member) == chair
    assert found.reports(chair) == (member,)
    assert found.reports(COUNCIL) == ()


def test_target() -> None:
    """A value leads to the first of the option's kinds that has the name."""
    found = directory(LEAD, COUNCIL, MAKERS)
    reports_to, teams = (options_of(Role)[name] for name in ("reports_to", "teams"))
    assert found.target(reports_to, mention("Boss")) == LEAD
    assert found.target(reports_to, mention("Council")) == COUNCIL
    assert found.target(reports_to, mention("Makers")) is None
    assert found.target(teams, mention("Makers")) == MAKERS
    assert found.target(teams, mention("Boss")) is None
    assert found.target(options_of(Area)["page"], mention("page")) is None


def test_targets() -> None:
    """Targets are in the order written, each once, without unknown names."""
    maker = role("Maker", 50, teams="Makers, Nobody, council, MAKERS", status="new", area="Product")
    found = directory(COUNCIL, MAKERS, maker)
    assert found.targets(maker, "teams") == (MAKERS, COUNCIL)
    assert found.targets(maker, "area") == ()
    assert found.targets(maker, "reports_to") == ()
    assert found.targets(maker, "status") == ()


def test_sources() -> None:
    """Objects that refer to another one by any of its names are sorted by name."""
    product = area("Product", 100, aliases="Making", lead="boss")
    makers = team("Makers", 200, lead="LEAD", area="making")
    inner = team("Inner Makers", 300, parent="makers", area="Nowhere")
    zoe = role("Zoe", 400, teams="Inner Makers, MAKERS", area="product")
    adam = role("Adam", 500, teams="makers", area="making", reports_to="Zoe")
    found = directory(LEAD, product, makers, inner, zoe, adam)
    assert found.sources(makers, Role, "teams") == (adam, zoe)
    assert found.sources(inner, Role, "teams") == (zoe,)
    assert found.sources(makers, Team, "parent") == (inner,)
    assert found.sources(inner, Team, "parent") == ()
    assert found.sources(product, Role, "area") == (adam, zoe)
    assert found.sources(product, Team, "area") == (makers,)
    assert found.sources(LEAD, Area, "leads") == (product,)
    assert found.sources(LEAD, Team, "leads") == (makers,)
    assert found.sources(LEAD, Role, "reports_to") == ()


def test_sources_of_the_same_name() -> None:
    """A team and an area of the same name have different sources."""
    here, there = team("Product", 10), area("Product", 20)
    of_team, of_area = role("A", 30, teams="Product"), role("B", 40, area="Product")
    found = directory(here, there, of_team, of_area)
    assert found.sources(here, Role, "teams") == (of_team,)
    assert found.sources(here, Role, "area") == ()
    assert found.sources(there, Role, "area") == (of_area,)
    assert found.sources(there, Role, "teams") == ()


def test_area_of() -> None:
    """A role and a team belong to an area; an area belongs to none."""
    product = area("Product", 100)
    inside, outside = role("A", 1, area="product"), role("B", 10)
    lost, makers = role("C", 20, area="Nowhere"), team("D", 30, area="PRODUCT")
    found = directory(product, inside, outside, lost, makers)
    assert [found.area_of(item) for item in (inside, makers, outside, lost, product)] == [
        product,
        product,
        None,
        None,
        None,
    ]


def test_led_by() -> None:
    """A role leads areas, then teams, each group sorted by name."""
    groups = (
        team("Zebras", 10, lead="lead"),
        team("Ants", 20, lead="Nobody, boss"),
        area("Zoo", 30, lead="Product Lead"),
        area("Attic", 40, lead="lead"),
        area("Cellar", 50),
    )
    found = directory(LEAD, *groups)
    zebras, ants, zoo, attic, _cellar = groups
    assert found.led_by(LEAD) == (attic, zoo, ants, zebras)
    assert found.led_by(role("Nobody", 60)) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "role lead",
            {"Reports here": ["Adam", "Zoe"], "Leads": ["Product", "Support", "Inner", "Makers"]},
        ),
        ("role adam", {"Reports here": [], "Leads": []}),
        ("team makers", {"Parts": ["Inner"], "Reports here": [], "Roles": ["Adam", "Zoe"]}),
        ("team council", {"Parts": [], "Reports here": ["Product Lead"], "Roles": []}),
        ("area product", {"Roles": ["Zoe"], "Teams": ["Makers"]}),
    ],
)
def test_incoming(name: str, expected: dict[str, list[str]]) -> None:
    """Each line has the objects that refer to the role, areas before teams; it may be empty."""
    found = directory(
        role("Product Lead", slug="lead", aliases="Boss", reports_to="Council"),
        COUNCIL,
        team("Makers", 200, lead="lead", area="Product"),
        team("Inner", 210, lead="lead", parent="Makers"),
        area("Support", 300, lead="boss"),
        area("Product", 310, lead="lead"),
        role("Zoe", 400, reports_to="lead", teams="Makers", area="Product"),
        role("Adam", 500, reports_to="boss", teams="makers"),
    )
    kind, slug = name.split()
    lines = found.incoming(found.objects[kind, slug])
    shown = [(line.label, [item.name for item in items]) for line, items in lines.items()]
    assert shown == list(expected.items())


def test_pages_of() -> None:
    """A role owns the pages that name it as owner, in the order of docnames."""
    maker = role("Maker", 20)
    found = Directory.build(
        [LEAD, maker, team("Boss", 30)],
        pages=[
            page("c", owner="boss"),
            page("a", owner="Product Lead"),
            page("b"),
            page("d", owner="Nobody"),
        ],
    )
    assert [item.docname for item in found.pages_of(LEAD)] == ["a", "c"]
    assert found.pages_of(maker) == ()
    assert found.pages_of(found.objects["team", "boss"]) == ()
