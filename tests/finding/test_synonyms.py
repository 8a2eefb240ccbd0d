"""The file with synonyms, which people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import Handbook
from sphinx_compass.finding.synonyms import synonyms_in

if TYPE_CHECKING:
    from pathlib import Path

CONF = """\
project = "Example"
extensions = ["sphinx_compass.finding"]
finding_synonyms = "words.yaml"
"""


def test_words_find_each_other_or_lead_to_others() -> None:
    """Words that YAML takes for truth values or numbers are words as they are written."""
    found = synonyms_in(
        "same:\n  - [pay, wage]\n  - [pay, 401]\nleads_to:\n  no: [pay, pay]\nweak: [on, want]\n"
    )
    assert found.others == {
        "pay": ["wage", "401"],
        "wage": ["pay"],
        "401": ["pay"],
        "no": ["pay"],
    }
    assert found.weak == ["on", "want"]
    assert found.mistakes == []


@pytest.mark.parametrize("text", ["", "# Nothing\n", "same:\nleads_to:\nweak:\n", "same: []\n"])
def test_it_may_be_empty(text: str) -> None:
    """Neither the file nor its keys need words."""
    assert synonyms_in(text) == ({}, [], [])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("weak: [want]\nsame: [pay, wage]\n", 2),
        ("weak: [want]\nsame:\n  - pay\n", 3),
        ("weak: [want]\nsame:\n  pay: [wage]\n", 3),
        ("weak: [want]\nsame:\n  - [pay, [wage]]\n", 3),
        ("weak: [want]\nleads_to: [pay]\n", 2),
        ("weak: [want]\nleads_to:\n  pay: wage\n", 3),
        ("weak: [want]\nleads_to:\n  pay: [a: b]\n", 3),
        ("weak: [want]\nweak: want\n", 2),
        ("weak: [want]\nsynonyms:\n  - [pay, wage]\n", 2),
        ("- pay\n", 1),
        ("pay\n", 1),
        ("weak: [want]\nsame: [[pay, wage]\nmore: x", 3),
        ("same: !!python/object:os.system [[pay, wage\n", 2),
        ("\tsame\n", 1),
        ("a: \x00\n", 1),
    ],
)
def test_mistakes_are_told_by_line(text: str, line: int) -> None:
    """Each file with a mistake has one finding, and its other lines count."""
    found = synonyms_in(text)
    assert [mistake.line for mistake in found.mistakes] == [line]
    assert ";" in found.mistakes[0].text
    assert found.others == {}


@pytest.mark.build
@pytest.mark.parametrize(
    ("content", "told"),
    [(b"same: x\n", "words.yaml:1: "), (b"\xff\xfe", "words.yaml:1: "), (None, "words.yaml:1: ")],
)
def test_builds_warn_and_go_on(tmp_path: Path, content: bytes | None, told: str) -> None:
    """A file that is wrong, has another encoding, or is missing is a warning."""
    book = make(tmp_path)
    if content is not None:
        (book.folder / "words.yaml").write_bytes(content)
    assert book.run() == 0
    assert book.warnings.count("WARNING") == 1
    assert told in book.warnings
    assert "finding.synonyms" in book.warnings


@pytest.mark.build
def test_page_where_readers_ask_is_gone(tmp_path: Path) -> None:
    """The link for readers who find nothing must not lead nowhere, also after a page has moved."""
    book = make(tmp_path, 'finding_synonyms = ""\nfinding_help = ("Ask us", "contact")\n')
    assert book.run() == 0
    assert book.warnings == ""
    (book.folder / "contact.rst").rename(book.folder / "ask.rst")
    assert book.run() == 0
    assert "'contact'" in book.warnings
    assert "finding.help" in book.warnings
    assert book.warnings.count("WARNING") == 1


def make(folder: Path, conf: str = "") -> Handbook:
    """Return a project of two pages."""
    book = Handbook(folder / "source")
    book.write(
        {
            "conf.py": CONF + conf,
            "index.rst": "Front\n=====\n",
            "contact.rst": ":orphan:\n\nContact\n=======\n",
        }
    )
    return book
