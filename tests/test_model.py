"""The records of the organisation, and the look-ups of the merged whole."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.model import (
    KINDS,
    SLUG_PATTERN,
    Directory,
    Location,
    Page,
    Reference,
    Term,
    fold,
    slugify,
    title_mark,
)
from conftest import ROOT
from records import area, directory, role, team

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from sphinx_compass.organization.model import Declared, Kind

PURE = (
    "organization.model",
    "organization.checks",
    "source.frontmatter",
    "source.options",
    "views.facts",
)

# Loads modules of the package without its __init__, whose setup() needs Sphinx.
_LOAD = """
import importlib, sys, types
folder, name = sys.argv[1:]
package = sys.modules["sphinx_compass"] = types.ModuleType("sphinx_compass")
package.__path__ = [folder]
importlib.import_module(f"sphinx_compass.{name}")
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"docutils", "sphinx"}))
"""


@pytest.mark.parametrize("name", PURE)
def test_no_sphinx(name: str) -> None:
    """A pure module, and all that it imports, does without Sphinx and docutils."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _LOAD, str(ROOT / "_ext" / "sphinx_compass"), name],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == []


# -- names ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Product and Community Lead", "product-and-community-lead"),
        ("  Hub   Engineer ", "hub-engineer"),
        ("R&D / Operations (EU)", "r-d-operations-eu"),
        ("Équipe Zürich", "equipe-zurich"),
        ("Level 2 Support", "level-2-support"),
        ("-_-", ""),
        ("日本", ""),
    ],
)
def test_slugify(name: str, slug: str) -> None:
    """A slug is lowercase ASCII words with hyphens, or empty where there is no word."""
    assert slugify(name) == slug


@given(st.text())
def test_slug_is_a_slug(name: str) -> None:
    """Whatever the name, its slug is valid or empty, and is its own slug."""
    slug = slugify(name)
    assert slug == "" or SLUG_PATTERN.fullmatch(slug)
    assert slugify(slug) == slug


@given(st.text())
def test_fold_is_idempotent(name: str) -> None:
    """A name that is folded already stays as it is, and so does one with more space."""
    assert fold(fold(name)) == fold(name)
    assert fold(f" {name}\n") == fold(name)


def test_identity() -> None:
    """Kind and slug make key and label; the location names the page."""
    item = team("Makers", 7, docname="other", slug="the-makers")
    assert (item.key, item.label, item.docname, str(item.location)) == (
        ("team", "the-makers"),
        "team-the-makers",
        "other",
        "other, line 7",
    )


def test_page_location() -> None:
    """A front matter key stands on its own line, and a lacking one on the page's first."""
    page = Page("page", lines={"owner": 3})
    assert page.location_of("owner") == Location("page", 3)
    assert page.location_of("review_in") == Location("page", 1)


# -- look-ups -------------------------------------------------------------

LEAD = role("Product Lead", slug="lead", aliases="Boss, Head of Product")
MAKER = role("Maker", 20, aliases="Builder")


@pytest.mark.parametrize(
    "name",
    [
        *("Product Lead", "PRODUCT LEAD", "product  lead", "lead", "Lead"),
        *("boss", "Boss", "Head of Product", "head-of-product"),
    ],
)
def test_find(name: str) -> None:
    """A title, a slug and an alias, in words or as a slug, mean the object, whatever the case."""
    assert directory(LEAD, MAKER).find("role", name) == (LEAD,)


@pytest.mark.parametrize(
    ("kind", "name"), [("role", "Product"), ("role", "product-lead"), ("team", "Boss")]
)
def test_find_nothing(kind: Kind, name: str) -> None:
    """Part of a name, another slug, and a name of another kind mean nothing."""
    found = directory(LEAD, MAKER)
    assert found.find(kind, name) == ()
    assert found.one(kind, name) is None


def test_kinds_are_apart() -> None:
    """An area, a team and a role may share a name."""
    declared: dict[Kind, Declared] = {
        "role": role("Product"),
        "team": team("Product", 20),
        "area": area("Product", 30),
    }
    found = directory(*declared.values())
    assert {kind: found.one(kind, "product") for kind in KINDS} == declared


def test_title_goes_before_alias() -> None:
    """A name that is one object's title and another one's alias means the first."""
    assert directory(role("Head", 20, aliases="Maker"), MAKER).find("role", "maker") == (MAKER,)


def test_shared_alias_means_both() -> None:
    """An alias of two objects means both, and the first of them where one is needed."""
    first, second = role("A", aliases="Guide"), role("B", 20, aliases="guide")
    found = directory(second, first)
    assert found.find("role", "Guide") == (first, second)
    assert found.one("role", "Guide") == first


def test_declared_twice() -> None:
    """The first declaration in the order of pages and lines counts, and all are kept."""
    first, second = role("Maker", 9, docname="a"), role("maker", 2, docname="b", status="new")
    found = directory(second, first)
    assert found.objects == {("role", "maker"): first}
    assert found.declared == (first, second)
    assert found.find("role", "Maker") == (first,)


@pytest.mark.parametrize(
    ("kind", "name", "close"),
    [
        ("role", "prodct lead", ("Product Lead",)),
        ("role", "Bos", ("Product Lead",)),
        ("role", "leed", ("Product Lead",)),
        ("role", "makr", ("Maker",)),
        ("role", "Treasurer", ()),
        ("team", "makr", ()),
    ],
)
def test_close_names(kind: Kind, name: str, close: tuple[str, ...]) -> None:
    """What looks like a title, slug or alias of the kind is offered by its title."""
    assert directory(LEAD, MAKER).close_names(kind, name) == close


def test_few_close_names() -> None:
    """Of many names that look alike the closest come, best first."""
    found = directory(*(role(f"Hub Engineer {n}", n) for n in range(1, 9)))
    close = found.close_names("role", "hub-engineer 7", limit=3)  # as like title as slug
    assert len(close) == 3
    assert close[0] == "Hub Engineer 7"


def test_text() -> None:
    """Marks in a summary become the titles of what they name; other names stay as written."""
    marked = (
        f"With {title_mark('role', 'boss')}, {title_mark('team', 'boss')} "
        f"and {title_mark('area', 'PRODUCT')}."
    )
    assert directory(LEAD, area("Product")).text(marked) == "With Product Lead, boss and Product."


# -- what belongs to what -------------------------------------------------


def test_sorted_by_name() -> None:
    """Roles, teams and areas come by name, whatever their case, slug and place."""
    found = directory(
        role("beta", 1, slug="a"),
        role("Alpha", 2, slug="z"),
        team("d", 3),
        team("C", 4),
        area("F", 5),
        area("e", 6),
    )
    assert [item.name for item in found.roles] == ["Alpha", "beta"]
    assert [item.name for item in found.teams] == ["C", "d"]
    assert [item.name for item in found.areas] == ["e", "F"]


def test_manager() -> None:
    """A role reports to a role, or to a team that governs, but to no other team."""
    council, makers = team("Council", 30, kind="governing"), team("Makers", 40, kind="service")
    to_role = role("A", 50, reports_to="boss")
    to_council = role("B", 60, reports_to="council")
    to_makers = role("C", 70, reports_to="makers")
    to_nobody = role("D", 80, reports_to="nobody")
    found = directory(LEAD, council, makers, to_role, to_council, to_makers, to_nobody)
    assert found.manager(to_role) == LEAD
    assert found.manager(to_council) == council
    assert found.manager(to_makers) is found.manager(to_nobody) is found.manager(LEAD) is None
    assert found.reports(LEAD) == (to_role,)
    assert found.reports(council) == (to_council,)
    assert found.reports(makers) == ()


def test_role_goes_before_team_as_manager() -> None:
    """Where a role and a governing team share a name, a role reports to the role."""
    chair = role("Council", 20)
    member = role("Member", 30, reports_to="Council")
    assert directory(chair, team("Council", kind="governing"), member).manager(member) == chair


def test_belonging() -> None:
    """Members, parts, leads and areas are found by any name that means them."""
    product = area("Product", 100, aliases="Making", lead="boss")
    makers = team("Makers", 200, lead="LEAD", area="making")
    inner = team("Inner Makers", 300, parent="makers", area="Nowhere")
    maker = role("Maker", 400, teams="Inner Makers, MAKERS", area="product")
    found = directory(LEAD, product, makers, inner, maker)
    assert found.members(makers) == found.members(inner) == (maker,)
    assert found.parts(makers) == (inner,)
    assert found.parts(inner) == ()
    assert found.roles_in(product) == (maker,)
    assert found.teams_in(product) == (makers,)
    assert found.led_by(LEAD) == (product, makers)
    assert found.led_by(maker) == ()


# -- merging --------------------------------------------------------------

_PLACES = st.builds(Location, st.sampled_from("abc"), st.integers(1, 5))
_NAMES = st.sampled_from(("Maker", "maker", "Lead", "Hub Engineer"))


@st.composite
def _declared(draw: st.DrawFn) -> list[Declared]:
    """Return declarations, of which each stands on a line of its own."""
    makers: tuple[Callable[..., Declared], ...] = (role, team, area)
    return [
        draw(st.sampled_from(makers))(draw(_NAMES), place.line, docname=place.docname)
        for place in draw(st.lists(_PLACES, unique=True, max_size=6))
    ]


@given(
    declared=_declared(),
    references=st.lists(st.builds(Reference, st.sampled_from(KINDS), _NAMES, _PLACES), max_size=6),
    terms=st.lists(
        st.builds(lambda name, place: Term((name,), (name,), "", place), _NAMES, _PLACES),
        max_size=6,
    ),
    pages=st.lists(st.builds(Page, st.sampled_from("abcdef")), unique_by=lambda page: page.docname),
    randomness=st.randoms(use_true_random=False),
)
def test_order_of_records_does_not_matter(
    declared: list[Declared],
    references: list[Reference],
    terms: list[Term],
    pages: list[Page],
    randomness: random.Random,
) -> None:
    """Records that come in another order make the same organisation."""

    def build() -> Directory:
        return Directory.build(declared, terms=terms, pages=pages, references=references)

    before = build()
    for records in (declared, references, terms, pages):
        randomness.shuffle(records)
    after = build()
    assert after == before
    assert list(after.objects.items()) == list(before.objects.items())
