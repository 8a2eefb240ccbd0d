"""The targets of permanent names and addresses, without a build."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from comparing import compared, name, now, pages, target

from sphinx_compass.names.names_list import Name, NamesList
from sphinx_compass.names.targets import KeptAnchor, Redirect, Target
from sphinx_compass.organization.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_compass.names.comparison import ComparedNames

# -- targets of names -----------------------------------------------------------


def test_moves_follow_each_other() -> None:
    """A name that moved twice, or to another kind, leads to its current place."""
    names = compared(
        {"page a": "a/", "term Old": "a/#term-Old", "term Older": ""},
        {"page c": "c", "role maker": "c#role-maker"},
        {"page a": "c", "term Older": "c: Old", "term Old": "c: role-maker"},
    )
    assert names.current_name(name("page a")) == name("page c")
    assert names.current_name(name("page c")) == name("page c")
    assert names.current_name(name("term Older")) == name("role maker")
    assert names.target(name("term Older")) == target("c#role-maker")
    assert names.redirects["a"].anchors == {"term-Old": Place("c", "role-maker")}


def test_names_that_lead_nowhere() -> None:
    """Unknown names, cycles and moves to nothing have no target."""
    names = compared({}, now("a"), {"label b": "a: c", "label c": "a: b", "label d": "a: e"})
    for text in ("label b", "label c", "label d", "label e", "page x", "section b/#x"):
        assert names.current_name(name(text)) is None
        assert names.target(name(text)) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("x", "page x"),
        ("x: new", "term new"),
        ("x: Two words", "term Two words"),
        ("x: both", "term both"),
        ("x: anchor", "label l"),
    ],
)
def test_a_target_is_a_name_or_an_anchor(said: str, expected: str) -> None:
    """A target is an anchor of the page unless a name of the same kind has that spelling."""
    names = compared(
        {},
        {
            **now("x"),
            "term new": "x#term-new",
            "term Two words": "x#term-Two-words",
            "term both": "x#term-both",
            "label both": "x#both",
            "label l": "x#anchor",
        },
        {"term old": said},
    )
    assert names.current_name(name("term old")) == name(expected)


@pytest.mark.parametrize("kind", ["page", "section"])
def test_the_target_of_an_address_is_an_anchor(kind: str) -> None:
    """It is not the name of a page."""
    old = {"page": "page old", "section": "section old/#x"}[kind]
    names = compared({}, {**now("x", "y"), "label l": "x#y"}, {old: "x: y"})
    assert names.current_name(name(old)) == name("label l")


def test_aliases_come_before_moves() -> None:
    """A former slug leads to the object that has it as an alias."""
    names = compared(
        {"role old": ""},
        {"role new": "a#role-new", "role other": "a#role-other"},
        {"role old": "a: other"},
        {"role old": "role new"},
    )
    assert names.current_name(name("role old")) == name("role new")


def test_the_label_of_an_object_follows_the_object() -> None:
    """The label of a former object leads to the current object; other labels do not."""
    names = compared(
        {"role old": "", "label role-old": "", "label role-": "", "label my-role-old": ""},
        {"role new": "a#role-new", "role role-model": "a#role-role-model", "team t": "a#team-t"},
        {"role old": "a: new"},
        {"area short": "team t"},
    )
    assert names.current_name(name("label role-old")) == name("role new")
    assert names.current_name(name("label area-short")) == name("team t")
    assert names.current_name(name("label team-t")) == name("team t")
    assert names.current_name(name("label role-role-model")) == name("role role-model")
    assert names.current_name(name("label my-role-old")) is None
    assert names.current_name(name("label role-")) is None
    assert names.object_of(name("label role-old")) == name("role old")
    assert names.object_of(name("term role-old")) is None
    assert names.object_of(name("label role-unknown")) is None


def test_the_name_in_sphinx_follows_the_object() -> None:
    """What Sphinx's own directive called an object leads to it, also if it was renamed."""
    names = compared(
        {"std:team Core Team": "a/#std-team-Core-Team", "std:team Old": "", "team old": ""},
        {"team core-team": "a#team-core-team Core Team", "term Core Team": "a#term-Core-Team"},
        {"team old": "a: core-team"},
    )
    core = target("a#team-core-team Core Team")
    assert list(names.former("std:team")) == [("Core Team", core), ("Old", core)]
    assert names.object_of(name("std:team Old")) == name("team old")
    assert names.object_of(name("std:role Core Team")) is None
    assert names.object_of(name("std:doc Core Team")) is None


def test_sections_are_found_by_their_anchor() -> None:
    """A section leads to what has its anchor now, even if its page moved."""
    names = compared(
        pages("old"),
        {**now("new"), "label x": "new#x", "section new/#y": "new#y"},
        {"page old": "new"},
    )
    assert names.current_name(name("section old/#x")) == name("label x")
    assert names.current_name(name("section old/#y")) == name("section new/#y")
    assert names.current_name(name("section new/#x")) == name("label x")
    assert names.current_name(name("section new/#z")) is None
    assert names.current_name(name("section lost/#x")) is None
    assert names.name_at(Place("old", "x")) == name("label x")


def test_further_anchors_of_a_label() -> None:
    """Other anchors of a labeled section mean the label."""
    label = Target("X", Place("a", "x"), more_anchors=("heading", "y"))
    assert label.places == (Place("a", "x"), Place("a", "heading"), Place("a", "y"))
    names = compared({}, now("a"))
    names = type(names)(names.listed, {**names.current, name("label x"): label})
    assert names.current_name(name("section a/#heading")) == name("label x")


# -- addresses ----------------------------------------------------------------------


def test_places_of_addresses() -> None:
    """An address belongs to a page that has or had it, or else to the page at that path."""
    names = compared(pages("a/index", "b"), now("b/index", "index"))
    assert names.place("") == Place("index")
    assert names.place("#x") == Place("index", "x")
    assert names.place("a/") == Place("a/index")
    assert names.place("b/#x") == Place("b/index", "x")
    assert names.place("c/d/#x") == Place("c/d", "x")
    assert names.place("UX/") == Place("UX")
    assert compared({}, {}).place("#x") == Place("index", "x")
    assert names.page_addresses == {"b/", ""}
    assert names.is_page("b/index")
    assert not names.is_page("b")


def test_kept_anchors() -> None:
    """A page keeps the anchors of what moved away or was renamed, but not those that it has."""
    names = compared(
        {
            **pages("a", "b"),
            "term Left": "a/#term-Left",
            "term Stayed": "a/#term-Stayed",
            "label z": "a/#z",
            "label lost": "a/#lost",
            "role r": "a/#role-r b/#role-r",
        },
        {
            **now("a", "b"),
            "term Left": "b#term-Left LEFT",
            "term Stayed": "a#term-Stayed",
            "role new": "a#role-new NEW",
        },
        {"label z": "b"},
        {"role r": "role new"},
    )
    new = target("a#role-new NEW")
    assert names.kept_anchors("a") == (
        KeptAnchor("role-r", new),
        KeptAnchor("term-Left", target("b#term-Left LEFT")),
        KeptAnchor("z", target("b B")),
    )
    assert names.kept_anchors("b") == (KeptAnchor("role-r", new),)
    assert names.kept_anchors("c") == ()


def test_the_first_of_two_names_keeps_an_anchor() -> None:
    """If two names had the same address, the anchor leads where the first one does."""
    names = compared(
        {"label a": "p/#x", "label b": "p/#x"},
        {"page p": "p P", "page q": "q Q"},
        {"label a": "p", "label b": "q"},
    )
    assert names.kept_anchors("p") == (KeptAnchor("x", target("p P")),)


def test_redirects() -> None:
    """The address of a former page redirects to its current page, and so do its anchors."""
    names = compared(
        {
            **pages("old", "kept", "lost", "one", "two"),
            "term Moved": "old/#term-Moved",
            "term Elsewhere": "old/#term-Elsewhere",
            "label x": "old/#x",
            "label gone": "old/#gone",
            "label else": "lost/#else",
        },
        {
            **now("kept", "new", "one/index"),
            "term Moved": "new#term-Moved",
            "term Elsewhere": "kept#term-E",
            "label y": "new#y",
        },
        {
            "page old": "new",
            "label x": "new: y",
            "page two": "new: term-Moved",
            "page one": "new",
        },
    )
    assert names.redirects == {
        "old": Redirect(
            target("new NEW"),
            {
                "gone": Place("new"),
                "term-Elsewhere": Place("kept", "term-E"),
                "x": Place("new", "y"),
            },
        ),
        "two": Redirect(target("new#term-Moved"), {}),
    }


def test_a_page_that_becomes_a_folder_keeps_its_address() -> None:
    """`a.md` and `a/index.md` have the same address, which needs no redirect."""
    names = compared(pages("a"), now("a/index"), {"page a": "a/index"})
    assert names.redirects == {}
    assert list(names.former("page")) == [("a", target("a/index A/INDEX"))]


def test_former_names() -> None:
    """Former names of a kind are sorted; current ones and lost ones are left out."""
    names = compared(
        {"term b": "", "term a": "", "term c": "", "term new": "", "role a": ""},
        {**now("p"), "term new": "p#new"},
        {"term a": "p: new", "term b": "p: new", "role a": "p: new"},
    )
    assert list(names.former("term")) == [("a", target("p#new")), ("b", target("p#new"))]
    assert list(names.former("role")) == [("a", target("p#new"))]
    assert list(names.former("page")) == []


def test_places_before() -> None:
    """Former places of a name don't include current places, lost ones, or those of others."""
    names = compared(
        {
            **pages("a", "lost"),
            "term Old": "a/#term-Old",
            "term New": "a/#z c/#z a/#z lost/#z c/#term-New c/#x",
        },
        {**now("c"), "term New": "c#term-New", "label x": "c#x"},
        {"page a": "c", "term Old": "c: New", "label y": "c: x"},
    )
    assert names.places_before(name("term New")) == (Place("a", "z"), Place("c", "z"))
    assert names.places_before(name("term Old")) == (Place("a", "term-Old"),)
    assert names.places_before(name("page a")) == (Place("a"),)
    assert names.places_before(name("page lost")) == ()
    assert names.places_before(name("label x")) == ()


# -- what was on a page that is gone -----------------------------------------------------


def test_what_was_on_a_page_follows_it() -> None:
    """What a page had when it was removed leads to the page that has its address now."""
    names = compared(
        {
            **pages("old", "lost"),
            "term T": "a/#term-T old/#term-T",
            "role r": "old/#role-r",
            "label role-r": "old/#role-r",
            "section old/#x": "old/#x",
            "term Left before": "old/#term-L a/#term-L",
            "term Lost": "lost/#term-Lost",
        },
        now("a", "new"),
        {"page old": "new"},
    )
    for text in ("term T", "role r", "label role-r", "section old/#x"):
        assert names.current_name(name(text)) == name("page new")
    for text in ("term Left before", "term Lost"):
        assert names.current_name(name(text)) is None


# -- words ---------------------------------------------------------------------------------

WORDS = {"term Old": "w1", "term New": "w1", "term Other": "w2", "section a/#old": "w3"}


def with_words(now_words: Mapping[str, str], moved: Mapping[str, str]) -> ComparedNames:
    """Return a comparison in which the list has WORDS, and the handbook others."""
    names = compared(
        dict.fromkeys(WORDS, ""),
        {
            **now("a", "b"),
            "term New": "a#term-New",
            "term Other": "a#term-Other",
            "section a/#new": "a#new",
            "section b/#new": "b#new",
        },
        moved,
    )
    records = {
        item: dataclasses.replace(record, words=WORDS.get(str(item), ""))
        for item, record in names.listed.names.items()
    }
    current = {
        item: dataclasses.replace(found, words=now_words.get(str(item), ""))
        for item, found in names.current.items()
    }
    return dataclasses.replace(names, listed=NamesList(records), current=current)


@pytest.mark.parametrize(
    ("now_words", "said", "expected"),
    [
        ({"term New": "w1"}, "a", "term New"),
        ({"term New": "edited"}, "a", "term New"),
        ({"term New": "w1"}, "b", "page b"),
        ({"term New": "w1", "term Other": "w1"}, "a", "page a"),
    ],
    ids=["same words", "edited since", "on another page", "of two terms"],
)
def test_a_name_without_a_target_leads_to_the_same_words(
    now_words: dict[str, str], said: str, expected: str
) -> None:
    """That is the only name on the page that has them, or had them in the list."""
    names = with_words(now_words, {"term Old": said})
    assert names.current_name(name("term Old")) == name(expected)


def test_an_address_without_a_target() -> None:
    """That of a heading leads to the same words, and that of a page to the page."""
    words = {"section a/#new": "w3", "section b/#new": "w3", "page a": "w3"}
    names = with_words(words, {"section a/#old": "a", "page gone": "a"})
    assert names.current_name(name("section a/#old")) == name("section a/#new")
    assert names.current_name(name("page gone")) == name("page a")


def test_no_words_are_not_the_same_words() -> None:
    """Names without text are not taken for each other."""
    names = with_words({}, {"section a/#empty": "a"})
    assert names.current_name(name("section a/#empty")) == name("page a")


# -- size ----------------------------------------------------------------------------------


def test_a_chain_of_many_moves() -> None:
    """Ten thousand moves after each other take one walk, from whichever end."""
    count = 10_000
    moved = {f"label {number}": f"a: {number + 1}" for number in range(count)}
    names = compared({}, {**now("a"), f"label {count}": "a#end"}, moved)
    steps = 0
    follow = type(names).next

    class Counted(type(names)):  # type: ignore[misc]
        def next(self, item: Name) -> Name | None:
            nonlocal steps
            steps += 1
            return follow(self, item)

    counted = Counted(names.listed, names.current, names.aliases, names.pages)
    for number in (0, count // 2, count - 1):
        assert counted.current_name(name(f"label {number}")) == name(f"label {count}")
    assert len(list(counted.former("label"))) == count
    assert steps == count


def test_names_are_written_with_their_kind() -> None:
    """A name is shown as an editor writes it."""
    assert str(Name("term", "Two words")) == "term Two words"
