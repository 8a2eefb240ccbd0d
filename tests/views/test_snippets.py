"""The forms of links from other sites, for every name."""

from __future__ import annotations

import pytest

from records import area, role, team, term
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.records import Label
from sphinx_compass.views.snippets import HEADINGS, LinkableName, LinkBase, forms, linkable_names

BASE = "https://handbook.example/en/"
LINK_BASE = LinkBase("tc", BASE)


def test_names_are_in_the_order_of_kinds_and_titles() -> None:
    """Every headword is a name; if two terms have it, it leads to the first one.

    Labels are names too, except those of objects; a label without a title is its own title.
    """
    company = Directory.build(
        [role("Maker", 2), role("Boss", 3), team("Makers", 4), area("Product", 5)],
        terms=[term("Spoke", docname="z"), term("Hub", "hubs", docname="b"), term("Hub")],
        titles={"z": "Areas", "index": "Zoo"},
        labels=[
            Label("make:how", "z", "how", "How we make"),
            Label("make:also", "z", "how", "How we make"),
            Label("hint", "z", "hint"),
            Label("role-boss", "z", "taken", "Taken from the role"),
        ],
    )
    assert [(name.kind, name.title, name.target) for name in linkable_names(company)] == [
        ("role", "Boss", "role-boss"),
        ("role", "Maker", "role-maker"),
        ("team", "Makers", "team-makers"),
        ("area", "Product", "area-product"),
        ("term", "Hub", "Hub"),
        ("term", "hubs", "hubs"),
        ("term", "Spoke", "Spoke"),
        ("page", "Areas", "z"),
        ("page", "Zoo", "index"),
        ("section", "hint", "hint"),
        ("section", "How we make", "make:also"),
        ("section", "How we make", "make:how"),
    ]
    hub = next(name for name in linkable_names(company) if name.title == "Hub")
    assert hub.docname == "b"  # sorted before 'page', where the other one is
    assert linkable_names(Directory()) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            LinkableName(
                "role", "Product Lead", "role-product-lead", "roles/lead", "role-product-lead"
            ),
            [
                "{ref}`Product Lead <tc:role-product-lead>`",
                ":ref:`Product Lead <tc:role-product-lead>`",
                "[Product Lead](xref:tc#role-product-lead)",
                f'<a href="{BASE}here/#role-product-lead">Product Lead</a>',
            ],
        ),
        (
            LinkableName("term", "CS&S (US)", "CS&S (US)", "words", "term-0"),
            [
                "{term}`tc:CS&S (US)`",
                ":term:`tc:CS&S (US)`",
                "[CS&S (US)](xref:tc#CS%26S%20%28US%29)",
                f'<a href="{BASE}here/#term-0">CS&amp;S (US)</a>',
            ],
        ),
        (
            LinkableName("page", "How `to` <b> [x]", "about/how", "about/how"),
            [
                "{doc}`How to b [x] <tc:about/how>`",
                ":doc:`How to b [x] <tc:about/how>`",
                r"[How \`to\` \<b\> \[x\]](xref:tc#about/how)",
                f'<a href="{BASE}here/">How `to` &lt;b&gt; [x]</a>',
            ],
        ),
        (
            LinkableName("section", "! R&D, C&eacute; $1", "make:a (b)", "about/how", "make-a-b"),
            [
                "{ref}`R&D, C&eacute; $1 <tc:make:a (b)>`",
                ":ref:`R&D, C&eacute; $1 <tc:make:a (b)>`",
                r"[! R&D, C\&eacute; \$1](xref:tc#make:a%20%28b%29)",
                f'<a href="{BASE}here/#make-a-b">! R&amp;D, C&amp;eacute; $1</a>',
            ],
        ),
        (
            LinkableName("section", "<>", "shapes", "about/how", "shapes"),
            [
                "{ref}`shapes <tc:shapes>`",
                ":ref:`shapes <tc:shapes>`",
                r"[\<\>](xref:tc#shapes)",
                f'<a href="{BASE}here/#shapes">&lt;&gt;</a>',
            ],
        ),
    ],
)
def test_forms(name: LinkableName, expected: list[str]) -> None:
    """Each form is correct for its kind, and no character of a title breaks it."""
    assert [form.text for form in forms(name, LINK_BASE, "here/")] == expected


@pytest.mark.parametrize(
    ("prefix", "address", "known"),
    [
        ("tc", "https://a.example/", True),
        ("tc", "", False),
        ("", "https://a.example/", False),
    ],
)
def test_link_base(prefix: str, address: str, *, known: bool) -> None:
    """Links need the prefix and the address of the site."""
    assert LinkBase(prefix, address).is_known is known


def test_every_kind_has_a_heading() -> None:
    """Names of a new kind of objects are listed too, before the others."""
    assert list(HEADINGS)[: len(KINDS)] == list(KINDS)


def test_prefixed() -> None:
    """Without a prefix, the name alone is shown."""
    name = LinkableName("role", "Maker", "role-maker", "page")
    assert LINK_BASE.prefixed(name) == "tc:role-maker"
    assert LinkBase().prefixed(name) == "role-maker"
