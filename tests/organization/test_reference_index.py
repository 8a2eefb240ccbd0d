"""The targets of references, and the references to each object and term."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from records import area, reference, role, team, term
from sphinx_compass.organization.directory import Directory

if TYPE_CHECKING:
    from sphinx_compass.organization.records import Reference

LEAD = role("Lead", docname="people", aliases="Boss", section="lead", digest="d-lead")
MAKERS = team("Makers", docname="people", digest="d-makers")  # at the page's top
PRODUCT = area("Product", docname="areas")
HUB = term("Hub", "Spoke", docname="words", digest="d-hub")
HUB_AGAIN = term("HUB", docname="words", line=20, digest="d-again")
NODE = term("Node", "hub", docname="words", line=30, digest="d-node")
DECLARED = (LEAD, MAKERS, PRODUCT)
TERMS = (NODE, HUB_AGAIN, HUB)


def company(*references: Reference) -> Directory:
    """Return an organization with references."""
    return Directory.build(DECLARED, terms=TERMS, references=references)


INDEX = company().index


@pytest.mark.parametrize("name", ["Hub", "hub", "HUB", "spoke"])
def test_term(name: str) -> None:
    """A term is found by any headword, in any case; the first definition counts."""
    assert INDEX.term(name) == HUB


def test_no_term() -> None:
    """Other words are not terms."""
    assert INDEX.term("Lead") is None
    assert INDEX.term("node") == NODE


@pytest.mark.parametrize(
    ("key", "target"),
    [
        ("role:lead", LEAD),
        ("team:makers", MAKERS),
        ("area:product", PRODUCT),
        ("term:hub", HUB),
        ("term:node", NODE),
        ("term:spoke", None),
        ("role:boss", None),
        ("role:makers", None),
    ],
)
def test_target(key: str, target: object) -> None:
    """A target key is a kind and a slug, or the first headword of a term."""
    assert INDEX.target(key) == target


def test_digests() -> None:
    """Each target has the digest of its first declaration or definition."""
    assert INDEX.digests == {
        "role:lead": "d-lead",
        "team:makers": "d-makers",
        "area:product": "",
        "term:hub": "d-hub",
        "term:node": "d-node",
    }


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        ("role", "boss", "role:lead"),
        ("role", "Makers", None),
        ("role", "Hub", None),
        ("role", "role-lead", None),
        ("team", "makers", "team:makers"),
        ("area", "PRODUCT", "area:product"),
        ("term", "Spoke", "term:hub"),
        ("term", "Lead", None),
        ("label", "role-lead", "role:lead"),
        ("label", "Team-Makers", "team:makers"),
        ("label", "Lead", None),
        ("label", "Hub", None),
        ("any", "team-makers", "team:makers"),
        ("any", "Boss", "role:lead"),
        ("any", "makers", "team:makers"),
        ("any", "product", "area:product"),
        ("any", "spoke", "term:hub"),
        ("any", "Nobody", None),
        ("page", "Lead", None),
    ],
)
def test_key_of(kind: str, name: str, key: str | None) -> None:
    """A reference has a target of its kind; `any` has the first target of any kind."""
    assert INDEX.key_of(reference(kind, name)) == key


def test_any_prefers() -> None:
    """`any` prefers labels, then roles, teams, areas, then terms."""
    everything = [
        role("Other", slug="a", aliases="team-x"),
        team("X"),
        role("Y"),
        team("Y"),
        team("Z"),
        area("Z"),
        area("W"),
    ]
    index = Directory.build(everything, terms=[term(*"XYZW")]).index
    assert [index.key_of(reference("any", name)) for name in ("team-x", "y", "z", "w")] == [
        "team:x",
        "role:y",
        "team:z",
        "area:w",
    ]


def test_keys_by_page() -> None:
    """A page has the key of each target once, without unknown names."""
    index = company(
        reference("role", "boss", "guide"),
        reference("role", "Lead", "guide", line=2),
        reference("term", "spoke", "guide"),
        reference("role", "Nobody", "guide"),
        reference("role", "Lead", "people", anchor="lead"),
        reference("role", "Nobody", "lost"),
    ).index
    assert index.keys_by_page == {
        "guide": {"role:lead", "term:hub"},
        "people": {"role:lead"},
    }


def test_references_to() -> None:
    """References are grouped by the key of their target, in the order of locations."""
    first = reference("role", "boss", "a", line=5)
    second = reference("any", "lead", "b", line=2)
    third = reference("role", "lead", "b", line=3)
    of_term = reference("term", "spoke", "b", line=1)
    index = company(third, of_term, first, second, reference("role", "Nobody")).index
    assert index.references_to == {
        "role:lead": (first, second, third),
        "term:hub": (of_term,),
    }


@pytest.mark.parametrize(
    ("item", "own"),
    [
        (reference("role", "Lead", "people", anchor="lead"), True),
        (reference("role", "Lead", "people", anchor="other"), False),
        (reference("role", "Lead", "people"), False),
        (reference("role", "Lead", "other", anchor="lead"), False),
        (reference("team", "Makers", "people"), True),
        (reference("team", "Makers", "people", anchor="lead"), False),
        (reference("term", "Hub", "words", anchor="term-hub"), True),
        (reference("term", "Hub", "words", anchor="term-spoke"), True),
        (reference("term", "Hub", "words", anchor="term-node"), False),
        (reference("term", "Hub", "words"), False),
        (reference("term", "Hub", "other", anchor="term-hub"), False),
    ],
)
def test_own_references(item: Reference, *, own: bool) -> None:
    """References from an object's own section, or a term's own definition, are left out."""
    assert list(company(item).index.references_to.values()) == ([] if own else [(item,)])
