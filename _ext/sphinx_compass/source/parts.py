"""Finds the parts of a page whose ids docutils and Sphinx make of words or numbers.

Private or undocumented names used here:

- Sphinx: ``_make_id``, which makes the ids of glossary terms.
- MyST-Parser: ``slug``, the attribute of a section with the end of its address.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import _make_id, clean_astext

from sphinx_compass.organization.anchors import SEPARATOR, Part, id_of_words
from sphinx_compass.source.context import ancestors, is_top, section_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NUMBERED = re.compile(r"id\d+")
_CAPTIONED = ((nodes.figure, "figure"), (nodes.table, "table"), (nodes.container, "code"))
_NO_PARTS = (
    nodes.citation,
    nodes.citation_reference,
    nodes.footnote,
    nodes.footnote_reference,
)


@dataclass(frozen=True)
class FoundPart:
    """A part with the element that has its id."""

    part: Part
    element: nodes.Element
    id: str  # as docutils or Sphinx made it
    replaced: str = ""  # another such id of the element, which the new ones replace, too


def section_path(section: nodes.section) -> str:
    """Return the ids of the titles of a section and of those around it, except the page's."""
    around = [item for item in ancestors(section) if isinstance(item, nodes.section)]
    sections = [section, *(item for item in around if not is_top(item))]
    titles = [id_of_words(title_of(item)) or "section" for item in reversed(sections)]
    return SEPARATOR.join(titles)


def find(document: nodes.document) -> Iterator[FoundPart]:
    """Yield each part of a page, in the order of the page."""
    labels = {
        document.nameids[name]: name
        for name, is_explicit in document.nametypes.items()
        if is_explicit and document.nameids.get(name)
    }
    page = document.next_node(nodes.section)
    for element in document.findall(nodes.Element):
        if not element["ids"] or isinstance(element, _NO_PARTS) or "refuri" in element:
            continue
        own = _own_part(element, labels)
        if own is not None and element is page:
            own = _changed(own, is_page=True)
        same = None
        for found in _labels(element, labels):
            if own is not None and same is None and found.part.id == own.part.id:
                same = dataclasses.replace(own, id=found.id, replaced=own.id)
                yield same
            else:
                yield found
        if own is not None and same is None:
            yield own


def _changed(found: FoundPart, **values: Any) -> FoundPart:
    return dataclasses.replace(found, part=dataclasses.replace(found.part, **values))


def _labels(element: nodes.Element, labels: Mapping[str, str]) -> Iterator[FoundPart]:
    for anchor in element["ids"]:
        name = labels.get(anchor, "")
        usual = nodes.make_id(name)
        if name and (anchor == usual or _NUMBERED.fullmatch(anchor)):
            names = frozenset([("label", name)])
            yield FoundPart(Part("label", name, usual=usual, names=names), element, anchor)


def _own_part(element: nodes.Element, labels: Mapping[str, str]) -> FoundPart | None:
    """Return the part whose id is made of the title, headword or caption of an element."""
    if isinstance(element, nodes.section):
        return _section(element, labels)
    if isinstance(element, nodes.term):
        return _term(element) if _is_in_glossary(element) else None
    kind = next((name for item, name in _CAPTIONED if isinstance(element, item)), None)
    anchor = next(filter(_NUMBERED.fullmatch, element["ids"]), None)
    if kind is None or anchor is None or anchor in labels:
        return None
    section = section_of(element)
    part = Part(kind, title_of(element), prefix=f"{kind}-", content=element.astext())
    around = "" if section is None or is_top(section) else section_path(section) + SEPARATOR
    return _changed(FoundPart(part, element, anchor), path=f"{around}{part.id}")


def _section(section: nodes.section, labels: Mapping[str, str]) -> FoundPart | None:
    own_labels = {labels[anchor] for anchor in section["ids"] if anchor in labels}
    names = [name for name in (*section["names"], *section["dupnames"]) if name not in own_labels]
    usual = next(filter(None, map(nodes.make_id, names)), "")
    candidates = [anchor for anchor in section["ids"] if anchor not in labels]
    anchor = next((item for item in candidates if item == usual or _NUMBERED.fullmatch(item)), None)
    if anchor is None:
        return None
    part = Part(
        "section",
        title_of(section),
        usual=usual,
        slugs=(section["slug"],) if section.get("slug") else (),
        path=section_path(section),
        names=frozenset(("label", name) for name in own_labels),
        content=section.astext(),
    )
    return FoundPart(part, section, anchor)


def _term(term: nodes.term) -> FoundPart:
    text = term.astext()
    usual = _make_id(f"term-{text}")
    usual = "" if usual == "term" else usual  # nothing of the text is left
    part = Part("term", text, prefix="term-", usual=usual, names=frozenset([("term", text)]))
    return FoundPart(part, term, term["ids"][0])


def title_of(element: nodes.Element) -> str:
    """Return the text of the title or caption of an element; empty without one."""
    kinds = (nodes.title, nodes.caption)
    title = next((child for child in element.children if isinstance(child, kinds)), None)
    return "" if title is None else clean_astext(title)


def _is_in_glossary(term: nodes.term) -> bool:
    around = list(itertools.islice(ancestors(term), 3))  # item, list, glossary
    return isinstance(around[-1], addnodes.glossary)
