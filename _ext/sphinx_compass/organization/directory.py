"""The merged organization, with the look-ups that cards, views, data and checks share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sphinx_compass.organization.changes import ChangeLog
from sphinx_compass.organization.checklist_index import ChecklistIndex
from sphinx_compass.organization.kinds import KINDS, inverses
from sphinx_compass.organization.looks import area_looks
from sphinx_compass.organization.name_index import NameIndex
from sphinx_compass.organization.objects import Area, DeclaredObject, Role, Team
from sphinx_compass.organization.options import mentions, options_of, words
from sphinx_compass.organization.reference_index import ReferenceIndex
from sphinx_compass.organization.related import RelatedPages
from sphinx_compass.organization.review_record import ReviewRecord
from sphinx_compass.organization.rules import Rules
from sphinx_compass.organization.text import TITLE_MARK, fold, slugify

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping

    from sphinx_compass.organization.checklists import StepBlock
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.organization.objects import Kind
    from sphinx_compass.organization.options import Inverse, Option
    from sphinx_compass.organization.places import Mention
    from sphinx_compass.organization.records import Label, Page, Placement, Reference, Term

AnyObject = TypeVar("AnyObject", bound=DeclaredObject)

# What to write instead of a name that no object has any more, by kind and folded name.
FormerNames: TypeAlias = "Mapping[tuple[Kind, str], str]"


@dataclass(frozen=True, repr=False)  # Sphinx makes the repr of what an event gets
class Directory:
    """The whole organization, immutable; make it with :meth:`build`.

    Records are in the order of their locations, and pages in the order of docnames.
    """

    declared: tuple[DeclaredObject, ...] = ()  # duplicates included
    terms: tuple[Term, ...] = ()
    pages: tuple[Page, ...] = ()
    references: tuple[Reference, ...] = ()
    placements: tuple[Placement, ...] = ()
    step_blocks: tuple[StepBlock, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)  # of every page, by docname
    links: Mapping[str, frozenset[str]] = field(default_factory=dict)  # docnames each page links to
    labels: tuple[Label, ...] = ()  # each name once, sorted
    rules: Rules = field(default_factory=Rules)
    reviews: ReviewRecord = field(default_factory=ReviewRecord)
    hidden: frozenset[DeclaredObject] = frozenset()  # declared for other outputs only
    # kind, and folded name or slug, of what a reported mistake keeps from being declared
    lost: frozenset[tuple[str, str]] = frozenset()
    former_names: FormerNames = field(default_factory=dict)
    changes: ChangeLog = field(default_factory=ChangeLog)

    @classmethod
    def build(  # noqa: PLR0913 - one argument a kind of record
        cls,
        declared: Iterable[DeclaredObject] = (),
        *,
        terms: Iterable[Term] = (),
        pages: Iterable[Page] = (),
        references: Iterable[Reference] = (),
        placements: Iterable[Placement] = (),
        step_blocks: Iterable[StepBlock] = (),
        titles: Mapping[str, str] | None = None,
        links: Mapping[str, frozenset[str]] | None = None,
        labels: Iterable[Label] = (),
        rules: Rules | None = None,
        reviews: ReviewRecord | None = None,
        hidden: frozenset[DeclaredObject] = frozenset(),
        lost: Iterable[tuple[str, str]] = (),
    ) -> Directory:
        """Merge the records of many pages, in whatever order they come."""
        return cls(
            declared=tuple(sorted(declared, key=lambda item: (item.declared_at, item.key))),
            terms=tuple(sorted(terms, key=lambda term: (term.defined_at, term.headwords))),
            pages=tuple(sorted(pages, key=lambda page: page.docname)),
            references=tuple(sorted(references)),
            placements=tuple(sorted(placements, key=lambda item: (item.location, item.view))),
            step_blocks=tuple(sorted(step_blocks, key=lambda item: item.location)),
            titles=dict(titles or {}),
            links=dict(links or {}),
            labels=tuple(sorted(labels)),
            rules=rules or Rules(),
            reviews=reviews or ReviewRecord(),
            hidden=hidden,
            lost=frozenset((kind, known) for kind, name in lost for known in (name, slugify(name))),
        )

    @cached_property
    def names(self) -> NameIndex:
        """The look-ups by name."""
        return NameIndex(self.declared)

    @cached_property
    def index(self) -> ReferenceIndex:
        """The look-ups by reference and by target key."""
        return ReferenceIndex(self.names, self.terms, self.references)

    @cached_property
    def checklists(self) -> ChecklistIndex:
        """The look-ups of steps."""
        return ChecklistIndex(self.names, self.step_blocks)

    @property
    def objects(self) -> Mapping[tuple[Kind, str], DeclaredObject]:
        """Each object once, by kind and slug, sorted."""
        return self.names.objects

    def meant(self, record: type[AnyObject], mention: Mention | None) -> AnyObject | None:
        """Return the object of a record type that a mention means."""
        found = self.names.one(record.KIND, mention.name) if mention else None
        return found if isinstance(found, record) else None

    def of_kind(self, record: type[AnyObject]) -> tuple[AnyObject, ...]:
        """Return all objects of a record type, sorted by name."""
        return self._sorted.get(record.KIND, ())  # type: ignore[return-value] # by its kind

    @cached_property
    def _sorted(self) -> Mapping[Kind, tuple[DeclaredObject, ...]]:
        items = sorted(self.objects.values(), key=lambda item: (fold(item.name), item.slug))
        return {kind: tuple(item for item in items if kind == item.KIND) for kind in KINDS}

    @cached_property
    def label_of(self) -> Mapping[str, Label]:
        """Each label that a page writes, by name."""
        return {label.name: label for label in self.labels}

    @cached_property
    def page_of(self) -> Mapping[str, Page]:
        """The front matter of each page, by docname."""
        return {page.docname: page for page in self.pages}

    @property
    def page_of_changes(self) -> str:
        """The page that shows all changes; empty if there is none."""
        found = (item for item in self.placements if item.view == "changes" and not item.filters)
        return next((item.location.docname for item in found), "")

    def text(self, marked: str) -> str:
        """Return a summary with its title marks replaced; an unknown name shows as written."""

        def title(match: re.Match[str]) -> str:
            item = self.names.one(match[1], match[2])
            return item.name if item else match[2]

        return TITLE_MARK.sub(title, marked)

    def shown_statuses(self, item: DeclaredObject) -> tuple[str, ...]:
        """Return the status of an object for lists and the chart, which omit the ordinary one."""
        return tuple(
            word
            for attribute, option in options_of(type(item)).items()
            if option.choices == "statuses"
            for word in words(item, attribute)
            if word != self.rules.ordinary_status
        )

    def target(self, option: Option, mention: Mention) -> DeclaredObject | None:
        """Return the object that a value of an option leads to; None without an allowed one."""
        for kind in option.leads_to:
            item = self.names.one(kind, mention.name)
            if item is not None and (option.admits is None or option.admits(self.rules, item)):
                return item
        return None

    def targets(self, item: DeclaredObject, attribute: str) -> tuple[DeclaredObject, ...]:
        """Return the objects that an option of an object leads to, in the order written."""
        option = options_of(type(item))[attribute]
        found = (self.target(option, mention) for mention in mentions(item, attribute))
        return tuple(dict.fromkeys(target for target in found if target is not None))

    def sources(
        self, target: DeclaredObject, record: type[AnyObject], attribute: str
    ) -> tuple[AnyObject, ...]:
        """Return the objects of a type whose option leads to an object, sorted by name."""
        found = self._sources.get((record.KIND, attribute, *target.key), ())
        return tuple(item for item in found if isinstance(item, record))

    @cached_property
    def _sources(self) -> Mapping[tuple[Kind, str, Kind, str], tuple[DeclaredObject, ...]]:
        found: dict[tuple[Kind, str, Kind, str], list[DeclaredObject]] = {}
        for kind, record in KINDS.items():
            for item in self._sorted[kind]:
                for attribute in options_of(record):
                    for target in self.targets(item, attribute):
                        found.setdefault((kind, attribute, *target.key), []).append(item)
        return {key: tuple(items) for key, items in found.items()}

    def incoming(self, target: DeclaredObject) -> Mapping[Inverse, tuple[DeclaredObject, ...]]:
        """Return the objects that lead to an object, by the line on its card that shows them.

        Areas come before teams, and teams before roles.
        """
        found: dict[Inverse, tuple[DeclaredObject, ...]] = {}
        for kind, attribute, inverse in inverses(target.KIND):
            items = self.sources(target, KINDS[kind], attribute)
            found[inverse] = (*items, *found.get(inverse, ()))
        return found

    def manager(self, role: Role) -> DeclaredObject | None:
        """Return the role, or the governing team, that a role reports to."""
        return next(iter(self.targets(role, "reports_to")), None)

    def reports(self, manager: DeclaredObject) -> tuple[Role, ...]:
        """Return the roles that report to a role or a governing team."""
        return self.sources(manager, Role, "reports_to")

    @cached_property
    def looks(self) -> Mapping[str, Look]:
        """How each area looks, by slug."""
        return area_looks([area.slug for area in self.of_kind(Area)], self.rules.area_looks)

    def area_of(self, item: DeclaredObject) -> Area | None:
        """Return the area that a role or team belongs to."""
        return self.meant(Area, getattr(item, "area", None))

    def led_by(self, role: Role) -> tuple[Area | Team, ...]:
        """Return the areas, then the teams, that name a role as lead."""
        return (*self.sources(role, Area, "leads"), *self.sources(role, Team, "leads"))

    def pages_of(self, item: DeclaredObject) -> tuple[Page, ...]:
        """Return the pages that a role owns; none for other objects."""
        return self._pages_by_owner.get(item.key, ())

    @cached_property
    def related(self) -> RelatedPages:
        """The look-up of pages that are about the same things."""
        owners = {docname: owner.slug for docname, owner in self._owners.items()}
        return RelatedPages(self.index.subjects_by_page, self.links, owners, self.titles)

    @cached_property
    def _owners(self) -> Mapping[str, Role]:
        owners = ((page.docname, self.meant(Role, page.owner)) for page in self.pages)
        return {docname: owner for docname, owner in owners if owner is not None}

    @cached_property
    def _pages_by_owner(self) -> Mapping[tuple[Kind, str], tuple[Page, ...]]:
        found: dict[tuple[Kind, str], list[Page]] = {}
        for docname, owner in self._owners.items():
            found.setdefault(owner.key, []).append(self.page_of[docname])
        return {key: tuple(pages) for key, pages in found.items()}
