"""Glossary terms as records, and the names that a page refers to in any domain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.model import Location, Term, title_mark
from sphinx_compass.organization.reviews import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A sentence ends at . ! or ? before white space and a capital, digit, quote or mark.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'A-Z0-9(\ue000\ue002])")
_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "vs.", "approx.")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, white space folded.

    >>> sentences("One place, e.g. GitHub.  Two places.")
    ['One place, e.g. GitHub.', 'Two places.']
    """
    folded = " ".join(text.split())
    found, start = [], 0
    for match in _SENTENCE_END.finditer(folded):
        if not folded[: match.start()].endswith(_ABBREVIATIONS):
            found.append(folded[start : match.start()])
            start = match.end()
    return [*found, folded[start:]]


def plain_text(node: nodes.Node, keep: str = "") -> str:
    """Return the text of a node, white space folded, before references are resolved.

    A reference without a text of its own shows its target's title in the end, which
    is not known yet: it leaves a mark that :meth:`sphinx_compass.organization.model.Directory.text` reads.
    A reference whose text begins with ``keep`` keeps that beginning.
    """
    copy = node.deepcopy()
    # a system message, such as of two headings alike, names the folder of the source
    unseen = (nodes.comment, nodes.raw, nodes.system_message)
    for silent in [node for node in copy.findall(nodes.Element) if isinstance(node, unseen)]:
        silent.replace_self(nodes.Text(" "))  # a line break is raw in MyST
    for reference in list(copy.findall(addnodes.pending_xref)):
        if reference.get("refdomain") == "compass" and not reference.get("refexplicit"):
            mark = title_mark(reference["reftype"], reference["reftarget"])
            kept = keep if keep and reference.astext().startswith(keep) else ""
            reference.replace_self(nodes.Text(kept + mark))
    return " ".join(copy.astext().split())


def collect(
    document: nodes.document, docname: str, source: str, names: Mapping[str, str]
) -> Iterator[Term]:
    """Yield each glossary entry of a page, with all its headwords.

    ``names`` has what Sphinx knows a headword by, of each anchor: the page's own text may
    have other quotation marks, which no reference finds.
    """
    lines = [line.strip() for line in source.splitlines()]
    for glossary in document.findall(addnodes.glossary):
        items = [item for entries in glossary.children for item in entries.children]
        for item in items:
            terms = [child for child in item.children if isinstance(child, nodes.term)]
            if not terms:
                continue
            paragraph = next(item.findall(nodes.paragraph), None)
            headword = terms[0].rawsource.strip()
            anchors = tuple(term["ids"][0] for term in terms)
            yield Term(
                headwords=tuple(
                    names.get(anchor, term.astext())
                    for anchor, term in zip(anchors, terms, strict=True)
                ),
                anchors=anchors,
                summary=sentences(plain_text(paragraph))[0] if paragraph is not None else "",
                # Sphinx counts the lines of a glossary in MyST from the directive
                location=Location(docname, lines.index(headword) + 1 if headword in lines else 1),
                digest=digest(" ".join(map(plain_text, item.findall(nodes.definition)))),
            )


def referred_names(document: nodes.document) -> set[str]:
    """Return every name that a page's references look up, whatever the domain."""
    return {
        str(node["reftarget"])
        for node in document.findall(addnodes.pending_xref)
        if node.get("reftarget")
    }
