"""The tables of contents on a page: groups of pages, each with its description.

Only a site has them; other formats have the tables of contents of Sphinx. Menus come from
those in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Area
from sphinx_compass.views.chips import chip
from sphinx_compass.views.links import Link, link_to, link_to_page, links_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.organization.records import ContentsList
    from sphinx_compass.views.drawing import Drawing

    ListsOf: TypeAlias = Callable[[str], Sequence[ContentsList]]

LOWEST_HEADING = 6  # of HTML

# What a section can begin with besides its text.
_BESIDE_TEXT = (nodes.title, nodes.target, nodes.comment)


@dataclass(frozen=True, slots=True)
class Child:
    """A page that a table of contents lists, or an address elsewhere."""

    link: Link
    description: str = ""
    address: str = ""  # if it is elsewhere


@dataclass(frozen=True, slots=True)
class ChildGroup:
    """A table of contents."""

    caption: str
    children: tuple[Child, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """The functional area that a page and those below it are about."""

    area: Link
    look: Look | None
    leads: tuple[Link, ...]
    pages: int  # below the page


@dataclass(frozen=True, slots=True)
class Children:
    """What a page shows of the pages below it."""

    groups: tuple[ChildGroup, ...] = ()
    subject: Subject | None = None


def content(directory: Directory, docname: str, lists: ListsOf) -> Children:
    """Return the groups of a page; ``lists`` returns the tables of contents of any page."""
    shown = [item for item in lists(docname) if not item.is_hidden]
    return Children(
        tuple(
            ChildGroup(item.caption, tuple(_children(directory, docname, item))) for item in shown
        ),
        _subject(directory, docname, lists) if any(item.caption for item in shown) else None,
    )


def _children(directory: Directory, docname: str, listed: ContentsList) -> Iterator[Child]:
    for title, target in listed.entries:
        name = docname if target == "self" else target
        if name in directory.titles:
            link = link_to_page(directory, name)
            page = directory.page_of.get(name)
            description = " ".join(page.description.split()) if page else ""
            yield Child(Link(title, name) if title else link, description)
        elif "://" in target:
            yield Child(Link(title or target), address=target)


def _subject(directory: Directory, docname: str, lists: ListsOf) -> Subject | None:
    """Return the one area whose structure page is a page or directly below it."""
    near = {docname, *_listed(directory, docname, lists)}
    areas = [
        area for area in directory.of_kind(Area) if area.page is not None and area.page.name in near
    ]
    if len(areas) != 1:
        return None
    (area,) = areas
    return Subject(
        link_to(area),
        directory.looks.get(area.slug),
        links_to(directory.targets(area, "leads")),
        len(_below(directory, docname, lists)),
    )


def _listed(directory: Directory, docname: str, lists: ListsOf) -> Iterator[str]:
    for item in lists(docname):
        yield from (target for _title, target in item.entries if target in directory.titles)


def _below(directory: Directory, docname: str, lists: ListsOf) -> set[str]:
    """Return all pages below a page, whatever their depth."""
    found: set[str] = set()
    waiting = [docname]
    while waiting:
        new = set(_listed(directory, waiting.pop(), lists)) - found - {docname}
        found |= new
        waiting += new
    return found


def draw_all(document: nodes.document, content: Children, draw: Drawing) -> None:
    """Replace the tables of contents of a page, and say what area the page is about.

    What follows the text of the last section is moved to the end of the page, because it is
    about the page rather than about that section.
    """
    top = next((node for node in document.children if isinstance(node, nodes.section)), None)
    toctrees = [node for node in document.findall(addnodes.toctree) if not node.get("hidden")]
    is_wide = any(group.caption for group in content.groups)
    last = set(map(id, _following_text(top))) if top is not None else set()
    moved = []
    for toctree, group in zip(toctrees, content.groups, strict=True):
        place = _wrapper(toctree)
        if not group.children:
            place.parent.remove(place)
            continue
        ends_page = id(place) in last
        caption = group.caption or _("Further pages") if ends_page else _caption(place, group, top)
        level = 2 if ends_page else heading_level(place)
        shown = _group(caption, level, group, draw)
        shown["classes"] += ["compass-wide"] * is_wide
        if ends_page:
            place.parent.remove(place)
            moved.append(shown)
        else:
            place.replace_self(shown)
    if top is not None:
        top += moved
        if content.subject is not None:
            top.insert(_below_first_paragraph(top), _subject_line(content.subject, draw))


def _caption(place: nodes.Element, group: ChildGroup, top: nodes.section | None) -> str:
    """Return the caption of a group; empty if the heading above it has the group alone."""
    others = sum(map(_is_listing, place.parent.children))
    return "" if place.parent is not top and others == 1 else group.caption


def _group(caption: str, level: int, group: ChildGroup, draw: Drawing) -> nodes.container:
    shown = nodes.container("", classes=["compass-children"])
    if caption:
        heading = nodes.rubric("", caption)
        heading["heading-level"] = level
        shown += heading
    items = (_item(child, draw) for child in group.children)
    shown += nodes.bullet_list("", *items, classes=["compass-pages"])
    return shown


def _wrapper(toctree: addnodes.toctree) -> nodes.Element:
    """Return the element that Sphinx puts around a table of contents, or itself."""
    parent: nodes.Element = toctree.parent
    return parent if "toctree-wrapper" in parent.get("classes", ()) else toctree


def _is_listing(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and (
        isinstance(node, addnodes.toctree) or "toctree-wrapper" in node.get("classes", ())
    )


def _following_text(top: nodes.section) -> list[nodes.Node]:
    """Return the tables of contents at the end of the last section, after its text.

    One with a caption alone belongs to its section, as do all in a section without text.
    """
    section: nodes.Element = top
    while section.children and isinstance(section[-1], nodes.section):
        section = section[-1]
    found: list[nodes.Node] = []
    others = [node for node in section.children if not isinstance(node, _BESIDE_TEXT)]
    while others and _is_listing(others[-1]):
        found.append(others.pop())
    is_section = len(found) == 1 and any(
        toctree.get("caption") for toctree in found[0].findall(addnodes.toctree)
    )
    return [] if section is top or is_section or not others else found


def heading_level(node: nodes.Node) -> int:
    """Return the level of a heading in place of a node: below the sections that it is in."""
    level = 1
    while (node := node.parent) is not None:
        level += isinstance(node, nodes.section)
    return min(level, LOWEST_HEADING)


def _item(child: Child, draw: Drawing) -> nodes.list_item:
    link = draw.link(child.link)
    if child.address:
        text = nodes.inline("", child.link.text)
        link = nodes.reference("", "", text, refuri=child.address, internal=False)
    shown = nodes.list_item("", nodes.paragraph("", "", link))
    if child.description:
        shown += nodes.paragraph("", child.description, classes=["compass-description"])
    return shown


def _below_first_paragraph(top: nodes.section) -> int:
    return 2 if len(top) > 1 and isinstance(top[1], nodes.paragraph) else 1


def _subject_line(subject: Subject, draw: Drawing) -> nodes.container:
    shown = nodes.container("", classes=["compass-subject", "compass-row"])
    shown += nodes.paragraph("", "", chip(subject.area, draw, look=subject.look))
    if subject.leads:
        leads = nodes.paragraph("", _("Led by"))
        for lead in subject.leads:
            leads += [nodes.Text(" "), chip(lead, draw, kind="role")]
        shown += leads
    count = _("One page") if subject.pages == 1 else _("{count} pages").format(count=subject.pages)
    shown += nodes.paragraph("", count)
    return shown
