"""Findings about lines for old names that lead nowhere or are not needed."""

from __future__ import annotations

import dataclasses

import pytest
from comparing import compared, listed, now, pages

from sphinx_compass.names.comparison import ComparedNames
from sphinx_compass.names.names_list import NamesList
from sphinx_compass.names.suggestions import Hints
from sphinx_compass.names.wrong_lines import former_lines, wrong_redirections
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Page, Redirection

CURRENT = {**now("a", "b", "c/index"), "label x": "a#x", "label y": "b#y", "role r": "a#role-r R"}
NOT_HERE = (
    "which is not on this page; write an anchor or a name that this page has, or remove the target."
)


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ({"page b": "a"}, "a, line 1: 'b' is below `redirect_from`, but still exists; remove it."),
        ({"page a": "a"}, "a, line 1: 'a' is below `redirect_from`, but still exists; remove it."),
        ({"page c": "a"}, "a, line 1: 'c' is below `redirect_from`, but still exists; remove it."),
        (
            {"section b/#y": "a"},
            "a, line 1: 'b#y' is below `redirect_from`, but still exists; remove it.",
        ),
        (
            {"label y": "a"},
            "a, line 1: 'label y' is below `redirect_from`, but still exists; remove it.",
        ),
        (
            {"role other": "a"},
            "a, line 1: 'role other' is below `redirect_from`, but still exists; remove it.",
        ),
        ({"term old": "a: X"}, f"a, line 1: 'term old' leads to 'X', {NOT_HERE}"),
        ({"page old": "a: y"}, f"a, line 1: 'old' leads to 'y', {NOT_HERE}"),
        ({"label old": "a: y"}, f"a, line 1: 'label old' leads to 'y', {NOT_HERE}"),
        (
            {"term B": "a: A", "term A": "a: B"},
            "a, line 1: 'term B' leads in a circle back to itself; correct the target.",
        ),
        (
            {"term in": "a: A", "term B": "a: A", "term A": "a: B"},
            "a, line 2: 'term B' leads in a circle back to itself; correct the target.",
        ),
        (
            {"term A": "a: A"},
            "a, line 1: 'term A' leads in a circle back to itself; correct the target.",
        ),
        (
            {"term A": "a: B", "term B": "a: C", "term C": "a: D"},
            f"a, line 3: 'term C' leads to 'D', {NOT_HERE}",
        ),
    ],
)
def test_one_problem_for_one_mistake(moved: dict[str, str], expected: str) -> None:
    """Each has the line of the value that is wrong."""
    names = compared(pages("a"), CURRENT, moved, {"role other": "role r"})
    assert [f"{found.location}: {found}" for found in wrong_redirections(names)] == [expected]


def test_two_pages_list_the_same() -> None:
    """The second of them is wrong."""
    first, second = (compared({}, CURRENT, {"page old": page}) for page in ("a", "b"))
    names = ComparedNames(first.listed, first.current, pages={**second.pages, **first.pages})
    [found] = wrong_redirections(names)
    assert f"{found.location}: {found}" == (
        "b, line 1: 'old' is also below `redirect_from` at a, line 1; keep one of the two."
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((1, 2), "a, line 2: 'old' is also below `redirect_from` at a, line 1"),
        ((1, 1), "a, line 1: 'old' is twice in this line below `redirect_from`"),
    ],
)
def test_one_page_lists_the_same_twice(lines: tuple[int, int], expected: str) -> None:
    """The second of them is wrong, in its own line or in the same one."""
    said = tuple(Redirection("page", "old", Location("a", line)) for line in lines)
    names = compared({}, CURRENT)
    names = dataclasses.replace(names, pages={"a": Page("a", redirect_from=said)})
    [found] = wrong_redirections(names)
    assert f"{found.location}: {found}" == f"{expected}; keep one of the two."


def test_lines_that_are_right() -> None:
    """Pages, anchors, names and chains of them are no problem."""
    moved = {
        "page old": "a",
        "section old/#x": "a: x",
        "section b/#old": "a: role-r",
        "label old": "b: y",
        "label older": "a: old",
        "term gone": "a",
        "role left": "a: r",
    }
    assert list(wrong_redirections(compared({}, CURRENT, moved))) == []


def test_many_lines() -> None:
    """Ten thousand values that follow each other, also in a circle, are one problem."""
    count = 10_000
    chain = {f"term {number}": f"a: {number + 1}" for number in range(count)}
    assert len(list(wrong_redirections(compared({}, now("a"), chain)))) == 1
    circle = chain | {f"term {count}": "a: 0"}
    assert len(list(wrong_redirections(compared({}, now("a"), circle)))) == 1


# -- the former key of the list ---------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "to", "fix"),
    [
        ("page old", "a", "write 'redirect_from: [old]' in the front matter of a.md"),
        ("page /old/", "page a", "write 'redirect_from: [old]' in the front matter of a.md"),
        ("page old", "role r", "write 'redirect_from: [old: role-r]' in the front matter of a.md"),
        ("section b/#z", "b/#y", "write 'redirect_from: [b#z: y]' in the front matter of b"),
        ("term T", "page a", "write 'redirect_from: [term T]' in the front matter of a.md"),
        ("label z", "x", "write 'redirect_from: [label z: x]' in the front matter of a.md"),
        ("page old", "gone", "write 'redirect_from: [old]' in the page that it leads to"),
    ],
)
def test_a_line_below_moved(key: str, to: str, fix: str) -> None:
    """The finding says which page should say it instead, and how."""
    assert former(key, to) == (
        f"names.json, line 3: '{key}' is below `moved`, which people no longer write; "
        f"remove the line, and {fix}."
    )


@pytest.mark.parametrize("key", ["page ../victim", "section ../x/#y", "page said", "page "])
def test_a_line_below_moved_to_remove(key: str) -> None:
    """A line that is unsafe, or that a page says already, is removed."""
    assert former(key, "a").endswith("no longer write; remove the line.")


def former(key: str, to: str) -> str:
    """Return the finding about a line below ``moved``."""
    names = compared({}, CURRENT, {"page said": "a"})
    old = NamesList(listed({"page said": ""}).names, {key: (to, 3)})
    names = ComparedNames(old, names.current, pages=names.pages)
    [found] = former_lines(names, Hints("names.json", "", {"a": "a.md"}))
    return f"{found.location}: {found}"
