"""The view ``term-list``: all glossary terms by letter, with where each is mentioned."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.text import fold
from sphinx_compass.views.backlinks import mentioned
from sphinx_compass.views.base import STYLES, View
from sphinx_compass.views.details import details
from sphinx_compass.views.links import Link, link_to_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Placement, Term
    from sphinx_compass.views.drawing import Drawing

NO_LETTER = "0\N{EN DASH}9"  # the group of what begins with something else


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term as the list shows it."""

    headword: Link
    others: tuple[str, ...] = ()  # plurals and synonyms
    summary: str = ""
    page: str = ""  # title of another page that defines it; a short list has none
    mentions: tuple[Link, ...] = ()  # other pages that use it


class TermList(View[tuple[TermEntry, ...]]):
    """Lists all glossary terms."""

    name = "term-list"
    styles = STYLES

    def content(self, directory: Directory, placement: Placement) -> tuple[TermEntry, ...]:
        """Return each term; the style ``list`` has no pages."""
        terms = sorted(directory.terms, key=lambda term: (_order(term), term.defined_at))
        return tuple(_entry(directory, term, placement) for term in terms)

    def nodes(
        self,
        content: tuple[TermEntry, ...],
        draw: Drawing,
        placement: Placement,
    ) -> Element:
        """Return a list for each letter; a short list, or one without styles, is in one piece."""
        if not content:
            return draw.nothing()
        if placement.style == "list" or not draw.is_site:
            return _entries(content, draw)
        shown = nodes.container("", classes=["compass-terms"])
        letters = nodes.bullet_list("", classes=["compass-letters"])
        shown += letters
        for letter, entries in groupby(content, lambda entry: initial(entry.headword.text)):
            anchor = draw.new_id(f"compass-letter-{nodes.make_id(letter) or 'other'}")
            link = nodes.reference("", "", nodes.inline("", letter), refid=anchor, internal=True)
            letters += nodes.list_item("", nodes.paragraph("", "", link))
            heading = nodes.rubric("", letter, ids=[anchor])
            heading["heading-level"] = draw.heading_level
            listed = _entries(entries, draw)
            shown += nodes.container("", heading, listed, classes=["compass-group"])
        return shown


def initial(headword: str) -> str:
    """Return the letter that a headword is listed under, without accents.

    >>> initial("élan"), initial("3D print") == NO_LETTER
    ('E', True)
    """
    first = unicodedata.normalize("NFD", fold(headword))[:1].upper()
    return first if first.isalpha() else NO_LETTER


def _order(term: Term) -> tuple[bool, str, str]:
    letter = initial(term.headwords[0])
    return letter != NO_LETTER, letter, fold(term.headwords[0])


def _entry(directory: Directory, term: Term, placement: Placement) -> TermEntry:
    first, *others = term.headwords
    headword = Link(first, term.docname, term.anchors[0])
    summary = directory.text(term.summary)
    if placement.style == "list":
        return TermEntry(headword, tuple(others), summary)
    is_elsewhere = term.docname != placement.docname
    page = link_to_page(directory, term.docname).text if is_elsewhere else ""
    return TermEntry(headword, tuple(others), summary, page, _mentions(directory, term))


def _mentions(directory: Directory, term: Term) -> tuple[Link, ...]:
    references = directory.index.references_to.get(term.target_key, ())
    names = {reference.docname for reference in references} - {term.docname}
    links = (link_to_page(directory, name) for name in names)
    return tuple(sorted(links, key=lambda link: (fold(link.text), link.docname)))


def _entries(entries: Iterable[TermEntry], draw: Drawing) -> nodes.bullet_list:
    items = (_item(entry, draw) for entry in entries)
    return nodes.bullet_list("", *items, classes=["compass-term-list"])


def _item(entry: TermEntry, draw: Drawing) -> nodes.list_item:
    name = nodes.paragraph("", "", draw.link(entry.headword))
    if entry.others:
        name += [nodes.Text(" "), nodes.inline("", ", ".join(entry.others))]
    item = nodes.list_item("", name)
    if entry.summary:
        item += nodes.paragraph("", entry.summary)
    if entry.page:
        text = _("Defined on {page}").format(page=entry.page)
        item += nodes.paragraph("", text, classes=["compass-defined"])
    if entry.mentions:
        pages = nodes.paragraph("", "", *draw.inline(entry.mentions))
        text = mentioned(entry.mentions)
        if draw.is_site:
            item += details("", pages, summary=text)
        else:
            pages.insert(0, nodes.Text(f"{text}: "))
            item += pages
    return item


VIEWS = (TermList(),)
