"""Look-ups by name, slug and alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from records import area, role, team
from sphinx_compass.organization.name_index import NameIndex

if TYPE_CHECKING:
    from sphinx_compass.organization.objects import DeclaredObject, Kind

LEAD = role("Product Lead", slug="lead", aliases="Boss, Head of Product")
MAKER = role("Maker", 20, aliases="Builder")


def names(*declared: DeclaredObject) -> NameIndex:
    """Return the name index of some declarations, in the order of locations."""
    return NameIndex(declared)


@pytest.mark.parametrize(
    "name",
    [
        *("Product Lead", "PRODUCT LEAD", "product  lead", "lead", "Lead"),
        *("boss", "Boss", "Head of Product", "head-of-product"),
    ],
)
def test_find(name: str) -> None:
    """An object is found by name, slug and alias (as written or as a slug), in any case."""
    assert names(LEAD, MAKER).find("role", name) == (LEAD,)
    assert names(LEAD, MAKER).one("role", name) == LEAD


@pytest.mark.parametrize(
    ("kind", "name"),
    [("role", "Product"), ("role", "product-lead"), ("role", ""), ("team", "Boss"), ("x", "Boss")],
)
def test_find_nothing(kind: Kind, name: str) -> None:
    """Part of a name, another slug, or a name of another kind finds nothing."""
    assert names(LEAD, MAKER).find(kind, name) == ()
    assert names(LEAD, MAKER).one(kind, name) is None


def test_alias_without_a_slug() -> None:
    """An alias that has no slug is only found as written."""
    maker = role("Maker", aliases="作る")
    assert names(maker).find("role", "作る") == (maker,)
    assert names(maker).find("role", "") == ()


def test_kinds_are_apart() -> None:
    """An area, a team and a role may have the same name."""
    declared: dict[Kind, DeclaredObject] = {
        "role": role("Product"),
        "team": team("Product", 20),
        "area": area("Product", 30),
    }
    found = names(*declared.values())
    assert {kind: found.one(kind, "product") for kind in declared} == declared


def test_name_takes_precedence_over_alias() -> None:
    """An object's name takes precedence over another object's alias."""
    assert names(MAKER, role("Head", 30, aliases="Maker")).find("role", "maker") == (MAKER,)
    assert names(role("Head", 10, aliases="Maker"), MAKER).find("role", "maker") == (MAKER,)


def test_slug_of_one_is_the_name_of_another() -> None:
    """If one object's slug is another one's name, both are found."""
    first, second = role("Alpha", slug="beta"), role("Beta", 20, slug="gamma")
    assert names(first, second).find("role", "beta") == (first, second)


def test_shared_alias_means_both() -> None:
    """An alias of two objects finds both, sorted by slug; a look-up of one gets the first."""
    first, second = role("A", 20, aliases="Guide"), role("B", 10, aliases="guide")
    assert names(second, first).find("role", "Guide") == (first, second)
    assert names(second, first).one("role", "Guide") == first


def test_alias_written_twice() -> None:
    """Repeated aliases, also in the form of a slug, find their object once."""
    maker = role("Maker", aliases="Builder, builder, BUILDER")
    assert names(maker).find("role", "builder") == (maker,)


def test_declared_twice() -> None:
    """If an object is declared twice, the first one counts, also for its aliases."""
    first, second = role("Maker", 9), role("maker", 12, status="new", aliases="Builder")
    found = names(first, second)
    assert found.objects == {("role", "maker"): first}
    assert found.find("role", "Maker") == (first,)
    assert found.find("role", "Builder") == ()
    assert found.declared == (first, second)


def test_objects_are_sorted() -> None:
    """Objects are sorted by kind and slug."""
    declared = (team("B"), role("Z", 2), role("A", 3, slug="zz"), area("X", 4))
    assert list(names(*declared).objects) == [
        ("area", "x"),
        ("role", "z"),
        ("role", "zz"),
        ("team", "b"),
    ]


def test_nothing_declared() -> None:
    """Without declarations there is nothing to find."""
    assert NameIndex().objects == {}
    assert NameIndex().find("role", "Maker") == ()
    assert NameIndex().close_names("role", "Maker") == ()


# -- close names ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "close"),
    [
        ("role", "prodct lead", ("Product Lead",)),
        ("role", "PRODCT  LEAD", ("Product Lead",)),
        ("role", "Bos", ("Product Lead",)),
        ("role", "leed", ("Product Lead",)),
        ("role", "makr", ("Maker",)),
        ("role", "buildr", ("Maker",)),
        ("role", "Treasurer", ()),
        ("team", "makr", ()),
    ],
)
def test_close_names(kind: Kind, name: str, close: tuple[str, ...]) -> None:
    """Objects with a similar name, slug or alias are suggested by name."""
    assert names(LEAD, MAKER).close_names(kind, name) == close


@pytest.mark.parametrize(
    ("name", "close"),
    [("abcdefgxyz", ("Abcdefghij",)), ("abcdefwxyz", ())],  # seven, and six, of ten letters
)
def test_how_close(name: str, close: tuple[str, ...]) -> None:
    """A name is suggested if seven of ten letters are the same."""
    assert names(role("Abcdefghij")).close_names("role", name) == close


def test_name_goes_before_alias_as_a_close_name() -> None:
    """If a spelling is one object's name and another one's alias, the first is suggested."""
    found = names(role("Head", 10, aliases="Maker, Chief"), MAKER)
    assert found.close_names("role", "makerr") == ("Maker",)


def test_first_of_shared_aliases_is_offered() -> None:
    """For an alias of two objects, the one with the first slug is suggested."""
    found = names(role("Alpha", 10, aliases="Guide"), role("Omega", 20, aliases="Guide"))
    assert found.close_names("role", "guidee") == ("Alpha",)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_few_close_names(limit: int) -> None:
    """Only the closest of many similar names are suggested, best first, each once."""
    found = names(*(role(f"Hub Engineer {n}", n) for n in range(1, 9)))
    close = found.close_names("role", "hub-engineer 7", limit)  # as similar to name as to slug
    assert len(close) == limit
    assert close[0] == "Hub Engineer 7"


def test_three_close_names_by_default() -> None:
    """By default, up to three names are suggested."""
    found = names(*(role(f"Hub Engineer {n}", n) for n in range(1, 9)))
    assert len(found.close_names("role", "hub engineer")) == 3


def test_two_spellings_of_each_close_name() -> None:
    """A name and its slug count once, so that they don't displace other names."""
    found = names(*(role(f"Hub-Engineer {n}", n) for n in range(1, 4)))
    assert len(found.close_names("role", "hub-engineer 0", 3)) == 3


def test_many_aliases_of_a_close_name() -> None:
    """The aliases of one object do not push other names out, however similar they are."""
    aliases = "Engineer A, Engineer B, Engineer C, Engineer D, Engineer E, Engineer F"
    found = names(role("Builder", aliases=aliases), role("Engine Keeper", 20))
    assert found.close_names("role", "engineer") == ("Builder", "Engine Keeper")
