"""Which pages need a review: overdue ones, and those that cite changed definitions."""

from __future__ import annotations

import datetime as dt

import pytest

from records import page, reference, role, term
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.objects import Role
from sphinx_compass.organization.review_record import Review, ReviewRecord
from sphinx_compass.organization.reviews import (
    Due,
    agenda,
    changed_since_review,
    cited_keys,
    current,
    due_now,
    updated,
)

TODAY = dt.date(2026, 11, 21)


# -- keeping the record --------------------------------------------------------------


REVIEWED = ReviewRecord(
    {
        "guide": Review("2026-05-01", {"role:lead": "lead-1", "term:hub": "hub-1"}),
        "lead": Review("2026-05-01", {}),
    }
)


def company(
    record: ReviewRecord = REVIEWED,
    *,
    lead: str = "lead-1",
    hub: str = "hub-1",
    reviewed: str = "2026-05-01",
    guide: bool = True,
) -> Directory:
    """Return an organization with a page that cites a role, a term and itself."""
    return Directory.build(
        [
            role("Lead", docname="lead", aliases="Boss", digest=lead),
            role("Guide", docname="guide", digest="guide-1"),
            role("Maker", docname="lead", digest="maker-1"),
        ],
        terms=[term("Hub", "Spoke", docname="words", digest=hub)],
        pages=[
            *([page("guide", owner="Lead", reviewed=reviewed)] if guide else []),
            page("lead", reviewed="2026-05-01"),
            page("new"),
        ],
        references=[
            reference("role", "boss", "guide"),
            reference("role", "Lead", "guide"),
            reference("role", "Guide", "guide"),
            reference("role", "Nobody", "guide"),
            reference("term", "spoke", "guide"),
            reference("team", "Lead", "guide"),
            reference("role", "Lead", "lead"),
        ],
        reviews=record,
    )


def test_cited_keys() -> None:
    """A page cites objects and terms by any name, each once, without those it declares."""
    assert cited_keys(company(), "guide") == ("role:lead", "term:hub")
    assert cited_keys(company(), "lead") == ()
    assert cited_keys(company(), "new") == ()


def test_current() -> None:
    """A page with a review date has the current digests; one without a date has none."""
    assert current(company(lead="x"), page("guide", reviewed="2026-05-01")) == Review(
        "2026-05-01", {"role:lead": "x", "term:hub": "hub-1"}
    )
    assert current(company(), page("guide")) is None


def test_first_record() -> None:
    """Without a record, every page with a review date gets an entry."""
    assert updated(company(ReviewRecord())) == REVIEWED


def test_record_is_kept_while_the_date_is_the_same() -> None:
    """As long as the review date is the same, an entry keeps its digests."""
    assert updated(company(lead="lead-2", hub="hub-2")) == REVIEWED


@pytest.mark.parametrize("day", ["2026-05-02", "2026-04-30"])
def test_record_follows_the_date(day: str) -> None:
    """With any other review date, the entry gets the current digests."""
    record = updated(company(lead="lead-2", reviewed=day))
    assert record.reviews["guide"] == Review(day, {"role:lead": "lead-2", "term:hub": "hub-1"})
    assert record.reviews["lead"] == REVIEWED.reviews["lead"]


def test_removed_pages_are_dropped() -> None:
    """Removed pages, and pages without a review date, have no entry."""
    assert list(updated(company(guide=False)).reviews) == ["lead"]
    assert list(updated(company(reviewed="")).reviews) == ["lead"]


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (company(), ()),
        (company(lead="lead-2"), ("role:lead",)),
        (company(hub="hub-2"), ("term:hub",)),
        (company(lead="lead-2", hub="hub-2"), ("role:lead", "term:hub")),
    ],
)
def test_changed_since_review(now: Directory, changed: tuple[str, ...]) -> None:
    """Changes are listed for the pages that cite a target, not for its own page."""
    assert changed_since_review(now, "guide") == changed
    assert changed_since_review(now, "lead") == ()


def test_targets_first_cited_later_are_ignored() -> None:
    """Targets that the page did not cite at its review don't count as changed."""
    record = ReviewRecord({"guide": Review("2026-05-01", {"term:hub": "hub-1"})})
    assert changed_since_review(company(record, lead="lead-2"), "guide") == ()


def test_targets_no_longer_cited_are_ignored() -> None:
    """Targets that the page no longer cites don't count as changed."""
    record = ReviewRecord({"guide": Review("2026-05-01", {"role:maker": "old"})})
    assert changed_since_review(company(record), "guide") == ()


def test_page_without_record() -> None:
    """A page without a record has no changes."""
    assert changed_since_review(company(ReviewRecord(), lead="lead-2"), "guide") == ()


# -- agenda --------------------------------------------------------------------------

PAGES = Directory.build(
    [role("Lead", docname="lead", digest="2"), role("cook"), role("Zoë")],
    pages=[
        page("a", owner="Lead", due="2026-12-01"),
        page("b", owner="lead", due="2026-11-01"),
        page("c", owner="Cook", due="2026-11-21"),
        page("d", due="2026-11-20"),
        page("e", owner="Nobody", due="2026-11-22"),
        page("f", owner="Lead"),
        page("g", owner="Lead", due="2026-11-01"),
        page("h", owner="Zoë", due="2026-01-01"),
    ],
    references=[reference("role", "Lead", "a"), reference("role", "Lead", "f")],
    reviews=ReviewRecord({"a": Review("2026-05-01", {"role:lead": "1"})}),
)


def test_agenda_order() -> None:
    """All pages are listed by owner, due date and docname; those without an owner come last."""
    assert [(due.owner.name if due.owner else "", due.page.docname) for due in agenda(PAGES)] == [
        ("cook", "c"),
        ("Lead", "f"),
        ("Lead", "b"),
        ("Lead", "g"),
        ("Lead", "a"),
        ("Zoë", "h"),
        ("", "d"),
        ("", "e"),
    ]


def test_owners_are_sorted_as_in_lists() -> None:
    """Owners are sorted like all lists of roles, ignoring case."""
    names = ["éditeur", "alpha", "Beta"]
    people = Directory.build(
        [role(name, slug=f"role-{number}") for number, name in enumerate(names)],
        pages=[page("x"), *(page(name, owner=name) for name in names)],
    )
    assert [due.owner for due in agenda(people)] == [*people.of_kind(Role), None]


def test_agenda_has_what_changed() -> None:
    """Each page has the changed targets that it cites, or none."""
    expected = {page.docname: () for page in PAGES.pages} | {"a": ("role:lead",)}
    assert {due.page.docname: due.changed for due in agenda(PAGES)} == expected


def test_due_now() -> None:
    """A page is due on its date, or earlier if it cites something that changed."""
    pages = agenda(PAGES)
    assert [due.page.docname for due in due_now(pages, TODAY)] == ["c", "b", "g", "a", "h", "d"]
    assert [due.page.docname for due in due_now(pages, dt.date(2025, 1, 1))] == ["a"]
    assert due_now([], TODAY) == ()


@pytest.mark.parametrize(
    ("due", "late"),
    [
        ("2026-11-21", 0),
        ("2026-11-20", 1),
        ("2026-11-01", 20),
        ("2026-11-22", -1),
        ("2026-12-01", -10),
        ("", 0),
    ],
)
def test_days_late(due: str, late: int) -> None:
    """Days count from the due date; before it they are negative."""
    assert Due(page(due=due), None, ()).days_late(TODAY) == late
