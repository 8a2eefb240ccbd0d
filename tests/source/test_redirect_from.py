"""Old addresses and names in front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Subtype
from sphinx_compass.organization.records import Redirection
from sphinx_compass.source.frontmatter import read_markdown, read_restructuredtext

LIST = """\
---
owner: boss
redirect_from:
  - guide/old page
  - guide/old#heading
  - guide/old#other: anchor
  - term Old word: "New: word"
  - label old:label
  - role old-slug
  - py:function old.name: '#new-name'
---
"""


def test_a_list() -> None:
    """Each item has its line, and the indent of the list."""
    found = read_markdown("p", LIST)
    assert found.problems == ()
    assert found.page.redirect_from == tuple(
        Redirection(kind, name, Location("p", line), target, 2)
        for line, (kind, name, target) in enumerate(
            [
                ("page", "guide/old page", ""),
                ("section", "guide/old#heading", ""),
                ("section", "guide/old#other", "anchor"),
                ("term", "Old word", "New: word"),
                ("label", "old:label", ""),
                ("role", "old-slug", ""),
                ("py:function", "old.name", "new-name"),
            ],
            start=4,
        )
    )
    assert [said.written for said in found.page.redirect_from][:4] == [
        "guide/old page",
        "guide/old#heading",
        "guide/old#other",
        "term Old word",
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("old", [("page", "old", "")]),
        ("[old, term A: B]", [("page", "old", ""), ("term", "A", "B")]),
        ("[]", []),
        ("{old: x}", [("page", "old", "x")]),
        ("2024", [("page", "2024", "")]),
        ("index#x", [("section", "index#x", "")]),
        ("index", [("page", "index", "")]),
    ],
)
def test_a_value_in_one_line(value: str, found: list[tuple[str, str, str]]) -> None:
    """One item, or a list in brackets."""
    read = read_markdown("p", f"---\nredirect_from: {value}\n---\n")
    assert read.problems == ()
    assert [(it.kind, it.name, it.target) for it in read.page.redirect_from] == found
    assert {(it.location, it.indent) for it in read.page.redirect_from} <= {(Location("p", 2), -1)}


def test_a_field_of_restructuredtext() -> None:
    """It has one item."""
    for value, name, target in (("old", "old", ""), ("old#x: y", "old#x", "y")):
        [said] = read_restructuredtext("p", f":redirect_from: {value}\n").page.redirect_from
        assert (said.name, said.target, said.location) == (name, target, Location("p", 1))
    assert read_restructuredtext("p", ":owner: boss\n").page.redirect_from == ()


@pytest.mark.parametrize(
    ("item", "suggestion"),
    [
        ("/old/page", "write 'old/page'"),
        ("old/page/", "write 'old/page'"),
        ("old/page.md", "write 'old/page'"),
        ("/old/page/#top", "write 'old/page#top'"),
        ("old#", "write 'old'"),
        ("old/index.html", "write 'old'"),
        ("old/index.html-files/", "write 'old/index.html-files'"),
        ("old/index.html/page#top", "write 'old#top'"),
        ("'#x'", "write 'index#x'"),
        ("../victim", "remove it"),
        ("a/../b", "remove it"),
        ("a//b", "remove it"),
        ("'%2e%2e/victim'", "remove it"),
        (f"a/{'b' * 300}", "remove it"),
        ("a\\b", "remove it"),
        ("c:/b", "remove it"),
        ("/", "remove it"),
        ("_static/x", "remove it"),
        ("search", "remove it"),
        ("search/x", "remove it"),
        ("genindex.html#x", "remove it"),
        ("compass.json", "remove it"),
        (".buildinfo", "remove it"),
        ("https://example.org/en/old/page/", "write 'old/page'"),
        ("https://example.org/en/old/page/?q=1#top", "write 'old/page#top'"),
        ("https://example.org/en/old/index.html", "write 'old'"),
        ("https://example.org/en/old/page.html", "write 'old/page.html'"),
        ("HTTP://localhost:8000/old/page: heading", "write 'old/page'"),
        ("https://example.org/en/old%20page", "write 'old page'"),
        ("https://example.org/en/%2e%2e/victim", "remove it"),
        ("https://example.org/en/", "remove it"),
        ("https://example.org", "remove it"),
        ("https://[", "remove it"),
        ("role Old Role", "write 'role old-role'"),
        ("role ???", "remove it"),
        ("word Old", "begin a name with its kind: term, label, checklist, role, team, area"),
        ("", "write an old address or name, such as 'guide/old'"),
        ("[old]", "write an old address or name, such as 'guide/old'"),
        ("old:", "write an old address or name, such as 'guide/old'"),
        ("old: [x]", "write an old address or name, such as 'guide/old'"),
        ("[old]: x", "write an old address or name, such as 'guide/old'"),
    ],
)
def test_what_cannot_be_an_old_name(item: str, suggestion: str) -> None:
    """It is one problem at its line, and does not count."""
    text = f"---\nredirect_from:\n- right\n- {item}\n---\n"
    read = read_markdown("p", text, "https://example.org/en/")
    [problem] = read.problems
    assert problem.location == Location("p", 4)
    assert problem.suggestion == suggestion
    assert [said.name for said in read.page.redirect_from] == ["right"]


@given(st.text(max_size=30))
def test_any_text(text: str) -> None:
    """Nothing is raised, and each item is right or a problem."""
    quoted = text.encode("unicode_escape").decode().replace('"', '\\"')
    read = read_markdown("p", f'---\nredirect_from: ["{quoted}"]\n---\n')
    wrong = [item for item in read.problems if item.subtype is not Subtype.FRONT_MATTER]
    assert len(wrong) + len(read.page.redirect_from) == 1 or read.problems
    for said in read.page.redirect_from:
        assert ".." not in said.name.partition("#")[0].split("/")


def test_a_long_list() -> None:
    """Each item of a long list is read."""
    items = "\n".join(f"- old/{number}" for number in range(5000))
    read = read_markdown("p", f"---\nredirect_from:\n{items}\n---\n")
    assert len(read.page.redirect_from) == 5000
