"""Collects what the handbook has now, and compares it with the list of permanent names."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.domain import CompassDomain
from sphinx_compass.names.comparison import ComparedNames
from sphinx_compass.names.names_list import Name, NamesList, address, is_stable, kind_of
from sphinx_compass.names.permanent import ListedNames
from sphinx_compass.names.standard_domain import StandardDomainWithFormerNames
from sphinx_compass.names.suggestions import Hints
from sphinx_compass.names.targets import Target, old_name
from sphinx_compass.organization.kept_json import KeptFileError, kept_bytes, unreadable
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location, Place
from sphinx_compass.organization.text import digest, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.domain.page_record import Section
    from sphinx_compass.domain.permanent import InventoryEntry
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Term


def permanent_names(_app: Sphinx, env: BuildEnvironment, directory: Directory) -> ListedNames:
    """Compare the list with what the pages have now; a list that cannot be read is empty."""
    sources = {name: env.doc2path(name, base=False).as_posix() for name in env.found_docs}
    config = env.config
    hints = Hints(config.compass_names_file, config.compass_names_command, sources)
    unread = None
    try:
        listed = _parsed(kept_bytes(Path(env.srcdir, hints.file)))
    except (OSError, KeptFileError) as error:
        listed = NamesList()
        unread = unreadable(hints.file, error, _("take back the last change to the file"))
    pages = {page.docname: page for page in directory.pages}
    old = (old_name(said) for page in pages.values() for said in page.redirect_from)
    current = _current(env, directory)
    compared = ComparedNames(listed.with_names(old), current, _aliases(directory), pages)
    return ListedNames(compared, hints, unread)


@lru_cache(maxsize=1)
def _parsed(raw: bytes) -> NamesList:
    """Return the list in a file, which a process that builds often parses once."""
    return NamesList.parse(raw)


def listed_names(env: BuildEnvironment) -> ListedNames:
    """Return the permanent names, after they have been compared.

    They are empty if another extension has provided its own.
    """
    found = CompassDomain.of(env).permanent
    return found if isinstance(found, ListedNames) else ListedNames(ComparedNames(), Hints())


def _aliases(directory: Directory) -> dict[Name, Name]:
    """Return the object of each alias, by the slug of the alias."""
    found: dict[Name, Name] = {}
    for item in directory.objects.values():
        for alias in item.aliases:
            found.setdefault(Name(item.KIND, slugify(alias.name)), Name(item.KIND, item.slug))
    return found


def _current(env: BuildEnvironment, directory: Directory) -> dict[Name, Target]:
    """Return everything that other sites can refer to, and all sections."""
    found: dict[Name, Target] = {}
    terms = _terms(directory)
    for domain_name, (name, title, objtype, docname, anchor, _rank) in _entries(env):
        kind, place = kind_of(f"{domain_name}:{objtype}"), Place(docname, anchor)
        target = Target(title, place)
        if kind == "term" and place in terms:
            term = terms[place]
            target = Target(title, place, term.defined_at, term.digest)
        found[Name(kind, name)] = target
    for item in directory.objects.values():
        found[Name(item.KIND, item.slug)] = Target(
            item.name,
            Place(item.docname, item.anchor),
            item.declared_at,
            digest(item.summary) if item.summary else "",
            aliases=tuple(alias.name for alias in item.aliases),
        )
    labels: dict[Place, list[Name]] = {}
    for label, target in found.items():
        if label.kind == "label" and target.place.anchor:
            labels.setdefault(target.place, []).append(label)
    for docname, record in sorted(CompassDomain.of(env).records.items()):
        for section in record.sections:
            found.update(_names_of_section(docname, section, labels, found))
    return found


def _terms(directory: Directory) -> dict[Place, Term]:
    """Return the glossary entries by the places of their headwords."""
    return {
        Place(term.docname, anchor): term for term in directory.terms for anchor in term.anchors
    }


def _entries(env: BuildEnvironment) -> Iterator[tuple[str, InventoryEntry]]:
    """Yield each current inventory entry, except objects, with the name of its domain."""
    for domain in env.domains.sorted():
        if isinstance(domain, CompassDomain):
            continue
        entries = (
            domain.current_objects()
            if isinstance(domain, StandardDomainWithFormerNames)
            else domain.get_objects()
        )
        for entry in entries:
            yield domain.name, entry


def _names_of_section(
    docname: str,
    section: Section,
    labels: Mapping[Place, list[Name]],
    found: Mapping[Name, Target],
) -> dict[Name, Target]:
    """Return the labels of a section with all its anchors; without labels, its addresses.

    The first section has the page as well.
    """
    own = [label for anchor in section.anchors for label in labels.get(Place(docname, anchor), ())]
    stable = tuple(anchor for anchor in section.anchors if is_stable(anchor))
    known = Target(section.title, Place(docname), Location(docname, section.line), section.words)
    names = {
        label: dataclasses.replace(
            known,
            title=found[label].title,
            place=found[label].place,
            more_anchors=tuple(item for item in stable if item != found[label].place.anchor),
        )
        for label in own
    }
    if section.is_page:
        page = Name("page", docname)
        if page in found:
            names[page] = dataclasses.replace(known, title=found[page].title)
    elif not own:
        for anchor in stable:
            place = Place(docname, anchor)
            names[Name("section", address(docname, anchor))] = dataclasses.replace(
                known, place=place, path=section.path
            )
    return names
