"""Changes of pages and their reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from impact_sites import item, page, site, term

from tools.impact.report import statements

if TYPE_CHECKING:
    from tools.impact.site import ComparedSite


def test_pages() -> None:
    """Pages can be added, moved (by kept name or title), removed, and get owners and reviews."""
    roles = [item("a", "Alpha"), item("b", "Beta")]
    old = site(
        {"page index": "", "page kept": "kept/"},
        roles=roles,
        pages=[
            page("index"),
            page("kept", "Kept"),
            page("titled", "A title"),
            page("gone"),
            page("same", owner="a", last_reviewed_on="2026-01-01"),
        ],
    )
    new = site(
        {"page index": "", "page kept": "new/kept/", "page new/kept": "new/kept/"},
        roles=roles,
        pages=[
            page("index"),
            page("new/kept", "Kept"),
            page("new/titled", "A title"),
            page("more"),
            page("same", owner="b", last_reviewed_on="2026-02-01"),
        ],
    )
    assert [line for line in statements(old, new) if not line.startswith("Breaks")] == [
        "Page `gone` is removed.",
        "Page `kept` is moved to `new/kept`.",
        "Page `more` is added.",
        "Page `same` moves to another owner: 'Beta' instead of 'Alpha'.",
        "Page `same` now says that it was reviewed on 2026-02-01, not 2026-01-01.",
        "Page `titled` is moved to `new/titled`.",
    ]


def test_reopened_reviews() -> None:
    """Pages with the same changes share a line; pages with open reviews are left out."""
    role_a, hub = {"kind": "role", "slug": "a"}, {"kind": "term", "name": "Hub"}
    known: dict[str, Any] = {"terms": [term("Hub")], "teams": [item("t", "Tau")]}

    def reviewed(**changed: list[dict[str, str]] | None) -> list[dict[str, Any]]:
        return [
            page(name) if cited is None else page(name, changed_since_review=cited)
            for name, cited in changed.items()
        ]

    old = site(
        roles=[item("a", "Alpha")],
        pages=reviewed(
            closed=[], also=[], other=[], calm=[], fixed=[hub], open=[hub], unknown=None
        ),
        **known,
    )
    new = site(
        roles=[item("a", "Alef")],
        pages=reviewed(
            closed=[role_a, hub],
            also=[hub, role_a],
            other=[hub],
            calm=[],
            fixed=[],
            open=[role_a, hub],
            unknown=[hub],
        ),
        **known,
    )
    assert statements(old, new) == [
        "Role 'Alpha' is renamed 'Alef'.",
        (
            "The review of 2 pages is reopened, since they cite role 'Alef' and term 'Hub', "
            "which change: `also`, `closed`."
        ),
        "The review of page `other` is reopened, since it cites term 'Hub', which changes.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "reported"),
    [
        (("2026-08-31", "2027-02-28"), ("2026-11-01", "2027-05-01"), False),
        (("2026-06-01", "2026-07-01"), ("2026-07-01", "2026-07-31"), False),
        (("2026-06-01", "2026-12-01"), ("2026-11-01", "2027-11-01"), True),
        (("2026-06-01", None), ("2026-06-01", "2027-06-01"), True),
        (("2026-06-01", None), ("2026-11-01", None), False),
        ((None, None), ("2026-11-01", "2027-05-01"), False),
    ],
)
def test_interval_of_reviews(
    old: tuple[str | None, str | None], new: tuple[str | None, str | None], *, reported: bool
) -> None:
    """A new review date is not a new interval, in months or in days."""

    def reviewed(ends: tuple[str | None, str | None]) -> ComparedSite:
        keys = ("last_reviewed_on", "review_by")
        return site(pages=[page("p", **{k: day for k, day in zip(keys, ends, strict=True) if day})])

    lines = statements(reviewed(old), reviewed(new))
    assert ("Page `p` changes: review_in." in lines) is reported
