"""Collects what the handbook has now, and compares it with the list of permanent names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.domain import CompassDomain
from sphinx_compass.names.comparison import ComparedNames, Target
from sphinx_compass.names.missing import Hints
from sphinx_compass.names.names_list import Name, NamesList, address, is_stable, kind_of
from sphinx_compass.names.permanent import ListedNames
from sphinx_compass.names.standard_domain import StandardDomainWithFormerNames
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location, Place
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.domain.page_record import Section
    from sphinx_compass.domain.permanent import InventoryEntry
    from sphinx_compass.organization.directory import Directory


def permanent_names(_app: Sphinx, env: BuildEnvironment, directory: Directory) -> ListedNames:
    """Compare the list with what the pages have now; an unreadable list counts as empty."""
    hints = Hints(env.config.compass_names_file, env.config.compass_names_command)
    unreadable = None
    try:
        text = Path(env.srcdir, hints.file).read_text(encoding="utf-8")
        listed = NamesList.parse(text)
    except (OSError, ValueError) as error:
        listed = NamesList()
        unreadable = Problem(
            Location(hints.file, error.lineno if isinstance(error, json.JSONDecodeError) else 1),
            Subtype.MOVED,
            _("The list of permanent names cannot be read ({error})").format(error=error),
            _("undo the last change to it"),
        )
    compared = ComparedNames(listed, _current(env, directory), _aliases(directory))
    return ListedNames(compared, hints, unreadable)


def listed_names(env: BuildEnvironment) -> ListedNames:
    """Return the permanent names, after they have been compared.

    They are empty if another extension has provided its own.
    """
    found = CompassDomain.of(env).permanent
    return found if isinstance(found, ListedNames) else ListedNames(ComparedNames(), Hints(""))


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
    for domain_name, (name, title, objtype, docname, anchor, _rank) in _entries(env):
        kind = kind_of(f"{domain_name}:{objtype}")
        found[Name(kind, name)] = Target(title, Place(docname, anchor))
    for item in directory.objects.values():
        aliases = tuple(alias.name for alias in item.aliases)
        place = Place(item.docname, item.anchor)
        found[Name(item.KIND, item.slug)] = Target(item.name, place, aliases=aliases)
    labels: dict[Place, list[Name]] = {}
    for label, target in found.items():
        if label.kind == "label" and target.place.anchor:
            labels.setdefault(target.place, []).append(label)
    for docname, record in sorted(CompassDomain.of(env).records.items()):
        for section in record.sections:
            found.update(_names_of_section(docname, section, labels, found))
    return found


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
    """Return the labels of a section with all its anchors; without labels, its addresses."""
    own = [label for anchor in section.anchors for label in labels.get(Place(docname, anchor), ())]
    stable = tuple(anchor for anchor in section.anchors if is_stable(anchor))
    if own:
        return {
            label: Target(
                found[label].title,
                found[label].place,
                tuple(anchor for anchor in stable if anchor != found[label].place.anchor),
            )
            for label in own
        }
    if section.is_page:
        return {}
    return {
        Name("section", address(docname, anchor)): Target(
            section.title, Place(docname, anchor), path=section.path
        )
        for anchor in stable
    }
