"""The merged organization: look-ups, and that it does not depend on the order of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from records import area, directory, mention, page, role, team
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.objects import Area, DeclaredObject, Role, Team
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
    """Roles, teams and areas are sorted by name, ignoring case."""
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
    """If an object is declared twice, the first declaration by page and line counts."""
    first, second = role("Maker", 9, docname="a"), role("maker", 2, docname="b")
    found = directory(second, first)
    assert found.declared == (first, second)
    assert found.objects == {("role", "maker"): first}
    assert found.of_kind(Role) == (first,)


def test_meant() -> None:
    """A mention only finds objects of the requested type."""
    found = directory(LEAD, MAKERS)
    assert found.meant(Role, mention("boss")) == LEAD
    assert found.meant(Team, mention("makers")) == MAKERS
    assert found.meant(Team, mention("boss")) is None
    assert found.meant(Role, mention("Nobody")) is None
    assert found.meant(Role, None) is None


def test_text() -> None:
    """Marks in a summary are replaced with current names; unknown names stay as written."""
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


# -- merging ----------------------------------------------------------------------


def test_nothing() -> None:
    """Without records there is an empty organization with default settings."""
    empty = Directory.build()
    assert empty == Directory()
    assert empty.rules == Rules()
    assert empty.reviews == ReviewRecord()
    assert empty.titles == {}


def test_build_keeps_all() -> None:
    """Settings, reviews, titles, labels and placements are kept, sorted."""
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
    """Return declarations on separate lines."""
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
    """Records in any order give the same organization."""

    def build() -> Directory:
        return Directory.build(declared, terms=terms, pages=pages, references=references)

    before = build()
    for records in (declared, references, terms, pages):
        randomness.shuffle(records)
    after = build()
    assert after == before
    assert list(after.objects.items()) == list(before.objects.items())
    assert list(after.index.digests.items()) == list(before.index.digests.items())
