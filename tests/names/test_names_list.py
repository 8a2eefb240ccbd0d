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
)
from sphinx_compass.organization.kept_json import KeptFileError
from sphinx_compass.organization.kinds import KINDS

TEXT = """\
{
 "names": {
  "page": {
   "a": {"words": "0123456789ab", "at": ["a/"]},
   "b": {"page": "a", "at": ["b/"]}
  },
  "role": {
   "maker": {"title": "Mäker", "at": ["a/#role-maker", "b/#role-maker"]}
  },
  "section": {
   "a/#b": {"at": ["a/#b"]},
   "a/#c": {"path": "b--c", "at": ["a/#c"]}
  }
 }
}
"""
LIST = NamesList(
    {
        Name("page", "a"): NameRecord("", ("a/",), "0123456789ab"),
        Name("page", "b"): NameRecord("", ("b/",), page="a"),
        Name("role", "maker"): NameRecord("Mäker", ("a/#role-maker", "b/#role-maker")),
        Name("section", "a/#b"): NameRecord("", ("a/#b",)),
        Name("section", "a/#c"): NameRecord("", ("a/#c",), path="b--c"),
    },
)


def test_text_and_list() -> None:
    """A text that is parsed and written again is the same."""
    assert NamesList.parse(TEXT.encode()) == LIST
    assert LIST.dump() == TEXT


def test_the_text_is_sorted() -> None:
    """The order of the names makes no difference."""
    names = dict(sorted(LIST.names.items(), reverse=True))
    assert NamesList(names).dump() == TEXT


def test_an_empty_list() -> None:
    """A new list has one empty group, and an empty object is a list as well."""
    assert NamesList().dump() == '{\n "names": {}\n}\n'
    assert NamesList.parse(NamesList().dump().encode()) == NamesList() == NamesList.parse(b"{}")


def test_names_below_moved() -> None:
    """They do not count, but are known with their lines."""
    text = '\n{"names": {},"moved": {"page a": "page b",\n"page \\u00e9" : 1}}'
    found = NamesList.parse(text.encode())
    assert found == NamesList()
    assert found.former == {"page a": ("page b", 2), "page é": ("1", 3)}


def test_further_names() -> None:
    """The name of a page or section gives its address; what the list knows stays."""
    more = (Name("page", "b/c"), Name("section", "d/#e"), Name("term", "F"), Name("page", "a"))
    assert NamesList(LIST.names, {"x": ("y", 1)}).with_names(more).former == {"x": ("y", 1)}
    assert LIST.with_names(more).names == {
        **LIST.names,
        Name("page", "b/c"): NameRecord("", ("b/c/",)),
        Name("section", "d/#e"): NameRecord("", ("d/#e",)),
        Name("term", "F"): NameRecord("", ()),
    }


def in_list(kind: str, name: str, record: str) -> str:
    """Return the text of a list with one name, in the third line."""
    return f'{{"names":\n{{"{kind}": {{\n"{name}":\n{record}}}}}}}'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "this is not JSON"),
        ("[]", 1, "this must be in braces: {}"),
        ('{"moved": []}', 1, "this must be in braces: {}"),
        ('{\n"other": {}}', 2, "this key is unknown"),
        ('{"names":\n{"page": []}}', 2, "this must be in braces: {}"),
        (in_list("page", "a", "[]"), 3, "this must be in braces: {}"),
        (in_list("page", "a", "{}"), 3, "the record of 'a' is not complete"),
        (in_list("page", "a", '{"at": "a/"}'), 3, "the record of 'a' is not complete"),
        (in_list("page", "a", '{"at": [], "x": 1}'), 3, "the record of 'a' is not complete"),
        (in_list("page", "a", '{"at":\n["a/",\n1]}'), 6, "this cannot be an address"),
        (in_list("page", "a", '{"at": ["../a/"]}'), 4, "this cannot be an address"),
        (in_list("page", "a", '{"at": ["a"]}'), 4, "this cannot be an address"),
        (in_list("role", "a", '{"at": [],\n"title": 1}'), 5, "this must be a text in quotes"),
        (in_list("role", "a", '{"at": [], "words": []}'), 4, "this must be a text in quotes"),
        (in_list("page", "a", '{"at": [],\n"page": 1}'), 5, "this must be a text in quotes"),
        (in_list("page", "a", '{"at": [],\n"page": "../b"}'), 5, "this cannot be an address"),
        (in_list("page", "../a", '{"at": []}'), 3, "'../a' cannot be a name"),
        (in_list("page", "", '{"at": []}'), 3, "'' cannot be a name"),
        (in_list("section", "a", '{"at": []}'), 3, "'a' cannot be a name"),
        (in_list("term", " ", '{"at": []}'), 3, "' ' cannot be a name"),
    ],
)
def test_other_texts(text: str, line: int, message: str) -> None:
    """A text that is not a list of names raises an error at the line of what is wrong."""
    with pytest.raises(KeptFileError) as caught:
        NamesList.parse(text.encode())
    assert (caught.value.line, caught.value.reason) == (line, message)


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
