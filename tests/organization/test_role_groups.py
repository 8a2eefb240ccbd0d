"""Groups of roles that a site names."""

from __future__ import annotations

import pytest

from records import area, directory, role, team
from sphinx_compass.organization.objects import Role
from sphinx_compass.organization.role_groups import (
    SELECTORS,
    parse,
    stated_groups,
    what_is_wrong,
)
from sphinx_compass.organization.rules import Rules
from sphinx_compass.organization.status_meanings import status_meaning

WRONG = [
    "",
    "Title",
    "Title =",
    "= role:a",
    "Title = role",
    "Title = role:",
    "Title = b:a",
    "A = :",
]


@pytest.mark.parametrize("text", WRONG)
def test_wrong_group(text: str) -> None:
    """A group needs a title, and selectors with a kind and a value."""
    assert parse(text) is None
    assert what_is_wrong(["A = role:b", text]).startswith(f"has '{text}'")


def test_right_groups() -> None:
    """Spaces do not matter, and titles and kinds of teams can have several words."""
    group = parse("  In a community=kind: working group ,role:host")
    assert group is not None
    assert group == ("In a community", (("kind", "working group"), ("role", "host")))
    assert what_is_wrong(["A = role:b"]) == ""


@pytest.mark.parametrize("selector", SELECTORS)
def test_each_selector(selector: str) -> None:
    """Each selector takes a role by what its declaration says."""
    values = {"area": "product", "kind": "temporary", "page": "visits", "role": "host", "team": "t"}
    host = role("Host", 10, area="Product", teams="T", docname="visits")
    company = directory(
        area("Product", 1),
        team("T", 2, kind="temporary"),
        host,
        role("Other", 20),
        rules=Rules(role_groups=(f"Group = {selector}:{values[selector]}",)),
    )
    assert stated_groups(company, company.of_kind(Role)) == {"Group": (host,)}


def test_meaning_of_statuses() -> None:
    """The usual words have a meaning each, and words that a site adds have none."""
    meanings = [status_meaning(word) for word in Rules().statuses]
    assert all(meanings)
    assert len(set(meanings)) == len(meanings)
    assert status_meaning("dormant") == ""
