"""Glossary entries as records."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from parsing import files, parse
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Term
from sphinx_compass.organization.text import digest, title_mark
from sphinx_compass.source.glossary import collect

PAGE = """\
Words
=====

.. glossary::

   Fiscal Sponsor
      Holds money for the :role:`Lead`. Second sentence.

      Another paragraph.

   Hub
      Where people meet.
"""


def test_collect() -> None:
    """Each entry is a term with first sentence, line, and the digest of the definition."""
    lead = title_mark("role", "Lead")
    document = parse(PAGE)
    assert list(collect(document, "words", files(document, PAGE), {})) == [
        Term(
            ("Fiscal Sponsor",),
            ("term-fiscal-sponsor",),
            f"Holds money for the {lead}.",
            Location("words", 6),
            digest(f"Holds money for the {lead}. Second sentence. Another paragraph."),
        ),
        Term(
            ("Hub",),
            ("term-hub",),
            "Where people meet.",
            Location("words", 11),
            digest("Where people meet."),
        ),
    ]


def test_headword_as_sphinx_knows_it() -> None:
    """The page may have other quotation marks than references."""
    names = {"term-hub": 'The "Hub"', "term-other": "Other"}
    document = parse(PAGE)
    found = list(collect(document, "words", files(document, PAGE), names))
    assert [term.headwords for term in found] == [("Fiscal Sponsor",), ('The "Hub"',)]


def test_several_headwords() -> None:
    """Headwords with the same definition are one term, at the line of the first one."""
    document = parse(PAGE)
    item = list(document.findall(nodes.definition_list_item))[1]
    item.insert(1, nodes.term("Spoke", "Spoke", ids=["term-spoke"]))
    (_, hub) = collect(document, "words", files(document, PAGE), {})
    assert (hub.headwords, hub.anchors) == (("Hub", "Spoke"), ("term-hub", "term-spoke"))
    assert hub.defined_at == Location("words", 11)


def test_generated_glossary() -> None:
    """A headword that is not in the source is on the first line of the page."""
    document = parse(PAGE)
    found = collect(document, "words", files(document, "Words\n=====\n"), {})
    assert {term.defined_at for term in found} == {Location("words", 1)}


def test_entry_without_a_definition() -> None:
    """A headword without a definition has an empty summary."""
    term = nodes.term("Hub", "Hub", ids=["term-hub"])
    entries = nodes.definition_list("", nodes.definition_list_item("", term))
    document = parse("")
    document.append(addnodes.glossary("", entries))
    (hub,) = collect(document, "words", files(document, ""), {})
    assert (hub.summary, hub.digest) == ("", digest(""))


def test_glossary_without_entries() -> None:
    """Other content of a glossary, and lists outside of one, are not terms."""
    empty = addnodes.glossary("", nodes.definition_list("", nodes.definition_list_item()))
    document = parse("Word\n   Means something.\n")
    document.append(empty)
    assert list(collect(document, "words", files(document, ""), {})) == []
