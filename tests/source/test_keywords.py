"""The key ``keywords`` of front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.places import Location
from sphinx_compass.source.frontmatter import FrontMatter, read_markdown, read_restructuredtext
from sphinx_compass.source.keywords import split

BOTH = ("outage at night", "pager")


def read(*lines: str) -> FrontMatter:
    """Read a page with some lines of front matter, which start on line 2."""
    return read_markdown("page", "\n".join(["---", *lines, "---", "# Page", ""]))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["keywords: [outage at night, pager]"], BOTH),
        (["keywords: outage at night, pager"], BOTH),
        (["keywords:", "- outage at night", "- pager"], BOTH),
        (["keywords:", "  - outage at", "    night", "  - pager"], BOTH),
        (["keywords: 'outage at  night, pager,'"], BOTH),
        (["keywords: [outage at night, 'pager, Pager', pager]"], BOTH),
        (["keywords: pager"], ("pager",)),
        (["keywords: [no, 24, 2026-01]"], ("no", "24", "2026-01")),
        (["owner: Lead"], ()),
    ],
)
def test_forms(lines: list[str], found: tuple[str, ...]) -> None:
    """A list and a text with commas are the same; each keyword counts once."""
    page = read(*lines)
    assert page.problems == ()
    assert page.page.keywords == found


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (["keywords:"], 2, "'keywords' has no value; write words with commas between"),
        (["keywords: []"], 2, "'keywords' has no value"),
        (["keywords: ','"], 2, "'keywords' has no value"),
        (["keywords: {pager, taxi}"], 2, "write 'keywords: [pager, taxi]'"),
        (["keywords: {pager: taxi}"], 2, "write 'keywords: [pager, taxi]'"),
        (["keywords:", "  pager: taxi"], 2, "write 'keywords: [pager, taxi]'"),
        (["keywords: [[pager], taxi]"], 2, "write 'keywords: [pager, taxi]'"),
        (["keywords:", "- taxi", "- pager: at night"], 4, "write 'keywords: [taxi, pager, at"),
        (["keywords: [{}]"], 2, "write 'keywords: […]'"),
        (["keywords: [pager, taxi", "owner: Lead"], 2, "write 'keywords: [pager, taxi]'"),
        (["keywords: pager: taxi"], 2, 'keywords: "pager: taxi"'),
        (["keywords: [pager] taxi"], 2, "write 'keywords: [pager taxi]'"),
        (["keywords: pager #1"], 2, 'keywords: "pager #1"'),
        (["keywords: [12:30, pager]"], 2, 'keywords: "12:30"'),
        (["keywords: ~"], 2, 'keywords: "~"'),
        (["keywords: pager", "keywords: taxi"], 3, "used twice"),
    ],
)
def test_mistakes(lines: list[str], line: int, words: str) -> None:
    """Each mistake is one finding at its line, with what to write."""
    (problem,) = read(*lines).problems
    assert (problem.location, problem.subtype) == (Location("page", line), "front_matter")
    assert words in str(problem)


def test_words_of_a_mistake() -> None:
    """The finding shows the list."""
    (problem,) = read("keywords: {pager, taxi}").problems
    assert str(problem) == (
        "The value of 'keywords' is not a list of words; write 'keywords: [pager, taxi]'."
    )


def test_field() -> None:
    """In reStructuredText, the value is a text with commas."""
    found = read_restructuredtext("page", ":keywords: outage at night, pager\n\nPage\n====\n")
    assert (found.page.keywords, found.problems) == (BOTH, ())


@given(st.lists(st.text("aA, \n")))
def test_any_texts_are_split(texts: list[str]) -> None:
    """Keywords have words, no commas, and no two are the same."""
    found = split(texts)
    assert all(word.strip() == word != "" and "," not in word for word in found)
    assert len({word.lower() for word in found}) == len(found)
    assert split(found) == found
