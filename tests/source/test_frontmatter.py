"""Front matter: what a page says about itself, and what cannot be read in it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from sphinx_compass.source.frontmatter import parse, readable
from sphinx_compass.organization.model import Location, Page
from records import mention

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


def problems(*lines: str) -> list[tuple[int, str, str]]:
    """Return line, subtype and message of each problem in a closed front matter."""
    text = "\n".join(["---", *lines, "---", "# Page", ""])
    return [
        (problem.location.line, problem.subtype, problem.message)
        for problem in parse("page", text)[1]
    ]


def test_whole() -> None:
    """Every key is read, with its line and with the date that follows from two of them."""
    assert parse("page", WHOLE) == (
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
    """A text that does not open with keys between two lines '---' has no front matter."""
    assert parse("page", text) == (Page("page"), ())


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
    """Another closing line, other line ends, and spaces and quotes make no difference."""
    assert parse("page", text) == (
        Page("page", owner=mention("Lead", 2), lines={"owner": 2}),
        (),
    )


# -- mistakes -------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "subtype", "message"),
    [
        ("owner:", "front_matter", "The front matter key 'owner' has no value"),
        ("owner: [a, b]", "front_matter", "The front matter key 'owner' has no value"),
        ("description: ''", "front_matter", "The front matter key 'description' has no value"),
        ("review_in:", "front_matter", "The front matter key 'review_in' has no value"),
        ("review_in: soon", "review", "The review interval 'soon' cannot be read"),
        ("review_in: 6", "review", "The review interval '6' cannot be read"),
        ("last_reviewed_on: 2026-02-30", "review", "The review date '2026-02-30' is not a date"),
        ("last_reviewed_on: '2026-02-30'", "review", "The review date '2026-02-30' is not a date"),
        ("last_reviewed_on: 2026-1-1", "review", "The review date '2026-1-1' is not a date"),
        ("last_reviewed_on: 20260101", "review", "The review date '20260101' is not a date"),
        ("last_reviewed_on: May 2026", "review", "The review date 'May 2026' is not a date"),
    ],
)
def test_unreadable_value(line: str, subtype: str, message: str) -> None:
    """A value that cannot be read is one problem, at its own line, whatever stands around it."""
    assert problems("other: 1", "", line) == [(4, subtype, message)]


def test_every_mistake_is_reported() -> None:
    """One mistake does not hide the others, nor the values that are right."""
    text = "---\nowner: Lead\nlast_reviewed_on: x\nreview_in: y\ndescription:\n---\n"
    page, found = parse("page", text)
    assert page.owner == mention("Lead", 2)
    assert (page.last_reviewed_on, page.review_by, page.description) == (None, None, "")
    assert [problem.location.line for problem in found] == [3, 4, 5]


def test_interval_beyond_the_calendar() -> None:
    """An interval that ends after the year 9999 is a problem at its line."""
    assert [
        (line, subtype)
        for line, subtype, _ in problems("last_reviewed_on: 9999-12-01", "review_in: 1 year")
    ] == [(3, "review")]


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
    ],
)
def test_malformed(lines: list[str], line: int) -> None:
    """What is not YAML is one problem, at the line that holds the mistake."""
    assert problems(*lines) == [
        (line, "front_matter", "The front matter cannot be read from this line on")
    ]


@pytest.mark.parametrize("text", ["---\nowner: Lead\n", "---", "---\nowner: a: b\n# Page\n"])
def test_unclosed(text: str) -> None:
    """Front matter without an end is one problem, at its beginning."""
    page, (problem,) = parse("page", text)
    assert page == Page("page", readable=False)
    assert (problem.location, problem.message) == (
        Location("page", 1),
        "The front matter that starts here is not closed",
    )


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
    """No text is beyond reading, and every problem stands on a line of it."""
    page, found = parse("page", text)
    assert page.docname == "page"
    for problem in found:
        assert 1 <= problem.location.line <= text.count("\n") + 1


@given(_TEXTS)
def test_quoting_keeps_the_lines(text: str) -> None:
    """Quoting an impossible date moves no line, and needs no second time."""
    quoted = readable(text)
    assert quoted.count("\n") == text.count("\n")
    assert readable(quoted) == quoted


@given(_TEXTS)
def test_quoting_leaves_other_texts_alone(text: str) -> None:
    """A text without an impossible date, and with an end to its front matter, stays as it is."""
    first, *others = text.split("\n")
    assume(not first.startswith("---") or any(line.startswith("---") for line in others))
    for match in _LIKE_A_DATE.finditer(text):
        try:
            dt.date.fromisoformat(match[0])
        except ValueError:
            assume(False)  # noqa: FBT003 - hypothesis's own signature
    assert readable(text) == text


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
    """With an impossible date quoted, the other keys can be read by any YAML parser."""
    quoted = readable(f"---\nowner: Lead\n{line}\n---\n# 2026-02-30\n")
    _, front_matter, rest = quoted.split("---\n")
    assert yaml.safe_load(front_matter)["owner"] == "Lead"
    assert rest == "# 2026-02-30\n"
