"""The Sphinx domain ``compass``, which keeps one record per page.

All state is kept by docname, so that clearing a page and merging the records of a
parallel worker are one line each. Every look-up goes through the
:class:`~sphinx_compass.organization.directory.Directory`, which is assembled when all
pages have been read.
"""

from __future__ import annotations

import dataclasses
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from sphinx_compass.domain import events, std
from sphinx_compass.domain.page_record import PageRecord
from sphinx_compass.domain.permanent import NoNames
from sphinx_compass.domain.reporting import report
from sphinx_compass.organization.checks import check
from sphinx_compass.organization.checks.consequences import following, independent
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.source.references import ObjectRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.domain.permanent import InventoryEntry, PermanentNames
    from sphinx_compass.domain.std import PublishedLabels
    from sphinx_compass.organization.missing_names import MissingName
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.places import Location
    from sphinx_compass.organization.problems import Problem
    from sphinx_compass.organization.records import Placement

DATA_VERSION = 16  # raise it with every change to the shape of the data


class CompassDomain(Domain):
    """Roles, teams and areas as Sphinx objects."""

    name = "compass"
    label = "Organization"  # the search shows it beside the kind of an object
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    roles: ClassVar[dict[str, Any]] = {kind: ObjectRole(kind) for kind in KINDS}
    initial_data: ClassVar[dict[str, Any]] = {
        "records": {},  # docname -> PageRecord
        "labels": {},  # PublishedLabels: what the last build wrote into the std domain
        "read_token": "",  # names the last reading of pages, see UnsavedReads
    }
    data_version = DATA_VERSION

    def __init__(self, env: BuildEnvironment) -> None:
        """Begin with an empty organization, until it is assembled."""
        super().__init__(env)
        self.directory = Directory()
        self.permanent: PermanentNames = NoNames()
        self.left_out: set[Location] = set()  # where problems only follow from others
        self.assembled: dict[str, PageRecord] = {}  # the records that the directory is made from
        self.is_postponed = False  # whether there are later records
        self._missing: frozenset[MissingName] = frozenset()

    @classmethod
    def of(cls, env: BuildEnvironment) -> CompassDomain:
        """Return the domain of an environment.

        Raises TypeError if another extension has replaced the domain.
        """
        domain = env.domains[cls.name]
        if not isinstance(domain, cls):
            message = f"the domain {cls.name!r} is not the one of sphinx_compass"
            raise TypeError(message)
        return domain

    # -- recording -----------------------------------------------------------

    @property
    def records(self) -> dict[str, PageRecord]:
        """What reading each page yielded, by docname."""
        records: dict[str, PageRecord] = self.data["records"]
        return records

    @property
    def published_labels(self) -> PublishedLabels:
        """The labels that the last build wrote into the std domain."""
        labels: PublishedLabels = self.data["labels"]
        return labels

    def record_of(self, docname: str) -> PageRecord:
        """Return the record of a page; an empty one if nothing has been noted."""
        return self.records.get(docname) or PageRecord(docname)

    def note_page(self, docname: str, **values: Any) -> None:
        """Record further fields of :class:`PageRecord` for a page."""
        self.records[docname] = dataclasses.replace(self.record_of(docname), **values)

    def note_object(self, item: DeclaredObject) -> None:
        """Record a declared object of the page being read."""
        self.note_page(item.docname, objects=(*self.record_of(item.docname).objects, item))

    def note_problem(self, problem: Problem) -> None:
        """Record a problem that was found while reading its page."""
        docname = problem.location.docname
        self.note_page(docname, problems=(*self.record_of(docname).problems, problem))

    def note_placement(self, placement: Placement) -> None:
        """Record a view that the page being read shows."""
        docname = placement.location.docname
        self.note_page(docname, placements=(*self.record_of(docname).placements, placement))

    def clear_doc(self, docname: str) -> None:
        """Forget everything that a page recorded."""
        self.records.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel worker recorded for its pages."""
        theirs = otherdata["records"]
        self.records.update({name: theirs[name] for name in docnames & theirs.keys()})

    def check_consistency(self) -> None:
        """Report every problem of the organization."""
        self.left_out = set()
        std_domain, published = self.env.domains.standard_domain, self.published_labels
        own = list(
            independent(
                chain(
                    *(record.problems for record in self.records.values()),
                    check(self._with_former_names()),
                    std.taken_labels(std_domain, self.directory, published),
                    self.permanent.problems(),
                    self.directory.changes.problems,
                    self.directory.reviews.problems,
                )
            )
        )
        further = self.env.events.emit(events.PROBLEMS, self.env, own)
        found = list(independent(chain(own, *further)))
        self._missing = frozenset(chain.from_iterable(problem.lost for problem in found))
        self.report(found)

    def report(self, problems: Sequence[Problem]) -> None:
        """Report problems, except about names that are missing because of another problem."""
        left_out = set(following(problems, self._missing))
        self.left_out |= {problem.location for problem in left_out}
        report(self.env, (problem for problem in problems if problem not in left_out))

    def _with_former_names(self) -> Directory:
        """Return the directory with suggestions for names that are no longer declared."""
        former = self.permanent.former_names()
        return (
            dataclasses.replace(self.directory, former_names=former) if former else self.directory
        )

    # -- resolving -----------------------------------------------------------

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002 - Sphinx's signature
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a reference by name, slug or alias; implicit text becomes the object's name."""
        item = self.directory.names.one(typ, target)
        return None if item is None else self._link(fromdocname, builder, item, node, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve an ``{any}`` reference, or a MyST link, to objects of all kinds."""
        known = env.domains.standard_domain.objects
        return [
            (f"{self.name}:{kind}", self._link(fromdocname, builder, item, node, contnode))
            for kind in KINDS
            if (item := self.directory.names.one(kind, target)) is not None
            and (kind, target) not in known  # the std domain resolves it
        ]

    def _link(
        self,
        fromdocname: str,
        builder: Builder,
        item: DeclaredObject,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference:
        if not node.get("refexplicit"):
            shown = contnode.deepcopy()
            shown.clear()
            shown += nodes.Text(item.name)
            contnode = shown
        tooltip = self.directory.text(item.summary) or None
        place = (item.docname, item.anchor)
        return make_refnode(builder, fromdocname, *place, contnode, tooltip)

    def get_objects(self) -> Iterator[InventoryEntry]:
        """Yield each object, then former slugs, which the search leaves out."""
        yield from self.current_objects()
        for kind in KINDS:
            yield from self.permanent.former_objects(kind)

    def current_objects(self) -> Iterator[InventoryEntry]:
        """Yield each object that is declared now.

        The search leaves out those that the std domain has as well, because it finds those.
        """
        known = self.env.domains.standard_domain.objects
        for item in self.directory.objects.values():
            rank = -1 if (item.KIND, item.name) in known else 1
            yield item.slug, item.name, item.KIND, item.docname, item.anchor, rank
