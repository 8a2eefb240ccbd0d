"""The table of page reviews, and the changes that it lists."""

from __future__ import annotations

import json
import shutil
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from views.example import (
    PAGES,
    PLAIN,
    changes,
    links_of,
    rows,
    section,
    text_of,
    view_rows,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")


def test_review_table(site: Handbook) -> None:
    """The owner whose review is due next is first; pages without a day or an owner are last."""
    found = section(site, "views", "all-reviews")
    assert [text_of(heading) for heading in found.select("h3")] == [
        "Maker (1)",
        "Product Lead (3)",
        "No owner (5)",
    ]
    headings = ["Page", "Due", "Reviewed", "Changed since"]
    assert [[text_of(cell) for cell in table.select("th")] for table in found.select("table")] == [
        headings
    ] * 3
    assert rows(found) == [
        ["Teams", "5 November 2026 late", "5 May 2026", ""],
        ["Leading", "21 November 2026", "21 May 2026", ""],
        ["People", "1 October 2027", "1 October 2026", ""],
        ["Work", "", "", ""],
        *([name, "", "", ""] for name in ("Areas", "Example", "Quiet", "Views", "Words")),
    ]
    assert links_of(found.select("h3")[0]) == [("Maker", "../people/#role-maker")]
    assert links_of(found.select("tbody tr")[0]) == [("Teams", "../teams/")]
    assert [str(day["datetime"]) for day in found.select("time")][:2] == [
        "2026-11-05",
        "2026-05-05",
    ]


def test_reviews_of_owners(site: Handbook) -> None:
    """Filtered by owners, by any of their names, the table only has their pages."""
    assert [row[0] for row in view_rows(site, "reviews-of-owners")] == [
        "Teams",
        "Leading",
        "People",
        "Work",
    ]


def record_reviews(book: Handbook) -> None:
    """Write the reviews file from the output of the builder ``reviews``."""
    assert (book.run(builder="reviews"), book.warnings) == (0, "")
    shutil.copy(book.outdir / "record.json", book.folder / "reviews.json")


def flagged(book: Handbook) -> dict[str, list[tuple[str, str]]]:
    """Build, and return the changes listed for each flagged page."""
    assert (book.run(), book.warnings) == (0, "")
    table = section(book, "views", "all-reviews")
    cells = {text_of(row.select("a")[0]): row.select("td")[-1] for row in table.select("tbody tr")}
    return {page: links_of(cell) for page, cell in cells.items() if text_of(cell)}


RECORDED = 'compass_reviews_file = "reviews.json"\n'
REVIEWED = {
    **PAGES,
    "reviews.json": '{"pages": {}}',
    "quiet.md": """\
        ---
        owner: Maker
        last_reviewed_on: 2026-11-20
        review_in: 6 months
        ---
        # Quiet

        The {role}`boss` may open a {term}`node`.
        """,
}


LEAD = ("Product Lead", "../lead/#role-product-lead")
HUB = ("Hub", "../words/#term-Hub")


@pytest.mark.parametrize(
    ("page", "old", "new", "changed"),
    [
        ("lead.md", "within 3 days", "within 4 days", LEAD),
        ("lead.md", "keeps a list", "keeps no list", LEAD),
        ("lead.md", ":status: new", ":status: pilot", LEAD),
        ("words.md", "for another", "for no other", HUB),
        ("lead.md", "Answers within 3 days.", "Answers, within 3 days", None),
        ("lead.md", "Asks the {role}`Maker` first.", "Asks the {role}`Maker`\n  first.", None),
        ("lead.md", "within 3 days", "within 3\\\n  days", None),
        ("lead.md", "# Leading\n", "# Leading\n\n% a comment for editors\n", None),
        ("words.md", "opened. Each", "opened: each", None),
        ("words.md", "Leads out.", "Leads in.", None),
    ],
)
def test_changed_definitions(
    handbook: Callable[..., Handbook],
    page: str,
    old: str,
    new: str,
    changed: tuple[str, str] | None,
) -> None:
    """A changed number or word flags the pages that cite it; a changed comma does not."""
    book = handbook(REVIEWED, PLAIN + RECORDED)
    record_reviews(book)
    assert flagged(book) == {}
    book.edit(page, old, new)
    found = flagged(book)
    assert found.get("Quiet") == ([changed] if changed else None)
    if changed is None:
        assert found == {}
    assert {"lead.md": "Leading", "words.md": "Words"}[page] not in found


def test_review_settles_what_changed(handbook: Callable[..., Handbook]) -> None:
    """The agenda lists changes until the record has a new review date for the page."""
    book = handbook(REVIEWED, PLAIN + RECORDED)
    record_reviews(book)
    book.edit("lead.md", "within 3 days", "within 4 days")
    record_reviews(book)
    groups = json.loads((book.outdir / "agenda.json").read_text(encoding="utf-8"))
    quiet = {"page": "quiet", "review_by": "2027-05-20", "days_late": 0}
    assert {**quiet, "changed": ["role:product-lead"]} in groups[0]["pages"]
    text = (book.outdir / "agenda.txt").read_text(encoding="utf-8")
    assert "changed: role:product-lead" in text
    assert flagged(book) == {"Quiet": [LEAD]}
    book.edit("quiet.md", "2026-11-20", "2026-11-21")
    record_reviews(book)
    assert flagged(book) == {}


def test_another_reviews_file_alone_rewrites_the_table(handbook: Callable[..., Handbook]) -> None:
    """If only the committed file changes, an incremental build updates the table."""
    book = handbook(REVIEWED, PLAIN + RECORDED)
    record_reviews(book)
    assert flagged(book) == {}
    before = written(book)
    path = book.folder / "reviews.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["pages"]["quiet"]["cited"]["term:hub"] = "another"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert flagged(book) == {"Quiet": [HUB]}
    assert changes(book, before) == {"views/index.html"}


def test_reviews_builder(handbook: Callable[..., Handbook]) -> None:
    """It only writes the agenda, for people and for programs, and the record."""
    book = handbook(REVIEWED, PLAIN + RECORDED)
    assert (book.run(builder="reviews"), book.warnings) == (0, "")
    files = {path.name: path.read_text(encoding="utf-8") for path in book.outdir.iterdir()}
    assert sorted(files) == ["agenda.json", "agenda.txt", "record.json"]
    lines = [" ".join(line.split()) for line in files["agenda.txt"].splitlines()]
    assert lines == [
        "Maker",
        "teams due 2026-11-05 16 days late",
        "Product Lead",
        "lead due 2026-11-21",
    ]
    teams = {"page": "teams", "review_by": "2026-11-05", "days_late": 16, "changed": []}
    lead = {"page": "lead", "review_by": "2026-11-21", "days_late": 0, "changed": []}
    assert json.loads(files["agenda.json"]) == [
        {"owner": "maker", "name": "Maker", "pages": [teams]},
        {"owner": "product-lead", "name": "Product Lead", "pages": [lead]},
    ]
    record = json.loads(files["record.json"])["pages"]
    assert {docname: sorted(review["cited"]) for docname, review in record.items()} == {
        "lead": ["role:maker", "term:hub"],
        "people": [],
        "quiet": ["role:product-lead", "term:hub"],
        "teams": [],
    }
    assert record["quiet"]["reviewed_on"] == "2026-11-20"


@pytest.mark.parametrize("text", [None, "", "{}", "<<<<<<< HEAD"])
def test_unreadable_reviews_file(handbook: Callable[..., Handbook], text: str | None) -> None:
    """A missing or invalid reviews file is reported once, and no page is flagged."""
    book = handbook(PAGES, PLAIN + RECORDED)
    if text is not None:
        book.write({"reviews.json": text})
    book.build()
    (finding,) = book.findings
    assert (finding.file, finding.subtype) == ("reviews.json", "compass.kept_file")
    assert {row[-1] for row in view_rows(book, "all-reviews")} == {""}


def test_digests_are_the_same_in_every_folder(handbook: Callable[..., Handbook]) -> None:
    """A record is valid on other machines, also for pages with equal headings."""
    lead = dedent(PAGES["lead.md"]) + "\n## Alike\n\nOne.\n\n## Alike\n\nTwo.\n"
    cites = "---\nlast_reviewed_on: 2026-10-01\n---\n# Cites\n\n{role}`Product Lead`\n"
    records = []
    for _ in range(2):
        book = handbook({**PAGES, "lead.md": lead, "cites.md": cites}, PLAIN)
        assert book.run(builder="reviews") == 0
        records.append((book.outdir / "record.json").read_text(encoding="utf-8"))
    assert records[0] == records[1]
    assert "role:product-lead" in records[0]
