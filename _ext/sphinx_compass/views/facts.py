"""What cards, lists and pages show of the organisation: pure ``Directory → rows``.

The rows serve twice: views turn them into nodes, and :mod:`sphinx_compass.domain.incremental`
compares them with those of the last build to know which pages to write again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.organization import reviews
from sphinx_compass.organization.model import Area, Role, Team, fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_compass.organization.model import (
        Citation,
        Declared,
        Directory,
        Kind,
        Mention,
        Page,
        Term,
        View,
    )
    from sphinx_compass.organization.reviews import Record


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a place of the handbook, or stays text where there is none."""

    text: str
    docname: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card: a label and its values."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence somewhere in the handbook, with the place where it stands."""

    place: Link
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its cells, and where else the thing is mentioned."""

    cells: tuple[tuple[Link, ...], ...]
    mentions: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A list view: column headings and rows.  The second column is the summary."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def link_to(item: Declared) -> Link:
    """Return the link to an object, with its title as text."""
    return Link(item.name, item.docname, item.anchor)


def link_to_page(directory: Directory, docname: str) -> Link:
    """Return the link to a page, with its title as text."""
    return Link(directory.titles.get(docname, docname), docname)


def _links(items: Iterable[Declared]) -> tuple[Link, ...]:
    return tuple(link_to(item) for item in items)


def _words(*texts: str) -> tuple[Link, ...]:
    return tuple(Link(text) for text in texts if text)


def _named(
    directory: Directory, mentions: Iterable[Mention | None], *kinds: Kind
) -> tuple[Link, ...]:
    """Return links for names in options; a name that means nothing stays text."""
    links = []
    for mention in mentions:
        if mention is not None:
            found = [directory.one(kind, mention.name) for kind in kinds]
            item = next((item for item in found if item is not None), None)
            links.append(link_to(item) if item else Link(mention.name))
    return tuple(links)


# -- cards ---------------------------------------------------------------------


def card_facts(directory: Directory, item: Declared) -> tuple[Fact, ...]:
    """Return the lines of an object's card that have something to say."""
    match item:
        case Role():
            facts = _role_facts(directory, item)
        case Team():
            facts = _team_facts(directory, item)
        case Area():
            facts = _area_facts(directory, item)
    aliases = _words(*(alias.name for alias in item.aliases))
    return tuple(fact for fact in (*facts, Fact("Also called", aliases)) if fact.values)


def _role_facts(directory: Directory, role: Role) -> tuple[Fact, ...]:
    pages = (link_to_page(directory, page.docname) for page in directory.pages_of(role))
    return (
        Fact("Status", _words(role.status)),
        Fact("Area", _named(directory, [role.area], "area")),
        Fact("Reports to", _named(directory, [role.reports_to], "role", "team")),
        Fact("Reports here", _links(directory.reports(role))),
        Fact("Leads", _links(directory.led_by(role))),
        Fact("Teams", _named(directory, role.teams, "team")),
        Fact("Owns pages", tuple(sorted(pages, key=lambda link: fold(link.text)))),
    )


def _team_facts(directory: Directory, team: Team) -> tuple[Fact, ...]:
    return (
        Fact("Kind", _words(team.kind)),
        Fact("Status", _words(team.status)),
        Fact("Area", _named(directory, [team.area], "area")),
        Fact("Part of", _named(directory, [team.parent], "team")),
        Fact("Parts", _links(directory.parts(team))),
        Fact("Lead", _named(directory, team.leads, "role")),
        Fact("Roles", _links(directory.members(team))),
        Fact("Reports here", _links(directory.reports(team))),
    )


def _area_facts(directory: Directory, area: Area) -> tuple[Fact, ...]:
    page = area.page.name if area.page and area.page.name in directory.titles else ""
    return (
        Fact("Lead", _named(directory, area.leads, "role")),
        Fact("Roles", _links(directory.roles_in(area))),
        Fact("Teams", _links(directory.teams_in(area))),
        Fact("Structure page", (link_to_page(directory, page),) if page else ()),
    )


# -- mentions --------------------------------------------------------------------


def mentions(directory: Directory, key: str) -> tuple[Quotation, ...]:
    """Return every sentence of the handbook that refers to an object or term, by page."""
    quotations = {
        Quotation(_place(directory, citation), directory.text(citation.sentence)): None
        for citation in directory.citations_of.get(key, ())
    }
    return tuple(sorted(quotations, key=lambda quotation: fold(quotation.place.text)))


def _place(directory: Directory, citation: Citation) -> Link:
    page = directory.titles.get(citation.docname, citation.docname)
    section = directory.text(citation.section)
    text = f"{page}: {section}" if section else page
    return Link(text, citation.docname, citation.anchor)


# -- lists -----------------------------------------------------------------------


def _wanted(
    directory: Directory, view: View, role_or_team: Role | Team, groups: Iterable[Mention]
) -> bool:
    """Tell whether a role or team passes the filters of a view."""
    areas = [directory.area(mention) for mention in view.many("area")]
    teams = [directory.team(mention) for mention in view.many("team")]
    statuses = [mention.name for mention in view.many("status")]
    own_area = directory.area(role_or_team.area)
    own_teams = [directory.team(group) for group in groups]
    return (
        (not areas or (own_area is not None and own_area in areas))
        and (not teams or any(team is not None and team in teams for team in own_teams))
        and (not statuses or role_or_team.status in statuses)
    )


def _with_status(item: Role | Team) -> tuple[Link, ...]:
    """Return the link to a role or team, and its status where it is not established."""
    status = item.status if item.status != "established" else ""
    return (link_to(item), *_words(status))


def role_table(directory: Directory, view: View) -> Table:
    """Return the wanted roles with summary, area and manager."""
    return Table(
        ("Role", "Summary", "Area", "Reports to"),
        tuple(
            Row(
                (
                    _with_status(role),
                    _words(directory.text(role.summary)),
                    _named(directory, [role.area], "area"),
                    _named(directory, [role.reports_to], "role", "team"),
                )
            )
            for role in directory.roles
            if _wanted(directory, view, role, role.teams)
        ),
    )


def team_table(directory: Directory, view: View) -> Table:
    """Return the wanted teams with summary, kind and leads."""
    kinds = {mention.name for mention in view.many("kind")}
    return Table(
        ("Team", "Summary", "Kind", "Lead"),
        tuple(
            Row(
                (
                    _with_status(team),
                    _words(directory.text(team.summary)),
                    _words(team.kind),
                    _named(directory, team.leads, "role"),
                )
            )
            for team in directory.teams
            if _wanted(directory, view, team, ()) and (not kinds or team.kind in kinds)
        ),
    )


def area_table(directory: Directory, view: View) -> Table:  # noqa: ARG001 - takes no filter
    """Return all functional areas with purpose and leads."""
    return Table(
        ("Area", "Summary", "Lead"),
        tuple(
            Row(
                (
                    (link_to(area),),
                    _words(directory.text(area.summary)),
                    _named(directory, area.leads, "role"),
                )
            )
            for area in directory.areas
        ),
    )


def term_table(directory: Directory, view: View) -> Table:  # noqa: ARG001 - takes no filter
    """Return every glossary term: synonyms, first sentence, page, and mentions."""
    terms = sorted(directory.terms, key=lambda term: (fold(term.headwords[0]), term.location))
    return Table(
        ("Term", "Summary", "Defined on"),
        tuple(_term_row(directory, term) for term in terms),
    )


def _term_row(directory: Directory, term: Term) -> Row:
    words = [term.headwords[0], *_synonyms(term.headwords)]
    anchors = dict(zip(term.headwords, term.anchors, strict=True))
    return Row(
        (
            tuple(Link(word, term.docname, anchors[word]) for word in words),
            _words(directory.text(term.summary)),
            (link_to_page(directory, term.docname),),
        ),
        mentions(directory, term.cite_key),
    )


def _synonyms(headwords: tuple[str, ...]) -> list[str]:
    """Return the headwords that are more than another one's plural."""
    plurals = {
        fold(plural)
        for word in headwords
        for plural in (f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies")
    }
    return [word for word in headwords[1:] if fold(word) not in plurals]


def as_list(table: Table) -> Table:
    """Return what the style ``list`` shows of a table: names and summaries."""
    return Table(table.headings[:2], tuple(Row(row.cells[:2]) for row in table.rows))


LISTS: Mapping[str, Callable[[Directory, View], Table]] = {
    "role-list": role_table,
    "team-list": team_table,
    "area-list": area_table,
    "term-list": term_table,
}


# -- reviews ---------------------------------------------------------------------


def review_table(directory: Directory, record: Record, view: View) -> Table:
    """Return the pages of the wanted owners, by owner and due date.

    The last column names what a page cites that changed since its last review.
    """
    owners = [directory.role(mention) for mention in view.many("owner")]
    return Table(
        ("Page", "Owner", "Reviewed", "Due", "Changed since"),
        tuple(
            Row(
                (
                    (link_to_page(directory, due.page.docname),),
                    (link_to(due.owner),) if due.owner else (),
                    _date(due.page.last_reviewed_on),
                    _date(due.page.review_by),
                    tuple(_key_link(directory, key) for key in due.changed),
                )
            )
            for due in reviews.agenda(directory, record)
            if not owners or (due.owner is not None and due.owner in owners)
        ),
    )


def _date(date: dt.date | None) -> tuple[Link, ...]:
    return _words(date.isoformat()) if date else ()


def _key_link(directory: Directory, key: str) -> Link:
    """Return the link to what a key such as ``role:product-lead`` stands for."""
    kind, _, name = key.partition(":")
    if kind == "term":
        term = directory.term(name)
        return Link(term.headwords[0], term.docname, term.anchors[0]) if term else Link(name)
    item = next((item for item in directory.objects.values() if item.cite_key == key), None)
    return link_to(item) if item else Link(name)


@dataclass(frozen=True, slots=True)
class Foot:
    """What every page says of itself at its end."""

    owner: Link | None = None
    reviewed: str = ""  # YYYY-MM-DD
    due: str = ""  # likewise
    late: bool = False  # long due: the page says so at its top


def page_foot(directory: Directory, page: Page, today: dt.date, late_after_days: int) -> Foot:
    """Return what a page says of its owner and reviews."""
    owner = directory.role(page.owner)
    reviewed, due = page.last_reviewed_on, page.review_by
    return Foot(
        owner=link_to(owner) if owner else None,
        reviewed=reviewed.isoformat() if reviewed else "",
        due=due.isoformat() if due else "",
        late=due is not None and (today - due).days > late_after_days,
    )
