"""The kinds of declared objects, each a frozen record whose options are its fields.

See :mod:`~sphinx_compass.organization.options` for what an option says, and
:mod:`~sphinx_compass.organization.kinds` for the list of the kinds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from sphinx_compass.organization.messages import mark
from sphinx_compass.organization.options import ChangeWords, Inverse, option, options_of, words

if TYPE_CHECKING:
    from sphinx_compass.organization.places import Location, Mention
    from sphinx_compass.organization.rules import Rules

Kind: TypeAlias = str  # name of a kind of object, which is also that of its directive

# The options that several kinds have; each is a field of its own in their records.
_STATUS: dict[str, Any] = {
    "name": "status",
    "text": mark("How settled it is."),
    "choices": "statuses",
    "label": mark("Status"),
    "key": "status",
    "filter": "status",
}
_AREA: dict[str, Any] = {
    "name": "area",
    "text": mark("Slug of the area that it belongs to."),
    "leads_to": ("area",),
    "label": mark("Area"),
    "key": "area",
    "filter": "area",
    "change_words": ChangeWords(
        mark("area"), mark("now belongs to an area"), mark("no longer belongs to an area")
    ),
}
_LEADS: dict[str, Any] = {
    "name": "lead",
    "text": mark("Slugs of the roles that lead it."),
    "leads_to": ("role",),
    "several": True,
    "label": mark("Lead"),
    "key": "leads",
    "column": mark("Lead"),
    "inverse": Inverse(mark("Leads"), after="reports-to"),
}


@dataclass(frozen=True, slots=True)
class DeclaredObject:
    """What all kinds of declared objects have in common."""

    KIND: ClassVar[Kind] = ""
    TITLE: ClassVar[str] = ""  # plural, as the heading of a list
    HELP: ClassVar[str] = ""  # one sentence on what it is, for ``compass.schema.json``
    SCHEMA_TYPE: ClassVar[str] = "Organization"  # at schema.org
    HAS_BACKLINKS: ClassVar[bool] = True  # whether its section lists where it is mentioned

    name: str  # as a person writes it
    slug: str  # unique within its kind, stable through renames
    declared_at: Location
    anchor: str  # HTML id on the page
    summary: str = ""  # plain text with title marks, white space folded
    section: str = ""  # anchor of the section around the declaration; empty at the page's top
    digest: str = ""  # of the words of that section and of the options
    only: str = ""  # tags of the outputs that have it, as in ``only``; empty: all outputs
    aliases: tuple[Mention, ...] = option(
        "aliases", mark("Other names that are in use."), several=True, label=mark("Also called")
    )

    @property
    def docname(self) -> str:
        """The page that declares the object."""
        return self.declared_at.docname

    @property
    def key(self) -> tuple[Kind, str]:
        """Kind and slug: what identifies the object."""
        return self.KIND, self.slug

    @property
    def target_key(self) -> str:
        """The object in references and review records, such as ``role:product-lead``."""
        return f"{self.KIND}:{self.slug}"

    @property
    def label(self) -> str:
        """The name of the object's ``std:label``."""
        return f"{self.KIND}-{self.slug}"

    @property
    def option_text(self) -> str:
        """All values of all options as written, in the order of the options' names."""
        described = sorted((item.name, name) for name, item in options_of(type(self)).items())
        return " ".join(value for _, name in described for value in words(self, name))


def governs(rules: Rules, item: DeclaredObject) -> bool:
    """Tell whether roles may report to an object: a role, or a team of a governing kind."""
    return not isinstance(item, Team) or item.kind in rules.governing_kinds


@dataclass(frozen=True, slots=True)
class Role(DeclaredObject):
    """A job or responsibility that somebody can hold."""

    KIND: ClassVar[Kind] = mark("role")
    TITLE: ClassVar[str] = mark("Roles")
    HELP: ClassVar[str] = mark("A job or responsibility that somebody can hold.")
    SCHEMA_TYPE: ClassVar[str] = "OrganizationRole"

    status: str = option(**_STATUS)
    area: Mention | None = option(
        **_AREA, column=mark("Area"), inverse=Inverse(mark("Roles"), after="lead")
    )
    reports_to: Mention | None = option(
        "reports-to",
        mark("The role, or the governing team, that it reports to."),
        leads_to=("role", "team"),
        admits=governs,
        label=mark("Reports to"),
        key="reports_to",
        column=mark("Reports to"),
        inverse=Inverse(mark("Reports here"), after="reports-to"),
        change_words=ChangeWords(
            mark("manager"), mark("now has a manager"), mark("no longer has a manager")
        ),
    )
    teams: tuple[Mention, ...] = option(
        "teams",
        mark("Slugs of the teams that it works in."),
        leads_to=("team",),
        several=True,
        label=mark("Teams"),
        key="teams",
        filter="team",
        inverse=Inverse(mark("Roles"), after="lead"),
    )


@dataclass(frozen=True, slots=True)
class Team(DeclaredObject):
    """A group around a goal, service or product."""

    KIND: ClassVar[Kind] = mark("team")
    TITLE: ClassVar[str] = mark("Teams")
    HELP: ClassVar[str] = mark("A group around a goal, service or product.")

    kind: str = option(
        "kind",
        mark("What sort of team it is."),
        choices="team_kinds",
        label=mark("Kind"),
        key="kind",
        column=mark("Kind"),
        filter="kind",
    )
    status: str = option(**_STATUS)
    area: Mention | None = option(**_AREA, inverse=Inverse(mark("Teams"), after="lead"))
    parent: Mention | None = option(
        "parent",
        mark("Slug of the team that it is part of."),
        leads_to=("team",),
        label=mark("Part of"),
        key="parent",
        inverse=Inverse(mark("Parts"), after="parent"),
        change_words=ChangeWords(
            mark("parent team"), mark("now has a parent team"), mark("no longer has a parent team")
        ),
    )
    leads: tuple[Mention, ...] = option(**_LEADS)


@dataclass(frozen=True, slots=True)
class Area(DeclaredObject):
    """A functional area: people with like responsibilities, skills and career tracks."""

    KIND: ClassVar[Kind] = mark("area")
    TITLE: ClassVar[str] = mark("Areas")
    HELP: ClassVar[str] = mark(
        "A functional area: people with like responsibilities, skills and career tracks."
    )
    HAS_BACKLINKS: ClassVar[bool] = False  # most pages mention an area

    leads: tuple[Mention, ...] = option(**_LEADS)
    page: Mention | None = option(
        "page",
        mark("The page that describes how it is organized."),
        leads_to=("page",),
        label=mark("Structure page"),
        key="structure_page",
    )
