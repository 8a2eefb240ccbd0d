"""Page lines: late reviews, owners, dates, and links for corrections."""

from __future__ import annotations

import dataclasses
import datetime as dt
from textwrap import dedent
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag

from records import page, role
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.rules import Rules
from sphinx_compass.views.links import Link
from sphinx_compass.views.page_lines import PageLines, content
from views.example import PAGES, PLAIN, links_of, soup, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")


RULES = Rules(today=dt.date(2026, 11, 21), late_after_days=10, facts_late_after_months=24)


def lines(
    owner: str = "",
    reviewed: str = "",
    due: str = "",
    described: dt.date | None = None,
    rules: Rules = RULES,
) -> PageLines | None:
    """Return the lines of a page with some front matter."""
    front_matter = page(owner=owner, reviewed=reviewed, due=due)
    front_matter = dataclasses.replace(front_matter, facts_as_of=described, lines={"owner": 2})
    maker = role("Maker", aliases="Doer")
    return content(Directory.build([maker], pages=[front_matter], rules=rules), "page")


def test_content() -> None:
    """Lines have the owner, by any of its names, and dates; an unknown owner is left out."""
    day = dt.date(2026, 5, 5)
    assert lines("doer", reviewed="2026-05-05") == PageLines(
        Link("Maker", "page", "role-maker"), reviewed=day
    )
    assert lines("Nobody", due="2026-12-05") == PageLines(due=dt.date(2026, 12, 5))
    assert lines() == PageLines()


@pytest.mark.parametrize(
    ("due", "is_late"), [("2026-11-10", True), ("2026-11-11", False), ("2027-11-10", False)]
)
def test_late_after_some_days(due: str, *, is_late: bool) -> None:
    """A review is late if it has been due for more days than the setting allows."""
    found = lines(due=due)
    assert found is not None
    assert found.is_late == is_late


@pytest.mark.parametrize(
    ("year", "month", "limit", "is_old"),
    [
        (2024, 10, 24, True),
        (2024, 11, 24, False),
        (2026, 11, 24, False),
        (2027, 11, 24, False),
        (2026, 9, 1, True),
        (1999, 1, 0, False),
    ],
)
def test_old_facts(year: int, month: int, limit: int, *, is_old: bool) -> None:
    """Facts are old after more months than the setting allows; 0 allows any number."""
    rules = dataclasses.replace(RULES, facts_late_after_months=limit)
    described = dt.date(year, month, 1)
    assert lines(described=described, rules=rules) == PageLines(described=described, is_old=is_old)


def test_page_without_front_matter() -> None:
    """A page without front matter has no lines."""
    assert content(Directory.build(pages=[page()]), "page") is None
    assert content(Directory(), "page") is None


def meta(book: Handbook, docname: str) -> list[str]:
    """Return what the line below the title of a page says."""
    return [text_of(item) for item in soup(book, docname).select("ul.compass-meta > li")]


def test_line_below_the_title(site: Handbook) -> None:
    """A page says below its title who owns it, its dates in short, and how to correct it."""
    assert meta(site, "teams") == [
        "Owner Maker",
        "Describes October 2024",
        "Reviewed 5 May 2026",
        "Edit",
        "Flag as out of date",
    ]
    (line,) = soup(site, "teams").select("ul.compass-meta")
    heading = line.find_previous_sibling()
    assert isinstance(heading, Tag)
    assert heading.name == "h1"
    assert meta(site, "work") == ["Owner Product Lead", "Edit", "Flag as out of date"]


def test_line_of_the_front_page(handbook: Callable[..., Handbook]) -> None:
    """The front page begins with what readers look for, and ends with the line."""
    front = "---\nowner: Maker\n---\n" + dedent(PAGES["index.md"])
    book = handbook({**PAGES, "index.md": front}, PLAIN)
    book.build()
    (line,) = soup(book, "index").select("ul.compass-meta")
    assert line.find_parent("section") is None
    assert line.find_all_next("section") == []


def test_links_of_the_line(site: Handbook) -> None:
    """Owner and edit link have targets; the flag link opens an issue with page and owner."""
    owner, edit, flag = links_of(soup(site, "work").select("ul.compass-meta")[0])
    assert owner == ("Product Lead", "../lead/#role-product-lead")
    assert edit == ("Edit", "https://example.org/handbook/edit/main/work.md")
    address = urlsplit(flag[1])
    assert address._replace(query="").geturl() == "https://example.org/handbook/issues/new"
    query = parse_qs(address.query, strict_parsing=True)
    assert query.keys() == {"title", "body"}
    assert query["title"] == ["Out of date: Work"]
    (body,) = query["body"]
    assert body.splitlines()[:2] == ["Page: `work.md`", "Owner: `Product Lead`"]


def test_late_review(site: Handbook) -> None:
    """Only a page whose review is late has a note, below the line about it."""
    late = {docname: soup(site, docname).select("p.compass-late") for docname in ("lead", "teams")}
    assert late["lead"] == []
    _old, note = late["teams"]
    assert text_of(note) == (
        "The review of this page was due on 5 November 2026; some of it may be out of date."
    )


def test_month_of_facts(site: Handbook) -> None:
    """A page says in words which month it describes, and at its top if that is long ago."""
    times = {docname: soup(site, docname).select("time") for docname in ("people", "teams")}
    assert [(text_of(time), time["datetime"]) for time in times["people"]] == [
        ("November 2024", "2024-11")
    ]
    assert [time["datetime"] for time in times["teams"]] == ["2024-10", "2024-10"]
    note, late = soup(site, "teams").select("p.compass-late")
    assert text_of(note) == ("This page describes October 2024; some of it may have changed since.")
    assert note.find_previous_sibling() == late.find_previous_sibling("ul")
    assert late.find_previous_sibling() == note


def test_related_pages(handbook: Callable[..., Handbook]) -> None:
    """Related pages are at the end of the page, below footnotes, with their descriptions."""
    text = "# Quiet\n\nAs at {ref}`work <how-we-work>`.[^a] A {term}`Spoke`.\n\n[^a]: There.\n"
    other = "---\ndescription: Says how.\n---\n# Other\n\nThe {term}`spoke` goes out.\n"
    book = handbook(
        {**PAGES, "quiet.md": f"---\nowner: Maker\n---\n{text}", "more.md": other}, PLAIN
    )
    book.build()
    page = soup(book, "quiet")
    (shown,) = page.select(".compass-related")
    assert text_of(shown.select("h2")[0]) == "Related pages"
    assert [text_of(item) for item in shown.select("li")] == ["Other Says how.", "Words"]
    assert links_of(shown) == [("Other", "../more/"), ("Words", "../words/")]
    assert len(shown.find_all_previous(class_="footnote")) == 1
    assert shown.find_parent("section") is None


def test_page_without_lines_has_no_empty_list(handbook: Callable[..., Handbook]) -> None:
    """A page without an owner and dates has no line, and one without related pages no list."""
    page = "---\ndescription: A page.\n---\n# Example\n"
    conf = 'html_theme = "basic"\nhtml_theme_options = {}\n'
    book = handbook({"index.md": page}, conf)
    book.build()
    assert soup(book, "index").select("ul.compass-meta, .compass-related") == []
