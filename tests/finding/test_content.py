"""The files of the index: small, whole or in parts, and growing with the site."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from sphinx.search.en import SearchEnglish

from sphinx_compass.finding.content import (
    Content,
    FoundObject,
    FoundPage,
    Relation,
    search_files,
    written,
)
from sphinx_compass.finding.passages import Passage
from sphinx_compass.finding.words import words_of

ENGLISH = SearchEnglish({})


def content(count: int) -> Content:
    """Return a site whose pages share most of their words."""
    chance = random.Random(count)  # noqa: S311 - no secret

    def text(length: int) -> str:
        return " ".join(f"word{int(chance.paretovariate(0.5)) % 9000}" for _ in range(length))

    pages = [
        FoundPage(
            f"page{number}/",
            text(3),
            [
                Passage("", "", text(30)),
                *(Passage(text(3), "other", text(40), 1) for _ in range(4)),
            ],
            [text(2)],
            text(9),
        )
        for number in range(count)
    ]
    objects = [
        FoundObject("term", text(2), page.address, "t", [text(2)], text(8)) for page in pages
    ]
    return Content(pages, objects)


def size(files: dict[str, object]) -> int:
    """Return the number of characters of some files."""
    return sum(len(written(data)) for data in files.values())


@pytest.mark.parametrize("whole", [0, 10**9])
def test_files_grow_with_the_site(whole: int) -> None:
    """Twice as many pages need at most about twice as many characters."""
    sizes = [size(search_files(content(count), ENGLISH, whole)) for count in (100, 200, 400)]
    assert all(later < 2.1 * earlier for earlier, later in pairwise(sizes))


def test_parts_do_not_grow_with_the_site() -> None:
    """A larger site has more parts, of the same size; the first file has only titles and names."""
    small, large = (search_files(content(count), ENGLISH, 0) for count in (100, 800))
    most = max(len(written(large[name])) for name in large if name != "data.json")
    assert most < 20_000
    assert len(large) > 4 * len(small)
    assert len(written(large["data.json"])) < size(large) / 3


def test_a_small_index_is_in_one_file() -> None:
    """An index that has more characters than one file may have is split."""
    site = content(20)
    whole = search_files(site, ENGLISH, 10**9)
    assert list(whole) == ["data.json"]
    assert search_files(site, ENGLISH, size(whole)) == whole
    assert len(search_files(site, ENGLISH, size(whole) - 1)) > 1


def test_readers_get_new_parts_after_a_change() -> None:
    """The version in the addresses of parts depends on all parts."""
    versions = {
        search_files(content(count), ENGLISH, 0)["data.json"]["split"]["version"]
        for count in (20, 20, 21)
    }
    assert len(versions) == 2


def test_names_are_written_once() -> None:
    """Aliases with the words of the name, and anchors that are derived from it, are left out."""
    site = Content(
        [FoundPage("a/", "A", [Passage("", "", "")])],
        [
            FoundObject("role", "Hiring Lead", "a/", "role-hiring-lead", ["Hiring Leads", "HL"]),
            FoundObject("term", "Big Word", "a/", "term-Big-Word", ["HL", "hl"]),
            FoundObject("term", "Other", "a/", "x"),
        ],
        [Relation(["boss of"], [(0, 1)])],
        synonyms={"Time off": ["holidays"]},
        stop_words=["the"],
    )
    data = search_files(site, ENGLISH, 10**9)["data.json"]
    assert data["objects"] == [
        ["role", "Hiring Lead", 0, 0, ["HL"]],
        ["term", "Big Word", 0, 1, ["HL"]],
        ["term", "Other", 0, "x", []],
    ]
    assert data["relations"] == [[["boss of"], [(0, 1)]]]
    assert data["synonyms"] == {"time off": ["holiday"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CS&S", ["cs", "css"]),
        ("e-mails", ["mail", "email"]),
        ("the lead's open-source work", ["the", "lead", "open", "sourc", "opensourc", "work"]),
        ("U.S.A. and state-of-the-art", ["usa", "and", "state", "of", "the", "art"]),
        ("\u822a\u6d77\u624b x", ["\u822a\u6d77", "\u6d77\u624b", "x"]),
        ("x" * 41, []),
        ("\u2192 !!", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Compounds are found by their parts and mostly as a whole."""
    assert list(words_of(text, ENGLISH)) == expected
