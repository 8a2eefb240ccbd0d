"""Front matter: its values and its problems."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from records import mention
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Page
from sphinx_compass.source.frontmatter import FrontMatter, read_markdown, read_restructuredtext

WHOLE = """\
---
# kept by hand
owner: Product Lead
last_reviewed_on: 2026-10-31
review_in: 4 months
description: "What is built: a summary"
other: [1, 2]
---
# Page
"""


def read(*lines: str) -> FrontMatter:
    """Read a page with some lines of front matter, which start on line 2."""
    return read_markdown("page", "\n".join(["---", *lines, "---", "# Page", ""]))


def problems(*lines: str) -> list[tuple[int, str]]:
    """Return the line and subtype of each problem in front matter."""
    return [(problem.location.line, problem.subtype) for problem in read(*lines).problems]


def test_whole() -> None:
    """Every key is read with its line, and the next review date is computed."""
    assert read_markdown("page", WHOLE) == FrontMatter(
        Page(
            "page",
            owner=mention("Product Lead", 3),
            last_reviewed_on=dt.date(2026, 10, 31),
            review_by=dt.date(2027, 2, 28),
            description="What is built: a summary",
            lines={
                "owner": 3,
                "last_reviewed_on": 4,
                "review_in": 5,
                "description": 6,
                "other": 7,
            },
        ),
        (),
        WHOLE,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Page\n",
        "\n---\nowner: x\n---\n",
        "----\nowner: x\n----\n",
        "text\n---\nowner: x\n---\n",
        "---\n---\n",
        "---\n- a\n---\n",
    ],
)
def test_none(text: str) -> None:
    """A text that does not start with keys between two lines '---' has no front matter."""
    assert read_markdown("page", text) == FrontMatter(Page("page"), (), text)


@pytest.mark.parametrize(
    "text",
    [
        "---\nowner: Lead\n...\n# Page\n",
        "---  \nowner:   Lead  \n---\t\n",
        "---\r\nowner: Lead\r\n---\r\n# Page\r\n",
        "---\nowner: 'Lead'\n---",
    ],
)
def test_notations(text: str) -> None:
    """Other closing lines, line ends, spaces and quotes are allowed."""
    page = Page("page", owner=mention("Lead", 2), lines={"owner": 2})
    assert read_markdown("page", text) == FrontMatter(page, (), text)


@pytest.mark.parametrize(
    ("lines", "review_by"),
    [
        (["last_reviewed_on: 2026-05-01"], None),
        (["review_in: 1 year"], None),
        (["last_reviewed_on: 2026-05-01", "review_in: 2 weeks"], dt.date(2026, 5, 15)),
        (["last_reviewed_on: 2026-13-01", "review_in: 2 weeks"], None),
        (["last_reviewed_on: 2026-05-01", "review_in: soon"], None),
    ],
)
def test_review_by(lines: list[str], review_by: dt.date | None) -> None:
    """The next review is known if date and interval are known."""
    assert read(*lines).page.review_by == review_by


# -- mistakes -------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            ["description:"],
            (
                "The front matter key 'description' has no value; "
                "write one on the same line, after the colon."
            ),
        ),
        (
            ["last_reviewed_on: in May"],
            (
                "The review date 'in May' is not a date; "
                "write it as year-month-day, for instance 2026-11-21."
            ),
        ),
        (
            ["review_in: soon"],
            (
                "The review interval 'soon' cannot be read; "
                "write a number of days, weeks, months or years, for instance '6 months'."
            ),
        ),
        (
            ["last_reviewed_on: 9999-12-01", "review_in: 1 year"],
            (
                "The review interval '1 year' ends after the last year of the calendar; "
                "write a shorter one, for instance '6 months'."
            ),
        ),
        (
            ["owner: a: b"],
            (
                "The front matter cannot be read from this line on; write one 'key: value' a line, "
                "and put a value that contains a colon in quotes."
            ),
        ),
    ],
)
def test_words(lines: list[str], words: str) -> None:
    """Each finding says what is wrong and what to write."""
    assert [str(problem) for problem in read(*lines).problems] == [words]


def test_words_of_unclosed() -> None:
    """The finding shows the missing line."""
    (problem,) = read_markdown("page", "---\nowner: Lead\n").problems
    assert str(problem) == (
        "The front matter that starts here is not closed; write a line '---' below its last key."
    )


@pytest.mark.parametrize(
    ("line", "subtype", "name"),
    [
        ("owner:", "front_matter", "'owner'"),
        ("owner: [a, b]", "front_matter", "'owner'"),
        ("description: ''", "front_matter", "'description'"),
        ("review_in:", "front_matter", "'review_in'"),
        ("review_in: soon", "review", "'soon'"),
        ("review_in: 6", "review", "'6'"),
        ("last_reviewed_on: 2026-02-30", "review", "'2026-02-30'"),
        ("last_reviewed_on: '2026-02-30'", "review", "'2026-02-30'"),
        ("last_reviewed_on: 2026-1-1", "review", "'2026-1-1'"),
        ("last_reviewed_on: 20260101", "review", "'20260101'"),
        ("last_reviewed_on: May 2026", "review", "'May 2026'"),
    ],
)
def test_unreadable_value(line: str, subtype: str, name: str) -> None:
    """A value that cannot be read is one problem at its line, whatever is around it."""
    (problem,) = read("other: 1", "", line).problems
    assert (problem.location, problem.subtype) == (Location("page", 4), subtype)
    assert name in problem.message


def test_every_mistake_is_reported() -> None:
    """A mistake hides neither other mistakes nor correct values."""
    found = read("owner: Lead", "last_reviewed_on: x", "review_in: y", "description:")
    assert found.page.owner == mention("Lead", 2)
    assert found.page == Page("page", owner=found.page.owner, lines=found.page.lines)
    assert [problem.location.line for problem in found.problems] == [3, 4, 5]


def test_interval_beyond_the_calendar() -> None:
    """An interval that ends after the year 9999 is a problem at its line."""
    lines = ("last_reviewed_on: 9999-12-01", "review_in: 1 year")
    assert problems(*lines) == [(3, "review")]
    assert read(*lines).page.last_reviewed_on == dt.date(9999, 12, 1)


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["owner: Lead: of product"], 2),
        (["owner: Lead", "description: x: y"], 3),
        (["owner: Lead", "\tdescription: x"], 3),
        (["owner: Lead", "  description: x"], 3),
        (["owner: Lead", "tags: [a", "review_in: 1 year"], 3),
        (["owner: Lead", "description: 'x", "review_in: 1 year"], 3),
        (["owner: Lead", 'description: "x', "review_in: 1 year"], 3),
        (["owner: Lead", "description: @x"], 3),
        (["owner: " + "[" * 2000], 2),  # nested too deep
    ],
)
def test_malformed(lines: list[str], line: int) -> None:
    """Invalid YAML is one problem, at the line of the mistake; the text is not changed."""
    found = read(*lines)
    assert problems(*lines) == [(line, "front_matter")]
    assert found.page == Page("page", readable=False)
    assert found.text == "\n".join(["---", *lines, "---", "# Page", ""])


@pytest.mark.parametrize("text", ["---\nowner: Lead\n", "---", "---\nowner: a: b\n# Page\n"])
def test_unclosed(text: str) -> None:
    """Front matter without an end is one problem at its first line, which is removed."""
    found = read_markdown("page", text)
    (problem,) = found.problems
    assert (problem.location, problem.subtype) == (Location("page", 1), "front_matter")
    assert found.page == Page("page", readable=False)
    assert found.text == text.removeprefix("---")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_rare_line_separators(separator: str) -> None:
    """A character that is a line end only in YAML does not change line numbers."""
    lines = (f"other: a{separator}{separator} b", "owner: Lead", "review_in: soon")
    found = read(*lines)
    assert found.page.owner == mention("Lead", 3)
    assert problems(*lines) == [(4, "review")]
    assert problems(*lines, "description: x: y") == [(5, "front_matter")]


# -- reStructuredText ------------------------------------------------------


def test_fields() -> None:
    """The fields at the top of a page are its front matter, with their lines."""
    text = """\

:owner:  Product Lead
:last_reviewed_on: 2026-10-31
:review_in: 4 months

:description: What is built: a summary
:other: 1

Page
====

:owner: Somebody else
"""
    assert read_restructuredtext("page", text) == FrontMatter(
        Page(
            "page",
            owner=mention("Product Lead", 2),
            last_reviewed_on=dt.date(2026, 10, 31),
            review_by=dt.date(2027, 2, 28),
            description="What is built: a summary",
            lines={
                "owner": 2,
                "last_reviewed_on": 3,
                "review_in": 4,
                "description": 6,
                "other": 7,
            },
        ),
        (),
        text,
    )


@pytest.mark.parametrize(
    "text",
    ["", "Page\n====\n\n:owner: Lead\n", "---\nowner: Lead\n---\n", ".. role:: A\n   :area: x\n"],
)
def test_no_fields(text: str) -> None:
    """A page that starts with anything else has no front matter."""
    assert read_restructuredtext("page", text) == FrontMatter(Page("page"), (), text)


def test_first_of_two_fields() -> None:
    """A repeated field has its first value."""
    found = read_restructuredtext("page", ":owner: Lead\n:owner: Maker\n")
    assert found.page.owner == mention("Lead", 1)


def test_carriage_returns() -> None:
    """Other line ends are allowed."""
    found = read_restructuredtext("page", ":owner: Lead\r\n:description: x\r\n\r\nText\r\n")
    assert (found.page.owner, found.page.description) == (mention("Lead", 1), "x")


def test_mistakes_in_fields() -> None:
    """A problem in a field is at its line."""
    text = ":owner: Lead\n:last_reviewed_on: 2026-02-30\n:review_in: soon\n"
    found = read_restructuredtext("page", text)
    assert [(problem.location.line, problem.subtype) for problem in found.problems] == [
        (2, "review"),
        (3, "review"),
    ]
    assert found.page.owner == mention("Lead", 1)
    assert found.text == text


# -- any text -------------------------------------------------------------

_LINES = st.lists(
    st.one_of(
        st.text("ab:-'\"[]{}#|>&*!%@`? \t\x07\x0c\u2028", max_size=8),
        st.builds(
            "{}: {}".format,
            st.sampled_from(("owner", "last_reviewed_on", "review_in", "description")),
            st.one_of(
                st.text(max_size=6),
                st.dates().map(str),
                st.sampled_from(("2026-02-30", "6 months", "999 years", "9999-12-31", "0000-1-1")),
            ),
        ),
    ),
    max_size=6,
)
_FRONT_MATTER = st.builds(
    lambda lines, end: "\n".join(["---", *lines, end, "# Page"]),
    _LINES,
    st.sampled_from(("---", "...", "")),
)
_TEXTS = st.one_of(st.text(), _FRONT_MATTER)
_LIKE_A_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


@given(_TEXTS)
def test_any_text_is_read(text: str) -> None:
    """Every text can be read, and every problem is on one of its lines."""
    for read_text in (read_markdown, read_restructuredtext):
        found = read_text("page", text)
        assert found.page.docname == "page"
        for problem in found.problems:
            assert 1 <= problem.location.line <= text.count("\n") + 1


@given(_TEXTS)
def test_quoting_keeps_the_lines(text: str) -> None:
    """Quoting an impossible date keeps line numbers, and is idempotent."""
    quoted = read_markdown("page", text).text
    assert quoted.count("\n") == text.count("\n")
    assert read_markdown("page", quoted).text == quoted


@given(_TEXTS)
def test_quoting_leaves_other_texts_alone(text: str) -> None:
    """A text without impossible dates whose front matter ends is not changed."""
    first, *others = text.split("\n")
    assume(not first.startswith("---") or any(line.startswith("---") for line in others))
    for match in _LIKE_A_DATE.finditer(text):
        try:
            dt.date.fromisoformat(match[0])
        except ValueError:
            assume(False)  # noqa: FBT003 - signature of hypothesis
    assert read_markdown("page", text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "last_reviewed_on: 2026-02-30",
        "last_reviewed_on:   2026-13-01  ",
        "last_reviewed_on: 2026-02-30  # sic",
        "made-on: 2026-02-30",
        "other:\n  made_on: 2026-02-30",
        "others: [2026-02-30]",
        "others:\n- 2026-02-30",
    ],
)
def test_impossible_date_does_not_hide_the_front_matter(line: str) -> None:
    """If an impossible date is quoted, any YAML parser can read the other keys."""
    quoted = read_markdown("page", f"---\nowner: Lead\n{line}\n---\n# 2026-02-30\n").text
    _, front_matter, rest = quoted.split("---\n")
    assert yaml.safe_load(front_matter)["owner"] == "Lead"
    assert rest == "# 2026-02-30\n"
