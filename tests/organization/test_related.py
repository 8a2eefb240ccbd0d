"""Which pages are related."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from records import page, reference, role
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.related import COMMON, MOST, RelatedPages

if TYPE_CHECKING:
    from collections.abc import Mapping


def related(
    named: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    owners: Mapping[str, str] | None = None,
    more: str = "",
) -> RelatedPages:
    """Return the look-up of pages, each with the words that it has, with spaces between."""
    subjects = {name: frozenset(words.split()) for name, words in (named or {}).items()}
    linked = {name: frozenset(words.split()) for name, words in (links or {}).items()}
    pages = {*subjects, *linked, *(owners or {}), *more.split()}
    titles = {name: f"Title of {name}" for name in pages}
    return RelatedPages(subjects, linked, owners or {}, titles)


def test_shared_subjects() -> None:
    """Pages that refer to the same are related, and those that share nothing are not."""
    found = related({"a/a": "hub cloud", "b/b": "hub cloud", "c/c": "leave", "d/d": "hub"})
    assert found.of("a/a") == ("b/b", "d/d")
    assert found.of("c/c") == ()


def test_unknown_page() -> None:
    """A page that does not exist has no related pages."""
    assert related({"a": "hub", "b": "hub"}).of("c") == ()


def test_links() -> None:
    """A page is related to those that it links to, and to those that link to it or to the same."""
    found = related(links={"a/a": "b/b", "c/c": "b/b"}, more="b/b d/d")
    assert found.of("a/a") == ("b/b", "c/c")
    assert found.of("b/b") == ("a/a", "c/c")
    assert found.of("d/d") == ()


def test_rare_subjects_weigh_more() -> None:
    """A subject that few pages have relates them more than one that many have."""
    many = {f"m/{number}": f"common other{number}" for number in range(5)}
    found = related({**many, "a/a": "common rare", "b/b": "rare x", "c/c": "common x"})
    assert found.of("a/a")[0] == "b/b"


def test_pages_about_everything_are_not_related() -> None:
    """A list that refers to everything is less related than a page about the same only."""
    words = [f"word{number}" for number in range(40)]
    others = {f"o/{word}": word for word in words}
    found = related({**others, "l/list": " ".join(words), "a/a": "word1 word2", "b/b": "word1"})
    assert "b/b" in found.of("a/a")
    assert "l/list" not in found.of("a/a")


@pytest.mark.parametrize(("count", "expected"), [(COMMON, MOST), (COMMON + 1, 0)])
def test_what_all_have_does_not_count(count: int, expected: int) -> None:
    """What more than some pages refer to makes no page related."""
    found = related({f"{number}/page": "hub" for number in range(count)})
    assert len(found.of("0/page")) == expected


@pytest.mark.parametrize(
    ("owners", "expected"),
    [({}, ("a/c", "b/b")), ({"a/a": "lead", "b/b": "lead"}, ("a/c", "b/b"))],
)
def test_folder_and_owner(owners: dict[str, str], expected: tuple[str, ...]) -> None:
    """Of pages that share as much, one in the same folder comes first, then by title."""
    found = related({"a/a": "hub", "b/b": "hub", "a/c": "hub"}, owners=owners)
    assert found.of("a/a") == expected


def test_same_owner_comes_first() -> None:
    """Of pages that share as much, one with the same owner comes first."""
    owners = {"a/a": "lead", "b/b": "maker", "c/c": "lead"}
    assert related(dict.fromkeys(owners, "hub"), owners=owners).of("a/a") == ("c/c", "b/b")


def test_same_owner_and_folder_alone_are_not_enough() -> None:
    """Pages that share no subject are not related."""
    assert related(owners={"a/a": "lead", "a/b": "lead"}).of("a/a") == ()


def test_pages_above_are_left_out() -> None:
    """The first pages of the folders that a page is in are in its menus already."""
    names = ("index", "a/index", "a/b/index", "a/b/page", "c/index")
    found = related(dict.fromkeys(names, "hub"))
    assert set(found.of("a/b/page")) == {"c/index"}
    assert set(found.of("index")) == set(names) - {"index"}


def test_other_pages_change_nothing() -> None:
    """A new page that shares nothing with others does not change what is related to them."""
    named = {"a/a": "hub cloud", "b/b": "hub", "c/c": "cloud", "d/d": "hub cloud x"}
    before, after = related(named), related({**named, "e/e": "leave"})
    assert [before.of(name) for name in named] == [after.of(name) for name in named]


def test_directory() -> None:
    """References, links and owners of the organization decide."""
    lead = role("Lead", docname="a/a")
    directory = Directory.build(
        [lead],
        pages=[page("b/b", owner="Lead"), page("c/c")],
        references=[reference("role", "lead", "b/b"), reference("role", "lead", "c/c")],
        titles={"a/a": "A", "b/b": "B", "c/c": "C", "d/d": "D"},
        links={"b/b": frozenset({"d/d"})},
    )
    assert directory.related.of("b/b") == ("d/d", "a/a", "c/c")


def test_many_pages() -> None:
    """A large handbook takes seconds, although all pages have many subjects in common.

    If they were compared with each other, it would take minutes.
    """
    common = " ".join(f"common{number}" for number in range(40))
    named = {f"f{n % 9}/{n}": f"{common} own{n} near{n // 4}" for n in range(2_000)}
    start = time.process_time()
    found = related(named)
    shown = [found.of(name) for name in named]
    assert time.process_time() - start < 10
    assert len(shown) == 2_000
