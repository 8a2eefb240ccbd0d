"""The Sphinx domain ``compass``: records by docname, look-ups derived.

State is kept by docname alone, so that clearing a page and merging a parallel
worker are one line each; every look-up goes through a
:class:`~sphinx_compass.organization.model.Directory` that is built when all pages are read.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util import logging
from sphinx.util.nodes import clean_astext, make_refnode

from sphinx_compass.organization import checks
from sphinx_compass.source import citations
from sphinx_compass.views import facts
from sphinx_compass.source import frontmatter
from sphinx_compass.source import glossary
from sphinx_compass.names import inventory
from sphinx_compass.organization import reviews
from sphinx_compass.views import snippets
from sphinx_compass.organization.problems import Problem
from sphinx_compass.domain.directives import AreaDirective, RoleDirective, TeamDirective
from sphinx_compass.organization.model import KINDS, Directory, Label
from sphinx_compass.source.references import ObjectRole, collect, own_prefix, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.model import Declared, Kind, Page, Reference, Term, View
    from sphinx_compass.names.names import Names

logger = logging.getLogger(__name__)

_STD_STORES = ("labels", "anonlabels", "objects", "terms")

DATA_VERSION = 4  # raise with every change to the shape of the records


class CompassDomain(Domain):
    """Roles, teams and areas as Sphinx objects."""

    name = "compass"
    label = "Team Compass"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    directives: ClassVar[dict[str, Any]] = {
        "role": RoleDirective,
        "team": TeamDirective,
        "area": AreaDirective,
    }
    roles: ClassVar[dict[str, Any]] = {kind: ObjectRole() for kind in KINDS}
    initial_data: ClassVar[dict[str, Any]] = {
        "objects": {},  # docname -> list[Declared]
        "citations": {},  # docname -> list[Citation]
        "references": {},  # docname -> list[Reference]
        "terms": {},  # docname -> list[Term]
        "pages": {},  # docname -> Page
        "problems": {},  # docname -> list[Problem], found while reading
        "views": {},  # docname -> list[View]
        "names": {},  # docname -> list of all names that the page refers to, in any domain
        "sections": {},  # docname -> list[Section]
        "std": {},  # docname -> what the std domain noted of the page, by its stores
        "labels": {},  # label -> (docname, anchor, title): what we wrote into the std domain
    }
    data_version = DATA_VERSION
    _BY_DOCNAME = (
        "objects",
        "citations",
        "references",
        "terms",
        "pages",
        "problems",
        "views",
        "names",
        "sections",
        "std",
    )

    # -- recording ---------------------------------------------------------

    def note_object(self, item: Declared) -> None:
        """Record a declared object of the page being read."""
        self.objects.setdefault(item.docname, []).append(item)

    def note_problem(self, problem: Problem) -> None:
        """Record a problem that was found while reading its page."""
        self.problems.setdefault(problem.location.docname, []).append(problem)

    def note_view(self, view: View) -> None:
        """Record a view that the page being read shows."""
        self.views.setdefault(view.location.docname, []).append(view)

    def note_page(self, docname: str, document: nodes.document) -> None:
        """Record what a page refers to and defines, and its front matter.

        This is no ``process_doc``, which comes too early: MyST makes references of its
        links to anchors (``[text](#role-maker)``) after it.
        """
        source = source_of(self.env)
        self._note_std(docname)
        self.data["references"][docname] = list(collect(document, docname, source))
        self.data["citations"][docname] = list(citations.collect(document, docname))
        if docname in self.objects:
            self.objects[docname] = [
                citations.with_section(item, document) for item in self.objects[docname]
            ]
        headwords = {
            anchor: name
            for (kind, name), (_, anchor) in self.data["std"][docname]["objects"].items()
            if kind == "term"
        }
        self.data["terms"][docname] = list(glossary.collect(document, docname, source, headwords))
        self.data["sections"][docname] = list(inventory.sections(document))
        self.data["names"][docname] = sorted(glossary.referred_names(document))
        page, problems = frontmatter.parse(docname, source)
        self.data["pages"][docname] = page
        for problem in problems:
            self.note_problem(problem)

    def clear_doc(self, docname: str) -> None:
        """Forget everything that a page recorded."""
        for key in self._BY_DOCNAME:
            self.data[key].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel worker recorded for its pages."""
        for key in self._BY_DOCNAME:
            for docname in docnames & otherdata[key].keys():
                self.data[key][docname] = otherdata[key][docname]

    # -- recorded ----------------------------------------------------------

    @property
    def objects(self) -> dict[str, list[Declared]]:
        """Declared objects by docname."""
        objects: dict[str, list[Declared]] = self.data["objects"]
        return objects

    @property
    def references(self) -> dict[str, list[Reference]]:
        """References to objects by docname."""
        references: dict[str, list[Reference]] = self.data["references"]
        return references

    @property
    def terms(self) -> dict[str, list[Term]]:
        """Glossary terms by docname."""
        terms: dict[str, list[Term]] = self.data["terms"]
        return terms

    @property
    def pages(self) -> dict[str, Page]:
        """Front matter by docname."""
        pages: dict[str, Page] = self.data["pages"]
        return pages

    @property
    def problems(self) -> dict[str, list[Problem]]:
        """Problems found while reading, by docname."""
        problems: dict[str, list[Problem]] = self.data["problems"]
        return problems

    @property
    def views(self) -> dict[str, list[View]]:
        """Views by docname."""
        views: dict[str, list[View]] = self.data["views"]
        return views

    @property
    def names(self) -> dict[str, list[str]]:
        """Names that each page refers to in any domain, by docname."""
        names: dict[str, list[str]] = self.data["names"]
        return names

    # -- the whole organisation ---------------------------------------------

    @property
    def directory(self) -> Directory:
        """The merged organisation; built once a build, when all pages are read."""
        directory: Directory | None = getattr(self, "_directory", None)
        return directory if directory is not None else self.rebuild_directory()

    def rebuild_directory(self) -> Directory:
        """Merge the records of all pages anew."""
        self._directory = Directory.build(
            _flat(self.objects),
            terms=_flat(self.terms),
            pages=self.pages.values(),
            references=_flat(self.references),
            citations=_flat(self.data["citations"]),
            views=_flat(self.views),
            titles={
                docname: clean_astext(self.env.titles[docname])
                for docname in sorted(self.env.found_docs & self.env.titles.keys())
            },
            labels=self._labels(),
        )
        return self._directory

    def _labels(self) -> Iterable[Label]:
        """Return the labels that pages write, each as a reference to it resolves.

        They come from the record of each page: the std domain's own store also has those
        of objects, as the last build published them.
        """
        found: dict[str, Label] = {}
        for store in ("anonlabels", "labels"):  # one with a title goes before one without
            for _, stores in sorted(self.data["std"].items()):
                for name, (docname, anchor, *title) in stores[store].items():
                    if anchor:  # Sphinx's own, such as 'search', lead to no place on a page
                        found[name] = Label(name, docname, anchor, *title)
        return found.values()

    @property
    def record(self) -> reviews.Record:
        """What pages cited when they were last reviewed, from the committed file."""
        record: reviews.Record | None = getattr(self, "_record", None)
        return record if record is not None else self.read_record()

    def read_record(self) -> reviews.Record:
        """Read the committed file of reviews; one that cannot be read counts as empty."""
        self._record = reviews.Record()
        name = self.env.config.compass_reviews_file
        if name:
            path = Path(self.env.srcdir, name)
            try:
                self._record = reviews.Record.parse(path.read_text(encoding="utf-8"))
            except (OSError, ValueError) as error:
                logger.warning(
                    "The file of reviews cannot be read; write it with 'nox -s reviewed' (%s).",
                    error,
                    location=f"{path}:1",  # without a colon Sphinx takes it for a docname
                    type="compass",
                    subtype="review",
                )
        return self._record

    @property
    def permanent(self) -> Names:
        """All names that were ever published, from the committed file, and where they lead."""
        permanent: Names | None = getattr(self, "_permanent", None)
        return permanent if permanent is not None else self.rebuild_permanent()

    def rebuild_permanent(self) -> Names:
        """Compare the committed list of names with what the pages hold now."""
        self._permanent = inventory.names(self.env, self.directory, self.data["sections"])
        return self._permanent

    def _note_std(self, docname: str) -> None:
        """Record the labels and terms that the std domain has noted of a page just read."""
        std = self.env.domains.standard_domain.data
        self.data["std"][docname] = {
            store: {name: entry for name, entry in std[store].items() if entry[0] == docname}
            for store in _STD_STORES
        }

    def restore_std(self) -> None:
        """Note all labels and terms anew, in the order of their pages.

        The std domain knows them by name alone: the survivor of a duplicate is lost with
        the other, and in a parallel build either of two may win.
        """
        std = self.env.domains.standard_domain.data
        for _, stores in sorted(self.data["std"].items()):
            for store, entries in stores.items():
                std[store].update(entries)

    def publish_labels(self) -> None:
        """Make each object a ``std:label``, so that any Sphinx site can ``{ref}`` it.

        The labels are written when all pages are read, never while one is: a label
        noted by name is lost with the page of a duplicate, its survivor's too.
        """
        std = self.env.domains.standard_domain
        written: dict[str, tuple[str, str, str]] = self.data["labels"]
        for label, entry in written.items():
            if std.labels.get(label) == entry:
                del std.labels[label]
                std.anonlabels.pop(label, None)
        written.clear()
        for item in self.directory.objects.values():
            entry = (item.docname, item.anchor, item.name)
            if item.label not in std.labels:
                std.labels[item.label] = written[item.label] = entry
                std.anonlabels[item.label] = entry[:2]

    def check_consistency(self) -> None:
        """Report every problem of the organisation, in (docname, line) order."""
        problems = [
            *_flat(self.problems),
            *checks.check(self.directory, rules(self.env.config, self.permanent)),
            *self._taken_labels(),
        ]
        ordered = sorted(
            dict.fromkeys(problems),
            key=lambda item: (item.location, item.subtype, item.message),
        )
        for problem in ordered:
            logger.warning(
                "%s",
                problem,
                location=(problem.location.docname, problem.location.line),
                type="compass",
                subtype=problem.subtype,
            )

    def _taken_labels(self) -> Iterator[Problem]:
        for item in self.directory.objects.values():
            if item.label not in self.data["labels"]:
                docname = self.env.domains.standard_domain.labels[item.label][0]
                yield Problem(
                    item.location,
                    "label",
                    f"The page '{docname}' uses the label '{item.label}', which belongs to "
                    f"the {item.KIND} '{item.name}'",
                    "remove that label there; references to it keep working",
                )

    def table(self, view: View) -> facts.Table:
        """Return the rows that a list shows."""
        if view.name == "page-reviews":
            return facts.review_table(self.directory, self.record, view)
        table = facts.LISTS[view.name](self.directory, view)
        return facts.as_list(table) if view.style == "list" else table

    @property
    def site(self) -> snippets.Site:
        """Where other sites find this handbook."""
        config = self.env.config
        return snippets.Site.of(own_prefix(config), config.html_baseurl)

    def foot(self, docname: str) -> facts.Foot | None:
        """Return what a page says of its owner and reviews; None where it says nothing."""
        page = self.pages.get(docname)
        if page is None or not page.lines:
            return None
        config = self.env.config
        return facts.page_foot(self.directory, page, today(config), config.compass_late_after_days)

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
        """Resolve a reference by title, slug or alias; implicit text is the object's title."""
        kind: Kind = typ  # type: ignore[assignment]
        item = self.directory.one(kind, target)
        if item is None:
            return None
        return self._link(fromdocname, builder, item, node, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002 - Sphinx's signature
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve an ``{any}`` reference, or a MyST link, to objects of all kinds."""
        return [
            (f"compass:{kind}", self._link(fromdocname, builder, item, node, contnode))
            for kind in KINDS
            if (item := self.directory.one(kind, target)) is not None
        ]

    def _link(
        self,
        fromdocname: str,
        builder: Builder,
        item: Declared,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference:
        if not node.get("refexplicit"):
            shown = contnode.deepcopy()
            shown.clear()
            contnode = shown
            contnode += nodes.Text(item.name)
        return make_refnode(
            builder,
            fromdocname,
            item.docname,
            item.anchor,
            contnode,
            self.directory.text(item.summary) or None,
        )

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield each object for ``objects.inv`` and the search, old slugs for the former alone."""
        yield from self.living_objects()
        for kind in KINDS:
            yield from inventory.old_objects(self.permanent, kind, kind)

    def living_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield each object: slug, title, kind, place, and its rank in the search."""
        for item in self.directory.objects.values():
            yield item.slug, item.name, item.KIND, item.docname, item.anchor, 1


def _flat(by_docname: dict[str, list[Any]]) -> Iterable[Any]:
    return (item for docname in sorted(by_docname) for item in by_docname[docname])


def today(config: Config) -> dt.date:
    """Return the day that counts as today: ``compass_today``, or else the real one."""
    return dt.date.fromisoformat(config.compass_today) if config.compass_today else _real_today()


def _real_today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()


def rules(config: Config, permanent: Names) -> checks.Rules:
    """Return what the project's ``conf.py`` and list of names decide about checks."""
    return checks.Rules(
        today=today(config),
        top_role=config.compass_top_role,
        required_keys=tuple(config.compass_required_front_matter),
        former=permanent.former(),
    )


def note_page(app: Sphinx, document: nodes.document) -> None:
    """Have the domain record a page that has been read."""
    domain = cast("CompassDomain", app.env.domains["compass"])
    domain.note_page(app.env.current_document.docname, document)


def silence_missing(_app: object, domain: Domain | None, node: pending_xref) -> bool | None:
    """Keep Sphinx from reporting a missing object a second time.

    :func:`sphinx_compass.organization.checks.unknown_references` has reported it, with a suggestion, and
    without ``-n`` too.
    """
    return True if domain is not None and domain.name == "compass" and node else None
