"""The parts of a page that get ids."""

from __future__ import annotations

from docutils import nodes

from parsing import parse
from sphinx_compass.source.parts import find, section_path

PAGE = """\
2i2c
====

.. _goals:

Goals
-----

2025
~~~~

.. glossary::

   C++
      A language.

.. _elsewhere: https://example.org

.. [1] A footnote.

2025
~~~~
"""


def test_find() -> None:
    """Parts are sections, labels and terms; a label with the words of its title is one part."""
    found = list(find(parse(PAGE)))
    assert [(item.part.kind, item.part.text, item.id, item.replaced) for item in found] == [
        ("section", "2i2c", "i2c", ""),
        ("section", "Goals", "goals", "id1"),
        ("section", "2025", "id2", ""),
        ("term", "C++", "term-c", ""),
        ("section", "2025", "id4", ""),
    ]
    assert [item.part.is_page for item in found] == [True, False, False, False, False]
    assert found[1].part.names == {("label", "goals")}


def test_section_path() -> None:
    """The title of the page is in no path but its own."""
    sections = parse(PAGE).findall(nodes.section)
    assert list(map(section_path, sections)) == ["2i2c", "goals", "goals--2025", "goals--2025"]
