"""The view ``term-list``: all glossary terms, with where each is defined and mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.text import fold, without_plurals
from sphinx_compass.views.backlinks import backlinks
from sphinx_compass.views.links import Link, link_to_page, texts
from sphinx_compass.views.table import Column, Row, Table, TableView

if TYPE_CHECKING:
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Placement, Term


class TermList(TableView):
    """Lists all glossary terms."""

    name = "term-list"
    has_style = True

    def table(self, directory: Directory, placement: Placement) -> Table:  # noqa: ARG002 - no filter
        """Return each term: headwords, first sentence of the definition, page, backlinks."""
        terms = sorted(directory.terms, key=lambda term: (fold(term.headwords[0]), term.defined_at))
        return Table(
            (Column(_("Term")), Column(_("Summary"), is_summary=True), Column(_("Defined on"))),
            tuple(_row(directory, term) for term in terms),
        )


def _row(directory: Directory, term: Term) -> Row:
    shown = {term.headwords[0], *without_plurals(term.headwords)}
    headwords = zip(term.headwords, term.anchors, strict=True)
    return Row(
        (
            tuple(Link(word, term.docname, anchor) for word, anchor in headwords if word in shown),
            texts(directory.text(term.summary)),
            (link_to_page(directory, term.docname),),
        ),
        backlinks(directory, term.target_key, term.docname),
    )


VIEWS = (TermList(),)
