"""The list of permanent names after an update."""

from __future__ import annotations

import dataclasses

from comparing import compared, name, now

from sphinx_compass.names.merging import merged
from sphinx_compass.names.names_list import NameRecord, NamesList


def test_the_list_with_new_names() -> None:
    """New names, titles and addresses are added, and nothing is removed."""
    names = compared(
        {"page gone": "gone/", "role maker": "a/#role-old"},
        {
            **now("a"),
            "role maker": "a#role-maker The maker",
            "term T": "a#term-T title of a term",
            "label numbered": "a#id1",
        },
        {"page older": "a", "section older/#x": "a: role-maker"},
        {"role old": "role maker", "role maker": "role maker", "role unlisted": "role maker"},
        maker="Maker",
    )
    assert merged(names) == NamesList(
        {
            name("page gone"): NameRecord("", ("gone/",)),
            name("page older"): NameRecord("", ("older/",), page="a"),
            name("section older/#x"): NameRecord("", ("older/#x",), page="a"),
            name("page a"): NameRecord("", ("a/",)),
            name("role maker"): NameRecord("The maker", ("a/#role-old", "a/#role-maker")),
            name("term T"): NameRecord("", ("a/#term-T",)),
            name("label numbered"): NameRecord("", ()),
        }
    )


def test_the_list_remembers_words() -> None:
    """A name takes those of what it leads to now; a lost one keeps its last ones."""
    names = compared(
        {"term old": "a/#o", "term lost": "a/#l", "term away": "a/#w", "term new": "a/#n"},
        {**now("a"), "term new": "a#n"},
        {"term old": "a: new", "term away": "a"},
    )
    before = {
        item: dataclasses.replace(names.listed.names[item], words=f"of {item}")
        for item in names.listed.names
    }
    current = {
        item: dataclasses.replace(found, words="now") for item, found in names.current.items()
    }
    names = dataclasses.replace(names, listed=NamesList(before), current=current)
    assert {str(item): record.words for item, record in merged(names).names.items()} == {
        "page a": "now",
        "term away": "of term away",
        "term lost": "of term lost",
        "term new": "now",
        "term old": "now",
    }
    assert (
        names.listed.names[name("term old")].addresses
        == merged(names).names[name("term old")].addresses
    )
