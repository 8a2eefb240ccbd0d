"""Reading and writing the file of permanent names."""

from __future__ import annotations

import pytest

from sphinx_compass.names.names_list import (
    INVENTORY_TYPES,
    OBJECT_NAMES,
    Name,
    NameRecord,
    NamesList,
    address,
    is_stable,
    kind_of,
    moved_line,
)
from sphinx_compass.organization.kinds import KINDS

TEXT = """\
{
 "moved": {
  "page b": "page a",
  "section a/#b": "a/#Ä"
 },
 "names": {
  "page": {
   "a": {"at": ["a/"]},
   "b": {"at": ["b/"]}
  },
  "role": {
   "maker": {"title": "Mäker", "at": ["a/#role-maker", "b/#role-maker"]}
  },
  "section": {
   "a/#b": {"at": ["a/#b"]},
   "a/#c": {"at": ["a/#c"], "path": "b--c"}
  }
 }
}
"""
LIST = NamesList(
    {
        Name("page", "a"): NameRecord("", ("a/",)),
        Name("page", "b"): NameRecord("", ("b/",)),
        Name("role", "maker"): NameRecord("Mäker", ("a/#role-maker", "b/#role-maker")),
        Name("section", "a/#b"): NameRecord("", ("a/#b",)),
        Name("section", "a/#c"): NameRecord("", ("a/#c",), "b--c"),
    },
    {Name("page", "b"): "page a", Name("section", "a/#b"): "a/#Ä"},
)


def test_text_and_list() -> None:
    """A text that is parsed and written again is the same."""
    assert NamesList.parse(TEXT) == LIST
    assert LIST.dump() == TEXT


def test_the_text_is_sorted() -> None:
    """The order of the names makes no difference."""
    names = dict(sorted(LIST.names.items(), reverse=True))
    moved = dict(sorted(LIST.moved.items(), reverse=True))
    assert NamesList(names, moved).dump() == TEXT


def test_an_empty_list() -> None:
    """A new list has two empty groups."""
    assert NamesList().dump() == '{\n "moved": {},\n "names": {}\n}\n'
    assert NamesList.parse(NamesList().dump()) == NamesList()


def test_lines_of_moved_names() -> None:
    """The line of each name under ``moved`` is found, even if other lines contain its text."""
    assert NamesList.parse(TEXT).lines == {Name("page", "b"): 3, Name("section", "a/#b"): 4}
    text = '\n{"names": {},"moved": {"page a": "page b",\n"page b" : "x",\n"page \\u00e9": "x"}}'
    lines = NamesList.parse(text).lines
    assert lines == {Name("page", "a"): 2, Name("page", "b"): 3, Name("page", "é"): 1}


def test_names_that_are_only_under_moved() -> None:
    """The name of a page or section gives its address; other names have none."""
    moved = '{"page a/b": "x", "section c/#d": "x", "term two words": "x"}'
    assert NamesList.parse(f'{{"moved": {moved}, "names": {{}}}}').names == {
        Name("page", "a/b"): NameRecord("", ("a/b/",)),
        Name("section", "c/#d"): NameRecord("", ("c/#d",)),
        Name("term", "two words"): NameRecord("", ()),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"Expecting value.*"),
        ("[]", "the text is JSON, but not a list of names"),
        ("{}", "the text is JSON, but not a list of names"),
        ('{"moved": {}}', "the text is JSON, but not a list of names"),
        ('{"moved": [], "names": {}}', "the text is JSON, but not a list of names"),
        ('{"moved": {}, "names": {"page": []}}', "the text is JSON, but not a list of names"),
        (
            '{"moved": {}, "names": {"page": {"a": {}}}}',
            "the text is JSON, but not a list of names",
        ),
        (
            '{"moved": {"page": "x"}, "names": {}}',
            "'page' is not a kind and a name, such as 'page guide/start'",
        ),
    ],
)
def test_other_texts(text: str, message: str) -> None:
    """A text that is not a list of names raises an error with a clear message."""
    with pytest.raises(ValueError, match=f"^{message}$"):
        NamesList.parse(text)


@pytest.mark.parametrize(
    ("docname", "anchor", "expected"),
    [
        ("index", "", ""),
        ("index", "x", "#x"),
        ("a", "", "a/"),
        ("a/index", "", "a/"),
        ("a/index", "x", "a/#x"),
        ("a/reindex", "x", "a/reindex/#x"),
    ],
)
def test_addresses(docname: str, anchor: str, expected: str) -> None:
    """Addresses are relative to the site, and have no file name."""
    assert address(docname, anchor) == expected


@pytest.mark.parametrize(
    ("anchor", "stable"),
    [
        ("how-we-meet", True),
        ("idea", True),
        ("id1-x", True),
        ("index-page", True),
        ("", False),
        ("id1", False),
        ("id12", False),
        ("index-0", False),
    ],
)
def test_stable_anchors(anchor: str, *, stable: bool) -> None:
    """Anchors with numbers that docutils or Sphinx assign are not stable."""
    assert is_stable(anchor) is stable


def test_kinds_of_names() -> None:
    """Each kind of object has names; types of other domains are kinds of their own."""
    own = [*KINDS, "term", "label", "page", "section"]
    assert list(INVENTORY_TYPES) == [*own, *OBJECT_NAMES]
    assert [INVENTORY_TYPES[kind] for kind in OBJECT_NAMES] == [f"std:{kind}" for kind in KINDS]
    assert INVENTORY_TYPES["section"] == ""
    assert kind_of("compass:role") == "role"
    assert kind_of("std:doc") == "page"
    assert kind_of("std:term") == "term"
    assert kind_of("std:label") == "label"
    assert kind_of("py:function") == "py:function"


def test_lines_to_add() -> None:
    """A line under ``moved`` is JSON with unescaped text."""
    assert moved_line(Name("term", 'The "Ä"'), "Ü") == r'"term The \"Ä\"": "Ü",'
