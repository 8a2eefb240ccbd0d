"""Steps of checklists: full lists, captions of blocks, and the steps on cards."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_compass.organization.checklists import Checklist
from sphinx_compass.organization.messages import _, mark
from sphinx_compass.organization.step_text import shown_runs, shown_text
from sphinx_compass.views.links import Link, link_to, links_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.checklist_index import ListedStep
    from sphinx_compass.organization.checklists import StepBlock
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.step_text import ShownRun


@dataclass(frozen=True, slots=True)
class StepItem:
    """One step in a list."""

    number: int
    anchor: str
    runs: tuple[ShownRun, ...]
    facts: tuple[tuple[str, tuple[Link, ...]], ...]  # labels to translate, with their values


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Steps under one heading."""

    heading: Link
    items: tuple[StepItem, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """What a block of steps says about itself."""

    checklist: Link
    phase: str
    by: tuple[Link, ...]
    concerned: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CardSteps:
    """Steps on the card of an object, by checklist."""

    label: str  # to translate
    lists: tuple[tuple[Link, tuple[Link, ...]], ...]

    @property
    def count(self) -> int:
        """The number of steps."""
        return sum(len(steps) for _checklist, steps in self.lists)


def full_list(directory: Directory, item: DeclaredObject) -> tuple[StepGroup, ...]:
    """Return all steps of a checklist by phase; nothing for other objects."""
    if not isinstance(item, Checklist):
        return ()
    steps = directory.checklists.steps[item.slug]
    return tuple(
        StepGroup(Link(phase), tuple(_item(directory, step, item.docname) for step in group))
        for phase, group in groupby(steps, key=lambda step: step.phase)
    )


def groups(directory: Directory, steps: Iterable[ListedStep], docname: str) -> list[StepGroup]:
    """Return steps of any checklists for a page, by checklist and phase."""
    return [
        StepGroup(
            _heading(checklist, phase), tuple(_item(directory, step, docname) for step in group)
        )
        for (checklist, phase), group in groupby(
            steps, key=lambda step: (step.checklist, step.phase)
        )
    ]


def _heading(checklist: Checklist, phase: str) -> Link:
    text = f"{checklist.name}: {phase}" if phase else checklist.name
    return Link(text, checklist.docname, checklist.anchor)


def _item(directory: Directory, listed: ListedStep, docname: str) -> StepItem:
    """Return a step as a page shows it; it links to another page that has the step."""
    index, block = directory.checklists, listed.block
    place = () if block.docname == docname else (_place(directory, listed),)
    undone = (link_to_step(directory, step) for step in index.undone_by(listed))
    titles = tuple(dataclasses.replace(link, text=link.text.rstrip(".")) for link in undone)
    facts = (
        (mark("By"), links_to(index.who(block.by))),
        (mark("For"), links_to(index.who(block.concerned))),
        (mark("Undoes"), titles),
        (mark("See"), place),
    )
    return StepItem(
        listed.number,
        listed.step.anchor,
        shown_runs(directory, listed.step),
        tuple((label, values) for label, values in facts if values),
    )


def _place(directory: Directory, listed: ListedStep) -> Link:
    block = listed.block
    page, section = directory.titles.get(block.docname, block.docname), block.section
    text = f"{page}: {directory.text(section)}" if section else page
    return Link(text, block.docname, listed.step.anchor)


def link_to_step(directory: Directory, listed: ListedStep) -> Link:
    """Return the link to a step on its page, with its words as text."""
    text = shown_text(directory, listed.step)
    return Link(text, listed.block.docname, listed.step.anchor)


def caption(directory: Directory, block: StepBlock) -> Caption | None:
    """Return the caption of a block; None on the page of the checklist, which lists the steps."""
    index = directory.checklists
    checklist = index.checklist(block.checklist)
    if checklist is not None and checklist.docname == block.docname:
        return None
    return Caption(
        link_to(checklist) if checklist is not None else Link(block.checklist.name),
        block.phase.name if block.phase else "",
        links_to(index.who(block.by)),
        links_to(index.who(block.concerned)),
    )


def card_steps(directory: Directory, item: DeclaredObject) -> tuple[CardSteps, ...]:
    """Return the steps that an object does, and those that concern it."""
    index = directory.checklists
    found = (
        (mark("Steps to do"), index.done_by(item)),
        (mark("Steps that concern it"), index.concerning(item)),
    )
    return tuple(
        CardSteps(label, tuple(_by_checklist(directory, steps))) for label, steps in found if steps
    )


def _by_checklist(
    directory: Directory, steps: Iterable[ListedStep]
) -> Iterator[tuple[Link, tuple[Link, ...]]]:
    for checklist, group in groupby(steps, key=lambda step: step.checklist):
        yield link_to(checklist), tuple(link_to_step(directory, step) for step in group)


def caption_text(shown: Caption) -> list[tuple[str, tuple[Link, ...]]]:
    """Return the parts of a caption: a label and its values."""
    phase = (Link(shown.phase),) if shown.phase else ()
    parts = [
        (_("Checklist"), (shown.checklist, *phase)),
        (_("By"), shown.by),
        (_("For"), shown.concerned),
    ]
    return [(label, values) for label, values in parts if values]
