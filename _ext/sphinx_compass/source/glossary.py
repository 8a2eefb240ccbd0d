"""Glossary entries as records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Term
from sphinx_compass.organization.text import digest
from sphinx_compass.source.blocks import blocks
from sphinx_compass.source.context import first_sentence, plain_text
from sphinx_compass.source.directive_blocks import directive_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_compass.source.files import SourceFiles


def collect(
    document: nodes.document, docname: str, files: SourceFiles, names: Mapping[str, str]
) -> Iterator[Term]:
    """Yield each glossary entry of a page, with all its headwords.

    ``names`` maps the anchor of each headword to the name by which Sphinx finds it. The
    text on the page can have other quotation marks than that name.
    """
    places: dict[str, _HeadwordLines] = {}
    for glossary in document.findall(addnodes.glossary):
        included = files.of(glossary)
        items = [item for entries in glossary.children for item in entries.children]
        for item in items:
            terms = [child for child in item.children if isinstance(child, nodes.term)]
            if not terms:
                continue
            file = included or files.of(terms[0])
            if file not in places:
                places[file] = _HeadwordLines(files.text(file))
            line = places[file].line(terms[0].rawsource)
            anchors = tuple(term["ids"][0] for term in terms)
            yield Term(
                headwords=tuple(
                    _headword(term, names.get(anchor, ""))
                    for anchor, term in zip(anchors, terms, strict=True)
                ),
                anchors=anchors,
                summary=first_sentence(next(item.findall(nodes.paragraph), None)),
                defined_at=Location(docname, line, file),
                digest=digest(" ".join(map(plain_text, item.findall(nodes.definition)))),
            )


def _headword(term: nodes.term, name: str) -> str:
    """Return a headword by its name; as it is written if the parser reports something in it."""
    if any(True for _message in term.findall(nodes.system_message)):
        return term.rawsource.strip()
    return name or term.astext()


class _HeadwordLines:
    """Finds the lines of headwords, which are asked for in the order of the page.

    In MyST, Sphinx counts the lines of a glossary from its directive on.
    """

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        inside = [
            item
            for block in directive_blocks("glossary", lines, blocks(lines))
            for item in block.content
        ]
        self._numbers: dict[str, list[int]] = {}
        # without such a block in Markdown, the page is reStructuredText
        for number, line in sorted(inside or enumerate(lines, start=1), reverse=True):
            self._numbers.setdefault(line.strip(), []).append(number)

    def line(self, headword: str) -> int:
        """Return the next line that consists of a headword; 1 if there is none."""
        numbers = self._numbers.get(headword.strip())
        return numbers.pop() if numbers else 1
