"""The list of pages that are due for review, for people and for programs."""

from __future__ import annotations

import datetime as dt

from records import page, reference, role
from sphinx_compass.domain.reviews_builder import as_data, as_table
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.review_record import Review, ReviewRecord
from sphinx_compass.organization.reviews import Due, agenda, due_now

TODAY = dt.date(2026, 11, 21)
PAGES = Directory.build(
    [role("Lead", docname="lead", digest="2"), role("Cook"), role("Zoë")],
    pages=[
        page("a", owner="Lead", due="2026-12-01"),
        page("b", owner="lead", due="2026-11-01"),
        page("c", owner="Cook", due="2026-11-21"),
        page("d", due="2026-11-20"),
        page("e", owner="Nobody", due="2026-11-22"),
        page("g", owner="Lead", due="2026-11-01"),
        page("h", owner="Zoë", due="2026-01-01"),
    ],
    references=[reference("role", "Lead", "a")],
    reviews=ReviewRecord({"a": Review("2026-05-01", {"role:lead": "1"})}),
)
DUE = due_now(agenda(PAGES), TODAY)


def test_as_data() -> None:
    """For programs there is a group for each owner, with the reasons for each page."""
    cook, lead, zoe, nobody = as_data(DUE, TODAY)
    assert cook == {
        "owner": "cook",
        "name": "Cook",
        "pages": [{"page": "c", "review_by": "2026-11-21", "days_late": 0, "changed": []}],
    }
    assert lead["pages"] == [
        {"page": "b", "review_by": "2026-11-01", "days_late": 20, "changed": []},
        {"page": "g", "review_by": "2026-11-01", "days_late": 20, "changed": []},
        {"page": "a", "review_by": "2026-12-01", "days_late": 0, "changed": ["role:lead"]},
    ]
    assert (zoe["owner"], zoe["name"]) == ("zoe", "Zoë")
    assert (nobody["owner"], nobody["name"]) == ("", "No owner")


def test_as_data_of_a_page_without_date() -> None:
    """A page without a due date is due only for what changed."""
    (group,) = as_data([Due(page("a"), None, ("role:lead",))], TODAY)
    assert group["pages"] == [
        {"page": "a", "review_by": None, "days_late": 0, "changed": ["role:lead"]}
    ]


def test_as_table() -> None:
    """For people there is a line for each page, below its owner."""
    lines = as_table(DUE, TODAY).splitlines()
    assert [" ".join(line.split()) for line in lines] == [
        "Cook",
        "c due 2026-11-21",
        "Lead",
        "b due 2026-11-01 20 days late",
        "g due 2026-11-01 20 days late",
        "a due 2026-12-01 changed: role:lead",
        "Zoë",
        "h due 2026-01-01 324 days late",
        "No owner",
        "d due 2026-11-20 1 day late",
    ]


def test_as_table_of_nothing() -> None:
    """If nothing is due, a sentence says so."""
    assert as_table([], TODAY) == "No review is due.\n"
