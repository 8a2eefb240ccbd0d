"""Current names that are suggested for lost ones."""

from __future__ import annotations

import dataclasses

import pytest
from comparing import compared, name, now, pages

from sphinx_compass.names.names_list import NameRecord, NamesList
from sphinx_compass.names.successors import last_page, successor

# From page a/b, two names moved to a/c and one to words; the label at its top is lost.
MERGED = {
    **pages("a/b", "a/index", "a/c", "words"),
    "label b:top": "a/b/#b-top",
    "label b:more": "a/b/#b-more",
    "role r": "a/b/#role-r",
    "term T": "a/b/#term-T",
    "term V": "a/b/#term-V",
}
TODAY = {
    **now("a/index", "a/c", "words"),
    "label b:more": "a/c#b-more",
    "role r": "a/c#role-r",
    "term T": "words#term-T",
}


@pytest.mark.parametrize(
    ("new", "page"),
    [
        ({}, "a/c"),
        ({"term V": "words#term-V"}, "a/c"),
        ({**now("x"), "term V": "x#term-V"}, "x"),
        (now("a/bb"), "a/bb"),
        ({**now("a/bb", "x"), "term V": "x#term-V"}, "x"),
        ({**now("x"), "label else": "x#else"}, "a/c"),
    ],
    ids=["none", "no new page", "has a term", "similar", "has a term, similar", "unlike"],
)
def test_a_page_is_followed_by_the_one_with_most_of_it(new: dict[str, str], page: str) -> None:
    """A new page with some of its names is preferred, then a new page with a similar name."""
    names = compared(MERGED, {**TODAY, **new})
    assert successor(names, name("page a/b")) == name(f"page {page}")
    assert last_page(names, name("label b:top")) == name(f"page {page}")


def test_a_page_of_which_nothing_is_left() -> None:
    """The only new page is suggested; if there are two, the similar one or none."""
    only = compared(pages("old"), now("zzz"))
    assert successor(only, name("page old")) == name("page zzz")
    similar = compared(pages("older"), now("zzz", "old"))
    assert successor(similar, name("page older")) == name("page old")
    in_folder = compared(pages("some/folder/old"), now("some/folder/zzz", "some/older", "x/older"))
    assert successor(in_folder, name("page some/folder/old")) == name("page some/older")
    unlike = compared(pages("old"), now("zzz", "yyy"))
    assert successor(unlike, name("page old")) is None
    known = NamesList({name("page old"): NameRecord("", ("old/",), "words")})
    other_words = dataclasses.replace(only, listed=known)
    assert successor(other_words, name("page old")) is None
    none = compared(pages("old"), {})
    assert successor(none, name("page old")) is None


def test_the_only_new_name_on_the_page_is_suggested() -> None:
    """It need not be similar. Names of other pages or kinds, and listed ones, don't count."""
    names = compared(
        {**pages("a", "b"), "term Old": "b/#x a/#x", "term Listed": "a/#y"},
        {
            **now("a", "b"),
            "term Listed": "a#y",
            "term Qwerty": "a#q",
            "term Olds": "b#o",
            "role old": "a#role-old",
        },
    )
    assert successor(names, name("term Old")) == name("term Qwerty")


def test_the_most_similar_new_name_is_suggested() -> None:
    """If the page has several new names, the similar one is suggested, else one of any page."""
    on_page = compared(
        {**pages("a"), "term Maker": "a/#x"},
        {**now("a", "b"), "term Makers": "a#1", "term Z": "a#2", "term Makeri": "b#3"},
    )
    assert successor(on_page, name("term Maker")) == name("term Makers")
    elsewhere = compared(
        {**pages("a"), "term Maker": "a/#x"}, {**now("a", "b"), "term Y": "b#1", "term Mak": "b#2"}
    )
    assert successor(elsewhere, name("term Maker")) == name("term Mak")
    unlike = compared(
        {**pages("a"), "term Maker": "a/#x"}, {**now("a", "b"), "term Y": "b#1", "term Z": "b#2"}
    )
    assert successor(unlike, name("term Maker")) is None
    only = compared({**pages("a"), "term Maker": "a/#x"}, {**now("a", "b"), "term Y": "b#1"})
    assert successor(only, name("term Maker")) == name("term Y")


def test_a_page_is_followed_by_the_one_with_most_of_its_words() -> None:
    """Sections without a label have no name that could be on another page, but words."""
    names = compared(
        {**pages("a/b"), "section a/b/#x": "a/b/#x", "section a/b/#y": "a/b/#y"},
        {**now("p", "q"), "section p/#1": "p#1", "section q/#2": "q#2", "section q/#3": "q#3"},
    )
    words = {"section a/b/#x": "x", "section a/b/#y": "y", "page a/b": "whole"}
    words |= {"section p/#1": "x", "section q/#2": "y", "section q/#3": "x"}
    listed = {
        item: dataclasses.replace(record, words=words[str(item)])
        for item, record in names.listed.names.items()
    }
    current = {
        item: dataclasses.replace(found, words=words.get(str(item), ""))
        for item, found in names.current.items()
    }
    names = dataclasses.replace(names, listed=NamesList(listed), current=current)
    assert successor(names, name("page a/b")) == name("page q")


def test_many_new_names() -> None:
    """With too many new names to compare, none is suggested for its spelling."""
    for count, expected in ((30, "term old7"), (31, None)):
        new = {
            f"term {'old7' if number == 7 else f'x{number}'}": f"b#{number}"
            for number in range(count)
        }
        names = compared({**pages("a"), "term old": "a/#x"}, {**now("a", "b"), **new})
        assert successor(names, name("term old")) == (expected and name(expected))


def test_a_label_on_another_page_must_be_similar() -> None:
    """Otherwise a lost label leads to its page; labels of objects are no candidates."""
    listed = {**pages("a"), "label how": "a/#how"}
    unlike = compared(listed, {**now("a", "b"), "label xyz": "b#xyz"})
    assert successor(unlike, name("label how")) is None
    similar = compared(listed, {**now("a", "b"), "label hows": "b#hows"})
    assert successor(similar, name("label how")) == name("label hows")
    of_object = compared(
        {**pages("a"), "label role-how": "a/#how"},
        {**now("a"), "role hows": "a#role-hows", "label role-hows": "a#role-hows"},
    )
    assert successor(of_object, name("label role-how")) is None


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("term Both", "b"),
        ("term Nowhere", "index"),
        ("term Moved", "new"),
        ("term Inner", "in/index"),
        ("term Deeper", "in/index"),
        ("term Deepest", "in/deep/down/index"),
        ("term Deepest of all", "in/deep/down/index"),
        ("term Outer", "index"),
        ("term Of an object", "in/index"),
        ("page in/deep/x", "in/index"),
    ],
)
def test_the_last_page_of_a_name(text: str, page: str) -> None:
    """The last address counts; if its page is lost, it is the index page of the folder."""
    names = compared(
        {
            **pages("a", "b", "in/index", "new", "index", "old", "in/thing", "in/deep/x"),
            **pages("in/deep/down/index"),
            "term Both": "a/#x b/#x",
            "term Nowhere": "",
            "term Moved": "old/#x",
            "page in/gone": "in/gone/",
            "term Inner": "in/gone/#x",
            "page in/deep/gone": "in/deep/gone/",
            "term Deeper": "in/deep/gone/#x",
            "page in/deep/down/gone": "in/deep/down/gone/",
            "term Deepest": "in/deep/down/gone/#x",
            "page in/deep/down/of/gone": "in/deep/down/of/gone/",
            "term Deepest of all": "in/deep/down/of/gone/#x",
            "page out": "out/",
            "term Outer": "out/#x",
            "term Of an object": "in/thing/#x",
        },
        {
            **now("a", "b", "in/index", "in/deep/down/index", "new", "index"),
            "role r": "a#role-r",
        },
        {"page old": "new", "page in/thing": "a: role-r"},
    )
    assert last_page(names, name(text)) == name(f"page {page}")


def test_the_last_page_of_a_name_without_an_address() -> None:
    """It is the start page, even if that moved, and whatever other pages are new."""
    names = compared({"term x": "", "page index": ""}, now("home"), {"page index": "home"})
    assert last_page(names, name("term x")) == name("page home")
    names = compared({"term x": "", **pages("index")}, now("index", "new"))
    assert last_page(names, name("term x")) == name("page index")


def test_the_same_place() -> None:
    """A lost label is followed by the heading, or another label, that has its anchor."""
    names = compared(
        {
            **pages("a"),
            "label x": "b/#x a/#x-heading",
            "label y": "a/#y",
            "label z": "a/#z",
            "term x": "a/#x-heading",
        },
        {
            **now("a"),
            "section a/#x-heading": "a#x-heading X",
            "label new": "a#y",
            "role z": "a#z",
            "term one": "a#1",
            "term two": "a#2",
        },
    )
    assert successor(names, name("label x")) == name("section a/#x-heading")
    assert successor(names, name("label y")) == name("label new")
    assert successor(names, name("label z")) == name("label new")  # the only new one on the page
    assert successor(names, name("term x")) is None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("term Old", {"term Qwerty": "w", "term Olds": "v"}, "term Qwerty"),
        ("term Old", {"term Qwerty": "w", "term Listed": "w"}, "term Qwerty"),
        ("term Old", {"term Listed": "w"}, "term Listed"),
        ("term Old", {"term Qwerty": "w", "term Olds": "w"}, "term Olds"),
        ("term Old", {"role r": "w"}, "term Olds"),
        ("page old", {"page new/where": "w"}, "page new/where"),
        ("section a/#old", {"label somewhere": "w"}, "label somewhere"),
        ("section a/#old", {"label somewhere": "w", "section b/#old": "w"}, "section b/#old"),
        ("label old", {"section b/#old": "w"}, "section b/#old"),
        ("label old", {"label somewhere": "w", "label olds": "w"}, "label olds"),
        ("section a/#old", {"page new/where": "w"}, "page new/where"),
        ("section a/#old", {"page new/where": "w", "section b/#old": "w"}, "section b/#old"),
        ("section a/#old", {"page b": "w"}, "section a/#olds"),
        ("label old", {"page new/where": "w"}, "page new/where"),
        ("term Old", {"page new/where": "w"}, "term Olds"),
    ],
    ids=[
        "term",
        "new term rather than a listed one",
        "listed term",
        "two terms: the similar one",
        "another kind does not count",
        "page",
        "heading with a label",
        "two headings: the similar one",
        "label of a heading",
        "two labels: the similar one",
        "page of its own",
        "heading rather than a page",
        "listed page does not count",
        "page for a label",
        "no page for a term",
    ],
)
def test_the_same_words(text: str, words: dict[str, str], expected: str) -> None:
    """What has the same words replaces a name; the most similar one of several."""
    names = compared(
        {**pages("a", "b", "old"), "term Old": "a/#x", "term Listed": "a/#y", "label old": ""},
        {
            **now("a", "b", "new/where", "olds"),
            "term Listed": "a#y",
            "term Qwerty": "b#q",
            "term Olds": "b#o",
            "role r": "b#r",
            "section a/#olds": "a#olds",
            "section b/#old": "b#old",
            "label somewhere": "b#somewhere",
            "label olds": "b#somewhere",
        },
    )
    listed = names.listed.with_names([name(text)])
    lost = dataclasses.replace(listed.names[name(text)], words="w")
    current = {
        item: dataclasses.replace(found, words=words.get(str(item), ""))
        for item, found in names.current.items()
    }
    names = dataclasses.replace(
        names, listed=NamesList({**listed.names, name(text): lost}), current=current
    )
    assert successor(names, name(text)) == name(expected)
