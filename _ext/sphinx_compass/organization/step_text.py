"""Resolves the links in the text of a step, for pages and files elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.organization.objects import DeclaredObject
from sphinx_compass.organization.places import Place
from sphinx_compass.organization.records import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.organization.checklists import Run, Step
    from sphinx_compass.organization.directory import Directory


class ShownRun(NamedTuple):
    """A part of the text of a step as readers see it."""

    text: str
    style: str = ""  # ``strong``, ``emphasis`` or ``code``
    place: Place = Place("")  # that it leads to, if it has a docname
    address: str = ""  # outside of the handbook that it leads to


def shown_runs(directory: Directory, step: Step) -> tuple[ShownRun, ...]:
    """Return the parts of the text of a step; names that lead nowhere are only text."""
    return tuple(run for run in _resolved(directory, step) if run.text)


def shown_text(directory: Directory, step: Step) -> str:
    """Return the text of a step without markup, white space folded."""
    return " ".join("".join(run.text for run in shown_runs(directory, step)).split())


def _resolved(directory: Directory, step: Step) -> Iterator[ShownRun]:
    for run in step.runs:
        text = directory.text(run.text)
        if run.kind == "address":
            yield ShownRun(text, run.style, address=run.target)
            continue
        title, place = _target(directory, step, run)
        yield ShownRun(text or title or run.target, run.style, place)


def _target(directory: Directory, step: Step, run: Run) -> tuple[str, Place]:
    """Return title and place of what a part leads to; an empty place if it leads nowhere."""
    if run.kind == "page":
        title = directory.titles.get(run.target)
        return (title, Place(run.target, run.anchor)) if title is not None else ("", Place(""))
    if not run.kind:
        return "", Place("")
    key = directory.index.key_of(Reference(step.written_at, run.kind, run.target))
    target = directory.index.target(key) if key else None
    if isinstance(target, DeclaredObject):
        return target.name, Place(target.docname, target.anchor)
    if target is not None:
        return target.headwords[0], Place(target.docname, target.anchors[0])
    label = directory.label_of.get(run.target) if run.kind in {"label", "any"} else None
    return (label.title, Place(label.docname, label.anchor)) if label else ("", Place(""))
