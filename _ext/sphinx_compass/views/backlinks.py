"""Where an object or term is mentioned: the sentences of the handbook that refer to it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.text import fold
from sphinx_compass.views.details import details
from sphinx_compass.views.links import Link, link_to_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Reference
    from sphinx_compass.views.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Backlink:
    """A sentence that refers to something, with its page and the section that it is in."""

    page: Link
    place: Link  # the page itself, if the sentence is above its first section
    sentence: str


def backlinks(directory: Directory, target_key: str, own_page: str = "") -> tuple[Backlink, ...]:
    """Return all sentences that refer to an object or term, by title of page and section.

    Those above the first section of a page come first. Those on ``own_page``, which readers
    are on, are left out.
    """
    found = {
        _backlink(directory, reference): None
        for reference in directory.index.references_to.get(target_key, ())
        if reference.docname != own_page
    }
    return tuple(sorted(found, key=_order))


def _order(found: Backlink) -> tuple[str, str, bool, str]:
    page, place = found.page, found.place
    return fold(page.text), page.docname, place != page, fold(place.text)


def _backlink(directory: Directory, reference: Reference) -> Backlink:
    page = link_to_page(directory, reference.docname)
    section = directory.text(reference.section)
    place = Link(section, reference.docname, reference.anchor) if section else page
    return Backlink(page, place, directory.text(reference.sentence))


def mentioned(pages: Iterable[Link], name: str = "") -> str:
    """Return on how many pages something is mentioned; with its ``name`` if that is not clear."""
    count = len(set(pages))
    if name and count == 1:
        return _("{name} is mentioned on one page").format(name=name)
    if name:
        return _("{name} is mentioned on {count} pages").format(name=name, count=count)
    if count == 1:
        return _("Mentioned on one page")
    return _("Mentioned on {count} pages").format(count=count)


def folded(found: Sequence[Backlink], draw: Drawing, name: str = "") -> list[nodes.Element]:
    """Return where something is mentioned: on a site it opens, elsewhere it has a heading."""
    summary = mentioned((item.page for item in found), name)
    shown = backlink_list(found, draw)
    if draw.is_site:
        note = _("{count} places").format(count=len(found)) if len(found) > 1 else ""
        return [details("", shown, summary=summary, note=note, classes=["compass-fold"])]
    return [nodes.rubric("", summary), shown]


def backlink_list(found: Iterable[Backlink], draw: Drawing) -> nodes.bullet_list:
    """Return the pages with the sentences on each."""
    shown = nodes.bullet_list("", classes=["compass-mentions"])
    for page, on_page in groupby(found, key=lambda backlink: backlink.page):
        sentences = nodes.bullet_list("", *(_sentence(item, draw) for item in on_page))
        shown += nodes.list_item("", nodes.paragraph("", "", draw.link(page)), sentences)
    return shown


def _sentence(backlink: Backlink, draw: Drawing) -> nodes.list_item:
    paragraph = nodes.paragraph()
    if backlink.place != backlink.page:
        paragraph += draw.link(backlink.place)
    if backlink.sentence:
        separator = ": " if paragraph.children else ""
        paragraph += nodes.Text(f"{separator}{backlink.sentence}")
    return nodes.list_item("", paragraph)
