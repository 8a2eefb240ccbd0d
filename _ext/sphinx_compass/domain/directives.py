"""The declaring directives ``{role}``, ``{team}`` and ``{area}``.

Each notes one frozen record under the current docname and leaves a :class:`card`
node that carries the object's anchor and body; :mod:`sphinx_compass.views.directives` adds the facts
once the whole organisation is known.
"""

from __future__ import annotations

import hashlib
from itertools import chain, count
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.statemachine import StringList
from myst_parser.mocking import MockState
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from sphinx_compass.source import glossary
from sphinx_compass.source import options
from sphinx_compass.source import references
from sphinx_compass.organization.model import (
    ROLE_STATUSES,
    SLUG_PATTERN,
    TEAM_KINDS,
    Area,
    Location,
    Mention,
    Role,
    Team,
    slugify,
)

if TYPE_CHECKING:
    from sphinx_compass.domain.domain import CompassDomain
    from sphinx_compass.organization.model import Declared, Kind
    from sphinx_compass.source.options import Declaration


class card(nodes.container):  # noqa: N801 - docutils names nodes in lower case
    """A declared object on its page: children are the summary, facts come later."""


def first_line(directive: SphinxDirective) -> int:
    """Return the source line, from 1, of the first line of a directive's content.

    MyST counts ``content_offset`` from the directive, docutils from the page.
    """
    base = directive.lineno if isinstance(directive.state, MockState) else 0
    return base + directive.content_offset + 1


class _Declares(SphinxDirective):
    """Base of the declaring directives.

    No argument and no option is registered, so that docutils hands over every line
    as it stands (see :mod:`sphinx_compass.source.options`).
    """

    has_content = True
    kind: ClassVar[Kind]
    allowed: ClassVar[tuple[str, ...]]

    def run(self) -> list[nodes.Node]:
        """Note the object and return its card; whatever is wrong is noted as a problem."""
        declaration = options.read(
            self.kind,
            list(self.content),
            here=Location(self.env.current_document.docname, self.lineno),
            first_line=first_line(self),
            allowed=self.allowed,
        )
        node = card(classes=["compass-card", f"compass-card-{self.kind}"])
        self.set_source_info(node)
        self._parse_body(declaration, node)
        slug = self._slug(declaration)
        nodes_before: list[nodes.Node] = []
        domain = cast("CompassDomain", self.env.domains["compass"])
        if slug:
            node["object"] = (self.kind, slug)
            anchor = self._anchor(node, slug)
            references.strip_own_prefix(node, references.own_prefix(self.config))
            summary = glossary.plain_text(node)
            item = self.record(declaration, slug, anchor, summary)
            domain.note_object(item)
            nodes_before = [self._index_node(item)]
        for problem in declaration.problems:
            domain.note_problem(problem)
        return [*nodes_before, node]

    def record(self, declaration: Declaration, slug: str, anchor: str, summary: str) -> Declared:
        """Return the object that is declared."""
        raise NotImplementedError

    def _parse_body(self, declaration: Declaration, node: card) -> None:
        if any(line.strip() for line in declaration.body):
            body = StringList(declaration.body, self.state.document["source"])
            offset = self.content_offset + declaration.body_index
            self.state.nested_parse(body, offset, node)
        if not glossary.plain_text(node):
            named = f"The {self.kind} '{declaration.name}'"
            thing = named if declaration.name else f"This {self.kind}"
            declaration.problem(
                declaration.location,
                "body",
                f"{thing} has no text that says what it is",
                "write one or two sentences below the options",
            )

    def _slug(self, declaration: Declaration) -> str:
        """Return the declared object's slug; an empty one where it can have none."""
        given = declaration.one("slug")
        if not declaration.name:
            declaration.problem(
                declaration.location,
                "name",
                f"{declaration.what} is declared without a name",
                f"write the name on the line of the '{{{self.kind}}}' itself",
            )
            return ""
        if given is not None and SLUG_PATTERN.fullmatch(given.name):
            return given.name
        derived = slugify(declaration.name)
        if not derived:
            derived = f"unnamed-{hashlib.sha256(declaration.name.encode()).hexdigest()[:8]}"
        if given is not None:
            example = slugify(given.name) or "some-name"
            declaration.problem(
                given.location,
                "value",
                f"'{given.name}' cannot be a slug",
                f"use lowercase letters and digits joined by hyphens, for instance '{example}'",
            )
        elif not slugify(declaration.name):
            declaration.problem(
                declaration.location,
                "name",
                f"No slug can be made of the name '{declaration.name}'",
                "add a line ':slug: some-name' in lowercase letters",
            )
        return derived

    def _anchor(self, node: card, slug: str) -> str:
        """Give the card its HTML id; a second declaration on one page gets another one."""
        document = self.state.document
        plain = f"{self.kind}-{slug}"
        numbered = (f"{plain}-{number}" for number in count(2))
        anchor = next(name for name in chain([plain], numbered) if name not in document.ids)
        node["ids"].append(anchor)
        document.note_explicit_target(node)
        return anchor

    def _index_node(self, item: Declared) -> addnodes.index:
        names = dict.fromkeys([item.name, *(alias.name for alias in item.aliases)])
        entries = [
            ("single", f"{name.replace(';', ',')} ({item.KIND})", item.anchor, "", None)
            for name in names
        ]
        return addnodes.index(entries=entries)


class RoleDirective(_Declares):
    """Declares a role: a job or responsibility that somebody can hold."""

    kind = "role"
    allowed = ("slug", "area", "reports-to", "teams", "aliases", "status")

    def record(self, declaration: Declaration, slug: str, anchor: str, summary: str) -> Role:
        """Return the declared role."""
        return Role(
            name=declaration.name,
            slug=slug,
            location=declaration.location,
            anchor=anchor,
            summary=summary,
            aliases=declaration.many("aliases"),
            area=declaration.one("area"),
            reports_to=declaration.one("reports-to"),
            teams=declaration.many("teams"),
            status=declaration.choice("status", ROLE_STATUSES),
        )


class TeamDirective(_Declares):
    """Declares a team: a group around a goal, service or product."""

    kind = "team"
    allowed = ("slug", "kind", "area", "parent", "lead", "aliases", "status")

    def record(self, declaration: Declaration, slug: str, anchor: str, summary: str) -> Team:
        """Return the declared team."""
        return Team(
            name=declaration.name,
            slug=slug,
            location=declaration.location,
            anchor=anchor,
            summary=summary,
            aliases=declaration.many("aliases"),
            kind=declaration.choice("kind", TEAM_KINDS),
            area=declaration.one("area"),
            parent=declaration.one("parent"),
            leads=declaration.many("lead"),
            status=declaration.choice("status", ROLE_STATUSES),
        )


class AreaDirective(_Declares):
    """Declares a functional area."""

    kind = "area"
    allowed = ("slug", "lead", "page", "aliases")

    def record(self, declaration: Declaration, slug: str, anchor: str, summary: str) -> Area:
        """Return the declared area."""
        page = declaration.one("page")
        if page is not None:
            page = Mention(page.name.strip("/").removesuffix(".md"), page.location)
        return Area(
            name=declaration.name,
            slug=slug,
            location=declaration.location,
            anchor=anchor,
            summary=summary,
            aliases=declaration.many("aliases"),
            leads=declaration.many("lead"),
            page=page,
        )
