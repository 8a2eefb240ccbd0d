"""What cards and lists show of an object: pure ``Directory → rows``, no Sphinx.

The rows serve twice: views turn them into nodes, and :mod:`compass.incremental`
compares them with those of the last build to know which pages to write again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from compass.model import Area, Role, Team, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from compass.model import Declared, Directory, Kind, Mention, Term


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


Row: TypeAlias = tuple[tuple[Link, ...], ...]  # the cells of a table row


@dataclass(frozen=True, slots=True)
class Table:
    """A list view: column headings and rows."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def link_to(item: Declared) -> Link:
    """Return the link to an object, with its title as text."""
    return Link(item.name, item.docname, item.anchor)


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
    return (
        Fact("Status", _words(role.status)),
        Fact("Area", _named(directory, [role.area], "area")),
        Fact("Reports to", _named(directory, [role.reports_to], "role", "team")),
        Fact("Reports here", _links(directory.reports(role))),
        Fact("Leads", _links(directory.led_by(role))),
        Fact("Teams", _named(directory, role.teams, "team")),
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
    return (
        Fact("Lead", _named(directory, area.leads, "role")),
        Fact("Roles", _links(directory.roles_in(area))),
        Fact("Teams", _links(directory.teams_in(area))),
    )


# -- lists -------------------------------------------------------------------


def role_table(directory: Directory) -> Table:
    """Return all roles with area, manager and status."""
    return Table(
        ("Role", "Area", "Reports to", "Status"),
        tuple(
            (
                (link_to(role),),
                _named(directory, [role.area], "area"),
                _named(directory, [role.reports_to], "role", "team"),
                _words(role.status),
            )
            for role in directory.roles
        ),
    )


def team_table(directory: Directory) -> Table:
    """Return all teams with kind, leads and area."""
    return Table(
        ("Team", "Kind", "Lead", "Area"),
        tuple(
            (
                (link_to(team),),
                _words(team.kind),
                _named(directory, team.leads, "role"),
                _named(directory, [team.area], "area"),
            )
            for team in directory.teams
        ),
    )


def area_table(directory: Directory) -> Table:
    """Return all functional areas with leads and purpose."""
    return Table(
        ("Area", "Lead", "Purpose"),
        tuple(
            (
                (link_to(area),),
                _named(directory, area.leads, "role"),
                _words(directory.text(area.summary)),
            )
            for area in directory.areas
        ),
    )


def term_table(directory: Directory) -> Table:
    """Return every glossary term: its synonyms, its first sentence, and its page."""

    def row(term: Term) -> Row:
        words = [term.headwords[0], *_synonyms(term.headwords)]
        anchors = dict(zip(term.headwords, term.anchors, strict=True))
        return (
            tuple(Link(word, term.docname, anchors[word]) for word in words),
            _words(directory.text(term.summary)),
            (Link(directory.titles.get(term.docname, term.docname), term.docname),),
        )

    terms = sorted(directory.terms, key=lambda term: (fold(term.headwords[0]), term.location))
    return Table(("Term", "Meaning", "Defined on"), tuple(row(term) for term in terms))


def _synonyms(headwords: tuple[str, ...]) -> list[str]:
    """Return the headwords that are more than another one's plural."""
    plurals = {
        fold(plural)
        for word in headwords
        for plural in (f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies")
    }
    return [word for word in headwords[1:] if fold(word) not in plurals]


VIEWS: dict[str, Callable[[Directory], Table]] = {
    "role-list": role_table,
    "team-list": team_table,
    "area-list": area_table,
    "term-list": term_table,
}
