"""Digests and the record of reviews: what has moved below a page since its last review."""

from __future__ import annotations

import datetime as dt
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.domain.agenda import as_data, as_table
from sphinx_compass.organization.model import Directory
from sphinx_compass.organization.reviews import (
    Due,
    Record,
    Review,
    agenda,
    changed_since_review,
    cited_keys,
    current,
    digest,
    due_now,
    updated,
)
from records import citation, page, role, term

TODAY = dt.date(2026, 11, 21)

# -- digests ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        "answers within 3 days and tells the lead",
        "Answers within 3 days, and tells the lead.",
        "Answers – within 3 days – and tells the Lead!",  # noqa: RUF001 - dashes, as editors type
        "Answers within\n3 days\tand  tells the lead. ",
        "(Answers) within '3' days; and tells: the lead…",
    ],
)
def test_digest_ignores_how_words_are_set(other: str) -> None:
    """Case, punctuation and white space do not count."""
    assert digest(other) == digest("Answers within 3 days and tells the lead.")


@pytest.mark.parametrize(
    "other",
    [
        "Answers within 4 days and tells the lead.",
        "Answers within 30 days and tells the lead.",
        "Answers within 3.5 days and tells the lead.",
        "Answers within 3 weeks and tells the lead.",
        "Answers within 3 days and tells the leads.",
        "Answers within 3 days and tells lead the.",
        "Answers within 3 days.",
        "",
    ],
)
def test_digest_tells_words_and_numbers_apart(other: str) -> None:
    """Any other word or number, and another order of them, counts."""
    assert digest(other) != digest("Answers within 3 days and tells the lead.")


# -- the file ----------------------------------------------------------------------

keys = st.text(max_size=9)
days = st.dates().map(dt.date.isoformat)


@given(st.dictionaries(keys, st.builds(Review, days, st.dictionaries(keys, keys))))
def test_record_is_read_as_it_was_written(reviews: dict[str, Review]) -> None:
    """Nothing is lost in the file, and writing it again changes nothing."""
    text = Record(reviews).dump()
    assert Record.parse(text) == Record(reviews)
    assert Record.parse(text).dump() == text


def test_record_is_sorted() -> None:
    """Pages and what they cite stand in the order of their names, one a line."""
    record = Record(
        {
            "b": Review("2026-05-01", {}),
            "a": Review("2026-06-01", {"term:é": "2", "role:z": "1"}),
        }
    )
    assert record.dump() == dedent("""\
        {
         "pages": {
          "a": {
           "reviewed_on": "2026-06-01",
           "cited": {
            "role:z": "1",
            "term:é": "2"
           }
          },
          "b": {
           "reviewed_on": "2026-05-01",
           "cited": {}
          }
         }
        }
        """)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "<<<<<<< HEAD\n{}",
        "null",
        "[]",
        "{}",
        '{"pages": []}',
        '{"pages": {"a": null}}',
        '{"pages": {"a": {"cited": {}}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01"}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01", "cited": null}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01", "cited": ["role:a"]}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01", "cited": ["ab"]}}}',
        '{"pages": {"a": {"reviewed_on": "2026-05-01", "cited": {"role:a": 1}}}}',
        '{"pages": {"a": {"reviewed_on": 2026, "cited": {}}}}',
    ],
)
def test_other_texts_are_no_record(text: str) -> None:
    """Whatever is not such a file raises ValueError, and nothing else."""
    with pytest.raises(ValueError, match=r"."):
        Record.parse(text)


# -- keeping the record --------------------------------------------------------------


def company(
    *, lead: str = "lead-1", hub: str = "hub-1", reviewed: str = "2026-05-01", guide: bool = True
) -> Directory:
    """Return a company whose guide cites a role, a term and itself; digests are given."""
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
        citations=[
            citation("role", "boss", "guide"),
            citation("role", "Lead", "guide"),
            citation("role", "Guide", "guide"),
            citation("role", "Nobody", "guide"),
            citation("term", "spoke", "guide"),
            citation("team", "Lead", "guide"),
            citation("role", "Lead", "lead"),
        ],
    )


REVIEWED = Record(
    {
        "guide": Review("2026-05-01", {"role:lead": "lead-1", "term:hub": "hub-1"}),
        "lead": Review("2026-05-01", {}),
    }
)


def test_cited_keys() -> None:
    """A page cites objects and terms, by any of their names, once; not its own, none unknown."""
    assert cited_keys(company(), "guide") == ("role:lead", "term:hub")
    assert cited_keys(company(), "lead") == ()


def test_current() -> None:
    """A page with a review date has the digests of today; one without has none."""
    assert current(company(lead="x"), page("guide", reviewed="2026-05-01")) == Review(
        "2026-05-01", {"role:lead": "x", "term:hub": "hub-1"}
    )
    assert current(company(), page("guide")) is None


def test_first_record() -> None:
    """From nothing every page with a review date gets an entry."""
    assert updated(Record(), company()) == REVIEWED


def test_record_is_kept_while_the_date_stays() -> None:
    """Whatever changes, an entry holds what was true on the day of the review."""
    assert updated(REVIEWED, company(lead="lead-2", hub="hub-2")) == REVIEWED


@pytest.mark.parametrize("day", ["2026-05-02", "2026-04-30"])
def test_record_follows_the_date(day: str) -> None:
    """With another review date, an earlier one too, the entry takes the digests of today."""
    record = updated(REVIEWED, company(lead="lead-2", reviewed=day))
    assert record.reviews["guide"] == Review(day, {"role:lead": "lead-2", "term:hub": "hub-1"})
    assert record.reviews["lead"] == REVIEWED.reviews["lead"]


def test_pages_that_are_gone_leave() -> None:
    """A removed page, or one without a review date now, has no entry any more."""
    assert list(updated(REVIEWED, company(guide=False)).reviews) == ["lead"]
    assert list(updated(REVIEWED, company(reviewed="")).reviews) == ["lead"]


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
    """A page is told of what it cites, and of nothing that it declares."""
    assert changed_since_review(REVIEWED, now, "guide") == changed
    assert changed_since_review(REVIEWED, now, "lead") == ()


def test_newly_cited_is_no_change() -> None:
    """What the page did not cite on the day of its review is no news."""
    record = Record({"guide": Review("2026-05-01", {"term:hub": "hub-1"})})
    assert changed_since_review(record, company(lead="lead-2"), "guide") == ()


def test_no_longer_cited_is_no_change() -> None:
    """What the page does not cite any more does not concern it."""
    record = Record({"guide": Review("2026-05-01", {"role:maker": "old"})})
    assert changed_since_review(record, company(), "guide") == ()


def test_page_without_record_has_no_change() -> None:
    """A page that was never recorded is not flagged."""
    assert changed_since_review(Record(), company(), "guide") == ()


# -- agenda --------------------------------------------------------------------------

PAGES = Directory.build(
    [role("Lead", docname="lead", digest="2"), role("Cook"), role("Zoë")],
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
    citations=[citation("role", "Lead", "a"), citation("role", "Lead", "f")],
)
RECORD = Record({"a": Review("2026-05-01", {"role:lead": "1"})})
AGENDA = agenda(PAGES, RECORD)


def test_agenda_order() -> None:
    """All pages stand in it: by owner, due date and name; those without an owner last."""
    assert [(due.owner.name if due.owner else "", due.page.docname) for due in AGENDA] == [
        ("Cook", "c"),
        ("Lead", "f"),
        ("Lead", "b"),
        ("Lead", "g"),
        ("Lead", "a"),
        ("Zoë", "h"),
        ("", "d"),
        ("", "e"),
    ]


def test_owners_stand_as_in_lists() -> None:
    """Owners have the order of all lists of roles, whatever letter they begin with."""
    names = ["éditeur", "alpha", "Beta"]
    people = Directory.build(
        [role(name, slug=f"role-{number}") for number, name in enumerate(names)],
        pages=[page("x"), *(page(name, owner=name) for name in names)],
    )
    owners = [due.owner for due in agenda(people, Record())]
    assert owners == [*people.roles, None]


def test_due_now() -> None:
    """Due is what is due today or earlier, or cites what has changed; nothing else."""
    assert [due.page.docname for due in due_now(AGENDA, TODAY)] == ["c", "b", "g", "a", "h", "d"]
    assert [due.page.docname for due in due_now(AGENDA, dt.date(2025, 1, 1))] == ["a"]


@pytest.mark.parametrize(
    ("due", "late"), [("2026-11-21", 0), ("2026-11-01", 20), ("2026-12-01", -10), ("", 0)]
)
def test_days_late(due: str, late: int) -> None:
    """Days count from the day of the review; before it they are negative."""
    assert Due(page(due=due), None, ()).days_late(TODAY) == late


def test_as_data() -> None:
    """Programs get a group for each owner, with the reasons for each page."""
    cook, lead, zoe, nobody = as_data(due_now(AGENDA, TODAY), TODAY)
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
    """A page with no due date is due for what changed alone."""
    (group,) = as_data([Due(page("a"), None, ("role:lead",))], TODAY)
    assert group["pages"] == [
        {"page": "a", "review_by": None, "days_late": 0, "changed": ["role:lead"]}
    ]


def test_as_table() -> None:
    """People get a line for each page, below its owner."""
    lines = as_table(due_now(AGENDA, TODAY), TODAY).splitlines()
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
    """Nothing due is said in words."""
    assert as_table([], TODAY) == "No review is due.\n"
