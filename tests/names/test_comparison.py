"""The targets of permanent names and addresses, without a build."""

from __future__ import annotations

import pytest
from comparing import compared, listed, name, now, pages, target

from sphinx_compass.names.comparison import KeptAnchor, Redirect, Target
from sphinx_compass.names.names_list import Name, NameRecord
from sphinx_compass.organization.places import Place

# -- targets of names -----------------------------------------------------------


def test_moves_follow_each_other() -> None:
    """A name that moved twice, or to another kind, leads to its current place."""
    names = compared(
        {"page a": "a/", "page b": "b/", "term Old": "a/#term-Old"},
        {"page c": "c", "role maker": "c#role-maker"},
        {"page a": "b", "page b": "c", "term Old": "role maker"},
    )
    assert names.current_name(name("page a")) == name("page c")
    assert names.current_name(name("page c")) == name("page c")
    assert names.current_name(name("term Old")) == name("role maker")
    assert names.target(name("term Old")) == target("c#role-maker")
    assert names.redirects["a"].anchors == {"term-Old": Place("c", "role-maker")}


def test_names_that_lead_nowhere() -> None:
    """Unknown names, cycles and moves to nothing have no target."""
    names = compared({}, now("a"), {"page b": "c", "page c": "b", "page d": "e"})
    for text in ("page b", "page c", "page d", "page e", "label x", "section b/#x"):
        assert names.current_name(name(text)) is None
        assert names.target(name(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("new", "term new"),
        ("page x", "page x"),
        ("page current", "term page current"),
        ("page listed", "term new"),
    ],
)
def test_a_move_means_its_own_kind_first(text: str, expected: str) -> None:
    """A target is of another kind only if no name of the same kind has that spelling."""
    names = compared(
        {"term page listed": ""},
        {**now("x", "current", "listed"), "term new": "x#new", "term page current": "x#current"},
        {"term old": text, "term page listed": "new"},
    )
    assert names.current_name(name("term old")) == name(expected)


def test_a_move_to_a_name_with_a_space() -> None:
    """The first word of a target is a kind only if it is one of ours."""
    names = compared({}, {"term Two words": "a"}, {"term old": "Two words"})
    assert names.current_name(name("term old")) == name("term Two words")


def test_a_move_to_a_name_with_a_space_of_another_kind() -> None:
    """Only the first word of a target is a kind."""
    names = compared({}, {"term Two words": "a"}, {"role old": "term Two words"})
    assert names.current_name(name("role old")) == name("term Two words")


def test_aliases_come_before_moves() -> None:
    """A former slug leads to the object that has it as an alias."""
    names = compared(
        {"role old": ""},
        {"role new": "a#role-new", "role other": "a#role-other"},
        {"role old": "other"},
        {"role old": "role new"},
    )
    assert names.current_name(name("role old")) == name("role new")


def test_the_label_of_an_object_follows_the_object() -> None:
    """The label of a former object leads to the current object; other labels do not."""
    names = compared(
        {"role old": "", "label role-old": "", "label role-": "", "label my-role-old": ""},
        {"role new": "a#role-new", "role role-model": "a#role-role-model", "team t": "a#team-t"},
        {"role old": "new"},
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
        {"team old": "core-team"},
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
    label = Target("X", Place("a", "x"), ("heading", "y"))
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
        {"label z": "page b"},
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
        {"label a": "page p", "label b": "page q"},
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
        },
        {
            **now("kept", "new", "one/index"),
            "term Moved": "new#term-Moved",
            "term Elsewhere": "kept#term-E",
            "label y": "new#y",
        },
        {"page old": "new", "label x": "y", "page two": "term Moved", "page one": "new"},
    )
    assert names.redirects == {
        "old": Redirect(
            target("new NEW"),
            {"term-Elsewhere": Place("kept", "term-E"), "x": Place("new", "y")},
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
        {"term new": "p#new"},
        {"term a": "new", "term b": "new", "role a": "term new"},
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
        {"page a": "c", "term Old": "New", "label y": "x"},
    )
    assert names.places_before(name("term New")) == (Place("a", "z"), Place("c", "z"))
    assert names.places_before(name("term Old")) == (Place("a", "term-Old"),)
    assert names.places_before(name("page a")) == (Place("a"),)
    assert names.places_before(name("page lost")) == ()
    assert names.places_before(name("label x")) == ()


# -- keeping the list ------------------------------------------------------------------


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
        {"page gone": "a"},
        {"role old": "role maker", "role maker": "role maker", "role unlisted": "role maker"},
        maker="Maker",
    )
    merged = names.merged()
    assert merged.names == {
        name("page gone"): NameRecord("", ("gone/",)),
        name("page a"): NameRecord("", ("a/",)),
        name("role maker"): NameRecord("The maker", ("a/#role-old", "a/#role-maker")),
        name("term T"): NameRecord("", ("a/#term-T",)),
        name("label numbered"): NameRecord("", ()),
    }
    assert merged.moved == {name("page gone"): "a"}


def test_the_list_remembers_aliases() -> None:
    """A listed name that is now an alias is added under ``moved``."""
    names = compared(
        {"role old": "a/#role-old"},
        {"role new": "a#role-new New"},
        {"role old": "other"},
        {"role old": "role new"},
        old="Old",
    )
    assert names.merged() == listed(
        {"role old": "a/#role-old", "role new": "a/#role-new"},
        {"role old": "new"},
        old="Old",
        new="New",
    )


def test_names_are_written_with_their_kind() -> None:
    """A name is shown as the list writes it under ``moved``."""
    assert str(Name("term", "Two words")) == "term Two words"
