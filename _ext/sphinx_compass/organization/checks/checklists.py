"""Checks of checklists and their steps."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_compass.organization.checklist_index import WHO, phase_of
from sphinx_compass.organization.checklists import Checklist
from sphinx_compass.organization.checks.mentions import list_problems, name_problems
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.organization.checklists import StepBlock
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.places import Mention


def unknown_in_steps(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each name in a block of steps that means no or several objects."""
    for block in directory.step_blocks:
        checklists = (block.checklist, block.undoes)
        for mention in (item for item in checklists if item is not None and item.name):
            yield from name_problems(directory, (Checklist.KIND,), mention.name, mention.location)
        yield from list_problems(directory, WHO, block.by)
        yield from list_problems(directory, WHO, block.concerned)


def unknown_phases(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each phase, or lack of one, that does not fit the checklist."""
    for block in directory.step_blocks:
        checklist = directory.checklists.checklist(block.checklist)
        if checklist is not None and phase_of(checklist, block) is None:
            yield from _wrong_phase(checklist, block)
    for placement in directory.placements:
        known = _phases_of_view(directory, placement.values("checklist"))
        for value in placement.values("phase") if placement.view == "step-list" else ():
            if fold(value.name) not in map(fold, known):
                message = _("There is no phase named '{phase}'").format(phase=value.name)
                yield Problem(value.location, Subtype.UNKNOWN, message, _closest(value, known))


def _phases_of_view(directory: Directory, wanted: Sequence[Mention]) -> list[str]:
    found = [directory.checklists.checklist(mention) for mention in wanted]
    known = [item for item in found if item is not None] or directory.of_kind(Checklist)
    return list(dict.fromkeys(phase.name for item in known for phase in item.phases))


def _wrong_phase(checklist: Checklist, block: StepBlock) -> Iterator[Problem]:
    phases = list(dict.fromkeys(phase.name for phase in checklist.phases))
    if block.phase is not None:
        message = _("The checklist '{name}' has no phase '{phase}'")
        add = _("remove this line, or add it to the option ':phases:' of the checklist")
        yield Problem(
            block.phase.location,
            Subtype.UNKNOWN,
            message.format(name=checklist.name, phase=block.phase.name),
            _closest(block.phase, phases) if phases else add,
        )
    elif phases:
        yield Problem(
            block.location,
            Subtype.VALUE,
            _("These steps of '{name}' have no phase").format(name=checklist.name),
            _("add a line ':phase: {phase}', or with another one of {phases}").format(
                phase=phases[0], phases=", ".join(phases)
            )
            if len(phases) > 1
            else _("add a line ':phase: {phase}'").format(phase=phases[0]),
        )


def _closest(written: Mention, phases: Sequence[str]) -> str:
    spelled = {fold(phase): phase for phase in phases}
    close = get_close_matches(fold(written.name), spelled, n=2, cutoff=0.6)
    otherwise = (
        _("it is one of {words}").format(words=", ".join(phases))
        if phases
        else _("remove the line")
    )
    return did_you_mean([spelled[name] for name in close], otherwise)


def useless_undoes(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each block that undoes a checklist without steps in its section."""
    for block in directory.step_blocks:
        undone = directory.checklists.checklist(block.undoes)
        if undone is None or block.undoes is None:
            continue
        here = (block.docname, block.section_anchor)
        others = directory.checklists.steps[undone.slug]
        if all((other.block.docname, other.block.section_anchor) != here for other in others):
            yield Problem(
                block.undoes.location,
                Subtype.VALUE,
                _("This section has no steps of the checklist '{name}' to undo").format(
                    name=undone.name
                ),
                _("move the block to the section that has them, or remove this line"),
            )


def repeated_steps(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each step that the same checklist already has."""
    for steps in directory.checklists.steps.values():
        first: dict[str, str] = {}
        for listed in sorted(steps, key=lambda item: item.step.written_at):
            step = listed.step
            place = first.setdefault(step.words, str(step.written_at))
            if place != str(step.written_at):
                yield Problem(
                    step.written_at,
                    Subtype.DUPLICATE,
                    _("The checklist '{name}' already has this step ({location})").format(
                        name=listed.checklist.name, location=place
                    ),
                    _("remove it here or there, or say in which way they differ"),
                )


def empty_checklists(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each checklist that no block of steps names."""
    used, unknown = set(), set()
    for block in directory.step_blocks:
        checklist = directory.checklists.checklist(block.checklist)
        if checklist is None:
            unknown.add(fold(block.checklist.name))
        else:
            used.add(checklist)
    close = (directory.names.close_names(Checklist.KIND, name) for name in sorted(unknown))
    misspelled = set(chain.from_iterable(close))
    for item in directory.of_kind(Checklist):
        is_meant = "" in unknown or item.name in misspelled
        lost = ("steps", fold(item.name)) in directory.lost
        if item not in used and not is_meant and not lost:
            yield Problem(
                item.declared_at,
                Subtype.BODY,
                _("The checklist '{name}' has no steps").format(name=item.name),
                _("write them in blocks 'steps' on the pages that explain them"),
            )
