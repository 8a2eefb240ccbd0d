"""Glossary entries as records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Term
from sphinx_compass.organization.text import digest
from sphinx_compass.source.context import first_sentence, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def collect(
    document: nodes.document, docname: str, source: str, names: Mapping[str, str]
) -> Iterator[Term]:
    """Yield each glossary entry of a page, with all its headwords.

    ``names`` maps the anchor of each headword to the name by which Sphinx finds it. The
    text on the page can have other quotation marks than that name.
    """
    lines = [line.strip() for line in source.splitlines()]
    for glossary in document.findall(addnodes.glossary):
        items = [item for entries in glossary.children for item in entries.children]
        for item in items:
            terms = [child for child in item.children if isinstance(child, nodes.term)]
            if not terms:
                continue
            headword = terms[0].rawsource.strip()
            anchors = tuple(term["ids"][0] for term in terms)
            yield Term(
                headwords=tuple(
                    names.get(anchor, term.astext())
                    for anchor, term in zip(anchors, terms, strict=True)
                ),
                anchors=anchors,
                summary=first_sentence(next(item.findall(nodes.paragraph), None)),
                # in MyST, Sphinx counts the lines of a glossary from the directive on
                defined_at=Location(docname, lines.index(headword) + 1 if headword in lines else 1),
                digest=digest(" ".join(map(plain_text, item.findall(nodes.definition)))),
            )
