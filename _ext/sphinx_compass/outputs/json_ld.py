"""Writes what each page declares and defines into its head, as JSON-LD of schema.org."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_compass.domain.builders import is_site
from sphinx_compass.domain.events import PAGE_CONTENT
from sphinx_compass.organization.kinds import RECORDS
from sphinx_compass.organization.options import options_of, words
from sphinx_compass.outputs.base import BuiltSite
from sphinx_compass.outputs.values import defined_terms, known, sorted_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.options import Option
    from sphinx_compass.outputs.base import Site
    from sphinx_compass.outputs.values import Data, DefinedTerm

_ROLE = "OrganizationRole"  # the schema.org type of kinds that are not groups

# What would end a script element, or begin a comment in it.
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def setup(app: Sphinx) -> None:
    """Connect what adds the data to pages, and what lets incremental builds compare it."""
    data = PageData()
    app.connect("env-before-read-docs", data.forget)
    app.connect(PAGE_CONTENT, data.content)
    app.connect("html-page-context", data.add)


class PageData:
    """The data of each page, made once a build: to compare it, and to write it."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def forget(self, *_args: object) -> None:
        """Forget the data of the last build."""
        self._texts.clear()

    def content(self, app: Sphinx, _env: BuildEnvironment, docname: str) -> str:
        """Return the data of a page; an incremental build compares it with the last one."""
        return self._text(app.builder, docname)

    def add(
        self,
        app: Sphinx,
        pagename: str,
        _templatename: str,
        context: dict[str, Any],
        _doctree: nodes.document | None,
    ) -> None:
        """Add the data to the head of a page."""
        text = self._text(app.builder, pagename)
        if text:
            context["metatags"] += f'\n<script type="application/ld+json">{text}</script>'

    def _text(self, builder: Builder, docname: str) -> str:
        if not is_site(builder):
            return ""
        if docname not in self._texts:
            data = linked_data(BuiltSite.of(builder, docname), docname)
            self._texts[docname] = as_script(data) if data else ""
        return self._texts[docname]


def linked_data(site: Site, docname: str) -> Data | None:
    """Return what a page declares and defines; None if it does neither."""
    graph = [
        *(_thing(site, item) for item in site.directory.names.objects_on.get(docname, ())),
        *(_defined_term(site, entry) for entry in defined_terms(site.directory, docname)),
    ]
    return {"@context": "https://schema.org", "@graph": graph} if graph else None


def _thing(site: Site, item: DeclaredObject) -> Data:
    address = site.addresses.page(item.docname, item.anchor)
    return {
        **_reference(site, item),
        **known(
            url=address,
            name=item.name,
            description=site.directory.text(item.summary),
            alternateName=sorted_names(words(item, "aliases")) or None,
        ),
        **({"roleName": item.name} if item.SCHEMA_TYPE == _ROLE else _relations(site, item)),
    }


def _relations(site: Site, item: DeclaredObject) -> Data:
    """Return the groups that a group is part of, and what is part of it."""
    parts = list(dict.fromkeys(_parts(site, item)))
    relations = {
        "parentOrganization": _wholes(site, item),
        "subOrganization": [part for part in parts if part.SCHEMA_TYPE != _ROLE],
        "member": [part for part in parts if part.SCHEMA_TYPE == _ROLE],
    }
    return {
        key: [_reference(site, one) for one in found] for key, found in relations.items() if found
    }


def _wholes(site: Site, item: DeclaredObject) -> list[DeclaredObject]:
    """Return what an object is part of, in the order of kinds."""
    found = (
        target
        for attribute, option in options_of(type(item)).items()
        if _says_part_of(option)
        for target in site.directory.targets(item, attribute)
    )
    kinds = [record.KIND for record in RECORDS]
    return sorted(dict.fromkeys(found), key=lambda target: kinds.index(target.KIND))


def _parts(site: Site, item: DeclaredObject) -> Iterator[DeclaredObject]:
    """Yield what is part of an object, in the order of kinds."""
    for record in RECORDS:
        for attribute, option in options_of(record).items():
            if _says_part_of(option) and item.KIND in option.leads_to:
                yield from site.directory.sources(item, record, attribute)


def _says_part_of(option: Option) -> bool:
    """Tell whether an option names what an object is part of: it leads to groups only."""
    types = {record.KIND: record.SCHEMA_TYPE for record in RECORDS}
    return option.leads_to_objects and all(types.get(kind) != _ROLE for kind in option.leads_to)


def _reference(site: Site, item: DeclaredObject) -> Data:
    """Return how the description of one thing names another."""
    return {"@type": item.SCHEMA_TYPE, "@id": site.addresses.page(item.docname, item.anchor)}


def _defined_term(site: Site, entry: DefinedTerm) -> Data:
    first, *others = entry.headwords
    addresses = site.addresses
    address = addresses.page(entry.term.docname, first.anchor)
    return {
        "@type": "DefinedTerm",
        "@id": address,
        **known(
            url=address,
            name=first.name,
            description=site.directory.text(entry.term.summary),
            alternateName=[other.name for other in others] or None,
            inDefinedTermSet={
                "@type": "DefinedTermSet",
                "@id": addresses.page(addresses.home, ""),
                "name": site.title,
            },
        ),
    }


def as_script(data: Data) -> str:
    """Return JSON that can stand in a script element, whatever its texts contain."""
    return json.dumps(data, separators=(",", ":")).translate(_ESCAPED)
