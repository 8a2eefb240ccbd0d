"""Objects get their section, its digest, and sometimes their summary from the page."""

from __future__ import annotations

import dataclasses

import pytest
from docutils import nodes
from sphinx import addnodes

from parsing import parse
from records import role
from sphinx_compass.organization.objects import Role
from sphinx_compass.organization.text import digest
from sphinx_compass.source.sections import complete

MAKER = role("Maker", 5, summary="Makes.", status="new", area="Product")


def completed(item: Role, text: str, *, kind: type[nodes.Element] = nodes.paragraph) -> Role:
    """Return a completed object whose anchor is on the first element of a type."""
    document = parse(text)
    next(document.findall(kind))["ids"].append(item.anchor)
    (found,) = complete([item], document)
    assert isinstance(found, Role)
    return found


def test_section() -> None:
    """The section is the innermost one; the digest depends on its words and on the options."""
    text = "Page\n====\n\nTop\n---\n\nMakes.\n\nMore.\n\nSub\n~~~\n\nBelow.\n"
    assert completed(MAKER, text) == dataclasses.replace(
        MAKER, section="top", digest=digest("Top Makes. More. Sub Below. Product new")
    )


def test_page() -> None:
    """In the first section of the page, the digest depends on the whole page."""
    found = completed(MAKER, "Page\n====\n\nMakes.\n\nSub\n---\n\nMore.\n")
    assert (found.section, found.digest) == ("", digest("Page Makes. Sub More. Product new"))


def test_page_without_a_section() -> None:
    """Without a section, the digest is that of the element with the anchor."""
    found = completed(MAKER, "Makes.\n\nAfter.")
    assert (found.section, found.digest) == ("", digest("Makes. Product new"))


def test_parsed_elsewhere() -> None:
    """If the anchor is not on the page, summary and digest come from the declaration."""
    (found,) = complete([MAKER], parse("Page\n====\n\nText."))
    assert found == dataclasses.replace(MAKER, digest=digest("Makes. Product new"))


def test_summary_stays() -> None:
    """The text of a declaration is its summary."""
    assert completed(MAKER, "Page\n====\n\nOther text.\n").summary == "Makes."


# -- declarations without a text --------------------------------------------------------

BARE = role("Maker", 5)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Page\n====\n\nFirst one. Second one.\n\nOther.\n", "First one."),
        ("Page\n====\n\n.. note::\n\n   A note.\n\nFirst one.\n", "First one."),
        ("Page\n====\n\n* A list\n\nFirst one.\n", "First one."),
        ("Page\n====\n\n* A list\n", ""),
        ("Page\n====\n\nSub\n---\n\nText of the sub-section.\n", ""),
        ("Page\n====\n", ""),
    ],
)
def test_summary_of_a_section(text: str, summary: str) -> None:
    """It is the first sentence of the first paragraph directly in the section."""
    assert completed(BARE, text, kind=nodes.section).summary == summary


def test_summary_of_a_paragraph() -> None:
    """It is the first sentence of the paragraph with the anchor."""
    found = completed(BARE, "Page\n====\n\nFirst one. Second one.\n")
    assert (found.summary, found.section) == ("First one.", "")


def test_summary_of_a_note() -> None:
    """The anchor of a note: the first sentence in it."""
    text = "Page\n====\n\nTop.\n\n.. note::\n\n   First one. Second one.\n"
    assert completed(BARE, text, kind=nodes.note).summary == "First one."


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("First one [1]_. Second one.", "First one."),
        ("First one. [1]_ Second one.", "First one."),
        ("First [1]_ one. Second one.", "First one."),
        (":ref:`one <page>`, :doc:`two <page>` first. Second.", "one, two first."),
        ("See :ref:`page` first. Second.", ""),
        ("See :doc:`page` first. Second.", ""),
        ("First one. :ref:`page` second.", "First one."),
        ("First :term:`page`. Second.", "First page."),
        ("First :role:`Maker`. Second.", "First \ue000role:Maker\ue001."),
    ],
)
def test_summary_is_a_whole_sentence(text: str, summary: str) -> None:
    """It has no numbers of footnotes, and is left out if it will show a title not yet known."""
    page = f"Page\n====\n\n{text}\n\n.. [1] A footnote.\n"
    assert completed(BARE, page, kind=nodes.section).summary == summary


def test_summary_without_the_text_of_a_link() -> None:
    """A link of MyST without a text shows a title."""
    document = parse("Page\n====\n\nSee  first. Second.\n")
    (paragraph,) = document.findall(nodes.paragraph)
    link = addnodes.pending_xref("", reftype="myst", reftarget="x", refexplicit=False)
    paragraph[:] = [nodes.Text("See "), link, nodes.Text(" first. Second.")]
    paragraph["ids"].append(BARE.anchor)
    (found,) = complete([BARE], document)
    assert found.summary == ""


def test_summary_of_another_element() -> None:
    """It is the first sentence of the section around the element with the anchor."""
    text = "Page\n====\n\nFirst one. Second one.\n\n* A list\n"
    assert completed(BARE, text, kind=nodes.bullet_list).summary == "First one."


def test_section_of_a_section() -> None:
    """If a section has the anchor, it is the section of the object."""
    text = "Page\n====\n\nTop.\n\nMaker\n-----\n\nMakes.\n"
    document = parse(text)
    list(document.findall(nodes.section))[1]["ids"].append(BARE.anchor)
    (found,) = complete([BARE], document)
    assert (found.section, found.summary) == ("maker", "Makes.")
    assert found.digest == digest("Maker Makes.")
