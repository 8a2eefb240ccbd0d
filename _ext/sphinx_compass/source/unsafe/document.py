"""Finds and removes the unsafe parts of a parsed page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.unsafe.addresses import is_own_file, is_remote, is_safe_link, scheme
from sphinx_compass.source.unsafe.html_parts import remove_html
from sphinx_compass.source.unsafe.icons import is_icon
from sphinx_compass.source.unsafe.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_compass.source.files import SourceFiles

_VERBATIM = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw)
_ADDRESS = re.compile(
    r"(?:(?:!?\[(?P<words>[^\[\]\n]{0,200}))?\](?P<sign>[(:])[ \t]{0,9}<?|<)"
    r"(?P<address>(?:javascript|vbscript|data|file):[^\s<>]+)>?",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"!?\[(?P<words>[^\[\]\n]{0,200})\]\[(?P<label>[^\[\]\n]{0,200})\]")


class UnsafeParts:
    """The unsafe parts of one page."""

    def __init__(
        self, document: nodes.document, docname: str, files: SourceFiles, srcdir: Path
    ) -> None:
        """Take the parsed page, before references are resolved."""
        self._document = document
        self._docname = docname
        self._srcdir = srcdir
        self._places = Places(docname, files)

    def remove(self) -> Iterator[Problem]:
        """Remove each part, and yield a problem for it."""
        yield from remove_html(self._document, self._places)
        yield from self._styles()
        yield from self._metadata()
        yield from self._links()
        yield from self._addresses_in_text()
        yield from self._entries()
        yield from self._images()
        yield from self._downloads()
        yield from self._leftovers()

    def _metadata(self) -> Iterator[Problem]:
        for node in list(self._document.findall(nodes.meta)):
            name = str(node.get("http-equiv") or node.get("name", ""))
            yield Problem(
                self._places.of(node, name),
                Subtype.UNSAFE,
                _("The page sets metadata '{name}'").format(name=name),
                _("remove it; 'description' in front matter is for search engines"),
            )
            node.parent.remove(node)

    def _styles(self) -> Iterator[Problem]:
        """Remove styles, and icons with other parts than those of an icon."""
        for node in list(self._document.findall(nodes.Element)):
            if node.get("style"):
                yield Problem(
                    self._places.of(node, str(node["style"])),
                    Subtype.UNSAFE,
                    _("The option 'style' can cover other parts of the page"),
                    _("remove the line"),
                )
                del node["style"]
            if "svg" in node and not is_icon(str(node["svg"])):
                yield Problem(
                    self._places.of(node, ";"),
                    Subtype.UNSAFE,
                    _("An icon has a class that is not a word"),
                    _("write only the name and the size of the icon"),
                )
                node.parent.remove(node)

    # -- addresses ----------------------------------------------------------------------

    def _links(self) -> Iterator[Problem]:
        for node in list(self._document.findall(nodes.Element)):
            address = node.get("refuri")
            if address and not is_safe_link(address):
                yield self._address(node, address)
                del node["refuri"]
                if isinstance(node, nodes.reference):
                    shown = [] if node.astext().strip() == address else list(node.children)
                    node.parent.replace(node, shown)

    def _addresses_in_text(self) -> Iterator[Problem]:
        """Remove addresses of links that Markdown did not make, because they would run."""
        texts = [
            node
            for node in self._document.findall(nodes.Text)
            if isinstance(node.parent, nodes.Element) and not isinstance(node.parent, _VERBATIM)
        ]
        labels: set[str] = set()  # of addresses in lines of their own
        for number, node in enumerate(texts):
            for match in _ADDRESS.finditer(node):
                yield self._address(node.parent, match["address"])
                if match["sign"] == ":":
                    labels.add(match["words"] or "")
            texts[number] = _replaced(node, _ADDRESS.sub(_words, node))
        for node in texts:
            if labels and "][" in node:
                shown = _REFERENCE.sub(lambda m: m["words"] if m["label"] in labels else m[0], node)
                _replaced(node, shown)

    def _entries(self) -> Iterator[Problem]:
        for node in self._document.findall(addnodes.toctree):
            for entry in list(node["entries"]):
                if not is_safe_link(str(entry[1])):
                    yield self._address(node, str(entry[1]))
                    node["entries"].remove(entry)

    def _address(self, node: nodes.Element, address: str) -> Problem:
        return Problem(
            self._places.of(node, address),
            Subtype.UNSAFE,
            _("A link cannot have an address that begins with '{scheme}:'").format(
                scheme=scheme(address)
            ),
            _("link to a page, or to an address that begins with 'https:'"),
        )

    # -- files --------------------------------------------------------------------------

    def _images(self) -> Iterator[Problem]:
        for node in list(self._document.findall(nodes.image)):
            uri = str(node["uri"])
            is_embedded = node.attributes.pop("loading", "") == "embed"
            if is_remote(uri):
                yield Problem(
                    self._places.of(node, uri),
                    Subtype.IMAGE,
                    _("The picture '{uri}' is on another site").format(uri=uri),
                    _("save it in the folder _static, and write its path, such as {path}").format(
                        path="/_static/" + (uri.partition("?")[0].rpartition("/")[2] or "picture")
                    ),
                )
            elif scheme(uri) or not self._is_own(uri):
                yield self._foreign(node, uri)
            elif is_embedded:
                yield Problem(
                    self._places.of(node, "embed"),
                    Subtype.UNSAFE,
                    _("A picture that becomes part of the page can contain anything"),
                    _("remove the line ':loading: embed'"),
                )
            else:
                continue
            node.parent.remove(node)

    def _downloads(self) -> Iterator[Problem]:
        for node in list(self._document.findall(addnodes.download_reference)):
            target = str(node["reftarget"])
            if "://" in target:
                yield Problem(
                    self._places.of(node, target),
                    Subtype.UNSAFE,
                    _("The file '{name}' is on another site").format(name=target),
                    _("link to it with [text](address), or save it in the handbook"),
                )
            elif self._is_own(target):
                continue
            else:
                yield self._foreign(node, target)
            node.parent.replace(node, list(node.children))

    def _leftovers(self) -> Iterator[Problem]:
        """Remove what only reStructuredText completes, and what cannot be written otherwise."""
        for node in list(self._document.findall(nodes.pending)):
            yield Problem(
                self._places.of(node),
                Subtype.BLOCK,
                _("A directive in the block 'eval-rst' has no effect on this page"),
                _("write it in Markdown, outside of that block, or remove it"),
            )
            node.parent.remove(node)

    def _is_own(self, name: str) -> bool:
        path = self._srcdir / name.lstrip("/")
        if not name.startswith("/"):
            path = self._srcdir / self._docname / ".." / name
        return is_own_file(str(path), self._srcdir)

    def _foreign(self, node: nodes.Element, name: str) -> Problem:
        return Problem(
            self._places.of(node, name),
            Subtype.UNSAFE,
            _("The file '{name}' is not in the folders of the handbook").format(name=name),
            _("save a copy in the handbook and name that"),
        )


def _words(match: re.Match[str]) -> str:
    """Return the words that a link shows; none for an address in a line of its own."""
    return "" if match["sign"] == ":" else match["words"] or ""


def _replaced(node: nodes.Text, shown: str) -> nodes.Text:
    """Replace a text on the page, if it changes, and return what is there now."""
    if shown == node:
        return node
    new = nodes.Text(shown)
    node.parent.replace(node, new)
    return new
