"""Helpers that create the records of a small organization, for tests without builds.

The values of options are on the lines below their declaration, in the order of the
functions' keywords: a role on line 10 has its aliases on line 11, its area on line 12.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sphinx_compass.organization.checklists import Checklist, Run, Step, StepBlock
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.objects import Area, Role, Team
from sphinx_compass.organization.places import Location, Mention
from sphinx_compass.organization.records import Page, Reference, Term
from sphinx_compass.organization.text import slugify

if TYPE_CHECKING:
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.rules import Rules


def mention(name: str, line: int = 1, docname: str = "page") -> Mention:
    """Return a name on a line of a page."""
    return Mention(name, Location(docname, line))


def _one(name: str, line: int, docname: str) -> Mention | None:
    return mention(name, line, docname) if name else None


def _many(names: str, line: int, docname: str) -> tuple[Mention, ...]:
    return tuple(mention(name, line, docname) for name in names.split(", ") if name)


def role(  # noqa: PLR0913 - as many as a role has options
    name: str,
    line: int = 1,
    *,
    docname: str = "page",
    slug: str = "",
    aliases: str = "",  # line + 1
    area: str = "",  # line + 2
    reports_to: str = "",  # line + 3
    teams: str = "",  # line + 4
    status: str = "",
    summary: str = "",
    section: str = "",
    digest: str = "",
) -> Role:
    """Return a role; several aliases or teams are separated by commas."""
    slug = slug or slugify(name)
    return Role(
        name=name,
        slug=slug,
        declared_at=Location(docname, line),
        anchor=f"role-{slug}",
        summary=summary,
        section=section,
        digest=digest,
        aliases=_many(aliases, line + 1, docname),
        area=_one(area, line + 2, docname),
        reports_to=_one(reports_to, line + 3, docname),
        teams=_many(teams, line + 4, docname),
        status=status,
    )


def team(  # noqa: PLR0913 - as many as a team has options
    name: str,
    line: int = 1,
    *,
    docname: str = "page",
    slug: str = "",
    aliases: str = "",  # line + 1
    area: str = "",  # line + 2
    parent: str = "",  # line + 3
    lead: str = "",  # line + 4
    kind: str = "",
    status: str = "",
    digest: str = "",
) -> Team:
    """Return a team; several aliases or leads are separated by commas."""
    slug = slug or slugify(name)
    return Team(
        name=name,
        slug=slug,
        declared_at=Location(docname, line),
        anchor=f"team-{slug}",
        digest=digest,
        aliases=_many(aliases, line + 1, docname),
        area=_one(area, line + 2, docname),
        parent=_one(parent, line + 3, docname),
        leads=_many(lead, line + 4, docname),
        kind=kind,
        status=status,
    )


def area(  # noqa: PLR0913 - as many as an area has options
    name: str,
    line: int = 1,
    *,
    docname: str = "page",
    slug: str = "",
    aliases: str = "",  # line + 1
    page: str = "page",  # line + 2
    lead: str = "",  # line + 3
    summary: str = "",
) -> Area:
    """Return an area, by default with its own page as the structure page."""
    slug = slug or slugify(name)
    return Area(
        name=name,
        slug=slug,
        declared_at=Location(docname, line),
        anchor=f"area-{slug}",
        summary=summary,
        aliases=_many(aliases, line + 1, docname),
        page=_one(page, line + 2, docname),
        leads=_many(lead, line + 3, docname),
    )


def checklist(
    name: str, line: int = 1, *, docname: str = "page", phases: str = "", title: str = ""
) -> Checklist:
    """Return a checklist, with its phases on the line below."""
    slug = slugify(name)
    return Checklist(
        name=name,
        slug=slug,
        declared_at=Location(docname, line),
        anchor=f"checklist-{slug}",
        phases=_many(phases, line + 1, docname),
        issue_title=_one(title, line + 2, docname),
    )


def steps(  # noqa: PLR0913 - as many as a block has options
    of: str,
    *texts: str | tuple[Run, ...],
    line: int = 1,
    docname: str = "page",
    phase: str = "",  # line + 1
    by: str = "",  # line + 2
    concerned: str = "",  # line + 3
    undoes: str = "",  # line + 4
    section: str = "",
) -> StepBlock:
    """Return a block with steps on the lines from the tenth one below it on."""
    written = [(Run(text),) if isinstance(text, str) else text for text in texts]
    return StepBlock(
        mention(of, line, docname),
        Location(docname, line),
        phase=_one(phase, line + 1, docname),
        by=_many(by, line + 2, docname),
        concerned=_many(concerned, line + 3, docname),
        undoes=_one(undoes, line + 4, docname),
        section=section,
        section_anchor=slugify(section),
        steps=tuple(
            Step(runs, f"step-{line}-{number}", Location(docname, line + 9 + number))
            for number, runs in enumerate(written, start=1)
        ),
    )


def term(*headwords: str, docname: str = "page", line: int = 1, digest: str = "") -> Term:
    """Return a glossary term with all its headwords."""
    anchors = tuple(f"term-{slugify(headword)}" for headword in headwords)
    return Term(headwords, anchors, "", Location(docname, line), digest)


def reference(
    kind: str, name: str, docname: str = "page", *, line: int = 9, anchor: str = ""
) -> Reference:
    """Return a reference in a sentence; without an anchor, it is at the top of its page."""
    section = "A section" if anchor else ""
    return Reference(Location(docname, line), kind, name, section, anchor, "A sentence.")


def page(docname: str = "page", *, owner: str = "", reviewed: str = "", due: str = "") -> Page:
    """Return a page, with its owner and dates (YYYY-MM-DD) if they are given."""
    return Page(
        docname,
        owner=_one(owner, 2, docname),
        last_reviewed_on=dt.date.fromisoformat(reviewed) if reviewed else None,
        review_by=dt.date.fromisoformat(due) if due else None,
    )


def directory(*declared: DeclaredObject, rules: Rules | None = None) -> Directory:
    """Return an organization with some declarations on the pages ``page`` and ``other``."""
    titles = {"page": "Page", "other": "Other page"}
    return Directory.build(declared, titles=titles, rules=rules)
