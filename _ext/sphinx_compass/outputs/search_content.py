"""Tells ``sphinx_compass.finding`` what the organization knows, if the site has that extension."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_compass.domain import CompassDomain
from sphinx_compass.organization.messages import _, mark
from sphinx_compass.organization.objects import Role
from sphinx_compass.outputs.listening import listen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.domain.page_record import PageRecord
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject

_EVENT = "finding-content"

# Words that ask for one object by another, separated by commas.
_MANAGER = mark("boss, manager, supervisor, line manager")
_LEAD = mark("who leads, lead of, leader of, head of, leader, who heads, who runs")
_OWNER = mark(
    "owner of, who owns, who is responsible for, responsible for, who maintains, "
    "who answers for, in charge of"
)


def setup(app: Sphinx) -> None:
    """Connect, if an extension asks."""
    listen(app, _EVENT, content)


def content(app: Sphinx, env: BuildEnvironment) -> dict[str, Any]:
    """Return pages, objects and relations."""
    del app
    domain = CompassDomain.of(env)
    directory = domain.directory
    declared = sorted(directory.objects.values(), key=lambda item: item.key)
    numbers = {item.key: number for number, item in enumerate(declared)}
    return {
        "pages": {
            name: _page(domain.record_of(name), directory, numbers) for name in env.found_docs
        },
        "objects": [*(_object(item, directory) for item in declared), *_terms(domain, env)],
        "relations": [
            (_words(_MANAGER), list(_managers(directory, numbers))),
            (_words(_LEAD), list(_leads(directory, numbers))),
        ],
        "owner_words": _words(_OWNER),
    }


def _words(marked: str) -> list[str]:
    return [word.strip() for word in _(marked).split(",")]


def _page(
    record: PageRecord, directory: Directory, numbers: dict[tuple[str, str], int]
) -> dict[str, Any]:
    page = record.page
    if page is None:
        return {}
    owner = directory.meant(Role, page.owner)
    return {
        "keywords": page.keywords,
        "description": page.description,
        "earlier": directory.text(record.earlier),
        "owner": -1 if owner is None else numbers[owner.key],
    }


def _object(item: DeclaredObject, directory: Directory) -> dict[str, Any]:
    return {
        "kind": item.KIND,
        "name": item.name,
        "docname": item.docname,
        "anchor": item.anchor,
        "aliases": [alias.name for alias in item.aliases],
        "summary": directory.text(item.summary),
    }


def _terms(domain: CompassDomain, env: BuildEnvironment) -> Iterator[dict[str, Any]]:
    for name in sorted(env.found_docs):
        for term in domain.record_of(name).terms:
            yield {
                "kind": "term",
                "name": term.headwords[0],
                "docname": name,
                "anchor": term.anchors[0],
                "aliases": list(term.headwords[1:]),
                "summary": domain.directory.text(term.summary),
            }


def _managers(directory: Directory, numbers: dict[tuple[str, str], int]) -> Iterator[Any]:
    for role in directory.of_kind(Role):
        manager = directory.manager(role)
        if manager is not None:
            yield numbers[role.key], numbers[manager.key]


def _leads(directory: Directory, numbers: dict[tuple[str, str], int]) -> Iterator[Any]:
    for role in directory.of_kind(Role):
        for led in directory.led_by(role):
            yield numbers[led.key], numbers[role.key]
