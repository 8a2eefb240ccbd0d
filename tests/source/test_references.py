"""The cross-references of a page as records."""

from __future__ import annotations

from docutils import nodes

from parsing import files, parse, references
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Reference
from sphinx_compass.organization.text import title_mark
from sphinx_compass.source.references import collect, looked_up, strip_own_prefix

PAGE = """\
Page
====

At the top is
the :role:`Lead`. With a :func:`f`.

Section
-------

A :team:`those who make <Makers>` and :term:`Hub`.
See :ref:`making`, :any:`thing`.
"""


def test_collect() -> None:
    """Each reference to an object, a term, a label or `any` is a record, in order."""
    sentences = (
        f"At the top is the {title_mark('role', 'Lead')}.",
        "A those who make and Hub.",
        "See making, thing.",
    )
    section = ("Section", "section")
    document = parse(PAGE)
    assert list(collect(document, "page", files(document, PAGE))) == [
        Reference(Location("page", 5), "role", "Lead", "", "", sentences[0]),
        Reference(Location("page", 10), "team", "Makers", *section, sentences[1]),
        Reference(Location("page", 10), "term", "Hub", *section, sentences[1]),
        Reference(Location("page", 10), "label", "making", *section, sentences[2]),
        Reference(Location("page", 10), "any", "thing", *section, sentences[2]),
    ]


def test_lines_are_set_on_nodes() -> None:
    """Sphinx's own warnings about our references have the correct line as well."""
    document = parse(PAGE)
    list(collect(document, "page", files(document, PAGE)))
    assert references(document)[0].line == 5


def test_reference_without_a_line() -> None:
    """A reference without a line is on the first line of its page."""
    document = parse("A :role:`Lead` and a :term:`Hub`.")
    for node in references(document):
        node.line = None
    found = collect(document, "page", files(document, ""))
    assert [reference.location.line for reference in found] == [1, 1]


def test_markdown_links() -> None:
    """A link to a name is an `any` reference; a link to a page is not a reference."""
    document = parse("A :any:`a` and :any:`b` and :any:`c`.")
    to_page, to_name, to_anything = references(document)
    to_page.update_all_atts({"refdomain": "doc", "reftype": "myst"}, replace=True)
    to_name.update_all_atts({"refdomain": None, "reftype": "myst"}, replace=True)
    assert to_anything["reftype"] == "any"
    found = collect(document, "page", files(document, ""))
    assert [(reference.kind, reference.name) for reference in found] == [("any", "b"), ("any", "c")]


def test_looked_up() -> None:
    """Every name that is looked up counts once, for any kind of target."""
    document = parse(PAGE + "\n:role:`Lead`\n")
    references(document)[-1].parent.append(nodes.emphasis("", "no reference"))
    assert looked_up(document) == {"Lead", "f", "Makers", "Hub", "making", "thing"}


def test_looked_up_without_a_name() -> None:
    """A reference without a target looks nothing up."""
    document = parse("A :role:`Lead`.")
    del references(document)[0]["reftarget"]
    assert looked_up(document) == set()


# -- the prefix that our own names have on other sites ---------------------------------


def prefixed(markup: str, own: str = "tc") -> tuple[str, str]:
    """Return the target and text of a reference after removing our own prefix."""
    document = parse(markup)
    strip_own_prefix(document, own)
    (node,) = references(document)
    return node["reftarget"], node.astext()


def test_prefix_is_taken_off() -> None:
    """The prefix is removed from the target, and from a text that repeats it."""
    assert prefixed(":term:`tc:Hub`") == ("Hub", "Hub")
    assert prefixed(":role:`tc:tc:Hub`") == ("tc:Hub", "tc:Hub")


def test_prefix_of_an_explicit_text() -> None:
    """An explicit text is not changed."""
    assert prefixed(":term:`tc:that <tc:Hub>`") == ("Hub", "tc:that")


def test_other_prefixes() -> None:
    """Other prefixes are kept; without a prefix of our own, all are."""
    assert prefixed(":term:`other:Hub`") == ("other:Hub", "other:Hub")
    assert prefixed(":term:`tc:Hub`", own="") == ("tc:Hub", "tc:Hub")
    assert prefixed(":term:`:Hub`", own="") == (":Hub", ":Hub")


def test_prefix_of_a_page() -> None:
    """A link to a page has no prefix, because its target is a file name."""
    document = parse(":any:`tc:page`")
    (node,) = references(document)
    node["refdomain"] = "doc"
    strip_own_prefix(document, "tc")
    assert node["reftarget"] == "tc:page"
