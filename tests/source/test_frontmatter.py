"""Front matter: its values and its problems."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from records import mention
from sphinx_compass.organization.front_matter_keys import PAGE_KEYS
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
facts_as_of: 2026-08
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
            facts_as_of=dt.date(2026, 8, 1),
            lines={
                "owner": 3,
                "last_reviewed_on": 4,
                "review_in": 5,
                "description": 6,
                "facts_as_of": 7,
                "other": 8,
            },
        ),
        (),
        WHOLE,
    )


@pytest.mark.parametrize(
    "text",
    [
        "# Page\n",
        "\n---\nother: x\n---\n",
        "----\nother: x\n----\n",
        "text\n---\nother: x\n---\n",
        "# Page\n\nowner: a word, as it happens\n---\n",
        "# Page\n\n---\nowner: a word, as it happens\n\nMore.\n",
        "# Page\n\n```\n---\nowner: x\n---\n```\n",
        "---\n---\n",
    ],
)
def test_none(text: str) -> None:
    """A text that does not start with keys between two lines '---' has no front matter."""
    assert read_markdown("page", text) == FrontMatter(Page("page"), (), text)


def test_empty_page() -> None:
    """Nothing can be said about the keys that an empty page needs."""
    assert not read_markdown("page", " \n\n").page.readable


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
            ["facts_as_of: 2026-08-31"],
            (
                "The value '2026-08-31' of 'facts_as_of' is not a month; "
                "write 'facts_as_of: 2026-08'."
            ),
        ),
        (
            ["facts_as_of: last summer"],
            (
                "The value 'last summer' of 'facts_as_of' is not a month; "
                "write the year and the month, for instance 'facts_as_of: 2026-08'."
            ),
        ),
        (
            ["read_in_order: no"],
            (
                "The value 'no' of 'read_in_order' is neither true nor false; "
                "write 'read_in_order: false'."
            ),
        ),
        (
            ["owner: a: b"],
            ("The value of 'owner' contains a colon; put it in quotes: owner: \"a: b\"."),
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
        ("owner: [a, b]", "front_matter", "one owner"),
        ("description: [a, b]", "front_matter", "one 'description'"),
        ("review_in: {a: b}", "front_matter", "one 'review_in'"),
        ("description: ''", "front_matter", "'description'"),
        ("review_in:", "front_matter", "'review_in'"),
        ("review_in: soon", "review", "'soon'"),
        ("review_in: 6", "review", "'6'"),
        ("last_reviewed_on: 2026-02-30", "review", "'2026-02-30'"),
        ("last_reviewed_on: '2026-02-30'", "review", "'2026-02-30'"),
        ("last_reviewed_on: 2026-1-1", "review", "'2026-1-1'"),
        ("last_reviewed_on: 20260101", "review", "'20260101'"),
        ("last_reviewed_on: May 2026", "review", "'May 2026'"),
        ("facts_as_of:", "front_matter", "'facts_as_of'"),
        ("facts_as_of: [2026-08, 2026-07]", "front_matter", "one 'facts_as_of'"),
        ("facts_as_of: {2026-08: x}", "front_matter", "one 'facts_as_of'"),
        ("facts_as_of: 2026-13", "review", "'2026-13'"),
        ("facts_as_of: 2026-13-01", "review", "'2026-13-01'"),
        ("facts_as_of: '2026-8'", "review", "'2026-8'"),
        ("facts_as_of: 2026-08-01", "review", "'2026-08-01'"),
        ("facts_as_of: 2026", "review", "'2026'"),
        ("facts_as_of: 2026.08", "review", "'2026.08'"),
        ("facts_as_of: August 2026", "review", "'August 2026'"),
        ("read_in_order:", "front_matter", "'read_in_order'"),
        ("read_in_order: yes", "front_matter", "'yes'"),
        ("read_in_order: 1", "front_matter", "'1'"),
        ("read_in_order: [true]", "front_matter", "one 'read_in_order'"),
        ("read_in_order: {true: x}", "front_matter", "one 'read_in_order'"),
        ("facts_as_of: \u0662\u0660\u0662\u0666-08", "review", "08"),
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
    """Invalid YAML is one problem, at the line of the mistake, and blank for the parser."""
    found = read(*lines)
    assert problems(*lines) == [(line, "front_matter")]
    assert found.page == Page("page", readable=False)
    assert found.text == "\n" * (len(lines) + 2) + "# Page\n"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("---\nowner: Lead\n", "\n\n"),
        ("---", ""),
        ("---\nowner: a: b\n# Page\n", "\n\n# Page\n"),
        ("---\nowner: Lead\n\n# Page\n\nText.\n", "\n\n\n# Page\n\nText.\n"),
        # a line across the page is not the end
        ("---\nowner: Lead\n# Page\n\nText.\n\n---\nEnd.", "\n\n# Page\n\nText.\n\n---\nEnd."),
        ("---\nowner: Lead\n\nText.\n\n---\nEnd.", "\n\n\nText.\n\n---\nEnd."),
        ("---\n\nText.\n", "\n\nText.\n"),
    ],
)
def test_unclosed(text: str, rest: str) -> None:
    """Front matter without an end is one problem at its first line, and blank for the parser."""
    found = read_markdown("page", text)
    (problem,) = found.problems
    assert (problem.location, problem.subtype) == (Location("page", 1), "front_matter")
    assert found.page == Page("page", readable=False)
    assert found.text == rest


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\n---\nowner: x\n---\n", 2, "not at the top"),
        ("# Page\n\n---\nowner: x\n---\n", 3, "not at the top"),
        ("<!-- by hand -->\n---\nowner: x\n---\n", 2, "not at the top"),
        ("----\nowner: x\n----\n", 1, "'----'"),
        ("--\nowner: x\n--\n", 1, "'--'"),
        (" ---\nowner: x\n---\n", 1, "'---'"),
        ("\u2014\nowner: x\n---\n", 1, "'\u2014'"),
        ("+++\nowner: x\n+++\n", 1, "'+++'"),
        ("---\nowner: x\n----\n# Page\n", 3, "'----'"),
        ("---\nowner: x\n ---\n# Page\n", 3, "'---'"),
        ("---\nowner: x\n\u2014\n# Page\n", 3, "'\u2014'"),
        ("owner: x\n---\n# Page\n", 1, "not opened"),
        ("\n\nowner: x\nreview_in: 1 year\n---\n# Page\n", 3, "not opened"),
    ],
)
def test_misplaced(text: str, line: int, words: str) -> None:
    """Front matter that is not found where it belongs is one problem, and is not shown."""
    found = read_markdown("page", text)
    (problem,) = found.problems
    assert (problem.location, problem.subtype) == (Location("page", line), "front_matter")
    assert words in problem.message
    assert found.page == Page("page", readable=False)
    assert "owner" not in found.text
    assert found.text.count("\n") == text.count("\n")
    assert ("# Page" in found.text) == ("# Page" in text)


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (["owner:Lead"], 2, "write 'owner: Lead'"),
        (["owner:Lead", "review_in: 1 year"], 2, "write 'owner: Lead'"),
        (["review_in: 1 year", "owner:Lead"], 3, "write 'owner: Lead'"),
        (["owner Lead", "review_in: 1 year"], 2, "no key with a colon"),
        (["owner: Lead", "description"], 3, "no key with a colon"),
        (["description: One line", "and another"], 3, "no key with a colon"),
        (["Just a sentence."], 2, "no key with a colon"),
        (["- owner"], 2, "no key with a colon"),
        (["owner:\tLead"], 2, "tab"),
        (["owner: Lead\t"], 2, "tab"),
        (["owner: Lead", "\tdescription: x"], 3, "tab"),
        (["owner: Lead", "description: a\tb"], 3, "tab"),
        (["owner: Lead", "description: a\x00b"], 3, "U+0000"),
        (["owner: Lead", "description: a\x1bb"], 3, "U+001B"),
        (["owner: Lead", "  description: x"], 3, "indented"),
        (["owner: Lead", "description: one: two"], 3, 'description: "one: two"'),
        (["description: one:"], 2, 'description: "one:"'),
        (['description: \'"one": two'], 2, "counterpart"),
        (['description: "one'], 2, "counterpart"),
        (['description: "One" and two'], 2, "description: '\"One\" and two'"),
        (["description: 'It's ours'"], 2, 'description: "It\'s ours"'),
        (["description: @team does it"], 2, 'description: "@team does it"'),
        (["description: `code` first"], 2, 'description: "`code` first"'),
        (["description: %d days"], 2, 'description: "%d days"'),
        (["description: *Bold* words"], 2, 'description: "*Bold* words"'),
        (["description: &c. and so on"], 2, 'description: "&c. and so on"'),
        (["description: !important"], 2, 'description: "!important"'),
        (["description: | x"], 2, 'description: "| x"'),
        (["description: > 3 people"], 2, 'description: "> 3 people"'),
        (["description: [Draft] Text"], 2, 'description: "[Draft] Text"'),
        (["description: - no"], 2, 'description: "- no"'),
        (["other: &a [*a]"], 2, "'&'"),
        (["owner: &a Lead", "description: *a"], 2, "'&'"),
        (["<<: {owner: Lead}", "owner: x"], 2, "'<<'"),
        (["other: " + "[" * 9 + "]" * 9], 2, "too many lists"),
    ],
)
def test_what_is_wrong_with_a_line(lines: list[str], line: int, words: str) -> None:
    """The one problem is at the line with the mistake, and says how to write it."""
    (problem,) = read(*lines).problems
    assert (problem.location, problem.subtype) == (Location("page", line), "front_matter")
    assert words in str(problem)


def test_mistake_below_a_comment() -> None:
    """A comment that looks like a heading does not count as the end."""
    assert problems("owner: Lead", "", "# by hand", "description: x: y") == [(5, "front_matter")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("owner: Lead # of product", 'owner: "Lead # of product"'),
        ("description: See #5 and #6", 'description: "See #5 and #6"'),
        ("description: #5", 'description: "#5"'),
        ("description: yes", 'description: "yes"'),
        ("owner: no", 'owner: "no"'),
        ("description: On", 'description: "On"'),
        ("description: ~", 'description: "~"'),
        ("owner: null", 'owner: "null"'),
        ("description: 007", 'description: "007"'),
        ("description: 1_000", 'description: "1_000"'),
        ("description: 12:30", 'description: "12:30"'),
        ("description: 1e3", None),
        ("description: 1.50", 'description: "1.50"'),
        ("description: 2026-11-21T10:00:00Z", 'description: "2026-11-21T10:00:00Z"'),
        ("keywords: [no, maybe]", None),
        ("keywords: [2026-11-21 10:00:00 +1]", 'keywords: "2026-11-21 10:00:00 +1"'),
        ('description: "C:\\new"', "single quotes"),
        ("owner: Lead\u200b", "invisible"),
        ("last_reviewed_on: 2026-11-21\ufeff", "invisible"),
    ],
)
def test_value_that_is_read_differently(line: str, words: str | None) -> None:
    """A value that a parser changes is one problem, which shows how to keep it."""
    found = read("other: 1", line)
    if words is None:
        assert found.problems == ()
        return
    (problem,) = found.problems
    assert (problem.location, problem.subtype) == (Location("page", 3), "front_matter")
    assert words in str(problem)
    assert found.page.owner is None
    assert found.page.description == ""
    assert found.page.lines == {"other": 2, line.partition(":")[0]: 3}


@pytest.mark.parametrize(
    "line",
    [
        "description: 'See #5: no, yes'",
        "description: C# and F#",
        "description: 2026",
        "description: >\n  Two lines\n  # in one",
        "description: Two lines\n  in one.",
        'description: "A \\"word\\" in quotes"  # by hand',
        "last_reviewed_on: 2026-11-21  # by hand",
        "facts_as_of: 2026-08  # by hand",
        "facts_as_of: '2026-08'",
        'facts_as_of: "2026-08"',
        "read_in_order: true",
        "read_in_order: False",
        "read_in_order: 'true'",
        "orphan: yes",
        "tocdepth: 02",
        "draft: yes",
        "# by hand",
        "other:\n- 2026\n- word",
        "made_on: 2026-11-21",
        "other: {a: {b: [1, 2]}}",
    ],
)
def test_value_that_is_read_as_it_looks(line: str) -> None:
    """What a parser does not change is no problem."""
    assert read("owner: Lead", line).problems == ()


@pytest.mark.parametrize("second", ["owner: Other", '"owner": Other', "owner : Other"])
def test_key_twice(second: str) -> None:
    """The second one is a problem, and the first one counts."""
    found = read("owner: Lead", "review_in: 1 year", second)
    assert [problem.location.line for problem in found.problems] == [4]
    assert found.page.owner == mention("Lead", 2)


@pytest.mark.parametrize("key", ["2026", "yes", "[a, b]", "{a: b}", "? a"])
def test_key_that_is_not_a_word(key: str) -> None:
    """A key that a parser takes for something else is one problem."""
    (problem,) = read("owner: Lead", f"{key}: x").problems
    assert problem.location.line == 3


@pytest.mark.parametrize("size", [100, 200])
def test_anchors_are_not_expanded(size: int) -> None:
    """Time grows with the text only, whatever it would become."""
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, size))]
    assert problems(*lines) == [(2, "front_matter")]


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
:facts_as_of: 2026-08

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
            facts_as_of=dt.date(2026, 8, 1),
            lines={
                "owner": 2,
                "last_reviewed_on": 3,
                "review_in": 4,
                "description": 6,
                "facts_as_of": 7,
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
            st.sampled_from(PAGE_KEYS),
            st.one_of(
                st.text(max_size=6),
                st.dates().map(str),
                st.sampled_from(
                    ("2026-02-30", "6 months", "999 years", "9999-12-31", "0000-1-1", "2026-08")
                ),
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
    """A text without impossible values whose front matter can be read is not changed."""
    assume(read_markdown("page", text).page.readable)
    assume("=" not in text)  # alone, it is a value that YAML 1.1 reserves, and is quoted
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
