"""Finds, rewrites and removes the HTML on a parsed page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _, mark
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.unsafe.markup import SafeHtml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.organization.places import Location
    from sphinx_compass.source.unsafe.places import Places

_LINE_BREAK = "\\\\\n"  # what MyST writes for LaTeX at a line break
# What to write instead of an HTML element.
_INSTEAD = {
    "a": mark("write '[text](address)'"),
    "img": mark("write '![what it shows](/_static/picture.svg)'"),
    "table": mark("write a table with '|' between the cells"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), mark("write '## Heading'")),
}
_OTHERWISE = mark("write Markdown instead, or remove it")
# Elements whose text is not shown on the page.
_NO_TEXT = frozenset({"iframe", "math", "noscript", "object", "script", "style", "svg", "template"})


def remove_html(document: nodes.document, places: Places) -> Iterator[Problem]:
    """Remove HTML that is not allowed, write the rest anew, and yield a problem for each part."""
    groups: dict[nodes.Element, list[nodes.raw]] = {}
    for node in list(document.findall(nodes.raw)):
        if "html" in node.get("format", "").split():
            groups.setdefault(node.parent, []).append(node)
        elif node.astext() != _LINE_BREAK:
            node.parent.remove(node)
    for group in groups.values():
        yield from _check(group, places)


def _check(group: list[nodes.raw], places: Places) -> Iterator[Problem]:
    """Remove or rewrite the HTML in one element of the page.

    Consecutive blocks are one problem.
    """
    parts = [SafeHtml(node.astext()) for node in group]
    unclosed = "" if any(part.rejected for part in parts) else _unclosed(parts)
    unpaired = {tag for part in parts if part.rejected for tag, _is_start in part.tags}
    parent = group[0].parent
    positions = {id(child): number for number, child in enumerate(parent.children)}
    gone: set[int] = set()
    reported: set[str] = set()
    for node, part in zip(group, parts, strict=True):
        position = positions[id(node)]
        rejected = part.rejected or unclosed
        follows = gone and (unclosed or position - 1 in gone)
        if rejected and not follows and rejected not in reported:
            place = places.of(node, node.astext().split("\n")[0])
            yield _problem(place, rejected, is_closed=not unclosed)
        if rejected:
            reported.add(f"</{_element(rejected)}>")
        if rejected or not part.text or any(tag in unpaired for tag, _start in part.tags):
            gone.add(position)
        else:
            node.children = [nodes.Text(part.text)]
            node.rawsource = part.text
    gone.update(_within(group, parts, positions))
    parent.children = [child for number, child in enumerate(parent.children) if number not in gone]


def _element(rejected: str) -> str:
    return rejected.strip("</>!?").partition(" ")[0]


def _within(
    group: list[nodes.raw], parts: list[SafeHtml], positions: dict[int, int]
) -> Iterator[int]:
    """Yield the positions of what is between the tags of elements such as ``<script>``."""
    name, start = "", 0
    for node, part in zip(group, parts, strict=True):
        position = positions[id(node)]
        if name and part.rejected == f"</{name}>":
            yield from range(start, position)
            name = ""
        elif not name and not part.rejected.startswith("</"):
            found = _element(part.rejected)
            name, start = (found, position) if found in _NO_TEXT else ("", 0)


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


def _problem(location: Location, rejected: str, *, is_closed: bool) -> Problem:
    if not is_closed:
        return Problem(
            location,
            Subtype.HTML,
            _("The HTML tag '{tag}' has no counterpart in the same paragraph").format(tag=rejected),
            _("add it, or write Markdown instead"),
        )
    return Problem(
        location,
        Subtype.HTML,
        _("Pages cannot have the HTML '{tag}'").format(tag=rejected),
        _(_INSTEAD.get(_element(rejected), _OTHERWISE)),
    )
