"""Finds and removes the unsafe parts of a parsed page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.messages import _, mark
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.context import ancestors
from sphinx_compass.source.unsafe.addresses import is_own_file, is_remote, is_safe_link, scheme
from sphinx_compass.source.unsafe.markup import SafeHtml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_compass.source.files import SourceFiles

_MOST_LINES = 200  # of a block, to look for a text in
_LINE_BREAK = "\\\\\n"  # what MyST writes for LaTeX at a line break
# What to write instead of an HTML element.
_INSTEAD = {
    "a": mark("write '[text](address)'"),
    "img": mark("write '![what it shows](/_static/picture.svg)'"),
    "table": mark("write a table with '|' between the cells"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), mark("write '## Heading'")),
}
_OTHERWISE = mark("write Markdown instead, or remove it")


class UnsafeParts:
    """The unsafe parts of one page."""

    def __init__(
        self, document: nodes.document, docname: str, files: SourceFiles, srcdir: Path
    ) -> None:
        """Take the parsed page, before references are resolved."""
        self._document = document
        self._docname = docname
        self._files = files
        self._srcdir = srcdir
        self._lines: dict[str, list[str]] = {}

    def remove(self) -> Iterator[Problem]:
        """Remove each part, and yield a problem for it."""
        yield from self._raw_parts()
        yield from self._metadata()
        yield from self._links()
        yield from self._entries()
        yield from self._images()
        yield from self._downloads()

    # -- HTML -------------------------------------------------------------------------

    def _raw_parts(self) -> Iterator[Problem]:
        groups: dict[nodes.Element, list[nodes.raw]] = {}
        for node in list(self._document.findall(nodes.raw)):
            if "html" in node.get("format", "").split():
                groups.setdefault(node.parent, []).append(node)
            elif node.astext() != _LINE_BREAK:
                node.parent.remove(node)
        for group in groups.values():
            yield from self._html(group)

    def _html(self, group: list[nodes.raw]) -> Iterator[Problem]:
        """Remove or rewrite the HTML in one element of the page.

        Consecutive blocks are one problem.
        """
        parts = [SafeHtml(node.astext()) for node in group]
        unclosed = "" if any(part.rejected for part in parts) else _unclosed(parts)
        parent = group[0].parent
        positions = {id(child): number for number, child in enumerate(parent.children)}
        removed: list[int] = []
        reported: set[str] = set()
        for node, part in zip(group, parts, strict=True):
            position = positions[id(node)]
            rejected = part.rejected or unclosed
            follows = removed and (unclosed or removed[-1] == position - 1)
            if rejected and not follows and rejected not in reported:
                place = self._location(node, node.astext().split("\n")[0])
                yield _html_problem(place, rejected, is_closed=not unclosed)
            if rejected:
                reported.add(f"</{rejected.strip('<>').partition(' ')[0]}>")
            if rejected or not part.text:
                removed.append(position)
            else:
                node.children = [nodes.Text(part.text)]
                node.rawsource = part.text
        gone = frozenset(removed)
        parent.children = [
            child for number, child in enumerate(parent.children) if number not in gone
        ]

    def _metadata(self) -> Iterator[Problem]:
        for node in list(self._document.findall(nodes.meta)):
            name = str(node.get("http-equiv") or node.get("name", ""))
            yield Problem(
                self._location(node, name),
                Subtype.UNSAFE,
                _("The page sets metadata '{name}'").format(name=name),
                _("remove it; 'description' in front matter is for search engines"),
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

    def _entries(self) -> Iterator[Problem]:
        for node in self._document.findall(addnodes.toctree):
            for entry in list(node["entries"]):
                if not is_safe_link(str(entry[1])):
                    yield self._address(node, str(entry[1]))
                    node["entries"].remove(entry)

    def _address(self, node: nodes.Element, address: str) -> Problem:
        return Problem(
            self._location(node, address),
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
            if is_remote(uri):
                yield Problem(
                    self._location(node, uri),
                    Subtype.IMAGE,
                    _("The picture '{uri}' is on another site").format(uri=uri),
                    _("save it in the folder _static, and write its path, such as {path}").format(
                        path="/_static/" + (uri.partition("?")[0].rpartition("/")[2] or "picture")
                    ),
                )
            elif scheme(uri) or not self._is_own(uri):
                yield self._foreign(node, uri)
            else:
                continue
            node.parent.remove(node)

    def _downloads(self) -> Iterator[Problem]:
        for node in list(self._document.findall(addnodes.download_reference)):
            target = str(node["reftarget"])
            if "://" not in target and not self._is_own(target):
                yield self._foreign(node, target)
                node.parent.replace(node, list(node.children))

    def _is_own(self, name: str) -> bool:
        path = self._srcdir / name.lstrip("/")
        if not name.startswith("/"):
            path = self._srcdir / self._docname / ".." / name
        return is_own_file(str(path), self._srcdir)

    def _foreign(self, node: nodes.Element, name: str) -> Problem:
        return Problem(
            self._location(node, name),
            Subtype.UNSAFE,
            _("The file '{name}' is not in the folders of the handbook").format(name=name),
            _("save a copy in the handbook and name that"),
        )

    # -- lines ----------------------------------------------------------------------------

    def _location(self, node: nodes.Element, text: str = "") -> Location:
        """Return the location of a node, or of the first line from there on with a text."""
        file = self._files.of(node)
        line = next(filter(None, (item.line for item in (node, *ancestors(node)))), 1)
        if file not in self._lines:
            self._lines[file] = self._files.text(file).split("\n")
        lines = self._lines[file]
        found = (
            number
            for number in range(line, min(line + _MOST_LINES, len(lines)) + 1)
            if text and text in lines[number - 1]
        )
        return Location(self._docname, next(found, line), file)


def _unclosed(parts: list[SafeHtml]) -> str:
    """Return the first tag that has no counterpart in the same element; empty if all have one."""
    opened: list[str] = []
    for part in parts:
        for tag, is_start in part.tags:
            if is_start:
                opened.append(tag)
            elif opened and opened[-1] == tag:
                opened.pop()
            else:
                return f"</{tag}>"
    return f"<{opened[0]}>" if opened else ""


def _html_problem(location: Location, rejected: str, *, is_closed: bool) -> Problem:
    if not is_closed:
        return Problem(
            location,
            Subtype.HTML,
            _("The HTML tag '{tag}' has no counterpart in the same paragraph").format(tag=rejected),
            _("add it, or write Markdown instead"),
        )
    name = rejected.strip("</>!?").partition(" ")[0]
    return Problem(
        location,
        Subtype.HTML,
        _("Pages cannot have the HTML '{tag}'").format(tag=rejected),
        _(_INSTEAD.get(name, _OTHERWISE)),
    )
