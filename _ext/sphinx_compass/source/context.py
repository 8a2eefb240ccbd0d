"""Finds the text of nodes, and the section and the sentence around a node."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.text import sentences, title_mark
from sphinx_compass.source.earlier_versions import ANCHOR, earlier_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

# Characters from a private use area of Unicode. The first marks a reference in its block,
# the second a reference to a footnote.
START_MARK = "\ue002"
_FOOTNOTE = "\ue003"
_NUMBER = re.compile(rf"\s*{_FOOTNOTE}")

# What readers do not see. A system message can contain the path of the source file.
_UNSEEN = (nodes.comment, nodes.raw, nodes.system_message)


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the elements around a node, the innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def section_of(node: nodes.Element) -> nodes.section | None:
    """Return the innermost section around a node."""
    return next((item for item in ancestors(node) if isinstance(item, nodes.section)), None)


def is_top(section: nodes.section | None) -> bool:
    """Tell whether a section is the outermost one of its page, or None."""
    return section is None or isinstance(section.parent, nodes.document)


def plain_text(node: nodes.Node, keep: str = "") -> str:
    """Return the text of a node, white space folded, before references are resolved.

    Numbers of footnotes are left out. A reference without a text of its own will show the
    name of its target, which is not known yet. It becomes a mark that
    :meth:`Directory.text` replaces; if its present text begins with ``keep``, that stays
    before the mark.
    """
    return _folded(_text(node, keep, ()))


def texts_without(document: nodes.document, *kinds: type[nodes.Node]) -> dict[nodes.section, str]:
    """Return the plain text of each section without nodes of some kinds.

    Each section is read once, however many sections it is in.
    """
    known: dict[nodes.section, str] = {}
    for section in document.findall(nodes.section):
        if section not in known:
            _text(section, "", kinds, known)
    return {section: _folded(text) for section, text in known.items()}


def _folded(text: str) -> str:
    return " ".join(_NUMBER.sub("", text).split())


def _text(
    node: nodes.Node,
    keep: str,
    without: tuple[type[nodes.Node], ...],
    known: dict[nodes.section, str] | None = None,
) -> str:
    """Return the text of a node, as ``astext`` of docutils does, with marks and without numbers.

    The texts of sections in it are added to ``known``.
    """
    if not isinstance(node, nodes.Element):
        return node.astext()
    if isinstance(node, _UNSEEN):  # a line break is raw in MyST
        return " "
    if isinstance(node, nodes.footnote_reference):
        return _FOOTNOTE
    if type(node).astext is not nodes.Element.astext:  # such as that of pictures
        return node.astext()
    parts = [
        _text(child, keep, without, known)
        for child in node.children
        if not isinstance(child, without)
    ]
    text = node.child_text_separator.join(parts)
    if known is not None and isinstance(node, nodes.section):
        known[node] = text
    is_ours = isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "compass"
    if is_ours and not node.get("refexplicit"):
        mark = title_mark(node["reftype"], node["reftarget"])
        return keep + mark if keep and text.startswith(keep) else mark
    return text


def first_sentence(paragraph: nodes.paragraph | None) -> str:
    """Return the first sentence of a paragraph; empty without one."""
    return "" if paragraph is None else sentences(plain_text(paragraph))[0]


class Surroundings:
    """Finds the part of the page and the sentence around each reference of a page.

    Each title, paragraph and row is read once, however many references it contains.
    """

    def __init__(self) -> None:
        self._titles: dict[nodes.Element, str] = {}
        self._rows: dict[nodes.Element, str] = {}
        self._sentences: dict[nodes.Element, dict[nodes.Element, str]] = {}

    def place_of(self, node: nodes.Element) -> tuple[str, str]:
        """Return title and anchor of the smallest part of the page around a node.

        The part is a glossary entry, the earlier versions, or a section. Title and anchor are
        empty in the outermost section, which has the title of the page.
        """
        for parent in ancestors(node):
            if isinstance(parent, nodes.definition_list_item):
                first = parent.next_node(nodes.term)
                if first is not None and first.parent is parent and first["ids"]:
                    return first.astext(), first["ids"][0]
            if isinstance(parent, earlier_versions):
                return _("Earlier versions"), ANCHOR
            if isinstance(parent, nodes.section):
                return ("", "") if is_top(parent) else (self._title(parent), parent["ids"][0])
        return "", ""

    def sentence_of(self, node: addnodes.pending_xref) -> str:
        """Return the sentence around a reference; in a table, the row."""
        block = next(
            item
            for item in ancestors(node)
            if isinstance(item, nodes.TextElement) and not isinstance(item, nodes.Inline)
        )
        row = next(
            (item for item in ancestors(block) if isinstance(item, nodes.row | nodes.section)), None
        )
        if isinstance(row, nodes.row):
            if row not in self._rows:
                self._rows[row] = "; ".join(filter(None, map(plain_text, row.children)))
            return self._rows[row]
        if block not in self._sentences:
            self._sentences[block] = _sentences_of(block)
        return self._sentences[block].get(node, "")

    def _title(self, section: nodes.section) -> str:
        if section not in self._titles:
            self._titles[section] = plain_text(section[0])
        return self._titles[section]


def _sentences_of(block: nodes.Element) -> dict[nodes.Element, str]:
    """Return the sentence around each reference of a block."""
    copy = block.deepcopy()
    for text in list(copy.findall(nodes.Text)):
        if START_MARK in text:  # a page can contain any character
            text.parent.replace(text, nodes.Text(text.replace(START_MARK, "")))
    references = []
    pairs = zip(*(part.findall(addnodes.pending_xref) for part in (block, copy)), strict=True)
    for reference, marked in list(pairs):
        if not any(isinstance(item, _UNSEEN) for item in ancestors(marked)):
            marked.insert(0, nodes.Text(START_MARK))
            references.append(reference)
    found: list[str] = []
    for part in sentences(plain_text(copy, keep=START_MARK)):
        found += [part.replace(START_MARK, "")] * part.count(START_MARK)
    return dict(zip(references, found, strict=True))
