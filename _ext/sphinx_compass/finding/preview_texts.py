"""Keeps what each page says about its sections, terms and objects, when the page is written.

References are not resolved before that. There is one file for each page, beside the doctrees,
because an incremental build does not write all pages, and parallel processes write some of them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.finding.builders import makes_site
from sphinx_compass.finding.preview_files import first_sentence, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

PAGE, SECTION, TERM, OBJECT = "page", "section", "term", "object"

_SILENT = (nodes.Invisible, nodes.raw, nodes.footnote_reference, nodes.citation_reference)
_BLOCKS = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.block_quote)


class SaidText(NamedTuple):
    """What a page says about one of its places."""

    kind: str  # PAGE, SECTION, TERM or OBJECT
    title: str
    summary: str


def keep(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the texts of a page that is about to be written."""
    if makes_site(app.builder):
        path = _path(app.builder, docname)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(dict(said(doctree))), encoding="utf-8")


def kept(builder: Builder) -> dict[str, dict[str, SaidText]]:
    """Return the texts of all pages by docname and anchor; remove those of pages that are gone."""
    paths = {_path(builder, docname): docname for docname in builder.env.found_docs}
    for path in _folder(builder).rglob("*.json"):
        if path not in paths:
            path.unlink()
    return {
        docname: {
            anchor: SaidText(*text) for anchor, text in json.loads(path.read_text("utf-8")).items()
        }
        for path, docname in sorted(paths.items())
        if path.is_file()
    }


def said(doctree: nodes.document) -> Iterator[tuple[str, SaidText]]:
    """Yield each anchor that a resolved page says something about; ``""`` for the page itself."""
    page = next((node for node in doctree.children if isinstance(node, nodes.section)), None)
    for node in doctree.findall(nodes.Element):
        text = _said_by(node, is_page=node is page)
        if text is not None:
            for anchor in (*node["ids"], *([""] if node is page else ())):
                yield anchor, text


def _said_by(node: nodes.Element, *, is_page: bool) -> SaidText | None:
    if isinstance(node, nodes.section):
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        kind = PAGE if is_page else SECTION
        return SaidText(kind, "" if title is None else _plain(title), _beginning(node))
    if isinstance(node, nodes.term):
        return SaidText(TERM, _plain(node), _beginning(node.parent.children[-1]))
    if isinstance(node, addnodes.desc_signature):
        return SaidText(OBJECT, _plain(node), _beginning(node.parent.children[-1]))
    return None


def _beginning(node: nodes.Node) -> str:
    """Return the first sentence in a node, without children that have a class."""
    for child in node.children:
        if not isinstance(child, nodes.Element) or child.get("classes"):
            continue
        if isinstance(child, nodes.section):
            break
        if isinstance(child, nodes.paragraph):
            first: nodes.Node | None = child
        elif isinstance(child, (*_BLOCKS, nodes.Admonition)):
            first = child.next_node(nodes.paragraph)
        else:
            first = None
        if first is not None and (text := _plain(first)):
            return shortened(first_sentence(text))
    return ""


def _plain(node: nodes.Node) -> str:
    return " ".join("".join(_texts(node)).split())


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield str(node)
    elif not isinstance(node, _SILENT):
        for child in node.children:
            yield from _texts(child)


def _path(builder: Builder, docname: str) -> Path:
    return _folder(builder) / f"{docname}.json"


def _folder(builder: Builder) -> Path:
    key = hashlib.sha256(str(builder.outdir).encode()).hexdigest()[:16]
    return Path(builder.doctreedir) / "finding" / f"{builder.name}-{key}"
