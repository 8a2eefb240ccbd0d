"""Checklists, and the steps of which they consist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sphinx_compass.organization.messages import mark
from sphinx_compass.organization.objects import DeclaredObject, Kind
from sphinx_compass.organization.options import option
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from sphinx_compass.organization.places import Location, Mention


@dataclass(frozen=True, slots=True)
class Checklist(DeclaredObject):
    """Steps that people take one after the other; each one is written where its topic is."""

    KIND: ClassVar[Kind] = mark("checklist")
    TITLE: ClassVar[str] = mark("Checklists")
    HELP: ClassVar[str] = mark("Steps that people take one after the other.")
    SCHEMA_TYPE: ClassVar[str] = "ItemList"

    phases: tuple[Mention, ...] = option(
        "phases",
        mark("Headings of its parts, in their order."),
        several=True,
        is_ordered=True,
        key="phases",
        column=mark("Phases"),
    )
    issue_title: Mention | None = option(
        "issue-title", mark("Title of issues that are made from it."), key="issue_title"
    )
    issue_labels: tuple[Mention, ...] = option(
        "issue-labels", mark("Labels of such issues."), several=True, key="issue_labels"
    )


@dataclass(frozen=True, slots=True)
class Run:
    """A part of the text of a step that looks alike and leads to one place."""

    text: str  # plain text with title marks
    style: str = ""  # ``strong``, ``emphasis`` or ``code``
    # what it leads to: ``address``, ``page``, ``label``, ``term``, a kind of objects, or
    # ``any`` of the last three; empty if it is no link
    kind: str = ""
    target: str = ""  # address, docname or name
    anchor: str = ""  # on the page, if the target is one


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a checklist."""

    runs: tuple[Run, ...]
    anchor: str  # HTML id on its page
    written_at: Location

    @property
    def text(self) -> str:
        """The text with title marks, white space folded."""
        return " ".join("".join(run.text for run in self.runs).split())

    @property
    def words(self) -> str:
        """The text as steps are compared: without case and punctuation at its end."""
        return fold(self.text).rstrip(".!?;: ")


@dataclass(frozen=True, slots=True)
class StepBlock:
    """Steps of one phase of a checklist that the same people do, for the same people."""

    checklist: Mention
    location: Location  # of its first line
    phase: Mention | None = None
    by: tuple[Mention, ...] = ()  # roles, teams or areas
    concerned: tuple[Mention, ...] = ()  # roles, teams or areas; empty: everybody
    undoes: Mention | None = None  # checklist whose steps in the same section these undo
    section: str = ""  # title of the section around it, with title marks; empty at the page's top
    section_anchor: str = ""  # its HTML id, likewise
    steps: tuple[Step, ...] = ()

    @property
    def docname(self) -> str:
        """The page that has the block."""
        return self.location.docname
