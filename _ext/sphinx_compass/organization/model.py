"""The organisation as typed records: no Sphinx, no docutils.

Directives note :class:`Role`, :class:`Team`, :class:`Area`, :class:`Term` and
:class:`Page` records while a page is read.  A :class:`Directory` merges the
records of all pages and answers every look-up that references, cards, views
and checks need.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

Kind: TypeAlias = Literal["role", "team", "area"]

KINDS: tuple[Kind, ...] = ("role", "team", "area")
ARTICLE: dict[str, str] = {"role": "a role", "team": "a team", "area": "an area"}

ROLE_STATUSES = ("established", "new", "experimental", "pilot", "vacant", "archived")
TEAM_KINDS = ("functional", "cross-functional", "service", "community", "governing", "temporary")

SLUG_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slugify(name: str) -> str:
    """Return the slug of a name: lowercase ASCII words joined by ``-``.

    An empty string means that the name has no letter or digit to make a slug of.

    >>> slugify("Product and Community Lead")
    'product-and-community-lead'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def fold(name: str) -> str:
    """Return a name as look-ups compare it: case and runs of white space ignored."""
    return " ".join(name.split()).casefold()


# Marks from a private use area of Unicode, which no page's text contains.
_TITLE_MARK = re.compile("\ue000([a-z]+):([^\ue001]*)\ue001")


def title_mark(kind: str, name: str) -> str:
    """Return a mark that :meth:`Directory.text` replaces by an object's title."""
    return f"\ue000{kind}:{name}\ue001"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where something stands in the sources."""

    docname: str
    line: int  # counted from 1

    def __str__(self) -> str:
        """Return the place as an editor reads it."""
        return f"{self.docname}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as somebody wrote it, with the place where it stands."""

    name: str
    location: Location


@dataclass(frozen=True, slots=True)
class _Declared:
    """What roles, teams and areas have in common."""

    KIND: ClassVar[Kind]

    name: str  # as a person writes it
    slug: str  # unique within its kind, stable through renames
    location: Location  # line of the declaration
    anchor: str  # HTML id on the page
    summary: str = ""  # plain text with title marks, white space folded
    aliases: tuple[Mention, ...] = ()
    section: str = ""  # anchor of the section around the declaration; empty at the page's top
    digest: str = ""  # of the words of that section, see :mod:`sphinx_compass.organization.reviews`

    @property
    def docname(self) -> str:
        """The page that declares the object."""
        return self.location.docname

    @property
    def key(self) -> tuple[Kind, str]:
        """Kind and slug: what identifies the object."""
        return self.KIND, self.slug

    @property
    def stated(self) -> tuple[str, ...]:
        """The values of the declaration's options, as written."""
        words: list[str] = []
        for option in fields(self):
            value = getattr(self, option.name)
            if option.name in {"status", "kind"}:
                words.append(value)
            elif isinstance(value, Mention):
                words.append(value.name)
            elif isinstance(value, tuple):
                words += [mention.name for mention in value]
        return tuple(words)

    @property
    def cite_key(self) -> str:
        """What citations and review records know the object by, such as ``role:product-lead``."""
        return f"{self.KIND}:{self.slug}"

    @property
    def label(self) -> str:
        """The name of the object's ``std:label``."""
        return f"{self.KIND}-{self.slug}"


@dataclass(frozen=True, slots=True)
class Role(_Declared):
    """A job or responsibility that somebody can hold."""

    KIND: ClassVar[Kind] = "role"

    area: Mention | None = None
    reports_to: Mention | None = None  # a role, or a team of kind governing
    teams: tuple[Mention, ...] = ()
    status: str = ""  # one of ROLE_STATUSES, or empty where unknown


@dataclass(frozen=True, slots=True)
class Team(_Declared):
    """A group around a goal, service or product."""

    KIND: ClassVar[Kind] = "team"

    kind: str = ""  # one of TEAM_KINDS, or empty where unknown
    area: Mention | None = None
    parent: Mention | None = None
    leads: tuple[Mention, ...] = ()
    status: str = ""  # one of ROLE_STATUSES, or empty where unknown


@dataclass(frozen=True, slots=True)
class Area(_Declared):
    """A functional area: people with like responsibilities, skills and career tracks."""

    KIND: ClassVar[Kind] = "area"

    leads: tuple[Mention, ...] = ()
    page: Mention | None = None  # docname of the structure page


Declared: TypeAlias = Role | Team | Area

AnyDeclared = TypeVar("AnyDeclared", Role, Team, Area)


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary entry."""

    headwords: tuple[str, ...]  # the first is the one that lists show
    anchors: tuple[str, ...]  # HTML ids, one a headword
    summary: str  # the definition's first sentence, plain text with title marks
    location: Location
    digest: str = (
        ""  # of the words of the definition, see :mod:`sphinx_compass.organization.reviews`
    )

    @property
    def docname(self) -> str:
        """The page that defines the term."""
        return self.location.docname

    @property
    def cite_key(self) -> str:
        """What citations and review records know the term by: its first headword, case ignored."""
        return f"term:{fold(self.headwords[0])}"


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A name that a page gives to one of its places: a section, a figure, a paragraph."""

    name: str
    docname: str
    anchor: str  # HTML id on the page
    title: str = ""  # of the section or figure; empty where the place has none


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to a role, team or area in the text of a page."""

    kind: Kind
    name: str
    location: Location


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A sentence of the handbook that refers to an object or a term."""

    location: Location
    kind: Kind | Literal["term", "label", "any"]
    name: str
    section: str  # title of the section or glossary entry; empty at the page's top
    anchor: str  # its HTML id, likewise
    sentence: str  # plain text with title marks

    @property
    def docname(self) -> str:
        """The page that holds the sentence."""
        return self.location.docname


@dataclass(frozen=True, slots=True)
class View:
    """A list or chart that a page shows, with its filters as somebody wrote them."""

    name: str  # of the directive, such as ``role-list``
    location: Location
    options: tuple[tuple[str, tuple[Mention, ...]], ...] = ()
    style: str = "table"  # or ``list``

    def many(self, key: str) -> tuple[Mention, ...]:
        """Return the values of a filter."""
        return dict(self.options).get(key, ())


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself in its front matter."""

    docname: str
    owner: Mention | None = None  # a role
    last_reviewed_on: dt.date | None = None
    review_by: dt.date | None = None  # last_reviewed_on plus review_in
    description: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)  # line of each key, from 1
    readable: bool = True  # False where the front matter is malformed

    def location_of(self, key: str) -> Location:
        """Return the place of a front matter key; the page's first line where it lacks it."""
        return Location(self.docname, self.lines.get(key, 1))


def _spellings(aliases: Iterable[Mention]) -> Iterator[str]:
    for alias in aliases:
        yield alias.name
        if slug := slugify(alias.name):
            yield slug


@dataclass(frozen=True)
class Directory:
    """The whole merged organisation, immutable, with its look-ups.

    ``titles`` names all pages that exist; ``terms`` and ``pages`` are in the order of
    their docnames.  Where an object is declared twice, look-ups give the first
    declaration in (docname, line) order; ``declared`` has all of them.
    """

    declared: tuple[Declared, ...] = ()
    terms: tuple[Term, ...] = ()
    pages: tuple[Page, ...] = ()
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()  # in (docname, line) order
    views: tuple[View, ...] = ()  # likewise
    titles: Mapping[str, str] = field(default_factory=dict)  # of every page, by docname
    labels: tuple[Label, ...] = ()  # in the order of their names, each name once

    @classmethod
    def build(  # noqa: PLR0913 - one argument a kind of record
        cls,
        declared: Iterable[Declared] = (),
        *,
        terms: Iterable[Term] = (),
        pages: Iterable[Page] = (),
        references: Iterable[Reference] = (),
        citations: Iterable[Citation] = (),
        views: Iterable[View] = (),
        titles: Mapping[str, str] | None = None,
        labels: Iterable[Label] = (),
    ) -> Directory:
        """Merge records of many pages, in whatever order they come."""
        return cls(
            declared=tuple(sorted(declared, key=lambda item: (item.location, item.key))),
            terms=tuple(sorted(terms, key=lambda term: (term.location, term.headwords))),
            pages=tuple(sorted(pages, key=lambda page: page.docname)),
            references=tuple(
                sorted(references, key=lambda item: (item.location, item.kind, item.name))
            ),
            citations=tuple(sorted(citations)),
            views=tuple(sorted(views, key=lambda view: (view.location, view.name))),
            titles=dict(titles or {}),
            labels=tuple(sorted(labels)),
        )

    # -- look-ups ---------------------------------------------------------

    @cached_property
    def objects(self) -> Mapping[tuple[Kind, str], Declared]:
        """Each object once, by kind and slug, sorted."""
        found: dict[tuple[Kind, str], Declared] = {}
        for item in self.declared:
            found.setdefault(item.key, item)
        return dict(sorted(found.items()))

    @cached_property
    def _by_name(self) -> Mapping[tuple[Kind, str], tuple[Declared, ...]]:
        return self._index(lambda item: (item.name, item.slug))

    @cached_property
    def _by_alias(self) -> Mapping[tuple[Kind, str], tuple[Declared, ...]]:
        return self._index(lambda item: tuple(_spellings(item.aliases)))

    def _index(
        self, names: Callable[[Declared], tuple[str, ...]]
    ) -> Mapping[tuple[Kind, str], tuple[Declared, ...]]:
        index: dict[tuple[Kind, str], list[Declared]] = {}
        for item in self.objects.values():
            for name in names(item):
                entry = index.setdefault((item.KIND, fold(name)), [])
                if item not in entry:
                    entry.append(item)
        return {key: tuple(items) for key, items in index.items()}

    def find(self, kind: Kind, name: str) -> tuple[Declared, ...]:
        """Return the objects of a kind that a name means: none, one, or several.

        Titles and slugs go before aliases, which may be written as a slug too, so that
        an alias keeps all mentions by an old name; case does not count.
        """
        key = (kind, fold(name))
        return self._by_name.get(key) or self._by_alias.get(key, ())

    def one(self, kind: Kind, name: str) -> Declared | None:
        """Return the one object that a name means, or the first of several."""
        found = self.find(kind, name)
        return found[0] if found else None

    def role(self, mention: Mention | None) -> Role | None:
        """Return the role that a mention means."""
        found = self.one("role", mention.name) if mention else None
        return found if isinstance(found, Role) else None

    def team(self, mention: Mention | None) -> Team | None:
        """Return the team that a mention means."""
        found = self.one("team", mention.name) if mention else None
        return found if isinstance(found, Team) else None

    def area(self, mention: Mention | None) -> Area | None:
        """Return the area that a mention means."""
        found = self.one("area", mention.name) if mention else None
        return found if isinstance(found, Area) else None

    def manager(self, role: Role) -> Role | Team | None:
        """Return the role, or the governing team, that a role reports to."""
        manager = self.role(role.reports_to)
        if manager is not None:
            return manager
        team = self.team(role.reports_to)
        return team if team is not None and team.kind == "governing" else None

    def close_names(self, kind: Kind, name: str, limit: int = 3) -> tuple[str, ...]:
        """Return up to ``limit`` names of a kind that look most like ``name``.

        A name counts as close by its title, its slug or an alias; the title is given.
        """
        spellings: dict[str, str] = {}
        for item in self.objects.values():
            if item.key[0] == kind:
                for alias in item.aliases:
                    spellings.setdefault(fold(alias.name), item.name)
        for item in self.objects.values():
            if item.key[0] == kind:
                spellings[fold(item.slug)] = spellings[fold(item.name)] = item.name
        close = get_close_matches(fold(name), sorted(spellings), n=2 * limit, cutoff=0.7)
        return tuple(dict.fromkeys(spellings[spelling] for spelling in close))[:limit]

    @cached_property
    def _terms_by_headword(self) -> Mapping[str, Term]:
        index: dict[str, Term] = {}
        for term in self.terms:
            for headword in term.headwords:
                index.setdefault(fold(headword), term)
        return index

    def term(self, name: str) -> Term | None:
        """Return the term that has a headword, whatever the case."""
        return self._terms_by_headword.get(fold(name))

    def cited(self, citation: Citation) -> str | None:
        """Return the key of what a citation means, such as ``role:product-lead``."""
        meant: list[Declared | Term | None] = []
        if citation.kind in {"label", "any"}:
            meant.append(self._by_label.get(fold(citation.name)))
        meant += [self.one(kind, citation.name) for kind in KINDS if citation.kind in {kind, "any"}]
        if citation.kind in {"term", "any"}:
            meant.append(self.term(citation.name))
        return next((item.cite_key for item in meant if item is not None), None)

    @cached_property
    def citations_of(self) -> Mapping[str, tuple[Citation, ...]]:
        """All citations of each object and term, by its key.

        What an object's own section says about it is no citation.
        """
        found: dict[str, list[Citation]] = {}
        for citation in self.citations:
            key = self.cited(citation)
            if key is not None and not self._is_own(citation, key):
                found.setdefault(key, []).append(citation)
        return {key: tuple(citations) for key, citations in found.items()}

    def _is_own(self, citation: Citation, key: str) -> bool:
        """Tell whether a citation stands in the section or definition of what it cites."""
        return (citation.docname, citation.anchor) in self._own_places[key]

    @cached_property
    def _own_places(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        terms = {
            term.cite_key: frozenset((term.docname, anchor) for anchor in term.anchors)
            for term in reversed(self.terms)
        }
        objects = self.objects.values()
        return terms | {
            item.cite_key: frozenset({(item.docname, item.section)}) for item in objects
        }

    @cached_property
    def _by_label(self) -> Mapping[str, Declared]:
        return {item.label: item for item in self.objects.values()}

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        terms = {term.cite_key: term.docname for term in reversed(self.terms)}
        return terms | {item.cite_key: item.docname for item in self.objects.values()}

    def home_of(self, key: str) -> str:
        """Return the page that declares or defines what a key such as ``term:hub`` means.

        Raises KeyError for a key that means nothing.
        """
        return self._homes[key]

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of each object's section and each term's definition, by key."""
        objects = {item.cite_key: item.digest for item in self.objects.values()}
        return objects | {term.cite_key: term.digest for term in reversed(self.terms)}

    def pages_of(self, role: Role) -> tuple[Page, ...]:
        """Return the pages that a role owns."""
        return tuple(page for page in self.pages if self.role(page.owner) == role)

    def text(self, marked: str) -> str:
        """Return a summary with its title marks replaced; an unknown name shows as written."""

        def title(match: re.Match[str]) -> str:
            item = next((self.one(kind, match[2]) for kind in KINDS if kind == match[1]), None)
            return item.name if item else match[2]

        return _TITLE_MARK.sub(title, marked)

    # -- what belongs to what ---------------------------------------------

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """All roles, sorted by name."""
        return self._of_type(Role)

    @cached_property
    def teams(self) -> tuple[Team, ...]:
        """All teams, sorted by name."""
        return self._of_type(Team)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """All areas, sorted by name."""
        return self._of_type(Area)

    def _of_type(self, wanted: type[AnyDeclared]) -> tuple[AnyDeclared, ...]:
        found = [item for item in self.objects.values() if isinstance(item, wanted)]
        return tuple(sorted(found, key=lambda item: (fold(item.name), item.slug)))

    def reports(self, manager: Role | Team) -> tuple[Role, ...]:
        """Return the roles that report to a role or a governing team."""
        return tuple(role for role in self.roles if self.manager(role) == manager)

    def members(self, team: Team) -> tuple[Role, ...]:
        """Return the roles whose ``teams`` name a team."""
        return tuple(
            role for role in self.roles if any(self.team(mention) == team for mention in role.teams)
        )

    def parts(self, team: Team) -> tuple[Team, ...]:
        """Return the teams whose ``parent`` is a team."""
        return tuple(part for part in self.teams if self.team(part.parent) == team)

    def roles_in(self, area: Area) -> tuple[Role, ...]:
        """Return the roles of an area."""
        return tuple(role for role in self.roles if self.area(role.area) == area)

    def teams_in(self, area: Area) -> tuple[Team, ...]:
        """Return the teams of an area."""
        return tuple(team for team in self.teams if self.area(team.area) == area)

    def led_by(self, role: Role) -> tuple[Area | Team, ...]:
        """Return the areas, then the teams, that name a role as lead."""
        groups: list[Area | Team] = [*self.areas, *self.teams]
        return tuple(
            group for group in groups if any(self.role(mention) == role for mention in group.leads)
        )
