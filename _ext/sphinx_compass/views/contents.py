"""Computes, once per build, what the cards, views and lines of each page show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx_compass.domain import CompassDomain
from sphinx_compass.views import card_content, children, page_lines, steps
from sphinx_compass.views.registry import views

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.organization.checklists import StepBlock
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import Kind
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.card_content import CardContent
    from sphinx_compass.views.children import Children
    from sphinx_compass.views.page_lines import PageLines


@dataclass(frozen=True, slots=True)
class PageContent:
    """What the cards, views and lines of a page show."""

    cards: dict[tuple[Kind, str], CardContent]
    views: dict[Placement, Any]  # Any: each view has its own type of content
    lines: PageLines | None
    captions: dict[StepBlock, steps.Caption | None]  # None: the block is not shown
    children: Children | None  # of its tables of contents; None if they show titles only


# By domain, because one process can run several applications: the contents of pages by
# docname, with the directory that they were computed from.
_computed: WeakKeyDictionary[CompassDomain, tuple[Directory, dict[str, PageContent]]] = (
    WeakKeyDictionary()
)


def page_content(domain: CompassDomain, docname: str) -> PageContent:
    """Return what a page shows; computed at most once for a page and directory."""
    directory, known = _computed.get(domain, (None, {}))
    if directory is not domain.directory:
        directory, known = domain.directory, {}
        _computed[domain] = (directory, known)
    if docname not in known:
        known[docname] = _content(domain, directory, docname)
    return known[docname]


def _content(domain: CompassDomain, directory: Directory, docname: str) -> PageContent:
    record = domain.record_of(docname)
    return PageContent(
        cards={
            item.key: card_content.content(directory, directory.objects[item.key])
            for item in record.objects
            if item.key in directory.objects  # this output may not have it
        },
        views={
            placement: views()[placement.view].content(directory, placement)
            for placement in record.placements
        },
        lines=page_lines.content(directory, docname),
        captions={block: steps.caption(directory, block) for block in record.step_blocks},
        children=_children(domain, directory, docname),
    )


def _children(domain: CompassDomain, directory: Directory, docname: str) -> Children | None:
    if not domain.env.config.compass_describe_children:
        return None
    return children.content(directory, docname, lambda name: domain.record_of(name).contents_lists)


def shown_on(_app: Sphinx, env: BuildEnvironment, docname: str) -> PageContent:
    """Return what a page shows, for the event ``compass-page-content``."""
    return page_content(CompassDomain.of(env), docname)
