"""Finds the steps of each checklist, and those that an object does or that concern it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.organization.checklists import Checklist, Step, StepBlock
from sphinx_compass.organization.objects import Area, Role, Team
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_compass.organization.name_index import NameIndex
    from sphinx_compass.organization.objects import DeclaredObject, Kind
    from sphinx_compass.organization.places import Mention

# The kinds of objects that do steps, or that steps concern.
WHO: tuple[Kind, ...] = (Role.KIND, Team.KIND, Area.KIND)


class ListedStep(NamedTuple):
    """A step with its place in a checklist."""

    checklist: Checklist
    phase: str  # empty in a checklist without phases
    number: int  # from 1
    block: StepBlock
    step: Step


@dataclass(frozen=True)
class ChecklistIndex:
    """The look-ups of steps; ``blocks`` is in the order of locations."""

    names: NameIndex
    blocks: tuple[StepBlock, ...] = ()

    def checklist(self, mention: Mention | None) -> Checklist | None:
        """Return the checklist that a mention means."""
        found = self.names.one(Checklist.KIND, mention.name) if mention else None
        return found if isinstance(found, Checklist) else None

    def who(self, mentions: Sequence[Mention]) -> tuple[DeclaredObject, ...]:
        """Return the roles, teams and areas that are named, in the order written."""
        found = (
            next(filter(None, (self.names.one(kind, mention.name) for kind in WHO)), None)
            for mention in mentions
        )
        return tuple(dict.fromkeys(item for item in found if item is not None))

    @cached_property
    def steps(self) -> Mapping[str, tuple[ListedStep, ...]]:
        """The steps of each checklist in their order, by slug.

        Within a phase, steps on the page of the checklist come before those on other pages.
        Those of an unknown phase come last.
        """
        items = self.names.objects.values()
        checklists = [item for item in items if isinstance(item, Checklist)]
        blocks: dict[str, list[StepBlock]] = {item.slug: [] for item in checklists}
        for block in self.blocks:
            if (item := self.checklist(block.checklist)) is not None:
                blocks[item.slug].append(block)
        return {item.slug: tuple(_listed(item, blocks[item.slug])) for item in checklists}

    @cached_property
    def every_step(self) -> tuple[ListedStep, ...]:
        """The steps of all checklists, by slug of the checklist."""
        return tuple(step for _slug, steps in sorted(self.steps.items()) for step in steps)

    def done_by(self, item: DeclaredObject) -> tuple[ListedStep, ...]:
        """Return the steps that name an object as the one who does them."""
        return self._by_doer.get(item.key, ())

    def concerning(self, item: DeclaredObject) -> tuple[ListedStep, ...]:
        """Return the steps that name an object as the one whom they concern."""
        return self._by_concerned.get(item.key, ())

    def undone_by(self, listed: ListedStep) -> tuple[ListedStep, ...]:
        """Return the steps that a step undoes: those of a checklist in the same section."""
        undone = self.checklist(listed.block.undoes)
        if undone is None:
            return ()
        return tuple(
            other
            for other in self.steps[undone.slug]
            if _section(other.block) == _section(listed.block)
        )

    @cached_property
    def _by_doer(self) -> Mapping[tuple[Kind, str], tuple[ListedStep, ...]]:
        return _grouped((self.who(listed.block.by), listed) for listed in self.every_step)

    @cached_property
    def _by_concerned(self) -> Mapping[tuple[Kind, str], tuple[ListedStep, ...]]:
        return _grouped((self.who(listed.block.concerned), listed) for listed in self.every_step)


def _grouped(
    found: Iterator[tuple[tuple[DeclaredObject, ...], ListedStep]],
) -> Mapping[tuple[Kind, str], tuple[ListedStep, ...]]:
    groups: dict[tuple[Kind, str], list[ListedStep]] = {}
    for items, listed in found:
        for item in items:
            groups.setdefault(item.key, []).append(listed)
    return {key: tuple(steps) for key, steps in groups.items()}


def _section(block: StepBlock) -> tuple[str, str]:
    return block.docname, block.section_anchor


def phase_of(checklist: Checklist, block: StepBlock) -> str | None:
    """Return the phase of a block as the checklist writes it; None if it is not one of them."""
    wanted = fold(block.phase.name) if block.phase else ""
    return next((phase.name for phase in checklist.phases if fold(phase.name) == wanted), None)


def _listed(checklist: Checklist, blocks: Sequence[StepBlock]) -> Iterator[ListedStep]:
    order = {name: number for number, name in enumerate(_phases(checklist))}
    found = [(phase_of(checklist, block), block) for block in blocks]
    found.sort(
        key=lambda pair: (order.get(pair[0], len(order)), pair[1].docname != checklist.docname)
    )
    steps = [(phase or "", block, step) for phase, block in found for step in block.steps]
    for number, (phase, block, step) in enumerate(steps, start=1):
        yield ListedStep(checklist, phase, number, block, step)


def _phases(checklist: Checklist) -> list[str | None]:
    return list(dict.fromkeys(phase.name for phase in checklist.phases))
