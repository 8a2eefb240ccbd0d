"""A page can be shown at once if only its other text has changed."""

from __future__ import annotations

import dataclasses

import pytest

from records import role
from sphinx_compass.domain.page_record import PageRecord
from sphinx_compass.domain.postponing import can_wait, shows_same
from sphinx_compass.organization.records import Page

OLD = PageRecord(
    "page",
    Page("page", lines={"owner": 2}),
    objects=(role("Lead", 10, aliases="Head", digest="one", summary="Leads."),),
)


def test_other_lines_show_the_same() -> None:
    """A paragraph above moves a declaration down, and changes the digest of its section."""
    moved = (role("Lead", 12, aliases="Head", digest="two", summary="Leads."),)
    new = dataclasses.replace(OLD, page=Page("page", lines={"owner": 3}), objects=moved)
    assert shows_same(OLD, new)
    assert can_wait({"page": OLD}, {"page": new})


@pytest.mark.parametrize(
    "new",
    [
        dataclasses.replace(OLD, objects=()),
        dataclasses.replace(OLD, objects=(role("Lead", 10, aliases="Chief", summary="Leads."),)),
        dataclasses.replace(OLD, objects=(role("Lead", 10, aliases="Head", summary="Rules."),)),
        dataclasses.replace(OLD, page=Page("page", description="New.")),
    ],
)
def test_other_declarations_are_shown(new: PageRecord) -> None:
    """Cards and the lines of a page need the organization as it is now."""
    assert not shows_same(OLD, new)
    assert not can_wait({"page": OLD}, {"page": new})


def test_what_does_not_wait() -> None:
    """The first build, a page that comes or goes, and a change of other files."""
    same = dataclasses.replace(OLD)
    assert not can_wait({}, {"page": OLD})
    assert not can_wait({"page": OLD}, {"page": same, "new": PageRecord("new")})
    assert not can_wait({"page": OLD}, {"page": OLD})
