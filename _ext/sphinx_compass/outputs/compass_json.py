"""Writes ``compass.json``: the organization as data, option by ``compass.schema.json``.

Lists are sorted, and nothing depends on the day. Relations name what they lead to by its
slug. What is unknown is left out; so is a name that no object has, which
:mod:`sphinx_compass.organization.checks` reports.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sphinx_compass.organization import reviews
from sphinx_compass.organization.kinds import LARGEST_FIRST, plural
from sphinx_compass.organization.months import written
from sphinx_compass.organization.objects import Role
from sphinx_compass.organization.options import options_of, words
from sphinx_compass.organization.records import Page
from sphinx_compass.outputs import schema, step_data
from sphinx_compass.outputs.base import Output
from sphinx_compass.outputs.values import (
    defined_terms,
    headwords,
    known,
    one_line,
    sorted_names,
)

if TYPE_CHECKING:
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.options import Option
    from sphinx_compass.outputs.base import BuiltSite, Site
    from sphinx_compass.outputs.values import Data, DefinedTerm

FILE = "compass.json"


class CompassJson(Output):
    """The organization as data."""

    file = FILE

    def files(self, site: BuiltSite) -> dict[str, str]:
        """Return the one file."""
        text = json.dumps(organization(site), indent=1, ensure_ascii=False)
        return {FILE: f"{text}\n"}


def organization(site: Site) -> Data:
    """Return the content of ``compass.json``."""
    directory, addresses = site.directory, site.addresses
    objects = directory.objects.values()  # sorted by slug
    data: Data = {
        "$schema": addresses.file(schema.FILE),
        "schema_version": schema.VERSION,
        "title": site.title,
        "address": addresses.page(addresses.home, ""),
    }
    for record in LARGEST_FIRST:
        kind = record.KIND
        data[plural(kind)] = [_object(site, item) for item in objects if kind == item.KIND]
    data["steps"] = step_data.steps(site)
    data["terms"] = [_term(site, entry) for entry in defined_terms(directory)]
    data["pages"] = [
        _page(site, directory.page_of.get(docname, Page(docname)))
        for docname in sorted(directory.titles)
    ]
    return data


def _object(site: Site, item: DeclaredObject) -> Data:
    options = options_of(type(item)).items()
    return known(
        slug=item.slug,
        name=item.name,
        address=site.addresses.page(item.docname, item.anchor),
        declared_on=item.docname,
        summary=site.directory.text(item.summary),
        aliases=sorted_names(words(item, "aliases")),
    ) | known(
        **{
            option.key: _value(site.directory, item, attribute, option)
            for attribute, option in options
            if option.key
        }
    )


def _value(directory: Directory, item: DeclaredObject, attribute: str, option: Option) -> object:
    """Return the value of an option: a list if it takes several, None if it is unknown."""
    found: list[str] | list[Data]
    if option.leads_to_objects:
        found = _objects(directory, item, attribute, option)
    elif option.leads_to_page:
        found = sorted({name for name in words(item, attribute) if name in directory.titles})
    elif option.is_ordered:
        found = list(dict.fromkeys(words(item, attribute)))
    else:
        found = sorted_names(words(item, attribute))
    return found if option.several else next(iter(found), None)


def _objects(
    directory: Directory, item: DeclaredObject, attribute: str, option: Option
) -> list[str] | list[Data]:
    """Return what an option leads to, by slug; with the kind if that can differ."""
    targets = sorted(directory.targets(item, attribute), key=lambda target: target.key[::-1])
    if len(option.leads_to) == 1:
        return [target.slug for target in targets]
    return [{"kind": target.KIND, "slug": target.slug} for target in targets]


def _term(site: Site, entry: DefinedTerm) -> Data:
    docname = entry.term.docname
    first, *others = entry.headwords
    return known(
        name=first.name,
        address=site.addresses.page(docname, first.anchor),
        defined_on=docname,
        summary=site.directory.text(entry.term.summary),
        other_headwords=[
            {"name": other.name, "address": site.addresses.page(docname, other.anchor)}
            for other in others
        ],
    )


def _page(site: Site, page: Page) -> Data:
    directory = site.directory
    owner = directory.meant(Role, page.owner)
    reviewed, due = page.last_reviewed_on, page.review_by
    return known(
        docname=page.docname,
        title=directory.titles[page.docname],
        address=site.addresses.page(page.docname, ""),
        description=one_line(page.description),
        owner=owner.slug if owner else None,
        last_reviewed_on=reviewed.isoformat() if reviewed else None,
        review_by=due.isoformat() if due else None,
        keywords=sorted_names(page.keywords) or None,
        facts_as_of=written(page.facts_as_of) if page.facts_as_of else None,
        changed_since_review=_changed(directory, page.docname),
    )


def _changed(directory: Directory, docname: str) -> list[Data] | None:
    """Return what a page cites that changed since its last review; None if none is on record."""
    if docname not in directory.reviews.reviews:
        return None
    return [_cited(directory, key) for key in reviews.changed_since_review(directory, docname)]


def _cited(directory: Directory, key: str) -> Data:
    """Return what a target key such as ``role:product-lead`` stands for."""
    kind, _, name = key.partition(":")
    term = directory.index.term(name) if kind == "term" else None
    if term is None:
        return {"kind": kind, "slug": name}
    return {"kind": kind, "name": headwords(directory, term)[0].name}
