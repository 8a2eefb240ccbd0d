"""The text of nodes, and the section and sentence around them."""

from __future__ import annotations

import pytest
from docutils import nodes

from parsing import parse, references
from sphinx_compass.organization.text import title_mark
from sphinx_compass.source.context import (
    Surroundings,
    ancestors,
    is_top,
    plain_text,
    section_of,
)

PAGE = """\
Page
====

At the top is :role:`A`.

First
-----

A first section with :role:`B`.

* An item with :role:`C`

Deeper :role:`D`
~~~~~~~~~~~~~~~~

Text with :role:`E`.

.. glossary::

   Hub
      Has a :role:`F`.
"""


def test_ancestors() -> None:
    """The innermost element is first, the document is last."""
    node = references(parse(PAGE))[2]
    names = [type(element).__name__ for element in ancestors(node)]
    assert names == ["paragraph", "list_item", "bullet_list", "section", "section", "document"]


def test_section_of() -> None:
    """The section is the innermost one around a node; a document has none."""
    document = parse(PAGE)
    found = [section_of(node) for node in references(document)]
    assert [section["ids"][0] if section else "" for section in found] == [
        *("page", "first", "first", "deeper-d", "deeper-d", "deeper-d")
    ]
    assert section_of(document) is None


def test_is_top() -> None:
    """The first section of the page, and a text without a section, are at the top."""
    document = parse(PAGE)
    sections = list(document.findall(nodes.section))
    assert [is_top(section) for section in sections] == [True, False, False]
    assert is_top(None)


def test_place_of() -> None:
    """The place is the title and anchor of the glossary entry or section; empty at the top."""
    deeper = f"Deeper {title_mark('role', 'D')}"
    assert [Surroundings().place_of(node) for node in references(parse(PAGE))] == [
        ("", ""),
        ("First", "first"),
        ("First", "first"),
        (deeper, "deeper-d"),
        (deeper, "deeper-d"),
        ("Hub", "term-hub"),
    ]


def test_place_without_a_section() -> None:
    """A text without a title has no place."""
    (node,) = references(parse("Just a :role:`A`."))
    assert Surroundings().place_of(node) == ("", "")


def test_place_in_a_definition_list() -> None:
    """An entry of a definition list without anchors is not a place."""
    (node,) = references(parse("Page\n====\n\nSub\n---\n\nWord\n   Means :role:`A`."))
    assert Surroundings().place_of(node) == ("Sub", "sub")


# -- text ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Some *marked*\n``text``  here.", "Some marked text here."),
        (":role:`Lead` decides.", f"{title_mark('role', 'Lead')} decides."),
        (":role:`the lead <Lead>` decides.", "the lead decides."),
        ("A :term:`Hub`, a :func:`f`.", "A Hub, a f."),
        (
            "One [#]_, two. [#]_\nThree.\n\n.. [#] Four\n.. [#] Five",
            "One, two. Three. 1 Four 2 Five",
        ),
        ("One\n\n.. comment\n\nTwo", "One Two"),
        ("One\n\n.. raw:: html\n\n   <b>\n\nTwo", "One Two"),
        ("Broken *markup", "Broken *markup"),  # without the parser's message
    ],
)
def test_plain_text(markup: str, text: str) -> None:
    """Text has no markup, comments or messages; a reference without a title becomes a mark."""
    document = parse(markup)
    assert plain_text(document) == text


def test_plain_text_leaves_the_document_alone() -> None:
    """Comments and messages are only removed from a copy."""
    document = parse("A :role:`Lead`.\n\n.. comment\n\nBroken *markup")
    before = document.pformat()
    plain_text(document)
    assert document.pformat() == before


def test_plain_text_keeps_a_beginning() -> None:
    """A prefix that should be kept stays before the mark of a reference."""
    document = parse(":role:`Lead` and :role:`Maker`")
    references(document)[1].insert(0, nodes.Text("!"))
    lead, maker = title_mark("role", "Lead"), title_mark("role", "Maker")
    assert plain_text(document, keep="!") == f"{lead} and !{maker}"


# -- sentences -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("One. Two :role:`the A <A>`. Three.", "Two the A."),
        ("One. Two :role:`A`\nof it. Three.", f"Two {title_mark('role', 'A')} of it."),
        (":role:`A` is first. Two.", f"{title_mark('role', 'A')} is first."),
        ("* One. With :role:`a <A>`\n* Other", "With a"),
        ("Before *it*. In :role:`a <A>` *bold*! After.", "In a bold!"),
        (
            "=== ===================\nOne With :role:`a <A>`. B\n=== ===================",
            "One; With a. B",
        ),
    ],
)
def test_sentence_of(markup: str, sentence: str) -> None:
    """It is the sentence around a reference, or in a table the whole row."""
    (node,) = references(parse(markup))
    assert Surroundings().sentence_of(node) == sentence


def test_sentences_of_equal_references() -> None:
    """Equal references in a paragraph have different sentences."""
    first, second = references(parse("One :role:`a <A>`. Two :role:`a <A>`."))
    assert tuple(map(Surroundings().sentence_of, (first, second))) == ("One a.", "Two a.")


def test_row_within_a_section_only() -> None:
    """A paragraph outside tables is not a row."""
    (node,) = references(parse("Page\n====\n\nOne. With :role:`a <A>`."))
    assert Surroundings().sentence_of(node) == "With a."


def test_any_character() -> None:
    """A page can contain the characters that mark references."""
    first, second = references(parse("\ue002 One\ue002 :role:`A`. Two\ue003 :role:`B`."))
    found = list(map(Surroundings().sentence_of, (first, second)))
    marks = [title_mark("role", name) for name in "AB"]
    assert found == [f"One {marks[0]}.", f"Two {marks[1]}."]


def test_each_paragraph_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks are copied once, however many references they contain; titles are not."""
    count = 0
    deepcopy = nodes.Element.deepcopy

    def counted(element: nodes.Element) -> nodes.Element:
        nonlocal count
        count += isinstance(element, nodes.paragraph | nodes.title)
        return deepcopy(element)

    monkeypatch.setattr(nodes.Element, "deepcopy", counted)
    text = "Page\n====\n\nTitle\n-----\n\n" + "A :role:`B`. " * 50
    surroundings = Surroundings()
    for node in references(parse(text)):
        surroundings.place_of(node)
        surroundings.sentence_of(node)
    assert count == 1  # the paragraph, in which references are marked
