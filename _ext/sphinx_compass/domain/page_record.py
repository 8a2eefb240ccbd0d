"""Everything that reading one page yields, as one frozen record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sphinx_compass.organization.checklists import StepBlock
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.problems import Problem
    from sphinx_compass.organization.records import (
        ContentsList,
        Page,
        Placement,
        Reference,
        Term,
    )

# What the std domain noted, by the names of its stores.
StdNotes = Mapping[str, Mapping[Any, Any]]


class Section(NamedTuple):
    """A section of a page."""

    title: str
    anchors: tuple[str, ...]  # HTML ids, of labels too
    is_page: bool  # whether it is the page's first section, which the page's address leads to
    path: str = ""  # ids of the titles of the sections around it and its own, joined
    line: int = 1
    words: str = ""  # digest of its text without titles; empty without text


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What one page declares, defines, refers to and shows."""

    docname: str
    page: Page | None = None  # its front matter; None until the page has been read
    objects: tuple[DeclaredObject, ...] = ()
    terms: tuple[Term, ...] = ()
    references: tuple[Reference, ...] = ()
    placements: tuple[Placement, ...] = ()
    step_blocks: tuple[StepBlock, ...] = ()
    contents_lists: tuple[ContentsList, ...] = ()
    problems: tuple[Problem, ...] = ()
    looked_up: tuple[str, ...] = ()  # the name in each reference, in any domain
    sections: tuple[Section, ...] = ()
    earlier: str = ""  # text of what was different before, with title marks
    std: StdNotes = field(default_factory=dict)  # what the std domain noted of the page
