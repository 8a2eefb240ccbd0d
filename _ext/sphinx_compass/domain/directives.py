"""The declaring directives, one for each kind of object.

Each notes one frozen record under the current docname and leaves a
:class:`~sphinx_compass.domain.nodes.card` with the object's anchor and summary; views
add the rest when the whole organization is known. A declaration that is only a name
leaves a target instead, and so names the section or paragraph that follows.
"""

from __future__ import annotations

import hashlib
import re
from itertools import chain, count
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst.directives.misc import Role as MarkupRole
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from sphinx_compass.config import own_prefix, rules
from sphinx_compass.domain.declarations import read_declaration
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.domain.nodes import card
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.options import options_of
from sphinx_compass.organization.places import Mention
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import SLUG_PATTERN, slugify
from sphinx_compass.source.context import plain_text
from sphinx_compass.source.references import strip_own_prefix

if TYPE_CHECKING:
    from sphinx_compass.organization.objects import DeclaredObject, Kind
    from sphinx_compass.source.declaration import Declaration

SLUG = "slug"  # the option of every declaration that overrides the slug

# Content of docutils' own directive ``role``: a name with a base role, or with options.
_MARKUP_ROLE = re.compile(
    r"[a-z][\w.+:-]*\s*\([^)]*\)|(?s:.*)^:(?:class|format|language):", re.MULTILINE
)
# Content that is only a word in lowercase: a name for docutils, or the name of a job if
# ``primary_domain`` says that short names are ours.
_MARKUP_NAME = re.compile(r"[a-z][\w.+:-]*")


class DeclaringDirective(SphinxDirective):
    """Declares an object of one kind.

    It registers no argument and no option, so that docutils passes on every line as it is
    (see :mod:`sphinx_compass.source.options`).
    """

    has_content = True
    record: ClassVar[type[DeclaredObject]]

    @property
    def kind(self) -> Kind:
        """The kind of the object."""
        return self.record.KIND

    def run(self) -> list[nodes.Node]:
        """Note the object and any problems, and return the object's nodes."""
        names = (SLUG, *(item.name for item in options_of(self.record).values()))
        declaration = read_declaration(self, self.kind, names)
        is_bare = bool(declaration.name and not declaration.options) and not declaration.has_body
        found = self._bare(declaration) if is_bare else self._card(declaration)
        domain = CompassDomain.of(self.env)
        for problem in declaration.problems:
            domain.note_problem(problem)
        return found

    # -- a declaration that is only a name -------------------------------------

    def _bare(self, declaration: Declaration) -> list[nodes.Node]:
        """Return a target with the anchor that Sphinx's ``add_crossref_type`` would give it."""
        document = self.state.document
        anchor = make_id(self.env, document, f"std:{self.kind}", declaration.name)
        target = nodes.target("", "", ids=[anchor])
        self.set_source_info(target)
        document.note_explicit_target(target)
        self._require_summary(declaration, "")
        self._note(declaration, self._slug(declaration), anchor)
        docname = declaration.location.docname
        std = self.env.domains.standard_domain
        std.objects[self.kind, declaration.name] = (docname, anchor)
        return [target]

    # -- any other declaration --------------------------------------------------

    def _card(self, declaration: Declaration) -> list[nodes.Node]:
        node = card(classes=["compass-card", f"compass-card-{self.kind}"])
        self.set_source_info(node)
        if declaration.has_body:
            body = StringList(declaration.body, self.state.document["source"])
            self.state.nested_parse(body, self.content_offset + declaration.body_index, node)
        strip_own_prefix(node, own_prefix(self.config))
        summary = plain_text(node)
        self._require_summary(declaration, summary)
        slug = self._slug(declaration)
        if not slug:
            return [node]
        node["object"] = (self.kind, slug)
        item = self._note(declaration, slug, self._anchor(node, slug), summary)
        return [_index_node(item), node]

    def _require_summary(self, declaration: Declaration, summary: str) -> None:
        if not summary and rules(self.config).require_summary:
            declaration.problems.append(_no_text(declaration))

    def _note(
        self, declaration: Declaration, slug: str, anchor: str, summary: str = ""
    ) -> DeclaredObject:
        item = self.record(
            name=declaration.name,
            slug=slug,
            declared_at=declaration.location,
            anchor=anchor,
            summary=summary,
            **self._values(declaration),
        )
        CompassDomain.of(self.env).note_object(item)
        return item

    def _values(self, declaration: Declaration) -> dict[str, Any]:
        """Return the value of each option by its attribute."""
        project = rules(self.config)
        values: dict[str, Any] = {}
        for attribute, option in options_of(self.record).items():
            allowed = getattr(project, option.choices) if option.choices else ()
            match option.several, bool(option.choices):
                case True, True:
                    values[attribute] = declaration.choices(option.name, allowed)
                case False, True:
                    values[attribute] = declaration.choice(option.name, allowed)
                case True, False:
                    values[attribute] = declaration.many(option.name)
                case _ if option.leads_to_page:
                    values[attribute] = declaration.one(option.name)
                case _:
                    values[attribute] = declaration.whole(option.name)
            if option.leads_to_page and isinstance(values[attribute], Mention):
                values[attribute] = _docname(values[attribute])
        return values

    def _slug(self, declaration: Declaration) -> str:
        """Return the slug of the object; empty if it has no name."""
        given = declaration.one(SLUG)
        if not declaration.name:
            declaration.problem(
                declaration.location,
                Subtype.NAME,
                _("{what} is declared without a name").format(what=declaration.what),
                _("write the name on the line of the '{directive}' itself").format(
                    directive=f"{{{self.kind}}}"
                ),
            )
            return ""
        if given is not None and SLUG_PATTERN.fullmatch(given.name):
            return given.name
        derived = slugify(declaration.name)
        if given is not None:
            declaration.problem(
                given.location,
                Subtype.VALUE,
                _("'{slug}' is not a slug").format(slug=given.name),
                _(
                    "use lowercase letters and digits joined by hyphens, for instance '{example}'"
                ).format(example=slugify(given.name) or "some-name"),
            )
        elif not derived:
            declaration.problem(
                declaration.location,
                Subtype.NAME,
                _("No slug can be made from the name '{name}'").format(name=declaration.name),
                _("add a line ':slug: some-name' in lowercase letters"),
            )
        return derived or f"unnamed-{hashlib.sha256(declaration.name.encode()).hexdigest()[:8]}"

    def _anchor(self, node: card, slug: str) -> str:
        """Give the card an HTML id, with a number if the page already has the plain one."""
        document = self.state.document
        plain = f"{self.kind}-{slug}"
        numbered = (f"{plain}-{number}" for number in count(2))
        anchor = next(name for name in chain([plain], numbered) if name not in document.ids)
        node["ids"].append(anchor)
        document.note_explicit_target(node)
        return anchor


class RoleDirective(DeclaringDirective):
    """Declares a role, or runs docutils' own directive of the same name."""

    record = KINDS["role"]

    def run(self) -> list[nodes.Node]:
        """Declare the role, unless the content defines an inline role of reStructuredText."""
        text = "\n".join(self.content).strip()
        is_name = self.config.primary_domain != "compass" and _MARKUP_NAME.fullmatch(text)
        if is_name or _MARKUP_ROLE.match(text):
            where = (self.lineno, self.content_offset, self.block_text)
            machines = (self.state, self.state_machine)
            return list(MarkupRole(self.name, [], {}, self.content, *where, *machines).run())
        return super().run()


def directive_of(kind: Kind) -> type[DeclaringDirective]:
    """Return the directive that declares objects of a kind."""
    if kind == "role":
        return RoleDirective
    return type(f"{kind.title()}Directive", (DeclaringDirective,), {"record": KINDS[kind]})


def _docname(mention: Mention) -> Mention:
    """Return a mention of a page by its docname; it may be written as a file name."""
    return Mention(mention.name.strip("/").removesuffix(".md"), mention.location)


def _no_text(declaration: Declaration) -> Problem:
    kind, name = _(declaration.kind), declaration.name
    message = _("The {kind} '{name}' has no text that says what it is")
    unnamed = _("This {kind} has no text that says what it is")
    return Problem(
        declaration.location,
        Subtype.BODY,
        (message if name else unnamed).format(kind=kind, name=name),
        _("write one or two sentences below the options"),
    )


def _index_node(item: DeclaredObject) -> addnodes.index:
    names = dict.fromkeys([item.name, *(alias.name for alias in item.aliases)])
    entries = [
        ("single", f"{name.replace(';', ',')} ({_(item.KIND)})", item.anchor, "", None)
        for name in names
    ]
    return addnodes.index(entries=entries)
