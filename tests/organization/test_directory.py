"""The merged organization: what belongs to what, and that the order of records is no matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import area, directory, mention, page, role, team
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.objects import Area, DeclaredObject, Role, Team
from sphinx_compass.organization.options import Inverse, options_of
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Label, Page, Placement, Reference, Term
from sphinx_compass.organization.review_record import Review, ReviewRecord
from sphinx_compass.organization.rules import Rules
from sphinx_compass.organization.text import title_mark

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

LEAD = role("Product Lead", slug="lead", aliases="Boss, Head of Product")
COUNCIL = team("Council", 30, kind="governing")
MAKERS = team("Makers", 40, kind="service")


# -- by name --------------------------------------------------------------------


def test_of_kind() -> None:
    """Roles, teams and areas are sorted by name, whatever their case, slug and location."""
    found = directory(
        role("beta", 1, slug="a"),
        role("Alpha", 2, slug="z"),
        team("d", 3),
        team("C", 4),
        area("F", 5),
        area("e", 6),
    )
    assert [item.name for item in found.of_kind(Role)] == ["Alpha", "beta"]
    assert [item.name for item in found.of_kind(Team)] == ["C", "d"]
    assert [item.name for item in found.of_kind(Area)] == ["e", "F"]
    assert directory().of_kind(Role) == ()
    assert found.of_kind(DeclaredObject) == ()


def test_of_kind_with_one_name() -> None:
    """Objects of the same name are sorted by slug."""
    second, first = role("Maker", 1, slug="b"), role("MAKER", 2, slug="a")
    assert directory(second, first).of_kind(Role) == (first, second)


def test_each_object_once() -> None:
    """Of two declarations, the first in the order of pages and lines is the object."""
    first, second = role("Maker", 9, docname="a"), role("maker", 2, docname="b")
    found = directory(second, first)
    assert found.declared == (first, second)
    assert found.objects == {("role", "maker"): first}
    assert found.of_kind(Role) == (first,)


def test_meant() -> None:
    """A mention means an object of the asked type only."""
    found = directory(LEAD, MAKERS)
    assert found.meant(Role, mention("boss")) == LEAD
    assert found.meant(Team, mention("makers")) == MAKERS
    assert found.meant(Team, mention("boss")) is None
    assert found.meant(Role, mention("Nobody")) is None
    assert found.meant(Role, None) is None


def test_text() -> None:
    """Marks in a summary become the names of what they mean; other names stay as written."""
    marked = (
        f"With {title_mark('role', 'boss')}, {title_mark('team', 'boss')}, "
        f"{title_mark('area', 'PRODUCT')} and {title_mark('open-program', 'x')}."
    )
    assert directory(LEAD, area("Product", 9)).text(marked) == (
        "With Product Lead, boss, Product and x."
    )


def test_page_of() -> None:
    """The front matter of a page is found by its docname."""
    one, two = page("one", owner="Lead"), page("two")
    assert Directory.build(pages=[two, one]).page_of == {"one": one, "two": two}


# -- what belongs to what ----------------------------------------------------------


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
    """The card and the data, which ask for targets, do not show a team that does not govern."""
    makers = role("A", 50, reports_to="makers")
    council = role("B", 60, reports_to="council")
    found = directory(COUNCIL, MAKERS, makers, council)
    assert found.targets(makers, "reports_to") == ()
    assert found.targets(council, "reports_to") == (COUNCIL,)
    assert found.sources(MAKERS, Role, "reports_to") == ()
    assert found.incoming(MAKERS)[Inverse("Reports here", "reports-to")] == ()


def test_governing_kinds_are_configured() -> None:
    """Which teams govern is the project's own decision."""
    makers, council = role("A", 50, reports_to="makers"), role("B", 60, reports_to="council")
    found = directory(
        COUNCIL, MAKERS, makers, council, rules=Rules(governing_kinds=("service", "board"))
    )
    assert found.manager(makers) == MAKERS
    assert found.manager(council) is None


def test_role_goes_before_team_as_manager() -> None:
    """If a role and a governing team share a name, a role reports to the role."""
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
    """Targets come in the order written, each once; a name that means nothing is left out."""
    maker = role("Maker", 50, teams="Makers, Nobody, council, MAKERS", status="new", area="Product")
    found = directory(COUNCIL, MAKERS, maker)
    assert found.targets(maker, "teams") == (MAKERS, COUNCIL)
    assert found.targets(maker, "area") == ()
    assert found.targets(maker, "reports_to") == ()
    assert found.targets(maker, "status") == ()


def test_sources() -> None:
    """What leads to an object is found by any name that means it, sorted by name."""
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
    """A team and an area of one name have sources of their own."""
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
    """Each line of a card has what leads there, areas before teams; a line may be empty."""
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
    """A role owns the pages that name it, in the order of docnames."""
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


# -- merging ----------------------------------------------------------------------


def test_nothing() -> None:
    """Without records there is an empty organization with default settings."""
    empty = Directory.build()
    assert empty == Directory()
    assert empty.rules == Rules()
    assert empty.reviews == ReviewRecord()
    assert empty.titles == {}


def test_build_keeps_all() -> None:
    """Settings, reviews, titles, labels and placements are those that were given, sorted."""
    titles = {"b": "B", "a": "A"}
    here, there = Location("a", 1), Location("b", 1)
    placements = [
        Placement("team-list", here),
        Placement("role-list", there),
        Placement("role-list", here),
    ]
    labels = [Label("b", "a", "x"), Label("a", "a", "y")]
    reviews = ReviewRecord({"a": Review("2026-05-01", {})})
    found = Directory.build(
        titles=titles,
        labels=labels,
        placements=placements,
        rules=Rules(top_role="Lead"),
        reviews=reviews,
    )
    titles.clear()
    assert found.titles == {"b": "B", "a": "A"}
    assert found.labels == (labels[1], labels[0])
    assert found.placements == (placements[2], placements[0], placements[1])
    assert found.rules == Rules(top_role="Lead")
    assert found.reviews == reviews


_PLACES = st.builds(Location, st.sampled_from("abc"), st.integers(1, 5))
_NAMES = st.sampled_from(("Maker", "maker", "Lead", "Hub Engineer"))


@st.composite
def _declared(draw: st.DrawFn) -> list[DeclaredObject]:
    """Return declarations, each on a line of its own."""
    makers: tuple[Callable[..., DeclaredObject], ...] = (role, team, area)
    return [
        draw(st.sampled_from(makers))(draw(_NAMES), place.line, docname=place.docname)
        for place in draw(st.lists(_PLACES, unique=True, max_size=6))
    ]


@given(
    declared=_declared(),
    references=st.lists(
        st.builds(Reference, _PLACES, st.sampled_from([*KINDS, "term"]), _NAMES), max_size=6
    ),
    terms=st.lists(
        st.builds(lambda name, place: Term((name,), (name,), "", place), _NAMES, _PLACES),
        max_size=6,
    ),
    pages=st.lists(st.builds(Page, st.sampled_from("abcdef")), unique_by=lambda page: page.docname),
    randomness=st.randoms(use_true_random=False),
)
def test_order_of_records_does_not_matter(
    declared: list[DeclaredObject],
    references: list[Reference],
    terms: list[Term],
    pages: list[Page],
    randomness: random.Random,
) -> None:
    """Records that come in another order make the same organization."""

    def build() -> Directory:
        return Directory.build(declared, terms=terms, pages=pages, references=references)

    before = build()
    for records in (declared, references, terms, pages):
        randomness.shuffle(records)
    after = build()
    assert after == before
    assert list(after.objects.items()) == list(before.objects.items())
    assert list(after.index.digests.items()) == list(before.index.digests.items())
