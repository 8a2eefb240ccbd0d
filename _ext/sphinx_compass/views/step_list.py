"""The view ``step-list``: steps of checklists, for instance those that concern one role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.checklist_index import WHO, ListedStep
from sphinx_compass.organization.checklists import Checklist
from sphinx_compass.organization.objects import Role
from sphinx_compass.organization.records import Filter
from sphinx_compass.organization.text import fold
from sphinx_compass.views import steps
from sphinx_compass.views.base import View
from sphinx_compass.views.step_drawing import step_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.drawing import Drawing
    from sphinx_compass.views.steps import StepGroup


class StepList(View["tuple[StepGroup, ...]"]):
    """Lists the steps that pass all filters."""

    name = "step-list"
    filters = (
        Filter("checklist", leads_to=(Checklist.KIND,)),
        Filter("phase"),
        Filter("by", leads_to=WHO),
        Filter("for", leads_to=WHO),
    )

    def content(self, directory: Directory, placement: Placement) -> tuple[StepGroup, ...]:
        """Return the steps by checklist and phase."""
        found = tuple(_passing(directory, placement))
        return tuple(steps.groups(directory, found, placement.location.docname))

    def nodes(
        self,
        content: tuple[StepGroup, ...],
        draw: Drawing,
        placement: Placement,  # noqa: ARG002 - the content is all there is to draw
    ) -> Element:
        """Return a list for each phase."""
        return step_groups(content, draw) if content else draw.nothing()


def _passing(directory: Directory, placement: Placement) -> Iterator[ListedStep]:
    index = directory.checklists
    checklists = [index.checklist(mention) for mention in placement.values("checklist")]
    phases = {fold(mention.name) for mention in placement.values("phase")}
    doers, concerned = (index.who(placement.values(name)) for name in ("by", "for"))
    groups = [group for item in concerned for group in _around(directory, item)]
    for listed in index.every_step:
        tests = (
            (placement.values("checklist"), listed.checklist in checklists),
            (phases, fold(listed.phase) in phases),
            (placement.values("by"), any(one in doers for one in index.who(listed.block.by))),
            (
                placement.values("for"),
                any(one in groups for one in index.who(listed.block.concerned)),
            ),
        )
        if all(passes or not wanted for wanted, passes in tests):
            yield listed


def _around(directory: Directory, item: DeclaredObject) -> Iterator[DeclaredObject]:
    """Yield an object, and the teams and the area to which it belongs."""
    yield item
    if isinstance(item, Role):
        yield from directory.targets(item, "teams")
    if (area := directory.area_of(item)) is not None:
        yield area


VIEWS = (StepList(),)
