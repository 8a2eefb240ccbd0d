"""Steps of checklists as records."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from sphinx_compass.organization.checklists import Run, Step, StepBlock
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.text import title_mark
from sphinx_compass.source.context import is_top, plain_text, section_of
from sphinx_compass.source.references import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.files import SourceFiles

_STYLES = ((nodes.strong, "strong"), (nodes.emphasis, "emphasis"), (nodes.literal, "code"))
_LISTS = (nodes.bullet_list, nodes.enumerated_list)


class steps(nodes.container):  # noqa: N801 - docutils names nodes in lower case
    """Holds steps of a checklist; views add a caption.

    Its attribute ``block`` is the :class:`~sphinx_compass.organization.checklists.StepBlock`.
    """


def collect(document: nodes.document, docname: str, files: SourceFiles) -> Iterator[StepBlock]:
    """Yield each block of steps of a page, and complete it on its node."""
    for node in document.findall(steps):
        section = section_of(node)
        title, anchor = "", ""
        if section is not None and not is_top(section):
            title, anchor = plain_text(section[0]), section["ids"][0]
        node["block"] = block = dataclasses.replace(
            node["block"],
            section=title,
            section_anchor=anchor,
            steps=tuple(_steps(node, docname, files)),
        )
        yield block


def items_of(node: steps) -> list[nodes.list_item]:
    """Return the items of the list in a block of steps, which are its steps."""
    found = next((child for child in node.children if isinstance(child, _LISTS)), None)
    children = () if found is None else found.children
    return [item for item in children if isinstance(item, nodes.list_item)]


def text_of(item: nodes.list_item) -> nodes.paragraph | None:
    """Return the paragraph with the text of a step; None if it does not begin with text."""
    first = next((child for child in item.children if _is_shown(child)), None)
    has_text = isinstance(first, nodes.paragraph) and any(run.text.strip() for run in runs(first))
    return first if has_text and isinstance(first, nodes.paragraph) else None


def _is_shown(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.comment | nodes.system_message | nodes.raw)


def _steps(node: steps, docname: str, files: SourceFiles) -> Iterator[Step]:
    for item in items_of(node):
        text = text_of(item)
        if text is not None and item["ids"]:
            location = Location(docname, item.line or node["block"].location.line, files.of(item))
            yield Step(tuple(runs(text, docname)), item["ids"][0], location)


def runs(node: nodes.Element, docname: str = "", known: Run | None = None) -> Iterator[Run]:
    """Yield the parts of the text of a paragraph; ``known`` is what the elements around say.

    ``docname`` is that of the page, to which names of pages are relative.
    """
    known = known or Run("")
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield dataclasses.replace(known, text=child.astext())
        elif isinstance(child, nodes.image):
            yield dataclasses.replace(known, text=child.get("alt", ""))
        elif isinstance(child, nodes.raw):  # a line break, or a check box
            yield Run(" ")
        elif isinstance(child, addnodes.pending_xref | nodes.reference):
            yield from _link(child, docname, known)
        elif isinstance(child, nodes.Element) and _is_in_text(child):
            style = next((name for kind, name in _STYLES if isinstance(child, kind)), known.style)
            yield from runs(child, docname, dataclasses.replace(known, style=style))


def _is_in_text(node: nodes.Element) -> bool:
    return _is_shown(node) and not isinstance(node, nodes.footnote_reference)


def _link(node: nodes.Element, docname: str, known: Run) -> Iterator[Run]:
    """Yield the parts of a link; one without text of its own is one part without text."""
    leads_to = _target(node, docname, known)
    is_implicit = isinstance(node, addnodes.pending_xref) and not node.get("refexplicit")
    if is_implicit and node.get("refdomain") == "compass":
        yield dataclasses.replace(leads_to, text=title_mark(leads_to.kind, leads_to.target))
    elif is_implicit and leads_to.kind in {"label", "page"}:
        yield leads_to
    else:
        found = list(runs(node, docname, leads_to))
        yield from found or [leads_to]


def _target(node: nodes.Element, docname: str, known: Run) -> Run:
    """Return a part without text that leads to where a link does."""
    if isinstance(node, nodes.reference):
        if node.get("refuri"):
            return dataclasses.replace(known, kind="address", target=node["refuri"])
        return dataclasses.replace(known, kind="page", target=docname, anchor=node.get("refid", ""))
    target = str(node.get("reftarget", ""))
    if node.get("refdomain") == "doc":  # a Markdown link to a page
        anchor = node.get("reftargetid")
        found = anchor if isinstance(anchor, str) else ""
        return dataclasses.replace(known, kind="page", target=target, anchor=found)
    if node.get("refdomain") == "std" and node["reftype"] == "doc":
        return dataclasses.replace(known, kind="page", target=docname_join(docname, target))
    return dataclasses.replace(known, kind=kind_of(node) or "", target=target)
